"""Files on disk: whole or not at all, never through a link."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_within(root: Path, path: str, data: bytes) -> None:
    """Writes a file below a folder, and the folders on the way to it; none of these may be a link to elsewhere."""
    folder = root
    for name in path.split("/")[:-1]:
        folder /= name
        if folder.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(folder))
        folder.mkdir(exist_ok=True)
    write_whole(root / path, data)


def write_whole(path: Path, data: bytes) -> None:
    """Puts the data in the file's place, permissions kept; nobody ever meets half of it.

    Where the path is a link, or the system refuses, OSError says so, and all is as it was before.
    """
    mode = _mode(path)
    # Beside the file, because only within one file system is a replacement a single step; hidden from snapshots.
    temporary = path.with_name(f".jdflow-{secrets.token_hex(8)}.tmp")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def write_changed(path: Path, data: bytes) -> bool:
    """Puts the data in the file's place unless it is there already; says whether it was put."""
    with suppress(FileNotFoundError, IsADirectoryError, PermissionError):
        if not path.is_symlink() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    write_whole(path, data)
    return True


def remove_unchanged(path: Path, sha256: str) -> bool:
    """Removes a file if its bytes are still those; says whether it did."""
    if path.is_symlink() or not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        return False
    path.unlink()
    return True


def _mode(path: Path) -> int | None:
    """The permissions of the file that is replaced; none where there is no file yet."""
    try:
        found = path.lstat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(found):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    if not stat.S_ISREG(found):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    return stat.S_IMODE(found)
