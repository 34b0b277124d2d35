"""What is printed and brought in again is the same position: the sample content, in both layouts."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from typing import TYPE_CHECKING

import pytest

from jdflow.app.adoption import Adoption
from jdflow.app.reading import Reading
from jdflow.deliver.office import to_pdf
from jdflow.intake.snapshot import Worktree
from jdflow.model.imported import Imported
from tests.adopt.printed import Laid, brought_back, content_of, fingerprint_of, printed
from tests.checkout import ROOT
from tests.support import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LAYOUTS = ("klassikaline", "teenistuskoht")
IDS = sorted(path.stem for path in (ROOT / "positions").rglob("*.yaml"))
ON_PAPER = ("ekspert-arianaluus", "jurist", "koordinaator-vagivallast-loobumine", "peadirektor")


@cache
def sample(layout: str) -> tuple[Reading, Adoption]:
    """The sample content, all of it in one layout."""
    files = {}
    for path in (ROOT / "positions").rglob("*.yaml"):
        text = re.sub(r"^mall:.*\n", "", path.read_text("utf-8"), flags=re.MULTILINE).rstrip("\n")
        files[path.relative_to(ROOT).as_posix()] = f"{text}\nmall: {layout}\n".encode()
    reading = Reading(Laid(Worktree(ROOT), files))
    return reading, Adoption(reading, ENGLISH)


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_document_brought_in_prints_the_same_document(id: str, layout: str) -> None:
    reading, adoption = sample(layout)
    back = brought_back(reading, id, adoption)
    assert back.differences() == []
    # Now that it was brought in once it stays the same: what prints alike is settled.
    again = brought_back(back.reading, id, adoption)
    assert content_of(again.reading, id) == content_of(back.reading, id)
    assert fingerprint_of(again.reading, id) == fingerprint_of(back.reading, id)


@pytest.mark.needs("soffice", "pdftotext")
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_comes_of_the_pdf_and_of_its_text(layout: str, tmp_path: Path, tool: Callable[[str], str]) -> None:
    reading, adoption = sample(layout)
    documents = [tmp_path / f"{id}.docx" for id in ON_PAPER]
    for document in documents:
        document.write_bytes(printed(reading, document.stem).data)
    for document, pdf, _ in to_pdf(documents, office=tool("soffice")):
        assert pdf is not None
        paper = document.with_suffix(".pdf")
        paper.write_bytes(pdf)
        expected = text_of(adoption, "a.docx", document.read_bytes())
        assert text_of(adoption, "a.pdf", pdf) == expected
        # As text, the newer layout's cells run into one another where they are long.
        if layout == "klassikaline" or document.stem == "ekspert-arianaluus":
            command = [tool("pdftotext"), "-layout", "-enc", "UTF-8", str(paper), "-"]
            text = subprocess.run(command, capture_output=True, check=True).stdout
            assert text_of(adoption, "a.txt", text) == expected


def text_of(adoption: Adoption, name: str, data: bytes) -> str:
    """The position's file that is made of a document, without comments."""
    outcome = adoption.of(name, data)
    assert isinstance(outcome, Imported), outcome
    return re.sub(r"^ *#.*\n", "", outcome.text, flags=re.MULTILINE)
