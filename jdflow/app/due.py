"""`due`: the review plan, with the evidence that history holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.log import class_between, reviewed_text
from jdflow.app.world import World
from jdflow.output.plan import Names
from jdflow.query.names import is_within, unit_name
from jdflow.query.reorganised import early_reasons
from jdflow.query.review import Asked, due, plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from jdflow.app.chronicle import Chronicle
    from jdflow.model.difference import ChangeClass
    from jdflow.model.review import Due, Reason, Start
    from jdflow.model.version import Record, Version


def review_plan(chronicle: Chronicle, today: date, unit: str | None = None) -> list[Due]:
    """Every position with the day of its next review, those due first at the head."""
    world = World(chronicle)

    def material(before: Version, version: Version) -> bool:
        # A declaration can only make the change less: whether there is one is asked last, for every text of the version
        # may have to be read to know; the commit that set the date is known anyway.
        return _class(before, version, declared=False) == "material" and (
            version.dated_at.declared is None
            or _class(before, version, declared=True) == "material"
            or not version.is_declared_editorial
        )

    def _class(before: Version, version: Version, *, declared: bool) -> ChangeClass | None:
        key = f"{before.state.fingerprint} {version.state.fingerprint} {declared:d}"
        classes = chronicle.recall.classes
        if key not in classes:
            classes[key] = class_between(before.state, version.state, declared=declared)
        return classes[key]

    def reasons(id: str, start: Start) -> Sequence[Reason]:
        return early_reasons(id, start, today, world)

    def fingerprint(record: Record) -> str | None:
        return reviewed_text(chronicle, record)

    settings, asked = chronicle.head.settings, Asked(material, reasons, fingerprint)
    chronicle.look_together(lambda id: due(chronicle.timeline(id), chronicle.records(id)[0], settings, today, asked))
    positions = ((chronicle.timeline(id), chronicle.records(id)[0]) for id in chronicle.ids())
    items = plan(positions, settings, today, asked)
    return [item for item in items if unit is None or is_within(item.unit, unit, chronicle.head.organisation)]


def names_in(chronicle: Chronicle) -> Names:
    """Units and managers as people call them now."""
    head = chronicle.head

    def unit(id: str | None) -> str:
        return unit_name(id, head.organisation)

    def manager(id: str | None) -> str:
        card = None if id is None else head.get(id)
        return (id or "") if card is None else card.full_title

    return Names(unit, manager, chronicle.first_id)
