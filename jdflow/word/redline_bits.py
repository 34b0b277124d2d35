"""A paragraph as a string of characters, each of which knows the run and the element that it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from lxml import etree

from jdflow.word.names import BREAK, CONTROL, CONTROL_CONTENT, CONTROL_LOOKS, RUN, RUN_LOOKS, SPACE, TAB, TEXT, W

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOKS = f"{{{W}}}pPr"
FIELD_CHARACTER, INSTRUCTION = f"{{{W}}}fldChar", f"{{{W}}}instrText"
_FIELD_PART = f"{{{W}}}fldCharType"
FIELD = f"{{{W}}}fldSimple"
_CARRIAGE_RETURN, _BREAK_TYPE = f"{{{W}}}cr", f"{{{W}}}type"
_AROUND = {f"{{{W}}}{name}" for name in ("hyperlink", "smartTag", "customXml", "dir", "bdo")}
LOOKS_AROUND = {CONTROL_LOOKS, f"{{{W}}}sdtEndPr", f"{{{W}}}smartTagPr", f"{{{W}}}customXmlPr"}
# Elements that mark a place and say nothing.
POINTS = frozenset(
    f"{{{W}}}{name}"
    for name in (
        *(f"{kind}{end}" for kind in ("bookmark", "commentRange") for end in ("Start", "End")),
        *("permStart", "permEnd", "proofErr"),
    )
)


class Bit(NamedTuple):
    """A part of a paragraph: text, or one thing that stands for a character, or what says nothing at all.

    `text` is text that may be cut; `leaf` another child of a run; `whole` an element outside runs; `field` a field,
    its parts being bits; `open` and `close` the two ends of an element around runs; `point` a mark.
    """

    kind: Literal["text", "leaf", "whole", "field", "open", "close", "point"]
    text: str
    node: etree._Element
    run: etree._Element | None = None
    parts: tuple[Bit, ...] = ()


class Signs:
    """The characters that stand for things; the same for things that are the same, none that stands in the texts."""

    def __init__(self, texts: str) -> None:
        self.texts = texts
        self.known: dict[bytes, str] = {}
        self.last = 0xF0000

    def of(self, things: tuple[bytes, ...] | bytes) -> str:
        """The sign of something, by what it is in XML."""
        key = things if isinstance(things, bytes) else b"\0".join(things)
        if key not in self.known:
            while chr(self.last) in self.texts:
                self.last += 1
            self.known[key] = chr(self.last)
            self.last += 1
        return self.known[key]


def bits(paragraph: etree._Element, signs: Signs) -> list[Bit]:
    """All of a paragraph but its looks."""
    return list(_with_fields(list(_bits(paragraph, signs)), signs))


def _bits(around: etree._Element, signs: Signs) -> Iterator[Bit]:
    for child in around:
        if child.tag == RUN:
            yield from _in_run(child, signs)
        elif child.tag in POINTS:
            yield Bit("point", "", child)
        elif child.tag in _AROUND or child.tag == CONTROL:
            yield Bit("open", "", child)
            held = child.find(CONTROL_CONTENT) if child.tag == CONTROL else child
            if held is not None:
                yield from _bits(held, signs)
            yield Bit("close", "", child)
        elif child.tag == FIELD:
            yield Bit("field", signs.of(_xml(child)), child, None, tuple(_opened(child, signs)))
        elif child.tag not in LOOKS_AROUND and child.tag != LOOKS and isinstance(child.tag, str):
            yield Bit("whole", signs.of(_xml(child)), child)


def _in_run(run: etree._Element, signs: Signs) -> Iterator[Bit]:
    for child in run:
        if child.tag == TEXT:
            if child.text:
                yield Bit("text", child.text, child, run)
        elif child.tag == TAB:
            yield Bit("leaf", "\t", child, run)
        elif child.tag == _CARRIAGE_RETURN or (child.tag == BREAK and not child.attrib):
            yield Bit("leaf", "\n", child, run)
        elif child.tag != RUN_LOOKS and isinstance(child.tag, str):
            yield Bit("leaf", signs.of(_xml(child)), child, run)


def _opened(field: etree._Element, signs: Signs) -> Iterator[Bit]:
    """A field in one element, as the runs that say the same: only runs can be marked."""

    def run(child: etree._Element) -> Bit:
        around = etree.Element(RUN, nsmap={"w": W})
        around.append(child)
        return Bit("leaf", "", child, around)

    def character(part: str) -> Bit:
        return run(etree.Element(FIELD_CHARACTER, {_FIELD_PART: part}, nsmap={"w": W}))

    said = etree.Element(INSTRUCTION, {SPACE: "preserve"}, nsmap={"w": W})
    said.text = field.get(f"{{{W}}}instr")
    yield from (character("begin"), run(said), character("separate"))
    yield from _bits(field, signs)
    yield character("end")


def _with_fields(single: list[Bit], signs: Signs) -> Iterator[Bit]:
    """The bits, those of each field as one: half a field must never come or go."""
    ends = _ends_of_fields(single)
    at = 0
    while at < len(single):
        end = ends.get(at)
        if end is None or not _is_closed(single[at:end]):
            yield single[at]
            at += 1
        else:
            parts = tuple(single[at:end])
            sign = signs.of(tuple(_xml(part.node) for part in parts if part.kind not in {"open", "close"}))
            yield Bit("field", sign, single[at].node, None, parts)
            at = end


def _ends_of_fields(single: list[Bit]) -> dict[int, int]:
    """Behind which bit a field ends, by the number of the one in which it begins."""
    begun: list[int] = []
    ends = {}
    for number, bit in enumerate(single):
        part = _part_of_field(bit)
        if part == "begin":
            begun.append(number)
        elif part == "end" and begun:
            ends[begun.pop()] = number + 1
    return ends


def _is_closed(some: list[Bit]) -> bool:
    """Whether all that is opened there is closed there."""
    depth = 0
    for bit in some:
        depth += {"open": 1, "close": -1}.get(bit.kind, 0)
        if depth < 0:
            return False
    return depth == 0


def _part_of_field(bit: Bit) -> str:
    return bit.node.get(_FIELD_PART, "") if bit.node.tag == FIELD_CHARACTER else ""


def open_fields(element: etree._Element) -> int:
    """How many more fields begin in an element than end in it."""
    steps = (one.get(_FIELD_PART) for one in element.iter(FIELD_CHARACTER))
    return sum({"begin": 1, "end": -1}.get(step or "", 0) for step in steps)


def _xml(element: etree._Element) -> bytes:
    return etree.tostring(element, with_tail=False)
