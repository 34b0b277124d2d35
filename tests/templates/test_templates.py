"""The templates as files: how they were made, and what Word finds in them before anything is filled in."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn

from jdflow.query.form import kinds
from jdflow.word.template import compile_template
from tests.templates.build import FOLDER, TEMPLATES, build, main
from tests.word import tools

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document

each_template = pytest.mark.parametrize("name", TEMPLATES)


def committed(name: str) -> bytes:
    return (FOLDER / f"{name}.docx").read_bytes()


def opened(name: str) -> Document:
    return docx.Document(io.BytesIO(committed(name)))


def part(name: str, path: str) -> str:
    return zipfile.ZipFile(io.BytesIO(committed(name))).read(path).decode()


def in_style(name: str, style: str, path: str) -> list[str]:
    """What stands at the path in a style."""
    return list(opened(name).styles.element.xpath(f"w:style[@w:styleId='{style}']/{path}"))


def test_the_files_are_what_the_script_builds(tmp_path: Path) -> None:
    main(tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        f"{name}.docx": committed(name) for name in TEMPLATES
    }


@each_template
def test_nothing_in_a_file_tells_when_or_where_it_was_built(name: str) -> None:
    entries = zipfile.ZipFile(io.BytesIO(build(name))).infolist()
    assert {(entry.date_time, entry.compress_type, entry.create_system) for entry in entries} == {
        ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED, 0)
    }
    properties = opened(name).core_properties
    assert (properties.title, properties.author, properties.language) == ("Ametijuhend", "jdflow", "et-EE")
    assert properties.last_modified_by == "jdflow"


@each_template
def test_neither_word_nor_jdflow_has_anything_to_say_against_it(name: str) -> None:
    assert tools.validate(committed(name)) == []
    assert compile_template(name, committed(name), kinds()).problems == []


@each_template
def test_no_part_and_no_relationship_is_there_but_what_a_plain_text_needs(name: str) -> None:
    assert set(tools.raw_parts(committed(name))) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        *(f"word/{part}.xml" for part in ("document", "styles", "numbering", "settings", "fontTable", "theme")),
        *(f"word/{part}.xml" for part in ("header", "footer")),
    }
    assert "TargetMode" not in part(name, "_rels/.rels") + part(name, "word/_rels/document.xml.rels")
    assert re.findall(r"<w:instrText[^>]*> (\w+) <", part(name, "word/footer.xml")) == ["PAGE", "NUMPAGES"]
    assert "instrText" not in part(name, "word/document.xml") + part(name, "word/header.xml")


@each_template
def test_the_page_the_language_and_the_font_are_those_of_an_estonian_letter(name: str) -> None:
    [section] = opened(name).sections
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)  # type: ignore[union-attr]
    assert (section.left_margin.cm, section.right_margin.cm) == pytest.approx((3, 2), abs=0.01)  # type: ignore[union-attr]
    styles = part(name, "word/styles.xml")
    assert '<w:lang w:val="et-EE"' in styles
    [font] = set(re.findall(r'w:ascii="([^"]+)"', styles + part(name, "word/numbering.xml")))
    other = {"Times New Roman": "Liberation Serif", "Arial": "Liberation Sans"}[font]
    assert f'<w:font w:name="{font}"><w:altName w:val="{other}"/>' in part(name, "word/fontTable.xml")
    assert 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in part(
        name, "word/settings.xml"
    )


@each_template
def test_numbers_and_bullets_are_words_own(name: str) -> None:
    numbering = part(name, "word/numbering.xml")
    levels = re.findall(r'<w:pStyle w:val="(\w+)"/><w:suff w:val="tab"/><w:lvlText w:val="([^"]+)"/>', numbering)
    assert levels == [
        ("Heading1", "%1."),
        ("Nummerdatudpunkt", "%1.%2"),
        ("ListBullet", "•"),
        ("Tabelitapploend", "•"),
        ("Tabelialaloend", "–"),
    ]
    for id_, number, level in (
        ("Heading1", 1, 0),
        ("Nummerdatudpunkt", 1, 1),
        ("ListBullet", 2, 0),
        ("Tabelitapploend", 3, 0),
        ("Tabelialaloend", 3, 1),
    ):
        assert in_style(name, id_, "w:pPr/w:numPr/*/@w:val") == [str(level), str(number)]
    assert in_style(name, "Nummerdatudsilt", "w:basedOn/@w:val") == ["Nummerdatudpunkt"]
    written = tools.read_back(committed(name))
    assert [text for text in written if re.match(r"\s*(\d+[.)]|[-–•▪]\s)", text)] == []


@each_template
def test_sections_are_headings_and_stay_with_what_follows(name: str) -> None:
    document = opened(name)
    names = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style is not None]
    assert names.count("Title") == 1
    assert names.count("Heading 1") == {"klassikaline": 8, "teenistuskoht": 5}[name]
    for id_ in (
        "Title",
        "Heading1",
        "Heading2",
        "Heading3",
        "Loendisissejuhatus",
        "Allkiri",
        "Muutmine",
        "Seotudloik",
        "Seotudtapp",
    ):
        assert in_style(name, id_, "w:pPr/w:keepNext"), id_
    used = set(document.element.xpath("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val"))
    assert used - set(document.styles.element.xpath("w:style/@w:styleId")) == set()


@each_template
def test_a_long_title_never_touches_the_signature_beside_it(name: str) -> None:
    [gap] = in_style(name, "Allkirjadetabel", "w:tblPr/w:tblCellMar/w:right/@w:w")
    assert int(gap) >= 200


@each_template
def test_tables_say_what_they_are_and_keep_their_rows_whole(name: str) -> None:
    tables = opened(name).element.xpath("//w:tbl")
    assert len(tables) == {"klassikaline": 4, "teenistuskoht": 3}[name]
    for table in tables:
        assert all(len(table.xpath(f"w:tblPr/w:{said}/@w:val")[0]) > 4 for said in ("tblCaption", "tblDescription"))
        assert len(table.xpath("w:tr/w:trPr/w:cantSplit")) == len(table.xpath("w:tr"))
        [look] = table.xpath("w:tblPr/w:tblLook")
        heading = table.xpath("w:tr[1]/w:trPr/w:tblHeader")
        assert len(heading) == len(table.xpath(".//w:tblHeader")) == int(look.get(qn("w:firstRow")))
        assert heading or look.get(qn("w:firstColumn")) == "1"
        widths = [int(width) for width in table.xpath("w:tblGrid/w:gridCol/@w:w")]
        assert table.xpath("w:tblPr/w:tblW/@w:w") == [str(sum(widths))]
