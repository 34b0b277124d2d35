"""The texts that a document says in its own words, as plain JSON from process to process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jdflow.model.adopted import Adopted, Near, OwnCompetency, OwnDuty, Said

if TYPE_CHECKING:
    from collections.abc import Iterable

_LISTS = ("rights", "responsibilities", "tools", "special_terms", "review_clause", "languages")
_COMPETENCIES = ("core", "additional")


def own_texts(adopted: Adopted) -> dict[str, Any]:
    """What no shared block says, by the names of the fields."""
    return {
        **{name: _texts(getattr(adopted, name)) for name in _LISTS},
        "requirements": {name: _texts(entries) for name, entries in adopted.requirements.items()},
        "duties": [
            [one.duty.text, _texts(one.parts), _texts(one.results)]
            for one in adopted.duties
            if isinstance(one, OwnDuty)
        ],
        **{
            name: [
                [None if one.name is None else one.name.text, _texts(one.items)]
                for one in getattr(adopted, name)
                if isinstance(one, OwnCompetency)
            ]
            for name in _COMPETENCIES
        },
    }


def as_adopted(own: dict[str, Any]) -> Adopted:
    """The same as a document that says nothing else."""
    fields: dict[str, Any] = {name: _saids(own[name]) for name in _LISTS}
    fields |= {
        name: tuple(OwnCompetency(None if title is None else _said(title), _saids(items)) for title, items in own[name])
        for name in _COMPETENCIES
    }
    return Adopted(
        "",
        **fields,
        requirements={name: _saids(texts) for name, texts in own["requirements"].items()},
        duties=tuple(OwnDuty(_said(duty), _saids(parts), _saids(results)) for duty, parts, results in own["duties"]),
    )


def _texts(entries: Iterable[object]) -> list[str]:
    saids = (entry.said if isinstance(entry, Near) else entry for entry in entries)
    return [said.text for said in saids if isinstance(said, Said)]


def _saids(texts: Iterable[str]) -> tuple[Said, ...]:
    return tuple(map(_said, texts))


def _said(text: str) -> Said:
    return Said(text, text, ())
