"""The main line of a repository, read once: each commit with what it says and what it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.git import UnknownRevision
from jdflow.git.calls import answer, ask, damaged, stream
from jdflow.git.tree import commit_of, is_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from git import Repo

# The end of the year 9998: a day later, and there is still one in every time zone.
LATEST = 253_370_764_799
_NONE = "000000"
_BLOCK = 1 << 17
# Nothing that a commit says holds a NUL, and no two of ours are neighbours; so three of them stand between commits
# only: the one that ends a commit and these two.
_FORMAT = "--format=%x00%x00%H %ct %P%x00a%an%x00m%B"
_BETWEEN = b"\0\0\0"
_LOG = ("log", "-z", "--no-show-signature", "--no-notes", "--no-color", _FORMAT)
_RAW = ("--raw", "--no-renames", "--no-abbrev", "--ignore-submodules=none", "-O/dev/null")
# Before Unicode, Estonians wrote so.
_FORMERLY = "cp1257"


class Rewritten(Exception):  # noqa: N818 (a state of the repository)
    """The commit that was the last one known does not lie on the main line: history was written anew."""


class Change(NamedTuple):
    """What a commit did to a path: the file (mode and blob) before and after; none where there was none."""

    path: str
    before: tuple[str, str] | None
    after: tuple[str, str] | None


class Step(NamedTuple):
    """A commit of the main line: its name, its moment in seconds since 1970, its changes, who made it and from what."""

    commit: str
    seconds: int
    changes: tuple[Change, ...]
    author: str = ""
    parents: tuple[str, ...] = ()
    message: str = ""


def main_line(repository: Repo, revision: str, known: str | None = None) -> Iterator[Step]:
    """The commits from this one back to the first, or to the one after `known`; a merge by what it changed here.

    Raises Rewritten at once where `known` does not lie on that line.
    """
    commit = revision if is_name(revision) else commit_of(repository, revision)
    if known is None:
        return _steps(repository, commit)
    if known == commit:
        return iter(())
    try:
        # What is behind the last one known is not much, and must not be believed before its end is seen.
        steps = list(_steps(repository, commit, f"^{commit_of(repository, known)}"))
    except UnknownRevision as error:
        raise Rewritten(known) from error
    if not steps or steps[-1].parents[:1] != (known,):
        raise Rewritten(known)
    return iter(steps)


def from_the_first(repository: Repo, commit: str) -> Iterator[Step]:
    """The same commits from the first to this one; hardly more than one of them is held at a time."""
    return _steps(repository, "--reverse", commit)


def _steps(repository: Repo, *revisions: str) -> Iterator[Step]:
    for record in records(repository, *_RAW, "--first-parent", "--diff-merges=first-parent", *revisions, "--"):
        yield _step(record)


def records(repository: Repo, *arguments: str) -> Iterator[bytes]:
    """The commits of a log, each the bytes that Git wrote of it."""
    rest = b""
    with stream(repository, *_LOG, *arguments) as output:
        while block := output.read(_BLOCK):
            *whole, rest = (rest + block).split(_BETWEEN)
            yield from whole
    # Only now is it sure that the last one was not cut off.
    if rest:
        yield rest


def _step(record: bytes) -> Step:
    head, author, message, *raw = texts(record)
    commit, seconds, parents = head.split(" ", 2)
    changes = []
    for facts, path in zip(raw[::2], raw[1::2], strict=False):
        mode_before, mode_after, before, after, _ = facts.split(" ")
        # The first one begins with the end of a line, each with a colon.
        mode_before = mode_before[-6:]
        changes.append(
            Change(
                path,
                None if mode_before == _NONE else (mode_before, before),
                None if mode_after == _NONE else (mode_after, after),
            )
        )
    return Step(commit, moment(seconds), tuple(changes), author[1:], tuple(parents.split()), message[1:])


def texts(record: bytes) -> list[str]:
    """The fields of a commit: what somebody said in letters that people read, paths so that no byte is lost."""
    try:
        return record.decode().lstrip("\0").split("\0")
    except UnicodeDecodeError:
        head, author, message, *raw = record.lstrip(b"\0").split(b"\0")
        paths = [each.decode("utf-8", "surrogateescape") for each in raw]
        return [head.decode(), _said(author), _said(message), *paths]


def _said(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode(_FORMERLY, "replace")


def moment(seconds: str) -> int:
    """The moment; one that no calendar has becomes the last one that it has, one that cannot be read the first."""
    return min(int(seconds), LATEST) if seconds.isdecimal() else 0


def merge_base(repository: Repo, one: str, other: str) -> str | None:
    """The last commit that two have in common; none where their histories have nothing to do with each other."""
    found = ask(repository, "merge-base", commit_of(repository, one), commit_of(repository, other))
    # Where a commit cannot be read, Git complains and goes on as if nothing were in common.
    if found.status and found.words:
        raise damaged(found.words)
    return found.out.decode().strip() or None


def uncommitted(repository: Repo, folder: Path) -> list[str]:
    """The paths below a folder that differ from the last commit, or that Git does not know yet."""
    options = ("--porcelain", "-z", "--untracked-files=all", "--no-renames")
    listing = answer(repository, "status", *options, "--", str(folder))
    return [entry[3:].decode("utf-8", "surrogateescape") for entry in listing.split(b"\0") if entry]


def is_ignored(repository: Repo, path: Path) -> bool:
    """Whether Git leaves the file alone: it is not tracked, and a rule says that it never shall be."""
    return ask(repository, "check-ignore", "--quiet", "--", str(path)).status == 0
