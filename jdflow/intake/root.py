"""The content root: the nearest folder upwards that holds positions and shared blocks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def find_root(start: Path) -> Path | None:
    """The nearest folder from here upwards with positions/ and shared/, or else with one of them and settings."""
    upwards = (start, *start.parents)
    whole = (folder for folder in upwards if is_folder(folder / "positions") and is_folder(folder / "shared"))
    # Git keeps no empty folders: where the last position is gone, so is positions/; the check should say so.
    partly = (
        folder for folder in upwards if (folder / "shared" / "settings.yaml").is_file() or _holds_positions(folder)
    )
    return next(whole, None) or next(partly, None)


def is_folder(path: Path) -> bool:
    """Whether there is a folder of that name; where the system does not even look, there is none."""
    return os.path.isdir(path)  # noqa: PTH112 (Path.is_dir fails for a name that is too long or may not be looked up)


def is_bare(folder: Path) -> bool:
    """Whether Git keeps a repository right here, without a work tree."""
    return (folder / "HEAD").is_file() and is_folder(folder / "objects") and is_folder(folder / "refs")


def find_repository(root: Path) -> Path | None:
    """The nearest folder from here upwards that Git keeps."""
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), None)


def _holds_positions(folder: Path) -> bool:
    return any((folder / "positions").glob("**/*.yaml"))
