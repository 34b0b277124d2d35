"""What a document is taken apart into: words with their places, and bits, which are paragraphs or lines of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jdflow.model.paper import Spot


class Word(NamedTuple):
    """What stands between two spaces: as it shall be, as it was read, and where."""

    text: str
    raw: str
    spot: Spot
    is_bold: bool = False
    # Whether something beside it was left out of the sentence.
    is_torn: bool = False


class Cell(NamedTuple):
    """Where in a table something stands."""

    table: int
    row: int
    column: int
    # How many columns the row has.
    columns: int
    # Whether only white space makes it a table.
    is_tabbed: bool = False


class Bit(NamedTuple):
    """A paragraph, or a line of one: its words, and what tells how it belongs to the others."""

    words: tuple[Word, ...]
    text: str
    # Bullets and numbers that stood before the words.
    mark: tuple[Word, ...] = ()
    level: int | None = None
    number: str | None = None
    is_heading: bool = False
    is_whole: bool = True
    cell: Cell | None = None
    # Whether a line is left blank above it.
    is_apart: bool = False

    @property
    def is_item(self) -> bool:
        """Whether it begins with a bullet or a number."""
        return self.level is not None or self.number is not None

    @property
    def is_bold(self) -> bool:
        """Whether all of it stands in bold."""
        return all(word.is_bold for word in self.words)

    def holding(self, words: Sequence[Word]) -> Bit:
        """The same with other words."""
        return self._replace(words=tuple(words), text=joined(words))

    def after(self, count: int) -> Bit:
        """What follows so many words: without the mark, which stands before those."""
        return self.holding(self.words[count:])._replace(mark=(), is_apart=False)


def colon(words: Sequence[Word], most: int | None = None) -> int | None:
    """How many words there are up to a colon that stands behind one of the first."""
    return next((at for at, word in enumerate(words[:most], 1) if word.text.endswith(":")), None)


def joined(words: Iterable[Word]) -> str:
    """The words as a text."""
    return " ".join(word.text for word in words if word.text)


def words_of(bits: Iterable[Bit]) -> tuple[Word, ...]:
    """All words of several bits, without what marks them."""
    return tuple(word for bit in bits for word in bit.words)
