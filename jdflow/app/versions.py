"""Which commit a text comes from: the last one of the main line that set its date or changed its words."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.reading import Reading
from jdflow.git.history import main_line, undone
from jdflow.git.tree import tree_of
from jdflow.intake.snapshot import Commit
from jdflow.problems import JUDGED, files
from jdflow.resolve.fingerprint import fingerprint
from jdflow.resolve.uses import uses_in_block, uses_in_position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from jdflow.app.repository import Source
    from jdflow.git.history import Step
    from jdflow.git.tree import Tree
    from jdflow.problems import Problem


class Origin(NamedTuple):
    """Where a position's text comes from: the content as it stood then, the id it had, the commit, its moment."""

    reading: Reading
    id: str
    commit: str | None
    seconds: int


class _Text(NamedTuple):
    """What makes a version: its first day, its fingerprint; and the files it was read from."""

    effective_from: date | None
    fingerprint: str
    id: str
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


def origins(source: Source, head: Reading, ids: Iterable[str]) -> Iterator[tuple[str, Origin]]:
    """For each position whose text can be read, where it comes from: the newest first, one content at a time."""
    pending = {id: text for id in ids if (text := _text(head, source, [id])) is not None}
    # Where a text could not be read in between, the commit that mended it is the candidate.
    mended: dict[str, _Moment] = {}
    tree = tree_of(source.repository, source.commit)
    moment = None
    for step in main_line(source.repository, source.commit):
        if not pending:
            return
        moment, tree = _Moment(step, tree, source.prefix), undone(tree, step)
        touched = {change.path for change in step.changes}
        concerned = [id for id, text in pending.items() if not touched.isdisjoint(text.paths)]
        if not concerned:
            continue
        before = Reading(Commit(tree, source.prefix))
        for id in concerned:
            text = pending[id]
            names = [text.id, *_former(head, id)]
            earlier = _text(before, source, names)
            if earlier is None and not before.ids().isdisjoint(names):
                mended.setdefault(id, moment)
            elif earlier is None or earlier[:2] != text[:2]:
                yield id, mended.pop(id, moment).origin(text.id)
                del pending[id]
            else:
                mended.pop(id, None)
                pending[id] = earlier
    if moment is not None:
        for id, text in pending.items():
            yield id, mended.get(id, moment).origin(text.id)


class _Moment:
    """A commit, and the files as it left them."""

    def __init__(self, step: Step, tree: Tree, prefix: str) -> None:
        self.step = step
        self.tree = tree
        self.prefix = prefix

    @cached_property
    def reading(self) -> Reading:
        """The content as it stood then, read once for all who come from there."""
        return Reading(Commit(self.tree, self.prefix))

    def origin(self, id: str) -> Origin:
        """Where a position of that content comes from."""
        return Origin(self.reading, id, self.step.commit, self.step.seconds)


def _former(head: Reading, id: str) -> list[str]:
    card = head.get(id)
    return [] if card is None else [former for former, _ in card.former_ids]


def _text(reading: Reading, source: Source, names: list[str]) -> _Text | None:
    """The text of a position under one of its names; none where it is not there, or cannot be read whole."""
    id = next((name for name in names if name in reading.ids()), None)
    if id is None or incomplete(reading, id):
        return None
    resolved = reading.resolved(id)
    if resolved is None:
        return None
    blocks = _blocks(reading, (wanted.use.block for wanted in uses_in_position(resolved.position)))
    paths = [reading.first_paths[id], *(reading.contents.blocks[key] for key in blocks)]
    prefix = f"{source.prefix}/" if source.prefix else ""
    return _Text(
        resolved.position.effective_from, fingerprint(resolved), id, frozenset(prefix + path for path in paths)
    )
