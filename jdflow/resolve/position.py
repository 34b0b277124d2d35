"""A position and the library of shared blocks become the resolved position."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from jdflow.model.resolved import (
    REQUIREMENTS,
    Line,
    Resolved,
    ResolvedCompetency,
    ResolvedDuty,
    ResolvedLanguage,
)
from jdflow.model.texts import (
    Competency,
    CompetencyEntry,
    Duty,
    DutyEntry,
    Entry,
    Item,
    Language,
    LanguageEntry,
    Part,
    Use,
)
from jdflow.resolve.library import Unfolded, unfold_use, without

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jdflow.model.position import Position
    from jdflow.resolve.library import Library, Piece

T = TypeVar("T")


def resolve(position: Position, library: Library) -> Resolved:
    """The position's text, its includes put in; what is wrong with an include is reported elsewhere."""
    resolver = _Resolver(position, library)
    requirements = position.requirements
    return Resolved(
        position=position,
        duties=tuple(duty for entry in position.duties if (duty := resolver.duty(entry)) is not None),
        rights=resolver.lines(position.rights),
        responsibilities=resolver.lines(position.responsibilities),
        tools=resolver.lines(position.tools),
        requirements={name: resolver.lines(getattr(requirements, name)) for name in REQUIREMENTS},
        languages=tuple(resolver.languages(requirements.languages)),
        core=resolver.competencies(position.competencies.core),
        additional=resolver.competencies(position.competencies.additional),
        special_terms=resolver.lines(position.special_terms),
        review_clause=resolver.lines(position.review_clause),
    )


class _Resolver:
    """One position on its way to its text."""

    def __init__(self, position: Position, library: Library) -> None:
        self.position = position
        self.library = library

    def unfold(self, use: Use) -> Unfolded:
        """The text of the block that is used."""
        return unfold_use(use, self.library, self.position.relation)

    def lines(self, entries: Iterable[Entry], part: Part = "items") -> tuple[Line, ...]:
        """The texts of a list."""
        lines: list[Line] = []
        for entry in entries:
            if isinstance(entry, Item):
                lines.append(Line(entry.text, None, entry.at))
            else:
                lines += self.used(entry, self.unfold(entry).part(part), "items", part)
        return tuple(lines)

    def used(self, use: Use, pieces: tuple[Piece, ...], plus: Part, part: Part) -> list[Line]:
        """What a use leaves of a block's pieces, and what it adds."""
        at = use.at
        kept = [Line(piece.text, piece.origin, at) for piece in without(pieces, use.minus)]
        added = use.plus.get(plus, ())
        return [*kept, *self.lines(added, part)] if added else kept

    def duty(self, entry: DutyEntry) -> ResolvedDuty | None:
        """A duty; none where the block that should hold one does not."""
        if isinstance(entry, Duty):
            duty = Line(entry.duty.text, None, entry.duty.at)
            return ResolvedDuty(duty, self.lines(entry.parts, "parts"), self.lines(entry.results, "results"), entry.id)
        block = self.unfold(entry)
        if block.duty is None:
            return None
        parts = self.used(entry, block.parts, "parts", "parts")
        results = self.used(entry, block.results, "results", "results")
        return ResolvedDuty(Line(block.duty, entry.block, entry.at), tuple(parts), tuple(results))

    def competencies(self, entries: Iterable[CompetencyEntry]) -> tuple[ResolvedCompetency, ...]:
        """Competencies with their sentences, and plain lines."""
        resolved = []
        for entry in entries:
            if isinstance(entry, Competency):
                resolved.append(ResolvedCompetency(entry.name.text, self.lines(entry.items), None, entry.at))
            elif isinstance(entry, Item):
                resolved.append(ResolvedCompetency(None, (Line(entry.text, None, entry.at),), None, entry.at))
            elif (block := self.library.get(entry.block)) is not None:
                items = self.used(entry, self.unfold(entry).items, "items", "items")
                resolved.append(ResolvedCompetency(block.name.text, tuple(items), entry.block, entry.at))
        return tuple(resolved)

    def languages(self, entries: Iterable[LanguageEntry]) -> Iterable[ResolvedLanguage]:
        """Languages with their levels, and texts that say it in words."""
        for entry in entries:
            if isinstance(entry, Language):
                text = Line(entry.printed, None, entry.at)
                yield ResolvedLanguage(text, entry.language, entry.level)
            else:
                for line in self.lines((entry,)):
                    yield ResolvedLanguage(line)
