"""What becomes of paragraphs and tables one below another, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.word.names import CELL_LOOKS, CONTROL, CONTROL_CONTENT, PARAGRAPH, SECTION, TABLE
from jdflow.word.redline_bits import POINTS, open_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from jdflow.word.tracked import Mark


class Block(NamedTuple):
    """An element with the marks of places before it; where a field runs on, also what it runs through."""

    element: etree._Element
    points: tuple[etree._Element, ...] = ()
    further: tuple[Block, ...] = ()

    @property
    def tag(self) -> str:
        """What it is."""
        return str(self.element.tag)

    @property
    def singly(self) -> tuple[Block, ...]:
        """It and what its field runs through, each by itself."""
        return (self._replace(further=()), *self.further)


class Step(NamedTuple):
    """A block of the old document, of the new one, or of both.

    A paragraph's end and looks may come from another paragraph than its text: those that `before` and `after` name.
    A paragraph that ends nowhere else before is one whose end was put in; `bare` says that its end is not marked.
    """

    old: Block | None
    new: Block | None
    before: Block | None
    after: Block | None
    bare: bool = False

    def ends(self) -> bool:
        """Whether its end is in both documents."""
        return self.before is not None and self.after is not None

    def is_paragraph(self) -> bool:
        """Whether it is one, in whatever document it is."""
        return all(block is None or block.tag == PARAGRAPH for block in (self.old, self.new))


def both(old: Block, new: Block) -> Step:
    """One that is in both documents."""
    return Step(old, new, old, new)


def only(block: Block, mark: Mark) -> Step:
    """One that went or came."""
    return Step(block, None, block, None) if mark == "del" else Step(None, block, None, block)


def blocks(container: etree._Element) -> Iterator[Block]:
    """What stands in a body, cell, header or the like; all that one field runs through is together."""
    points: list[etree._Element] = []
    held: list[Block] = []
    depth = 0
    for child in container:
        if child.tag in POINTS:
            points.append(child)
        elif child.tag not in {CELL_LOOKS, SECTION}:
            held.append(Block(child, tuple(points)))
            points = []
            depth += open_fields(child)
            if depth <= 0:
                yield held[0]._replace(further=tuple(held[1:]))
                held, depth = [], 0
    if held:
        yield held[0]._replace(further=tuple(held[1:]))


def last_points(container: etree._Element) -> list[etree._Element]:
    """The marks of places behind all else."""
    found: list[etree._Element] = []
    for child in container:
        if child.tag in POINTS:
            found.append(child)
        elif child.tag != SECTION:
            found = []
    return found


def freed(block: Block) -> Iterator[Block]:
    """The blocks without content controls around them: what goes takes none along."""
    for one in block.singly:
        held = one.element.find(CONTROL_CONTENT) if one.tag == CONTROL else None
        if held is None:
            yield one
        else:
            for inner in blocks(held):
                yield from freed(inner)


def settled(steps: list[Step]) -> list[Step]:
    """The steps such that the last paragraph's end stays: nothing can be without one.

    It stays before a table, too, where there is no next paragraph that a text could go on in.
    """
    at = next((at for at in range(len(steps), 0, -1) if not steps[at - 1].is_paragraph()), 0)
    row = _ended(steps[at:])
    steps = [*steps[:at], *row] if row and row[-1].ends() else _ended_anew(steps)
    found: list[Step] = []
    row = []
    for step in steps:
        if step.is_paragraph():
            row.append(step)
        else:
            found += [*_ended(row), step]
            row = []
    return [*found, *row]


def _ended(row: list[Step]) -> list[Step]:
    """Paragraphs in a row, the last one's end unmarked if there is a way."""
    number = _behind_last_pair(row)
    gone, come = (
        [step for step in row[number:] if step.new is None],
        [step for step in row[number:] if step.old is None],
    )
    if gone and come:
        return [*row[:number], *_joined(gone, come)]
    if number == 0 or number == len(row):
        return row
    return shifted(row, number - 1, len(row) - 1)


def shifted(steps: list[Step], first: int, last: int) -> list[Step]:
    """The steps, with the end of a paragraph that is in both documents behind those that come or go after it.

    As in Word: who goes on at the end of a paragraph puts in this end, and the last one stays where it is.
    """
    here, there = steps[first], steps[last]
    if there.new is None:
        here, there = here._replace(after=None), there._replace(after=here.after)
    else:
        here, there = here._replace(before=None), there._replace(before=here.before)
    return [*steps[:first], here, *steps[first + 1 : last], there, *steps[last + 1 :]]


def _ended_anew(steps: list[Step]) -> list[Step]:
    """The steps with the last paragraph of either document in one, where tables stand before one of them only."""
    number = _behind_last_pair(steps)
    last = steps[number - 1] if number else None
    gone = [step for step in steps[number:] if step.new is None]
    come = [step for step in steps[number:] if step.old is None]
    if gone and come:
        return [*steps[:number], *_joined(gone, come)]
    if last is None or last.old is None or last.new is None or number == len(steps):
        return steps
    away, here = [only(one, "del") for one in freed(last.old)], [only(last.new, "ins")]
    return [*steps[: number - 1], *(_joined([*away, *gone], here) if gone else _joined(away, [*here, *come]))]


def _behind_last_pair(steps: list[Step]) -> int:
    return next((at for at in range(len(steps), 0, -1) if steps[at - 1].old and steps[at - 1].new), 0)


def _joined(gone: list[Step], come: list[Step]) -> list[Step]:
    """What went and what came, the last paragraph of each in one."""
    old, new = gone[-1].old, come[-1].new
    if old is None or new is None or not (gone[-1].is_paragraph() and come[-1].is_paragraph()):
        return [*gone, *come]
    return [*gone[:-1], *come[:-1], both(old, new)]


def tables_together(steps: list[Step]) -> Iterator[Step]:
    """The steps, a table that went and one that came right beside it as one: two that meet are one to Word."""
    waiting: Step | None = None
    for step in steps:
        if waiting is not None:
            old, new = waiting.old or step.old, waiting.new or step.new
            if _lone_table(step) and old is not None and new is not None and (waiting.old is None or step.old is None):
                waiting = None
                yield both(old, new)
                continue
            yield waiting
        waiting = step if _lone_table(step) else None
        if waiting is None:
            yield step
    if waiting is not None:
        yield waiting


def _lone_table(step: Step) -> bool:
    block = step.new if step.old is None else step.old if step.new is None else None
    return block is not None and block.tag == TABLE
