"""`jdflow import` of what is no document that it could read: a clear line in Estonian, and the others come in."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest

from tests.adopt.documents import CLASSIC, NEWER
from tests.cli.test_import import ARCHIVIST, HEAD, new_positions
from tests.intake.pdfs import Page, pdf
from tests.intake.test_paper_docx_hostile import old_file
from tests.word.tools import convert

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command import Ran

    Import = Callable[..., Ran]
    Papers = Callable[..., Path]

CONTRACT = """\
Tööleping

1. Lepingu pooled
Tööandja ja töötaja sõlmivad lepingu tähtajatult ning lepivad kokku töötasus, tööajas ja puhkuses.
2. Töötasu
Töötasu makstakse kord kuus töötaja arvelduskontole.
3. Vaidlused
Vaidlused lahendatakse läbirääkimistel või töövaidluskomisjonis.
"""
ENGLISH = """\
JOB DESCRIPTION

1. General provisions
Title: Archivist. Department: Collections.
2. Purpose of the position
The archivist keeps the collections in order and helps readers to find what they need.
3. Duties
Keeps the shelves in order. Answers enquiries.
4. Rights
The archivist has the right to be given all information.
"""


def word(text: str) -> bytes:
    """A Word file with these paragraphs."""
    file = BytesIO()
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def torn() -> bytes:
    return word(CLASSIC)[:2000]


def bomb() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", b"<Types/>")
        packed.writestr("word/document.xml", b" " * 300_000_000)
    return file.getvalue()


BAD: dict[str, tuple[str, bytes, str]] = {
    "a contract": ("leping.docx", word(CONTRACT), "see ei ole eestikeelne ametijuhend"),
    "an English document": ("inglise.txt", ENGLISH.encode(), "see ei ole eestikeelne ametijuhend"),
    "nothing": ("tühi.docx", b"", "see on tühi"),
    "blanks": ("tühi.txt", b" \n\n\t ", "see on tühi"),
    "a photo that is called PDF": ("foto.pdf", b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 500, "see on pilt"),
    "a Word file with a password": ("kaitstud.docx", old_file("EncryptionInfo", "EncryptedPackage"), "parooli"),
    "a PDF with a password": ("kaitstud.pdf", pdf(Page(), is_locked=True), "parooli"),
    "a PDF of 5,000 pages": ("suur.pdf", pdf(*[Page()] * 5000), "5000"),
    "a PDF without text": ("skann.pdf", pdf(Page()), "teksti"),
    "two positions": ("kaks.txt", f"{CLASSIC}\n\n{NEWER}".encode(), "kaks ametijuhendit"),
    "a torn Word file": ("katki.docx", torn(), "rikutud"),
    "a zip bomb": ("pomm.docx", bomb(), "lahtipakituna"),
    "an old Word file": ("vana.doc", old_file("WordDocument", "1Table"), "Word"),
}


@pytest.mark.parametrize("what", BAD)
def test_it_is_refused_in_estonian_and_the_other_comes_in(
    what: str, root: Path, bring: Import, papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jdflow.deliver.office.shutil.which", lambda _: None)
    name, data, said = BAD[what]
    ran = bring(papers(name, data), papers("b.txt", NEWER), lang="et")
    assert ran.code == 1
    assert new_positions(root) == {HEAD}
    [line] = [line for line in ran.out.splitlines() if line.startswith("  Midagi ei kirjutatud: ")]
    assert said in line
    assert "Kirjutatud: 1." in ran.err


@pytest.mark.needs("soffice")
def test_an_old_word_file_comes_in_through_libreoffice(
    root: Path, tmp_path: Path, bring: Import, papers: Papers, tool: Callable[[str], str]
) -> None:
    source = papers("a.docx", table_of_classic())
    [old] = convert([source], tmp_path, tool("soffice"), "doc")
    assert old.read_bytes().startswith(b"\xd0\xcf\x11\xe0")
    ran = bring(old, papers("katki.doc", old_file("WordDocument", "1Table")), papers("b.txt", NEWER))
    assert ran.code == 1
    assert new_positions(root) == {ARCHIVIST, HEAD}
    assert "LibreOffice cannot read it; open it in Word and save it as .docx" in ran.out


def table_of_classic() -> bytes:
    """The classic document as Word has it, its columns in tables."""
    file = BytesIO()
    document = docx.Document()
    for line in CLASSIC.splitlines():
        if "\t" in line:
            cells = line.split("\t")
            row = document.add_table(1, len(cells)).rows[0]
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
        else:
            document.add_paragraph(line)
    document.save(file)
    return file.getvalue()
