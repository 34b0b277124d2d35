"""What is kept from run to run of a repository's history, and by which program it was made."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import jdflow
from jdflow.intake.cache import history_folder
from jdflow.intake.shelf import Shelf

if TYPE_CHECKING:
    from jdflow.git import Repository


def edition() -> str:
    """The program's version and its newest file: whoever works on a rule wants no answers of the old one."""
    package = os.path.dirname(jdflow.__file__)  # noqa: PTH120 (a hundred paths cost more as objects than the rest of this)
    files = (entry for folder, _, _ in os.walk(package) for entry in os.scandir(folder) if entry.name.endswith(".py"))
    newest = max((entry.stat().st_mtime_ns for entry in files), default=0)
    return f"{jdflow.__version__} {newest}"


def shelf_of(repository: Repository) -> Shelf:
    """Where what is seen of this repository's history is kept."""
    folder = history_folder(Path(repository.working_dir))
    return Shelf(None, "") if folder is None else Shelf(folder / "history.db", edition())
