"""What keeps a position's text from being read whole: in its own file, or in the blocks that it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.reading import Reading
from jdflow.git.partial import fetch_missing, is_partial
from jdflow.git.tree import tree_of
from jdflow.intake.snapshot import FOLDERS, READABLE, Commit
from jdflow.problems import JUDGED, files
from jdflow.resolve.uses import uses_in_position
from jdflow.rules import includes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jdflow.app.reading import Known
    from jdflow.app.repository import Source
    from jdflow.model.position import Position
    from jdflow.problems import Problem


def reading_at(source: Source, known: Known | None = None) -> Reading:
    """The content as the commit that is asked for has it; in a partial clone, what is missing of it is fetched."""
    tree = tree_of(source.repository, source.commit)
    if is_partial(source.repository):
        below = tuple(f"{source.folder}{folder}/" for folder in FOLDERS)
        files = (file for path, file in tree.files.items() if path.startswith(below))
        fetch_missing(source.repository, [blob for mode, blob in files if mode in READABLE])
    return Reading(Commit(tree, source.prefix), known)


def problems_of_text(reading: Reading, id: str) -> list[Problem]:
    """What is wrong with the position's file by itself, and with the blocks that it uses."""
    positions = reading.contents.positions
    problems = [problem for problem in reading.contents.problems if positions.get(problem.place.path) == id]
    card, own = reading.examine(reading.first_paths[id])
    problems += own
    for key in () if card is None else reading.blocks_in(use.block for use in card.uses):
        problems += reading.block_problems(key)
    return problems


def problems_of_file(reading: Reading, position: Position, own: Iterable[Problem]) -> Iterator[Problem]:
    """What may keep a position's file from being read whole: the file as such, its fields, its uses of blocks."""
    yield from (problem for problem in reading.contents.problems if problem.place.path == position.path)
    yield from own
    for wanted in uses_in_position(position):
        yield from includes.use_problems(wanted, reading.library, position.relation)
        yield from includes.overgrown(wanted, reading.library, position.relation)


def hinders(problem: Problem) -> bool:
    """Whether the problem keeps words from being read; all else is for the check to judge."""
    if problem.severity != "error" or problem.rule is files.CONTROL_CHARACTER:
        return False
    return problem.rule.code < JUDGED


def is_whole(reading: Reading, position: Position, own: Iterable[Problem]) -> bool:
    """Whether the position's text can be read whole there, `own` being the problems of its fields."""
    if any(map(hinders, problems_of_file(reading, position, own))):
        return False
    blocks = reading.blocks_in({wanted.use.block for wanted in uses_in_position(position)})
    return not any(hinders(problem) for key in blocks for problem in reading.block_problems(key))


def incomplete(reading: Reading, id: str) -> list[Problem]:
    """What keeps the position's text from being read whole."""
    return list(filter(hinders, problems_of_text(reading, id)))
