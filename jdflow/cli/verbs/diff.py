"""`jdflow diff`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.diff import diff
from jdflow.app.sides import Content
from jdflow.cli import OK, PROBLEMS
from jdflow.cli.arguments import known
from jdflow.cli.past import open_chronicle
from jdflow.cli.printing import explain
from jdflow.cli.sides import two_sides
from jdflow.language import msg
from jdflow.output.difference import as_json, as_text

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator, Sequence

    from jdflow.cli.context import Context
    from jdflow.language import Voice
    from jdflow.model.difference import Compared


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    add = parser.add_argument
    add("ids", nargs="*", metavar="ID", help=voice.say("positions; without any, all that differ"))
    before = parser.add_mutually_exclusive_group()
    before.add_argument(
        "--from",
        dest="before",
        metavar="DAY|REV",
        help=voice.say("the text in force on that day, or that commit's; HEAD where none is given"),
    )
    before.add_argument(
        "--base", metavar="REV", help=voice.say("what this branch had in common with REV when they parted")
    )
    add(
        "--to",
        dest="after",
        metavar="DAY|REV|WORKTREE",
        help=voice.say(
            "compared with that; by default with what is in force today after a day, else with the files as they are"
        ),
    )
    add("--format", choices=("text", "md", "html", "json"), default="text", help=voice.say("form of the result"))
    add("--exit-code", action="store_true", help=voice.say("exit with 1 where anything differs"))


def run(context: Context) -> int:
    """Prints what changed."""
    options = context.options
    with open_chronicle(context) as chronicle:
        sides = two_sides(context, chronicle)
        everyone = {*chronicle.current, *sides.before.ids(), *sides.after.ids()}
        for id in options.ids:
            known(id, everyone, msg("There is no position with the id “{id}”.", id=id))
        asked = dict.fromkeys(sides.names(id)[0] for id in options.ids) if options.ids else None
        found = list(diff(sides.before, sides.after, asked, sides.names, sides.is_declared))
        unread = [(one, one.reading.line_of) for one in (sides.before, sides.after) if isinstance(one, Content)]
        for side, line_of in unread:
            explain(context, side.problems, line_of)
    for line in _lines(context, found):
        print(line)
    if any(side.problems for side, _ in unread):
        context.note(msg("What cannot be read could not be compared."))
        return PROBLEMS
    if not any(one.differs for one in found):
        context.note(msg("Nothing differs."))
        return OK
    return PROBLEMS if options.exit_code else OK


def _lines(context: Context, found: Sequence[Compared]) -> Iterator[str]:
    voice, form = context.voice, context.options.format
    if form == "json":
        yield as_json(found)
    elif form == "html":
        from jdflow.output.difference_html import as_html

        yield as_html(found, voice)
    elif form == "md":
        from jdflow.output.difference_markdown import as_markdown

        yield from as_markdown(found, voice)
    else:
        yield from as_text(found, voice, context.paint)
