"""A position's file that is written over: what no document says of a position stays as it was."""

from __future__ import annotations

from jdflow.shape.canonical import make_canonical
from jdflow.shape.position import POSITION
from jdflow.source.comments import attach
from jdflow.source.draft import Page, draft
from jdflow.source.reader import read
from jdflow.source.tree import Mapping
from jdflow.source.writer import write

_UNSAID = frozenset({"ametinimetus_osastav", "varem", "kehtiv_kuni", "üle_vaadatud", "allkirjastaja", "märkused"})


def with_unsaid(path: str, before: bytes, after: str) -> str:
    """The new text, with the fields of the old one that it could not know."""
    old, new = _drafted(path, before), _drafted(path, after.encode())
    if old is None or new is None:
        return after
    said = {entry.key for entry in new.body.entries}
    kept = [entry for entry in old.body.entries if entry.key in _UNSAID - said]
    if not kept:
        return after
    new.body.entries += kept
    make_canonical(new, POSITION)
    return write(new)


def _drafted(path: str, data: bytes) -> Page | None:
    tree = read(path, data).tree
    if not isinstance(tree, Mapping):
        return None
    page = draft(tree)
    attach(page, tree, data.decode("utf-8-sig"))
    return page
