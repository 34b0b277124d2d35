"""`jdflow approve`."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from jdflow.app.approve import MODES, Order, approve
from jdflow.app.worktree import open_worktree
from jdflow.calendar import written
from jdflow.cli.context import Stop
from jdflow.cli.edits import finish, known_ids, the_day
from jdflow.language import msg
from jdflow.shape.typography import tidy

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from jdflow.cli.context import Context
    from jdflow.language import Voice

# Python does not read numbers of thousands of digits.
_LONGEST = 100


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    add = parser.add_argument
    add("ids", nargs="+", metavar="ID", help=voice.say("positions that were approved together"))
    add("--number", metavar="N", required=True, help=voice.say("the number of the order or the contract"))
    add(
        "--date",
        metavar="DAY",
        required=True,
        help=voice.say("the day of approval, such as 2026-12-15 or 15.12.2026"),
    )
    add(
        "--annex",
        nargs="+",
        metavar="K",
        help=voice.say("the annex of each position, in the order of the ids; one number for several counts up from it"),
    )
    add(
        "--mode",
        choices=MODES,
        help=voice.say("how it was approved; else as the file says, or as usual for an official or an employee"),
    )
    add("--replace", action="store_true", help=voice.say("put this approval in the place of another that is recorded"))


def run(context: Context) -> int:
    """Records the approval in each file."""
    options = context.options
    day = the_day(options.date)
    if day > context.today:
        raise Stop(
            msg(
                "An approval is recorded when it has been given; {day} is still to come (today is {today}).",
                day=written(day),
                today=written(context.today),
            )
        )
    reading = open_worktree(context.root)
    ids = known_ids(reading, options.ids)
    annexes = zip(ids, _annexes(options.annex, len(ids)), strict=True)
    order = Order(_code(options.number), day, options.mode, options.replace)
    outcome = approve(reading, annexes, order, context.today)
    return finish(
        context,
        outcome,
        msg(
            "Files changed: {n}. Nothing is committed: look them over, run `jdflow check` and propose the change.",
            n=len(outcome.changes),
        ),
    )


def _annexes(given: list[str] | None, number: int) -> list[str] | list[None]:
    """The annex of each position."""
    if given is None:
        return [None] * number
    annexes = [_code(text) for text in given]
    if len(annexes) == number:
        return annexes
    if len(annexes) == 1 and annexes[0].isascii() and annexes[0].isdecimal():
        first = int(annexes[0])
        return [str(first + at) for at in range(number)]
    raise Stop(
        msg(
            "There are {ids} positions and {annexes} annexes: name one annex for each, or one number to count up from.",
            ids=number,
            annexes=len(annexes),
        )
    )


def _code(text: str) -> str:
    """A number of an order or annex, on one line, all of it visible."""
    code = tidy(unicodedata.normalize("NFC", " ".join(text.split())))
    if code and len(code) <= _LONGEST and not any(unicodedata.category(char).startswith("C") for char in code):
        return code
    raise Stop(msg("“{value}” is not the number of an order or annex.", value=code[:_LONGEST]))
