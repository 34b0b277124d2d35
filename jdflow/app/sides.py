"""One side of a comparison: the texts that a content holds, or those in force on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from jdflow.app.ask import shown
from jdflow.app.select import obstacles
from jdflow.app.told import shown_version

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from jdflow.app.chronicle import Chronicle
    from jdflow.app.reading import Reading
    from jdflow.model.version import Version
    from jdflow.problems import Problem
    from jdflow.query.shown import Shown


class Text(NamedTuple):
    """A position's text on one side, the day from which it is in force, and the version, where it is one."""

    shown: Shown
    effective_from: date | None
    version: Version | None = None


class Unread(Exception):  # noqa: N818 (a state of a file)
    """There is a text, and it cannot be read."""


class Side(Protocol):
    """What is compared with another side."""

    def ids(self) -> Iterable[str]:
        """The positions that have a text here, by the ids that they have here."""

    def text(self, names: Iterable[str]) -> Text | None:
        """The text of the position that has one of these ids; raises Unread."""


class Content:
    """A commit, or the work tree: what each file says, in force or not."""

    def __init__(self, reading: Reading, commit: str | None = None) -> None:
        self.reading = reading
        # None for the work tree.
        self.commit = commit
        # Why texts that were asked for could not be read.
        self.problems: list[Problem] = []

    def ids(self) -> Iterable[str]:
        """The ids of all files."""
        return self.reading.ids()

    def text(self, names: Iterable[str]) -> Text | None:
        """The text of the first of these that has a file."""
        id = next((name for name in names if name in self.reading.ids()), None)
        if id is None:
            return None
        hindering = obstacles(self.reading, id)
        resolved = None if hindering else self.reading.resolved(id)
        if resolved is None:
            self.problems += hindering
            raise Unread(id)
        return Text(shown(self.reading, resolved), resolved.position.effective_from)


class InForce:
    """What is in force on a day."""

    def __init__(self, chronicle: Chronicle, day: date) -> None:
        self.chronicle = chronicle
        self.day = day

    def ids(self) -> Iterable[str]:
        """The positions of which a text is in force."""
        return (id for id in self.chronicle.ids() if self.chronicle.timeline(id).on(self.day) is not None)

    def text(self, names: Iterable[str]) -> Text | None:
        """The version in force."""
        id = next((self.chronicle.current[name] for name in names if name in self.chronicle.current), None)
        version = None if id is None else self.chronicle.timeline(id).on(self.day)
        if id is None or version is None:
            return None
        found = shown_version(self.chronicle, id, version)
        return None if found is None else Text(found, version.effective_from, version)
