"""A Word file opened to be read: of its parts only those that hold text, looks and numbers, by python-docx."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from jdflow.intake.paper_docx_strict import as_usual
from jdflow.language import msg
from jdflow.model.paper import NoPaper
from jdflow.word.archive import archive
from jdflow.word.names import BODY, CONTENT_TYPES, MAIN_TYPE, OFFICE, RELATIONSHIPS, W
from jdflow.word.package import (
    DOCUMENT,
    ROOT_RELATIONSHIPS,
    TYPES,
    NotWord,
    Part,
    content_types,
    main_part,
    open_package,
    parse,
    relationships,
)
from jdflow.word.text import escaped

if TYPE_CHECKING:
    from docx.opc.part import Part as OpenedPart
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

_FAMILY = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
# Some seconds and some hundred megabytes, if it is nothing but empty runs.
MOST_TEXT = 16 * 1024 * 1024
_MAIN = "word/document.xml"
_MARGINS = ("header", "footer")
_NOTES = ("footnotes", "endnotes")
_READ = ("styles", "numbering", *_NOTES, *_MARGINS)
# Documents and templates, with macros or without: what runs in them is not even unpacked.
_DOCUMENTS = (MAIN_TYPE, f"{_FAMILY}.template.main+xml", "application/vnd.ms-word.document.macroEnabled.main+xml")
_KINDS = frozenset((*_DOCUMENTS, "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"))


class Opened(NamedTuple):
    """The outermost elements of a Word file's parts, as python-docx has parsed them."""

    body: Element
    # Styles, numbering, footnotes, endnotes, as far as the file has them.
    further: dict[str, Element]
    # Headers and footers by the name under which sections refer to them.
    margins: dict[str, Element]


def opened(data: bytes) -> Opened:
    """The file's parts; raises NoPaper for all that is no honest Word document."""
    try:
        whole = _reduced(as_usual(open_package(data, DOCUMENT)))
    except NotWord as error:
        raise NoPaper(error.why) from error
    import docx

    document = docx.Document(io.BytesIO(whole)).part
    further: dict[str, Element] = {}
    margins: dict[str, Element] = {}
    for id_, relation in document.rels.items():
        kind = relation.reltype.rpartition("/")[2]
        root = _root(relation.target_part)
        if kind in _MARGINS:
            margins[id_] = root
        else:
            further.setdefault(kind, root)
    body = document.element.find(BODY)
    if body is None:
        raise NoPaper(msg("there is no text in it"))
    return Opened(body, further, margins)


def _root(part: OpenedPart) -> Element:
    from docx.opc.part import XmlPart
    from docx.oxml.parser import parse_xml

    return part.element if isinstance(part, XmlPart) else parse_xml(part.blob)


def _reduced(parts: dict[str, Part]) -> bytes:
    """A Word file of nothing but what is read here: the names are ours, so none can lead python-docx astray."""
    main = main_part(parts)
    if content_types(parts)[main] not in _KINDS:
        raise NoPaper(msg("it is a file of Office, but no Word document; save the job description as .docx or PDF"))
    kept, types, related, names = {_MAIN: parts[main]}, {_MAIN: MAIN_TYPE}, [], {main: _MAIN}
    for one in relationships(parts, main):
        kind = one.kind.removeprefix(f"{OFFICE}/")
        if kind in _READ and not one.external and one.target in parts and one.target != main:
            name = names.setdefault(one.target, f"word/{kind}{len(names)}.xml")
            kept[name] = parts[one.target]
            types.setdefault(name, f"{_FAMILY}.{kind}+xml")
            related.append(_relation(one.id, kind, f"/{name}"))
    if sum(len(part.data) for part in kept.values()) > MOST_TEXT:
        raise NoPaper(
            msg(
                "its text alone is larger than {limit} MiB, as that of no job description is",
                limit=MOST_TEXT // 1024 // 1024,
            )
        )
    roots = [parse(name, parts[name].data).tag for name in names]
    if roots[0] != f"{{{W}}}document":
        raise NoPaper(msg("there is no text in it"))
    root = _relation("main", "officeDocument", _MAIN)
    said = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items())
    default = f'<Default Extension="rels" ContentType="{_RELATIONSHIPS_TYPE}"/>'
    further = {
        TYPES: f'<Types xmlns="{CONTENT_TYPES}">{default}{said}</Types>',
        ROOT_RELATIONSHIPS: _relations([root]),
        "word/_rels/document.xml.rels": _relations(related),
    }
    return archive(kept.items()).whole((name, text.encode()) for name, text in further.items())


def _relation(id_: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{escaped(id_)}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def _relations(related: list[str]) -> str:
    return f'<Relationships xmlns="{RELATIONSHIPS}">{"".join(related)}</Relationships>'
