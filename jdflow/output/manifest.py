"""The manifest: which documents lie in a folder, from which text and template, with which bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow import __version__
from jdflow.output.plain import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from jdflow.model.document import Made


class Row(NamedTuple):
    """A document as the manifest tells of it."""

    id: str
    file: str
    sha256: str
    content_sha256: str
    size: int
    effective_from: str | None
    commit: str | None
    fingerprint: str
    template: str
    template_sha256: str


_MAY_BE_NONE = {"effective_from", "commit"}


def as_row(made: Made) -> Row:
    """The document's row."""
    day = None if made.effective_from is None else made.effective_from.isoformat()
    facts = {name: getattr(made, name) for name in Row._fields}
    return Row(**facts | {"effective_from": day})


def row_of(value: object) -> Row:
    """The row that somebody may have written so; raises TypeError or ValueError for anything else."""
    if not isinstance(value, dict):
        raise TypeError
    row = Row(**value)
    for name, said in value.items():
        wanted = int if name == "size" else str
        if type(said) is not wanted and not (said is None and name in _MAY_BE_NONE):
            raise ValueError(name)
    return row


def as_manifest(rows: Iterable[Row], on: date, commit: str | None) -> str:
    """The documents in the order of their names; nothing in it tells of people, or of when it was written."""
    documents = [row._asdict() for row in sorted(rows, key=lambda row: row.file)]
    document = {"tool": f"jdflow {__version__}", "on": on.isoformat(), "commit": commit, "documents": documents}
    return as_json(document) + "\n"
