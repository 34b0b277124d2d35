"""`review`: the record of yearly reviews, as a commit that changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.git.commit import record
from jdflow.history.messages import message_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from jdflow.app.chronicle import Chronicle
    from jdflow.model.version import Outcome, Version


class Review(NamedTuple):
    """What is said of all positions that are reviewed together."""

    outcome: Outcome
    role: str | None
    note: str | None
    until: date | None = None


def texts_reviewed(chronicle: Chronicle, ids: Iterable[str], today: date) -> dict[str, Version | None]:
    """For each position the text that its review is about: the one in force, else the next; none for a draft."""
    timelines = ((id, chronicle.timeline(id)) for id in ids)
    return {id: timeline.on_or_after(today) for id, timeline in timelines}


def record_review(chronicle: Chronicle, versions: dict[str, Version], review: Review, seconds: int | None) -> str:
    """Makes the commit; its name. Raises a NotRecorded."""
    reviewed = [(id, version.state.fingerprint) for id, version in versions.items()]
    message = message_of(reviewed, review.outcome, review.role, review.note, review.until)
    return record(chronicle.source.repository, message, chronicle.source.commit, seconds)
