"""What Word refuses in a document though validators let it pass."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

NAMESPACES = {
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dcterms": "http://purl.org/dc/terms/",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
WORDS = {"t", "delText", "instrText", "delInstrText"}
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def name(short: str) -> str:
    """The full name of an element or attribute: `w:p`."""
    prefix, _, local = short.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def twice(values: Iterable[str]) -> list[str]:
    """The values that stand more than once."""
    return sorted(value for value, times in Counter(values).items() if times > 1)


def faults(parts: Mapping[str, bytes]) -> list[str]:
    """Each fault of a document with the part it stands in."""
    found = [f"{part}: stands twice, but for case" for part in twice(part.lower() for part in parts)]
    for part, data in parts.items():
        if not part.endswith((".xml", ".rels")):
            continue
        try:
            root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
        except etree.XMLSyntaxError as error:
            found.append(f"{part}: {error}")
            continue
        judge = of_core_properties if root.tag == name("cp:coreProperties") else of_text
        found += [f"{part}: {fault}" for fault in judge(root)]
    return found


def of_text(root: etree._Element) -> Iterator[str]:
    """Faults of a part that holds text; others have none of these elements."""
    for element in root.iter(f"{{{NAMESPACES['w']}}}*"):
        local = etree.QName(element).localname
        strings = [child.tail for child in element] if local in WORDS else [element.text, *(c.tail for c in element)]
        if loose := "".join(filter(None, strings)).strip():
            yield f"loose text in w:{local}: {loose[:40]!r}"
        if local == "tc" and (len(element) == 0 or element[-1].tag not in {name("w:p"), name("w:sdt")}):
            yield "a cell that does not end with a paragraph"
        elif local == "tbl" and element.find(".//w:tr", NAMESPACES) is None:
            yield "a table without rows"
        elif local in {"hdr", "ftr"} and element.find(".//w:p", NAMESPACES) is None:
            yield f"w:{local} without a paragraph"
    yield from of_fields(root)
    for attribute, of in (("w14:paraId", "w:p"), ("id", "wp:docPr")):
        key = name(attribute) if ":" in attribute else attribute
        values = (element.get(key) for element in root.iter(name(of)))
        for value in twice(value for value in values if value is not None):
            yield f"{attribute} {value} of {of} stands twice"


def of_fields(root: etree._Element) -> Iterator[str]:
    """Fields that are begun and not ended, or ended and not begun."""
    depth = 0
    for element in root.iter(name("w:fldChar")):
        depth += {"begin": 1, "end": -1}.get(element.get(name("w:fldCharType"), ""), 0)
        if depth < 0:
            break
    if depth:
        yield "w:fldChar: a field without its beginning or its end"


def of_core_properties(root: etree._Element) -> Iterator[str]:
    """Faults of title, author, times and the like."""
    for tag in twice(str(element.tag) for element in root):
        yield f"{etree.QName(tag).localname} stands twice"
    for element in root.iterfind("dcterms:*", NAMESPACES):
        local = etree.QName(element).localname
        if element.get(name("xsi:type")) != "dcterms:W3CDTF":
            yield f"{local} without its xsi:type"
        if not DATE.fullmatch(element.text or ""):
            yield f"{local} is no time: {element.text!r}"
