"""What a file is, is told by what is in it; each that cannot be read is refused with its way out."""

from __future__ import annotations

import io
import zipfile

import pytest

from jdflow.intake.paper import read_paper
from jdflow.language import Voice
from jdflow.model.paper import NoPaper
from tests.intake.pdfs import Page, pdf
from tests.word.minimal import from_lines


def archive(kind: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("mimetype", kind)
    return target.getvalue()


def printed() -> bytes:
    page = Page()
    page.put(60, 700, "Ametijuhend")
    return pdf(page)


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.txt", "a"])
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (from_lines("Ametijuhend"), "docx"),
        (printed(), "pdf"),
        (b"\n\n" + printed(), "pdf"),
        (b"Ametijuhend", "txt"),
        (b"Tulemused: <ul> <li>Ametijuhend", "txt"),
        ("Õigused".encode("windows-1257"), "txt"),
    ],
)
def test_the_content_says_which_format_a_file_has(name: str, data: bytes, kind: str) -> None:
    assert read_paper(name, data).format == kind


@pytest.mark.parametrize("name", ["a.docx", "a.pdf"])
@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty"),
        (b"\0\0 \n", "it is empty"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "it is a picture; make a PDF with text of it"),
        (b"\x89PNG\r\n\x1a\n", "it is a picture"),
        (b"\0\0\0\x18ftypheic", "it is a picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "it is a picture"),
        (b"{\\rtf1\\ansi", "(RTF); open it in Word"),
        (b"<!DOCTYPE html>\n<html><body>", "it is a web page; open it in Word"),
        (b"%!PS-Adobe-3.0", "it is a PostScript file; make a PDF of it"),
        (b"<?xml version='1.0'?><SignedDoc>", "it is a signed container; open it in DigiDoc4"),
        (archive("application/vnd.etsi.asic-e+zip"), "it is a signed container; open it in DigiDoc4"),
        (archive("application/vnd.oasis.opendocument.text"), "it is an OpenDocument file (.odt); open it"),
        (archive("application/epub+zip"), "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Office"),
        (b"\x7fELF\0\0\0\1", "it is neither Word (.docx) nor PDF nor text"),
    ],
)
def test_what_cannot_be_read_is_refused_whatever_its_name(name: str, data: bytes, why: str) -> None:
    with pytest.raises(NoPaper) as raised:
        read_paper(name, data)
    assert why in Voice("en")(raised.value.why)


def test_of_a_text_file_it_is_said_that_it_is_no_text() -> None:
    with pytest.raises(NoPaper) as raised:
        read_paper("A.TXT", b"\x7fELF\0\0\0\1")
    assert Voice("en")(raised.value.why) == "it is no text, whatever its name says"
