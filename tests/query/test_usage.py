"""Which positions use a block, directly or through others."""

from __future__ import annotations

from jdflow.query.usage import reached

INNER = {
    "a": frozenset({"b", "c"}),
    "b": frozenset({"d"}),
    "c": frozenset({"a"}),
    "e": frozenset({"e"}),
}


def test_blocks_are_reached_through_others() -> None:
    assert reached("b", INNER) == {"d"}
    assert reached("d", INNER) == set()
    assert reached("puudub", INNER) == set()


def test_circles_come_to_an_end() -> None:
    assert reached("a", INNER) == {"a", "b", "c", "d"}
    assert reached("e", INNER) == {"e"}


def test_a_long_chain_is_no_matter() -> None:
    chain = {str(number): frozenset({str(number + 1)}) for number in range(10_000)}
    assert len(reached("0", chain)) == 10_000
