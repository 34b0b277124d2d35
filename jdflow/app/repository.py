"""The repository around the content, opened for its history; what stands in the way ends the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from jdflow.git import NoRepository, Refused, UnknownRevision, git_version, is_shallow, open_repository
from jdflow.git.history import uncommitted
from jdflow.git.tree import commit_of, tree_of
from jdflow.intake.contents import SETTINGS
from jdflow.intake.root import find_repository, is_bare
from jdflow.intake.snapshot import FOLDERS
from jdflow.language import Msg, msg

if TYPE_CHECKING:
    from pathlib import Path

    from jdflow.git import Repository

UNSHALLOW = "git fetch --unshallow --filter=blob:none"


class NoHistory(Exception):  # noqa: N818 (a state of the environment)
    """The history cannot be asked, and why, with the way out."""

    def __init__(self, why: Msg) -> None:
        super().__init__(why)
        self.why = why


class Unkept(NoHistory):
    """There is no history yet: the content is not kept in Git, or nothing is committed."""


class Source(NamedTuple):
    """A repository, the way from its top to the content, and the commit that is asked for; open until it is left."""

    repository: Repository
    prefix: str
    commit: str

    @property
    def folder(self) -> str:
        """What the paths of the content begin with in the repository."""
        return f"{self.prefix}/" if self.prefix else ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.repository.close()


def open_source(root: Path, revision: str) -> Source:
    """The repository that keeps the content, at a revision; raises NoHistory, or UnknownRevision for a bad one."""
    unkept = msg("The content is not kept in Git, so it has no history: run `git init` and commit the files.")
    # Git itself is loaded only where there is anything to be asked.
    if find_repository(root) is None and not is_bare(root):
        raise Unkept(unkept)
    try:
        repository = open_repository(root)
        if is_shallow(repository):
            raise NoHistory(
                msg("The clone is shallow: most of the history is missing. Run `{command}`.", command=UNSHALLOW)
            )
    except NoRepository:
        raise Unkept(unkept) from None
    except Refused as refused:
        if git_version() is None:
            raise NoHistory(msg("Git is not installed, and history is kept in it. Install Git.")) from None
        raise NoHistory(msg("Git does not open the repository: {why}.", why=str(refused))) from None
    try:
        commit = commit_of(repository, revision)
    except UnknownRevision:
        if revision != "HEAD":
            raise
        raise Unkept(msg("Nothing is committed yet, so there is no history: commit the files.")) from None
    if repository.working_tree_dir is None:
        return Source(repository, _only_content(repository, commit), commit)
    below = root.resolve().relative_to(_resolved(repository)).as_posix()
    return Source(repository, "" if below == "." else below, commit)


def _only_content(repository: Repository, commit: str) -> str:
    """Where the content lies in a repository without a work tree; it must be the only one there."""
    found = [path.removesuffix(SETTINGS) for path, _ in tree_of(repository, commit).modes("") if _is_settings(path)]
    if len(found) != 1:
        raise NoHistory(
            msg("This is a bare repository, and not one content was found in it; go to a clone that has the files.")
        )
    return found[0].rstrip("/")


def _is_settings(path: str) -> bool:
    return path == SETTINGS or path.endswith(f"/{SETTINGS}")


def _resolved(repository: Repository) -> Path:
    from pathlib import Path

    return Path(str(repository.working_tree_dir)).resolve()


def left_out(source: Source, root: Path) -> list[str]:
    """The files of the content that were changed and not committed; none where there is no work tree."""
    if source.repository.working_tree_dir is None:
        return []
    return [path for folder in FOLDERS for path in uncommitted(source.repository, root / folder)]
