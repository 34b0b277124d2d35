"""Lines joined to paragraphs, words that were divided made whole."""

from __future__ import annotations

import pytest

from jdflow.adopt.bits.clean import Cleaned
from jdflow.adopt.bits.flow import flow
from jdflow.model.paper import Paper, Para, Spot
from tests.adopt.papers import lines, word


def joined(text: str) -> list[str]:
    return [bit.text for bit in flow(Cleaned(lines(text)).bits)]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("arendustegevuste käivi-\ntamine", "arendustegevuste käivitamine"),
        ("IT-\nlahenduste", "IT-lahenduste"),
        ("e-\nplatvormide", "e-platvormide"),
        ("Lääne-\nEesti", "Lääne-Eesti"),
        ("katseaja-, aasta-\n\nja üks ühele vestlused", "katseaja-, aasta- ja üks ühele vestlused"),
        ("ennetus-,\narendus- ning", "ennetus-, arendus- ning"),
        ("käi¬\ntamine", "käitamine"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line(text: str, whole: str) -> None:
    assert joined(text) == [whole]


def test_what_goes_on_in_lower_case_is_joined_over_blank_lines_and_pages() -> None:
    assert joined("Nõustamine ja\n\nabi\nkõigile.") == ["Nõustamine ja abi kõigile."]
    pages = Paper(
        "txt", tuple(Para(text, Spot(at, at), is_whole=False) for at, text in enumerate(("Nõu ja", "abi."), 1))
    )
    assert [bit.text for bit in flow(Cleaned(pages).bits)] == ["Nõu ja abi."]


def test_a_line_of_a_bullet_goes_on_with_a_capital_but_not_over_a_blank_line() -> None:
    assert joined("• Töö on tehtud.\nAruanne on esitatud.\n\nUus lõik.") == [
        "Töö on tehtud. Aruanne on esitatud.",
        "Uus lõik.",
    ]


def test_sentences_that_begin_a_line_are_paragraphs() -> None:
    assert joined("Eesti keel C1.\nInglise keel B2.") == ["Eesti keel C1.", "Inglise keel B2."]


def test_a_name_goes_on_in_a_full_line_only() -> None:
    full = "Esindada ametit kõigil kohtumistel ja koolitustel, mida korraldab Euroopa Liidu"
    assert joined(f"{full}\nNõukogu ja komisjon.") == [f"{full} Nõukogu ja komisjon."]
    assert joined(f"{full}\nkomisjon.\nKoordinaator\nJuhataja") == [f"{full} komisjon.", "Koordinaator", "Juhataja"]


def test_items_whose_bullets_are_lost_stay_apart() -> None:
    assert joined("saada teavet;\nteha ettepanekuid.\nosaleda koolitustel") == [
        "saada teavet;",
        "teha ettepanekuid.",
        "osaleda koolitustel",
    ]
    assert joined("vara hoidmise eest\nandmete kaitsmise eest") == ["vara hoidmise eest", "andmete kaitsmise eest"]
    assert joined("saada teavet\n\nteha ettepanekuid") == ["saada teavet", "teha ettepanekuid"]
    assert joined("vara hoidmise eest\nja korras hoidmise eest") == ["vara hoidmise eest ja korras hoidmise eest"]


def test_items_with_capitals_whose_bullets_are_lost_stay_apart() -> None:
    rights = ["Saada teistelt üksustelt oma tööks vajalikku teavet", "Osaleda koolitustel", "Teha ettepanekuid"]
    assert joined("\n".join(rights)) == rights
    duties = ["Talle antud vara korrashoiu ja säilimise eest", "Andmete kaitsmise eest"]
    assert joined("\n".join(duties)) == duties
    assert joined("Osaleda kõigil ameti korraldatud koolitustel ja\nEesti ametnike kokkutulekutel") == [
        "Osaleda kõigil ameti korraldatud koolitustel ja Eesti ametnike kokkutulekutel"
    ]


def test_a_capital_below_a_short_item_in_lower_case_begins_something_else() -> None:
    full = "andmete edastamise eest kõigile, kellega amet koostööd teeb, sealhulgas"
    assert joined(f"- {full}\nEuroopa Komisjonile\n- vara hoidmise eest\nKooskõlastatud") == [
        f"{full} Euroopa Komisjonile",
        "vara hoidmise eest",
        "Kooskõlastatud",
    ]


def test_whole_paragraphs_are_left_alone() -> None:
    assert [bit.text for bit in flow(Cleaned(word("Nõustamine ja\nabi andmine")).bits)] == [
        "Nõustamine ja",
        "abi andmine",
    ]


def test_the_review_clause_is_no_part_of_the_last_item() -> None:
    assert joined("• hea nime eest.\nAmetijuhend vaadatakse üle kord aastas.") == [
        "hea nime eest.",
        "Ametijuhend vaadatakse üle kord aastas.",
    ]
