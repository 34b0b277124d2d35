"""Why a review is due early: what changed around a position since its clock started."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias, TypeVar

from jdflow.calendar import plus
from jdflow.language import Msg, msg
from jdflow.model.review import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from jdflow.model.review import ReasonKind, Start
    from jdflow.model.version import Moment

T = TypeVar("T")
Course: TypeAlias = "Iterable[tuple[Moment, T]]"
"""What commits of the main line left, the newest first: read only as far back as the clock's start."""
_Read: TypeAlias = "Sequence[tuple[Moment, T]]"

MOST_SUPERIORS = 20


class Own(NamedTuple):
    """What a position's file says of its place: ids as they are now, earlier ones (`varem`) led to those."""

    unit: str | None
    manager: str | None
    substitutes: tuple[str, ...]
    # Further positions that it names, of which only the end counts.
    others: tuple[str, ...] = ()


class Named(NamedTuple):
    """A position as those see it that name it."""

    title: str
    effective_to: date | None = None


class UnitAt(NamedTuple):
    """A unit as its entry says."""

    name: str
    valid_to: date | None = None
    parent: str | None = None


class World(Protocol):
    """What the main line held of positions and units, each where a commit changed it, the newest commit first.

    Commits after the one that the plan is known at are left out; those of later days than today may stay in.
    """

    def own(self, id: str) -> Course[Own | None]:
        """What the position's file said of its place; none where it was gone."""

    def named(self, id: str) -> Course[Named | None]:
        """The position's title and last day; none where it was gone, nothing at all for what is no id."""

    def units(self) -> Course[Mapping[str, UnitAt]]:
        """All units."""


class _Since(NamedTuple):
    """A day, and the commit by which it counts."""

    day: date
    moment: Moment


def early_reasons(id: str, start: Start, today: date, world: World) -> tuple[Reason, ...]:
    """What changed since the clock started and is still so today: what was changed back is none.

    A change counts from the day on which it reached the main line, an end from the day after the last one, if that is
    later. What came to the main line with the record of the review was known to those who held it.
    """
    return tuple(sorted(_Inquiry(start, today, world).reasons(id), key=lambda reason: (reason.on, reason.kind)))


class _Inquiry:
    """A look at what changed around one position."""

    def __init__(self, start: Start, today: date, world: World) -> None:
        self.start = start
        self.today = today
        self.world = world

    def reasons(self, id: str) -> Iterator[Reason]:
        """All reasons, in no order."""
        course = self._since_start(self.world.own(id))
        before, after = (course[0][1], course[-1][1]) if course else (None, None)
        if before is None or after is None:
            return
        units = self._since_start(self.world.units())
        yield from self._own_place(course, before, after, units)
        if after.unit is not None and after.unit == before.unit:
            yield from self._unit(after.unit, units)
        at_first = {before.manager, *before.substitutes}
        by_name = dict.fromkeys([after.manager, *after.substitutes])
        for other in dict.fromkeys([*by_name, *after.others]):
            if other is not None:
                yield from self._other(other, may_be_renamed=other in at_first and other in by_name)

    def _own_place(
        self, course: _Read[Own | None], before: Own, after: Own, units: _Read[Mapping[str, UnitAt]]
    ) -> Iterator[Reason]:
        """The position itself was given another place."""
        since = self._changed(course, lambda own: own and own.unit)
        if since is not None:
            first, last = (units[0][1], units[-1][1]) if units else ({}, {})
            text = msg(
                "the unit changed: {before} → {after}",
                before=_unit_name(before.unit, first),
                after=_unit_name(after.unit, last),
            )
            yield _reason("unit", text, since)
        since = self._changed(course, lambda own: own and own.manager)
        if since is not None:
            text = msg(
                "the manager changed: {before} → {after}",
                before=self._titles([before.manager], last=False),
                after=self._titles([after.manager], last=True),
            )
            yield _reason("manager", text, since)
        since = self._changed(course, lambda own: own and frozenset(own.substitutes))
        if since is not None:
            text = msg(
                "the substitutes changed: {before} → {after}",
                before=self._titles(before.substitutes, last=False),
                after=self._titles(after.substitutes, last=True),
            )
            yield _reason("substitutes", text, since)

    def _unit(self, unit: str, units: _Read[Mapping[str, UnitAt]]) -> Iterator[Reason]:
        """The unit that the position is in has ended, has another name or another unit above it."""
        ended = self._ended([(moment, held.get(unit)) for moment, held in units], lambda one: one.valid_to)
        if ended is not None:
            yield _reason("unit_ended", msg("the unit {name} has ended", name=_unit_name(unit, units[0][1])), ended)
            return
        moved = self._changed(units, lambda held: [key for key, _ in _superiors(unit, held)])
        if moved is not None:
            name, above = _unit_name(unit, units[-1][1]), [one.name for _, one in _superiors(unit, units[-1][1])][1:]
            text = (
                msg("the unit {name} now belongs to {above}", name=name, above=above[0])
                if above
                else msg("the unit {name} now has no unit above it", name=name)
            )
            yield _reason("unit_moved", text, moved)
            return
        renamed = self._changed(units, lambda held: [one.name for _, one in _superiors(unit, held)])
        if renamed is not None:
            pairs = zip(_superiors(unit, units[0][1]), _superiors(unit, units[-1][1]), strict=True)
            before, after = next((one.name, other.name) for (_, one), (_, other) in pairs if one.name != other.name)
            text = msg("the unit {before} is now called {after}", before=before, after=after)
            yield _reason("unit_renamed", text, renamed)

    def _other(self, id: str, *, may_be_renamed: bool) -> Iterator[Reason]:
        """A position that is named has ended or has another title."""
        course = self._since_start(self.world.named(id))
        if not course:
            return
        ended = self._ended(course, lambda one: one.effective_to)
        if ended is not None:
            title = next((one.title for _, one in reversed(course) if one is not None), id)
            yield _reason("position_ended", msg("the position {title} has ended", title=title), ended)
            return
        before, after = course[0][1], course[-1][1]
        renamed = self._changed(course, lambda one: one and one.title)
        if renamed is not None and may_be_renamed and before is not None and after is not None:
            text = msg("the position {before} is now called {after}", before=before.title, after=after.title)
            yield _reason("position_renamed", text, renamed)

    def _since_start(self, course: Course[T]) -> _Read[T]:
        """What was held when the clock started, and what came after that up to today; the oldest first."""
        read: list[tuple[Moment, T]] = []
        for moment, value in course:
            if moment.day <= self.today:
                read.append((moment, value))
                if self._is_before(moment):
                    break
        return read[::-1]

    def _is_before(self, moment: Moment) -> bool:
        """Whether what the commit left was known when the clock started."""
        if moment.day < self.start.day:
            return True
        if self.start.number is None or moment.number > self.start.number:
            return False
        # A text says all that its own commit knew, though it took effect before that.
        return moment.day == self.start.day or self.start.source == "effective"

    def _changed(self, course: _Read[T], value: Callable[[T], object]) -> _Since | None:
        """Since when it has been other than it was, if it is."""
        if not course or value(course[0][1]) == value(course[-1][1]):
            return None
        first, since = value(course[0][1]), None
        for moment, held in course:
            if value(held) == first:
                since = None
            elif since is None:
                since = moment
        return None if since is None or since.number == self.start.number else _Since(since.day, since)

    def _ended(self, course: _Read[T | None], last_day: Callable[[T], date | None]) -> _Since | None:
        """Since when it has been at an end, if it is and was not when the clock started."""
        since: _Since | None = None
        was_ended = False
        for number, (moment, held) in enumerate(course):
            begins = max(moment.day, self.start.day)
            until = course[number + 1][0].day if number + 1 < len(course) else plus(self.today, 1)
            last = plus(moment.day, -1) if held is None else last_day(held)
            if last is None or last >= plus(until, -1):
                since, was_ended = None, False
            elif since is None:
                since = _Since(max(begins, plus(last, 1)), moment)
                was_ended = number == 0 and (held is None or last < self.start.day)
        return None if since is None or was_ended else since

    def _titles(self, ids: Iterable[str | None], *, last: bool) -> str | Msg:
        """Positions as they were called when the clock started, or are now."""
        return ", ".join(self._title(id, last=last) for id in ids if id is not None) or msg("none")

    def _title(self, id: str, *, last: bool) -> str:
        course = self._since_start(self.world.named(id))
        held = [one.title for _, one in course if one is not None]
        return (held[-1] if last else held[0]) if held else id


def _reason(kind: ReasonKind, text: Msg, since: _Since) -> Reason:
    return Reason(kind, text, since.day, since.moment.commit)


def _unit_name(unit: str | None, units: Mapping[str, UnitAt]) -> str | Msg:
    if unit is None:
        return msg("none")
    return units[unit].name if unit in units else unit


def _superiors(unit: str, units: Mapping[str, UnitAt]) -> list[tuple[str, UnitAt]]:
    """The unit and those above it; a circle of units only comes to an end."""
    found: list[tuple[str, UnitAt]] = []
    here: str | None = unit
    while here is not None and here in units and len(found) < MOST_SUPERIORS:
        found.append((here, units[here]))
        here = units[here].parent
    return found
