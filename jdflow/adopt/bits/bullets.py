"""Which signs are bullets, also those that recognition of a picture made of them, and where in a line one stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.adopt.bits.words import joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from jdflow.adopt.bits.words import Word

# Signs that are nothing but bullets; those that may stand in a sentence, too, count only where a line begins.
SURE = "▪•»●○◦‣\u2043■□◆◇▫✓✔➢►▶★·∙\uf02d\uf06e\uf06f\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc\uf0fe"
BULLETS = frozenset(SURE) | frozenset("-–—*=+>¢§©°¤o") | {"--", "--&gt;"}
# What a picture's bullets are recognised as: signs that begin no word, and an `e`, which is no word at all.
SMUDGE = re.compile(r"(?=.*[^.,:;'<>])[«»“”\"'=*+¢©®°~|_.:;,<>–—-]{1,3}\Z|e[¢©*•»«]?\Z")
_QUOTES = '“”"«»'
QUOTE = re.compile(f"[{_QUOTES}]+")
_DASHES = frozenset({"-", "–", "—", "--"})
# What only a line of the table, or a speck, has left.
SPECKS = frozenset("|_~")
# A quotation, or a note, has no other sign of itself before a capital: alone, it is a bullet among others.
_LONE = frozenset(f"*¢{_QUOTES}")


def may_mark(sign: str) -> bool:
    """Whether a line may begin with it that is an item."""
    return sign in BULLETS or SMUDGE.match(sign) is not None


def unclosed(text: str) -> int:
    """One where a mark of quotation opens something that nothing in the line closes, less one where one only closes."""
    found = list(QUOTE.finditer(text))
    if len(found) != 1:
        return 0
    is_opening = text[: found[0].start()][-1:].strip() == ""
    return 1 if is_opening else -1


def at_bullets(words: Sequence[Word], usual: AbstractSet[str], *, has_quotes: bool) -> Iterator[Sequence[Word]]:
    """The words, parted where a bullet stands among them; where bullets were read as marks of quotation, at one."""
    begin = 0
    is_single = len(QUOTE.findall(joined(words))) == 1
    first = next((word.text for word in words if word.text), "")
    are_before_capital = _before_capitals(words)
    # Whether nothing but signs stands behind the bullet so far.
    are_signs = True
    for at, word in enumerate(words):
        is_among_signs = begin > 0 and are_signs
        are_signs = (are_signs or at == begin) and may_mark(word.text)
        if at == begin or not word.text or is_among_signs:
            continue
        is_quote = is_single and QUOTE.match(word.text) is not None
        is_read = is_quote and has_quotes and word.text.strip(_QUOTES)[:1].isupper()
        is_lone = bool(usual) and word.text in _LONE and (is_quote or word.text not in _QUOTES)
        is_before_capital = are_before_capital[at]
        if is_read or _begins_item(words, at, first, usual, is_lone=is_lone, is_before_capital=is_before_capital):
            yield words[begin:at]
            begin, are_signs = at, may_mark(word.text)
    yield words[begin:]


def _before_capitals(words: Sequence[Word]) -> list[bool]:
    """For each word, whether one with a capital follows, after signs perhaps."""
    found: list[bool] = []
    is_capital = False
    for word in reversed(words):
        found.append(is_capital)
        letter = next(filter(str.isalnum, word.text), None)
        is_capital = is_capital if letter is None else letter.isupper()
    return found[::-1]


def _begins_item(  # noqa: PLR0913 (what stands around it)
    words: Sequence[Word], at: int, first: str, usual: AbstractSet[str], *, is_lone: bool, is_before_capital: bool
) -> bool:
    text = words[at].text
    is_smudge = text in usual or (SMUDGE.match(text) is not None and (len(text) > 1 or text in SPECKS or is_lone))
    if is_smudge and not _DASHES.issuperset(text) and is_before_capital:
        return True
    if text[0] in SURE:
        return text[0] not in "·»" or len(text) == 1
    if text not in BULLETS or words[at - 1].text[-1:] not in {".", ";", ",", ":"}:
        return False
    # A dash is a bullet only where others like it are.
    following = words[at + 1].text if at + 1 < len(words) else ""
    return text == first or (text in usual and following[:1].isupper() and words[at - 1].text.endswith("."))
