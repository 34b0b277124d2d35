"""What a document says of itself: title, author, times; and which text it is, for whoever holds it later."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.word.text import UNPRINTABLE, escaped

if TYPE_CHECKING:
    from collections.abc import Mapping

CORE, CUSTOM = "docProps/core.xml", "docProps/custom.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = (
    f"{HEAD}"
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>%s</dc:title><dc:creator>%s</dc:creator><cp:lastModifiedBy>%s</cp:lastModifiedBy>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">%s</dcterms:modified>'
    "<dc:language>et-EE</dc:language></cp:coreProperties>"
)
_CUSTOM = (
    f"{HEAD}"
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">%s</Properties>'
)
_PROPERTY = (
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="%d" name="%s"><vt:lpwstr>%s</vt:lpwstr></property>'
)


class About(NamedTuple):
    """What a document says of itself."""

    title: str
    author: str
    created: str
    """The moment in universal time, as 2026-03-01T09:30:00Z."""
    facts: Mapping[str, str]


def core(about: About) -> bytes:
    """The properties that every program shows."""
    title, author, created = map(_plain, about[:3])
    return (_CORE % (title, author, author, created, created)).encode()


def custom(about: About) -> bytes:
    """The properties of our own."""
    several = (
        _PROPERTY % (number, _plain(name), _plain(value)) for number, (name, value) in enumerate(about.facts.items(), 2)
    )
    return (_CUSTOM % "".join(several)).encode()


def _plain(text: str) -> str:
    return escaped(UNPRINTABLE.sub("", text))
