"""Files of positions about to change: what is known of each, what it will hold, what stands in the way."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from jdflow.calendar import written
from jdflow.language import Msg, msg
from jdflow.problems import Place, Problem, fields
from jdflow.resolve.fingerprint import fingerprint
from jdflow.resolve.position import resolve
from jdflow.shape import shape_position
from jdflow.shape.position import APPROVAL, POSITION
from jdflow.source.edit import Edit, Stuck, edit
from jdflow.source.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from jdflow.app.reading import Reading
    from jdflow.model.position import Approval, Position

APPROVED_BY = "kinnitamine"
_ORDERS = {(): tuple(POSITION.by_key), (APPROVED_BY,): tuple(APPROVAL.by_key)}
# What the edits go by: where one of these could not be read, nobody knows what to do.
_NEEDED = ("relation", "effective_from", "effective_to", "retroactive", "approval")
_DIGIT = re.compile(r"\d")
_LONGEST_QUOTE = 60


class Held(NamedTuple):
    """A position's file as it stands, well read."""

    position: Position
    data: bytes
    problems: list[Problem]

    def place(self, name: str) -> Place:
        """Where a field's value stands; else the file."""
        placed = self.position.places.get(name)
        return Place(self.position.path) if placed is None else placed.place


class Change(NamedTuple):
    """A file before and after, and what is told of it."""

    path: str
    before: bytes
    after: bytes
    told: Msg


class Made(NamedTuple):
    """A file that was not there, and what is told of it."""

    path: str
    after: bytes
    told: Msg


class Gone(NamedTuple):
    """A file that is taken away, and what is told of it."""

    path: str
    before: bytes
    told: Msg


class Left(NamedTuple):
    """A file that needs no change, or gets none, and why."""

    path: str
    why: Msg


class Refusal(NamedTuple):
    """A file that must not be changed so, and why; then no other is changed either."""

    place: Place
    why: Msg


class Outcome(NamedTuple):
    """What becomes of the files that were asked for."""

    changes: list[Change]
    left: list[Left]
    refused: list[Refusal]
    made: tuple[Made, ...] = ()
    gone: tuple[Gone, ...] = ()

    def add(self, one: Change | Left | Refusal) -> None:
        """Sorts in what becomes of one more."""
        if isinstance(one, Change):
            self.changes.append(one)
        elif isinstance(one, Left):
            self.left.append(one)
        else:
            self.refused.append(one)


def held(reading: Reading, id: str) -> Held | Refusal:
    """The file of that position, or why it cannot be edited."""
    path = reading.first_paths[id]
    others = [other for other, name in reading.contents.positions.items() if name == id and other != path]
    if others:
        return Refusal(
            Place(others[0]), msg("The id “{id}” is also that of {path}; rename one of the two.", id=id, path=path)
        )
    data = reading.bytes_of(path)
    if isinstance(data, Problem):
        return Refusal(data.place, data.message)
    position, problems = reading.position(id)
    if position is None:
        return Refusal(problems[0].place, problems[0].message)
    approval = {} if position.approval is None else position.approval.places
    needed = {position.places[name].place for name in _NEEDED if name in position.places}
    needed |= {placed.place for placed in approval.values()}
    for problem in problems:
        if problem.place in needed and problem.rule is not fields.EMPTY:
            return Refusal(problem.place, problem.message)
    return Held(position, data, problems)


def change(reading: Reading, file: Held, edits: Sequence[Edit], told: Msg) -> Change | Refusal:
    """The file with these edits; it is read again, and must say the same but for them."""
    position = file.position
    path = position.path
    after = edit(path, file.data, edits, _ORDERS)
    if isinstance(after, Stuck):
        return Refusal(after.place, after.why)
    again, problems = shape_position(position.id, path, read(path, after))
    new = Counter(map(_said, problems)) - Counter(map(_said, file.problems))
    for problem in problems:
        if _said(problem) in new:
            return Refusal(Place(path), problem.message)
    library = reading.library
    if again is None or fingerprint(resolve(again, library)) != fingerprint(resolve(position, library)):
        raise AssertionError(f"{path}: the text itself would change")
    return Change(path, file.data, after, told)


def _said(problem: Problem) -> tuple[str, str]:
    return problem.rule.code, str(problem.params)


def day_edit(keys: tuple[str, ...], day: date) -> Edit:
    """A day set."""
    return Edit(keys, day.isoformat(), plain=True)


def of_the_old(approval: Approval, *, consent: bool) -> Iterator[tuple[str, str]]:
    """What of an approval belongs to the order or contract that gave it: the keys, each with what it said.

    How the text is approved and on what basis is the same the next time; so are lines of the header without a number or
    a day in them.
    """
    if approval.number is not None:
        yield "number", approval.number
    if approval.date is not None:
        yield "kuupäev", written(approval.date)
    if approval.annex is not None:
        yield "lisa", approval.annex
    header = " / ".join(item.text for item in approval.header)
    if _DIGIT.search(header):
        yield "päis", header
    if consent and approval.consent is not None:
        yield "nõusolek", approval.consent


def removals(old: Iterable[tuple[str, str]]) -> Iterator[Edit]:
    """The edits that take these keys of an approval away."""
    return (Edit((APPROVED_BY, key), None) for key, _ in old)


def quoted(old: Iterable[tuple[str, str]]) -> str:
    """What these keys said, the long ones cut."""
    return ", ".join(f"{key} {_cut(text)}".rstrip() for key, text in old)


def _cut(text: str) -> str:
    if " " not in text:
        return text
    return f"„{text}“" if len(text) <= _LONGEST_QUOTE else f"„{text[:_LONGEST_QUOTE].rstrip()} …“"
