"""Duties with their parts and the results expected of each: from tables, and from lists without one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.adopt.desk import GUESSED, LABELLED, ORDERED, said
from jdflow.adopt.flow import flow
from jdflow.adopt.sentences import item, sentences
from jdflow.adopt.vocabulary import MOST_WORDS, head_of
from jdflow.adopt.words import words_of
from jdflow.model.adopted import OwnDuty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.desk import Desk
    from jdflow.adopt.words import Bit, Word
    from jdflow.model.adopted import Said

_PARTS_FOLLOW = re.compile(r"(?:,?\s*(?:sh|sealhulgas|s\.h\.?|so|sh\.)\s*:|:)\Z", re.IGNORECASE)
_LEAD_IN = re.compile(r"(?:järgmis\w*|alljärgnev\w*|on|täidab|ülesan\w*|kohustus\w*)\b.*:\Z", re.IGNORECASE)
_TWO = 2


class _Duty:
    """A duty that is still being read."""

    def __init__(self, words: Sequence[Word], sure: float, number: str | None) -> None:
        self.words = list(words)
        self.sure = sure
        self.number = number
        self.parts: list[tuple[tuple[Word, ...], float]] = []
        self.results: list[tuple[tuple[Word, ...], float]] = []

    @property
    def expects_parts(self) -> bool:
        """Whether its words say that its parts follow."""
        return _PARTS_FOLLOW.search(" ".join(word.text for word in self.words)) is not None

    def finished(self) -> OwnDuty:
        text = " ".join(word.text for word in self.words)
        if self.parts:
            text = _PARTS_FOLLOW.sub("", text).rstrip(" ,") or text
        return OwnDuty(
            said(self.words, self.sure, text=text),
            tuple(_listed(words, sure) for words, sure in self.parts),
            tuple(_listed(words, sure) for words, sure in self.results),
        )


class Duties:
    """Reads a section of duties."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._found: list[_Duty] = []

    def read(self, bits: Sequence[Bit]) -> tuple[OwnDuty, ...]:
        """The duties in their order."""
        first = len(self._found)
        begin = 0
        for at in range(1, len(bits) + 1):
            if at == len(bits) or _table(bits[at]) != _table(bits[begin]):
                run = bits[begin:at]
                if run[0].cell is None:
                    self._lines(run, is_rest=begin > 0 and len(self._found) > first)
                else:
                    self._rows(run)
                begin = at
        for duty in self._found[first:]:
            if not duty.words:
                self._desk.lose(words for words, _ in (*duty.parts, *duty.results))
        self._found[first:] = [duty for duty in self._found[first:] if duty.words]
        return tuple(duty.finished() for duty in self._found[first:])

    # ------------------------------------------------------------ tables

    def _rows(self, bits: Sequence[Bit]) -> None:
        rows: dict[int, dict[int, list[Bit]]] = {}
        for bit in bits:
            if bit.cell is not None:
                rows.setdefault(bit.cell.row, {}).setdefault(bit.cell.column, []).append(bit)
        columns = _columns(rows)
        is_numbered = sum(any(bit.number for bit in row.get(columns[0], [])) for row in rows.values()) * _TWO > len(
            rows
        )
        for row in rows.values():
            cells = {column: flow(cell) for column, cell in row.items()}
            duty, results = cells.pop(columns[0], []), cells.pop(columns[1], [])
            for others in cells.values():
                self._desk.give_up(*others)
            self._row(duty, results, is_numbered=is_numbered)

    def _row(self, duty: list[Bit], results: list[Bit], *, is_numbered: bool) -> None:
        numbered = [bit for bit in duty if bit.number is not None and bit.level is None]
        if len(numbered) > 1 and not _is_below(numbered):
            self._side_by_side(duty, results)
            return
        if duty and self._goes_on(duty[0], is_numbered=is_numbered):
            last = self._found[-1]
            if last.parts and duty[0].text[:1].islower() and duty[0].level is None:
                words, sure = last.parts[-1]
                last.parts[-1] = ((*words, *self._desk.take(duty[0])), sure)
                duty = duty[1:]
            elif duty[0].level is None:
                last.words += self._desk.take(duty[0])
                duty = duty[1:]
            last.parts += [(self._desk.take(bit), ORDERED) for bit in duty]
        elif duty:
            self._begin(duty)
        if not self._found:
            self._desk.give_up(*results)
        elif results:
            self._add_results(self._found[-1], results, is_new=bool(duty))

    def _goes_on(self, bit: Bit, *, is_numbered: bool) -> bool:
        """Whether a row goes on with the duty of the row before, which a page's end has cut."""
        if not self._found or bit.number is not None:
            return False
        return bit.level is not None or (is_numbered and bit.text[:1].islower())

    def _begin(self, bits: Sequence[Bit]) -> None:
        """A duty from a cell: its words, and its parts below them."""
        duty = _Duty(self._desk.take(bits[0]), LABELLED, bits[0].number)
        for bit in bits[1:]:
            words = self._desk.take(bit)
            if bit.is_item or duty.parts or duty.expects_parts:
                duty.parts.append((words, LABELLED if bit.is_item else ORDERED))
            else:
                duty.words += words
        self._found.append(duty)

    def _add_results(self, duty: _Duty, bits: Sequence[Bit], *, is_new: bool) -> None:
        bits = self._without_heads(bits)
        if not bits:
            return
        first = bits[0]
        if not is_new and duty.results and first.text[:1].islower() and not first.is_item:
            words, sure = duty.results[-1]
            duty.results[-1] = ((*words, *self._desk.take(first)), min(sure, ORDERED))
            bits = bits[1:]
        if len(bits) == 1 and not bits[0].is_item:
            parts = sentences(self._desk.take(bits[0]))
            duty.results += [(tuple(words), LABELLED if len(parts) == 1 else ORDERED) for words in parts]
        else:
            duty.results += [(self._desk.take(bit), LABELLED) for bit in bits]

    def _without_heads(self, bits: Sequence[Bit]) -> list[Bit]:
        """The bits but for `Oodatavad tulemused:` among them."""
        kept = []
        for bit in bits:
            if len(bit.words) <= MOST_WORDS and head_of(bit.text.rstrip(":. ")) == "result":
                self._desk.form((*bit.mark, *bit.words))
            else:
                kept.append(bit)
        return kept

    def _side_by_side(self, duties: Sequence[Bit], results: Sequence[Bit]) -> None:
        """Several duties in a cell, and their results in another: these belong together only by number."""
        by_number = {bit.number: bit for bit in results if bit.number is not None}
        first = len(self._found)
        for bit in duties:
            if bit.number is not None and bit.level is None:
                self._begin((bit,))
            elif len(self._found) > first:
                self._found[-1].parts.append((self._desk.take(bit), ORDERED))
            else:
                self._desk.give_up(bit)
        current: _Duty | None = None
        for bit in results:
            if bit.number in by_number:
                current = next((duty for duty in self._found[first:] if duty.number == bit.number), None)
            if current is None:
                self._desk.give_up(bit)
            else:
                current.results.append((self._desk.take(bit), ORDERED))

    # ------------------------------------------------------------ lines

    def _lines(self, bits: Sequence[Bit], *, is_rest: bool) -> None:
        bits = flow(bits, _is_head, _is_head)
        numbers = [bit for bit in bits if bit.number is not None and bit.level is None]
        depth = min((_depth(bit) for bit in numbers), default=0)
        if not is_rest and not numbers:
            self._unnumbered(bits)
            return
        after_head = False
        for bit in bits:
            if bit.number is not None and bit.level is None:
                if _depth(bit) == depth:
                    self._number(bit)
                    after_head = False
                elif self._found:
                    self._found[-1].parts.append((self._desk.take(bit), ORDERED))
                else:
                    self._desk.give_up(bit)
            elif _is_head(bit):
                self._desk.form((*bit.mark, *bit.words))
                after_head = True
            elif not self._found:
                self._before_all(bit)
            else:
                self._below(self._found[-1], bit, after_head=after_head)

    def _number(self, bit: Bit) -> None:
        """A numbered paragraph: the duty, and its results where they stand in it."""
        words = self._desk.take(bit)
        for at in range(1, len(words)):
            for end in range(at + 1, min(at + 4, len(words))):
                if words[end - 1].text.endswith(":") and head_of(_text(words[at:end]).rstrip(":")) == "result":
                    duty = _Duty(words[:at], ORDERED, bit.number)
                    self._desk.form(words[at:end])
                    duty.results += [(tuple(one), ORDERED) for one in sentences(words[end:])]
                    self._found.append(duty)
                    return
        self._found.append(_Duty(words, ORDERED, bit.number))

    def _below(self, duty: _Duty, bit: Bit, *, after_head: bool) -> None:
        text = bit.text
        lead = next((at for at in range(1, 4) if at < len(bit.words) and _is_led(bit.words[:at])), None)
        if lead is not None:
            self._desk.form((*bit.mark, *bit.words[:lead]))
            duty.results += [(tuple(one), ORDERED) for one in sentences(bit.words[lead:])]
            return
        is_part = duty.expects_parts and not duty.results and not after_head and text[:1].islower()
        if is_part or (duty.parts and not duty.results and text[:1].islower()):
            duty.parts.append((self._desk.take(bit), ORDERED))
        elif bit.level is None and not duty.words:
            # Its results were read first.
            duty.words += self._desk.take(bit)
            duty.sure = GUESSED
        elif bit.level is None and text[:1].islower() and not duty.results:
            duty.words += self._desk.take(bit)
        else:
            duty.results.append((self._desk.take(bit), ORDERED if bit.level is not None else GUESSED))

    def _before_all(self, bit: Bit) -> None:
        """What stands before the first duty: words that only lead to it."""
        if bit.text.endswith(":"):
            self._desk.form((*bit.mark, *bit.words))
        else:
            self._desk.give_up(bit)

    def _unnumbered(self, bits: Sequence[Bit]) -> None:
        """Duties without numbers: bullets, or paragraphs with bullets below."""
        while bits and bits[0].level is None and bits[0].text.endswith(":") and _LEAD_IN.search(bits[0].text):
            self._desk.form((*bits[0].mark, *bits[0].words))
            bits = bits[1:]
        heads = [at for at, bit in enumerate(bits) if bit.level is None]
        has_lists = sum(at + 1 < len(bits) and bits[at + 1].level is not None for at in heads) >= _TWO
        top = min((bit.level for bit in bits if bit.level is not None), default=None)
        for bit in bits:
            if _is_head(bit):
                self._desk.form((*bit.mark, *bit.words))
            elif has_lists and bit.level is not None and self._found:
                self._below(self._found[-1], bit, after_head=False)
            elif not has_lists and bit.level is not None and bit.level != top and self._found:
                self._found[-1].parts.append((self._desk.take(bit), ORDERED))
            elif bit.level is not None or has_lists or len(heads) == len(bits):
                self._found.append(_Duty(self._desk.take(bit), GUESSED if bit.level is None else ORDERED, None))
            else:
                self._desk.give_up(bit)


def _columns(rows: dict[int, dict[int, list[Bit]]]) -> tuple[int, int]:
    """Which columns hold the duties and which their results: the two with most words."""
    sizes: dict[int, int] = {}
    for row in rows.values():
        for column, cell in row.items():
            sizes[column] = sizes.get(column, 0) + len(words_of(cell))
    largest = sorted(sorted(sizes, key=lambda column: -sizes[column])[:_TWO])
    if len(largest) < _TWO:
        return largest[0], largest[0] + 1
    return largest[0], largest[1]


def _is_below(numbered: Sequence[Bit]) -> bool:
    """Whether all numbers after the first are below it: 3.1, 3.1.1, 3.1.2."""
    first = numbered[0].number or ""
    return all((bit.number or "").startswith(f"{first}.") for bit in numbered[1:])


def _is_led(words: Sequence[Word]) -> bool:
    return words[-1].text.endswith(":") and head_of(_text(words).rstrip(":")) == "result"


def _is_head(bit: Bit) -> bool:
    return len(bit.words) <= MOST_WORDS and bit.level is None and head_of(bit.text.rstrip(":. ")) is not None


def _depth(bit: Bit) -> int:
    return (bit.number or "").count(".")


def _listed(words: Sequence[Word], sure: float) -> Said:
    return said(words, sure, text=item(words))


def _table(bit: Bit) -> int | None:
    return None if bit.cell is None else bit.cell.table


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
