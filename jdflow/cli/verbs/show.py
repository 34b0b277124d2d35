"""`jdflow show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.ask import show_position
from jdflow.app.told import show_told
from jdflow.app.worktree import open_worktree
from jdflow.calendar import written
from jdflow.cli import OK, PROBLEMS
from jdflow.cli.arguments import a_day, known
from jdflow.cli.past import Without, known_position, open_chronicle, tell_left_out
from jdflow.language import Msg, msg
from jdflow.output.position import as_json, as_markdown, as_text

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from datetime import date

    from jdflow.app.chronicle import Chronicle
    from jdflow.app.told import Told
    from jdflow.cli.context import Context
    from jdflow.language import Voice
    from jdflow.query.shown import Shown


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    parser.add_argument("id", metavar="ID", help=voice.say("the position's id: its file name without .yaml"))
    add = parser.add_mutually_exclusive_group().add_argument
    add("--on", metavar="DAY", help=voice.say("the text in force on that day; today where none is given"))
    add("--worktree", action="store_true", help=voice.say("the file as it is now, committed or not"))
    parser.add_argument(
        "--known-at", metavar="REV|DAY", help=voice.say("as it was known at that commit, or at the end of that day")
    )
    parser.add_argument(
        "--format", choices=("text", "md", "json"), default="text", help=voice.say("form of the result")
    )


def run(context: Context) -> int:
    """Prints one position."""
    if context.options.worktree:
        return _show_file(context)
    try:
        with open_chronicle(context, context.options.known_at) as chronicle:
            return _show_told(context, chronicle)
    except Without:
        # What was in force on a day, or known at a commit, only history tells.
        if context.options.on is not None or context.options.known_at is not None:
            raise
        return _show_file(context)


def _show_file(context: Context) -> int:
    """The text as the work tree has it."""
    reading = open_worktree(context.root)
    id = known(
        context.options.id, reading.ids(), msg("There is no position with the id “{id}”.", id=context.options.id)
    )
    shown = show_position(reading, id)
    if shown is None:
        return _unreadable(context, id, reading.first_paths[id])
    return _print(context, shown)


def _show_told(context: Context, chronicle: Chronicle) -> int:
    """The text in force on the day that is asked for."""
    day = a_day(context.options.on)
    if context.options.known_at is None:
        tell_left_out(context, chronicle.source)
    id = known_position(chronicle, context.options.id)
    told = show_told(chronicle, id, day or context.today)
    if told is None:
        return _unreadable(context, id, chronicle.head.first_paths.get(id, id))
    if day is not None and told.state != "in_force":
        context.note(_why_not(told, id, day))
        return PROBLEMS
    if context.options.format != "json":
        _tell_state(context, told)
    return _print(context, told.shown)


def _tell_state(context: Context, told: Told) -> None:
    """Where the text is not in force today, says so beside it."""
    if told.version is None:
        context.note(msg("This is a draft: it has no `kehtiv_alates` yet."))
    elif told.state == "upcoming":
        context.note(msg("This text takes effect on {day} only.", day=written(told.version.effective_from)))
    elif told.version.effective_to is not None and told.state == "ended":
        context.note(msg("This text was in force until {day}.", day=written(told.version.effective_to)))


def _why_not(told: Told, id: str, day: date) -> Msg:
    """Why there is no text in force on that day."""
    asked = written(day)
    if told.version is None:
        return msg("On {day} no text of “{id}” was in force: it is a draft.", day=asked, id=id)
    if told.state == "upcoming":
        first = written(told.version.effective_from)
        return msg(
            "On {day} no text of “{id}” was in force; the next one takes effect on {first}.",
            day=asked,
            id=id,
            first=first,
        )
    return msg("On {day} no text of “{id}” was in force any more.", day=asked, id=id)


def _unreadable(context: Context, id: str, path: str) -> int:
    context.note(msg("The file of “{id}” cannot be read; `jdflow check {path}` tells why.", id=id, path=path))
    return PROBLEMS


def _print(context: Context, shown: Shown) -> int:
    options, voice = context.options, context.voice
    if options.format == "json":
        print(as_json(shown))
    else:
        lines = as_markdown(shown, voice) if options.format == "md" else as_text(shown, voice, context.paint)
        print(*lines, sep="\n")
    return OK
