"""A thing said twice in one position, by itself or by a block that it uses; results that several duties share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from jdflow.model.texts import Competency, Duty, Item, Use
from jdflow.query.drift_found import Finding, Mend, lists_of
from jdflow.query.likeness import ALL_BUT_SAME
from jdflow.query.likeness_words import said as said_by
from jdflow.resolve.library import unfold_use, without

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jdflow.model.position import Position, Relation
    from jdflow.model.texts import CompetencyEntry, DutyEntry, Part
    from jdflow.problems import Placed
    from jdflow.resolve.library import Library


class Said(NamedTuple):
    """A text of the position, its own or a block's, and where the position says so."""

    text: str
    at: Placed
    is_own: bool
    # What can be taken out, and all that is said is still said once.
    spare: Placed | None = None


def doubles(position: Position, library: Library) -> Iterator[Finding]:
    """What says once more what the position says elsewhere in a list of that kind."""
    sayer = _Sayer(library, position.relation)
    by_kind: dict[str, list[Said]] = {}
    for entries, kind in lists_of(position):
        by_kind.setdefault(kind, []).extend(sayer.listed(entries, "items"))
    for several in by_kind.values():
        yield from _repeated(several)
    yield from _repeated(sayer.first_of_duties(position.duties))
    for duty in position.duties:
        yield from _repeated(sayer.below(duty, "parts"))
        yield from _repeated(sayer.below(duty, "results"))
    for several_competencies in (position.competencies.core, position.competencies.additional):
        for competency in several_competencies:
            if isinstance(competency, Competency):
                yield from _repeated(sayer.listed(competency.items, "items"))
            elif isinstance(competency, Use):
                yield from _repeated(sayer.listed((competency,), "items"))
    yield from _repeated(sayer.names((*position.competencies.core, *position.competencies.additional)))


def repeated_results(position: Position, library: Library) -> Iterator[Finding]:
    """Results that stand under several duties, at least once in the position's own words."""
    sayer = _Sayer(library, position.relation)
    found: dict[str, list[Said]] = {}
    often = Counter(said_by(said.text) for said in sayer.first_of_duties(position.duties))
    for duty in position.duties:
        if isinstance(duty, Duty) and often[said_by(duty.duty.text)] > 1:
            # A duty that is told twice is told as such.
            continue
        of_duty: dict[str, Said] = {}
        for said in sayer.below(duty, "results"):
            of_duty.setdefault(said_by(said.text), said)
        for key, said in of_duty.items():
            found.setdefault(key, []).append(said)
    for key, several in found.items():
        own = [said for said in several if said.is_own]
        if key and own and len(several) > 1:
            others = [said for said in several if said is not own[0]]
            related = tuple(said.at.place for said in others)
            texts, told = wordings(said.text for said in several)
            alike = 1.0 if len(texts) == 1 else ALL_BUT_SAME
            mends = () if others != own[1:] else tuple(Mend((said.at.place,)) for said in own)
            yield Finding("results", own[0].at.place, texts, alike, None, (told,), related, parallel=mends)


def wordings(texts: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """The ways in which a text is put, and the one to keep: the most frequent, of those the one with most accents."""
    counts = Counter(texts)
    ranked = sorted(counts, key=lambda text: (-counts[text], sum(map(str.isascii, text)), text))
    return tuple(ranked), ranked[0]


def _repeated(several: Iterable[Said]) -> Iterator[Finding]:
    """What a block says stays, of own texts the first."""
    # A block's text comes first: the own one beside it is the one that is too much.
    ordered = sorted(several, key=lambda said: said.is_own)
    seen: dict[str, Said] = {}
    for said in ordered:
        key = said_by(said.text)
        first = seen.setdefault(key, said) if key else said
        # What one use brings twice is a matter of the block.
        if first is not said and first.at.place != said.at.place:
            place = said.at.place
            alike = 1.0 if first.text == said.text else ALL_BUT_SAME
            mend = None if said.spare is None else Mend((said.spare.place,))
            yield Finding("double", place, (said.text,), alike, None, (), (first.at.place,), mend)


class _Sayer:
    """Says what stands in lists, shared blocks put in."""

    def __init__(self, library: Library, relation: Relation) -> None:
        self._library = library
        self._relation: Relation = relation

    def listed(self, entries: Iterable[object], part: Part) -> Iterator[Said]:
        """The texts of a list in their order."""
        for entry in entries:
            if isinstance(entry, Item):
                yield Said(entry.text, entry.at, is_own=True, spare=entry.at)
            elif isinstance(entry, Use):
                pieces = without(unfold_use(entry, self._library, self._relation).part(part), entry.minus)
                yield from (Said(piece.text, entry.at, is_own=False) for piece in pieces)
                yield from self.listed(entry.plus.get("items", ()), part)

    def below(self, duty: DutyEntry, part: Part) -> Iterator[Said]:
        """The parts or the results of a duty."""
        if isinstance(duty, Duty):
            yield from self.listed(duty.parts if part == "parts" else duty.results, part)
            return
        pieces = without(unfold_use(duty, self._library, self._relation).part(part), duty.minus)
        yield from (Said(piece.text, duty.at, is_own=False) for piece in pieces)
        yield from self.listed(duty.plus.get(part, ()), part)

    def first_of_duties(self, duties: Iterable[DutyEntry]) -> Iterator[Said]:
        """The duties themselves; one is spare where all that belongs to it belongs to another one, too."""
        known: dict[str, set[str]] = {}
        # What blocks say stays, so it comes first.
        for duty in sorted(duties, key=lambda duty: isinstance(duty, Duty)):
            text = duty.duty.text if isinstance(duty, Duty) else unfold_use(duty, self._library, self._relation).duty
            if text is None:
                continue
            below = {said.text for part in _OF_DUTY for said in self.below(duty, part)}
            before = known.setdefault(said_by(text), below)
            if isinstance(duty, Duty):
                yield Said(text, duty.duty.at, is_own=True, spare=duty.at if below <= before else None)
            else:
                yield Said(text, duty.at, is_own=False)

    def names(self, competencies: Iterable[CompetencyEntry]) -> Iterator[Said]:
        """The competencies by name, and lines of knowledge; one is spare where another one says all that it says."""
        known: dict[str, set[str]] = {}
        for one in sorted(competencies, key=lambda one: not isinstance(one, Use)):
            if isinstance(one, Competency):
                below = {said.text for said in self.listed(one.items, "items")}
                before = known.setdefault(said_by(one.name.text), below)
                yield Said(one.name.text, one.name.at, is_own=True, spare=one.at if below <= before else None)
            elif isinstance(one, Item):
                yield Said(one.text, one.at, is_own=True, spare=one.at)
            elif (block := self._library.get(one.block)) is not None:
                known.setdefault(said_by(block.name.text), {said.text for said in self.listed((one,), "items")})
                yield Said(block.name.text, one.at, is_own=False)


_OF_DUTY: tuple[Part, ...] = ("parts", "results")
