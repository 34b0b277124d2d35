"""A Word template: compiled once, then filled for every document."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from jdflow.language import msg
from jdflow.problems import Place, templates
from jdflow.sandbox.word import Reader, compile_program
from jdflow.word.archive import archive
from jdflow.word.blanks import filled_up
from jdflow.word.draft import declare, marked, stored
from jdflow.word.names import (
    BODY,
    CORE_RELATIONSHIP,
    CORE_TYPE,
    CUSTOM_TYPE,
    MAIN_TYPE,
    OFFICE,
    RELATIONSHIPS,
    W14,
    W,
)
from jdflow.word.package import (
    ROOT_RELATIONSHIPS,
    TYPES,
    NotWord,
    content_types,
    main_part,
    open_package,
    parse,
    relationships,
    relationships_path,
)
from jdflow.word.properties import CORE, CUSTOM, HEAD, core, custom
from jdflow.word.remains import remains
from jdflow.word.tags import TaggedPart
from jdflow.word.text import printed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jdflow.problems import Problem
    from jdflow.sandbox.word import Kind, Value
    from jdflow.word.archive import Archive
    from jdflow.word.package import Part
    from jdflow.word.properties import About

MOST_CHARACTERS = 16 * 1024 * 1024
_MOST_OF_A_PART = 4 * 1024 * 1024
_AT_ONCE = 64
_TEXTS = ("header", "footer", "footnotes", "endnotes")
_PROPERTIES = (CORE_RELATIONSHIP, f"{OFFICE}/custom-properties")
# The template's picture and its figures, which fit no document; those who have worked on it.
_OF_THE_TEMPLATE = (
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
    f"{OFFICE}/extended-properties",
)
_EDITORS = "http://schemas.microsoft.com/office/2011/relationships/people"
_RELATIONSHIP = f"{{{RELATIONSHIPS}}}Relationship"
# Traces of editing sessions; where a loop repeats them they would contradict themselves.
_WORDS = {f"{{{W}}}{name}" for name in ("t", "instrText", "delText")}
_TRACES = tuple(f"{{{W}}}{name}" for name in ("proofErr", "lastRenderedPageBreak"))
_TRACE_ATTRIBUTES = (f"{{{W}}}rsid", f"{{{W14}}}paraId", f"{{{W14}}}textId")


class TooLong(Exception):  # noqa: N818 (a state of template and text together)
    """The document would become longer than any can be."""


class Filled(NamedTuple):
    """A document, and the part that holds its text; pages' numbers stand in others, and change when it is saved."""

    data: bytes
    text: str


class Compiled(NamedTuple):
    """What compiling a template came to: the template, if it can be used; what is wrong; its paragraphs' texts."""

    template: Template | None
    problems: list[Problem]
    lines: list[str]


class Template:
    """A template that is ready to be filled."""

    def __init__(self, static: Archive, parts: Mapping[str, TaggedPart], used: frozenset[str]) -> None:
        self.static = static
        self.used = used
        self.programs = [
            (name, compile_program(part.pieces(), printed), bool(part.sentinels)) for name, part in parts.items()
        ]

    def fill(self, values: Mapping[str, Value], about: About) -> Filled:
        """The document; the same bytes for the same values on every machine."""
        texts: list[str] = []
        room = MOST_CHARACTERS
        for _, program, has_blanks in self.programs:
            texts.append(_whole(program, values, room, has_blanks=has_blanks))
            room -= len(texts[-1])
        parts = [(name, (HEAD + text).encode()) for (name, _, _), text in zip(self.programs, texts, strict=True)]
        data = self.static.whole([*parts, (CORE, core(about)), (CUSTOM, custom(about))])
        return Filled(data, texts[0] if texts else "")


def _whole(
    program: Callable[[Mapping[str, Value]], Iterator[str]], values: Mapping[str, Value], room: int, *, has_blanks: bool
) -> str:
    pieces: list[str] = []
    running = program(values)
    while some := list(islice(running, _AT_ONCE)):
        room -= sum(map(len, some))
        if room < 0:
            raise TooLong
        pieces += some
    text = "".join(pieces)
    return filled_up(text) if has_blanks else text


def compile_template(path: str, data: bytes, fields: Mapping[str, Kind], *, draft: bool = False) -> Compiled:
    """The template in a file; with `draft` its documents carry the word MUSTAND on every page."""
    lines: list[str] = []
    reader = Reader(fields)
    texts: dict[str, TaggedPart] = {}
    try:
        parts = open_package(data)
        main = main_part(parts)
        _check(parts, main)
        if draft:
            parts = marked(parts, main)
        problems = list(remains(path, parts, main, dict(_texts(parts, main)).values()))
        for name, root in _texts(parts, main):
            _clean(root)
            part = TaggedPart(root, path, lines)
            part.read(reader)
            problems += part.problems
            if part.has_tags:
                texts[name] = part
    except NotWord as refused:
        return Compiled(None, [templates.NOT_WORD.at(Place(path), why=refused.why)], lines)
    if any(problem.severity == "error" for problem in problems):
        return Compiled(None, problems, lines)
    _set_properties(parts, main)
    changing = {*texts, CORE, CUSTOM}
    first = [TYPES, ROOT_RELATIONSHIPS]
    order = [*first, *sorted(name for name in parts if name not in changing and name not in first)]
    static = archive((name, parts[name]) for name in order)
    return Compiled(Template(static, texts, frozenset(reader.used)), problems, lines)


def _check(parts: Mapping[str, Part], main: str) -> None:
    """That the file is what it says it is, and that nothing in any of its parts is expanded or fetched."""
    kinds = content_types(dict(parts))
    for name, part in parts.items():
        is_xml = kinds[name].endswith("xml") and not kinds[name].startswith("image/")
        if is_xml or name.casefold().endswith((".xml", ".rels", ".vml")):
            parse(name, part.data)
    kind = kinds[main]
    if kind != MAIN_TYPE and "macroEnabled" not in kind:
        raise NotWord(msg("it is of another kind than .docx, whatever its name says"))
    if parse(main, parts[main].data).find(BODY) is None:
        raise NotWord(msg("there is no text in it"))


def _texts(parts: dict[str, Part], main: str) -> Iterator[tuple[str, etree._Element]]:
    """The parts that hold text, the document first."""
    others = [
        one.target for one in relationships(parts, main) if not one.external and one.kind.rpartition("/")[2] in _TEXTS
    ]
    for name in [main, *sorted(set(others))]:
        if name not in parts:
            raise NotWord(msg("its part {part} is missing", part=name))
        if len(parts[name].data) > _MOST_OF_A_PART:
            raise NotWord(msg("unpacked, it would be larger than any template needs to be"))
        root = parse(name, parts[name].data)
        # What is put between its elements is written with `w:`.
        if any(element.prefix != "w" for element in root.iter(f"{{{W}}}*")):
            raise NotWord(msg("its XML is not as Word writes it; open and save it in Word once"))
        yield name, root


def _clean(root: etree._Element) -> None:
    """Takes away what editing sessions have left."""
    for element in root.iter():
        # Blanks between elements, by which a program makes XML look tidy.
        if element.text and not element.text.strip() and element.prefix == "w" and element.tag not in _WORDS:
            element.text = None
        if element.tail and not element.tail.strip():
            element.tail = None
        for name in [name for name in element.attrib if str(name).startswith(_TRACE_ATTRIBUTES)]:
            del element.attrib[name]
    for element in list(root.iter(*_TRACES)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _set_properties(parts: dict[str, Part], main: str) -> None:
    """Makes room for the document's own properties, and forgets who made the template and when."""
    _drop(parts, "", {*_PROPERTIES, *_OF_THE_TEMPLATE})
    _drop(parts, main, {_EDITORS})
    root = parse(ROOT_RELATIONSHIPS, parts[ROOT_RELATIONSHIPS].data)
    for number, (kind, target) in enumerate(zip(_PROPERTIES, (CORE, CUSTOM), strict=True)):
        parts.pop(target, None)
        etree.SubElement(root, _RELATIONSHIP, {"Id": f"properties{number}", "Type": kind, "Target": target})
    _put(parts, ROOT_RELATIONSHIPS, root)
    left = {name.casefold() for name in parts}
    types = parse(TYPES, parts[TYPES].data)
    for element in list(types):
        if element.get("PartName") and element.get("PartName", "").lstrip("/").casefold() not in left:
            types.remove(element)
    _put(parts, TYPES, types)
    declare(parts, CORE, CORE_TYPE)
    declare(parts, CUSTOM, CUSTOM_TYPE)


def _drop(parts: dict[str, Part], of: str, kinds: set[str]) -> None:
    """Takes away what stands in such a relation to a part, or to the whole file."""
    dropped = {one.id: one for one in relationships(parts, of) if one.kind in kinds}
    if dropped:
        path = relationships_path(of)
        root = parse(path, parts[path].data)
        for element in [element for element in root.iter(_RELATIONSHIP) if element.get("Id") in dropped]:
            root.remove(element)
        _put(parts, path, root)
        for one in dropped.values():
            parts.pop(one.target, None)


def _put(parts: dict[str, Part], name: str, root: etree._Element) -> None:
    parts[name] = stored(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
