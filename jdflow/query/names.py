"""Units and positions by the names that print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.sandbox import sentence_case

if TYPE_CHECKING:
    from collections.abc import Callable

    from jdflow.model.card import Card
    from jdflow.model.organisation import Organisation
    from jdflow.model.position import Ref

MOST_SUPERIORS = 20


def unit_name(unit: str | None, organisation: Organisation) -> str:
    """The unit with its superior units, as documents name it: “Üldosakond, andmetalitus”."""
    names: list[str] = []
    here = organisation.units.get(unit or "")
    if here is not None and here.full_name:
        return here.full_name
    # A circle of units is reported by the check; here it must only come to an end.
    while here is not None and len(names) < MOST_SUPERIORS:
        names.append(here.name)
        here = organisation.units.get(here.parent or "")
    return sentence_case(", ".join(reversed(names))) or unit or ""


def is_within(unit: str | None, upper: str, organisation: Organisation) -> bool:
    """Whether the unit is that one or below it."""
    for _ in range(MOST_SUPERIORS):
        if unit == upper:
            return True
        here = organisation.units.get(unit or "")
        unit = None if here is None else here.parent
    return False


def title_of(ref: Ref, card_of: Callable[[str], Card | None]) -> str:
    """A named position as it prints where the nominative is wanted."""
    return ref.text or _title(ref, card_of)


def partitive_of(ref: Ref, card_of: Callable[[str], Card | None]) -> str:
    """A named position as it prints where the partitive is wanted; never declined by guess."""
    card = card_of(ref.id) if ref.text is None and ref.id is not None else None
    if card is not None and card.title_partitive:
        return f"{card.title_partitive} {card.qualifier}" if card.qualifier else card.title_partitive
    return title_of(ref, card_of)


def _title(ref: Ref, card_of: Callable[[str], Card | None]) -> str:
    card = card_of(ref.id) if ref.id is not None else None
    return card.full_title if card is not None else ref.id or ""
