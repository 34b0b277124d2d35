"""`jdflow build`."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.check import check_whole
from jdflow.app.plan import calendar_of
from jdflow.app.planning import plan_of
from jdflow.app.publish import clear_away, pdf_of, publish_beside
from jdflow.app.render import Press, committed
from jdflow.app.select import Failure, select, spoilt
from jdflow.app.versions import chronicle_of
from jdflow.cli import PROBLEMS
from jdflow.cli.arguments import a_day
from jdflow.cli.past import open_history, tell_left_out
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
from jdflow.language import msg
from jdflow.output.index import Listed, as_html
from jdflow.output.plan import Sheet
from jdflow.output.register import as_cells
from jdflow.output.tables import as_csv, as_xlsx

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from jdflow.app.chronicle import Chronicle
    from jdflow.app.render import Job
    from jdflow.cli.context import Context
    from jdflow.language import Voice
    from jdflow.model.document import Made


class _Edition(NamedTuple):
    """Whose documents they are, of which day, at which commit."""

    agency: str
    day: date
    commit: str


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    add = parser.add_argument
    add("--on", metavar="DAY", help=voice.say("what was in force and upcoming on that day; today where none is given"))
    add("--out", metavar="DIR", help=voice.say("folder for the documents; dist where none is given"))
    add("--pdf", action="store_true", help=voice.say("PDF files, too (LibreOffice makes them)"))


def run(context: Context) -> int:
    """Checks what is committed, then makes all that belongs to it."""
    folder = folder_of(context)
    program = office() if context.options.pdf else None
    with open_history(context, None) as source:
        tell_left_out(context, source)
        with chronicle_of(source) as chronicle:
            return _build(context, folder, program, chronicle)


def _build(context: Context, folder: Path, program: str | None, chronicle: Chronicle) -> int:
    head, commit = chronicle.head, chronicle.source.commit
    day = a_day(context.options.on) or context.today
    report = check_whole(head, context.root, context.today)
    explain(context, report.problems, report.line_of)
    if spoilt(head):
        context.note(msg("Nothing was made: the agency's own files cannot be read whole."))
        return PROBLEMS
    wrong = {problem.place.path: problem for problem in reversed(report.problems) if problem.severity == "error"}
    selected = select(chronicle, day, None, upcoming=True)
    if not selected.versions:
        tell_drafts(context, selected.drafts)
    tell_unsaid(context, selected.versions)
    places = {id: head.first_paths.get(id, "") for id in selected.versions}
    refused = [Failure(id, [wrong[path]]) for id, path in places.items() if path in wrong]
    sound = {id: versions for id, versions in selected.versions.items() if places[id] not in wrong}
    press = Press(head, day)
    jobs: Iterable[Job | Failure] = chain(selected.failures, refused, committed(chronicle, sound))
    whole = sum(map(len, selected.versions.values()))
    outcome = print_documents(context, folder, press, jobs, whole, report.problems)
    made = outcome.made
    for name in clear_away(folder, {one.file for one in made}, {failure.id for failure in outcome.failures}):
        context.note(msg("Removed: {file} (an earlier build made it, this one did not)", file=name))
    record(folder, made, [], commit, day)
    _register(context, folder, chronicle, day)
    try:
        if program is not None:
            outcome.failures.extend(print_pdfs(context, folder, made, program))
    finally:
        # Also where LibreOffice has failed: the page shows what there is.
        _index(context, folder, made, _Edition(head.settings.agency, day, commit))
    code = finish(context, folder, outcome)
    return PROBLEMS if report.counts()["error"] else code


def _register(context: Context, folder: Path, chronicle: Chronicle, day: date) -> None:
    """The register as CSV and as a workbook, and the calendar of reviews."""
    voice = context.voice
    plan = plan_of(chronicle, day)
    heading, cells = as_cells(plan.register(), plan.organisation, voice)
    title = voice.say("Register of positions")
    publish_beside(folder / "register.csv", as_csv(heading, cells).encode("utf-8-sig"))
    publish_beside(folder / "register.xlsx", as_xlsx(title, heading, cells, day))
    dated = [item for item in plan.reviews() if item.due is not None]
    sheet = Sheet(dated, day, plan, voice)
    publish_beside(folder / "reviews.ics", calendar_of(plan, sheet).encode())


def _index(context: Context, folder: Path, made: list[Made], edition: _Edition) -> None:
    """The page that lists the documents."""
    listed = [
        Listed(
            id=one.id,
            title=one.title,
            unit=one.unit,
            relation=one.relation,
            effective_from=one.effective_from,
            state="upcoming" if one.effective_from and one.effective_from > edition.day else "in_force",
            file=one.file,
            pdf=pdf_of(one.file) if (folder / pdf_of(one.file)).is_file() else None,
            fingerprint=one.fingerprint,
        )
        for one in made
    ]
    page = as_html(listed, agency=edition.agency, day=edition.day, commit=edition.commit, voice=context.voice)
    publish_beside(folder / "index.html", page.encode())
