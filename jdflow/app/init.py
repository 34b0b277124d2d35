"""`init`: a new content repository."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from jdflow.app.schema import schema_files
from jdflow.deliver.files import write_within
from jdflow.git import make_repository

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path


def starter() -> dict[str, bytes]:
    """The files of a new content repository, by path."""
    found = dict(_files(files("jdflow") / "starter", ""))
    return dict(sorted((found | {path: text.encode() for path, text in schema_files().items()}).items()))


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_bytes()


def is_free(folder: Path) -> bool:
    """Whether a repository may be made there: nothing is in the way but an empty Git repository."""
    if folder.is_symlink() or not folder.exists():
        return not folder.is_symlink()
    return folder.is_dir() and all(entry.name == ".git" for entry in folder.iterdir())


def init(folder: Path) -> tuple[list[str], bool]:
    """Writes a new content repository; the paths written, and whether Git keeps them now."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for path, data in starter().items():
        write_within(folder, path, data)
        written.append(path)
    return written, (folder / ".git").exists() or make_repository(folder)
