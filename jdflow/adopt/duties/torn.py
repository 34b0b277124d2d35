"""Rows of duties that were torn when their text was read: by a page's end, or as two columns in one line."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jdflow.adopt.bits.sentences import is_shortened
from jdflow.adopt.duties.duty import head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Bit, Word
    from jdflow.adopt.desk import Desk
    from jdflow.model.paper import Spot

_PARTS_TOLD = re.compile(r"\b(?:sh|sealhulgas|s\.h)\.?:?\Z", re.IGNORECASE)
_TWO = 2
FINAL = (".", ";", ":", "!", "?")
# No sentence ends there: the name of a month follows, or what is counted.
_ORDINAL = re.compile(r"\d{1,2}\.\Z")
# Nor there, where it goes on: `2025. aasta`, `30.06.2025. a.`, `3.1. ja 3.2.`
_NUMBER = re.compile(r"[(„]?(?:\d{1,2}\.){0,3}\d{1,4}\.\Z")


def without_page_heads(bits: Sequence[Bit], desk: Desk) -> tuple[list[Bit], frozenset[Spot]]:
    """The lines without the heads of columns that each page repeats, and where pages so begin."""
    kept: list[Bit] = []
    run: list[Bit] = []
    turns: set[Spot] = set()
    is_begun = False
    for bit in bits:
        if head(bit) is not None and bit.text[:1].isupper() and not bit.text.endswith("."):
            run.append(bit)
            continue
        rest = _not_repeated(run, desk) if is_begun else run
        if run and not rest and bit.words:
            turns.add(bit.words[0].spot)
        kept += rest
        run = []
        is_begun |= bit.number is not None and bit.level is None
        kept.append(bit)
    return [*kept, *run], frozenset(turns)


def without_stray_numbers(bits: Sequence[Bit], desk: Desk) -> Sequence[Bit]:
    """The lines of duties without numbers, where these were read apart from them: one stands before another label."""
    if any(bit.cell is not None for bit in bits) or not any(is_duty(bit) and head(bit) == "result" for bit in bits):
        return bits
    if not any(bit.level is not None for bit in bits):
        # Nothing tells a duty from a result.
        desk.give_up(*bits)
        return ()
    for bit in bits:
        desk.form((*bit.mark, *bit.words) if head(bit) is not None else bit.mark)
    return [bit._replace(mark=(), number=None) for bit in bits if bit.words and head(bit) is None]


def with_parts(bits: Sequence[Bit]) -> list[Bit]:
    """The lines; those below `sh:` that lost their bullets begin items again."""
    found: list[Bit] = []
    # Whether a line of the duty's own tells of parts; whether the last item is one of them, or a result behind them.
    is_own = is_told = is_behind = False
    for bit in bits:
        before = found[-1].text if found else ""
        is_plain = bit.cell is None and not bit.is_item and not bit.is_whole
        is_lower = bit.text[:1].islower()
        if is_own and _PARTS_TOLD.search(before) is not None:
            is_told, is_behind = is_plain and is_lower, is_lower
        is_own = is_duty(bit) or (is_own and is_plain)
        is_told &= is_plain and is_lower
        is_behind &= is_plain or is_lower
        begins = is_told and before.endswith((":", ";", "sh"))
        begins |= is_behind and is_plain and not is_lower and before.endswith(FINAL) and head(bit) is None
        found.append(bit._replace(level=1) if begins else bit)
    return found


def _not_repeated(run: Sequence[Bit], desk: Desk) -> Sequence[Bit]:
    """What stays of heads among duties: one that heads only results is their label."""
    kinds = {head(bit) for bit in run}
    if kinds <= {"result"}:
        return run
    for bit in run:
        desk.form((*bit.mark, *bit.words))
    return ()


def mended(bits: Sequence[Bit], turns: frozenset[Spot], doubted: set[Word]) -> list[Bit]:
    """The paragraphs; what goes on in the next lines of one column is taken out of what stands beside it.

    To `doubted` are added the first words of results of which full stops tell most probably, not surely.
    """
    found: list[Bit] = []
    for bit in bits:
        if not found:
            found.append(bit)
        elif is_part(bit):
            found.append(_without_rest(bit, found, doubted))
        elif bit.level is not None and (is_duty(found[-1]) or _is_beside(found[-1], bit)):
            found[-1], rest = _parted(found[-1], bit, turns, doubted)
            found.append(rest)
        else:
            found.append(bit)
    return found


def mixed(bits: Sequence[Bit]) -> frozenset[int]:
    """Which results were read in one line with a duty that does not end there: its rest may stand among their words."""
    found: set[int] = set()
    for is_left in (is_duty, is_part):
        left = [bit for bit in bits if is_left(bit)]
        # Where most of them end without a mark, it tells nothing.
        if sum(is_open(bit.words) for bit in left) * _TWO <= len(left):
            found.update(id(bit) for before, bit in pairwise(bits) if is_left(before) and _is_mixed(before, bit))
    return frozenset(found)


def _is_mixed(duty: Bit, result: Bit) -> bool:
    if not duty.words or result.level is None or is_part(result) or duty.cell is not None or not result.words:
        return False
    lines = list(map(_line, result.words))
    return is_open(duty.words) and _line(duty.words[-1]) == lines[0] != lines[-1]


def _without_rest(part: Bit, found: list[Bit], doubted: set[Word]) -> Bit:
    """A part without what goes on behind the last one of a row: the result that stands beside it."""
    at = next((at for at in range(len(found) - 1, -1, -1) if not is_part(found[at])), 0)
    cut = _within(part.words)
    if cut is None or found[at].level is None or not is_open(found[at].words):
        return part
    if part.words[-1].text.endswith(";"):
        # It ends as a part does: the sentence before is the result's, and where that began nobody can tell.
        doubted.add(found[at].words[0])
    found[at] = found[at].holding((*found[at].words, *part.words[cut:]))
    return part.holding(part.words[:cut])


def _parted(duty: Bit, result: Bit, turns: frozenset[Spot], doubted: set[Word]) -> tuple[Bit, Bit]:
    """A duty, and the result that began beside it, where the line tells which words are whose."""
    words = result.words
    if not is_open(duty.words):
        cut = _within(duty.words) if is_open(words) else None
        if cut is None:
            return duty, result
        if _line(duty.words[cut - 1]) == _line(duty.words[cut]):
            doubted.add(words[0])
        return duty.holding(duty.words[:cut]), result.holding((*words, *duty.words[cut:]))
    begin, is_page = _turn(words, turns)
    if begin is None:
        return duty, result
    if _ends(words[begin - 1], words[begin]):
        # The result has come to its end in the line before.
        return duty.holding((*duty.words, *words[begin:])), result.holding(words[:begin])
    for at in range(begin + 1, len(words)):
        if not _ends(words[at - 1], words[at]):
            continue
        is_within = _line(words[at]) == _line(words[at - 1])
        # Lines of one column may stand above those of the other, or each line may hold both.
        if is_page or not is_within or _line(words[at]) == _line(words[begin]):
            rest = result.holding((*words[:begin], *words[at:]))
            if not is_page and not is_within and _line(duty.words[-1]) == _line(words[0]):
                doubted.add(words[0])
            return duty.holding((*duty.words, *words[begin:at])), rest
        break
    return duty, result


def sentence_end(words: Sequence[Word]) -> int | None:
    """Behind which word a sentence ends, and another text goes on or begins."""
    return next((at for at, word in enumerate(words[:-1], 1) if ends_sentence(word)), None)


def is_open(words: Sequence[Word]) -> bool:
    """Whether the words end within a sentence."""
    return bool(words) and (not words[-1].text.endswith(FINAL) or _ORDINAL.match(words[-1].text) is not None)


def _within(words: Sequence[Word]) -> int | None:
    """Behind which word another sentence goes on."""
    return next((at for at, word in enumerate(words[:-1], 1) if _ends(word, words[at])), None)


def is_duty(bit: Bit) -> bool:
    """Whether a duty begins there, by its number."""
    return bit.number is not None and bit.level is None


def is_part(bit: Bit) -> bool:
    """Whether it is an item that goes on with a sentence, as parts of a duty do."""
    return bit.is_item and bit.text[:1].islower()


def _is_beside(part: Bit, result: Bit) -> bool:
    """Whether a result begins in the line of a part that goes on in the next."""
    is_both = bool(result.words) and is_part(part) and result.cell is None
    return is_both and is_open(part.words) and _line(part.words[-1]) == _line(result.words[0])


def _ends(word: Word, following: Word) -> bool:
    """Whether a sentence ends, and another one goes on."""
    return ends_sentence(word) and following.text[:1].islower()


def ends_sentence(word: Word) -> bool:
    """Whether the word ends one, if another follows."""
    text = word.text
    return text.endswith(FINAL) and not is_shortened(text) and not _NUMBER.match(text)


def _turn(words: Sequence[Word], turns: frozenset[Spot]) -> tuple[int | None, bool]:
    """Where another page begins, or else the second line; and which of them it is."""
    for at in range(1, len(words)):
        here, before = words[at].spot, words[at - 1].spot
        if here.page != before.page or (here != before and here in turns):
            return at, True
    return next((at for at in range(1, len(words)) if _line(words[at]) != _line(words[at - 1])), None), False


def _line(word: Word) -> tuple[int | None, int]:
    return word.spot.page, word.spot.line
