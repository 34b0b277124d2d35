"""The word MUSTAND: on every page, in every kind of header, beside what the template has there."""

from __future__ import annotations

from typing import Any

import pytest

from jdflow.word.template import compile_template
from tests.word import tools
from tests.word.make import ABOUT, FIELDS, KIND, PATH, VALUES, docx, filled, lines, p, packed, part, parts_of, template

WORD = "MUSTAND"
FIRST = "<w:sectPr><w:titlePg/></w:sectPr>"
BARE = "A required relationship type"


EVEN: dict[str, Any] = {
    "relations": {"rId9": ("settings", "settings.xml")},
    "further": {"word/settings.xml": part("w:settings", "<w:evenAndOddHeaders/>")},
    "kinds": {"word/settings.xml": f"{KIND}.settings+xml"},
}


def drafted(data: bytes) -> bytes:
    made = template(data, draft=True).fill(VALUES, ABOUT).data
    assert [fault for fault in tools.validate(made) if BARE not in fault] == []
    return made


def headers(data: bytes) -> list[str]:
    return tools.read_margins(data).headers


def test_a_template_without_headers_gets_one() -> None:
    made = drafted(docx(p("{{ ametinimetus }}")))
    assert headers(made) == [WORD, ""]
    assert lines(made) == ["peaspetsialist"]


def test_what_a_header_has_is_kept_below() -> None:
    made = drafted(docx(p("a"), header=p("{{ ametinimetus }}") + p("b"), footer=p("c")))
    assert headers(made) == [WORD, "peaspetsialist", "b"]
    assert tools.read_margins(made).footers == ["c"]


def test_the_first_page_and_even_ones_are_marked() -> None:
    assert headers(drafted(docx(p("a"), section=FIRST))) == [WORD, "", WORD, ""]
    made = drafted(docx(p("a"), section=FIRST, header_first=p("esimene"), **EVEN))
    assert headers(made) == [WORD, "esimene", WORD, "", WORD, ""]
    made = drafted(docx(p("a"), header=p("a"), header_even=p("b"), **EVEN))
    assert headers(made) == [WORD, "a", WORD, "b"]


def test_every_section_is_marked() -> None:
    sections = p("a", looks=f"<w:pPr>{FIRST}</w:pPr>"), p("b", looks="<w:pPr><w:sectPr/></w:pPr>"), p("c")
    made = drafted(docx(*sections, header=p("viimane")))
    # The last has its own; the one between goes on with those of the first.
    assert headers(made) == [WORD, "", WORD, "", WORD, "viimane"]


def test_a_later_section_with_a_first_page_is_marked_there() -> None:
    sections = p("a", looks="<w:pPr><w:sectPr/></w:pPr>"), p("b")
    assert headers(drafted(docx(*sections, section=FIRST))) == [WORD, "", WORD, ""]


def test_a_body_without_a_section_gets_one() -> None:
    assert headers(drafted(docx(p("a"), section=""))) == [WORD, ""]


def test_a_header_for_two_kinds_of_pages_is_marked_once() -> None:
    data = parts_of(p("a"), header=p("b"), relations={"teine": ("header", "header.xml")})
    text = data["word/document.xml"].decode()
    text = text.replace('r:id="header"/>', 'r:id="header"/><w:headerReference w:type="first" r:id="teine"/>')
    data["word/document.xml"] = text.replace("</w:sectPr>", "<w:titlePg/></w:sectPr>").encode()
    made = drafted(packed(data))
    assert lines(made, "word/header.xml") == [WORD, "b"]


def test_a_template_without_relationships_is_marked() -> None:
    data = parts_of(p("a"))
    del data["word/_rels/document.xml.rels"]
    assert headers(drafted(packed(data))) == [WORD, ""]


def test_a_header_that_conditions_leave_empty_is_marked() -> None:
    made = drafted(docx(p("a"), header=p("{%p if not ametnik %}") + p("b") + p("{%p endif %}")))
    assert headers(made) == [WORD]


def test_only_drafts_are_marked() -> None:
    made = filled(docx(p("a"), header=p("b")))
    assert headers(made) == ["b"]
    assert all(WORD.encode() not in data for data in tools.raw_parts(made).values())


def test_a_template_is_marked_anew_each_time() -> None:
    data = docx(p("{{ ametinimetus }}"), header=p("b"))
    assert drafted(data) == drafted(data) != filled(data)


@pytest.mark.parametrize("draft", [False, True])
def test_mistakes_are_told_of_drafts_too(draft: bool) -> None:  # noqa: FBT001
    data = docx(p("{{ ametinimetuss }}"), header=p("{{ x1 }}"))
    compiled = compile_template(PATH, data, FIELDS, draft=draft)
    assert [problem.params["field"] for problem in compiled.problems] == ["ametinimetuss", "x1"]
    for problem in compiled.problems:
        assert compiled.lines[problem.place.line - 1] == problem.params["tag"]
