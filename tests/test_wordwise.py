"""Texts word by word: exact whatever they hold, in phrases that a reader can follow."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.wordwise import MOST_CELLS, pieces, tokens
from tests.effort import effort

WORDS = st.sampled_from(
    ["ja", "on", "õigus", "Õigus", " ", "\u00a0", "  ", ",", ".", "–", "01.07.2021", "C1", "§ 5", "e\u0301"]
)
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=30).map("".join), st.lists(WORDS, max_size=30).map(" ".join))


def told(before: str, after: str) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[op].format(text) for op, text in pieces(before, after))


@given(TEXTS, TEXTS)
def test_the_pieces_give_either_text_exactly(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(text for op, text in found if op != "added") == before
    assert "".join(text for op, text in found if op != "removed") == after
    assert all(text for _, text in found)
    assert all((one, other) in ORDER for (one, _), (other, _) in pairwise(found))


# Of one change, what goes stands before what comes; pieces of one kind are one piece.
ORDER = {("same", "removed"), ("same", "added"), ("removed", "added"), ("removed", "same"), ("added", "same")}


@given(TEXTS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert pieces(text, text) == ([("same", text)] if text else [])
    assert "".join(tokens(text)) == text


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("teha tööd", "teha head tööd", "teha {+head +}tööd"),
        ("Andmed on, korras", "Andmed on korras.", "Andmed on[-,-] korras{+.+}"),
        ("alates 01.07.2021", "alates 01.08.2021", "alates [-01.07.2021-]{+01.08.2021+}"),
        ("tase C1 või", "tase C2 või", "tase [-C1-]{+C2+} või"),
        ("vähemalt 3 aastat", "vähemalt 5 kuud", "vähemalt [-3 aastat-]{+5 kuud+}"),
        ("täna õues", "täna õueski", "täna [-õues-]{+õueski+}"),
        ("ettepanek ja tähelepanek", "soovitus ja märkus", "[-ettepanek ja tähelepanek-]{+soovitus ja märkus+}"),
        ("Koostab aruande", "Esitab aruande juhile", "[-Koostab-]{+Esitab+} aruande{+ juhile+}"),
        ("koostamine ja esitamine", "koostamine, esitamine ja hoid", "koostamine[- ja-]{+,+} esitamine{+ ja hoid+}"),
        (
            "esitamiseks aruanded juhtkonnale",
            "hoidmiseks aruanded ministeeriumile",
            "[-esitamiseks-]{+hoidmiseks+} aruanded [-juhtkonnale-]{+ministeeriumile+}",
        ),
        ("", "uus", "{+uus+}"),
        ("vana", "", "[-vana-]"),
    ],
)
def test_changes_read_as_phrases(before: str, after: str, expected: str) -> None:
    assert told(before, after) == expected


def test_a_short_word_beside_a_shorter_change_stays() -> None:
    assert told("a, kes, b", "a kes b") == "a[-,-] kes[-,-] b"


@pytest.mark.parametrize("size", [2_000, 300_000])
def test_the_work_grows_with_the_words_alone(size: int) -> None:
    before, after = "alpha beta " * size, "beta gamma " * size
    assert (len(tokens(before)) * len(tokens(after)) > MOST_CELLS) == (size > 2_000)
    found: list[tuple[str, str]] = []
    assert effort(lambda: found.extend(pieces(before, after))) < 100 * size
    assert "".join(text for op, text in found if op != "removed") == after
