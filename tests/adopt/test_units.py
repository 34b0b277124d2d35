"""The unit that a document names, and the units that have to be added for it."""

from __future__ import annotations

import pytest

from jdflow.adopt.labels.units import is_unit, unit_of
from jdflow.adopt.names import Names, Unit
from jdflow.model.imported import NewUnit

NAMES = Names(
    units={
        "osakond": Unit("Kogude osakond", "kogude osakond"),
        "hoidla": Unit("Kogude osakond, talitus", "talitus", "osakond"),
        "muu": Unit("Muu osakond", "muu osakond"),
        "muu-talitus": Unit("Muu osakond, talitus", "talitus", "muu"),
    }
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Kogude osakond", "osakond"),
        ("KOGUDE OSAKOND", "osakond"),
        ("Kogude osakond, talitus", "hoidla"),
        ("Muu osakond, talitus", "muu-talitus"),
    ],
)
def test_units_that_are_there_are_found_below_those_above_them(text: str, key: str) -> None:
    assert unit_of(text, NAMES) == (key, ())


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("Kogude osakond, hoidlate talitus", [NewUnit("hoidlate-talitus", "hoidlate talitus", "osakond")]),
        (
            "IT-osakond; arendus",
            [NewUnit("it-osakond-arendus", "IT-osakond; arendus", None)],
        ),
        (
            "Uus osakond, uus talitus (KLAT, SRT)",
            [
                NewUnit("uus-osakond", "uus osakond", None),
                NewUnit("uus-talitus-klat-srt", "uus talitus (KLAT, SRT)", "uus-osakond"),
            ],
        ),
        ("SA Abi", [NewUnit("sa-abi", "SA Abi", None)]),
    ],
)
def test_others_are_added_from_the_top_down(text: str, new: list[NewUnit]) -> None:
    assert unit_of(text, NAMES) == (new[-1].key, tuple(new))


@pytest.mark.parametrize(
    "text",
    [
        *("Kogude osakond Ametikoht allub: Peavarahoidja", "Kogude osakond, uus talitus vahetu juht Kuraator"),
        *("Hoiab kogud korras. Vastutab nende eest", "1.2", "-", "https://naidis.ee/osakond", "| osakond |"),
        *("osakond " * 12, "o" * 200, "kehtiv alates 01.01.2024", "{{ yksus }}"),
    ],
)
def test_what_is_no_name_becomes_no_unit(text: str) -> None:
    assert unit_of(text, NAMES) == (None, ())


@pytest.mark.parametrize(
    "text", ["1. osakond", "Rakvere 2. arestimaja", "Kantselei", "Lasteaed „Päike“", "A & B talitus"]
)
def test_whatever_may_be_a_name_is_one(text: str) -> None:
    assert len(unit_of(text, NAMES)[1]) == 1


def test_a_key_that_another_unit_has_gets_that_of_the_unit_above() -> None:
    names = NAMES._replace(units={**NAMES.units, "hoidlate-talitus": Unit("Muu", "muu")})
    assert unit_of("Kogude osakond, hoidlate talitus", names) == (
        "osakond-hoidlate-talitus",
        (NewUnit("osakond-hoidlate-talitus", "hoidlate talitus", "osakond"),),
    )


@pytest.mark.parametrize("text", ["", ",", "💥"])
def test_of_what_is_no_name_nothing_is_made(text: str) -> None:
    assert unit_of(text, NAMES) == (None, ())


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Kogude osakond", True),
        ("Kogude osakond, hoidlate talitus", True),
        ("Piirkondlik politseijaoskond.", True),
        ("Nõunik Kogude osakond", False),
        ("Kogude osakond, juhataja", False),
        ("Kogude hoid", False),
    ],
)
def test_some_names_are_those_of_units_whatever_stands_around_them(text: str, *, is_one: bool) -> None:
    assert is_unit(text) is is_one
