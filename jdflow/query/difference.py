"""What changed between two texts of a position: every field and line that the fingerprint covers, each told once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.model.difference import ORGANISATION, OWN, Change, Difference, Spot, Upper, highest
from jdflow.query.causes import Causes
from jdflow.query.classes import class_of, class_of_section
from jdflow.query.comparable import NO_VALUE, Item, Value, content
from jdflow.query.pairing import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.model.difference import Cause, ChangeClass, Kind
    from jdflow.query.comparable import Items
    from jdflow.query.shown import Shown

_NAMES = frozenset({"unit", "manager", "substitutes", "substitutes_for", "reports"})


def difference(old: Shown | None, new: Shown | None, *, declared: bool) -> Difference:
    """All that changed; `declared` says that the commit calls it editorial. A new text is added line by line."""
    changes = tuple(_Comparison(old, new, declared=declared).changes())
    compared = old is not None and new is not None
    return Difference(changes, highest(change.cls for change in changes) if compared else None)


def class_of_change(old: Shown | None, new: Shown | None, *, declared: bool) -> ChangeClass | None:
    """The class alone; quick where nothing changed, as it is for nearly every position."""
    if old is None or new is None or old.fingerprint == new.fingerprint:
        return None
    return difference(old, new, declared=declared).cls


class _Comparison:
    """Two texts on the way to what changed."""

    def __init__(self, old: Shown | None, new: Shown | None, *, declared: bool) -> None:
        self.before = {} if old is None else content(old)
        self.after = {} if new is None else content(new)
        self.declared = declared
        # Where no group is written, it follows the relation, whose change is told.
        self.group_is_relation = not any(one is not None and one.resolved.position.group for one in (old, new))
        self.causes = Causes(None if old is None else old.resolved, None if new is None else new.resolved)

    def changes(self) -> Iterator[Change]:
        """All changes, in the order of the form."""
        for section in self.after or self.before:
            if section == "group" and self.group_is_relation:
                continue
            was, now = self.before.get(section), self.after.get(section)
            if isinstance(was, Value) or isinstance(now, Value):
                yield from self.field(section, _value(was), _value(now))
            else:
                yield from self.lines(section, was or (), now or ())

    def field(self, section: str, was: Value, now: Value) -> Iterator[Change]:
        """The change of a single value, if it changed; the purpose is a text."""
        if was.recorded == now.recorded:
            return
        kind: Kind = "field"
        if section == "purpose":
            kind = "added" if was.text is None else "removed" if now.text is None else "reworded"
        cls = (
            class_of_section(section)
            if was.stands_for != now.stands_for
            else class_of(section, was.text, now.text, declared=self.declared)
        )
        cause = ORGANISATION if section in _NAMES else OWN
        yield Change(section, kind, cls, was.text, now.text, cause)

    def lines(self, section: str, was: Items, now: Items, upper: Upper | None = None) -> Iterator[Change]:
        """The changes of a list, each line with those of the lists below it."""
        if len(was) == len(now) and all(map(_is_same, was, now)):
            return
        ranks = self.causes.ranks([item.source for item in was], [item.source for item in now])
        for step in walk([item.paired for item in was], [item.paired for item in now]):
            one = None if step.before is None else was[step.before]
            other = None if step.after is None else now[step.after]
            told = _Told(section, Spot(_number(step.before), _number(step.after)), upper, one, other)
            if step.moved and one and other and step.before is not None and step.after is not None:
                cause = ORGANISATION
                if section not in _NAMES:
                    cause = self.causes.of_move(one.source, other.source, (ranks[0][step.before], ranks[1][step.after]))
                yield told.change("moved", class_of_section(section), cause)
            yield from self.line(told)
            yield from self.below(told)

    def line(self, told: _Told) -> Iterator[Change]:
        """The change of one line's words, if they changed."""
        one, other = told.before, told.after
        if one and other and one.recorded == other.recorded:
            return
        cause = ORGANISATION
        if told.section not in _NAMES:
            cause = self.causes.of(one and one.source, other and other.source)
        kind: Kind = "added" if one is None else "removed" if other is None else "reworded"
        if one and other and one.paired.is_name and one.paired.id != other.paired.id:
            cls = class_of_section(told.section)
        else:
            cls = class_of(told.section, told.text_before, told.text_after, declared=self.declared)
        yield told.change(kind, cls, cause)

    def below(self, told: _Told) -> Iterator[Change]:
        """The changes of the lists below a line."""
        was = dict(told.before.lower) if told.before else {}
        now = dict(told.after.lower) if told.after else {}
        upper = Upper((told.text_before if told.after is None else told.text_after) or "", told.spot)
        for name in now or was:
            yield from self.lines(f"{told.section}.{name}", was.get(name, ()), now.get(name, ()), upper)


class _Told(NamedTuple):
    """A line on either side, with where it stands."""

    section: str
    spot: Spot
    upper: Upper | None
    before: Item | None
    after: Item | None

    @property
    def text_before(self) -> str | None:
        return self.before and self.before.paired.text

    @property
    def text_after(self) -> str | None:
        return self.after and self.after.paired.text

    def change(self, kind: Kind, cls: ChangeClass, cause: Cause) -> Change:
        """What happened to it."""
        return Change(self.section, kind, cls, self.text_before, self.text_after, cause, self.spot, self.upper)


def _is_same(one: Item, other: Item) -> bool:
    """Whether a line says the same on both sides, and all below it; where it comes from is not asked."""
    return (
        one.recorded == other.recorded
        and one.paired == other.paired
        and len(one.lower) == len(other.lower)
        and all(
            name == another and len(was) == len(now) and all(map(_is_same, was, now))
            for (name, was), (another, now) in zip(one.lower, other.lower, strict=True)
        )
    )


def _number(index: int | None) -> int | None:
    return None if index is None else index + 1


def _value(told: Value | Items | None) -> Value:
    """A list as one value: of subordinates, where the other text has them worked out."""
    if told is None or isinstance(told, Value):
        return told or NO_VALUE
    return Value(tuple(item.recorded for item in told), ", ".join(item.paired.text for item in told) or None)
