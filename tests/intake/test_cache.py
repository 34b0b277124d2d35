"""Cache files: whole or not at all, in the repository's own Git folder, believed only undamaged."""

from __future__ import annotations

import os
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from jdflow.intake.cache import cache_folder, history_folder, keep, load
from tests.command import git, repository

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


def committed(folder: Path) -> Path:
    (folder / "positions").mkdir(parents=True)
    (folder / "positions/naidis.yaml").touch()
    return repository(folder)


@pytest.mark.needs("git")
def test_work_trees_have_folders_of_their_own_but_one_history(tmp_path: Path) -> None:
    top = committed(tmp_path / "top")
    git(top, "worktree", "add", "--quiet", "-b", "teine", str(tmp_path / "õ  "))
    assert cache_folder(tmp_path / "õ  ") == top / ".git/worktrees/õ--/jdflow"
    assert history_folder(tmp_path / "õ  ") == history_folder(top) == cache_folder(top) == top / ".git/jdflow"
    pointer = tmp_path / "õ  /.git"
    home = os.path.relpath(pointer.read_text("utf-8").removeprefix("gitdir: ").strip(), pointer.parent)
    pointer.write_text(f"gitdir: {home}\n", "utf-8")
    git(pointer.parent, "status")
    assert cache_folder(pointer.parent / "positions") == top / ".git/worktrees/õ--/jdflow"
    assert history_folder(pointer.parent / "positions") == top / ".git/jdflow"


@pytest.mark.needs("git")
def test_the_folder_of_a_submodule_is_its_own(tmp_path: Path) -> None:
    top, other = committed(tmp_path / "top"), committed(tmp_path / "other")
    git(top, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other), "sees/amet")
    assert cache_folder(top / "sees/amet") == history_folder(top / "sees/amet") == top / ".git/modules/sees/amet/jdflow"
    assert cache_folder(top / "sees") == top / ".git/jdflow"


@pytest.mark.needs("git")
def test_the_folder_of_a_bare_clone(tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(committed(tmp_path / "top")), "bare")
    assert cache_folder(tmp_path / "bare") == history_folder(tmp_path / "bare") == tmp_path / "bare/jdflow"


@pytest.mark.needs("git")
def test_the_folder_by_another_way(tmp_path: Path) -> None:
    top = committed(tmp_path / "top")
    git(top, "init", "--quiet", "--separate-git-dir", str(tmp_path / "mujal"))
    assert cache_folder(top) == tmp_path / "mujal/jdflow"
    (top / ".git").unlink()
    (top / ".git").symlink_to(tmp_path / "mujal")
    assert cache_folder(top) == top / ".git/jdflow"


@pytest.mark.parametrize(
    "text",
    [b"", b"gitdir", b"\xff\xfe", b"muu: /x\n", b"gitdir: \n", b"gitdir: mujal\n", b"gitdir: a\0b", b"gitdir: \xff"],
    ids=ascii,
)
def test_a_file_that_says_something_else(text: bytes, tmp_path: Path) -> None:
    (tmp_path / "mujal").mkdir()
    (tmp_path / ".git").write_bytes(text)
    assert cache_folder(tmp_path) is history_folder(tmp_path) is None


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".git")
    assert cache_folder(tmp_path) is history_folder(tmp_path) is None
    (tmp_path / ".git").unlink()
    (tmp_path / ".git").symlink_to(".git")
    assert cache_folder(tmp_path) is history_folder(tmp_path) is None


def test_two_at_once_never_mix(tmp_path: Path) -> None:
    path = tmp_path / "jdflow" / "check.json"
    contents = [bytes([each]) * 200_000 for each in range(6)]

    def often(data: bytes) -> None:
        for _ in range(20):
            keep(path, data)

    threads = [Thread(target=often, args=(data,)) for data in contents]
    for thread in threads:
        thread.start()
    seen = []
    while any(thread.is_alive() for thread in threads):
        seen.append(load(path))
    assert {load(path), *seen} <= {None, *contents}
    # None only while there was nothing yet.
    there = [each is not None for each in seen]
    assert there == sorted(there)
    assert [each.name for each in path.parent.iterdir()] == ["check.json"]
