"""`list`, `show`, `uses`: answers from the work tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.query.names import is_within, partitive_of, title_of, unit_name
from jdflow.query.register import Row, register
from jdflow.query.shown import Shown
from jdflow.query.usage import Usage, usages
from jdflow.resolve.fingerprint import fingerprint
from jdflow.resolve.uses import uses_in_block

if TYPE_CHECKING:
    from datetime import date

    from jdflow.app.reading import Reading
    from jdflow.model.position import Position
    from jdflow.model.resolved import Resolved


def list_positions(reading: Reading, day: date, unit: str | None = None) -> list[Row]:
    """The register on a day, of the whole agency or of a unit with all below it."""
    rows = register(reading.cards(), day)
    return [row for row in rows if unit is None or is_within(row.unit, unit, reading.organisation)]


def show_position(reading: Reading, id: str) -> Shown | None:
    """The position with its shared blocks put in; none where its file cannot be read."""
    resolved = reading.resolved(id)
    return None if resolved is None else shown(reading, resolved)


def shown(reading: Reading, resolved: Resolved) -> Shown:
    """The resolved position with the names of others, as they stand in the same content."""
    position = resolved.position
    return Shown(
        resolved=resolved,
        unit=unit_name(position.unit, reading.organisation),
        manager=None if position.manager is None else title_of(position.manager, reading.get),
        substitutes=tuple(title_of(ref, reading.get) for ref in position.substitutes),
        substitutes_for=tuple(partitive_of(ref, reading.get) for ref in position.substitutes_for),
        reports=_reports(position, reading),
        fingerprint=fingerprint(resolved),
        commit=None,
    )


def _reports(position: Position, reading: Reading) -> tuple[tuple[str | None, str], ...]:
    if position.reports == "auto":
        below = [card for card in reading.naming(position.id) if card.manager and card.manager.id == position.id]
        return tuple((card.id, card.full_title) for card in sorted(below))
    return tuple((ref.id, title_of(ref, reading.get)) for ref in position.reports)


def uses_of(reading: Reading, block: str) -> list[Usage]:
    """Where a shared block is used."""
    inner = {
        key: frozenset(wanted.use.block for wanted in uses_in_block(each))
        for key in reading.contents.blocks
        if (each := reading.library.get(key)) is not None
    }
    return list(usages(block, reading.cards(), inner))
