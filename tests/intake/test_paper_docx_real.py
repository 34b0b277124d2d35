"""Word files of other hands: our own documents, those of python-docx, and what LibreOffice makes of them."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, TypeAlias

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdflow.app.render import Document, Job, Press, drafts
from jdflow.app.worktree import open_worktree
from jdflow.intake.paper_docx import is_old_word, read_docx
from jdflow.model.paper import Table
from tests.intake.papers import outline, refusal, rows
from tests.support import TODAY
from tests.word.content import LAYOUTS
from tests.word.test_sample_documents import IDS, sample
from tests.word.tools import convert, read_back

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from docx.document import Document as Made
    from docx.table import _Cell as Cell

    from jdflow.model.paper import Paper

WORD = re.compile(r"\w+")
HEADINGS = {"klassikaline": ("ÕIGUSED", "VASTUTUS"), "teenistuskoht": ("Õigused ja vastutus",)}


def words(texts: Iterable[str]) -> list[str]:
    """All words, in their order."""
    return [word for text in texts for word in WORD.findall(text)]


def texts(paper: Paper) -> list[str]:
    return [para.text for para in paper.paras()]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """The sample positions in each layout."""
    found = {}
    for layout in LAYOUTS:
        reading = open_worktree(sample(tmp_path_factory.mktemp("sisu"), layout))
        press, folder = Press(reading, TODAY), tmp_path_factory.mktemp(layout)
        for job in drafts(reading, IDS, 1_767_262_200):
            assert isinstance(job, Job), job
            [document] = press.documents(job._replace(draft=False))
            assert isinstance(document, Document), document
            found[layout, document.id] = folder / f"{layout}-{document.id}.docx"
            found[layout, document.id].write_bytes(document.data)
    return found


def test_our_own_documents_are_read_word_by_word(printed: dict[tuple[str, str], Path]) -> None:
    assert len(printed) == 2 * len(IDS)
    for path in printed.values():
        paper = read_docx(path.read_bytes())
        assert words(texts(paper)) == words(read_back(path)), path.name
        assert paper.remarks == ()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_duties_stand_with_their_numbers_beside_their_results(
    printed: dict[tuple[str, str], Path], layout: str
) -> None:
    paper = read_docx(printed[layout, "koordinaator-marac"].read_bytes())
    section = {"klassikaline": "3", "teenistuskoht": "2"}[layout]
    duties = [
        row for part in paper.parts if isinstance(part, Table) for row in part.rows
        if (row[0][0].number or "").startswith(f"{section}.")
    ]  # fmt: skip
    assert [row[0][0].number for row in duties] == [f"{section}.{number}" for number in range(1, 14)]
    assert all(len(row) == 2 and {para.level for para in row[1]} == {1} for row in duties)
    assert [len(row[1]) for row in duties[:4]] == [6, 2, 4, 2]
    assert [para.level for para in duties[1][0]] == [None, 2, 2, 2]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_headings_are_numbered_as_they_are_printed(printed: dict[tuple[str, str], Path], layout: str) -> None:
    paper = read_docx(printed[layout, "koordinaator-marac"].read_bytes())
    numbered = [para for para in paper.paras() if para.is_heading and para.number]
    assert [para.number for para in numbered] == [f"{number}." for number in range(1, len(numbered) + 1)]
    assert {para.text for para in numbered}.issuperset(HEADINGS[layout])


@pytest.mark.needs("soffice")
def test_what_libreoffice_saved_is_read_alike(
    printed: dict[tuple[str, str], Path], tmp_path: Path, tool: Callable[[str], str]
) -> None:
    soffice = tool("soffice")
    documents = [printed[layout, id] for layout in LAYOUTS for id in ("koordinaator-marac", "uldosakonna-juhataja")]
    for folder in ("odt", "docx"):
        (tmp_path / folder).mkdir()
    saved = convert(convert(documents, tmp_path / "odt", soffice, "odt"), tmp_path / "docx", soffice, "docx")
    for before, after in zip(documents, saved, strict=True):
        first, second = read_docx(before.read_bytes()), read_docx(after.read_bytes())
        assert outline(second) == outline(first)
        assert [para.bold for para in second.paras()] == [para.bold for para in first.paras()]
        assert second.remarks == ()


@pytest.mark.needs("soffice")
def test_old_documents_and_other_kinds_of_libreoffice_are_known(
    printed: dict[tuple[str, str], Path], tmp_path: Path, tool: Callable[[str], str]
) -> None:
    document = printed["klassikaline", "koordinaator-marac"]
    old, rich, page = (convert([document], tmp_path, tool("soffice"), kind)[0] for kind in ("doc", "rtf", "html"))
    assert is_old_word(old.read_bytes())
    assert "(.doc)" in refusal(old.read_bytes())
    assert "(RTF)" in refusal(rich.read_bytes())
    assert "web page" in refusal(page.read_bytes())
    (tmp_path / "docx").mkdir()
    [new] = convert([old], tmp_path / "docx", tool("soffice"), "docx")
    assert words(texts(read_docx(new.read_bytes()))) == words(read_back(document))


def test_lists_and_headings_of_word_itself_are_known() -> None:
    made = docx.Document()
    made.add_heading("AMETIJUHEND", 0)
    for text, look in (
        ("Üldosa", "Heading 1"),
        ("Üks", "List Number"),
        ("Kaks", "List Number"),
        ("Täpp", "List Bullet"),
    ):
        made.add_paragraph(text, look)
    made.add_paragraph().add_run("Loovus: ").bold = True
    paper = read_docx(saved(made))
    assert outline(paper) == ["# AMETIJUHEND", "# Üldosa", "1. Üks", "2. Kaks", "• Täpp", "Loovus: "]
    assert [para.bold for para in paper.paras()][-1] == ((0, 8),)


def test_merged_cells_of_python_docx_stand_once() -> None:
    made = docx.Document()
    table = made.add_table(3, 3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(number)
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 2).merge(table.cell(2, 2))
    [read] = read_docx(saved(made)).parts
    assert isinstance(read, Table)
    assert rows(read) == ["0 / 1 |  | 2", "3 | 4 | 5 / 8", "6 | 7 | "]


def saved(made: Made) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


# -- any document

Block: TypeAlias = "str | list[list[Block]]"
SAID = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=12
)
TEXT = st.one_of(
    SAID, st.sampled_from(["a\tb", "a\nb", "• täpp", "3.1. Ülesanne", "<w:p>", "&amp;", "nr\u00a012", "õäöü"])
)
BLOCKS: st.SearchStrategy[list[Block]] = st.recursive(
    st.lists(TEXT, max_size=4),
    lambda inner: st.lists(st.one_of(TEXT, st.lists(inner, min_size=1, max_size=3)), max_size=4),
    max_leaves=12,
)  # fmt: skip


def put(into: Made | Cell, blocks: list[Block]) -> None:
    """Writes texts as paragraphs in runs, and lists of blocks as rows of a table."""
    for block in blocks:
        if isinstance(block, str):
            paragraph = into.add_paragraph(style="List Bullet" if len(block) % 3 == 0 else None)
            for begin in range(0, len(block), 3):
                paragraph.add_run(block[begin : begin + 3]).bold = begin % 2 == 0
        else:
            table = into.add_table(len(block), 2)
            for row, inner in zip(table.rows, block, strict=True):
                put(row.cells[1], inner)


def told(blocks: list[Block]) -> list[str]:
    """All texts, in the order in which one reads them."""
    return [text for block in blocks for text in ([block] if isinstance(block, str) else told_rows(block))]


def told_rows(block: list[list[Block]]) -> list[str]:
    return [text for row in block for text in told(row)]


@settings(max_examples=40)
@given(BLOCKS)
def test_no_word_of_any_document_is_lost(blocks: list[Block]) -> None:
    made = docx.Document()
    put(made, blocks)
    paper = read_docx(saved(made))
    found = texts(paper)
    assert found == [text.strip("\n") for text in told(blocks) if text.strip()]
    for para in paper.paras():
        assert all(0 <= begin < end <= len(para.text) for begin, end in para.bold)
        assert all(end <= begin for (_, end), (begin, _) in zip(para.bold, para.bold[1:], strict=False))
