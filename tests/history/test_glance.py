"""A file at a glance: never another date than reading it gives."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.app.reading import Reading
from jdflow.history.glance import glance
from tests.support import BASE, OWN, Texts

DATED = f"kehtiv_alates: 2026-03-01\nüle_vaadatud: 2026-02-01 # kokku lepitud\n{BASE[OWN]}"


def read(text: str) -> tuple[date | None, date | None] | None:
    """The two dates as reading the whole file gives them."""
    position, _ = Reading(Texts(BASE | {OWN: text})).position("naidis")
    return None if position is None else (position.effective_from, position.reviewed_on)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_plain_file_is_seen_at_a_glance(ends: str) -> None:
    seen = glance(DATED.replace("\n", ends).encode())
    assert seen is not None
    assert (seen.effective_from, seen.reviewed_on) == (date(2026, 3, 1), date(2026, 2, 1))
    assert not seen.has_former_ids
    assert not seen.may_end


@pytest.mark.parametrize(
    "text",
    [
        DATED.replace("2026-03-01", "01.03.2026"),
        DATED.replace("2026-03-01", '"2026-03-01"'),
        DATED.replace("2026-03-01", "2026-02-30"),
        f"{DATED}kehtiv_alates: 2026-04-01\n",
        f"{DATED}'kehtiv_kuni': 2026-04-01\n",
        f"---\n{DATED}",
        f"{{kehtiv_alates: 2026-04-01}}\n{DATED}",
        f"<<<<<<< HEAD\n{DATED}",
        f"? kehtiv_alates\n: 2026-04-01\n{DATED}",
        DATED.replace("\n", "\r"),
        DATED.replace("\n", "\u2028"),
        f"\ufeff{DATED}",
        "kehtiv_alates:\n  2026-03-01\n",
    ],
)
def test_what_could_be_mistaken_is_left_to_reading(text: str) -> None:
    assert glance(text.encode()) is None


def test_a_file_that_holds_no_mapping_has_no_place() -> None:
    seen = glance(b"- loend\n")
    assert seen is None or seen.place is None


_PIECES = [
    "kehtiv_alates:",
    " 2026-03-01",
    "2026-04-01",
    "\n",
    "\r",
    " ",
    "#",
    "'",
    '"',
    "- ",
    "{",
    "}",
    "&a",
    "*a",
    "|",
    ">",
    "x",
]


@given(st.integers(0, len(DATED)), st.lists(st.sampled_from(_PIECES), min_size=1, max_size=4).map("".join))
def test_whatever_is_put_in_the_glance_agrees_with_reading(at: int, piece: str) -> None:
    text = DATED[:at] + piece + DATED[at:]
    seen, known = glance(text.encode()), read(text)
    if seen is not None and known is not None and known[0] is not None:
        assert seen.effective_from == known[0]
