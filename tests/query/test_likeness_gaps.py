"""Sentences with gaps laid over texts: which values stand there."""

from __future__ import annotations

import pytest

from jdflow.query.likeness_gaps import CAPITAL_GAP, Fit, fit, gap_for, pattern, uncapital, united
from tests.effort import effort

NAMES = {"teema": 0, "koht": 1}


def fitted(block: str, text: str) -> Fit | None:
    """The fit of a block's text, in which parameters stand as <teema> or, with a capital, <Teema>."""
    for name, number in NAMES.items():
        mark = gap_for(number)
        block = block.replace(f"<{name}>", mark).replace(f"<{name.title()}>", CAPITAL_GAP + mark[1:])
    return fit(pattern(block), text, frozenset())


@pytest.mark.parametrize(
    ("block", "text", "values"),
    [
        ("Teabe jagamine <teema> kohta.", "Teabe jagamine projekti kohta.", {0: "projekti"}),
        ("Teabe jagamine <teema> kohta.", "Teabe jagamine uue teenuse kohta", {0: "uue teenuse"}),
        ("<Teema> kohta käiv teave.", "Projekti kohta käiv teave.", {0: "projekti"}),
        ("<Teema> kohta käiv teave.", "MARAC-i kohta käiv teave.", {0: "MARAC-i"}),
        ("Kogemus <teema> aastat <koht>.", "Kogemus kaks aastat riigi- ja linnas.", {0: "kaks", 1: "riigi- ja linnas"}),
        ("Teenus (<teema>) on kättesaadav", "teenus (abi, nõu) on kättesaadav.", {0: "abi, nõu"}),
        ("Teenuse „<teema>“ korraldamine", "Teenuse „Abi“ korraldamine", {0: "Abi"}),
        ("<Teema> arendamine ja <teema> hoidmine", "Abi arendamine ja abi hoidmine", {0: "abi"}),
        ("<Teema> arendamine ja <teema> hoidmine", "Tartu arendamine ja Tartu hoidmine", {0: "Tartu"}),
        ("hea <teema> arendamine, <Teema> ka", "hea abi arendamine, Abi ka", {0: "abi"}),
        ("teha <teema>-põhiseid ettepanekuid", "teha teenuse-põhiseid ettepanekuid", {0: "teenuse"}),
    ],
)  # fmt: skip
def test_a_value_is_what_stands_between_the_fixed_words(block: str, text: str, values: dict[int, str]) -> None:
    found = fitted(block, text)
    assert found is not None
    assert found.values == values


@pytest.mark.parametrize(
    ("block", "text"),
    [
        ("Teabe jagamine <teema> kohta.", "Teabe jagamine kohta."),
        ("Teabe jagamine <teema> kohta.", "Teabe kogumine projekti kohta."),
        ("Teabe jagamine <teema> kohta.", "Teabe jagamine projekti kohta ja muu."),
        ("Teabe jagamine <teema>", "Teabe jagamine projekti kohta. Ta teeb muud"),
        ("Teabe jagamine <teema>", "Teabe jagamine mitte projekti kohta"),
        ("Teabe jagamine <teema>", "Teabe jagamine projekti kohta; juhtimine"),
        ("Teabe jagamine <teema>", "Teabe jagamine " + "väga " * 30 + "tore"),
        ("<Teema> arendamine ja <teema> hoidmine", "Abi arendamine ja nõu hoidmine"),
        ("<teema>", "ükskõik mis"),
        ("on <teema>", "on ükskõik mis"),
        ("Hea <teema>s teadmine ja oskus", "Hea projektis teadmine ja oskus"),
        ("Hea <teema> <koht> teadmine ja oskus", "Hea projekti koha teadmine ja oskus"),
    ],
)
def test_where_it_is_not_clear_what_the_value_is_nothing_fits(block: str, text: str) -> None:
    assert fitted(block, text) is None


def test_slips_around_the_gaps_are_told() -> None:
    found = fitted("Teabe jagamine <teema> kohta käivas töös", "Teabe jagamine projekti kohta kaivas t66s")
    assert found is not None
    assert [slip.here for slip in found.slips] == ["kaivas", "t66s"]


def test_values_of_several_sentences_must_agree() -> None:
    one, other = Fit({0: "projekti"}, (), frozenset({0})), Fit({0: "Projekti", 1: "majas"}, ())
    both = united(one, other)
    assert both is not None
    assert both.values == {0: "Projekti", 1: "majas"}
    assert united(both, Fit({0: "projekti"}, ())) is None
    assert united(both, Fit({1: "aias"}, ())) is None
    turned = united(other, one)
    assert turned is not None
    assert turned.values == both.values


def test_a_capital_within_a_sentence_is_kept_where_it_is_an_abbreviation() -> None:
    assert [uncapital(text) for text in ("Projekti", "MARAC-i", "a", "")] == ["projekti", "MARAC-i", "a", ""]


def test_a_hostile_pattern_is_not_tried_in_every_way() -> None:
    block = " a ".join(["<teema>"] * 8) + " aaaaaaaaaa"
    text = "a " * 200 + "b aaaaaaaaaa"
    assert fitted(f"a {block}", text) is None
    assert effort(lambda: fitted(f"a {block}", text)) < 100_000
