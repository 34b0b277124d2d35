"""The agency of the scripted year, where its forge is GitLab: what that does by itself, and by its schedules."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tests.workflows.gitlab_runner import GitLabRunner
from tests.workflows.year import ASSIGNEES, Agency, Checked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.workflows.runner import Step

# What the project keeps as protected variables of the environment “jdflow”.
SECRET = ("JDFLOW_TOKEN", "JDFLOW_ASSIGNEES")
PAGE = "https://git.amet.ee/gitlab/amet/personal/ametijuhendid"
ON_MAIN = {"CI_COMMIT_BRANCH": "main", "CI_COMMIT_REF_NAME": "main", "CI_COMMIT_REF_PROTECTED": "true"}


def job_environment(programs: Path, environment: Mapping[str, str], folder: Path) -> dict[str, str]:
    """What each job on GitLab has; nothing that is secret but the token of the job."""
    known = {name: value for name, value in os.environ.items() if name not in SECRET and not name.startswith("GITHUB_")}
    return {
        **known,
        **{name: value for name, value in environment.items() if name not in SECRET},
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "ASKED": str(folder / "asked"),
        "PWNED": str(folder / "pwned"),
        "CI": "true",
        "GITLAB_CI": "true",
        "CI_DEFAULT_BRANCH": "main",
        "CI_PROJECT_ID": "42",
        "CI_PROJECT_URL": PAGE,
        "CI_PIPELINE_IID": "8",
    }


class GitLabAgency(Agency):
    """What its people do, and what GitLab then does by itself."""

    heads = "refs/merge-requests/{number}/head"
    programs: Path

    def marked(self, path: str, line: int, column: int) -> str:
        """How a place in a file is said where changes are checked."""
        return f"{path}:{line}:{column}"

    def try_to_merge(self, number: int, head: str) -> None:
        """GitLab checks what is proposed as it is."""

    def checked(self, number: int) -> Checked:
        """The pipeline of a merge request, and then what the schedule of comments says of it."""
        head = self.double.issues[number].head_commit
        base = self.git("merge-base", "main", head, at=self.forge)
        runner = self._gitlab()
        proposed = {"CI_PIPELINE_SOURCE": "merge_request_event", "CI_MERGE_REQUEST_EVENT_TYPE": "detached"}
        ended = runner.pipeline(head, **proposed, CI_MERGE_REQUEST_DIFF_BASE_SHA=base, JDFLOW_ONLY="kontroll")
        check = ended["kontroll"]
        for name, seen in runner.seen.items():
            assert not [secret for secret in SECRET if secret in seen], name
        posted = self.scheduled("Kommentaarid")
        assert list(posted) == ["ootel", "koosta", "postita"]
        return Checked(not check.code, check.out + check.err, self.double.bodies(number))

    def scheduled(self, about: str) -> dict[str, Step]:
        """What a schedule of that description does on main."""
        return self._all_well(CI_PIPELINE_SOURCE="schedule", CI_PIPELINE_SCHEDULE_DESCRIPTION=about)

    def rendered(self) -> Path:
        """The folder that main's documents are put in; the PDF files are left to other tests."""
        runner = self._gitlab(JDFLOW_PARTS="1", JDFLOW_ONLY="dokumendid")
        ended = runner.pipeline(self._main(), CI_PIPELINE_SOURCE="push", **ON_MAIN)
        assert {name: step.code for name, step in ended.items()} == {"dokumendid": 0}, ended
        return runner.artifacts / "dokumendid" / "dist"

    def remind(self, event: str) -> list[str]:
        """The reminders, by the schedule or by hand; what they changed at the forge."""
        before = len(self.double.effects)
        if event == "schedule":
            assert list(self.scheduled("Meeldetuletused tööpäeviti")) == ["meeldetuletused"]
        else:
            by_hand = self._all_well(CI_PIPELINE_SOURCE="web", JDFLOW_ONLY="meeldetuletused")
            assert list(by_hand) == ["meeldetuletused"]
        self.write()
        return self.effects(before)

    def _all_well(self, **variables: str) -> dict[str, Step]:
        ended = self._gitlab().pipeline(self._main(), **ON_MAIN, **variables)
        wrong = [f"{name}: {step.err}" for name, step in ended.items() if step.code]
        assert ended, "no job has run"
        assert not wrong, wrong
        return ended

    def _main(self) -> str:
        return self.git("rev-parse", "main", at=self.forge)

    def _gitlab(self, **variables: str) -> GitLabRunner:
        folder = self.new_folder()
        env = job_environment(self.programs, self.double.environment(), folder)
        secrets = {"JDFLOW_TOKEN": self.double.token, "JDFLOW_ASSIGNEES": ASSIGNEES}
        return GitLabRunner(self.forge, folder, {**env, **variables, "JDFLOW_TODAY": self.today.isoformat()}, secrets)
