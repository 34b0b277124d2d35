"""Rows of duties that a page's end has cut: what goes on without a bullet goes to the column that was open."""

from __future__ import annotations

from functools import partial

import pytest

from jdflow.adopt.duties.listed import MIXED
from jdflow.intake.paper_txt import read_txt
from jdflow.model.adopted import OwnDuty, Said
from tests.adopt.papers import lines, plain, understood, unplaced
from tests.effort import effort

BEFORE = (
    "AMETIJUHEND\n1. ÜLDOSA\nAmetinimetus: Nõunik\n3. ÜLESANDED\nPõhiülesanded Oodatavad tulemused\n"
    "3.1. Kogude hoid, sh:\n- koristamine;\n- loendamine.\n- Kogud on alles.\n- Ruum on puhas.\n"
)
AFTER = "\n3.3. Aruannete koostamine.\n- Aruanne on esitatud.\n4. ÕIGUSED\n- saada abi\n5. VASTUTUS\n- vara eest"
HEADS = "\n\fPõhiülesanded Oodatavad tulemused\n"
PARTS = ["abi leidmine", "tõlke tagamine linna asutustes"]
RESULTS = ["Kava on olemas ja kinnitatud.", "Abi jõuab kohale."]
WHOLE = ("Nõustamine ja juhtumite korraldamine", PARTS, RESULTS)
PLAIN: tuple[str, list[str], list[str]] = ("Nõustamine ja juhtumite korraldamine.", [], RESULTS)


def _bare(text: str) -> str:
    return text.replace("\n- ", "\n")


@pytest.mark.parametrize(
    "row",
    [
        # A part is open, and results stand behind it.
        (
            f"3.2. Nõustamine ja juhtumite korraldamine, sh:\n- abi leidmine;\n- tõlke tagamine\n"
            f"- Kava on olemas ja\nkinnitatud.{HEADS}linna asutustes.\n- Abi jõuab kohale."
        ),
        (
            f"3.2. Nõustamine ja juhtumite korraldamine, sh:\n- abi\n- Kava on olemas ja\nkinnitatud.{HEADS}"
            "leidmine;\n- tõlke tagamine linna\nasutustes.\n- Abi jõuab kohale."
        ),
        # The duty's own words and a result are; numbers count the parts.
        (
            f"3.2. Nõustamine ja juhtumite ▪ Kava on olemas ja{HEADS}korraldamine,\nsh:\n3.2.1. abi leidmine;\n"
            "3.2.2. tõlke tagamine\nlinna asutustes;\nkinnitatud.\n- Abi jõuab kohale."
        ),
        # A part and a result are.
        (
            f"3.2. Nõustamine ja juhtumite korraldamine, sh:\n- abi leidmine;\n- tõlke tagamine\n"
            f"- Kava on olemas ja{HEADS}linna asutustes.\nkinnitatud.\n- Abi jõuab kohale."
        ),
    ],
)
def test_what_goes_on_behind_a_page_s_end_goes_to_the_column_that_was_open(row: str) -> None:
    found = understood(read_txt(f"{BEFORE}{row}{AFTER}".encode()))
    assert plain(found.duties[1]) == WHOLE
    assert unplaced(found) == []


@pytest.mark.parametrize(
    "row",
    [
        (
            f"3.2. Nõustamine ja juhtumite korraldamine, sh:\nabi leidmine;\nKava on olemas ja\nkinnitatud.\n"
            f"Abi jõuab kohale.{HEADS}tõlke tagamine\nlinna asutustes."
        ),
        (
            f"3.2. Nõustamine ja juhtumite korraldamine, sh:\nabi leidmine;\nKava on olemas ja{HEADS}tõlke tagamine\n"
            "linna asutustes.\nkinnitatud.\nAbi jõuab kohale."
        ),
        (
            f"3.2. Nõustamine ja juhtumite korraldamine, sh:\nabi leidmine;\nKava on olemas ja\nkinnitatud.{HEADS}"
            "tõlke tagamine\nlinna asutustes.\nAbi jõuab kohale."
        ),
        # The results alone have lost their bullets.
        (
            f"3.2. Nõustamine ja juhtumite korraldamine, sh:\n- abi leidmine;\n- tõlke tagamine\n"
            f"Kava on olemas ja\nkinnitatud.\nAbi jõuab kohale.{HEADS}linna asutustes."
        ),
    ],
)
def test_the_same_holds_where_bullets_are_lost(row: str) -> None:
    found = understood(read_txt(f"{_bare(BEFORE)}{row}{_bare(AFTER)}".encode()))
    assert plain(found.duties[1]) == WHOLE


@pytest.mark.parametrize(
    "row",
    [
        f"3.2. Nõustamine ja juhtumite Kava on olemas ja kinnitatud.{HEADS}korraldamine. Abi jõuab kohale.",
        f"3.2. Nõustamine ja juhtumite Kava on olemas ja{HEADS}korraldamine. kinnitatud.\nAbi jõuab\nkohale.",
        f"3.2. Nõustamine ja\njuhtumite\nKava on olemas\nja{HEADS}korraldamine.\nkinnitatud.\nAbi jõuab\nkohale.",
    ],
)
def test_a_result_that_begins_in_a_duty_which_a_page_s_end_cuts_is_doubted(row: str) -> None:
    found = understood(read_txt(f"{_bare(BEFORE)}{row}{_bare(AFTER)}".encode()))
    assert plain(found.duties[1]) == PLAIN
    assert _notes(found.duties[1]) == [(MIXED,), (MIXED,), ()]


def test_a_name_in_a_duty_that_a_page_s_end_cuts_begins_no_result() -> None:
    row = f"3.2. Nõustamine ja Eesti linnade{HEADS}juhtumite korraldamine.\nAbi jõuab kohale."
    found = understood(read_txt(f"{_bare(BEFORE)}{row}{_bare(AFTER)}".encode()))
    assert plain(found.duties[1]) == ("Nõustamine ja Eesti linnade juhtumite korraldamine.", [], ["Abi jõuab kohale."])


@pytest.mark.parametrize(
    "rest",
    [
        # One text goes on, though both are open; and both columns stand in each line.
        "korraldamine olemas.",
        "korraldamine linna olemas ja\nasutustes. kinnitatud.",
    ],
)
def test_where_a_page_s_end_has_cut_both_columns_and_nothing_parts_them_they_are_doubted(rest: str) -> None:
    row = f"3.2. Nõustamine ja juhtumite\n- Kava on{HEADS}{rest}\n- Abi jõuab kohale."
    found = understood(read_txt(f"{BEFORE}{row}{AFTER}".encode()))
    assert _notes(found.duties[1]) == [(MIXED,), (MIXED,), ()]


def test_columns_of_which_one_stands_above_the_other_are_parted_by_the_full_stop_and_doubted() -> None:
    row = (
        "3.2. Nõustamine ja juhtumite ▪ Kava on olemas\nkõigi alade\nkorraldamine.\nja kinnitatud.\n- Abi jõuab kohale."
    )
    duty = understood(lines(f"{BEFORE}{row}{AFTER}")).duties[1]
    assert plain(duty) == ("Nõustamine ja juhtumite kõigi alade korraldamine.", [], RESULTS)
    assert _notes(duty) == [(MIXED,), (MIXED,), ()]
    apart = row.replace(" ▪ Kava", "\n\n▪ Kava")
    duty = understood(lines(f"{BEFORE}{apart}{AFTER}")).duties[1]
    assert (plain(duty)[2], _notes(duty)) == (RESULTS, [(), (), ()])  # type: ignore[index]


def test_a_bullet_that_is_left_beside_a_duty_makes_the_other_results_no_part_of_the_first() -> None:
    row = "3.2. Nõustamine ja juhtumite ▪ Kava on olemas ja\nkorraldamine. kinnitatud.\nAbi jõuab\nkohale."
    found = understood(lines(f"{_bare(BEFORE)}{row}{_bare(AFTER)}"))
    assert plain(found.duties[1]) == PLAIN


@pytest.mark.parametrize("heads", [HEADS, "\n\f"])
@pytest.mark.parametrize(
    "row",
    [
        "3.2. Turu korraldamine.\n- Turg on avatud;\n- müüjad on{}kohal ja rahul;\n- Väljak on puhas.",
        "3.2. Turu korraldamine.\n- Turg on avatud;\n- müüjad on kohal ja{}rahul;\n- väljak on puhas.",
        "3.2. Turu\nkorraldamine.\n- Turg on avatud;\n- müüjad on{}kohal ja\nrahul;\n- väljak on\npuhas.",
    ],
)
def test_results_in_lower_case_behind_one_with_a_capital_stay_results_in_their_order(row: str, heads: str) -> None:
    found = understood(read_txt(f"{BEFORE}{row.format(heads)}{AFTER}".encode()))
    duty = found.duties[1]
    assert isinstance(duty, OwnDuty)
    # The last of a list keeps its full stop where it begins with a capital.
    results = [one.text.rstrip(".").lower() for one in duty.results if isinstance(one, Said)]
    assert (duty.parts, results) == ((), ["turg on avatud", "müüjad on kohal ja rahul", "väljak on puhas"])


def test_results_in_lower_case_stand_for_parts_no_more_than_the_first_ones_do() -> None:
    row = f"3.2. Turu korraldamine.\n- väljak on puhas;\n- Turg on{HEADS}avatud;\n- müüjad on rahul."
    found = understood(read_txt(f"{BEFORE}{row}{AFTER}".encode()))
    assert plain(found.duties[1]) == (
        "Turu korraldamine.",
        [],
        ["väljak on puhas", "Turg on avatud", "müüjad on rahul"],
    )


def test_an_open_part_with_a_capital_is_what_goes_on_and_is_doubted() -> None:
    row = f"3.2. Hoolekanne, sh:\n- nõustamine;\n- Peipsi valla\n- Abi on olemas.{HEADS}toetamine.\n- Vald on rahul."
    found = understood(read_txt(f"{BEFORE}{row}{AFTER}".encode()))
    duty = found.duties[1]
    assert plain(duty) == (
        "Hoolekanne",
        ["nõustamine"],
        ["Peipsi valla toetamine.", "Abi on olemas.", "Vald on rahul."],
    )
    assert _notes(duty) == [(MIXED,), (MIXED,), (), ()]


def test_what_names_but_says_nothing_goes_on_with_the_part_though_a_result_is_open_too() -> None:
    row = f"3.2. Hoolekanne, sh:\n- nõustamine;\n- laste\n- Abi on olemas ja{HEADS}toetamine.\n- Vald on rahul."
    duty = understood(read_txt(f"{BEFORE}{row}{AFTER}".encode())).duties[1]
    assert plain(duty) == ("Hoolekanne", ["nõustamine", "laste toetamine"], ["Abi on olemas ja", "Vald on rahul."])
    assert _notes(duty) == [(MIXED,), (MIXED,), ()]


def test_what_goes_on_where_nothing_was_open_is_doubted() -> None:
    row = f"3.2. Hoolekanne, sh:\n- nõustamine;\n- Abi on olemas.{HEADS}toetamine.\n- Vald on rahul."
    assert (MIXED,) in _notes(understood(read_txt(f"{BEFORE}{row}{AFTER}".encode())).duties[1])


@pytest.mark.parametrize(
    "words",
    [
        "Nõustamine ja Tööinspektsiooni ning kõigi nende perede abistamine, kes vajavad",
        "Nõustamine asutustes, mida Tööinspektsioon kontrollib või mille töö puudutab",
        "Nõustamine juhtudel, kui Tööinspektsioon annab",
    ],
)
def test_a_verb_of_a_clause_within_the_duty_is_none_of_a_result(words: str) -> None:
    row = f"3.2. {words}{HEADS}tuge või juhiseid.\n- Abi jõuab kohale."
    found = understood(read_txt(f"{BEFORE}{row}{AFTER}".encode()))
    assert plain(found.duties[1]) == (f"{words} tuge või juhiseid.", [], ["Abi jõuab kohale."])
    assert _notes(found.duties[1]) == [(), ()]


def test_a_result_that_has_a_clause_of_its_own_is_still_told_from_the_duty() -> None:
    row = f"3.2. Nõustamine ja juhtumite Kava, mille kinnitab vald, on olemas.{HEADS}korraldamine. Abi jõuab kohale."
    found = understood(read_txt(f"{_bare(BEFORE)}{row}{_bare(AFTER)}".encode()))
    results = ["Kava, mille kinnitab vald, on olemas.", "Abi jõuab kohale."]
    assert plain(found.duties[1]) == ("Nõustamine ja juhtumite korraldamine.", [], results)


@pytest.mark.parametrize("joining", ["ja", "ning", "ja/või", "kohal,"])
@pytest.mark.parametrize(("stop", "notes"), [(".", [(), (), ()]), ("", [(MIXED,), (MIXED,), ()])])
def test_a_result_that_ends_as_none_does_goes_on_and_is_doubted_where_its_duty_is_open(
    joining: str, stop: str, notes: list[object]
) -> None:
    row = f"3.2. Nõustamine asutustes{stop}\n- Abi on {joining}{HEADS}inimesed on rahul.\n- Vald on rahul."
    found = understood(read_txt(f"{BEFORE}{row}{AFTER}".encode()))
    results = [f"Abi on {joining} inimesed on rahul.", "Vald on rahul."]
    assert plain(found.duties[1]) == (f"Nõustamine asutustes{stop}", [], results)
    assert _notes(found.duties[1]) == notes


def _notes(duty: object) -> list[object]:
    assert isinstance(duty, OwnDuty)
    return [one.notes for one in (duty.duty, *duty.results) if isinstance(one, Said)]


@pytest.mark.parametrize("unit", ["sõna. ", "sõna ja\n\f", "sõna. ▪ Kava on\n", "sõna\n"])
def test_the_work_below_a_page_s_end_grows_with_the_length_alone(unit: str) -> None:
    def read(times: int) -> None:
        row = f"3.2. Nõustamine ja juhtumite ▪ Kava on{HEADS}{unit * times}\n"
        assert understood(read_txt(f"{BEFORE}{row}{AFTER}".encode())).duties

    assert effort(partial(read, 4000)) < 5 * effort(partial(read, 1000))
