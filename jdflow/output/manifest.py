"""The manifest: which documents were made, from which text and template, with which bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow import __version__
from jdflow.output.plain import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from jdflow.model.document import Made

_FIELDS = (
    "id", "file", "sha256", "content_sha256", "size", "effective_from", "commit", "fingerprint", "template",
    "template_sha256",
)  # fmt: skip


def as_manifest(made: Iterable[Made], on: date, commit: str | None) -> str:
    """The documents in the order of their names; nothing in it tells of people, or of when it was written."""
    rows = [
        {name: getattr(one, name) for name in _FIELDS}
        | {"effective_from": None if one.effective_from is None else one.effective_from.isoformat()}
        for one in sorted(made, key=lambda one: one.file)
    ]
    document = {"tool": f"jdflow {__version__}", "on": on.isoformat(), "commit": commit, "documents": rows}
    return as_json(document) + "\n"
