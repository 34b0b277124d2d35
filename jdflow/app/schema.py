"""`schema`: the committed schemas, and whether they are what the tables of fields say today."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from jdflow.intake.contents import SCHEMAS
from jdflow.language import LANGUAGES, Voice
from jdflow.model.block import KINDS
from jdflow.shape.schema import RECORDS, schema_of

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA_NAMES = ("position", "block", "settings", "organisation", "signatories", *KINDS)


def schema_files() -> dict[str, str]:
    """The schemas that editors use, one for each kind of file, with Estonian descriptions."""
    voice = Voice(LANGUAGES[0])
    return {
        f"{SCHEMAS}/{name}.json": json.dumps(schema_of(name, voice), ensure_ascii=False, indent=2) + "\n"
        for name in RECORDS
    }


def stale_schemas(root: Path) -> list[str]:
    """The committed schemas that are missing or say something else."""
    return [path for path, text in schema_files().items() if _text(root / path) != text]


def _text(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
