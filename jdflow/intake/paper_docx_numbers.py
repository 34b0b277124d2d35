"""The numbers that Word prints before paragraphs: counted as it counts them, written as it writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jdflow.intake.paper_docx_settled import says
from jdflow.intake.paper_docx_styles import number
from jdflow.word.names import VAL, W

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from jdflow.intake.paper_docx_styles import Look, Styles

_ABSTRACT, _ABSTRACT_ID = f"{{{W}}}abstractNum", f"{{{W}}}abstractNumId"
_LIST, _LIST_ID = f"{{{W}}}num", f"{{{W}}}numId"
_OVERRIDE, _START_OVERRIDE = f"{{{W}}}lvlOverride", f"{{{W}}}startOverride"
_LEVEL, _DEPTH = f"{{{W}}}lvl", f"{{{W}}}ilvl"
_START, _FORMAT, _TEXT, _RESTART, _LEGAL, _STYLE = (
    f"{{{W}}}{name}" for name in ("start", "numFmt", "lvlText", "lvlRestart", "isLgl", "pStyle")
)
_STYLE_LINK = f"{{{W}}}numStyleLink"
_DEEPEST = 8
_DIGITS = re.compile("[0-9]{1,9}")
_HOLE = re.compile("%([1-9])")
# What Word itself lets one type there is no longer.
_LONGEST_TEXT = 60
# fmt: off
_ROMAN = {
    1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V",
    4: "IV", 1: "I",
}
# fmt: on
_MOST_ROMAN, _MOST_LETTERS = 3999, 780


class Mark(NamedTuple):
    """What stands before a paragraph: a number as it prints, or a bullet of a level, from 1."""

    level: int | None = None
    number: str | None = None


class _Level(NamedTuple):
    """How the items of one level of a list are numbered."""

    start: int
    format: str
    text: str
    restart: int
    is_legal: bool
    style: str | None


class _List(NamedTuple):
    """A list of a document: what it counts with, which others may share; its levels, and where it begins anew."""

    counter: str
    levels: list[_Level]
    anew: dict[int, int]


class Lists:
    """All lists of a file, each as far as it has been counted."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        self._read: dict[str, _List | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            for abstract in root.iterchildren(_ABSTRACT):
                self._abstract.setdefault(abstract.get(_ABSTRACT_ID, ""), abstract)
            for one in root.iterchildren(_LIST):
                self._lists.setdefault(str(_number_of(one, _LIST_ID)), one)

    def next(self, look: Look, style: str | None) -> Mark:
        """The mark of the next paragraph of that look and style."""
        id_ = look.list
        one = None if id_ in {None, "0"} else self._list(str(id_))
        if id_ is None or one is None:
            return Mark()
        depth = _depth(one, look, style)
        counts = self._counts.setdefault(one.counter, [None] * (_DEEPEST + 1))
        if (id_, depth) not in self._begun:
            self._begun.add((id_, depth))
            if depth in one.anew:
                counts[depth] = None
        before = counts[depth]
        counts[depth] = one.levels[depth].start if before is None else before + 1
        for upper in range(depth):
            # What was never counted prints as it would begin, and has begun with that.
            if counts[upper] is None:
                counts[upper] = one.levels[upper].start
        for deeper in range(depth + 1, _DEEPEST + 1):
            if depth < one.levels[deeper].restart:
                counts[deeper] = None
        level = one.levels[depth]
        if level.format == "bullet":
            return Mark(level=depth + 1) if level.text.strip() else Mark()
        return Mark(number=_printed(one.levels, depth, counts) or None)

    def _list(self, id_: str) -> _List | None:
        if id_ not in self._read:
            self._read[id_] = self._made(id_)
        return self._read[id_]

    def _made(self, id_: str) -> _List | None:
        one = self._lists.get(id_)
        abstract = None if one is None else self._abstract_of(one)
        if one is None or abstract is None:
            return None
        levels = {_number_of(level, _DEPTH): level for level in abstract.iterchildren(_LEVEL)}
        anew: dict[int, int] = {}
        for override in one.iterchildren(_OVERRIDE):
            depth = _number_of(override, _DEPTH)
            own = override.find(_LEVEL)
            if own is not None:
                levels[depth] = own
            start = number(override.find(_START_OVERRIDE))
            if start is not None:
                anew[depth] = start
        read = [_level(levels.get(depth), depth, anew.get(depth)) for depth in range(_DEEPEST + 1)]
        return _List(abstract.get(_ABSTRACT_ID, ""), read, anew)

    def _abstract_of(self, one: Element) -> Element | None:
        """What the list is made of; one that only names a style is made of what that style's list is made of."""
        for _ in range(_DEEPEST):
            named = one.find(_ABSTRACT_ID)
            abstract = None if named is None else self._abstract.get(named.get(VAL, ""))
            link = None if abstract is None else abstract.find(_STYLE_LINK)
            if link is None:
                return abstract
            behind = self._lists.get(self._styles.of(link.get(VAL)).list or "")
            if behind is None:
                return abstract
            one = behind
        return None


def _number_of(element: Element, attribute: str) -> int:
    """The whole number in an attribute; none that fits where there is none."""
    said = element.get(attribute, "")
    return int(said) if _DIGITS.fullmatch(said) else -1


def _depth(one: _List, look: Look, style: str | None) -> int:
    """The level of a paragraph: the one that belongs to its style where the style puts it into the list."""
    if look.list_style is not None:
        for wanted in (style, look.list_style):
            for depth, level in enumerate(one.levels):
                if wanted is not None and level.style == wanted:
                    return depth
    return min(max(look.level or 0, 0), _DEEPEST)


def _level(level: Element | None, depth: int, start: int | None) -> _Level:
    if level is None:
        return _Level(1, "none", "", depth, is_legal=False, style=None)
    text, format_, style, legal = (level.find(name) for name in (_TEXT, _FORMAT, _STYLE, _LEGAL))
    restart = number(level.find(_RESTART), depth)
    return _Level(
        start if start is not None else number(level.find(_START), 0) or 0,
        "decimal" if format_ is None else format_.get(VAL, "decimal"),
        "" if text is None else text.get(VAL, "")[:_LONGEST_TEXT],
        depth if restart is None else min(restart, depth),
        is_legal=legal is not None and says(legal),
        style=None if style is None else style.get(VAL),
    )


def _printed(levels: list[_Level], depth: int, counts: list[int | None]) -> str:
    level = levels[depth]

    def one(hole: re.Match[str]) -> str:
        other = int(hole[1]) - 1
        count = counts[other]
        format_ = "decimal" if level.is_legal and levels[other].format != "none" else levels[other].format
        return _written(levels[other].start if count is None else count, format_)

    return _HOLE.sub(one, level.text).strip()


def _written(count: int, format_: str) -> str:
    """A number in one of the ways that Estonian documents know; all others as digits."""
    if format_ == "none":
        return ""
    if format_ == "decimalZero":
        return f"{count:02}"
    if format_ == "ordinal":
        return f"{count}."
    if format_.endswith("Roman") and 0 < count <= _MOST_ROMAN:
        return _cased(_roman(count), format_)
    if format_.endswith("Letter") and 0 < count <= _MOST_LETTERS:
        return _cased(chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1), format_)
    return str(count)


def _cased(text: str, format_: str) -> str:
    return text.lower() if format_.startswith("lower") else text


def _roman(count: int) -> str:
    said = ""
    for value, letters in _ROMAN.items():
        said += letters * (count // value)
        count %= value
    return said
