"""PDFs that LibreOffice makes of our own documents, held against those documents as Word reads them."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING, TypeAlias

import pypdfium2  # type: ignore[import-untyped]
import pytest

from jdflow.app.render import Document, Job, Press, drafts
from jdflow.app.worktree import open_worktree
from jdflow.intake.paper_docx import read_docx
from jdflow.intake.paper_pdf import read_pdf
from jdflow.model.paper import Table
from tests.support import TODAY
from tests.word.content import LAYOUTS
from tests.word.test_sample_documents import IDS, sample
from tests.word.tools import convert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from jdflow.model.paper import Paper, Para

    Pair: TypeAlias = "tuple[Paper, Paper]"

pytestmark = pytest.mark.needs("soffice")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], bytes]:
    """Each sample position in each layout."""
    found = {}
    for layout in LAYOUTS:
        reading = open_worktree(sample(tmp_path_factory.mktemp("sisu"), layout))
        press = Press(reading, TODAY)
        for job in drafts(reading, IDS, 1_767_262_200):
            assert isinstance(job, Job), job
            [document] = press.documents(job._replace(draft=False))
            assert isinstance(document, Document), document
            found[layout, document.id] = document.data
    return found


@pytest.fixture(scope="module")
def pairs(
    printed: dict[tuple[str, str], bytes], tmp_path_factory: pytest.TempPathFactory, tool: Callable[[str], str]
) -> dict[tuple[str, str], Pair]:
    """Each of them as Word has it, and as its PDF says."""
    folder = tmp_path_factory.mktemp("pdf")
    paths = [folder / f"{layout}-{id}.docx" for layout, id in printed]
    for path, data in zip(paths, printed.values(), strict=True):
        path.write_bytes(data)
    pdfs = convert(paths, folder, tool("soffice"), "pdf")
    return {
        key: (read_docx(data), read_pdf(pdf.read_bytes()))
        for (key, data), pdf in zip(printed.items(), pdfs, strict=True)
    }


def shown(para: Para) -> bool:
    return bool(para.text.strip())


def bare(para: Para) -> tuple[str | None, str]:
    """A paragraph's number and words, without hyphens that may be of a line's end."""
    return para.number, re.sub(r"[\s\u00ad-]+", "", para.text)


def filled(paras: Iterable[Para]) -> list[tuple[str | None, str]]:
    return [bare(para) for para in paras if shown(para)]


def tables(paper: Paper) -> list[list[list[list[tuple[str | None, str]]]]]:
    return [[[filled(cell) for cell in row] for row in part.rows] for part in paper.parts if isinstance(part, Table)]


def test_the_paragraphs_are_those_of_the_document(pairs: dict[tuple[str, str], Pair]) -> None:
    assert len(pairs) == 2 * len(IDS)
    for key, (word, pdf) in pairs.items():
        assert filled(pdf.paras()) == filled(word.paras()), key


def test_the_tables_have_the_same_cells_over_all_pages(pairs: dict[tuple[str, str], Pair]) -> None:
    for key, (word, pdf) in pairs.items():
        assert tables(pdf) == tables(word), key


def test_bullets_headings_and_bold_words_are_seen(pairs: dict[tuple[str, str], Pair]) -> None:
    for key, (word, pdf) in pairs.items():
        both = zip(filter(shown, word.paras()), pdf.paras(), strict=True)
        for one, other in both:
            assert (one.level is None) == (other.level is None), (key, other)
            assert bool(one.bold) == bool(other.bold), (key, other)
        assert {para.text for para in word.paras() if para.is_heading} <= {
            para.text for para in pdf.paras() if para.is_heading
        }, key


BORDERS = re.compile(rb"<w:(tblBorders|tcBorders)>.*?</w:\1>|<w:shd [^>]*/>", re.DOTALL)


def test_tables_of_which_no_line_is_drawn_are_read_alike(
    printed: dict[tuple[str, str], bytes], tmp_path: Path, tool: Callable[[str], str]
) -> None:
    paths = []
    for layout in LAYOUTS:
        paths.append(tmp_path / f"{layout}.docx")
        with (
            zipfile.ZipFile(io.BytesIO(printed[layout, "koordinaator-marac"])) as before,
            zipfile.ZipFile(paths[-1], "w") as after,
        ):
            for entry in before.infolist():
                after.writestr(entry.filename, BORDERS.sub(b"", before.read(entry)))
    pdfs = convert(paths, tmp_path, tool("soffice"), "pdf")
    for path, pdf in zip(paths, pdfs, strict=True):
        assert not rules(pdf.read_bytes())
        assert filled(read_pdf(pdf.read_bytes()).paras()) == filled(read_docx(path.read_bytes()).paras())


def rules(data: bytes) -> list[object]:
    """The lines that a table could have."""
    with closing(pypdfium2.PdfDocument(data)) as document:
        return [one for page in document for one in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH])]


def test_what_repeats_on_each_page_stands_in_the_margins_once(pairs: dict[tuple[str, str], Pair]) -> None:
    for _, pdf in pairs.values():
        assert pdf.margins
        assert len({para.text for para in pdf.margins}) == len(pdf.margins)
        assert pdf.remarks == ()
