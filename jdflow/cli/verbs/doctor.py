"""`jdflow doctor`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from jdflow.app.doctor import State, examine
from jdflow.cli import OK, PROBLEMS
from jdflow.cli.forges import has_token
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
    in_workflow = os.environ.get("GITHUB_ACTIONS") == "true"
    findings = list(examine(context.root_if_any, wants_token=in_workflow and not has_token()))
    for finding in findings:
        mark, colour = _MARKS[finding.state]
        print(f"{paint(colour, mark)} {safe(voice(finding.what))}")
        if finding.remedy is not None:
            print(f"    → {safe(voice(finding.remedy))}")
    return PROBLEMS if any(finding.state == "missing" for finding in findings) else OK
