"""The text of one paragraph with what went and what came marked in it, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from jdflow.word.names import CONTROL, CONTROL_CONTENT, RUN, RUN_LOOKS, SPACE, TEXT, W
from jdflow.word.redline_bits import FIELD, FIELD_CHARACTER, INSTRUCTION, LOOKS, LOOKS_AROUND, Bit, Signs, bits
from jdflow.word.redline_pairs import LIKE
from jdflow.word.tracked import DELETED, INSERTED, copied
from jdflow.wordwise import pieces

if TYPE_CHECKING:
    from jdflow.word.redline_foreign import Foreign
    from jdflow.word.tracked import Marks
    from jdflow.wordwise import Op, Piece

_GONE = {TEXT: f"{{{W}}}delText", INSTRUCTION: f"{{{W}}}delInstrText"}
_MARK = {"removed": DELETED, "added": INSERTED}


class Told(NamedTuple):
    """What is to be written of a paragraph: the pieces of its text, and what stands behind them in either document."""

    pieces: list[Piece]
    before: list[Bit]
    after: list[Bit]


def told(old: etree._Element | None, new: etree._Element | None) -> Told:
    """What went and what came in a paragraph, or in the text of one that stands in the place of another."""
    signs = Signs(said(old) + said(new))
    before = [] if old is None else bits(old, signs)
    after = [] if new is None else bits(new, signs)
    one, other = ("".join(bit.text for bit in side) for side in (before, after))
    # Half a field must not stay where the other half goes.
    whole = one != other and any(bit.kind == "leaf" and bit.node.tag == FIELD_CHARACTER for bit in (*before, *after))
    return Told(_pieces(one, other, whole=whole), before, after)


def write(paragraph: etree._Element, all_of_it: Told, marks: Marks, foreign: Foreign) -> None:
    """Fills a paragraph, its looks aside, which may be the one that is compared."""
    for child in [child for child in paragraph if child.tag != LOOKS]:
        paragraph.remove(child)
    _Line(paragraph, marks, foreign).put(*all_of_it)


def said(paragraph: etree._Element | None) -> str:
    """The letters of a paragraph."""
    return "" if paragraph is None else "".join(element.text or "" for element in paragraph.iter(TEXT))


def _pieces(before: str, after: str, *, whole: bool) -> list[Piece]:
    all_of_it: list[Piece] = [("removed", before)] if before else []
    all_of_it += [("added", after)] if after else []
    if whole or not before or not after:
        return all_of_it
    some = pieces(before, after)
    same = sum(len(text) for op, text in some if op == "same")
    return all_of_it if 2 * same < LIKE * (len(before) + len(after)) else some


class _Line:
    """A paragraph while it is written."""

    def __init__(self, paragraph: etree._Element, marks: Marks, foreign: Foreign) -> None:
        self.marks = marks
        self.foreign = foreign
        # The elements of the new paragraph that are open; the mark and the run that are being filled, and for what.
        self.around = [paragraph]
        self.op: Op = "same"
        self.mark: etree._Element | None = None
        self.run: etree._Element | None = None
        self.source: etree._Element | None = None

    def put(self, some: list[Piece], before: list[Bit], after: list[Bit]) -> None:
        """Writes the pieces; marks of places stand before the text that they stood before."""
        left, right = _Cutter(before), _Cutter(after)
        for op, text in some:
            gone = [] if op == "added" else left.next(len(text))
            come = [] if op == "removed" else right.next(len(text))
            for bit in gone if op == "removed" else come:
                self._bit(bit, op)
        for bit in right.rest():
            self._bit(bit, "added")

    def _bit(self, bit: Bit, op: Op) -> None:
        if bit.kind in {"open", "close", "point"}:
            if op != "removed":
                self._end()
                self._around(bit)
        elif bit.kind == "field" and (op != "same" or bit.node.tag != FIELD):
            for part in bit.parts:
                self._bit(part, op)
        else:
            self._thing(bit, op)

    def _around(self, bit: Bit) -> None:
        if bit.kind == "close":
            self.around.pop()
            return
        parent = self.around[-1]
        if bit.kind == "point":
            parent.append(bit.node)
            return
        shell = _shell(bit.node)
        parent.append(shell)
        held = shell.find(CONTROL_CONTENT) if shell.tag == CONTROL else None
        self.around.append(shell if held is None else held)

    def _thing(self, bit: Bit, op: Op) -> None:
        """Text or another thing, in a run or outside."""
        node = bit.node
        if bit.kind == "text" and (op == "removed" or bit.text != node.text):
            node = etree.Element(TEXT, nsmap={"w": W})
            node.text = bit.text
        elif op == "removed":
            kept = self.foreign.node(node)
            if kept is None:
                return
            node = kept
        if bit.kind == "text":
            node.set(SPACE, "preserve")
        if op == "removed" and node.tag in _GONE:
            node.tag = _GONE[str(node.tag)]
        self._holder(op, bit).append(node)

    def _holder(self, op: Op, bit: Bit) -> etree._Element:
        """The run, or what stands around runs, for the next thing."""
        if op != self.op:
            self._end()
        self.op = op
        if op == "same":
            parent = self.around[-1]
        else:
            if self.mark is None:
                self.mark = self.marks.make(_MARK[op])
                self.around[-1].append(self.mark)
            parent = self.mark
        if bit.run is None:
            self.run = self.source = None
            return parent
        if self.run is None or bit.run is not self.source:
            self.run = etree.SubElement(parent, RUN)
            self.source = bit.run
            looks = bit.run.find(RUN_LOOKS)
            if looks is not None and op == "removed":
                looks = self.foreign.looks(looks)
            elif looks is not None:
                looks = copied(looks)
            if looks is not None:
                self.run.append(looks)
        return self.run

    def _end(self) -> None:
        """Ends what is being filled."""
        self.mark = self.run = self.source = None
        self.op = "same"


class _Cutter:
    """Gives out bits by the length of their text."""

    def __init__(self, all_of_them: list[Bit]) -> None:
        self.waiting = list(reversed(all_of_them))

    def next(self, length: int) -> list[Bit]:
        """So many characters, with the marks before each."""
        found = []
        while length > 0 and self.waiting:
            bit = self.waiting.pop()
            if len(bit.text) > length:
                self.waiting.append(bit._replace(text=bit.text[length:]))
                bit = bit._replace(text=bit.text[:length])
            length -= len(bit.text)
            found.append(bit)
        while self.waiting and self.waiting[-1].kind == "close":
            found.append(self.waiting.pop())
        return found

    def rest(self) -> list[Bit]:
        """All that is left, which has no text."""
        found = list(reversed(self.waiting))
        self.waiting = []
        return found


def _shell(element: etree._Element) -> etree._Element:
    """An element around runs, without these."""
    shell = etree.Element(element.tag, dict(element.attrib), nsmap=element.nsmap)
    for child in element:
        if child.tag == CONTROL_CONTENT:
            etree.SubElement(shell, CONTROL_CONTENT)
        elif child.tag in LOOKS_AROUND:
            shell.append(copied(child))
    return shell
