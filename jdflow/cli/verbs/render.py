"""`jdflow render`."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING

from jdflow.app.check import examine_together
from jdflow.app.publish import others
from jdflow.app.render import Press, committed, drafts
from jdflow.app.select import select, spoilt
from jdflow.app.texts import reading_at
from jdflow.app.worktree import open_worktree
from jdflow.cli import PROBLEMS
from jdflow.cli.arguments import known
from jdflow.cli.context import Stop
from jdflow.cli.people import keep_names_out, people_of
from jdflow.cli.printing import (
    explain,
    finish,
    folder_of,
    office,
    open_history,
    print_documents,
    print_pdfs,
    record,
    tell_drafts,
)
from jdflow.language import msg

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from datetime import date

    from jdflow.app.reading import Reading
    from jdflow.app.repository import Source
    from jdflow.cli.context import Context
    from jdflow.language import Voice

# Python does not read numbers of thousands of digits.
_LONGEST_PART = 40


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    add = parser.add_argument
    add(
        "ids",
        nargs="*",
        metavar="ID",
        help=voice.say("positions; without any, all that are in force or upcoming"),
    )
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--rev", metavar="REV", help=voice.say("what this commit holds, instead of the last one"))
    source.add_argument(
        "--worktree", action="store_true", help=voice.say("the files as they are now, each page marked MUSTAND")
    )
    add(
        "--out",
        metavar="DIR",
        help=voice.say("folder for the documents; dist where none is given, dist/mustand for drafts"),
    )
    add("--pdf", action="store_true", help=voice.say("PDF files, too (LibreOffice makes them)"))
    add("--people", metavar="CSV", help=voice.say("names of incumbents, from a file that Git ignores"))
    add("--shard", metavar="I/N", help=voice.say("only the I-th of N parts, for work shared among machines"))


def run(context: Context) -> int:
    """Makes the documents."""
    if context.options.worktree:
        return _render(context, open_worktree(context.root), None)
    with open_history(context, context.options.rev) as source:
        return _render(context, reading_at(source), source)


def _render(context: Context, head: Reading, source: Source | None) -> int:
    options = context.options
    folder = folder_of(context, "dist" if source is not None else "dist/mustand")
    program = office() if options.pdf else None
    part, parts = _part(options.shard)
    for id in options.ids:
        known(id, head.ids(), msg("There is no position with the id “{id}”.", id=id))
    people = None
    if options.people is not None:
        people = people_of(context, options.people, head)
        keep_names_out(context, folder)
    problems = spoilt(head)
    if problems:
        explain(context, problems, head.line_of)
        context.note(msg("Nothing was made: the agency's own files cannot be read whole."))
        return PROBLEMS
    asked = options.ids or (None if people is None else list(people))
    if asked is None:
        examine_together(head, context.root)
    ids, failures, left_out = select(head, context.today, asked, drafts=source is None)
    if not ids:
        tell_drafts(context, left_out)
    ids = ids[part - 1 :: parts]
    press = Press(head, context.today, people)
    jobs = (
        drafts(head, ids, _midnight(context.today)) if source is None else committed(source, head, ids, context.today)
    )
    outcome = print_documents(context, folder, press, chain(failures, jobs), len(ids))
    made = outcome.made
    # A part of the documents leaves the others in their folder, and in the manifest.
    further = others(folder, {one.file for one in made})
    record(context, folder, made, further, None if source is None else source.commit)
    if program is not None:
        outcome.failures.extend(print_pdfs(context, folder, made, program))
    return finish(context, folder, outcome)


def _midnight(day: date) -> int:
    """The moment that drafts of a day carry."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def _part(text: str | None) -> tuple[int, int]:
    """Which part of how many."""
    if text is None:
        return 1, 1
    part, _, parts = text.partition("/")
    if part.isdecimal() and parts.isdecimal() and len(text) <= _LONGEST_PART and 1 <= int(part) <= int(parts):
        return int(part), int(parts)
    raise Stop(msg("“{value}” is no part: write --shard 1/4 for the first of four.", value=text))
