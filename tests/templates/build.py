"""The two Word templates, built anew: `python -m tests.templates.build [folder]`; the same bytes every time."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Twips

from tests.templates import klassikaline, looks, parts, teenistuskoht
from tests.templates.pieces import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document as Opened
    from docx.oxml.table import CT_Row, CT_Tbl
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as Written
    from lxml.etree import _Element as Element

    from tests.templates.looks import Look
    from tests.templates.pieces import Block, Row, Table

FOLDER = Path(__file__).parents[2] / "templates"
TEMPLATES = {
    "klassikaline": (looks.KLASSIKALINE, klassikaline.BLOCKS),
    "teenistuskoht": (looks.TEENISTUSKOHT, teenistuskoht.BLOCKS),
}


def build(name: str) -> bytes:
    """The file of a template."""
    return file_of(*TEMPLATES[name])


def file_of(look: Look, blocks: Iterable[Block]) -> bytes:
    """The file in which the blocks stand, with that look."""
    document = Document(parts.empty(look))
    for block in blocks:
        if isinstance(block, Paragraph):
            _write(document.add_paragraph(style=block.style), block.text)
        else:
            _add_table(document, block)
    file = io.BytesIO()
    document.save(file)
    return _fixed(file)


def _write(paragraph: Written, text: str) -> None:
    for number, piece in enumerate(text.split("**")):
        if piece:
            paragraph.add_run(piece, "Strong" if number % 2 else None)


def _add_table(document: Opened, table: Table) -> None:
    written = document.add_table(rows=0, cols=len(table.widths), style=table.style)
    written.autofit = False
    for row in table.rows:
        cells = written.add_row().cells
        for cell, width in zip(cells, table.widths, strict=True):
            cell.width = Twips(width)
        if len(row.cells) == 1:
            cells = (cells[0].merge(cells[-1]),)
        for cell, paragraphs in zip(cells, row.cells, strict=True):
            _fill(cell, paragraphs)
    _mark(document.element.body.tbl_lst[-1], table)


def _fill(cell: _Cell, paragraphs: Iterable[Paragraph]) -> None:
    for number, paragraph in enumerate(paragraphs):
        # A new cell comes with one paragraph.
        written = cell.add_paragraph() if number else cell.paragraphs[0]
        written.style = paragraph.style
        _write(written, paragraph.text)


def _mark(written: CT_Tbl, table: Table) -> None:
    """What python-docx has no words for: widths, what the first row and column are, what the table is about."""
    heads = any(row.head for row in table.rows)
    flags = {"firstRow": heads, "lastRow": False, "firstColumn": table.keys, "lastColumn": False}
    flags |= {"noHBand": True, "noVBand": True}
    bits = 0x0600 | 0x20 * heads | 0x80 * table.keys
    _set(written.xpath("w:tblPr/w:tblW")[0], w=str(sum(table.widths)), type="dxa")
    _set(written.xpath("w:tblPr/w:tblLook")[0], val=f"{bits:04X}", **{name: str(int(on)) for name, on in flags.items()})
    properties = written.xpath("w:tblPr")[0]
    properties.append(_made("w:tblCaption", val=table.title))
    properties.append(_made("w:tblDescription", val=table.description))
    for column, width in zip(written.tblGrid.gridCol_lst, table.widths, strict=True):
        column.w = Twips(width)
    for tr, row in zip(written.tr_lst, table.rows, strict=True):
        _mark_row(tr, row)


def _mark_row(tr: CT_Row, row: Row) -> None:
    marks: Element = tr.get_or_add_trPr()
    marks.append(_made("w:cantSplit"))
    if row.head:
        marks.append(_made("w:tblHeader"))
    if row.shaded:
        for cell in tr.xpath("w:tc/w:tcPr"):
            cell.append(_made("w:shd", val="clear", color="auto", fill="F2F2F2"))


def _made(tag: str, **values: str) -> Element:
    element: Element = OxmlElement(tag)
    _set(element, **values)
    return element


def _set(element: Element | BaseOxmlElement, **values: str) -> None:
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)


def _fixed(file: io.BytesIO) -> bytes:
    """The archive with nothing in it of the time, the machine or the release of zlib, so not compressed either."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(fixed, "w") as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            after.writestr(entry, before.read(name))
    return fixed.getvalue()


def main(folder: Path) -> None:
    """Both files, written into the folder."""
    for name in TEMPLATES:
        (folder / f"{name}.docx").write_bytes(build(name))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
