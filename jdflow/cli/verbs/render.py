"""`jdflow render`."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING

from jdflow.app.check import examine_together
from jdflow.app.others import Others, drafts_before, versions_before
from jdflow.app.publish import others
from jdflow.app.redline import Redlines
from jdflow.app.render import Press, committed, drafts
from jdflow.app.select import select, select_drafts, spoilt
from jdflow.app.sides import Content
from jdflow.app.versions import chronicle_of
from jdflow.app.worktree import open_worktree
from jdflow.cli import OK, PROBLEMS
from jdflow.cli.arguments import a_day, known
from jdflow.cli.branch import Branch
from jdflow.cli.context import Stop
from jdflow.cli.past import known_position, open_chronicle, open_history, tell_left_out
from jdflow.cli.people import keep_names_out, people_of
from jdflow.cli.printing import (
    explain,
    finish,
    folder_of,
    office,
    print_documents,
    print_pdfs,
    record,
    tell_drafts,
    tell_unsaid,
)
from jdflow.cli.sides import names_of, side
from jdflow.language import msg

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from jdflow.app.chronicle import Chronicle
    from jdflow.app.reading import Reading
    from jdflow.app.render import Job
    from jdflow.app.select import Failure, Selected
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
    source.add_argument("--on", metavar="DAY", help=voice.say("the texts in force on that day, and no others"))
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
    add(
        "--redline",
        metavar="DAY|REV",
        help=voice.say("Word's tracked changes against the text in force on that day, or that commit's, instead"),
    )
    add(
        "--base",
        metavar="REV",
        help=voice.say("only documents that became others since this branch and REV had a commit in common"),
    )
    add("--shard", metavar="I/N", help=voice.say("only the I-th of N parts, for work shared among machines"))


def run(context: Context) -> int:
    """Makes the documents."""
    if context.options.worktree:
        return _drafts(context)
    with open_history(context, context.options.rev) as source:
        if context.options.rev is None:
            tell_left_out(context, source)
        with chronicle_of(source) as chronicle:
            return _committed(context, chronicle)


def _committed(context: Context, chronicle: Chronicle) -> int:
    options, head = context.options, chronicle.head
    call = _Call(context, "dist")
    given = a_day(options.on)
    ids = [known_position(chronicle, id) for id in options.ids]
    people = call.people(head)
    if call.is_spoilt(head):
        return PROBLEMS
    asked = ids or (None if people is None else list(people))
    if options.base is not None:
        return _changed(call, chronicle, asked, people)
    if asked is None:
        examine_together(head, context.root)
    selected = select(chronicle, given or context.today, asked, upcoming=given is None)
    if not selected.versions:
        tell_drafts(context, selected.drafts)
    tell_unsaid(context, selected.versions)
    return call.print_versions(Press(head, context.today, people), chronicle, selected)


def _changed(
    call: _Call, chronicle: Chronicle, asked: list[str] | None, people: Mapping[str, Sequence[str]] | None
) -> int:
    """Prints the versions that a branch brings, or of which it changes the words or the template."""
    context, head = call.context, chronicle.head
    branch = Branch(context, chronicle.source, head, None)
    known = chronicle.current.keys() | head.ids()
    given = a_day(context.options.on)
    ids = [id for id in branch.narrowed(asked) if id in known]
    selected = select(chronicle, given or context.today, ids, upcoming=given is None)
    if asked is None:
        branch.tell_gone()
        if not selected.versions:
            own = [
                chronicle.timeline(one.id)
                for one in selected.failures
                if not one.problems and one.id in branch.between.own
            ]
            tell_drafts(context, sum(not each.versions and each.last is not None for each in own))
        # Nobody has asked for those that have nothing to print.
        selected = selected._replace(failures=[one for one in selected.failures if one.problems])
    with chronicle_of(branch.earlier) as before:
        press = Others(head, context.today, people, versions_before(chronicle, before, context.today))
        return call.print_versions(press, chronicle, selected)


def _drafts(context: Context) -> int:
    options, reading = context.options, open_worktree(context.root)
    call = _Call(context, "dist/mustand")
    for id in options.ids:
        known(id, reading.ids(), msg("There is no position with the id “{id}”.", id=id))
    people = call.people(reading)
    if call.is_spoilt(reading):
        return PROBLEMS
    asked = options.ids or (None if people is None else list(people))
    if options.base is not None:
        return _changed_drafts(call, reading, asked, people)
    if asked is None:
        examine_together(reading, context.root)
    ids, failures = select_drafts(reading, context.today, asked)
    press = Press(reading, context.today, people)
    if options.redline is None:
        return call.print_drafts(press, reading, ids, failures)
    with open_chronicle(context) as chronicle:
        return call.print_drafts(call.tracked(press, chronicle), reading, ids, failures)


def _changed_drafts(
    call: _Call, reading: Reading, asked: list[str] | None, people: Mapping[str, Sequence[str]] | None
) -> int:
    """Prints the positions that a branch brings, or of which it changes the words or the template."""
    context, redline = call.context, call.context.options.redline
    with open_history(context, None) as source:
        branch = Branch(context, source, reading, context.root)
        between = branch.between
        ids, failures = select_drafts(reading, context.today, between.after.ids() & set(branch.narrowed(asked)))
        if asked is None:
            branch.tell_gone()
            # Nobody has asked for those that have ended.
            failures = []
        press = Others(reading, context.today, people, drafts_before(between, context.today))
        if redline is None:
            return call.print_drafts(press, reading, ids, failures)
        if branch.began_at(redline):
            # The whole history need not be read for it.
            return call.print_drafts(Redlines(press, Content(between.before), between.names), reading, ids, failures)
        with chronicle_of(source) as chronicle:
            return call.print_drafts(call.tracked(press, chronicle), reading, ids, failures)


class _Call:
    """What printing committed texts and drafts have in common."""

    def __init__(self, context: Context, usual: str) -> None:
        options = context.options
        if options.redline is not None and options.people is not None:
            raise Stop(msg("--redline and --people do not go together: tracked changes are for reading, not signing."))
        self.context = context
        self.folder = folder_of(context, usual if options.redline is None else "dist/muudatused")
        self.program = office() if context.options.pdf else None
        self.number, self.parts = _part(context.options.shard)

    def tracked(self, press: Press, chronicle: Chronicle) -> Press | Redlines:
        """What makes the documents: where changes are to be tracked, with a history to look back on."""
        if self.context.options.redline is None:
            return press
        before = side(self.context, chronicle, self.context.options.redline)
        return Redlines(press, before, names_of(chronicle, Content(press.head)))

    def people(self, head: Reading) -> Mapping[str, Sequence[str]] | None:
        """The incumbents' names, where a file of them is given."""
        if self.context.options.people is None:
            return None
        people = people_of(self.context, self.context.options.people, head)
        keep_names_out(self.context, self.folder)
        return people

    def is_spoilt(self, head: Reading) -> bool:
        """Whether the agency's own files cannot be read; says so."""
        problems = spoilt(head)
        if problems:
            explain(self.context, problems, head.line_of)
            self.context.note(msg("Nothing was made: the agency's own files cannot be read whole."))
        return bool(problems)

    def part_of(self, ids: list[str]) -> list[str]:
        """The share of the positions that this machine has."""
        return ids[self.number - 1 :: self.parts]

    def print_versions(self, press: Press, chronicle: Chronicle, selected: Selected) -> int:
        """Makes the documents of these versions."""
        part = {id: selected.versions[id] for id in self.part_of(list(selected.versions))}
        jobs: Iterable[Job | Failure] = chain(selected.failures, committed(chronicle, part))
        return self.print(self.tracked(press, chronicle), jobs, sum(map(len, part.values())), chronicle.source.commit)

    def print_drafts(
        self, press: Press | Redlines, reading: Reading, ids: list[str], failures: Iterable[Failure]
    ) -> int:
        """Makes drafts of these positions."""
        part = self.part_of(ids)
        jobs = chain(failures, drafts(reading, part, _midnight(self.context.today)))
        return self.print(press, jobs, len(part), None)

    def print(self, press: Press | Redlines, jobs: Iterable[Job | Failure], whole: int, commit: str | None) -> int:
        """Makes the documents, and says how it went."""
        context, folder = self.context, self.folder
        day = a_day(context.options.on) or context.today
        outcome = print_documents(context, folder, press, jobs, whole)
        made = outcome.made
        # A part of the documents leaves the others in their folder, and in the manifest.
        record(folder, made, others(folder, {one.file for one in made}), commit, day)
        untracked = press.new + press.same if isinstance(press, Redlines) else 0
        if context.options.base is not None and not (made or outcome.failures or untracked):
            text = msg("No document has become another since this branch left “{base}”.", base=context.options.base)
            context.note(text)
            return OK
        if isinstance(press, Redlines) and untracked:
            context.note(msg("Without tracked changes: {new} new, {same} unchanged.", new=press.new, same=press.same))
        if self.program is not None:
            outcome.failures.extend(print_pdfs(context, folder, made, self.program))
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
