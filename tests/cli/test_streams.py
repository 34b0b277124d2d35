"""Where output goes and how it looks: results and remarks apart, colours only where wanted, any encoding."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.command import Ran, jdflow, process
from tests.support import overlay

if TYPE_CHECKING:
    from pathlib import Path

ESCAPE = "\x1b"
encodings = pytest.mark.skipif(os.name == "nt", reason="output is always UTF-8 here")
# Each verb with a result to print, so that colours and streams are seen in all of them.
RESULTS = [
    ("check",),
    ("list",),
    ("show", "naidis"),
    ("uses", "rights/kaugtoo"),
    ("explain",),
    ("explain", "JD104"),
    ("doctor",),
]


@pytest.fixture
def spoilt(root: Path) -> Path:
    """Content with a problem and with a use of a block."""
    return overlay("eesmark: Andmed on korras.\nõigused:\n  - kasuta: rights/kaugtoo\n").on_disk(root)


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 (it puts the stream there)
    """As if the output went to a terminal."""
    # A test has a stream of its own, but of the same make.
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True)


@pytest.mark.parametrize("verb", RESULTS)
def test_output_that_is_no_terminal_is_plain(
    verb: tuple[str, ...], spoilt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = jdflow(capsys, "-C", spoilt, *verb)
    assert ran.out
    assert ESCAPE not in ran.out + ran.err


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("verb", RESULTS)
def test_a_terminal_gets_colours(verb: tuple[str, ...], spoilt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = jdflow(capsys, "-C", spoilt, "--color", "never", *verb)
    assert ESCAPE not in plain.out
    coloured = jdflow(capsys, "-C", spoilt, *verb)
    assert f"{ESCAPE}[" in coloured.out
    assert uncoloured(coloured) == plain
    assert jdflow(capsys, "-C", spoilt, "--color", "auto", *verb) == coloured
    assert jdflow(capsys, "-C", spoilt, "--color=always", *verb) == coloured


def uncoloured(ran: Ran) -> Ran:
    return ran._replace(out=re.sub(rf"{ESCAPE}\[[0-9;]*m", "", ran.out))


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(("value", "escapes"), [("1", 0), ("0", 0), ("", 2)])
def test_no_color(
    value: str, escapes: int, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NO_COLOR", value)
    assert jdflow(capsys, "-C", root, "list").out.count(ESCAPE) == escapes
    # What is asked for on the command line counts for more.
    assert ESCAPE in jdflow(capsys, "-C", root, "list", "--color", "always").out


def test_colours_can_be_had_in_a_pipe(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ESCAPE in jdflow(capsys, "-C", root, "list", "--color", "always").out


@pytest.mark.parametrize(
    "verb",
    [
        ("check", "--format", "json"),
        ("list", "--format", "json"),
        ("show", "naidis", "--format", "json"),
        ("uses", "rights/kaugtoo", "--format", "json"),
        ("schema",),
        ("schema", "--kind", "position"),
    ],
)
def test_json_is_one_document_and_nothing_else(
    verb: tuple[str, ...], spoilt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = jdflow(capsys, "-C", spoilt, "--color", "always", *verb)
    assert ran.err == ""
    assert isinstance(json.loads(ran.out), dict)
    assert jdflow(capsys, "-C", spoilt, "-q", *verb) == ran


def test_remarks_go_to_stderr_and_quiet_leaves_them_out(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "positions/tyhi.yaml").touch()
    loud = jdflow(capsys, "-C", root, "--lang", "en", "list")
    assert loud.err == "Files that cannot be read and are missing here: 1; `jdflow check` tells more.\n"
    assert jdflow(capsys, "-C", root, "--lang", "en", "list", "-q") == (loud.code, loud.out, "")


def test_a_quiet_check_leaves_out_the_summary(spoilt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quiet, loud = (jdflow(capsys, "-C", spoilt, *options, "check") for options in (("-q",), ()))
    assert loud.out.startswith(quiet.out)
    assert len(loud.out.splitlines()) == len(quiet.out.splitlines()) + 1


def test_a_quiet_check_that_is_clean_says_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jdflow(capsys, "-C", root, "-q", "check") == (0, "", "")


def test_what_cannot_be_shown_is_said_on_stderr(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "positions/tyhi.yaml").touch()
    ran = jdflow(capsys, "-C", root, "--lang", "en", "show", "tyhi")
    assert ran == (1, "", "The file of “tyhi” cannot be read; `jdflow check positions/tyhi.yaml` tells why.\n")


@encodings
@pytest.mark.parametrize("encoding", ["ascii", "iso-8859-15", "utf-8"])
def test_json_stays_json_in_any_encoding(encoding: str, root: Path) -> None:
    title = "Nõunik „\N{GRINNING FACE}“ ¤€"
    overlay(f'ametinimetus: "{title}"\n').on_disk(root)
    out = run_in(encoding, "-C", root, "list", "--format", "json")
    document: dict[str, Any] = json.loads(out.decode(encoding))
    assert [row["title"] for row in document["positions"]] == ["Juhataja", title]


@encodings
def test_text_that_an_encoding_lacks_is_spelt_out(root: Path) -> None:
    overlay('ametinimetus: "Nõunik €"\n').on_disk(root)
    assert b"N\\u00f5unik \\u20ac" in run_in("ascii", "-C", root, "list")


def run_in(encoding: str, *arguments: str | Path) -> bytes:
    env = {**os.environ, "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "jdflow", *map(str, arguments)]
    return subprocess.run(command, env=env, capture_output=True, check=True).stdout


@pytest.mark.usefixtures("terminal")
def test_a_workbook_is_not_thrown_at_a_terminal(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "-C", root, "list", "--format", "xlsx")
    assert (ran.code, ran.out) == (2, "")
    assert "> register.xlsx" in ran.err


def test_a_process_keeps_streams_apart(spoilt: Path) -> None:
    ran = process("-C", spoilt, "check", "--format", "json", cwd=spoilt)
    assert (ran.code, ran.err) == (1, "")
    assert json.loads(ran.out)["counts"]["error"] == 1
