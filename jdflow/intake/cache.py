"""A cache file in the repository's own .git/jdflow/: whole or not at all, believed only if its checksum fits."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from jdflow.intake.root import is_folder

_CHECKSUM = 32
# More than a path may be.
_MOST_BYTES = 1 << 16
_POINTER = b"gitdir:"


def cache_folder(root: Path) -> Path | None:
    """Where caches of what lies in this work tree are kept; none outside Git."""
    home = _home(root)
    return home and home / "jdflow"


def history_folder(root: Path) -> Path | None:
    """Where caches of history are kept, which is the same for all work trees of a repository; none outside Git."""
    home = _home(root)
    return home and (_pointed(home / "commondir") or home) / "jdflow"


def _home(root: Path) -> Path | None:
    """The Git folder of a work tree, or of a bare clone."""
    for folder in (root, *root.parents):
        git = folder / ".git"
        if is_folder(git):
            return git
        if os.path.lexists(git):
            # A linked work tree or a submodule: a line that says where its Git folder is.
            home = _pointed(git, _POINTER)
            return home if home and _is_git(_pointed(home / "commondir") or home) else None
        if _is_git(folder):
            return folder
    return None


def _pointed(path: Path, prefix: bytes = b"") -> Path | None:
    """The folder that a file names in its one line; none where it does not."""
    with suppress(OSError, ValueError):
        if path.is_file():
            with path.open("rb") as file:
                line = file.read(_MOST_BYTES)
            if line.startswith(prefix):
                target = os.fsdecode(line.removeprefix(prefix).lstrip(b" ").rstrip(b"\r\n"))
                return Path(os.path.realpath(path.parent / target))
    return None


def _is_git(folder: Path) -> bool:
    """Whether Git keeps a repository right here, as in a bare clone."""
    with suppress(OSError):
        return (folder / "HEAD").is_file() and (folder / "objects").is_dir() and (folder / "refs").is_dir()
    return False


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
        # Of two processes, on whichever machine, each writes a file of its own; the last one to finish is believed.
        own = path.with_name(f"{path.name}.{os.urandom(8).hex()}")
        try:
            with own.open("xb") as file:
                file.write(_checksum(data))
                file.write(data)
            own.replace(path)
        except BaseException:
            own.unlink(missing_ok=True)
            raise


def _checksum(data: bytes) -> bytes:
    from hashlib import blake2b

    return blake2b(data, digest_size=_CHECKSUM).digest()
