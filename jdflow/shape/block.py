"""The tables of a shared block's fields, one for each kind of block."""

from __future__ import annotations

from typing import Any

from jdflow.language import msg
from jdflow.model.block import KINDS
from jdflow.model.texts import ANYTHING
from jdflow.shape.entries import BLOCK_ENTRIES, PARAMETERS, duty_fields
from jdflow.shape.kinds import Own, texts
from jdflow.shape.records import Field, Record

_NAME = Field(
    "nimi",
    "name",
    Own(),
    msg("The name of the block; of a competency, printed before its sentences."),
    required=True,
)
_PARAMETERS = Field(
    "parameetrid",
    "parameters",
    PARAMETERS,
    msg("The parameters with their defaults; empty where each use must give one."),
    unread=ANYTHING,
)
_SENTENCES = Field("laused", "items", BLOCK_ENTRIES, msg("The sentences of the block, one an item."))
_TEXT = Field("tekst", "text", Own(), msg("The text of the block, where it is one."))
_NOTES = Field("märkused", "notes", texts(), msg("Notes for the maintainers; never printed."))


def _kind(kind: str) -> Record[dict[str, Any]]:
    """A block of that kind: a duty or a list of results; sentences of a competency; sentences or one text."""
    body: tuple[Field, ...]
    one_of: tuple[str, ...]
    if kind == "duties":
        body, one_of = (*duty_fields(BLOCK_ENTRIES, required=False), _SENTENCES), ("ülesanne", "laused")
    elif kind == "competencies":
        body, one_of = (_SENTENCES._replace(required=True),), ()
    else:
        body, one_of = (_SENTENCES, _TEXT), ("laused", "tekst")
    return Record(
        msg("a shared block ({kind})", kind=kind), _NAME, _PARAMETERS, *body, _NOTES, make=dict, one_of=one_of
    )


BLOCKS = {kind: _kind(kind) for kind in KINDS}
