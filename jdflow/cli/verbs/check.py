"""`jdflow check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.check import check_worktree
from jdflow.cli import ENVIRONMENT, OK, PROBLEMS
from jdflow.cli.context import Stop
from jdflow.intake.cache import cache_folder
from jdflow.intake.root import find_repository
from jdflow.language import msg
from jdflow.output.problems import as_annotations, as_json, as_text, summary
from jdflow.output.quality import as_quality

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from jdflow.app.check import Report
    from jdflow.cli.context import Context
    from jdflow.language import Voice

# Without Git, or before the first commit.
_NOTHING_TO_COMPARE = msg("The content is not kept in Git yet, so --base has nothing to compare it with.")


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help=voice.say("files or folders; all where none is named"))
    parser.add_argument(
        "--format", choices=("text", "json", "github", "gitlab"), default="text", help=voice.say("form of the result")
    )
    parser.add_argument(
        "--base",
        metavar="REV",
        help=voice.say("also say what a branch may not do to texts in force, compared with where it left this commit"),
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help=voice.say("also tell what drifts apart (jdflow drift); warnings count as errors for the exit code"),
    )


def run(context: Context) -> int:
    """Checks and reports."""
    options, voice, paint = context.options, context.voice, context.paint
    only = tuple(context.within_root(path) for path in options.paths)
    only = () if "." in only else only
    report = _report(context, only)
    if options.strict:
        # Comparing texts takes longer than a whole check: only where it is asked for.
        from jdflow.app.drift_told import with_drift
        from jdflow.app.worktree import open_worktree

        report = with_drift(report, open_worktree(context.root), only, cache_folder(context.root))
    counts = report.counts()
    if options.format == "json":
        print(as_json(report.problems, counts, report.positions, voice))
    elif options.format == "github":
        print(
            *as_annotations(report.problems, voice, _prefix(context)),
            sep="\n",
            end="\n" if report.problems else "",
        )
    elif options.format == "gitlab":
        print(as_quality(report.problems, voice, _prefix(context)))
    else:
        for line in as_text(report.problems, voice, paint, report.line_of):
            print(line)
        if not context.quiet:
            print(summary(counts, report.positions, voice, paint))
    return PROBLEMS if counts["error"] or (options.strict and counts["warning"]) else OK


def _report(context: Context, only: tuple[str, ...]) -> Report:
    if context.options.base is None:
        return check_worktree(context.root, context.today, only)
    if find_repository(context.root) is None:
        raise Stop(_NOTHING_TO_COMPARE, ENVIRONMENT)
    # Git is slow to load, and most often not asked.
    from jdflow.app.base import Base, check_since
    from jdflow.cli.past import open_history
    from jdflow.cli.sides import common_base

    revision = context.options.base
    with open_history(context, None) as source:
        base = Base(common_base(source, revision), revision)
        return check_since(context.root, source, base, context.today, only)


def _prefix(context: Context) -> str:
    """What leads from the top of the repository to the content root: annotations count from the top."""
    top = find_repository(context.root)
    below = "." if top is None else context.root.relative_to(top).as_posix()
    return "" if below == "." else f"{below}/"
