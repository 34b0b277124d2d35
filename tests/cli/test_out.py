"""Where documents may be written: anywhere but into the content itself, and into what belongs to Git."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.cli.agency import Agency
from tests.command import git

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")
links = pytest.mark.skipif(os.name == "nt", reason="links need another system")


@pytest.fixture
def agency(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Agency:
    return Agency(tmp_path / "amet", tmp_path / "välja", capsys)


def files(folder: Path) -> set[str]:
    """Each file below, but for what Git and the program remember."""
    return {path.as_posix() for path in folder.rglob("*") if path.is_file() and "jdflow" not in path.parts}


@pytest.mark.parametrize("verb", ["render", "build"])
@pytest.mark.parametrize(
    "out", ["positions", "positions/dist", "shared", "templates/", "dist/../positions/uus/", "./shared/rights"]
)
def test_nothing_is_made_among_the_content(verb: str, out: str, agency: Agency) -> None:
    agency.out = agency.root / out
    before = files(agency.root)
    ran = agency.run(verb)
    said = (
        f"jdflow: “{agency.out}” lies among the files of the content; name another folder with --out, such as dist.\n"
    )
    assert (ran.code, ran.out, ran.err) == (2, "", said)
    assert files(agency.root) == before


@pytest.mark.parametrize("out", [".git", ".git/dist", "alam/.git/x"])
def test_nothing_is_made_where_git_keeps_its_own(out: str, agency: Agency) -> None:
    agency.out = agency.root / out
    before = files(agency.root)
    ran = agency.render("--worktree")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"jdflow: “{agency.out}” belongs to Git; name another folder with --out, such as dist.\n"
    assert files(agency.root) == before


def test_a_bare_repository_is_gits_too(agency: Agency, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(agency.root), str(tmp_path / "paljas"))
    agency.out = tmp_path / "paljas" / "refs" / "x"
    assert "belongs to Git" in agency.render().err


@links
def test_a_link_does_not_hide_where_the_folder_lies(agency: Agency, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(agency.root / "positions")
    agency.out = tmp_path / "link" / "dist"
    assert agency.render().code == 2


def test_folders_of_these_names_elsewhere_are_free(agency: Agency, tmp_path: Path) -> None:
    agency.out = tmp_path / "positions"
    assert agency.render().code == 0
    agency.out = agency.root / "dist" / "shared"
    assert agency.render().code == 0
