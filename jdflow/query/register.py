"""The register: which positions there are, and in what state on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from jdflow.model.card import Card
    from jdflow.model.version import Timeline

State: TypeAlias = Literal["in_force", "upcoming", "ended", "draft"]


class Row(NamedTuple):
    """A position in the register."""

    id: str
    title: str
    qualifier: str | None
    unit: str | None
    relation: str
    effective_from: date | None
    effective_to: date | None
    next_effective_from: date | None
    state: State
    review_due: date | None
    review_state: str
    signed: str | None
    path: str


def register(cards: Iterable[Card], day: date) -> list[Row]:
    """The positions as they stand on that day, sorted by id.

    The files alone hold one version of each text: what comes next, and when a review is due, only history tells.
    """
    rows = [
        Row(
            id=card.id,
            title=card.title,
            qualifier=card.qualifier,
            unit=card.unit,
            relation=card.relation,
            effective_from=card.effective_from,
            effective_to=card.effective_to,
            next_effective_from=None,
            state=state_on(card, day),
            review_due=None,
            review_state="none",
            signed=None,
            path=card.path,
        )
        for card in cards
    ]
    # Two files may have one id; whatever else they hold, rows that differ in kind cannot be compared.
    return sorted(rows, key=lambda row: (row.id, row.path))


def row_of_version(timeline: Timeline, day: date) -> Row | None:
    """The row of a position whose history is known: of the version in force, else the next, else the last.

    A draft has none of these and is told as it stands; what never was more than that and is gone has no row.
    """
    version = timeline.told_on(day)
    state = timeline.last if version is None else version.state
    if state is None:
        return None
    facts = state.facts
    after = [one for one in timeline.versions if version is not None and one.effective_from > version.effective_from]
    return Row(
        id=timeline.id,
        title=facts.title,
        qualifier=facts.qualifier,
        unit=facts.unit,
        relation=facts.relation,
        effective_from=None if version is None else version.effective_from,
        effective_to=None if version is None else version.effective_to,
        next_effective_from=after[0].effective_from if after else None,
        state="draft" if version is None else version.state_on(day),
        review_due=None,
        review_state="none",
        signed=None,
        path=facts.path,
    )


def state_on(card: Card, day: date) -> State:
    """Whether the text is in force on that day, will be, or was."""
    if card.effective_from is None:
        return "draft"
    if card.has_ended(day):
        return "ended"
    return "upcoming" if card.effective_from > day else "in_force"
