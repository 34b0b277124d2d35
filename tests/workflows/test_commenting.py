"""The comment as its workflow posts it, run against a double of the forge."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.command import git
from tests.workflows.conftest import BRANCH, OTHER, TITLE, dated
from tests.workflows.runner import failed

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.deliver.github_double import GitHubDouble
    from tests.workflows.runner import Runner

pytestmark = [
    pytest.mark.needs("git", "bash"),
    pytest.mark.skipif(sys.platform != "linux", reason="the jobs run on Linux"),
]
SHA = "c" * 40


@pytest.fixture
def posting(pull_request: Callable[..., Runner], double: GitHubDouble) -> Callable[..., Runner]:
    """A runner that is about to post what the checks of a pull request have found, or what was put in its place."""

    def make(found: str | None = None, **facts: str) -> Runner:
        runner = pull_request({OTHER: dated})
        if found is None:
            assert failed(runner.job("pull-request.yml", "check")) == []
        else:
            (runner.artifacts / "comment").mkdir()
            (runner.artifacts / "comment/comment.json").write_text(found, "utf-8")
        git(runner.clone, "checkout", "--quiet", "--detach", "origin/main")
        runner.env["GITHUB_API_URL"] = double.address
        run = {"event": "pull_request", "conclusion": "failure", "head_sha": SHA, "head_branch": BRANCH, "id": 41}
        event = {"workflow_run": {**run, "display_title": TITLE, **facts}}
        runner.contexts["github"] |= {"token": double.token, "event": event}
        return runner

    return make


def test_the_comment_is_posted_once_and_then_kept_up_to_date(
    posting: Callable[..., Runner], double: GitHubDouble
) -> None:
    number = double.add_change(SHA)
    runner = posting()
    assert failed(runner.job("comment.yml", "comment")) == []
    [body] = double.bodies(number)
    assert "Spetsialist" in body
    assert "/actions/runs/41#artifacts" in body
    assert failed(runner.job("comment.yml", "comment")) == []
    assert double.bodies(number) == [body]


def test_what_was_found_in_another_commit_is_not_posted(posting: Callable[..., Runner], double: GitHubDouble) -> None:
    number = double.add_change("d" * 40)
    assert failed(posting().job("comment.yml", "comment")) == []
    assert double.bodies(number) == []


@pytest.mark.parametrize("found", ['{"comment": 1, "x": "@all ::error::"}', "", "[" * 100_000, "\0"])
def test_an_artifact_of_any_kind_posts_nothing(
    found: str, posting: Callable[..., Runner], double: GitHubDouble
) -> None:
    number = double.add_change(SHA)
    [why] = failed(posting(found).job("comment.yml", "comment"))
    assert "comment.json" in why
    assert [line for line in why.splitlines() if line.startswith("::")] == []
    assert double.bodies(number) == []


@pytest.mark.parametrize("facts", [{"event": "push"}, {"conclusion": "cancelled"}])
def test_other_runs_have_no_comment(facts: dict[str, str], posting: Callable[..., Runner]) -> None:
    assert posting("{}", **facts).job("comment.yml", "comment") == []
