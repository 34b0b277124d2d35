"""`jdflow textconv`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from jdflow.cli import OK
from jdflow.cli.context import Stop
from jdflow.language import msg
from jdflow.output.plain import safe

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from jdflow.cli.context import Context
    from jdflow.language import Voice


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    parser.add_argument("file", metavar="FILE", help=voice.say("a Word file"))


def run(context: Context) -> int:
    """Prints the words; whatever the file is, Git goes on with its comparison."""
    from jdflow.app.textconv import textconv

    name = context.options.file
    if not os.path.lexists(context.start / name):
        raise Stop(msg("There is no file or folder “{path}”.", path=name))
    if not (context.start / name).is_file():
        raise Stop(msg("“{path}” is not a file.", path=name))
    with (context.start / name).open("rb") as file:
        for line in textconv(file):
            print(safe(line if isinstance(line, str) else context.voice(line)))
    return OK
