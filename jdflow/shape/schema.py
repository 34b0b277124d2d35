"""JSON Schema of every kind of file, made from the tables of fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jdflow.language import Voice, msg
from jdflow.model.block import KINDS
from jdflow.shape.agency import ORGANISATION, SETTINGS, SIGNATORIES
from jdflow.shape.block import BLOCKS
from jdflow.shape.position import POSITION
from jdflow.shape.records import Named, Record

if TYPE_CHECKING:
    from jdflow.language import Msg
    from jdflow.shape.kinds import Kind, Schema

DIALECT = "http://json-schema.org/draft-07/schema#"
_AGENCY: dict[str, Record[Any]] = {
    "settings": SETTINGS,
    "organisation": ORGANISATION,
    "signatories": SIGNATORIES,
}
RECORDS: dict[str, Record[Any]] = {"position": POSITION, **_AGENCY, **BLOCKS}
TITLES: dict[str, Msg] = {
    "position": msg("Job description"),
    "settings": msg("Settings"),
    "organisation": msg("Organisation"),
    "signatories": msg("Signatories"),
    "block": msg("Shared block"),
    **dict.fromkeys(KINDS, msg("Shared block")),
}


def records_in(kind: Kind[Any]) -> list[Record[Any]]:
    """The records within a kind, each once, in the order in which a reader meets them."""
    found: list[Record[Any]] = []
    todo = list(kind.inside())
    while todo:
        inner = todo.pop(0)
        if isinstance(inner, Record) and inner not in found:
            found.append(inner)
        elif isinstance(inner, Record) or inner in todo:
            continue
        todo[:0] = inner.inside()
    return found


def schema_of(name: str, voice: Voice) -> Schema:
    """The schema of one kind of file; `block` stands for all kinds of shared blocks."""
    if name == "block":
        body: Schema = {"anyOf": [BLOCKS[kind].schema(voice) for kind in KINDS]}
    else:
        body = RECORDS[name].schema(voice)
    schema = {"$schema": DIALECT, "title": voice(TITLES[name]), **body}
    needed = _definitions(body, voice)
    return schema | {"definitions": needed} if needed else schema


def _definitions(schema: object, voice: Voice) -> dict[str, Schema]:
    """What the schema refers to, and what that refers to."""
    found: dict[str, Schema] = {}
    todo: list[object] = [schema]
    while todo:
        part = todo.pop()
        if isinstance(part, list):
            todo += part
        elif isinstance(part, dict):
            name = str(part.get("$ref", "")).rpartition("/")[2]
            if name in Named.all and name not in found:
                found[name] = Named.all[name].definition(voice)
                todo.append(found[name])
            todo += part.values()
    return dict(sorted(found.items()))
