"""Main on GitLab: documents, releases, letters, and the pipelines as their schema sees them."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from tests.checkout import ROOT
from tests.deliver.double import Fault, Reply
from tests.deliver.postbox import Postbox
from tests.workflows.conftest import OTHER, dated
from tests.workflows.gitlab.pipelines import assert_harmless, failed, main, names, request
from tests.workflows.gitlab_runner import GitLabRunner, holds, jobs, needs, read
from tests.workflows.gitlab_year import ON_MAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.deliver.gitlab_double import GitLabDouble


pytestmark = [
    pytest.mark.needs("git", "bash"),
    pytest.mark.skipif(sys.platform != "linux", reason="the jobs run on Linux"),
]
SCHEMA = ("--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci")


# ---------------------------------------------------------------- main, tags, schedules


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("status", ["201", "409", "403"])
def test_a_tag_becomes_a_release_of_all_documents(
    status: str, runner: GitLabRunner, project: Path, tmp_path: Path
) -> None:
    tag = "v1;$(touch${IFS}$PWNED)"
    env = {"CI_PIPELINE_SOURCE": "push", "CI_COMMIT_TAG": tag, "CI_COMMIT_REF_NAME": tag, "STATUS": status}
    ended = runner.pipeline(main(project), **env, JDFLOW_PARTS="1")
    assert list(ended) == ["dokumendid", "pdf", "väljalase"]
    assert [name for name, step in ended.items() if step.code] == (["väljalase"] if status == "403" else [])
    asked = [line for line in (tmp_path / "asked").read_text("utf-8").splitlines() if line.startswith("curl ")]
    assert [line.rpartition("/")[2] for line in asked] == [
        *("ametijuhendid.zip", "manifest.json", "SHA256SUMS", "register.xlsx"),
        "releases",
    ]
    assert f"tag_name={tag} " in asked[-1]
    with ZipFile(tmp_path / "builds/amet/ametijuhendid/ametijuhendid.zip") as archive:
        assert {name for name in archive.namelist() if name.endswith("pdf")} == {
            "osakonnajuhataja_2026-11-02.pdf",
            "spetsialist_2026-11-02.pdf",
        }
    assert_harmless(runner, ended)


@pytest.mark.needs("soffice")
def test_main_is_printed(runner: GitLabRunner, project: Path) -> None:
    ended = runner.pipeline(main(project), **ON_MAIN, CI_PIPELINE_SOURCE="push")
    assert list(ended) == ["dokumendid"]
    assert failed(ended) == []
    folder = runner.artifacts / "dokumendid/dist"
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
    made = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names(folder) - {"SHA256SUMS"}}
    assert sums == made
    assert "spetsialist_2026-11-02.pdf" in made
    assert not runner.secrets.keys() & runner.seen["dokumendid"].keys()


@pytest.mark.parametrize(
    ("known", "wanted"),
    [
        ({"CI_PIPELINE_SOURCE": "schedule", "CI_PIPELINE_SCHEDULE_DESCRIPTION": "MEELDETULETUS iga päev"}, "remind"),
        ({"CI_PIPELINE_SOURCE": "schedule", "JDFLOW_TASK": "remind"}, "remind"),
        ({"CI_PIPELINE_SOURCE": "schedule"}, "comment"),
        ({"CI_PIPELINE_SOURCE": "trigger"}, "comment"),
        ({"CI_PIPELINE_SOURCE": "web"}, "comment"),
        ({"CI_PIPELINE_SOURCE": "push"}, "documents"),
        ({"CI_PIPELINE_SOURCE": "push", "JDFLOW_PARTS": "1"}, "parts"),
        ({"CI_PIPELINE_SOURCE": "api"}, ""),
    ],
)
def test_each_pipeline_of_main_has_its_jobs(known: dict[str, str], wanted: str, project: Path) -> None:
    env = {**ON_MAIN, "CI_DEFAULT_BRANCH": "main", **known}
    chosen = {
        name
        for name, job in jobs(read(project)).items()
        if next((rule for rule in job["rules"] if holds(rule["if"], env)), {"when": "never"}).get("when")
        not in {"never", "manual"}
    }
    assert (
        chosen
        == {
            "remind": {"meeldetuletused"},
            "comment": {"ootel", "koosta", "postita"},
            "documents": {"dokumendid"},
            "parts": {"dokumendid", "pdf"},
            "": set(),
        }[wanted]
    )


@pytest.mark.parametrize(
    "known",
    [
        {"CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "haru"},
        {"CI_PIPELINE_SOURCE": "schedule", "CI_COMMIT_BRANCH": "haru"},
        {"CI_PIPELINE_SOURCE": "web", "CI_COMMIT_BRANCH": "haru"},
    ],
)
def test_another_branch_has_no_pipeline(known: dict[str, str], project: Path) -> None:
    env = {"CI_DEFAULT_BRANCH": "main", **known}
    assert not any(holds(rule["if"], env) for rule in read(project)["workflow"]["rules"])


# ---------------------------------------------------------------- letters

LATER = {"CI_PIPELINE_SOURCE": "schedule", "CI_PIPELINE_SCHEDULE_DESCRIPTION": "Meeldetuletused", **ON_MAIN}


@pytest.fixture
def box(runner: GitLabRunner) -> Iterator[Postbox]:
    """A mail server on this machine, which the project's variables name, a year later."""
    with Postbox(None) as served:
        runner.env |= {
            "JDFLOW_SMTP": f"smtp://localhost:{served.port}",
            "JDFLOW_MAIL_FROM": "Personaliosakond Õ <personal@amet.ee>",
            "JDFLOW_TODAY": "2027-11-08",
        }
        runner.secrets = {**runner.secrets, "JDFLOW_ADDRESSES": "osakonnajuhataja: Õ <mari@amet.ee>\n*: jaan@amet.ee"}
        yield served


def test_letters_go_out_once_where_a_mail_server_is_named(runner: GitLabRunner, project: Path, box: Postbox) -> None:
    assert failed(runner.pipeline(main(project), **LATER)) == []
    told = sorted(letter.rcpt_tos for letter in box.letters)
    assert ["mari@amet.ee"] in told
    # By hand, and a week later: the issues keep account, for nothing else outlives a job.
    by_hand = {"CI_PIPELINE_SOURCE": "web", "JDFLOW_ONLY": "meeldetuletused", **ON_MAIN}
    assert list(runner.pipeline(main(project), **by_hand)) == ["meeldetuletused"]
    assert failed(runner.pipeline(main(project), **LATER, JDFLOW_TODAY="2027-11-15")) == []
    assert sorted(letter.rcpt_tos for letter in box.letters) == told


def test_letters_go_out_also_where_an_issue_could_not_be_kept_and_the_job_fails(
    runner: GitLabRunner, project: Path, double: GitLabDouble, box: Postbox
) -> None:
    assert failed(runner.pipeline(main(project), **LATER)) == []
    sent = len(box.letters)
    double.faults.append(Fault("edit_issue", Reply(400, {"message": "400 Bad request"})))
    ended = runner.pipeline(main(project), **LATER, JDFLOW_TODAY="2027-12-06")
    assert ended["meeldetuletused"].code == 1
    assert len(box.letters) > sent


def test_nobody_gets_a_letter_where_no_mail_server_is_named(runner: GitLabRunner, project: Path, box: Postbox) -> None:
    del runner.env["JDFLOW_SMTP"]
    assert failed(runner.pipeline(main(project), **LATER)) == []
    assert box.letters == []


def test_what_is_proposed_is_not_looked_at_where_it_would_see_the_password(
    runner: GitLabRunner, project: Path, propose: Callable[..., str]
) -> None:
    seen = request(project) | {"JDFLOW_SMTP_PASSWORD": "salajane"}
    ended = runner.pipeline(propose({OTHER: dated}), **seen)
    assert ended["kontroll"].code == 1
    assert "JDFLOW_SMTP_PASSWORD" in ended["kontroll"].out
    assert "salajane" not in ended["kontroll"].out + ended["kontroll"].err


# ---------------------------------------------------------------- as the schema and the eye see it


@pytest.mark.needs("check-jsonschema")
def test_gitlab_s_own_schema_finds_nothing(tool: Callable[[str], str], project: Path, tmp_path: Path) -> None:
    def wrong(*files: Path) -> str:
        command = [tool("check-jsonschema"), *SCHEMA, *map(str, files)]
        ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        return ran.stdout if ran.returncode else ""

    assert wrong(project / ".gitlab-ci.yml", project / ".gitlab/jdflow/ci.yml") == ""
    # What jobs extend the schema does not look at, so they are shown to it as they are in the end.
    whole = {name: value for name, value in read(project).items() if name in {"stages", "workflow", "variables"}}
    file = tmp_path / "whole.json"
    file.write_text(json.dumps(whole | jobs(read(project))), "utf-8")
    assert wrong(file) == ""
    file.write_text(file.read_text("utf-8").replace('"interruptible": true', '"interruptible": "maybe"'), "utf-8")
    assert "interruptible" in wrong(file)


def test_only_jobs_on_main_that_read_nothing_of_others_ask_for_the_secrets(project: Path) -> None:
    every = jobs(read(project))
    assert {name for name, job in every.items() if "environment" in job} == {"ootel", "postita", "meeldetuletused"}
    for name, job in every.items():
        assert "timeout" in job, name
        assert "cache" not in job, "what others fill is no place to take programs from"
        assert job["inherit"] == {"default": ["tags"]}, "nor is what the agency gives to its own jobs"
        assert job["variables"]["GIT_STRATEGY"] == "clone", "nor is what an earlier job has left on the machine"
        assert {needed for needed, _ in needs(job)} <= every.keys()
    script = json.dumps([every[name]["before_script"] for name in ("kontroll", "eelvaated", "koosta")])
    assert script.count("$JDFLOW_TOKEN$GITLAB_TOKEN") == 3


def test_the_page_on_gitlab_names_the_jobs(project: Path) -> None:
    table = (ROOT / "docs/gitlab.md").read_text("utf-8").partition("| pipeline | jobs |")[2].partition("\n\n")[0]
    assert jobs(read(project)).keys() <= set(re.findall(r"`(\w+)`", table))


def test_nothing_of_a_proposal_is_put_into_a_script(project: Path) -> None:
    text = (project / ".gitlab/jdflow/ci.yml").read_text("utf-8")
    used = set(re.findall(r"\$\{?(CI_\w+)", text))
    # What an outsider may choose is at most the name of a tag, which needs the right to write here.
    assert used == {
        *("CI_API_V4_URL", "CI_COMMIT_BRANCH", "CI_COMMIT_SHA", "CI_COMMIT_SHORT_SHA", "CI_COMMIT_TAG"),
        *("CI_DEFAULT_BRANCH", "CI_JOB_TOKEN", "CI_MERGE_REQUEST_DIFF_BASE_SHA", "CI_MERGE_REQUEST_EVENT_TYPE"),
        *("CI_NODE_INDEX", "CI_NODE_TOTAL", "CI_PIPELINE_IID", "CI_PIPELINE_SCHEDULE_DESCRIPTION"),
        *("CI_PIPELINE_SOURCE", "CI_PROJECT_ID", "CI_PROJECT_URL", "CI_REPOSITORY_URL", "CI_SERVER_TLS_CA_FILE"),
    }
