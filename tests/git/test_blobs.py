"""Blobs in one go: all bytes, in the order asked for, none held up; what is missing is named or fetched at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from jdflow.git import Damaged, open_repository
from jdflow.git.blobs import as_packed, read_blobs
from jdflow.git.partial import Unreachable, fetch_missing, is_partial
from jdflow.git.tree import tree_of
from tests.command import git
from tests.git.graph import Graph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from git import Repo

pytestmark = pytest.mark.needs("git")
MOST = 10**6


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    return Graph(tmp_path / "top")


@pytest.fixture
def opened(graph: Graph) -> Iterator[Repo]:
    found = open_repository(graph.folder)
    yield found
    found.close()


# -- read --------------------------------------------------------------------------------------------------------------


def test_all_bytes_in_the_order_asked_for(graph: Graph, opened: Repo) -> None:
    contents = [b"", b"\n", b"a\0b\n", bytes(range(256)) * 5000, b"x blob 3\nabc\n", b"missing\n"]
    names = [graph.blob(data) for data in contents]
    asked = [*names, *reversed(names)]
    read = list(read_blobs(opened, iter(asked), 10**7))
    assert read == list(zip(asked, [*contents, *reversed(contents)], strict=True))
    assert list(read_blobs(opened, [], MOST)) == []


def test_many_are_asked_for_as_they_are_packed(graph: Graph, opened: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jdflow.git.blobs._MANY", 3)
    names = [graph.blob(b"%d\n" % number * 99) for number in range(9)]
    absent = "1" * 40
    asked = [absent, *sorted(names), *names]
    packed = as_packed(opened, asked)
    assert sorted(packed) == sorted({absent, *names})
    every = git(graph.folder, "cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)").split()
    assert packed == [*(name for name in every if name in names), absent]
    assert as_packed(opened, [absent, names[1], absent]) == [absent, names[1]]


@pytest.mark.parametrize("most", [0, 1, 7, 10**6 - 1, 10**6])
def test_of_large_ones_no_more_than_wanted(most: int, graph: Graph, opened: Repo) -> None:
    small, large = graph.blob(b"1234567"), graph.blob(b"x" * 10**6)
    assert [data for _, data in read_blobs(opened, [large, small, large], most)] == [
        b"x" * most,
        b"1234567"[:most],
        b"x" * most,
    ]


def test_very_many_hold_nobody_up(graph: Graph, opened: Repo) -> None:
    # Far more names and bytes than any pipe holds.
    one, two = graph.blob(b"1" * 5000), graph.blob(b"2")
    assert sum(len(data) for _, data in read_blobs(opened, [one, two] * 5_000, MOST)) == 5001 * 5_000


def test_whoever_has_seen_enough_may_leave(graph: Graph, opened: Repo) -> None:
    one = graph.blob(b"1" * 5000)
    read = read_blobs(opened, [one] * 50_000, MOST)
    assert next(read) == (one, b"1" * 5000)
    read.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("broken", [False, True])
def test_one_that_cannot_be_read_is_named(*, broken: bool, graph: Graph, opened: Repo) -> None:
    good, bad = graph.blob(b"1"), graph.blob(b"2")
    graph.spoil(bad, broken=broken)
    read = read_blobs(opened, [good, bad, good], MOST)
    assert next(read) == (good, b"1")
    with pytest.raises(Damaged, match=bad) as damaged:
        next(read)
    assert damaged.value.object == bad


@pytest.mark.parametrize("threshold", ["512m", "1k"])
def test_one_that_is_cut_off_is_named(threshold: str, graph: Graph, opened: Repo) -> None:
    # Git gives out large ones while it reads them, and stops where it cannot go on.
    graph.git("config", "core.bigFileThreshold", threshold)
    bad = graph.blob(b"".join(number.to_bytes(4) for number in range(100_000)))
    graph.cut(bad)
    # What there is of it is not taken for the whole.
    with pytest.raises(Damaged) as damaged:
        next(read_blobs(opened, [bad, bad], MOST))
    assert damaged.value.object == bad


def test_what_is_no_file_is_named(graph: Graph, opened: Repo) -> None:
    commit = graph.commit("x", {"a": b"1"})
    for name in (commit, "1" * 40, "HEAD", "", "a\nb"):
        with pytest.raises(Damaged) as damaged:
            list(read_blobs(opened, [name], MOST))
        assert damaged.value.object == name


# -- fetched -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def clone(graph: Graph, tmp_path: Path) -> Path:
    first = graph.commit("x", {"a": b"1" * 99, "b": b"2" * 99})
    second = graph.commit("y", {"a": b"3" * 99, "b": b"4" * 99}, parents=[first])
    graph.git("update-ref", "refs/heads/main", second)
    graph.git("config", "uploadpack.allowFilter", "true")
    graph.git("config", "uploadpack.allowAnySHA1InWant", "true")
    git(tmp_path, "clone", "--quiet", "--no-checkout", "--filter=blob:none", graph.folder.as_uri(), "clone")
    return tmp_path / "clone"


@pytest.fixture
def partial(clone: Path) -> Iterator[Repo]:
    found = open_repository(clone)
    yield found
    found.close()


def refs(clone: Path) -> tuple[str, bool, list[str]]:
    return (
        git(clone, "for-each-ref"),
        (clone / ".git/FETCH_HEAD").exists(),
        (clone / ".git/config").read_text("utf-8").splitlines(),
    )


def blobs(repository: Repo) -> list[str]:
    return [name for commit in ("HEAD", "HEAD~") for _, name in tree_of(repository, commit).files.values()]


def servers(trace: Path) -> int:
    events = [json.loads(line) for line in trace.read_text("utf-8").splitlines()]
    return sum(event["event"] == "start" and "upload-pack" in " ".join(event["argv"]) for event in events)


def test_what_is_missing_comes_at_once(
    clone: Path, partial: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TRACE2_EVENT", str(tmp_path / "trace"))
    before = refs(clone)
    assert is_partial(partial)
    wanted = blobs(partial)
    assert len(set(wanted)) == 4
    assert fetch_missing(partial, [*wanted[:3], wanted[0]]) == 3
    assert servers(tmp_path / "trace") == 1
    assert [data for _, data in read_blobs(partial, wanted[:3], 1)] == [b"3", b"4", b"1"]
    assert fetch_missing(partial, wanted[:3]) == 0
    assert servers(tmp_path / "trace") == 1
    assert fetch_missing(partial, wanted) == 1
    assert refs(clone) == before


def test_settings_of_the_user_change_no_refs(graph: Graph, clone: Path, partial: Repo) -> None:
    graph.git("tag", "silt", "main")
    graph.git("update-ref", "refs/heads/uus", "main~1")
    for name, value in (
        ("fetch.prune", "true"),
        ("fetch.pruneTags", "true"),
        ("remote.origin.tagOpt", "--tags"),
        ("fetch.writeCommitGraph", "true"),
        ("fetch.recurseSubmodules", "true"),
        ("gc.auto", "1"),
    ):
        git(clone, "config", name, value)
    git(clone, "tag", "oma", "HEAD")
    before = refs(clone)
    assert fetch_missing(partial, blobs(partial)) == 4
    assert refs(clone) == before


def test_without_the_other_side_nothing_comes(graph: Graph, clone: Path, partial: Repo) -> None:
    wanted = blobs(partial)
    graph.folder.rename(clone.parent / "mujal")
    with pytest.raises(Unreachable, match=r"\A[^\n]*top[^\n]*\Z"):
        fetch_missing(partial, wanted)
    with pytest.raises(Damaged, match=wanted[0]):
        list(read_blobs(partial, wanted, 1))


def test_what_the_other_side_has_not_either(clone: Path, partial: Repo) -> None:
    before = refs(clone)
    with pytest.raises(Unreachable, match="1" * 40):
        fetch_missing(partial, [*blobs(partial), "1" * 40])
    assert refs(clone) == before


def test_a_second_remote_is_asked_where_the_first_has_nothing(graph: Graph, clone: Path, partial: Repo) -> None:
    git(clone, "remote", "rename", "origin", "a.b")
    git(clone, "config", "extensions.partialClone", "a.b")
    git(clone, "config", "remote.teine.url", graph.folder.as_uri())
    git(clone, "config", "remote.teine.promisor", "true")
    git(clone, "config", "remote.a.b.url", (clone.parent / "puudub").as_uri())
    assert fetch_missing(partial, blobs(partial)) == 4


def test_a_whole_clone_asks_nobody(graph: Graph, opened: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TRACE2_EVENT", str(tmp_path / "trace"))
    graph.git("config", "remote.origin.promisor", "false")
    assert not is_partial(opened)
    assert fetch_missing(opened, ["1" * 40]) == 0
    assert '"fetch"' not in (tmp_path / "trace").read_text("utf-8")
