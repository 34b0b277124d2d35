"""The versions that are printed, each with the content that its commit left."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.chronicle import Chronicle
from jdflow.app.kept import shelf_of
from jdflow.app.past import Past
from jdflow.app.texts import reading_at
from jdflow.rules.revisions import ignored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from jdflow.app.reading import Reading
    from jdflow.app.repository import Source
    from jdflow.model.version import Moment, Timeline, Version


class Origin(NamedTuple):
    """Where a version's text comes from: the content as it stood then, the id it had, the commit, its moment."""

    reading: Reading
    id: str
    commit: str | None
    seconds: int
    author: str = ""

    @property
    def written_at(self) -> str:
        """The moment as Word writes it, in universal time."""
        return datetime.fromtimestamp(self.seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def chronicle_of(source: Source) -> Chronicle:
    """The history of the content up to the commit that is asked for."""
    return Chronicle(source, reading_at(source), shelf_of(source.repository))


def chronicle_known_on(source: Source, day: date) -> Chronicle | None:
    """The history up to the last commit that was made by the end of that day; none before the first.

    Commits that count as never made say nothing of days either.
    """
    shelf = shelf_of(source.repository)
    past = Past(source, ignored(reading_at(source).settings), shelf)
    known = range(past.moments.until(day) - 1, -1, -1)
    found = next((past.moments[number] for number in known if number not in past.ignored), None)
    if found is None:
        return None
    at = source._replace(commit=found.commit)
    return Chronicle(at, reading_at(at), shelf)


def wanted(timeline: Timeline, day: date, *, upcoming: bool) -> list[Version]:
    """The version in force on that day, and those that take effect later where they are asked for."""
    states = {"in_force", "upcoming"} if upcoming else {"in_force"}
    return [version for version in timeline.versions if version.state_on(day) in states]


def origins(chronicle: Chronicle, asked: Iterable[tuple[str, Version]]) -> Iterator[tuple[str, Origin]]:
    """Where these versions come from: commit by commit, the newest first, each content read once."""
    by_commit = sorted(asked, key=lambda one: (-one[1].set_at.number, one[0], one[1].effective_from))
    for moment, versions in groupby(by_commit, key=lambda one: one[1].set_at):
        ids = [id for id, _ in versions]
        reading = chronicle.reading_at(moment, ids)
        for id in ids:
            yield id, origin_at(chronicle, reading, id, moment)


def origin_at(chronicle: Chronicle, reading: Reading, id: str, moment: Moment) -> Origin:
    """The position in the content of that commit, under the id that it had then."""
    name = next(name for name in chronicle.names(id) if name in reading.ids())
    return Origin(reading, name, moment.commit, moment.seconds, moment.author)
