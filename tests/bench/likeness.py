"""The rows of the table that are about texts that are alike: documents that come in, text that drifts apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.measure import side_by_side
from tests.bench.report import Line, Target

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.bench.bench import Bench

_USUAL = 1000


def recognise(bench: Bench) -> Iterable[Line]:
    """One document beside five hundred shared blocks, and the same by comparing each text with each."""
    root = bench.corpus(bench.size)
    ways = {"ours": "jdflow", "all_pairs": "rapidfuzz, all pairs"}
    sides = (bench.peer(root, "recognise", way, ".", name=name, by_itself=True) for way, name in ways.items())
    own, other = side_by_side(bench.rounds, *sides)
    yield Line("a document beside 500 blocks", bench.size, own, other, Target(1))


def drift(bench: Bench) -> Iterable[Line]:
    """Whatever drifts apart in the whole content."""
    root = bench.corpus(bench.size)
    own, load = side_by_side(bench.rounds_of_slow, bench.jdflow(root, "drift", "--format", "json"), bench.load(root))
    yield Line("drift", bench.size, own, load, Target(4, since=_USUAL))
