"""Positions, their histories and what is around them, for tests of the review plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from jdflow.model.version import Facts, Moment, Record, State, Timeline, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jdflow.query.reorganised import Named, Own, UnitAt


def day(text: str) -> date:
    return date.fromisoformat(text)


def moment(number: int, on: str) -> Moment:
    return Moment(number, f"c{number}", day(on), 0, "Mari")


def state(fingerprint: str = "v1:00", **facts: Any) -> State:  # noqa: ANN401 (whatever the field holds)
    given = Facts(
        id="aa",
        path="positions/aa.yaml",
        title="Andmehaldur",
        unit="andmed",
        relation="töötaja",
        effective_from=None,
        effective_to=None,
        approval=None,
        retroactive=False,
        reviewed_on=None,
        former_ids=(),
        manager="juht",
        substitutes=(),
    )
    return State(given._replace(**facts), fingerprint)


def version(first: str, last: str | None = None, *, at: Moment | None = None, **facts: Any) -> Version:  # noqa: ANN401
    told = state(f"v1:{first}", **facts)
    return Version(day(first), day(last) if last else None, at or moment(1, first), told)


def timeline(*versions: Version, id: str = "aa", last: State | None = None) -> Timeline:
    return Timeline(id, versions, (), last)


def record(on: str, number: int = 5, known: str | None = None, **given: Any) -> Record:  # noqa: ANN401
    return Record("aa", day(on), f"r{number}", moment(number, known or on), "trailer")._replace(**given)


class World:
    """What tests say the main line held: the oldest first, given out the newest first, and counted."""

    def __init__(
        self,
        own: Iterable[tuple[Moment, Own | None]] = (),
        named: Mapping[str, Sequence[tuple[Moment, Named | None]]] | None = None,
        units: Iterable[tuple[Moment, Mapping[str, UnitAt]]] = (),
    ) -> None:
        self._own, self._named, self._units = [*own], named or {}, [*units]
        self.read: list[int] = []

    def own(self, id: str) -> Iterable[tuple[Moment, Own | None]]:
        assert id == "aa"
        for moment, own in reversed(self._own):
            self.read.append(moment.number)
            yield moment, own

    def named(self, id: str) -> Iterable[tuple[Moment, Named | None]]:
        return reversed(self._named.get(id, ()))

    def units(self) -> Iterable[tuple[Moment, Mapping[str, UnitAt]]]:
        return reversed(self._units)
