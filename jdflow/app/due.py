"""`due`: when each position's review is due, with the evidence that history holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.log import class_between, reviewed_text
from jdflow.app.world import World
from jdflow.query.reorganised import early_reasons
from jdflow.query.review import Asked, due

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from jdflow.app.chronicle import Chronicle
    from jdflow.model.difference import ChangeClass
    from jdflow.model.review import Due, Reason, Start
    from jdflow.model.version import Record, Version


class Reviews:
    """The reviews of positions as they are due on a day."""

    def __init__(self, chronicle: Chronicle, today: date) -> None:
        self._chronicle = chronicle
        self._today = today
        self._asked = Asked(self._is_material, self._reasons, self._reviewed)
        self.world = World(chronicle)

    def due(self, id: str) -> Due:
        """When the position's review is due."""
        self.world.asked.clear()
        chronicle = self._chronicle
        return due(chronicle.timeline(id), chronicle.records(id)[0], chronicle.head.settings, self._today, self._asked)

    def _is_material(self, before: Version, version: Version) -> bool:
        # A declaration can only make the change less: whether there is one is asked last, for every text of the version
        # may have to be read to know; the commit that set the date is known anyway.
        return self._class(before, version, declared=False) == "material" and (
            version.dated_at.declared is None
            or self._class(before, version, declared=True) == "material"
            or not version.is_declared_editorial
        )

    def _class(self, before: Version, version: Version, *, declared: bool) -> ChangeClass | None:
        return class_between(self._chronicle.recall, before.state, version.state, declared=declared)

    def _reasons(self, id: str, start: Start) -> Sequence[Reason]:
        return early_reasons(id, start, self._today, self.world)

    def _reviewed(self, record: Record) -> str | None:
        return reviewed_text(self._chronicle, record)
