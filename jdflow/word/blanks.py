"""What must not be left behind empty: a cell without a paragraph, a table without a row; Word would not open it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.word.names import (
    BODY,
    BOOKMARKS,
    CELL,
    CELL_LOOKS,
    FOOTER,
    HEADER,
    PARAGRAPH,
    ROW,
    SECTION,
    TABLE,
    TEXT_BOX,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

# Characters that XML cannot hold: they stand in a finished part only until `filled_up` has looked at it.
# Where a place's content begins and ends; the whole of a table or row and, in it, its content.
_BEGIN, _END = "\x03", "\x04"
_WHOLE_BEGIN, _INNER_BEGIN, _INNER_END, _WHOLE_END = "\x05", "\x06", "\x0e", "\x0f"
_HOLLOW = re.compile("\x05[^\x05-\x06\x0e\x0f]*\x06\x0e[^\x05-\x06\x0e\x0f]*\x0f")
_PARAGRAPH = "<w:p/>"
_NEED_PARAGRAPH = (BODY, CELL, FOOTER, HEADER, TEXT_BOX)
_INNER = {TABLE: ROW, ROW: CELL}


class Blanks:
    """Which elements of a part are there whatever the fields say."""

    def __init__(self) -> None:
        self.always: set[etree._Element] = set()
        self.repeated: list[etree._Element] = []

    def see(self, element: etree._Element, holders: list[etree._Element]) -> None:
        """Takes note of an element; the holders are those inside which a tag is open."""
        if element.getparent() not in holders:
            self.always.add(element)
        if holders and element.tag in BOOKMARKS:
            self.repeated.append(element)

    def mark(self, root: etree._Element, token: Callable[[str], str]) -> None:
        """Puts sentinels where something could be left empty, and takes away what must not stand twice."""
        for element in self.repeated:
            parent = element.getparent()
            if parent is not None:
                at = parent.index(element)
                kept = element.tail or ""
                parent.remove(element)
                _append(parent, at, kept)
        for element in list(root.iter(*_NEED_PARAGRAPH)):
            self._mark_content(element, token)
        for element in list(root.iter(*_INNER)):
            inner = element.findall(_INNER[str(element.tag)])
            if inner and self.always.isdisjoint(inner):
                _wrap(element, element.index(inner[0]), element.index(inner[-1]), token)

    def _mark_content(self, element: etree._Element, token: Callable[[str], str]) -> None:
        content = [child for child in element if child.tag not in {CELL_LOOKS, SECTION}]
        if content and content[-1].tag == PARAGRAPH and content[-1] in self.always:
            return
        first = 1 if len(element) and element[0].tag == CELL_LOOKS else 0
        last = len(element) - 1 if len(element) and element[-1].tag == SECTION else len(element)
        _append(element, last, token(_END))
        _prepend(element, first, token(_BEGIN))


def _append(parent: etree._Element, at: int, text: str) -> None:
    """Adds the text behind all that stands before the child of that number."""
    if at == 0:
        parent.text = (parent.text or "") + text
    else:
        parent[at - 1].tail = (parent[at - 1].tail or "") + text


def _prepend(parent: etree._Element, at: int, text: str) -> None:
    """Puts the text right behind the child before that number."""
    if at == 0:
        parent.text = text + (parent.text or "")
    else:
        parent[at - 1].tail = text + (parent[at - 1].tail or "")


def _wrap(element: etree._Element, first: int, last: int, token: Callable[[str], str]) -> None:
    parent = element.getparent()
    if parent is None:
        return
    # Tags stand before the first row and behind the last.
    _append(element, last + 1, token(_INNER_END))
    _prepend(element, first, token(_INNER_BEGIN))
    element.tail = token(_WHOLE_END) + (element.tail or "")
    _append(parent, parent.index(element), token(_WHOLE_BEGIN))


def filled_up(text: str) -> str:
    """The finished part, without tables and rows that nothing was left of, and with a paragraph where one must be."""
    hollow = 1
    while hollow:
        text, hollow = _HOLLOW.subn("", text)
    for mark in (_WHOLE_BEGIN, _INNER_BEGIN, _INNER_END, _WHOLE_END):
        text = text.replace(mark, "")
    text = text.replace(_BEGIN + _END, _PARAGRAPH).replace(f"</w:tbl>{_END}", f"</w:tbl>{_PARAGRAPH}")
    # Two tables that nothing parts any longer would become one.
    text = text.replace("</w:tbl><w:tbl>", f"</w:tbl>{_PARAGRAPH}<w:tbl>")
    return text.replace(_BEGIN, "").replace(_END, "")
