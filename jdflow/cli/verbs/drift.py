"""`jdflow drift`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from jdflow.app.drift import drift
from jdflow.app.worktree import open_worktree
from jdflow.cli import OK, PROBLEMS
from jdflow.cli.context import Stop
from jdflow.language import msg
from jdflow.output.drift import as_json, as_markdown, as_text, summary
from jdflow.query.drift import Kind

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence

    from jdflow.app.reading import Reading
    from jdflow.cli.context import Context
    from jdflow.language import Voice
    from jdflow.query.drift import Finding

_WITH_LINE = re.compile(r"(.+?):([1-9][0-9]*)(?::[0-9]*)?")
_LEAST, _MOST = 50, 100


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    add = parser.add_argument
    add(
        "paths",
        nargs="*",
        metavar="PATH",
        help=voice.say("files or folders, also with a line (positions/a.yaml:12); all where none is named"),
    )
    add(
        "--kind",
        action="append",
        choices=get_args(Kind),
        help=voice.say("only findings of this kind; may be given several times"),
    )
    add(
        "--least",
        metavar="PERCENT",
        type=int,
        default=85,
        help=voice.say("how much alike texts must be to be told (50 to 100; otherwise 85)"),
    )
    add("--apply", action="store_true", help=voice.say("make the edits that leave every word as it is, comments kept"))
    add(
        "--reword",
        action="store_true",
        help=voice.say(
            "with --apply, also edits that change words as shown; a text that only is near a block just where "
            "its line or --kind near is named"
        ),
    )
    add("--format", choices=("text", "json", "md"), default="text", help=voice.say("form of the result"))
    add("--exit-code", action="store_true", help=voice.say("exit with 1 where something is found"))


def run(context: Context) -> int:
    """Prints what drifts apart, or mends it."""
    options, voice = context.options, context.voice
    if not _LEAST <= options.least <= _MOST:
        raise Stop(msg("--least takes a percentage from 50 to 100."))
    if options.reword and not options.apply:
        raise Stop(msg("--reword only goes with --apply."))
    wanted = [_wanted(context, path) for path in options.paths]
    only = () if any(path == "." for path, _ in wanted) else tuple(path for path, _ in wanted)
    reading = open_worktree(context.root)
    found = drift(reading, only, options.least / _MOST)
    kinds = options.kind or get_args(Kind)
    lines = {path: {line for each, line in wanted if each == path} for path, _ in wanted}
    findings = [one for one in found.findings if one.kind in kinds and _is_wanted(one, lines)]
    if options.apply:
        return _apply(context, reading, findings)
    if options.format == "json":
        print(as_json(findings, found.positions, voice))
    elif options.format == "md":
        print(*as_markdown(findings, voice), summary(findings, found.positions, voice), sep="\n")
    else:
        told = context.paint("bold", summary(findings, found.positions, voice))
        print(*as_text(findings, voice, context.paint), told, sep="\n")
    return PROBLEMS if options.exit_code and findings else OK


def _wanted(context: Context, path: str) -> tuple[str, int | None]:
    """A path with the line that is asked for, if one is."""
    with_line = _WITH_LINE.fullmatch(path)
    if with_line is None or (context.start / path).exists():
        return context.within_root(path), None
    return context.within_root(with_line[1]), int(with_line[2])


def _is_wanted(one: Finding, lines: dict[str, set[int | None]]) -> bool:
    """Whether a finding stands in a line that is asked for, where lines are."""
    asked = lines.get(one.place.path, {None})
    return None in asked or any(line is not None and one.place.line <= line <= one.place.end_line for line in asked)


def _apply(context: Context, reading: Reading, findings: Sequence[Finding]) -> int:
    # Only needed where files are written.
    from jdflow.app.drift_edits import mend_all
    from jdflow.cli.edits import finish

    options = context.options
    is_chosen = "near" in (options.kind or ()) or any(_WITH_LINE.fullmatch(path) for path in options.paths)
    chosen = [
        one
        for one in findings
        if one.mend is not None and (not one.changes or (options.reword and (one.kind != "near" or is_chosen)))
    ]
    outcome = mend_all(reading, chosen)
    return finish(
        context,
        outcome,
        msg("Files changed: {n}. Nothing is committed: look them over and run `jdflow check`.", n=len(outcome.changes)),
    )
