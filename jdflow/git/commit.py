"""A commit that says something and changes nothing, made whole or not at all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from jdflow.git import Refused, UnknownRevision
from jdflow.git.calls import answer, ask
from jdflow.git.tree import commit_of

if TYPE_CHECKING:
    from git import Repo

# What lies in the Git folder while work waits to be finished, and how Git calls that work.
_UNFINISHED = {
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "BISECT_LOG": "bisect",
}
# Of a subject, in the log of the branch.
_MOST_LETTERS = 200
_LOCK = re.compile(r"'([^']+\.lock)': File exists")


class NotRecorded(Refused):
    """No commit was made, and nothing has changed; why, in Git's words or in a fact."""


class Bare(NotRecorded):
    """The repository has no work tree, so nobody works here."""


class Unborn(NotRecorded):
    """The branch, whose name this is, has no commit yet."""


class Detached(NotRecorded):
    """No branch is checked out, and a commit would belong to none."""


class Moved(NotRecorded):
    """The branch has another commit, whose name this is, than the one that was looked at."""


class Unfinished(NotRecorded):
    """A merge, a rebase or the like, whose name this is, waits to be finished or given up."""


class Nameless(NotRecorded):
    """Git does not know who makes the commit: user.name or user.email is missing."""


class Unsigned(NotRecorded):
    """The settings ask for signed commits, and this one could not be signed."""


class Staged(NotRecorded):
    """There are changes in the index, which whoever made them means to commit otherwise."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        super().__init__(" ".join(paths))
        self.paths = paths


class Locked(NotRecorded):
    """Another program is at work in the repository, or was ended in the middle and has left its lock."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def record(repository: Repo, message: str, expected_head: str, seconds: int | None = None) -> str:
    """Adds a commit with the files of the one before it to the branch that is checked out; its name.

    It is made at that moment, or now where none is given. The index and the work tree stay as they are, changed or
    not. Raises a NotRecorded.
    """
    if seconds is not None:
        at = f"@{seconds} +0000"
        with repository.git.custom_environment(GIT_AUTHOR_DATE=at, GIT_COMMITTER_DATE=at):
            return record(repository, message, expected_head)
    branch = _branch(repository, expected_head)
    _refuse_staged(repository, expected_head)
    for ident in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        # What Git would make up from the names of the user and the machine is nobody's name in a record.
        known = ask(repository, "-c", "user.useConfigOnly=true", "var", ident)
        if known.status:
            raise Nameless(known.words)
    commit = _written(repository, message, expected_head)
    subject = message.strip().partition("\n")[0][:_MOST_LETTERS].encode("utf-8", "replace").decode()
    _move(repository, branch, commit, expected_head, f"commit: {subject}")
    return commit


def _branch(repository: Repo, expected_head: str) -> str:
    """The branch that is checked out, ready to be added to."""
    if repository.working_tree_dir is None:
        raise Bare(str(repository.git_dir))
    folder = Path(repository.git_dir)
    for name, work in _UNFINISHED.items():
        if (folder / name).exists():
            raise Unfinished(work)
    found = ask(repository, "symbolic-ref", "--quiet", "HEAD")
    if found.status:
        raise Detached("HEAD")
    branch = found.out.decode("utf-8", "surrogateescape").removesuffix("\n")
    try:
        head = commit_of(repository, "HEAD")
    except UnknownRevision as error:
        raise Unborn(branch) from error
    if head != expected_head:
        raise Moved(head)
    return branch


def _refuse_staged(repository: Repo, head: str) -> None:
    # Who holds the index is about to commit something.
    lock = Path(repository.git_dir, "index.lock")
    if lock.exists():
        raise Locked(str(lock))
    # What is only meant to be added later is no change yet.
    options = ("--cached", "--name-only", "-z", "--ignore-submodules=none", "--ita-invisible-in-index")
    staged = answer(repository, "diff-index", *options, head, "--")
    if staged:
        raise Staged(tuple(staged.decode("utf-8", "surrogateescape").split("\0")[:-1]))


def _written(repository: Repo, message: str, parent: str) -> str:
    """The commit, of which no branch knows yet."""
    signed = ask(repository, "config", "--type=bool", "--get", "commit.gpgSign").out == b"true\n"
    options = ("-S",) if signed else ()
    given = (message if message.endswith("\n") else f"{message}\n").encode("utf-8", "replace")
    written = ask(repository, "commit-tree", *options, "-p", parent, "-F", "-", f"{parent}^{{tree}}", given=given)
    if written.status:
        raise (Unsigned if signed else NotRecorded)(written.words)
    return written.out.decode().strip()


def _move(repository: Repo, branch: str, commit: str, before: str, why: str) -> None:
    """Lets the branch end at the commit, if it still ends where it did."""
    moved = ask(repository, "update-ref", "-m", why, branch, commit, before)
    if not moved.status:
        return
    if lock := _LOCK.search(moved.words):
        raise Locked(lock[1])
    head = ask(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", branch).out.decode().strip()
    if head != before:
        raise Moved(head)
    raise NotRecorded(moved.words)
