"""The text of a position as it is compared: each field and list that the fingerprint covers, in the form's order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from jdflow.model.difference import AUTO
from jdflow.model.resolved import Line
from jdflow.query.pairing import Paired, composed

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from jdflow.model.position import Ref
    from jdflow.model.resolved import Resolved, ResolvedCompetency, ResolvedDuty, ResolvedLanguage
    from jdflow.query.shown import Shown


class Value(NamedTuple):
    """A single value: what is recorded, how it prints, and what it stands for if that is more than its words."""

    recorded: Hashable = None
    text: str | None = None
    stands_for: str | None = None


class Item(NamedTuple):
    """A line of a list: how it is paired, what is recorded of it, where it comes from, and the lists below it."""

    paired: Paired
    recorded: Hashable
    source: Line | None = None
    lower: tuple[tuple[str, Items], ...] = ()


Items: TypeAlias = tuple[Item, ...]
NO_VALUE = Value()
# As the form has them.
_REQUIREMENTS = ("education", "experience", "languages", "computer_skills", "travel", "knowledge", "traits")


def content(shown: Shown) -> dict[str, Value | Items]:
    """The values and lists, under the names of the model's fields."""
    resolved, position = shown.resolved, shown.resolved.position
    unit = None if position.unit is None else shown.unit
    reports: Value | Items = Value(AUTO, AUTO, AUTO)
    if position.reports != "auto":
        reports = _refs(position.reports, (text for _, text in shown.reports))
    return {
        "title": _text(position.title),
        "qualifier": _text(position.qualifier),
        "title_partitive": _text(position.title_partitive),
        "unit": Value(position.unit, unit, position.unit),
        "relation": Value(position.relation, position.relation, position.relation),
        "manager": _manager(position.manager, shown.manager),
        "substitutes": _refs(position.substitutes, shown.substitutes),
        "substitutes_for": _refs(position.substitutes_for, shown.substitutes_for),
        "reports": reports,
        "group": _text(position.group or position.relation),
        "purpose": _text(position.purpose or None),
        "duties": tuple(map(_duty, resolved.duties)),
        "rights": _lines(resolved.rights),
        "responsibilities": _lines(resolved.responsibilities),
        "tools": _lines(resolved.tools),
        **_requirements(resolved),
        "competencies.core": tuple(map(_competency, resolved.core)),
        "competencies.additional": tuple(map(_competency, resolved.additional)),
        "special_terms": _lines(resolved.special_terms),
        "review_clause": _lines(resolved.review_clause),
    }


def _text(text: str | None) -> Value:
    text = None if text is None else composed(text)
    return Value(text, text)


def _manager(ref: Ref | None, text: str | None) -> Value:
    # Not the name that prints is recorded, but who is meant.
    return NO_VALUE if ref is None else Value(_recorded(ref), composed(text or ""), ref.id)


def _refs(refs: Iterable[Ref], texts: Iterable[str]) -> Items:
    return tuple(
        Item(Paired(composed(text), id=ref.id, is_name=True), _recorded(ref))
        for ref, text in zip(refs, texts, strict=True)
    )


def _recorded(ref: Ref) -> Hashable:
    return ref.id, None if ref.text is None else composed(ref.text)


def _lines(lines: Iterable[Line]) -> Items:
    return tuple(map(_line, lines))


def _line(line: Line) -> Item:
    text = composed(line.text)
    return Item(Paired(text, line.origin), text, line)


def _duty(duty: ResolvedDuty) -> Item:
    line, parts, results = _line(duty.duty), _lines(duty.parts), _lines(duty.results)
    whole = " ".join(one.paired.text for one in (line, *parts, *results))
    paired = line.paired._replace(id=duty.id, is_whole=True, whole=whole)
    return line._replace(paired=paired, lower=(("parts", parts), ("results", results)))


def _competency(one: ResolvedCompetency) -> Item:
    if one.name is None:
        # A plain line of knowledge is never a competency that has a name.
        line = _line(one.items[0])
        return line._replace(paired=line.paired._replace(kind="plain"))
    name, items = composed(one.name), _lines(one.items)
    whole = " ".join((name, *(item.paired.text for item in items)))
    source = Line(name, one.origin, one.at)
    return Item(
        Paired(name, one.origin, "named", is_whole=True, whole=whole), ("named", name), source, (("items", items),)
    )


def _language(one: ResolvedLanguage) -> Item:
    line = _line(one.text)
    # In words or as a language with its level: it may print alike, but is not recorded alike.
    return line._replace(recorded=(composed(one.language), one.level) if one.language else line.recorded)


def _requirements(resolved: Resolved) -> dict[str, Items]:
    """The requirements in the form's order."""
    told = {name: _lines(lines) for name, lines in resolved.requirements.items()}
    told["languages"] = tuple(map(_language, resolved.languages))
    return {f"requirements.{name}": told[name] for name in _REQUIREMENTS if name in told}
