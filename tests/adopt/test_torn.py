"""Rows that a page's end has torn, and rows of two columns in one line: each word goes back to its own text."""

from __future__ import annotations

import pytest

from jdflow.adopt.duties.listed import MIXED
from jdflow.intake.paper_txt import read_txt
from jdflow.model.adopted import OwnDuty, Said
from tests.adopt.papers import lines, plain, understood, unplaced, word, words_in, words_out

BEFORE = "AMETIJUHEND\n1. ÜLDOSA\nAmetinimetus: Nõunik\n3. ÜLESANDED\nPõhiülesanded Oodatavad tulemused\n"
AFTER = "\n3.2 Aruannete koostamine.\n▪ Aruanne on esitatud.\n4. ÕIGUSED\n- saada abi\n5. VASTUTUS\n- vara eest"
WHOLE = (
    "Nõustamine ja juhtumite korraldamine",
    ["abi leidmine", "tõlke tagamine"],
    ["Kava on olemas.", "Abi jõuab kohale."],
)
REST: tuple[str, list[str], list[str]] = ("Aruannete koostamine.", [], ["Aruanne on esitatud."])


@pytest.mark.parametrize(
    "row",
    [
        # The heads of the next page stand among the parts, or within a result.
        (
            "3.1 Nõustamine ja juhtumite korraldamine, sh:\n▪ abi leidmine;\n▪ Kava on olemas.\n▪ Abi jõuab\n"
            "\fPõhiülesanded Oodatavad tulemused\n▪ tõlke tagamine.\nkohale."
        ),
        (
            "3.1 Nõustamine ja juhtumite korraldamine, sh:\n▪ abi leidmine;\n▪ tõlke tagamine.\n▪ Kava on olemas.\n"
            "▪ Abi\n\fPõhiülesanded\nOodatavad tulemused\njõuab kohale."
        ),
        # On the next page, the left column goes on before the right one.
        (
            "3.1 Nõustamine ja juhtumite ▪ Kava on\n\fkorraldamine, sh:\nolemas.\n▪ abi leidmine;\n"
            "▪ tõlke tagamine.\n▪ Abi jõuab kohale."
        ),
        # Both columns in one line, the first one of a page perhaps.
        (
            "Põhiülesanded Oodatavad tulemused\n3.1 Nõustamine ja juhtumite ▪ Kava on\nkorraldamine, sh: olemas.\n"
            "▪ abi leidmine;\n▪ tõlke tagamine.\n▪ Abi jõuab kohale."
        ),
        (
            "3.1 Nõustamine ja juhtumite | = Kava on\nkorraldamine, sh: olemas.\n= abi leidmine;\n= tõlke tagamine.\n"
            "= Abi jõuab kohale."
        ),
        (
            "3.1 Nõustamine ja juhtumite ▪ Kava on olemas.\nkorraldamine, sh:\n▪ abi leidmine;\n▪ Abi jõuab\n"
            "▪ tõlke tagamine. kohale."
        ),
    ],
)
def test_a_torn_row_is_whole_again(row: str) -> None:
    found = understood(read_txt(f"{BEFORE}{row}{AFTER}".encode()))
    assert plain(found.duties) == [WHOLE, REST]
    assert unplaced(found) == []


@pytest.mark.parametrize(
    "duty",
    [
        "Valla 2027. aasta eelarve koostamine.",
        "Töö asutustega (nt. koolid ja lasteaiad).",
        "Puhkuste (v.a. lapsehoolduspuhkus) arvestus.",
        "Kuni 30.06.2027. a. esitatud taotluste läbivaatamine.",
        "Trükiste, kaartide jpm. hoidmine.",
        "EL. määruse rakendamine.",
        "Punktides 3.1. ja 3.2. nimetatud töö jaotamine.",
        "Nt. kirjade, s.o. vastuste ja hilj. 3 päeva jooksul saadetud teadete koostamine.",
    ],
)
def test_a_number_or_an_abbreviation_within_a_duty_ends_no_sentence(duty: str) -> None:
    row = f"3.1 {duty}\n▪ Eelarve on kinnitatud"
    found = understood(read_txt(f"{BEFORE}{row}{AFTER}".encode()))
    assert plain(found.duties) == [(duty, [], ["Eelarve on kinnitatud"]), REST]


def test_what_a_full_stop_within_a_line_gives_to_a_result_is_doubted() -> None:
    row = "3.1 Teabe jagamine. ja seda hoitakse.\n▪ Teave on leitav"
    found = understood(read_txt(f"{BEFORE}{row}{AFTER}".encode()))
    assert plain(found.duties) == [("Teabe jagamine.", [], ["Teave on leitav ja seda hoitakse."]), REST]
    (result,) = found.duties[0].results if isinstance(found.duties[0], OwnDuty) else ()
    assert isinstance(result, Said)
    assert result.notes


def test_a_number_alone_between_two_columns_is_no_result() -> None:
    rows = (
        "Jrk Tööülesanne                                       Soovitud tulemus\n"
        "1,   Maksukontrollide kavandamine ja juhtimine,            • Kontrollid on lõpetatud kavandatud ajaga.\n"
        "     sh:                              3.2.                  • Maksuotsused on kohtumenetluses püsima\n"
        "                                                             jäänud.\n"
        "          • menetlusplaani koostamine;\n"
    )
    paper = read_txt(f"AMETIJUHEND\nI ÜLDOSA\nAmetinimetus: Nõunik\nIII TÖÖÜLESANDED\n{rows}".encode())
    assert words_in(paper) == words_out(understood(paper))


def test_where_no_full_stop_tells_whose_words_they_are_nothing_is_moved() -> None:
    row = "3.1 Nõustamine ja juhtumite ▪ Kava on\nkorraldamine linnas olemas ja\nning vallas. kinnitatud."
    found = understood(read_txt(f"{BEFORE}{row}{AFTER}".encode()))
    assert [plain(duty)[0] for duty in found.duties] == ["Nõustamine ja juhtumite", REST[0]]  # type: ignore[index]


def test_a_label_of_results_below_each_duty_is_no_head_of_a_page() -> None:
    row = "3.1 Nõustamine.\nOodatavad tulemused:\n▪ Kava on olemas."
    found = understood(read_txt(f"{BEFORE}{row}{AFTER}".encode()))
    assert plain(found.duties[0]) == ("Nõustamine.", [], ["Kava on olemas."])


def test_a_last_word_that_is_like_a_head_stays_a_word() -> None:
    row = "3.1 Nõustamine.\n▪ Nõu vastab nende\nülesannetele.\n▪ Kava on olemas."
    found = understood(read_txt(f"{BEFORE}{row}{AFTER}".encode()))
    assert plain(found.duties[0]) == ("Nõustamine.", [], ["Nõu vastab nende ülesannetele.", "Kava on olemas."])


def test_parts_with_numbers_of_their_own_go_on_on_the_next_page() -> None:
    text = (
        "# AMETIJUHEND\n1. ÜLDOSA\nAmetinimetus: Nõunik\n3. ÜLESANDED\n| Ülesanded | Tulemused\n"
        "| 3.1. Nõustamine ja juhtumite korraldamine, sh: | - Kava on olemas. // - Abi jõuab\n"
        "| 3.1.1. abi leidmine; // 3.1.2. tõlke tagamine. | kohale.\n"
        "| 3.2. Aruannete koostamine. | - Aruanne on esitatud.\n4. ÕIGUSED\n- saada abi\n5. VASTUTUS\n- vara eest"
    )
    assert plain(understood(word(text)).duties) == [WHOLE, REST]


@pytest.mark.parametrize(
    "row",
    [
        # The bullets of parts and results are lost, or those of the results alone.
        "abi leidmine;\ntõlke tagamine.\nKava on olemas.\nAbi jõuab\nkohale.",
        "- abi leidmine;\n- tõlke\ntagamine.\nKava on olemas.\nAbi jõuab kohale.",
    ],
)
def test_parts_and_results_without_bullets_are_told_by_their_first_letters(row: str) -> None:
    duty = "3.1 Nõustamine ja juhtumite korraldamine, sh:"
    found = understood(read_txt(f"{BEFORE}{duty}\n{row}{AFTER}".encode()))
    assert plain(found.duties) == [WHOLE, REST]


def test_a_head_behind_parts_is_no_item() -> None:
    row = "3.1 Nõustamine ja juhtumite korraldamine, sh:\n- abi leidmine;\n- tõlke tagamine.\nTulemused:\n"
    found = understood(read_txt(f"{BEFORE}{row}- Kava on olemas.\n- Abi jõuab kohale.{AFTER}".encode()))
    assert plain(found.duties) == [WHOLE, REST]


def test_a_column_of_numbers_may_be_one_with_the_duties_on_the_next_page() -> None:
    text = (
        "# AMETIJUHEND\n1. ÜLDOSA\nAmetinimetus: Nõunik\n3. ÜLESANDED\n| Nr | Ülesanded | Tulemused\n"
        "| 3.1. | Nõustamine ja juhtumite korraldamine, sh: // - abi leidmine; // - tõlke tagamine. |"
        " - Kava on olemas. // - Abi jõuab kohale.\n\n| 3.2. Aruannete koostamine. | - Aruanne on esitatud.\n"
        "4. ÕIGUSED\n- saada abi\n5. VASTUTUS\n- vara eest"
    )
    assert plain(understood(word(text)).duties) == [WHOLE, REST]


def test_numbers_and_labels_that_were_read_before_all_texts_are_none_of_these() -> None:
    text = (
        "AMETIJUHEND\nAmetinimetus: Arhivaar\n3. KOHUSTUSED\n3.1\nOodatavad tulemused\n\n3.2\nOodatavad tulemused\n\n"
        "Kogude hoid.\n- Kogud on alles.\n\nUurijate nõustamine, sh:\n- kirjalik;\n- suuline.\n- Nõu on antud.\n"
        "4. ÕIGUSED\n- saada abi"
    )
    found = understood(lines(text))
    assert plain(found.duties) == [
        ("Kogude hoid.", [], ["Kogud on alles."]),
        ("Uurijate nõustamine", ["kirjalik", "suuline"], ["Nõu on antud."]),
    ]
    bare = understood(lines(text.replace("\n- ", "\n")))
    assert not bare.duties
    assert "Kogude hoid." in " ".join(unplaced(bare))


def test_a_duty_and_its_first_result_read_in_one_line_are_doubted() -> None:
    row = "3.1 Nõustamine ja ▪ Abi on kohale\njuhtumite korraldamine jõudnud kiiresti\n▪ Kava on olemas.\n"
    [duty, other] = understood(lines(f"{BEFORE}{row}{AFTER}")).duties
    assert isinstance(duty, OwnDuty)
    assert isinstance(other, OwnDuty)
    first, second = duty.results
    assert isinstance(first, Said)
    assert isinstance(second, Said)
    assert (duty.duty.notes, first.notes, second.notes) == ((MIXED,), (MIXED,), ())
    assert (max(duty.duty.sure, first.sure) < second.sure, other.duty.notes) == (True, ())


def test_a_duty_in_whose_words_a_result_begins_is_doubted() -> None:
    row = "3.1 Nõustamine ja juhtumite Abi on kohale jõudnud\nkorraldamine. kiiresti\n"
    duties = understood(lines(f"{BEFORE}{row}{AFTER}")).duties
    assert [duty.duty.notes for duty in duties if isinstance(duty, OwnDuty)] == [(MIXED,), ()]
    named = "3.1 Nõustamine ja juhtumite korraldamine\nEesti ja KOV tasandil.\n"
    duties = understood(lines(f"{BEFORE}{named}{AFTER}")).duties
    assert [duty.duty.notes for duty in duties if isinstance(duty, OwnDuty)][1:] == [()]


def test_where_no_duty_ends_with_a_full_stop_none_is_doubted_for_it() -> None:
    text = f"{BEFORE}3.1 Nõustamine ▪ Abi on kohale\njõudnud.{AFTER}".replace("koostamine.", "koostamine")
    duties = understood(lines(text)).duties
    assert [duty.duty.notes for duty in duties if isinstance(duty, OwnDuty)] == [(), ()]


def test_a_result_that_a_line_ends_at_the_day_of_a_month_goes_on_behind_the_duty() -> None:
    text = (
        "AMETIJUHEND\nAmetinimetus: Arhivaar\n3. KOHUSTUSED\nPõhiülesanded Oodatavad tulemused\n"
        "3.1. Tunniplaani ja järeltööde ▪ Plaan on avaldatud hiljemalt 25.\najakava koostamine. augustiks.\n"
        "▪ Päev ei ole liiga pikk.\n3.2. Nõustamine. ▪ Nõu on antud.\n4. ÕIGUSED\n- saada abi"
    )
    assert plain(understood(lines(text)).duties) == [
        (
            "Tunniplaani ja järeltööde ajakava koostamine.",
            [],
            ["Plaan on avaldatud hiljemalt 25. augustiks.", "Päev ei ole liiga pikk."],
        ),
        ("Nõustamine.", [], ["Nõu on antud."]),
    ]
