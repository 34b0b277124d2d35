"""`jdflow init`: a new content repository."""

from __future__ import annotations

import errno
import os
import re
import shlex
import shutil
from importlib.metadata import PackageNotFoundError
from typing import TYPE_CHECKING

import pytest

from jdflow.app.check import check
from jdflow.app.init import init, starter
from jdflow.app.schema import stale_schemas
from jdflow.deliver.files import write_within
from jdflow.intake.snapshot import Worktree
from tests.command import git, jdflow
from tests.support import TODAY

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")
links = pytest.mark.skipif(os.name == "nt", reason="links need privileges here")


def assert_whole(folder: Path, capsys: pytest.CaptureFixture[str], forge: str = "github") -> None:
    """The folder holds the starter, which is in order."""
    written = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }
    assert written == starter(forge)
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


def test_a_new_folder_for_gitlab(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "init", "--forge", "gitlab", tmp_path)
    assert (ran.code, ran.out.splitlines()) == (0, list(starter("gitlab")))
    assert_whole(tmp_path, capsys, "gitlab")
    assert (tmp_path / ".gitlab-ci.yml").is_file()
    assert not (tmp_path / ".github").exists()


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_the_first_commit_passes_its_own_checks(forge: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jdflow(capsys, "init", "--forge", forge, tmp_path).code == 0
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "Algus")
    assert set(git(tmp_path, "ls-files", "-z").split("\0")) == {*starter(forge), ""}
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
    ran = jdflow(capsys, "--lang", "en", "init", tmp_path / "link")
    assert ran == (2, "", f"jdflow: “{tmp_path / 'link'}” is not a folder; name a new one.\n")
    assert list((tmp_path / "tyhi").iterdir()) == []
    assert not (tmp_path / "puudub").exists()


def test_a_file_in_the_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "fail").write_text("mine", "utf-8")
    ran = jdflow(capsys, "--lang", "en", "init", tmp_path / "fail")
    assert ran == (2, "", f"jdflow: “{tmp_path / 'fail'}” is not a folder; name a new one.\n")
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


def test_git_that_makes_no_repository_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "config"
    bad.write_text("[core\n", "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(bad))
    ran = jdflow(capsys, "--lang", "en", "init", tmp_path / "amet")
    assert (ran.code, ran.out.splitlines()) == (0, list(starter()))
    note = ran.err.splitlines()[-1]
    assert note.startswith("Git does not make a repository: ")
    assert "bad config" in note


@pytest.mark.parametrize(("forge", "name"), [("github", "GitHub"), ("gitlab", "GitLab")])
def test_inside_another_repository_none_is_made(
    forge: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(tmp_path, "init", "--quiet")
    ran = jdflow(capsys, "--lang", "en", "init", "--forge", forge, tmp_path / "personal/amet")
    assert ran.code == 0
    assert ran.err.splitlines()[-1] == (
        f"The folder lies in the repository “{tmp_path}”, which may keep it, but {name} finds workflows only at a "
        "repository's top; for one of its own run `git init` in the folder."
    )
    assert not (tmp_path / "personal/amet/.git").exists()
    git(tmp_path, "add", "--all")
    kept = {path for path in git(tmp_path, "ls-files", "-z").split("\0") if path}
    assert kept == {f"personal/amet/{path}" for path in starter(forge)}
    assert jdflow(capsys, "-C", tmp_path / "personal/amet", "check").code == 0


@pytest.mark.skipif(os.name == "nt", reason="another shell quotes in another way")
def test_the_next_command_can_be_copied_whatever_the_folder_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = jdflow(capsys, "--lang", "en", "init", "meie amet $(õäöü)")
    [command] = re.findall("`jdflow (.*)`", ran.err)
    assert jdflow(capsys, *shlex.split(command)).code == 0


@pytest.mark.parametrize("ended", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_what_cannot_be_finished_leaves_nothing_behind(
    ended: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").mkdir()
    count = 0

    def write(root: Path, path: str, data: bytes) -> None:
        nonlocal count
        count += 1
        if count == 40:
            raise ended
        write_within(root, path, data)

    monkeypatch.setattr("jdflow.app.init.write_within", write)
    for folder in (tmp_path / "mine", tmp_path / "uus/sügav/amet"):
        count = 0
        with pytest.raises(type(ended)):
            init(folder)
        assert count == 40
    assert list(tmp_path.rglob("*")) == [tmp_path / "mine"]


def test_no_right_to_write(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def write(_root: Path, path: str, _data: bytes) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)

    monkeypatch.setattr("jdflow.app.init.write_within", write)
    ran = jdflow(capsys, "--lang", "en", "init", tmp_path / "amet")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("jdflow: The system refuses: ")
    assert not (tmp_path / "amet").exists()


def test_an_update_replaces_what_is_not_the_agencys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jdflow(capsys, "init", tmp_path).code == 0
    assert jdflow(capsys, "--lang", "en", "init", "--update", tmp_path) == (
        0,
        "",
        "Everything is up to date already.\n",
    )
    old = ".github/actions/jdflow/jdflow-0.0.9-py3-none-any.whl"
    [new] = [path for path in starter() if path.endswith(".whl")]
    (tmp_path / new).rename(tmp_path / old)
    (tmp_path / ".github/workflows/remind.yml").unlink()
    for path in (".github/actions/jdflow/requirements.txt", ".github/workflows/render.yml", "shared/schema/tools.json"):
        (tmp_path / path).write_text("old\n", "utf-8")
    mine = (".github/CODEOWNERS", "README.md", "shared/settings.yaml", ".github/workflows/oma.yml")
    for path in mine:
        (tmp_path / path).write_text("mine\n", "utf-8")
    ran = jdflow(capsys, "--lang", "en", "init", "--update", tmp_path)
    assert (ran.code, ran.err) == (0, "Look at what changed (`git diff --stat`), then commit it on a branch.\n")
    assert ran.out.splitlines() == [
        new,
        ".github/actions/jdflow/requirements.txt",
        ".github/workflows/remind.yml",
        ".github/workflows/render.yml",
        "shared/schema/tools.json",
        f"- {old}",
    ]
    for path in mine:
        assert (tmp_path / path).read_text("utf-8") == "mine\n"
        (tmp_path / path).unlink()
    written = {path: data for path, data in starter().items() if path not in mine}
    assert {path: (tmp_path / path).read_bytes() for path in written} == written
    assert not (tmp_path / old).exists()


def test_an_update_adds_what_another_forge_needs_and_keeps_what_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert jdflow(capsys, "init", tmp_path).code == 0
    (tmp_path / ".gitlab-ci.yml").write_text("mine\n", "utf-8")
    ran = jdflow(capsys, "init", "--update", "--forge", "gitlab", tmp_path)
    added = {path for path in starter("gitlab") if path.startswith(".gitlab")} - {".gitlab-ci.yml"}
    assert (ran.code, set(ran.out.splitlines())) == (0, added)
    assert (tmp_path / ".gitlab-ci.yml").read_text("utf-8") == "mine\n"
    (tmp_path / ".gitlab/CODEOWNERS").unlink()
    for path in (".gitlab/jdflow/ci.yml", ".github/workflows/remind.yml"):
        (tmp_path / path).write_text("old\n", "utf-8")
    ran = jdflow(capsys, "init", "--update", tmp_path)
    assert ran.out.splitlines() == [".github/workflows/remind.yml", ".gitlab/jdflow/ci.yml"]


def test_an_update_is_for_a_content_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jdflow(capsys, "init", tmp_path / "amet").code == 0
    for folder in (tmp_path, tmp_path / "amet/shared", tmp_path / "puudub"):
        ran = jdflow(capsys, "--lang", "en", "init", "--update", folder)
        assert ran == (
            2,
            "",
            f"jdflow: “{folder}” is no content repository: it holds no positions/ and shared/.\n",
        )
    assert list(tmp_path.iterdir()) == [tmp_path / "amet"]


@links
def test_an_update_follows_no_links(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jdflow(capsys, "init", tmp_path / "amet").code == 0
    (tmp_path / "mujal").mkdir()
    shutil.rmtree(tmp_path / "amet/.github/workflows")
    (tmp_path / "amet/.github/workflows").symlink_to(tmp_path / "mujal")
    ran = jdflow(capsys, "--lang", "en", "init", "--update", tmp_path / "amet")
    assert (ran.code, ran.out) == (3, "")
    assert list((tmp_path / "mujal").iterdir()) == []


def test_without_its_package_jdflow_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def absent(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("jdflow.app.wheel.distribution", absent)
    ran = jdflow(capsys, "--lang", "en", "init", tmp_path / "amet")
    assert ran == (3, "", "jdflow: jdflow was not installed as a package; install it with pip.\n")
    assert list(tmp_path.iterdir()) == []


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
