"""A position's history as values: its states, its versions, the reviews that were held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from jdflow.language import Msg
    from jdflow.model.position import Approval
    from jdflow.model.resolved import Resolved

VersionState: TypeAlias = Literal["upcoming", "in_force", "ended"]
Source: TypeAlias = Literal["trailer", "field"]
Outcome: TypeAlias = Literal["unchanged", "changed", "postponed"]
OUTCOMES: tuple[Outcome, ...] = ("unchanged", "changed", "postponed")


class Moment(NamedTuple):
    """A commit of the main line: its place in it from the first, its name, when and by whom it was made."""

    number: int
    commit: str
    # The day in Estonia, never before that of an earlier commit.
    day: date
    seconds: int
    author: str
    # Why its changes of text are editorial, where it or a commit that it brought in says so (`Toimetuslik:`).
    declared: str | None = None


class Facts(NamedTuple):
    """What history needs to know of a position's file as one commit leaves it."""

    id: str
    path: str
    title: str
    unit: str | None
    relation: str
    effective_from: date | None
    effective_to: date | None
    approval: Approval | None
    retroactive: bool
    reviewed_on: date | None
    former_ids: tuple[str, ...]
    manager: str | None
    substitutes: tuple[str, ...]
    qualifier: str | None = None
    # Further positions that it names: those it substitutes for, and its subordinates.
    others: tuple[str, ...] = ()

    @property
    def full_title(self) -> str:
        """The title with its qualifier."""
        return f"{self.title} {self.qualifier}" if self.qualifier else self.title

    @property
    def approved_on(self) -> date | None:
        """The day of the approval that is recorded."""
        return None if self.approval is None else self.approval.date


class State:
    """A position as one commit leaves it: the facts of its file, and its text and fingerprint when asked for."""

    def __init__(
        self, facts: Facts, fingerprint: str | Callable[[], str], words: Callable[[], Resolved] | None = None
    ) -> None:
        self.facts = facts
        self._fingerprint = fingerprint
        self._words = words

    @property
    def fingerprint(self) -> str:
        """The fingerprint of its text, worked out when it is first asked for."""
        if not isinstance(self._fingerprint, str):
            self._fingerprint = self._fingerprint()
        return self._fingerprint

    @property
    def resolved(self) -> Resolved | None:
        """Its text, read anew each time."""
        return None if self._words is None else self._words()


class Amendment(NamedTuple):
    """A change of a version's text after it was first set: the commit, what it left, what was there before."""

    moment: Moment
    state: State
    before: State

    @property
    def is_unsaid(self) -> bool:
        """Whether it changed a text that was approved, and nothing said that it is only the spelling."""
        return self.before.facts.approved_on is not None and self.moment.declared is None


class Version:
    """A text with the days on which it is in force; `set_at` set its date or changed its words last."""

    def __init__(
        self,
        effective_from: date,
        effective_to: date | None,
        set_at: Moment,
        state: State,
        amendments: tuple[Amendment, ...] = (),
    ) -> None:
        self.effective_from = effective_from
        self.effective_to = effective_to
        self._set_at = set_at
        self._state = state
        self._amendments = amendments

    @property
    def set_at(self) -> Moment:
        """The commit that set its date or changed its words last."""
        return self._set_at

    @property
    def dated_at(self) -> Moment:
        """The commit that set its date last."""
        return self._set_at

    @property
    def state(self) -> State:
        """The position as the last commit left it that held this date and could be read."""
        return self._state

    @property
    def is_declared_editorial(self) -> bool:
        """Whether every commit that made this text calls what it changed editorial."""
        return self._set_at.declared is not None

    @property
    def amendments(self) -> tuple[Amendment, ...]:
        """What was changed of its words after they were first set."""
        return self._amendments

    def state_on(self, day: date) -> VersionState:
        """Whether the version is in force on that day, will be, or was."""
        if day < self.effective_from:
            return "upcoming"
        return "ended" if self.effective_to is not None and self.effective_to < day else "in_force"


class Withdrawn(NamedTuple):
    """A version that was taken back before it took effect, or by one of an earlier day; the commit that did it."""

    version: Version
    by: Moment


class Timeline(NamedTuple):
    """The versions of a position, sorted and disjoint, and those that were withdrawn."""

    id: str
    versions: tuple[Version, ...]
    withdrawn: tuple[Withdrawn, ...]
    # What its file says last, draft or not; none where it is gone.
    last: State | None

    def on(self, day: date) -> Version | None:
        """The version in force on that day."""
        return next((version for version in self.versions if version.state_on(day) == "in_force"), None)

    def on_or_after(self, day: date) -> Version | None:
        """The version in force on that day, else the next one: the text that a review of that day is about."""
        return self.on(day) or self.upcoming(day)

    def told_on(self, day: date) -> Version | None:
        """The version that a register of that day tells of: in force, else the next one, else the last."""
        return self.on_or_after(day) or (self.versions[-1] if self.versions else None)

    def upcoming(self, day: date) -> Version | None:
        """The next version after that day."""
        return next((version for version in self.versions if version.state_on(day) == "upcoming"), None)


class Record(NamedTuple):
    """A yearly review that history holds."""

    id: str
    on: date
    # The commit that says so, and the one that brought it to the main line.
    commit: str
    known: Moment
    source: Source
    outcome: Outcome | None = None
    postponed_to: date | None = None
    by: str | None = None
    fingerprint: str | None = None


class Doubt(NamedTuple):
    """Something that looks like a record and is none, or holds less than it says; where, and the way out."""

    commit: str
    known: Moment
    message: Msg
    advice: Msg
