"""Repositories in a bad state: each question is answered or refused in Git's words, and no leak leads elsewhere."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jdflow.git import Damaged, NoRepository, Refused, UnknownRevision, is_shallow, open_repository
from jdflow.git.blobs import read_blobs
from jdflow.git.brought import brought
from jdflow.git.commit import record
from jdflow.git.history import is_ignored, main_line, merge_base, uncommitted
from jdflow.git.partial import fetch_missing, is_partial
from jdflow.git.tree import INDEX, commit_of, tree_of
from tests.command import git
from tests.git.graph import Graph

if TYPE_CHECKING:
    from collections.abc import Callable

    from git import Repo

pytestmark = pytest.mark.needs("git")

QUESTIONS: dict[str, Callable[[Repo], object]] = {
    "shallow": is_shallow,
    "commit": lambda repository: commit_of(repository, "HEAD"),
    "index": lambda repository: tree_of(repository, INDEX),
    "tree": lambda repository: tree_of(repository, "HEAD"),
    "line": lambda repository: list(main_line(repository, "HEAD")),
    "brought": lambda repository: brought(repository, commit_of(repository, "HEAD"), "x"),
    "base": lambda repository: merge_base(repository, "HEAD", "HEAD"),
    "uncommitted": lambda repository: uncommitted(repository, Path(repository.working_dir)),
    "ignored": lambda repository: is_ignored(repository, Path(repository.working_dir, "a")),
    "partial": is_partial,
    "fetch": lambda repository: fetch_missing(repository, ["1" * 40]),
    "blobs": lambda repository: list(read_blobs(repository, ["1" * 40], 1)),
    "record": lambda repository: record(repository, "x", "1" * 40),
}


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    graph = Graph(tmp_path / "top")
    graph.git("update-ref", "refs/heads/main", graph.commit("x", {"a": b"1"}))
    graph.git("reset", "--quiet", "--hard")
    return graph


def refusal(question: Callable[[Repo], object], repository: Repo) -> str | None:
    """In what words it is refused; none where it is answered."""
    try:
        question(repository)
    except (Refused, UnknownRevision) as refused:
        return str(refused)
    return None


@pytest.mark.parametrize(
    ("file", "data", "answered"),
    [
        ("config", b"[core\n", {"ignored"}),
        ("config", b"[core]\n\trepositoryformatversion = 99\n", {"ignored", "partial", "fetch"}),
        ("HEAD", b"1" * 40 + b"\n", {"shallow", "index", "ignored", "partial", "fetch"}),
        ("refs/heads/main", b"katki\n", {"shallow", "index", "ignored", "partial", "fetch", "uncommitted"}),
        ("index", b"katki", QUESTIONS.keys() - {"index", "uncommitted", "blobs", "record"}),
        ("objects/info/alternates", b"/puudub\n", QUESTIONS.keys() - {"blobs", "record"}),
        ("packed-refs", b"katki\n", {"shallow", "index", "ignored", "partial", "fetch"}),
    ],
    # Told alike by all processes that share the tests: a set has no order of its own.
    ids=lambda one: ascii(sorted(one) if isinstance(one, set) else one),
)
def test_each_question_is_answered_or_refused(file: str, data: bytes, answered: set[str], graph: Graph) -> None:
    (graph.folder / ".git" / file).write_bytes(data)
    with closing(open_repository(graph.folder)) as opened:
        refusals = {name: refusal(question, opened) for name, question in QUESTIONS.items()}
    assert {name for name, words in refusals.items() if words is None} == answered
    assert all(words.strip() and "\n" not in words for words in refusals.values() if words is not None)


@pytest.mark.parametrize("part", ["HEAD", "objects", "refs"])
def test_what_lacks_a_part_is_no_repository(part: str, graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(graph.folder.parent))
    path = graph.folder / ".git" / part
    path.rename(path.with_name("mujal"))
    with pytest.raises(NoRepository):
        open_repository(graph.folder)


def test_a_repository_of_somebody_else(graph: Graph) -> None:
    with closing(open_repository(graph.folder)) as opened:
        opened.git.update_environment(GIT_TEST_ASSUME_DIFFERENT_OWNER="1")
        for question in ("shallow", "commit", "index", "tree", "line", "uncommitted"):
            with pytest.raises(Refused, match="ownership"):
                QUESTIONS[question](opened)


@pytest.mark.parametrize("broken", [False, True])
def test_a_branch_whose_commit_is_gone_is_no_empty_one(*, broken: bool, graph: Graph) -> None:
    commit = graph.git("rev-parse", "HEAD")
    graph.spoil(commit, broken=broken)
    with closing(open_repository(graph.folder)) as opened:
        with pytest.raises(Damaged, match=commit) as damaged:
            commit_of(opened, "HEAD")
        assert damaged.value.object == commit
        # What somebody types may be anything.
        with pytest.raises(UnknownRevision):
            commit_of(opened, "1" * 40)


def test_objects_may_lie_elsewhere(graph: Graph, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--shared", str(graph.folder), "shared")
    with closing(open_repository(tmp_path / "shared")) as opened:
        [step] = main_line(opened, "HEAD")
        [change] = step.changes
        assert change.after is not None
        assert list(read_blobs(opened, [change.after[1]], 9)) == [(change.after[1], b"1")]
        shutil.rmtree(graph.folder)
        with pytest.raises(Damaged):
            list(main_line(opened, step.commit))


@pytest.mark.parametrize(
    "name",
    [
        "GIT_DIR",
        "GIT_COMMON_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_NAMESPACE",
        "GIT_SHALLOW_FILE",
        "GIT_PREFIX",
        "GIT_LITERAL_PATHSPECS",
        "GIT_CONFIG_PARAMETERS",
        "GIT_EXTERNAL_DIFF",
        "GIT_DEFAULT_HASH",
        "GIT_QUARANTINE_PATH",
    ],
)
def test_no_leak_leads_elsewhere(name: str, graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Graph(tmp_path / "muu")
    other.git("update-ref", "refs/heads/main", other.commit("muu", {"b": b"2"}))
    with closing(open_repository(graph.folder)) as opened:
        expected = list(main_line(opened, "HEAD")), tree_of(opened, INDEX).files
    monkeypatch.setenv(name, str(other.folder / ".git"))
    with closing(open_repository(graph.folder)) as opened:
        assert (list(main_line(opened, "HEAD")), tree_of(opened, INDEX).files) == expected
        head = commit_of(opened, "HEAD")
        made = record(opened, "Kirje", head)
    assert name not in os.environ
    assert graph.git("rev-parse", "main", "main~") == f"{made}\n{head}"
