"""`remind --via email` as processes of their own: killed at each step, and two at once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.checkout import ROOT
from tests.cli.mailed import ADDRESSES
from tests.cli.reminded import SECOND, THIRD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.reminded import Office
    from tests.deliver.postbox import Postbox

pytestmark = [
    pytest.mark.needs("git"),
    pytest.mark.skipif(sys.platform == "win32", reason="nothing there is like kill -9"),
]
EVERYBODY = [["mari@asutus.ee"], ["b@asutus.ee"], ["o@asutus.ee", "t@asutus.ee"]]


@pytest.fixture(params=["journal", "issues"])
def begin(
    request: pytest.FixtureRequest, office: Office, box: Postbox, tmp_path: Path
) -> Callable[..., subprocess.Popen[str]]:
    """Begins a run in a process of its own, with a journal or with account kept in the forge's issues."""
    settings = (office.root / "shared/settings.yaml").read_text("utf-8")
    office.commit({"shared/settings.yaml": settings.replace("liik: github", f"liik: {office.via}")})
    env = {name: value for name, value in os.environ.items() if name != "JDFLOW_TOKEN"}
    env |= {
        "PYTHONPATH": str(ROOT),
        "JDFLOW_SMTP": f"smtp://localhost:{box.port}",
        "JDFLOW_MAIL_FROM": "personal@asutus.ee",
        "JDFLOW_ADDRESSES": ADDRESSES,
    }
    further: list[str] = []
    if request.param == "journal":
        further = ["--journal", str(tmp_path / "kirjad.jsonl")]
    else:
        office.remind(SECOND)
        env |= office.double.environment()

    def begin(day: str, *, is_alone: bool = True) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.hurried", "-C", str(office.root), "--lang", "en", "--today", day]
        return subprocess.Popen(
            [*command, "remind", "--via", "email", *further],
            env=env | ({"ALONE": "1"} if is_alone else {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    return begin


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, said = process.communicate(timeout=120)
    return process.returncode, said


@pytest.mark.parametrize(("step", "taken"), [("MAIL", 0), ("RCPT", 1), ("before", 0), ("taken", 1), ("taken", 3)])
def test_killed_anywhere_no_letter_goes_out_twice_and_none_is_lost_in_silence(
    begin: Callable[..., subprocess.Popen[str]], box: Postbox, step: str, taken: int
) -> None:
    processes: list[subprocess.Popen[str]] = []

    def kill(now: str, count: int) -> None:
        if (now, count) == (step, taken):
            processes[0].kill()
            processes[0].wait()

    box.watch = kill
    processes.append(begin(SECOND))
    assert ended(processes[0])[0] == -9
    box.watch = lambda _step, _taken: None
    code, said = ended(begin(SECOND))
    got = [letter.rcpt_tos for letter in box.letters]
    assert all(got.count(to) <= 1 for to in EVERYBODY)
    # The one that was on its way is told of, whether it got through or not; all others have gone out.
    [unknown] = [line for line in said.splitlines() if "is not known" in line]
    assert len([to for to in EVERYBODY if to not in got]) <= 1
    assert code == 1
    # A week later it is still told of, and still not sent.
    code, said = ended(begin(THIRD))
    assert (code, unknown in said) == (1, True)
    assert [letter.rcpt_tos for letter in box.letters] == got


def test_two_at_once_send_each_letter_once(begin: Callable[..., subprocess.Popen[str]], box: Postbox) -> None:
    box.watch = lambda _step, _taken: time.sleep(0.1)
    processes = [begin(SECOND, is_alone=False), begin(SECOND, is_alone=False)]
    codes = [ended(process) for process in processes]
    assert {code for code, _ in codes} <= {0, 1, 3}, codes
    assert not [said for _, said in codes if "Traceback" in said]
    box.watch = lambda _step, _taken: None
    ended(begin(SECOND))
    got = sorted(letter.rcpt_tos for letter in box.letters)
    assert got == sorted(EVERYBODY), codes
