"""Two columns that recognition of a picture read as one, line by line."""

from __future__ import annotations

import pytest

from jdflow.adopt.duties.listed import MIXED
from jdflow.model.adopted import OwnDuty, Said
from tests.adopt.papers import lines, plain, understood, unplaced

BEFORE = (
    "AMETIJUHEND\nAmetinimetus: Arhivaar\n3. KOHUSTUSED\nPõhiülesanded Oodatavad tulemused\n"
    "3.1. Kogude korrashoid ning {sign}Kogud on alles ja nende\nhoiuruumide puhtus. seisund on teada.\n"
    "3.2. Esemete vastuvõtmine ja {sign}Ese on kirjas hiljemalt kolme\nkirjeldamine. päeva jooksul.\n"
    "3.3. Näituste ettevalmistamine {sign}Näitus on avatud kokkulepitud\nkoos kuraatoriga. päeval ja kellaajal.\n"
)
AFTER = "3.5. Aruannete koostamine. {sign}Aruanne on esitatud.\n4. ÕIGUSED\n- saada abi\n"


def of_rows(row: str, sign: str = "▪ ") -> list[OwnDuty]:
    found = understood(lines(f"{BEFORE}{row}{AFTER}".format(sign=sign)))
    assert unplaced(found) == []
    duties = [duty for duty in found.duties if isinstance(duty, OwnDuty)]
    assert [plain(duty) for duty in duties[1:3]] == [
        ("Esemete vastuvõtmine ja kirjeldamine.", [], ["Ese on kirjas hiljemalt kolme päeva jooksul."]),
        ("Näituste ettevalmistamine koos kuraatoriga.", [], ["Näitus on avatud kokkulepitud päeval ja kellaajal."]),
    ]
    return duties


def notes(duty: OwnDuty) -> list[object]:
    return [one.notes for one in (duty.duty, *duty.results) if isinstance(one, Said)]


@pytest.mark.parametrize(
    "row",
    [
        # The result ends in the second line, the duty beside the next result or before the result's last words.
        (
            "3.4. Uurijate ja külastajate {sign}Küsija on saanud vastuse\n"
            "nõustamine ning abistamine kolmekümne päeva jooksul.\n"
            "lugemissaalis. {sign}Saal on vaikne.\n"
        ),
        (
            "3.4. Uurijate ja külastajate {sign}Küsija on saanud vastuse\n"
            "nõustamine ning abistamine kolmekümne päeva jooksul\n"
            "lugemissaalis. ja selle eest tänanud.\n{sign}Saal on vaikne.\n"
        ),
        # The ruled line was read as well.
        (
            "3.4. Uurijate ja külastajate {sign}Küsija on saanud vastuse\n"
            "nõustamine ning abistamine | viie päeva jooksul.\n"
            "lugemissaalis. {sign}Saal on vaikne.\n"
        ),
    ],
)
def test_lines_that_hold_both_columns_are_parted_where_the_columns_are_full_and_doubted(row: str) -> None:
    duty = of_rows(row)[3]
    first = {"jooksul\n": "kolmekümne päeva jooksul ja selle eest tänanud.", "|": "viie päeva jooksul."}
    rest = next((text for sign, text in first.items() if sign in row), "kolmekümne päeva jooksul.")
    assert plain(duty) == (
        "Uurijate ja külastajate nõustamine ning abistamine lugemissaalis.",
        [],
        [f"Küsija on saanud vastuse {rest}", "Saal on vaikne."],
    )
    assert notes(duty) == [(MIXED,), (MIXED,), ()]


def test_columns_of_which_one_stands_above_the_other_keep_their_lines() -> None:
    row = (
        "3.4. Uurijate ja külastajate {sign}Küsija on saanud vastuse\nnõustamine ning\nabistamine.\n"
        "viie tööpäeva jooksul.\n{sign}Saal on vaikne.\n"
    )
    duty = of_rows(row)[3]
    assert plain(duty)[::2] == (  # type: ignore[index]
        "Uurijate ja külastajate nõustamine ning abistamine.",
        ["Küsija on saanud vastuse viie tööpäeva jooksul.", "Saal on vaikne."],
    )
    assert notes(duty) == [(MIXED,), (MIXED,), ()]


def test_a_part_and_the_result_beside_it_go_on_in_one_line() -> None:
    row = (
        "3.4. Uurijate ja külastajate {sign}Küsija on saanud vastuse\nnõustamine, sh: viie tööpäeva jooksul.\n"
        "{sign}kirjalik nõustamine kogude {sign}Nõu on antud nii, et sellest\nkohta; on abi.\n{sign}suuline.\n"
    )
    duty = of_rows(row)[3]
    assert plain(duty) == (
        "Uurijate ja külastajate nõustamine",
        ["kirjalik nõustamine kogude kohta", "suuline"],
        ["Küsija on saanud vastuse viie tööpäeva jooksul.", "Nõu on antud nii, et sellest on abi."],
    )


def test_a_part_whose_end_stands_behind_a_result_s_is_doubted_with_that_result() -> None:
    row = (
        "3.4. Uurijate ja külastajate nõustamine, sh: {sign}Küsija on saanud vastuse.\n"
        "{sign}kirjalik nõustamine; {sign}Nõu on antud nii, et sellest\n{sign}suuline nõustamine on abi.\n"
        "lugemissaalis;\n{sign}teejuhtimine.\n"
    )
    duty = of_rows(row)[3]
    assert notes(duty)[0] == (MIXED,)
    assert (MIXED,) in notes(duty)[1:]


@pytest.mark.parametrize("sign", ['"', "“", '" '])
def test_bullets_that_were_read_as_marks_of_quotation_part_a_line_too(sign: str) -> None:
    row = "3.4. Uurijate nõustamine {sign}Küsija on saanud vastuse\nlugemissaalis. viie tööpäeva jooksul.\n"
    duty = of_rows(row + "{sign}Saal on vaikne.\n{sign}Saal on soe.\n{sign}Saal on puhas.\n", sign)[3]
    assert plain(duty) == (
        "Uurijate nõustamine lugemissaalis.",
        [],
        ["Küsija on saanud vastuse viie tööpäeva jooksul.", "Saal on vaikne.", "Saal on soe.", "Saal on puhas."],
    )


def test_a_quotation_over_two_lines_is_no_bullet() -> None:
    text = BEFORE.format(sign="▪ ") + (
        '3.4. Kogude avamine.\n▪ Avatud on "Meri" ja\n"Maa" ning näitus "Linn\nja rahvas" ning ka "Kodu\nja õu" '
        'ning ka "Kevad\nja sügis".\n'
    )
    duty = understood(lines(text + AFTER.format(sign="▪ "))).duties[3]
    assert len(plain(duty)[2]) == 1  # type: ignore[index]


def test_a_sign_alone_before_a_capital_is_a_bullet_among_others() -> None:
    row = (
        "3.4. Uurijate nõustamine * Küsija on saanud vastuse\nlugemissaalis. viie tööpäeva jooksul. « Saal on vaikne.\n"
    )
    duty = of_rows(row + "= Saal on soe.\n= Saal on puhas.\n= Saal on avatud.\n", "= ")[3]
    assert plain(duty)[2] == [  # type: ignore[index]
        "Küsija on saanud vastuse viie tööpäeva jooksul.",
        "Saal on vaikne.",
        "Saal on soe.",
        "Saal on puhas.",
        "Saal on avatud.",
    ]


def test_below_two_columns_a_number_may_stand_of_which_no_words_were_read() -> None:
    row = (
        "3.4. Uurijate ja külastajate ▪ Küsija on saanud vastuse\nnõustamine ning abistamine kolmekümne päeva jooksul\n"
        "lugemissaalis.\n3.5.\n▪ Aruanne on esitatud.\n4. ÕIGUSED\n- saada abi\n"
    )
    found = understood(lines(BEFORE.format(sign="▪ ") + row))
    assert (len(found.duties), unplaced(found)) == (4, ["Aruanne on esitatud."])
