"""Where a position or a block uses shared blocks, and of which kind each place wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.model.resolved import REQUIREMENTS
from jdflow.model.texts import Competency, Duty, Use

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jdflow.model.block import Block
    from jdflow.model.position import Position
    from jdflow.model.texts import CompetencyEntry, Entry, LanguageEntry, Part


class Wanted(NamedTuple):
    """A use of a block, the kind of block that its place wants, and as what: a whole duty or a part of a list."""

    use: Use
    kind: str
    part: Part | None


def use_terms(use: Use) -> tuple[str, str | None, tuple[tuple[str, str | None], ...]]:
    """What a use asks for: the block, the variant, the values."""
    values = tuple((name, value.text) for name, value in use.values.items())
    return use.block, use.variant.text if use.variant is not None else None, values


def uses_in_position(position: Position) -> Iterator[Wanted]:
    """Every use in a position, in the order of the model."""
    for duty in position.duties:
        if isinstance(duty, Use):
            yield Wanted(duty, "duties", None)
            yield from _in_plus(duty, "duties", "items")
        else:
            yield from _in_duty(duty)
    yield from _in_list(position.rights, "rights")
    yield from _in_list(position.responsibilities, "responsibilities")
    yield from _in_list(position.tools, "tools")
    for name in (*REQUIREMENTS, "languages"):
        yield from _in_list(getattr(position.requirements, name), "requirements")
    for competency in (*position.competencies.core, *position.competencies.additional):
        if isinstance(competency, Competency):
            yield from _in_list(competency.items, "competencies")
        else:
            yield from _in_list((competency,), "competencies")
    yield from _in_list(position.special_terms, "clauses")
    yield from _in_list(position.review_clause, "clauses")


def uses_in_block(block: Block) -> Iterator[Wanted]:
    """Every use in a shared block: of blocks of its own kind."""
    yield from _in_list(block.items, block.kind)
    yield from _in_list(block.parts, block.kind, "parts")
    yield from _in_list(block.results, block.kind, "results")


def _in_duty(duty: Duty) -> Iterator[Wanted]:
    yield from _in_list(duty.parts, "duties", "parts")
    yield from _in_list(duty.results, "duties", "results")


def _in_list(
    entries: Iterable[Entry | CompetencyEntry | LanguageEntry], kind: str, part: Part = "items"
) -> Iterator[Wanted]:
    for entry in entries:
        if isinstance(entry, Use):
            yield Wanted(entry, kind, part)
            yield from _in_plus(entry, kind, part)


def _in_plus(use: Use, kind: str, outer: Part) -> Iterator[Wanted]:
    for part, entries in use.plus.items():
        # What is added to a list belongs to whatever that list is.
        yield from _in_list(entries, kind, outer if part == "items" else part)
