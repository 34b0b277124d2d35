"""`jdflow show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.ask import show_position
from jdflow.app.worktree import open_worktree
from jdflow.cli import OK, PROBLEMS
from jdflow.cli.arguments import known
from jdflow.language import msg
from jdflow.output.position import as_json, as_markdown, as_text

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from jdflow.cli.context import Context
    from jdflow.language import Voice


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    parser.add_argument("id", metavar="ID", help=voice.say("the position's id: its file name without .yaml"))
    parser.add_argument(
        "--format", choices=("text", "md", "json"), default="text", help=voice.say("form of the result")
    )


def run(context: Context) -> int:
    """Prints one position."""
    options, voice = context.options, context.voice
    reading = open_worktree(context.root)
    id = known(options.id, reading.ids(), msg("There is no position with the id “{id}”.", id=options.id))
    shown = show_position(reading, id)
    if shown is None:
        context.note(
            msg(
                "The file of “{id}” cannot be read; `jdflow check {path}` tells why.",
                id=id,
                path=reading.first_paths[id],
            )
        )
        return PROBLEMS
    if options.format == "json":
        print(as_json(shown))
    else:
        lines = as_markdown(shown, voice) if options.format == "md" else as_text(shown, voice, context.paint)
        print(*lines, sep="\n")
    return OK
