"""A cache file in the repository's own .git/jdflow/: whole or not at all, believed only if its checksum fits."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from jdflow.intake.root import find_repository

if TYPE_CHECKING:
    from pathlib import Path

_CHECKSUM = 32


def cache_folder(root: Path) -> Path | None:
    """Where caches of this repository are kept; none outside Git."""
    top = find_repository(root)
    if top is None:
        return None
    git = top / ".git"
    if git.is_dir():
        return git / "jdflow"
    # A linked work tree or a submodule: a line that says where its Git folder is.
    with suppress(OSError, UnicodeDecodeError):
        line = git.read_text("utf-8").strip()
        if line.startswith("gitdir:"):
            return (top / line.removeprefix("gitdir:").strip()).resolve() / "jdflow"
    return None


def load(path: Path) -> bytes | None:
    """What was kept there; none where nothing was, or where it is damaged."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    checksum, kept = data[:_CHECKSUM], data[_CHECKSUM:]
    return kept if _checksum(kept) == checksum else None


def keep(path: Path, data: bytes) -> None:
    """Keeps the data for the next run; where that is not possible, the next run does without."""
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        # Of two processes each writes a file of its own; the last one to finish is believed.
        own = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            with own.open("wb") as file:
                file.write(_checksum(data))
                file.write(data)
            own.replace(path)
        except BaseException:
            own.unlink(missing_ok=True)
            raise


def _checksum(data: bytes) -> bytes:
    from hashlib import blake2b

    return blake2b(data, digest_size=_CHECKSUM).digest()
