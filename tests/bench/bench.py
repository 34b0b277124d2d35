"""What every row needs: corpora of the sizes asked for, commands in them, how often to measure."""

from __future__ import annotations

import json
import shutil
import sys
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.bench import corpus, past, peers
from tests.bench.measure import Failed, Series, Side, said, side_by_side
from tests.checkout import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL = 25
"""The positions of a small repository: as many as this project's own has."""
# Start-up is over at once and wavers: it is measured so many times more often.
_OFTEN = 4
# Peers that take ten milliseconds a file are measured once only in a corpus of this size.
_LARGE = 2000
# What the console script does that installers make.
_SCRIPT = "import sys\nfrom jdflow.cli import main\nsys.exit(main())\n"


class Whole(NamedTuple):
    """The whole check, cold and warm, beside loading the same files."""

    cold: Series
    warm: Series
    load: Series


class Bench:
    """One run of the benchmarks, with its corpora in a folder."""

    def __init__(self, folder: Path, size: int, rounds: int) -> None:
        self.folder = folder
        self.size = size
        self.rounds = rounds
        self.rounds_of_quick = rounds * _OFTEN
        self.rounds_of_slow = rounds if size < _LARGE else 1
        self.script = folder / "jdflow"
        self.script.write_text(_SCRIPT, encoding="utf-8")
        # Each corpus is made once and the whole check measured once, whichever rows ask for them.
        self.corpus = cache(self._corpus)
        self.committed = cache(self._committed)
        self.past = cache(self._past)
        self.fields = cache(self._fields)
        self.whole = cache(self._whole)

    def _corpus(self, size: int) -> Path:
        """A repository of so many positions, which is looked through once: nothing may be wrong with it."""
        tell(f"making {size} positions")
        root = self.folder / str(size)
        corpus.make(root, size)
        report = json.loads(said(self.jdflow(root, "check", "--format", "json", "--today", corpus.TODAY)))
        if report["problems"] or report["counts"]["positions"] != size:
            raise Failed(f"the corpus should have {size} positions and no problems: {report}"[:2000])
        return root

    def _committed(self, size: int) -> Path:
        """The same repository with the Word templates, all of it committed: what documents are made from."""
        root = self.folder / f"{size}-committed"
        corpus.commit(self.corpus(size), root, ROOT / "templates")
        return root

    def _past(self, size: int) -> Path:
        """The same with ten years of history; at its end nothing is wrong either."""
        tell(f"making the history of {size} positions")
        root = self.folder / f"{size}-past"
        past.make(self.corpus(size), root, size, ROOT / "templates")
        said(self.jdflow(root, "check", "--today", corpus.TODAY))
        shutil.rmtree(cache_of(root))
        return root

    def _fields(self, size: int) -> Path:
        """A file with what the documents of so many positions say, for those who know no YAML."""
        path = self.folder / f"{size}.json"
        said(self.peer(self.corpus(size), "fields", ".", corpus.TODAY, str(path)))
        return path

    def _whole(self) -> Whole:
        root = self.corpus(self.size)
        return Whole(*side_by_side(self.rounds, self.check(root), self.check(root, warm=True), self.load(root)))

    def jdflow(self, root: Path, *arguments: str, name: str = "jdflow", **variables: str) -> Side:
        """A call of `jdflow` in a repository."""
        return Side(name, (sys.executable, str(self.script), *arguments), root, variables)

    def check(self, root: Path, *paths: str, warm: bool = False) -> Side:
        """A check; a cold one finds nothing kept by those before it."""
        side = self.jdflow(root, "check", "--today", corpus.TODAY, *paths)
        forget: Callable[[], object] = partial(shutil.rmtree, cache_of(root), ignore_errors=True)
        return side if warm else side._replace(before=forget)

    def bare(self, root: Path) -> Side:
        """Python that does nothing: the floor of every start-up."""
        return Side("python -c pass", (sys.executable, "-c", "pass"), root)

    def peer(self, root: Path, script: str, *arguments: str, name: str = "", by_itself: bool = False) -> Side:
        """One of the scripts, in a process."""
        path = Path(peers.__file__).with_name(f"{script}.py")
        return Side(name or script, (sys.executable, str(path), *arguments), root, by_itself=by_itself)

    def load(self, root: Path) -> Side:
        """A process that loads the same files."""
        return self.peer(root, "load", ".", name="CSafeLoader")

    def read(self, root: Path, way: str, name: str) -> Side:
        """A process that reads all positions in one way and tells how long that took by itself."""
        return self.peer(root, "read", way, ".", name=name, by_itself=True)


def cache_of(root: Path) -> Path:
    """Where jdflow keeps what the next run may use."""
    return root / ".git" / "jdflow"


def tell(what: str) -> None:
    """Says what is going on, beside the result."""
    sys.stderr.write(f"{what} …\n")
    sys.stderr.flush()
