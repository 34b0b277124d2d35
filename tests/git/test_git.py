"""The room of Git: repositories found, states of the environment told, revisions taken as data."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import pytest

from jdflow.calendar import day_of
from jdflow.git import (
    Damaged,
    NoRepository,
    Refused,
    UnknownRevision,
    git_version,
    is_shallow,
    make_repository,
    open_repository,
)
from jdflow.git.history import LATEST, main_line
from jdflow.git.tree import INDEX, tree_of
from tests.command import git, repository
from tests.git.graph import Graph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from git import Repo

pytestmark = pytest.mark.needs("git")


@pytest.fixture
def top(tmp_path: Path) -> Path:
    folder = tmp_path / "top"
    (folder / "sees").mkdir(parents=True)
    (folder / "sees/a b õ.txt").write_bytes(b"esimene")
    (folder / "b.txt").write_bytes(bytes(range(256)) * 300)
    return repository(folder)


@pytest.fixture
def opened(top: Path) -> Iterator[Repo]:
    found = open_repository(top / "sees")
    yield found
    found.close()


def test_the_repository_around_a_folder(top: Path, opened: Repo) -> None:
    assert opened.working_dir == str(top)


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    for folder in (tmp_path, tmp_path / "puudub"):
        with pytest.raises(NoRepository):
            open_repository(folder)


@pytest.mark.parametrize("name", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"])
def test_what_the_environment_leaks_is_cleared(
    name: str, top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "muu"
    other.mkdir()
    (other / "muu.txt").touch()
    repository(other)
    monkeypatch.setenv(name, str(other / ".git" if name == "GIT_DIR" else other))
    opened = open_repository(top)
    assert opened.working_dir == str(top)
    assert sorted(tree_of(opened, INDEX).files) == sorted(tree_of(opened, "HEAD").files) == ["b.txt", "sees/a b õ.txt"]
    assert name not in os.environ
    opened.close()


def test_what_a_caller_sets_on_purpose_stays(top: Path) -> None:
    open_repository(top).close()
    assert os.environ["GIT_CONFIG_NOSYSTEM"] == "1"
    assert "GIT_CONFIG_GLOBAL" in os.environ


def test_bytes_come_as_they_are(top: Path, opened: Repo) -> None:
    for revision in (INDEX, "HEAD"):
        tree = tree_of(opened, revision)
        assert tree.read("b.txt", 10**6) == (top / "b.txt").read_bytes()
        assert tree.read("b.txt", 10) == bytes(range(10))
        assert tree.read("sees/a b õ.txt", 10**6) == b"esimene"
        assert dict(tree.modes("sees/")) == {"sees/a b õ.txt": "100644"}


def test_index_and_commit_part_ways(top: Path, opened: Repo) -> None:
    (top / "b.txt").write_bytes(b"teine")
    git(top, "add", "b.txt")
    (top / "b.txt").write_bytes(b"kolmas")
    git(top, "rm", "--quiet", "--cached", "sees/a b õ.txt")
    assert tree_of(opened, INDEX).read("b.txt", 10) == b"teine"
    assert list(tree_of(opened, INDEX).files) == ["b.txt"]
    assert tree_of(opened, "HEAD").read("b.txt", 3) == bytes(range(3))


@pytest.mark.parametrize("broken", [False, True])
def test_a_file_that_is_not_there_leaves_the_others(*, broken: bool, tmp_path: Path) -> None:
    graph = Graph(tmp_path / "graph")
    commit = graph.commit("x", {"a": b"1" * 9, "b": b"2" * 9, "c": b"3" * 9})
    opened = open_repository(graph.folder)
    tree = tree_of(opened, commit)
    name = tree.files["b"][1]
    graph.spoil(name, broken=broken)
    assert tree.read("a", 10) == b"1" * 9
    for _ in range(2):
        with pytest.raises(Damaged, match=name) as damaged:
            tree.read("b", 10)
        assert damaged.value.object == name
        assert tree.read("c", 3) == b"3" * 3
    opened.close()


def test_a_file_that_is_cut_off_leaves_the_others(tmp_path: Path) -> None:
    graph = Graph(tmp_path / "graph")
    noise = b"".join(number.to_bytes(4) for number in range(100_000))
    commit = graph.commit("x", {"a": noise, "b": b"2"})
    graph.git("config", "core.bigFileThreshold", "1k")
    opened = open_repository(graph.folder)
    tree = tree_of(opened, commit)
    name = tree.files["a"][1]
    graph.cut(name)
    for _ in range(2):
        with pytest.raises(Damaged, match=name):
            tree.read("a", len(noise))
        assert tree.read("b", 10) == b"2"
    opened.close()


def test_files_that_git_cannot_list(tmp_path: Path) -> None:
    graph = Graph(tmp_path / "graph")
    commit = graph.commit("x", {"a": b"1"})
    tree = graph.git("rev-parse", f"{commit}^{{tree}}")
    graph.spoil(tree, broken=False)
    opened = open_repository(graph.folder)
    with pytest.raises(Refused):
        tree_of(opened, commit)
    opened.close()


@pytest.mark.parametrize("revision", ["HEAD", "main", "v1", "HEAD~0", "{commit}", "{short}"])
def test_revisions(revision: str, top: Path, opened: Repo) -> None:
    git(top, "tag", "--annotate", "--message", "One", "v1")
    commit = git(top, "rev-parse", "HEAD").strip()
    tree = tree_of(opened, revision.format(commit=commit, short=commit[:8]))
    assert sorted(tree.files) == ["b.txt", "sees/a b õ.txt"]


@pytest.mark.parametrize(
    "revision",
    [
        "puudub",
        "",
        "--help",
        "--output=x",
        "HEAD:b.txt",
        "HEAD^{tree}",
        "-",
        "HEAD..HEAD",
        "^HEAD",
        "\x1b",
        "a\nb",
        "a\0b",
    ],
)
def test_what_is_no_revision(revision: str, top: Path, opened: Repo) -> None:
    before = sorted(top.iterdir())
    with pytest.raises(UnknownRevision):
        tree_of(opened, revision)
    assert sorted(top.iterdir()) == before


def test_an_empty_repository(tmp_path: Path) -> None:
    make_repository(tmp_path)
    opened = open_repository(tmp_path)
    assert tree_of(opened, INDEX).files == {}
    with pytest.raises(UnknownRevision):
        tree_of(opened, "HEAD")
    assert not is_shallow(opened)
    opened.close()


def test_shallow(top: Path, tmp_path: Path, opened: Repo) -> None:
    assert not is_shallow(opened)
    git(top, "commit", "--quiet", "--allow-empty", "--message", "Another")
    git(tmp_path, "clone", "--quiet", "--depth", "1", top.as_uri(), "shallow")
    shallow = open_repository(tmp_path / "shallow")
    assert is_shallow(shallow)
    shallow.close()


def test_a_repository_that_git_refuses(top: Path, opened: Repo) -> None:
    (top / ".git/config").write_text("[core\n", "utf-8")
    with pytest.raises(Refused, match=r"\A[^'\n]+config[^'\n]*\Z"):
        is_shallow(opened)


def test_the_version_of_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = git(tmp_path, "--version")
    version = git_version()
    assert version
    assert ".".join(map(str, version)) in said
    monkeypatch.setenv("PATH", str(tmp_path))
    assert git_version() is None
    with pytest.raises(NoRepository):
        make_repository(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_repository_is_made_with_a_main_branch(tmp_path: Path) -> None:
    make_repository(tmp_path / "uus")
    assert (tmp_path / "uus/.git/HEAD").read_text("utf-8") == "ref: refs/heads/main\n"


def test_where_git_does_not_make_one(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("ei ole", "utf-8")
    with pytest.raises(Refused, match=r"^invalid gitfile format"):
        make_repository(tmp_path)


def test_a_moment_that_no_calendar_has_is_the_last_one_there_is(top: Path, opened: Repo) -> None:
    tree = git(top, "write-tree").strip()
    who = "x <x@example.org>"
    (top / "commit").write_bytes(
        f"tree {tree}\nauthor {who} 0 +0000\ncommitter {who} 99999999999999 +0000\n\nKauge\n".encode()
    )
    commit = git(top, "hash-object", "-t", "commit", "-w", "--literally", "commit").strip()
    [step] = main_line(opened, commit)
    assert step.seconds == LATEST
    assert day_of(step.seconds) > date(9900, 1, 1)
