"""Shared blocks and their use: JD2xx."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from jdflow.language import msg
from jdflow.model.relation import CASES, NAME
from jdflow.model.texts import ANYTHING, Item
from jdflow.problems import Problem, Related, includes, related_to
from jdflow.problems.guess import nearest
from jdflow.resolve.library import fullest_variants, undeclared, unfold_use, without
from jdflow.resolve.uses import Wanted, uses_in_block
from jdflow.rules.texts import full_stop, repeated
from jdflow.sandbox import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.model.block import Block
    from jdflow.model.position import Relation
    from jdflow.model.texts import Use
    from jdflow.resolve.library import Library, Piece, Unfolded


def use_problems(wanted: Wanted, library: Library, relation: Relation) -> Iterator[Problem]:
    """What is wrong with the use of a block, at its place; what is wrong inside the block is the block's own."""
    use = wanted.use
    if use.block not in library.keys:
        yield includes.UNKNOWN_BLOCK.at(use.at, guess=_near(use.block, wanted.kind, library), block=use.block)
        return
    kind = use.block.partition("/")[0]
    if kind != wanted.kind:
        why = msg("this field takes blocks from {kind}/", kind=wanted.kind)
        yield includes.WRONG_BLOCK.at(use.at, block=use.block, why=why)
        return
    block = library.get(use.block)
    if block is None:
        return
    if wanted.part is None and block.duty is None and (block.items or block.results):
        why = msg("it is a list of results; use it under `tulemused` of a duty")
        yield includes.WRONG_BLOCK.at(use.at, block=use.block, why=why)
        return
    related = [related_to(block.at, msg("The block stands here."))]
    broken = False
    for problem in (*_variant(use, block, library, related), *_values(use, block, related)):
        broken = True
        yield problem
    if use.minus and not broken:
        yield from _omissions(wanted, block, library, relation)


def _near(written: str, kind: str, library: Library) -> str | None:
    """The block that was meant: one that fits the place, if there is any."""
    written = written.removeprefix("shared/").removesuffix(".yaml")
    fitting = {key for key in library.keys if key.startswith(f"{kind}/")}
    if "/" not in written:
        return nearest(f"{kind}/{written}", fitting)
    return nearest(written, fitting) or nearest(written, library.keys)


def overgrown(wanted: Wanted, library: Library, relation: Relation) -> Iterator[Problem]:
    """Values that make a block grow out of bounds which by itself keeps them."""
    use = wanted.use
    if use.values and library.unfold(use.block, relation).broke_off is None:
        unfolded = unfold_use(use, library, relation)
        if unfolded.broke_off is not None:
            yield includes.OVERGROWN.at(use.at, why=unfolded.broke_off)


def _variant(use: Use, block: Block, library: Library, related: list[Related]) -> Iterator[Problem]:
    known = library.variants(block)
    if use.variant is not None and use.variant.text not in known:
        guess = nearest(use.variant.text, known)
        yield includes.UNKNOWN_VARIANT.at(
            use.variant.at,
            related=related,
            guess=guess,
            block=use.block,
            variant=use.variant.text,
            known=", ".join(known) or "–",
        )
    elif use.variant is None and known and len(fullest := fullest_variants(block, known)) > 1:
        yield includes.WHICH_VARIANT.at(use.at, related=related, block=use.block, known=", ".join(fullest))


def _values(use: Use, block: Block, related: list[Related]) -> Iterator[Problem]:
    known = block.parameters
    for name, value in use.values.items():
        if name not in known:
            yield includes.UNKNOWN_VALUE.at(
                value.key,
                related=related,
                guess=nearest(name, known),
                block=use.block,
                parameter=name,
                known=", ".join(known) or "–",
            )
    meant = {nearest(name, known) for name in use.values if name not in known}
    for name, value in known.items():
        if value.text is None and name not in use.values and name not in meant:
            where = [related_to(value.key, msg("The parameter stands here, without a default."))]
            yield includes.MISSING_VALUE.at(use.at, related=where, block=use.block, parameter=name)


def _omissions(wanted: Wanted, block: Block, library: Library, relation: Relation) -> Iterator[Problem]:
    use = wanted.use
    unfolded = unfold_use(use, library, relation)
    if unfolded.broke_off is not None:
        return
    pieces = _offered(unfolded, wanted)
    known = {piece.id for piece in pieces if piece.id} | {piece.text for piece in pieces}
    for item in use.minus:
        if item.text not in known:
            related = [related_to(block.at, msg("The block stands here."))]
            yield includes.NOTHING_OMITTED.at(
                item.at, related=related, guess=nearest(item.text, known), block=use.block, quote=item.text
            )
    if wanted.part is not None and not without(pieces, use.minus) and not any(use.plus.values()):
        yield includes.NOTHING_LEFT.at(use.at, block=use.block)


def _offered(unfolded: Unfolded, wanted: Wanted) -> tuple[Piece, ...]:
    if wanted.part is None:
        return (*unfolded.parts, *unfolded.results)
    return unfolded.part(wanted.part)


def block_problems(block: Block, library: Library) -> Iterator[Problem]:
    """What is wrong inside a block."""
    asked: set[str] = set()
    for item in _texts(block):
        template = library.template(item.text)
        if isinstance(template, NotAllowed):
            yield includes.BAD_TEMPLATE.at(item.at, why=template.why)
            asked |= block.parameters.keys()
            continue
        asked |= template.names
        for name in undeclared(template, block):
            if block.parameters is ANYTHING:
                break
            known = [*(block.parameters.keys() - {NAME}), *_relation_names(name)]
            guess = f"{NAME}.nimetav" if name == NAME else nearest(name, known)
            yield includes.UNDECLARED_PARAMETER.at(item.at, guess=guess, parameter=name)
    for name, value in block.parameters.items():
        if name not in asked:
            yield includes.UNUSED_PARAMETER.at(value.key, parameter=name)
    yield from _item_ids(block)
    yield from _repeated(block, library)
    if block.kind == "competencies":
        # There the name is printed before the sentences.
        yield from full_stop(block.name.text, block.name.at)
    for wanted in uses_in_block(block):
        yield from use_problems(wanted, library, "ametnik")
    unfolded = library.unfold(block.key, "ametnik")
    if unfolded.broke_off is not None and not _breaks_off_inside(block, library):
        yield includes.OVERGROWN.at(block.at, why=unfolded.broke_off)


def _repeated(block: Block, library: Library) -> Iterator[Problem]:
    values = {name: f"{{{name}}}" for name, value in block.parameters.items() if value.text is None}
    for variant in library.variants(block) or (None,):
        unfolded = library.unfold(block.key, "ametnik", variant, values)
        for pieces in (unfolded.items, unfolded.parts, unfolded.results):
            yield from repeated(pieces)


def _relation_names(name: str) -> list[str]:
    return [f"{NAME}.{case}" for case in CASES] if name.startswith(NAME) else []


def _breaks_off_inside(block: Block, library: Library) -> bool:
    inner = (library.unfold(wanted.use.block, "ametnik") for wanted in uses_in_block(block))
    return any(unfolded.broke_off is not None for unfolded in inner)


def _texts(block: Block) -> Iterator[Item]:
    """Every text of the block that is filled in, those passed on to other blocks included."""
    if block.duty is not None:
        yield block.duty
    for entries in (block.items, block.parts, block.results):
        yield from (entry for entry in entries if isinstance(entry, Item))
    for wanted in uses_in_block(block):
        yield from (Item(value.text or "", value.at) for value in wanted.use.values.values())
        for added in wanted.use.plus.values():
            yield from (entry for entry in added if isinstance(entry, Item))


def _item_ids(block: Block) -> Iterator[Problem]:
    for entries in (block.items, block.parts, block.results):
        first: dict[str, Item] = {}
        for entry in entries:
            if isinstance(entry, Item) and entry.id is not None:
                if entry.id in first:
                    related = [related_to(first[entry.id].at, msg("The id stands here first."))]
                    yield includes.ITEM_ID_TWICE.at(entry.at, related=related, id=entry.id)
                first.setdefault(entry.id, entry)


def cycles(library: Library) -> Iterator[tuple[tuple[str, ...], Problem]]:
    """Blocks that include one another in a circle, each circle once: the blocks, and the problem with its chain."""
    included = {
        key: [(wanted.use.block, wanted.use.at) for wanted in uses_in_block(block)]
        for key in sorted(library.keys)
        if (block := library.get(key)) is not None
    }
    done: set[str] = set()
    for start, first in included.items():
        # Depth first, with a path of our own: a chain of blocks may be longer than Python's stack is deep.
        path: list[str] = []
        todo = [(start, iter(first))] if start not in done else []
        while todo:
            key, further = todo[-1]
            if not path or path[-1] != key:
                path.append(key)
            step = next(further, None)
            if step is None:
                todo.pop()
                path.pop()
                done.add(key)
            elif step[0] in path:
                circle = [*path[path.index(step[0]) :], step[0]]
                related = [
                    related_to(at, msg("“{block}” is included here.", block=inner))
                    for outer, inner in pairwise(circle[:-1])
                    for block, at in included[outer]
                    if block == inner
                ]
                problem = includes.CYCLE.at(step[1], related=related, chain=" → ".join(circle))
                yield tuple(circle[:-1]), problem
            elif step[0] not in done and step[0] in included:
                todo.append((step[0], iter(included[step[0]])))
