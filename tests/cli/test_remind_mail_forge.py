"""`remind --via email` where the forge's issues keep account of letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.mailed import ADDRESSES
from tests.cli.reminded import LATER, SECOND
from tests.deliver.double import Fault, Reply

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.reminded import Office
    from tests.command import Ran
    from tests.deliver.postbox import Postbox

pytestmark = pytest.mark.needs("git")
EVERYBODY = [["mari@asutus.ee"], ["b@asutus.ee"], ["o@asutus.ee", "t@asutus.ee"]]


@pytest.fixture
def mail(office: Office, box: Postbox, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Ran, list[list[str]]]]:
    """Sends letters as the settings' forge keeps account; how the run ended, and to whom they went."""
    settings = (office.root / "shared/settings.yaml").read_text("utf-8")
    office.commit({"shared/settings.yaml": settings.replace("liik: github", f"liik: {office.via}")})
    monkeypatch.setenv("JDFLOW_SMTP", f"smtp://localhost:{box.port}")
    monkeypatch.setenv("JDFLOW_MAIL_FROM", "personal@asutus.ee")
    monkeypatch.setenv("JDFLOW_ADDRESSES", ADDRESSES)
    monkeypatch.setattr("jdflow.cli.mail_given.open_forge", lambda *_: office.double.forge())

    def run(day: str, *further: str | Path) -> tuple[Ran, list[list[str]]]:
        before = len(box.letters)
        ran = office.run(day, "--via", "email", *further)
        return ran, [letter.rcpt_tos for letter in box.letters[before:]]

    return run


def test_the_issues_know_who_has_had_a_letter(office: Office, mail: Callable[..., tuple[Ran, list[list[str]]]]) -> None:
    office.remind(SECOND)
    ran, sent = mail(SECOND)
    assert (ran.code, sent) == (0, EVERYBODY)
    assert all("mailed=2027-03-08:sent:" in issue.body for issue in office.double.issues.values())
    ran, sent = mail(SECOND)
    assert (ran.code, sent) == (0, [])
    # What else is done to the issues leaves that standing.
    office.review(SECOND, "aa")
    office.remind(SECOND)
    assert mail(SECOND)[1] == []
    assert sorted(mail(LATER)[1]) == sorted(EVERYBODY)


def test_before_there_are_issues_nobody_can_be_told(
    office: Office, mail: Callable[..., tuple[Ran, list[list[str]]]]
) -> None:
    ran, sent = mail(SECOND)
    assert (ran.code, sent) == (1, [])
    assert "Managers without a reminder issue" in ran.err
    assert office.double.issues == {}


def test_who_has_closed_the_issue_gets_no_letter(
    office: Office, mail: Callable[..., tuple[Ran, list[list[str]]]]
) -> None:
    office.remind(SECOND)
    office.issue("Juht A").is_open = False
    ran, sent = mail(SECOND)
    assert (ran.code, sent) == (0, EVERYBODY[1:])


def test_what_may_have_gone_out_is_known_by_the_issue(
    office: Office, box: Postbox, mail: Callable[..., tuple[Ran, list[list[str]]]]
) -> None:
    office.remind(SECOND)
    box.dies_at = 1
    ran, sent = mail(SECOND)
    assert (ran.code, sent) == (1, EVERYBODY)
    ran, sent = mail(SECOND)
    assert (ran.code, sent) == (1, [])
    assert "Whether the last letter to juht-a went out is not known" in ran.err
    ran, sent = mail(SECOND, "--arrived", "juht-a")
    assert (ran.code, sent) == (0, [])
    assert mail(SECOND) == (ran, [])


@pytest.mark.parametrize("skip", range(8))
@pytest.mark.parametrize("after", [False, True])
def test_a_forge_that_fails_between_makes_no_second_letter(
    office: Office, mail: Callable[..., tuple[Ran, list[list[str]]]], skip: int, *, after: bool
) -> None:
    office.remind(SECOND)
    office.double.faults.append(Fault("edit_issue", Reply(500) if not after else None, after=after, skip=skip, times=9))
    _, first = mail(SECOND)
    office.double.faults.clear()
    ran, second = mail(SECOND)
    got = first + second
    assert all(got.count(to) <= 1 for to in EVERYBODY)
    assert len([to for to in EVERYBODY if to not in got]) <= ran.err.count("is not known")


def test_a_run_that_another_has_overtaken_sends_nothing(
    office: Office, mail: Callable[..., tuple[Ran, list[list[str]]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other run has looked, marked and sent between our look and our mark."""
    from jdflow.app.mailing_at_forge import MarkedIssues

    office.remind(SECOND)
    claim = MarkedIssues.claim
    others: list[list[list[str]]] = []

    def overtaken(self: MarkedIssues, entry: object) -> bool:
        if not others:
            others.append([])
            others[0] = mail(SECOND)[1]
        return claim(self, entry)  # type: ignore[arg-type]

    monkeypatch.setattr(MarkedIssues, "claim", overtaken)
    ran, sent = mail(SECOND)
    assert ran.code == 0
    # What the fixture counts holds the other run's letters as well: each went out once.
    assert sorted(sent) == sorted(EVERYBODY)
