"""`jdflow init`: a new content repository."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from jdflow.app.check import check
from jdflow.app.init import starter
from jdflow.app.schema import stale_schemas
from jdflow.intake.snapshot import Worktree
from tests.command import git, jdflow
from tests.support import TODAY

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")
links = pytest.mark.skipif(os.name == "nt", reason="links need privileges here")


def assert_whole(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The folder holds the starter, which is in order."""
    written = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }
    assert written == starter()
    for verb in (("check", "--strict"), ("fmt", "--check"), ("schema", "--check")):
        ran = jdflow(capsys, "-C", folder, "--today", "2026-11-20", *verb)
        assert ran.code == 0, ran.out + ran.err


def test_a_new_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "uus" / "amet"
    ran = jdflow(capsys, "--lang", "en", "init", folder)
    assert ran.code == 0
    assert ran.out.splitlines() == list(starter())
    assert ran.err == f"Next: fill in shared/settings.yaml, then run `jdflow -C {folder} check`.\n"
    assert git(folder, "symbolic-ref", "HEAD").strip() == "refs/heads/main"
    assert_whole(folder, capsys)
    # Nothing is left over from writing.
    assert list(folder.rglob("*.tmp")) == []
    assert git(folder, "status", "--porcelain", "--ignored", "-uall").count("\n") == len(starter())


def test_the_first_commit_passes_its_own_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jdflow(capsys, "init", tmp_path).code == 0
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "Algus")
    assert set(git(tmp_path, "ls-files", "-z").split("\0")) == {*starter(), ""}
    for verb in (("check", "--strict", "--base", "HEAD"), ("fmt", "--check"), ("schema", "--check"), ("doctor",)):
        ran = jdflow(capsys, "-C", tmp_path, "--today", "2026-11-20", *verb)
        assert ran.code == 0, ran.out + ran.err
    assert jdflow(capsys, "-C", tmp_path, "--today", "2026-11-20", "build").code == 0
    assert git(tmp_path, "status", "--porcelain") == ""


def test_a_folder_named_from_the_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "-q", "-C", tmp_path, "init", "amet")
    assert (ran.code, ran.err) == (0, "")
    assert (tmp_path / "amet/shared/settings.yaml").is_file()
    ran = jdflow(capsys, "-C", tmp_path, "init", "teine")
    assert f"jdflow -C {tmp_path / 'teine'} check" in ran.err


@pytest.mark.parametrize("repository", [False, True])
def test_an_empty_folder(*, repository: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if repository:
        git(tmp_path, "init", "--quiet", "--initial-branch", "trunk")
    assert jdflow(capsys, "-C", tmp_path, "init", ".").code == 0
    branch = git(tmp_path, "symbolic-ref", "HEAD").strip()
    assert branch == ("refs/heads/trunk" if repository else "refs/heads/main")
    assert_whole(tmp_path, capsys)


@pytest.mark.parametrize("name", ["fail.txt", ".peidetud", "positions/"])
def test_a_folder_that_holds_something(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / name
    path.mkdir() if name.endswith("/") else path.touch()
    ran = jdflow(capsys, "--lang", "en", "init", tmp_path)
    assert ran == (2, "", f"jdflow: “{tmp_path}” is not empty; name a new folder.\n")
    assert list(tmp_path.iterdir()) == [path]


def test_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jdflow(capsys, "init", tmp_path).code == 0
    assert jdflow(capsys, "init", tmp_path).code == 2


@links
@pytest.mark.parametrize("target", ["tyhi", "puudub"])
def test_a_link(target: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tyhi").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / target)
    ran = jdflow(capsys, "init", tmp_path / "link")
    assert (ran.code, ran.out) == (2, "")
    assert list((tmp_path / "tyhi").iterdir()) == []
    assert not (tmp_path / "puudub").exists()


def test_a_file_in_the_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "fail").write_text("mine", "utf-8")
    assert jdflow(capsys, "init", tmp_path / "fail").code == 2
    ran = jdflow(capsys, "--lang", "en", "init", tmp_path / "fail" / "amet")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("jdflow: The system refuses: ")
    assert (tmp_path / "fail").read_text("utf-8") == "mine"


def test_without_git_the_files_are_there_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = jdflow(capsys, "--lang", "en", "init", tmp_path / "amet")
    assert ran.code == 0
    assert ran.err.splitlines()[1:] == [
        "Git is not installed, so no history is kept yet; install it and run `git init` in the folder."
    ]
    assert check(Worktree(tmp_path / "amet"), TODAY).problems == []
    assert stale_schemas(tmp_path / "amet") == []
    assert not (tmp_path / "amet/.git").exists()


def test_what_git_has_leaked_does_not_mislead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "muu").mkdir()
    git(tmp_path / "muu", "init", "--quiet")
    before = sorted((tmp_path / "muu").rglob("*"))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "muu/.git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "muu"))
    assert jdflow(capsys, "init", tmp_path / "amet").code == 0
    assert (tmp_path / "amet/.git/HEAD").is_file()
    assert sorted((tmp_path / "muu").rglob("*")) == before
