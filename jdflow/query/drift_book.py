"""What drifts between files: sentences that stand in many positions, blocks that are nearly alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.query.drift import Finding
from jdflow.query.likeness import ALL_BUT_SAME, alike_letters
from jdflow.query.likeness_words import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jdflow.problems import Place
    from jdflow.query.likeness import Index

LEAST_POSITIONS = 3
# From 0 to 1: blocks of which more is alike are rather one.
LEAST_OF_BLOCKS = 0.85


class Stands(NamedTuple):
    """A text of a position's own that a block could say, and where it stands."""

    id: str
    kind: str
    text: str
    place: Place


def recurring(texts: Iterable[Stands], least: int = LEAST_POSITIONS) -> Iterator[Finding]:
    """Sentences that so many positions or more have in their own words, each once, where it stands first."""
    found: dict[tuple[str, str], list[Stands]] = {}
    for one in texts:
        key = folded(one.text)
        if key:
            found.setdefault((one.kind, key), []).append(one)
    for several in found.values():
        if len({one.id for one in several}) >= least:
            first, *others = several
            alike = 1.0 if all(one.text == first.text for one in others) else ALL_BUT_SAME
            related = tuple(one.place for one in others)
            yield Finding("recurring", first.place, (first.text,), alike, None, (), related)


def alike_blocks(index: Index, least: float = LEAST_OF_BLOCKS) -> Iterator[Finding]:
    """Pairs of shared blocks that say nearly the same, told at the later one."""
    texts = {key: text for key in sorted(index.library.keys) if (text := _text(index, key))}
    seen: set[tuple[str, str]] = set()
    for key in texts:
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
