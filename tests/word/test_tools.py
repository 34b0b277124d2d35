"""The judges of Word documents, tried on a sound document and on ones broken in one place."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK

from tests.word import tools

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BODY = "word/document.xml"
CORE = "docProps/core.xml"
BULLET = '<w:pStyle w:val="ListBullet"/>'
BOOKMARK = '<w:bookmarkStart w:id="7" w:name="koht"/><w:bookmarkEnd w:id="7"/>'
PARA_ID = '<w:p xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="00000001"/>'
BEGIN = '<w:fldChar w:fldCharType="begin"/>'
END = '<w:fldChar w:fldCharType="end"/>'
PICTURE = """\
<w:p><w:r><w:drawing><wp:inline
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><wp:extent cx="1" cy="1"/>
<wp:docPr id="1" name="vapp"/><a:graphic><a:graphicData uri="urn:x"/></a:graphic></wp:inline></w:drawing></w:r></w:p>"""

# What is broken, by which pattern it is found in which part, what it becomes, and what the judge says.
BROKEN = {
    "properties of a paragraph out of order": (BODY, BULLET, f'<w:jc w:val="left"/>{BULLET}', "Unexpected element"),
    "a cell without a paragraph": (BODY, r"<w:p><w:r><w:t>üks</w:t></w:r></w:p>", "", "does not end with a paragraph"),
    "a cell that ends with a table": (
        BODY,
        "</w:p></w:tc>",
        "</w:p><w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:tc>",
        "does not end with a paragraph",
    ),
    "a row without cells": (BODY, "</w:tbl>", "<w:tr/></w:tbl>", "Required sequence content is missing"),
    "a table without rows": (BODY, "<w:tr>.*</w:tr>", "", "a table without rows"),
    "an element nobody knows": (BODY, "<w:body>", "<w:body><w:lõik/>", "Unexpected element"),
    "a run beside paragraphs": (BODY, "<w:body>", "<w:body><w:r/>", "Unexpected element"),
    "a paragraph in a paragraph": (BODY, "<w:body>", "<w:body><w:p><w:p/></w:p>", "Unexpected element"),
    "text beside runs": (BODY, BULLET, f"{BULLET}tekst", "loose text in w:pPr: 'tekst'"),
    "a value nobody knows": (BODY, BULLET, f'{BULLET}<w:jc w:val="viltu"/>', "'viltu'"),
    "an attribute that is missing": (BODY, BULLET, "<w:pStyle/>", "Required attribute 'val'"),
    "a style that is not there": (BODY, "ListBullet", "Olematu", "'Olematu'"),
    "a list that is not there": (
        BODY,
        BULLET,
        f'{BULLET}<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>',
        "'77'",
    ),
    "a header that is not there": (BODY, r'(headerReference[^>]*r:id=")[^"]*', r"\1rId999", "'rId999' not found"),
    "a bookmark's id twice": (BODY, "<w:body>", f"<w:body>{BOOKMARK}{BOOKMARK}", "unique value"),
    "a paragraph's id twice": (BODY, "<w:body>", f"<w:body>{PARA_ID}{PARA_ID}", "00000001 of w:p stands twice"),
    "a picture's id twice": (BODY, "<w:body>", f"<w:body>{PICTURE}{PICTURE}", "id 1 of wp:docPr stands twice"),
    "a field without its end": (BODY, "<w:t>punkt</w:t>", BEGIN, "w:fldChar"),
    "a field that ends before it begins": (BODY, "<w:t>punkt</w:t>", END + BEGIN, "w:fldChar"),
    "XML that ends early": (BODY, "</w:body>", "", "Opening and ending tag mismatch"),
    "a header without paragraphs": ("word/header1.xml", r"(<w:hdr[^>]*>).*</w:hdr>", r"\1</w:hdr>", "w:hdr without"),
    "a style's id twice": ("word/styles.xml", 'w:styleId="Heading2"', 'w:styleId="Heading1"', "'Heading2'"),
    "a title twice": (CORE, "<dc:title/>", "<dc:title/><dc:title/>", "title stands twice"),
    "a time without its type": (CORE, ' xsi:type="dcterms:W3CDTF"', "", "created without its xsi:type"),
    "a time that is none": (CORE, "(<dcterms:created[^>]*>)[^<]*", r"\1eile", "created is no time: 'eile'"),
    "a part of no known type": (
        "[Content_Types].xml",
        '<Override PartName="/word/styles.xml"[^>]*/>',
        "",
        "styles.xml",
    ),
}


@pytest.fixture(scope="module")
def sound() -> bytes:
    """A document of each thing that the judges look at."""
    document = docx.Document()
    document.add_heading("ÜLDOSA", 1)
    paragraph = document.add_paragraph("Tere, „maailm“ & <õhk> ")
    paragraph.add_run("nr\N{NO-BREAK SPACE}177").add_break()
    paragraph.add_run("järgmine rida")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "üks"
    table.cell(0, 1).text = "kaks"
    document.add_paragraph("punkt", style="List Bullet")
    document.sections[0].header.paragraphs[0].text = "päis"
    document.sections[0].footer.paragraphs[0].text = "jalus"
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("teine leht")
    # A hundred table styles, and a copy of all styles for Word 2010, are most of what there is to validate.
    for style in [style for style in document.styles if style.type == WD_STYLE_TYPE.TABLE]:
        if style.name != "Normal Table":
            style.delete()
    [effects] = [key for key, rel in document.part.rels.items() if rel.reltype.endswith("/stylesWithEffects")]
    document.part.drop_rel(effects)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture
def file(sound: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "ametijuhend õ.docx"
    path.write_bytes(sound)
    return path


def packed(contents: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in contents.items():
            package.writestr(name, data)
    return out.getvalue()


def broken(document: bytes, part: str, pattern: str, becomes: str) -> bytes:
    contents = tools.raw_parts(document)
    text, times = re.subn(pattern, becomes, contents[part].decode(), count=1, flags=re.DOTALL)
    assert times == 1, f"nothing to break in {part}"
    return packed(contents | {part: text.encode()})


def test_a_sound_document_is_valid(sound: bytes, file: Path) -> None:
    assert tools.validate(sound) == tools.validate(file) == []


def test_what_python_docx_puts_into_every_document_is_valid() -> None:
    out = io.BytesIO()
    docx.Document().save(out)
    assert "word/stylesWithEffects.xml" in tools.raw_parts(out.getvalue())
    assert tools.validate(out.getvalue()) == []


def test_one_of_each_is_valid(sound: bytes) -> None:
    field = f"<w:p><w:r>{BEGIN}<w:instrText>PAGE</w:instrText>{END}</w:r></w:p>"
    assert tools.validate(broken(sound, BODY, "<w:body>", f"<w:body>{PARA_ID}{BOOKMARK}{field}")) == []


@pytest.mark.parametrize(("part", "pattern", "becomes", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_document_is_not_valid(sound: bytes, part: str, pattern: str, becomes: str, said: str) -> None:
    errors = tools.validate(broken(sound, part, pattern, becomes))
    assert said in "\n".join(errors)


def test_a_part_that_is_missing_or_there_twice_is_found(sound: bytes) -> None:
    contents = tools.raw_parts(sound)
    without = packed({name: data for name, data in contents.items() if name != "word/styles.xml"})
    assert any("styles.xml" in error for error in tools.validate(without))
    twice = packed(contents | {"word/Styles.xml": contents["word/styles.xml"]})
    assert "word/styles.xml: stands twice, but for case" in tools.validate(twice)


def test_what_is_no_archive_is_not_valid() -> None:
    [error] = tools.validate(b"<html>")
    assert "not a valid ZIP archive" in error


@pytest.mark.needs("ooxml-validator")
def test_microsofts_validator_agrees(sound: bytes, file: Path, tmp_path: Path, tool: Callable[[str], str]) -> None:
    order = tmp_path / "order.docx"
    order.write_bytes(broken(sound, *BROKEN["properties of a paragraph out of order"][:3]))
    attribute = tmp_path / "attribute.docx"
    attribute.write_bytes(broken(sound, BODY, BULLET, '<w:pStyle w:val="ListBullet" w:uus="1"/>'))
    text = tmp_path / "text.docx"
    text.write_bytes(b"text")
    sound_one, out_of_order, unknown, no_document = tools.validate_with_sdk(
        [file, order, attribute, text], tool("ooxml-validator")
    )
    assert sound_one == []
    assert "unexpected child element" in out_of_order[0]
    assert out_of_order[0].startswith("/word/document.xml/w:document[1]/w:body[1]/w:p[")
    assert "attribute is not declared" in unknown[0]
    assert len(no_document) == 1


@pytest.mark.needs("soffice", "pdftotext")
def test_documents_become_pages_of_text(sound: bytes, file: Path, tmp_path: Path, tool: Callable[[str], str]) -> None:
    other = tmp_path / "-teine.docx"
    other.write_bytes(broken(sound, BODY, "teine leht", "teise faili leht"))
    folder = tmp_path / "välja"
    folder.mkdir()
    made = tools.to_pdf([file, other], folder, tool("soffice"))
    assert made == [folder / "ametijuhend õ.pdf", folder / "-teine.pdf"]
    first, second = tools.text_of_pdf(made[0], tool("pdftotext"))
    assert first.index("päis") < first.index("ÜLDOSA") < first.index("üks") < first.index("jalus")
    assert re.search("üks +kaks", first)
    assert "teine leht" in second
    assert "teise faili leht" in tools.text_of_pdf(made[1], tool("pdftotext"))[1]


@pytest.mark.needs("soffice")
def test_a_document_that_libreoffice_cannot_read_is_named(
    sound: bytes, file: Path, tmp_path: Path, tool: Callable[[str], str]
) -> None:
    bad = tmp_path / "katki.docx"
    bad.write_bytes(broken(sound, BODY, "</w:body>", ""))
    (tmp_path / "katki.pdf").write_bytes(b"%PDF- of an earlier day")
    with pytest.raises(AssertionError, match=r"katki\.pdf"):
        tools.to_pdf([file, bad], tmp_path, tool("soffice"))


@pytest.mark.needs("soffice")
def test_what_libreoffice_saves_is_valid_but_for_its_habits(
    file: Path, tmp_path: Path, tool: Callable[[str], str]
) -> None:
    [saved] = tools.convert([file], tmp_path / "saved", tool("soffice"), "docx")
    assert tools.validate(saved) != []
    assert tools.validate(saved, saved_by_libreoffice=True) == []
    assert tools.read_back(saved) == tools.read_back(file)


def test_paragraphs_come_back_in_their_order(sound: bytes, file: Path) -> None:
    expected = [
        "ÜLDOSA",
        "Tere, „maailm“ & <õhk> nr\N{NO-BREAK SPACE}177\njärgmine rida",
        "üks",
        "kaks",
        "punkt",
        "",
        "teine leht",
    ]
    assert [text.strip() for text in tools.read_back(sound)] == expected
    assert tools.read_back(file) == tools.read_back(sound)
    assert "kaks" not in tools.read_back(broken(sound, BODY, "kaks", "kolm"))


def test_headers_and_footers_come_back_apart(sound: bytes) -> None:
    assert tools.read_margins(sound) == (["päis"], ["jalus"])
    assert tools.read_margins(broken(sound, "word/footer1.xml", "jalus", "lk")) == (["päis"], ["lk"])


@pytest.mark.needs("node", "mammoth")
def test_mammoth_reads_the_same_words(sound: bytes, file: Path, tmp_path: Path, tool: Callable[[str], str]) -> None:
    other = tmp_path / "other.docx"
    other.write_bytes(broken(sound, BODY, "kaks", "kolm"))
    expected = "ÜLDOSA\nTere, „maailm“ & <õhk> nr\N{NO-BREAK SPACE}177\njärgmine rida\nüks\nkaks\npunkt\nteine leht\n"
    assert tools.mammoth_text(file, tool("node")) == expected
    assert tools.mammoth_texts([file, other], tool("node")) == [expected, expected.replace("kaks", "kolm")]


def test_parts_do_not_differ_by_how_their_xml_is_written(sound: bytes) -> None:
    contents = tools.raw_parts(sound)
    assert tools.parts(sound).keys() == contents.keys()
    written = broken(sound, BODY, '<w:tblW w:type="auto" w:w="0"/>', "<w:tblW  w:w='0'\n w:type='auto'></w:tblW>")
    assert tools.raw_parts(written)[BODY] != contents[BODY]
    assert tools.parts(written) == tools.parts(sound)
    assert tools.parts(broken(sound, BODY, "kaks", "kaks "))[BODY] != tools.parts(sound)[BODY]


def test_parts_have_each_element_on_its_line(sound: bytes) -> None:
    lines = tools.parts(sound)[BODY].decode().splitlines()
    assert "<w:t>kaks</w:t></w:r></w:p></w:tc></w:tr></w:tbl>" in lines
