"""A Word file as parts: opened with distrust, so that nothing in it can fill the memory or reach out."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from jdflow.language import Msg, msg
from jdflow.word import MOST_BYTES
from jdflow.word.names import CONTENT_TYPES, OFFICE, RELATIONSHIPS

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_UNPACKED = 32 * 1024 * 1024
MOST_PARTS = 400
_LOCAL_HEADER = 30
TYPES = "[Content_Types].xml"
ROOT_RELATIONSHIPS = "_rels/.rels"
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_NAME = re.compile(r"(?!.*(?:^|/)\.\.?(?:/|$))[^\\:\x00-\x1f]+(?<!/)")


class NotWord(Exception):  # noqa: N818 (the state of a file, not a fault of the program)
    """The file is no Word document that could be used, and why."""

    def __init__(self, why: Msg) -> None:
        super().__init__(why)
        self.why = why


class Part(NamedTuple):
    """A part of the file: its bytes, and the same as they lie packed in the file."""

    data: bytes
    packed: bytes
    method: int


class Relationship(NamedTuple):
    """What one part has to do with another, or with something outside."""

    id: str
    kind: str
    target: str
    external: bool


def open_package(data: bytes) -> dict[str, Part]:
    """The parts by their names; raises NotWord for all that is no honest package."""
    if len(data) > MOST_BYTES:
        raise NotWord(msg("it is larger than {limit} MiB", limit=MOST_BYTES // 1024 // 1024))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            parts = {entry.filename: _part(archive, entry, data) for entry in entries if not entry.is_dir()}
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        struct.error,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise NotWord(_NOT_A_PACKAGE) from error
    if TYPES not in parts or ROOT_RELATIONSHIPS not in parts:
        raise NotWord(_NOT_A_PACKAGE)
    return parts


_NOT_A_PACKAGE = msg("it is not a file that Word saved (.docx), or it is damaged")


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename.casefold() for entry in entries]
    if len(names) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise NotWord(msg("unpacked, it would be larger than any template needs to be"))
    if len(set(names)) < len(names) or not all(_NAME.fullmatch(entry.filename.rstrip("/")) for entry in entries):
        raise NotWord(_NOT_A_PACKAGE)
    if any(entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for entry in entries):
        raise NotWord(_NOT_A_PACKAGE)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise NotWord(msg("it is protected with a password"))


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, whole: bytes) -> Part:
    # zipfile gives no more than the size that the entry declares, and checks the sum.
    data = archive.read(entry)
    begin = entry.header_offset
    name, extra = struct.unpack_from("<HH", whole, begin + 26)
    begin += _LOCAL_HEADER + name + extra
    packed = whole[begin : begin + entry.compress_size]
    return Part(data, packed, entry.compress_type)


def parse(name: str, data: bytes) -> etree._Element:
    """The tree of an XML part; raises NotWord where it is none, or has what Word never writes."""
    refused = NotWord(msg("the XML of {part} is damaged, or holds what Word never writes", part=name))
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" in data[:4]:
        raise refused
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    if declared and declared[1].lower() != encoding.encode():
        raise refused
    try:
        # Entities and the like are refused before a parser sees them.
        if "<!" in re.sub(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>", "", data.decode(encoding), flags=re.DOTALL):
            raise refused
        return etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, UnicodeDecodeError, ValueError) as error:
        raise refused from error


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )


def relationships(parts: dict[str, Part], of: str) -> Iterator[Relationship]:
    """What a part has to do with others; of the whole file where the name is empty."""
    folder, name = posixpath.split(of)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in parts:
        return
    for element in parse(path, parts[path].data).iter(f"{{{RELATIONSHIPS}}}Relationship"):
        external = element.get("TargetMode") == "External"
        target = element.get("Target", "")
        inside = target if external else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        yield Relationship(element.get("Id", ""), element.get("Type", ""), inside, external)


def content_types(parts: dict[str, Part]) -> dict[str, str]:
    """The content type of every part."""
    root = parse(TYPES, parts[TYPES].data)
    endings = {
        element.get("Extension", "").casefold(): element.get("ContentType", "")
        for element in root.iter(f"{{{CONTENT_TYPES}}}Default")
    }
    own = {
        element.get("PartName", "").lstrip("/").casefold(): element.get("ContentType", "")
        for element in root.iter(f"{{{CONTENT_TYPES}}}Override")
    }
    return {name: own.get(name.casefold(), endings.get(name.rpartition(".")[2].casefold(), "")) for name in parts}


def main_part(parts: dict[str, Part]) -> str:
    """The name of the part that holds the document's text."""
    for one in relationships(parts, ""):
        if one.kind == f"{OFFICE}/officeDocument" and not one.external and one.target in parts:
            return one.target
        if one.kind.endswith("/officeDocument"):
            raise NotWord(msg("it is of the form “Strict Open XML”; save it as an ordinary Word document (.docx)"))
    raise NotWord(_NOT_A_PACKAGE)
