"""What of one document can stand in another: copies that lead nowhere, ask for no style and repeat no number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jdflow.word.names import BOOKMARKS, ID, OFFICE, PICTURE, SECTION, VAL, W14, W
from jdflow.word.package import relationships
from jdflow.word.redline_bits import POINTS
from jdflow.word.tracked import copied

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from jdflow.word.package import Part, Relationship

_NOTES = {f"{{{W}}}footnoteReference": "footnote", f"{{{W}}}endnoteReference": "endnote"}
_NEVER = {f"{{{W}}}commentReference", f"{{{W}}}annotationRef"}
_STYLES = tuple(f"{{{W}}}{name}" for name in ("pStyle", "rStyle", "tblStyle"))
_NUMBERING, _NUMBER = f"{{{W}}}numPr", f"{{{W}}}numId"
_CHANGES = f"{{{W}}}pPrChange"
_RELATION = f"{{{OFFICE}}}"
_TRACES = (f"{{{W}}}rsid", f"{{{W14}}}paraId", f"{{{W14}}}textId")
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PICTURE_NUMBER = re.compile(rb'docPr[^>]*? id="(\d{1,9})"')


class Package(NamedTuple):
    """A document's parts and the name of the main one."""

    parts: dict[str, Part]
    main: str

    def related(self, kind: str) -> str | None:
        """The main part's one relation of that kind: styles, numbering, notes."""
        found = (one.target for one in relationships(self.parts, self.main) if one.kind == f"{OFFICE}/{kind}")
        return next((name for name in found if name in self.parts), None)

    def text_of(self, kind: str) -> bytes:
        """What is in it; nothing where there is none."""
        name = self.related(kind)
        return b"" if name is None else self.parts[name].data


class Numbers:
    """Numbers for pictures that none in the document has."""

    def __init__(self, package: Package) -> None:
        self.taken = {int(number) for part in package.parts.values() for number in _PICTURE_NUMBER.findall(part.data)}
        self.last = 0

    def next(self) -> str:
        """The next one."""
        self.last += 1
        while self.last in self.taken:
            self.last += 1
        return str(self.last)


class Foreign:
    """Copies elements of a part of the old document for a part of the new one."""

    def __init__(
        self, old: tuple[Package, str], new: tuple[Package, str], numbers: Numbers, *, same_names: bool
    ) -> None:
        self.old, self.old_name = old
        self.new, self.new_name = new
        self.numbers = numbers
        # Whether both parts declare the same names of XML: if so, what is the same is written the same.
        self.same_names = same_names
        self._relations: dict[str, bool] | None = None
        self._same_looks = all(self.old.text_of(kind) == self.new.text_of(kind) for kind in ("styles", "numbering"))
        self._known: dict[str, set[str]] = {}

    def looks(self, element: etree._Element | None) -> etree._Element | None:
        """How something looks, without styles and lists that the new document does not know."""
        if element is None:
            return None
        copy = copied(element)
        for child in list(copy.iter(SECTION, _CHANGES)):
            _remove(child)
        if not self._same_looks:
            for child in list(copy.iter(*_STYLES)):
                if child.get(VAL, "") not in self._names("styles"):
                    _remove(child)
            for child in list(copy.iter(_NUMBERING)):
                number = child.find(_NUMBER)
                if number is None or number.get(VAL, "") not in self._names("numbering"):
                    _remove(child)
        return copy

    def node(self, element: etree._Element) -> etree._Element | None:
        """A thing in a text, or nothing where it could not stand there as it did."""
        for one in element.iter():
            if one.tag in _NEVER or not self._leads_there(one) or not self._has_note(one):
                return None
            if str(one.tag).startswith(_COMPATIBILITY) and not self.same_names:
                return None
        copy = copied(element)
        for one in list(copy.iter(*POINTS, *BOOKMARKS)):
            _remove(one)
        for one in copy.iter():
            for name in [name for name in one.attrib if str(name).startswith(_TRACES)]:
                del one.attrib[name]
            if one.tag == PICTURE:
                one.set("id", self.numbers.next())
        return copy

    def _leads_there(self, element: etree._Element) -> bool:
        if self._relations is None:
            self._relations = dict(self._same_relations())
        wanted = [value for name, value in element.attrib.items() if str(name).startswith(_RELATION)]
        return all(self._relations.get(str(id), False) for id in wanted)

    def _same_relations(self) -> Iterator[tuple[str, bool]]:
        theirs = {one.id: one for one in relationships(self.new.parts, self.new_name)}
        for one in relationships(self.old.parts, self.old_name):
            yield one.id, one == theirs.get(one.id) and self._same_target(one)

    def _same_target(self, one: Relationship) -> bool:
        if one.external:
            return True
        target, theirs = self.old.parts.get(one.target), self.new.parts.get(one.target)
        return target is not None and theirs is not None and target.data == theirs.data

    def _has_note(self, element: etree._Element) -> bool:
        kind = _NOTES.get(str(element.tag))
        return kind is None or element.get(ID, "") in self._names(f"{kind}s")

    def _names(self, kind: str) -> set[str]:
        """The styles' or notes' names, or the lists' numbers, of the new document."""
        if kind not in self._known:
            name = {"styles": "styleId", "numbering": "numId"}.get(kind, "id")
            tag = {"styles": "style", "numbering": "num"}.get(kind, kind.removesuffix("s"))
            found = re.findall(rf'<w:{tag} [^>]*?w:{name}="([^"]*)"'.encode(), self.new.text_of(kind))
            self._known[kind] = {one.decode() for one in found}
        return self._known[kind]


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
