"""What must not be left in a template: what reaches out, runs, or changes by itself; told where it stands."""

from __future__ import annotations

import pytest

from tests.word.make import codes, docx, field, p, problems, r, rels, said, sdt, tbl, tc, tr

CHANGED = 'w:id="9" w:author="Mari" w:date="2026-01-01T00:00:00Z"'
FURTHER = p("a"), p("b")


def found(data: bytes) -> list[tuple[str, int]]:
    return [(problem.rule.code, problem.place.line) for problem in problems(data)]


@pytest.mark.parametrize(
    ("kind", "target", "code"),
    [
        ("attachedTemplate", "!https://example.org/mall.dotm", "JD611"),
        ("attachedTemplate", "!file:///C:/mall.dotm", "JD611"),
        ("image", "!https://example.org/vapp.png", "JD611"),
        ("image", "https://example.org/vapp.png", "JD611"),
        ("image", r"\\example.org\vapp.png", "JD611"),
        ("image", "//example.org/vapp.png", "JD611"),
        ("hyperlink", "!javascript:alert(1)", "JD611"),
        ("hyperlink", "!file://server/x", "JD611"),
        ("hyperlink", "!ftp://example.org/x", "JD611"),
        ("hyperlink", "!", "JD611"),
        ("hyperlink", "!https://example.org/a b", "JD611"),
        ("mailMergeSource", "!file:///C:/inimesed.csv", "JD611"),
        ("subDocument", "!teine.docx", "JD611"),
        ("frame", "!https://example.org/", "JD611"),
        ("header", "!https://example.org/", "JD611"),
        ("oleObject", "!https://example.org/", "JD611"),
        ("oleObject", "embeddings/oleObject1.bin", "JD612"),
        ("package", "embeddings/tabel.xlsx", "JD612"),
        ("control", "activeX/activeX1.xml", "JD612"),
        ("aFChunk", "tekst.html", "JD612"),
        ("subDocument", "teine.docx", "JD612"),
        ("video", "media/film.mp4", "JD612"),
        ("http://purl.oclc.org/ooxml/officeDocument/relationships/oleObject", "x.bin", "JD612"),
    ],
)  # fmt: skip
def test_what_reaches_out_or_is_embedded_is_told(kind: str, target: str, code: str) -> None:
    [problem] = problems(docx(p("a"), relations={"rId5": (kind, target)}))
    assert problem.rule.code == code
    assert target.removeprefix("!") in said(problem)


@pytest.mark.parametrize(
    "target", ["!https://example.org/a?b=c%20d", "!HTTP://example.org", "!mailto:info@example.org"]
)
def test_links_for_people_may_stay(target: str) -> None:
    assert codes(docx(p("a"), relations={"rId5": ("hyperlink", target)})) == []


def test_each_that_reaches_out_is_told_of_its_part() -> None:
    outside = rels({"a": ("image", "!https://example.org/1"), "b": ("image", "!https://example.org/2")})
    data = docx(p("a"), header=p("b"), further={"word/_rels/header.xml.rels": outside})
    told = [(problem.params["target"], problem.params["part"]) for problem in problems(data)]
    assert told == [(f"https://example.org/{n}", "word/_rels/header.xml.rels") for n in (1, 2)]


CHANGING = ["DATE", "TIME", "SAVEDATE", "CREATEDATE", "PRINTDATE", "EDITTIME", "INCLUDETEXT", "INCLUDEPICTURE", "DDE"]
CHANGING += [
    "DDEAUTO",
    "LINK",
    "FILENAME",
    "FILESIZE",
    "AUTHOR",
    "LASTSAVEDBY",
    "USERNAME",
    "DOCPROPERTY",
    "DOCVARIABLE",
]
CHANGING += ["MERGEFIELD", "IF", "ASK", "FILLIN", "MACROBUTTON", "GOTOBUTTON", "QUOTE", "DATABASE", "RD", "INFO", "="]
STEADY = ["PAGE", "NUMPAGES", "SECTIONPAGES", "REF koht", "PAGEREF koht \\h", "TOC \\o 1-3", "SEQ joonis", "STYLEREF 1"]


@pytest.mark.parametrize("name", CHANGING)
def test_a_field_that_changes_is_told_however_it_is_written(name: str) -> None:
    half = len(name) // 2
    ways = [
        p(f'<w:fldSimple w:instr=" {name} \\@ d "><w:r><w:t>1</w:t></w:r></w:fldSimple>'),
        p(field(f" {name} ")),
        p(field(name.lower())),
        p(field(" ", name[:half], name[half:], "\t\\@ ", "d")),
        p(field(f"{name}\\* MERGEFORMAT")),
        p(field(f"\N{NO-BREAK SPACE}{name}\N{NO-BREAK SPACE}")),
        p(r(f"<w:instrText>{name}</w:instrText>")),
        p(r('<w:fldChar w:fldCharType="begin"/>'), r(f"<w:instrText>{name}</w:instrText>")),
        p(field(" PAGEREF ", field(name), "koht")),
    ]
    for way in ways:
        [problem] = problems(docx(p("a"), way, *FURTHER))
        assert (problem.rule.code, problem.place.line, problem.params["field"]) == ("JD613", 2, name), way


@pytest.mark.parametrize("instruction", STEADY)
def test_a_field_that_the_document_itself_determines_may_stay(instruction: str) -> None:
    assert codes(docx(p(field(f" {instruction} ")), p(field(f"{instruction}\t\\* MERGEFORMAT")))) == []


def test_fields_in_headers_and_over_paragraphs_are_told() -> None:
    data = docx(p("a"), header=p("b") + p(field("DATE")))
    assert found(data) == [("JD613", 3)]
    over = p(r('<w:fldChar w:fldCharType="begin"/>'), r("<w:instrText>DA</w:instrText>"))
    over += p(r("<w:instrText>TE</w:instrText>"), r('<w:fldChar w:fldCharType="end"/>'))
    assert found(docx(p("a"), over)) == [("JD613", 2)]


@pytest.mark.parametrize("target", ["file:///C:/x", r"\\server\x", "javascript:alert(1)", "x.docx"])
def test_a_field_that_is_a_link_leads_where_links_may(target: str) -> None:
    [problem] = problems(docx(p("a"), p(field(f' HYPERLINK "{target}" '))))
    assert (problem.rule.code, problem.place.line, problem.params["target"]) == ("JD611", 2, target)


@pytest.mark.parametrize("rest", ['"https://example.org" \\t "_blank"', "mailto:info@example.org", '\\l "koht"'])
def test_a_field_that_is_a_link_for_people_may_stay(rest: str) -> None:
    assert codes(docx(p(field(f" HYPERLINK {rest} ")))) == []


@pytest.mark.parametrize("attribute", ["src", "o:href"])
def test_an_old_picture_from_outside_is_told(attribute: str) -> None:
    old = '<w:pict><v:rect><v:imagedata {}="{}"/></v:rect></w:pict>'
    assert found(docx(p("a"), p(r(old.format(attribute, "https://example.org/a.png"))))) == [("JD611", 2)]
    assert codes(docx(p(r(old.format(attribute, "vapp.png"))))) == []


TRACKED = {
    "text put in": p(f"<w:ins {CHANGED}>{r('a')}</w:ins>"),
    "text taken out": p(f"<w:del {CHANGED}><w:r><w:delText>a</w:delText></w:r></w:del>"),
    "text moved away": p(f"<w:moveFrom {CHANGED}>{r('a')}</w:moveFrom>"),
    "text moved here": p(f"<w:moveTo {CHANGED}>{r('a')}</w:moveTo>"),
    "where a move begins": p(f'<w:moveFromRangeStart {CHANGED} w:name="a"/><w:moveFromRangeEnd w:id="9"/>', "a"),
    "a paragraph's end put in": p("a", looks=f"<w:pPr><w:rPr><w:ins {CHANGED}/></w:rPr></w:pPr>"),
    "a paragraph's look": p("a", looks=f"<w:pPr><w:pPrChange {CHANGED}><w:pPr/></w:pPrChange></w:pPr>"),
    "a run's look": p(r("a", looks=f"<w:rPr><w:rPrChange {CHANGED}><w:rPr/></w:rPrChange></w:rPr>")),
    "a section": p("a", looks=f"<w:pPr><w:sectPr><w:sectPrChange {CHANGED}/></w:sectPr></w:pPr>"),
    "a list's number": p("a", looks=f"<w:pPr><w:numPr><w:numberingChange {CHANGED}/></w:numPr></w:pPr>"),
    "a row put in": f"<w:tbl><w:tr><w:trPr><w:ins {CHANGED}/></w:trPr>{tc('a')}</w:tr></w:tbl>",
    "a row taken out": f"<w:tbl><w:tr><w:trPr><w:del {CHANGED}/></w:trPr>{tc('a')}</w:tr></w:tbl>",
    "a row's look": f"<w:tbl><w:tr><w:trPr><w:trPrChange {CHANGED}/></w:trPr>{tc('a')}</w:tr></w:tbl>",
    "a cell put in": f"<w:tbl><w:tr><w:tc><w:tcPr><w:cellIns {CHANGED}/></w:tcPr>{p('a')}</w:tc></w:tr></w:tbl>",
    "a cell taken out": f"<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel {CHANGED}/></w:tcPr>{p('a')}</w:tc></w:tr></w:tbl>",
    "cells made one": f"<w:tbl><w:tr><w:tc><w:tcPr><w:cellMerge {CHANGED}/></w:tcPr>{p('a')}</w:tc></w:tr></w:tbl>",
    "a cell's look": f"<w:tbl><w:tr><w:tc><w:tcPr><w:tcPrChange {CHANGED}/></w:tcPr>{p('a')}</w:tc></w:tr></w:tbl>",
    "a table's look": f"<w:tbl><w:tblPr><w:tblPrChange {CHANGED}/></w:tblPr>{tr('a')}</w:tbl>",
    "a table's columns": f'<w:tbl><w:tblGrid><w:tblGridChange w:id="9"/></w:tblGrid>{tr("a")}</w:tbl>',
}  # fmt: skip


@pytest.mark.parametrize("tracked", TRACKED.values(), ids=TRACKED.keys())
def test_a_tracked_change_is_told_once_with_its_paragraph(tracked: str) -> None:
    assert found(docx(p("a"), p("b"), tracked, *FURTHER)) == [("JD614", 3)]


def test_a_change_of_the_last_section_is_told_at_the_end() -> None:
    section = f"<w:sectPr><w:sectPrChange {CHANGED}><w:sectPr/></w:sectPrChange></w:sectPr>"
    assert found(docx(p("a"), p("b"), section=section)) == [("JD614", 2)]


@pytest.mark.parametrize(
    "comment", ['<w:commentRangeStart w:id="1"/>', '<w:commentRangeEnd w:id="1"/>', r('<w:commentReference w:id="1"/>')]
)
def test_a_comment_is_told_with_its_paragraph(comment: str) -> None:
    assert found(docx(p("a"), p("b", comment), *FURTHER)) == [("JD615", 2)]
    assert found(docx(p("a"), header=p("b", comment))) == [("JD615", 2)]


@pytest.mark.parametrize("name", ["w:dataBinding", "w15:dataBinding"])
def test_a_content_control_bound_to_data_is_told(name: str) -> None:
    bound = sdt(p("b"), looks=f'<{name} w:xpath="/a" w:storeItemID="{{0}}"/>')
    assert found(docx(p("a"), bound, *FURTHER)) == [("JD613", 2)]
    inside = p("b", sdt(r("c"), looks=f'<{name} w:xpath="/a" w:storeItemID="{{0}}"/>'))
    assert found(docx(p("a"), inside, *FURTHER)) == [("JD613", 2)]


def test_other_content_controls_may_stay() -> None:
    assert codes(docx(sdt(p("a"), looks='<w:alias w:val="a"/><w:text/>'))) == []


def test_a_flood_of_fields_is_told_in_part() -> None:
    assert 0 < len(codes(docx(p(field("DATE")) * 5000))) <= 50


def test_all_that_remains_is_told_together_with_mistakes_in_tags() -> None:
    table = tbl(tr(tc(p(field("DATE"))), "{{ ametinimetuss }}"))
    data = docx(p("a"), table, TRACKED["text put in"], relations={"rId5": ("image", "!https://example.org/")})
    assert sorted(found(data)) == [("JD608", 3), ("JD611", 1), ("JD613", 2), ("JD614", 4)]
