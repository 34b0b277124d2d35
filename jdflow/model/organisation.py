"""The agency: its settings, its units, those who sign for it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from jdflow.model.position import Ref
    from jdflow.model.texts import Item
    from jdflow.problems import Placed


class Period(NamedTuple):
    """From the first day to the last, both included; open where there is none."""

    first: date | None
    last: date | None

    def covers(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return (self.first is None or self.first <= day) and not self.ended_by(day)

    @property
    def is_reversed(self) -> bool:
        """Whether it ends before it begins: a mistake, reported by itself, and no end to go by."""
        return self.first is not None and self.last is not None and self.last < self.first

    def ended_by(self, day: date) -> bool:
        """Whether the period is over before that day."""
        return self.last is not None and self.last < day and not self.is_reversed

    def overlaps(self, other: Period) -> bool:
        """Whether the two have a day in common."""
        ends_before = self.last is not None and other.first is not None and self.last < other.first
        begins_after = self.first is not None and other.last is not None and other.last < self.first
        return not ends_before and not begins_after


class Unit(NamedTuple):
    """A unit of the agency, for as long as it exists."""

    id: str
    at: Placed
    name: str = ""
    parent: str | None = None
    full_name: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    head: Ref | None = None
    places: Mapping[str, Placed] = MappingProxyType({})

    @property
    def period(self) -> Period:
        """While the unit exists."""
        return Period(self.valid_from, self.valid_to)


class Holder(NamedTuple):
    """Someone who signs in a role, for as long as they hold it."""

    at: Placed
    title: str = ""
    name: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    places: Mapping[str, Placed] = MappingProxyType({})

    @property
    def period(self) -> Period:
        """While the role is theirs."""
        return Period(self.valid_from, self.valid_to)


class Review(NamedTuple):
    """The yearly review: its period and its windows."""

    period_months: int = 12
    warning_days: int = 60
    early_days: int = 30


class Forge(NamedTuple):
    """Where the repository is kept."""

    kind: str | None = None
    address: str | None = None
    branch: str = "main"


class Reminders(NamedTuple):
    """How reminders are grouped, how many go out at once, when a superior is told, how often letters repeat it."""

    grouping: str = "juht"
    cap: int = 20
    escalation_weeks: int = 4
    letters: str = "kuu"


class Settings(NamedTuple):
    """The agency's settings."""

    agency: str = ""
    language: str = "et"
    template: str = "klassikaline"
    signatory: str | None = None
    adopted_on: date | None = None
    review: Review = Review()
    holidays: str = "EE"
    beyond_law: str = "lubatud"
    public_contacts: tuple[Item, ...] = ()
    public_names: tuple[Item, ...] = ()
    ignore_revs: tuple[Item, ...] = ()
    forge: Forge = Forge()
    reminders: Reminders = Reminders()
    places: Mapping[str, Placed] = MappingProxyType({})


class Organisation(NamedTuple):
    """All units by their ids."""

    units: Mapping[str, Unit] = MappingProxyType({})


class Signatories(NamedTuple):
    """All roles, each with its holders over time."""

    roles: Mapping[str, tuple[Holder, ...]] = MappingProxyType({})
