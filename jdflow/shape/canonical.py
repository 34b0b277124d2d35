"""The canonical form of a file, by the same tables that shape it: the order of keys, how each kind of value is written.

Unknown keys stay behind the known ones, in their order and as they are. Lists right under the file's keys are written
one item a line. Further down, brackets stay where the author put them around single words, or around a small record of
names and words; sentences and includes never stand in brackets.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from jdflow.shape.days import Day
from jdflow.shape.entries import PositionRef
from jdflow.shape.kinds import Choice, Code, Flag, Kind, List, Number, Own, Quote, Slug, Text
from jdflow.shape.records import Either, Named, Record, Table
from jdflow.shape.typography import is_tidy, tidy
from jdflow.source.draft import Branch, Entry, Leaf, Page, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

# A number that is the same whether it is read as text or as a number: not 007, not 1.10.
_COUNT = re.compile("0|[1-9][0-9]*")


def make_canonical(page: Page, record: Record[Any]) -> None:
    """Puts a draft into canonical order and form."""
    _arrange(page.body, record)
    for entry in page.body.entries:
        if isinstance(entry.value, Branch) and not entry.value.keyed:
            entry.value.flow = False


def _arrange(value: Value, kind: Kind[Any] | None) -> None:
    """Orders and normalises a value that should be of that kind; what is of no known kind stays as it is."""
    if isinstance(value, Leaf):
        _normalise(value, _inner(kind, value))
        return
    kind = _inner(kind, value)
    if isinstance(kind, Record):
        order = _order(kind)
        value.entries.sort(key=lambda entry: order.get(entry.key or "", len(order)))
    short = True
    for entry in value.entries:
        kind_of_entry = _kind_of_entry(entry, kind)
        _arrange(entry.value, kind_of_entry)
        short = short and (_is_short(entry.value, kind_of_entry) if value.keyed else _is_word(entry.value))
    value.flow = value.flow and short


def _inner(kind: Kind[Any] | None, value: Value) -> Kind[Any] | None:
    """The kind that the value is read by in the end."""
    while True:
        if isinstance(kind, Named):
            kind = kind.kind
        elif isinstance(kind, Either):
            kind = kind.text if isinstance(value, Leaf) else _record_of(kind, value)
        elif isinstance(kind, List) and kind.single and (isinstance(value, Leaf) or value.keyed):
            kind = kind.inner
        elif isinstance(kind, PositionRef):
            return Text() if isinstance(value, Leaf) else kind.record
        elif isinstance(kind, Quote):
            kind = kind.inner
        else:
            return kind


def _record_of(kind: Either, branch: Branch) -> Record[Any] | None:
    """The record that has most of the keys."""
    keys = {entry.key for entry in branch.entries}
    return max(kind.records, key=lambda record: len(keys & record.by_key.keys()), default=None)


@cache
def _order(record: Record[Any]) -> Mapping[str, int]:
    return {key: at for at, key in enumerate(record.by_key)}


def _kind_of_entry(entry: Entry, kind: Kind[Any] | None) -> Kind[Any] | None:
    if isinstance(kind, Record) and entry.key in kind.by_key:
        return kind.by_key[entry.key].kind
    if (isinstance(kind, Table) and entry.key is not None) or (isinstance(kind, List) and entry.key is None):
        return kind.inner
    return None


def _normalise(leaf: Leaf, kind: Kind[Any] | None) -> None:
    """Puts the text into the form of its kind."""
    if leaf.text is None:
        return
    if isinstance(kind, Text):
        # A block ends in a line break, and is tidy but for that.
        text = leaf.text.removesuffix("\n")
        leaf.text = text if is_tidy(text) else tidy(text)
        leaf.prose, leaf.plain = True, isinstance(kind, Code) and _COUNT.fullmatch(leaf.text) is not None
    elif isinstance(kind, Slug | Choice):
        leaf.plain = False
    elif isinstance(kind, Day | Flag | Number):
        written = _written(kind.read(leaf.node, []))
        if written is not None:
            leaf.text, leaf.plain = written, True


def _written(value: date | bool | int | None) -> str | None:  # noqa: FBT001 (a value, not a switch)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def _is_short(value: Value, kind: Kind[Any] | None) -> bool:
    """Whether a value of a record may stand in brackets: a name or a word, or a list of words that does."""
    if isinstance(value, Leaf):
        return not isinstance(kind, Own | List)
    return not value.keyed and value.flow


def _is_word(value: Value) -> bool:
    return isinstance(value, Leaf) and value.text is not None and len(value.text.split()) == 1
