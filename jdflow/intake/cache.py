"""A cache file in the repository's own .git/jdflow/: whole or not at all, believed only if its checksum fits."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

_CHECKSUM = 32


def cache_folder(root: Path) -> Path | None:
    """Where caches of this repository are kept; none outside Git."""
    for folder in (root, *root.parents):
        git = folder / ".git"
        if git.is_dir():
            return git / "jdflow"
        if git.is_file():
            # A linked work tree or a submodule: a line that says where its Git folder is.
            with suppress(OSError, UnicodeDecodeError):
                line = git.read_text("utf-8").strip()
                if line.startswith("gitdir:"):
                    return (folder / line.removeprefix("gitdir:").strip()).resolve() / "jdflow"
            return None
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
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_checksum(data) + data)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _checksum(data: bytes) -> bytes:
    return blake2b(data, digest_size=_CHECKSUM).digest()
