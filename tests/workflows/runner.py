"""A small runner: the steps of a job, one after the other, in a clone, with what GitHub gives them.

Expressions are looked up, never guessed: one that it does not know is a mistake. Of the actions of others it does what
matters to the steps after them; the repository's own is run.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_PATH = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_COMPARED = re.compile(r"([\w.-]+) (==|!=) '([^']*)'")
_CHOSEN = re.compile(r"(.+) && '(.*)' \|\| '(.*)'")


def read(path: Path) -> dict[str, Any]:
    """A workflow or an action; `on` is no truth value."""
    document: dict[Any, Any] = yaml.safe_load(path.read_text("utf-8"))
    return {"on" if key is True else key: value for key, value in document.items()}


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


class Step(NamedTuple):
    """A step that was run: what it is called, how it ended and what it said."""

    name: str
    code: int
    out: str
    err: str


class Runner:
    """One job after another, each in an empty folder that a checkout fills; artifacts stay from job to job."""

    def __init__(self, clone: Path, temp: Path, env: dict[str, str], contexts: dict[str, Any]) -> None:
        self.clone = clone
        self.workspace = temp / "work"
        self.artifacts = temp / "artifacts"
        self.temp = temp / "runner"
        self.contexts = contexts
        for folder in (self.artifacts, self.temp):
            folder.mkdir(parents=True)
        self.files = {name: temp / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV")}
        for file in self.files.values():
            file.touch()
        given = {name: str(file) for name, file in self.files.items()}
        where = {"GITHUB_WORKSPACE": str(self.workspace), "RUNNER_TEMP": str(self.temp), "RUNNER_OS": "Linux"}
        self.env = {**env, **given, **where}
        self.steps: list[Step] = []

    def job(self, workflow: str, name: str) -> list[Step]:
        """Runs a job; the steps that were run."""
        document = read(self.clone / ".github/workflows" / workflow)
        job = document["jobs"][name]
        env = {**document.get("env", {}), **job.get("env", {})}
        self.steps = []
        shutil.rmtree(self.workspace, ignore_errors=True)
        self.workspace.mkdir()
        if self._holds(job.get("if"), {}, failed=False):
            self._run(job["steps"], env, {})
        return self.steps

    def _run(self, steps: list[dict[str, Any]], env: dict[str, Any], inputs: dict[str, str]) -> bool:
        failed = False
        for step in steps:
            if not self._holds(step.get("if"), inputs, failed=failed):
                continue
            if "uses" in step:
                given = {key: self._said(_plain(value), inputs) for key, value in step.get("with", {}).items()}
                failed |= not self._use(step["uses"].partition("@")[0], given)
            else:
                failed |= bool(self._script(step, env, inputs))
        return not failed

    def _script(self, step: dict[str, Any], env: dict[str, Any], inputs: dict[str, str]) -> int:
        own = {key: self._said(str(value), inputs) for key, value in {**env, **step.get("env", {})}.items()}
        script = self.temp / "step.sh"
        script.write_text(step["run"], "utf-8")
        result = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
            cwd=self.workspace / self._said(step.get("working-directory", "."), inputs),
            env={**self.env, **own},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        self.steps.append(Step(step.get("name", step["run"]), result.returncode, result.stdout, result.stderr))
        return result.returncode

    def _use(self, action: str, given: dict[str, str]) -> bool:
        if action.startswith("./"):
            document = read(self.workspace / action / "action.yml")
            inputs = {key: one["default"] for key, one in document["inputs"].items()}
            assert given.keys() <= inputs.keys()
            return self._run(document["runs"]["steps"], {}, {**inputs, **given})
        if action == "actions/upload-artifact":
            return self._upload(given)
        if action == "actions/download-artifact":
            return self._download(given)
        if action == "actions/checkout":
            assert given["persist-credentials"] == "false"
            shutil.copytree(self.clone, self.workspace, symlinks=True, dirs_exist_ok=True)
            return True
        assert action in {"actions/setup-python", "actions/cache"}
        return True

    def _upload(self, given: dict[str, str]) -> bool:
        target = self.artifacts / given["name"]
        assert not target.exists(), "an artifact's name is given once"
        folder, _, pattern = given["path"].rpartition("/")
        found = [path for path in (self.workspace / folder).rglob(pattern or "*") if path.is_file()]
        for path in found:
            to = target / path.relative_to(self.workspace / folder)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, to)
        return bool(found) or given.get("if-no-files-found") != "error"

    def _download(self, given: dict[str, str]) -> bool:
        target = self.workspace / given["path"]
        if "name" in given:
            if not (self.artifacts / given["name"]).exists():
                return False
            shutil.copytree(self.artifacts / given["name"], target, dirs_exist_ok=True)
        else:
            for artifact in self.artifacts.glob(given["pattern"]):
                shutil.copytree(artifact, target / artifact.name)
        return True

    def _said(self, text: str, inputs: dict[str, str]) -> str:
        return ENTRY.sub(lambda found: self._value(found[1].strip(), inputs), text)

    def _value(self, expression: str, inputs: dict[str, str]) -> str:
        chosen = _CHOSEN.fullmatch(expression)
        if chosen:
            return chosen[2] if self._holds(chosen[1], inputs, failed=False) else chosen[3]
        if _COMPARED.fullmatch(expression):
            return str(self._holds(expression, inputs, failed=False)).lower()
        assert _PATH.fullmatch(expression), f"an expression that this runner does not know: {expression}"
        first, *names = expression.split(".")
        if first == "vars":
            # What nobody has set is empty.
            return str(self.contexts["vars"].get(*names, ""))
        value: Any = {**self.contexts, "inputs": inputs}[first]
        for name in names:
            value = value[name]
        return str(value)

    def _holds(self, condition: str | None, inputs: dict[str, str], *, failed: bool) -> bool:
        terms = [] if condition is None else re.sub(r"^\$\{\{(.*)\}\}$", r"\1", condition).strip().split(" && ")
        if "!cancelled()" not in terms and failed:
            return False
        return all(self._term(term, inputs) for term in terms)

    def _term(self, term: str, inputs: dict[str, str]) -> bool:
        if term == "!cancelled()":
            return True
        compared = _COMPARED.fullmatch(term)
        assert compared, f"a condition that this runner does not know: {term}"
        return (self._value(compared[1], inputs) == compared[3]) == (compared[2] == "==")


def shim(folder: Path, name: str, script: str) -> Path:
    """A program of that name for the steps to find."""
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    return program


def failed(steps: list[Step]) -> list[str]:
    """The steps that failed, each with what it said."""
    return [f"{step.name}: {step.err}" for step in steps if step.code]
