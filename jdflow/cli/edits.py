"""What `amend` and `approve` have in common: ids to files, and files written together or not at all."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from jdflow.app.edits import Gone, Made
from jdflow.cli import ENVIRONMENT, OK, PROBLEMS
from jdflow.cli.arguments import a_day, known
from jdflow.cli.context import Stop
from jdflow.deliver.files import write_within
from jdflow.language import msg
from jdflow.output.plain import safe
from jdflow.output.problems import where

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from jdflow.app.edits import Change, Outcome
    from jdflow.app.reading import Reading
    from jdflow.cli.context import Context
    from jdflow.language import Msg


def known_ids(reading: Reading, ids: Iterable[str]) -> list[str]:
    """The ids, each of which must be that of a position and may be named only once."""
    found: list[str] = []
    for id in ids:
        known(id, reading.ids(), msg("There is no position with the id “{id}”.", id=id))
        if id in found:
            raise Stop(msg("“{id}” is named twice.", id=id))
        found.append(id)
    return found


def the_day(text: str) -> date:
    """The day that an option says, which the parser has made sure is there."""
    return cast("date", a_day(text))


def finish(context: Context, outcome: Outcome, then: Msg) -> int:
    """Writes all files, or none where one must not be changed; says what became of each."""
    voice = context.voice
    if not context.quiet:
        for left in outcome.left:
            print(safe(f"{left.path}: {voice(left.why)}"), file=sys.stderr)
    if outcome.refused:
        for refusal in outcome.refused:
            print(safe(f"{where(refusal.place)} {voice(refusal.why)}"), file=sys.stderr)
        context.note(msg("No file was changed."))
        return PROBLEMS
    several: list[Change | Made | Gone] = [*outcome.made, *outcome.changes, *outcome.gone]
    _write(context.root, several)
    for one in several:
        print(safe(f"{one.path}: {voice(one.told)}"))
    context.note(then if several else msg("There is nothing to do."))
    return OK


def _write(root: Path, several: Sequence[Change | Made | Gone]) -> None:
    """Writes the files; where one cannot be written, those before it are put back as they were."""
    done: list[Change | Made | Gone] = []
    try:
        for one in several:
            _insist_on(root, one)
        for one in several:
            done.append(one)
            _put(root, one.path, None if isinstance(one, Gone) else one.after)
    except BaseException as error:
        for one in done:
            with suppress(OSError):
                _put(root, one.path, None if isinstance(one, Made) else one.before)
        if isinstance(error, OSError):
            path, why = (done or several)[-1].path, error.strerror or str(error)
            message = msg("“{path}” cannot be written: {why}. No file was changed.", path=path, why=why)
            raise Stop(message, ENVIRONMENT) from error
        raise


def _put(root: Path, path: str, data: bytes | None) -> None:
    """Writes a file below the folder, or takes it away."""
    if data is None:
        (root / path).unlink(missing_ok=True)
    else:
        write_within(root, path, data)


def _insist_on(root: Path, one: Change | Made | Gone) -> None:
    """Stops where the file is other than it was when it was read."""
    try:
        now = None if isinstance(one, Made) and not os.path.lexists(root / one.path) else (root / one.path).read_bytes()
    except OSError:
        # The system says so again when it is written.
        return
    if now != (None if isinstance(one, Made) else one.before):
        why = msg("“{path}” has changed in the meantime. No file was changed; run this again.", path=one.path)
        raise Stop(why, ENVIRONMENT)
