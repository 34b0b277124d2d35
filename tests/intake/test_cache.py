"""Cache files: whole or not at all, in the repository's own Git folder, believed only undamaged."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from jdflow.intake.cache import cache_folder, keep, load

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "jdflow" / "check.json"
    assert load(path) is None
    for data in (b"", b"esimene", bytes(range(256)) * 1000):
        keep(path, data)
        assert load(path) == data
    assert [each.name for each in path.parent.iterdir()] == ["check.json"]


@pytest.mark.parametrize("at", [0, 31, 32, 50, -1])
def test_one_other_bit_is_damage(at: int, tmp_path: Path) -> None:
    path = tmp_path / "check.json"
    keep(path, b"esimene" * 10)
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    assert load(path) is None


@pytest.mark.parametrize("length", [0, 1, 31, 32, 38])
def test_a_part_is_damage(length: int, tmp_path: Path) -> None:
    path = tmp_path / "check.json"
    keep(path, b"esimene")
    path.write_bytes(path.read_bytes()[:length])
    assert load(path) is None


def test_where_nothing_can_be_kept_nothing_is_said(tmp_path: Path) -> None:
    keep(tmp_path / "puudub" / "jdflow" / "check.json", b"x")
    (tmp_path / "check.json").mkdir()
    keep(tmp_path / "check.json", b"x")
    assert load(tmp_path / "check.json") is None
    assert [path.name for path in tmp_path.iterdir()] == ["check.json"]


def test_an_interrupted_one_leaves_the_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "check.json"
    keep(path, b"vana")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(type(path), "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        keep(path, b"uus")
    assert load(path) == b"vana"
    assert [each.name for each in tmp_path.iterdir()] == ["check.json"]


def test_the_folder(tmp_path: Path) -> None:
    root = tmp_path / "amet"
    root.mkdir()
    assert cache_folder(root) is None
    (tmp_path / ".git").mkdir()
    assert cache_folder(root) == tmp_path / ".git/jdflow"
    (root / ".git").mkdir()
    assert cache_folder(root) == root / ".git/jdflow"


@pytest.mark.parametrize("absolute", [False, True])
def test_the_folder_of_a_linked_work_tree(*, absolute: bool, tmp_path: Path) -> None:
    home = tmp_path / "home/.git/worktrees/amet"
    home.mkdir(parents=True)
    (tmp_path / "amet").mkdir()
    where = home if absolute else os.path.relpath(home, tmp_path / "amet")
    (tmp_path / "amet/.git").write_text(f"gitdir: {where}\n", "utf-8")
    assert cache_folder(tmp_path / "amet") == home / "jdflow"


@pytest.mark.parametrize("text", [b"", b"gitdir", b"\xff\xfe", b"muu: /x\n"])
def test_a_file_that_says_something_else(text: bytes, tmp_path: Path) -> None:
    (tmp_path / ".git").write_bytes(text)
    assert cache_folder(tmp_path) is None
