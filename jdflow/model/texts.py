"""What stands in a list of a position or a block: own text, or the use of a shared block."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jdflow.problems import Placed

Part: TypeAlias = Literal["items", "parts", "results"]


class Item(NamedTuple):
    """A text of one's own, with its place; in a block it may have an id and stand only in some variants."""

    text: str
    at: Placed
    id: str | None = None
    variants: tuple[Item, ...] = ()


class Use(NamedTuple):
    """The use of a shared block: which variant, with which values, what is added and what left out."""

    block: str
    at: Placed
    variant: Item | None = None
    values: Mapping[str, Value] = MappingProxyType({})
    plus: Mapping[Part, tuple[Entry, ...]] = MappingProxyType({})
    minus: tuple[Item, ...] = ()


class Value(NamedTuple):
    """A parameter and its value; none where a block gives no default."""

    key: Placed
    text: str | None
    at: Placed


class _Anything(dict[str, Value]):
    """Values or parameters that could not be read: any may have been among them."""

    def __contains__(self, key: object) -> bool:
        return True


ANYTHING: Mapping[str, Value] = _Anything()


class Duty(NamedTuple):
    """A duty with its parts and the results that are expected of it."""

    duty: Item
    at: Placed
    parts: tuple[Entry, ...] = ()
    results: tuple[Entry, ...] = ()
    id: str | None = None


class Competency(NamedTuple):
    """A competency in a position's own words: a name and its sentences."""

    name: Item
    at: Placed
    items: tuple[Entry, ...] = ()


class Language(NamedTuple):
    """A language and the level (A1 to C2) that is needed."""

    language: str
    level: str
    at: Placed

    @property
    def printed(self) -> str:
        """The language with its level."""
        return f"{self.language} {self.level}"


Entry: TypeAlias = Item | Use
DutyEntry: TypeAlias = Duty | Use
CompetencyEntry: TypeAlias = Competency | Item | Use
LanguageEntry: TypeAlias = Language | Item | Use
