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
_MIB = 1024 * 1024
_LOCAL_HEADER = struct.Struct("<4s22xHH")
TYPES = "[Content_Types].xml"
ROOT_RELATIONSHIPS = "_rels/.rels"
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
# Names as every reader understands them: of one spelling, nowhere but inside the file, and in order.
_NAME = re.compile(r"(?!.*(?:^|/)\.{0,2}(?:/|$))[^\\:\x00-\x1f]+")
_RELATIONS = re.compile(r"(?:.*/)?_rels/[^/]*\.rels")
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|[\\/]{2}", re.IGNORECASE)
# Where a document type could be declared; comments and the like are passed over, ended or not.
_NO_MARKUP = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_DECLARATION = re.compile(r"\A\s*<\?xml\s[^>]*>")


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


class Bounds(NamedTuple):
    """How large a file may be, packed and unpacked, and of how many parts; and what is said of one that is larger."""

    packed: int
    unpacked: int
    parts: int
    why: Msg


TEMPLATE = Bounds(
    MOST_BYTES, MOST_UNPACKED, MOST_PARTS, msg("unpacked, it would be larger than any template needs to be")
)
# Documents from outside may be full of photographs.
DOCUMENT = Bounds(64 * _MIB, 128 * _MIB, 2000, msg("unpacked, it would be larger than any job description needs to be"))


def open_package(data: bytes, bounds: Bounds = TEMPLATE) -> dict[str, Part]:
    """The parts by their names; raises NotWord for all that is no honest package."""
    if len(data) > bounds.packed:
        raise NotWord(msg("it is larger than {limit} MiB", limit=bounds.packed // _MIB))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries, len(data), bounds)
            parts = {entry.filename: _part(entry, data) for entry in entries if not entry.is_dir()}
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        OverflowError,
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


def _check_entries(entries: list[zipfile.ZipInfo], size: int, bounds: Bounds) -> None:
    names = [entry.filename.casefold() for entry in entries]
    if len(names) > bounds.parts or sum(entry.file_size for entry in entries) > bounds.unpacked:
        raise NotWord(bounds.why)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise NotWord(msg("it is protected with a password"))
    if (
        len(set(names)) < len(names)
        # Together no longer than the file: no two lie in the same place.
        or sum(entry.compress_size for entry in entries) > size
        or not all(_is_honest(entry) for entry in entries)
    ):
        raise NotWord(_NOT_A_PACKAGE)


def _is_honest(entry: zipfile.ZipInfo) -> bool:
    """Whether the entry is of a kind, and has a name, that all programs read alike."""
    name = entry.filename.removesuffix("/")
    return (
        _NAME.fullmatch(name) is not None
        and entry.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
        and (not name.casefold().endswith(".rels") or _RELATIONS.fullmatch(name) is not None)
    )


def _part(entry: zipfile.ZipInfo, whole: bytes) -> Part:
    """A part whose bytes are exactly what its entry says they are: what is looked at here is what Word will see."""
    if entry.header_offset < 0:
        raise zipfile.BadZipFile
    mark, name, extra = _LOCAL_HEADER.unpack_from(whole, entry.header_offset)
    begin = entry.header_offset + _LOCAL_HEADER.size
    said = whole[begin : begin + name].decode("utf-8" if entry.flag_bits & 0x800 else "cp437")
    begin += name + extra
    packed = whole[begin : begin + entry.compress_size]
    data = packed if entry.compress_type == zipfile.ZIP_STORED else _unpacked(packed, entry.file_size)
    if (
        mark != b"PK\3\4"
        or said != entry.filename
        or (len(packed), len(data), zlib.crc32(data)) != (entry.compress_size, entry.file_size, entry.CRC)
    ):
        raise zipfile.BadZipFile
    return Part(data, packed, entry.compress_type)


def _unpacked(packed: bytes, size: int) -> bytes:
    """No more than the size and one byte; nothing may lie behind."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    data = unpacker.decompress(packed, size + 1)
    if not unpacker.eof or unpacker.unused_data:
        raise zipfile.BadZipFile
    return data


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
        text = data.decode(encoding)
        # Entities and the like are refused before a parser sees them.
        if "<!" in text and "<!" in _NO_MARKUP.sub("", text):
            raise refused
        root = etree.fromstring(data if encoding == "utf-8" else _DECLARATION.sub("", text).encode(), _parser())
    except (etree.XMLSyntaxError, UnicodeError, ValueError) as error:
        raise refused from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise refused
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )


def relationships_path(of: str) -> str:
    """Where the relationships of a part stand, or those of the whole file."""
    folder, name = posixpath.split(of)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relationships(parts: dict[str, Part], of: str) -> Iterator[Relationship]:
    """What a part has to do with others; of the whole file where the name is empty."""
    folder = posixpath.dirname(of)
    path = relationships_path(of)
    if path not in parts:
        return
    for element in parse(path, parts[path].data).iter(f"{{{RELATIONSHIPS}}}Relationship"):
        target = element.get("Target", "")
        external = element.get("TargetMode") == "External" or _OUTSIDE.match(target) is not None
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
        if one.kind.endswith("/officeDocument") and one.kind != f"{OFFICE}/officeDocument":
            raise NotWord(msg("it is of the form “Strict Open XML”; save it as an ordinary Word document (.docx)"))
    raise NotWord(_NOT_A_PACKAGE)
