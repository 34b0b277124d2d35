"""The smallest Word files: paragraphs in, a package out; with what must not be in a template, where a case wants it."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Literal, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from jdflow.word.names import CONTENT_TYPES, MAIN_TYPE, OFFICE, RELATIONSHIPS, W

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DOCUMENT = "word/document.xml"
_TYPES = (
    f'<Types xmlns="{CONTENT_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="bin" ContentType="application/octet-stream"/>'
    f'<Override PartName="/{DOCUMENT}" ContentType="{MAIN_TYPE}"/></Types>'
)
_ROOT = (
    f'<Relationships xmlns="{RELATIONSHIPS}">'
    f'<Relationship Id="d" Type="{OFFICE}/officeDocument" Target="{DOCUMENT}"/></Relationships>'
)


def paragraph(text: str) -> str:
    """A paragraph of one run."""
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


class Related(NamedTuple):
    """What the document has to do with another part, or with something outside."""

    kind: str
    target: str
    mode: Literal["Internal", "External"]


def package(body: str, further: Mapping[str, str] | None = None, related: Iterable[Related] = ()) -> bytes:
    """A Word file of this body, with further parts and relationships."""
    relations = "".join(
        f'<Relationship Id="o{number}" Type="{OFFICE}/{kind}" Target={quoteattr(target)} TargetMode="{mode}"/>'
        for number, (kind, target, mode) in enumerate(related)
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        DOCUMENT: f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body>{body}<w:sectPr/></w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONSHIPS}">{relations}</Relationships>',
        **(further or {}),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return file.getvalue()


def from_lines(text: str) -> bytes:
    """A Word file as cases write it, a paragraph a line.

    A line of XML stands as it is. `+ part NAME XML` puts in a further part, empty without XML; `+ internal KIND TARGET`
    and `+ external …` a relationship; `+ times N TEXT` is a paragraph that says a text N times; what follows `+ bytes`
    is the whole file.
    """
    if text.startswith("+ bytes "):
        return text.removeprefix("+ bytes ").encode()
    body: list[str] = []
    further: dict[str, str] = {}
    related: list[Related] = []
    for line in text.splitlines():
        match line.split(maxsplit=3):
            case ["+", "part", name, *content]:
                further[name] = "".join(content)
            case ["+", "internal", kind, target]:
                related.append(Related(kind, target, "Internal"))
            case ["+", "external", kind, target]:
                related.append(Related(kind, target, "External"))
            case ["+", "times", number, said]:
                body.append(paragraph(said * int(number)))
            case []:
                pass
            case _:
                body.append(line if line.startswith("<") else paragraph(line))
    return package("".join(body), further, related)
