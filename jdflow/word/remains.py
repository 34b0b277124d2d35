"""What must not be in a template of official documents: what reaches out, runs, or changes by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.problems import Place, templates
from jdflow.word.names import OFFICE, PARAGRAPH, W
from jdflow.word.package import content_types, relationships

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

    from jdflow.problems import Problem
    from jdflow.word.package import Part

_LINK = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
_HYPERLINK = f"{OFFICE}/hyperlink"
_EMBEDDED = (
    "oleObject",
    "package",
    "control",
    "activeXControlBinary",
    "aFChunk",
    "subDocument",
    "frame",
    "movie",
    "audio",
    "video",
)
_MACROS = re.compile(
    r"macroEnabled|vbaProject|vbaData|attachedToolbars|ms-office\.(?:keyMap|activeX)|customUI|keyMapCustomizations",
    re.IGNORECASE,
)
# Fields whose result the document itself determines; a field of any other kind shows what nobody has signed.
# fmt: off
_STEADY = frozenset({
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "REF", "PAGEREF", "NOTEREF", "STYLEREF", "SEQ", "TOC", "TC",
    "HYPERLINK", "TITLE", "LISTNUM", "SYMBOL",
})
# fmt: on
_CHANGES = ("rPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr", "tblGrid", "tblPrEx", "numbering")
_MOVES = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
_TRACKED = tuple(f"{{{W}}}{name}" for name in (*_MOVES, *(f"{one}Change" for one in _CHANGES)))
_COMMENTS = tuple(f"{{{W}}}{name}" for name in ("commentReference", "commentRangeStart", "commentRangeEnd"))
_INSTRUCTION, _SIMPLE, _CHARACTER = f"{{{W}}}instrText", f"{{{W}}}fldSimple", f"{{{W}}}fldChar"
_BOUND = (f"{{{W}}}dataBinding", "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding")


def remains(path: str, parts: dict[str, Part], texts: Iterable[etree._Element]) -> Iterator[Problem]:
    """All of it, in the whole file and in the parts that hold text."""
    yield from _macros(path, parts)
    yield from _reaching_out(path, parts)
    line = 0
    for root in texts:
        places: dict[etree._Element, Place] = {}
        for paragraph in root.iter(PARAGRAPH):
            line += 1
            places[paragraph] = Place(path, line, 1, line, 1)
        yield from _in_text(path, root, places)


def _macros(path: str, parts: dict[str, Part]) -> Iterator[Problem]:
    for name, kind in content_types(parts).items():
        if _MACROS.search(kind) or _MACROS.search(name):
            yield templates.MACROS.at(Place(path), part=name)
            return


def _reaching_out(path: str, parts: dict[str, Part]) -> Iterator[Problem]:
    """Relationships with something outside the file, or with something inside that is no part of a text."""
    for name in parts:
        if not name.endswith(".rels"):
            continue
        folder, _, file = name.rpartition("_rels/")
        for one in relationships(parts, folder + file.removesuffix(".rels")):
            if one.external and not (one.kind == _HYPERLINK and _LINK.fullmatch(one.target)):
                yield templates.EXTERNAL.at(Place(path), target=one.target, part=name)
            elif not one.external and one.kind.rpartition("/")[2] in _EMBEDDED:
                yield templates.EMBEDDED.at(Place(path), part=one.target)


def _in_text(path: str, root: etree._Element, places: dict[etree._Element, Place]) -> Iterator[Problem]:
    def place(element: etree._Element) -> Place:
        inside = next(element.iterancestors(PARAGRAPH), None)
        return Place(path) if inside is None else places[inside]

    tracked = next(root.iter(*_TRACKED), None)
    if tracked is not None:
        yield templates.TRACKED.at(place(tracked))
    comment = next(root.iter(*_COMMENTS), None)
    if comment is not None:
        yield templates.COMMENTS.at(place(comment))
    for bound in root.iter(*_BOUND):
        yield templates.SELF_CHANGING.at(place(bound), field="dataBinding")
    for name, element in _fields(root):
        if name not in _STEADY:
            yield templates.SELF_CHANGING.at(place(element), field=name)


def _fields(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The fields of Word, each with the element where it stands."""
    for simple in root.iter(_SIMPLE):
        yield _name(simple.get(f"{{{W}}}instr", "")), simple
    # An instruction may be split over runs, and stand inside another's.
    open_fields: list[list[str]] = []
    for element in root.iter(_CHARACTER, _INSTRUCTION):
        if element.tag == _INSTRUCTION:
            if open_fields:
                open_fields[-1].append(element.text or "")
            else:
                yield _name(element.text or ""), element
        elif element.get(f"{{{W}}}fldCharType") == "begin":
            open_fields.append([])
        elif open_fields and element.get(f"{{{W}}}fldCharType") == "end":
            yield _name("".join(open_fields.pop())), element
    for left in open_fields:
        yield _name("".join(left)), root


def _name(instruction: str) -> str:
    word = instruction.strip().partition(" ")[0].upper()
    return word.partition("\\")[0] or "?"
