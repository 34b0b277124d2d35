"""Ways to write the same words: as Markdown of an issue, as the plain text of a letter, as its HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from jdflow.output.comment_words import plain
from jdflow.output.html import text as escaped
from jdflow.output.plain import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TYPED = re.compile("`([^`]+)`")


class Heading(NamedTuple):
    """The words above what follows."""

    words: str


class Words(NamedTuple):
    """A paragraph."""

    words: str


class Item(NamedTuple):
    """Something to be done, or done: the first line, what is said below it, and the mark that it is known again by."""

    words: str
    further: str = ""
    is_ticked: bool = False
    mark: str = ""


class Items(NamedTuple):
    """A list of what is to be done."""

    items: Sequence[Item]


class Points(NamedTuple):
    """A list of sentences."""

    points: Sequence[str]


class Commands(NamedTuple):
    """What is typed on the command line."""

    lines: Sequence[str]


Block: TypeAlias = Heading | Words | Items | Points | Commands


class Pen(Protocol):
    """How words are set off and blocks printed; all that is put together has gone through the same pen."""

    def words(self, text: str) -> str:
        """What positions say: it means nothing but itself."""

    def sentence(self, text: str) -> str:
        """A sentence of the program in which backquotes set off what is typed."""

    def strong(self, text: str) -> str:
        """Words that stand out."""

    def code(self, text: str) -> str:
        """What is typed as it stands."""

    def gone(self, text: str) -> str:
        """Words that are struck out."""

    def link(self, text: str, address: str) -> str:
        """Words that lead to a page."""

    def lines(self, blocks: Iterable[Block]) -> list[str]:
        """The blocks, line by line."""


class Markdown:
    """As forges read it, with boxes to tick."""

    def words(self, text: str) -> str:
        """With all escaped that Markdown would read."""
        return plain(text)

    def sentence(self, text: str) -> str:
        """As it is."""
        return text

    def strong(self, text: str) -> str:
        """In bold."""
        return f"**{text}**"

    def code(self, text: str) -> str:
        """Between backquotes."""
        return f"`{text}`"

    def gone(self, text: str) -> str:
        """Struck out."""
        return f"~~{text}~~"

    def link(self, text: str, address: str) -> str:
        """A link."""
        return f"[{text}]({address})"

    def lines(self, blocks: Iterable[Block]) -> list[str]:
        """The blocks, a blank line between two."""
        return _apart(map(self._block, blocks))

    def _block(self, block: Block) -> list[str]:
        if isinstance(block, Heading):
            return [f"### {block.words}"]
        if isinstance(block, Words):
            return [block.words]
        if isinstance(block, Points):
            return [f"- {point}" for point in block.points]
        if isinstance(block, Commands):
            return ["```sh", *block.lines, "```"]
        return [line for item in block.items for line in self.item(item)]

    def item(self, item: Item) -> list[str]:
        """An item: the line with its box and mark, and one below it."""
        first = f"- [{'x' if item.is_ticked else ' '}] {item.words}{item.mark}"
        return [first, f"  {item.further}"] if item.further else [first]


class Plain:
    """As text without any marks, for those who read letters so."""

    def words(self, text: str) -> str:
        """On one line."""
        return safe(text)

    def sentence(self, text: str) -> str:
        """What is typed, between quotation marks."""
        return _TYPED.sub(r"„\1“", text)

    def strong(self, text: str) -> str:
        """As any other."""
        return text

    def code(self, text: str) -> str:
        """As it stands."""
        return text

    def gone(self, text: str) -> str:
        """As any other; words behind them say what became of it."""
        return text

    def link(self, text: str, address: str) -> str:
        """The words, and where they lead."""
        return f"{text}: {address}"

    def lines(self, blocks: Iterable[Block]) -> list[str]:
        """The blocks, a blank line between two."""
        return _apart(map(self._block, blocks))

    def _block(self, block: Block) -> list[str]:
        if isinstance(block, Heading):
            return [block.words.upper()]
        if isinstance(block, Words):
            return [block.words]
        if isinstance(block, Points):
            return [f"– {point}" for point in block.points]
        if isinstance(block, Commands):
            return [f"    {line}" for line in block.lines]
        return [
            line
            for item in block.items
            for line in (f"– {item.words}", *([f"  {item.further}"] if item.further else []))
        ]


class Html:
    """As HTML whose looks stand in each element: programs that show letters drop all other style."""

    _FONT = "font-family:Calibri,Arial,sans-serif"
    _TYPED = "font-family:Consolas,monospace;font-size:14px;background:#f2f4f7"

    def words(self, text: str) -> str:
        """With all escaped that HTML would read."""
        return escaped(text)

    def sentence(self, text: str) -> str:
        """What is typed, in its own font."""
        return _TYPED.sub(rf'<code style="{self._TYPED}">\1</code>', escaped(text))

    def strong(self, text: str) -> str:
        """In bold."""
        return f"<b>{text}</b>"

    def code(self, text: str) -> str:
        """In its own font."""
        return f'<code style="{self._TYPED}">{escaped(text)}</code>'

    def gone(self, text: str) -> str:
        """Struck out."""
        return f"<s>{text}</s>"

    def link(self, text: str, address: str) -> str:
        """A link."""
        return f'<a href="{escaped(address)}" style="color:#0b5cad">{text}</a>'

    def lines(self, blocks: Iterable[Block]) -> list[str]:
        """The blocks as elements."""
        return [line for block in blocks for line in self._block(block)]

    def _block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Heading):
            yield f'<h2 style="{self._FONT};font-size:18px;margin:24px 0 8px">{block.words}</h2>'
        elif isinstance(block, Words):
            yield f'<p style="{self._FONT};font-size:15px;margin:0 0 12px">{block.words}</p>'
        elif isinstance(block, Commands):
            lines = "<br>".join(map(escaped, block.lines))
            yield f'<p style="{self._TYPED};padding:8px;margin:0 0 12px">{lines}</p>'
        else:
            points = block.points if isinstance(block, Points) else map(self._item, block.items)
            yield f'<ul style="{self._FONT};font-size:15px;margin:0 0 12px;padding-left:24px">'
            yield from (f'<li style="margin:0 0 8px">{point}</li>' for point in points)
            yield "</ul>"

    def _item(self, item: Item) -> str:
        return f"{item.words}<br>{item.further}" if item.further else item.words


def _apart(blocks: Iterable[Sequence[str]]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        found += ["", *block] if found else block
    return found
