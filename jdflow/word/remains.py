"""What must not be in a template of official documents: what reaches out, runs, or changes by itself."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from jdflow.problems import Place, templates
from jdflow.word.hidden import Hiding
from jdflow.word.names import OFF, OFFICE, PARAGRAPH, VAL, W
from jdflow.word.package import content_types, parse, relationships

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jdflow.problems import Problem
    from jdflow.word.package import Part, Relationship

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
# Never a part of the file, however the relationship is written.
_OUTSIDE = ("attachedTemplate", "mailMergeSource", "mailMergeHeaderSource")
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
_RANGES = ("moveFromRange", "moveToRange", "customXmlInsRange", "customXmlDelRange")
_MOVES = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", *(f"{one}Start" for one in _RANGES))
_TRACKED = tuple(f"{{{W}}}{name}" for name in (*_MOVES, *(f"{one}Change" for one in _CHANGES)))
_COMMENTS = tuple(f"{{{W}}}{name}" for name in ("commentReference", "commentRangeStart", "commentRangeEnd"))
_INSTRUCTION, _SIMPLE, _CHARACTER = f"{{{W}}}instrText", f"{{{W}}}fldSimple", f"{{{W}}}fldChar"
_SOURCES = ("src", "{urn:schemas-microsoft-com:office:office}href")
_LOCAL = re.compile(r"#|[^:\\/]*\Z")
_MOST_TOLD = 50
_BOUND = (f"{{{W}}}dataBinding", "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding")


def remains(path: str, parts: dict[str, Part], main: str, texts: Iterable[etree._Element]) -> Iterator[Problem]:
    """All of it, in the whole file and in the parts that hold text."""
    yield from _macros(path, parts)
    yield from _reaching_out(path, parts)
    yield from _settings(path, parts, main)
    hiding = Hiding(parts, main)
    before = 0
    for root in texts:
        places = _Places(path, root, before)
        before = places.last
        yield from _in_text(root, places)
        for paragraph, text in islice(hiding.paragraphs(root), _MOST_TOLD):
            yield templates.HIDDEN.at(places.of(paragraph), text=text.strip())


class _Places:
    """Where the elements of a part stand: in the paragraph around them, or else before the next one."""

    def __init__(self, path: str, root: etree._Element, before: int) -> None:
        self.path = path
        self.root = root
        self.before = before
        self.lines = {paragraph: line for line, paragraph in enumerate(root.iter(PARAGRAPH), before + 1)}
        self.last = before + len(self.lines)

    def of(self, element: etree._Element) -> Place:
        """The paragraph of an element."""
        inside = element if element.tag == PARAGRAPH else next(element.iterancestors(PARAGRAPH), None)
        line = self.lines[inside] if inside is not None else min(self._next(element), max(self.last, 1))
        return Place(self.path, line, 1, line, 1)

    def _next(self, element: etree._Element) -> int:
        line = self.before + 1
        for one in self.root.iter():
            if one is element:
                break
            line += one.tag == PARAGRAPH
        return line


def _macros(path: str, parts: dict[str, Part]) -> Iterator[Problem]:
    related = ((one.target, one.kind) for name in parts for one in _related(name, parts))
    for name, kind in [*content_types(parts).items(), *related]:
        if _MACROS.search(kind) or _MACROS.search(name):
            yield templates.MACROS.at(Place(path), part=name)
            return


def _related(name: str, parts: dict[str, Part]) -> Iterator[Relationship]:
    """What the part of that name has to say of relationships, if it is of those that do."""
    if name.casefold().endswith(".rels"):
        folder, _, file = name.rpartition("_rels/")
        yield from relationships(parts, folder + file.removesuffix(".rels"))


def _reaching_out(path: str, parts: dict[str, Part]) -> Iterator[Problem]:
    """Relationships with something outside the file, or with something inside that is no part of a text."""
    for name in parts:
        for one in _related(name, parts):
            is_link = one.kind == _HYPERLINK and _LINK.fullmatch(one.target)
            if one.kind.rpartition("/")[2] in _OUTSIDE or (one.external and not is_link):
                yield templates.EXTERNAL.at(Place(path), target=one.target, part=name)
            elif not one.external and one.kind.rpartition("/")[2] in _EMBEDDED:
                yield templates.EMBEDDED.at(Place(path), part=one.target)


def _settings(path: str, parts: dict[str, Part], main: str) -> Iterator[Problem]:
    """Settings by which Word would do something on its own."""
    for one in relationships(parts, main):
        if one.kind.rpartition("/")[2] == "settings" and one.target in parts:
            root = parse(one.target, parts[one.target].data)
            if root.find(f"{{{W}}}mailMerge") is not None:
                yield templates.MAIL_MERGE.at(Place(path), part=one.target)
            if _is_on(root, "updateFields"):
                yield templates.UPDATED_ON_OPENING.at(Place(path), part=one.target)
            if _is_on(root, "linkStyles"):
                yield templates.EXTERNAL.at(Place(path), target="Normal.dotm", part=one.target)


def _is_on(root: etree._Element, name: str) -> bool:
    mark = root.find(f"{{{W}}}{name}")
    return mark is not None and mark.get(VAL) not in OFF


def _in_text(root: etree._Element, places: _Places) -> Iterator[Problem]:
    tracked = next(root.iter(*_TRACKED), None)
    if tracked is not None:
        yield templates.TRACKED.at(places.of(tracked))
    comment = next(root.iter(*_COMMENTS), None)
    if comment is not None:
        yield templates.COMMENTS.at(places.of(comment))
    for bound in islice(root.iter(*_BOUND), _MOST_TOLD):
        yield templates.SELF_CHANGING.at(places.of(bound), field="dataBinding")
    changing = ((name, element) for name, _, element in _fields(root) if name not in _STEADY)
    for name, element in islice(changing, _MOST_TOLD):
        yield templates.SELF_CHANGING.at(places.of(element), field=name)
    for target, element in islice(_links(root), _MOST_TOLD):
        yield templates.EXTERNAL.at(places.of(element), target=target, part=etree.QName(element).localname)


def _links(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """What reaches out without a relationship: fields that are links, and old pictures."""
    for name, rest, element in _fields(root):
        target = rest.partition(" ")[0].strip('"“”„')
        if name == "HYPERLINK" and not rest.startswith("\\") and not _LINK.fullmatch(target):
            yield target, element
    for element in root.iter("{urn:schemas-microsoft-com:vml}*"):
        for attribute in _SOURCES:
            target = element.get(attribute, "")
            if target and not _LOCAL.match(target):
                yield target, element


def _fields(root: etree._Element) -> Iterator[tuple[str, str, etree._Element]]:
    """The fields of Word: their names, what stands behind, and the elements where they stand."""
    for simple in root.iter(_SIMPLE):
        yield *_parted(simple.get(f"{{{W}}}instr", "")), simple
    # An instruction may be split over runs, and stand inside another's.
    open_fields: list[tuple[list[str], etree._Element]] = []
    for element in root.iter(_CHARACTER, _INSTRUCTION):
        if element.tag == _INSTRUCTION:
            if open_fields:
                open_fields[-1][0].append(element.text or "")
            else:
                yield *_parted(element.text or ""), element
        elif element.get(f"{{{W}}}fldCharType") == "begin":
            open_fields.append(([], element))
        elif open_fields and element.get(f"{{{W}}}fldCharType") == "end":
            pieces, begin = open_fields.pop()
            yield *_parted("".join(pieces)), begin
    for pieces, begin in open_fields:
        yield *_parted("".join(pieces)), begin


def _parted(instruction: str) -> tuple[str, str]:
    """The field's name, and the rest of its instruction."""
    words = instruction.split(maxsplit=1)
    name, switch, behind = words[0].partition("\\") if words else ("", "", "")
    return name.upper() or "?", " ".join([*([switch + behind] if switch else []), *words[1:]])
