"""A snapshot: the paths and bytes of a content repository, on disk or at a commit, which look the same from here on."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeAlias

from jdflow.language import Msg, msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from jdflow.git.tree import Tree

FOLDERS = ("positions", "shared", "templates")
# A little more than any file may hold: enough for the reader to see that it is too much.
MOST_BYTES = 1024 * 1024 + 1

EntryKind: TypeAlias = Literal["file", "folder", "link", "other"]


class Entry(NamedTuple):
    """Something that lies in a snapshot, its path relative to the content root with forward slashes."""

    path: str
    kind: EntryKind

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]


class Unreadable(Exception):  # noqa: N818 (the state of a file, not a fault of the program)
    """A file that cannot be read, and why."""

    def __init__(self, why: Msg) -> None:
        super().__init__(why)
        self.why = why


class Snapshot(Protocol):
    """Paths and bytes."""

    def entries(self) -> Sequence[Entry]:
        """All that lies under positions/, shared/ and templates/, sorted; folders only where they end in .yaml."""

    def read(self, path: str, most: int = MOST_BYTES) -> bytes:
        """The first bytes of a file, by default what a reader needs to see that it is too large; raises Unreadable."""

    def identity(self, path: str) -> str | None:
        """What is the same for two files only if their bytes are; none where nobody knows without reading."""


def is_yaml_name(name: str) -> bool:
    """Whether a file by that name would be read."""
    return name.endswith(".yaml")


class Worktree:
    """The files on disk."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def entries(self) -> list[Entry]:
        """All entries, sorted by path; links are named, never followed."""
        found: list[Entry] = []
        todo = [folder for folder in FOLDERS if os.path.lexists(self.root / folder)]
        for folder in list(todo):
            if (self.root / folder).is_symlink():
                found.append(Entry(folder, "link"))
                todo.remove(folder)
        while todo:
            folder = todo.pop()
            try:
                with os.scandir(self.root / folder) as inside:
                    for entry in inside:
                        kind = _kind(entry)
                        path = f"{folder}/{entry.name}"
                        if kind != "folder" or is_yaml_name(entry.name):
                            found.append(Entry(path, kind))
                        elif not entry.name.startswith("."):
                            todo.append(path)
            except OSError:
                found.append(Entry(folder, "other"))
        return sorted(found)

    def read(self, path: str, most: int = MOST_BYTES) -> bytes:
        """The first bytes of a file."""
        try:
            # Between looking and opening a file could have become a link or a pipe: refuse both here, too.
            handle = os.open(
                self.root / path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
            )
            with os.fdopen(handle, "rb") as file:
                if not stat.S_ISREG(os.fstat(handle).st_mode):
                    raise Unreadable(msg("it is not an ordinary file"))
                return file.read(most)
        except OSError as error:
            raise Unreadable(_why(error)) from error

    def identity(self, path: str) -> None:  # noqa: ARG002 (a file on disk has none, whatever its path)
        """None: a file on disk can change at any time."""
        return


def _kind(entry: os.DirEntry[str]) -> EntryKind:
    if entry.is_symlink():
        return "link"
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    return "file" if entry.is_file(follow_symlinks=False) else "other"


def _why(error: OSError) -> Msg:
    if isinstance(error, PermissionError):
        return msg("it may not be opened (no permission)")
    if isinstance(error, FileNotFoundError):
        return msg("it is no longer there")
    return msg("the system says “{said}”", said=error.strerror or str(error))


# The modes of ordinary files in Git.
READABLE = ("100644", "100755")


class Commit:
    """The files of a commit, or of the index."""

    _KINDS: dict[str, EntryKind] = {**dict.fromkeys(READABLE, "file"), "120000": "link"}  # noqa: RUF012 (a constant)

    def __init__(self, tree: Tree, root: str = "") -> None:
        self.tree = tree
        self.prefix = f"{root}/" if root else ""

    def entries(self) -> list[Entry]:
        """All entries, sorted by path."""
        found: set[Entry] = set()
        for path, mode in self.tree.modes(self.prefix):
            first, *folders = path[len(self.prefix) :].split("/")
            if first not in FOLDERS:
                continue
            kind = self._KINDS.get(mode, "other")
            if not folders and kind == "file":
                # A file where a folder belongs.
                kind = "other"
            found.update(self._entry(first, folders, kind))
        return sorted(found)

    def _entry(self, first: str, below: list[str], kind: EntryKind) -> Iterator[Entry]:
        """The entry as the work tree would show it: nothing of hidden folders, of those that end in .yaml no more."""
        for depth, name in enumerate(below[:-1], 1):
            if is_yaml_name(name):
                yield Entry("/".join((first, *below[:depth])), "folder")
                return
            if name.startswith("."):
                return
        yield Entry("/".join((first, *below)), kind)

    def read(self, path: str, most: int = MOST_BYTES) -> bytes:
        """The first bytes of a file."""
        return self.tree.read(self.prefix + path, most)

    def identity(self, path: str) -> str | None:
        """The name of the file's blob; a folder has none."""
        _, blob = self.tree.files.get(self.prefix + path, ("", None))
        return blob
