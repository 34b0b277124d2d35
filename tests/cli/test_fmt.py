"""`jdflow fmt`: what it writes, what it says, how it ends."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from jdflow.cli.verbs import fmt as verb
from tests.command import Ran, jdflow
from tests.support import BASE, OWN, overlay

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

links = pytest.mark.skipif(os.name == "nt", reason="links need another system")

MESSY = "teenistuja: töötaja\nametinimetus: 'Näidis'   # c\n"
CANONICAL = "ametinimetus: Näidis # c\nteenistuja: töötaja\n"


ALL = len(BASE)
SHARED = sum(path.startswith("shared/") for path in BASE)


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """The verb on a repository whose files are all in canonical form."""

    def call(*arguments: str) -> Ran:
        return jdflow(capsys, "-C", root, "--lang", "en", "fmt", *arguments)

    assert call().code == 0
    return call


def test_what_changes_is_written_and_named(root: Path, run: Callable[..., Ran]) -> None:
    (root / OWN).write_text(MESSY, encoding="utf-8")
    assert run() == Ran(0, f"{OWN}\n", f"1 file changed, {ALL - 1} files are in canonical form.\n")
    assert (root / OWN).read_text(encoding="utf-8") == CANONICAL
    assert run() == Ran(0, "", f"{ALL} files are in canonical form.\n")
    assert run("-q") == Ran(0, "", "")


def test_check_writes_nothing(root: Path, run: Callable[..., Ran]) -> None:
    (root / OWN).write_text(MESSY, encoding="utf-8")
    assert run("--check") == Ran(1, f"{OWN}\n", f"1 file would change, {ALL - 1} files are in canonical form.\n")
    assert (root / OWN).read_text(encoding="utf-8") == MESSY
    assert run("--check", "shared") == Ran(0, "", f"{SHARED} files are in canonical form.\n")


def test_check_shows_what_would_change(root: Path, run: Callable[..., Ran]) -> None:
    (root / OWN).write_text(MESSY, encoding="utf-8")
    assert run("--check", "-v").out.splitlines() == [
        OWN,
        f"--- {OWN}",
        f"+++ {OWN}",
        "@@ -1,2 +1,2 @@",
        "+ametinimetus: Näidis # c",
        " teenistuja: töötaja",
        "-ametinimetus: 'Näidis'   # c",
    ]


def test_only_what_is_named(root: Path, run: Callable[..., Ran]) -> None:
    (root / OWN).write_text(MESSY, encoding="utf-8")
    (root / "shared/rights/kaugtoo.yaml").write_text("{nimi: Kaugtöö, tekst: a}\n", encoding="utf-8")
    assert run(str(root / "shared")).out == "shared/rights/kaugtoo.yaml\n"
    assert (root / OWN).read_text(encoding="utf-8") == MESSY
    assert run(str(root)).out == f"{OWN}\n"


def test_what_cannot_be_read_is_left_alone(root: Path, run: Callable[..., Ran]) -> None:
    (root / OWN).write_text("a: 1\na: 2\n", encoding="utf-8")
    (root / "positions/juhataja.yaml").write_text(MESSY, encoding="utf-8")
    ran = run()
    assert ran.code == 1
    assert ran.out == "positions/juhataja.yaml\n"
    assert f"{OWN}:2:1: error JD011" in ran.err
    assert "  2 | a: 2\n" in ran.err
    assert ran.err.endswith(f"1 file changed, 1 file could not be formatted, {ALL - 2} files are in canonical form.\n")
    assert (root / OWN).read_text(encoding="utf-8") == "a: 1\na: 2\n"
    assert "JD011" in run("-q").err


@links
def test_links_and_folders_are_passed_over(root: Path, run: Callable[..., Ran], tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text(MESSY, encoding="utf-8")
    (root / "positions/a.yaml").symlink_to(outside)
    (root / "positions/b.yaml").mkdir()
    for paths in ((), ("positions/a.yaml", "positions/b.yaml")):
        ran = run(*paths)
        assert ran.code == 1
        assert "positions/a.yaml:1:1: error JD003" in ran.err
        assert "positions/b.yaml:1:1: error JD002" in ran.err
    assert outside.read_text(encoding="utf-8") == MESSY


def test_where_nothing_may_be_written(root: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    (root / OWN).write_text(MESSY, encoding="utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(verb, "write_within", refuse)
    assert run() == Ran(3, "", f"jdflow: “{OWN}” cannot be written: Permission denied.\n")


def test_outside_the_repository(run: Callable[..., Ran], tmp_path: Path) -> None:
    assert run(str(tmp_path)).code == 2
    assert run("positions/nowhere.yaml").code == 2


def test_a_new_position_needs_no_formatting(
    root: Path, run: Callable[..., Ran], capsys: pytest.CaptureFixture[str]
) -> None:
    overlay("").on_disk(root)
    assert jdflow(capsys, "-C", root, "new", "uus", "--unit", "andmetalitus", "--relation", "ametnik").code == 0
    assert run("positions/andmetalitus/uus.yaml") == Ran(0, "", "1 file is in canonical form.\n")
