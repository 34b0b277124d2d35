"""Texts that follow each other, told by uses of shared blocks: the fewest that say exactly what is there."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from jdflow.query.likeness import ALL_BUT_SAME, alike_letters
from jdflow.query.likeness_gaps import Fit, united
from jdflow.resolve.library import NOTHING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from jdflow.query.likeness import Form, Index, Unit
    from jdflow.query.likeness_words import Slip
    from jdflow.resolve.library import Piece, Unfolded

# Of a longer run, no shorter ones are looked at besides.
_SHORT = 20
# The most sentences that one item of a block has, where a document has them apart.
MOST_SENTENCES = 4
_EMPTY = Fit({}, ())


class Told(NamedTuple):
    """A text, or some that follow each other, and the item of a block that says the same."""

    start: int
    stop: int
    text: str
    slips: tuple[Slip, ...]


class Cover(NamedTuple):
    """A run of texts that one use of a block says."""

    start: int
    stop: int
    block: str
    variant: str | None
    values: Mapping[str, str]
    minus: tuple[str, ...]
    told: tuple[Told, ...]
    likeness: float


class Edge(NamedTuple):
    """Texts up to one, as a single text, and what that fits."""

    stop: int
    fits: Mapping[int, Fit]


class _Step(NamedTuple):
    """What was chosen for the texts so far: how good it is, and the last use, or none for a text of one's own."""

    score: tuple[float, ...]
    last: Cover | None
    before: int


def covers(index: Index, kind: str, texts: Sequence[str], *, is_prose: bool = False) -> list[Cover]:
    """The uses that say most of the texts; in prose, an item of a block may be several sentences of the document."""
    edges = [list(edges_at(index, kind, texts, start, is_prose=is_prose)) for start in range(len(texts))]
    if not any(edges):
        return []
    runs: dict[int, list[Cover]] = defaultdict(list)
    for start in range(len(texts)):
        runs[start] = list(_runs(index, texts, edges, start))
    best = [_Step((0.0,) * 5, None, 0)]
    steps: list[list[_Step]] = [[] for _ in range(len(texts) + 1)]
    for at in range(len(texts)):
        here = best[at]
        steps[at + 1].append(_Step(here.score, None, at))
        for run in runs[at]:
            steps[run.stop].append(_Step(_better(here.score, run), run, at))
        # The first of those as good: what came first in the order of blocks.
        best.append(max(steps[at + 1], key=lambda step: step.score))
    found: list[Cover] = []
    at = len(texts)
    while at:
        step = best[at]
        found += [] if step.last is None else [step.last]
        at = step.before
    return found[::-1]


def _better(score: tuple[float, ...], run: Cover) -> tuple[float, ...]:
    """More texts, then less left out, fewer uses, fewer values, more likeness."""
    said = run.stop - run.start
    one = (said, -len(run.minus), -1, -len(run.values), run.likeness * said)
    return tuple(before + more for before, more in zip(score, one, strict=True))


def edges_at(index: Index, kind: str, texts: Sequence[str], start: int, *, is_prose: bool) -> Iterator[Edge]:
    """What the text that begins there fits; in prose, also together with those that follow."""
    most = MOST_SENTENCES if is_prose else 1
    for stop in range(start + 1, min(start + most, len(texts)) + 1):
        fits = index.fits(" ".join(texts[start:stop]), kind)
        if fits:
            yield Edge(stop, fits)


def _runs(index: Index, texts: Sequence[str], edges: list[list[Edge]], start: int) -> Iterator[Cover]:
    """Every use that could begin there."""
    for edge in edges[start]:
        forms = dict.fromkeys(at for number in edge.fits for at in index.standing[number])
        for at in sorted(forms):
            form = index.forms[at]
            if form.duty is None:
                yield from _runs_of(index, texts, edges, form, start)


def _runs_of(index: Index, texts: Sequence[str], edges: list[list[Edge]], form: Form, start: int) -> Iterator[Cover]:
    """The runs of texts that are items of that form, in its order."""
    fitted, taken, at, item = _EMPTY, list[tuple[int, int, int]](), start, 0
    while at < len(texts) and (step := next_item(edges[at], form.items, item, fitted)) is not None:
        rank, stop, fitted = step
        taken.append((rank, at, stop))
        at, item = stop, rank + 1
        if len(taken) <= _SHORT:
            yield from _checked(index, texts, form, taken, fitted)
    if len(taken) > _SHORT:
        yield from _checked(index, texts, form, taken, fitted)


def next_item(edges: list[Edge], units: Sequence[Unit], item: int, fitted: Fit) -> tuple[int, int, Fit] | None:
    """The next item that the text, or as few as possible, says; with what is known of the values."""
    for rank in range(item, len(units)):
        for edge in edges:
            one = edge.fits.get(units[rank].number)
            both = None if one is None else united(fitted, one)
            if both is not None:
                return rank, edge.stop, both
    return None


def _checked(
    index: Index, texts: Sequence[str], form: Form, taken: Sequence[tuple[int, int, int]], fitted: Fit
) -> Iterator[Cover]:
    """The use, if the block says with these values what the texts say."""
    # More than half of it, or it is another text that happens to say one thing alike.
    if 2 * len(taken) <= len(form.items):
        return
    values, unfolded = unfolded_with(index, form, fitted)
    told = told_by(index, texts, unfolded.items, taken)
    minus = left_out([(unfolded.items, {rank for rank, _, _ in taken})])
    if unfolded is not NOTHING and told is not None and minus is not None:
        alike = alike_texts([" ".join(texts[one.start : one.stop]) for one in told], [one.text for one in told])
        yield Cover(taken[0][1], taken[-1][2], form.block, form.variant, values, minus, told, alike)


def unfolded_with(index: Index, form: Form, fitted: Fit) -> tuple[dict[str, str], Unfolded]:
    """The values that a use must give, and the block's text with them; nothing where one is not known."""
    block = index.library.get(form.block)
    if block is None:
        return {}, NOTHING
    found = index.values_of(fitted)
    values = {}
    for name, default in block.parameters.items():
        value = found.get(name)
        if value is None and default.text is None:
            return {}, NOTHING
        if value is not None and (default.text is None or index.same(value, default.text) is None):
            values[name] = value
    unfolded = index.library.unfold(form.block, index.relation, form.variant, values)
    return values, NOTHING if unfolded.broke_off is not None else unfolded


def told_by(
    index: Index, texts: Sequence[str], pieces: Sequence[Piece], taken: Sequence[tuple[int, int, int]]
) -> tuple[Told, ...] | None:
    """Which item says which texts; none where one of them does not."""
    told: list[Told] = []
    for rank, start, stop in taken:
        if rank >= len(pieces):
            return None
        one = index.same(" ".join(texts[start:stop]), pieces[rank].text)
        if one is None:
            return None
        told.append(Told(start, stop, pieces[rank].text, one))
    return tuple(told)


def left_out(lists: Iterable[tuple[Sequence[Piece], Collection[int]]]) -> tuple[str, ...] | None:
    """How a use names the items of lists that are left out; none where that would leave out others, too."""
    gone: list[Piece] = []
    kept: list[Piece] = []
    for pieces, ranks in lists:
        for rank, piece in enumerate(pieces):
            (kept if rank in ranks else gone).append(piece)
    names = tuple(piece.id or piece.text for piece in gone)
    return None if any(piece.id in names or piece.text in names for piece in kept) else names


def alike_texts(here: Sequence[str], there: Sequence[str]) -> float:
    """From 0 to 1: how much alike the texts are together; one only where they are the same to the letter."""
    if list(here) == list(there):
        return 1.0
    return min(alike_letters(" ".join(here), " ".join(there)), ALL_BUT_SAME)
