"""What the rest of the book needs to know of a position: small enough to keep for thousands of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from jdflow.model.organisation import Period
from jdflow.model.position import Position, Ref
from jdflow.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jdflow.model.texts import Use

_DATES = ("effective_from", "effective_to", "reviewed_on", "approved_on")
_REFS = ("substitutes", "substitutes_for", "reports")
_PLACES = ("unit", "template", "signatory", "manager", "substitutes_for", "reports", *_DATES)
_PLAIN = ("id", "path", "title", "qualifier", "title_partitive", "unit", "relation", "template", "signatory")


class UsedBlock(NamedTuple):
    """The use of a shared block: which, in which variant, where."""

    block: str
    variant: str | None
    at: Place


class Card(NamedTuple):
    """A position, without its text."""

    id: str
    path: str
    title: str
    qualifier: str | None
    title_partitive: str | None
    unit: str | None
    relation: str
    template: str | None
    signatory: str | None
    effective_from: date | None
    effective_to: date | None
    reviewed_on: date | None
    approved_on: date | None
    retroactive: bool
    manager: Ref | None
    substitutes: tuple[Ref, ...]
    substitutes_for: tuple[Ref, ...]
    reports: tuple[Ref, ...]
    reports_auto: bool
    former_ids: tuple[tuple[str, Place], ...]
    uses: tuple[UsedBlock, ...]
    places: dict[str, Place]

    @property
    def start(self) -> Place:
        """The beginning of the file."""
        return Place(self.path)

    @property
    def full_title(self) -> str:
        """The title with its qualifier."""
        return f"{self.title} {self.qualifier}" if self.qualifier else self.title

    @property
    def period(self) -> Period:
        """While the position is in force."""
        return Period(self.effective_from, self.effective_to)

    def has_ended(self, today: date) -> bool:
        """Whether the position's last day in force is over."""
        return self.period.ended_by(today)

    def place(self, name: str) -> Place:
        """Where the value of that field stands."""
        return self.places.get(name, self.start)


def card_of(position: Position, uses: Iterable[Use]) -> Card:
    """The card of a position."""
    approval = position.approval
    places = {name: placed.place for name, placed in position.places.items() if name in _PLACES}
    if approval is not None and "date" in approval.places:
        places["approved_on"] = approval.places["date"].place
    auto = position.reports == "auto"
    return Card(
        **{name: getattr(position, name) for name in _PLAIN},
        effective_from=position.effective_from,
        effective_to=position.effective_to,
        reviewed_on=position.reviewed_on,
        approved_on=None if approval is None else approval.date,
        retroactive=position.retroactive,
        manager=None if position.manager is None else _settled(position.manager),
        substitutes=tuple(map(_settled, position.substitutes)),
        substitutes_for=tuple(map(_settled, position.substitutes_for)),
        reports=() if position.reports == "auto" else tuple(map(_settled, position.reports)),
        reports_auto=auto,
        former_ids=tuple((item.text, item.at.place) for item in position.former_ids),
        uses=tuple(UsedBlock(use.block, use.variant and use.variant.text, use.at.place) for use in uses),
        places=places,
    )


def _settled(ref: Ref) -> Ref:
    """The reference with its place worked out, so that it does not hold on to the tree of its file."""
    return Ref(ref.id, ref.text, ref.at.place)


def to_json(card: Card) -> dict[str, Any]:
    """The card as plain JSON, to be kept in a cache; all its places lie in its own file and go without the path."""
    manager = None if card.manager is None else _ref_to_json(card.manager)
    return card._asdict() | {
        **{name: _iso(getattr(card, name)) for name in _DATES},
        **{name: [_ref_to_json(ref) for ref in getattr(card, name)] for name in _REFS},
        "manager": manager,
        "former_ids": [(former, at[1:]) for former, at in card.former_ids],
        "uses": [(block, variant, *at[1:]) for block, variant, at in card.uses],
        "places": {name: place[1:] for name, place in card.places.items()},
    }


def _ref_to_json(ref: Ref) -> list[Any]:
    return [ref.id, ref.text, ref.at.place[1:]]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def from_json(data: dict[str, Any]) -> Card:
    """The card that was kept; raises whatever a damaged one leads to."""
    path = data["path"]
    for name in _DATES:
        data[name] = None if data[name] is None else date.fromisoformat(data[name])
    for name in _REFS:
        data[name] = tuple(_ref_from_json(ref, path) for ref in data[name])
    data["manager"] = None if data["manager"] is None else _ref_from_json(data["manager"], path)
    data["former_ids"] = tuple((former, Place(path, *at)) for former, at in data["former_ids"])
    data["uses"] = tuple(UsedBlock(block, variant, Place(path, *at)) for block, variant, *at in data["uses"])
    data["places"] = {name: Place(path, *at) for name, at in data["places"].items()}
    return Card(**data)


def _ref_from_json(ref: list[Any], path: str) -> Ref:
    return Ref(ref[0], ref[1], Place(path, *ref[2]))
