"""Hidden text in a template: nobody sees it on the page, yet it would stand in every document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.word.names import OFF, PARAGRAPH, ROW, RUN, RUN_LOOKS, TABLE, TEXT, VAL, W
from jdflow.word.package import parse, relationships

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from jdflow.word.package import Part

_HIDES = f"{{{W}}}vanish"
_STYLE, _ID, _BASED_ON = f"{{{W}}}style", f"{{{W}}}styleId", f"{{{W}}}basedOn"
_STYLED = ((PARAGRAPH, f"{{{W}}}pPr/{{{W}}}pStyle"), (TABLE, f"{{{W}}}tblPr/{{{W}}}tblStyle"))
_OF_RUN = f"{RUN_LOOKS}/{{{W}}}rStyle"
_HIDDEN_ROW = f"{{{W}}}trPr/{{{W}}}hidden"
_PICTURES = tuple(f"{{{W}}}{name}" for name in ("sym", "drawing", "pict", "object"))
# A paragraph of this alone is never printed, so it may well be hidden.
_ONLY_A_TAG = re.compile(r"\s*\{%(?:p|tr|tc)\s[^{}]*%\}\s*")


class Hiding:
    """What hides text in a file: the styles that do, those they are made of among them."""

    def __init__(self, parts: dict[str, Part], main: str) -> None:
        self.everything = False
        self.by_default: set[str] = set()
        self.styles: dict[str, etree._Element] = {}
        for one in relationships(parts, main):
            if one.kind.endswith("/styles") and one.target in parts:
                self._read(parse(one.target, parts[one.target].data))

    def _read(self, root: etree._Element) -> None:
        self.everything = any(map(_says, root.iterfind(f"{{{W}}}docDefaults/{{{W}}}rPrDefault")))
        for style in root.iter(_STYLE):
            id_ = style.get(_ID, "")
            self.styles[id_] = style
            if style.get(f"{{{W}}}default") in {"1", "true", "on"}:
                self.by_default.add(id_)

    def paragraphs(self, root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
        """The paragraphs of a part that hold hidden text, each with that text."""
        for paragraph in root.iter(PARAGRAPH):
            runs = [run for run in paragraph.iter(RUN) if next(run.iterancestors(PARAGRAPH)) is paragraph]
            hidden = [run for run in runs if _shows(run) and self._is_hidden(run)]
            if hidden and not _ONLY_A_TAG.fullmatch("".join(map(_text, runs))):
                yield paragraph, "".join(map(_text, hidden))

    def _is_hidden(self, run: etree._Element) -> bool:
        if any(row.find(_HIDDEN_ROW) is not None for row in run.iterancestors(ROW)):
            return True
        own = _says(run)
        if own is not None:
            return own
        return self.everything or any(map(self._style_hides, self._styles_of(run)))

    def _styles_of(self, run: etree._Element) -> Iterator[str]:
        character = run.find(_OF_RUN)
        if character is not None:
            yield character.get(VAL, "")
        for around, where in _STYLED:
            element = next(run.iterancestors(around), None)
            style = None if element is None else element.find(where)
            if style is not None:
                yield style.get(VAL, "")
            elif element is not None:
                yield from self.by_default

    def _style_hides(self, id_: str) -> bool:
        seen: set[str] = set()
        while id_ in self.styles and id_ not in seen:
            seen.add(id_)
            style = self.styles[id_]
            said = _says(style)
            if said is not None:
                return said
            below = style.find(_BASED_ON)
            id_ = "" if below is None else below.get(VAL, "")
        return False


def _text(run: etree._Element) -> str:
    return "".join(text.text or "" for text in run.iterchildren(TEXT))


def _shows(run: etree._Element) -> bool:
    """Whether a run would be seen if it were not hidden."""
    return bool(_text(run).strip()) or next(run.iter(*_PICTURES), None) is not None


def _says(element: etree._Element) -> bool | None:
    """Whether a run or a style says of its letters that they are hidden, or that they are not."""
    mark = element.find(f"{RUN_LOOKS}/{_HIDES}")
    return None if mark is None else mark.get(VAL) not in OFF
