"""The bar on a terminal: where it is shown, what it says, that it leaves nothing behind."""

from __future__ import annotations

import sys
from argparse import Namespace

import pytest

from jdflow.cli.context import Context
from jdflow.cli.progress import Progress
from jdflow.language import Voice


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that it is."""
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    return now


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody is looking."""
    capsys.readouterr()
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda _: True, raising=False)


def context(*, quiet: bool = False) -> Context:
    return Context(Namespace(directory=None, quiet=quiet, verbose=False, today=None, color="auto"), Voice("en"))


def drawn(capsys: pytest.CaptureFixture[str], clock: list[float], *, quiet: bool = False, seconds: float = 1.0) -> str:
    """What is drawn while four of four pieces are done, one after each stretch of time."""
    with Progress(context(quiet=quiet), "Documents", 4) as progress:
        for done in range(1, 5):
            clock[0] += seconds
            progress.at(done)
    return capsys.readouterr().err


@pytest.mark.usefixtures("terminal")
def test_it_grows_and_goes(capsys: pytest.CaptureFixture[str], clock: list[float]) -> None:
    lines = drawn(capsys, clock).split("\r")
    assert [line.strip() for line in lines if line.strip()] == [
        f"Documents {'█' * full}{'░' * (24 - full)} {done}/4" for done, full in ((1, 6), (2, 12), (3, 18), (4, 24))
    ]
    assert lines[-1] == ""
    assert set(lines[-2]) == {" "}


@pytest.mark.usefixtures("terminal")
def test_short_work_has_none(capsys: pytest.CaptureFixture[str], clock: list[float]) -> None:
    assert drawn(capsys, clock, seconds=0.2) == ""


@pytest.mark.usefixtures("terminal")
def test_it_is_not_drawn_more_often_than_anyone_can_see(capsys: pytest.CaptureFixture[str], clock: list[float]) -> None:
    with Progress(context(), "PDF", 1000) as progress:
        clock[0] = 2.0
        for done in range(1000):
            clock[0] += 0.001
            progress.at(done)
    assert capsys.readouterr().err.count("/1000") <= 11


@pytest.mark.usefixtures("terminal")
def test_quiet_wants_none(capsys: pytest.CaptureFixture[str], clock: list[float]) -> None:
    assert drawn(capsys, clock, quiet=True) == ""


def test_a_pipe_gets_none(capsys: pytest.CaptureFixture[str], clock: list[float]) -> None:
    assert drawn(capsys, clock) == ""


@pytest.mark.usefixtures("terminal")
def test_more_documents_than_positions_fill_it_and_no_more(
    capsys: pytest.CaptureFixture[str], clock: list[float]
) -> None:
    with Progress(context(), "Documents", 2) as progress:
        clock[0] = 2.0
        progress.at(3)
    assert f"Documents {'█' * 24} 3/3" in capsys.readouterr().err
