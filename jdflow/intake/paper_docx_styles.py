"""What the styles of a Word file say of those who use them, with all that they inherit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jdflow.intake.paper_docx_settled import says
from jdflow.word.names import RUN_LOOKS, VAL, W
from jdflow.word.tracked import PARAGRAPH_LOOKS

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

_STYLE, _ID, _NAME, _BASED_ON = (f"{{{W}}}{name}" for name in ("style", "styleId", "name", "basedOn"))
_PART_OF_TABLE = f"{{{W}}}tblStylePr"
_DEFAULT, _TYPE = f"{{{W}}}default", f"{{{W}}}type"
BOLD, HIDDEN = f"{{{W}}}b", f"{{{W}}}vanish"
NUMBERING, _NUMBER, _LEVEL = f"{{{W}}}numPr", f"{{{W}}}numId", f"{{{W}}}ilvl"
_OUTLINE = f"{{{W}}}outlineLvl"
_HEADING = re.compile(r"(?:heading|pealkiri|title|tiitel|subtitle|alapealkiri)", re.IGNORECASE)
_DIGITS = re.compile(r"-?[0-9]{1,9}")
# Styles of tables are made of few others.
_DEEPEST = 50
# Levels of an outline count from 0 to 8; 9 is the text between headings.
_LEVELS_OF_OUTLINE = 9


class Look(NamedTuple):
    """What a style, or a paragraph itself, says; nothing where it says nothing."""

    bold: bool | None = None
    hidden: bool | None = None
    list: str | None = None
    level: int | None = None
    outline: int | None = None
    is_heading: bool | None = None
    # The style that puts its paragraphs into the list; empty where one made of it names another level.
    list_style: str | None = None

    def over(self, below: Look) -> Look:
        """What it says, and what is below where it says nothing."""
        return Look._make(under if own is None else own for own, under in zip(self, below, strict=True))


_NOTHING = Look()


def number(element: Element | None, default: int | None = None) -> int | None:
    """The whole number that an element says."""
    said = None if element is None else element.get(VAL)
    return int(said) if said and _DIGITS.fullmatch(said) else default


class Styles:
    """The styles of a file, asked one by one."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._known: dict[str, Look] = {}
        self._bold_parts: dict[str | None, frozenset[str]] = {}
        self._usual = ""
        self.defaults = _NOTHING
        if root is None:
            return
        self.defaults = look_of_letters(root.find(f"{{{W}}}docDefaults/{{{W}}}rPrDefault/{RUN_LOOKS}"))
        for style in root.iter(_STYLE):
            id_ = style.get(_ID, "")
            self._styles.setdefault(id_, style)
            if style.get(_TYPE) == "paragraph" and style.get(_DEFAULT) in {"1", "true", "on"}:
                self._usual = id_

    def of_paragraph(self, id_: str | None) -> Look:
        """What a style says of a paragraph; without a name, the one that all have who name none."""
        return self.of(id_ if id_ in self._styles else self._usual)

    def bold_parts(self, id_: str | None) -> frozenset[str]:
        """The parts of a table that a style sets in bold: its first row, its first column, and so on."""
        if id_ in self._bold_parts:
            return self._bold_parts[id_]
        asked, depth = id_, 0
        known: dict[str, bool] = {}
        while id_ is not None and id_ in self._styles and depth < _DEEPEST:
            depth += 1
            for part in self._styles[id_].iterchildren(_PART_OF_TABLE):
                bold = look_of_letters(part.find(RUN_LOOKS)).bold
                if bold is not None:
                    known.setdefault(part.get(_TYPE, ""), bold)
            below = self._styles[id_].find(_BASED_ON)
            id_ = None if below is None else below.get(VAL)
        result = self._bold_parts[asked] = frozenset(part for part, bold in known.items() if bold)
        return result

    def of(self, id_: str | None) -> Look:
        """What a style says."""
        chain: list[str] = []
        while id_ is not None and id_ in self._styles and id_ not in self._known:
            # Known until it is read: a style that is made of itself ends there.
            self._known[id_] = _NOTHING
            chain.append(id_)
            below = self._styles[id_].find(_BASED_ON)
            id_ = None if below is None else below.get(VAL)
        look = self._known.get(id_ or "", _NOTHING)
        for one in reversed(chain):
            look = self._known[one] = _own(one, self._styles[one]).over(look)
        return look


def _own(id_: str, style: Element) -> Look:
    letters = look_of_letters(style.find(RUN_LOOKS))
    paragraph = _look_of_paragraph(style.find(PARAGRAPH_LOOKS))
    name = style.find(_NAME)
    named = name is not None and _HEADING.match(name.get(VAL, "")) is not None
    list_style = id_ if paragraph.list is not None else None if paragraph.level is None else ""
    return letters.over(paragraph)._replace(is_heading=named or None, list_style=list_style)


def look_of_letters(looks: Element | None) -> Look:
    """Whether letters are bold or hidden."""
    if looks is None:
        return _NOTHING
    bold = hidden = None
    for mark in looks:
        if mark.tag == BOLD:
            bold = says(mark)
        elif mark.tag == HIDDEN:
            hidden = says(mark)
    return Look(bold, hidden)


def _look_of_paragraph(looks: Element | None) -> Look:
    """The list that a paragraph stands in, and its level in the outline."""
    if looks is None:
        return _NOTHING
    numbering = looks.find(NUMBERING)
    outline = number(looks.find(_OUTLINE))
    if numbering is None:
        return Look(outline=outline) if outline is not None else _NOTHING
    number_of_list = number(numbering.find(_NUMBER))
    list_ = None if number_of_list is None else str(number_of_list)
    return Look(list=list_, level=number(numbering.find(_LEVEL)), outline=outline)


def direct(looks: Element | None, style: Look) -> Look:
    """What a paragraph of a style says in the end."""
    own = _look_of_paragraph(looks)
    if own is _NOTHING:
        return style
    whole = own.over(style)
    return whole if own.list is None and own.level is None else whole._replace(list_style=None)


def is_heading(look: Look) -> bool:
    """Whether a paragraph of that look is a heading."""
    if look.outline is not None:
        return 0 <= look.outline < _LEVELS_OF_OUTLINE
    return look.is_heading is True
