"""A Word file from outside (.docx, .docm, .dotx, .dotm), read as a document."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from jdflow.intake.paper_docx_blocks import Reader
from jdflow.intake.paper_docx_numbers import Lists
from jdflow.intake.paper_docx_opened import opened
from jdflow.intake.paper_docx_remarks import Remarks
from jdflow.intake.paper_docx_settled import settle
from jdflow.intake.paper_docx_styles import Styles
from jdflow.intake.paper_docx_words import Note
from jdflow.language import msg
from jdflow.model.paper import NoPaper, Paper
from jdflow.word.names import ENDNOTE, FOOTNOTE, ID, OFFICE, W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.intake.paper_docx_opened import Opened
    from jdflow.model.paper import Para

_NOTES = {"footnotes": FOOTNOTE, "endnotes": ENDNOTE}
_REFERENCES = (f"{{{W}}}headerReference", f"{{{W}}}footerReference")
_RELATION = f"{{{OFFICE}}}id"

# The container that Office wrote before 2007, and still writes around what is protected with a password.
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENTRY_NAME = 64
_SECTOR, _BEGIN, _LOOKS = struct.Struct("<30xH"), struct.Struct("<I"), struct.Struct("<H8xH")
_BEGIN_IN_ENTRY, _OLD_WORD, _IS_ENCRYPTED = 116, 0xA5EC, 0x100
_LARGEST_SECTOR = 12


def read_docx(data: bytes) -> Paper:
    """The document; raises NoPaper where the file is none that can be read."""
    _refuse_others(data)
    file = opened(data)
    remarks = Remarks()
    for root in (file.body, *file.margins.values(), *(file.further[kind] for kind in _NOTES if kind in file.further)):
        remarks.changes += settle(root)
    styles = Styles(file.further.get("styles"))
    reader = Reader(styles, Lists(file.further.get("numbering"), styles), remarks)
    parts = tuple(reader.story(file.body))
    margins = tuple(_margins(file, reader))
    return Paper("docx", parts, margins, tuple(remarks.all()))


def is_old_word(data: bytes) -> bool:
    """Whether it is a document of Word 97–2003 (.doc) that another program could open."""
    return _has_stream(data, "WordDocument") is not None and not _is_protected(data)


def _margins(file: Opened, reader: Reader) -> Iterator[Para]:
    """The notes in the order of their references, then headers and footers, what is the same in several once."""
    notes = {
        Note(part, element.get(ID, "")): element
        for part, tag in _NOTES.items()
        if part in file.further
        for element in file.further[part].iterchildren(tag)
    }
    for note, spot in list(reader.notes.items()):
        if note in notes:
            yield from (para._replace(spot=spot) for para in reader.margin(notes[note]))
    seen: set[str] = set()
    references = (one.get(_RELATION, "") for one in file.body.iter(*_REFERENCES))
    for id_ in dict.fromkeys(references):
        if id_ in file.margins:
            for para in reader.margin(file.margins[id_]):
                if para.text not in seen:
                    seen.add(para.text)
                    yield para


def _refuse_others(data: bytes) -> None:
    """Says of the files that most often bear the name of a Word file what they are."""
    begin = data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if data.startswith(_OLE):
        if _is_protected(data):
            raise NoPaper(
                msg("it is protected with a password; open it in Word, take the password off and save it again")
            )
        if is_old_word(data):
            raise NoPaper(msg("it is an old Word document (.doc); open it in Word or LibreOffice, save it as .docx"))
        raise NoPaper(
            msg("it is an old file of Office, but no Word document; save the job description as .docx or PDF")
        )
    if begin.startswith(b"{\\rtf"):
        raise NoPaper(
            msg("it is a document in Rich Text Format (RTF); open it in Word or LibreOffice, save it as .docx")
        )
    if begin.startswith(b"mime-version:") or (begin.startswith(b"<") and b"<html" in begin):
        raise NoPaper(msg("it is a web page; open it in Word or LibreOffice, save it as .docx"))


def _is_protected(data: bytes) -> bool:
    """Whether nobody can read it without a password: in the new way, or as an old document says of itself."""
    if _has_stream(data, "EncryptedPackage") is not None:
        return True
    entry = _has_stream(data, "WordDocument")
    if entry is None or len(data) < entry + _BEGIN_IN_ENTRY + _BEGIN.size:
        return False
    [sector] = _SECTOR.unpack_from(data)
    [first] = _BEGIN.unpack_from(data, entry + _BEGIN_IN_ENTRY)
    begin = (first + 1) << min(sector, _LARGEST_SECTOR)
    if len(data) < begin + _LOOKS.size:
        return False
    mark, looks = _LOOKS.unpack_from(data, begin)
    return bool(mark == _OLD_WORD and looks & _IS_ENCRYPTED)


def _has_stream(data: bytes, name: str) -> int | None:
    """Where the entry of a stream of that name stands in an old container."""
    if not data.startswith(_OLE):
        return None
    raw = name.encode("utf-16-le")
    entry = raw.ljust(_ENTRY_NAME, b"\0") + struct.pack("<H", len(raw) + 2)
    found = data.find(entry)
    return None if found < 0 else found
