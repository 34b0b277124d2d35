"""A project on GitLab, with a runner for its jobs and merge requests from a fork."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jdflow.app.init import starter
from tests.checkout import ROOT
from tests.command import git, repository
from tests.deliver.gitlab_double import GitLabDouble
from tests.workflows.conftest import BRANCH, HEAD, OTHER, TITLE, TODAY
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
    """The repository on GitLab, with one change on main after the first commit."""
    root = tmp_path_factory.mktemp("gitlab") / "amet"
    for path, data in starter("gitlab").items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    repository(root)
    for path in (HEAD, OTHER):
        text = (root / path).read_text("utf-8")
        (root / path).write_text(text.replace("eesmärk:", "kehtiv_alates: 2026-11-02\neesmärk:", 1), "utf-8")
    git(root, "commit", "--quiet", "--all", "--message", "Kehtima")
    git(root, "config", "uploadpack.allowAnySHA1InWant", "true")
    return root


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
        git(tmp_path, "clone", "--quiet", str(project), str(fork))
        git(fork, "switch", "--quiet", "--create", BRANCH)
        for path, changed in files.items():
            before = (fork / path).read_text("utf-8") if (fork / path).exists() else ""
            (fork / path).write_text(changed(before), "utf-8")
        git(fork, "add", "--all")
        git(fork, "commit", "--quiet", "--message", TITLE)
        head = git(fork, "rev-parse", "HEAD").strip()
        git(fork, "push", "--quiet", "--force", "origin", f"{head}:refs/merge-requests/{number}/head")
        double.issues[number].head_commit = head
        return head

    return make
