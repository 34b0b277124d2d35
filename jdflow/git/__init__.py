"""The room of Git, the one place that talks to it, through GitPython: a repository opened, made, looked at."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

    from git import Repo

Repository: TypeAlias = "Repo"
# What a caller may set on purpose; all other GIT_* are leaks, of a hook for example.
_KEPT = {
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CEILING_DIRECTORIES",
    "GIT_PYTHON_REFRESH",
}


class NoRepository(Exception):  # noqa: N818 (a state of the environment)
    """There is no Git repository here."""


class Refused(Exception):  # noqa: N818 (a state of the environment)
    """Git does not open the repository, and says why: it belongs to another user, for example."""


class UnknownRevision(Exception):  # noqa: N818 (what the user asked for)
    """The repository knows no such commit."""


def _git() -> None:
    """Prepares GitPython: importing it looks for the git program and would complain loudly where there is none."""
    for name in [name for name in os.environ if name.startswith("GIT_") and name not in _KEPT]:
        del os.environ[name]
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")


def open_repository(folder: Path) -> Repo:
    """The repository that holds the folder; whatever GIT_* the caller's environment has leaked is cleared."""
    _git()
    from git import InvalidGitRepositoryError, NoSuchPathError, Repo

    try:
        return Repo(folder, search_parent_directories=True)
    except (InvalidGitRepositoryError, NoSuchPathError) as error:
        raise NoRepository(str(folder)) from error


def make_repository(folder: Path) -> bool:
    """Makes the folder a repository with a main branch; says whether that was possible."""
    if git_version() is None:
        return False
    from git import GitCommandError, Repo

    try:
        Repo.init(folder, initial_branch="main").close()
    except GitCommandError:
        return False
    return True


def git_version() -> tuple[int, ...] | None:
    """The version of the git program; none where there is none."""
    _git()
    from git import Git, GitCommandNotFound

    try:
        return Git().version_info[:3]
    except GitCommandNotFound:
        return None


def is_shallow(repository: Repo) -> bool:
    """Whether commits are missing from the history."""
    from git import GitCommandError

    try:
        answer: str = repository.git.rev_parse("--is-shallow-repository")
    except GitCommandError as error:
        raise Refused(error.stderr.strip(" \n'").removeprefix("stderr: '").partition("\n")[0]) from error
    return answer == "true"
