"""Histories of any shape for tests: commits made object by object, so that each may be as odd as Git can hold."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_MODES: Mapping[str, str] = {}


class Graph:
    """A repository to which commits are added that say who, when, from what and which files there are."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seconds = 1_700_000_000
        folder.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, given: bytes = b"") -> str:
        """Git in the repository; what it says."""
        result = subprocess.run(["git", *arguments], cwd=self.folder, input=given, capture_output=True, check=True)
        return result.stdout.decode().strip()

    def blob(self, data: bytes) -> str:
        return self.git("hash-object", "-w", "--stdin", given=data)

    def tree(self, files: Mapping[str, bytes | str], modes: Mapping[str, str] = _MODES) -> str:
        """A tree of files: each the bytes, or the name of what is there."""
        lines = []
        for path, data in files.items():
            name = data if isinstance(data, str) else self.blob(data)
            lines.append(f"{modes.get(path, '100644')} {name}\t".encode() + os.fsencode(path) + b"\0")
        index = {**os.environ, "GIT_INDEX_FILE": str(self.folder / ".git/index-of-a-tree")}
        for arguments in (["read-tree", "--empty"], ["update-index", "-z", "--index-info"]):
            subprocess.run(["git", *arguments], cwd=self.folder, env=index, input=b"".join(lines), check=True)
        written = subprocess.run(["git", "write-tree"], cwd=self.folder, env=index, capture_output=True, check=True)
        return written.stdout.decode().strip()

    def commit(  # noqa: PLR0913 (what a commit can say, each by its name)
        self,
        message: str | bytes,
        files: Mapping[str, bytes | str],
        parents: Sequence[str] = (),
        modes: Mapping[str, str] = _MODES,
        *,
        author: str | bytes = "Test",
        seconds: int | None = None,
        date: str | None = None,
        encoding: str | None = None,
    ) -> str:
        """A commit, an hour after the one before it where nothing else is said; its name."""
        self.seconds += 3600
        when = date if date is not None else f"{self.seconds if seconds is None else seconds} +0200"
        who = author if isinstance(author, bytes) else author.encode()
        lines = [
            f"tree {self.tree(files, modes)}".encode(),
            *(f"parent {parent}".encode() for parent in parents),
            b"author " + who + f" <test@example.org> {when}".encode(),
            f"committer Test <test@example.org> {when}".encode(),
            *([f"encoding {encoding}".encode()] if encoding else []),
            b"",
            message if isinstance(message, bytes) else message.encode(),
        ]
        written = ("hash-object", "-t", "commit", "-w", "--literally", "--stdin")
        return self.git(*written, given=b"\n".join(lines))

    def line(self, number: int) -> list[str]:
        """So many commits one after another, the first first."""
        commits: list[str] = []
        tree = self.tree({"a": b"0"})
        for each in range(number):
            parent = ["-p", commits[-1]] if commits else []
            tree = self.tree({"a": str(each).encode()}) if number < 10 else tree
            commits.append(self.git("commit-tree", tree, *parent, "-m", str(each)))
        return commits

    def cut(self, name: str) -> None:
        """Takes away the end of an object."""
        path = self.folder / ".git/objects" / name[:2] / name[2:]
        path.chmod(0o644)
        path.write_bytes(path.read_bytes()[:5000])

    def spoil(self, name: str, *, broken: bool) -> None:
        """Takes an object away, or leaves something else in its place."""
        path = self.folder / ".git/objects" / name[:2] / name[2:]
        path.unlink()
        if broken:
            path.write_bytes(b"katki")
