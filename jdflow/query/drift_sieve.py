"""Whether a file may say a text, told by its words in their order, before anybody reads it as YAML."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from jdflow.query.likeness_words import words_in

if TYPE_CHECKING:
    from collections.abc import Sequence

# From 0 to 1: a text that is nearly another has so many of its words, in whatever case.
_COMMON = 0.7
# Words that begin alike are mostly one word in different cases.
_STEM = 5


class Sieve:
    """The words of a file; one with escapes may say anything."""

    def __init__(self, data: bytes) -> None:
        self._may_be_spelt = b"\\" in data
        self._words = () if self._may_be_spelt else words_in(data.decode("utf-8-sig", "replace"))
        self._said = f" {' '.join(self._words)} "

    def may_say(self, texts: Sequence[str]) -> bool:
        """Whether all these texts, their words as they are compared, may stand in it."""
        return self._may_be_spelt or all(f" {text} " in self._said for text in texts)

    def may_nearly_say(self, words: Sequence[str]) -> bool:
        """Whether most of the words, in whatever case, may stand together in it."""
        if self._may_be_spelt:
            return True
        stems = {word[:_STEM] for word in words}
        here = {stem for stem in stems if stem in self._places}
        least = _COMMON * len(stems)
        if len(here) < least:
            return False
        # One of so many of the rarest must be among those that are there.
        rarest = sorted(here, key=lambda stem: len(self._places[stem]))[: int(len(stems) - least) + 1]
        return any(self._is_near(at, stems, 2 * len(words), least) for stem in rarest for at in self._places[stem])

    def _is_near(self, at: int, stems: set[str], width: int, least: float) -> bool:
        around = self._words[max(0, at - width) : at + width]
        return len(stems.intersection(word[:_STEM] for word in around)) >= least

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for at, word in enumerate(self._words):
            places.setdefault(word[:_STEM], []).append(at)
        return places
