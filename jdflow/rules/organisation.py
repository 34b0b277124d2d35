"""Units and signatories: JD31x, and the template that a position names."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from jdflow.calendar import written
from jdflow.language import msg
from jdflow.problems import Problem, dates, references, related_to, templates
from jdflow.problems.guess import nearest
from jdflow.rules.references import named_position
from jdflow.rules.revisions import misnamed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.model.card import Card
    from jdflow.model.organisation import Holder, Unit
    from jdflow.problems import Placed
    from jdflow.rules.book import Book

# The layouts that come with the program: for an agency that keeps no templates, and where nothing is said of one.
LAYOUTS = frozenset({"klassikaline", "teenistuskoht"})


def unit(card: Card, book: Book) -> Iterator[Problem]:
    """The unit of a position: known, there on the first day in force, and still there while in force."""
    if card.unit is None:
        return
    at = card.place("unit")
    units = book.organisation.units
    here = units.get(card.unit)
    if here is None:
        if units:
            yield references.UNKNOWN_UNIT.at(at, guess=nearest(card.unit, units), unit=card.unit)
        return
    related = [related_to(here.at, msg("The unit stands here."))]
    first = card.effective_from
    if first is not None and book.binds(first) and not here.period.covers(first):
        day = written(first)
        yield references.UNIT_NOT_VALID.at(at, related=related, unit=card.unit, day=day)
    elif (last := here.valid_to) is not None and here.period.ended_by(book.today) and not card.has_ended(book.today):
        day = written(last)
        yield references.UNIT_ABOLISHED.at(at, related=related, unit=card.unit, day=day)


def signatory(card: Card, book: Book) -> Iterator[Problem]:
    """Who signs: a known role, held by somebody on the day of approval, or of taking effect."""
    role = card.signatory or book.settings.signatory
    roles = book.signatories.roles
    if role is None or not roles:
        return
    if role not in roles:
        # A role that the settings name is reported there, once.
        if card.signatory is not None:
            yield references.UNKNOWN_ROLE.at(card.place("signatory"), guess=nearest(role, roles), role=role)
        return
    day = card.approved_on or card.effective_from
    if day is None or card.effective_from is None or not book.binds(card.effective_from):
        return
    if roles[role] and not any(holder.period.covers(day) for holder in roles[role]):
        at = card.place("signatory" if card.signatory else "approved_on" if card.approved_on else "effective_from")
        related = [related_to(holder.at, msg("A holder of the role stands here.")) for holder in roles[role]]
        yield references.NO_SIGNATORY.at(at, related=related, role=role, day=written(day))


def template(card: Card, book: Book) -> Iterator[Problem]:
    """The template that a position names."""
    if card.template is not None:
        yield from template_problems(card.template, card.place("template"), book.templates)


def template_problems(name: str, at: Placed, kept: frozenset[str]) -> Iterator[Problem]:
    """What is wrong with naming that template, where the agency keeps these; nothing else stands in for one of them."""
    there = sorted(kept or LAYOUTS)
    if name in there:
        return
    known = ", ".join(there)
    if name in LAYOUTS:
        yield templates.LAYOUT_GONE.at(at, template=name, known=known)
    else:
        yield templates.UNKNOWN_TEMPLATE.at(at, guess=nearest(name, there), template=name, known=known)


def settings(book: Book) -> Iterator[Problem]:
    """What the settings name."""
    places = book.settings.places
    if "template" in places:
        yield from template_problems(book.settings.template, places["template"], book.templates)
    role, roles = book.settings.signatory, book.signatories.roles
    if role is not None and roles and role not in roles:
        yield references.UNKNOWN_ROLE.at(places["signatory"], guess=nearest(role, roles), role=role)
    yield from misnamed(book.settings)


def units(book: Book) -> Iterator[Problem]:
    """The organisation: superior units known and without a circle, periods, heads."""
    known = book.organisation.units
    for unit in known.values():
        if unit.parent is not None and unit.parent not in known:
            yield references.UNKNOWN_UNIT.at(unit.places["parent"], guess=nearest(unit.parent, known), unit=unit.parent)
        yield from _unit_cycle(unit, book)
        yield from period(unit)
        if unit.head is not None and not unit.period.ended_by(book.today):
            yield from named_position(unit.head, None, book)


def _unit_cycle(unit: Unit, book: Book) -> Iterator[Problem]:
    known = book.organisation.units
    chain = [unit.id]
    while (above := known[chain[-1]].parent) is not None and above in known:
        if above == unit.id:
            if unit.id == min(chain):
                yield references.UNIT_CYCLE.at(unit.places["parent"], chain=" → ".join([*chain, unit.id]))
            return
        if above in chain:
            return
        chain.append(above)


def holders(book: Book) -> Iterator[Problem]:
    """The signatories: periods in order, one holder at a time."""
    for role, several in book.signatories.roles.items():
        for holder in several:
            yield from period(holder)
        for earlier, later in combinations(several, 2):
            if earlier.period.overlaps(later.period):
                related = [related_to(earlier.at, msg("The other holder stands here."))]
                last = written(earlier.period.last) if earlier.period.last else "…"
                at = later.places.get("valid_from", later.at)
                yield references.HOLDERS_OVERLAP.at(at, related=related, role=role, day=last)


def period(lasting: Unit | Holder) -> Iterator[Problem]:
    """A unit or a holder whose period ends before it begins."""
    first, last = lasting.period
    if first is not None and last is not None and lasting.period.is_reversed:
        yield dates.PERIOD_REVERSED.at(lasting.places["valid_to"], first=written(first), last=written(last))
