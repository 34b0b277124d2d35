"""Which files come in, of those that are named and those that lie in the folders that are named."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from jdflow.app.incoming import documents

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).touch()


def names(found: Iterable[Path], folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in found]


def test_documents_of_folders_come_once_each_and_in_order(tmp_path: Path) -> None:
    touch(tmp_path, "b.PDF", "a.docx", "c/d.txt", "f.md", "kaust.pdf/g.DocX", "c/b/a.doc")
    files, _ = documents(
        [tmp_path / "b.PDF", tmp_path, tmp_path / "c/../a.docx", tmp_path / "f.md", tmp_path / "p.txt"]
    )
    assert names(files, tmp_path) == [
        *("b.PDF", "a.docx", "c/d.txt", "c/b/a.doc", "kaust.pdf/g.DocX", "f.md", "p.txt"),
    ]


def test_files_of_other_kinds_are_passed_over_and_told(tmp_path: Path) -> None:
    touch(tmp_path, "a.docx", "b.odt", "c/d.xlsx", "e", "f.txt.bak")
    assert names(documents([tmp_path]).passed, tmp_path) == ["b.odt", "e", "f.txt.bak", "c/d.xlsx"]


def test_what_programs_keep_for_themselves_is_nothing_to_tell_of(tmp_path: Path) -> None:
    touch(tmp_path, "~$a.docx", ".e.txt", ".DS_Store", "Thumbs.db", ".git/a.txt", "__MACOSX/a.docx", "desktop.ini")
    assert documents([tmp_path]) == ([], [])


def test_whatever_is_named_is_tried(tmp_path: Path) -> None:
    touch(tmp_path, ".e.txt", "b.odt")
    assert names(documents([tmp_path / ".e.txt", tmp_path / "b.odt"]).files, tmp_path) == [".e.txt", "b.odt"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_to_files_are_those_files_and_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    touch(tmp_path, "siin/a.docx", "mujal/b.docx")
    (tmp_path / "siin/c.docx").symlink_to(tmp_path / "siin/a.docx")
    (tmp_path / "siin/ring").symlink_to(tmp_path / "siin")
    (tmp_path / "siin/kaust.docx").symlink_to(tmp_path / "mujal")
    (tmp_path / "siin/ise.docx").symlink_to(tmp_path / "siin/ise.docx")
    found = documents([tmp_path / "siin"])
    assert names(found.files, tmp_path) == ["siin/a.docx", "siin/ise.docx"]
    assert names(found.passed, tmp_path) == ["siin/kaust.docx", "siin/ring"]
    (tmp_path / "viit").symlink_to(tmp_path / "mujal")
    assert names(documents([tmp_path / "viit"]).files, tmp_path) == ["viit/b.docx"]


def test_a_folder_in_which_we_may_not_look_stands_for_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "a.docx", "kinni/b.docx", "lahti/c.docx")
    scan = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("kinni"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert names(documents([tmp_path]).files, tmp_path) == ["a.docx", "kinni", "lahti/c.docx"]
