"""Two lists of lines side by side: which line of one is which of the other, and which of them moved."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from jdflow.resolve.likeness import bare

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

# Of a hundred: as much alike two texts must be, letter by letter, to be one text reworded; less is enough where they
# have a long word in common. Unrelated Estonian sentences share about half of their letters by chance.
ALIKE = 75
ALIKE_WITH_A_WORD = 60
LONG_WORD = 5
# As much of the shorter text's words must stand in the longer one, where that went on.
CONTAINED = 90
CONTAINED_WORDS = 3
# Longer texts are compared by how they begin and end, longer lists only near the same place.
MOST_CHARACTERS = 300
MOST_PAIRS = 250_000
# Comparing words costs ten times as much.
MOST_PAIRS_OF_WORDS = 10_000
_WORD = re.compile(r"\w+")


class Paired(NamedTuple):
    """A line as it is paired: its words, what else tells it from others, and all that lies below it."""

    text: str
    # The shared block that it comes from; a block that gives one line gives the same one, however reworded.
    origin: str | None = None
    # Lines that have another kind are never one.
    kind: str = ""
    id: str | None = None
    # A text that no likeness can stand for, such as another position's name.
    is_name: bool = False
    # Whether the block gives just this line, as it gives one duty, so that two of its lines are one whatever they say.
    is_whole: bool = False
    whole: str = ""


class Step(NamedTuple):
    """A line of either list, or of both: its index there, and whether it moved."""

    before: int | None
    after: int | None
    moved: bool = False


def composed(text: str) -> str:
    """The text with accents in one piece, as the fingerprint takes it."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def walk(before: Sequence[Paired], after: Sequence[Paired]) -> Iterator[Step]:
    """Each line once, in the order of the new list; what is gone stands where it stood."""
    pairs = _pairs(before, after)
    kept = _longest_rising([pairs[index] for index in sorted(pairs)])
    where = {new: old for old, new in pairs.items()}
    gone = [index for index in range(len(before)) if index not in pairs]
    # What is gone stands behind the line that it stood behind, so that what came in its place follows it.
    stays = sorted(where[new] for new in kept)
    follows = [bisect_left(gone, old) for old in (*stays, len(before))]
    yield from (Step(old, None) for old in gone[: follows[0]])
    rank = 0
    for new in range(len(after)):
        old = where.get(new)
        yield Step(old, new, moved=old is not None and new not in kept)
        if new in kept:
            yield from (Step(one, None) for one in gone[follows[rank] : follows[rank + 1]])
            rank += 1


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """A longest rising run of the numbers, which need not stand side by side: what can stay in its place."""
    ends: list[int] = []
    at: list[int] = []
    behind: list[int | None] = []
    for index, number in enumerate(numbers):
        place = bisect_left(ends, number)
        behind.append(at[place - 1] if place else None)
        if place == len(ends):
            ends.append(number)
            at.append(index)
        else:
            ends[place], at[place] = number, index
    kept: set[int] = set()
    here = at[-1] if at else None
    while here is not None:
        kept.add(numbers[here])
        here = behind[here]
    return kept


def _pairs(before: Sequence[Paired], after: Sequence[Paired]) -> dict[int, int]:
    """The new line of each old one that is still there; surest first."""
    pairing = _Pairing(before, after)
    pairing.by_include()
    pairing.by_key(lambda line: line.id)
    pairing.by_key(lambda line: (line.kind, line.text))
    pairing.by_key(lambda line: (line.kind, bare(line.text)))
    pairing.by_likeness()
    return pairing.pairs


class _Pairing:
    """Lines that find each other."""

    def __init__(self, before: Sequence[Paired], after: Sequence[Paired]) -> None:
        self.before = before
        self.after = after
        self.pairs: dict[int, int] = {}
        self.taken: set[int] = set()

    def join(self, old: int, new: int) -> None:
        """Make the two one."""
        self.pairs[old] = new
        self.taken.add(new)

    def alone(self, olds: Iterable[int], news: Iterable[int]) -> tuple[list[int], list[int]]:
        """Those of the lines that have found none yet."""
        return [old for old in olds if old not in self.pairs], [new for new in news if new not in self.taken]

    def all_alone(self) -> tuple[list[int], list[int]]:
        """All lines that have found none yet."""
        return self.alone(range(len(self.before)), range(len(self.after)))

    def by_include(self) -> None:
        """Lines of one shared block: equal ones, then likely ones, then what must be the one."""
        groups: dict[tuple[str, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for side, lines in enumerate((self.before, self.after)):
            for index, line in enumerate(lines):
                if line.origin is not None:
                    groups[line.kind, line.origin][side].append(index)
        for olds, news in groups.values():
            if not olds or not news:
                continue
            must = len(olds) == len(news) == 1 or self.before[olds[0]].is_whole
            self._equal(olds, news, lambda line: line.text)
            self._alike(*self.alone(olds, news), lambda line: line.text)
            if must:
                for old, new in zip(*self.alone(olds, news), strict=False):
                    self.join(old, new)

    def by_key(self, key: Callable[[Paired], Hashable]) -> None:
        """Lines with the same key, the first with the first; a key that is none is like no other."""
        self._equal(*self.all_alone(), key)

    def _equal(self, olds: Iterable[int], news: Iterable[int], key: Callable[[Paired], Hashable]) -> None:
        found: dict[Hashable, list[int]] = defaultdict(list)
        for new in reversed(list(news)):
            found[key(self.after[new])].append(new)
        for old in olds:
            wanted = key(self.before[old])
            if wanted is not None and found.get(wanted) and self._may_be(old, found[wanted][-1]):
                self.join(old, found[wanted].pop())

    def _may_be(self, old: int, new: int) -> bool:
        """Whether nothing speaks against it: two positions may have one title."""
        ids = {self.before[old].id, self.after[new].id} - {None}
        return len(ids) < len("ab") or not self.before[old].is_name

    def by_likeness(self) -> None:
        """Lines that are much alike; then those that are with all below them; then those that only went on."""
        kinds = dict.fromkeys(line.kind for line in self.before if not line.is_name)
        for kind in kinds:
            olds, news = (
                [index for index, line in enumerate(lines) if line.kind == kind] for lines in (self.before, self.after)
            )
            self._alike(*self.alone(olds, news), lambda line: line.text)
            self._alike(*self.alone(olds, news), lambda line: line.whole)
            self._contained(*self.alone(olds, news))

    def _alike(self, olds: list[int], news: list[int], text: Callable[[Paired], str]) -> None:
        if olds and news:
            # Needed only where texts differ, so its import does not slow the usual run.
            from rapidfuzz.fuzz import ratio

            self._nearest(olds, news, text, _Measure(ratio, ALIKE_WITH_A_WORD, ALIKE, MOST_PAIRS))

    def _contained(self, olds: list[int], news: list[int]) -> None:
        if len(olds) * len(news) > MOST_PAIRS_OF_WORDS:
            return
        olds = [old for old in olds if _has_words(self.before[old].text)]
        news = [new for new in news if _has_words(self.after[new].text)]
        if olds and news:
            from rapidfuzz.fuzz import token_set_ratio
            from rapidfuzz.utils import default_process

            measure = _Measure(token_set_ratio, CONTAINED, CONTAINED, MOST_PAIRS_OF_WORDS)
            self._nearest(olds, news, lambda line: default_process(line.text), measure)

    def _nearest(self, olds: list[int], news: list[int], text: Callable[[Paired], str], measure: _Measure) -> None:
        """Join the most alike first, wherever they stand; of those as much alike, the nearest."""
        from rapidfuzz.process import extract

        sought = [_clipped(text(self.before[old])) for old in olds]
        offered = [_clipped(text(self.after[new])) for new in news]
        words, others = list(map(_long_words, sought)), list(map(_long_words, offered))
        reach = measure.most // len(olds)
        found: list[tuple[float, int, int, int]] = []
        for rank, old in enumerate(olds):
            if not sought[rank]:
                continue
            first = max(0, min(rank * len(news) // len(olds) - reach // 2, len(news) - reach))
            near = offered[first : first + max(reach, 1)]
            told = extract(sought[rank], near, scorer=measure.scorer, score_cutoff=measure.least, limit=None)
            found += [
                (-score, abs(old - news[first + at]), old, news[first + at])
                for _, score, at in told
                if score >= measure.sure or not words[rank].isdisjoint(others[first + at])
            ]
        for _, _, old, new in sorted(found):
            if old not in self.pairs and new not in self.taken:
                self.join(old, new)


class _Measure(NamedTuple):
    """How likeness is measured, how much of it is enough with and without a word, how many pairs are looked at."""

    scorer: Callable[..., float]
    least: int
    sure: int
    most: int


def _has_words(text: str) -> bool:
    return len(text.split(None, CONTAINED_WORDS)) >= CONTAINED_WORDS


def _long_words(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(text) if len(word) >= LONG_WORD)


def _clipped(text: str) -> str:
    half = MOST_CHARACTERS // 2
    return (text if len(text) <= MOST_CHARACTERS else text[:half] + text[-half:]).casefold()
