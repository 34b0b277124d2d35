"""What pipelines on GitLab know, and how they ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.command import git
from tests.workflows.conftest import BRANCH, TITLE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflows.gitlab_runner import GitLabRunner
    from tests.workflows.runner import Step

COMMENTS = {"CI_PIPELINE_SOURCE": "schedule", "CI_PIPELINE_SCHEDULE_DESCRIPTION": "Kommentaarid"}


def main(project: Path) -> str:
    return git(project, "rev-parse", "main").strip()


def request(project: Path, **more: str) -> dict[str, str]:
    """What a pipeline of a merge request knows."""
    return {
        "CI_PIPELINE_SOURCE": "merge_request_event",
        "CI_MERGE_REQUEST_EVENT_TYPE": "detached",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": main(project),
        "CI_MERGE_REQUEST_TITLE": TITLE,
        "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": BRANCH,
        "CI_COMMIT_MESSAGE": TITLE,
        "CI_COMMIT_REF_NAME": BRANCH,
        "CI_COMMIT_REF_PROTECTED": "false",
        **more,
    }


def failed(ended: dict[str, Step]) -> list[str]:
    return [f"{name}: {step.out}{step.err}" for name, step in ended.items() if step.code]


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def assert_harmless(runner: GitLabRunner, ended: dict[str, Step]) -> None:
    """Nothing that an outsider wrote was run, and nobody has said the token."""
    assert not (runner.temp / "pwned").exists()
    assert [step for step in ended.values() if runner.secrets["JDFLOW_TOKEN"] in step.out + step.err] == []
