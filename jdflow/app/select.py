"""Which versions are printed: of the positions asked for, or of all; and why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.texts import incomplete
from jdflow.app.versions import wanted
from jdflow.calendar import written
from jdflow.language import Msg, msg
from jdflow.model.ids import is_id
from jdflow.problems import JUDGED, Place, files, references

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from jdflow.app.chronicle import Chronicle
    from jdflow.app.reading import Reading
    from jdflow.model.version import Timeline, Version
    from jdflow.problems import Problem


class Failure(NamedTuple):
    """A document that could not be made, and why: problems of its content, or what the system said."""

    id: str
    problems: list[Problem]
    why: Msg | None = None


class Selected(NamedTuple):
    """What to print of each position, sorted by id; those asked for that have nothing to print; the drafts left out."""

    versions: dict[str, list[Version]]
    failures: list[Failure]
    drafts: int


def select(chronicle: Chronicle, day: date, asked: Iterable[str] | None, *, upcoming: bool) -> Selected:
    """The versions in force on that day, and those upcoming where they are wanted."""
    head = chronicle.head
    drafts = 0
    versions: dict[str, list[Version]] = {}
    failures: list[Failure] = []
    for id in sorted({*chronicle.ids(), *head.ids()} if asked is None else set(asked)):
        # What was in force on a day does not depend on what the file says now.
        is_read = id in head.ids() and (upcoming or id not in chronicle.current)
        if problems := obstacles(head, id) if is_read else []:
            failures.append(Failure(id, problems))
            continue
        timeline = chronicle.timeline(id)
        found = wanted(timeline, day, upcoming=upcoming)
        if found:
            versions[id] = found
        elif asked is None:
            drafts += not timeline.versions and timeline.last is not None
        else:
            failures.append(Failure(id, [], _why_nothing(timeline, day)))
    return Selected(versions, failures, drafts)


def select_drafts(reading: Reading, today: date, asked: Iterable[str] | None) -> tuple[list[str], list[Failure]]:
    """The positions of the work tree that may be printed: all that have not ended; and those asked for that have."""
    ids: list[str] = []
    failures: list[Failure] = []
    for id in sorted(reading.ids() if asked is None else set(asked)):
        card = reading.examine(reading.first_paths[id]).card
        last = None if card is None else card.effective_to
        # What cannot be read is tried like all else, so that it is named.
        if card is None or last is None or not card.has_ended(today):
            ids.append(id)
        elif asked is not None:
            failures.append(Failure(id, [], _ended(last)))
    return ids, failures


def _ended(day: date) -> Msg:
    return msg("it ended on {day}; `--on` prints what was in force on an earlier day", day=written(day))


def _why_nothing(timeline: Timeline, day: date) -> Msg:
    """Why there is nothing to print of a position on that day."""
    before = [version for version in timeline.versions if version.state_on(day) == "ended"]
    if before and before[-1].effective_to is not None:
        return _ended(before[-1].effective_to)
    if timeline.versions:
        first = written(timeline.versions[0].effective_from)
        return msg("it takes effect on {day} only", day=first)
    return msg("it has no `kehtiv_alates` yet; `--worktree` prints it as a draft (MUSTAND)")


def obstacles(reading: Reading, id: str) -> list[Problem]:
    """What keeps a content's text of the position from being printed."""
    if not is_id(id):
        path = reading.first_paths[id]
        return [files.BAD_NAME.at(Place(path), name=path.rpartition("/")[2])]
    several = (problem for problem in reading.contents.problems if problem.rule is references.DUPLICATE_ID)
    # Which of the two texts is meant, nobody can tell.
    twice = [problem for problem in several if reading.contents.positions.get(problem.place.path) == id]
    return twice or incomplete(reading, id)


def spoilt(reading: Reading) -> list[Problem]:
    """What keeps the agency's own files from being read whole: without them every document would be wrong."""
    return [
        problem for problem in reading.agency_problems() if problem.severity == "error" and problem.rule.code < JUDGED
    ] + [problem for path, problem in reading.contents.refused.items() if path in reading.contents.agency]
