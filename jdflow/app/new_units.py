"""Units added to the agency's file of units, its comments kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.intake.contents import ORGANISATION
from jdflow.shape import agency
from jdflow.shape.canonical import make_canonical
from jdflow.source.comments import attach
from jdflow.source.draft import Branch, Entry, draft, leaf
from jdflow.source.reader import read
from jdflow.source.tree import Mapping
from jdflow.source.writer import write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jdflow.model.imported import NewUnit

_UNITS = "üksused"


def with_units(data: bytes, units: Iterable[NewUnit]) -> bytes | None:
    """The file with the units behind those that it has; none where it cannot be read."""
    tree = read(ORGANISATION, data).tree
    if not isinstance(tree, Mapping):
        return None
    page = draft(tree)
    attach(page, tree, data.decode("utf-8-sig"))
    there = next((entry for entry in page.body.entries if entry.key == _UNITS), None)
    if there is None:
        there = Entry(_UNITS, Branch(keyed=True, flow=False, entries=[]))
        page.body.entries.append(there)
    if not isinstance(there.value, Branch) or not there.value.keyed:
        return None
    there.value.flow = False
    there.value.entries += map(_entry, units)
    make_canonical(page, agency.ORGANISATION)
    return write(page).encode()


def _entry(unit: NewUnit) -> Entry:
    entries = [Entry("nimi", leaf(unit.name))]
    if unit.parent is not None:
        entries.append(Entry("ülemüksus", leaf(unit.parent)))
    return Entry(unit.key, Branch(keyed=True, flow=False, entries=entries))
