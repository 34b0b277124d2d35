"""What is asked of any text, a position's own or a shared block's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from jdflow.language import msg
from jdflow.problems import Problem, includes, related_to, style
from jdflow.resolve.likeness import bare
from jdflow.sandbox import has_braces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jdflow.model.texts import Item
    from jdflow.problems import Placed


class Said(Protocol):
    """A text that stands somewhere."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def at(self) -> Placed:
        """Where it stands."""


def repeated(lines: Sequence[Said]) -> Iterable[Problem]:
    """Items that say the same in one list, but for punctuation and case; what one include brings is told of there."""
    if len(lines) < 2:  # noqa: PLR2004 (what stands alone is not repeated)
        return ()
    words = [bare(line.text) for line in lines]
    return () if len(set(words)) == len(words) else _repetitions(words, lines)


def _repetitions(words: list[str], lines: Sequence[Said]) -> Iterator[Problem]:
    first: dict[str, Said] = {}
    for word, line in zip(words, lines, strict=True):
        before = first.setdefault(word, line) if word else line
        if before is not line and before.at is not line.at:
            yield style.DUPLICATE_ITEM.at(line.at, related=[related_to(before.at, msg("It stands here first."))])


def full_stop(text: str | None, at: Placed) -> Iterator[Problem]:
    """A title or a name that ends in a full stop."""
    if text and text.endswith(".") and not text.endswith("..."):
        yield style.FULL_STOP.at(at)


def braces(item: Item) -> Iterator[Problem]:
    """Own text with braces, which are not filled in there."""
    if has_braces(item.text):
        yield includes.BRACES.at(item.at)
