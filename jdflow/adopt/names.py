"""What is known of the agency: its units and positions by the names that documents use for them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Unit(NamedTuple):
    """A unit: its name with those of its superior units as it prints, its own name, the unit above it, who heads it."""

    printed: str
    name: str
    parent: str | None = None
    head: str | None = None


class Post(NamedTuple):
    """Another position: its title with the qualifier, the same in the partitive, and the key of its unit."""

    title: str
    partitive: str | None = None
    unit: str | None = None


class Names(NamedTuple):
    """Units by key and positions by id, as they are now."""

    agency: str = ""
    units: Mapping[str, Unit] = MappingProxyType({})
    posts: Mapping[str, Post] = MappingProxyType({})
    # Texts by which positions of the repository name others, with the ids that they give them.
    texts: Mapping[str, frozenset[str | None]] = MappingProxyType({})
    # Addresses, numbers and names of people that the agency has made public.
    public: frozenset[str] = frozenset()
