"""Numbers with a bracket among duties: they count results or parts, never duties."""

from __future__ import annotations

import pytest

from tests.adopt.papers import lines, plain, understood, unplaced

FORM = "AMETIJUHEND\nAmetinimetus: Arhivaar\n3. ÜLESANDED\n{}4. ÕIGUSED\n- teha kaugtööd\n5. VASTUTUS\n- vara eest"
HEADS = "Ülesanded\n\nTulemused\n\n"


def of(text: str) -> object:
    found = understood(lines(FORM.format(text)))
    assert unplaced(found) == []
    return plain(found.duties)


@pytest.mark.parametrize(
    "text",
    [
        "1. Kogude hoid.\n1) Kogud on alles.\n2) Hoidla on kuiv.\n2. Uurijate nõustamine.\n1) Nõu on antud.\n",
        "1. Kogude 1) Kogud on alles.\nhoid.\n2) Hoidla on kuiv.\n2. Uurijate nõustamine. |1) Nõu on antud.\n",
        "1. Kogude hoid. | 1) Kogud on alles.\n2) Hoidla on kuiv.\n\n2. Uurijate 1) Nõu on antud.\nnõustamine.\n",
    ],
)
def test_they_count_the_results_of_each_duty(text: str) -> None:
    assert of(f"{HEADS}{text}") == [
        ("Kogude hoid.", [], ["Kogud on alles.", "Hoidla on kuiv."]),
        ("Uurijate nõustamine.", [], ["Nõu on antud."]),
    ]


def test_in_lower_case_they_count_parts() -> None:
    text = "1. Kogude hoid, sh:\n1) puhastamine;\n2) köitmine.\n2. Nõustamine, sh:\n1) kirjalik;\n2) suuline.\n"
    assert of(text) == [
        ("Kogude hoid", ["puhastamine", "köitmine"], []),
        ("Nõustamine", ["kirjalik", "suuline"], []),
    ]


def test_duties_that_all_have_a_bracket_stay_duties() -> None:
    assert of("1) Kogude hoid.\n2) Uurijate nõustamine.\n") == [
        ("Kogude hoid.", [], []),
        ("Uurijate nõustamine.", [], []),
    ]


def test_parts_with_the_number_of_the_last_row_go_on_below_the_table() -> None:
    gap = " " * 20
    text = (
        f"Ülesanded                     Tulemused\n1. Kogude hoid.{gap}Kogud on alles.\n"
        f"2. Nõustamine, sh:{gap[3:]}Nõu on antud.\n\n2.1. kirjalik;\n\n2.2. suuline.\n\n"
    )
    assert of(text) == [
        ("Kogude hoid.", [], ["Kogud on alles."]),
        ("Nõustamine", ["kirjalik", "suuline"], ["Nõu on antud."]),
    ]
