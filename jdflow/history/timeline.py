"""The first clock: from what each commit left of a position to its versions and their days."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from jdflow.model.version import Amendment, Timeline, Version, Withdrawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from jdflow.model.version import Moment, State

_A_DAY = timedelta(days=1)


class Sight(Protocol):
    """What a commit left of a position: its date at a glance, the rest when it is asked for."""

    @property
    def moment(self) -> Moment:
        """The commit."""

    @property
    def is_gone(self) -> bool:
        """Whether the position has no file any more."""

    @property
    def effective_from(self) -> date | None:
        """The date that its file seems to carry; of a file that cannot be read it may be any."""

    @property
    def may_end(self) -> bool:
        """Whether its file may carry a last day."""

    @property
    def state(self) -> State | None:
        """What it says; none where it cannot be read."""

    def echoes(self) -> Sequence[Sight]:
        """What later commits left of the same file, by changing the blocks that it uses: the same objects each time."""


def readable(sight: Sight) -> Sight | None:
    """The first that can be read of what a commit left of a file, and later ones by mending the blocks that it uses."""
    if sight.state is not None:
        return sight
    return next((echo for echo in sight.echoes() if echo.state is not None), None)


def timeline(id: str, sights: Iterable[Sight]) -> Timeline:
    """The versions of a position, from what the commits that touched it left, in the order of the main line.

    A commit that left nothing readable breaks its own version only: it counts as if it had not touched the position.
    """
    course = _Course()
    for sight in sights:
        if sight.is_gone:
            course.end(sight.moment)
        else:
            course.go_on(sight)
    return course.timeline(id)


class _Run:
    """A date, or none yet, with the sights that carried it."""

    def __init__(self, day: date | None) -> None:
        self.day = day
        self.sights: list[Sight] = []
        # The sights that set the date, the first and those that came back to it.
        self.set_by: list[Sight] = []
        # The day on which its file went away for good.
        self.ended_on: date | None = None
        self.withdrawn_by: Moment | None = None

    def set(self, sight: Sight, by: Sight) -> None:
        """A commit sets the date, for the first time or again: that of the sight, or one that made it readable."""
        self.withdrawn_by = None
        self.set_by.append(by)
        self.sights.append(sight)

    def all_sights(self) -> Iterator[Sight]:
        """The sights from the last to the first, those of shared blocks among them."""
        for sight in reversed(self.sights):
            yield from reversed(sight.echoes())
            yield sight

    def readable(self) -> Iterator[tuple[Sight, State]]:
        """Those of them that can be read; among them always one that set the date."""
        return ((sight, state) for sight in self.all_sights() if (state := sight.state) is not None)


class _Told(Version):
    """A version of which nothing is read before it is asked for."""

    def __init__(self, run: _Run, day: date, following: date | None) -> None:
        self.effective_from = day
        self._run = run
        self._following = following

    @cached_property
    def _last(self) -> tuple[Sight, State]:
        return next(self._run.readable())

    @property
    def state(self) -> State:
        """The position as the last commit left it that held this date and could be read."""
        return self._last[1]

    @cached_property
    def effective_to(self) -> date | None:  # type: ignore[override]
        """The last day in force: the day before the next version, `kehtiv_kuni`, or the end of the file."""
        ends = [] if self._following is None else [self._following - _A_DAY]
        # Only where any of its files may carry a last day need that be read.
        if any(sight.may_end for sight in self._run.sights):
            first, last = self.state.facts.effective_from, self.state.facts.effective_to
            if last is not None and first is not None and last >= first:
                ends.append(last)
        if self._run.ended_on is not None:
            ends.append(self._run.ended_on)
        return min(ends, default=None)

    @cached_property
    def set_at(self) -> Moment:
        """The commit that set its date or changed its words last: found from the end."""
        at, last = self._last
        for sight, state in self._run.readable():
            if state.fingerprint != last.fingerprint:
                break
            at = sight
            if sight in self._run.set_by:
                break
        return at.moment

    @property
    def dated_at(self) -> Moment:
        """The commit that set its date last."""
        return self._run.set_by[-1].moment

    @cached_property
    def amendments(self) -> tuple[Amendment, ...]:
        """The changes of its words after they were first set."""
        changes = pairwise(reversed(list(self._run.readable())))
        return tuple(
            Amendment(sight.moment, state, before)
            for (_, before), (sight, state) in changes
            if state.fingerprint != before.fingerprint
        )

    @property
    def is_declared_editorial(self) -> bool:
        """Whether every commit that made this text calls what it changed editorial."""
        # What is known of commits is asked first: the amendments are found by reading every text.
        if any(sight.moment.declared is None for sight in self._run.set_by):
            return False
        return all(one.moment.declared is not None for one in self.amendments)


class _Course:
    """A position's course through the main line."""

    def __init__(self) -> None:
        self.runs: dict[date, _Run] = {}
        self.run: _Run | None = None
        # What was there before the file went away, and which versions that ended or withdrew.
        self.gone: _Run | None = None
        self.undone: list[_Run] = []

    def end(self, moment: Moment) -> None:
        """The file is gone: what is in force ends on that day, what was upcoming never comes."""
        if self.run is None:
            return
        self.gone, self.run, self.undone = self.run, None, []
        for day, run in self._standing():
            if day > moment.day:
                run.withdrawn_by = moment
                self.undone.append(run)
            elif run.ended_on is None:
                run.ended_on = moment.day
                self.undone.append(run)

    def go_on(self, sight: Sight) -> None:
        """The file says this from that commit on."""
        if self.run is not None and sight.effective_from == self.run.day:
            self.run.sights.append(sight)
            return
        by = readable(sight)
        if by is None or (state := by.state) is None:
            return
        first = state.facts.effective_from
        if self.run is None and self._is_mended(state):
            for run in self.undone:
                run.ended_on, run.withdrawn_by = None, None
        elif self.run is not None and first == self.run.day:
            self.run.sights.append(sight)
            return
        else:
            self._leave(first, by.moment)
        self._set(first, sight, by)

    def _is_mended(self, state: State) -> bool:
        """Whether a file that was gone is there again as it was: an accident, and its repair."""
        if self.gone is None or self.gone.day != state.facts.effective_from:
            return False
        return next(self.gone.readable())[1].fingerprint == state.fingerprint

    def _leave(self, first: date | None, moment: Moment) -> None:
        """The date changes: which versions stand beside the new one, and which are withdrawn."""
        for day, run in self._standing():
            if first is not None and day >= first:
                run.withdrawn_by = moment
        left = self.run
        if left is None or left.day is None or left.day <= moment.day or left.withdrawn_by is not None:
            return
        approved = next(left.readable())[1].facts.approved_on
        if first is None or approved is None or approved > moment.day:
            left.withdrawn_by = moment

    def _set(self, first: date | None, sight: Sight, by: Sight) -> None:
        """The date is set; one that the main line has held before goes on from there."""
        run = _Run(None) if first is None else self.runs.get(first)
        if run is None or run.ended_on is not None:
            run = _Run(first)
        if first is not None:
            self.runs[first] = run
        run.set(sight, by)
        self.run = run

    def _standing(self) -> list[tuple[date, _Run]]:
        return [(day, run) for day, run in sorted(self.runs.items()) if run.withdrawn_by is None]

    def timeline(self, id: str) -> Timeline:
        """The versions as they stand after the last commit."""
        standing = self._standing()
        following = [day for day, _ in standing[1:]] + [None] * bool(standing)
        return Timeline(
            id,
            tuple(_Told(run, day, after) for (day, run), after in zip(standing, following, strict=True)),
            tuple(
                Withdrawn(_Told(run, day, None), run.withdrawn_by)
                for day, run in sorted(self.runs.items())
                if run.withdrawn_by is not None
            ),
            None if self.run is None else next(self.run.readable())[1],
        )
