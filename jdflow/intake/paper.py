"""A document from outside, whatever its format: told by what is in it, not by its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.language import msg
from jdflow.model.paper import NoPaper

if TYPE_CHECKING:
    from collections.abc import Collection

    from jdflow.model.paper import Paper

_NEAR_THE_START = 1024
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = b"%PDF-"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
_RTF = b"{\\rtf"
_PICTURES = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n",
    b"GIF87a",
    b"GIF89a",
    b"II*\0",
    b"MM\0*",
)
# Photos of telephones and the like, whose first four bytes say only how long the box is.
_BOXED_PICTURES = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif", b"ftyphevc")
_WEB_PICTURE = (b"RIFF", b"WEBP")
_POSTSCRIPT = b"%!PS"
_SIGNED = re.compile(rb"mimetypeapplication/vnd\.etsi\.asic-[es]")
_OLD_SIGNED = b"<SignedDoc"


def read_paper(name: str, data: bytes) -> Paper:
    """The document; raises NoPaper, with the way out, where the file is none that can be read."""
    start = data[:_NEAR_THE_START]
    if not data.strip(b"\0\t\n\r\f "):
        raise NoPaper(msg("it is empty"))
    if start.startswith((_ZIP, _EMPTY_ZIP)):
        _refuse_other_archives(start)
    if start.startswith((_ZIP, _EMPTY_ZIP, _OLE, _RTF)) or _is_web_page(start):
        from jdflow.intake.paper_docx import read_docx

        # Of what only bears its name, it says what that is.
        return read_docx(data)
    if _PDF in start:
        from jdflow.intake.paper_pdf import read_pdf

        return read_pdf(data)
    _refuse_others(start)
    from jdflow.intake.paper_txt import read_txt

    try:
        return read_txt(data)
    except NoPaper as error:
        if name.lower().endswith(".txt"):
            raise
        raise NoPaper(
            msg("it is neither Word (.docx) nor PDF nor text, whatever its name says; save it as one of these")
        ) from error


def load_readers(endings: Collection[str]) -> None:
    """Loads what reading files of these endings needs, so that processes which share the work need not each load it.

    A file that is of another kind than its name says is read by what is loaded then.
    """
    if ".pdf" in endings:
        import pypdfium2  # type: ignore[import-untyped]

        from jdflow.intake import paper_pdf

        _ = pypdfium2, paper_pdf
    if not {".pdf", ".txt"}.issuperset(endings):
        import docx

        from jdflow.intake import paper_docx

        _ = docx, paper_docx


def _refuse_other_archives(start: bytes) -> None:
    if _OPEN_DOCUMENT in start:
        raise NoPaper(msg("it is an OpenDocument file (.odt); open it in LibreOffice or Word and save it as .docx"))
    if _SIGNED.search(start):
        raise NoPaper(_CONTAINER)


_CONTAINER = msg("it is a signed container; open it in DigiDoc4, save the document in it, and import that file")


def _is_web_page(start: bytes) -> bool:
    begin = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return begin.startswith(b"mime-version:") or (begin.startswith(b"<") and b"<html" in begin)


def _refuse_others(start: bytes) -> None:
    """Raise NoPaper for what is known not to be a document that could be read."""
    is_boxed = start[4:12] in _BOXED_PICTURES or (start[:4], start[8:12]) == _WEB_PICTURE
    if start.startswith(_PICTURES) or is_boxed:
        raise NoPaper(
            msg(
                "it is a picture; make a PDF with text of it, for instance with “{command}”, and import that file",
                command="ocrmypdf --image-dpi 300 -l est",
            )
        )
    if start.startswith(_POSTSCRIPT):
        raise NoPaper(msg("it is a PostScript file; make a PDF of it, for instance with “{command}”", command="ps2pdf"))
    if _OLD_SIGNED in start:
        raise NoPaper(_CONTAINER)
