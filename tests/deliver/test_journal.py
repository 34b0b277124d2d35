"""The journal of letters by itself: what it keeps, whom it lets in, and what it does not take for one of its lines."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from jdflow.deliver.journal import Journal, NoJournal
from jdflow.language import Voice
from jdflow.query.mailings import Entry
from jdflow.query.reminders import Key, Line, Recipient
from tests.checkout import ROOT

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = Voice("en")
DAY = date(2027, 3, 8)
LINES = (
    Line(Key("review", "öö", date(2026, 3, 1)), DAY, DAY),
    Line(Key("approval", "aa", date(2027, 4, 1)), date(2027, 3, 1)),
)
SENDING = Entry(Recipient("position", "juht-õ"), DAY, "sending", LINES)
SENT = SENDING._replace(state="sent")
OTHER = Entry(Recipient("unit", ""), DAY, "refused")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kaust" / "päevik.jsonl"


def kept(path: Path, root: str = "", agency: str = "") -> list[Entry]:
    with Journal(path, root, agency) as journal:
        return list(journal.entries())


def written(path: Path, *entries: Entry, root: str = "", agency: str = "") -> None:
    with Journal(path, root, agency) as journal:
        for entry in entries:
            journal.note(entry)


def refused(path: Path, root: str = "", agency: str = "") -> str:
    with pytest.raises(NoJournal) as caught:
        kept(path, root, agency)
    return ENGLISH(caught.value.why)


def test_what_is_noted_is_read_again(path: Path) -> None:
    written(path, SENDING, SENT)
    written(path, OTHER)
    assert kept(path) == [SENDING, SENT, OTHER]
    assert path.read_bytes().count(b"\n") == 3


def test_what_is_noted_is_on_the_disk_before_anything_else_happens(path: Path) -> None:
    with Journal(path) as journal:
        assert journal.claim(SENDING)
        assert json.loads(path.read_bytes())["state"] == "sending"


@pytest.mark.skipif(os.name == "nt", reason="another system of rights")
def test_nobody_else_may_read_it(path: Path) -> None:
    written(path, SENT)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_two_contents_may_share_one(path: Path) -> None:
    written(path, SENDING, SENT, root="üks/")
    written(path, OTHER, root="kaks/")
    assert kept(path, "üks/") == [SENDING, SENT]
    assert kept(path, "kaks/") == [OTHER]
    assert kept(path) == []


def test_that_of_another_agency_is_not_ours(path: Path) -> None:
    written(path, SENT, agency="Amet")
    said = refused(path, agency="Muu \x1b[31m amet")
    assert "is the journal of “Amet”, so nothing is sent." in said
    assert kept(path, agency="Amet") == kept(path) == [SENT]
    # Elsewhere in the same repository it may be another one's.
    assert kept(path, "kaust/", "Muu amet") == []


def test_only_one_at_a_time_holds_it(path: Path) -> None:
    with Journal(path):
        assert "Another run is at work with the journal" in refused(path)
    assert kept(path) == []


def test_another_process_holds_it_until_it_ends_however_it_ends(path: Path) -> None:
    written(path, SENT)
    held = f"""
import sys, pathlib
from jdflow.deliver.journal import Journal
with Journal(pathlib.Path({str(path)!r})):
    print("here", flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", held],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"here"
        assert "Another run is at work with the journal" in refused(path)
        process.kill()
    assert kept(path) == [SENT]


@pytest.mark.parametrize("lost", [1, 2, 40])
def test_half_a_line_at_the_end_is_of_a_run_that_was_cut_off(path: Path, lost: int) -> None:
    written(path, SENDING, SENT)
    path.write_bytes(path.read_bytes()[:-lost])
    # A line that lacks nothing but its end counts.
    assert kept(path) == ([SENDING, SENT] if lost == 1 else [SENDING])
    written(path, OTHER)
    assert kept(path)[-1] == OTHER


@pytest.mark.parametrize("change", ["crlf", "bom", "empty lines", "no last end"])
def test_an_editor_may_have_been_at_it(path: Path, change: str) -> None:
    written(path, SENDING, SENT)
    data = path.read_bytes()
    changed = {
        "crlf": data.replace(b"\n", b"\r\n"),
        "bom": b"\xef\xbb\xbf" + data,
        "empty lines": b"\n" + data.replace(b"\n", b"\n \n"),
        "no last end": data.replace(b"\n", b"\r\n").removesuffix(b"\r\n"),
    }
    path.write_bytes(changed[change])
    written(path, OTHER)
    assert kept(path) == [SENDING, SENT, OTHER]


@pytest.mark.parametrize(
    "line",
    [
        b"x",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe{\x00}\x00",
        b"\x00" * 40,
        b'{"to":"position:a","on":"2027-13-01","state":"sent","told":[]}',
        b'{"to":"position:a","on":"2027-03-08","state":"gone","told":[]}',
        b'{"to":"somebody:a","on":"2027-03-08","state":"sent","told":[]}',
        b'{"to":"position:a","on":"2027-03-08","state":"sent","told":[{"about":"x:a","since":"","told":""}]}',
        b'{"to":"position:a","on":"2027-03-08","state":"sent","told":[],"root":5}',
        b'{"to":"position:a","on":"2027-03-08","state":"sent","told":[],"agency":[]}',
        b'{"to":"position:a","on":"2027-03-08","state":["sent"],"told":[]}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_line_of_it_stops_everything_and_is_named(path: Path, line: bytes) -> None:
    written(path, SENT)
    whole = path.read_bytes()
    path.write_bytes(whole + line + b"\n" + whole)
    assert "line 2: this is no entry of a journal, so nothing is sent." in refused(path)
    assert path.read_bytes() == whole + line + b"\n" + whole


def test_one_that_is_too_large_is_not_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(path, SENT)
    monkeypatch.setattr("jdflow.deliver.journal._MOST_BYTES", 40)
    assert "is larger than it can be" in refused(path)


@pytest.mark.skipif(os.name == "nt", reason="another system of files")
@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "loop", "below a file", "no folder"])
def test_what_keeps_nothing_is_no_journal(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "päevik"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/null")
    elif kind == "loop":
        path.symlink_to(path)
    elif kind == "below a file":
        path.write_bytes(b"")
        path = path / "päevik"
    else:
        path = path.with_name("x" * 300)
    assert str(path) in refused(path)


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def unwritten(journal: Journal, room: int | None = None) -> str:
    """What is said where an entry cannot be noted, for instance because files may not be longer than that."""
    import resource
    import signal

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits if room is None else (room, limits[1]))
        with pytest.raises(NoJournal) as caught:
            journal.note(OTHER)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    return ENGLISH(caught.value.why)


@pytest.mark.skipif(os.name == "nt", reason="another system of limits")
@pytest.mark.parametrize("way", ["short", "refused", "not to the disk"])
def test_what_cannot_be_written_whole_leaves_nothing_behind(
    path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    written(path, SENDING, SENT)
    before = path.read_bytes()

    with Journal(path) as journal:
        if way == "not to the disk":
            monkeypatch.setattr("jdflow.deliver.journal.os.fsync", full)
            said = unwritten(journal)
        else:
            said = unwritten(journal, len(before) + (20 if way == "short" else 0))
    monkeypatch.undo()
    assert "cannot be written: " in said
    assert path.read_bytes() == before
    written(path, OTHER)
    assert kept(path) == [SENDING, SENT, OTHER]
