"""Tags: found however Word has cut them up, lifted to what they stand for, the rest left as it was."""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.word.make import (
    body,
    codes,
    docx,
    field,
    filled,
    lines,
    p,
    picture,
    problems,
    r,
    sdt,
    tbl,
    tc,
    text_box,
    tr,
    xml,
)

MARK = '<w:bookmarkStart w:id="7" w:name="_GoBack"/><w:bookmarkEnd w:id="7"/>'
BETWEEN = {
    "spelling": '<w:proofErr w:type="spellStart"/>',
    "a bookmark": MARK,
    "a page's end as it was last printed": "<w:r><w:lastRenderedPageBreak/></w:r>",
    "a run of another look": "<w:r><w:rPr><w:b/></w:rPr></w:r>",
    "a range that may be edited": '<w:permStart w:id="1" w:edGrp="everyone"/><w:permEnd w:id="1"/>',
}
ROWS = [("{%tr for x in õigused %}",), ("{{ x }}",), ("{%tr endfor %}",)]


def said(*content: str, **values: str | bool | list[str]) -> list[str]:
    return lines(filled("".join(content), values))


@pytest.mark.parametrize("cuts", list(combinations(range(1, 10), 2)))
def test_a_tag_is_found_wherever_it_was_cut(cuts: tuple[int, int]) -> None:
    text = "{{eesmärk}}"
    first, second = cuts
    assert said(p("a ", text[:first], text[first:second], text[second:], " b")) == ["a Eesmärk on selge. b"]


def test_a_tag_is_found_when_each_letter_is_a_run() -> None:
    assert said(p(*"{% if ametnik %}{{ eesmärk }}{% else %}?{% endif %}")) == ["Eesmärk on selge."]


@pytest.mark.parametrize("between", BETWEEN.values(), ids=BETWEEN.keys())
def test_what_stands_unseen_between_the_runs_of_a_tag_does_not_part_it(between: str) -> None:
    assert said(f"<w:p>{r('{')}{between}{r('{ ees')}{between}{r('märk }}')}</w:p>") == ["Eesmärk on selge."]


def test_a_tag_takes_the_look_of_the_run_it_begins_in() -> None:
    bold = "<w:rPr><w:b/></w:rPr>"
    made = xml(body(filled(p(r("a {{ ees", looks=bold), "märk }} b"))))
    assert made == f"<w:p><w:r>{bold}<w:t>a Eesmärk on selge.</w:t></w:r><w:r><w:t> b</w:t></w:r></w:p>"


@pytest.mark.parametrize("blank", ["<w:tab/>", "<w:br/>", "<w:cr/>"])
def test_a_tab_or_a_break_in_a_tag_is_a_blank(blank: str) -> None:
    assert said(p(r("{%", blank, "if", blank, "ametnik %}x{% endif %}"))) == ["x"]


def test_tabs_and_breaks_beside_a_tag_stay() -> None:
    assert said(p(r("a", "<w:tab/>", "{{ täpsustus }}", "<w:br/>", "b"))) == ["a\t\nb"]


TYPED = [
    "{{\N{NO-BREAK SPACE}eesmärk\N{NO-BREAK SPACE}}}",
    "{{\tees\N{SOFT HYPHEN}märk }}",
    "{{eesmärk }}",
    "{{ eesma\N{COMBINING DIAERESIS}rk }}",
    "{{- eesmärk -}}",
    "{{\N{ZERO WIDTH SPACE}eesmärk\N{EN SPACE}}}",
    "{{r eesmärk }}",
]


@pytest.mark.parametrize("tag", TYPED)
def test_a_tag_is_read_however_it_was_typed(tag: str) -> None:
    assert said(p(tag)) == ["Eesmärk on selge."]


@pytest.mark.parametrize("quotes", ["''", '""', "„“", "“”", "\N{LEFT SINGLE QUOTATION MARK}’", "«»"])
def test_quotes_may_be_those_that_word_makes(quotes: str) -> None:
    tag = f"{{% if teenistuja.nimetav == {quotes[0]}ametnik{quotes[1]} %}}jah{{% else %}}ei{{% endif %}}"
    assert said(p(tag)) == ["jah"]


def test_a_link_and_a_content_control_keep_their_tags() -> None:
    link = f'<w:hyperlink w:anchor="koht">{r("{{ ees")}{r("märk }}")}</w:hyperlink>'
    assert said(p("a ", link), p(sdt(r("{{ ametinimetus }}")))) == ["a Eesmärk on selge.", "peaspetsialist"]


def test_a_comment_leaves_nothing() -> None:
    assert xml(body(filled(p("a", "{# {{ see }} ", "jääb ära #}")))) == "<w:p><w:r><w:t>a</w:t></w:r></w:p>"


def test_single_braces_are_text() -> None:
    assert said(p("{ a } 100 % {{ ametinimetus }} }{")) == ["{ a } 100 % peaspetsialist }{"]


def test_several_tags_stand_in_one_paragraph() -> None:
    tags = "{{ ametinimetus }}{{ täpsustus }}, {% for x in õigused %}{{ loop.index }}/{{ loop.length }} {{ x }}{% if not loop.last %}; {% endif %}{% endfor %}"  # noqa: E501
    assert said(p(tags)) == ["peaspetsialist, 1/3 esimene; 2/3 teine; 3/3 kolmas"]


def test_a_condition_leaves_no_empty_run() -> None:
    made = xml(body(filled(p("{% if not ametnik %}a{% endif %}", "b"))))
    assert made == "<w:p><w:r><w:t>b</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("ametnik", "purpose", "expected"), [(True, "", "esimene"), (False, "x", "teine"), (False, "", "kolmas")]
)
def test_one_branch_is_printed(
    ametnik: bool,  # noqa: FBT001
    purpose: str,
    expected: str,
) -> None:
    tags = "{% if ametnik %}esimene{% elif eesmärk %}teine{% else %}kolmas{% endif %}"
    assert said(p(tags), ametnik=ametnik, eesmärk=purpose) == [expected]
    lifted = "".join(
        map(p, tags.replace("{%", "\0{%p").replace("%}", "%}\0").strip("\0").replace("\0\0", "\0").split("\0"))
    )
    assert said(lifted, ametnik=ametnik, eesmärk=purpose) == [expected]


def test_a_paragraph_tag_leaves_no_paragraph() -> None:
    made = said(p("a"), p("{%p for x in õigused %}"), p("– {{ x }}"), p("{%p endfor %}"), p("b"))
    assert made == ["a", "– esimene", "– teine", "– kolmas", "b"]


def test_two_paragraph_tags_may_share_a_paragraph() -> None:
    made = said(
        p("{%p if ametnik %}{%p for x in vastutus %}"),
        p("{{ x }}"),
        p("{%p endfor %} {%p endif %}"),
        p("b"),
        vastutus=["a"],
    )
    assert made == ["a", "b"]


def test_a_row_tag_leaves_no_row() -> None:
    made = filled(tbl(tr("päis"), *(tr(*row) for row in ROWS)) + p("x"))
    assert lines(made) == ["päis", "esimene", "teine", "kolmas", "x"]
    assert body(made).count("<w:tr>") == 4


def test_a_row_tag_may_stand_in_any_cell_of_its_row() -> None:
    rows = [tr("", "{%tr for x in õigused %}"), tr("{{ loop.index }}", "{{ x }}"), tr("{%tr endfor %}", p())]
    assert said(tbl(*rows), p("x")) == ["1", "esimene", "2", "teine", "3", "kolmas", "x"]


def test_a_cell_tag_leaves_no_cell() -> None:
    row = tr("a", "{%tc for x in õigused %}", "{{ x }}", "{%tc endfor %}")
    made = filled(tbl(row) + p("x"))
    assert lines(made) == ["a", "esimene", "teine", "kolmas", "x"]
    assert body(made).count("<w:tc>") == 4


def test_the_letter_r_is_that_of_a_plain_tag() -> None:
    assert said(p("a{%r if ametnik %}b{%r endif %}c{% if ametnik %}d{%r endif %}")) == ["abcd"]


def test_loops_stand_in_loops() -> None:
    rows = tr("{%tr for x in ülesanded %}"), tr(tc("{{ loop.index }}. {{ x.ülesanne }}"), tc(p("{%p for y in x.tulemused %}"), p("{{ y }}"), p("{%p endfor %}"))), tr("{%tr endfor %}")  # fmt: skip # noqa: E501
    assert said(tbl(*rows), p("x")) == ["1. koostab", "valmis", "2. haldab", "korras", "olemas", "x"]


def test_the_item_of_an_inner_loop_may_have_the_name_of_the_outer() -> None:
    tags = "{% for x in ülesanded %}{% for x in x.sh %}{{ x }}{% endfor %}{{ x.ülesanne }}{% endfor %}"
    assert said(p(tags)) == ["abkoostabhaldab"]


def test_a_loops_numbers_are_texts() -> None:
    tags = "{% for x in õigused %}{% if loop.index == '2' %}[{{ loop.index|suurtäht }}]{% endif %}{% endfor %}"
    assert said(p(tags)) == ["[2]"]


def test_a_loop_over_nothing_may_say_something_else() -> None:
    tags = "{% for x in vastutus %}{{ x }}{% else %}ei midagi{% for y in õigused %} {{ y }}{% endfor %}{% endfor %}"
    assert said(p(tags)) == ["ei midagi esimene teine kolmas"]


def test_a_table_in_a_cell_has_its_own_rows() -> None:
    inner = tbl(*(tr(*row) for row in ROWS))
    assert said(tbl(tr(tc(inner, p("all")))), p("x")) == ["esimene", "teine", "kolmas", "all", "x"]


def test_headers_footers_and_notes_are_filled() -> None:
    note = p("{%p if ametnik %}") + p("{{ eesmärk }}") + p("{%p endif %}")
    notes = f'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2">{note}</w:footnote></w:footnotes>'  # noqa: E501
    data = docx(
        p("{{ ametinimetus }}"),
        header=p("päis {{ ametinimetus }}"),
        footer_first=p("jalus {% if ametnik %}{{ ametinimetus }}{% endif %}"),
        relations={"rId7": ("footnotes", "footnotes.xml")},
        further={"word/footnotes.xml": notes},
    )
    made = filled(data)
    assert lines(made) == ["peaspetsialist"]
    assert lines(made, "word/header.xml") == ["päis peaspetsialist"]
    assert lines(made, "word/footer_first.xml") == ["jalus peaspetsialist"]
    assert lines(made, "word/footnotes.xml") == ["Eesmärk on selge."]


def test_a_text_box_is_filled_both_times_it_stands() -> None:
    box = text_box(p("{%p for x in õigused %}"), p("{{ x }}"), p("{%p endfor %}"))
    texts = ["esimene", "teine", "kolmas"]
    assert said(p("a", box)) == ["a", *texts, *texts]


def test_a_content_control_around_paragraphs_is_filled() -> None:
    assert said(sdt(p("{%p if ametnik %}"), p("a {{ eesmärk }}"), p("{%p endif %}")), p("x")) == [
        "a Eesmärk on selge.",
        "x",
    ]


def test_what_stands_beside_a_tag_stays_once() -> None:
    made = filled(docx(p("{% if ametnik %}", picture(), "{{ eesmärk }}{% endif %}"), p(field("PAGE"))))
    assert body(made).count("<w:drawing>") == 1
    assert lines(made) == ["Eesmärk on selge.", "1"]


LOST = {
    "text": "tere",
    "a picture": picture(),
    "a text box": text_box(p("x")),
    "a field": field("PAGE"),
    "a break between pages": r('<w:br w:type="page"/>'),
    "a break between columns": r('<w:br w:type="column"/>'),
    "a footnote": r('<w:footnoteReference w:id="2"/>'),
    "a plain tag": "{{ eesmärk }}",
    "a tag of rows": "{%tr if ametnik %}{%tr endif %}",
    "an equation": '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/>',
}


@pytest.mark.parametrize("beside", LOST.values(), ids=LOST.keys())
def test_what_would_be_lost_with_a_paragraph_tag_is_told_once(beside: str) -> None:
    template = p("a") + p("{%p if ametnik %}", beside) + p("b") + p("{%p endif %}")
    [problem] = problems(template)
    assert (problem.rule.code, problem.place.line, problem.params["tag"]) == ("JD606", 2, "{%p if ametnik %}")


def test_a_section_that_would_be_lost_with_a_paragraph_tag_is_told() -> None:
    section = "<w:pPr><w:sectPr/></w:pPr>"
    assert codes(p("{%p if ametnik %}", looks=section) + p("b") + p("{%p endif %}")) == ["JD606"]


def test_what_would_be_lost_with_a_row_or_cell_is_told_once() -> None:
    assert codes(tbl(tr("{%tr if ametnik %}", "tere"), tr("a"), tr("{%tr endif %}"))) == ["JD606"]
    assert codes(tbl(tr("{%tr if ametnik %}", tc(tbl(tr("tere")), p())), tr("a"), tr("{%tr endif %}"))) == ["JD606"]
    assert codes(tbl(tr(tc("{%tc if ametnik %}", "tere"), "b", "{%tc endif %}"))) == ["JD606"]


def test_a_row_tag_outside_a_table_is_told_once() -> None:
    assert codes(p("{%tr if ametnik %}") + p("a") + p("{%tr endif %}")) == ["JD606"]
    assert codes(tbl(tr("{%tr if ametnik %}"), tr("a")) + p("{%tr endif %}")) == ["JD606"]


@pytest.mark.parametrize("tag", ["{{p eesmärk }}", "{{tr eesmärk }}", "{{tc eesmärk }}"])
def test_a_field_is_printed_in_a_text_only(tag: str) -> None:
    assert codes(tbl(tr(tag)) + p("x")) == ["JD607"]


def test_a_tag_where_nothing_is_filled_in_is_told_with_its_paragraph() -> None:
    with_tag = picture().replace('name="vapp"', 'name="vapp" descr="{{ ametinimetus }}"')
    [problem] = problems(p("a") + p(with_tag))
    assert (problem.rule.code, problem.place.line, problem.params["tag"]) == ("JD606", 2, "{{ ametinimetus }}")


def test_blanks_between_elements_do_not_hinder() -> None:
    tidy = p("{%p if ametnik %}") + "\n  " + p("a") + "\n  " + p("{%p endif %}") + "\n"
    rows = tbl("\n ", tr("{%tr if not ametnik %}"), "\n ", tr("b"), "\n ", tr("{%tr endif %}"), "\n")
    assert (
        xml(body(filled(tidy + rows + p("x"))))
        == "<w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>x</w:t></w:r></w:p>"
    )
