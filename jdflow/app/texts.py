"""What a position's text is read from: its own file and the blocks it uses; and what keeps it from being read whole."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from jdflow.app.reading import Reading
from jdflow.git.tree import tree_of
from jdflow.intake.snapshot import Commit
from jdflow.problems import JUDGED, files
from jdflow.resolve.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from jdflow.app.repository import Source
    from jdflow.model.card import Card
    from jdflow.problems import Problem


def reading_at(source: Source) -> Reading:
    """The content as the commit that is asked for has it."""
    return Reading(Commit(tree_of(source.repository, source.commit), source.prefix))


class Text:
    """A position's text as one content holds it; its words are read when they are first asked for."""

    def __init__(self, reading: Reading, card: Card) -> None:
        self._reading = reading
        self.id = card.id
        self.effective_from: date | None = card.effective_from
        self.effective_to: date | None = card.effective_to
        self.is_approved = card.approved_on is not None
        blocks = reading.blocks_in(use.block for use in card.uses)
        self.paths = frozenset([card.path, *(reading.contents.blocks[key] for key in blocks)])

    @cached_property
    def fingerprint(self) -> str | None:
        """The fingerprint of its words."""
        resolved = self._reading.resolved(self.id)
        return None if resolved is None else fingerprint(resolved)


def text_of(reading: Reading, names: Iterable[str]) -> Text | None:
    """The text of a position under the first of its names that is there; none where it cannot be read whole."""
    id = next((name for name in names if name in reading.ids()), None)
    card = None if id is None or incomplete(reading, id) else reading.get(id)
    return None if card is None else Text(reading, card)


def problems_of_text(reading: Reading, id: str) -> list[Problem]:
    """What is wrong with the position's file by itself, and with the blocks that it uses."""
    positions = reading.contents.positions
    problems = [problem for problem in reading.contents.problems if positions.get(problem.place.path) == id]
    card, own = reading.examine(reading.first_paths[id])
    problems += own
    for key in () if card is None else reading.blocks_in(use.block for use in card.uses):
        problems += reading.block_problems(key)
    return problems


def incomplete(reading: Reading, id: str) -> list[Problem]:
    """What keeps the position's text from being read whole; all else is for the check to judge."""
    return [
        problem
        for problem in problems_of_text(reading, id)
        if problem.severity == "error" and problem.rule.code < JUDGED and problem.rule is not files.CONTROL_CHARACTER
    ]
