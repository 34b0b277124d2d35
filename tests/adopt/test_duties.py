"""Duties: from tables and lists, each with exactly its own results."""

from __future__ import annotations

import pytest

from jdflow.language import Voice
from tests.adopt.papers import lines, plain, understood, unplaced, word

BEFORE = "#AMETIJUHEND\n| Ametinimetus | Arhivaar\n| Struktuuriüksus | Kogude osakond\n"
AFTER = "\n#ÕIGUSED\n- saada tööks vajalikku abi ja teavet\n#VASTUTUS\n- vara eest"
TEXT_BEFORE = "AMETIJUHEND\nAmetinimetus: Arhivaar\nStruktuuriüksus: Kogude osakond\n"
TEXT_AFTER = "\nÕIGUSED\n- saada tööks vajalikku abi ja teavet\nVASTUTUS\n- vara eest"


def of_word(table: str) -> tuple[object, list[str]]:
    found = understood(word(f"{BEFORE}#3. ÜLESANDED\n{table}{AFTER}"))
    return plain(found.duties), unplaced(found)


def of_text(text: str, heading: str = "3. ÜLESANDED") -> tuple[object, list[str]]:
    found = understood(lines(f"{TEXT_BEFORE}{heading}\n{text}{TEXT_AFTER}"))
    return plain(found.duties), unplaced(found)


TWO: list[tuple[str, list[str], list[str]]] = [
    ("Nõustamine.", [], ["Nõu on antud."]),
    ("Arvestus.", [], ["Arve on peetud.", "Aruanne on esitatud."]),
]


@pytest.mark.parametrize(
    "table",
    [
        (
            "| Põhiülesanded | Oodatavad tulemused\n| 3.1 Nõustamine. | - Nõu on antud.\n"
            "| 3.2 Arvestus. | - Arve on peetud. // - Aruanne on esitatud."
        ),
        # A column of numbers, no bullets.
        (
            "| Nr | Ülesanne | Tulemus\n| 1 | Nõustamine. | Nõu on antud.\n"
            "| 2 | Arvestus. | Arve on peetud. // Aruanne on esitatud."
        ),
        # One paragraph without bullets: its sentences.
        "| Nõustamine. | Nõu on antud.\n| Arvestus. | Arve on peetud. Aruanne on esitatud.",
        # The table goes on, on another page.
        (
            "| Ülesanded | Tulemused\n| 3.1 Nõustamine. | - Nõu on antud.\n| 3.2 Arvestus. | - Arve on peetud.\n\n"
            "| Ülesanded | Tulemused\n|  | - Aruanne on esitatud."
        ),
        # A head within the cell.
        (
            "| 3.1 Nõustamine. | Oodatavad tulemused: // Nõu on antud.\n"
            "| 3.2 Arvestus. | Tulemus: // - Arve on peetud. // - Aruanne on esitatud."
        ),
        # A column that is empty throughout, and one of numbers.
        (
            "| Põhiülesanne | Tegevused | Tulemus\n| 1. Nõustamine. |  | - Nõu on antud.\n"
            "| 2. Arvestus. |  | - Arve on peetud. // - Aruanne on esitatud."
        ),
        (
            "| Jrk nr | Tegevused | Nõutavad tulemused\n| 1 | Nõustamine. | Nõu on antud.\n"
            "| 2 | Arvestus. | Arve on peetud. // Aruanne on esitatud."
        ),
        # Duty and results in one cell.
        (
            "| 1. | **Nõustamine.** // Tulemused: // - Nõu on antud.\n"
            "| 2. | **Arvestus.** // Soovitud tulemus: Arve on peetud. Aruanne on esitatud."
        ),
        # Each in a row of its own, with its label.
        (
            "| Ülesanne | Nõustamine.\n| Tulemus | Nõu on antud.\n| Ülesanne | Arvestus.\n"
            "| Tulemus | Arve on peetud. Aruanne on esitatud."
        ),
    ],
)
def test_tables_of_all_shapes_say_the_same(table: str) -> None:
    assert of_word(table) == (TWO, [])


@pytest.mark.parametrize(
    "text",
    [
        "3.1 Nõustamine.\n- Nõu on antud.\n3.2 Arvestus.\n- Arve on peetud.\n- Aruanne on esitatud.",
        (
            "3.1. Nõustamine.\n\nOodatavad tulemused:\n- Nõu on antud.\n3.2. Arvestus.\nOodatavad tulemused:\n"
            "- Arve on peetud.\n- Aruanne on esitatud."
        ),
        "1. Nõustamine. Oodatav tulemus: Nõu on antud.\n2. Arvestus. Tulemused: Arve on peetud. Aruanne on esitatud.",
        "3,l Nõustamine.  \uf0a7 Nõu on antud.\n3,2 Arvestus.  \uf0a7 Arve on peetud.\n\uf0a7 Aruanne on\n\nesitatud.",
        "Nõustamine.\n• Nõu on antud.\n\nArvestus.\n• Arve on peetud.\n• Aruanne on esitatud.",
        # A number before its results, and the words of the duty behind them.
        "3.1\n• Nõu on antud.\n\nNõustamine.\n\n3.2\n• Arve on peetud.\n• Aruanne on esitatud.\n\nArvestus.",
        # All in one paragraph.
        "3.1 Nõustamine. Nõu on antud.\n3.2 Arvestus. Arve on peetud. Aruanne on esitatud.",
    ],
)
def test_lists_of_all_shapes_say_the_same(text: str) -> None:
    assert of_text(text, "3. ÜLESANDED JA OODATAVAD TULEMUSED") == (TWO, [])


def test_the_label_of_results_ends_a_duty_and_its_parts_wherever_it_stands() -> None:
    text = "3.1 Nõustamine, sh:\n- kirjalik;\n- suuline.\nTulemus: nõu on antud.\n3.2 Arvestus\nMõõdik: arve on peetud."
    assert of_text(text) == (
        [("Nõustamine", ["kirjalik", "suuline"], ["nõu on antud."]), ("Arvestus", [], ["arve on peetud."])],
        [],
    )
    assert of_text(
        "3.1 Nõustamine – tulemus: nõu on antud; kiri on saadetud\n3.2 Arvestus – tulemus: arve on peetud"
    ) == (
        [("Nõustamine", [], ["nõu on antud", "kiri on saadetud"]), ("Arvestus", [], ["arve on peetud"])],
        [],
    )


def test_what_has_results_of_its_own_below_a_number_is_a_duty_of_a_group() -> None:
    text = "3.1 Kogud\n3.1.1 Nõustamine.\nTulemus: Nõu on antud.\n3.1.2 Arvestus.\nTulemused:\n- Arve on peetud."
    wanted: list[object] = [("Nõustamine.", [], ["Nõu on antud."]), ("Arvestus.", [], ["Arve on peetud."])]
    assert of_text(text) == (wanted, ["3.1 Kogud"])
    assert of_text("3.1 Arvestus\n3.1.1 Peab arvet.\n3.1.2 Maksab arveid.\nTulemus: Arve on peetud.") == (
        [("Arvestus", ["Peab arvet.", "Maksab arveid."], ["Arve on peetud."])],
        [],
    )


def test_numbers_that_say_what_is_are_results() -> None:
    text = "3.1 Nõustamine\n3.1.1 Nõu on antud.\n3.1.2 Lugejad teavad vastust.\n3.2 Arvestus\n3.2.1 Arve on peetud."
    assert of_text(text) == (
        [("Nõustamine", [], ["Nõu on antud.", "Lugejad teavad vastust."]), ("Arvestus", [], ["Arve on peetud."])],
        [],
    )


def test_results_below_all_duties_belong_to_them_only_where_their_number_is_the_same() -> None:
    text = "3.1 Nõustamine.\n3.2 Arvestus.\nOodatavad tulemused\nNõu on antud.\nArve on peetud."
    assert of_text(text) == ([("Nõustamine.", [], ["Nõu on antud."]), ("Arvestus.", [], ["Arve on peetud."])], [])
    assert of_text(f"{text}\nAruanne on esitatud.") == (
        [("Nõustamine.", [], []), ("Arvestus.", [], [])],
        ["Nõu on antud.", "Arve on peetud.", "Aruanne on esitatud."],
    )


def test_several_duties_in_a_cell_have_their_results_by_number() -> None:
    table = "| 3.1 Nõustamine. // 3.2 Arvestus. | 3.2 Arve on peetud. // 3.1 Nõu on antud."
    assert of_word(table) == (
        [("Nõustamine.", [], ["Nõu on antud."]), ("Arvestus.", [], ["Arve on peetud."])],
        [],
    )
    duties, lost = of_word("| 3.1 Nõustamine. // 3.2 Arvestus. | - Nõu on antud. // - Arve on peetud.")
    assert duties == [("Nõustamine.", [], []), ("Arvestus.", [], [])]
    assert lost == ["Nõu on antud.", "Arve on peetud."]


@pytest.mark.parametrize("lead", [", sh:", " sh:", ", sealhulgas:", ":"])
def test_parts_stand_below_the_words_that_lead_to_them(lead: str) -> None:
    wanted = [("Nõustamine", ["kirjalik", "suuline"], ["Nõu on antud."])]
    assert of_word(f"| 3.1 Nõustamine{lead} // - kirjalik; // - suuline. | - Nõu on antud.") == (wanted, [])
    text = f"3.1 Nõustamine{lead}\n- kirjalik,\n- suuline\n- Nõu on antud."
    assert of_text(text, "3. ÜLESANDED JA OODATAVAD TULEMUSED") == (wanted, [])


def test_what_includes_something_in_the_sentence_has_no_parts() -> None:
    assert of_word("| 3.1 Arvamuste andmine, sh eelnõude kohta. | - Arvamus on antud.") == (
        [("Arvamuste andmine, sh eelnõude kohta.", [], ["Arvamus on antud."])],
        [],
    )


def test_numbers_below_a_duty_are_its_parts() -> None:
    assert of_text("3.1 Nõustamine\n3.1.1 annab nõu;\n3.1.2 juhendab.\n3.2 Arvestus\n3.2.1 peab arvet.") == (
        [("Nõustamine", ["annab nõu", "juhendab"], []), ("Arvestus", ["peab arvet"], [])],
        [],
    )


def test_a_row_that_a_page_has_cut_goes_on_in_the_middle_of_its_sentences() -> None:
    table = (
        "| 3.1 Nõustamine ja | - Nõu on antud. // Vastus on saadetud\n| abistamine. | õigel ajal. // - Abi on antud.\n"
        "| 3.2 Arvestus, sh: // - arvete | - Arve on peetud.\n| maksmine // - aruanded\n| 3.3 Muu. | - Tehtud."
    )
    assert of_word(table) == (
        [
            ("Nõustamine ja abistamine.", [], ["Nõu on antud.", "Vastus on saadetud õigel ajal.", "Abi on antud."]),
            ("Arvestus", ["arvete maksmine", "aruanded"], ["Arve on peetud."]),
            ("Muu.", [], ["Tehtud."]),
        ],
        [],
    )


def test_a_bullet_keeps_its_two_sentences_together() -> None:
    duties, _ = of_word("| 3.1 Nõustamine. | - Nõu on antud. Abi on olemas. // - Kiri on saadetud.")
    assert duties == [("Nõustamine.", [], ["Nõu on antud. Abi on olemas.", "Kiri on saadetud."])]


def test_sentences_end_neither_at_abbreviations_nor_at_numbers() -> None:
    duties, _ = of_word(
        "| 3.1 Kiri. | Kiri nr. 5 lk. 3, nt. A. Veere oma, jm. Vajalik on saadetud 2. klassile. Ja muu. Veel."
    )
    assert duties == [
        ("Kiri.", [], ["Kiri nr. 5 lk. 3, nt. A. Veere oma, jm. Vajalik on saadetud 2. klassile.", "Ja muu.", "Veel."])
    ]


def test_a_third_column_is_not_placed() -> None:
    table = (
        "| Ülesanne | Tulemus | Osakaal\n| Nõustamine. | Nõu on antud. | kuni pool\n| Arvestus. | Arve on peetud. | muu"
    )
    found = understood(word(f"{BEFORE}#3. ÜLESANDED\n{table}{AFTER}"))
    assert plain(found.duties) == [("Nõustamine.", [], ["Nõu on antud."]), ("Arvestus.", [], ["Arve on peetud."])]
    assert unplaced(found) == ["Osakaal", "kuni pool", "muu"]
    voice = Voice("en")
    assert [[voice(note) for note in one.notes] for one in found.unplaced] == [
        [],
        ["It stands beside the duty “Nõustamine.”."],
        ["It stands beside the duty “Arvestus.”."],
    ]


def test_a_column_between_duties_and_results_holds_the_parts() -> None:
    table = (
        "| Valdkond | Tegevused | Tulemus\n| Nõustamine | - kirjalik // - suuline | Nõu on antud.\n"
        "| Arvestus | arvete maksmine | Arve on peetud."
    )
    assert of_word(table) == (
        [
            ("Nõustamine", ["kirjalik", "suuline"], ["Nõu on antud."]),
            ("Arvestus", ["arvete maksmine"], ["Arve on peetud."]),
        ],
        [],
    )


def test_a_cell_over_several_duties_names_none_of_them() -> None:
    table = "| Valdkond | Ülesanne | Tulemus\n| Lugejad | Nõustamine. | Nõu on antud.\n|  | Arvestus. | Arve on peetud."
    assert of_word(table) == (
        [("Nõustamine.", [], ["Nõu on antud."]), ("Arvestus.", [], ["Arve on peetud."])],
        ["Lugejad"],
    )


def test_a_row_of_heads_that_is_not_known_is_no_duty() -> None:
    table = "| Mida teeb | Milleks\n| 3.1 Nõustamine. | Nõu on antud.\n| 3.2 Arvestus. | Arve on peetud."
    assert of_word(table) == (
        [("Nõustamine.", [], ["Nõu on antud."]), ("Arvestus.", [], ["Arve on peetud."])],
        ["Mida teeb", "Milleks"],
    )


def test_duties_may_be_bullets_and_have_no_results() -> None:
    assert of_text("Arhivaar täidab järgmisi ülesandeid:\n- nõustab lugejaid;\n- peab arvet.") == (
        [("nõustab lugejaid", [], []), ("peab arvet", [], [])],
        [],
    )
    assert of_word("#Kogud\n- Hoiab kogusid.\n- Peab arvet.\n#Lugejad\n- Annab nõu.") == (
        [("Kogud", ["Hoiab kogusid.", "Peab arvet."], []), ("Lugejad", ["Annab nõu."], [])],
        [],
    )


def test_results_without_a_duty_are_not_given_to_another() -> None:
    assert of_word("|  | - Nõu on antud.\n| 3.2 Arvestus. | - Arve on peetud.") == (
        [("Arvestus.", [], ["Arve on peetud."])],
        ["Nõu on antud."],
    )


def test_what_was_put_together_by_order_alone_is_less_sure() -> None:
    found = understood(
        lines(f"{TEXT_BEFORE}ÜLESANDED\n1. Nõustamine.\n2. Arvestus.\nTulemused\nNõu.\nArve.{TEXT_AFTER}")
    )
    sures = [result.sure for duty in found.duties for result in duty.results]  # type: ignore[union-attr]
    assert sures == [0.6, 0.6]


def test_lines_that_were_read_across_columns_are_doubted() -> None:
    text = "3.1 Juhendite\n• Juhendid on õiged ning\nkoostamine\nkasutajale arusaadavad. teabe hoidmine."
    found = understood(lines(f"{TEXT_BEFORE}ÜLESANDED JA OODATAVAD TULEMUSED\n{text}{TEXT_AFTER}"))
    [duty] = found.duties
    assert [result.sure for result in duty.results] == [0.6]  # type: ignore[union-attr]


def test_two_columns_read_one_cell_after_another_are_told_apart_by_their_verbs() -> None:
    found = understood(
        lines(
            "AMETIJUHEND\nAmetinimetus: Õppealajuhataja\nTÖÖÜLESANDED\n\nÜlesanne\n\nTulemus\n\n"
            "Tunniplaani koostamine ja õpetajate\nasendamise korraldamine.\n\n"
            "Tunniplaan vastab tervisekaitse nõuetele.\nAsendused on korraldatud.\n\n"
            "Kooli õppekava arendamise juhtimine.\n\nÕppekava on uuendatud enne õppeaasta algust.\n\n"
            "ÕIGUSED\n- teha kaugtööd"
        )
    )
    assert plain(found.duties) == [
        (
            "Tunniplaani koostamine ja õpetajate asendamise korraldamine.",
            [],
            ["Tunniplaan vastab tervisekaitse nõuetele.", "Asendused on korraldatud."],
        ),
        ("Kooli õppekava arendamise juhtimine.", [], ["Õppekava on uuendatud enne õppeaasta algust."]),
    ]
    assert unplaced(found) == []


def test_sentences_that_go_on_below_the_label_of_results_are_one_each() -> None:
    text = "3.1. Valve.\nTulemus: Hoone on valvatud.\nKüllus on külastatud. Puuduste korral on\nabi korraldatud."
    assert of_text(text, "3. ÜLESANDED JA TULEMUSED") == (
        [("Valve.", [], ["Hoone on valvatud.", "Küllus on külastatud.", "Puuduste korral on abi korraldatud."])],
        [],
    )


def test_subheadings_are_no_duties_but_what_stands_below_them_is() -> None:
    text = "3.1 Põhiülesanded\n3.1.1 Nõustamine.\n3.2 Muu töö\n3.2.1 Arvestus."
    assert of_text(text) == ([("Nõustamine.", [], []), ("Arvestus.", [], [])], ["3.2 Muu töö"])


def test_duties_without_numbers_have_the_results_whose_label_follows_them() -> None:
    text = "Nõustamine.\nTulemus: Nõu on antud.\nArvestus.\nTulemused:\n- Arve on peetud.\n- Aruanne on esitatud."
    assert of_text(text) == (TWO, [])
