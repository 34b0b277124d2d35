"""Judges of Word documents: validators, other readers, LibreOffice."""

from __future__ import annotations

import functools
import html
import io
import json
import os
import re
import subprocess
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator  # type: ignore[import-untyped]

from tests.conftest import NODE_MODULES
from tests.word.beyond import faults

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.section import Section

SECONDS = 120

# Word 2010 alone reads this part, python-docx puts it into every document, and the validator asks more of it than Word.
UNREAD = "/word/stylesWithEffects.xml"

# ISO 29500 allows what LibreOffice writes here, and Word reads it; the validators hold to the first edition.
HABITS_OF_LIBREOFFICE = ("'start'", "'end'", "characterSet")

MAMMOTH = """
const mammoth = require("mammoth");
Promise.all(process.argv.slice(1).map((path) => mammoth.convertToHtml({ path })))
  .then((all) => process.stdout.write(JSON.stringify(all.map((one) => one.value))));
"""
LINE_END = re.compile(r"<br />|</(?:p|h\d|li)>")
TAG = re.compile(r"<[^>]*>")
TOUCHING = re.compile(rb"><(?!/)")


class Margins(NamedTuple):
    """The paragraphs of all headers, and of all footers."""

    headers: list[str]
    footers: list[str]


@functools.cache
def validator() -> OpenXmlValidator:
    """The port of Microsoft's validator; it keeps the schemas it has read."""
    return OpenXmlValidator(FileFormat.MICROSOFT_365)


def read(document: Path | bytes) -> bytes:
    """The bytes of a document."""
    return document if isinstance(document, bytes) else document.read_bytes()


def validate(document: Path | bytes, *, saved_by_libreoffice: bool = False) -> list[str]:
    """What Word would object to, each with its place; nothing for a valid document."""
    data = read(document)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "document.docx")
        file.write_bytes(data)
        errors = validator().validate(file).errors
    found = [f"{error.part_uri}{error.path}: {error.description}" for error in errors if error.part_uri != UNREAD]
    if zipfile.is_zipfile(io.BytesIO(data)):
        found += faults(raw_parts(data))
    if saved_by_libreoffice:
        found = [error for error in found if not any(habit in error for habit in HABITS_OF_LIBREOFFICE)]
    return found


def validate_with_sdk(documents: Sequence[Path], program: str) -> list[list[str]]:
    """What Microsoft's own validator objects to in each document; it takes most of a second for each."""

    def one(document: Path) -> list[str]:
        done = subprocess.run([program, document], capture_output=True, timeout=SECONDS, check=False)
        errors = json.loads(done.stdout)["errors"]
        return [f"{error['path'] or ''}{error['xPath'] or ''}: {error['description']}" for error in errors]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(one, documents))


def convert(documents: Sequence[Path], folder: Path, soffice: str, suffix: str) -> list[Path]:
    """The documents as LibreOffice saves them, all by one start of it."""
    made = [folder / f"{document.stem}.{suffix}" for document in documents]
    assert len(set(made)) == len(made), "two documents of one name"
    for file in made:
        file.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as private, Path(private, "said").open("w+b") as said:
        profile = f"-env:UserInstallation={Path(private, 'profile').as_uri()}"
        # Into a file, because LibreOffice hands a pipe on to what it starts, which would outlast the time limit.
        subprocess.run(
            [soffice, profile, "--headless", "--convert-to", suffix, "--outdir", str(folder)]
            + [str(document.absolute()) for document in documents],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            timeout=SECONDS,
            check=True,
        )
        said.seek(0)
        missing = [file.name for file in made if not file.is_file()]
        assert not missing, f"not made: {', '.join(missing)}; {said.read().decode(errors='replace')}"
    return made


def to_pdf(documents: Sequence[Path], folder: Path, soffice: str) -> list[Path]:
    """The documents as LibreOffice prints them."""
    return convert(documents, folder, soffice, "pdf")


def text_of_pdf(path: Path, pdftotext: str = "pdftotext") -> list[str]:
    """The text of each page, laid out as on paper."""
    command = [pdftotext, "-layout", "-enc", "UTF-8", str(path), "-"]
    text = subprocess.run(command, capture_output=True, timeout=SECONDS, check=True).stdout.decode()
    return text.removesuffix("\f").split("\f")


def read_back(document: Path | bytes) -> list[str]:
    """All paragraphs of the body in document order, those in tables where the table stands."""
    opened = docx.Document(io.BytesIO(read(document)))
    return [Paragraph(element, opened).text for element in opened.element.body.iter(qn("w:p"))]


def read_margins(document: Path | bytes) -> Margins:
    """The paragraphs above and below the pages; a section that goes on with the one before adds none."""

    def paragraphs(section: Section, kind: str) -> list[str]:
        found: list[str] = []
        for which in (f"first_page_{kind}", kind, f"even_page_{kind}"):
            margin = getattr(section, which)
            if not margin.is_linked_to_previous:
                elements = margin.part.element.iter(qn("w:p"))
                found += [Paragraph(element, margin).text for element in elements]
        return found

    sections = docx.Document(io.BytesIO(read(document))).sections
    return Margins(
        [text for section in sections for text in paragraphs(section, "header")],
        [text for section in sections for text in paragraphs(section, "footer")],
    )


def mammoth_texts(documents: Sequence[Path], node: str = "node") -> list[str]:
    """The text of each body as mammoth reads it, a line for each paragraph that has words."""
    done = subprocess.run(
        [node, "-e", MAMMOTH, *(str(document.absolute()) for document in documents)],
        cwd=NODE_MODULES.parent,
        capture_output=True,
        timeout=SECONDS,
        check=True,
    )
    return [html.unescape(TAG.sub("", LINE_END.sub("\n", page))) for page in json.loads(done.stdout)]


def mammoth_text(document: Path, node: str = "node") -> str:
    """The text of one document as mammoth reads it."""
    [text] = mammoth_texts([document], node)
    return text


def raw_parts(document: Path | bytes) -> dict[str, bytes]:
    """Each part's name and bytes."""
    with zipfile.ZipFile(io.BytesIO(read(document))) as package:
        return {name: package.read(name) for name in package.namelist()}


def parts(document: Path | bytes) -> dict[str, bytes]:
    """Each part's name and bytes; XML in its canonical form, each element on a line of its own."""
    return {
        name: canonical(data) if name.endswith((".xml", ".rels")) else data
        for name, data in raw_parts(document).items()
    }


def canonical(data: bytes) -> bytes:
    """XML in its canonical form, each element begun on a line of its own."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    return TOUCHING.sub(b">\n<", etree.tostring(root, method="c14n", exclusive=True)) + b"\n"
