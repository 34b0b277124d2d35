"""What documents say: the fields of a corpus's positions, made ready once for whoever is to fill them in."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from jdflow.app.ask import show_position
from jdflow.app.reading import Reading
from jdflow.intake.snapshot import Worktree
from jdflow.query.form import values
from jdflow.query.signer import signer_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jdflow.sandbox.word import Value


def fields(root: Path, today: date) -> Iterator[Mapping[str, Value]]:
    """The fields of all positions, in the order of their ids."""
    reading = Reading(Worktree(root))
    for id in sorted(reading.ids()):
        shown = show_position(reading, id)
        if shown is None:
            raise ValueError(id)
        signer = signer_of(shown.resolved.position, reading.settings, reading.signatories, today)
        yield values(shown, reading.settings.agency, signer)


if __name__ == "__main__":
    everything = list(fields(Path(sys.argv[1]), date.fromisoformat(sys.argv[2])))
    Path(sys.argv[3]).write_text(json.dumps(everything), encoding="utf-8")
