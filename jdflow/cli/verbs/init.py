"""`jdflow init`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.init import init, is_free
from jdflow.cli import OK
from jdflow.cli.context import Stop, absolute
from jdflow.language import msg

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from jdflow.cli.context import Context
    from jdflow.language import Voice


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    parser.add_argument("dir", metavar="DIR", help=voice.say("the folder to make; it must be new or empty"))


def run(context: Context) -> int:
    """Makes the repository and says what to do next."""
    named = context.start / context.options.dir
    folder = absolute(named)
    if not is_free(folder):
        raise Stop(msg("“{path}” is not empty; name a new folder.", path=context.options.dir))
    written, kept = init(folder)
    print(*written, sep="\n")
    context.note(msg("Next: fill in shared/settings.yaml, then run `jdflow -C {path} check`.", path=str(named)))
    if not kept:
        context.note(
            msg("Git is not installed, so no history is kept yet; install it and run `git init` in the folder.")
        )
    return OK
