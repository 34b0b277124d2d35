"""The main line of a repository, read once: each commit with what it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.git.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from git import Repo

_NONE = "000000"
# The end of the year 9998: a day later, and there is still one in every time zone.
LATEST = 253_370_764_799


class Change(NamedTuple):
    """What a commit did to a path: the file (mode and blob) before and after; none where there was none."""

    path: str
    before: tuple[str, str] | None
    after: tuple[str, str] | None


class Step(NamedTuple):
    """A commit of the main line: its name, its moment in seconds since 1970, and its changes."""

    commit: str
    seconds: int
    changes: tuple[Change, ...]


def main_line(repository: Repo, revision: str) -> Iterator[Step]:
    """The commits from this one back to the first, a merge by what it changed on the main line."""
    process = repository.git.execute(
        [
            *("git", "-c", "log.showRoot=true", "-c", "core.quotePath=false", "log", "-z", "--raw", "--no-renames"),
            *("--no-abbrev", "--no-show-signature", "--no-notes", "--first-parent", "--diff-merges=first-parent"),
            *("--format=%H %ct", "--end-of-options", revision, "--"),
        ],
        as_process=True,
    )
    try:
        yield from _steps(_tokens(process.stdout))
    finally:
        # Whoever asks may have seen enough long before the first commit.
        process.terminate()
        process.wait(stderr=None)
        process.stdout.close()
        process.stderr.close()


def _tokens(stream: object) -> Iterator[str]:
    rest = b""
    while block := stream.read(1 << 16):  # type: ignore[attr-defined]
        *whole, rest = (rest + block).split(b"\0")
        yield from (token.decode("utf-8", "surrogateescape") for token in whole)
    if rest:
        yield rest.decode("utf-8", "surrogateescape")


def _steps(tokens: Iterator[str]) -> Iterator[Step]:
    head: tuple[str, str] | None = None
    changes: list[Change] = []
    for token in tokens:
        facts = token.lstrip("\n")
        if facts.startswith(":"):
            mode_before, mode_after, before, after, _ = facts[1:].split(" ")
            changes.append(
                Change(
                    next(tokens),
                    None if mode_before == _NONE else (mode_before, before),
                    None if mode_after == _NONE else (mode_after, after),
                )
            )
        elif facts:
            if head is not None:
                yield Step(head[0], _seconds(head[1]), tuple(changes))
            commit, _, seconds = facts.partition(" ")
            head, changes = (commit, seconds), []
    if head is not None:
        yield Step(head[0], _seconds(head[1]), tuple(changes))


def _seconds(text: str) -> int:
    """The moment; one that no calendar has becomes the last one that it has."""
    return min(int(text), LATEST)


def undone(tree: Tree, step: Step) -> Tree:
    """The tree as it was before the commit."""
    files = dict(tree.files)
    for change in step.changes:
        if change.before is None:
            files.pop(change.path, None)
        else:
            files[change.path] = change.before
    return Tree(tree.repository, files)


def uncommitted(repository: Repo, folder: Path) -> list[str]:
    """The paths below a folder that differ from the last commit, or that Git does not know yet."""
    listing: bytes = repository.git.status(
        "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", str(folder), stdout_as_string=False
    )
    return [entry[3:].decode("utf-8", "surrogateescape") for entry in listing.split(b"\0") if entry]


def is_ignored(repository: Repo, path: Path) -> bool:
    """Whether Git leaves the file alone: it is not tracked, and a rule says that it never shall be."""
    from git import GitCommandError

    try:
        repository.git.check_ignore("--quiet", "--", str(path))
    except GitCommandError:
        return False
    return True
