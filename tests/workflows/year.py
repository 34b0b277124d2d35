"""An agency over the years: a maintainer's clone, the repository on the forge, its workflows, and what day it is."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias
from unittest.mock import patch

from tests.checkout import ROOT
from tests.command import jdflow
from tests.workflows.runner import failed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import pytest

    from tests.command import Ran
    from tests.deliver.double import Double, StoredIssue
    from tests.workflows.runner import Runner, Step

NEW = "positions/uldosakond/andmehaldur.yaml"
HEAD = "positions/uldosakond/osakonnajuhataja.yaml"
OTHER = "positions/uldosakond/spetsialist.yaml"
BLOCK = "shared/rights/kaugtoo.yaml"
ALL = ("andmehaldur", "osakonnajuhataja", "spetsialist")
# In place of the secret; `jaan` looks after all that nobody else does.
ASSIGNEES = "osakonnajuhataja: mari\n*: jaan"
How: TypeAlias = Literal["squash", "merge", "rebase"]
Runners: TypeAlias = "Callable[[Path, Path], Callable[..., Runner]]"
Capsys: TypeAlias = "pytest.CaptureFixture[str]"
Change: TypeAlias = "Callable[[str], str]"


def dated(text: str) -> str:
    """A draft with its first day."""
    return text.replace("eesmärk:", "kehtiv_alates: 2027-02-01\neesmärk:", 1)


def reworded(text: str) -> str:
    """The block without a word of the manager's leave."""
    return text.replace("kokkuleppel vahetu juhiga", "kuni kolm päeva nädalas")


def boxes(issue: StoredIssue) -> list[str]:
    """The list of an issue, as far as it says what is done."""
    return re.findall(r"^- (\[[ x]\] (?:~~|\*\*).*?(?:~~|\*\*))", issue.body, re.MULTILINE)


class Checked(NamedTuple):
    """What a pull request gets to see: whether it may be merged, what is marked in its files, and the comments."""

    passes: bool
    said: str
    comments: list[str]


def _all_well(steps: list[Step]) -> None:
    wrong = failed(steps)
    assert steps, "the job has not run"
    assert not wrong, wrong


class Agency:
    """What its people do, and what its forge, GitHub, then does by itself."""

    # Where the forge keeps the last commit of a change.
    heads = "refs/pull/{number}/head"

    def __init__(self, folder: Path, double: Double, runners: Runners, capsys: Capsys) -> None:
        self.home = folder / "amet"
        """The maintainer's clone."""
        self.home.mkdir()
        self.forge = folder / "forge.git"
        self.double = double
        self.today = date(2027, 1, 11)
        self.branches: dict[int, str] = {}
        self.reminding = ("remind", "--via", double.kind)
        self.mail: dict[str, str] = {}
        """What letters take, in the environment."""
        self.journal = folder / "päevik.jsonl"
        self._folder = folder
        self._runners = runners
        self._capsys = capsys
        self._numbers = count(1)

    # ------------------------------------------------------------ on the maintainer's desk

    def git(self, *arguments: str, at: Path | None = None) -> str:
        """Git, at noon of the day that it is."""
        day = f"{self.today.isoformat()}T12:00:00+0200"
        return subprocess.run(
            ["git", *arguments],
            cwd=at or self.home,
            env={**os.environ, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout.strip()

    def jdflow(self, *arguments: str | Path) -> Ran:
        """The program on the maintainer's clone."""
        return jdflow(self._capsys, "-C", self.home, "--today", self.today.isoformat(), *arguments)

    def told(self, *arguments: str) -> Any:  # noqa: ANN401 (each verb has its own form)
        """What the program answers, for other programs."""
        return json.loads(self.done(*arguments, "--format", "json"))

    def register(self, *arguments: str) -> dict[str, tuple[str, str | None, str | None]]:
        """Of each position its state, since when its text is in force, and when the review is due."""
        rows = self.told("list", *arguments)["positions"]
        return {row["id"]: (row["state"], row["effective_from"], row["review_due"]) for row in rows}

    def done(self, *arguments: str | Path) -> str:
        """The program where nothing may go wrong; what it printed."""
        ran = self.jdflow(*arguments)
        assert ran.code == 0, ran
        return ran.out

    def edit(self, changes: Mapping[str, Change]) -> None:
        """Files changed by hand."""
        for path, changed in changes.items():
            before = (self.home / path).read_text("utf-8")
            after = changed(before)
            assert after != before, f"nothing was changed in {path}"
            (self.home / path).write_text(after, "utf-8")

    def commit(self, message: str) -> str:
        """All that was changed, kept."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD")

    def publish(self) -> None:
        """The repository brought to the forge."""
        self.git("clone", "--quiet", "--bare", str(self.home), str(self.forge), at=self._folder)
        self.git("config", "uploadpack.allowFilter", "true", at=self.forge)
        self.git("config", "uploadpack.allowAnySHA1InWant", "true", at=self.forge)
        self.git("remote", "add", "origin", self.forge.as_uri())
        self.git("fetch", "--quiet", "origin")
        self.git("branch", "--quiet", "--set-upstream-to", "origin/main")

    def branch(self, name: str) -> None:
        """A new branch from the newest main."""
        self.git("fetch", "--quiet", "origin")
        self.git("switch", "--quiet", "--create", name, "--no-track", "origin/main")

    def main(self) -> None:
        """Back to the newest main."""
        self.git("switch", "--quiet", "main")
        self.git("pull", "--quiet", "--ff-only")

    # ------------------------------------------------------------ pull requests

    def propose(self) -> int:
        """A pull request of the branch; its number."""
        number = self.double.add_change()
        self.branches[number] = self.git("branch", "--show-current")
        self.push(number)
        return number

    def push(self, number: int) -> None:
        """The branch brought to the forge, which tries to merge it."""
        branch = self.branches[number]
        head = self.git("rev-parse", branch)
        self.git("push", "--quiet", "origin", branch, f"{head}:{self.heads.format(number=number)}")
        self.double.issues[number].head_commit = head
        self.try_to_merge(number, head)

    def marked(self, path: str, line: int, column: int) -> str:
        """How a place in a file is said where changes are checked."""
        return f"::error file={path},line={line},col={column},"

    def try_to_merge(self, number: int, head: str) -> None:
        """What the forge makes to check it: the change merged into main."""
        at = self._server()
        self.git("merge", "--quiet", "--no-ff", "--message", f"Merge {head} into main", head, at=at)
        self.git("push", "--quiet", "--force", "origin", f"HEAD:refs/pull/{number}/merge", at=at)

    def checked(self, number: int) -> Checked:
        """The two workflows of a pull request, the second with rights that the first has not."""
        head = self.double.issues[number].head_commit
        merged = self.git("rev-parse", f"refs/pull/{number}/merge", at=self.forge)
        event = {"pull_request": {"number": number, "title": "", "body": ""}}
        runner = self._runner(merged, f"refs/pull/{number}/merge", event)
        steps = runner.job("pull-request.yml", "check")
        passes = not any(step.code for step in steps)
        [found] = [step for step in steps if step.name == "Kontrolli"]
        run = {"event": "pull_request", "conclusion": "success" if passes else "failure", "head_sha": head, "id": 41}
        posting = self._runner(self.git("rev-parse", "main", at=self.forge), "refs/heads/main", {"workflow_run": run})
        posting.artifacts.rmdir()
        runner.artifacts.rename(posting.artifacts)
        _all_well(posting.job("comment.yml", "comment"))
        return Checked(passes, found.out + found.err, self.double.bodies(number))

    def merge(self, number: int, how: How) -> None:
        """The pull request merged by a button of the forge."""
        branch = self.branches[number]
        at, new = self._server(), f"origin/main..origin/{branch}"
        if how == "merge":
            said = f"Merge pull request #{number} from amet/{branch}"
            self.git("merge", "--quiet", "--no-ff", "--message", said, f"origin/{branch}", at=at)
        elif how == "squash":
            told = self.git("log", "--reverse", "--format=* %B", new, at=at)
            self.git("merge", "--quiet", "--squash", f"origin/{branch}", at=at)
            self.git("commit", "--quiet", "--message", f"{branch} (#{number})\n\n{told}", at=at)
        else:
            self.git("cherry-pick", "--allow-empty", new, at=at)
        self.git("push", "--quiet", "origin", "HEAD:main", at=at)
        self.double.issues[number].is_open = False
        self.main()

    def _server(self) -> Path:
        """Where the forge merges: a clone at the newest main."""
        at = self._folder / "server"
        if not at.exists():
            self.git("clone", "--quiet", str(self.forge), str(at), at=self._folder)
        self.git("fetch", "--quiet", "origin", at=at)
        self.git("checkout", "--quiet", "--detach", "origin/main", at=at)
        return at

    # ------------------------------------------------------------ what the forge does by itself

    def rendered(self) -> Path:
        """The folder that main's documents are put in; the PDF files are left to other tests."""
        runner = self._on_main({"JDFLOW_PARTS": "1"})
        _all_well(runner.job("render.yml", "build"))
        return runner.artifacts / "ametijuhendid"

    def remind(self, event: str) -> list[str]:
        """The workflow of reminders, for the schedule or by hand; what it changed at the forge."""
        before = len(self.double.effects)
        runner = self._on_main({"JDFLOW_REMIND": "1"})
        runner.env["GITHUB_EVENT_NAME"] = event
        _all_well(runner.job("remind.yml", "remind"))
        self.write()
        return self.effects(before)

    def write(self) -> None:
        """Letters to the managers, beside their issues."""
        with patch.dict(os.environ, self.mail):
            self.done("remind", "--via", "email", "--journal", self.journal)

    def letters(self) -> dict[str, list[str]]:
        """To whom letters went, by the day."""
        found: dict[str, list[str]] = {}
        for line in self.journal.read_text("utf-8").splitlines():
            entry = json.loads(line)
            if entry["state"] == "sent":
                found.setdefault(entry["on"], []).append(entry["to"])
        return found

    def weeks(self, last: str, every: int = 1) -> dict[str, list[str]]:
        """What the workflow's command changed at the forge up to that day, on each Monday or on every so many."""
        found = {}
        while self.today <= date.fromisoformat(last):
            if self.today.weekday() == 0:
                before = len(self.double.effects)
                self.done(*self.reminding, "--weekly")
                self.write()
                found[self.today.isoformat()] = self.effects(before)
                self.today += timedelta(weeks=every - 1)
            self.today += timedelta(days=1)
        assert found, "no Monday lies between"
        return {day: effects for day, effects in found.items() if effects}

    def running(self) -> subprocess.Popen[str]:
        """The workflow's command, in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.hurried", "--today", self.today.isoformat(), *self.reminding],
            cwd=self.home,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def effects(self, start: int = 0) -> list[str]:
        """What was changed at the forge since so many changes, without numbers."""
        return [effect.split()[0] for effect in self.double.effects[start:]]

    def issues(self) -> dict[str, StoredIssue]:
        """The reminders by their titles, which are all different."""
        found = [issue for issue in self.double.issues.values() if not issue.is_change]
        by_title = {issue.title: issue for issue in found}
        assert len(by_title) == len(found), "somebody was told twice"
        return by_title

    def _on_main(self, variables: dict[str, str]) -> Runner:
        return self._runner(self.git("rev-parse", "main", at=self.forge), "refs/heads/main", {}, variables)

    def new_folder(self) -> Path:
        """A folder for one run."""
        folder = self._folder / f"run-{next(self._numbers)}"
        folder.mkdir()
        return folder

    def _runner(self, commit: str, ref: str, event: dict[str, Any], variables: dict[str, str] | None = None) -> Runner:
        folder = self.new_folder()
        runner = self._runners(self.forge, folder)(commit, ref, event, variables)
        runner.env |= {"GITHUB_API_URL": self.double.address, "JDFLOW_TODAY": self.today.isoformat()}
        runner.contexts["github"]["token"] = self.double.token
        runner.contexts["secrets"]["JDFLOW_ASSIGNEES"] = ASSIGNEES
        return runner
