"""What is proposed on GitLab: what its jobs see and do, and how comments on it come about."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.command import git
from tests.deliver.double import Fault, Reply
from tests.workflows.conftest import HEAD, OTHER, TITLE, dated
from tests.workflows.gitlab.pipelines import COMMENTS, assert_harmless, failed, main, names, request
from tests.workflows.gitlab_year import ON_MAIN, PAGE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.deliver.gitlab_double import GitLabDouble
    from tests.workflows.gitlab_runner import GitLabRunner
    from tests.workflows.runner import Step

pytestmark = [
    pytest.mark.needs("git", "bash"),
    pytest.mark.skipif(sys.platform != "linux", reason="the jobs run on Linux"),
]


# ---------------------------------------------------------------- what is proposed


@pytest.mark.needs("soffice")
def test_what_is_proposed_is_checked_and_printed_without_a_secret(
    runner: GitLabRunner, project: Path, propose: Callable[..., str]
) -> None:
    ended = runner.pipeline(propose({OTHER: dated}), **request(project))
    assert list(ended) == ["kontroll", "eelvaated"]
    assert failed(ended) == []
    for seen in runner.seen.values():
        assert not runner.secrets.keys() & seen.keys()
    assert "Spetsialist" in (runner.artifacts / "kontroll/kommentaar.md").read_text("utf-8")
    assert json.loads((runner.artifacts / "kontroll/puudused.json").read_text("utf-8")) == []
    assert {name for name in names(runner.artifacts / "eelvaated/dist") if name.endswith("pdf")} == {
        "eelvaated/spetsialist_2026-12-01.pdf",
        "muudatused/spetsialist_2026-12-01_muudatused.pdf",
    }
    assert_harmless(runner, ended)


def test_mistakes_are_refused_and_told_all_the_same(
    runner: GitLabRunner, project: Path, propose: Callable[..., str]
) -> None:
    files = {
        HEAD: lambda text: text.replace("teenistuja: ametnik", 'teenistuja: "`touch $PWNED` $(touch $PWNED)"'),
        OTHER: lambda text: text.replace("nõuetekohased", "korras"),
        "positions/uldosakond/$(touch ${PWNED});x.yaml": lambda _: "ametinimetus: x\n",
    }
    ended = runner.pipeline(propose(files), **request(project, JDFLOW_ONLY="kontroll"))
    assert ended["kontroll"].code == 1
    # A text in force that was changed in silence is seen, so the main branch was found.
    assert "JD404" in ended["kontroll"].out
    report = json.loads((runner.artifacts / "kontroll/puudused.json").read_text("utf-8"))
    assert OTHER in {one["location"]["path"] for one in report if one["check_name"] == "JD404"}
    assert "Spetsialist" in (runner.artifacts / "kontroll/kommentaar.md").read_text("utf-8")
    assert_harmless(runner, ended)


def test_where_gitlab_merges_to_try_the_main_branch_is_the_first_parent(
    runner: GitLabRunner, project: Path, propose: Callable[..., str], tmp_path: Path
) -> None:
    head = propose({OTHER: dated})
    tried = tmp_path / "tried"
    git(tmp_path, "clone", "--quiet", str(project), str(tried))
    git(tried, "fetch", "--quiet", "origin", head)
    git(tried, "merge", "--quiet", "--no-ff", "--message", "Proov", head)
    git(tried, "push", "--quiet", "--force", "origin", "HEAD:refs/merge-requests/1/merge")
    known = request(project, JDFLOW_ONLY="kontroll", CI_MERGE_REQUEST_EVENT_TYPE="merged_result")
    ended = runner.pipeline(
        git(tried, "rev-parse", "HEAD").strip(), **{**known, "CI_MERGE_REQUEST_DIFF_BASE_SHA": "0" * 40}
    )
    assert failed(ended) == []
    assert "Spetsialist" in (runner.artifacts / "kontroll/kommentaar.md").read_text("utf-8")


@pytest.mark.parametrize("variable", ["JDFLOW_TOKEN", "GITLAB_TOKEN"])
def test_a_token_that_is_not_protected_stops_whatever_reads_what_others_bring(
    variable: str, runner: GitLabRunner, project: Path, propose: Callable[..., str]
) -> None:
    head = propose({OTHER: dated})
    ended = runner.pipeline(head, **request(project, **{variable: "seen-by-all"}))
    assert {name: step.code for name, step in ended.items()} == {"kontroll": 1, "eelvaated": 1}
    assert "JDFLOW_TOKEN olgu kaitstud" in ended["kontroll"].out
    ended = runner.pipeline(main(project), **ON_MAIN, **COMMENTS, **{variable: runner.secrets["JDFLOW_TOKEN"]})
    assert {name: step.code for name, step in ended.items()} == {"ootel": 0, "koosta": 1}


# ---------------------------------------------------------------- comments


def test_open_merge_requests_are_commented_on_and_only_by_jobs_that_read_nothing_of_theirs(
    runner: GitLabRunner, project: Path, double: GitLabDouble, propose: Callable[..., str]
) -> None:
    propose({OTHER: dated, ".gitlab/jdflow/ci.yml": lambda _: "koosta: {script: [touch $PWNED]}\n"})
    propose({HEAD: lambda text: f"{text}\n# {TITLE.splitlines()[0]}\n"})
    ended = runner.pipeline(main(project), **ON_MAIN, **COMMENTS)
    assert list(ended) == ["ootel", "koosta", "postita"]
    assert failed(ended) == []
    assert_harmless(runner, ended)
    [first], [second] = (double.bodies(number) for number in (1, 2))
    assert "Spetsialist" in first
    assert ".gitlab/jdflow/ci.yml" in first
    assert f"<{PAGE}/-/merge_requests/1/pipelines>" in first
    assert "Spetsialist" not in second
    assert {name for name, seen in runner.seen.items() if "JDFLOW_TOKEN" in seen} == {"ootel", "postita"}
    # A second run has nothing to say, and installs nothing to say it.
    before = (runner.temp / "asked").read_text("utf-8").count("pip install")
    assert failed(runner.pipeline(main(project), **ON_MAIN, **COMMENTS)) == []
    assert (runner.temp / "asked").read_text("utf-8").count("pip install") == before + 1
    assert double.effects == ["add_comment 3", "add_comment 4"]


def test_one_merge_request_that_cannot_be_read_keeps_no_other_back(
    runner: GitLabRunner, project: Path, double: GitLabDouble, propose: Callable[..., str]
) -> None:
    double.add_change("e" * 40)
    double.add_change("-")
    propose({OTHER: dated})
    ended = runner.pipeline(main(project), **ON_MAIN, **COMMENTS)
    assert failed(ended) == []
    assert [len(double.bodies(number)) for number in (1, 2, 3)] == [0, 0, 1]
    assert ended["koosta"].out.count("kommentaari ei saanud koostada") == 2


@pytest.mark.parametrize("put", ["text", "link"])
def test_what_stands_in_the_place_of_the_data_is_not_believed(  # noqa: PLR0913, PLR0917 (what it takes)
    put: str, runner: GitLabRunner, project: Path, double: GitLabDouble, propose: Callable[..., str], tmp_path: Path
) -> None:
    head = propose({OTHER: dated})
    secret = tmp_path / "secret.json"
    secret.write_text('{"comment": 1, "own": "@all"}', "utf-8")
    once = runner._once  # noqa: SLF001 (between two jobs)

    def tampered(name: str, job: dict[str, Any], commit: str, env: dict[str, str]) -> Step:
        step = once(name, job, commit, env)
        if name == "koosta":
            data = runner.artifacts / f"koosta/kommentaarid/{head}.json"
            data.unlink()
            data.symlink_to(secret) if put == "link" else data.write_bytes(secret.read_bytes())
        return step

    runner._once = tampered  # type: ignore[assignment, method-assign]  # noqa: SLF001
    ended = runner.pipeline(main(project), **ON_MAIN, **COMMENTS)
    assert double.bodies(1) == []
    assert ended["postita"].code == (1 if put == "text" else 0)


def test_whatever_is_unpacked_where_comments_are_posted_from_runs_nothing(
    runner: GitLabRunner, project: Path, double: GitLabDouble, propose: Callable[..., str]
) -> None:
    propose({OTHER: dated})
    once = runner._once  # noqa: SLF001 (between two jobs)
    planted = "import os, pathlib\npathlib.Path(os.environ['PWNED']).touch()\n"
    program = "#!/bin/sh\ntouch $PWNED\n"
    hostile = {
        **dict.fromkeys(("jdflow/__init__.py", "jdflow/__main__.py", "pip.py", "sitecustomize.py", "re.py"), planted),
        ".gitlab/jdflow/requirements.txt": "evil\n",
        ".git/config": f'[core]\n\tfsmonitor = "touch {runner.temp / "pwned"}"\n',
        ".git/hooks/post-checkout": program,
        "shared/settings.yaml": "keel: en\n",
    }

    def tampered(name: str, job: dict[str, Any], commit: str, env: dict[str, str]) -> Step:
        step = once(name, job, commit, env)
        if name == "koosta":
            for path, text in hostile.items():
                file = runner.artifacts / "koosta" / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, "utf-8")
                file.chmod(0o755)
        return step

    runner._once = tampered  # type: ignore[assignment, method-assign]  # noqa: SLF001
    ended = runner.pipeline(main(project), **ON_MAIN, **COMMENTS)
    assert failed(ended) == []
    assert_harmless(runner, ended)
    [body] = double.bodies(1)
    # Even its language is that of main.
    assert "Ametijuhendite muudatused" in body


def test_without_a_token_that_is_said(runner: GitLabRunner, project: Path, double: GitLabDouble) -> None:
    runner.secrets = {}
    double.faults.append(Fault("find_changes", Reply(401, {"message": "401 Unauthorized"}), times=9))
    ended = runner.pipeline(main(project), **ON_MAIN, **COMMENTS)
    assert {name: step.code for name, step in ended.items()} == {"ootel": 3}
    assert "JDFLOW_TOKEN" in ended["ootel"].err
