"""The words of one position: repetition, full stops, braces, what the law lists for officials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.language import msg
from jdflow.model.position import OFFICIAL
from jdflow.model.texts import Competency, Duty, Item, Language, Use
from jdflow.problems import Problem, fields, related_to, style
from jdflow.resolve.likeness import bare
from jdflow.resolve.position import resolve
from jdflow.rules import texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jdflow.model.organisation import Settings
    from jdflow.model.position import Position, Ref
    from jdflow.problems import Severity
    from jdflow.resolve.library import Library, Unfolded

# What the law's list for officials leaves out, by the names of the model and the words of the form.
_BEYOND_LAW = {
    "rights": "õigused",
    "responsibilities": "vastutus",
    "tools": "töövahendid",
    "special_terms": "eritingimused",
}
_BEYOND_LAW_REQUIREMENTS = {"travel": "nõuded.lähetused", "traits": "nõuded.isikuomadused"}


def repeated_items(
    position: Position, own: Sequence[Item], used: Iterable[Unfolded], library: Library
) -> Iterator[Problem]:
    """Items that say the same in one list, but for punctuation and case; its own texts and used blocks are at hand."""
    # Where nothing is said twice in the whole position, no list says anything twice; so it is nearly always.
    said = [bare(item.text) for item in own]
    said += [bare(one.printed) for one in position.requirements.languages if isinstance(one, Language)]
    for block in used:
        said += block.bare
    if len(set(said)) < len(said):
        for lines in resolve(position, library).lists():
            yield from texts.repeated(lines)


def repeated_references(position: Position) -> Iterator[Problem]:
    """Positions named twice in one list."""
    reports = () if position.reports == "auto" else position.reports
    for refs in (position.substitutes, position.substitutes_for, reports):
        first: dict[tuple[str | None, str | None], Ref] = {}
        for ref in refs:
            before = first.setdefault((ref.id, ref.text if ref.id is None else None), ref)
            if before is not ref:
                yield style.DUPLICATE_ITEM.at(ref.at, related=[related_to(before.at, msg("It stands here first."))])


def full_stop(position: Position) -> Iterator[Problem]:
    """A title, a qualifier or a competency's name that ends in a full stop."""
    for name in ("title", "qualifier", "title_partitive"):
        if name in position.places:
            yield from texts.full_stop(getattr(position, name), position.places[name])
    for several in (position.competencies.core, position.competencies.additional):
        for entry in several:
            if isinstance(entry, Competency):
                yield from texts.full_stop(entry.name.text, entry.name.at)


def open_braces(own: Iterable[Item]) -> Iterator[Problem]:
    """Own text with braces, as if it were a shared block's."""
    for item in own:
        # Asked here, because there are many texts and few braces.
        if "{" in item.text:
            yield from texts.braces(item)


def own_texts(position: Position) -> Iterator[Item]:
    """Every text that is the position's own, also beside an include."""
    if position.purpose:
        yield Item(position.purpose, position.places["purpose"])
    for duty in position.duties:
        if isinstance(duty, Duty):
            yield duty.duty
            yield from _items((*duty.parts, *duty.results))
        else:
            yield from _items((duty,))
    requirements = position.requirements
    for name in requirements.places:
        yield from _items(getattr(requirements, name))
    for several in (position.competencies.core, position.competencies.additional):
        yield from _items(several)
        for entry in several:
            if isinstance(entry, Competency):
                yield entry.name
                yield from _items(entry.items)
    for name in ("rights", "responsibilities", "tools", "special_terms", "review_clause"):
        yield from _items(getattr(position, name))


def _items(entries: Iterable[object]) -> Iterator[Item]:
    for entry in entries:
        if isinstance(entry, Item):
            yield entry
        elif isinstance(entry, Use):
            for added in entry.plus.values():
                yield from _items(added)


def beyond_law(position: Position, settings: Settings) -> Iterator[Problem]:
    """Sections of an official's description that the law does not list, where the agency minds."""
    if position.relation != OFFICIAL or settings.beyond_law == "lubatud":
        return
    severity: Severity = "error" if settings.beyond_law == "viga" else "warning"
    for name, key in _BEYOND_LAW.items():
        if getattr(position, name):
            yield fields.BEYOND_LAW.at(position.places[name], severity=severity, key=key)
    for name, key in _BEYOND_LAW_REQUIREMENTS.items():
        if getattr(position.requirements, name):
            yield fields.BEYOND_LAW.at(position.requirements.places[name], severity=severity, key=key)
