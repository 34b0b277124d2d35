"""Lines joined to paragraphs: what goes on, what begins anew, and which hyphens only divide a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.adopt.bits.words import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jdflow.adopt.bits.words import Bit

# After these, a hyphen stands for the other half of a word: `ennetus- ja arendustöö`.
_COMPLETING = frozenset({"ja", "ning", "või", "ega", "kui", "nii", "jm", "jt"})
_FINAL = (".", "!", "?", ":", ";", "…")
_MARKS = re.compile(r"[^\w]+")
# Of the width that most lines have.
_FULL, _SHORT = 0.85, 0.6
_NARROWEST = 36
_LIST_END = re.compile(r"eest[.;,]?\Z")
INFINITIVE = re.compile(r"[^\W\d]{2,}(?:[dthlnr]|i|u|ü)a\Z")
_REVIEW = re.compile(r"ametijuhend\w*.{0,80}\b(?:vaada|läbi|üle|muude|muuta|muut[ua]|uuenda|ajakohasta)", re.IGNORECASE)


def never(bit: Bit) -> bool:  # noqa: ARG001 (what is asked of any bit)
    """No bit at all."""
    return False


class _Paragraph:
    """A paragraph that lines are still added to: its first line, all its words, how its last line ends."""

    def __init__(self, first: Bit) -> None:
        self.first = first
        self.words = list(first.words)
        self.is_whole = first.is_whole
        self.is_single = True

    @property
    def last(self) -> str:
        """Its last word."""
        return self.words[-1].text

    def add(self, bit: Bit) -> None:
        """Adds a line; a word that was divided becomes whole."""
        last = self.words.pop()
        self.words += (*bit.mark, *_met(last, bit.words[0]), *bit.words[1:])
        self.is_whole, self.is_single = bit.is_whole, False

    def bit(self) -> Bit:
        """All of it."""
        return self.first if self.is_single else self.first.holding(self.words)._replace(is_whole=self.is_whole)


def flow(bits: Sequence[Bit], begins: Callable[[Bit], bool] = never, ends: Callable[[Bit], bool] = never) -> list[Bit]:
    """The bits with lines joined; `begins` and `ends` tell of bits that nothing comes before, or after."""
    width = _width(bits)
    found: list[_Paragraph] = []
    line = 0
    for bit in bits:
        here = found[-1] if found else None
        is_open = here is not None and not (here.is_single and ends(here.first))
        if here is not None and is_open and _is_joined(here, bit, line, width) and not begins(bit):
            here.add(bit)
        else:
            found.append(_Paragraph(bit))
        line = len(bit.text)
    return [paragraph.bit() for paragraph in found]


def speaks_of_review(text: str) -> bool:
    """Whether a text says when the job description is looked through or changed."""
    return text[:1].isupper() and _REVIEW.search(text) is not None


def _width(bits: Sequence[Bit]) -> int:
    """How long a line usually is that has no room for another word."""
    lengths = sorted(len(bit.text) for bit in bits if not bit.is_whole and bit.cell is None)
    return max(lengths[int(len(lengths) * 0.85)] if lengths else 0, _NARROWEST)


def _is_joined(paragraph: _Paragraph, bit: Bit, line: int, width: int) -> bool:
    """Whether a line goes on with the paragraph, of whose last line it is known how long it is."""
    before = paragraph.first
    if paragraph.is_whole or bit.is_item or not paragraph.words or bit.is_heading != before.is_heading:
        return False
    if not _in_one_place(before, bit):
        return False
    last, first = paragraph.last, bit.words[0].text
    if _divides(last) or (last.endswith(",") and before.level is not None and bit.cell is None):
        return True
    if first[:1].islower() or (not first[:1].isalnum() and first[:1] not in "„\"“'("):
        return not _begins_item(paragraph, bit, line, width)
    if last.endswith(_FINAL):
        goes_on = before.level is not None and not bit.is_apart and first[:1].isalpha()
        return goes_on and not last.endswith((":", ";")) and not speaks_of_review(bit.text)
    is_full = line + 1 + len(first) > width * _FULL
    return not _begins_capital_item(paragraph, bit) and _has_room_for_more(before, bit, is_full=is_full)


def _has_room_for_more(before: Bit, bit: Bit, *, is_full: bool) -> bool:
    """Whether a paragraph that has not come to an end goes on with a line that begins with a capital."""
    if bit.text[:1] == "(":
        return is_full or not bit.is_apart
    if before.level is not None and not bit.is_apart:
        # Below an item in lower case a line that begins with a capital, though there was room, is none of it.
        is_other = before.text[:1].islower() and before.cell is None and not is_full
        return not is_other and not speaks_of_review(bit.text)
    return is_full and (before.cell is None or not before.cell.is_tabbed)


def _begins_capital_item(paragraph: _Paragraph, bit: Bit) -> bool:
    """Whether a line that begins with a capital is another item, like the one before, of a list without bullets."""
    first = paragraph.first
    if first.is_item or not first.text[:1].isupper() or paragraph.last in _COMPLETING:
        return False
    is_right = INFINITIVE.match(first.words[0].text) and INFINITIVE.match(bit.words[0].text)
    return bool(is_right) or _LIST_END.match(paragraph.last) is not None


def _in_one_place(before: Bit, bit: Bit) -> bool:
    if before.cell == bit.cell:
        return True
    # The rest of a row's last cell stands in a line of its own.
    at = before.cell
    return bit.cell is None and at is not None and at.is_tabbed and at.column == at.columns - 1


def _begins_item(paragraph: _Paragraph, bit: Bit, line: int, width: int) -> bool:
    """Whether a line in lower case is another item of a list whose bullets are lost."""
    before = paragraph.first
    last, first = paragraph.last, bit.words[0].text
    if last.endswith(";"):
        return True
    if not before.text[:1].islower() or before.is_item:
        return last.endswith(":") and not before.is_item
    if last.endswith((".", ":")) or _LIST_END.match(last):
        return first not in _COMPLETING
    is_right = INFINITIVE.match(before.words[0].text) and INFINITIVE.match(first)
    if is_right and last not in _COMPLETING and (bit.is_apart or last.endswith(",") or line < width * _FULL):
        return True
    return bit.is_apart and line < width * _SHORT


def _divides(last: str) -> bool:
    return len(last) > 1 and last[-1] in "-¬" and last[-2].isalnum()


def _met(last: Word, first: Word) -> tuple[Word, ...]:
    """The two words where one line ends and the next begins: they may be one."""
    if not _divides(last.text) or _MARKS.sub("", first.text.casefold()) in _COMPLETING:
        return (last, first)
    stem = last.text[:-1]
    piece = stem.rsplit("-", 1)[-1]
    keeps = len(piece) == 1 or piece[-1].isdigit() or piece[-1].isupper() or not first.text[:1].islower()
    text = f"{stem}-{first.text}" if keeps else f"{stem}{first.text}"
    return (Word(text, f"{last.raw} {first.raw}", last.spot, last.is_bold),)
