"""The main line: each commit once, newest first, whatever its message, its paths, its date or the user's settings."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from jdflow.git import Damaged, UnknownRevision, open_repository
from jdflow.git.history import LATEST, Change, Rewritten, Step, from_the_first, main_line
from jdflow.git.tree import Tree, tree_of
from tests.git.graph import Graph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from git import Repo

pytestmark = pytest.mark.needs("git")


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    return Graph(tmp_path / "top")


@pytest.fixture
def opened(graph: Graph) -> Iterator[Repo]:
    found = open_repository(graph.folder)
    yield found
    found.close()


def names(steps: Iterator[Step]) -> list[str]:
    return [step.commit for step in steps]


# -- what a step holds -------------------------------------------------------------------------------------------------


def test_a_step_says_who_when_from_what_and_what(graph: Graph, opened: Repo) -> None:
    first = graph.commit("Esimene\n\nUlevaadatud: naidis\n", {"a": b"1"}, seconds=1000)
    second = graph.commit("Teine", {"a": b"2", "b": b"1"}, parents=[first], author="Mari Õun", seconds=2000)
    newest, oldest = main_line(opened, second)
    one, two = graph.blob(b"1"), graph.blob(b"2")
    assert newest == Step(
        second,
        2000,
        (Change("a", ("100644", one), ("100644", two)), Change("b", None, ("100644", one))),
        "Mari Õun",
        (first,),
        "Teine",
    )
    assert oldest == Step(
        first, 1000, (Change("a", None, ("100644", one)),), "Test", (), "Esimene\n\nUlevaadatud: naidis\n"
    )


@pytest.mark.parametrize(
    "path", ["a b", "õ/ä ö.yaml", "a\nb", "\n:100644", ":000000 100644", "\ta", '"', "\\", " ", "-", "\x01\x02"]
)
def test_a_path_comes_as_it_is(path: str, graph: Graph, opened: Repo) -> None:
    commit = graph.commit("Rajad", {path: b"x", "z": b"y"})
    [step] = main_line(opened, commit)
    assert {change.path for change in step.changes} == {path, "z"}


def test_a_path_of_other_bytes_loses_none(graph: Graph, opened: Repo) -> None:
    commit = graph.commit("Rajad", {os.fsdecode(b"\xf5.yaml"): b"x"})
    [step] = main_line(opened, commit)
    assert os.fsencode(step.changes[0].path) == b"\xf5.yaml"
    assert step.changes[0].path in tree_of(opened, commit).files


@pytest.mark.parametrize(
    "message",
    [
        "",
        "\n",
        ":100644 100644 a b M",
        "\n:000000 100644 0000 0000 A\n",
        "a\n\nb\n\n\n",
        "\r\nUlevaadatud: a\r\n",
        "ÕÄÖÜ – „tsitaat“ 🙂",
        "# märkus\n  taane\n\ttaane",
        "\x1b[31mpunane",
        "%H %x00",
        "x" * 300_000,
    ],
    ids=lambda message: ascii(message[:20]),
)
def test_a_message_comes_as_it_is(message: str, graph: Graph, opened: Repo) -> None:
    first = graph.commit(message, {"a": b"1"})
    second = graph.commit(message, parents=[first], files={"a": b"1"})
    third = graph.commit(message, {"a": b"2"}, parents=[second], author="")
    steps = list(main_line(opened, third))
    assert [step.message for step in steps] == [message] * 3
    assert [len(step.changes) for step in steps] == [1, 0, 1]
    assert [step.parents for step in steps] == [(second,), (first,), ()]


@pytest.mark.parametrize(
    ("data", "encoding", "said"),
    [
        ("Ülevaadatud: a".encode("latin-1"), "ISO-8859-1", "Ülevaadatud: a"),
        ("Ülevaadatud: š".encode("cp1257"), "windows-1257", "Ülevaadatud: š"),
        ("Ülevaadatud: š".encode("cp1257"), None, "Ülevaadatud: š"),
        ("Ülevaadatud: a".encode("latin-1"), "pole-olemas", "Ülevaadatud: a"),
        (b"a \x81 b", None, "a � b"),
        (b"enne\0Ulevaadatud: peidus", None, "enne"),
    ],
)
def test_a_message_in_other_letters(data: bytes, encoding: str | None, said: str, graph: Graph, opened: Repo) -> None:
    commit = graph.commit(data, {"õ": b"1"}, encoding=encoding)
    [step] = main_line(opened, commit)
    assert step.message == said
    assert [change.path for change in step.changes] == ["õ"]


def test_an_author_in_other_letters(graph: Graph, opened: Repo) -> None:
    commit = graph.commit("x", {"õ": b"1"}, author="Jüri Mägi".encode("latin-1"))
    [step] = main_line(opened, commit)
    assert (step.author, step.message) == ("Jüri Mägi", "x")


@pytest.mark.parametrize(
    ("date", "seconds"),
    [
        ("0 +0000", 0),
        ("-1 +0000", None),
        ("-99999999999999 +0000", None),
        ("99999999999999 +0000", LATEST),
        ("9999999999999999999999 +0000", None),
        ("1000 +9999", 1000),
        ("", 0),
        ("eile", 0),
    ],
)
def test_any_date_is_a_moment_that_calendars_have(date: str, seconds: int | None, graph: Graph, opened: Repo) -> None:
    commit = graph.commit("x", {"a": b"1"}, date=date)
    [step] = main_line(opened, commit)
    assert 0 <= step.seconds <= LATEST
    assert seconds is None or step.seconds == seconds


def test_modes_links_and_submodules(graph: Graph, opened: Repo) -> None:
    first = graph.commit("x", {"a": b"1", "b": b"1"})
    modes = {"a": "100755", "b": "120000", "sub": "160000"}
    second = graph.commit("y", {"a": b"1", "b": b"1", "sub": first}, parents=[first], modes=modes)
    third = graph.commit("z", {"a": b"1", "b": b"1", "sub": second}, parents=[second], modes=modes)
    newest, middle, _ = main_line(opened, third)
    one = graph.blob(b"1")
    assert newest.changes == (Change("sub", ("160000", first), ("160000", second)),)
    assert middle.changes == (
        Change("a", ("100644", one), ("100755", one)),
        Change("b", ("100644", one), ("120000", one)),
        Change("sub", None, ("160000", first)),
    )


def test_a_move_is_an_end_and_a_beginning(graph: Graph, opened: Repo) -> None:
    first = graph.commit("x", {"a/x.yaml": b"1" * 1000})
    second = graph.commit("y", {"b/x.yaml": b"1" * 1000}, parents=[first])
    newest, _ = main_line(opened, second)
    file = ("100644", graph.blob(b"1" * 1000))
    assert newest.changes == (Change("a/x.yaml", file, None), Change("b/x.yaml", None, file))


# -- which commits -----------------------------------------------------------------------------------------------------


def test_a_merge_is_what_it_changed_on_the_main_line(graph: Graph, opened: Repo) -> None:
    root = graph.commit("root", {"a": b"1"})
    side = graph.commit("side", {"a": b"1", "b": b"1"}, parents=[root])
    main = graph.commit("main", {"a": b"2"}, parents=[root])
    other = graph.commit("unrelated", {"c": b"1"})
    octopus = graph.commit("octopus", {"a": b"2", "b": b"1", "c": b"1"}, parents=[main, side, other])
    evil = graph.commit("drops", {"a": b"2"}, parents=[octopus, side])
    newest, merge, *rest = main_line(opened, evil)
    assert [change.path for change in merge.changes] == ["b", "c"]
    assert merge.parents == (main, side, other)
    assert [(change.path, change.after) for change in newest.changes] == [("b", None), ("c", None)]
    assert [step.commit for step in rest] == [main, root]
    assert list(from_the_first(opened, evil)) == [*rest[::-1], merge, newest]


def undone(tree: Tree, step: Step) -> Tree:
    """The tree as it was before the commit."""
    files = dict(tree.files)
    for change in step.changes:
        if change.before is None:
            files.pop(change.path, None)
        else:
            files[change.path] = change.before
    return Tree(tree.repository, files)


def test_every_step_undone_leads_to_the_files_before_it(graph: Graph, opened: Repo) -> None:
    commit: list[str] = []
    for number in range(30):
        files = {f"{each % 7} õ\n": bytes([each % 3]) for each in range(number, number + number % 5)}
        side = [graph.commit("side", {"s": b"1"}, parents=commit)] if number % 4 == 3 else []
        commit = [graph.commit(str(number), files, parents=[*commit, *side])]
    tree = tree_of(opened, commit[0])
    for step in main_line(opened, commit[0]):
        assert tree.files == tree_of(opened, step.commit).files
        tree = undone(tree, step)
    assert tree.files == {}


def test_replacements_and_grafts_do_not_count(graph: Graph, opened: Repo) -> None:
    line = graph.line(4)
    other = graph.commit("võlts", {"a": b"9"})
    graph.git("replace", line[1], other)
    (graph.folder / ".git/info/grafts").write_text(f"{line[3]} {line[0]}\n", "utf-8")
    assert names(main_line(opened, line[-1])) == line[::-1]
    assert names(main_line(opened, line[-1], line[1])) == line[:1:-1]


HOSTILE = """\
[log]
    showRoot = false
    showSignature = true
    follow = true
    mailmap = true
    decorate = full
    diffMerges = combined
    abbrevCommit = true
    date = relative
[diff]
    renames = copies
    orderFile = {order}
    external = false
    noprefix = true
    relative = true
    ignoreSubmodules = all
    submodule = log
    colorMoved = zebra
[color]
    ui = always
[core]
    quotePath = true
    abbrev = 5
    fsmonitor = false
    attributesFile = {order}
[i18n]
    logOutputEncoding = ISO-8859-1
    commitEncoding = ISO-8859-1
[format]
    pretty = oneline
    notes = *
[notes]
    displayRef = *
[status]
    short = true
[grep]
    patternType = perl
"""


def test_settings_of_the_user_change_nothing(
    graph: Graph, opened: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = graph.commit("õ", {"a": b"1" * 99, "b": b"1"}, author="Jüri Õun")
    main = graph.commit("main", {"c": b"1" * 99, "b": b"1"}, parents=[root])
    side = graph.commit("side", {"a": b"1" * 99, "sub": root}, parents=[root], modes={"sub": "160000"})
    merge = graph.commit("merge", {"õ": b"1" * 99, "sub": root}, parents=[main, side], modes={"sub": "160000"})
    graph.git("notes", "add", "-m", "märge", root)
    graph.git("update-ref", "refs/heads/main", merge)
    (graph.folder / ".mailmap").write_text("Keegi Teine <x@example.org>\n", "utf-8")
    expected = list(main_line(opened, merge))
    (tmp_path / "order").write_text("sub\nb\na\n", "utf-8")
    (tmp_path / "config").write_text(HOSTILE.format(order=tmp_path / "order"), "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    assert list(main_line(opened, merge)) == expected
    assert [len(step.changes) for step in expected] == [4, 2, 2]


def test_signatures_are_not_told(graph: Graph, opened: Repo) -> None:
    signature = "-----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----"
    commit = graph.commit("x", {"a": b"1"}, encoding=f"UTF-8\ngpgsig {signature}")
    graph.git("config", "log.showSignature", "true")
    [step] = main_line(opened, commit)
    assert (step.commit, step.message) == (commit, "x")


def test_no_program_of_the_user_runs(graph: Graph, opened: Repo, tmp_path: Path) -> None:
    commit = graph.commit("x", {"a": b"1"})
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n", "utf-8")
    program.chmod(0o755)
    for name in ("core.pager", "pager.log", "diff.external", "core.fsmonitor", "gpg.program"):
        graph.git("config", name, str(program))
    list(main_line(opened, commit))
    tree_of(opened, ":")
    assert not (tmp_path / "ran").exists()


# -- up to what is known -----------------------------------------------------------------------------------------------


def test_only_what_is_new(graph: Graph, opened: Repo) -> None:
    line = graph.line(5)
    side = graph.commit("side", {"s": b"1"}, parents=[line[1]])
    merge = graph.commit("merge", {"m": b"1"}, parents=[line[-1], side])
    whole = list(main_line(opened, merge))
    for number, known in enumerate(step.commit for step in whole):
        assert list(main_line(opened, merge, known)) == whole[:number]


def test_history_written_anew_is_told_at_once(graph: Graph, opened: Repo) -> None:
    line = graph.line(5)
    side = graph.commit("side", {"s": b"1"}, parents=[line[1]])
    merge = graph.commit("merge", {"m": b"1"}, parents=[line[-1], side])
    unrelated = graph.commit("unrelated", {"u": b"1"})
    alone = graph.commit("merge of what was ahead", {"s": b"1"}, parents=[line[1], side])
    # Behind, on a side branch, merged from the side, unrelated, gone, no name at all.
    for revision, known in (
        (line[2], line[4]),
        (line[4], side),
        (merge, side),
        (alone, side),
        (merge, unrelated),
        (unrelated, merge),
        (merge, "1" * 40),
        (merge, "HEAD"),
        (merge, graph.blob(b"x")),
        (merge, "--all"),
        (merge, ""),
    ):
        with pytest.raises(Rewritten):
            main_line(opened, revision, known)


def test_whoever_has_seen_enough_may_leave(graph: Graph, opened: Repo) -> None:
    line = graph.line(300)
    steps = main_line(opened, line[-1])
    assert next(steps).commit == line[-1]
    steps.close()  # type: ignore[attr-defined]


# -- what is wrong -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("revision", ["puudub", "HEAD", "--all", "a..b", "^a"])
def test_no_such_commit(revision: str, graph: Graph, opened: Repo) -> None:
    graph.commit("x", {"a": b"1"})
    with pytest.raises(UnknownRevision):
        next(main_line(opened, revision))


def test_a_commit_by_its_name_that_is_not_here(graph: Graph, opened: Repo) -> None:
    graph.commit("x", {"a": b"1"})
    with pytest.raises(Damaged, match="1" * 40):
        next(main_line(opened, "1" * 40))


def test_a_range_is_no_revision(graph: Graph, opened: Repo) -> None:
    line = graph.line(3)
    with pytest.raises(UnknownRevision):
        next(main_line(opened, f"{line[0]}..{line[2]}"))


@pytest.mark.parametrize("broken", [False, True])
@pytest.mark.parametrize("kind", ["commit", "tree"])
def test_a_history_with_a_hole_is_no_history(kind: str, *, broken: bool, graph: Graph, opened: Repo) -> None:
    line = graph.line(4)
    graph.spoil(graph.git("rev-parse", f"{line[1]}^{{{kind}}}"), broken=broken)
    with pytest.raises(Damaged, match=r"\A[^\n]*[0-9a-f]{40}[^\n]*\Z"):
        list(main_line(opened, line[-1]))


def test_complaints_without_end_do_not_stop_the_rest(graph: Graph, opened: Repo, tmp_path: Path) -> None:
    line = graph.line(3)
    program = tmp_path / "bin/git"
    program.parent.mkdir()
    program.write_text(
        f"#!/bin/sh\nhead -c 300000 /dev/zero | tr '\\0' x >&2\nexec {git_program()} \"$@\"\n", encoding="utf-8"
    )
    program.chmod(0o755)
    opened.git.update_environment(PATH=f"{program.parent}:{os.environ['PATH']}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
        assert names(main_line(opened, line[-1])) == line[::-1]


def git_program() -> str:
    return subprocess.run(["which", "git"], capture_output=True, check=True, encoding="utf-8").stdout.strip()
