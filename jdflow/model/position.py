"""A position as it is written, before its shared blocks are put in."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from jdflow.model.texts import CompetencyEntry, DutyEntry, Entry, Item, LanguageEntry
    from jdflow.problems import Placed

Relation: TypeAlias = Literal["ametnik", "töötaja"]
OFFICIAL: Relation = "ametnik"
EMPLOYEE: Relation = "töötaja"
RELATIONS: tuple[Relation, ...] = (OFFICIAL, EMPLOYEE)
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")


class Ref(NamedTuple):
    """A position that is named: by its id, by a text as it should print, or by both."""

    id: str | None
    text: str | None
    at: Placed


class Approval(NamedTuple):
    """How and when the text was approved."""

    mode: str | None = None
    number: str | None = None
    date: date | None = None
    annex: str | None = None
    basis: str | None = None
    header: tuple[Item, ...] = ()
    consent: str | None = None
    places: Mapping[str, Placed] = MappingProxyType({})


class Requirements(NamedTuple):
    """What is asked of the one who holds the position."""

    education: tuple[Entry, ...] = ()
    experience: tuple[Entry, ...] = ()
    languages: tuple[LanguageEntry, ...] = ()
    computer_skills: tuple[Entry, ...] = ()
    travel: tuple[Entry, ...] = ()
    knowledge: tuple[Entry, ...] = ()
    traits: tuple[Entry, ...] = ()
    places: Mapping[str, Placed] = MappingProxyType({})


class Competencies(NamedTuple):
    """The core competencies and the additional ones."""

    core: tuple[CompetencyEntry, ...] = ()
    additional: tuple[CompetencyEntry, ...] = ()


class Position(NamedTuple):
    """A job description as one file says it."""

    id: str
    path: str
    title: str = ""
    qualifier: str | None = None
    title_partitive: str | None = None
    unit: str | None = None
    relation: Relation = EMPLOYEE
    template: str | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    retroactive: bool = False
    approval: Approval | None = None
    signatory: str | None = None
    reviewed_on: date | None = None
    former_ids: tuple[Item, ...] = ()
    manager: Ref | None = None
    substitutes: tuple[Ref, ...] = ()
    substitutes_for: tuple[Ref, ...] = ()
    reports: tuple[Ref, ...] | Literal["auto"] = ()
    group: str | None = None
    special_terms: tuple[Entry, ...] = ()
    purpose: str = ""
    duties: tuple[DutyEntry, ...] = ()
    rights: tuple[Entry, ...] = ()
    responsibilities: tuple[Entry, ...] = ()
    tools: tuple[Entry, ...] = ()
    requirements: Requirements = Requirements()
    competencies: Competencies = Competencies()
    review_clause: tuple[Entry, ...] = ()
    notes: tuple[Item, ...] = ()
    # Where each field's value stands, by the field's name.
    places: Mapping[str, Placed] = MappingProxyType({})
