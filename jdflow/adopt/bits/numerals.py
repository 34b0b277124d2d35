"""The numbers of sections: Roman ones told from words, and which number comes next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jdflow.adopt.bits.words import Bit

_ROMAN = re.compile(r"X{0,2}(?:IX|IV|V?I{0,3})\Z")
_VALUES = {"I": 1, "V": 5, "X": 10}
_FINAL = (".", ",", ";", ":", "…")
_MOST_WORDS, _TWO = 10, 2
# A section or so may stand in a picture.
_FARTHEST = 2


class Numeral(NamedTuple):
    """The number of a section."""

    value: int
    is_roman: bool = False

    def is_behind(self, before: Numeral) -> bool:
        """Whether it is the next one."""
        return self.value == before.value + 1 and (self.is_roman == before.is_roman or before.value == 0)


def numeral(number: str | None) -> Numeral | None:
    """The number of a section, which has no parts: `3`, `III`."""
    if number is None:
        return None
    if number.isdecimal():
        return Numeral(int(number))
    return Numeral(_value(number), is_roman=True) if number and _ROMAN.match(number) else None


def with_numerals(bits: Sequence[Bit]) -> list[Bit]:
    """The bits; a number before a heading is none of its words, where several follow one another."""
    return _chained(_chained(bits, _roman_before), _decimal_before)


def _chained(bits: Sequence[Bit], before: Callable[[Bit], str | None]) -> list[Bit]:
    chain: dict[int, str] = {}
    last = 0
    for at, bit in enumerate(bits):
        number = before(bit)
        here = numeral(number)
        if number is not None and here is not None and last < here.value <= last + (_FARTHEST if last else 1):
            chain[at] = number
            last = here.value
    if len(chain) < _TWO:
        return list(bits)
    return [_numbered(bit, chain[at]) if at in chain else bit for at, bit in enumerate(bits)]


def _numbered(bit: Bit, number: str) -> Bit:
    if bit.number is not None:
        return bit
    return bit.holding(bit.words[1:])._replace(mark=(*bit.mark, bit.words[0]), number=number)


def _roman_before(bit: Bit) -> str | None:
    if bit.level is not None or len(bit.words) > _MOST_WORDS or (bit.cell is not None and bit.cell.columns > 1):
        return None
    if bit.number is not None:
        return bit.number if _is_roman(bit.number) else None
    if len(bit.words) < _TWO or bit.text.rstrip(":").endswith(_FINAL):
        return None
    first, second = bit.words[0].text, bit.words[1].text
    return first if _is_roman(first) and second[:1].isupper() else None


def _decimal_before(bit: Bit) -> str | None:
    """A number without its full stop, before capitals."""
    is_plain = bit.level is None and bit.number is None and (bit.cell is None or bit.cell.columns == 1)
    if not is_plain or not _TWO <= len(bit.words) <= _MOST_WORDS or not bit.text.isupper():
        return None
    first = bit.words[0].text
    return first if first.isdecimal() and len(first) <= _TWO and bit.words[1].text[:1].isalpha() else None


def _is_roman(text: str) -> bool:
    return bool(text) and _ROMAN.match(text) is not None


def _value(number: str) -> int:
    values = [_VALUES[letter] for letter in number]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
