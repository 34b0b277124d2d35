"""The word MUSTAND on every page of what is printed before it is committed."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from lxml import etree

from jdflow.word.names import (
    BODY,
    CONTENT_TYPES,
    HEADER_TYPE,
    OFFICE,
    RELATIONSHIPS,
    SECTION,
    W,
)
from jdflow.word.package import TYPES, Part, parse, relationships, relationships_path
from jdflow.word.properties import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator

_ID = f"{{{OFFICE}}}id"
_REFERENCE, _TYPE = f"{{{W}}}headerReference", f"{{{W}}}type"
_FIRST_DIFFERS = f"{{{W}}}titlePg"
# A frame that lies on the page: what stands in the template's header keeps its place.
MARK = (
    f'<w:p xmlns:w="{W}"><w:pPr><w:framePr w:w="4000" w:wrap="around" w:vAnchor="page" w:hAnchor="page" '
    'w:xAlign="center" w:y="300"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:color w:val="C00000"/>'
    '<w:spacing w:val="60"/><w:sz w:val="36"/><w:lang w:val="et-EE"/></w:rPr><w:t>MUSTAND</w:t></w:r></w:p>'
)
_NEW = f'{HEAD}<w:hdr xmlns:w="{W}"><w:p/></w:hdr>'


def marked(parts: dict[str, Part], main: str) -> dict[str, Part]:
    """The template's parts, the mark in every header, and a header wherever pages have none."""
    parts = dict(parts)
    document = parse(main, parts[main].data)
    _give_headers(parts, main, document)
    parts[main] = stored(etree.tostring(document))
    headers = {one.target for one in relationships(parts, main) if one.kind == f"{OFFICE}/header"}
    for name in headers & parts.keys():
        header = parse(name, parts[name].data)
        header.insert(0, etree.fromstring(MARK))
        parts[name] = stored(etree.tostring(header))
    return parts


def stored(data: bytes) -> Part:
    """A part that was changed: it is not packed anew, because no two machines pack alike."""
    return Part(data, data, 0)


def _give_headers(parts: dict[str, Part], main: str, document: etree._Element) -> None:
    """Gives the first section every kind of header that a page may have; later ones go on with these."""
    section = next(document.iter(SECTION), None)
    if section is None:
        body = next(document.iter(BODY))
        section = etree.SubElement(body, SECTION)
    there = {reference.get(_TYPE) for reference in section.iter(_REFERENCE)}
    for kind in _kinds(parts, document):
        if kind not in there:
            name = f"header-mustand-{kind}.xml"
            reference = etree.Element(_REFERENCE, {_TYPE: kind, _ID: f"mustand{kind}"})
            section.insert(0, reference)
            parts[posixpath.join(posixpath.dirname(main), name)] = stored(_NEW.encode())
            _relate(parts, main, f"mustand{kind}", f"{OFFICE}/header", name)
            declare(parts, posixpath.join(posixpath.dirname(main), name), HEADER_TYPE)


def _kinds(parts: dict[str, Part], document: etree._Element) -> Iterator[str]:
    """The kinds of pages that have headers of their own."""
    yield "default"
    if next(document.iter(_FIRST_DIFFERS), None) is not None:
        yield "first"
    if any(b"evenAndOddHeaders" in part.data for name, part in parts.items() if name.endswith("settings.xml")):
        yield "even"


def _relate(parts: dict[str, Part], of: str, id: str, kind: str, target: str) -> None:
    path = relationships_path(of)
    root = (
        parse(path, parts[path].data)
        if path in parts
        else etree.fromstring(f'<Relationships xmlns="{RELATIONSHIPS}"/>')
    )
    etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", {"Id": id, "Type": kind, "Target": target})
    parts[path] = stored(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def declare(parts: dict[str, Part], name: str, kind: str) -> None:
    """Says which content type a part has."""
    root = parse(TYPES, parts[TYPES].data)
    etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override", {"PartName": f"/{name}", "ContentType": kind})
    parts[TYPES] = stored(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
