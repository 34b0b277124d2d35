"""What history tells of a position: the text in force on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.ask import shown
from jdflow.app.versions import origin_at

if TYPE_CHECKING:
    from datetime import date

    from jdflow.app.chronicle import Chronicle
    from jdflow.model.version import Version, VersionState
    from jdflow.query.shown import Shown


class Told(NamedTuple):
    """A text, and what it is on the day that was asked for; without a version it is a draft."""

    shown: Shown
    version: Version | None
    state: VersionState | None


def shown_version(chronicle: Chronicle, id: str, version: Version) -> Shown | None:
    """A version's text as its commit left it, with the approval that is recorded by now."""
    reading = chronicle.reading_at(version.set_at, [id])
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
