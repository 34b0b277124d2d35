"""A position's file that is written over: what no document says of a position stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.shape.canonical import make_canonical
from jdflow.shape.position import POSITION
from jdflow.source.comments import attach
from jdflow.source.draft import Branch, Page, draft
from jdflow.source.reader import read
from jdflow.source.tree import Mapping
from jdflow.source.writer import write

if TYPE_CHECKING:
    from jdflow.source.draft import Entry

_UNSAID = frozenset(
    {
        *("ametinimetus_osastav", "varem", "kehtiv_alates", "kehtiv_kuni", "tagasiulatuv", "kinnitamine"),
        *("üle_vaadatud", "allkirjastaja", "märkused"),
    }
)
# Of an approval, what the agency has recorded is kept, unless the document has another; what is printed it says itself.
_APPROVAL, _OTHER = "kinnitamine", frozenset({"number", "kuupäev"})
_RECORDED = _OTHER | {"kinnitamisviis", "nõusolek"}


class Replaced(NamedTuple):
    """The text of the file, and the fields that it keeps of the one before it."""

    text: str
    kept: tuple[str, ...]


def with_unsaid(path: str, before: bytes, after: str) -> Replaced:
    """The new text, with the fields of the old one that it could not know."""
    old, new = _drafted(path, before), _drafted(path, after.encode())
    if old is None or new is None:
        return Replaced(after, ())
    kept = [*_kept(old.body, new.body, _UNSAID), *_approved(old.body, new.body)]
    if not kept:
        return Replaced(after, ())
    make_canonical(new, POSITION)
    return Replaced(write(new), tuple(sorted(kept)))


def _kept(old: Branch, new: Branch, unsaid: frozenset[str]) -> list[str]:
    """Adds those old entries that the new record lacks; says which."""
    said = {entry.key for entry in new.entries}
    kept = [entry for entry in old.entries if entry.key in unsaid - said]
    new.entries += kept
    return [entry.key or "" for entry in kept]


def _approved(old: Branch, new: Branch) -> list[str]:
    one, other = _record(old), _record(new)
    if one is None or other is None or one is other or not _OTHER.isdisjoint(entry.key for entry in other.entries):
        return []
    return [f"{_APPROVAL}.{key}" for key in _kept(one, other, _RECORDED)]


def _record(body: Branch) -> Branch | None:
    found: Entry | None = next((entry for entry in body.entries if entry.key == _APPROVAL), None)
    return found.value if found is not None and isinstance(found.value, Branch) and found.value.keyed else None


def _drafted(path: str, data: bytes) -> Page | None:
    tree = read(path, data).tree
    if not isinstance(tree, Mapping):
        return None
    page = draft(tree)
    attach(page, tree, data.decode("utf-8-sig"))
    return page
