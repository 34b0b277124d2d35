"""`jdflow import` of many documents: each in a process with bounds, what they have in common, how a run ends."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from jdflow.app import importing
from jdflow.app.adoption import Adoption
from tests.adopt.documents import CLASSIC, NEWER
from tests.cli.test_import import ARCHIVIST, HEAD, new_positions
from tests.command import Ran, jdflow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Import = Callable[..., Ran]
    Papers = Callable[..., Path]


LOADED = """
import sys
from jdflow.cli import main
main()
print("loaded:", *sorted({"docx", "pypdfium2"} & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="no process of its own for each document here")
@pytest.mark.parametrize(
    ("name", "loaded"), [("a.txt", "loaded:"), ("a.PDF", "loaded: pypdfium2"), ("a.docx", "loaded: docx")]
)
def test_only_readers_of_what_comes_in_are_loaded(name: str, loaded: str, root: Path, papers: Papers) -> None:
    command = [sys.executable, "-c", LOADED, "-C", str(root), "import", str(papers(name))]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stderr.splitlines()[-1] == loaded


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="no process of its own for each document here")
@pytest.mark.parametrize("limit", [("MOST_MEMORY", 1024 * 1024), ("MOST_SECONDS", 0)])
def test_what_takes_too_much_takes_no_other_with_it(
    limit: tuple[str, int], root: Path, bring: Import, papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound = importing._bound  # noqa: SLF001 (the limits of one document only shall be small)
    hungry = papers("suur.txt", CLASSIC * 200)
    read = importing.Batch._of  # noqa: SLF001

    def of(batch: importing.Batch, path: Path) -> object:
        if path == hungry:
            monkeypatch.setattr(importing, *limit)
            bound()
            bytes(64 * 1024 * 1024)
            while time.process_time() < 60:
                pass
        return read(batch, path)

    monkeypatch.setattr(importing.Batch, "_of", of)
    ran = bring(hungry, papers("b.txt", NEWER))
    assert ran.code == 1
    assert "reading it takes more than" in ran.out
    assert new_positions(root) == {HEAD}


@pytest.mark.parametrize("platform", [sys.platform, "darwin"])
def test_a_bug_over_one_document_is_told_and_keeps_no_other_out(
    platform: str, root: Path, bring: Import, papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = Adoption.of

    def odd(adoption: Adoption, name: str, data: bytes) -> object:
        return of(adoption, name, data) if name == "b.txt" else ["a", "b"][len(name)]

    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Adoption, "of", odd)
    ran = bring(papers("a.txt"), papers("b.txt", NEWER))
    assert ran.code == 1
    assert "this is a bug in jdflow (IndexError, test_import_many.py:" in ran.out
    assert new_positions(root) == {HEAD}


def test_a_file_too_large_is_not_opened(bring: Import, papers: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST_BYTES", 100)
    ran = bring(papers("a.txt"))
    assert ran.code == 1
    assert "it is larger than" in ran.out


def test_without_processes_of_its_own_it_works_too(
    root: Path, bring: Import, papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert bring(papers("a.txt"), papers("b.txt", NEWER)).code == 0
    assert new_positions(root) == {ARCHIVIST, HEAD}


def test_where_the_system_refuses_a_position_the_others_are_written(root: Path, bring: Import, papers: Papers) -> None:
    (root / "positions/naituste-talitus").write_text("ei ole kaust", "utf-8")
    ran = bring(papers("a.txt", CLASSIC.replace("hoidlate talitus", "näituste talitus")), papers("b.txt", NEWER))
    assert ran.code == 1
    assert "Nothing was written: the system says" in ran.out
    assert new_positions(root) == {HEAD}


def test_quiet_says_only_the_result(root: Path, papers: Papers, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "-q", "-C", root, "import", papers("a.txt"))
    assert (ran.code, ran.err) == (0, "")
    assert "arhivaar-paberkogu" in ran.out


def test_the_bar_counts_documents(
    root: Path, papers: Papers, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    capsys.readouterr()
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda _: True, raising=False)
    times = iter(range(0, 1000, 2))
    monkeypatch.setattr("jdflow.cli.progress.time.monotonic", lambda: float(next(times)))
    ran = jdflow(capsys, "-C", root, "--lang", "en", "import", papers("a.txt"), papers("b.txt", NEWER))
    assert "documents ████████████░░░░░░░░░░░░ 1/2" in ran.err


WAITING = """
import sys, time
from pathlib import Path
from jdflow.app.importing import Batch
from jdflow.cli import main

def wait(batch, path):
    path.with_suffix(".here").touch()
    time.sleep(3600)

Batch._of = wait
sys.exit(main())
"""


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="no process of its own for each document here")
def test_an_interrupted_run_leaves_nothing_half_written_and_nothing_running(root: Path, papers: Papers) -> None:
    paper = papers("a.txt")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    command = [sys.executable, "-c", WAITING, "-C", str(root), "import", str(paper)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        while not paper.with_suffix(".here").exists():
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        process.communicate()
    assert process.returncode == 130
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def agency(papers: Papers, number: int = 4) -> list[Path]:
    """Documents of different units that have much in common; one has a slip."""
    several = []
    for at in range(number):
        text = CLASSIC.replace("hoidlate talitus", f"{'abcd'[at]}-talitus").replace("Arhivaar", f"Arhivaar {at}", 1)
        several.append(
            papers(f"{at}.txt", text.replace("kogude terviklikkuse", "kogude tervikllkkuse") if at == 3 else text)
        )
    return several


def test_what_several_documents_say_is_told_and_nothing_is_made_of_it(
    root: Path, bring: Import, papers: Papers
) -> None:
    several = agency(papers)
    ran = bring(*several)
    assert "What several documents say and no shared block does:" in ran.out
    assert re.search(r"^responsibilities/kogude-terviklikkuse-eest +4 +1 +2 ", ran.out, re.MULTILINE)
    assert not (root / "shared/responsibilities").exists()
    told = json.loads(bring("--replace", "--format", "json", *several).out)["proposed_blocks"]
    one = next(block for block in told if block["key"] == "responsibilities/kogude-terviklikkuse-eest")
    assert (one["documents"], one["duty"], one["parts"], one["results"]) == (4, None, [], [])
    assert one["items"][0]["wordings"] == [
        {"text": "kogude terviklikkuse eest", "documents": 3},
        {"text": "kogude tervikllkkuse eest", "documents": 1},
    ]


def test_shared_blocks_are_made_when_asked_and_the_positions_use_them(
    root: Path, tmp_path: Path, bring: Import, papers: Papers, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "aruanne.html"
    ran = bring("--propose-blocks", "--report", report, *agency(papers))
    assert ran.code == 0
    block = root / "shared/responsibilities/kogude-terviklikkuse-eest.yaml"
    assert block.read_text("utf-8").splitlines()[1:] == [
        "# Proposed: documents that say this: 4.",
        "nimi: Kogude terviklikkuse eest",
        "laused:",
        "  # Documents that put it so: 1: “kogude tervikllkkuse eest”",
        "  - kogude terviklikkuse eest",
    ]
    assert "tervikllkkuse" in report.read_text("utf-8")
    positions = [(root / path).read_text("utf-8") for path in new_positions(root)]
    assert len(positions) == 4
    for text in positions:
        assert "- kasuta: responsibilities/kogude-terviklikkuse-eest\n" in text
        assert "- kasuta: duties/kogude-korrastamine\n" in text
        assert "tervikllkkuse eest\n  -" not in text
    assert jdflow(capsys, "-C", root, "check").code == 0
    folders = [root / "shared" / kind for kind in ("responsibilities", "tools")]
    assert jdflow(capsys, "-C", root, "fmt", "--check", *folders).code == 0


def test_a_block_that_is_there_is_never_written_over(root: Path, bring: Import, papers: Papers) -> None:
    there = root / "shared/responsibilities/kogude-terviklikkuse-eest.yaml"
    there.parent.mkdir()
    there.write_text("nimi: Muu\nlaused: [muu eest]\n", "utf-8")
    bring("--propose-blocks", *agency(papers))
    assert there.read_text("utf-8") == "nimi: Muu\nlaused: [muu eest]\n"
    assert there.with_stem("kogude-terviklikkuse-eest-2").is_file()


def test_for_positions_that_are_not_written_no_blocks_are_made(root: Path, bring: Import, papers: Papers) -> None:
    several = agency(papers)
    bring(*several)
    assert bring("--propose-blocks", *several).code == 1
    assert not (root / "shared/responsibilities").exists()


def test_shared_blocks_are_made_in_the_content_only(tmp_path: Path, bring: Import, papers: Papers) -> None:
    ran = bring("--propose-blocks", "--out", tmp_path / "valja", *agency(papers))
    assert (ran.code, ran.out) == (2, "")
    assert not (tmp_path / "valja").exists()
