"""The review plan as values: when each position's review is due, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from jdflow.language import Msg
    from jdflow.model.version import Outcome

ReviewState: TypeAlias = Literal["ok", "soon", "overdue", "early", "none"]
Evidence: TypeAlias = Literal["effective", "trailer", "field"]
ReasonKind: TypeAlias = Literal[
    "unit",
    "manager",
    "substitutes",
    "position_renamed",
    "position_ended",
    "unit_renamed",
    "unit_moved",
    "unit_ended",
]


class Start(NamedTuple):
    """What the clock runs from: a day, what speaks for it, the commit that says so and its number on the main line."""

    day: date
    source: Evidence
    commit: str
    # None where no one commit can be told to which changes around the position were known.
    number: int | None
    outcome: Outcome | None = None
    by: str | None = None


class Reason(NamedTuple):
    """Why a review is due early: what changed in the organisation, since which day, by which commit."""

    kind: ReasonKind
    text: Msg
    on: date
    commit: str


class Due(NamedTuple):
    """A position in the review plan; one of which no text is in force has no due day."""

    id: str
    title: str
    unit: str | None
    manager: str | None
    start: Start | None
    due: date | None
    days_overdue: int
    state: ReviewState
    early_reasons: tuple[Reason, ...] = ()
    # Whether the text that was reviewed is the one in force; none where no review was held or nobody can tell.
    text_still_in_force: bool | None = None
