"""The register: which positions there are, and in what state on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from jdflow.model.card import Card

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


def state_on(card: Card, day: date) -> State:
    """Whether the text is in force on that day, will be, or was."""
    if card.effective_from is None:
        return "draft"
    if card.has_ended(day):
        return "ended"
    return "upcoming" if card.effective_from > day else "in_force"
