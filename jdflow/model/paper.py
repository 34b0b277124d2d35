"""A document from outside as its reader found it: paragraphs and tables in reading order, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.language import Msg

Format: TypeAlias = Literal["docx", "pdf", "txt"]


class Spot(NamedTuple):
    """Where something stands: the line of a text or of a page, or the paragraph of a Word file, counted from 1."""

    line: int
    page: int | None = None


class Para(NamedTuple):
    """A paragraph, or of a text file a line, of which a paragraph may have several."""

    # A soft hyphen, U+00AD, where a word was broken at the end of a line: the hyphen may be one of the word's own.
    text: str
    spot: Spot
    # How deep in a list, from 1; none where it has no bullet.
    level: int | None = None
    # Its number as it prints, without the white space after it: `3.1.`
    number: str | None = None
    # The characters that stand in bold, as pairs of first and end.
    bold: tuple[tuple[int, int], ...] = ()
    is_heading: bool = False
    # Whether nothing that follows can belong to it: only then is it known where it ends.
    is_whole: bool = True


class Table(NamedTuple):
    """Rows of cells; a merged cell stands where it begins, and the others that it covers are empty."""

    rows: tuple[tuple[tuple[Para, ...], ...], ...]


class Remark(NamedTuple):
    """What a reader has decided about the document, or had to leave out, for a person to know."""

    message: Msg
    spot: Spot | None = None


class Paper(NamedTuple):
    """A whole document."""

    format: Format
    parts: tuple[Para | Table, ...]
    # What stands in headers, footers, footnotes and beside the text.
    margins: tuple[Para, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def paras(self) -> Iterator[Para]:
        """All paragraphs in reading order, those of tables row by row; without the margins."""
        for part in self.parts:
            if isinstance(part, Para):
                yield part
            else:
                for row in part.rows:
                    for cell in row:
                        yield from cell


class NoPaper(Exception):  # noqa: N818 (the state of a file, not a fault of the program)
    """A file that cannot be read as a document; and why, with the way out."""

    def __init__(self, why: Msg) -> None:
        super().__init__(why)
        self.why = why
