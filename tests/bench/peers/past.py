"""Read the history of a repository in one of several ways, and print the seconds that takes, start-up left out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from jdflow.git import open_repository
from jdflow.git.blobs import as_packed, read_blobs
from jdflow.git.brought import brought
from jdflow.git.history import main_line
from jdflow.git.tree import commit_of, tree_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jdflow.git import Repository

# Who asks file by file takes long: a sample is enough, scaled up.
SAMPLE = 20
_WORDS = "levaadatud|toimetuslik"
_MOST = 1 << 20
_BLOCK = 1 << 18


class Way(NamedTuple):
    """What is done, and of how many times as much it is a sample."""

    do: Callable[[], object]
    part: float = 1


def line(repository: Repository) -> Way:
    """jdflow: the main line, each commit with its changes."""
    return Way(lambda: sum(len(step.changes) for step in main_line(repository, commit_of(repository, "HEAD"))))


def sides(repository: Repository) -> Way:
    """jdflow: what merges brought in."""
    return Way(lambda: brought(repository, commit_of(repository, "HEAD"), _WORDS))


def by_file(repository: Repository) -> Way:
    """GitPython, as one would write it: the commits of each file."""
    paths = [path for path in sorted(tree_of(repository, "HEAD").files) if path.startswith("positions/")]
    several = paths[:: max(1, len(paths) // SAMPLE)]
    return Way(
        lambda: [list(repository.iter_commits("HEAD", paths=path)) for path in several], len(paths) / len(several)
    )


def blobs(repository: Repository) -> Way:
    """jdflow: every version of every file."""
    names = list(_names(repository))
    return Way(lambda: sum(len(data) for _, data in read_blobs(repository, as_packed(repository, names), _MOST)))


def cat_file(repository: Repository) -> Way:
    """Git alone tells the same, and somebody listens."""
    given = "".join(f"{name}\n" for name in _names(repository)).encode()
    names = Path(repository.git_dir, "names-of-blobs")
    names.write_bytes(given)
    command = ("git", "-C", str(repository.working_dir), "cat-file", "--batch", "--buffer")

    def listen() -> None:
        with names.open("rb") as file, subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE) as process:
            while cast("IO[bytes]", process.stdout).read(_BLOCK):
                pass

    return Way(listen)


def _names(repository: Repository) -> Iterator[str]:
    """All blobs of the main line, path by path."""
    found: dict[str, list[str]] = {}
    for step in main_line(repository, commit_of(repository, "HEAD")):
        for change in step.changes:
            if change.after is not None:
                found.setdefault(change.path, []).append(change.after[1])
    return (name for path in sorted(found) for name in found[path])


WAYS: dict[str, Callable[[Repository], Way]] = {
    "line": line,
    "sides": sides,
    "by_file": by_file,
    "blobs": blobs,
    "cat_file": cat_file,
}

if __name__ == "__main__":
    what, root = sys.argv[1:]
    way = WAYS[what](open_repository(Path(root)))
    begin = perf_counter()
    way.do()
    sys.stdout.write(f"{(perf_counter() - begin) * way.part}\n")
