"""What must not be left behind empty: a cell without a paragraph, a table without a row; Word would not open it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING

from jdflow.word.names import (
    BODY,
    BOOKMARKS,
    CELL,
    CELL_LOOKS,
    CONTROL,
    CONTROL_CONTENT,
    CONTROL_LOOKS,
    ENDNOTE,
    FOOTER,
    FOOTNOTE,
    HEADER,
    ID,
    PARAGRAPH,
    PICTURE,
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
# Where a table may come to meet another, with which it would become one; the number of a picture.
_TABLE_END, _NUMBER = "\x10", "\x11"
_MEETING = re.compile("\x10(?=<w:tbl[ >])")
_FIRST_NUMBER = 1_000_000_000
_PARAGRAPH = "<w:p/>"
_NEED_PARAGRAPH = (BODY, CELL, CONTROL_CONTENT, ENDNOTE, FOOTER, FOOTNOTE, HEADER, TEXT_BOX)
_INNER = {TABLE: {ROW, CONTROL}, ROW: {CELL, CONTROL}, CONTROL_CONTENT: {ROW, CELL}}


class Blanks:
    """Which elements of a part are there whatever the fields say."""

    def __init__(self) -> None:
        self.always: set[etree._Element] = set()
        self.repeated: list[etree._Element] = []

    def see(self, element: etree._Element, holders: list[etree._Element]) -> None:
        """Takes note of an element; the holders are those inside which a tag is open."""
        if element.getparent() not in holders:
            self.always.add(element)
        if holders and element.tag in {*BOOKMARKS, PICTURE, CONTROL_LOOKS}:
            self.repeated.append(element)

    def mark(self, root: etree._Element, token: Callable[[str], str]) -> None:
        """Puts sentinels where something could be left empty, and takes away what must not stand twice."""
        for element in self.repeated:
            if element.tag == PICTURE:
                element.set("id", token(_NUMBER))
            elif element.tag == CONTROL_LOOKS:
                for number in element.findall(ID):
                    _remove(number)
            else:
                _remove(element)
        for element in list(root.iter(*_NEED_PARAGRAPH)):
            self._mark_content(element, token)
        _remove_half_bookmarks(root)
        for element in list(root.iter(*_INNER)):
            inner = _inner(element)
            if inner and not any(map(self._stays, inner)):
                _wrap(element, element.index(inner[0]), element.index(inner[-1]), token)
        # All other tokens stand behind this one.
        for table in root.iter(TABLE):
            if table.tail:
                table.tail = token(_TABLE_END) + table.tail

    def _stays(self, element: etree._Element) -> bool:
        """Whether the row, cell or control is there whatever the fields say, and is not left out for being empty."""
        held = element.find(CONTROL_CONTENT) if element.tag == CONTROL else element
        inner = [] if held is None else _inner(held)
        return element in self.always and (not inner or any(map(self._stays, inner)))

    def _mark_content(self, element: etree._Element, token: Callable[[str], str]) -> None:
        content = [child for child in element if child.tag not in {CELL_LOOKS, SECTION, *BOOKMARKS}]
        if content and content[-1].tag == PARAGRAPH and content[-1] in self.always:
            return
        if element.tag == CONTROL_CONTENT and not any(child.tag in {PARAGRAPH, TABLE} for child in content):
            return
        for bookmark in [child for child in element if child.tag in BOOKMARKS]:
            _remove(bookmark)
        first = 1 if len(element) and element[0].tag == CELL_LOOKS else 0
        last = len(element) - 1 if len(element) and element[-1].tag == SECTION else len(element)
        _append(element, last, token(_END))
        _prepend(element, first, token(_BEGIN))


def _inner(element: etree._Element) -> list[etree._Element]:
    """What an element must not be without."""
    kinds = _INNER.get(str(element.tag), ())
    return [child for child in element if child.tag in kinds]


def _remove(element: etree._Element) -> None:
    """Takes an element away; the text behind it stays."""
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        kept = element.tail or ""
        parent.remove(element)
        _append(parent, at, kept)


def _remove_half_bookmarks(root: etree._Element) -> None:
    """Takes away the bookmarks whose beginning or end went with something else."""
    bookmarks = list(root.iter(*BOOKMARKS))
    numbers = Counter(element.get(ID) for element in bookmarks)
    for element in bookmarks:
        if numbers[element.get(ID)] == 1:
            _remove(element)


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
    whole = element.getparent() if element.tag == CONTROL_CONTENT else element
    parent = None if whole is None else whole.getparent()
    if whole is None or parent is None:
        return
    # Tags stand before the first row and behind the last.
    _append(element, last + 1, token(_INNER_END))
    _prepend(element, first, token(_INNER_BEGIN))
    whole.tail = token(_WHOLE_END) + (whole.tail or "")
    _append(parent, parent.index(whole), token(_WHOLE_BEGIN))


def filled_up(text: str) -> str:
    """The finished part, without tables and rows that nothing was left of, and with a paragraph where one must be."""
    if _WHOLE_BEGIN in text:
        hollow = 1
        while hollow:
            text, hollow = _HOLLOW.subn("", text)
        for mark in (_WHOLE_BEGIN, _INNER_BEGIN, _INNER_END, _WHOLE_END):
            text = text.replace(mark, "")
    if _TABLE_END in text:
        text = _MEETING.sub(_PARAGRAPH, text).replace(_TABLE_END, "")
    text = text.replace(_BEGIN + _END, _PARAGRAPH).replace(f"</w:tbl>{_END}", f"</w:tbl>{_PARAGRAPH}")
    if _NUMBER in text:
        numbers = count(_FIRST_NUMBER)
        text = re.sub(_NUMBER, lambda _: str(next(numbers)), text)
    return text.replace(_BEGIN, "").replace(_END, "")
