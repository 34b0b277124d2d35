"""A project on GitLab, with a runner for its jobs and merge requests from a fork."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checkout import ROOT
from tests.command import git
from tests.deliver.gitlab_double import GitLabDouble
from tests.workflows.conftest import TODAY, forked, hosted
from tests.workflows.gitlab_runner import GitLabRunner
from tests.workflows.gitlab_year import job_environment
from tests.workflows.runner import shim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def double() -> Iterator[GitLabDouble]:
    """GitLab on this machine."""
    with GitLabDouble() as served:
        yield served


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository on GitLab."""
    return hosted(tmp_path_factory.mktemp("gitlab") / "amet", "gitlab")


@pytest.fixture
def runner(project: Path, tmp_path: Path, programs: Path, double: GitLabDouble) -> GitLabRunner:
    """A runner for that project."""
    shim(programs, "curl", 'echo "curl $*" >> "$ASKED"\ncase "$*" in *write-out*) printf "%s" "${STATUS:-201}";; esac')
    env = job_environment(programs, double.environment(), tmp_path)
    secrets = {"JDFLOW_TOKEN": double.token, "JDFLOW_ASSIGNEES": "*: mari"}
    return GitLabRunner(project, tmp_path, {**env, "PYTHONPATH": str(ROOT), "JDFLOW_TODAY": TODAY}, secrets)


@pytest.fixture
def propose(project: Path, tmp_path: Path, double: GitLabDouble) -> Callable[..., str]:
    """Makes a merge request of changed files, from a fork that means no good; its last commit."""

    def make(files: dict[str, Callable[[str], str]]) -> str:
        number = double.add_change()
        fork = tmp_path / f"fork-{number}"
        head = forked(project, fork, files)
        git(fork, "push", "--quiet", "--force", "origin", f"{head}:refs/merge-requests/{number}/head")
        double.issues[number].head_commit = head
        return head

    return make
