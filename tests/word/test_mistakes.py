"""Mistakes in tags: the right code at the right place, each mistake told once, nothing forbidden let through."""

from __future__ import annotations

import pytest

from jdflow.sandbox.word import MOST_CHARACTERS
from jdflow.word.nesting import MOST_DEEP
from jdflow.word.tags import MOST_TAGS
from tests.word.make import ABOUT, FIELDS, VALUES, codes, docx, p, problems, refused, said, tbl, template, text_box, tr

# A template, and the code that it gets: one each.
ONE_EACH = {
    "no end of braces": ("{{ ametinimetus", "JD604"),
    "one brace too few": ("{{ ametinimetus }", "JD604"),
    "no beginning of braces": ("ametinimetus }}", "JD604"),
    "a condition without its end of braces": ("{% if ametnik }a{% endif %}", "JD604"),
    "an end without its end of braces": ("{% if ametnik %}a{% endif }", "JD604"),
    "a loop without its end of braces": ("{% for x in õigused }{{ x }}{% endfor %}", "JD604"),
    "braces of two sorts": ("{{ ametinimetus %}", "JD604"),
    "a comment without its end": ("{# ametinimetus", "JD604"),
    "no end": ("{% if ametnik %}a", "JD605"),
    "no end of the inner": ("{% for x in õigused %}{% if x %}a{% endfor %}", "JD605"),
    "no end of the outer": ("{% for x in õigused %}{% for y in vastutus %}{{ y }}{% endfor %}{{ x }}", "JD605"),
    "no beginning": ("a{% endif %}", "JD606"),
    "no beginning of an else": ("a{% else %}b", "JD606"),
    "ends that cross": ("{% for x in õigused %}{% if x %}a{% endfor %}{% endif %}", "JD606"),
    "two of else": ("{% if ametnik %}a{% else %}b{% else %}c{% endif %}", "JD606"),
    "elif behind else": ("{% if ametnik %}a{% else %}b{% elif eesmärk %}c{% endif %}", "JD606"),
    "elif in a loop": ("{% for x in õigused %}a{% elif ametnik %}c{% endfor %}", "JD606"),
    "another word": ("{% iff ametnik %}a{% endif %}", "JD607"),
    "a word in upper case": ("{% If ametnik %}a{% else %}b{% endif %}", "JD607"),
    "else with a condition": ("{% if ametnik %}a{% else if eesmärk %}b{% endif %}", "JD607"),
    "no condition": ("{% if %}a{% endif %}", "JD607"),
    "half a condition": ("{% if ametnik and %}a{% endif %}", "JD607"),
    "a loop of two names": ("{% for x, y in õigused %}{{ x }}{{ y }}{% endfor %}", "JD607"),
    "a loop without in": ("{% for x õigused %}{{ x }}{% endfor %}", "JD607"),
    "a loop over a text": ("{% for x in eesmärk %}{{ x }}{{ x.y }}{% endfor %}", "JD607"),
    "a loop over what is not there": ("{% for x in õigus %}{{ x }}{{ x.y }}{% endfor %}", "JD608"),
    "a field that is not there": ("{{ ametinimetuss }}", "JD608"),
    "a part that is not there": ("{{ teenistuja.nimi }}", "JD608"),
    "an item that is no longer there": ("{% for x in õigused %}{{ x }}{% endfor %}{{ x }}", "JD608"),
    "an item that never was there": ("{% for x in õigused %}a{% else %}{{ x }}{% endfor %}", "JD608"),
    "a loop's number outside": ("{{ loop.index }}", "JD608"),
    "a list as text": ("{{ õigused }}", "JD607"),
    "several parts as text": ("{{ teenistuja }}", "JD607"),
    "a flag as text": ("{{ ametnik }}", "JD607"),
    "a condition that is always true": ("{% if teenistuja %}a{% endif %}", "JD607"),
}  # fmt: skip

FORBIDDEN = [
    "{{ ''.__class__.__mro__ }}",
    "{{ ametinimetus.__class__ }}",
    "{{ ametinimetus.upper() }}",
    "{{ õigused[0] }}",
    "{{ teenistuja['nimetav'] }}",
    "{{ 7 * 7 }}",
    "{{ ametinimetus + eesmärk }}",
    "{{ ametinimetus ~ eesmärk }}",
    "{{ -ametinimetus }}",
    "{{ 'tekst' }}",
    "{{ 1 }}",
    "{{ [ametinimetus] }}",
    "{{ {'a': ametinimetus} }}",
    "{{ ametinimetus, eesmärk }}",
    "{{ ametinimetus if ametnik else eesmärk }}",
    "{{ ametinimetus|upper }}",
    "{{ ametinimetus|suurtäht(1) }}",
    "{{ õigused|loetelu(', ') }}",
    "{{ õigused|suurtäht }}",
    "{{ ametinimetus|loetelu }}",
    "{{ ametinimetus is defined }}",
    "{{ ametinimetus == 'a' }}",
    "{{ not ametnik }}",
    "{{ }}",
    "{{ {{ ametinimetus }} }}",
    "{% if ametnik is defined %}a{% endif %}",
    "{% if ametinimetus in õigused %}a{% endif %}",
    "{% if ametinimetus > 'a' %}a{% endif %}",
    "{% if ametinimetus == eesmärk %}a{% endif %}",
    "{% if range(10) %}a{% endif %}",
    "{% if 1 %}a{% endif %}",
    "{% for x in range(1000000000) %}a{% endfor %}",
    "{% for x in [1, 2] %}a{% endfor %}",
    "{% for x in õigused if x %}a{% endfor %}",
    "{% for x in ülesanded recursive %}a{% endfor %}",
    "{% for x in õigused|reverse %}a{% endfor %}",
    "{% for _x in õigused %}{{ _x }}{% endfor %}",
    "{% for __class__ in õigused %}{{ __class__ }}{% endfor %}",
    "{% for loop in õigused %}{{ loop }}{% endfor %}",
    "{% for ametinimetus in õigused %}{{ ametinimetus }}{% endfor %}",
    "{% for x in õigused %}{{ loop }}{% endfor %}",
    "{% for x in õigused %}{{ loop.first }}{% endfor %}",
    "{% for x in õigused %}{{ loop(x) }}{% endfor %}",
    "{% for x in õigused %}{% for y in õigused %}{{ y }}{% endfor %}{% endfor %}",
    "{% for x in ülesanded %}{% for y in x.sh %}{% for z in ülesanded %}a{% endfor %}{% endfor %}{% endfor %}",
    "{% include '/etc/passwd' %}",
    "{% import 'a' as a %}",
    "{% from 'a' import b %}",
    "{% extends 'a' %}",
    "{% set x = 1 %}",
    "{% set x %}a{% endset %}",
    "{% macro a() %}b{% endmacro %}",
    "{% call a() %}b{% endcall %}",
    "{% block a %}b{% endblock %}",
    "{% with x = 1 %}b{% endwith %}",
    "{% filter upper %}b{% endfilter %}",
    "{% raw %}b{% endraw %}",
    "{% autoescape false %}b{% endautoescape %}",
    "{% do x %}",
    "{% break %}",
    "{% debug %}",
]
NO_FIELDS = ["self", "range", "dict", "lipsum", "cycler", "namespace", "config", "request", "super", "_", "__name__"]
NO_FIELDS += ["self.__init__.__globals__", "loop", "caller", "context", "environment", "os"]


@pytest.mark.parametrize(("text", "code"), ONE_EACH.values(), ids=ONE_EACH.keys())
def test_one_mistake_is_one_problem(text: str, code: str) -> None:
    assert codes(p(text)) == [code]


@pytest.mark.parametrize(("text", "code"), ONE_EACH.values(), ids=ONE_EACH.keys())
def test_one_mistake_is_one_problem_where_each_tag_has_its_paragraph(text: str, code: str) -> None:
    lifted = text.replace("{%", "\0{%p").replace("%}", "%}\0").replace("}\0}", "}}\0")
    assert codes("".join(p(piece) for piece in lifted.split("\0") if piece)) == [code]


@pytest.mark.parametrize("tag", FORBIDDEN)
def test_what_is_forbidden_is_refused(tag: str) -> None:
    found = codes(p(tag))
    assert found
    assert set(found) <= {"JD604", "JD605", "JD606", "JD607", "JD608"}
    assert found[0] in {"JD604", "JD607", "JD608"}


@pytest.mark.parametrize("name", NO_FIELDS)
def test_no_name_of_jinja_or_python_is_a_field(name: str) -> None:
    assert codes(p(f"{{{{ {name} }}}}")) == ["JD608"]
    assert codes(p(f"{{% if {name} %}}a{{% endif %}}")) == ["JD608"]
    assert codes(p(f"{{% for x in {name} %}}{{{{ x }}}}{{% endfor %}}")) == ["JD608"]


@pytest.mark.parametrize("name", ["self", "super", "caller", "range", "dict", "def", "class", "None_", "õ", "ﬁ", "ª"])
def test_an_item_may_have_any_name_of_letters(name: str) -> None:
    ready = template(docx(p(f"{{% for {name} in õigused %}}{{{{ {name} }}}}{{% endfor %}}")))
    assert "kolmas" in ready.fill(VALUES, ABOUT).text


def test_a_problem_names_paragraph_and_column_and_quotes_the_tag() -> None:
    body = p("päis") + tbl(tr("a", p("b", " {{ ameti", "nimetuss }}!")))
    [problem] = problems(docx(body, header=p("x")))
    assert problem.place == (problem.place.path, 3, 3, 3, 22)
    assert problem.params["tag"] == "{{ ametinimetuss }}"
    assert said(problem) == "There is no field “ametinimetuss” for “{{ ametinimetuss }}”."


def test_the_column_counts_letters_as_the_tag_was_written() -> None:
    [problem] = problems(p("õ", " ", "{{ eesma\N{COMBINING DIAERESIS}rkk }}"))
    assert (problem.place.column, problem.params["tag"]) == (3, "{{ eesma\N{COMBINING DIAERESIS}rkk }}")
    assert problem.guess == "eesmärk"


def test_paragraphs_are_counted_through_text_boxes_headers_and_notes() -> None:
    data = docx(p("a", text_box(p("b{{ x1 }}"))), p("{{ x2 }}"), header=p("{{ x3 }}"), footer=p() + p("{{ x4 }}"))
    numbers = {problem.params["field"]: problem.place.line for problem in problems(data)}
    assert numbers == {"x1": 3, "x2": 4, "x4": 6, "x3": 7}


@pytest.mark.parametrize(
    ("tag", "guess"),
    [
        ("{{ ametinimetu }}", "ametinimetus"),
        ("{{ Ametinimetus }}", "ametinimetus"),
        ("{{ oigused|loetelu }}", "õigused"),
        ("{{ teenistuja.nimetaw }}", "nimetav"),
        ("{% for x in ülesanded %}{{ x.tulemus }}{% endfor %}", "tulemused"),
        ("{% for x in ülesanded %}{{ x.ulesanne }}{% endfor %}", "ülesanne"),
        ("{% for x in õigused %}{{ loop.idnex }}{% endfor %}", "index"),
        ("{% If ametnik %}a{% endif %}", "if"),
        ("{{ zzz }}", None),
    ],
)
def test_the_nearest_name_is_proposed(tag: str, guess: str | None) -> None:
    [problem] = problems(p(tag))
    assert problem.guess == guess


def test_a_tag_and_its_end_stand_in_one_text() -> None:
    across = p("{% if ametnik %}a") + p("b{% endif %}")
    [problem] = problems(across)
    assert (problem.rule.code, problem.place.line, problem.related[0].place.line) == ("JD606", 2, 1)
    assert codes(p("{%p if ametnik %}") + tbl(tr("{%p endif %}")) + p("a")) == ["JD606"]
    assert codes(p("{% if ametnik %}", f'<w:hyperlink w:anchor="a">{p("{% endif %}")[5:-6]}</w:hyperlink>')) == [
        "JD606"
    ]


def test_an_end_belongs_to_what_began_beside_it() -> None:
    body = p("{%p if ametnik %}") + p("a {% if eesmärk %}") + p("{%p endif %}")
    [problem] = problems(body)
    assert (problem.rule.code, problem.place.line, problem.params["tag"]) == ("JD605", 2, "{% if eesmärk %}")


def test_an_end_says_with_which_letter_it_is_written() -> None:
    [problem] = problems(tbl(tr("{%tr if ametnik %}"), tr("a")) + p("b"))
    assert problem.params["end"] == "{%tr endif %}"


def test_what_one_part_leaves_open_is_no_matter_in_the_next() -> None:
    loop = "{% for x in õigused %}{{ x }}{% endfor %}"
    data = docx(p("{% for x in õigused %}"), header=p(loop), footer=p("{{ x }}"))
    assert [problem.rule.code for problem in problems(data)] == ["JD605", "JD608"]


def test_mistakes_that_have_nothing_to_do_with_each_other_are_all_told() -> None:
    body = p("{{ a }}") + p("{% if b %}x{% endif %}") + p("{{ õigused }}") + p("x {{ ametinimetus }")
    assert sorted(codes(body)) == ["JD604", "JD607", "JD608", "JD608"]


@pytest.mark.parametrize(
    "body",
    [
        p("{{{{" * 250_000),
        p("{%" * 500_000),
        p("}}" * 500_000),
        p("{#" * 500_000),
        p("{{ " * 300_000 + "}}"),
        p("{{ " + "a" * 1_000_000 + " }}"),
        p(*["{{"] * 20_000),
    ],
    ids=["{{{{", "{%", "}}", "{#", "{{ ", "a", "runs"],
)
def test_a_flood_of_braces_is_refused(body: str) -> None:
    assert codes(body)[0] in {"JD604", "JD607"}


@pytest.mark.parametrize(
    "expression",
    [
        "(" * 500 + "ametinimetus" + ")" * 500,
        "not " * 500 + "ametinimetus",
        "ametinimetus" + "|suurtäht" * 500,
        "teenistuja" + ".nimetav" * 500,
        " or ".join(["ametinimetus"] * 500),
        "-" * 500 + "1",
        "[" * 500 + "]" * 500,
        "(" * 200 + "ametinimetus" + ")" * 200,
        "not " * 100 + "ametinimetus",
    ],
)
def test_a_deep_expression_is_refused(expression: str) -> None:
    assert codes(p(f"{{{{ {expression} }}}}")) == ["JD607"]
    assert codes(p(f"{{% if {expression} %}}a{{% endif %}}")) == ["JD607"]


def test_the_longest_expression_can_be_filled() -> None:
    long = "{{ ametinimetus" + "|suurtäht" * ((MOST_CHARACTERS - 18) // 9) + " }}"
    either = "{% if " + " or ".join(["eesmärk"] * 25) + " %}a{% endif %}"
    assert codes(p(long) + p(either)) == []


@pytest.mark.parametrize(
    "body", [p("{{ x }}" * 100_000), p("{{ ametinimetus }}") * (MOST_TAGS + 1), p(*["{% if x %}"] * 5000)]
)
def test_thousands_of_tags_are_refused(body: str) -> None:
    assert codes(body) == ["JD602"]


def test_as_many_tags_as_may_be_are_taken() -> None:
    assert codes(p(*["{{ ametinimetus }}"] * MOST_TAGS)) == []


def test_tags_stand_in_each_other_as_deep_as_python_can_go() -> None:
    def deep(times: int) -> bytes:
        return docx(p("{% if ametnik %}" * times + "a" + "{% endif %}" * times))

    assert problems(deep(MOST_DEEP)) == []
    assert "stand inside each other" in refused(deep(MOST_DEEP + 1))


def test_a_row_of_many_wrong_tags_is_told() -> None:
    row = tbl(tr(p(*["{%tr if ametnik %}{%tr endif %}"] * 900, "x" * 1_000_000)))
    assert codes(row) == ["JD606"]


def test_signs_that_stand_for_nothing_leave_room_for_a_mark() -> None:
    private = "".join(map(chr, range(0xE000, 0xF8FF)))
    assert "private use" in refused(docx(p(private, "{{ ametinimetus }}")))
    assert codes(p(private[:-1], "{{ ametinimetus }}")) == []


def test_fields_count_as_used_only_where_they_are_printed() -> None:
    body = "{% if eesmärk %}a{% endif %}{{ ametinimetus }}{{ vastutus|loetelu }}{% for x in õigused %}{{ loop.index }}{% endfor %}{% for x in ülesanded %}{{ x.sh|reas }}{% endfor %}"  # noqa: E501
    assert template(docx(p(body))).used - {"loop.index"} == {"ametinimetus", "vastutus", "ülesanded.sh"}
    assert set(FIELDS) > {"eesmärk"}
