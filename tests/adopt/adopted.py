"""Documents as they were understood, and the text of the positions that are made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.adopt.page import position_file
from jdflow.language import Voice
from jdflow.model.adopted import Adopted, Near, OwnCompetency, OwnDuty, Said, Taken
from jdflow.model.paper import Spot
from jdflow.resolve.position import resolve
from jdflow.shape import shape_position
from jdflow.source.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jdflow.model.position import Position, Relation
    from jdflow.model.resolved import Line, Resolved, ResolvedCompetency
    from jdflow.resolve.library import Library

PATH = "positions/yksus/koordinaator.yaml"


def said(text: str, **more: object) -> Said:
    return Said(text, text, (Spot(1),))._replace(**more)  # type: ignore[arg-type]


def saids(*texts: str) -> tuple[Said, ...]:
    return tuple(map(said, texts))


def document(relation: Relation | None = "töötaja", **fields: object) -> Adopted:
    return Adopted("klassikaline", relation=relation, **fields)  # type: ignore[arg-type]


def document_of(resolved: Resolved) -> Adopted:
    """The document that a position prints, well understood."""
    return document(
        resolved.position.relation,
        duties=tuple(OwnDuty(said(duty.duty.text), _said(duty.parts), _said(duty.results)) for duty in resolved.duties),
        rights=_said(resolved.rights),
        responsibilities=_said(resolved.responsibilities),
        tools=_said(resolved.tools),
        requirements={name: _said(lines) for name, lines in resolved.requirements.items()},
        languages=_said(language.text for language in resolved.languages),
        core=tuple(map(_competency, resolved.core)),
        additional=tuple(map(_competency, resolved.additional)),
        special_terms=_said(resolved.special_terms),
        review_clause=_said(resolved.review_clause),
    )


def _said(lines: Iterable[Line]) -> tuple[Said, ...]:
    return saids(*(line.text for line in lines))


def _competency(one: ResolvedCompetency) -> OwnCompetency:
    return OwnCompetency(None if one.name is None else said(one.name), _said(one.items))


def position_of(adopted: Adopted) -> Position:
    """The position whose file is written of the document; the file must be sound as far as it can be."""
    text = position_file(adopted, Voice("et"), default_template="klassikaline", schema="")
    position, problems = shape_position("koordinaator", PATH, read(PATH, text.encode()))
    assert position is not None
    empty = {"JD102", "JD110"}
    assert [problem for problem in problems if problem.rule.code not in empty] == []
    return position


def texts(resolved: Resolved) -> dict[str, list[object]]:
    """All that the position says, field by field, wherever it comes from."""
    told: dict[str, list[object]] = {
        "duties": [
            [duty.duty.text, [line.text for line in duty.parts], [line.text for line in duty.results]]
            for duty in resolved.duties
        ],
        "languages": [language.text.text for language in resolved.languages],
    }
    for name in ("core", "additional"):
        told[name] = [[one.name, [line.text for line in one.items]] for one in getattr(resolved, name)]
    for name in ("rights", "responsibilities", "tools", "special_terms", "review_clause"):
        told[name] = [line.text for line in getattr(resolved, name)]
    for name, lines in resolved.requirements.items():
        told[name] = [line.text for line in lines]
    return told


def texts_of(adopted: Adopted, library: Library) -> dict[str, list[object]]:
    """The same of the position that is made of a document."""
    return texts(resolve(position_of(adopted), library))


def taken(value: object) -> Iterator[Taken]:
    """Every use of a shared block, in the order of the fields."""
    if isinstance(value, Taken):
        yield value
    else:
        for one in _inner(value):
            yield from taken(one)


def near(value: object) -> Iterator[Near]:
    """Every text that names the nearest block."""
    if isinstance(value, Near):
        yield value
    else:
        for one in _inner(value):
            yield from near(one)


def _inner(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return tuple(value.values())
    return value if isinstance(value, tuple) else ()
