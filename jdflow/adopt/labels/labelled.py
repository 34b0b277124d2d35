"""Labels and what they say, in tables of any shape and in lines."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from jdflow.adopt.bits.flow import flow
from jdflow.adopt.desk import GUESSED, LABELLED, ORDERED
from jdflow.adopt.forms.vocabulary import MOST_WORDS, REQUIREMENTS, label_of
from jdflow.adopt.labels.abreast import abreast, is_torn, labels_abreast, reunited, title_and_unit, with_labels_apart
from jdflow.adopt.labels.languages import begins_language
from jdflow.adopt.labels.split import DASHES, MOST_LABEL, Split, depth, lead, said, split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Bit
    from jdflow.adopt.desk import Desk
    from jdflow.adopt.names import Names

_NAMING = frozenset({"substitutes", "substitutes_for", "reports"})
_TWO = 2


class Value(NamedTuple):
    """A paragraph that a label stands for, and how surely; and the label."""

    bit: Bit
    sure: float
    label: str


class Labelled:
    """Reads a section; the fields gather over all sections."""

    def __init__(self, desk: Desk, names: Names) -> None:
        self.values: dict[str, list[Value]] = {}
        # What no label was found for.
        self.bare: list[Bit] = []
        self._desk = desk
        self._names = names
        self._seen: set[str] = set()
        # The field that the section's heading is the label of.
        self._heading: str | None = None
        self._field: str | None = None
        self._label = ""
        # How deep the number of the label lies: another such number begins something else.
        self._depth: int | None = None
        # How deep those of labels lie that are known.
        self._depths: set[int | None] = set()

    def read(self, bits: Sequence[Bit], field: str | None) -> None:
        """Reads the bits below a heading, which may be the label of a field itself."""
        self._heading = field
        self._field, self._label, self._depth = field, "", None
        self._depths = {depth(bit) for bit in bits if bit.number and label_of(bit.text.rstrip(": ."))}
        if field is not None:
            self._seen.add(field)
        begin = 0
        for at in range(1, len(bits) + 1):
            if at == len(bits) or _table(bits[at]) != _table(bits[begin]):
                run = bits[begin:at]
                if run[0].cell is None:
                    self._lines(self._flowed(with_labels_apart(run)))
                else:
                    self._rows(run)
                begin = at

    def split(self, bit: Bit) -> Split | None:
        """The label that a bit begins with."""
        waiting = self._field if self._field not in self.values else None
        return split(bit, self._seen, self._depths, waiting)

    def _flowed(self, bits: Sequence[Bit], field: str | None = None) -> list[Bit]:
        """The lines joined; below the label of such a field, or in a cell beside it, each name has its own."""
        named = self._names_in(bits, field)

        def begins(bit: Bit) -> bool:
            is_label = self.split(bit) is not None or lead(bit) is not None
            return id(bit) in named or is_label or bool(labels_abreast(bit))

        def is_pure(bit: Bit) -> bool:
            found = self.split(bit)
            if bit.text.endswith((" ja", " ning", ",")):
                return False
            return bool(labels_abreast(bit)) if found is None else found.is_pure

        return flow(bits, begins, is_pure)

    def _names_in(self, bits: Sequence[Bit], field: str | None) -> set[int]:
        """Which bits begin with another position, or another language."""
        found: set[int] = set()
        for before, bit in pairwise(bits):
            label = self.split(before)
            field = field if label is None else label.field
            is_complete = not before.text.endswith((",", "-", " ja", " ning"))
            begins_name = field in _NAMING and bit.text[:1].isupper()
            if is_complete and (begins_name or (field == "languages" and begins_language(bit.text))):
                found.add(id(bit))
        return found

    # ------------------------------------------------------------ lines

    def _lines(self, bits: Sequence[Bit]) -> None:
        at = 0
        while at < len(bits):
            queue = self._queue(bits, at)
            if len(queue) >= _TWO:
                at = self._matched(queue, bits, at)
                continue
            self._line(bits[at], bits[at + 1] if at + 1 < len(bits) else None)
            at += 1

    def _line(self, bit: Bit, following: Bit | None) -> None:
        found = self.split(bit)
        if found is not None and self._says_itself(found, bit, following):
            # Nothing follows that it could be the label of.
            self._name(found.field, "")
            self._add(bit, GUESSED)
            self._field = None
            return
        if found is not None and self._strayed(found, following):
            self._desk.give_up(bit)
            return
        if found is None:
            several = labels_abreast(bit)
            if several:
                self._desk.form((*bit.mark, *bit.words))
                self._field = None
            elif self._is_unknown(bit) or (bit.number is not None and depth(bit) == self._depth):
                self._field = None
                self.bare.append(bit)
            else:
                self._add(bit, ORDERED if self._label else LABELLED)
            return
        self._begin(found, bit)
        self._depth = depth(bit)
        if not found.is_pure:
            self._add(self._rest(bit, found), ORDERED)

    def _queue(self, bits: Sequence[Bit], begin: int) -> list[tuple[str, str, int]]:
        """The labels that follow one another, each with its field and the number of its bit."""
        queue: list[tuple[str, str, int]] = []
        for number in range(begin, len(bits)):
            bit = bits[number]
            found = self.split(bit)
            is_asking = found is not None and found.field in REQUIREMENTS and bit.text.endswith(".")
            if found is not None and found.is_pure and not is_asking:
                queue.append((found.field, bit.text, number))
                continue
            several = labels_abreast(bit) if found is None else []
            if not several:
                break
            queue += [(field, label, number) for field, label in several]
        return queue

    def _strayed(self, found: Split, following: Bit | None) -> bool:
        """Whether the label of a post was read between the heading of the purpose and this, which is a sentence."""
        if self._heading != "purpose" or "purpose" in self.values or not found.is_pure or found.field not in _NAMING:
            return False
        return following is not None and following.text.endswith(".") and len(following.words) > MOST_LABEL

    def _says_itself(self, found: Split, bit: Bit, following: Bit | None) -> bool:
        """Whether a requirement, as `Arvutioskus.`, is asked for in the words of a label that stands for nothing."""
        if found.field not in REQUIREMENTS or not found.is_pure or bit.text.endswith(":") or bit.is_heading:
            return False
        if not bit.text.endswith(".") and (len(bit.words) < _TWO or not bit.is_item):
            return False
        if following is None or self.split(following) is not None:
            return True
        return following.number is not None and (depth(following) or 0) <= (depth(bit) or 0)

    def _matched(self, queue: list[tuple[str, str, int]], bits: Sequence[Bit], begin: int) -> int:
        """Gives values to labels that stand before all of them; which bit comes next."""
        used = queue[-1][2] + 1
        for bit in bits[begin:used]:
            self._desk.form((*bit.mark, *bit.words))
        end = used
        while end < len(bits) and self.split(bits[end]) is None and not labels_abreast(bits[end]):
            end += 1
        values = list(bits[used:end])
        fields = [field for field, _, _ in queue]
        if fields == ["title", "unit"] and len(values) == 1:
            values = title_and_unit(values[0], self._names)
        if len(values) != len(queue) and values:
            values = abreast(values, len(queue)) or values
        if len(values) != len(queue) or any(map(is_torn, values)):
            values = reunited(values, len(queue)) or values
        if len(values) == len(queue) and not any(map(is_torn, values)):
            for (field, label, _), bit in zip(queue, values, strict=True):
                self._name(field, label)
                self._add(bit, GUESSED)
        else:
            self._seen.update(fields)
            self._desk.give_up(*values)
        self._field = None
        return end

    # ------------------------------------------------------------ tables

    def _rows(self, bits: Sequence[Bit]) -> None:
        rows: dict[int, dict[int, list[Bit]]] = {}
        for bit in bits:
            if bit.cell is not None:
                rows.setdefault(bit.cell.row, {}).setdefault(bit.cell.column, []).append(bit)
        waiting: dict[int, tuple[str, str]] = {}
        heads: dict[int, str] = {}
        table = [self._flowed_row(row, heads) for row in rows.values()]
        for number, row in enumerate(table):
            labels = {column: self.split(cell[0]) for column, cell in row.items()}
            if waiting and not any(labels.values()):
                self._columns(row, waiting)
            elif self._heads_columns(row, labels, table[number + 1 :]):
                waiting = {column: (found.field, row[column][0].text) for column, found in labels.items() if found}
                for column, found in labels.items():
                    if found is not None:
                        self._begin(found, row[column][0])
                self._field = None
            else:
                waiting = {}
                self._pairs(row)

    def _flowed_row(self, row: dict[int, list[Bit]], heads: dict[int, str]) -> dict[int, list[Bit]]:
        """The cells with lines joined; `heads` are the labels above each column."""
        first = self.split(next(iter(row.values()))[0])
        for column, cell in row.items():
            label = self.split(cell[0])
            if label is not None and label.is_pure:
                heads[column] = label.field
        return {
            column: self._flowed(cell, first.field if first is not None and column > 0 else heads.get(column))
            for column, cell in row.items()
        }

    def _heads_columns(
        self, row: dict[int, list[Bit]], labels: dict[int, Split | None], below: Sequence[dict[int, list[Bit]]]
    ) -> bool:
        """Whether nothing but labels stands in the row, and their values below."""
        pure = [found is not None and found.is_pure and len(row[column]) == 1 for column, found in labels.items()]
        if not all(pure) or not below:
            # Several labels side by side are no values of each other, though nothing stands below.
            return all(pure) and len(pure) > _TWO
        following = self.split(next(iter(below[0].values()))[0])
        if following is None:
            return True
        # Two labels side by side, and the next row begins with one, too: here the second is a value.
        return len(pure) > _TWO

    def _columns(self, row: dict[int, list[Bit]], waiting: dict[int, tuple[str, str]]) -> None:
        in_order = list(row) != list(waiting) and len(row) == len(waiting)
        for number, (column, cell) in enumerate(row.items()):
            wanted = list(waiting.values())[number] if in_order else waiting.get(column)
            if wanted is None:
                self._desk.give_up(*cell)
                continue
            self._name(*wanted)
            for bit in cell:
                self._add(bit, LABELLED if not in_order else ORDERED)
        self._field = None

    def _pairs(self, row: dict[int, list[Bit]]) -> None:
        """Labels and values side by side, or one below the other in a cell."""
        is_value = False
        label_at = 0
        for number, (column, cell) in enumerate(row.items()):
            for place, bit in enumerate(cell):
                found = None if is_value and column % _TWO else self.split(bit)
                if found is not None and (place == 0 or found.is_pure or bit.words[found.length - 1].text[-1:] == ":"):
                    self._begin(found, bit)
                    label_at = column
                    is_value = found.is_pure and place == len(cell) - 1
                    if not found.is_pure:
                        self._add(self._rest(bit, found), LABELLED)
                elif place == 0 and number == 0 and len(row) > 1 and column == 0:
                    # A label that is not known: what it says belongs to it alone.
                    self._field = None
                    self.bare.append(bit)
                else:
                    # Beside the value there may stand what is only desired.
                    is_beside = number < _TWO or column - label_at < _TWO or self._field is None
                    self._add(bit, LABELLED if is_beside else GUESSED)

    # ------------------------------------------------------------ both

    def _begin(self, found: Split, bit: Bit) -> None:
        self._name(found.field, said(bit.words[: found.length]))
        self._desk.form((*bit.mark, *bit.words[: found.length]))

    def _name(self, field: str, label: str) -> None:
        self._field, self._label = field, label
        self._seen.add(field)

    def _rest(self, bit: Bit, found: Split) -> Bit:
        count = found.length
        if bit.words[count].text in DASHES and len(bit.words) > count + 1:
            self._desk.form((bit.words[count],))
            count += 1
        return bit.after(count)

    def _add(self, bit: Bit, sure: float) -> None:
        if self._field is None:
            self.bare.append(bit)
        else:
            self.values.setdefault(self._field, []).append(Value(bit, sure, self._label))

    def _is_unknown(self, bit: Bit) -> bool:
        """Whether the bit begins with a label that is not known."""
        if bit.level is not None or self._field in {"knowledge", "traits", "purpose", "special_terms"}:
            return False
        if bit.is_heading or (bit.text.endswith(":") and len(bit.words) <= MOST_WORDS):
            return True
        return lead(bit) is not None


def _table(bit: Bit) -> int | None:
    return None if bit.cell is None else bit.cell.table
