"""Two documents as one: the new one, in which Word shows what was changed in the old one and can take it back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from jdflow.word.archive import archive
from jdflow.word.draft import stored
from jdflow.word.names import BODY, ENDNOTE, FOOTNOTE, ID, OFFICE, SECTION, W
from jdflow.word.package import main_part, open_package, parse, relationships
from jdflow.word.redline_blocks import Blocks
from jdflow.word.redline_foreign import Foreign, Numbers, Package
from jdflow.word.tracked import Marks

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARGINS = (f"{{{W}}}headerReference", f"{{{W}}}footerReference")
_TYPE, _RELATION = f"{{{W}}}type", f"{{{OFFICE}}}id"
_NOTES = {"footnotes": FOOTNOTE, "endnotes": ENDNOTE}
_TAKEN = re.compile(rb' w:id="(\d{1,9})"')


def redline(old: bytes, new: bytes, *, author: str, moment: str) -> bytes:
    """The new document with tracked changes against the old one, by that author at that moment.

    To accept them all gives the text of the new document, to reject them all that of the old one. The moment is in
    universal time, as 2026-03-01T09:30:00Z. Raises NotWord where one of the two is no document.
    """
    before, after = _package(old), _package(new)
    pairs = list(_pairs(before, after))
    taken = {int(id) for _, name in pairs for id in _TAKEN.findall(after.parts[name].data)}
    marks, numbers = Marks(author, moment, taken), Numbers(after)
    parts = dict(after.parts)
    for one, other in pairs:
        if one is None or before.parts[one].data != after.parts[other].data:
            root = parse(other, after.parts[other].data)
            was = None if one is None else parse(one, before.parts[one].data)
            same_names = was is None or was.nsmap == root.nsmap
            foreign = Foreign((before, one or ""), (after, other), numbers, same_names=same_names)
            work = Blocks(marks, foreign)
            last = marks.last
            for held, there in _containers(was, root):
                work.content(held, there)
            if marks.last > last:
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
                parts[other] = stored(data)
    return archive(parts.items()).whole([])


def _package(data: bytes) -> Package:
    parts = open_package(data)
    return Package(parts, main_part(parts))


def _pairs(old: Package, new: Package) -> Iterator[tuple[str | None, str]]:
    """The parts of the new document that hold text, each with that of the old one that stood in its place."""
    yield old.main, new.main
    before, after = dict(_margins(old)), dict(_margins(new))
    told = set()
    for place, name in after.items():
        if name not in told:
            told.add(name)
            yield before.get(place), name
    for kind in _NOTES:
        one, other = old.related(kind), new.related(kind)
        if other is not None:
            yield one, other


def _margins(package: Package) -> Iterator[tuple[tuple[int, str, str], str]]:
    """The headers and footers by where they stand: number of the section, which of the two, on which pages."""
    targets = {one.id: one.target for one in relationships(package.parts, package.main)}
    root = parse(package.main, package.parts[package.main].data)
    for number, section in enumerate(root.iter(SECTION)):
        for reference in section.iter(*_MARGINS):
            name = targets.get(reference.get(_RELATION, ""), "")
            if name in package.parts:
                yield (number, str(reference.tag), reference.get(_TYPE, "default")), name


def _containers(
    old: etree._Element | None, new: etree._Element
) -> Iterator[tuple[etree._Element | None, etree._Element]]:
    """What holds paragraphs in a part, each with what held them before."""
    body = new.find(BODY)
    if body is not None:
        yield None if old is None else old.find(BODY), body
        return
    notes = {str(note.tag): note for note in new}.keys() & set(_NOTES.values())
    if not notes:
        yield old, new
        return
    before = {} if old is None else {note.get(ID): note for note in old}
    for note in new:
        there = before.get(note.get(ID))
        if there is not None:
            yield there, note
