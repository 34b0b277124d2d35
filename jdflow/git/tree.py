"""The files of a commit, or of the index."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.git import Damaged, UnknownRevision
from jdflow.git.calls import answer, ask

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from git import Repo

INDEX = ":"
_NAME = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


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
        """The first bytes of a file, no more than `most`; raises Damaged where they are missing or broken."""
        blob = self.files[path][1]
        git = self.repository.git
        try:
            # One process answers all, until the repository is closed.
            _, _, size, stream = git.stream_object_data(blob)
            data: bytes = stream.read(most)
        except (ValueError, OSError) as error:
            # What it has not said of this one must not be taken for the next one's.
            git.clear_cache()
            raise Damaged(f"object {blob} cannot be read", blob) from error
        # It reads on to its end when it goes, so it has to go before the process.
        del stream
        if len(data) < min(size, most):
            git.clear_cache()
            raise Damaged(f"object {blob} cannot be read to its end", blob)
        return data


def commit_of(repository: Repo, revision: str) -> str:
    """The full name of a commit; raises UnknownRevision, or Damaged where what the revision names cannot be read."""
    commit = _name_of(repository, f"{revision}^{{commit}}")
    if commit is not None:
        return commit
    # Git may have refused to answer at all.
    answer(repository, "rev-parse", "--git-dir")
    name = _name_of(repository, revision)
    if name not in {None, revision} and ask(repository, "cat-file", "-t", str(name)).status:
        raise Damaged(f"object {name} cannot be read", name)
    raise UnknownRevision(revision)


def _name_of(repository: Repo, revision: str) -> str | None:
    if "\0" in revision:
        return None
    # --end-of-options: a revision is data, even where it begins with a dash.
    found = ask(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", revision)
    name = found.out.decode("utf-8", "replace").strip()
    # With a ^ in front it would be all commits but these.
    return name if not found.status and is_name(name) else None


def is_name(revision: str) -> bool:
    """Whether it is the whole name of an object, which every repository reads alike."""
    return _NAME.fullmatch(revision) is not None


def tree_of(repository: Repo, revision: str) -> Tree:
    """The files of a commit, or of the index (`:`)."""
    if revision == INDEX:
        listing = answer(repository, "ls-files", "-s", "-z", "--full-name", ":/")
    else:
        listing = answer(repository, "ls-tree", "-r", "-z", "--full-tree", commit_of(repository, revision))
    files: dict[str, tuple[str, str]] = {}
    for line in listing.split(b"\0"):
        if line:
            facts, _, path = line.partition(b"\t")
            # The index says `mode blob stage`, a commit `mode type blob`.
            mode, second, third = facts.decode().split()
            blob = second if revision == INDEX else third
            files[path.decode("utf-8", "surrogateescape")] = (mode, blob)
    return Tree(repository, files)
