"""The pipelines on GitLab: which jobs each runs, what they see, and what they do with what means no good."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest

from jdflow.app.init import starter
from tests.checkout import ROOT
from tests.command import git, repository
from tests.deliver.double import Fault, Reply
from tests.deliver.gitlab_double import GitLabDouble
from tests.deliver.postbox import Postbox
from tests.workflows.conftest import BRANCH, HEAD, OTHER, TITLE, TODAY, dated
from tests.workflows.gitlab_runner import GitLabRunner, holds, jobs, needs, read
from tests.workflows.gitlab_year import ON_MAIN, PAGE, job_environment
from tests.workflows.runner import shim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.workflows.runner import Step

pytestmark = [
    pytest.mark.needs("git", "bash"),
    pytest.mark.skipif(sys.platform != "linux", reason="the jobs run on Linux"),
]
SCHEMA = ("--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci")
COMMENTS = {"CI_PIPELINE_SOURCE": "schedule", "CI_PIPELINE_SCHEDULE_DESCRIPTION": "Kommentaarid"}


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
