"""The book: all that the rules across positions look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from jdflow.model.card import Card
    from jdflow.model.organisation import Organisation, Settings, Signatories


class Register(Protocol):
    """The positions by id."""

    def get(self, id: str) -> Card | None:
        """The card of that position; none where its file cannot be read, too."""

    def ids(self) -> frozenset[str]:
        """The ids of all positions, readable or not."""

    def naming(self, id: str) -> Iterable[Card]:
        """The cards of all positions that may name this id, in the order of their paths."""


class Book(NamedTuple):
    """All positions, and the agency that they belong to, on a day."""

    register: Register
    settings: Settings
    organisation: Organisation
    signatories: Signatories
    templates: frozenset[str]
    today: date

    def binds(self, day: date) -> bool:
        """Whether the rules about approval, signatories and units bind what takes effect on that day."""
        return self.settings.adopted_on is None or day >= self.settings.adopted_on
