"""Names of people: put into documents from a file that Git ignores, and kept out of all else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.app.history import OWN, Chronicle
from tests.command import git, jdflow
from tests.word.tools import read_back

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")

BOTH = "tunnus;nimi\nnaidis;Mari Maasikas\nnaidis;Jüri Õis\n"
ONE = "tunnus,nimi\nnaidis,Mari Maasikas\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    chronicle = Chronicle(tmp_path / "repo")
    chronicle.commit({".gitignore": "inimesed.csv\ndist/\n"})
    return chronicle.root


def people(root: Path, text: str | bytes = ONE, name: str = "inimesed.csv") -> Path:
    path = root / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def made(root: Path, folder: str = "dist") -> list[str]:
    return sorted(path.name for path in (root / folder).glob("*.docx"))


def test_each_person_gets_a_document_and_none_is_named_outside_it(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = jdflow(capsys, "-C", root, "render", "--people", people(root, BOTH))
    assert ran.code == 0, ran.err
    assert made(root) == ["naidis_2026-03-01_1.docx", "naidis_2026-03-01_2.docx"]
    first, second = (read_back(root / "dist" / name) for name in made(root))
    assert "Mari Maasikas" in first
    assert "Jüri Õis" not in first
    assert "Jüri Õis" in second
    manifest = (root / "dist" / "manifest.json").read_text("utf-8")
    assert manifest.count('"id": "naidis"') == 2
    for text in (manifest, ran.out, ran.err, *made(root)):
        assert "Maasikas" not in text
        assert "Õis" not in text


def test_one_person_needs_no_number(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jdflow(capsys, "-C", root, "render", "--people", people(root)).code == 0
    assert made(root) == ["naidis_2026-03-01.docx"]


def test_a_position_asked_for_that_nobody_holds_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    juhataja = root / "positions/juhataja.yaml"
    juhataja.write_text(f"kehtiv_alates: 2026-03-01\n{juhataja.read_text('utf-8')}", encoding="utf-8")
    git(root, "commit", "--quiet", "--all", "--message", "Juhataja")
    ran = jdflow(capsys, "--lang", "en", "-C", root, "render", "juhataja", "naidis", "--people", people(root))
    assert ran.code == 1
    assert "“juhataja” was not made: the file of people names nobody for it" in ran.err
    assert made(root) == ["naidis_2026-03-01.docx"]


def test_a_file_that_git_could_take_in_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "--lang", "en", "-C", root, "render", "--people", people(root, name="nimed.csv"))
    assert ran.code == 2
    assert "Git does not ignore" in ran.err
    assert ".gitignore" in ran.err
    assert not (root / "dist").exists()


def test_a_file_outside_the_repository_is_taken(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jdflow(capsys, "-C", root, "render", "--people", people(tmp_path)).code == 0
    assert made(root) == ["naidis_2026-03-01.docx"]


def test_a_new_folder_for_documents_with_names_tells_git_to_ignore_it(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = jdflow(capsys, "-C", root, "render", "--people", people(root), "--out", root / "valmis")
    assert ran.code == 0, ran.err
    assert made(root, "valmis") == ["naidis_2026-03-01.docx"]
    assert (root / "valmis" / ".gitignore").read_text("utf-8") == "*\n"


def test_a_folder_with_other_files_in_it_takes_no_names(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "--lang", "en", "-C", root, "render", "--people", people(root), "--out", root)
    assert ran.code == 2
    assert "--out" in ran.err
    assert made(root, ".") == []
    assert (root / ".gitignore").read_text("utf-8") == "inimesed.csv\ndist/\n"


def test_what_is_wrong_with_the_file_is_told_row_by_row(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = people(root, "tunnus,nimi\n=cmd|x,Mari\nnaidis,Mari 3\n,Mari\n")
    ran = jdflow(capsys, "--lang", "en", "-C", root, "render", "--people", bad)
    assert ran.code == 1
    assert [line.split(": ")[1] for line in ran.err.splitlines()[:3]] == ["Row 2", "Row 3", "Row 4"]
    assert not (root / "dist").exists()


def test_an_id_that_is_not_there_is_told_with_a_guess(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "--lang", "en", "-C", root, "render", "--people", people(root, "tunnus,nimi\nnaidiss,Mari\n"))
    assert ran.code == 2
    assert "Did you mean “naidis”?" in ran.err


def test_a_file_as_excel_saves_it_is_read_and_said_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = people(root, "Tunnus;Nimi\r\nnaidis;Jüri Õis\r\n".encode("cp1257"))
    ran = jdflow(capsys, "--lang", "en", "-C", root, "render", "--people", file)
    assert ran.code == 0
    assert "Windows-1257" in ran.err
    assert "Jüri Õis" in read_back(root / "dist" / "naidis_2026-03-01.docx")


def test_drafts_with_names_lie_apart(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / OWN).write_text((root / OWN).read_text("utf-8").replace("korras", "leitavad"), encoding="utf-8")
    assert jdflow(capsys, "-C", root, "render", "--worktree", "--people", people(root)).code == 0
    assert made(root) == []
    assert made(root, "dist/mustand") == ["naidis_2026-03-01.docx"]
