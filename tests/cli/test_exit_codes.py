"""How a run ends: 0 clean, 1 problems, 2 usage, 3 environment, 70 a bug, 130 interrupted; never a traceback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from jdflow import __version__
from jdflow.cli.verbs import VERBS, explain, uses
from tests.command import jdflow, process
from tests.support import OWN

if TYPE_CHECKING:
    from jdflow.cli.context import Context

UNKNOWN_KEY = "eesmark: Andmed on korras.\n"
FULL = Path("/dev/full")
# Output waits to be written, as it usually does: what cannot be written is then only seen in the end.
BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
posix = pytest.mark.skipif(not FULL.exists(), reason="output works another way here")


def spoil(root: Path, text: str = UNKNOWN_KEY) -> None:
    """Adds a line to a position that makes it wrong."""
    with (root / OWN).open("a", encoding="utf-8") as file:
        file.write(text)


def test_clean_is_0(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jdflow(capsys, "-C", root, "check").code == 0


def test_an_error_is_1(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(root)
    ran = jdflow(capsys, "-C", root, "check")
    assert (ran.code, ran.err) == (1, "")
    assert f"{OWN}:9:1" in ran.out


def test_a_warning_is_0_and_strictly_1(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(root, "asendajad: [juhataja]\n")
    (root / "positions/juhataja.yaml").write_text(
        (root / "positions/juhataja.yaml").read_text("utf-8").replace("asendab: [naidis]\n", ""), "utf-8"
    )
    assert jdflow(capsys, "-C", root, "check").code == 0
    ran = jdflow(capsys, "-C", root, "check", "--strict")
    assert ran.code == 1
    assert "JD307" in ran.out


def test_notes_are_never_1(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jdflow(capsys, "-C", root, "check", "--strict").code == 0


@pytest.mark.parametrize("arguments", [(), ("-q",), ("chekc",), ("check", "--formt"), ("check", "--format", "jsn")])
def test_wrong_usage_is_2(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


def test_no_content_is_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "--lang", "en", "-C", tmp_path, "check")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        f"jdflow: Neither “{tmp_path}” nor a folder above it holds positions/ and shared/; "
        "go there, name the folder with -C, or make a new repository with `jdflow init`.\n"
    )


@pytest.mark.parametrize("verb", ["check", "fmt", "list", "new", "schema", "show", "uses"])
def test_every_verb_that_reads_content_needs_it(verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    further = {
        "new": ("abi", "--unit", "a", "--relation", "ametnik"),
        "schema": ("--check",),
        "show": ("abi",),
        "uses": ("rights/abi",),
    }
    ran = jdflow(capsys, "-C", tmp_path, verb, *further.get(verb, ()))
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)


def test_every_verb_has_a_module_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in VERBS:
        ran = jdflow(capsys, verb, "--help")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(f"kasutus: jdflow {verb} ")


def broken(_: object) -> int:
    return 1 // 0


@pytest.mark.parametrize(("lang", "sentence"), [("en", "This is a bug in jdflow"), ("et", "See on jdflow enda viga")])
def test_a_bug_is_70_and_one_sentence(
    lang: str, sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(explain, "run", broken)
    ran = jdflow(capsys, "explain", "--lang", lang)
    assert (ran.code, ran.out, ran.err.count("\n")) == (70, "", 1)
    assert f"{sentence} (ZeroDivisionError, test_exit_codes.py:" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("arguments", [("-v", "explain"), ("explain", "--verbose")])
def test_verbosely_a_bug_shows_its_traceback(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(explain, "run", broken)
    ran = jdflow(capsys, *arguments)
    assert ran.code == 70
    assert ran.err.startswith("Traceback (most recent call last):")
    assert "ZeroDivisionError" in ran.err


def test_ctrl_c_is_130_and_silent(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(_: Context) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(explain, "run", interrupted)
    assert jdflow(capsys, "explain") == (130, "", "")


def test_ctrl_c_while_parsing_is_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(explain, "arguments", interrupted)
    assert jdflow(capsys, "explain") == (130, "", "")


def test_what_the_system_refuses_is_3(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(root / "shared"))

    monkeypatch.setattr(uses, "open_worktree", refused)
    ran = jdflow(capsys, "--lang", "en", "-C", root, "uses", "rights/kaugtoo")
    assert ran == (3, "", f"jdflow: The system refuses: Permission denied ({root / 'shared'}).\n")


class Ended(NamedTuple):
    """How a process ended whose output went elsewhere."""

    code: int
    err: str


def run_into(stdout: int | None, *arguments: str, cwd: Path) -> Ended:
    """The program with its output going to an open file, or with none at all."""
    away = ["sh", "-c", 'exec "$@" >&-', "sh"] if stdout is None else []
    result = subprocess.run(
        [*away, sys.executable, "-m", "jdflow", *arguments],
        cwd=cwd,
        env=BUFFERED,
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    return Ended(result.returncode, result.stderr)


@posix
@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("check", "--help"), ("explain",)])
def test_a_reader_who_leaves_is_no_error(arguments: tuple[str, ...], tmp_path: Path) -> None:
    source, target = os.pipe()
    os.close(source)
    ran = run_into(target, *arguments, cwd=tmp_path)
    os.close(target)
    assert ran == (0, "")


@posix
def test_a_reader_who_leaves_stops_a_long_list(tmp_path: Path) -> None:
    # More than fits into a pipe, so that writing fails while there is still much to say.
    source, target = os.pipe()
    for number in range(800):
        path = tmp_path / "positions" / f"{'a' * 60}-{number}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.touch()
    reader = os.fdopen(source, "rb", buffering=0)
    with subprocess.Popen(
        [sys.executable, "-m", "jdflow", "check"], cwd=tmp_path, env=BUFFERED, stdout=target, stderr=subprocess.PIPE
    ) as running:
        os.close(target)
        assert reader.read(1)
        reader.close()
        _, err = running.communicate()
    assert (running.returncode, err) == (0, b"")


@posix
@pytest.mark.parametrize("arguments", [("--version",), ("--lang", "en", "--help"), ("--lang", "en", "explain")])
def test_a_full_disk_is_3(arguments: tuple[str, ...], tmp_path: Path) -> None:
    with FULL.open("wb") as full:
        ran = run_into(full.fileno(), *arguments, cwd=tmp_path)
    assert ran.code == 3
    assert re.fullmatch(r"jdflow: [^\n]*No space left on device[^\n]*\n", ran.err)


@posix
@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("explain",)])
def test_no_output_at_all_is_no_error(arguments: tuple[str, ...], tmp_path: Path) -> None:
    assert run_into(None, *arguments, cwd=tmp_path) == (0, "")


@posix
def test_a_folder_that_is_gone_is_3(tmp_path: Path) -> None:
    code = "import os, sys; os.rmdir(os.getcwd()); from jdflow.cli import main; sys.exit(main())"
    for arguments, expected in ((("check",), 3), (("doctor",), 3), (("--help",), 0), (("--version",), 0)):
        gone = tmp_path / "gone"
        gone.mkdir()
        ran = process(*arguments, cwd=gone, python=("-c", code))
        assert ran.code == expected
        assert "Traceback" not in ran.err
        assert ran.err.count("\n") == (1 if expected else 0)


def test_python_m_is_the_same(tmp_path: Path) -> None:
    assert process("--version", cwd=tmp_path) == (0, f"jdflow {__version__}\n", "")
    assert process("chekc", cwd=tmp_path).code == 2
