"""Which files come in, of those that are named and those that lie in the folders that are named."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jdflow.intake.root import is_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENDINGS = (".doc", ".docm", ".docx", ".dotx", ".pdf", ".txt")
_OF_SYSTEMS = frozenset(("thumbs.db", "desktop.ini", "__macosx"))


class Documents(NamedTuple):
    """What is to come in, and what lies beside it in the folders that are named."""

    files: list[Path]
    # Files of other kinds, and links to folders, which nobody follows.
    passed: list[Path]


def documents(named: Iterable[Path]) -> Documents:
    """The files that are named, and the documents that lie in the folders that are named; each once, in order."""
    files: dict[str, Path] = {}
    passed: dict[str, Path] = {}
    for one in named:
        for path in _inside(one) if is_folder(one) else (one,):
            is_taken = path == one or path.suffix.lower() in ENDINGS or is_folder(path)
            is_taken &= not (path != one and _is_link_to_folder(path))
            # A link leads to a file that may be there by its own name, too.
            (files if is_taken else passed).setdefault(os.path.realpath(path), path)
    return Documents(list(files.values()), list(passed.values()))


def _inside(folder: Path) -> Iterator[Path]:
    """The files of a folder and of those below it; a folder in which the system does not let us look, as itself."""
    closed: list[OSError] = []
    for name, folders, files in os.walk(folder, onerror=closed.append):
        yield from (Path(error.filename) for error in closed)
        closed.clear()
        folders[:] = sorted(one for one in folders if _is_seen(one))
        here = Path(name)
        yield from (path for one in folders if _is_link_to_folder(path := here / one))
        yield from (here / one for one in sorted(files) if _is_seen(one))
    yield from (Path(error.filename) for error in closed)


def _is_link_to_folder(path: Path) -> bool:
    return os.path.islink(path) and is_folder(path)  # noqa: PTH114 (Path.is_symlink fails where it may not look)


def _is_seen(name: str) -> bool:
    # Word keeps a file of its own beside each that is open, and systems keep files of theirs in folders.
    return not name.startswith(("~$", ".")) and name.lower() not in _OF_SYSTEMS
