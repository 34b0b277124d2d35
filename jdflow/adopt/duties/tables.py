"""Duties with their parts and the results expected of each, from tables and from what goes on below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.adopt.bits.flow import flow
from jdflow.adopt.bits.words import joined
from jdflow.adopt.desk import GUESSED, LABELLED, ORDERED
from jdflow.adopt.duties.columns import columns_of
from jdflow.adopt.duties.cutrows import are_ended, is_cut, with_joined
from jdflow.adopt.duties.duty import Draft, Text, head, is_led, lead, results_of, speaks_of_results
from jdflow.adopt.duties.listed import Listed
from jdflow.adopt.duties.torn import is_open, without_stray_numbers
from jdflow.adopt.private import taken
from jdflow.language import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Bit
    from jdflow.adopt.desk import Desk
    from jdflow.adopt.duties.columns import Columns, Row
    from jdflow.model.adopted import OwnDuty

_TWO, _MOST_HEAD = 2, 4


def duties(bits: Sequence[Bit], desk: Desk, heading: str) -> tuple[OwnDuty, ...]:
    """The duties of a section in their order; its heading, or the head of a column, tells whether there are results."""
    found: list[Draft] = []
    bits = _unfolded(bits)
    has_results = speaks_of_results(heading) or any(head(bit) in {"result", "both"} for bit in bits)
    bits = without_stray_numbers(bits, desk)
    table, listed = _Table(desk, found), Listed(desk, found, has_results=has_results)
    begin = 0
    for at in range(1, len(bits) + 1):
        if at == len(bits) or _table(bits[at]) != _table(bits[begin]):
            run = bits[begin:at]
            if run[0].cell is None:
                listed.read(run, is_rest=bool(found))
            elif _is_list(run):
                listed.read([bit._replace(cell=None) for bit in run], is_rest=False)
            else:
                table.read(run)
            begin = at
    for draft in found:
        if not draft.words:
            desk.lose(text.words for text in (*draft.parts, *draft.results))
    return tuple(draft.finished() for draft in found if draft.words)


class _Table:
    """Reads a table, which may go on with what another one has begun."""

    def __init__(self, desk: Desk, found: list[Draft]) -> None:
        self._desk = desk
        self._found = found
        # What the row of heads says of the columns, and how the table before it was read.
        self._heads: dict[int, str] = {}
        self._columns: Columns | None = None
        # Whether its texts end with a mark, so that one without a mark goes on.
        self._is_ended = False

    def read(self, bits: Sequence[Bit]) -> None:
        """Reads row by row; rows of heads are the form's."""
        rows: dict[int, Row] = {}
        for bit in bits:
            if bit.cell is not None:
                rows.setdefault(bit.cell.row, {}).setdefault(bit.cell.column, []).append(bit)
        if self._columns is not None and 1 < max(bit.cell.columns for bit in bits if bit.cell) <= self._columns.result:
            # On another page, the column of numbers may have been read as one with the duties.
            self._heads, self._columns = {}, None
        kept = [_flowed(row) for row in rows.values() if not self._is_head(row)]
        if kept:
            self._rows(kept)

    def _rows(self, kept: list[Row]) -> None:
        columns = self._columns = columns_of(kept, self._heads, self._columns)
        whole = [row for row in kept if len(row) > 1] or kept
        is_numbered = sum(any(bit.number for bit in row.get(columns.duty, [])) for row in whole) * _TWO > len(whole)
        if is_numbered and _is_unknown_head(kept[0], columns.duty):
            for cell in kept.pop(0).values():
                self._desk.give_up(*cell)
        self._is_ended = are_ended(kept, columns.duty, columns.result)
        for row in kept:
            duty, results = row.pop(columns.duty, []), row.pop(columns.result, [])
            if columns.parts is not None:
                duty += [bit._replace(level=bit.level or 1) for bit in row.pop(columns.parts, [])]
            if is_numbered and not results and _is_title(duty):
                # It names a group of duties.
                self._desk.give_up(*duty)
                duty = []
            self._row(duty, results, is_numbered=is_numbered)
            self._measure([bit for column in columns.measures for bit in row.pop(column, [])])
            beside = joined(self._found[-1].words) if self._found else ""
            for others in row.values():
                notes = (msg("It stands beside the duty “{duty}”.", duty=beside),) if beside else ()
                self._desk.give_up(*others, notes=notes)

    def _measure(self, bits: Sequence[Bit]) -> None:
        """How results are measured, in a column of its own: told with them, but a person should look."""
        for bit in bits:
            if self._found:
                self._found[-1].results.append(Text(taken(bit, self._desk), GUESSED))
            else:
                self._desk.give_up(bit)

    def _is_head(self, row: Row) -> bool:
        """Whether it is the row of heads; one that is not known heads what cannot be placed."""
        heads = {column: head(cell[0]) for column, cell in row.items() if all(head(bit) is not None for bit in cell)}
        if len(heads) < min(_TWO, len(row)):
            return False
        if "result" in heads.values():
            self._heads = {column: _kind(row[column][0], kind) for column, kind in heads.items() if kind is not None}
        for column, cell in row.items():
            if column in heads:
                for bit in cell:
                    self._desk.form((*bit.mark, *bit.words))
            else:
                self._desk.give_up(*cell)
        return True

    def _row(self, duty: list[Bit], results: list[Bit], *, is_numbered: bool) -> None:
        duty, results = self._parted(self._torn(duty), results)
        numbered = [bit for bit in duty if bit.number is not None and bit.level is None]
        if len(numbered) > 1 and not _is_below(numbered):
            self._side_by_side(duty, results)
            return
        is_cut_row = bool(duty) and self._is_cut(duty[0], results)
        is_new = bool(duty) and not is_cut_row and not self._goes_on(duty[0], is_numbered=is_numbered)
        if is_new:
            self._begin(duty)
        elif duty:
            self._go_on(self._found[-1], duty)
        if not self._found:
            self._desk.give_up(*results)
        elif results:
            # Where the duty has come to its end, what stands in the row may be another result.
            self._add_results(self._found[-1], results, is_new=is_new, is_ended=self._is_ended and bool(duty))

    def _torn(self, duty: list[Bit]) -> list[Bit]:
        """The cell; what stands below the number of the duty before, whose results have begun, is a part of that."""
        last = self._found[-1] if self._found else None
        numbered = [bit for bit in duty if bit.number is not None and bit.level is None]
        if last is None or not last.number or not last.results:
            return duty
        if not all((bit.number or "").startswith(f"{last.number}.") and bit.text[:1].islower() for bit in numbered):
            return duty
        return [bit._replace(level=1, number=None) if bit in numbered else bit for bit in duty]

    def _parted(self, duty: list[Bit], results: list[Bit]) -> tuple[list[Bit], list[Bit]]:
        """What names the duty, and its results: a label among its words parts them, or one in place of them."""
        at = next((at for at, bit in enumerate(duty) if is_led(bit)), len(duty))
        if results and len(duty) == 1 and head(duty[0]) == "duty" and not duty[0].is_item:
            self._desk.form((*duty[0].mark, *duty[0].words))
            return results, []
        return duty[:at], [*duty[at:], *results]

    def _goes_on(self, bit: Bit, *, is_numbered: bool) -> bool:
        """Whether a row goes on with the duty of the row before, which a page's end has cut."""
        if not self._found or bit.number is not None:
            return False
        is_numbered |= self._found[-1].number is not None
        return bit.level is not None or (is_numbered and bit.text[:1].islower())

    def _is_cut(self, bit: Bit, results: Sequence[Bit]) -> bool:
        """Whether the last duty goes on, and its last result where the next row has one, too."""
        if not self._found or self._found[-1].number is None or bit.number is not None or bit.is_item or bit.is_whole:
            return False
        last = self._found[-1]
        words = last.parts[-1].words if last.parts else last.words
        if not results:
            return is_cut(words, is_ended=self._is_ended)
        result = last.results[-1].words if last.results else ()
        is_either = is_cut(words, is_ended=self._is_ended) or is_cut(result, is_ended=self._is_ended)
        return is_either and is_open(words) and is_open(result)

    def _go_on(self, draft: Draft, bits: list[Bit]) -> None:
        first = bits[0]
        if first.level is None:
            if draft.parts:
                draft.parts[-1] = draft.parts[-1].going_on(taken(first, self._desk))
            else:
                draft.words += taken(first, self._desk)
            bits = bits[1:]
        draft.parts += [Text(taken(bit, self._desk), ORDERED) for bit in bits]

    def _begin(self, bits: Sequence[Bit]) -> None:
        """A duty from a cell: its words, and its parts below them."""
        draft = Draft(taken(bits[0], self._desk), LABELLED, bits[0].number)
        for bit in bits[1:]:
            words = taken(bit, self._desk)
            if bit.is_item or draft.parts or draft.expects_parts:
                draft.parts.append(Text(words, LABELLED if bit.is_item else ORDERED))
            else:
                draft.words += words
        self._found.append(draft)

    def _add_results(self, draft: Draft, bits: Sequence[Bit], *, is_new: bool, is_ended: bool) -> None:
        bits = self._without_heads(bits)
        is_rest = bool(bits) and not is_new and bool(draft.results) and not bits[0].is_item
        is_cut_row = is_rest and not bits[0].is_whole and is_cut(draft.results[-1].words, is_ended=is_ended)
        if is_cut_row or (is_rest and bits[0].text[:1].islower()):
            draft.results[-1] = draft.results[-1].going_on(taken(bits[0], self._desk))
            bits = bits[1:]
        is_listed = any(bit.is_item for bit in bits)
        for bit in bits:
            words = taken(bit, self._desk)
            draft.results += [Text(words, LABELLED)] if is_listed else results_of(words, LABELLED)

    def _without_heads(self, bits: Sequence[Bit]) -> list[Bit]:
        """The bits but for `Oodatavad tulemused:` among them, or at the beginning of one."""
        kept = []
        for bit in bits:
            count = lead(bit.words)
            if head(bit) == "result":
                self._desk.form((*bit.mark, *bit.words))
            elif count is not None:
                self._desk.form((*bit.mark, *bit.words[:count]))
                kept.append(bit.after(count)._replace(level=None, number=None))
            else:
                kept.append(bit)
        return kept

    def _side_by_side(self, duties: Sequence[Bit], results: Sequence[Bit]) -> None:
        """Several duties in a cell, and their results in another: these belong together only by number."""
        first = len(self._found)
        for bit in duties:
            if bit.number is not None and bit.level is None:
                self._begin((bit,))
            elif len(self._found) > first:
                self._found[-1].parts.append(Text(taken(bit, self._desk), ORDERED))
            else:
                self._desk.give_up(bit)
        by_number = {draft.number: draft for draft in self._found[first:]}
        current: Draft | None = None
        for bit in results:
            if bit.number is not None:
                current = by_number.get(bit.number)
            if current is None:
                self._desk.give_up(bit)
            else:
                current.results.append(Text(taken(bit, self._desk), ORDERED))


def _unfolded(bits: Sequence[Bit]) -> Sequence[Bit]:
    """The bits; tables that have the label of results before these, not above them, as the lines that they are."""
    labelled = {
        (bit.cell.table, bit.cell.row)
        for bit in bits
        if bit.cell is not None and bit.cell.column == 0 and bit.cell.columns == _TWO and _is_result_head(bit)
    }
    headed = {(bit.cell.table, bit.cell.row) for bit in bits if bit.cell and bit.cell.column > 0 and head(bit)}
    tables = {table for table, _ in labelled - headed}
    return [bit if bit.cell is None or bit.cell.table not in tables else bit._replace(cell=None) for bit in bits]


def _is_unknown_head(row: Row, duty: int) -> bool:
    """Whether the first row of a numbered table heads its columns in words that are not known."""
    first = row.get(duty, [])
    is_plain = len(first) == 1 and first[0].number is None and first[0].level is None
    return is_plain and all(len(cell) == 1 and _is_short(cell[0]) for cell in row.values())


def _flowed(row: Row) -> Row:
    return {column: with_joined(flow(cell, is_led, _is_result_head)) for column, cell in row.items()}


def _kind(bit: Bit, kind: str) -> str:
    """What the column holds: duties, results, or the field that a duty belongs to."""
    return "area" if kind == "duty" and "valdkon" in bit.text.casefold() else kind


def _is_list(bits: Sequence[Bit]) -> bool:
    """Whether a cell that stands alone holds nothing but bullets: a duty each."""
    return len(bits) >= _TWO and len({bit.cell for bit in bits}) == 1 and all(bit.level is not None for bit in bits)


def _is_title(duty: Sequence[Bit]) -> bool:
    """Whether a row without a number, where others have one, holds only a few words."""
    return len(duty) == 1 and _is_short(duty[0]) and duty[0].text[:1].isupper()


def _is_short(bit: Bit) -> bool:
    return len(bit.words) <= _MOST_HEAD and not bit.is_item and not bit.text.endswith((".", ";", ","))


def _is_result_head(bit: Bit) -> bool:
    return head(bit) == "result"


def _is_below(numbered: Sequence[Bit]) -> bool:
    """Whether all numbers after the first are below it: 3.1, 3.1.1, 3.1.2."""
    first = numbered[0].number or ""
    return all((bit.number or "").startswith(f"{first}.") for bit in numbered[1:])


def _table(bit: Bit) -> int | None:
    return None if bit.cell is None else bit.cell.table
