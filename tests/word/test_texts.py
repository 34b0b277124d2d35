"""Texts in documents: each as it was written, as often as it should be, in order, whatever it is made of."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from jdflow.word.template import TooLong
from jdflow.word.text import UNPRINTABLE, printed
from tests.word import tools
from tests.word.make import (
    ABOUT,
    VALUES,
    W,
    body,
    docx,
    filled,
    lines,
    p,
    r,
    tbl,
    tc,
    template,
    tr,
    xml,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from jdflow.sandbox.word import Value

# A text, and how it is read in the document; nothing where that is just as it was written.
TEXTS = {
    "signs of XML": ("a & b <c> \"d\" 'e' &amp; &#65; ]]> <!-- --> <?a?>", None),
    "Estonian": ("Õ Ä Ö Ü Š Ž õäöüšž – „tsitaat“", None),
    "blanks that count": ("  kaks  tühikut  ", None),
    "a blank that does not break": ("nr\N{NO-BREAK SPACE}177, §\N{NO-BREAK SPACE}52", None),
    "other blanks": ("a\N{THIN SPACE}b\N{NARROW NO-BREAK SPACE}c\N{IDEOGRAPHIC SPACE}d", None),
    "a hyphen that hides": ("a\N{SOFT HYPHEN}b\N{NON-BREAKING HYPHEN}c", None),
    "braces": ("{{ x }} {% if y %} {# z #} {%p endif %} }} %}", None),
    "our own marks": ("\ue0000\ue000 \ue000", None),
    "letters put together": ("o\N{COMBINING TILDE}a\N{COMBINING DIAERESIS}\N{COMBINING CARON}", None),
    "letters far out": ("𝔄𝕓𐍈 🇪🇪", None),
    "a family": ("👩\N{ZERO WIDTH JOINER}👩\N{ZERO WIDTH JOINER}👧", None),
    "from right to left": ("שלום مرحبا", None),
    "what turns a line around": ("a\N{RIGHT-TO-LEFT OVERRIDE}b\N{LEFT-TO-RIGHT ISOLATE}c", "abc"),
    "no characters": ("a\ufffeb\uffffc\U0001ffffd\ufdd0", "abcd\ufdd0"),
    "half a character": ("a\ud800b\udfffc", "abc"),
    "characters that control": ("a\x00\x01\x08\x0b\x0c\x0e\x1b\x1f\x7f\x80\x9fb", "ab"),
    "a mark of byte order": ("\ufeffa", "a"),
    "line ends": ("a\nb\r\nc\rd\x85e\u2028f\u2029g", "a\nb\nc\nd\ne\nf\ng"),
    "line ends only": ("\n\n", "\n\n"),
    "tabs": ("\ta\t\tb", None),
    "a word that never ends": ("sõna" * 2500, None),
    "nothing": ("", None),
    "a blank": (" ", None),
    "a number": ("0", None),
    "a wrong one": ("False", None),
}
BODY = p("[{{ ametinimetus }}]") + p("{{ ametinimetus }}") + p("{% if ametnik %}{{ ametinimetus }}{% endif %}", "!")
BARE = "A required relationship type"


@pytest.mark.parametrize(("text", "read"), TEXTS.values(), ids=TEXTS.keys())
def test_a_text_is_printed_as_it_was_written(text: str, read: str | None) -> None:
    expected = text if read is None else read
    made = filled(BODY, {"ametinimetus": text})
    assert lines(made) == [f"[{expected}]", expected, f"{expected}!"]
    assert tools.read_back(made) == lines(made)
    assert [fault for fault in tools.validate(made) if BARE not in fault] == []


@pytest.mark.parametrize("text", [text for text, _ in TEXTS.values()], ids=TEXTS.keys())
def test_a_text_is_printed_likewise_in_properties(text: str) -> None:
    about = ABOUT._replace(title=text, author=f"{text}.", facts={"a": text, f'&<"{text}': "c"})
    made = template(docx(p("x"))).fill(VALUES, about).data
    properties = python_docx.Document(io.BytesIO(made)).core_properties
    custom = etree.fromstring(tools.raw_parts(made)["docProps/custom.xml"])
    # XML itself knows no other line end.
    plain = re.sub("\r\n?", "\n", UNPRINTABLE.sub("", text))
    assert (properties.title, properties.author, properties.last_modified_by) == (plain, f"{plain}.", f"{plain}.")
    assert [one[0].text or "" for one in custom] == [plain, "c"]
    assert [fault for fault in tools.validate(made) if BARE not in fault] == []


def test_breaks_and_tabs_are_those_of_word() -> None:
    made = xml(body(filled(p(r("{{ ametinimetus }}", looks="<w:rPr><w:b/></w:rPr>")), {"ametinimetus": "a\nb\tc"})))
    inside = "<w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t>"
    assert made == f"<w:p><w:r><w:rPr><w:b/></w:rPr>{inside}</w:r></w:p>"


def test_blanks_at_the_ends_are_kept() -> None:
    for text in (" a ", "a\n b", "a\t "):
        made = body(filled(p(r("<w:t>{{ ametinimetus }}</w:t>")), {"ametinimetus": text}))
        assert made.count("<w:t") - made.count("<w:tab") == made.count('<w:t xml:space="preserve">')


def test_the_first_letter_is_made_large_and_lists_are_joined() -> None:
    body = p("{{ ametinimetus|suurtäht }}/{{ õigused|loetelu }}/{{ õigused|reas }}/{{ õigused|loetelu|suurtäht }}")
    texts: dict[str, Value] = {"ametinimetus": "õppejuht <a>", "õigused": ["a & b.", "c\nd."]}
    assert lines(filled(body, texts)) == ["Õppejuht <a>/a & b., c\nd./a & b. c\nd./A & b., c\nd."]
    assert lines(filled(body, {"ametinimetus": "", "õigused": []})) == ["///"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], ""),
        (["sülearvuti"], "sülearvuti"),
        (["sülearvuti", "mobiiltelefon", "ID-kaart"], "sülearvuti, mobiiltelefon, ID-kaart."),
        (["Sülearvuti", "Mobiiltelefon"], "Sülearvuti. Mobiiltelefon."),
        (
            ["Tööks on arvuti.", "Telefoni ei ole.", "auto", "jalgratas"],
            "Tööks on arvuti. Telefoni ei ole. auto, jalgratas.",
        ),
        (["arvuti", "Autot võib kasutada."], "arvuti. Autot võib kasutada."),
        (["Kas tohib?", "„Jah!“", "(Alati.)", "Nõnda…"], "Kas tohib? „Jah!“ (Alati.) Nõnda…"),
        (["arvuti,", "telefon;", "auto"], "arvuti, telefon; auto."),
        (["a.", "b."], "a. b."),
    ],
)
def test_sentences_follow_one_another_and_words_have_commas_between_them(texts: list[str], expected: str) -> None:
    assert lines(filled(p("{{ õigused|reas }}"), {"õigused": texts})) == [expected]


@given(st.text(st.characters()))
def test_what_is_printed_is_xml(text: str) -> None:
    made = printed(text)
    [element] = etree.fromstring(f"<w:r xmlns:w='{W}'><w:t>{made}</w:t></w:r>").xpath("/*")
    found = "".join({"br": "\n", "tab": "\t"}.get(etree.QName(one).localname, one.text or "") for one in element)
    assert found == read(text)


def long(times: int) -> dict[str, Value]:
    return {"õigused": ["õ" * 1_000_000] * times}


def test_a_document_that_grows_too_long_is_given_up() -> None:
    ready = template(docx(p("{% for x in õigused %}{{ x }}{{ x }}{% endfor %}")))
    with pytest.raises(TooLong):
        ready.fill({**VALUES, **long(10)}, ABOUT)
    assert len(ready.fill({**VALUES, **long(7)}, ABOUT).text) > 14_000_000


def test_all_parts_together_may_be_no_longer_than_one() -> None:
    margins = {f"header_{number}": p("{{ õigused|reas }}") for number in ("default", "first", "even")}
    ready = template(docx(p("{{ õigused|reas }}"), **margins))
    with pytest.raises(TooLong):
        ready.fill({**VALUES, **long(5)}, ABOUT)
    assert ready.fill({**VALUES, **long(3)}, ABOUT).data


# ---------------------------------------------------------------- arbitrary content

FORM = (
    p("{{ ametinimetus }}")
    + p("Eesmärk: {{ eesmärk }}")
    + p("{%p for x in õigused %}")
    + p("– ", "{{ x }}")
    + p("{%p endfor %}")
    + tbl(
        tr("Ülesanded", "Tulemused"),
        tr("{%tr for x in ülesanded %}"),
        tr(
            tc(p("{{ loop.index }}. {{ x.ülesanne }}"), p("{%p for y in x.sh %}"), p("{{ y }}"), p("{%p endfor %}")),
            tc(p("{%p for y in x.tulemused %}"), p("{{ y }}"), p("{%p endfor %}")),
        ),
        tr("{%tr endfor %}"),
    )
    + p("{%p if vastutus %}")
    + p("Vastutus")
    + tbl(tr("{%tr for x in vastutus %}"), tr("{{ x }}"), tr("{%tr endfor %}"))
    + p("{%p endif %}")
    + p("{% for x in õigused %}{% if not loop.first %}; {% endif %}{{ x }}{% endfor %}.")
)
BELOW = p("{%p for x in vastutus %}") + p("{{ x }}") + p("{%p endfor %}")
READY = template(docx(FORM, header=p("{{ ametinimetus }} {{ eesmärk }}"), footer=BELOW))

TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("&<>\"'{}%#„“ \n\t\r\N{NO-BREAK SPACE}\ue000\x03\x04\x05\x10\ufffe]õ"),
    ),
    max_size=12,
)
LIST = st.lists(TEXT, max_size=3)
DUTY = st.fixed_dictionaries({"ülesanne": TEXT, "sh": LIST, "tulemused": LIST})
CONTENT = st.fixed_dictionaries(
    {
        "ametinimetus": TEXT,
        "eesmärk": TEXT,
        "õigused": LIST,
        "vastutus": LIST,
        "ülesanded": st.lists(DUTY, max_size=3),
    }
)


def read(text: str) -> str:
    """The text as it is read in a document."""
    return re.sub("\r\n|[\r\x85\u2028\u2029]", "\n", UNPRINTABLE.sub("", text))


def expected(values: Mapping[str, Any]) -> list[str]:
    """The paragraphs of the form, read in order."""
    rights, liable = values["õigused"], values["vastutus"]
    said = [
        values["ametinimetus"],
        f"Eesmärk: {values['eesmärk']}",
        *(f"– {one}" for one in rights),
        "Ülesanded",
        "Tulemused",
    ]
    for number, duty in enumerate(values["ülesanded"], 1):
        said += [f"{number}. {duty['ülesanne']}", *duty["sh"], *(duty["tulemused"] or [""])]
    said += ["Vastutus", *liable] if liable else []
    return [read(text) for text in [*said, "; ".join(rights) + "."]]


@settings(max_examples=150)
@given(CONTENT)
def test_every_text_stands_in_the_document_as_often_as_it_should_and_in_order(content: dict[str, Any]) -> None:
    made = READY.fill({**VALUES, **content}, ABOUT).data
    told = expected(content)
    assert lines(made) == told
    assert tools.read_back(made) == told
    above = read(f"{content['ametinimetus']} {content['eesmärk']}")
    assert tools.read_margins(made) == ([above], [read(text) for text in content["vastutus"]] or [""])


@settings(max_examples=10)
@given(CONTENT)
def test_documents_of_any_content_are_valid(content: dict[str, Any]) -> None:
    about = ABOUT._replace(title=content["ametinimetus"], facts={"a": content["eesmärk"]})
    made = READY.fill({**VALUES, **content}, about).data
    assert [fault for fault in tools.validate(made) if BARE not in fault] == []


@pytest.mark.needs("node", "mammoth")
def test_mammoth_reads_the_same(tmp_path: Path, tool: Callable[[str], str]) -> None:
    file = tmp_path / "a.docx"
    values: dict[str, Value] = {"ametinimetus": "„a“ & <b>", "eesmärk": "üks\nkaks", "vastutus": ["{{ x }}"]}
    file.write_bytes(READY.fill({**VALUES, **values}, ABOUT).data)
    found = tools.mammoth_text(file, tool("node")).split("\n")
    told = [line for text in lines(file.read_bytes()) for line in text.split("\n")]
    assert [line for line in found if line] == [line for line in told if line]
