"""`jdflow amend`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.amend import Wish, affected, amend
from jdflow.app.edits import Outcome
from jdflow.app.worktree import open_worktree
from jdflow.cli import ENVIRONMENT
from jdflow.cli.context import Stop
from jdflow.cli.edits import finish, known_ids, the_day
from jdflow.intake.root import find_repository
from jdflow.language import msg

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from jdflow.app.amend import Affected
    from jdflow.app.reading import Reading
    from jdflow.cli.context import Context
    from jdflow.language import Voice


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    add = parser.add_argument
    add("ids", nargs="*", metavar="ID", help=voice.say("positions that get a new version"))
    add(
        "--affected-by",
        metavar="REV",
        help=voice.say("all positions whose text, shared blocks put in, is another than in this commit"),
    )
    add(
        "--effective",
        metavar="DAY",
        required=True,
        help=voice.say("the first day in force of the new version, such as 2027-01-01 or 01.01.2027"),
    )
    add(
        "--retroactive",
        action="store_true",
        help=voice.say("allow a day that has a version in force already, and write `tagasiulatuv: true`"),
    )


def run(context: Context) -> int:
    """Sets the new day in each file, and says what else has changed there."""
    options = context.options
    if bool(options.ids) == (options.affected_by is not None):
        raise Stop(msg("Name either positions by their ids, or a commit with --affected-by."))
    wish = Wish(the_day(options.effective), options.retroactive, context.today)
    reading = open_worktree(context.root)
    if options.affected_by is None:
        outcome = amend(reading, known_ids(reading, options.ids), wish)
    else:
        found = _affected(context, reading, options.affected_by, wish)
        amended = amend(reading, found.ids, wish)
        outcome = Outcome(amended.changes, [*found.left, *amended.left], [*found.refused, *amended.refused])
    return finish(
        context,
        outcome,
        msg(
            "Files changed: {n}. Nothing is committed: look them over, run `jdflow check` and propose the change; "
            "`jdflow approve` records the approval when it is given.",
            n=len(outcome.changes),
        ),
    )


def _affected(context: Context, reading: Reading, revision: str, wish: Wish) -> Affected:
    if find_repository(context.root) is None:
        raise Stop(msg("The content is not kept in Git, so --affected-by has no commit; name positions."), ENVIRONMENT)
    # Git is slow to load, and most often not asked.
    from jdflow.app.texts import reading_at
    from jdflow.cli.past import open_history

    with open_history(context, revision) as source:
        return affected(reading, reading_at(source), wish)
