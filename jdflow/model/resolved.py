"""A position with its shared blocks put in: the text that people read and sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.model.position import Position
    from jdflow.problems import Placed


class Line(NamedTuple):
    """A text of the document: its words, the shared block it comes from, and where the position says so."""

    text: str
    origin: str | None
    at: Placed


class ResolvedDuty(NamedTuple):
    """A duty with its parts and results."""

    duty: Line
    parts: tuple[Line, ...]
    results: tuple[Line, ...]
    id: str | None = None


class ResolvedCompetency(NamedTuple):
    """A competency with its sentences; a plain line of knowledge has no name."""

    name: str | None
    items: tuple[Line, ...]
    origin: str | None
    at: Placed


class ResolvedLanguage(NamedTuple):
    """A language with its level; or a text that says it in words, then without them."""

    text: Line
    language: str | None = None
    level: str | None = None


REQUIREMENTS = ("education", "experience", "computer_skills", "travel", "knowledge", "traits")


class Resolved(NamedTuple):
    """The resolved content of a position."""

    position: Position
    duties: tuple[ResolvedDuty, ...]
    rights: tuple[Line, ...]
    responsibilities: tuple[Line, ...]
    tools: tuple[Line, ...]
    requirements: dict[str, tuple[Line, ...]]
    languages: tuple[ResolvedLanguage, ...]
    core: tuple[ResolvedCompetency, ...]
    additional: tuple[ResolvedCompetency, ...]
    special_terms: tuple[Line, ...]
    review_clause: tuple[Line, ...]

    def lists(self) -> Iterator[tuple[Line, ...]]:
        """Every list of lines in which no line should stand twice."""
        yield from (self.rights, self.responsibilities, self.tools, self.special_terms, self.review_clause)
        yield tuple(duty.duty for duty in self.duties)
        for duty in self.duties:
            yield duty.parts
            yield duty.results
        yield from self.requirements.values()
        yield tuple(language.text for language in self.languages)
        for several in (self.core, self.additional):
            yield tuple(Line(one.name, one.origin, one.at) if one.name else one.items[0] for one in several)
            yield from (one.items for one in several)
