"""`jdflow doctor`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from jdflow.app.doctor import Job, State, examine
from jdflow.cli import OK, PROBLEMS
from jdflow.cli.forges import has_token
from jdflow.cli.mail_ready import mail_findings
from jdflow.output.plain import safe

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from jdflow.cli.context import Context
    from jdflow.language import Voice

_MARKS: dict[State, tuple[str, str]] = {
    "good": ("✓", "good"),
    "optional": ("–", "warning"),
    "missing": ("✗", "error"),
}


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """Nothing but what every verb takes."""


def run(context: Context) -> int:
    """Prints what was found; only what is really needed makes it a problem."""
    voice, paint = context.voice, context.paint
    findings = [*examine(context.root_if_any, _job()), *mail_findings()]
    for finding in findings:
        mark, colour = _MARKS[finding.state]
        print(f"{paint(colour, mark)} {safe(voice(finding.what))}")
        if finding.remedy is not None:
            print(f"    → {safe(voice(finding.remedy))}")
    return PROBLEMS if any(finding.state == "missing" for finding in findings) else OK


def _job() -> Job | None:
    """The job in which this runs, as its forge tells it."""
    if os.environ.get("GITHUB_ACTIONS") == "true":
        return Job("github", has_token("github"))
    if os.environ.get("GITLAB_CI") == "true":
        return Job("gitlab", has_token("gitlab"), os.environ.get("CI_COMMIT_REF_PROTECTED") == "true")
    return None
