"""The rows of the table that are about branches of a repository with a past, and about reminders from its main line."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from functools import partial
from itertools import islice
from shutil import copytree
from typing import TYPE_CHECKING

from tests.bench import corpus
from tests.bench.bench import tell
from tests.bench.measure import Failed, Side, environment, said, side_by_side
from tests.bench.report import Line, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from tests.bench.bench import Bench

# Below this many positions, starting up is most of what is measured.
_USUAL = 1000
# Of ten positions, so many have changes of their own on the large branch.
_TENTHS = 4
_MAIN = "main"
_SENTENCE = re.compile(r"^(\s*- [^\W\d][^:]*|tekst: .*)\.$", re.MULTILINE)
_TODAY = ("--today", corpus.TODAY)
# Nobody is reminded on a Sunday.
_MONDAY = ("--today", "2026-03-02")


def told(bench: Bench) -> Iterable[Line]:
    """What a forge is told of branches and of reviews, beside the whole check with all that it can keep."""
    main = bench.past(bench.size)
    said(bench.jdflow(main, "list", "--format", "json", *_TODAY))
    several = bench.size * _TENTHS // 10
    branches: dict[str, Callable[[Path], Mapping[Path, str]]] = {
        "one own change": partial(_own, 1),
        f"{several} own changes": partial(_own, several),
        "a block that most use": _common,
    }
    sides = [_comment(bench, _branch(bench, what, edited)) for what, edited in branches.items()]
    remind = bench.jdflow(main, "remind", "--via", "stdout", "--dry-run", *_MONDAY)
    *commented, reminded, check = side_by_side(bench.rounds, *sides, remind, bench.check(main, warm=True))
    check = check._replace(name="check, warm")
    target = Target(3, since=_USUAL)
    for number, (what, series) in enumerate(zip(branches, commented, strict=True)):
        yield Line(f"comment on {what}", bench.size, series, check, None if number else target)
    yield Line("remind --dry-run", bench.size, reminded, check, target)


def _comment(bench: Bench, root: Path) -> Side:
    return bench.jdflow(root, "comment", "--base", _MAIN, *_TODAY)


def _branch(bench: Bench, name: str, edited: Callable[[Path], Mapping[Path, str]]) -> Path:
    """A repository on whose branch these files say something else."""
    tell(f"making a branch with {name}")
    root = bench.folder / f"{bench.size}-{name.replace(' ', '-')}"
    copytree(bench.past(bench.size), root)
    _git(root, "switch", "--quiet", "--create", "branch")
    for path, text in edited(root).items():
        path.write_bytes(text.encode())
    _git(root, "commit", "--quiet", "--all", "--message", "Muudatused")
    return root


def _own(number: int, root: Path) -> dict[Path, str]:
    """So many positions, each with a result that says more."""
    paths = (root / corpus.path_of(post) for post in corpus.posts(number))
    return dict(islice(_longer(paths), number))


def _common(root: Path) -> dict[Path, str]:
    """The shared block that most files name, with a sentence that says more."""
    words = (path.read_text(encoding="utf-8") for path in root.glob("positions/**/*.yaml"))
    named = Counter(word for text in words for word in set(text.split()) if "/kogum-" in word)
    block, _ = named.most_common(1)[0]
    return dict(_longer([root / f"shared/{block}.yaml"]))


def _longer(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """The texts, in each of which the first sentence that has a line of its own goes on."""
    for path in paths:
        text = path.read_bytes().decode()
        longer = _SENTENCE.sub(r"\1 ning kõigile arusaadavad.", text, count=1)
        if longer == text:
            raise Failed(f"no line of {path} is a sentence to which anything could be added")
        yield path, longer


def _git(root: Path, *arguments: str) -> None:
    names = {f"GIT_{who}_{what}": "bench@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    command = ("git", "-c", "core.autocrlf=false", "-C", str(root), *arguments)
    subprocess.run(command, env={**environment(), **names}, stdout=subprocess.DEVNULL, check=True)
