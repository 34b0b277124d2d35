"""Rows that a page's end has cut: what goes on behind it without a bullet goes back to the column that was open."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from jdflow.adopt.bits.words import joined, words_of
from jdflow.adopt.desk import ORDERED
from jdflow.adopt.duties.cutrows import is_joining
from jdflow.adopt.duties.duty import Draft, is_led
from jdflow.adopt.duties.numbered import VERB
from jdflow.adopt.duties.torn import FINAL, ends_sentence, is_duty, is_open

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jdflow.adopt.bits.words import Bit, Word
    from jdflow.model.paper import Spot

_TWO, _MOST_PAGES = 2, 8
# With these a clause within a sentence begins, which has a verb of its own.
_WITHIN = re.compile(
    r"(?:kes|keda|kelle\w*|mis|mida|mille\w*|milli\w+|kus|kust|kuhu|kuidas|kui|kuna|et|sest|nagu)\Z", re.IGNORECASE
)


class _Item(NamedTuple):
    """The lines of a duty's own words, of a part, or of a result."""

    kind: str
    lines: list[Bit]

    @property
    def is_open(self) -> bool:
        """Whether it ends within a sentence."""
        return is_open(self.lines[-1].words)

    @property
    def is_joining(self) -> bool:
        """Whether it ends as no text does."""
        return is_joining(self.lines[-1].text)


class PageEnds:
    """Puts back together such rows of a run of lines; to `doubted` go the first words of results that were guessed."""

    def __init__(self, bits: Sequence[Bit], turns: frozenset[Spot], doubted: set[Word]) -> None:
        self._doubted = doubted
        self._turns = turns
        rows = list(_rows(bits))
        items = [item for row in rows if _is_plain(row) for item in _items(row)]
        # Which kinds of texts end with a mark in this document, so that one without a mark goes on.
        self._ended = {
            kind for kind in ("duty", "part", "result") if _are_ended([item for item in items if item.kind == kind])
        }
        results = [not item.lines[0].mark for item in items if item.kind == "result"]
        self._is_bare = sum(results) * _TWO > len(results)
        self.bits = [bit for row in rows for bit in (self._whole(row) if _is_plain(row) else row)]

    def _whole(self, row: Sequence[Bit]) -> Sequence[Bit]:
        """The lines of a duty, whole over every page's end; what goes over many pages is none."""
        begin = 1
        for _ in range(_MOST_PAGES):
            at = next((at for at in range(begin, len(row)) if self._is_turn(row[at - 1], row[at])), None)
            if at is None:
                break
            whole, rest = self._over(row[:at], row[at:])
            row, begin = [*whole, *rest], len(whole) + 1
        return self._even(row)

    def _over(self, above: Sequence[Bit], below: Sequence[Bit]) -> tuple[Sequence[Bit], Sequence[Bit]]:
        """What stands above a page's end, with what goes on below it, and all that follows."""
        pieces, rest = _pieces(below)
        left, right = self._columns(self._items(above, pieces))
        # Whose parts are told of, whatever else there is: the duty.
        is_told_below = len(left) == 1 and bool(pieces) and not pieces[0][0].is_item and _announces(pieces[0])
        is_told = is_told_below or _are_parts_told(left)
        if not is_told:
            # What has a bullet is a result among others.
            end = next((at for at, piece in enumerate(pieces) if piece[0].is_item), len(pieces))
            rest = (*(bit for piece in pieces[end:] for bit in piece), *rest)
            pieces = pieces[:end]
        plain = [piece for piece in pieces if not piece[0].is_item]
        if not plain or not right:
            return above, below
        of_left: Sequence[Bit] = ()
        of_right: Sequence[Bit] = ()
        is_left_open = is_told_below or self._goes_on(left[-1])
        # Where both go on, but only one text does below, its verb tells most probably whose it is.
        is_guessed = is_left_open and not is_told_below and len(plain) == 1 and _is_of_result(plain[0], left, right)
        if is_left_open and plain[0] is pieces[0] and not is_guessed:
            of_left = plain.pop(0)
        if self._goes_on(right[-1]) and plain and not (is_told and _is_part(plain[-1], right)):
            of_right = plain.pop()
        if plain and not is_told:
            return above, below
        is_guessed |= bool(of_left) and self._is_doubtful(of_left, of_right, right[-1], below)
        # Where bullets are kept, a part has one.
        if is_guessed or (plain and not self._is_bare):
            self._doubted.update(right[-1].lines[0].words[:1])
        parts = [bit for piece in pieces if piece is not of_left and piece is not of_right for bit in _as_item(piece)]
        whole = [
            *(bit for item in left for bit in item.lines),
            *_going_on(of_left),
            *parts,
            *(bit for item in right for bit in item.lines),
            *_going_on(of_right),
        ]
        return whole, rest

    def _columns(self, items: Sequence[_Item]) -> tuple[list[_Item], list[_Item]]:
        """The duty with its parts, and the results; parts are also capitals of which one is open before a result."""
        left = [item for item in items if item.kind != "result"]
        right = [item for item in items if item.kind == "result"]
        if self._goes_on(left[-1]) or not _announces(left[0].lines):
            return left, right
        end = next((at for at in range(len(right) - 1, 0, -1) if self._goes_on(right[at - 1])), 0)
        self._doubted.update(word for item in right[:end] for word in item.lines[0].words[:1])
        return [*left, *right[:end]], right[end:]

    def _is_doubtful(
        self, of_left: Sequence[Bit], of_right: Sequence[Bit], result: _Item, below: Sequence[Bit]
    ) -> bool:
        """Whether words of the result may stand among those of the duty below a page's end."""
        is_cut = not any(bit is of_left[-1] for bit in below)
        return (is_cut and len(of_left) > 1) or (not of_right and self._goes_on(result))

    def _is_turn(self, before: Bit, bit: Bit) -> bool:
        if not before.words or not bit.words:
            return False
        here, last = bit.words[0].spot, before.words[-1].spot
        return here.page != last.page or here in self._turns

    def _goes_on(self, item: _Item) -> bool:
        """Whether the text has not come to its end."""
        return item.is_open and (item.kind in self._ended or item.is_joining)

    def _items(self, row: Sequence[Bit], pieces: Sequence[Sequence[Bit]]) -> list[_Item]:
        """The texts above a page's end; where the duty goes on below, a result may have begun among its words."""
        items = _items(row)
        goes_on = bool(pieces) and not pieces[0][0].is_item and pieces[0][-1].text.endswith(FINAL)
        if len(items) != 1 or not goes_on or "duty" not in self._ended:
            return items
        begun = list(_begun(row))
        if len(begun) != 1 or not _says_what_is(row, *begun[0]):
            return items
        line, at = begun[0]
        self._doubted.add(row[line].words[at])
        duty = [*row[:line], *([row[line].holding(row[line].words[:at])] if at else [])]
        rest = row[line].after(at)._replace(number=None, level=None) if at else row[line]
        return [_Item("duty", duty), _Item("result", [rest, *row[line + 1 :]])]

    def _even(self, row: Sequence[Bit]) -> Sequence[Bit]:
        """The lines of a duty; where results have no bullets, but something else in it has, they get some."""
        if not self._is_bare or not any(bit.level is not None for bit in row):
            return row
        return [bit for item in _items(row) for bit in (_as_item(item.lines) if item.kind == "result" else item.lines)]


def _rows(bits: Sequence[Bit]) -> Iterator[Sequence[Bit]]:
    """The lines of each duty; first those above all duties."""
    begin, number = 0, ""
    for at, bit in enumerate(bits):
        if bit.number is None or bit.level is not None or (number and bit.number.startswith(f"{number}.")):
            continue
        yield bits[begin:at]
        begin, number = at, bit.number
    yield bits[begin:]


def _is_plain(row: Sequence[Bit]) -> bool:
    """Whether it is a duty with nothing but lines below it, among them no label of results."""
    return (
        bool(row)
        and is_duty(row[0])
        and bool(row[0].words)
        and not any(is_led(bit) or bit.cell is not None or bit.is_whole for bit in row)
    )


def _items(row: Sequence[Bit]) -> list[_Item]:
    """The texts of a duty in the order in which they stand."""
    found: list[_Item] = []
    # Whether what is in lower case is a part.
    is_told = True
    for bit in row:
        last = found[-1] if found else None
        is_lower = bit.text[:1].islower()
        kind = "part" if is_lower and is_told else "result"
        if last is None:
            found.append(_Item("duty", [bit]))
        elif not bit.is_item and (is_lower or (last.is_open and last.kind != "part")):
            last.lines.append(bit)
        else:
            if kind == "result" and is_told:
                is_told = _are_parts_told(found)
            found.append(_Item(kind, [bit]))
    return found


def _are_parts_told(left: Sequence[_Item]) -> bool:
    """Whether the duty has parts: it says so, or some stand whole above all results."""
    duty, *parts = left
    if _announces(duty.lines):
        return True
    is_whole = bool(parts) and not parts[-1].is_open
    return is_whole and not all(VERB.search(joined(words_of(part.lines))) for part in parts)


def _announces(lines: Iterable[Bit]) -> bool:
    return Draft(words_of(lines), ORDERED).expects_parts


def _are_ended(items: Iterable[_Item]) -> bool:
    found = [item.is_open for item in items]
    return sum(found) * _TWO < len(found)


def _pieces(bits: Sequence[Bit]) -> tuple[list[list[Bit]], Sequence[Bit]]:
    """What stands in lower case below a page's end, sentence by sentence, and all that follows."""
    found: list[list[Bit]] = []
    for line, bit in enumerate(bits):
        cuts = [at for at, word in enumerate(bit.words[:-1], 1) if ends_sentence(word)]
        for begin, end in pairwise((0, *cuts, len(bit.words))):
            is_item = bit.is_item and begin == 0
            is_begun = bool(found) and is_open(found[-1][-1].words)
            if not joined(bit.words[begin : begin + 1])[:1].islower() and (is_item or not is_begun):
                return found, (_part(bit, begin, len(bit.words)), *bits[line + 1 :])
            if is_begun and not is_item:
                found[-1].append(_part(bit, begin, end))
            else:
                found.append([_part(bit, begin, end)])
    return found, ()


def _part(bit: Bit, begin: int, end: int) -> Bit:
    """Some words of the line: all, or the first ones, or those behind the end of a sentence."""
    if (begin, end) == (0, len(bit.words)):
        return bit
    shape = bit if begin == 0 else bit._replace(mark=(), number=None, level=None, is_apart=False)
    return shape.holding(bit.words[begin:end])


def _begun(row: Sequence[Bit]) -> Iterator[tuple[int, int]]:
    """In which lines, and at which words of these, a capital stands behind a word that ends no sentence."""
    before = ""
    for line, bit in enumerate(row):
        for at, word in enumerate(bit.words):
            text = word.text
            is_capital = text[:1].isupper() and text[1:2].islower()
            if is_capital and before[:1].islower() and before[-1:].isalpha():
                yield line, at
            before = text


def _says_what_is(row: Sequence[Bit], line: int, at: int) -> bool:
    """Whether a verb stands behind the capital that is not one of a clause within the sentence."""
    begun = row[line].words[at]
    is_within = is_behind = has_verb = False
    for word in words_of(row):
        if word is begun:
            is_behind = True
            is_within &= not has_verb
        is_begun = _WITHIN.match(word.text) is not None
        is_within |= is_begun
        is_verb = VERB.search(word.text) is not None
        if is_verb and is_behind and not is_within:
            return True
        has_verb = is_verb or (has_verb and not is_begun)
        is_within &= not word.text.endswith(",")
    return False


def _is_part(piece: Sequence[Bit], results: Sequence[_Item]) -> bool:
    """Whether it ends as only parts do."""
    return piece[-1].text.endswith(";") and not any(item.lines[-1].text.endswith(";") for item in results)


def _is_of_result(piece: Sequence[Bit], left: Sequence[_Item], right: Sequence[_Item]) -> bool:
    """Whether the last result goes on with it rather than the duty, or its last part, does."""
    is_joining = right[-1].is_joining and not left[-1].is_joining
    return is_joining and VERB.search(joined(words_of(piece))) is not None


def _as_item(piece: Sequence[Bit]) -> Sequence[Bit]:
    return piece if piece[0].is_item else [piece[0]._replace(level=1), *piece[1:]]


def _going_on(piece: Sequence[Bit]) -> Sequence[Bit]:
    return [piece[0]._replace(is_apart=False), *piece[1:]] if piece else piece
