"""The content root, and the repository around it, from any folder within."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from jdflow.intake.root import find_repository, find_root, is_folder
from tests.support import OWN, overlay

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return overlay("").on_disk(tmp_path / "amet")


@pytest.mark.parametrize("start", [".", "positions", "shared/rights", "muu"])
def test_from_within(start: str, root: Path) -> None:
    (root / "muu").mkdir()
    assert find_root(root / start) == root


def test_from_without(root: Path, tmp_path: Path) -> None:
    assert find_root(tmp_path) is None
    assert find_root(tmp_path / "puudub") is None
    assert root.is_dir()


def test_the_nearest_one(root: Path) -> None:
    inner = overlay("").on_disk(root / "muu/amet")
    assert find_root(inner / "positions") == inner
    assert find_root(root / "muu") == root


def test_a_part_of_one_only_where_there_is_no_whole(root: Path, tmp_path: Path) -> None:
    # positions/ with a file in it is no root as long as the whole is above.
    (root / "muu/positions").mkdir(parents=True)
    (root / "muu/positions/x.yaml").touch()
    assert find_root(root / "muu") == root
    (tmp_path / "teine/shared").mkdir(parents=True)
    assert find_root(tmp_path / "teine/shared") is None
    (tmp_path / "teine/shared/settings.yaml").touch()
    assert find_root(tmp_path / "teine/shared") == tmp_path / "teine"
    (tmp_path / "kolmas/positions/a/b").mkdir(parents=True)
    assert find_root(tmp_path / "kolmas/positions/a") is None
    (tmp_path / "kolmas/positions/a/b/x.yaml").touch()
    assert find_root(tmp_path / "kolmas/positions/a") == tmp_path / "kolmas"


def test_files_of_those_names_are_no_root(tmp_path: Path) -> None:
    (tmp_path / "positions").touch()
    (tmp_path / "shared").touch()
    assert find_root(tmp_path) is None


@pytest.mark.parametrize("git", ["folder", "file"])
def test_the_repository(git: str, root: Path, tmp_path: Path) -> None:
    assert find_repository(root) is None
    (tmp_path / ".git").mkdir() if git == "folder" else (tmp_path / ".git").touch()
    assert find_repository(root) == find_repository(root / "positions") == tmp_path
    (root / ".git").mkdir()
    assert find_repository(root / "positions") == root


def test_what_is_a_folder(root: Path, tmp_path: Path) -> None:
    assert is_folder(root)
    assert [is_folder(root / name) for name in (OWN, "puudub", "x" * 5000, f"{OWN}/x")] == [False] * 4
    if os.name != "nt":
        (tmp_path / "ring").symlink_to("ring")
        assert not is_folder(tmp_path / "ring")
