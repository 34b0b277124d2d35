"""`jdflow due`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from jdflow.app.plan import calendar_of
from jdflow.cli import OK
from jdflow.cli.arguments import known
from jdflow.cli.context import Stop
from jdflow.cli.past import plan_for, tell_skew
from jdflow.language import msg
from jdflow.output.log import told_doubts
from jdflow.output.plain import as_json
from jdflow.output.plan import Sheet, as_markdown, as_object, as_rows, as_sheet
from jdflow.query.review import within

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator
    from datetime import date

    from jdflow.app.plan import Plan
    from jdflow.cli.context import Context
    from jdflow.language import Voice
    from jdflow.model.review import Due

_MOST_WEEKS = 520


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    add = parser.add_argument
    add("--within", metavar="DAYS", type=int, help=voice.say("due in so many days; the settings' window otherwise"))
    add("--unit", metavar="U", help=voice.say("only this unit and those below it"))
    add("--spread", metavar="WEEKS", type=int, help=voice.say("propose days for the overdue over so many weeks"))
    add("--known-at", metavar="REV|DAY", help=voice.say("as it was known at that commit, or at the end of that day"))
    add(
        "--format",
        choices=("table", "json", "ics", "csv", "md"),
        default="table",
        help=voice.say("form of the result"),
    )


def run(context: Context) -> int:
    """Prints the review plan; reviews that are overdue are always in it."""
    options = context.options
    weeks = options.spread
    if weeks is not None and not 1 <= weeks <= _MOST_WEEKS:
        raise Stop(msg("--spread takes a number of weeks from 1 to {most}.", most=_MOST_WEEKS))
    if options.within is not None and not 0 <= options.within <= 7 * _MOST_WEEKS:
        raise Stop(msg("--within takes a number of days from 0 to {most}.", most=7 * _MOST_WEEKS))
    plan = plan_for(context, context.today, options.known_at)
    if options.unit is not None:
        known(options.unit, plan.organisation.units, msg("There is no unit “{word}”.", word=options.unit))
    days = plan.settings.review.warning_days if options.within is None else options.within
    items = within(plan.reviews(options.unit), context.today, days)
    sheet = Sheet(items, context.today, plan, context.voice, _proposed(context, plan, items))
    if options.format == "ics":
        # The format's own line ends, on every system.
        sys.stdout.buffer.write(calendar_of(plan, sheet).encode())
    else:
        print(*_lines(context, sheet), sep="\n", end="" if options.format == "csv" else "\n")
    if not context.is_today_given:
        tell_skew(context, plan.last, plan.first_of_day)
    if not context.quiet:
        for line in told_doubts(plan.doubts, context.voice):
            print(line, file=sys.stderr)
    return OK


def _proposed(context: Context, plan: Plan, items: list[Due]) -> dict[str, date] | None:
    """The days over which an overdue mountain is spread, where that is asked for."""
    if context.options.spread is None:
        return None
    from jdflow.query.spread import spread

    return spread(items, context.today, context.options.spread, plan.settings.holidays)


def _lines(context: Context, sheet: Sheet) -> Iterator[str]:
    form = context.options.format
    if form == "json":
        yield as_json(as_object(sheet))
    elif form == "csv":
        yield as_sheet(sheet)
    elif form == "md":
        yield from as_markdown(sheet)
    else:
        yield from as_rows(sheet, context.paint)
        if not sheet.items:
            context.note(msg("No review is due."))
