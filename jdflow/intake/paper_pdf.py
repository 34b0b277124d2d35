"""A PDF with a text layer, read by PDFium: opened with distrust, its pages put together by geometry.

Forms that draw each other, over and over, keep PDFium itself busy before it says how much there is: whoever reads
files of strangers gives the reader a process of its own, with bounds on its time and memory.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from jdflow.intake.paper_pdf_flow import flow
from jdflow.intake.paper_pdf_notes import remove_signatures, take_in
from jdflow.intake.paper_pdf_page import leaf
from jdflow.intake.paper_pdf_rules import TooMuch
from jdflow.language import msg
from jdflow.model.paper import NoPaper, Paper, Remark, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jdflow.intake.paper_pdf_page import Leaf
    from jdflow.intake.paper_pdf_words import Word
    from jdflow.language import Msg

MOST_BYTES = 64 * 1024 * 1024
MOST_PAGES = 200
MOST_CHARACTERS = 2_000_000
MOST_OBJECTS = 200_000
# In points, of which 72 are an inch: a sheet of 35 m.
MOST_WIDE = 100_000
_HEADER, _HEADER_WITHIN = b"%PDF-", 1024
# Fewer letters on a page are no text: a stamp, or what a scanner prints on the edge.
_FEW = 16
_UNREADABLE = 0.3
_TOO_FEW_LETTERS = 0.5
_ENOUGH = 60


@cache
def _pdfium() -> Any:  # noqa: ANN401 (ctypes has no types)
    """PDFium, ready for use."""
    import pypdfium2.raw as api  # type: ignore[import-untyped]

    api.FPDF_InitLibrary()
    return api


def read_pdf(data: bytes) -> Paper:
    """The document; raises NoPaper where it is none that can be read."""
    if len(data) > MOST_BYTES:
        raise NoPaper(msg("it is larger than {limit} MiB", limit=MOST_BYTES // 1024 // 1024))
    if _HEADER not in data[: _HEADER_WITHIN + len(_HEADER)]:
        raise NoPaper(msg("it is no PDF, whatever its name says"))
    api = _pdfium()
    document = api.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise NoPaper(_why_not(api))
    try:
        leaves, remarks = _leaves(api, document)
    except TooMuch as error:
        raise NoPaper(
            msg("more is drawn on its pages than on any page of text; open it in Word and save it as .docx")
        ) from error
    finally:
        api.FPDF_CloseDocument(document)
    remarks += _remarks(leaves)
    parts, margins = flow(leaves)
    return Paper("pdf", parts, margins, tuple(remarks))


def _why_not(api: Any) -> Msg:  # noqa: ANN401 (ctypes has no types)
    if api.FPDF_GetLastError() in {api.FPDF_ERR_PASSWORD, api.FPDF_ERR_SECURITY}:
        return msg("it is protected with a password; open it, save it without one, and import that file")
    return _BROKEN


_BROKEN = msg("it is a damaged PDF; open it in a viewer and print it to a new PDF, or ask for the file once more")


def _leaves(api: Any, document: Any) -> tuple[list[Leaf], list[Remark]]:  # noqa: ANN401 (ctypes has no types)
    count = api.FPDF_GetPageCount(document)
    if count < 1:
        raise NoPaper(_BROKEN)
    if count > MOST_PAGES:
        raise NoPaper(
            msg(
                "it has {n} pages, more than {limit}; save the pages of the job description as a file of their own",
                n=count,
                limit=MOST_PAGES,
            )
        )
    leaves: list[Leaf] = []
    remarks: list[Remark] = []
    left = Left(MOST_CHARACTERS, MOST_OBJECTS)
    for number in range(count):
        read, said = _read_page(api, document, number, left)
        left = Left(left.characters - _letters(read.words), left.objects - read.objects)
        leaves.append(read)
        remarks += said
    return leaves, remarks


class Left(NamedTuple):
    """How much the pages to come may still hold."""

    characters: int
    objects: int


def _read_page(api: Any, document: Any, number: int, left: Left) -> tuple[Leaf, list[Remark]]:  # noqa: ANN401 (ctypes)
    page = api.FPDF_LoadPage(document, number)
    if not page:
        raise NoPaper(_BROKEN)
    try:
        if max(api.FPDF_GetPageWidthF(page), api.FPDF_GetPageHeightF(page)) > MOST_WIDE:
            raise TooMuch
        spot = Spot(1, number + 1)
        remarks = list(remove_signatures(api, page, spot))
        said = take_in(api, page, spot)
        if said.changed:
            api.FPDF_ClosePage(page)
            page = api.FPDF_LoadPage(document, number)
        text = api.FPDFText_LoadPage(page)
        if not text:
            raise NoPaper(_BROKEN)
        try:
            count = api.FPDFText_CountChars(text)
            if count > left.characters:
                raise NoPaper(
                    msg("it has more than {limit} characters, as no job description has", limit=MOST_CHARACTERS)
                )
            return leaf(api, page, text, max(count, 0), most_objects=left.objects), [*remarks, *said.remarks]
        finally:
            api.FPDFText_ClosePage(text)
    finally:
        api.FPDF_ClosePage(page)


def _remarks(leaves: Sequence[Leaf]) -> Iterator[Remark]:
    """What is to be said of the pages; raises NoPaper where there is nothing in them to read."""
    scans = [number for number, one in enumerate(leaves, 1) if one.pictures and _letters(one.words) < _FEW]
    if all(_letters(one.words) == 0 or number in scans for number, one in enumerate(leaves, 1)):
        raise NoPaper(_SCANNED if scans else msg("there is no text in it"))
    damaged = [number for number, one in enumerate(leaves, 1) if not _is_readable(one)]
    if sum(_letters(leaves[number - 1].words) for number in damaged) * 2 > sum(_letters(one.words) for one in leaves):
        raise NoPaper(
            msg(
                "its text layer is not readable: its letters are drawn, but which they are is not said;"
                " recognise its text anew, for instance with “{command}”",
                command="ocrmypdf --force-ocr -l est",
            )
        )
    if damaged:
        yield Remark(
            msg("the text layer of these pages is not readable: {pages}", pages=_said(damaged)), Spot(1, damaged[0])
        )
    if scans:
        yield Remark(
            msg(
                "these pages are only a picture, so nothing of them was read: {pages};"
                " recognise their text first, for instance with “{command}”",
                pages=_said(scans),
                command=_OCR,
            ),
            Spot(1, scans[0]),
        )
    recognised = [number for number, one in enumerate(leaves, 1) if one.is_recognised]
    if recognised:
        yield Remark(
            msg(
                "the text of these pages was recognised from a picture; compare it with that: {pages}",
                pages=_said(recognised),
            ),
            Spot(1, recognised[0]),
        )
    pictured = [
        number
        for number, one in enumerate(leaves, 1)
        if one.pictures and number not in scans and number not in recognised
    ]
    if pictured:
        yield Remark(
            msg("the pictures on these pages are left out: {pages}", pages=_said(pictured)), Spot(1, pictured[0])
        )
    outside = [number for number, one in enumerate(leaves, 1) if one.outside]
    if outside:
        yield Remark(
            msg("text outside of what these pages show is left out: {pages}", pages=_said(outside)),
            Spot(1, outside[0]),
        )


_OCR = "ocrmypdf -l est"
_SCANNED = msg(
    "it is a scan without text; recognise its text first, for instance with “{command}”, and import that file",
    command=_OCR,
)


def _said(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def _letters(words: Sequence[Word]) -> int:
    return sum(len(word.text) for word in words)


def _is_readable(one: Leaf) -> bool:
    """Whether what the page says are letters: a font that does not tell gives signs without sense."""
    text = "".join(word.text for word in one.words)
    if len(text) < _ENOUGH:
        return True
    odd = sum(character == "\ufffd" or not character.isprintable() for character in text)
    return max(odd, one.unmapped) <= _UNREADABLE * len(text) and sum(map(str.isalpha, text)) >= _TOO_FEW_LETTERS * len(
        text
    )
