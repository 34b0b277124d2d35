"""The agency: its settings, its units, those who sign for it."""

from __future__ import annotations

from dataclasses import dataclass, field
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

    def ended_by(self, day: date) -> bool:
        """Whether the period is over before that day."""
        return self.last is not None and self.last < day

    def overlaps(self, other: Period) -> bool:
        """Whether the two have a day in common."""
        ends_before = self.last is not None and other.first is not None and self.last < other.first
        begins_after = self.first is not None and other.last is not None and other.last < self.first
        return not ends_before and not begins_after


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the agency, for as long as it exists."""

    id: str
    at: Placed
    name: str = ""
    parent: str | None = None
    full_name: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    head: Ref | None = None
    places: Mapping[str, Placed] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def period(self) -> Period:
        """While the unit exists."""
        return Period(self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone who signs in a role, for as long as they hold it."""

    at: Placed
    title: str = ""
    name: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    places: Mapping[str, Placed] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def period(self) -> Period:
        """While the role is theirs."""
        return Period(self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class Review:
    """The yearly review: its period and its windows."""

    period_months: int = 12
    warning_days: int = 60
    early_days: int = 30


@dataclass(frozen=True, slots=True)
class Forge:
    """Where the repository is kept."""

    kind: str | None = None
    address: str | None = None
    branch: str = "main"


@dataclass(frozen=True, slots=True)
class Reminders:
    """How reminders are grouped and how many go out at once."""

    grouping: str = "juht"
    cap: int = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """The agency's settings."""

    agency: str = ""
    language: str = "et"
    template: str = "klassikaline"
    signatory: str | None = None
    adopted_on: date | None = None
    review: Review = field(default_factory=Review)
    holidays: str = "EE"
    beyond_law: str = "lubatud"
    public_contacts: tuple[Item, ...] = ()
    ignore_revs: tuple[Item, ...] = ()
    forge: Forge = field(default_factory=Forge)
    reminders: Reminders = field(default_factory=Reminders)
    places: Mapping[str, Placed] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Organisation:
    """All units by their ids."""

    units: Mapping[str, Unit] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Signatories:
    """All roles, each with its holders over time."""

    roles: Mapping[str, tuple[Holder, ...]] = field(default_factory=lambda: MappingProxyType({}))
