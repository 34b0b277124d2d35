"""The texts of a Word file as paragraphs and tables, in the order in which one reads them."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from jdflow.intake.paper_docx_drawn import boxes
from jdflow.intake.paper_docx_numbers import Lists, Mark
from jdflow.intake.paper_docx_remarks import quoted
from jdflow.intake.paper_docx_settled import MOVED_AWAY, says
from jdflow.intake.paper_docx_styles import HIDDEN, Look, Styles, direct, is_heading, number
from jdflow.intake.paper_docx_words import DRAWINGS, Fields, Note, Words, flat, read_words
from jdflow.language import msg
from jdflow.model.paper import NoPaper, Para, Spot, Table
from jdflow.word.names import CELL, CELL_LOOKS, OFF, PARAGRAPH, ROW, RUN_LOOKS, TABLE, VAL, W
from jdflow.word.tracked import DELETED, PARAGRAPH_LOOKS, ROW_LOOKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from jdflow.intake.paper_docx_remarks import Remarks
    from jdflow.language import Msg

MOST_PIECES = 200_000
MOST_NESTED = 20
# Word's tables have no more columns.
_MOST_COLUMNS = 63
_STYLE = f"{{{W}}}pStyle"
_SPAN, _BEFORE, _AFTER, _HIDDEN_ROW = (f"{{{W}}}{name}" for name in ("gridSpan", "gridBefore", "gridAfter", "hidden"))
_TABLE_LOOKS, _TABLE_STYLE, _TABLE_WANTS = (f"{{{W}}}{name}" for name in ("tblPr", "tblStyle", "tblLook"))
_FIRST_ROW, _FIRST_COLUMN = "firstRow", "firstCol"
_WANTED_PARTS = {_FIRST_ROW: ("firstRow", 0x20), _FIRST_COLUMN: ("firstColumn", 0x80)}
_BITS = re.compile("[0-9A-Fa-f]{1,8}")
_FRAME, _DROP_CAP = f"{{{W}}}framePr", f"{{{W}}}dropCap"
_ALT_CHUNK, _SUB_DOCUMENT = f"{{{W}}}altChunk", f"{{{W}}}subDoc"
_BLOCKS = frozenset((PARAGRAPH, TABLE, _ALT_CHUNK, _SUB_DOCUMENT, *DRAWINGS))
_ENDLESS = frozenset((DELETED, MOVED_AWAY))
_ROWS, _CELLS, _TABLES = frozenset((ROW,)), frozenset((CELL,)), frozenset((TABLE,))
_BESIDE_PAGE = r"(?:\W|lk|lehekülge?|leh(?:t|te|ti|el|est)|st|page|of)"
_PAGE_NUMBER = re.compile(rf"{_BESIDE_PAGE}*\d{{1,4}}(?:{_BESIDE_PAGE}+\d{{1,4}})?{_BESIDE_PAGE}*", re.IGNORECASE)


class _Open(NamedTuple):
    """A paragraph that goes on in the next one: its end was deleted, or is hidden."""

    words: Words
    spot: Spot
    look: Look
    style: str | None


class Reader:
    """Reads one file: counts its paragraphs, its lists and what there is of everything."""

    def __init__(self, styles: Styles, lists: Lists, remarks: Remarks) -> None:
        self.styles = styles
        self.lists = lists
        self.remarks = remarks
        self.notes: dict[Note, Spot] = {}
        self._pieces = 0
        self._paragraphs = 0
        self._nested = 0
        self._fields = Fields()
        self._is_beside = False
        # Whether the table's style sets the cell that is read in bold.
        self._in_bold = False

    def story(self, root: Element) -> Iterator[Para | Table]:
        """The paragraphs and tables of a text that stands by itself."""
        before, self._fields = self._fields, Fields()
        yield from self._blocks(root)
        self._fields = before

    def paras(self, root: Element) -> Iterator[Para]:
        """The same, tables as the paragraphs in them."""
        yield from _flattened(self.story(root))

    def margin(self, root: Element) -> Iterator[Para]:
        """A note, header or footer; of a page number nothing."""
        self._is_beside = True
        for para in self.paras(root):
            if not _PAGE_NUMBER.fullmatch(para.text):
                yield para

    def _blocks(self, around: Element) -> Iterator[Para | Table]:
        going_on: _Open | None = None
        for element in flat(around, _BLOCKS):
            if element.tag == PARAGRAPH:
                read, goes_on = self._paragraph(element, going_on)
                going_on = read if goes_on else None
                if not goes_on:
                    yield from self._ended(read)
                continue
            if going_on is not None:
                yield from self._ended(going_on)
                going_on = None
            if element.tag == TABLE:
                yield from self._laid_out(element) if _is_layout(element) else self._tables(element)
            elif element.tag in DRAWINGS:
                yield from self._drawn(element, self._here)
            else:
                self._left_out()
        if going_on is not None:
            yield from self._ended(going_on)

    def _paragraph(self, paragraph: Element, before: _Open | None) -> tuple[_Open, bool]:
        """What a paragraph says, behind what goes on in it; and whether it goes on in the next one."""
        self._count()
        self._paragraphs += 1
        looks = paragraph.find(PARAGRAPH_LOOKS)
        named = None if looks is None else looks.find(_STYLE)
        style = None if named is None else named.get(VAL)
        of_style = self.styles.of_paragraph(style)
        if self._in_bold and of_style.bold is None:
            of_style = of_style._replace(bold=True)
        words, spot = (Words(), Spot(self._paragraphs)) if before is None else (before.words, before.spot)
        read_words(paragraph, of_style, self.styles, self._fields, words)
        letters = None if looks is None else looks.find(RUN_LOOKS)
        goes_on = (letters is not None and _goes_on(letters)) or (looks is not None and _is_drop_cap(looks))
        return _Open(words, spot, direct(looks, of_style), style), goes_on

    def _ended(self, read: _Open) -> Iterator[Para | Table]:
        """The paragraph, and behind it what stands in boxes beside it."""
        words, spot = read.words, read.spot
        self._hidden("".join(words.hidden), spot)
        if said := quoted("".join(words.struck)):
            self._remark(msg("text that is struck out is left out: “{said}”", said=said), spot)
        for note in words.notes:
            self.notes.setdefault(note, spot)
        self.remarks.comments += words.comments
        for _ in range(words.documents):
            self._left_out()
        text, bold = words.said()
        # A paragraph of which nothing is seen is not counted in its list, either.
        mark = Mark() if (words.hidden or words.struck) and not text.strip() else self.lists.next(read.look, read.style)
        if text.strip() or mark.number:
            yield Para(text, spot, mark.level, mark.number, bold, is_heading(read.look))
        for drawing in words.drawings:
            yield from self._drawn(drawing, spot)

    def _drawn(self, drawing: Element, spot: Spot) -> Iterator[Para | Table]:
        for box in boxes(drawing, self.remarks, None if self._is_beside else spot):
            yield from self.story(box)

    def _deeper(self) -> None:
        self._nested += 1
        if self._nested > MOST_NESTED:
            raise NoPaper(
                msg(
                    "more than {limit} tables stand inside each other; copy the text into a new document",
                    limit=MOST_NESTED,
                )
            )

    def _laid_out(self, table: Element) -> Iterator[Para | Table]:
        """What stands in a table that only holds others in place."""
        self._deeper()
        for row in flat(table, _ROWS):
            for cell in flat(row, _CELLS):
                self._count()
                yield from self._blocks(cell)
        self._nested -= 1

    def _tables(self, element: Element) -> Iterator[Table]:
        table = self._table(element)
        if table.rows:
            yield table

    def _table(self, table: Element) -> Table:
        self._deeper()
        rows = []
        around, bold = self._in_bold, self._bold_parts(table)
        for number_, row in enumerate(flat(table, _ROWS)):
            looks = row.find(ROW_LOOKS)
            cells = list(self._row(row, bold - {_FIRST_ROW} if number_ else bold))
            if looks is not None and (mark := looks.find(_HIDDEN_ROW)) is not None and says(mark):
                paras = [para for cell in cells for para in cell]
                self._hidden(" ".join(para.text for para in paras), paras[0].spot if paras else Spot(1))
            elif cells:
                rows.append((*self._empty(looks, _BEFORE), *cells, *self._empty(looks, _AFTER)))
        self._nested -= 1
        self._in_bold = around
        return Table(tuple(rows))

    def _bold_parts(self, table: Element) -> frozenset[str]:
        """The parts that the table's style sets in bold, as far as the table wants them so."""
        looks = table.find(_TABLE_LOOKS)
        named, wanted = (None if looks is None else looks.find(name) for name in (_TABLE_STYLE, _TABLE_WANTS))
        if named is None or wanted is None:
            return frozenset()
        said = wanted.get(VAL, "")
        bits = int(said, 16) if _BITS.fullmatch(said) else 0
        return self.styles.bold_parts(named.get(VAL)) & {
            part
            for part, (name, bit) in _WANTED_PARTS.items()
            if wanted.get(f"{{{W}}}{name}", "1" if bits & bit else "0") not in OFF
        }

    def _row(self, row: Element, bold: frozenset[str]) -> Iterator[tuple[Para, ...]]:
        """The cells of a row, and empty ones where one of them spans more columns than one."""
        for number_, cell in enumerate(flat(row, _CELLS)):
            self._count()
            self._in_bold = bool(bold - {_FIRST_COLUMN} if number_ else bold)
            yield tuple(_flattened(self._blocks(cell)))
            looks = cell.find(CELL_LOOKS)
            columns = 1 if looks is None else number(looks.find(_SPAN)) or 1
            yield from self._columns(columns - 1)

    def _empty(self, looks: Element | None, which: str) -> Iterator[tuple[Para, ...]]:
        """Columns of the table where the row has not begun yet, or has ended."""
        return self._columns(0 if looks is None else number(looks.find(which)) or 0)

    def _columns(self, columns: int) -> Iterator[tuple[Para, ...]]:
        for _ in range(min(columns, _MOST_COLUMNS)):
            self._count()
            yield ()

    def _hidden(self, text: str, spot: Spot) -> None:
        if said := quoted(text):
            self._remark(msg("hidden text is left out: “{said}”", said=said), spot)

    def _left_out(self) -> None:
        self._remark(msg("another file that is put in here is left out"), self._here)

    @property
    def _here(self) -> Spot:
        """Where what stands between paragraphs belongs: to the one before it."""
        return Spot(max(self._paragraphs, 1))

    def _remark(self, message: Msg, spot: Spot) -> None:
        self.remarks.add(message, None if self._is_beside else spot)

    def _count(self) -> None:
        self._pieces += 1
        if self._pieces > MOST_PIECES:
            raise NoPaper(
                msg("it has more than {limit} paragraphs and cells, as no job description has", limit=MOST_PIECES)
            )


def _is_layout(table: Element) -> bool:
    """Whether it has one column, and tables in it."""
    has_tables = False
    for row in flat(table, _ROWS):
        looks = row.find(ROW_LOOKS)
        cells = list(islice(flat(row, _CELLS), 2))
        if len(cells) != 1 or (looks is not None and looks.find(_HIDDEN_ROW) is not None):
            return False
        has_tables = has_tables or next(flat(cells[0], _TABLES), None) is not None
    return has_tables


def _flattened(pieces: Iterable[Para | Table]) -> Iterator[Para]:
    """The paragraphs, those of tables row by row."""
    for one in pieces:
        if isinstance(one, Para):
            yield one
        else:
            yield from (para for row in one.rows for cell in row for para in cell)


def _is_drop_cap(looks: Element) -> bool:
    """Whether a paragraph is only the large letter with which the next one begins."""
    frame = looks.find(_FRAME)
    return frame is not None and frame.get(_DROP_CAP, "none") != "none"


def _goes_on(letters: Element) -> bool:
    """Whether the mark at the end of a paragraph is deleted or hidden."""
    return any(mark.tag in _ENDLESS or (mark.tag == HIDDEN and says(mark)) for mark in letters)
