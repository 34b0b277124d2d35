"""Paragraphs, tables, rows and cells of one part with what went and what came marked in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from jdflow.word.names import CELL_LOOKS, CONTROL, CONTROL_CONTENT, PARAGRAPH, SECTION, TABLE, W
from jdflow.word.redline_edges import apart
from jdflow.word.redline_lines import told, write
from jdflow.word.redline_pairs import LIKE, Item, pairs
from jdflow.word.redline_steps import blocks, both, freed, last_points, only, settled, tables_together
from jdflow.word.redline_tables import TABLE_LOOKS, Tables, words
from jdflow.word.tracked import PARAGRAPH_LOOKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jdflow.word.redline_foreign import Foreign
    from jdflow.word.redline_lines import Told
    from jdflow.word.redline_steps import Block, Step
    from jdflow.word.tracked import Mark, Marks

# Tables that look the same are the same, if need be with all their rows replaced.
_LIKE_TABLES = 0.1


class _Planned(NamedTuple):
    """A step, what is to be written of its paragraph, and how the paragraph looked and looks."""

    step: Step
    told: Told | None
    before: etree._Element | None
    after: etree._Element | None


class Blocks:
    """Changes the new document's elements in their place; of the old one's it takes copies."""

    def __init__(self, marks: Marks, foreign: Foreign) -> None:
        self.marks = marks
        self.foreign = foreign
        self.tables = Tables(self, marks, foreign)

    def content(self, old: etree._Element | None, new: etree._Element) -> None:
        """Marks in a body, cell, header or the like what is not as it was."""
        if old is None:
            self.whole(new, "ins", into=new)
        elif self.key(old) != self.key(new):
            self._fill(new, tables_together(settled(list(self._steps(list(blocks(old)), list(blocks(new)))))))

    def _fill(self, container: etree._Element, steps: Iterable[Step]) -> None:
        steps = list(steps)
        lines = [self._told(step) for step in steps]
        steps = apart(steps, lines)
        # All of it before anything is written: looks go from one paragraph to another.
        found = [_Planned(*one, _looks(one[0].before), _looks(one[0].after)) for one in zip(steps, lines, strict=True)]
        made = [element for plan in found for element in self._made(plan)]
        head = [child for child in container if child.tag == CELL_LOOKS]
        section = [child for child in container if child.tag == SECTION]
        container[:] = [*head, *made, *last_points(container), *section]

    def _steps(self, before: list[Block], after: list[Block]) -> Iterator[Step]:
        for one, other in pairs([self._item(block) for block in before], [self._item(block) for block in after]):
            if one is not None and other is not None:
                for old, new in zip(before[one].singly, after[other].singly, strict=True):
                    yield both(old, new)
            elif one is not None:
                for block in freed(before[one]):
                    yield only(block, "del")
            elif other is not None:
                for block in after[other].singly:
                    yield only(block, "ins")

    def _item(self, block: Block) -> Item:
        keys = tuple(self.key(one.element) for one in block.singly)
        paired = block.tag in {PARAGRAPH, TABLE, CONTROL} and not block.further
        looks = block.element.find(TABLE_LOOKS if block.tag == TABLE else PARAGRAPH_LOOKS)
        return Item(
            key=keys,
            kind=block.tag if paired else keys,
            looks=None if looks is None else self.key(looks),
            words=words(block.element),
            threshold=_LIKE_TABLES if block.tag == TABLE else LIKE,
        )

    def key(self, element: etree._Element) -> bytes:
        """The element in XML, the same in both documents where it is the same."""
        if self.foreign.same_names:
            return etree.tostring(element, with_tail=False)
        return etree.tostring(element, method="c14n", exclusive=True)

    def _told(self, step: Step) -> Told | None:
        """What is to be written of a paragraph; nothing where there is none, or nothing of it is changed."""
        if not step.is_paragraph():
            return None
        old, new = _element(step.old), _element(step.new)
        kept = step.before is step.old and step.after is step.new
        same = kept and old is not None and new is not None and self.key(old) == self.key(new)
        return None if same else told(old, new)

    def _made(self, plan: _Planned) -> Iterator[etree._Element]:
        """The elements of a step."""
        step = plan.step
        old, new = _element(step.old), _element(step.new)
        if step.new is not None:
            yield from step.new.points
        if plan.told is not None:
            yield self._paragraph(plan, plan.told, new)
        elif new is None:
            if old is not None and old.tag == TABLE:
                yield self.tables.gone(old)
        else:
            if new.tag == TABLE:
                self.tables.mark(old, new)
            elif new.tag == CONTROL:
                self._control(old, new)
            yield new

    def _paragraph(self, plan: _Planned, line: Told, new: etree._Element | None) -> etree._Element:
        step, before = plan.step, self.foreign.looks(plan.before)
        made = etree.Element(PARAGRAPH, nsmap={"w": W}) if new is None else new
        for looks in made.findall(PARAGRAPH_LOOKS):
            made.remove(looks)
        now = before if step.after is None else plan.after
        if now is not None:
            made.insert(0, now)
        if step.ends():
            self.marks.looks_before(made, before)
        elif not step.bare:
            self.marks.paragraph(made, "del" if step.after is None else "ins")
        write(made, line, self.marks, self.foreign)
        return made

    def whole(self, container: etree._Element, mark: Mark, *, into: etree._Element, bare: bool = True) -> None:
        """Fills an element with what it, or another, holds, all of which came or went.

        The end of its last paragraph is left bare where it goes with what is around it.
        """
        inner = [one for block in blocks(container) for one in (freed(block) if mark == "del" else block.singly)]
        steps = [only(block, mark) for block in inner]
        if bare and steps and steps[-1].is_paragraph():
            steps[-1] = steps[-1]._replace(bare=True)
        self._fill(into, steps)

    def _control(self, old: etree._Element | None, new: etree._Element) -> None:
        held = new.find(CONTROL_CONTENT)
        there = None if old is None else old.find(CONTROL_CONTENT)
        if held is not None and there is not None:
            self.content(there, held)
        elif held is not None:
            self.whole(held, "ins", into=held, bare=False)


def _element(block: Block | None) -> etree._Element | None:
    return None if block is None else block.element


def _looks(block: Block | None) -> etree._Element | None:
    return None if block is None else block.element.find(PARAGRAPH_LOOKS)
