"""`jdflow uses`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.ask import uses_of
from jdflow.app.worktree import open_worktree
from jdflow.cli import OK
from jdflow.cli.arguments import known
from jdflow.language import msg
from jdflow.output.plain import as_json, safe
from jdflow.output.tables import as_table

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from jdflow.cli.context import Context
    from jdflow.language import Voice


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    parser.add_argument(
        "block",
        metavar="BLOCK",
        help=voice.say("the block: its folder and file name, for example rights/kaugtoo"),
    )
    parser.add_argument("--format", choices=("table", "json"), default="table", help=voice.say("form of the result"))


def run(context: Context) -> int:
    """Prints where a block is used."""
    voice = context.voice
    reading = open_worktree(context.root)
    written = context.options.block.removeprefix("shared/").removesuffix(".yaml")
    block = known(written, reading.library.keys, msg("There is no shared block “{block}”.", block=written))
    found = uses_of(reading, block)
    if context.options.format == "json":
        print(as_json({"block": block, "used_by": [usage._asdict() for usage in found]}))
    elif found:
        heading = [voice.say("Position"), voice.say("Place"), voice.say("Variant"), voice.say("Through")]
        rows = [(use.id, f"{use.path}:{use.line}", use.variant or "", use.through or "") for use in found]
        print(*as_table(heading, rows, context.paint), sep="\n")
    else:
        print(safe(voice.say("No position uses the block “{block}”.", block=block)))
    return OK
