"""What drift finds, and what would mend it, as values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from jdflow.model.resolved import REQUIREMENTS
from jdflow.model.texts import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jdflow.model.position import Position
    from jdflow.model.texts import Entry, Part
    from jdflow.problems import Place

Kind: TypeAlias = Literal["copy", "near", "double", "results", "marks", "recurring", "blocks"]


class Inclusion(NamedTuple):
    """The use of a block, as it is written."""

    block: str
    variant: str | None = None
    values: Mapping[str, str] = {}
    plus: Mapping[Part, tuple[str, ...]] = {}
    minus: tuple[str, ...] = ()


class Mend(NamedTuple):
    """The edit that mends a finding: what stands at the places goes; a use, a text or nothing comes instead."""

    places: tuple[Place, ...]
    use: Inclusion | None = None
    text: str | None = None
    # The key of the block that is to take the place of the one that is used there.
    instead: str | None = None


class New(NamedTuple):
    """A shared block that is not there yet."""

    key: str
    name: str
    duty: str | None = None
    parts: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


class Finding(NamedTuple):
    """Something that drifts apart, or may: where it stands, what it says, and what it would say after the edit."""

    kind: Kind
    place: Place
    texts: tuple[str, ...]
    likeness: float = 1.0
    block: str | None = None
    told: tuple[str, ...] = ()
    related: tuple[Place, ...] = ()
    mend: Mend | None = None
    # The edits of one that is mended in several places at once, by a shared block that is made for it.
    parallel: tuple[Mend, ...] = ()
    new: New | None = None
    # Of blocks that are nearly alike, the places that use them: of the one that is named, and of the one told of.
    users: tuple[tuple[Place, ...], tuple[Place, ...]] = ((), ())
    # Of these, whether a person has chosen to keep the one that is named.
    is_chosen: bool = False

    @property
    def changes(self) -> bool:
        """Whether the edit would change what the document says."""
        return self.likeness < 1

    @property
    def mends(self) -> tuple[Mend, ...]:
        """The edits that mend it, all of them or none."""
        return self.parallel if self.mend is None else (self.mend,)


def key_at(place: Place) -> str:
    """The key of the block that stands there."""
    return place.path.removeprefix("shared/").removesuffix(".yaml")


def turned(one: Finding) -> Finding:
    """Two blocks that are nearly alike, told at the other one."""
    users, related = (one.users[1], one.users[0]), (one.place,)
    other = one._replace(place=one.related[0], related=related, block=key_at(one.place), users=users)
    return other._replace(texts=one.told, told=one.texts)


def keeping(one: Finding, key: str) -> Finding | None:
    """The finding with the edits that put that block in the place of the other one; none where it is neither."""
    if one.kind != "blocks" or key not in {one.block, key_at(one.place)}:
        return None
    one = one if one.block == key else turned(one)
    mends = tuple(Mend((place,), instead=key) for place in one.users[1])
    return one._replace(parallel=mends, is_chosen=True)


def lists_of(position: Position) -> Iterator[tuple[Sequence[object], str]]:
    """The lists of a position that take entries, each with the kind of block that it takes."""
    yield position.rights, "rights"
    yield position.responsibilities, "responsibilities"
    yield position.tools, "tools"
    for name in (*REQUIREMENTS, "languages"):
        yield getattr(position.requirements, name), "requirements"
    yield position.special_terms, "clauses"
    yield position.review_clause, "clauses"


def plain(entries: Iterable[Entry]) -> list[str] | None:
    """The texts, if all are own ones."""
    found = list(entries)
    texts = [entry.text for entry in found if isinstance(entry, Item)]
    return texts if len(texts) == len(found) else None
