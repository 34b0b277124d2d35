"""What a written position says, by the fields that the report of an import names."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from jdflow.adopt.forms.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jdflow.model.imported import Row
    from jdflow.model.position import Ref
    from jdflow.model.resolved import Line, Resolved, ResolvedCompetency, ResolvedDuty

_INDEX = re.compile(r"\[(\d+)\]")
_LANGUAGES = "nõuded.keeleoskus"
# So much of a language's name stands in all its cases.
_STEM = 4
_REQUIREMENTS = {
    "haridus": "education",
    "töökogemus": "experience",
    "arvutioskus": "computer_skills",
    "lähetused": "travel",
    "teadmised": "knowledge",
    "isikuomadused": "traits",
}


class Written:
    """The texts of a position as it will be printed, beside the rows of a document."""

    def __init__(self, resolved: Resolved, rows: Sequence[Row]) -> None:
        self._resolved = resolved
        self._texts = dict(_fields(resolved, _sizes(row.field for row in rows if row.fate == "placed")))
        self._people = dict(_people(resolved))
        speeches = ((one.language, one.level) for one in resolved.languages)
        self._speeches = [(fold(language)[:_STEM], fold(level)) for language, level in speeches if language and level]
        # One sentence may name languages in several rows, and their level in the last.
        told = [row.read for row in rows if row.fate == "placed" and row.field.startswith(_LANGUAGES)]
        self._told = [fold(" ".join(told[at:])) for at in range(len(told))]

    def section_of(self, field: str) -> str:
        """The field, or the list or the duty that it is part of, as closely as the position tells them apart."""
        ends = [len(field), *(at for at, letter in enumerate(field) if letter in "[.")]
        return next((one for end in sorted(ends, reverse=True) if (one := field[:end]) in self._texts), field)

    def texts(self, section: str) -> list[str]:
        """What stands there, in order."""
        return self._texts.get(section, [])

    def says_otherwise(self, row: Row) -> bool:
        """Whether the position says it in a form that is no text: an id, a day, a language with its level."""
        position = self._resolved.position
        name, _, rest = row.field.partition("[")
        if name in self._people:
            refs, at = self._people[name], int(rest[:-1]) - 1 if rest else 0
            return at < len(refs) and refs[at].text is None
        if name == _LANGUAGES:
            return self._speaks(fold(row.read))
        if name == "struktuuriüksus":
            return position.unit is not None
        if name == "teenistuja":
            return "relation" in position.places
        if name == "kehtiv_alates":
            approved = None if position.approval is None else position.approval.date
            days = (position.effective_from, position.effective_to, approved)
            return any(day is not None and str(day.year) in row.read for day in days)
        return False

    def _speaks(self, folded: str) -> bool:
        """Whether it names languages that stand there with their levels; each serves once."""
        levels = self._told.pop(0)
        found = [one for one in self._speeches if one[0] in folded and one[1] in levels]
        for one in found:
            self._speeches.remove(one)
        return bool(found)


def _sizes(fields: Iterable[str]) -> Mapping[str, int]:
    """How many items the rows of each list tell of."""
    sizes: Counter[str] = Counter()
    for field in fields:
        name, _, rest = field.partition("[")
        if rest:
            sizes[name] = max(sizes[name], int(rest.partition("]")[0]))
    return sizes


def _fields(resolved: Resolved, sizes: Mapping[str, int]) -> Iterator[tuple[str, list[str]]]:
    """The texts of each field; item by item as well where there are as many of them as the rows tell of."""
    position, approval = resolved.position, resolved.position.approval
    yield "ametinimetus", [position.title]
    yield "täpsustus", [position.qualifier or ""]
    yield "grupp", [position.group or ""]
    yield "eesmärk", [position.purpose]
    if approval is not None:
        yield "kinnitamine.number", [approval.number or ""]
        yield "kinnitamine.alus", [approval.basis or ""]
        yield "kinnitamine.päis", [line.text for line in approval.header]
    for name, refs in _people(resolved):
        yield name, [ref.text or "" for ref in refs]
    for name, lines in (
        ("õigused", resolved.rights),
        ("vastutus", resolved.responsibilities),
        ("töövahendid", resolved.tools),
        ("eritingimused", resolved.special_terms),
        ("muutmine", resolved.review_clause),
        *((f"nõuded.{key}", resolved.requirements[name]) for key, name in _REQUIREMENTS.items()),
        (_LANGUAGES, [language.text for language in resolved.languages]),
    ):
        yield name, _said(lines)
    yield from _listed("ülesanded", [dict(_duty(duty)) for duty in resolved.duties], sizes)
    for name, several in (("tööks_vajalikud", resolved.core), ("täiendavad", resolved.additional)):
        yield from _listed(f"kompetentsid.{name}", [{"": _competency(one)} for one in several], sizes)


def _listed(
    name: str, items: Sequence[Mapping[str, list[str]]], sizes: Mapping[str, int]
) -> Iterator[tuple[str, list[str]]]:
    yield name, [text for item in items for text in item[""]]
    if sizes.get(name) == len(items):
        for number, item in enumerate(items, 1):
            yield from ((f"{name}[{number}]{part}", texts) for part, texts in item.items())


def _duty(duty: ResolvedDuty) -> Iterator[tuple[str, list[str]]]:
    parts, results = _said(duty.parts), _said(duty.results)
    yield "", [duty.duty.text, *parts, *results]
    yield from ((".ülesanne", [duty.duty.text]), (".sh", parts), (".tulemused", results))


def _competency(one: ResolvedCompetency) -> list[str]:
    return [one.name or "", *_said(one.items)]


def _people(resolved: Resolved) -> Iterator[tuple[str, Sequence[Ref]]]:
    position = resolved.position
    yield "vahetu_juht", [] if position.manager is None else [position.manager]
    yield "asendajad", position.substitutes
    yield "asendab", position.substitutes_for
    yield "alluvad", [] if position.reports == "auto" else position.reports


def _said(lines: Iterable[Line]) -> list[str]:
    return [line.text for line in lines]
