"""Lists side by side: the fewest moves, the same pairs each time, and an end however long they are."""

from __future__ import annotations

from itertools import cycle, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.query.pairing import MOST_PAIRS, Paired, Step, walk
from tests.effort import effort

WORDS = ["andmete", "korrastamine", "ja", "partnerite", "lepingu", "juhi", "korraldusel", "aruannete", "esitamine"]


@given(st.permutations(range(7)))
def test_as_many_lines_stay_as_can(order: list[int]) -> None:
    names = ["arhiiv", "eelarve", "koolitus", "leping", "nõustamine", "seire", "värbamine"]
    steps = list(walk([Paired(name) for name in names], [Paired(names[index]) for index in order]))
    assert [step.before for step in steps] == order
    longest = [1] * len(order)
    for here, number in enumerate(order):
        longest[here] += max((longest[there] for there in range(here) if order[there] < number), default=0)
    assert sum(not step.moved for step in steps) == max(longest)


def test_the_likest_are_one_wherever_they_stand() -> None:
    before = [Paired("Aruannete koostamine ja esitus"), Paired("Aruannete koostamine")]
    after = [Paired("Aruannete koostamine."), Paired("Aruannete koostamine ja esitamine vahetu juhile")]
    assert {step[:2] for step in walk(before, after)} == {(0, 1), (1, 0)}
    # The first one comes near, too, but the second one nearer.
    assert {step[:2] for step in walk(before, [Paired("Aruannete koostamised")])} == {(0, None), (1, 0)}


def lines(count: int, words: int, first: int) -> list[Paired]:
    """So many lines of so many words, none like the one beside it."""
    text = cycle(WORDS)
    return [
        Paired(f"{number * first} {' '.join(islice(text, number % 3, number % 3 + words))} {number + first}")
        for number in range(count)
    ]


@pytest.mark.parametrize(("count", "words"), [(500, 10), (500, 60), (500, 1000), (20_000, 3)])
def test_long_lists_are_not_compared_each_with_each(count: int, words: int) -> None:
    before, after = lines(count, words, 3), lines(count, words, 7)
    assert (count * count > MOST_PAIRS) == (count > 500)
    steps: list[Step] = []
    assert effort(lambda: steps.extend(walk(before, after))) < 10 * MOST_PAIRS
    assert sorted(step.before for step in steps if step.before is not None) == list(range(count))
    assert sorted(step.after for step in steps if step.after is not None) == list(range(count))
