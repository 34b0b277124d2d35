"""The content root: the nearest folder upwards that holds positions and shared blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def find_root(start: Path) -> Path | None:
    """The nearest folder from here upwards with positions/ and shared/, or else with one of them and settings."""
    upwards = (start, *start.parents)
    whole = (folder for folder in upwards if (folder / "positions").is_dir() and (folder / "shared").is_dir())
    # Git keeps no empty folders: where the last position is gone, so is positions/; the check should say so.
    partly = (
        folder for folder in upwards if (folder / "shared" / "settings.yaml").is_file() or _holds_positions(folder)
    )
    return next(whole, None) or next(partly, None)


def _holds_positions(folder: Path) -> bool:
    return any((folder / "positions").glob("**/*.yaml"))
