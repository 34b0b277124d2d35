"""The rows of the table that are about history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.measure import Side, side_by_side
from tests.bench.report import Line, Target

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.bench.bench import Bench

# Below this many positions, starting up is most of what is measured.
_USUAL = 1000
_LOG = ("log", "-z", "--raw", "--no-renames", "--first-parent", "--diff-merges=first-parent", "--no-abbrev")


def main_line(bench: Bench) -> Iterable[Line]:
    """All commits with all their changes, and what merges brought in, beside Git alone and a call for each file."""
    root = bench.past(bench.size)
    line, sides = _peer(bench, root, "line", "jdflow"), _peer(bench, root, "sides", "jdflow")
    count, log = _git(root, "rev-list", "--count", "HEAD"), _git(root, *_LOG)
    own, brought, counted, logged = side_by_side(bench.rounds, line, sides, count, log)
    (by_file,) = side_by_side(1, _peer(bench, root, "by_file", "GitPython, file by file"))
    yield Line("main line", bench.size, own, counted)
    yield Line("main line", bench.size, own, logged, Target(1.5, since=_USUAL))
    yield Line(
        "main line", bench.size, own, by_file, Target(20, "faster", since=_USUAL), note="peer: 20 files, scaled up"
    )
    yield Line("what merges brought in", bench.size, brought, counted)


def blobs(bench: Bench) -> Iterable[Line]:
    """Every version of every file."""
    root = bench.past(bench.size)
    sides = (_peer(bench, root, "blobs", "jdflow"), _peer(bench, root, "cat_file", "git cat-file --batch"))
    own, other = side_by_side(bench.rounds, *sides)
    yield Line("all versions read", bench.size, own, other, Target(1.5, since=_USUAL))


def _peer(bench: Bench, root: Path, way: str, name: str) -> Side:
    return bench.peer(root, "past", way, ".", name=name, by_itself=True)


def _git(root: Path, *arguments: str) -> Side:
    return Side(f"git {' '.join(arguments[:2])}", ("git", *arguments), root, {"GIT_FLUSH": "0"})
