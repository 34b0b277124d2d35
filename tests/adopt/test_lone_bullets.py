"""Bullets that were read in a column of their own, before the lines that they belong to."""

from __future__ import annotations

from jdflow.adopt.bits.clean import Cleaned
from tests.adopt.papers import lines, plain, understood


def bits(text: str) -> list[tuple[int | None, str]]:
    return [(bit.level, bit.text) for bit in Cleaned(lines(text)).bits]


def test_as_many_lines_as_bullets_are_items() -> None:
    assert bits("•\n•\n\nriskide hindamine\nplaani koostamine\n\nUus") == [
        (1, "riskide hindamine"),
        (1, "plaani koostamine"),
        (None, "Uus"),
    ]


def test_of_more_lines_those_are_items_that_begin_a_sentence() -> None:
    assert bits("•\n•\n\nMeetmete täitmisest on\nkoostatud ülevaade.\nKavad on kinnitatud.") == [
        (1, "Meetmete täitmisest on"),
        (None, "koostatud ülevaade."),
        (1, "Kavad on kinnitatud."),
    ]
    assert bits("•\n•\n\ntagatud on vara hoidmine ja\nkasutamine;\nandmete kaitse.") == [
        (1, "tagatud on vara hoidmine ja"),
        (None, "kasutamine;"),
        (1, "andmete kaitse."),
    ]


def test_a_page_number_between_takes_no_bullet() -> None:
    assert bits("•\n•\n\nLk 1\n\nNõu on antud.\nArve on peetud.") == [
        (None, "Lk 1"),
        (1, "Nõu on antud."),
        (1, "Arve on peetud."),
    ]


def test_a_label_takes_no_bullet_that_has_strayed_to_it() -> None:
    found = understood(
        lines(
            "AMETIJUHEND\nAmetinimetus: Arhivaar\n3. ÜLESANDED\n3.1. Arvestus.\n4. ÕIGUSED\n- saada abi\n"
            "5. NÕUDED AMETIKOHA TÄITJALE\n\n•\n\nHaridus\n\nKõrgharidus.\n\nTöökogemus\n\nKaks aastat."
        )
    )
    assert {name: plain(texts) for name, texts in found.requirements.items()} == {
        "education": ["Kõrgharidus."],
        "experience": ["Kaks aastat."],
    }


def test_bullets_before_a_number_are_none_of_its_own() -> None:
    assert bits("•\n•\n\n3.2. Nõustamine\nja abi.") == [(None, "Nõustamine"), (None, "ja abi.")]


def test_a_bullet_is_left_for_no_review_clause_behind_the_list() -> None:
    clause = "Ametijuhend vaadatakse läbi igal sügisel."
    assert bits(f"• vara eest;\n\n•\nkorra eest.\n{clause}")[-2:] == [(1, "korra eest."), (None, clause)]
