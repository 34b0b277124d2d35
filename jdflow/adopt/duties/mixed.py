"""What extraction printed below several duties, column by column: nobody can tell whose results these are."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jdflow.adopt.bits.flow import flow
from jdflow.adopt.bits.words import words_of
from jdflow.adopt.desk import ORDERED
from jdflow.adopt.duties.duty import Draft, head
from jdflow.adopt.duties.numbered import says_what_is_so
from jdflow.language import msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from jdflow.adopt.bits.words import Bit
    from jdflow.adopt.desk import Desk

_FINAL = (".", ";", ":", "!", "?")
_SEVERAL = 2
_FIGURE = re.compile(r"\d+")
OF_SOME_DUTY = msg("It is a result of some duty; put it below the right one, or import the file it comes from.")
PART_OF_SOME_DUTY = msg("It is a part of some duty; put it below the right one, or import the file it comes from.")


class _Duty:
    """A numbered duty, and the lines below it."""

    def __init__(self, bit: Bit) -> None:
        self.number = bit.number or ""
        # Those of its own words, those of its parts, and those of each result.
        self.words = [bit]
        self.parts: list[Bit] = []
        self.results: list[list[Bit]] = []
        # What follows its results on the next page.
        self.rest: list[Bit] = []
        # Whether what it begins with may belong to the one before.
        self.is_torn = False
        self._last = self.words

    def take(self, bit: Bit, *, is_new_page: bool) -> None:
        """Takes a line: of its words, of a part, of a result."""
        is_lower = bit.text[:1].islower()
        # Behind a page's end it goes on: first the duty's own words, then its last result.
        goes_on = is_lower and bool(self.results) and (is_new_page or self._last is self.rest)
        if goes_on and bit.level is None and self._has_more(bit):
            self._last = self.rest
        elif goes_on and self.is_cut:
            self._last = self.results[-1]
        elif bit.level is not None and is_lower:
            self._last = self.parts
        elif not is_lower and (bit.level is not None or bit.is_apart or self._last[-1].text.endswith(_FINAL)):
            self._last = []
            self.results.append(self._last)
        self._last.append(bit)

    def _has_more(self, bit: Bit) -> bool:
        """Whether the line goes on with the duty: with its words, or with the parts that these tell of."""
        last = self.rest[-1] if self.rest else self.words[-1]
        if not last.text.endswith(_FINAL):
            return True
        is_listed = any(one.is_item for one in self.rest)
        return bool(self.rest) and (bit.is_item or (last.text.endswith((":", ";")) and not is_listed))

    @property
    def has_rest(self) -> bool:
        """Whether something stands among its results, in lower case, that is no part: the rest of one."""
        return bool(self.parts) and bool(self.results) and not self.expects_parts

    @property
    def below(self) -> list[list[Bit]]:
        """Its results; where one of the duty before is cut, what may be the rest of that as well."""
        return [self.parts, *self.results] if self.parts and (self.is_torn or self.has_rest) else self.results

    @property
    def is_cut(self) -> bool:
        """Whether its last result has not come to an end."""
        return bool(self.results) and not self.results[-1][-1].text.endswith(_FINAL)

    @property
    def expects_parts(self) -> bool:
        """Whether its words say that parts follow."""
        return Draft(words_of(self.words), ORDERED).expects_parts


def without_mixed(bits: Sequence[Bit], desk: Desk) -> list[Bit]:
    """The lines of duties without such results, which are not placed."""
    if any(bit.cell is not None or bit.is_whole for bit in bits):
        return list(bits)
    duties = _duties(bits)
    if not _is_by_column(bits, duties):
        lost = _given_up(_disordered(duties), desk)
        return [bit for bit in bits if id(bit) not in lost]
    lost = _given_up([*_mixed(duties), *_disordered(duties)], desk)
    below: dict[int, list[Bit]] = {}
    for duty, other in _strayed([one for one in duties if not one.parts or id(one.parts[0]) not in lost]):
        lost.update(map(id, duty.parts))
        if other is None:
            desk.give_up(*flow(duty.parts), notes=(PART_OF_SOME_DUTY,))
        else:
            below[id(other.words[-1])] = duty.parts
    for duty in duties:
        lost.update(map(id, duty.rest))
        below[id(duty.words[-1])] = [*duty.rest, *below.get(id(duty.words[-1]), ())]
    kept: list[Bit] = []
    for bit in bits:
        if id(bit) not in lost:
            kept.append(bit)
        kept += below.get(id(bit), ())
    return kept


def _given_up(mixed: Iterable[Sequence[_Duty]], desk: Desk) -> set[int]:
    """Gives up the results of such duties; which bits these were."""
    lost: set[int] = set()
    for several in mixed:
        note = msg(
            "It is a result of one of the duties {first} to {last}; put it below the right one, or import the file"
            " it comes from.",
            first=min(several, key=_order).number,
            last=max(several, key=_order).number,
        )
        for result in (result for duty in several for result in duty.below if id(result[0]) not in lost):
            desk.give_up(*flow(result), notes=(note,))
            lost.update(map(id, result))
    return lost


def without_results(bits: Sequence[Bit], is_lead_in: Callable[[Bit], bool], desk: Desk) -> list[Bit]:
    """The lines below the next heading without results that go on there, above what leads to the section's own."""
    if any(bit.cell is not None or bit.is_whole for bit in bits):
        return list(bits)
    first = next((at for at, bit in enumerate(bits) if head(bit) == "result"), None)
    led = next((at for at, bit in enumerate(bits) if is_lead_in(bit)), None)
    if first is None and not (led and all(map(says_what_is_so, flow(bits[:led])))):
        return _without_first_list(bits, is_lead_in, desk)
    end = led if led is not None and led >= (first or 0) else None
    if end is None:
        end = next((at for at in range((first or 0) + 1, len(bits)) if _is_own(bits[at - 1], bits[at])), len(bits))
    for bit in flow(bits[:end], _is_head, _is_head):
        if _is_head(bit):
            desk.form((*bit.mark, *bit.words))
        else:
            desk.give_up(bit, notes=(OF_SOME_DUTY,))
    return list(bits[end:])


def _without_first_list(bits: Sequence[Bit], is_lead_in: Callable[[Bit], bool], desk: Desk) -> list[Bit]:
    """The lines without the sentences of the first list, which say what is so; those of the section's own do not."""
    begin = next((at for at, bit in enumerate(bits) if not is_lead_in(bit)), len(bits))
    items = flow(bits[begin:])
    count = next((at for at, bit in enumerate(items) if not _is_result(bit)), len(items))
    own = items[count:]
    if not count or not own or any(not bit.text[:1].islower() for bit in own if bit.words):
        return list(bits)
    end = next(at for at, bit in enumerate(bits) if (bit.words or bit.mark)[:1] == (own[0].words or own[0].mark)[:1])
    desk.give_up(*items[:count], notes=(OF_SOME_DUTY,))
    return [*bits[:begin], *bits[end:]]


def _is_result(bit: Bit) -> bool:
    return bit.level is not None and bit.text.endswith(".") and says_what_is_so(bit)


def _is_by_column(bits: Sequence[Bit], duties: Sequence[_Duty]) -> bool:
    """Whether a head stands above all results of a page, not one above those of each duty."""
    heads = [head(bit) for bit in bits]
    first = next((at for at, bit in enumerate(bits) if duties and bit is duties[0].words[0]), 0)
    own = sum(heads[at] == "result" and heads[at - 1] != "duty" for at in range(first + 1, len(heads)))
    return "result" in heads and own * _SEVERAL < len(duties)


def _duties(bits: Sequence[Bit]) -> list[_Duty]:
    found: list[_Duty] = []
    was_head = False
    page: int | None = None
    for bit in bits:
        is_head = _is_head(bit)
        is_turned, page = _page(bit) != page, _page(bit)
        is_part = bool(found) and (bit.number or "").startswith(f"{found[-1].number}.")
        if bit.number is not None and bit.level is None and not is_part:
            found.append(_Duty(bit))
        elif found and not is_head:
            found[-1].take(bit, is_new_page=was_head or is_turned)
        was_head = is_head
    return found


def _mixed(duties: Sequence[_Duty]) -> list[list[_Duty]]:
    """The duties whose results stand together: some have none, and the next one has enough for all."""
    found: list[list[_Duty]] = []
    empty: list[_Duty] = []
    goes_on = False
    for duty in duties:
        if not duty.results:
            empty.append(duty)
            continue
        if goes_on or (empty and len(duty.results) > len(empty)):
            found.append([*empty, duty])
            # Where one row is mixed up with others, so are those below it.
            goes_on = len(duty.results) >= _SEVERAL and (goes_on or len(empty) >= _SEVERAL)
        empty = []
    return found + list(_torn(duties, is_mixed=bool(found)))


def _torn(duties: Sequence[_Duty], *, is_mixed: bool) -> Iterator[list[_Duty]]:
    """Two duties each: what stands below the first one may belong to the second, or the other way round."""
    # Where results end with a full stop, the end of a page cuts those that do not.
    is_ended = sum(duty.is_cut for duty in duties) * _SEVERAL < len(duties)
    for duty, following in pairwise(duties):
        is_cut = is_ended and duty.is_cut
        if (is_cut and (is_mixed or following.has_rest)) or (is_mixed and duty.results and not following.results):
            following.is_torn |= is_cut
            yield [duty, following]


def _order(duty: _Duty) -> tuple[int, ...]:
    return tuple(map(int, _FIGURE.findall(duty.number)))


def _disordered(duties: Sequence[_Duty]) -> Iterator[list[_Duty]]:
    """A duty that stands behind one of a higher number, with those around it."""
    numbers = list(map(_order, duties))
    for at in range(1, len(duties)):
        is_alike = len(numbers[at]) == len(numbers[at - 1]) > 0
        # With one, another count begins.
        if is_alike and numbers[at] < numbers[at - 1] and numbers[at][-1] > 1:
            yield list(duties[max(at - _SEVERAL, 0) : at + 1])


def _strayed(duties: Sequence[_Duty]) -> Iterator[tuple[_Duty, _Duty | None]]:
    """The duties below which the parts of another stand, and that one, where it can be only one."""
    without: list[_Duty] = []
    for duty in duties:
        expects = duty.expects_parts
        if expects and not duty.parts:
            without.append(duty)
        if duty.parts and duty.results and not expects and without:
            is_sure = len(without) == 1
            other = without.pop()
            yield duty, other if is_sure else None


def _is_own(before: Bit, bit: Bit) -> bool:
    """Whether an item of the section begins there, after results."""
    return bit.text[:1].islower() and (bit.is_item or before.text.endswith(_FINAL))


def _page(bit: Bit) -> int | None:
    return next((word.spot.page for word in bit.words), None)


def _is_head(bit: Bit) -> bool:
    return head(bit) is not None
