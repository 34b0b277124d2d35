"""The room of Git, the one place that talks to it, through GitPython: a repository opened, made, looked at."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

    from git import Repo

Repository: TypeAlias = "Repo"
# What a caller sets on purpose: settings, who commits and when, the way to a server. All other GIT_* are leaks, of a
# hook for example.
_KEPT = (
    *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_COUNT"),
    *("GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_", "GIT_CEILING_DIRECTORIES", "GIT_AUTHOR_", "GIT_COMMITTER_"),
    *("GIT_ASKPASS", "GIT_HTTP_", "GIT_PROXY_", "GIT_SSH", "GIT_SSL_", "GIT_TERMINAL_PROMPT", "GIT_TRACE"),
    "GIT_PYTHON_REFRESH",
)
# History is what was committed: no local replacements of it. Looking on takes no locks, and what Git lists comes in
# blocks. A file of grafts that cannot exist is the only way to have none.
_ALWAYS = {
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": f"{os.devnull}/none",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_FLUSH": "0",
}


class NoRepository(Exception):  # noqa: N818 (a state of the environment)
    """There is no Git repository here."""


class Refused(Exception):  # noqa: N818 (a state of the environment)
    """Git does not do what it is asked, and says why: the repository belongs to another user, for example."""


class Damaged(Refused):
    """Something that history needs is missing or broken, in Git's words; the object's name where it is known."""

    def __init__(self, words: str, object: str | None = None) -> None:  # noqa: A002 (Git's word)
        super().__init__(words)
        self.object = object


class UnknownRevision(Exception):  # noqa: N818 (what the user asked for)
    """The repository knows no such commit."""


def _git() -> None:
    """Prepares GitPython: importing it looks for the git program and would complain loudly where there is none."""
    for name in [name for name in os.environ if name.startswith("GIT_") and not name.startswith(_KEPT)]:
        del os.environ[name]
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
    try:
        import git as _  # noqa: F401
    except ImportError as error:
        # It asks for Git's version, and Git refuses all work where its settings are broken.
        raise Refused(_words(error.__cause__)) from error


def _words(error: BaseException | None) -> str:
    """What Git said, out of what GitPython makes of it."""
    from jdflow.git.calls import words_of

    said = str(getattr(error, "stderr", None) or error).strip()
    return words_of(said.removeprefix("stderr: ").strip("'").encode())


def open_repository(folder: Path) -> Repo:
    """The repository that holds the folder; whatever GIT_* the caller's environment has leaked is cleared."""
    _git()
    from git import InvalidGitRepositoryError, NoSuchPathError, Repo

    try:
        repository = Repo(folder, search_parent_directories=True, expand_vars=False)
    except (InvalidGitRepositoryError, NoSuchPathError) as error:
        raise NoRepository(str(folder)) from error
    repository.git.update_environment(**_ALWAYS)
    return repository


def make_repository(folder: Path) -> None:
    """Makes the folder a repository with a main branch; NoRepository where there is no Git, Refused where it fails."""
    if git_version() is None:
        raise NoRepository(str(folder))
    _git()
    from git import GitCommandError, Repo

    try:
        Repo.init(folder, initial_branch="main", expand_vars=False).close()
    except GitCommandError as error:
        raise Refused(_words(error)) from error


def git_version() -> tuple[int, ...] | None:
    """The version of the git program; none where there is none, empty where it does not even say."""
    try:
        _git()
    except Refused:
        return ()
    from git import Git, GitCommandError, GitCommandNotFound

    try:
        return Git().version_info[:3]
    except GitCommandNotFound:
        return None
    except GitCommandError:
        return ()


def is_shallow(repository: Repo) -> bool:
    """Whether commits are missing from the history."""
    from jdflow.git.calls import answer

    return answer(repository, "rev-parse", "--is-shallow-repository") == b"true\n"
