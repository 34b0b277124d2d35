"""Rows of duties that the lines of a text, or a page's end, have cut: what goes on may begin with a capital."""

from __future__ import annotations

import pytest

from jdflow.intake.paper_txt import read_txt
from tests.adopt.papers import plain, understood, unplaced

TOP = "AMETIJUHEND\nAmetinimetus: Arhivaar\n3. TEENISTUSÜLESANDED\n"
END = "4. Õigused\n- teha kaugtööd"
OTHER: tuple[str, list[str], list[str]] = ("Kogude hoid.", [], ["Kogud on alles."])


def of_duties(rows: str) -> object:
    found = understood(read_txt(f"{TOP}{rows}{END}".encode()))
    assert unplaced(found) == []
    return plain(found.duties)


@pytest.mark.parametrize(
    "rows",
    [
        "3.1. Näituste korraldamine ja | Näitus on avatud ja\nTartu muuseumi nõustamine. | Muuseum on rahul.\n",
        "3.1. Näituste korraldamine | Näitus on avatud ja\nja | Muuseum\nTartu muuseumi nõustamine. | on rahul.\n",
        "3.1. Näituste korraldamine ja | Näitus on avatud ja Muuseum on rahul.\nTartu muuseumi nõustamine. |\n",
        "3.1. Näituste korraldamine ja Tartu | Näitus on avatud ja\nmuuseumi nõustamine. | Muuseum on rahul.\n",
    ],
)
def test_a_row_without_a_number_goes_on_with_what_is_open_above_it(rows: str) -> None:
    assert of_duties(f"Ülesanded | Tulemused\n{rows}3.2. Kogude hoid. | Kogud on alles.\n") == [
        ("Näituste korraldamine ja Tartu muuseumi nõustamine.", [], ["Näitus on avatud ja Muuseum on rahul."]),
        OTHER,
    ]


def test_so_it_does_where_texts_end_with_marks_and_these_have_none() -> None:
    rows = (
        "Ülesanded | Tulemused\n3.1. Nõu andmine muuseumidele koos | Nõu on jõudnud\n"
        "Tartu muuseumiga. | Tartusse.\n3.2. Kogude hoid. | Kogud on alles.\n"
    )
    assert of_duties(rows) == [
        ("Nõu andmine muuseumidele koos Tartu muuseumiga.", [], ["Nõu on jõudnud Tartusse."]),
        OTHER,
    ]


@pytest.mark.parametrize("mark", ["", "."])
def test_a_duty_without_a_number_is_one_where_nothing_tells_that_the_one_above_goes_on(mark: str) -> None:
    rows = (
        f"Ülesanded | Tulemused\n3.1. Kogude hoid{mark} | Kogud on alles{mark}\n"
        f"Muude tööde tegemine{mark} | Tööd on tehtud{mark}\n3.2. Näituste koostamine{mark} | Näitus on avatud{mark}\n"
    )
    found = understood(read_txt(f"{TOP}{rows}{END}".encode()))
    names = [f"{name}{mark}" for name in ("Kogude hoid", "Muude tööde tegemine", "Näituste koostamine")]
    assert [plain(duty)[0] for duty in found.duties] == names  # type: ignore[index]


def test_a_row_goes_on_below_a_page_s_end() -> None:
    rows = (
        "Ülesanded                          Tulemused\n"
        "3.1. Kogude hoid.                  Kogud on alles.\n"
        "3.2. Koostöö Tartu muuseumi ja     Koostöö toimib ja on\n"
        "\fPärnu raamatukogu töötajatega.     tulemuslik.\n"
        "3.3. Kogude hoid.                  Kogud on alles.\n"
    )
    assert of_duties(rows) == [
        OTHER,
        ("Koostöö Tartu muuseumi ja Pärnu raamatukogu töötajatega.", [], ["Koostöö toimib ja on tulemuslik."]),
        OTHER,
    ]


@pytest.mark.parametrize("joining", ["ja", "ning", "ja/või", "kohal,"])
def test_a_result_that_ends_as_none_does_goes_on_in_its_cell(joining: str) -> None:
    rows = (
        "     Ülesanded                         Tulemused\n"
        f"3.1. Koostöö korraldamine              Koostöö on {joining}\n"
        "     Tartu muuseumiga.                 Muuseum on rahul.\n"
        "3.2. Kogude hoid.                      Kogud on alles.\n"
    )
    assert of_duties(rows) == [
        ("Koostöö korraldamine Tartu muuseumiga.", [], [f"Koostöö on {joining} Muuseum on rahul."]),
        OTHER,
    ]


def test_commas_that_part_results_join_none() -> None:
    rows = (
        "     Ülesanded                         Tulemused\n"
        "3.1. Koostöö korraldamine              Koostöö toimib,\n"
        "     Tartu muuseumiga.                 Muuseum on rahul,\n"
        "                                       Teave on olemas.\n"
        "3.2. Kogude hoid.                      Kogud on alles.\n"
    )
    results = ["Koostöö toimib,", "Muuseum on rahul,", "Teave on olemas."]
    assert of_duties(rows) == [("Koostöö korraldamine Tartu muuseumiga.", [], results), OTHER]


def test_a_result_in_a_row_of_its_own_is_another_one() -> None:
    rows = "3.1. Kogude hoid. | Kogud on alles\n | Ruum on puhas.\n3.2. Kogude hoid. | Kogud on alles.\n"
    assert of_duties(f"Ülesanded | Tulemused\n{rows}") == [
        ("Kogude hoid.", [], ["Kogud on alles", "Ruum on puhas."]),
        OTHER,
    ]
