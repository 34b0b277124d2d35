"""Files come whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from jdflow.deliver.files import write_whole

links = pytest.mark.skipif(os.name == "nt", reason="links and permissions need another system")


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_new_file(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.yaml", b"a: 1\n")
    assert (tmp_path / "a.yaml").read_bytes() == b"a: 1\n"
    assert names(tmp_path) == ["a.yaml"]


@links
@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_a_new_file_has_the_permissions_that_new_files_have(umask: int, tmp_path: Path) -> None:
    before = os.umask(umask)
    try:
        write_whole(tmp_path / "a.yaml", b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.yaml").stat().st_mode) == 0o666 & ~umask


@links
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755, 0o444])
def test_permissions_stay(mode: int, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"before")
    path.chmod(mode)
    write_whole(path, b"after")
    assert path.read_bytes() == b"after"
    assert stat.S_IMODE(path.stat().st_mode) == mode


@links
@pytest.mark.parametrize("target", ["there.yaml", "nowhere.yaml"])
def test_a_link_is_left_alone(target: str, tmp_path: Path) -> None:
    (tmp_path / "there.yaml").write_bytes(b"there")
    (tmp_path / "a.yaml").symlink_to(target)
    with pytest.raises(OSError, match=r"a\.yaml"):
        write_whole(tmp_path / "a.yaml", b"after")
    assert (tmp_path / "there.yaml").read_bytes() == b"there"
    assert names(tmp_path) == ["a.yaml", "there.yaml"]


def test_a_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()
    with pytest.raises(OSError, match=r"a\.yaml"):
        write_whole(tmp_path / "a.yaml", b"after")
    assert names(tmp_path) == ["a.yaml"]


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, OSError, MemoryError])
@pytest.mark.parametrize("moment", ["replace", "chmod"])
def test_nothing_is_left_behind(
    trouble: type[BaseException], moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"before")

    def fail(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(Path, moment, fail)
    with pytest.raises(trouble):
        write_whole(path, b"after")
    assert path.read_bytes() == b"before"
    assert names(tmp_path) == ["a.yaml"]


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "a.yaml", b"after")
    assert names(tmp_path) == []
