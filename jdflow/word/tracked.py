"""Tracked changes as Word writes them: who, when, each with a number of its own."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Literal, TypeAlias

from lxml import etree

from jdflow.word.names import ID, RUN_LOOKS, SECTION, W
from jdflow.word.text import UNPRINTABLE

if TYPE_CHECKING:
    from collections.abc import Iterable

Mark: TypeAlias = Literal["ins", "del"]

INSERTED, DELETED = f"{{{W}}}ins", f"{{{W}}}del"
PARAGRAPH_LOOKS, ROW_LOOKS = f"{{{W}}}pPr", f"{{{W}}}trPr"
_ROW_EXCEPTIONS = f"{{{W}}}tblPrEx"
_LOOKS_BEFORE = f"{{{W}}}pPrChange"
_AUTHOR, _DATE = f"{{{W}}}author", f"{{{W}}}date"
# No longer name is valid.
_MOST_OF_A_NAME = 255


class Marks:
    """Makes the marks of one author and one moment; numbers that are taken are left out."""

    def __init__(self, author: str, moment: str, taken: Iterable[int]) -> None:
        self.author = UNPRINTABLE.sub("", author)[:_MOST_OF_A_NAME]
        self.moment = moment
        self.taken = set(taken)
        self.last = 0

    def make(self, tag: str) -> etree._Element:
        """A mark that stands nowhere yet."""
        self.last += 1
        while self.last in self.taken:
            self.last += 1
        return etree.Element(tag, {ID: str(self.last), _AUTHOR: self.author, _DATE: self.moment}, nsmap={"w": W})

    def paragraph(self, paragraph: etree._Element, mark: Mark) -> None:
        """Says that the end of the paragraph came or went: without it, the text goes on in the next one."""
        looks = paragraph_looks(paragraph)
        runs = looks.find(RUN_LOOKS)
        if runs is None:
            runs = etree.Element(RUN_LOOKS, nsmap={"w": W})
            last = looks.find(SECTION)
            looks.insert(len(looks) if last is None else looks.index(last), runs)
        runs.insert(0, self.make(INSERTED if mark == "ins" else DELETED))

    def looks_before(self, paragraph: etree._Element, before: etree._Element | None) -> None:
        """Keeps how the paragraph looked before, where it looked otherwise."""
        changed = etree.Element(PARAGRAPH_LOOKS, nsmap={"w": W})
        changed.extend(_own(before))
        now = paragraph.find(PARAGRAPH_LOOKS)
        if _canonical(changed) != _canonical(_own(now)):
            change = self.make(_LOOKS_BEFORE)
            change.append(changed)
            paragraph_looks(paragraph).append(change)

    def row(self, row: etree._Element, mark: Mark) -> None:
        """Says that the row came or went."""
        looks = row.find(ROW_LOOKS)
        if looks is None:
            looks = etree.Element(ROW_LOOKS, nsmap={"w": W})
            row.insert(1 if len(row) and row[0].tag == _ROW_EXCEPTIONS else 0, looks)
        looks.append(self.make(INSERTED if mark == "ins" else DELETED))


def paragraph_looks(paragraph: etree._Element) -> etree._Element:
    """What says how the paragraph looks; made where there is none."""
    looks = paragraph.find(PARAGRAPH_LOOKS)
    if looks is None:
        looks = etree.Element(PARAGRAPH_LOOKS, nsmap={"w": W})
        paragraph.insert(0, looks)
    return looks


def _own(looks: etree._Element | None) -> list[etree._Element]:
    """What is said of the paragraph itself, copied: nothing of its end or its section."""
    if looks is None:
        return []
    kept = [child for child in looks if child.tag not in {RUN_LOOKS, SECTION, _LOOKS_BEFORE}]
    return [copied(child) for child in kept]


def copied(element: etree._Element) -> etree._Element:
    """The element once more, without what stands behind it."""
    twin = deepcopy(element)
    twin.tail = None
    return twin


def _canonical(elements: Iterable[etree._Element]) -> list[bytes]:
    """The elements in XML, whatever stands around them."""
    return [etree.tostring(one, method="c14n", exclusive=True) for one in elements]
