"""The shared blocks, unfolded: in a variant, with values, for an official or an employee."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.language import Msg, msg
from jdflow.model.relation import CASES, NAME, WORDS
from jdflow.model.texts import Entry, Item, Part, Use
from jdflow.resolve.likeness import bare
from jdflow.resolve.uses import uses_in_block
from jdflow.sandbox import NotAllowed, Template, compile_text, has_braces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jdflow.model.block import Block
    from jdflow.model.position import Relation
    from jdflow.problems import Placed

MOST_LINES = 1000
MOST_CHARACTERS = 10_000
MOST_NESTED = 20

# The two names that belong together: where an item stands only in the long form, there is a short one.
_PAIR = ("pikk", "lühike")


class Piece(NamedTuple):
    """An item of an unfolded block, still with its id."""

    text: str
    origin: str
    id: str | None
    at: Placed
    """Where the block that was asked for says so: its own line, or the line that includes another."""


class Unfolded(NamedTuple):
    """A block's text: its items or its duty with parts and results; and why it broke off, if it did."""

    duty: str | None
    items: tuple[Piece, ...]
    parts: tuple[Piece, ...]
    results: tuple[Piece, ...]
    broke_off: Msg | None = None
    size: int = 0
    """How many lines were looked at, those of included blocks and those left out, too."""
    bare: tuple[str, ...] = ()
    """What its texts say, to be compared with what others say."""

    def part(self, name: Part) -> tuple[Piece, ...]:
        """What the block gives to a list: that part of a duty, else its items."""
        if self.duty is None or name == "items":
            return self.items
        return self.parts if name == "parts" else self.results


NOTHING = Unfolded(None, (), (), ())
_TOO_HIGH = NOTHING._replace(broke_off=msg("includes are nested more than {limit} deep", limit=MOST_NESTED))


class Library:
    """The shared blocks by key; each is read when it is first asked for."""

    def __init__(self, keys: Iterable[str], load: Callable[[str], Block | None]) -> None:
        self.keys = frozenset(keys)
        self._load = load
        self._blocks: dict[str, Block | None] = {}
        self._unfolded: dict[tuple[object, ...], Unfolded] = {}
        self._variants: dict[str, tuple[str, ...]] = {}
        self._heights: dict[tuple[str, int], int] = {}
        self._templates: dict[str, Template | NotAllowed] = {}

    def get(self, key: str) -> Block | None:
        """The block of that key, if there is one that could be read."""
        if key not in self.keys:
            return None
        if key not in self._blocks:
            self._blocks[key] = self._load(key)
        return self._blocks[key]

    def variants(self, block: Block) -> tuple[str, ...]:
        """The names of the block's variants."""
        if block.key not in self._variants:
            self._variants[block.key] = variants_of(block)
        return self._variants[block.key]

    def template(self, text: str) -> Template | NotAllowed:
        """The text of a block's item, ready to be filled, or why it may not be."""
        if text not in self._templates:
            try:
                self._templates[text] = compile_text(text)
            except NotAllowed as refused:
                self._templates[text] = refused
        return self._templates[text]

    def unfold(
        self,
        key: str,
        relation: Relation,
        variant: str | None = None,
        values: Mapping[str, str] | None = None,
    ) -> Unfolded:
        """The block's text; what cannot be unfolded is left out here and reported where it stands."""
        block = self.get(key)
        if block is None:
            return NOTHING
        given = values or {}
        memo = (key, relation, variant, *sorted(given.items()))
        if memo not in self._unfolded:
            # A circle of blocks is higher than any limit, so it ends here, too.
            too_high = self._height(key, MOST_NESTED + 1) > MOST_NESTED
            self._unfolded[memo] = _TOO_HIGH if too_high else _Unfolding(self, block, relation, variant, given).whole()
        return self._unfolded[memo]

    def _height(self, key: str, most: int) -> int:
        """How deep includes are nested in the block, counted no further than `most`."""
        if most == 0 or (block := self.get(key)) is None:
            return 0
        if (key, most) not in self._heights:
            inner = {wanted.use.block for wanted in uses_in_block(block)}
            self._heights[key, most] = 1 + max((self._height(each, most - 1) for each in inner), default=0)
        return self._heights[key, most]


def unfold_use(use: Use, library: Library, relation: Relation) -> Unfolded:
    """The text of the block that a position uses, before additions and omissions."""
    values = {name: value.text or "" for name, value in use.values.items()}
    variant = None if use.variant is None else use.variant.text
    return library.unfold(use.block, relation, variant, values)


class _Unfolding:
    """One block on its way to its text."""

    def __init__(
        self,
        library: Library,
        block: Block,
        relation: Relation,
        variant: str | None,
        given: Mapping[str, str],
    ) -> None:
        self.library = library
        self.block = block
        self.relation = relation
        self.variant = variant if variant is not None else fullest(block)
        self.broke_off: Msg | None = None
        self.size = 0
        self.values: dict[str, str | Mapping[str, str]] = {
            name: given.get(name, value.text if value.text is not None else "…")[: MOST_CHARACTERS + 1]
            for name, value in block.parameters.items()
        }
        self.values[NAME] = WORDS[relation]

    def whole(self) -> Unfolded:
        """The block's text."""
        block = self.block
        duty = None if block.duty is None else self.fill(block.duty.text)
        items = self.pieces(block.items, "items")
        parts = self.pieces(block.parts, "parts")
        results = self.pieces(block.results, "results")
        texts = [*(() if duty is None else (duty,)), *(piece.text for piece in (*items, *parts, *results))]
        if block.kind == "competencies":
            texts.append(block.name.text)
        return Unfolded(duty, items, parts, results, self.broke_off, self.size, tuple(map(bare, texts)))

    def pieces(self, entries: tuple[Entry, ...], part: Part) -> tuple[Piece, ...]:
        """The texts of a list, includes unfolded."""
        pieces: list[Piece] = []
        for entry in entries:
            if self.broke_off is not None:
                # No further: what includes this block stops here as well, so that the work, too, is bounded.
                break
            self.size += 1
            if isinstance(entry, Use):
                pieces += self.included(entry, part)
            elif stands_in(entry, self.variant):
                pieces.append(Piece(self.fill(entry.text), self.block.key, entry.id, entry.at))
            if self.size > MOST_LINES:
                self.break_off(msg("it has more than {limit} items", limit=MOST_LINES))
        return tuple(pieces)

    def included(self, use: Use, part: Part) -> list[Piece]:
        """The texts of a block within this block, additions and omissions done."""
        values = {name: self.fill(value.text or "") for name, value in use.values.items()}
        variant = None if use.variant is None else use.variant.text
        inner = self.library.unfold(use.block, self.relation, variant, values)
        if inner.broke_off is not None:
            self.break_off(inner.broke_off)
        self.size += inner.size
        kept = [piece._replace(at=use.at) for piece in without(inner.part(part), use.minus)]
        return kept + list(self.pieces(use.plus.get("items", ()), part))

    def break_off(self, why: Msg) -> None:
        """Says why the block goes no further; the first reason stands."""
        self.broke_off = self.broke_off or why

    def fill(self, text: str) -> str:
        """The text with its gaps filled; as it stands, where that cannot be done."""
        if not has_braces(text):
            return text
        template = self.library.template(text)
        if isinstance(template, NotAllowed) or undeclared(template, self.block):
            return text
        filled = template.fill(self.values)
        if len(filled) > MOST_CHARACTERS:
            self.break_off(msg("a text has more than {limit} characters", limit=MOST_CHARACTERS))
        return filled[:MOST_CHARACTERS]


def undeclared(template: Template, block: Block) -> list[str]:
    """The names that a template asks for and that nothing gives."""
    known = {f"{NAME}.{case}" for case in CASES} | (block.parameters.keys() - {NAME})
    return sorted(template.names - known)


def without(pieces: tuple[Piece, ...], minus: tuple[Item, ...]) -> list[Piece]:
    """The pieces that are not left out."""
    if not minus:
        return list(pieces)
    unwanted = {item.text for item in minus}
    return [piece for piece in pieces if piece.id not in unwanted and piece.text not in unwanted]


def variants_of(block: Block) -> tuple[str, ...]:
    """The names of the block's variants, in the order in which its items name them."""
    named = [
        variant.text
        for entries in (block.items, block.parts, block.results)
        for entry in entries
        if isinstance(entry, Item)
        for variant in entry.variants
    ]
    if any(name in _PAIR for name in named):
        named += _PAIR
    return tuple(dict.fromkeys(named))


def stands_in(item: Item, variant: str | None) -> bool:
    """Whether the item belongs to that variant of its block."""
    return not item.variants or any(name.text == variant for name in item.variants)


def fullest_variants(block: Block, variants: tuple[str, ...]) -> list[str]:
    """The variants that have the most items: more than one where the block leaves it open."""
    sizes = {
        variant: sum(
            stands_in(entry, variant)
            for entries in (block.items, block.parts, block.results)
            for entry in entries
            if isinstance(entry, Item)
        )
        for variant in variants
    }
    return [variant for variant, size in sizes.items() if size == max(sizes.values())]


def fullest(block: Block) -> str | None:
    """The variant that a use without one takes."""
    return next(iter(fullest_variants(block, variants_of(block))), None)
