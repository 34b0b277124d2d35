"""Tables of duties with more columns than two, and cells that are no lists."""

from __future__ import annotations

import pytest

from tests.adopt.papers import plain, understood, unplaced, word

BEFORE = "#AMETIJUHEND\n| Ametinimetus | Arhivaar\n| Struktuuriüksus | Kogude osakond\n#3. ÜLESANDED\n"
AFTER = "\n#ÕIGUSED\n- saada tööks vajalikku abi ja teavet\n#VASTUTUS\n- vara eest"


def duties(table: str) -> tuple[object, list[str]]:
    found = understood(word(f"{BEFORE}{table}{AFTER}"))
    return plain(found.duties), unplaced(found)


def test_how_results_are_measured_stands_with_them_and_asks_for_a_look() -> None:
    table = "| Ülesanne | Oodatav tulemus | Mõõdik\n| Nõustamine. | Nõu on antud. | Üheksa vastust kümnest.\n"
    found = understood(word(f"{BEFORE}{table}| Arvestus. | Arve on peetud. | Vigu pole.{AFTER}"))
    assert plain(found.duties) == [
        ("Nõustamine.", [], ["Nõu on antud.", "Üheksa vastust kümnest."]),
        ("Arvestus.", [], ["Arve on peetud.", "Vigu pole."]),
    ]
    assert [one.sure for one in found.duties[0].results] == [1.0, 0.6]  # type: ignore[union-attr]
    assert unplaced(found) == []


def test_a_row_that_a_page_has_cut_makes_no_group_of_the_rows_before() -> None:
    table = (
        "| Ülesanne | Tegevused | Tulemus\n| Nõustamine | kirjalik | Nõu on antud.\n"
        "| Arvestus | arvete | Arve on peetud.\n"
        "|  | maksmine | \n| Juhtimine | nõupidamised | Töö on tehtud."
    )
    assert duties(table) == (
        [
            ("Nõustamine", ["kirjalik"], ["Nõu on antud."]),
            ("Arvestus", ["arvete", "maksmine"], ["Arve on peetud."]),
            ("Juhtimine", ["nõupidamised"], ["Töö on tehtud."]),
        ],
        [],
    )


def test_without_bullets_each_sentence_of_a_cell_is_a_result() -> None:
    table = "| 3.1 Nõustamine. | Nõu on antud. Kiri on saadetud. // Abi on olemas.\n| 3.2 Arvestus. | Arve on peetud."
    assert duties(table) == (
        [
            ("Nõustamine.", [], ["Nõu on antud.", "Kiri on saadetud.", "Abi on olemas."]),
            ("Arvestus.", [], ["Arve on peetud."]),
        ],
        [],
    )


def test_a_field_that_a_duty_belongs_to_is_none_of_its_words() -> None:
    table = (
        "| Tegevusvaldkond | Ülesanne | Tulemus\n| Lugejad | Nõustamine. | Nõu on antud.\n| Kogud | Arvestus. | Tehtud."
    )
    assert duties(table) == (
        [("Nõustamine.", [], ["Nõu on antud."]), ("Arvestus.", [], ["Tehtud."])],
        ["Lugejad", "Kogud"],
    )


def test_a_row_with_a_title_alone_names_a_group() -> None:
    table = "| Töö lugejatega\n| 3.1 Nõustamine. | Nõu on antud.\n| Töö kogudega\n| 3.2 Arvestus. | Arve on peetud."
    assert duties(table) == (
        [("Nõustamine.", [], ["Nõu on antud."]), ("Arvestus.", [], ["Arve on peetud."])],
        ["Töö lugejatega", "Töö kogudega"],
    )


def test_bullets_in_the_only_cell_are_a_duty_each() -> None:
    table = "| Põhiülesanded | - Nõustamine // - Arvestus\n| Õigused | - saada tööks vajalikku abi ja teavet"
    found = understood(word(f"#AMETIJUHEND\n| Ametikoht | Arhivaar\n{table}\n| Vastutus | - vara eest"))
    assert plain(found.duties) == [("Nõustamine", [], []), ("Arvestus", [], [])]


@pytest.mark.parametrize(
    "table",
    [
        "| 3.1 | Kogude hoid.\n{}\n| 3.2 | Nõustamine, sh: // - suuline;\n{}",
        "| Ülesanne | Kogude hoid.\n{}| Ülesanne | Nõustamine, sh: // - suuline;\n{}",
    ],
)
def test_each_duty_may_have_a_table_or_rows_of_its_own_with_the_label_of_results_beside_them(table: str) -> None:
    results = ("- Kogud on alles. // - Hoidla on kuiv.", "- Nõu on antud.")
    rows = table.format(*(f"| Oodatavad tulemused | {cell}\n" for cell in results))
    found = understood(word(f"#AMETIJUHEND\n| Amet | Arhivaar\n#3. Ülesanded\n{rows}#4. Õigused\n- saada abi"))
    assert plain(found.duties) == [
        ("Kogude hoid.", [], ["Kogud on alles.", "Hoidla on kuiv."]),
        ("Nõustamine", ["suuline"], ["Nõu on antud."]),
    ]
