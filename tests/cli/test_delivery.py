"""Documents on their way to the disk: whole or not at all, never through a link, only where something changed."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from typing import IO, TYPE_CHECKING, Any

import pytest

from jdflow.cli import INTERRUPTED
from jdflow.deliver import files
from tests.cli.agency import TODAY, Agency, manifest, names, position
from tests.command import process

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")
posix = pytest.mark.skipif(os.name == "nt", reason="links, signals and permissions are of another kind there")

OTHERS = {f"positions/p{number}.yaml": position(f"P{number}") for number in range(4)}
DOCUMENTS = sorted(["naidis_2026-03-01.docx", *(f"p{number}_2026-03-01.docx" for number in range(4))])


@pytest.fixture
def agency(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Agency:
    """A repository of five documents."""
    agency = Agency(tmp_path / "amet", tmp_path / "välja" / "uus", capsys)
    agency.commit(OTHERS)
    return agency


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file with its bytes and the time it was last written."""
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir() if path.is_file()}


# -- the folder ----------------------------------------------------------------------------------------------------


def test_new_folders_are_made(agency: Agency) -> None:
    assert agency.render().code == 0
    assert names(agency.out) == DOCUMENTS


def test_a_file_in_the_folder_s_place_is_told_before_anything_is_made(agency: Agency, tmp_path: Path) -> None:
    file = tmp_path / "fail"
    file.write_bytes(b"vana")
    for out in (file, file / "kaust", file / "a" / "b"):
        for verb in ("render", "build"):
            ran = agency.run(verb, "--out", out)
            assert (ran.code, ran.out) == (2, "")
            assert ran.err == f"jdflow: “{file}” is a file; name a folder with --out.\n"
    assert file.read_bytes() == b"vana"


@posix
def test_what_is_a_link_is_never_written_through(agency: Agency, tmp_path: Path) -> None:
    outside = tmp_path / "väljas.docx"
    outside.write_bytes(b"vana")
    agency.out.mkdir(parents=True)
    (agency.out / "p1_2026-03-01.docx").symlink_to(outside)
    ran = agency.render()
    assert ran.code == 1
    assert ran.err.splitlines()[0] == (
        f"“p1” was not made: the system says “{os.strerror(errno.ELOOP)}” ({agency.out / 'p1_2026-03-01.docx'})"
    )
    assert outside.read_bytes() == b"vana"
    assert (agency.out / "p1_2026-03-01.docx").is_symlink()
    assert [row["file"] for row in manifest(agency.out)["documents"]] == [
        name for name in DOCUMENTS if name != "p1_2026-03-01.docx"
    ]


@posix
@pytest.mark.parametrize("name", ["manifest.json", "register.csv", "register.xlsx", "index.html"])
def test_files_beside_the_documents_are_no_way_out_either(agency: Agency, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "väljas"
    outside.write_bytes(b"vana")
    agency.out.mkdir(parents=True)
    (agency.out / name).symlink_to(outside)
    ran = agency.build()
    assert ran.code == 3
    assert ran.err.splitlines()[-1] == f"jdflow: The system refuses: {os.strerror(errno.ELOOP)} ({agency.out / name})."
    assert outside.read_bytes() == b"vana"
    assert set(DOCUMENTS) <= set(names(agency.out))


def test_a_folder_in_a_document_s_place_keeps_only_that_one_back(agency: Agency) -> None:
    (agency.out / "p2_2026-03-01.docx").mkdir(parents=True)
    ran = agency.render()
    assert ran.code == 1
    assert "“p2” was not made: the system says " in ran.err
    assert str(agency.out / "p2_2026-03-01.docx") in ran.err
    assert ran.out.count(".docx") == 4
    assert names(agency.out) == DOCUMENTS


# -- what lies there already ---------------------------------------------------------------------------------------


def test_what_would_not_change_is_not_written(agency: Agency) -> None:
    agency.build()
    before = state(agency.out)
    ran = agency.build()
    assert state(agency.out) == before
    assert "(written: 0, as they were: 5, not made: 0)" in ran.err


def test_only_what_changed_is_written(agency: Agency) -> None:
    agency.render()
    before = state(agency.out)
    agency.commit({"positions/p3.yaml": position("Uus nimetus")})
    ran = agency.render()
    changed = [name for name, was in state(agency.out).items() if was != before[name]]
    assert sorted(changed) == ["manifest.json", "p3_2026-03-01.docx"]
    assert "(written: 1, as they were: 4, not made: 0)" in ran.err


def test_damaged_documents_are_made_anew(agency: Agency) -> None:
    agency.render()
    whole = state(agency.out)["p0_2026-03-01.docx"][0]
    for damaged in (b"", whole[:-1] + b"?", whole[:100]):
        (agency.out / "p0_2026-03-01.docx").write_bytes(damaged)
        assert "written: 1," in agency.render().err
        assert state(agency.out)["p0_2026-03-01.docx"][0] == whole


@posix
def test_permissions_of_what_is_replaced_are_kept(agency: Agency) -> None:
    agency.render()
    document = agency.out / "p0_2026-03-01.docx"
    document.write_bytes(b"muu")
    document.chmod(0o640)
    agency.render()
    assert stat.S_IMODE(document.stat().st_mode) == 0o640
    assert document.read_bytes() != b"muu"


# -- when it goes wrong --------------------------------------------------------------------------------------------


class Disk:
    """A disk on which there is room for so many files, and for half of the next."""

    def __init__(self, room: int, error: int) -> None:
        self.room = room
        self.error = error
        self.open = os.fdopen

    def fdopen(self, handle: int, mode: str) -> IO[Any]:
        """The file as the program sees it."""
        file: IO[Any] = self.open(handle, mode)
        self.room -= 1
        if self.room < 0:
            write = file.write

            def full(data: bytes) -> int:
                write(data[: len(data) // 2])
                raise OSError(self.error, os.strerror(self.error))

            file.write = full  # type: ignore[method-assign,assignment]
        return file


@pytest.mark.parametrize("room", [0, 2, 5])
@pytest.mark.parametrize("verb", ["render", "build"])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_ends_the_run_and_leaves_all_as_it_was(
    agency: Agency, monkeypatch: pytest.MonkeyPatch, verb: str, room: int, error: int
) -> None:
    agency.run(verb)
    before = state(agency.out)
    agency.commit({path: text.replace("korras", "leitavad") for path, text in OTHERS.items()})
    agency.commit({"positions/p9.yaml": position("P9")})
    monkeypatch.setattr(os, "fdopen", Disk(room, error).fdopen)
    ran = agency.run(verb)
    assert ran.code == 3
    assert f"jdflow: The system refuses: {os.strerror(error)} ({agency.out}" in ran.err.splitlines()[-1]
    after = state(agency.out)
    written = [name for name in after if after[name] != before.get(name)]
    assert len(written) == room
    assert set(before) <= set(after)
    assert not [name for name in after if name.startswith(".")]
    monkeypatch.undo()
    assert agency.run(verb).code == 0
    assert {*DOCUMENTS, "p9_2026-03-01.docx"} <= set(names(agency.out))


def test_a_file_that_the_system_refuses_keeps_only_that_one_back(
    agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(0, errno.EFBIG)

    def only_p1(handle: int, mode: str) -> IO[Any]:
        disk.room = 0 if "p1_" in refused[0] else 9
        return disk.fdopen(handle, mode)

    refused = [""]
    whole = files.write_whole

    def watched(path: Path, data: bytes) -> None:
        refused[0] = path.name
        whole(path, data)

    monkeypatch.setattr(files, "write_whole", watched)
    monkeypatch.setattr(os, "fdopen", only_p1)
    ran = agency.render()
    said = f"the system says “{os.strerror(errno.EFBIG)}” ({agency.out / 'p1_2026-03-01.docx'})"
    assert (ran.code, ran.err.splitlines()[0]) == (1, f"“p1” was not made: {said}")
    assert names(agency.out) == [name for name in DOCUMENTS if not name.startswith("p1_")]


INTERRUPTING = """
import os, signal, sys
from jdflow.cli import main
from jdflow.deliver import files

opened, paths, fdopen_, open_ = [], {}, os.fdopen, os.open
folder = sys.argv[sys.argv.index("--out") + 1]

def open(path, *further):
    handle = open_(path, *further)
    paths[handle] = os.fspath(path)
    return handle

def fdopen(handle, mode):
    file = fdopen_(handle, mode)
    if os.path.dirname(paths.get(handle, "")) == folder:
        opened.append(file)
    if len(opened) == 3 and file is opened[2]:
        write = file.write
        def half(data):
            write(data[:100])
            file.flush()
            signal.raise_signal(signal.SIGINT)
            write(data[100:])
        file.write = half
    return file

files.os.open = open
files.os.fdopen = fdopen
sys.exit(main())
"""


@posix
@pytest.mark.parametrize("verb", ["render", "build"])
def test_ctrl_c_leaves_nothing_half_written(agency: Agency, verb: str) -> None:
    agency.render()
    whole = {name: data for name, (data, _) in state(agency.out).items()}
    for name in DOCUMENTS:
        (agency.out / name).write_bytes(b"vana")
    ran = process(verb, "--out", agency.out, "--today", TODAY, cwd=agency.root, python=("-c", INTERRUPTING))
    assert (ran.code, ran.out) == (INTERRUPTED, "")
    assert "Traceback" not in ran.err
    after = {name: data for name, (data, _) in state(agency.out).items()}
    assert sorted(after) == sorted(whole)
    written = [name for name in DOCUMENTS if after[name] != b"vana"]
    assert len(written) == 2
    assert all(after[name] == whole[name] for name in written)


def test_two_at_once_into_one_folder(agency: Agency, tmp_path: Path) -> None:
    agency.build("--out", tmp_path / "üks")
    command = [sys.executable, "-m", "jdflow", "--lang", "en", "--today", TODAY, "build", "--out", str(agency.out)]
    running = [
        subprocess.Popen(command, cwd=agency.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)
    ]
    said = [one.communicate() for one in running]
    assert [one.returncode for one in running] == [0, 0, 0], said
    alone = {name: data for name, (data, _) in state(tmp_path / "üks").items()}
    assert {name: data for name, (data, _) in state(agency.out).items()} == alone
