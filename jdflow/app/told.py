"""What history tells: the register on a day, the text in force on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.ask import shown
from jdflow.app.versions import origin_at
from jdflow.query.register import Row, row_of_version

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from jdflow.app.chronicle import Chronicle
    from jdflow.model.review import Due
    from jdflow.model.version import Version, VersionState
    from jdflow.query.shown import Shown


class Told(NamedTuple):
    """A text, and what it is on the day that was asked for; without a version it is a draft."""

    shown: Shown
    version: Version | None
    state: VersionState | None


def list_told(chronicle: Chronicle, day: date, plan: Iterable[Due]) -> list[Row]:
    """The register on a day with the reviews that were due then; positions that have ended are in it, too."""
    reviews = {item.id: item for item in plan}
    rows = (row_of_version(chronicle.timeline(id), day) for id in chronicle.ids() if id in reviews)
    return [
        row._replace(review_due=reviews[row.id].due, review_state=reviews[row.id].state)
        for row in rows
        if row is not None
    ]


def shown_version(chronicle: Chronicle, id: str, version: Version) -> Shown | None:
    """A version's text as its commit left it, with the approval that is recorded by now."""
    reading = chronicle.reading_at(version.set_at)
    resolved = reading.resolved(origin_at(chronicle, reading, id, version.set_at).id)
    if resolved is None:
        return None
    facts = version.state.facts
    position = resolved.position._replace(id=id, approval=facts.approval, effective_to=facts.effective_to)
    found = shown(reading, resolved._replace(position=position))
    return found._replace(commit=version.set_at.commit)


def show_told(chronicle: Chronicle, id: str, day: date) -> Told | None:
    """The text to show for a day: that in force, else the next, else the last, else the draft; none if unreadable."""
    version = chronicle.timeline(id).told_on(day)
    if version is not None:
        found = shown_version(chronicle, id, version)
        return None if found is None else Told(found, version, version.state_on(day))
    resolved = chronicle.head.resolved(id) if id in chronicle.head.ids() else None
    return None if resolved is None else Told(shown(chronicle.head, resolved), None, None)
