"""What merges brought in: each commit of a side branch once, at the first commit of the main line that has it."""

from __future__ import annotations

import subprocess
from random import Random
from typing import TYPE_CHECKING

import pytest

from jdflow.git import Damaged, open_repository
from jdflow.git.brought import Side, brought, said_since
from jdflow.git.history import main_line
from tests.git.graph import Graph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from git import Repo

pytestmark = pytest.mark.needs("git")
PATTERN = "levaadatud|toimetuslik"
SAYS = "Üle vaadatud\n\nUlevaadatud: naidis\n"


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    return Graph(tmp_path / "top")


@pytest.fixture
def opened(graph: Graph) -> Iterator[Repo]:
    found = open_repository(graph.folder)
    yield found
    found.close()


def commits(found: dict[str, list[Side]]) -> dict[str, list[str]]:
    return {commit: [side.commit for side in sides] for commit, sides in found.items()}


def says(graph: Graph, *parents: str, message: str | bytes = SAYS) -> str:
    return graph.commit(message, {}, parents=parents)


def test_a_merge_brings_the_commits_of_its_branch(graph: Graph, opened: Repo) -> None:
    root = says(graph)
    main = says(graph, root)
    first = graph.commit("Muu", {}, parents=[root])
    second = graph.commit(SAYS, {}, parents=[first], author="Mari Õun", seconds=2000)
    third = graph.commit("Toimetuslik: jah", {}, parents=[second], seconds=1000)
    merge = says(graph, main, third)
    # By their order, not by their clocks; commits of the main line itself are no side branch's.
    assert brought(opened, merge, PATTERN) == {
        merge: [Side(second, 2000, "Mari Õun", SAYS), Side(third, 1000, "Test", "Toimetuslik: jah")]
    }


def test_the_words_are_found_in_any_case_and_letters(graph: Graph, opened: Repo) -> None:
    root = says(graph)
    side = root
    expected = []
    for message in (b"\xdclevaadatud: a", "ülevaadatud", "ÜLEVAADATUD", b"x\xff\nTOIMETUSLIK: jah\nx\xfe", "ülevaadat"):
        side = says(graph, side, message=message)
        expected.append(side)
    merge = graph.commit("Merge", {}, parents=[root, side])
    assert commits(brought(opened, merge, PATTERN)) == {merge: expected[:-1]}


def test_nothing_to_find(graph: Graph, opened: Repo) -> None:
    root = says(graph)
    side = says(graph, root, message="Muu")
    merge = says(graph, root, side)
    assert brought(opened, merge, PATTERN) == {}
    assert brought(opened, merge, PATTERN, merge) == {}


def test_nested_merges_belong_to_the_main_line(graph: Graph, opened: Repo) -> None:
    root = says(graph)
    inner = says(graph, root)
    outer = says(graph, says(graph, root), inner)
    merge = says(graph, root, outer)
    [(home, sides)] = commits(brought(opened, merge, PATTERN)).items()
    assert home == merge
    assert len(sides) == 3
    assert sides[-1] == outer
    assert inner in sides


def test_what_two_merges_reach_came_with_the_first(graph: Graph, opened: Repo) -> None:
    root = says(graph)
    early = says(graph, root)
    late = says(graph, early)
    first = says(graph, root, early)
    second = says(graph, first, late)
    again = says(graph, second, early)
    assert commits(brought(opened, again, PATTERN)) == {first: [early], second: [late]}


def test_merges_of_the_main_line_into_a_branch_bring_nothing_back(graph: Graph, opened: Repo) -> None:
    root = says(graph)
    main = says(graph, root)
    side = says(graph, root)
    caught = says(graph, side, main)
    merge = says(graph, main, caught)
    assert commits(brought(opened, merge, PATTERN)) == {merge: [side, caught]}


def test_criss_cross_octopus_and_unrelated(graph: Graph, opened: Repo) -> None:
    root = says(graph)
    left, right = says(graph, root), says(graph, root)
    cross = says(graph, left, right)
    other = says(graph, right, left)
    alien = says(graph, says(graph))
    octopus = says(graph, cross, other, alien)
    found = commits(brought(opened, octopus, PATTERN))
    assert found[cross] == [right]
    assert found[octopus][0] == other
    assert len(found[octopus]) == 3
    assert found[octopus][-1] == alien


def test_only_what_came_after_what_is_known(graph: Graph, opened: Repo) -> None:
    root = says(graph)
    early, late = says(graph, root), says(graph, root)
    first = says(graph, root, early)
    between = says(graph, first)
    # Of the branch of the second merge a part was there already.
    second = says(graph, between, says(graph, late, early))
    whole = brought(opened, second, PATTERN)
    for known in (root, first, between, second):
        rest = [step.commit for step in main_line(opened, second, known)]
        assert brought(opened, second, PATTERN, known) == {home: whole[home] for home in rest if home in whole}


@pytest.mark.parametrize("number", [1, 20])
def test_what_is_known_already_does_not_come_once_more_whatever_the_clocks_said(
    number: int, graph: Graph, opened: Repo
) -> None:
    root = says(graph)
    olds = [root]
    for _ in range(number):
        olds.append(says(graph, olds[-1]))
    known = says(graph, root, olds[-1])
    # Git goes by the clocks: behind so many commits of long ago it does not find what came before them.
    graph.seconds -= 900_000_000
    for _ in range(15):
        known = says(graph, known)
    graph.seconds += 900_000_000
    new = says(graph, olds[-1])
    last = says(graph, known, new)
    assert [side.commit for side in said_since(opened, known, last, PATTERN)] == [new, last]
    assert commits(brought(opened, last, PATTERN, known)) == {last: [new]}


def naive(graph: Graph, line: Sequence[str]) -> dict[str, set[str]]:
    """Commit by commit, by Git itself: what is reachable now and was not before."""
    found: dict[str, set[str]] = {}
    for number, commit in enumerate(line):
        before = [f"^{line[number - 1]}"] if number else []
        new = set(graph.git("rev-list", commit, *before, "--").split()) - {commit}
        if new:
            found[commit] = new
    return found


@pytest.mark.parametrize("seed", range(4))
def test_any_graph_is_told_as_git_tells_it(seed: int, graph: Graph, opened: Repo) -> None:
    random = Random(seed)  # noqa: S311 (a test's graph)
    tree = graph.tree({})
    made: list[str] = []
    for number in range(60):
        parents = random.sample(made[-8:], min(len(made[-8:]), random.choice([0, 1, 1, 1, 2, 2, 3])))
        options = [option for parent in parents for option in ("-p", parent)]
        made.append(graph.git("commit-tree", tree, *options, "-m", f"levaadatud {number}"))
    line = graph.git("rev-list", "--first-parent", "--reverse", made[-1]).split()
    found = commits(brought(opened, made[-1], PATTERN))
    assert {home: set(sides) for home, sides in found.items()} == naive(graph, line)


def test_a_pattern_is_data(graph: Graph, opened: Repo) -> None:
    root = says(graph)
    side = says(graph, root, message="--all\n")
    merge = says(graph, root, side)
    assert commits(brought(opened, merge, "--all")) == {merge: [side]}


def test_settings_of_the_user_change_nothing(graph: Graph, opened: Repo) -> None:
    root = says(graph)
    side = says(graph, root, message=b"\xff\nLevaadatud: x")
    merge = says(graph, root, side)
    before = brought(opened, merge, PATTERN)
    for name, value in (
        ("grep.patternType", "perl"),
        ("log.showSignature", "true"),
        ("color.ui", "always"),
        ("i18n.logOutputEncoding", "UTF-16"),
        ("log.date", "relative"),
        ("log.diffMerges", "on"),
    ):
        graph.git("config", name, value)
    assert before == brought(opened, merge, PATTERN) != {}


def test_a_hole_in_a_branch_is_told(graph: Graph, opened: Repo) -> None:
    root = says(graph)
    side = says(graph, root)
    merge = says(graph, root, says(graph, side))
    graph.spoil(side, broken=False)
    with pytest.raises(Damaged, match=side) as damaged:
        brought(opened, merge, PATTERN)
    assert damaged.value.object == side


def test_many_commits_in_one_branch(graph: Graph, opened: Repo) -> None:
    number = 10_000
    stream = [b"commit refs/heads/main\nmark :1\ncommitter T <t@x> 1700000000 +0200\ndata 1\nx\n"]
    for each in range(2, number + 2):
        message = b"Levaadatud: x" if each % 2 else b"Muu"
        stream.append(f"commit refs/heads/side\nmark :{each}\ncommitter T <t@x> 1700000000 +0200\n".encode())
        stream.append(b"data %d\n%s\nfrom :%d\n" % (len(message), message, each - 1))
    stream.append(b"commit refs/heads/main\ncommitter T <t@x> 1700000000 +0200\ndata 1\nm\n")
    stream.append(b"from :1\nmerge :%d\n" % (number + 1))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=graph.folder, input=b"".join(stream), check=True)
    merge = graph.git("rev-parse", "main")
    [(home, sides)] = brought(opened, merge, PATTERN).items()
    assert home == merge
    assert len(sides) == number // 2
    assert sides[-1].commit == graph.git("rev-parse", "side")
