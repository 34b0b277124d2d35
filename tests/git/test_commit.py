"""A commit without changes: made on the branch that was looked at, or refused with nothing touched."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from jdflow.git import Damaged, UnknownRevision, open_repository
from jdflow.git.commit import (
    Bare,
    Detached,
    Locked,
    Moved,
    Nameless,
    NotRecorded,
    Staged,
    Unborn,
    Unfinished,
    Unsigned,
    record,
)
from jdflow.git.history import main_line, merge_base
from tests.command import git, repository
from tests.git.graph import Graph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from git import Repo

pytestmark = pytest.mark.needs("git")
MESSAGE = "Üle vaadatud: naidis\n\nUlevaadatud: naidis\n"


@pytest.fixture
def top(tmp_path: Path) -> Path:
    folder = tmp_path / "top"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / name).write_text("1\n", "utf-8")
    repository(folder)
    return folder


@pytest.fixture
def opened(top: Path) -> Iterator[Repo]:
    found = open_repository(top)
    yield found
    found.close()


def head(top: Path) -> str:
    return git(top, "rev-parse", "HEAD").strip()


def state(top: Path) -> tuple[str, str, bytes, list[str]]:
    """All that a refusal must leave as it was; objects of which no branch knows are none of it."""
    files = [
        path for path in (top / ".git").rglob("*") if "objects" not in path.parts and path.name != "COMMIT_EDITMSG"
    ]
    return (
        git(top, "for-each-ref"),
        git(top, "status", "--porcelain"),
        (top / ".git/index").read_bytes() if (top / ".git/index").exists() else b"",
        sorted(str(path) for path in files),
    )


@contextmanager
def untouched(
    top: Path, expected: type[NotRecorded], words: str | None = None
) -> Iterator[pytest.ExceptionInfo[NotRecorded]]:
    before = state(top)
    with pytest.raises(expected, match=words) as raised:
        yield raised
    assert state(top) == before


# -- made --------------------------------------------------------------------------------------------------------------


def test_a_commit_says_what_it_is_told_and_changes_nothing(top: Path, opened: Repo) -> None:
    before = head(top)
    made = record(opened, MESSAGE, before)
    assert head(top) == made
    newest, _ = main_line(opened, made)
    assert (newest.message, newest.author, newest.parents, newest.changes) == (MESSAGE, "Test", (before,), ())
    assert git(top, "symbolic-ref", "HEAD").strip() == "refs/heads/main"
    for log in ("HEAD", "main"):
        assert git(top, "reflog", "-1", "--format=%gs", log).strip() == "commit: Üle vaadatud: naidis"
    assert record(opened, "Veel", made) == head(top)


def test_what_is_not_committed_stays(top: Path, opened: Repo) -> None:
    (top / "a").write_text("2\n", "utf-8")
    (top / "b").unlink()
    (top / "uus").touch()
    before = git(top, "status", "--porcelain")
    made = record(opened, MESSAGE, head(top))
    assert git(top, "status", "--porcelain") == before == " M a\n D b\n?? uus\n"
    assert git(top, "diff", made + "~", made) == ""


@pytest.mark.parametrize(
    "message",
    ["# märkus\n", "--amend\n", "a\r\n\n\n\nb\n\n", "x" * 300_000 + "\n", "%x00\n", "@-\n"],
    ids=lambda message: ascii(message[:10]),
)
def test_a_message_is_data(message: str, top: Path, opened: Repo) -> None:
    newest, _ = main_line(opened, record(opened, message, head(top)))
    assert newest.message == message


def test_a_message_may_hold_what_is_no_letter(top: Path, opened: Repo) -> None:
    newest, _ = main_line(opened, record(opened, "a\udcffb", head(top)))
    assert newest.message == "a?b\n"


def test_a_linked_work_tree_has_its_own_branch(top: Path, tmp_path: Path) -> None:
    git(top, "worktree", "add", "--quiet", "-b", "teine", str(tmp_path / "teine"))
    before = head(top)
    linked = open_repository(tmp_path / "teine")
    made = record(linked, MESSAGE, before)
    linked.close()
    assert head(tmp_path / "teine") == git(top, "rev-parse", "teine").strip() == made
    assert head(top) == before


def test_who_makes_it_may_be_told_by_the_environment(top: Path, opened: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Mari Õun")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "mari@example.org")
    git(top, "config", "user.email", "")
    newest, _ = main_line(opened, record(opened, MESSAGE, head(top)))
    assert newest.author == "Mari Õun"


def test_hooks_about_content_have_nothing_to_say(top: Path, opened: Repo) -> None:
    for name in ("pre-commit", "commit-msg", "post-commit"):
        hook = top / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch {top}/ran\nexit 1\n", "utf-8")
        hook.chmod(0o755)
    assert record(opened, MESSAGE, head(top)) == head(top)
    assert not (top / "ran").exists()


@pytest.mark.needs("ssh-keygen")
def test_a_commit_is_signed_where_settings_ask_for_it(top: Path, opened: Repo, tmp_path: Path) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    for name, value in (("commit.gpgSign", "true"), ("gpg.format", "ssh"), ("user.signingKey", str(key))):
        git(top, "config", name, value)
    made = record(opened, MESSAGE, head(top))
    assert "-----BEGIN SSH SIGNATURE-----" in git(top, "cat-file", "commit", made)
    key.unlink()
    with untouched(top, Unsigned):
        record(opened, MESSAGE, made)


# -- refused -----------------------------------------------------------------------------------------------------------


def test_changes_in_the_index(top: Path, opened: Repo) -> None:
    (top / "a").write_text("2\n", "utf-8")
    git(top, "add", "a")
    git(top, "rm", "--quiet", "b")
    (top / "õ\n").touch()
    git(top, "add", "--intent-to-add", "õ\n")
    with untouched(top, Staged) as staged:
        record(opened, MESSAGE, head(top))
    assert isinstance(staged.value, Staged)
    assert staged.value.paths == ("a", "b")


def conflict(top: Path) -> None:
    git(top, "checkout", "--quiet", "-b", "teine")
    (top / "a").write_text("2\n", "utf-8")
    git(top, "commit", "--quiet", "-am", "Teine")
    git(top, "checkout", "--quiet", "main")
    (top / "a").write_text("3\n", "utf-8")
    git(top, "commit", "--quiet", "-am", "Main")


def attempt(top: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=top, check=False, capture_output=True)


@pytest.mark.parametrize("work", ["merge", "rebase", "cherry-pick", "revert", "bisect"])
def test_work_that_is_not_finished(work: str, top: Path, opened: Repo) -> None:
    conflict(top)
    attempt(top, *{"revert": ["revert", "HEAD~"], "bisect": ["bisect", "start"]}.get(work, [work, "teine"]))
    with untouched(top, Unfinished, work):
        record(opened, MESSAGE, head(top))


def test_no_branch(top: Path, opened: Repo) -> None:
    git(top, "checkout", "--quiet", "--detach")
    with untouched(top, Detached):
        record(opened, MESSAGE, head(top))


def test_no_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    opened = open_repository(tmp_path)
    with untouched(tmp_path, Unborn, "refs/heads/main"):
        record(opened, MESSAGE, "1" * 40)
    opened.close()


def test_no_work_tree(top: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(top), "bare")
    opened = open_repository(tmp_path / "bare")
    with pytest.raises(Bare):
        record(opened, MESSAGE, head(top))
    opened.close()
    assert head(tmp_path / "bare") == head(top)


@pytest.mark.parametrize("missing", ["name", "email"])
def test_nobody(missing: str, top: Path, opened: Repo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.write_text({"name": "[user]\nemail = x@example.org\n", "email": "[user]\nname = X\n"}[missing], "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.delenv("EMAIL", raising=False)
    with untouched(top, Nameless, missing):
        record(opened, MESSAGE, head(top))


@pytest.mark.parametrize("lock", ["index.lock", "HEAD.lock", "refs/heads/main.lock"])
def test_another_program_at_work(lock: str, top: Path, opened: Repo) -> None:
    (top / ".git" / lock).touch()
    with untouched(top, Locked) as locked:
        record(opened, MESSAGE, head(top))
    assert isinstance(locked.value, Locked)
    assert locked.value.path == str(top / ".git" / lock)


def test_a_branch_that_has_moved(top: Path, opened: Repo) -> None:
    before = head(top)
    git(top, "commit", "--quiet", "--allow-empty", "-m", "Vahepeal")
    with untouched(top, Moved, head(top)):
        record(opened, MESSAGE, before)


def test_a_branch_that_moves_at_the_last_moment(top: Path, opened: Repo, tmp_path: Path) -> None:
    before = head(top)
    # While this commit is being signed, somebody makes another.
    signs = tmp_path / "signs"
    signs.write_text(
        "#!/bin/sh\ncat > signed\ngit -c commit.gpgSign=false commit --quiet --allow-empty -m Vahepeal\n"
        "printf 'x\\n[GNUPG:] SIG_CREATED x\\n' >&2\necho signature\n",
        "utf-8",
    )
    signs.chmod(0o755)
    git(top, "config", "commit.gpgSign", "true")
    git(top, "config", "gpg.program", str(signs))
    with pytest.raises(Moved) as moved:
        record(opened, MESSAGE, before)
    assert str(moved.value) == head(top)
    assert git(top, "log", "-1", "--format=%s").strip() == "Vahepeal"
    assert (top / "signed").read_text("utf-8").endswith(MESSAGE)


def test_what_git_does_not_take(top: Path, opened: Repo) -> None:
    with untouched(top, NotRecorded, "NUL"):
        record(opened, "a\0b", head(top))


def test_a_hook_of_the_branch_may_refuse(top: Path, opened: Repo) -> None:
    hook = top / ".git/hooks/reference-transaction"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    with untouched(top, NotRecorded, "hook"):
        record(opened, MESSAGE, head(top))


# -- in common ---------------------------------------------------------------------------------------------------------


def test_what_two_have_in_common(tmp_path: Path) -> None:
    graph = Graph(tmp_path / "graph")
    root = graph.commit("x", {})
    one, other, alien = graph.commit("a", {}, [root]), graph.commit("b", {}, [root]), graph.commit("u", {})
    opened = open_repository(graph.folder)
    assert merge_base(opened, one, other) == merge_base(opened, root, other) == root
    assert merge_base(opened, one, one) == one
    assert merge_base(opened, one, alien) is None
    with pytest.raises(UnknownRevision):
        merge_base(opened, one, "--all")
    graph.spoil(root, broken=False)
    with pytest.raises(Damaged, match=root):
        merge_base(opened, one, other)
    opened.close()
