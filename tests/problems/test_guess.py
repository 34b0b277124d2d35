"""“Did you mean”: the known word that a mistyped one is nearest to."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.problems.guess import folded, nearest

KEYS = ("ametinimetus", "kehtiv_alates", "kehtiv_kuni", "õigused", "ülesanded", "töövahendid", "vahetu_juht")
WORDS = st.text(st.characters(max_codepoint=0x17F, categories=("L", "N")), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("oigused", "õigused"),
        ("Õigused", "õigused"),
        ("ÕIGUSED", "õigused"),
        (unicodedata.normalize("NFD", "õigused"), "õigused"),
        ("tövahendid", "töövahendid"),
        ("kehtiv alates", "kehtiv_alates"),
        ("kehtiv-alates", "kehtiv_alates"),
        ("kehtiv_alatse", "kehtiv_alates"),
        ("vahetu_juhtt", "vahetu_juht"),
        ("ametnimetus", "ametinimetus"),
        ("palk", None),
        ("a", None),
        ("", None),
        ("x" * 10_000, None),
    ],
)
def test_the_nearest_word_is_guessed_if_any_is_near(word: str, meant: str | None) -> None:
    assert nearest(word, KEYS) == meant


def test_the_order_of_the_known_words_does_not_matter() -> None:
    for known in (("aasta", "aastad"), ("aastad", "aasta")):
        assert nearest("aastat", known) == nearest("aastat", reversed(known))
    # Of words that a hurried typist would write alike, the first in order.
    assert nearest("too", ["töö", "tõo"]) == nearest("too", ["tõo", "töö"]) == "tõo"


def test_other_spellings_of_known_words() -> None:
    also = {"rights": "õigused", "unit": "struktuuriüksus"}
    assert nearest("Rights", KEYS, also) == "õigused"
    assert nearest("rihgts", KEYS, also) is None


def test_nothing_is_near_where_nothing_is_known() -> None:
    assert nearest("õigused", ()) is None


@given(st.lists(WORDS, min_size=1, max_size=8))
def test_a_known_word_is_nearest_to_itself(words: list[str]) -> None:
    for word in words:
        found = nearest(word, words)
        assert found is not None
        assert folded(found) == folded(word)


@given(WORDS)
def test_a_hurried_typist_is_understood(word: str) -> None:
    assert nearest(word.lower(), [word, "midagi muud"]) == word
    assert folded(folded(word)) == folded(word)
