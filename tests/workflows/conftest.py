"""A content repository on a forge, as `init` makes one, with a pull request from a fork, and a runner for its jobs."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import pytest

from jdflow.app.init import starter
from tests.checkout import ROOT
from tests.command import git, repository
from tests.deliver.conftest import DOUBLES
from tests.deliver.github_double import REPOSITORY, GitHubDouble
from tests.deliver.gitlab_double import GitLabDouble
from tests.deliver.postbox import Postbox
from tests.workflows.gitlab_year import PAGE, GitLabAgency
from tests.workflows.runner import Runner, shim
from tests.workflows.year import ASSIGNEES, Agency

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.workflows.year import Capsys, Runners

TODAY = "2026-11-20"
SECRETS = ("JDFLOW_ASSIGNEES", "JDFLOW_ADDRESSES", "JDFLOW_SMTP_USER", "JDFLOW_SMTP_PASSWORD")
TOKEN = "token-of-this-run"  # noqa: S105 (nobody's)
# A branch may be called all of this; a title anything.
BRANCH = "x;$(touch${IFS}$PWNED)`touch${IFS}$PWNED`${{github.token}}'\"|&<>"
TITLE = "\"; touch $PWNED #'\n$(touch $PWNED) ${{ github.token }}\n::error::kaaperdatud\n@all <script>"
HEAD = "positions/uldosakond/osakonnajuhataja.yaml"
OTHER = "positions/uldosakond/spetsialist.yaml"


def dated(text: str) -> str:
    """The other position with a change and a new first day."""
    return text.replace("2026-11-02", "2026-12-01").replace("nõuetekohased", "korras")


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pause between what is written: the forge is a double."""
    monkeypatch.setattr("jdflow.deliver.http._BETWEEN_WRITES", 0.0)


def hosted(root: Path, forge: str = "github") -> Path:
    """The repository as it stands on a forge, with one change on main after the first commit."""
    for path, data in starter(forge).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    repository(root)
    for path in (HEAD, OTHER):
        text = (root / path).read_text("utf-8")
        (root / path).write_text(text.replace("eesmärk:", "kehtiv_alates: 2026-11-02\neesmärk:", 1), "utf-8")
    git(root, "commit", "--quiet", "--all", "--message", "Kehtima")
    git(root, "config", "uploadpack.allowFilter", "true")
    git(root, "config", "uploadpack.allowAnySHA1InWant", "true")
    return root


@pytest.fixture(scope="session")
def forge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository on GitHub."""
    return hosted(tmp_path_factory.mktemp("forge") / "amet")


def forked(origin: Path, fork: Path, files: dict[str, Callable[[str], str]]) -> str:
    """Makes a fork with a branch of changed files, with everything in it that an outsider chooses; its last commit."""
    git(fork.parent, "clone", "--quiet", str(origin), str(fork))
    git(fork, "switch", "--quiet", "--create", BRANCH)
    for path, changed in files.items():
        before = (fork / path).read_text("utf-8") if (fork / path).exists() else ""
        (fork / path).write_text(changed(before), "utf-8")
    git(fork, "add", "--all")
    git(fork, "commit", "--quiet", "--message", TITLE)
    return git(fork, "rev-parse", "HEAD").strip()


@pytest.fixture
def change(forge: Path, tmp_path: Path) -> Callable[..., str]:
    """Makes a pull request of changed files, with everything in it that an outsider chooses; the merge's commit."""

    def make(files: dict[str, Callable[[str], str]]) -> str:
        fork = tmp_path / "fork"
        head = forked(forge, fork, files)
        git(fork, "switch", "--quiet", "--detach", "origin/main")
        git(fork, "merge", "--quiet", "--no-ff", "--message", f"Merge {BRANCH}", head)
        git(fork, "push", "--quiet", "origin", "HEAD:refs/pull/7/merge", f"{head}:refs/pull/7/head", "--force")
        return git(fork, "rev-parse", "HEAD").strip()

    return make


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """What the steps find first on their path: this jdflow, and programs that only note what they are asked."""
    folder = tmp_path / "programs"
    shim(folder, "jdflow", f'ALONE=1 exec "{sys.executable}" -m tests.hurried "$@"')
    pip = 'test "$2" = pip && { echo "python $*" >> "$ASKED"; exit; }'
    shim(folder, "python", f'{pip}\nexec "{sys.executable}" "$@"')
    shim(folder, "sudo", 'echo "sudo $*" >> "$ASKED"')
    shim(folder, "gh", 'echo "gh $*" >> "$ASKED"\ntest "$1 $2" != "release view" || test -e "$RUNNER_TEMP/released"')
    return folder


@pytest.fixture
def runners(programs: Path) -> Runners:
    """Runners in a clone of a forge without the contents of old commits, as the checkout makes one."""

    def of(forge: Path, folder: Path) -> Callable[..., Runner]:
        def make(commit: str, ref: str, event: dict[str, Any], variables: dict[str, str] | None = None) -> Runner:
            clone = folder / "clone"
            url = forge.as_uri()
            git(folder, "clone", "--quiet", "--no-checkout", "--filter=blob:none", url, str(clone))
            git(clone, "fetch", "--quiet", "origin", ref)
            git(clone, "checkout", "--quiet", "--detach", commit)
            payload = folder / "event.json"
            payload.write_text(json.dumps(event), "utf-8")
            kind = "tag" if ref.startswith("refs/tags/") else "branch"
            env = {
                **os.environ,
                "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
                "PYTHONPATH": str(ROOT),
                "ASKED": str(folder / "asked"),
                "PWNED": str(folder / "pwned"),
                "JDFLOW_TODAY": TODAY,
                "CI": "true",
                "GITHUB_ACTIONS": "true",
                "GITHUB_EVENT_PATH": str(payload),
                "GITHUB_HEAD_REF": BRANCH,
                "GITHUB_REF": ref,
                "GITHUB_REF_NAME": ref.split("/", 2)[2],
                "GITHUB_REPOSITORY": REPOSITORY,
                "GITHUB_RUN_ID": "42",
                "GITHUB_SERVER_URL": "https://github.com",
                "GITHUB_SHA": commit,
            }
            contexts = {
                "github": {
                    "token": TOKEN,
                    "event": event,
                    "ref_type": kind,
                    "sha": commit,
                    **{name: env[f"GITHUB_{name.upper()}"] for name in ("repository", "run_id", "server_url")},
                },
                "matrix": {"part": 1},
                "needs": {},
                "secrets": dict.fromkeys(SECRETS, ""),
                "runner": {"os": "Linux", "temp": str(folder / "runner")},
                "vars": variables or {},
            }
            return Runner(clone, folder, env, contexts)

        return make

    return of


@pytest.fixture
def runner(forge: Path, tmp_path: Path, runners: Runners) -> Callable[..., Runner]:
    """A runner in a clone of this forge."""
    return runners(forge, tmp_path)


@pytest.fixture
def pull_request(runner: Callable[..., Runner], change: Callable[..., str]) -> Callable[..., Runner]:
    """A runner for the pull request that changes these files."""

    def make(files: dict[str, Callable[[str], str]]) -> Runner:
        commit = change(files)
        head = {"ref": BRANCH, "repo": {"fork": True, "full_name": f"keegi/{BRANCH}"}}
        event = {"pull_request": {"number": 7, "title": TITLE, "body": TITLE, "head": head}}
        return runner(commit, "refs/pull/7/merge", event)

    return make


@pytest.fixture(params=DOUBLES)
def agency(  # noqa: PLR0913, PLR0917 (all that a year takes)
    request: pytest.FixtureRequest,
    tmp_path: Path,
    runners: Runners,
    programs: Path,
    capsys: Capsys,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Agency]:
    """An agency before its first day, at each kind of forge, with what opens that at hand."""
    with DOUBLES[request.param]() as double, Postbox(None) as box:
        mail = {
            "JDFLOW_SMTP": f"smtp://localhost:{box.port}",
            "JDFLOW_MAIL_FROM": "Personaliosakond <personal@amet.ee>",
            "JDFLOW_ADDRESSES": "osakonnajuhataja: mari@amet.ee\n*: jaan@amet.ee",
        }
        for name, value in (double.environment() | {"JDFLOW_ASSIGNEES": ASSIGNEES}).items():
            monkeypatch.setenv(name, value)
        if isinstance(double, GitLabDouble):
            monkeypatch.setenv("CI_PROJECT_URL", PAGE)
            of_gitlab = GitLabAgency(tmp_path, double, runners, capsys)
            of_gitlab.programs = programs
            agency: Agency = of_gitlab
        else:
            agency = Agency(tmp_path, double, runners, capsys)
        agency.mail = mail
        yield agency


@pytest.fixture
def double() -> Iterator[GitHubDouble]:
    """The forge that may be written to."""
    with GitHubDouble() as double:
        yield double
