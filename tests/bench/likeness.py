"""The rows of the table that are about texts that are alike: documents that come in, text that drifts apart."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING

from tests.bench.bench import cache_of
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
    """Whatever drifts apart in the whole content, which `check --strict` and drift tell; then with what was kept."""
    root = bench.corpus(bench.size)
    warm = bench.jdflow(root, "drift", "--format", "json")
    cold = warm._replace(before=partial(shutil.rmtree, cache_of(root), ignore_errors=True))
    first, again, load = side_by_side(bench.rounds_of_slow, cold, warm, bench.load(root))
    yield Line("drift, cold", bench.size, first, load, Target(5, since=_USUAL))
    yield Line("drift, warm", bench.size, again, load, Target(2, since=_USUAL))
