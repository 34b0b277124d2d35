"""`jdflow comment`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from jdflow.cli import ENVIRONMENT, OK
from jdflow.cli.context import Stop, absolute
from jdflow.language import msg
from jdflow.output.comment import Setting, as_markdown
from jdflow.output.comment_json import MOST_BYTES, NoComment, as_json, from_json

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from jdflow.cli.context import Context
    from jdflow.language import Voice
    from jdflow.model.comment import Proposal

# No more than a page's address needs, so that it ends where it is to end.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(?:/[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*)?")
_LONGEST_ADDRESS = 2_000


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--base", metavar="REV", help=voice.say("what this branch had in common with REV when they parted")
    )
    what.add_argument(
        "--from", dest="file", metavar="FILE", help=voice.say("what another run has printed with --format json")
    )
    add = parser.add_argument
    add("--via", choices=("stdout",), default="stdout", help=voice.say("where the comment goes"))
    add(
        "--format",
        choices=("md", "json"),
        default="md",
        help=voice.say("form of the result; json is for the run that posts it"),
    )
    add("--previews", metavar="URL", help=voice.say("the page where the previews are"))


def run(context: Context) -> int:
    """Prints the comment."""
    options = context.options
    setting = Setting(previews=None if options.previews is None else _address(options.previews))
    proposal = _proposed(context) if options.file is None else _read(context, options.file)
    if options.format == "json":
        print(as_json(proposal))
    else:
        print(as_markdown(proposal, context.voice, setting), end="")
    return OK


def _proposed(context: Context) -> Proposal:
    from jdflow.app.base import Base
    from jdflow.app.proposal import propose
    from jdflow.cli.past import open_history
    from jdflow.cli.sides import common_base

    revision = context.options.base
    with open_history(context, None) as source:
        base = Base(common_base(source, revision), revision)
        return propose(context.root, source, base, context.today, context.voice)


def _read(context: Context, name: str) -> Proposal:
    path = absolute(context.start / Path(name))
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        said = error.strerror or str(error)
        raise Stop(msg("“{path}” cannot be read: {why}.", path=name, why=said), ENVIRONMENT) from None
    try:
        return from_json(data)
    except NoComment as none:
        why = msg(
            "“{path}” is not the data of a comment: {why}. "
            "`jdflow comment --base REV --format json` makes it, in the same version of jdflow.",
            path=name,
            why=none.why,
        )
        raise Stop(why) from None


def _address(text: str) -> str:
    if len(text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(text):
        return text
    raise Stop(msg("“{address}” is not the address of a page, such as https://example.org/page.", address=text))
