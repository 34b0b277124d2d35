"""`jdflow explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.cli import OK
from jdflow.cli.arguments import known
from jdflow.language import both_voices, msg
from jdflow.output.codes import as_page, as_text, in_brief
from jdflow.problems.catalogue import CATALOGUE

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from jdflow.cli.context import Context
    from jdflow.language import Voice


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    parser.add_argument(
        "code",
        nargs="?",
        metavar="CODE",
        help=voice.say("a problem's code, for example JD104; all where none is given"),
    )

    parser.add_argument(
        "--format", choices=("text", "md"), default="text", help=voice.say("form of the result; md is the whole page")
    )


def run(context: Context) -> int:
    """Explains one code, or lists them all."""
    code = context.options.code
    if context.options.format == "md":
        print(as_page(both_voices()), end="")
        return OK
    if code is None:
        print(*in_brief(context.voice, context.paint), sep="\n")
        return OK
    written = code.strip().upper()
    rule = CATALOGUE[known(written, CATALOGUE, msg("There is no problem code “{code}”.", code=code))]
    print(*as_text(rule, context.voice, context.paint), sep="\n")
    return OK
