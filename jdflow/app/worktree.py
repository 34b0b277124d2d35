"""The work tree opened for reading: what most verbs begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.reading import Reading
from jdflow.intake.snapshot import Worktree

if TYPE_CHECKING:
    from pathlib import Path


def open_worktree(root: Path) -> Reading:
    """The content on disk."""
    return Reading(Worktree(root))
