"""What a person should know of a Word file that was read: what was left out of it, and where."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from jdflow.language import msg
from jdflow.model.paper import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.language import Msg
    from jdflow.model.paper import Spot

_MOST_OF_ONE_KIND = 20
_LONGEST_QUOTE = 120


class Remarks:
    """Gathers remarks; of those that say the same of many places it keeps the first ones and counts the others."""

    def __init__(self) -> None:
        self._kept: list[Remark] = []
        self._kinds: Counter[str] = Counter()
        # What is told once for the whole file: how many changes were tracked, how many comments there are.
        self.changes = 0
        self.comments = 0

    def add(self, message: Msg, spot: Spot | None) -> None:
        """One more remark; without a spot of what stands beside the text, which is told once."""
        if spot is None and Remark(message) in self._kept:
            return
        self._kinds[message.text] += 1
        if self._kinds[message.text] <= _MOST_OF_ONE_KIND:
            self._kept.append(Remark(message, spot))

    def all(self) -> Iterator[Remark]:
        """All of them, those of the whole file first."""
        if self.changes:
            yield Remark(msg("tracked changes are taken as accepted: {n}", n=self.changes))
        if self.comments:
            yield Remark(msg("comments are left out: {n}", n=self.comments))
        yield from self._kept
        more = sum(count - _MOST_OF_ONE_KIND for count in self._kinds.values() if count > _MOST_OF_ONE_KIND)
        if more:
            yield Remark(msg("more of the same is left out than can be listed here: {n} times", n=more))


def quoted(text: str) -> str:
    """The text in a remark: one line, not too long."""
    said = " ".join(text[: 2 * _LONGEST_QUOTE].split())
    return said if len(said) <= _LONGEST_QUOTE else said[: _LONGEST_QUOTE - 1] + "…"
