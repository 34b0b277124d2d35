"""What a template's body is made of, as data, and the tags that stand in it."""

from __future__ import annotations

from typing import NamedTuple

TAG = "Malli käsk"
"""The style of a paragraph that holds only a tag: small and grey, it is never printed."""
TEXT = "Tabeli tekst"
NOTE = "Kinnitusmärge"
SUBHEADING = "Heading 2"
BODY = "Body Text"
BULLET = "List Bullet"
KEPT_BODY, KEPT_BULLET = "Seotud lõik", "Seotud täpp"
"""The styles of a paragraph that goes to the next page with what follows: signatures never stand there alone."""
KEPT = {BODY: KEPT_BODY, BULLET: KEPT_BULLET}
GAP, END = "Tabelivahe", "Tabelilõpp"
"""The styles of the low paragraphs without which Word joins two tables to one, or ends a document with a full line."""

TITLE = "{{ ametinimetus }}{% if täpsustus %} {{ täpsustus }}{% endif %}"
LANGUAGE = "{% if oskus.keel %}{{ oskus.keel|suurtäht }} – {{ oskus.tase }}{% else %}{{ oskus.tekst }}{% endif %}"


class Paragraph(NamedTuple):
    """A paragraph in a style; what stands between two pairs of asterisks is strong."""

    style: str
    text: str


class Row(NamedTuple):
    """A table's row, its cells lists of paragraphs; a sole cell goes over all columns."""

    cells: tuple[tuple[Paragraph, ...], ...]
    head: bool = False
    shaded: bool = False
    """Whether it looks as the first one does, further down."""


class Table(NamedTuple):
    """A table: its columns' widths in twentieths of a point, its rows, and what it is, for who cannot see it."""

    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    title: str
    description: str
    style: str = "Ametijuhendi tabel"
    keys: bool = False
    """Whether the first column says what the others hold."""


Block = Paragraph | Table


def when(condition: str, *blocks: Block) -> tuple[Block, ...]:
    """Blocks that are printed only where the condition holds."""
    return Paragraph(TAG, f"{{%p if {condition} %}}"), *blocks, Paragraph(TAG, "{%p endif %}")


def each(loop: str, *blocks: Block) -> tuple[Block, ...]:
    """Blocks that are printed once for every item, as in `each("õigus in õigused", …)`."""
    return Paragraph(TAG, f"{{%p for {loop} %}}"), *blocks, Paragraph(TAG, "{%p endfor %}")


def cell(*blocks: Block) -> tuple[Paragraph, ...]:
    """The paragraphs of a cell, in which no table stands."""
    return tuple(block for block in blocks if isinstance(block, Paragraph))


def row_tag(tag: str) -> Row:
    """A row that holds only a tag."""
    return Row(((Paragraph(TAG, f"{{%tr {tag} %}}"),),))


def rows_when(condition: str, *rows: Row) -> tuple[Row, ...]:
    """Rows that are printed only where the condition holds."""
    return row_tag(f"if {condition}"), *rows, row_tag("endif")


def rows_each(loop: str, *rows: Row) -> tuple[Row, ...]:
    """Rows that are printed once for every item."""
    return row_tag(f"for {loop}"), *rows, row_tag("endfor")


def lines(names: str, style: str = BODY) -> tuple[Block, ...]:
    """Every text of a list in a paragraph of its own."""
    return each(f"rida in {names}", Paragraph(style, "{{ rida }}"))


def kept(style: str, text: str, last: str = "loop.last") -> tuple[Block, ...]:
    """A paragraph of a loop, kept with what follows where it is the last."""
    return (
        Paragraph(TAG, f"{{%p if {last} %}}"),
        Paragraph(KEPT[style], text),
        Paragraph(TAG, "{%p else %}"),
        Paragraph(style, text),
        Paragraph(TAG, "{%p endif %}"),
    )


def kept_lines(names: str, style: str = BODY, last: str = "loop.last") -> tuple[Block, ...]:
    """Every text of a list in a paragraph of its own, the last kept with what follows."""
    return each(f"rida in {names}", *kept(style, "{{ rida }}", last))


def named(positions: str) -> tuple[Block, ...]:
    """Every position of a list on a line of its own, each in upper case: titles are never made lower by guess."""
    return each(f"kes in {positions}", Paragraph(TEXT, "{{ kes|suurtäht }}"))
