"""Rows of duties that were torn when their text was read: by a page's end, or as two columns in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.adopt.duty import head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.desk import Desk
    from jdflow.adopt.words import Bit, Word

_FINAL = (".", ";", ":", "!", "?")
_SHORTENED = frozenset(
    {"jne.", "jm.", "jms.", "jt.", "nt.", "sh.", "s.h.", "vms.", "st.", "nr.", "lg.", "lk.", "p.", "a."}
)


def without_page_heads(bits: Sequence[Bit], desk: Desk) -> list[Bit]:
    """The lines without the heads of columns that each page repeats: the row that they stand in goes on."""
    kept: list[Bit] = []
    run: list[Bit] = []
    is_begun = False
    for bit in bits:
        if head(bit) is not None and bit.text[:1].isupper() and not bit.text.endswith("."):
            run.append(bit)
            continue
        kept += _not_repeated(run, desk) if is_begun else run
        run = []
        is_begun |= bit.number is not None and bit.level is None
        kept.append(bit)
    return [*kept, *run]


def _not_repeated(run: Sequence[Bit], desk: Desk) -> Sequence[Bit]:
    """What stays of heads among duties: one that heads only results is their label."""
    kinds = {head(bit) for bit in run}
    if kinds <= {"result"}:
        return run
    for bit in run:
        desk.form((*bit.mark, *bit.words))
    return ()


def mended(bits: Sequence[Bit]) -> list[Bit]:
    """The paragraphs; what goes on in the next lines of one column is taken out of what stands beside it."""
    found: list[Bit] = []
    for bit in bits:
        if not found:
            found.append(bit)
        elif _is_part(bit):
            found.append(_without_rest(bit, found))
        elif bit.level is not None and _is_duty(found[-1]) and _is_open(found[-1].words):
            found[-1], rest = _parted(found[-1], bit)
            found.append(rest)
        else:
            found.append(bit)
    return found


def _without_rest(part: Bit, found: list[Bit]) -> Bit:
    """A part without what goes on behind the last one of a row: the result that stands beside it."""
    at = next((at for at in range(len(found) - 1, -1, -1) if not _is_part(found[at])), 0)
    cut = next((at for at, word in enumerate(part.words[:-1], 1) if _ends(word, part.words[at])), None)
    if cut is None or found[at].level is None or not _is_open(found[at].words):
        return part
    found[at] = found[at].holding((*found[at].words, *part.words[cut:]))
    return part.holding(part.words[:cut])


def _parted(duty: Bit, result: Bit) -> tuple[Bit, Bit]:
    """A duty, and the result that began beside it, where the line tells which words are whose."""
    words = result.words
    begin, is_page = _turn(words)
    if begin is None:
        return duty, result
    if _ends(words[begin - 1], words[begin]):
        # The result has come to its end in the line before.
        return duty.holding((*duty.words, *words[begin:])), result.holding(words[:begin])
    for at in range(begin + 1, len(words)):
        if _line(words[at - 1]) != _line(words[begin]) and not is_page:
            break
        is_within = _line(words[at]) == _line(words[at - 1])
        if _ends(words[at - 1], words[at]) and (is_within or is_page):
            rest = result.holding((*words[:begin], *words[at:]))
            return duty.holding((*duty.words, *words[begin:at])), rest
    return duty, result


def _is_duty(bit: Bit) -> bool:
    return bit.number is not None and bit.level is None


def _is_part(bit: Bit) -> bool:
    return bit.is_item and bit.text[:1].islower()


def _ends(word: Word, following: Word) -> bool:
    """Whether a sentence ends, and another one goes on."""
    text = word.text
    return text.endswith(_FINAL) and text.lower() not in _SHORTENED and following.text[:1].islower()


def _turn(words: Sequence[Word]) -> tuple[int | None, bool]:
    """Where another page begins, or else the second line; and which of them it is."""
    for at in range(1, len(words)):
        if words[at].spot.page != words[at - 1].spot.page:
            return at, True
    return next((at for at in range(1, len(words)) if _line(words[at]) != _line(words[at - 1])), None), False


def _line(word: Word) -> tuple[int | None, int]:
    return word.spot.page, word.spot.line


def _is_open(words: Sequence[Word]) -> bool:
    """Whether the words end within a sentence."""
    return bool(words) and not words[-1].text.endswith(_FINAL)
