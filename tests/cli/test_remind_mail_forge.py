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
    monkeypatch.setattr("jdflow.app.mailing_at_forge.sleep", lambda _: None)

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


def test_where_the_forge_is_slow_to_note_a_letter_it_is_not_sent_and_the_others_are(
    office: Office, mail: Callable[..., tuple[Ran, list[list[str]]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from jdflow.app.mailing_at_forge import MarkedIssues

    office.remind(SECOND)
    write, seconds = MarkedIssues._write, iter([9.0])  # noqa: SLF001 (how long it takes is the point)
    clock = [0.0]

    def slow(self: MarkedIssues, *what: object) -> None:
        write(self, *what)  # type: ignore[arg-type]
        clock[0] += next(seconds, 0.0)

    monkeypatch.setattr(MarkedIssues, "_write", slow)
    monkeypatch.setattr("jdflow.app.mailing_at_forge.monotonic", lambda: clock[0])
    ran, sent = mail(SECOND)
    assert (ran.code, sent) == (1, EVERYBODY[1:])
    assert "Not sent to juht-a" in ran.err
    assert "another run may be at work" in ran.err
    # Whether another run was, the next one cannot know.
    ran, sent = mail(SECOND)
    assert (ran.code, sent) == (1, [])
    assert "Whether the last letter to juht-a went out is not known" in ran.err


@pytest.mark.parametrize("work", ["unmarked", "gone", "edited"])
def test_what_people_do_to_an_issue_while_letters_go_out_stands_and_sends_nothing_twice(
    office: Office, box: Postbox, mail: Callable[..., tuple[Ran, list[list[str]]]], work: str
) -> None:
    office.remind(SECOND)

    def meddle(step: str, taken: int) -> None:
        if (step, taken) == ("before", 0):
            issue = office.issue("Juht A")
            if work == "gone":
                del office.double.issues[next(n for n, one in office.double.issues.items() if one is issue)]
            else:
                issue.body = "Tühi" if work == "unmarked" else f"Mari: räägime reedel.\n\n{issue.body}"

    box.watch = meddle
    ran, sent = mail(SECOND)
    assert sent == EVERYBODY
    assert ran.code == (0 if work == "edited" else 1)
    assert ("Sent to juht-a, but that could not be noted" in ran.err) == (work != "edited")
    box.watch = lambda _step, _taken: None
    ran, sent = mail(SECOND)
    assert sent == []
    if work == "edited":
        assert ran.code == 0
        assert office.issue("Juht A").body.startswith("Mari: räägime reedel.")


def test_a_token_that_expires_between_two_notes_makes_no_second_letter(
    office: Office, box: Postbox, mail: Callable[..., tuple[Ran, list[list[str]]]]
) -> None:
    office.remind(SECOND)
    token = office.double.token

    def expire(step: str, taken: int) -> None:
        if (step, taken) == ("taken", 1):
            office.double.token = office.double.token[::-1]

    box.watch = expire
    ran, sent = mail(SECOND)
    assert (ran.code, sent) == (1, EVERYBODY[:1])
    assert "could not be noted" in ran.err
    assert "Nor were these letters sent: andmetalitus." in ran.err
    office.double.token = token
    box.watch = lambda _step, _taken: None
    ran, sent = mail(SECOND)
    assert (ran.code, sent) == (1, EVERYBODY[1:])
    assert "Whether the last letter to juht-a went out is not known" in ran.err
