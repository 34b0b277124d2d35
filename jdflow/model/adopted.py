"""A position as a document from outside says it: what was understood, how surely, and what was not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from jdflow.language import Msg
    from jdflow.model.paper import Spot
    from jdflow.model.position import Relation
    from jdflow.model.texts import Part


# Less sure than this, a person is asked to look.
SURE = 0.8


class Said(NamedTuple):
    """A text as it shall stand in the position, and as the document has it."""

    text: str
    # All that was read, verbatim and white space squeezed; what the text lacks of it was corrected.
    read: str
    spots: tuple[Spot, ...]
    # From 0 to 1: how sure it is that it belongs where it was put.
    sure: float = 1.0
    # What was corrected, or what a person should look at.
    notes: tuple[Msg, ...] = ()


class Taken(NamedTuple):
    """Texts of the document that a shared block says: which one, in which variant, and what is other there."""

    block: str
    # The texts that it stands for, in the order of the document.
    said: tuple[Said, ...]
    variant: str | None = None
    values: Mapping[str, str] = {}
    plus: Mapping[Part, tuple[Said, ...]] = {}
    # Items of the block that are left out: by id, or quoted whole.
    minus: tuple[str, ...] = ()
    # From 0 to 1: how much alike the texts are.
    likeness: float = 1.0


class OwnDuty(NamedTuple):
    """A duty in the document's words."""

    duty: Said
    parts: tuple[Entry, ...] = ()
    results: tuple[Entry, ...] = ()
    near: Near | None = None


class OwnCompetency(NamedTuple):
    """A competency in the document's words; a plain line of knowledge has no name."""

    name: Said | None
    items: tuple[Entry, ...]
    near: Near | None = None


class Near(NamedTuple):
    """A text of its own that a shared block nearly says; a person decides."""

    said: Said
    block: str
    likeness: float


Entry: TypeAlias = Said | Near | Taken
DutyEntry: TypeAlias = OwnDuty | Taken
CompetencyEntry: TypeAlias = OwnCompetency | Taken


class Person(NamedTuple):
    """Another position that is named: the words, and its id where they leave no doubt."""

    said: Said
    id: str | None = None
    # Whether the words are just what the other position's id prints.
    is_printed: bool = False


class Speech(NamedTuple):
    """A language and the level that is needed."""

    language: str
    level: str
    said: Said


class Left(NamedTuple):
    """What is left out of the position on purpose, and why."""

    said: Said
    why: Msg


class Adopted(NamedTuple):
    """All that a document says, field by field; the names are those of model/position.py."""

    template: str
    relation: Relation | None = None
    title: Said | None = None
    qualifier: Said | None = None
    unit: Said | None = None
    unit_key: str | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    # What the days, and the relation, were read from.
    dated: Said | None = None
    related: Said | None = None
    approval_number: Said | None = None
    approval_date: date | None = None
    approval_basis: Said | None = None
    header: tuple[Said, ...] = ()
    manager: Person | None = None
    substitutes: tuple[Person, ...] = ()
    substitutes_for: tuple[Person, ...] = ()
    reports: tuple[Person, ...] = ()
    group: Said | None = None
    special_terms: tuple[Entry, ...] = ()
    purpose: Said | None = None
    duties: tuple[DutyEntry, ...] = ()
    rights: tuple[Entry, ...] = ()
    responsibilities: tuple[Entry, ...] = ()
    tools: tuple[Entry, ...] = ()
    # By the names of model/position.py, without languages.
    requirements: Mapping[str, tuple[Entry, ...]] = {}
    languages: tuple[Speech | Entry, ...] = ()
    core: tuple[CompetencyEntry, ...] = ()
    additional: tuple[CompetencyEntry, ...] = ()
    review_clause: tuple[Entry, ...] = ()
    # Headings, labels, lead-ins, numbers: the template's words, not the position's.
    furniture: tuple[Said, ...] = ()
    left: tuple[Left, ...] = ()
    unplaced: tuple[Said, ...] = ()
    notes: tuple[Msg, ...] = ()

    def said(self) -> Iterator[Said]:
        """Every text that was placed in the position, each once, in the order of the fields."""
        for value in self[: self._fields.index("furniture")]:
            yield from _said(value)


def _said(value: object) -> Iterator[Said]:
    if isinstance(value, Said):
        yield value
    elif isinstance(value, OwnDuty | OwnCompetency):
        # What is near says the same once more.
        yield from _said(value[:-1])
    elif isinstance(value, Taken):
        # What is added stands among its texts already.
        yield from value.said
    elif isinstance(value, tuple):
        for item in value:
            yield from _said(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _said(item)
