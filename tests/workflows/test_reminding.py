"""Reminders as their workflow sends them, run against a double of the forge."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.checkout import ROOT
from tests.command import git
from tests.deliver.double import Fault, Reply
from tests.deliver.postbox import Postbox
from tests.workflows.runner import failed, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.deliver.github_double import GitHubDouble
    from tests.workflows.runner import Runner

pytestmark = [
    pytest.mark.needs("git", "bash"),
    pytest.mark.skipif(sys.platform != "linux", reason="the jobs run on Linux"),
]


@pytest.fixture
def reminding(runner: Callable[..., Runner], forge: Path, double: GitHubDouble) -> Callable[..., Runner]:
    """A runner a year and a day later."""

    def make(variables: dict[str, str]) -> Runner:
        main = runner(git(forge, "rev-parse", "main").strip(), "refs/heads/main", {}, variables)
        main.env |= {"GITHUB_API_URL": double.address, "JDFLOW_TODAY": "2027-11-08"}
        main.contexts["github"]["token"] = double.token
        return main

    return make


def test_reminders_are_sent_once_the_repository_wants_them(
    reminding: Callable[..., Runner], double: GitHubDouble
) -> None:
    main = reminding({"JDFLOW_REMIND": "1"})
    assert failed(main.job("remind.yml", "remind")) == []
    titles = [issue.title for issue in double.issues.values()]
    assert titles
    assert failed(main.job("remind.yml", "remind")) == []
    assert [issue.title for issue in double.issues.values()] == titles


@pytest.mark.parametrize(
    ("event", "day", "is_sent"),
    [
        ("schedule", "2027-11-08", True),
        ("schedule", "2027-11-09", False),
        ("workflow_dispatch", "2027-11-09", True),
        ("workflow_dispatch", "2027-11-13", False),
        # The first of May, a Monday.
        ("schedule", "2028-05-01", False),
        ("schedule", "2028-05-02", True),
        ("schedule", "2028-05-03", False),
    ],
)
def test_the_schedule_has_one_day_a_week_and_whoever_asks_has_each_working_day(
    reminding: Callable[..., Runner], double: GitHubDouble, event: str, day: str, *, is_sent: bool
) -> None:
    main = reminding({"JDFLOW_REMIND": "1"})
    main.env |= {"GITHUB_EVENT_NAME": event, "JDFLOW_TODAY": day}
    assert failed(main.job("remind.yml", "remind")) == []
    assert bool(double.issues) is is_sent


def test_each_weekday_is_on_the_schedule() -> None:
    workflow = read(ROOT / ".github/workflows/remind.yml")
    assert [one["cron"].split()[2:] for one in workflow["on"]["schedule"]] == [["*", "*", "1-5"]]


def test_nobody_is_reminded_before(reminding: Callable[..., Runner], double: GitHubDouble) -> None:
    assert reminding({}).job("remind.yml", "remind") == []
    assert double.issues == {}


@pytest.fixture
def box() -> Iterator[Postbox]:
    """A mail server on this machine."""
    with Postbox(None) as box:
        yield box


@pytest.fixture
def by_mail(reminding: Callable[..., Runner], box: Postbox) -> Runner:
    """A runner of a repository that wants letters as well."""
    sender = "Personaliosakond Õ <personal@amet.ee>"
    main = reminding({"JDFLOW_REMIND": "1", "JDFLOW_SMTP": f"smtp://localhost:{box.port}", "JDFLOW_MAIL_FROM": sender})
    main.contexts["secrets"]["JDFLOW_ADDRESSES"] = "osakonnajuhataja: Mari Müür <mari@amet.ee>\n*: jaan@amet.ee"
    return main


def test_letters_go_out_once_where_a_mail_server_is_named(by_mail: Runner, box: Postbox) -> None:
    assert failed(by_mail.job("remind.yml", "remind")) == []
    told = sorted(letter.rcpt_tos for letter in box.letters)
    assert ["mari@amet.ee"] in told
    # The same day by hand, and a week later: the issues keep account, for nothing else outlives a run.
    for event, day in (("workflow_dispatch", "2027-11-08"), ("schedule", "2027-11-15")):
        by_mail.env |= {"GITHUB_EVENT_NAME": event, "JDFLOW_TODAY": day}
        assert failed(by_mail.job("remind.yml", "remind")) == []
    assert sorted(letter.rcpt_tos for letter in box.letters) == told


def test_letters_keep_to_the_schedule_of_the_issues(by_mail: Runner, box: Postbox) -> None:
    by_mail.env |= {"GITHUB_EVENT_NAME": "schedule", "JDFLOW_TODAY": "2027-11-09"}
    steps = by_mail.job("remind.yml", "remind")
    assert failed(steps) == []
    assert steps[-1].name == "Saada e-kirjad"
    assert box.letters == []


def test_letters_go_out_also_where_an_issue_could_not_be_kept(
    by_mail: Runner, double: GitHubDouble, box: Postbox
) -> None:
    assert failed(by_mail.job("remind.yml", "remind")) == []
    sent = len(box.letters)
    # A month later the same is told once more; of the issues the first cannot be edited.
    by_mail.env["JDFLOW_TODAY"] = "2027-12-06"
    double.faults.append(Fault("edit_issue", Reply(422, {"message": "Validation Failed"})))
    steps = by_mail.job("remind.yml", "remind")
    assert [line.partition(":")[0] for line in failed(steps)] == ["Tuleta meelde"]
    assert len(box.letters) > sent


def test_nobody_gets_a_letter_where_no_mail_server_is_named(reminding: Callable[..., Runner], box: Postbox) -> None:
    steps = reminding({"JDFLOW_REMIND": "1"}).job("remind.yml", "remind")
    assert "Saada e-kirjad" not in [step.name for step in steps]
    assert box.letters == []


def test_a_mail_server_that_does_not_take_letters_fails_the_run_and_no_secret_is_said(
    by_mail: Runner, box: Postbox, double: GitHubDouble
) -> None:
    box.answer = "554 5.7.1 not today"
    by_mail.contexts["secrets"] |= {"JDFLOW_SMTP_USER": "personal", "JDFLOW_SMTP_PASSWORD": "väga-salajane"}
    steps = by_mail.job("remind.yml", "remind")
    assert [line.partition(":")[0] for line in failed(steps)] == ["Saada e-kirjad"]
    assert double.issues
    said = "".join(step.out + step.err for step in steps)
    assert not [secret for secret in ("väga-salajane", "mari@amet.ee", double.token) if secret in said]
