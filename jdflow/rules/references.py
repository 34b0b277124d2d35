"""Positions that name one another: JD30x."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.calendar import written
from jdflow.language import msg
from jdflow.problems import Problem, references, related_to
from jdflow.problems.guess import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.model.card import Card
    from jdflow.model.position import Ref
    from jdflow.problems import Place
    from jdflow.rules.book import Book


def _refs(card: Card) -> Iterator[Ref]:
    if card.manager is not None:
        yield card.manager
    yield from card.substitutes
    yield from card.substitutes_for
    yield from card.reports


def named_positions(card: Card, book: Book) -> Iterator[Problem]:
    """References to positions that do not exist, or no longer do."""
    for ref in _refs(card):
        yield from named_position(ref, card, book)


def named_position(ref: Ref, card: Card | None, book: Book) -> Iterator[Problem]:
    """A reference to a position that does not exist, or no longer does while the one who names it is in force."""
    if ref.id is None:
        return
    if ref.id not in book.register.ids():
        renamed = (each.id for each in book.register.naming(ref.id) if ref.id in dict(each.former_ids))
        guess = next(renamed, None) or nearest(ref.id, book.register.ids())
        yield references.UNKNOWN_POSITION.at(ref.at, guess=guess, id=ref.id)
        return
    other = book.register.get(ref.id)
    if other is None or other.effective_to is None or (card is not None and card.has_ended(book.today)):
        return
    begins = card.effective_from if card is not None else None
    if other.has_ended(max(book.today, begins or book.today)):
        related = [related_to(other.place("effective_to"), msg("It ends here."))]
        day = written(other.effective_to)
        yield references.ABOLISHED_POSITION.at(ref.at, related=related, id=ref.id, day=day)


def self_references(card: Card, book: Book) -> Iterator[Problem]:  # noqa: ARG001 (every rule takes the book)
    """A position that substitutes for itself or leads itself."""
    for ref in (*card.substitutes, *card.substitutes_for, *card.reports):
        if ref.id == card.id:
            yield references.SELF_REFERENCE.at(ref.at)


def manager_cycle(card: Card, book: Book) -> Iterator[Problem]:
    """A circle of direct managers, told once: at the first of its positions."""
    chain = [card]
    seen = {card.id}
    while (ref := chain[-1].manager) is not None and ref.id is not None:
        above = book.register.get(ref.id)
        if above is None or (above.id in seen and above.id != card.id):
            return
        if above.id == card.id:
            if card.id == min(each.id for each in chain):
                names = " → ".join([*(each.id for each in chain), card.id])
                related = [
                    related_to(each.manager.at, msg("The manager of “{id}” stands here.", id=each.id))
                    for each in chain[1:]
                    if each.manager is not None
                ]
                at = chain[0].manager.at if chain[0].manager is not None else card.start
                yield references.MANAGER_CYCLE.at(at, related=related, chain=names)
            return
        chain.append(above)
        seen.add(above.id)


def _other(ref: Ref, card: Card, book: Book) -> Card | None:
    """Another position that is named, if both go on; of those that have ended nothing more is asked."""
    other = book.register.get(ref.id) if ref.id is not None and ref.id != card.id else None
    return None if other is None or other.has_ended(book.today) or card.has_ended(book.today) else other


def mutual_substitutes(card: Card, book: Book) -> Iterator[Problem]:
    """A substitute whose own description does not know of it."""
    for ref in card.substitutes:
        other = _other(ref, card, book)
        if other is None or (not other.substitutes_for and "substitutes_for" in other.places):
            # What stands there could not be read, and has been reported.
            continue
        if all(back.id != card.id for back in other.substitutes_for):
            related = [related_to(other.place("substitutes_for"), msg("This position says for whom it substitutes."))]
            yield references.NOT_MUTUAL.at(ref.at, related=related, id=other.id, self=card.id)


def subordinates(card: Card, book: Book) -> Iterator[Problem]:
    """A list of subordinates that does not agree with what the others say of their manager."""
    if not card.reports or card.has_ended(book.today):
        return
    listed = {ref.id for ref in card.reports}
    for ref in card.reports:
        other = _other(ref, card, book)
        if other is None or (other.manager is None and "manager" in other.places):
            continue
        if other.manager is None or other.manager.id != card.id:
            related = [related_to(other.place("manager"), msg("This position says who its manager is."))]
            yield references.NOT_A_REPORT.at(ref.at, related=related, id=other.id, self=card.id)
    for other in book.register.naming(card.id):
        if other.manager is None or other.manager.id != card.id or other.id in listed | {card.id}:
            continue
        if not other.has_ended(book.today):
            related = [related_to(other.manager.at, msg("Its manager is named here."))]
            yield references.MISSING_REPORT.at(card.place("reports"), related=related, id=other.id)


def partitive(card: Card, book: Book) -> Iterator[Problem]:
    """A position substituted for whose title nobody has given in the partitive."""
    for ref in card.substitutes_for:
        other = book.register.get(ref.id) if ref.id is not None and ref.text is None else None
        if other is not None and other.id != card.id and other.title and not other.title_partitive:
            yield references.NO_PARTITIVE.at(ref.at, id=other.id, title=other.full_title)


def former_ids(card: Card, book: Book) -> Iterator[Problem]:
    """An earlier id that is another position's, now or before."""
    claims: dict[str, dict[str, Place]] = {}
    for id, at in card.former_ids:
        if id in book.register.ids():
            other = book.register.get(id)
            related = [related_to(other.start, msg("The position with that id."))] if other is not None else []
            yield references.REUSED_ID.at(at, related=related, id=id)
            continue
        for other in book.register.naming(id):
            if other.id == card.id or other.path >= card.path:
                continue
            if other.path not in claims:
                claims[other.path] = dict(reversed(other.former_ids))
            if id in claims[other.path]:
                related = [related_to(claims[other.path][id], msg("It is claimed here, too."))]
                yield references.REUSED_ID.at(at, related=related, id=id)
                break
