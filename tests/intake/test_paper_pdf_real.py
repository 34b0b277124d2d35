"""PDFs that LibreOffice makes of our own documents, held against those documents as Word reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

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

    from jdflow.model.paper import Paper, Para

    Pair: TypeAlias = "tuple[Paper, Paper]"

pytestmark = pytest.mark.needs("soffice")


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory, tool: Callable[[str], str]) -> dict[tuple[str, str], Pair]:
    """Each sample position in each layout: as Word has it, and as its PDF says."""
    found = {}
    folder, printed = tmp_path_factory.mktemp("word"), tmp_path_factory.mktemp("pdf")
    for layout in LAYOUTS:
        reading = open_worktree(sample(tmp_path_factory.mktemp("sisu"), layout))
        press = Press(reading, TODAY)
        for job in drafts(reading, IDS, 1_767_262_200):
            assert isinstance(job, Job), job
            [document] = press.documents(job._replace(draft=False))
            assert isinstance(document, Document), document
            found[layout, document.id] = folder / f"{layout}-{document.id}.docx"
            found[layout, document.id].write_bytes(document.data)
    pdfs = convert(list(found.values()), printed, tool("soffice"), "pdf")
    return {
        key: (read_docx(path.read_bytes()), read_pdf(pdf.read_bytes()))
        for (key, path), pdf in zip(found.items(), pdfs, strict=True)
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


def test_what_repeats_on_each_page_stands_in_the_margins_once(pairs: dict[tuple[str, str], Pair]) -> None:
    for _, pdf in pairs.values():
        assert pdf.margins
        assert len({para.text for para in pdf.margins}) == len(pdf.margins)
        assert pdf.remarks == ()
