"""Effective dates, approval and review of one position: JD4xx, JD5xx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.calendar import written
from jdflow.language import msg
from jdflow.problems import Problem, dates, related_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.model.card import Card
    from jdflow.rules.book import Book


def period(card: Card, book: Book) -> Iterator[Problem]:  # noqa: ARG001 (every rule takes the book)
    """A last day before the first, or without one."""
    first, last = card.effective_from, card.effective_to
    if last is None:
        return
    if first is None and "effective_from" not in card.places:
        yield dates.END_WITHOUT_START.at(card.place("effective_to"))
    elif first is not None and last < first:
        related = [related_to(card.place("effective_from"), msg("The first day stands here."))]
        yield dates.PERIOD_REVERSED.at(
            card.place("effective_to"), related=related, first=written(first), last=written(last)
        )


def before_approval(card: Card, book: Book) -> Iterator[Problem]:
    """Taking effect before approval, where that is not said to be meant."""
    effective, approved = card.effective_from, card.approved_on
    if effective is None or approved is None or card.retroactive or not book.binds(effective):
        return
    if effective < approved:
        related = [related_to(card.place("approved_on"), msg("The approval stands here."))]
        yield dates.BEFORE_APPROVAL.at(
            card.place("effective_from"),
            related=related,
            effective=written(effective),
            approved=written(approved),
        )


def review_in_future(card: Card, book: Book) -> Iterator[Problem]:
    """A review that has not been held yet."""
    if card.reviewed_on is not None and card.reviewed_on > book.today:
        yield dates.REVIEW_IN_FUTURE.at(card.place("reviewed_on"), day=written(card.reviewed_on))
