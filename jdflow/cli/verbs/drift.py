"""`jdflow drift`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, get_args

from jdflow.app.drift import drift
from jdflow.app.worktree import open_worktree
from jdflow.cli import OK, PROBLEMS
from jdflow.cli.arguments import known
from jdflow.cli.context import Stop
from jdflow.intake.cache import cache_folder
from jdflow.language import msg
from jdflow.output.drift import as_json, as_markdown, as_text, summary
from jdflow.query.drift_found import Kind, keeping

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Sequence

    from jdflow.app.reading import Reading
    from jdflow.cli.context import Context
    from jdflow.language import Voice
    from jdflow.query.drift_found import Finding

_WITH_LINE = re.compile(r"(.+?):([1-9][0-9]{0,8})(?::([1-9][0-9]{0,8})?)?")
_LEAST, _MOST = 50, 100


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    add = parser.add_argument
    add(
        "paths",
        nargs="*",
        metavar="PATH",
        help=voice.say(
            "files or folders, also with a line and column (positions/a.yaml:12:5); all where none is named"
        ),
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
    add(
        "--apply",
        action="store_true",
        help=voice.say(
            "make the edits that leave every word as it is, comments kept; new shared blocks are made only where "
            "a line, --kind recurring or --kind results is named"
        ),
    )
    add(
        "--reword",
        action="store_true",
        help=voice.say(
            "with --apply, also edits that change words as shown; a text that only is near a block just where "
            "its line or --kind near is named"
        ),
    )
    add(
        "--keep",
        metavar="BLOCK",
        help=voice.say("with --apply, the one to keep of shared blocks that are nearly alike; all use it from then on"),
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
    if options.keep is not None and not options.apply:
        raise Stop(msg("--keep only goes with --apply."))
    wanted = [_wanted(context, path) for path in options.paths]
    only = () if any(one.path == "." for one in wanted) else tuple(one.path for one in wanted)
    reading = open_worktree(context.root)
    if options.keep is not None:
        known(options.keep, reading.contents.blocks, msg("There is no shared block “{key}”.", key=options.keep))
    found = drift(reading, only, options.least / _MOST, cache_folder(context.root))
    kinds = options.kind or get_args(Kind)
    findings = [one for one in found.findings if one.kind in kinds and _is_wanted(one, wanted)]
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


class _Wanted(NamedTuple):
    """A path that is asked for, perhaps with a line and a column."""

    path: str
    line: int | None = None
    column: int | None = None


def _wanted(context: Context, path: str) -> _Wanted:
    with_line = _WITH_LINE.fullmatch(path)
    if with_line is None or (context.start / path).exists():
        return _Wanted(context.within_root(path))
    column = None if with_line[3] is None else int(with_line[3])
    return _Wanted(context.within_root(with_line[1]), int(with_line[2]), column)


def _is_wanted(one: Finding, wanted: Sequence[_Wanted]) -> bool:
    """Whether a finding stands in a line that is asked for, where lines are."""
    place = one.place
    asked = [each for each in wanted if each.path == place.path]
    return not asked or any(
        each.line is None
        or (each.column is None and place.line <= each.line <= place.end_line)
        or (each.line, each.column) == (place.line, place.column)
        for each in asked
    )


def _apply(context: Context, reading: Reading, findings: Sequence[Finding]) -> int:
    # Only needed where files are written.
    from jdflow.app.drift_edits import mend_all
    from jdflow.cli.edits import finish

    options = context.options
    chosen = list(_chosen(options, findings))
    outcome = mend_all(reading, chosen)
    changed = len(outcome.changes) + len(outcome.made) + len(outcome.gone)
    code = finish(
        context,
        outcome,
        msg("Files changed: {n}. Nothing is committed: look them over and run `jdflow check`.", n=changed),
    )
    rest = sum(bool(one.mends) for one in findings) - sum(bool(one.mends) for one in chosen)
    if rest and options.keep is None:
        context.note(
            msg("Edits not made, because they change words or make blocks: {n}; see --reword and --kind.", n=rest)
        )
    return code


def _chosen(options: Namespace, findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings whose edits are to be made."""
    if options.keep is not None:
        yield from (kept for one in findings if (kept := keeping(one, options.keep)) is not None)
        return
    by_line = any(_WITH_LINE.fullmatch(path) for path in options.paths)
    for one in findings:
        is_named = by_line or one.kind in (options.kind or ())
        is_bold = one.kind == "near" or one.new is not None
        if one.mends and (options.reword or not one.changes) and (is_named or not is_bold):
            yield one
