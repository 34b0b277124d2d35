"""`jdflow list`."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

from jdflow.cli import OK
from jdflow.cli.arguments import a_day, known
from jdflow.cli.context import Stop
from jdflow.cli.past import Without, plan_for
from jdflow.language import msg
from jdflow.output.plain import as_json
from jdflow.output.register import as_cells
from jdflow.output.tables import as_csv, as_table, as_xlsx

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from jdflow.cli.context import Context
    from jdflow.language import Voice
    from jdflow.model.organisation import Organisation
    from jdflow.query.register import Row


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    parser.add_argument("--on", metavar="DAY", help=voice.say("the state on that day; today where none is given"))
    parser.add_argument(
        "--known-at", metavar="REV|DAY", help=voice.say("as it was known at that commit, or at the end of that day")
    )
    parser.add_argument("--unit", metavar="U", help=voice.say("only this unit and those below it"))
    parser.add_argument(
        "--format",
        choices=("table", "json", "csv", "xlsx"),
        default="table",
        help=voice.say("form of the result"),
    )


def run(context: Context) -> int:
    """Prints the register."""
    options, voice = context.options, context.voice
    day = a_day(options.on) or context.today
    if options.format == "xlsx" and sys.stdout.isatty():
        raise Stop(msg("A workbook is not for the terminal: write it to a file, … --format xlsx > register.xlsx"))
    rows, organisation, unread = _register(context, day)
    if options.format == "json":
        print(as_json({"on": day.isoformat(), "positions": [_as_object(row) for row in rows]}))
    else:
        heading, cells = as_cells(rows, organisation, voice)
        if options.format == "xlsx":
            sys.stdout.buffer.write(as_xlsx(voice.say("Register of positions"), heading, cells, day))
        elif options.format == "csv":
            print(as_csv(heading, cells), end="")
        else:
            print(*as_table(heading, cells, context.paint), sep="\n")
    if unread and not options.unit:
        context.note(msg("Files that cannot be read and are missing here: {n}; `jdflow check` tells more.", n=unread))
    return OK


def _register(context: Context, day: date) -> tuple[list[Row], Organisation, int]:
    """The register with the units, and how many files are not in it; from the files where there is no history."""
    options = context.options
    try:
        plan = plan_for(context, day, options.known_at)
    except Without:
        if options.known_at is not None:
            raise
        # Only now are the files read.
        from jdflow.app.ask import list_positions
        from jdflow.app.worktree import open_worktree

        if options.on is not None and options.format != "json":
            context.note(msg("There is no history here, so this is what the files say."))
        reading = open_worktree(context.root)
        _known_unit(context, reading.organisation)
        rows = list_positions(reading, day, options.unit)
        told = {row.path for row in rows}
        return rows, reading.organisation, sum(path not in told for path in reading.contents.positions)
    _known_unit(context, plan.organisation)
    return plan.register(options.unit), plan.organisation, plan.unread


def _known_unit(context: Context, organisation: Organisation) -> None:
    unit = context.options.unit
    if unit is not None:
        known(unit, organisation.units, msg("There is no unit “{word}”.", word=unit))


def _as_object(row: Row) -> dict[str, str | None]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row._asdict().items()}
