"""What `log` tells of a position."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.model.difference import ChangeClass
    from jdflow.model.version import Doubt, Moment, Record, Version, VersionState, Withdrawn


class Amended(NamedTuple):
    """A change of a version's text under its date: the commit, and the class of what it changed."""

    moment: Moment
    cls: ChangeClass | None


class LoggedVersion(NamedTuple):
    """A version, the class of what it changes in the one before it, its state, its amendments."""

    version: Version
    cls: ChangeClass | None
    state: VersionState
    amended: Sequence[Amended]


class Reviewed(NamedTuple):
    """A review, and whether the text that was reviewed is the one in force now."""

    record: Record
    still_in_force: bool


class Log(NamedTuple):
    """The versions of a position, its reviews, and what could not be read or understood."""

    id: str
    versions: Sequence[LoggedVersion]
    withdrawn: Sequence[Withdrawn]
    reviews: Sequence[Reviewed]
    unreadable: Sequence[Moment]
    doubts: Sequence[Doubt]
