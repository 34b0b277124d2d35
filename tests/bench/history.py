"""The rows of the table that are about history."""

from __future__ import annotations

import sys
from shutil import copytree, rmtree
from typing import TYPE_CHECKING

from tests.bench import corpus
from tests.bench.bench import cache_of
from tests.bench.measure import Side, said, side_by_side
from tests.bench.report import Line, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from tests.bench.bench import Bench

# Below this many positions, starting up is most of what is measured.
_USUAL = 1000
_NEW = 20
_LOG = ("log", "-z", "--raw", "--no-renames", "--first-parent", "--diff-merges=first-parent", "--no-abbrev")


def main_line(bench: Bench) -> Iterable[Line]:
    """All commits with all their changes, and what merges brought in, beside Git alone and a call for each file."""
    root = bench.past(bench.size)
    line, sides = _peer(bench, root, "line", "jdflow"), _peer(bench, root, "sides", "jdflow")
    count, log = _git(root, "rev-list", "--count", "HEAD"), _git(root, *_LOG)
    own, brought, counted, logged = side_by_side(bench.rounds, line, sides, count, log)
    (by_file,) = side_by_side(1, _peer(bench, root, "by_file", "GitPython, file by file"))
    yield Line("main line", bench.size, own, counted, Target(8, since=_USUAL))
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


def told(bench: Bench) -> Iterable[Line]:
    """The whole program: the register, the review plan and the story of one position, with nothing and all kept."""
    root = bench.past(bench.size)
    id = corpus.path_of(next(corpus.posts(1))).stem
    kept, earlier = cache_of(root), bench.folder / "earlier"
    today = ("--today", corpus.TODAY)

    def call(*arguments: str, before: Callable[[], object] | None = None) -> Side:
        side = bench.jdflow(root, *arguments, *today, name="jdflow")
        return side if before is None else side._replace(before=before)

    def forget() -> None:
        rmtree(kept, ignore_errors=True)

    def go_back() -> None:
        forget()
        copytree(earlier, kept)

    forget()
    listing = ("list", "--format", "json")
    now = said(_git(root, "rev-parse", "HEAD")).strip()
    said(_git(root, "update-ref", "HEAD", f"HEAD~{_NEW}"))
    said(call(*listing))
    said(_git(root, "update-ref", "HEAD", now))
    copytree(kept, earlier, dirs_exist_ok=True)
    count = _git(root, "rev-list", "--count", "HEAD")
    cold, one, counted = side_by_side(
        bench.rounds_of_slow, call(*listing, before=forget), call("log", id, before=forget), count
    )
    said(call(*listing))
    loaded = Side("import git", (sys.executable, "-c", "import git"), root)
    warm, due, log, imported = side_by_side(bench.rounds, call(*listing), call("due"), call("log", id), loaded)
    new, again = side_by_side(bench.rounds, call(*listing, before=go_back), loaded)
    (by_file,) = side_by_side(1, _peer(bench, root, "by_file", "GitPython, file by file"))
    faster = Target(20, "faster", since=_USUAL)
    yield Line("list, nothing kept", bench.size, cold, counted, Target(8, since=_USUAL))
    yield Line("list, nothing kept", bench.size, cold, by_file, faster, note="peer: 20 files, scaled up")
    yield Line("log of one, nothing kept", bench.size, one, counted)
    for what, series in (("list, nothing kept", cold), ("list, all kept", warm)):
        note = "" if series.peak is not None else "this system does not tell"
        yield Line(f"{what}: largest process", bench.size, memory=series.peak, target=Target(400, "MiB"), note=note)
    for what, series in (("list", warm), ("due", due), ("log of one", log)):
        yield Line(f"{what}, all kept", bench.size, series, imported, Target(1.5, since=_USUAL))
    yield Line(f"list, {_NEW} new commits", bench.size, new, again, Target(1.7, since=_USUAL))


def _peer(bench: Bench, root: Path, way: str, name: str) -> Side:
    return bench.peer(root, "past", way, ".", name=name, by_itself=True)


def _git(root: Path, *arguments: str) -> Side:
    return Side(f"git {' '.join(arguments[:2])}", ("git", *arguments), root, {"GIT_FLUSH": "0"})
