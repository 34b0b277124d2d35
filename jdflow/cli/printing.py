"""What `render` and `build` have in common: making documents, and saying what came of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.publish import MANIFEST, publish, publish_beside, publish_pdfs
from jdflow.app.select import Failure
from jdflow.cli import ENVIRONMENT, OK, PROBLEMS
from jdflow.cli.context import Stop
from jdflow.cli.progress import Progress
from jdflow.deliver.office import OfficeFails, find_office
from jdflow.intake.root import is_bare
from jdflow.intake.snapshot import FOLDERS
from jdflow.language import msg
from jdflow.output.manifest import as_manifest, as_row
from jdflow.output.plain import Paint, safe
from jdflow.output.problems import as_text, where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from jdflow.app.redline import Redlines
    from jdflow.app.render import Document, Job, Press
    from jdflow.cli.context import Context
    from jdflow.model.document import Made
    from jdflow.model.version import Version
    from jdflow.output.manifest import Row
    from jdflow.problems import Place, Problem


_MOST_NAMED = 10


class Outcome(NamedTuple):
    """The documents that were made, and those that could not be."""

    made: list[Made]
    failures: list[Failure]


def folder_of(context: Context, usual: str = "dist") -> Path:
    """The folder that documents go to; drafts have one of their own, so that none takes a final document's place."""
    folder = context.root / usual if context.options.out is None else context.start / context.options.out
    # A folder that is yet to be made cannot lie in a file either.
    there = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    if there.exists() and not there.is_dir():
        raise Stop(msg("“{path}” is a file; name a folder with --out.", path=str(there)))
    _refuse_kept(context, folder)
    return folder


def _refuse_kept(context: Context, folder: Path) -> None:
    """Stops where the folder lies among the files of the content, or among those that Git keeps for itself."""
    path, place = str(folder), folder.resolve()
    upwards = (place, *place.parents)
    if any(one.name.casefold() == ".git" or is_bare(one) for one in upwards):
        raise Stop(msg("“{path}” belongs to Git; name another folder with --out, such as dist.", path=path))
    root = context.root_if_any
    if root is not None and any((root / name).resolve() in upwards for name in FOLDERS):
        why = msg(
            "“{path}” lies among the files of the content; name another folder with --out, such as dist.", path=path
        )
        raise Stop(why)


def tell_drafts(context: Context, number: int) -> None:
    """Where nothing is printed: says how many positions have no first day yet, so that nobody looks further."""
    if number:
        context.note(
            msg("Drafts without `kehtiv_alates` are left out: {n}; `jdflow render --worktree` prints them.", n=number)
        )


def tell_unsaid(context: Context, versions: Mapping[str, Iterable[Version]]) -> None:
    """Says which texts are not what was approved: a commit changed them since, under the same day."""
    changed = sorted(
        id for id, several in versions.items() if any(one.is_unsaid for each in several for one in each.amendments)
    )
    if changed:
        more = ", …" if len(changed) > _MOST_NAMED else ""
        context.note(
            msg(
                "Not what was approved: the text was changed since, under the same day ({n}): {ids}. "
                "`jdflow log {id}` says by which commit.",
                n=len(changed),
                ids=", ".join(changed[:_MOST_NAMED]) + more,
                id=changed[0],
            )
        )


def office() -> str:
    """LibreOffice, where PDF files are wanted."""
    found = find_office()
    if found is None:
        raise Stop(
            msg(
                "LibreOffice is not installed, and PDF files are made by it. "
                "Install it (its Writer is enough), or leave out --pdf: the Word files need nothing."
            ),
            ENVIRONMENT,
        )
    return found


def print_documents(  # noqa: PLR0913, PLR0917 (what is made, from what, to where, and what is known already)
    context: Context,
    folder: Path,
    press: Press | Redlines,
    jobs: Iterable[Job | Failure],
    whole: int,
    known: Iterable[Problem] = (),
) -> Outcome:
    """Makes the documents and says what is wrong, unless that has been said."""
    made: list[Made] = []
    failures: list[Failure] = []
    told = set(map(_key, known))
    with Progress(context, context.voice.say("Documents"), whole) as progress:
        for number, result in enumerate(publish(folder, _documents(press, jobs)), 1):
            problems = result.problems if isinstance(result, Failure) else result.remarks
            new = [problem for problem in problems if _key(problem) not in told]
            if new or isinstance(result, Failure):
                progress.clear()
            if not context.quiet or isinstance(result, Failure):
                explain(context, new, press.line_of)
            told.update(map(_key, new))
            if isinstance(result, Failure):
                failures.append(result)
                say_failure(context, result)
            else:
                made.append(result)
            progress.at(number)
    return Outcome(made, failures)


def _key(problem: Problem) -> tuple[str, Place, str]:
    return problem.rule.code, problem.place, str(problem.params)


def _documents(press: Press | Redlines, jobs: Iterable[Job | Failure]) -> Iterator[Document | Failure]:
    for job in jobs:
        if isinstance(job, Failure):
            yield job
        else:
            yield from press.documents(job)


def explain(context: Context, problems: Sequence[Problem], line_of: Callable[[str, int], str]) -> None:
    """Says what is wrong, beside the result."""
    paint = Paint(on=context.paint.on and sys.stderr.isatty())
    for line in as_text(problems, context.voice, paint, line_of):
        print(line, file=sys.stderr)


def say_failure(context: Context, failure: Failure) -> None:
    """Names a document that was not made, and the first reason."""
    voice = context.voice
    if failure.why is not None:
        why = voice(failure.why)
    else:
        first = failure.problems[0]
        why = f"{where(first.place)} {first.rule.code}: {voice(first.message)}"
    print(safe(voice.say("“{id}” was not made: {why}", id=failure.id, why=why)), file=sys.stderr)


def print_pdfs(context: Context, folder: Path, made: list[Made], program: str) -> list[Failure]:
    """Makes the PDF files, and says which did not come out."""
    failures: list[Failure] = []
    try:
        with Progress(context, "PDF", len(made)) as progress:
            for failure in publish_pdfs(folder, made, program, progress.at):
                progress.clear()
                failures.append(failure)
                say_failure(context, failure)
    except OfficeFails as fails:
        raise Stop(msg("{why} The Word files are made.", why=fails.why), ENVIRONMENT) from None
    return failures


def record(folder: Path, made: Iterable[Made], further: Iterable[Row], commit: str | None, day: date) -> None:
    """Names the documents, and writes the manifest."""
    for one in sorted(made, key=lambda one: one.file):
        print(safe(str(folder / one.file)))
    rows = [*map(as_row, made), *further]
    publish_beside(folder / MANIFEST, as_manifest(rows, day, commit).encode())


def finish(context: Context, folder: Path, outcome: Outcome) -> int:
    """Tells how it went."""
    made = outcome.made
    context.note(
        msg(
            "Documents: {all} in {folder} (written: {new}, as they were: {same}, not made: {failed}).",
            all=len(made),
            folder=str(folder),
            new=sum(one.written for one in made),
            same=sum(not one.written for one in made),
            failed=len(outcome.failures),
        )
    )
    return PROBLEMS if outcome.failures else OK
