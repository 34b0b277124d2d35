"""What a position's text is read from: its own file and the blocks it uses; and what keeps it from being read whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.reading import Reading
from jdflow.git.tree import tree_of
from jdflow.intake.snapshot import Commit
from jdflow.problems import JUDGED, files
from jdflow.resolve.fingerprint import fingerprint
from jdflow.resolve.uses import uses_in_block, uses_in_position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from jdflow.app.repository import Source
    from jdflow.problems import Problem


class Text(NamedTuple):
    """A text as one content holds it: its id there, its period, its fingerprint, the files it is read from."""

    id: str
    effective_from: date | None
    effective_to: date | None
    approved: bool
    fingerprint: str
    paths: frozenset[str]


def reading_at(source: Source) -> Reading:
    """The content as the commit that is asked for has it."""
    return Reading(Commit(tree_of(source.repository, source.commit), source.prefix))


def problems_of_text(reading: Reading, id: str) -> Iterator[Problem]:
    """What is wrong with the position's file by itself, and with the blocks that it uses."""
    positions = reading.contents.positions
    yield from (problem for problem in reading.contents.problems if positions.get(problem.place.path) == id)
    yield from reading.examine(reading.first_paths[id]).problems
    position, _ = reading.position(id)
    if position is not None:
        for key in sorted(_blocks(reading, (wanted.use.block for wanted in uses_in_position(position)))):
            yield from reading.block_problems(key)


def incomplete(reading: Reading, id: str) -> list[Problem]:
    """What keeps the position's text from being read whole; all else is for the check to judge."""
    return [
        problem
        for problem in problems_of_text(reading, id)
        if problem.severity == "error" and problem.rule.code < JUDGED and problem.rule is not files.CONTROL_CHARACTER
    ]


def _blocks(reading: Reading, keys: Iterable[str]) -> set[str]:
    """These blocks and those that they include, as far as they exist."""
    found: set[str] = set()
    todo = list(keys)
    while todo:
        key = todo.pop()
        if key not in found and key in reading.contents.blocks:
            found.add(key)
            block = reading.library.get(key)
            todo += [] if block is None else [wanted.use.block for wanted in uses_in_block(block)]
    return found


def text_of(reading: Reading, names: Iterable[str]) -> Text | None:
    """The text of a position under the first of its names that is there; none where it cannot be read whole."""
    id = next((name for name in names if name in reading.ids()), None)
    if id is None or incomplete(reading, id):
        return None
    resolved = reading.resolved(id)
    if resolved is None:
        return None
    position = resolved.position
    blocks = _blocks(reading, (wanted.use.block for wanted in uses_in_position(position)))
    return Text(
        id=id,
        effective_from=position.effective_from,
        effective_to=position.effective_to,
        approved=position.approval is not None and position.approval.date is not None,
        fingerprint=fingerprint(resolved),
        paths=frozenset([reading.first_paths[id], *(reading.contents.blocks[key] for key in blocks)]),
    )
