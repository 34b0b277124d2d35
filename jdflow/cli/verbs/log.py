"""`jdflow log`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from jdflow.app.log import log
from jdflow.cli import OK
from jdflow.cli.past import known_position, open_chronicle
from jdflow.output.log import as_json, as_remarks, as_text

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from jdflow.cli.context import Context
    from jdflow.language import Voice


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    parser.add_argument("id", metavar="ID", help=voice.say("the position's id: its file name without .yaml"))
    parser.add_argument(
        "--known-at", metavar="REV|DAY", help=voice.say("as it was known at that commit, or at the end of that day")
    )
    parser.add_argument("--format", choices=("table", "json"), default="table", help=voice.say("form of the result"))


def run(context: Context) -> int:
    """Prints the versions of one position."""
    with open_chronicle(context, context.options.known_at) as chronicle:
        told = log(chronicle, known_position(chronicle, context.options.id), context.today)
    if context.options.format == "json":
        print(as_json(told))
    else:
        print(*as_text(told, context.voice, context.paint), sep="\n")
    if not context.quiet:
        for line in as_remarks(told, context.voice):
            print(line, file=sys.stderr)
    return OK
