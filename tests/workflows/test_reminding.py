"""Reminders as their workflow sends them, run against a double of the forge."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.command import git
from tests.workflows.runner import failed

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


def test_nobody_is_reminded_before(reminding: Callable[..., Runner], double: GitHubDouble) -> None:
    assert reminding({}).job("remind.yml", "remind") == []
    assert double.issues == {}
