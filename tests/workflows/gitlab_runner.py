"""A small runner for GitLab: jobs of a pipeline, as their rules choose them, in a clone, with what GitLab gives them.

Rules are read, never guessed: an expression that it does not know is a mistake. A variable that is protected, or given
to an environment, reaches just the jobs that GitLab would give it to.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from tests.command import git
from tests.workflows.runner import Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_TOKEN = re.compile(r'\s*(&&|\|\||[()]|==|!=|=~|\$\w+|"[^"]*"|/(?:[^/\\]|\\.)+/i?)')
_VARIABLE = re.compile(r"\$(\w+)")
_GLOBAL = frozenset({"include", "variables", "workflow", "stages"})


class Reference(NamedTuple):
    """What is taken from another job."""

    path: tuple[str, ...]


class _Loader(yaml.SafeLoader):
    """YAML with GitLab's references."""


def _reference(loader: yaml.SafeLoader, node: yaml.SequenceNode) -> Reference:
    return Reference(tuple(map(str, loader.construct_sequence(node))))


_Loader.add_constructor("!reference", _reference)


def read(root: Path) -> dict[str, Any]:
    """The whole configuration: the file at the top, and what it includes; what stands at the top counts more."""
    top = _loaded(root / ".gitlab-ci.yml")
    whole: dict[str, Any] = {}
    for one in top.get("include", []):
        whole |= _loaded(root / one["local"].lstrip("/"))
    return whole | {name: value for name, value in top.items() if name != "include"}


def _loaded(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(path.read_text("utf-8"), _Loader)  # noqa: S506 (a safe one, with one tag more)
    return loaded


def jobs(whole: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The jobs with all that they extend."""
    names = [name for name in whole if name not in _GLOBAL and not name.startswith(".")]
    return {name: _extended(whole, whole[name]) for name in names}


def _extended(whole: Mapping[str, Any], job: Mapping[str, Any]) -> dict[str, Any]:
    above = job.get("extends", [])
    found: dict[str, Any] = {}
    for name in [above] if isinstance(above, str) else above:
        found = _merged(found, _extended(whole, whole[name]))
    own = {key: value for key, value in job.items() if key != "extends"}
    return {key: _resolved(whole, value) for key, value in _merged(found, own).items()}


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    both = dict(below)
    for key, value in above.items():
        both[key] = _merged(both[key], value) if isinstance(value, dict) and isinstance(both.get(key), dict) else value
    return both


def _resolved(whole: Mapping[str, Any], value: object) -> object:
    if not isinstance(value, list):
        return value
    found: list[Any] = []
    for one in value:
        if isinstance(one, Reference):
            there: Any = whole
            for name in one.path:
                there = there[name]
            further = _resolved(whole, there)
            assert isinstance(further, list), "lists refer to lists"
            found += further
        else:
            found.append(one)
    return found


def holds(expression: str, env: Mapping[str, str]) -> bool:
    """Whether an expression of a rule holds."""
    tokens, at = [], 0
    while at < len(expression.rstrip()):
        found = _TOKEN.match(expression, at)
        assert found, f"an expression that this runner does not know: {expression}"
        tokens.append(found[1])
        at = found.end()
    value = _either(tokens, env)
    assert not tokens, f"left over: {tokens}"
    return bool(value)


def _either(tokens: list[str], env: Mapping[str, str]) -> bool:
    value = _both(tokens, env)
    while tokens[:1] == ["||"]:
        tokens.pop(0)
        value = _both(tokens, env) or value
    return value


def _both(tokens: list[str], env: Mapping[str, str]) -> bool:
    value = _term(tokens, env)
    while tokens[:1] == ["&&"]:
        tokens.pop(0)
        value = _term(tokens, env) and value
    return value


def _term(tokens: list[str], env: Mapping[str, str]) -> bool:
    first = tokens.pop(0)
    if first == "(":
        value = _either(tokens, env)
        assert tokens.pop(0) == ")"
        return value
    left = _said(first, env)
    if tokens[:1] and tokens[0] in {"==", "!=", "=~"}:
        how, right = tokens.pop(0), tokens.pop(0)
        if how == "=~":
            pattern, _, flags = right[1:].rpartition("/")
            return re.search(pattern, left, re.IGNORECASE if flags else 0) is not None
        return (left == _said(right, env)) == (how == "==")
    return bool(left)


def _said(token: str, env: Mapping[str, str]) -> str:
    return env.get(token[1:], "") if token.startswith("$") else token[1:-1]


class GitLabRunner:
    """The jobs of one pipeline after another, each in a fresh clone; artifacts stay from job to job."""

    def __init__(self, forge: Path, temp: Path, env: Mapping[str, str], secrets: Mapping[str, str]) -> None:
        self.forge = forge
        self.temp = temp
        self.env = dict(env)
        self.secrets = secrets
        """Variables that are protected, and given to the environment “jdflow” alone."""
        self.artifacts = temp / "artifacts"
        self.seen: dict[str, dict[str, str]] = {}
        """The variables that each job had."""

    def pipeline(self, commit: str, **variables: str) -> dict[str, Step]:
        """All jobs of a pipeline, in order; how each ended. What needs one that failed is not run.

        Where JDFLOW_ONLY names a job, no other is run, and that one also where somebody has to start it by hand.
        """
        env = {**self.env, "CI_COMMIT_SHA": commit, "CI_COMMIT_SHORT_SHA": commit[:8], **variables}
        shutil.rmtree(self.artifacts, ignore_errors=True)
        whole = read(self._clone(commit))
        env = {**{name: str(value) for name, value in whole.get("variables", {}).items()}, **env}
        ended: dict[str, Step] = {}
        if not any(self._rule(rule, env) for rule in whole["workflow"]["rules"]):
            return ended
        only = env.get("JDFLOW_ONLY")
        chosen = {
            name: job
            for name, job in jobs(whole).items()
            if only in {None, name} and self._is_chosen(job, env, by_hand=name == only)
        }
        for stage in whole["stages"]:
            for name, job in chosen.items():
                if job["stage"] == stage and self._may_begin(job, stage, ended, chosen):
                    ended[name] = self._run(name, job, commit, env)
        return ended

    def _rule(self, rule: Mapping[str, Any], env: Mapping[str, str]) -> bool:
        assert rule.keys() <= {"if", "when", "allow_failure"}
        return holds(rule["if"], env)

    def _is_chosen(self, job: Mapping[str, Any], env: Mapping[str, str], *, by_hand: bool) -> bool:
        rule = next((rule for rule in job["rules"] if self._rule(rule, env)), {"when": "never"})
        return rule.get("when", "on_success") in ({"on_success", "manual"} if by_hand else {"on_success"})

    def _may_begin(
        self, job: Mapping[str, Any], stage: str, ended: Mapping[str, Step], chosen: Mapping[str, Any]
    ) -> bool:
        wanted = list(needs(job))
        for name, is_optional in wanted:
            assert is_optional or name in chosen, f"{name} is needed, and not there"
        earlier = [name for name in ended if chosen[name]["stage"] != stage]
        before = [name for name, _ in wanted if name in chosen] if "needs" in job else earlier
        return all(name in ended and not ended[name].code for name in before)

    def _clone(self, commit: str) -> Path:
        folder = self.temp / "builds" / "amet" / "ametijuhendid"
        shutil.rmtree(self.temp / "builds", ignore_errors=True)
        folder.parent.mkdir(parents=True)
        git(self.temp, "clone", "--quiet", "--no-checkout", self.forge.as_uri(), str(folder))
        git(folder, "fetch", "--quiet", "origin", commit)
        git(folder, "checkout", "--quiet", "--detach", commit)
        return folder

    def _run(self, name: str, job: dict[str, Any], commit: str, env: Mapping[str, str]) -> Step:
        number = job.get("parallel", 1)
        steps = [
            self._once(name, job, commit, {**env, "CI_NODE_INDEX": str(n + 1), "CI_NODE_TOTAL": str(number)})
            for n in range(number)
        ]
        return max(steps, key=lambda step: step.code)

    def _once(self, name: str, job: dict[str, Any], commit: str, env: Mapping[str, str]) -> Step:
        own = {key: str(value) for key, value in job.get("variables", {}).items()}
        folder = self._clone(commit)
        assert own["GIT_STRATEGY"] == "clone", "what another job has left behind would be there"
        for needed, _ in needs(job) if "needs" in job else ():
            if (self.artifacts / needed).exists():
                shutil.copytree(self.artifacts / needed, folder, dirs_exist_ok=True, symlinks=True)
        given = {
            **env,
            **{key: _VARIABLE.sub(lambda found: env.get(found[1], ""), value) for key, value in own.items()},
        }
        is_protected = env.get("CI_COMMIT_REF_PROTECTED") == "true"
        if is_protected and job.get("environment", {}).get("name") == "jdflow":
            assert job["environment"]["action"] == "access", "nothing is deployed"
            given |= self.secrets
        self.seen[name] = given
        script = "\n".join([*job.get("before_script", []), *job["script"]])
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail"],
            cwd=folder,
            env={
                **given,
                "CI_PROJECT_DIR": str(folder),
                "CI_JOB_NAME": name,
                "CI_REPOSITORY_URL": self.forge.as_uri(),
            },
            input=script,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        self._keep(name, job, folder, failed=ran.returncode != 0)
        return Step(name, ran.returncode, ran.stdout, ran.stderr)

    def _keep(self, name: str, job: Mapping[str, Any], folder: Path, *, failed: bool) -> None:
        kept = job.get("artifacts", {})
        if not kept or (failed and kept.get("when") != "always"):
            return
        for pattern in (*kept["paths"], *kept.get("reports", {}).values()):
            found = folder / pattern
            every = found.rglob("*") if pattern.endswith("/") else folder.glob(pattern)
            for path in every:
                if path.is_file() or path.is_symlink():
                    to = self.artifacts / name / path.relative_to(folder)
                    to.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(path, to, follow_symlinks=False)


def needs(job: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """The jobs that one waits for, and whether it goes without where they are not there."""
    for one in job.get("needs", []):
        yield (one, False) if isinstance(one, str) else (one["job"], one.get("optional", False))
