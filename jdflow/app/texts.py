"""What keeps a position's text from being read whole: in its own file, or in the blocks that it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.reading import Reading
from jdflow.git.tree import tree_of
from jdflow.intake.snapshot import Commit
from jdflow.problems import JUDGED, files

if TYPE_CHECKING:
    from jdflow.app.reading import Known
    from jdflow.app.repository import Source
    from jdflow.problems import Problem


def reading_at(source: Source, known: Known | None = None) -> Reading:
    """The content as the commit that is asked for has it."""
    return Reading(Commit(tree_of(source.repository, source.commit), source.prefix), known)


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
