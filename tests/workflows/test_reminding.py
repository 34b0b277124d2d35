"""Reminders as their workflow sends them, run against a double of the forge."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.checkout import ROOT
from tests.command import git
from tests.workflows.runner import failed, read

if TYPE_CHECKING:
    from collections.abc import Callable
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
