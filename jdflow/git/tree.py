"""The files of a commit, or of the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.git import UnknownRevision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from git import Repo

INDEX = ":"


class Tree:
    """Files by their paths, each with its mode and the name of its blob."""

    def __init__(self, repository: Repo, files: Mapping[str, tuple[str, str]]) -> None:
        self.repository = repository
        self.files = files

    def modes(self, prefix: str) -> Iterator[tuple[str, str]]:
        """The paths below a folder, each with its mode."""
        for path, (mode, _) in self.files.items():
            if path.startswith(prefix):
                yield path, mode

    def read(self, path: str, most: int) -> bytes:
        """The first bytes of a file, no more than `most`."""
        data: bytes = self.repository.git.stream_object_data(self.files[path][1])[3].read(most)
        return data


def commit_of(repository: Repo, revision: str) -> str:
    """The full name of a commit; raises UnknownRevision."""
    from git import GitCommandError

    try:
        # --end-of-options: a revision is data, even where it begins with a dash.
        commit: str = repository.git.rev_parse("--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except GitCommandError as error:
        raise UnknownRevision(revision) from error
    return commit


def tree_of(repository: Repo, revision: str) -> Tree:
    """The files of a commit, or of the index (`:`)."""
    git = repository.git
    if revision == INDEX:
        listing: bytes = git.ls_files("-s", "-z", stdout_as_string=False)
    else:
        listing = git.ls_tree("-r", "-z", "--full-tree", commit_of(repository, revision), stdout_as_string=False)
    files: dict[str, tuple[str, str]] = {}
    for line in listing.split(b"\0"):
        if line:
            facts, _, path = line.partition(b"\t")
            # The index says `mode blob stage`, a commit `mode type blob`.
            mode, second, third = facts.decode().split()
            blob = second if revision == INDEX else third
            files[path.decode("utf-8", "surrogateescape")] = (mode, blob)
    return Tree(repository, files)
