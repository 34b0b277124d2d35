"""A Word file put together from parts: always in the same order, with the same times, the same bytes."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, NamedTuple

from jdflow.word.package import Part

if TYPE_CHECKING:
    from collections.abc import Iterable

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _UTF8, _STORED = 20, 0x800, 0
# The first day that a zip file can name: the first of January 1980.
_TIME, _DATE = 0, 0x21


class Archive(NamedTuple):
    """The parts that are the same in every document, as they lie in the file, and their entries in its index."""

    parts: bytes
    entries: bytes
    number: int

    def whole(self, further: Iterable[tuple[str, bytes]]) -> bytes:
        """The file with further parts, which are stored as they are: no compression, no difference between machines."""
        written, index = [self.parts], [self.entries]
        offset, count = len(self.parts), self.number
        for name, data in further:
            local, central = _headers(name, Part(data, data, _STORED), offset)
            written += [local, data]
            index.append(central)
            offset += len(local) + len(data)
            count += 1
        size = sum(map(len, index))
        end = _END.pack(b"PK\5\6", 0, 0, count, count, size, offset, 0)
        return b"".join([*written, *index, end])


def archive(parts: Iterable[tuple[str, Part]]) -> Archive:
    """The parts as they lie packed in their template."""
    written, index, offset, count = [], [], 0, 0
    for name, part in parts:
        local, central = _headers(name, part, offset)
        written += [local, part.packed]
        index.append(central)
        offset += len(local) + len(part.packed)
        count += 1
    return Archive(b"".join(written), b"".join(index), count)


def _headers(name: str, part: Part, offset: int) -> tuple[bytes, bytes]:
    """What stands before a part, and its entry in the index."""
    raw = name.encode()
    flags = 0 if name.isascii() else _UTF8
    sizes = (zlib.crc32(part.data), len(part.packed), len(part.data), len(raw), 0)
    facts = (flags, part.method, _TIME, _DATE, *sizes)
    local = _LOCAL.pack(b"PK\3\4", _VERSION, *facts) + raw
    return local, _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *facts, 0, 0, 0, 0, offset) + raw
