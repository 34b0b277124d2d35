"""What was around the positions, commit by commit: their own places, the positions they name, the units."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from jdflow.app.reading import Reading
from jdflow.intake.contents import ORGANISATION
from jdflow.intake.snapshot import Commit
from jdflow.query.reorganised import Named, Own, UnitAt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jdflow.app.chronicle import Chronicle
    from jdflow.app.line import File
    from jdflow.model.version import Facts, Moment


class World:
    """The history of a content as the review plan looks at it: the newest commit first."""

    def __init__(self, chronicle: Chronicle) -> None:
        self.chronicle = chronicle
        # The positions that were asked for since this was emptied, be there any such or not.
        self.asked: set[str] = set()
        self._units: dict[File | None, Mapping[str, UnitAt]] = {}

    def own(self, id: str) -> Iterator[tuple[Moment, Own | None]]:
        """What the position's file said of its place."""
        for moment, facts in self._facts(id):
            yield moment, None if facts is None else self._own(facts)

    def _own(self, facts: Facts) -> Own:
        now = self.chronicle.current
        return Own(
            facts.unit,
            None if facts.manager is None else now.get(facts.manager, facts.manager),
            tuple(now.get(id, id) for id in facts.substitutes),
            tuple(now.get(id, id) for id in facts.others),
        )

    def named(self, id: str) -> Iterator[tuple[Moment, Named | None]]:
        """The position's title and last day, as those see it that name it."""
        home = self.chronicle.current.get(id)
        self.asked.add(home or id)
        if home is not None:
            for moment, facts in self._facts(home):
                yield moment, None if facts is None else Named(facts.full_title, facts.effective_to)

    def units(self) -> Iterator[tuple[Moment, Mapping[str, UnitAt]]]:
        """All units."""
        past = self.chronicle.past
        for number in reversed(past.numbers([ORGANISATION])):
            yield past.moments[number], self._units_in(past.file_at(ORGANISATION, number))

    def _units_in(self, file: File | None) -> Mapping[str, UnitAt]:
        if file not in self._units:
            files = {} if file is None else {ORGANISATION: file}
            reading = Reading(Commit(self.chronicle.past.tree_of(files)), self.chronicle.head.known)
            units = reading.organisation.units
            self._units[file] = {id: UnitAt(unit.name, unit.valid_to, unit.parent) for id, unit in units.items()}
        return self._units[file]

    def _facts(self, id: str) -> Iterator[tuple[Moment, Facts | None]]:
        """What its file said; commits that left it unreadable say nothing.

        Of commits in a row that say the same of the place the first that can be read speaks for those after it:
        whether those can be read makes no difference, since nothing changed with them.
        """
        for place, alike in groupby(reversed(self.chronicle.sights(id)), key=lambda sight: sight.place):
            if place is None:
                for sight in alike:
                    state = None if sight.is_gone else sight.state
                    if sight.is_gone or state is not None:
                        yield sight.moment, None if state is None else state.facts
                continue
            row = list(alike)
            told = next(((n, state.facts) for n, sight in reversed([*enumerate(row)]) if (state := sight.state)), None)
            if told is not None:
                last, facts = told
                yield from ((sight.moment, facts) for sight in row[: last + 1])
