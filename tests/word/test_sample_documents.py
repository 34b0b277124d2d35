"""Whole documents: every sample position in both layouts, complete and in order, for every program that reads them."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, NamedTuple

import docx
import pytest

from jdflow import __version__
from jdflow.app.ask import show_position
from jdflow.app.render import Document, Press, drafts
from jdflow.app.select import Failure
from jdflow.app.worktree import open_worktree
from jdflow.cli import main
from jdflow.query.signer import signer_of
from tests.checkout import ROOT
from tests.support import TODAY
from tests.word import tools
from tests.word.content import LAYOUTS, labels, missing, sections

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jdflow.app.reading import Reading

IDS = sorted(path.stem for path in (ROOT / "positions").rglob("*.yaml"))
MALL = re.compile(r"^mall: .*\n", re.MULTILINE)
each_layout = pytest.mark.parametrize("layout", LAYOUTS)


class Printed(NamedTuple):
    """The sample positions, all by one template: what was read, and the documents by their ids."""

    reading: Reading
    documents: dict[str, Document]
    folder: Path

    def path(self, id: str) -> Path:
        return self.folder / f"{id}.docx"


def sample(folder: Path, layout: str | None = None) -> Path:
    """The sample content, all of it in one layout if one is named."""
    for name in ("positions", "shared", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    for path in folder.rglob("*.yaml") if layout else ():
        text = path.read_text(encoding="utf-8")
        default = f"mall: {layout}\n" if path.name == "settings.yaml" else ""
        path.write_text(MALL.sub("", text) + default, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    """All sample positions in each layout."""
    found = {}
    for layout in LAYOUTS:
        reading = open_worktree(sample(tmp_path_factory.mktemp("sisu"), layout))
        press = Press(reading, TODAY)
        folder = tmp_path_factory.mktemp(layout)
        documents = {}
        for job in drafts(reading, IDS, 1_767_262_200):
            assert not isinstance(job, Failure), job
            [document] = press.documents(job._replace(draft=False))
            assert isinstance(document, Document), document
            (folder / f"{document.id}.docx").write_bytes(document.data)
            documents[document.id] = document
        found[layout] = Printed(reading, documents, folder)
    return found


def expected(printed: Printed, layout: str, id: str) -> list[str]:
    reading = printed.reading
    shown = show_position(reading, id)
    assert shown is not None
    signer = signer_of(shown.resolved.position, reading.settings, reading.signatories, TODAY)
    assert signer is not None
    return [text for text in LAYOUTS[layout](shown, signer) if text]


@each_layout
@pytest.mark.parametrize("id", IDS)
def test_every_text_is_printed_once_and_in_order(printed: dict[str, Printed], layout: str, id: str) -> None:
    one = printed[layout]
    texts = expected(one, layout, id)
    assert len(texts) > 20
    wrong = missing(one.documents[id].data, texts, ROOT / "templates" / f"{layout}.docx")
    assert wrong is None


@each_layout
def test_word_has_nothing_to_mend(printed: dict[str, Printed], layout: str) -> None:
    found = {id: tools.validate(document.data) for id, document in printed[layout].documents.items()}
    assert {id: errors for id, errors in found.items() if errors} == {}


@pytest.mark.needs("ooxml-validator")
def test_microsoft_s_own_validator_has_nothing_to_say(printed: dict[str, Printed], tool: Callable[[str], str]) -> None:
    paths = [printed[layout].path(id) for layout in LAYOUTS for id in ("koordinaator-klat", "tugitalituse-juhataja")]
    assert tools.validate_with_sdk(paths, tool("ooxml-validator")) == [[]] * 4


@each_layout
@pytest.mark.needs("mammoth", "node")
def test_another_reader_reads_the_same(printed: dict[str, Printed], layout: str) -> None:
    read = tools.mammoth_texts([printed[layout].path(id) for id in IDS])
    for id, text in zip(IDS, read, strict=True):
        lines = [line for line in text.splitlines() if line.strip()]
        paragraphs = [line for line in tools.read_back(printed[layout].path(id)) if line.strip()]
        assert lines == paragraphs, id


@each_layout
def test_no_tag_and_no_empty_label_is_left(printed: dict[str, Printed], layout: str) -> None:
    template = ROOT / "templates" / f"{layout}.docx"
    for id, document in printed[layout].documents.items():
        paragraphs = tools.read_back(document.data)
        assert not [text for text in paragraphs if "{{" in text or "{%" in text], id
        known = labels(template) & set(paragraphs)
        headings = [
            name for level in (1, 2) for name, said in sections(printed[layout].path(id), level).items() if name
        ]
        assert set(headings) <= known | {"TEENISTUSKOHUSTUSED", "TEENISTUSÜLESANDED"}


@each_layout
def test_documents_say_what_they_are(printed: dict[str, Printed], layout: str) -> None:
    for id, document in printed[layout].documents.items():
        opened = docx.Document(str(printed[layout].path(id)))
        core = opened.core_properties
        position = document.position
        title = f"{position.title} {position.qualifier}" if position.qualifier else position.title
        assert (core.title, core.author, core.last_modified_by) == (f"Ametijuhend: {title}", *["Näidisamet"] * 2)
        assert core.language == "et-EE"
        assert str(core.created) == str(core.modified) == "2026-01-01 10:10:00+00:00"
        custom = tools.raw_parts(document.data)["docProps/custom.xml"].decode()
        facts = dict(re.findall(r'name="([^"]+)"><vt:lpwstr>([^<]*)<', custom))
        assert facts == {
            "jdflow.id": id,
            "jdflow.effective_from": position.effective_from.isoformat() if position.effective_from else "",
            "jdflow.commit": "",
            "jdflow.fingerprint": document.fingerprint,
            "jdflow.version": __version__,
        }


# -- on paper ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with every sample position as `render --worktree` prints it while all of them are in force."""
    root, out = sample(tmp_path_factory.mktemp("mustand")), tmp_path_factory.mktemp("välja")
    with pytest.MonkeyPatch.context() as patch:
        arguments = ["jdflow", "-C", str(root), "--today", "2025-12-01", "render", "--worktree", "--out", str(out)]
        patch.setattr("sys.argv", arguments)
        assert main() == 0
    return out


FINAL = {"klassikaline": "koordinaator-klat", "teenistuskoht": "tugitalituse-juhataja"}


@pytest.mark.needs("soffice", "pdftotext")
def test_libreoffice_prints_all_of_them_with_page_numbers(
    printed: dict[str, Printed], drafted: Path, tmp_path: Path, tool: Callable[[str], str]
) -> None:
    drafts = sorted(drafted.glob("*.docx"))
    assert sorted(path.name.partition("_")[0] for path in drafts) == IDS
    final = [tmp_path / f"{layout}.docx" for layout in FINAL]
    for path, (layout, id) in zip(final, FINAL.items(), strict=True):
        path.write_bytes(printed[layout].documents[id].data)
    for file in tools.to_pdf([*drafts, *final], tmp_path, tool("soffice")):
        pages = tools.text_of_pdf(file, tool("pdftotext"))
        assert len(pages) >= 2, file.stem
        for number, page in enumerate(pages, 1):
            assert f"lk {number} / {len(pages)}" in page.splitlines()[-1], file.stem
            assert page.count("MUSTAND") == (0 if file.stem in LAYOUTS else 1), file.stem
