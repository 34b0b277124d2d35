"""The paragraphs and lines of a document as bits: bullets and numbers of all kinds told from the words."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from jdflow.adopt.bits.bullets import BULLETS, QUOTE, SMUDGE, SPECKS, SURE, at_bullets, may_mark, unclosed
from jdflow.adopt.bits.lone_bullets import with_bullets
from jdflow.adopt.bits.pages import is_page_number
from jdflow.adopt.bits.scan import Piece, Scan
from jdflow.adopt.bits.words import Bit, Cell, Word, joined
from jdflow.model.paper import Para

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.scan import Line
    from jdflow.model.paper import Paper, Table

_GLUED_BULLET = re.compile(rf"[{SURE}](?=\w)|(?:[-–—*=~_]|[-–—*=~_«»|¢©®°]{{2,3}})(?=[^\W\d_]{{2}})")
_NUMBER = re.compile(r"\(?(?:\d{1,2}(?:[.,][\dlIiO]{1,2}){1,3}[.,)]?|\d{1,2}(?:[.,)]|\.\.)|[IVX]{1,4}[.)])\Z")
_GLUED_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}\.{1,2})(?=[^\W\d_]{2})")
_LETTERED = re.compile(r"\(?[a-zõäöü]\)\Z")
_DIGITS = str.maketrans("lIiO,", "1110.")
# A number before these is none of an item: `1. jaanuarist`.
_COUNTED = re.compile(
    r"(?:(?:jaanuar|veebruar|märts|aprill|mai|juuni|juuli|august|septembr|oktoobr|novembr|detsembr|aasta|kuu|päev|klass"
    r"|lõike|punkt|protsen|tun[dn]i|nädala|minuti|meetri|kilo)\w{0,5}|koh(?:a|al|ale|alt|aga|ta)|%|lk|eurot?|korda)(?!\w)"
)
# No list is so long.
_MOST_ITEMS = 40
_TWO, _LONG, _SEVERAL = 2, 3, 3
# Of lines that go on with the one before.
_MANY, _MOSTLY, _OFTEN = 8, 0.9, 0.2
# With these before it, a hyphen at the beginning of a line belongs to a word.
_JOINING = frozenset({"ja", "või", "ning", "ega", "kui"})


class Cleaned:
    """The bits of a document in reading order, and scraps: what was read and is no word."""

    def __init__(self, paper: Paper) -> None:
        self.scraps: list[Word] = []
        self.bits: list[Bit] = []
        self._tables = 0
        # The cells of the line before, where white space makes it a row.
        self._row: Cell | None = None
        self._is_apart = False
        self._line = 0
        begun = Counter(para.text.split(maxsplit=1)[0] for para in paper.paras() if para.text.strip())
        # Signs that are bullets in this document, wherever a sentence has ended before them.
        self._usual = frozenset(
            sign for sign, count in begun.items() if count >= _SEVERAL and sign != "o" and may_mark(sign)
        )
        # How many more marks of quotation open something in a line than close it there.
        self._quoted = sum(unclosed(para.text) for para in paper.paras())
        for part in paper.parts:
            if isinstance(part, Para):
                self._para(part)
            else:
                self._table(part)
        self.margins: list[Bit] = []
        for para in paper.margins:
            self.margins += [bit._replace(cell=None) for bit in self._bits(para, None)]
        self.bits, lost = with_bullets(self.bits)
        self.scraps += lost
        self.bits = _without_usual_blanks(self._numbered())

    def _table(self, table: Table) -> None:
        self._row = None
        for at, row in enumerate(table.rows):
            for column, cell in enumerate(row):
                for para in cell:
                    self.bits += self._bits(para, Cell(self._tables, at, column, len(row)))
        self._tables += 1

    def _para(self, para: Para) -> None:
        if not para.text.strip():
            self._is_apart = True
            return
        self._is_apart |= not para.is_whole and para.spot.line > self._line + 1 and self._line > 0
        found = self._bits(para, None)
        self._line = para.spot.line
        if found:
            found[0] = found[0]._replace(is_apart=self._is_apart)
            self._is_apart = False
        self.bits += found

    def _bits(self, para: Para, cell: Cell | None) -> list[Bit]:
        lines = Scan(para).lines
        found: list[Bit] = []
        for at, line in enumerate(lines):
            shape = Bit(
                (),
                "",
                level=para.level if at == 0 else None,
                number=_plain_number(para.number) if at == 0 and para.number and para.level is None else None,
                is_heading=para.is_heading,
                is_whole=para.is_whole if at == len(lines) - 1 else False,
                cell=cell,
            )
            found += self._line_bits(line, shape)
        return found

    def _line_bits(self, line: Line, shape: Bit) -> list[Bit]:
        if shape.cell is not None:
            return self._pieces([piece for column in line for piece in column], shape)
        columns = _without_mark_columns(line)
        filled = [number for number, pieces in enumerate(columns) if any(map(_says, pieces))]
        goes_on = self._row is not None and filled and 0 < filled[0] < self._row.columns and not shape.is_whole
        if len(filled) < _TWO and not goes_on:
            self._row = None
            return self._pieces([piece for column in columns for piece in column], shape)
        if self._row is None:
            self._row = Cell(self._tables, 0, 0, len(columns), is_tabbed=True)
            self._tables += 1
        else:
            self._row = self._row._replace(row=self._row.row + 1, columns=len(columns))
        row = self._row
        return [
            bit
            for number, pieces in enumerate(columns)
            for bit in self._pieces(pieces, shape._replace(cell=row._replace(column=number)))
        ]

    def _pieces(self, pieces: Sequence[Piece], shape: Bit) -> list[Bit]:
        found: list[Bit] = []
        for at, piece in enumerate(pieces):
            own = shape if at == 0 else shape._replace(level=None, number=None)
            if piece.is_item:
                own = own._replace(level=own.level or 1)
            if at < len(pieces) - 1:
                own = own._replace(is_whole=True)
            found += self._column(piece.words, own)
        return found

    def _column(self, words: Sequence[Word], shape: Bit) -> list[Bit]:
        """The words of a line, or of a column in it; each bullet begins a bit."""
        found: list[Bit] = []
        for number, piece in enumerate(at_bullets(words, self._usual, has_quotes=self._quoted >= _SEVERAL)):
            level, sign = (shape.level, shape.number) if number == 0 else (None, None)
            is_alone = shape.cell is not None and shape.cell.column == 0 and shape.cell.columns > _TWO
            mark, rest, level, sign = self._marked(list(piece), level, sign, is_alone=is_alone)
            if number > 0 and sign is None and mark and mark[0].text in SPECKS:
                # The line between two columns.
                level = level or 1
            if not any(word.text for word in rest):
                mark, rest = [*mark, *rest], []
            if not rest and sign is not None and _is_value(shape.cell) and len(piece) == len(words):
                # A figure that a label beside it stands for.
                mark, rest, sign = [], mark, None
            if not rest and sign is None and (level is None or not mark):
                self.scraps += mark
                continue
            bit = shape._replace(mark=tuple(mark), level=level, number=sign)
            found.append(bit.holding(rest))
        return found

    def _marked(
        self, words: list[Word], level: int | None, sign: str | None, *, is_alone: bool
    ) -> tuple[list[Word], list[Word], int | None, str | None]:
        """The bullet or number at the beginning, the words after it, how deep a bullet, which number."""
        mark: list[Word] = []
        if [word.text for word in words[1:2]] in ([","], ["."]) and words[0].text.isdecimal() and len(words) > _TWO:
            # The full stop behind a number was read apart from it.
            number, stop = words[:2]
            words[:2] = [number._replace(text=f"{number.text}.", raw=f"{number.raw} {stop.raw}")]
        while words:
            first = words[0]
            glued = _GLUED_BULLET.match(first.text) or _GLUED_NUMBER.match(first.text) or self._quote(words)
            if glued is not None and not _NUMBER.match(first.text) and not self._goes_on(first, glued.group()):
                words[:1] = [
                    first._replace(text=glued.group(), raw=glued.group()),
                    first._replace(text=first.text[glued.end() :], raw=first.raw.replace(glued.group(), "", 1)),
                ]
                first = words[0]
            if not first.text:
                mark.append(words.pop(0))
            elif first.text in BULLETS or _LETTERED.match(first.text):
                if first.text == "o" and len(words) > 1 and not words[1].text[:1].isalpha():
                    break
                # Behind a number, other signs only part it from the words.
                level = level if sign is not None and first.text[0] not in SURE else level or 1
                mark.append(words.pop(0))
            elif self._is_smudge(words, is_marked=bool(mark)):
                level = level if sign is not None or SPECKS.issuperset(first.text) else level or 1
                mark.append(words.pop(0))
            elif sign is None and _is_number(words, is_alone=is_alone):
                sign = _plain_number(first.text)
                mark.append(words.pop(0))
            else:
                break
        return mark, words, level, sign

    def _is_smudge(self, words: Sequence[Word], *, is_marked: bool) -> bool:
        """Whether it is a bullet badly read; an `e` has to be usual, and a full stop to stand behind another one."""
        text = words[0].text
        if len(words) == 1:
            return False
        if text == "e":
            return text in self._usual
        return SMUDGE.match(text) is not None or (is_marked and text in ".:")

    def _quote(self, words: Sequence[Word]) -> re.Match[str] | None:
        """The mark of quotation that a bullet was read as: one that nothing closes, where several lines begin so."""
        found = QUOTE.match(words[0].text)
        if found is None or self._quoted < _SEVERAL or len(QUOTE.findall(joined(words))) != 1:
            return None
        return found

    def _goes_on(self, word: Word, sign: str) -> bool:
        """Whether a hyphen that a line begins with belongs to its word: `ja -tingimusi`."""
        if sign not in "-–—" or not self.bits or not self.bits[-1].words:
            return False
        return self.bits[-1].words[-1].text in _JOINING and word.text[1:2].islower()

    def _numbered(self) -> list[Bit]:
        """The bits; a number or a bullet that stands alone goes to what follows it."""
        found: list[Bit] = []
        waiting: Bit | None = None
        for bit in self.bits:
            here = bit
            if waiting is not None and waiting.number is not None and here.words and is_page_number(here):
                found.append(here)
                continue
            if waiting is not None:
                if here.words and not here.is_item and _follows(waiting, here):
                    here = here._replace(
                        mark=(*waiting.mark, *here.mark),
                        number=waiting.number,
                        level=waiting.level,
                        is_apart=here.is_apart or waiting.is_apart,
                    )
                elif waiting.number is not None and "." in waiting.number and here.level is not None:
                    # The bullets of an item came before its words.
                    found.append(waiting)
                else:
                    self.scraps += waiting.mark
                waiting = None
            if here.words:
                found.append(here)
            else:
                waiting = here
        if waiting is not None:
            self.scraps += waiting.mark
        return found


def _without_usual_blanks(bits: Sequence[Bit]) -> list[Bit]:
    """The bits; where a blank line stands between the lines of each paragraph, it parts nothing that bullets part."""
    pairs = [(before, bit) for before, bit in pairwise(bits) if bit.cell is None and not bit.is_whole]
    wrapped = [bit for before, bit in pairs if _is_wrapped(before, bit)]
    usual = sum(bit.is_apart for bit in wrapped)
    bullets = sum(bit.level is not None for bit in bits)
    if min(len(wrapped), bullets) < _MANY or usual < len(wrapped) * _MOSTLY or usual < len(pairs) * _OFTEN:
        return list(bits)
    return [bit._replace(is_apart=False) for bit in bits]


def _is_wrapped(before: Bit, bit: Bit) -> bool:
    """Whether a line goes on with the one before."""
    return not bit.is_item and bit.text[:1].islower() and before.text[-1:].isalpha()


def _is_value(cell: Cell | None) -> bool:
    """Whether it is the last cell of a row that has others."""
    return cell is not None and 0 < cell.column == cell.columns - 1


def _follows(mark: Bit, bit: Bit) -> bool:
    if mark.cell is None or bit.cell is None or mark.number is None:
        return mark.cell == bit.cell
    return (mark.cell.table, mark.cell.row) == (bit.cell.table, bit.cell.row)


def _plain_number(text: str) -> str:
    bare = text.strip("() ").rstrip(".,)")
    return bare.translate(_DIGITS) if any(map(str.isdigit, bare)) else bare


def _is_number(words: Sequence[Word], *, is_alone: bool) -> bool:
    """Whether a number begins there that is an item's; alone in a table's first column it needs no full stop."""
    text = words[0].text
    if is_alone and len(words) == 1 and text.isdecimal() and len(text) < _LONG:
        return True
    return _NUMBER.match(text) is not None and not _is_counted(words)


def _is_counted(words: Sequence[Word]) -> bool:
    """Whether the number belongs to the sentence that it begins."""
    text = words[0].text
    first = _plain_number(text).split(".", maxsplit=1)[0]
    if first.isdecimal() and int(first) > _MOST_ITEMS:
        return True
    if _plain_number(text).count(".") > 1:
        return False
    return len(words) > 1 and not text.isdecimal() and _COUNTED.match(words[1].text) is not None


def _without_mark_columns(line: Line) -> Line:
    """The columns; one that holds only a bullet or a number goes to the next."""
    columns: Line = []
    for column in line:
        last = columns[-1] if columns else None
        if last and len(last) == 1 and last[0].words and all(_is_mark(word.text) for word in last[0].words):
            merged = Piece()
            merged.words = [*last[0].words, *column[0].words]
            columns[-1] = [merged, *column[1:]]
        else:
            columns.append(column)
    return columns


def _says(piece: Piece) -> bool:
    return any(word.text for word in piece.words)


def _is_mark(text: str) -> bool:
    return not text or text in BULLETS or _NUMBER.match(text) is not None
