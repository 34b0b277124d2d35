"""`log`: the versions of a position with what changed in them, and the reviews that were held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.query.difference import class_of_change
from jdflow.query.log import Amended, Log, LoggedVersion, Reviewed
from jdflow.query.shown import bare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from jdflow.app.chronicle import Chronicle
    from jdflow.app.recall import Recall
    from jdflow.model.difference import ChangeClass
    from jdflow.model.version import Record, State, Timeline, Version


def log(chronicle: Chronicle, id: str, today: date) -> Log:
    """All that history tells of a position."""
    timeline = chronicle.timeline(id)
    records, doubts = chronicle.records(id)
    return Log(
        id=id,
        versions=list(_versions(timeline, today, chronicle.recall)),
        withdrawn=timeline.withdrawn,
        reviews=[_reviewed(chronicle, record, timeline, today) for record in records],
        unreadable=chronicle.unreadable(id),
        doubts=doubts,
    )


def _versions(timeline: Timeline, today: date, recall: Recall) -> Iterator[LoggedVersion]:
    before: Version | None = None
    for version in timeline.versions:
        amended = [
            Amended(one.moment, class_between(recall, one.before, one.state, declared=one.moment.declared is not None))
            for one in version.amendments
        ]
        changed = None
        if before is not None:
            declared = version.is_declared_editorial
            changed = class_between(recall, before.state, version.state, declared=declared)
        yield LoggedVersion(version, changed, version.state_on(today), amended)
        before = version


def class_between(recall: Recall, before: State, after: State, *, declared: bool) -> ChangeClass | None:
    """The class of the change from one text to another."""
    if before.fingerprint == after.fingerprint:
        return None
    id, name = after.facts.id, recall.change_name(before.fingerprint, after.fingerprint, declared=declared)
    if not recall.has_change(id, name):
        old, new = before.resolved, after.resolved
        if old is None or new is None:
            return None
        both = bare(old, before.fingerprint), bare(new, after.fingerprint)
        recall.put_change(id, name, class_of_change(*both, declared=declared))
    return recall.change(id, name)


def _reviewed(chronicle: Chronicle, record: Record, timeline: Timeline, today: date) -> Reviewed:
    """A review, and whether the text that was reviewed is the one in force now."""
    text = reviewed_text(chronicle, record)
    now = timeline.on_or_after(today)
    return Reviewed(record._replace(fingerprint=text), now is not None and now.state.fingerprint == text)


def reviewed_text(chronicle: Chronicle, record: Record) -> str | None:
    """The fingerprint of the text that was reviewed: as recorded, else the one in force on that day, else the next."""
    if record.fingerprint is not None:
        return record.fingerprint
    known = chronicle.timeline_known(record.id, record.known)
    version = known.on_or_after(record.on)
    return None if version is None else version.state.fingerprint
