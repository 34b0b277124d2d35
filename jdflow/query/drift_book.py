"""What drifts between files: sentences that stand in many positions, blocks that are nearly alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.model.texts import Competency, Duty, Item, Use
from jdflow.query.drift_found import Finding, lists_of, plain
from jdflow.query.drift_twice import wordings
from jdflow.query.likeness import ALL_BUT_SAME, alike_letters
from jdflow.query.likeness_words import said

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from jdflow.model.position import Position
    from jdflow.problems import Place
    from jdflow.query.likeness import Index

# What stands for itself, with all that belongs to it; other texts are told by the folder of their blocks.
DUTY, COMPETENCY = "duty", "competency"
LEAST_POSITIONS = 3
# From 0 to 1: blocks of which more is alike are rather one.
LEAST_OF_BLOCKS = 0.85


class Stands(NamedTuple):
    """A text of a position's own that a block could say, and where it stands."""

    id: str
    kind: str
    text: str
    place: Place
    # Of a whole duty or competency its parts and results, or its sentences; none where not all are own texts.
    below: tuple[tuple[str, ...], ...] | None = ()


def own_texts(position: Position) -> Iterator[Stands]:
    """The own texts of a position that a shared block could say."""
    id = position.id
    for entries, kind in lists_of(position):
        yield from (Stands(id, kind, item.text, item.at.place) for item in _own(entries))
    for duty in position.duties:
        if isinstance(duty, Duty):
            parts, results = plain(duty.parts), plain(duty.results)
            below = None if parts is None or results is None else (tuple(parts), tuple(results))
            yield Stands(id, DUTY, duty.duty.text, duty.at.place, below)
            listed: Iterable[object] = (*duty.parts, *duty.results)
        else:
            listed = (duty,)
        yield from (Stands(id, "duties", item.text, item.at.place) for item in _own(listed))
    for one in (*position.competencies.core, *position.competencies.additional):
        if isinstance(one, Competency):
            texts = plain(one.items)
            yield Stands(id, COMPETENCY, one.name.text, one.at.place, None if texts is None else (tuple(texts),))


def _own(entries: Iterable[object]) -> Iterator[Item]:
    for entry in entries:
        if isinstance(entry, Item):
            yield entry
        elif isinstance(entry, Use):
            for added in entry.plus.values():
                yield from _own(added)


class Recurring(NamedTuple):
    """A text that recurs, and all places where it does."""

    finding: Finding
    stands: tuple[Stands, ...]


def recurring(texts: Iterable[Stands], least: int = LEAST_POSITIONS) -> Iterator[Recurring]:
    """Texts that so many positions or more have in their own words, each once, where it stands first.

    A duty counts as one text, whatever belongs to it; a competency counts with all its sentences.
    """
    found: dict[tuple[str, ...], list[Stands]] = {}
    for one in texts:
        key = key_of(one)
        if key[1]:
            found.setdefault(key, []).append(one)
    for several in found.values():
        if len({one.id for one in several}) >= least:
            yield _recurring(several)


def key_of(one: Stands) -> tuple[str, ...]:
    """What is the same for texts that say the same."""
    sentences = (one.below or ((),))[0] if one.kind == COMPETENCY else ()
    return one.kind, *map(said, (one.text, *sentences))


def _recurring(several: Sequence[Stands]) -> Recurring:
    first, *others = several
    texts, told = wordings(one.text for one in several)
    is_same = len(texts) == 1 and (first.kind != COMPETENCY or len({one.below for one in several}) == 1)
    alike = 1.0 if is_same else ALL_BUT_SAME
    related = tuple(one.place for one in others)
    return Recurring(Finding("recurring", first.place, texts, alike, None, (told,), related), tuple(several))


def alike_blocks(
    index: Index, only: Collection[str] | None = None, least: float = LEAST_OF_BLOCKS
) -> Iterator[Finding]:
    """Pairs of shared blocks that say nearly the same, told at the later one; with `only`, pairs with one of these."""
    texts = {key: text for key in sorted(index.library.keys) if (text := _text(index, key))}
    seen: set[tuple[str, str]] = set()
    for key in texts if only is None else sorted(texts.keys() & only):
        for other in _candidates(index, key):
            pair = (min(key, other), max(key, other))
            if key == other or pair in seen or other not in texts:
                continue
            seen.add(pair)
            first, later = pair
            likeness = alike_letters(texts[first], texts[later])
            block, before = index.library.get(later), index.library.get(first)
            if likeness >= least and block is not None and before is not None:
                exact = 1.0 if texts[first] == texts[later] else min(likeness, ALL_BUT_SAME)
                place = block.at.place
                yield Finding("blocks", place, (texts[later],), exact, first, (texts[first],), (before.at.place,))


def _text(index: Index, key: str) -> str:
    """All that a block says in its own words, in the fullest variant; of one that only includes others, nothing."""
    block = index.library.get(key)
    if block is None or not index.forms_of(key):
        return ""
    unfolded = index.library.unfold(key, index.relation)
    pieces = (*unfolded.items, *unfolded.parts, *unfolded.results)
    if any(piece.origin != key for piece in pieces):
        return ""
    return " / ".join((*(() if unfolded.duty is None else (unfolded.duty,)), *(piece.text for piece in pieces)))


def _candidates(index: Index, key: str) -> Iterator[str]:
    """The blocks of the same kind that have a text which is like one of this block's."""
    kind = key.partition("/")[0]
    numbers = {number for form in index.forms_of(key) for number in form.numbers}
    found = {
        near.block
        for number in sorted(numbers)
        for near in index.nearest(index.patterns[number].text, [kind], LEAST_OF_BLOCKS)
    }
    yield from sorted(found)
