"""Duties from lists: numbered or with bullets, their results below each of them or below all."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jdflow.adopt.bits.flow import flow
from jdflow.adopt.desk import GUESSED, ORDERED
from jdflow.adopt.duties.duty import Draft, Text, depth, head, is_led, lead, results_of
from jdflow.adopt.duties.interleaved import apart
from jdflow.adopt.duties.numbered import VERB, groups, says_what_is, without_titles
from jdflow.adopt.duties.pageends import PageEnds
from jdflow.adopt.duties.torn import is_open, mended, mixed, with_parts, without_page_heads
from jdflow.adopt.private import taken
from jdflow.language import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Bit, Word
    from jdflow.adopt.desk import Desk

MIXED = msg("The duty, or a part of it, and a result were read as one line; part their words.")
_LEAD_IN = re.compile(r"(?:järgmis|alljärgnev|täidab|ülesan|kohustus|on\b).*:\Z", re.IGNORECASE)
_DASHES = frozenset({"–", "—", "-"})
_TWO = 2


class Listed:
    """Reads paragraphs; the duties go to a list that may hold others already."""

    def __init__(self, desk: Desk, found: list[Draft], *, has_results: bool) -> None:
        self._has_results = has_results
        # Whether the numbers below a duty are its results.
        self._are_results = False
        # Results in which the rest of their duty may stand.
        self._mixed: frozenset[int] = frozenset()
        self._desk = desk
        self._found = found

    def read(self, bits: Sequence[Bit], *, is_rest: bool) -> None:
        """Reads a run of paragraphs, which may be the rest of what began in a table."""
        bits, turns = without_page_heads(bits, self._desk)
        doubted: set[Word] = set()
        ends = PageEnds(apart(with_parts(bits), doubted), turns, doubted)
        bits = mended(flow(ends.bits, _begins, _is_head), turns, doubted)
        bits = without_titles(bits, self._desk)
        self._mixed = mixed(bits) | {id(bit) for bit in bits if bit.words and bit.words[0] in doubted}
        numbered = [bit for bit in bits if bit.number is not None and bit.level is None]
        first = len(self._found)
        if numbered or is_rest:
            top = min(map(depth, numbered), default=0)
            last = self._found[-1].number if self._found else None
            if last and numbered and (numbered[0].number or "").startswith(f"{last}."):
                # Its parts go on below the table.
                top = last.count(".")
            self._are_results = says_what_is(numbered, top)
            self._numbered(self._ungrouped(bits, top), top)
        else:
            self._unnumbered(bits)
        new = self._found[first:]
        if self._has_results:
            for draft in new:
                draft.split()
                if not draft.results and _holds_more(draft.words):
                    draft.sure, draft.notes = GUESSED, (MIXED,)

    def _ungrouped(self, bits: Sequence[Bit], top: int) -> list[Bit]:
        """The bits without the names of groups, whose duties stand one number deeper."""
        named = groups(bits, top)
        kept = []
        for at, bit in enumerate(bits):
            if at in named:
                self._desk.give_up(bit)
            elif bit.number is not None and bit.level is None and depth(bit) > top and _is_in(bit, bits, named):
                # As deep as the others are.
                kept.append(bit._replace(number=".".join(bit.number.split(".")[: top + 1])))
            else:
                kept.append(bit)
        return kept

    def _numbered(self, bits: Sequence[Bit], top: int) -> None:
        before = None
        first = len(self._found)
        for at, bit in enumerate(bits):
            if bit.number is not None and bit.level is None:
                self._number(bit, top)
            elif _is_head(bit):
                self._desk.form((*bit.mark, *bit.words))
                if head(bit) == "result" and self._is_below_all(bits[at + 1 :], first):
                    self._below_all(bits[at + 1 :], first)
                    return
            elif not self._found:
                self._before_all(bit)
            else:
                is_result = before is not None and head(before) == "result"
                self._below(self._found[-1], bit, is_result=is_result)
            before = bit

    def _number(self, bit: Bit, top: int) -> None:
        """A numbered paragraph: a duty with its results where they stand in it, or a part of one."""
        words = taken(bit, self._desk)
        if depth(bit) > top:
            if self._found and self._are_results:
                self._found[-1].results.append(Text(words, GUESSED))
            elif self._found:
                self._found[-1].parts.append(Text(words, ORDERED))
            else:
                self._desk.lose([words])
            return
        for at in range(1, len(words)):
            count = lead(words[at:])
            if count is not None:
                end = at - 1 if words[at - 1].text in _DASHES else at
                draft = Draft(words[:end], ORDERED, bit.number)
                self._desk.form(words[end : at + count])
                draft.results += results_of(words[at + count :], ORDERED)
                self._found.append(draft)
                return
        self._found.append(Draft(words, ORDERED, bit.number))

    def _is_below_all(self, rest: Sequence[Bit], first: int) -> bool:
        """Whether the results of several duties stand together, below the last of them."""
        drafts = self._found[first:]
        return (
            len(drafts) >= _TWO
            and not any(draft.results for draft in drafts)
            and not any(bit.number is not None and bit.level is None and len(bit.number) > 1 for bit in rest)
        )

    def _below_all(self, rest: Sequence[Bit], first: int) -> None:
        """Only where there are as many of them as duties is it known which belongs to which."""
        drafts = self._found[first:]
        if len(drafts) != len(rest):
            self._desk.give_up(*rest)
            return
        for draft, bit in zip(drafts, rest, strict=True):
            draft.results.append(Text(taken(bit, self._desk), GUESSED))

    def _below(self, draft: Draft, bit: Bit, *, is_result: bool) -> None:
        text = bit.text
        count = lead(bit.words)
        is_lower = text[:1].islower()
        if count is not None:
            self._desk.form((*bit.mark, *bit.words[:count]))
            draft.results += results_of(bit.words[count:], ORDERED)
        elif is_lower and not is_result and self._expects_parts(draft, bit):
            draft.parts.append(Text(taken(bit, self._desk), ORDERED))
        elif bit.level is None and not draft.words:
            # Its results were read first.
            draft.words += taken(bit, self._desk)
            draft.sure = GUESSED
        elif bit.level is None and is_lower and not draft.results:
            draft.words += taken(bit, self._desk)
        elif id(bit) in self._mixed:
            draft.sure, draft.notes = GUESSED, (MIXED,)
            draft.results.append(Text(taken(bit, self._desk), GUESSED, notes=(MIXED,)))
        elif bit.level is None and is_lower and self._is_cut(draft):
            draft.results[-1] = draft.results[-1].going_on(taken(bit, self._desk))
        elif bit.level is None:
            draft.results += results_of(taken(bit, self._desk), GUESSED)
        else:
            draft.results.append(Text(taken(bit, self._desk), ORDERED))

    def _is_cut(self, draft: Draft) -> bool:
        """Whether its last result, and no more than that, has not come to its end."""
        results = [result.words for one in self._found for result in one.results]
        return bool(draft.results) and _is_torn(results) and not _is_torn([one.words for one in self._found])

    def _expects_parts(self, draft: Draft, bit: Bit) -> bool:
        """Whether what stands below a duty in lower case is a part of it."""
        if draft.results:
            # A page's end has parted it from those before, or it stood beside a result.
            is_torn = (bool(draft.parts) or draft.expects_parts) and bit.level is not None
            return is_torn and not any(one.words[0].text[:1].islower() for one in draft.results if one.words)
        return draft.expects_parts or bool(draft.parts) or (bit.level is not None and not self._has_results)

    def _before_all(self, bit: Bit) -> None:
        """What stands before the first duty: words that only lead to it."""
        if bit.text.endswith(":"):
            self._desk.form((*bit.mark, *bit.words))
        else:
            self._desk.give_up(bit)

    def _unnumbered(self, bits: Sequence[Bit]) -> None:
        """Duties without numbers: bullets, or paragraphs with bullets below."""
        while bits and bits[0].level is None and _LEAD_IN.search(bits[0].text):
            self._desk.form((*bits[0].mark, *bits[0].words))
            bits = bits[1:]
        plain = [at for at, bit in enumerate(bits) if bit.level is None and not _is_head(bit)]
        has_lists = sum(at + 1 < len(bits) and bits[at + 1].level is not None for at in plain) >= _TWO
        top = min((bit.level for bit in bits if bit.level is not None), default=None)
        if top is None and [head(bit) for bit in bits[:_TWO]] == ["duty", "result"]:
            self._by_verbs(bits)
            return
        # Whether each duty has a label of its own, too.
        is_labelled = [head(bit) for bit in bits[:_TWO]] == ["duty", None]
        if any(map(is_led, bits)) and (is_labelled or not _begins(bits[0])):
            self._led(bits, is_labelled=is_labelled)
            return
        for bit in bits:
            if _is_head(bit):
                self._desk.form((*bit.mark, *bit.words))
            elif has_lists and bit.level is not None and self._found and self._has_results:
                self._below(self._found[-1], bit, is_result=False)
            elif (has_lists and bit.level is not None and self._found) or (
                not has_lists and bit.level is not None and bit.level != top and self._found
            ):
                self._found[-1].parts.append(Text(taken(bit, self._desk), ORDERED))
            elif bit.level is not None or has_lists or top is None:
                self._found.append(Draft(taken(bit, self._desk), GUESSED if bit.level is None else ORDERED))
            else:
                self._desk.give_up(bit)

    def _led(self, bits: Sequence[Bit], *, is_labelled: bool) -> None:
        """Duties that each are followed by the label of their results."""
        level = next(bit.level for bit in bits if not _is_head(bit))
        is_below = False
        for bit in bits:
            if _is_head(bit):
                self._desk.form((*bit.mark, *bit.words))
                is_below = head(bit) == "result"
            elif self._found and (is_led(bit) or bit.level != level or (is_below and is_labelled)):
                self._below(self._found[-1], bit, is_result=is_below or is_led(bit))
                is_below = is_below or is_led(bit)
            else:
                self._found.append(Draft(taken(bit, self._desk), ORDERED))
                is_below = False

    def _by_verbs(self, bits: Sequence[Bit]) -> None:
        """Two columns read one cell after another: a result says what is, a duty only names what is done."""
        first = len(self._found)
        for bit in bits:
            if _is_head(bit):
                self._desk.form((*bit.mark, *bit.words))
            elif not VERB.search(bit.text):
                self._found.append(Draft(taken(bit, self._desk), GUESSED))
            elif len(self._found) > first:
                self._found[-1].results.append(Text(taken(bit, self._desk), GUESSED))
            else:
                self._desk.give_up(bit)


def _holds_more(words: Sequence[Word]) -> bool:
    """Whether a capital among a duty's words may begin a result, in which the duty's own words go on."""
    inner = [(before.text, word.text) for before, word in pairwise(words)]
    lines = {word.spot for word in words}
    return len(lines) > 1 and any(
        before[:1].islower() and before[-1:].isalpha() and text[:1].isupper() and text[1:2].islower()
        for before, text in inner
    )


def _is_torn(texts: Sequence[Sequence[Word]]) -> bool:
    """Whether the last text ends within a sentence, where most before it end with a mark."""
    *others, last = texts
    return is_open(last) and sum(map(is_open, others)) * _TWO < len(others)


def _begins(bit: Bit) -> bool:
    return _is_head(bit) or is_led(bit)


def _is_in(bit: Bit, bits: Sequence[Bit], named: frozenset[int]) -> bool:
    """Whether its number is below that of a group."""
    return any((bit.number or "").startswith(f"{bits[at].number}.") for at in named)


def _is_head(bit: Bit) -> bool:
    return head(bit) is not None
