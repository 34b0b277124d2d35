"""`jdflow import`."""

from __future__ import annotations

from collections import Counter
from os.path import relpath
from typing import TYPE_CHECKING

from jdflow.adopt.blocks.propose_file import block_file
from jdflow.app.adoption import Adoption
from jdflow.app.importing import MOST_BYTES, Batch, Shelving, new_units
from jdflow.app.incoming import documents
from jdflow.app.new_units import with_units
from jdflow.app.proposing import block_path, proposals
from jdflow.app.replacing import with_unsaid
from jdflow.app.worktree import open_worktree
from jdflow.cli import OK, PROBLEMS
from jdflow.cli.context import Stop
from jdflow.cli.progress import Progress
from jdflow.deliver.files import write_within
from jdflow.deliver.office import OfficeFails, find_office, to_pdf
from jdflow.intake.contents import ORGANISATION
from jdflow.intake.paper_docx import is_old_word
from jdflow.language import msg
from jdflow.model.imported import Imported, Refused
from jdflow.output.imported import Told, as_json, as_text
from jdflow.output.imported_html import as_html
from jdflow.output.proposed_blocks import lines_of_blocks

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from jdflow.app.importing import Brought
    from jdflow.app.reading import Reading
    from jdflow.cli.context import Context
    from jdflow.language import Voice
    from jdflow.model.imported import NewUnit

_REPORTS = {".html": "html", ".htm": "html", ".json": "json"}


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    add = parser.add_argument
    add("files", metavar="FILE", nargs="+", help=voice.say("documents (.docx, .pdf, .txt, .doc), or folders of them"))
    add(
        "--out",
        metavar="DIR",
        help=voice.say("folder for the positions; positions/ of the content where none is given"),
    )
    add("--report", metavar="FILE", help=voice.say("what became of each text, as a page (.html) or as JSON (.json)"))
    add("--replace", action="store_true", help=voice.say("write over positions that are there already"))
    add(
        "--propose-blocks",
        action="store_true",
        help=voice.say("make shared blocks of what several documents say, and use them"),
    )
    add("--format", choices=("table", "json"), default="table", help=voice.say("form of the result"))


def run(context: Context) -> int:
    """Brings documents in, writes the positions that came of them, tells what a person has to look at."""
    options, voice = context.options, context.voice
    report = None if options.report is None else _report_of(context.start / options.report)
    files, passed = documents(context.start / name for name in options.files)
    if not files:
        raise Stop(
            msg(
                "There are no documents in the folders that are named (.docx, .pdf, .txt, .doc); files of other kinds:"
                " {n}.",
                n=len(passed),
            )
        )
    if options.propose_blocks and options.out is not None:
        raise Stop(msg("--propose-blocks writes to shared/ of the content; leave --out away."))
    reading = open_worktree(context.root)
    converted, refused = _converted(context, files)
    elsewhere = None if options.out is None else context.start / options.out
    found = _understood(context, reading, files, converted, refused)
    brought = Shelving(reading, replace=options.replace, elsewhere=elsewhere).shelved(found)
    # What is not written needs no shared blocks.
    blocks = proposals((one.outcome for one in brought if one.path or not options.propose_blocks), reading)
    if options.propose_blocks and blocks:
        for block in blocks:
            write_within(context.root, block_path(block), block_file(block, voice).encode())
        context.note(msg("New shared blocks: {n}.", n=len(blocks)))
        # Read once more, the documents are recognised to say what the new blocks do.
        reading = open_worktree(context.root)
        found = _understood(context, reading, files, converted, refused)
        brought = Shelving(reading, replace=options.replace).shelved(found)
    brought = [*_written(context, reading, brought, elsewhere)]
    names = _names(context, [*files, *passed])
    told = [_told(context, one, names[one.file]) for one in brought]
    beside = [names[path] for path in passed]
    failed = None
    if report is not None:
        path, kind = report
        text = as_html(told, voice, blocks, beside) if kind == "html" else as_json(told, blocks, beside)
        try:
            write_within(path.parent, path.name, text.encode())
        except OSError as error:
            failed = error
    if options.format == "json":
        print(as_json(told, blocks, beside))
    else:
        lines = (*as_text(told, voice, context.paint, beside), *lines_of_blocks(blocks, voice, context.paint))
        print(*lines, sep="\n")
        _tell_next(context, brought)
    if failed is not None:
        # What became of the documents is told first: they are written.
        raise failed
    return OK if all(one.is_done for one in told) else PROBLEMS


def _understood(
    context: Context,
    reading: Reading,
    files: Sequence[Path],
    converted: Mapping[Path, bytes],
    refused: Mapping[Path, Imported | Refused],
) -> list[tuple[Path, Imported | Refused]]:
    """What becomes of each document."""
    voice = context.voice
    readable = [file for file in files if file not in refused]
    with Progress(context, voice.say("documents"), len(files)) as progress:
        batch = Batch(Adoption(reading, voice), voice, converted)
        outcomes = dict(zip(readable, batch.understood(readable, progress.at), strict=True))
    return [(file, refused.get(file) or outcomes[file]) for file in files]


def _report_of(path: Path) -> tuple[Path, str]:
    kind = _REPORTS.get(path.suffix.lower())
    if kind is None:
        raise Stop(msg("--report makes a page (.html) or JSON (.json); “{name}” says neither.", name=path.name))
    if not path.parent.is_dir():
        raise Stop(msg("There is no folder “{path}”.", path=str(path.parent)))
    return path, kind


def _converted(context: Context, files: Sequence[Path]) -> tuple[dict[Path, bytes], dict[Path, Imported | Refused]]:
    """Files of old Word as PDF, where LibreOffice is there to make it; else why they are refused."""
    voice = context.voice
    old = [file for file in files if _is_old(file)]
    office = find_office() if old else None
    if office is None:
        why = voice.say("it is a file of old Word (.doc); install LibreOffice, or open it in Word and save it as .docx")
        return {}, dict.fromkeys(old, Refused(why))
    made: dict[Path, bytes] = {}
    try:
        made = {one.document: one.pdf for one in to_pdf(old, office=office) if one.pdf is not None}
    except OfficeFails as fails:
        context.note(fails.why)
    why = voice.say("LibreOffice cannot read it; open it in Word and save it as .docx")
    return made, {file: Refused(why) for file in old if file not in made}


def _is_old(file: Path) -> bool:
    try:
        # A pipe would have the program wait for ever.
        if not file.is_file() or file.stat().st_size > MOST_BYTES:
            return False
        with file.open("rb") as opened:
            if not opened.read(8).startswith(b"\xd0\xcf\x11\xe0"):
                return False
            opened.seek(0)
            return is_old_word(opened.read())
    except OSError:
        # Whoever reads it says why it cannot be read.
        return False


def _written(
    context: Context, reading: Reading, brought: Sequence[Brought], elsewhere: Path | None
) -> Iterator[Brought]:
    """Writes the units that positions need, then each position; those that the system refuses have no file."""
    _add_units(context, reading, new_units(brought), is_here=elsewhere is None)
    if elsewhere is not None:
        elsewhere.mkdir(parents=True, exist_ok=True)
    for one in brought:
        if one.path is None or not isinstance(one.outcome, Imported):
            yield one
            continue
        text, kept = one.outcome.text, one.kept
        before = reading.bytes_of(one.path) if elsewhere is None and one.id in reading.ids() else b""
        if isinstance(before, bytes) and kept is not None:
            text, kept = with_unsaid(one.path, before, text)
        try:
            write_within(context.root if elsewhere is None else elsewhere, one.path, text.encode())
        except OSError as error:
            yield one._replace(path=None, why=msg("the system says “{said}”", said=error.strerror or str(error)))
        else:
            yield one._replace(kept=kept)


def _add_units(context: Context, reading: Reading, units: Sequence[NewUnit], *, is_here: bool) -> None:
    keys = ", ".join(unit.key for unit in units)
    if units and is_here:
        data = reading.bytes_of(ORGANISATION)
        added = with_units(data if isinstance(data, bytes) else b"", units)
        if added is None:
            raise Stop(msg("{path} cannot be read; `jdflow check` says why. Nothing was written.", path=ORGANISATION))
        write_within(context.root, ORGANISATION, added)
        context.note(msg("Units added to {path}: {keys}", path=ORGANISATION, keys=keys))
    elif units:
        context.note(msg("Units that {path} does not have: {keys}", path=ORGANISATION, keys=keys))


def _names(context: Context, files: Sequence[Path]) -> dict[Path, str]:
    """What each file is called: its name; with its folders where another file has the same name."""
    several = Counter(file.name for file in files)
    return {
        file: file.name if several[file.name] == 1 else relpath(file, context.start).replace("\\", "/")
        for file in files
    }


def _told(context: Context, one: Brought, name: str) -> Told:
    why = one.outcome.why if isinstance(one.outcome, Refused) else None if one.why is None else context.voice(one.why)
    outcome = one.outcome if isinstance(one.outcome, Imported) else None
    return Told(name, outcome, one.id, one.path, why, one.kept if one.path is not None else None)


def _tell_next(context: Context, brought: Sequence[Brought]) -> None:
    written = [one.path for one in brought if one.path is not None]
    if written:
        context.note(msg("Written: {n}. Look at what is named above, then run `jdflow check`.", n=len(written)))
