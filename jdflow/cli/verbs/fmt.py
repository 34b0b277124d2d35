"""`jdflow fmt`."""

from __future__ import annotations

import sys
from difflib import unified_diff
from typing import TYPE_CHECKING

from jdflow.app.fmt import fmt
from jdflow.app.worktree import open_worktree
from jdflow.cli import ENVIRONMENT, OK, PROBLEMS
from jdflow.cli.context import Stop
from jdflow.deliver.files import write_within
from jdflow.language import msg
from jdflow.output.plain import Paint, safe
from jdflow.output.problems import as_text

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator
    from pathlib import Path

    from jdflow.app.fmt import Formatted
    from jdflow.cli.context import Context
    from jdflow.language import Voice


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help=voice.say("files or folders; all where none is named"))
    parser.add_argument(
        "--check",
        action="store_true",
        help=voice.say("change nothing; name the files that would change, with -v also what would change in them"),
    )


def run(context: Context) -> int:
    """Formats, and names the files that change."""
    options, voice = context.options, context.voice
    only = tuple(context.within_root(path) for path in options.paths)
    reading = open_worktree(context.root)
    seen = changed = refused = 0
    for one in fmt(reading, () if "." in only else only):
        seen += 1
        if one.problems:
            refused += 1
            print(*as_text(one.problems, voice, Paint(on=False), reading.line_of), sep="\n", file=sys.stderr)
        elif one.is_changed:
            changed += 1
            if not options.check:
                _write(context.root, one)
            print(safe(one.path))
            if options.check and context.verbose:
                print(*_diff(one), sep="\n")
    if not context.quiet:
        parts = _summary(voice, changed, refused, seen - changed - refused, check=options.check)
        print(f"{', '.join(parts)}.", file=sys.stderr)
    return PROBLEMS if refused or (options.check and changed) else OK


def _write(root: Path, one: Formatted) -> None:
    try:
        write_within(root, one.path, one.after)
    except OSError as error:
        why = error.strerror or str(error)
        raise Stop(msg("“{path}” cannot be written: {why}.", path=safe(one.path), why=why), ENVIRONMENT) from error


def _diff(one: Formatted) -> Iterator[str]:
    before, after = (data.decode("utf-8-sig").splitlines() for data in (one.before, one.after))
    return map(safe, unified_diff(before, after, one.path, one.path, lineterm=""))


def _summary(voice: Voice, changed: int, refused: int, rest: int, *, check: bool) -> Iterator[str]:
    if changed and check:
        yield voice.count("{n} file would change", "{n} files would change", changed)
    elif changed:
        yield voice.count("{n} file changed", "{n} files changed", changed)
    if refused:
        yield voice.count("{n} file could not be formatted", "{n} files could not be formatted", refused)
    if rest or not (changed or refused):
        yield voice.count("{n} file is in canonical form", "{n} files are in canonical form", rest)
