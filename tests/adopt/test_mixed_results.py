"""Results that were printed below several duties are not placed; parts find their duty where it can be only one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jdflow.adopt.duties.mixed import OF_SOME_DUTY
from jdflow.language import Voice
from tests.adopt.papers import lines, plain, understood, unplaced

if TYPE_CHECKING:
    from jdflow.model.adopted import Adopted

HEADS = "Põhiülesanded\n\nOodatavad tulemused\n\n"
RIGHTS = "4. ÕIGUSED\nTöötajal on õigus:\n• saada abi\n"


def of_text(duties: str, rest: str = RIGHTS) -> Adopted:
    return understood(lines(f"AMETIJUHEND\nAmetinimetus: Arhivaar\n3. TEENISTUSÜLESANDED\n{HEADS}{duties}{rest}"))


def notes(found: Adopted) -> list[str]:
    return [Voice("en")(note) for one in found.unplaced for note in one.notes]


def test_results_below_the_last_of_several_duties_are_nobodys() -> None:
    found = of_text(
        "3.1. Kogude\nkorrastamine.\n3.2. Nõustamine.\n3.3. Arvestus.\n\n"
        "• Kogud on korras.\n• Riiulid on\nmärgistatud.\n• Nõu on antud.\n• Arve on peetud.\n\n"
        "3.4. Koristamine.\n\n• Ruumid on puhtad.\n\n"
        "3.5. Valve.\n\n• Hoone on valvatud.\n\n"
    )
    assert plain(found.duties) == [
        ("Kogude korrastamine.", [], []),
        ("Nõustamine.", [], []),
        ("Arvestus.", [], []),
        ("Koristamine.", [], []),
        ("Valve.", [], ["Hoone on valvatud."]),
    ]
    assert unplaced(found) == [
        *("• Kogud on korras.", "• Riiulid on märgistatud.", "• Nõu on antud.", "• Arve on peetud."),
        "• Ruumid on puhtad.",
    ]
    assert notes(found)[0].startswith("It is a result of one of the duties 3.1 to 3.3; ")


def test_one_result_below_a_duty_without_any_belongs_to_its_own() -> None:
    found = of_text(
        "3.1. Korrastamine.\n3.2. Nõustamine.\n\n• Nõu on antud.\n\n3.3. Arvestus.\n\n• Arve on peetud.\n\n"
    )
    assert plain(found.duties) == [
        ("Korrastamine.", [], []),
        ("Nõustamine.", [], ["Nõu on antud."]),
        ("Arvestus.", [], ["Arve on peetud."]),
    ]
    assert unplaced(found) == []


def test_where_each_duty_has_its_own_head_all_is_known() -> None:
    found = understood(
        lines(
            "AMETIJUHEND\nAmetinimetus: Arhivaar\n3. TEENISTUSÜLESANDED\n3.1. Korrastamine.\n"
            "3.2. Nõustamine.\nTulemused:\n• Nõu on antud.\n• Vastus on saadetud.\n"
            f"3.3. Arvestus.\nTulemused:\n• Arve on peetud.\n{RIGHTS}"
        )
    )
    assert [results for _, _, results in plain(found.duties)] == [  # type: ignore[attr-defined]
        [],
        ["Nõu on antud.", "Vastus on saadetud."],
        ["Arve on peetud."],
    ]


def test_results_that_go_on_below_the_next_heading_are_no_rights() -> None:
    found = of_text(
        "3.1. Korrastamine.\n\n• Kogud on korras.\n\n3.2. Nõustamine.\n\n",
        "4. ÕIGUSED\n\nOodatavad tulemused\n• Nõu on\nantud.\n• Vastus on saadetud.\n\n"
        "Töötajal on õigus:\n• saada abi\n",
    )
    assert plain(found.rights) == ["saada abi"]
    assert unplaced(found) == ["• Nõu on antud.", "• Vastus on saadetud."]


def test_rights_above_what_leads_to_others_stay() -> None:
    found = of_text(
        "3.1. Korrastamine.\n\n• Kogud on korras.\n\n",
        "4. ÕIGUSED\nSaada tööks vajalikku teavet.\nTöötajal on õigus:\n• saada abi\n",
    )
    assert plain(found.rights) == ["Saada tööks vajalikku teavet.", "saada abi"]


def test_parts_below_another_duty_are_those_of_the_only_one_that_has_none() -> None:
    duties = (
        "3.1. Esemete väljaandmine, sh:\n\n• Esemed on tagastatud.\n\n"
        "3.2. Nõustamine.\n\n• Nõu on antud.\n\n• lepingute koostamine;\n• pakkimine.\n\n"
    )
    assert plain(of_text(duties).duties) == [
        ("Esemete väljaandmine", ["lepingute koostamine", "pakkimine"], ["Esemed on tagastatud."]),
        ("Nõustamine.", [], ["Nõu on antud."]),
    ]
    found = of_text(duties.replace("3.2.", "3.2. Hoidmine, sh:\n\n• Esemed on hoitud.\n\n3.3."))
    assert unplaced(found) == ["• lepingute koostamine;", "• pakkimine."]


def test_a_duty_behind_one_of_a_higher_number_makes_the_results_around_it_nobodys() -> None:
    duties = [
        *("1. Korrastamine.\n\nKogud on korras.\n\n", "2. Nõustamine.\n\nNõu on antud.\n\nArve on peetud.\n\n"),
        *("4. Valve.\n\nHoone on valvatud.\n\n", "3. Arvestus.\n\n", "5. Hoidmine.\n\nKogud on hoitud.\n\n"),
    ]
    assert [results for _, _, results in plain(of_text("".join(duties)).duties)] == [  # type: ignore[attr-defined]
        ["Kogud on korras."],
        [],
        [],
        [],
        ["Kogud on hoitud."],
    ]
    again = of_text("".join(duties[:2]) + "1. Valve.\n\nHoone on valvatud.\n\n")
    assert unplaced(again) == []


def test_a_share_of_working_time_is_no_result_and_no_word_of_the_duty() -> None:
    found = of_text(
        "1. Korrastamine.\n\n15%\n\nKogud on korras.\n\n2. Nõustamine ja 30%\njuhendamine.\n\nNõu on antud.\n\n"
        "3. Arvestus.\n\n55 %\n\nArve on peetud.\n\n"
    )
    assert plain(found.duties) == [
        ("Korrastamine.", [], ["Kogud on korras."]),
        ("Nõustamine ja juhendamine.", [], ["Nõu on antud."]),
        ("Arvestus.", [], ["Arve on peetud."]),
    ]
    assert unplaced(found) == ["15%", "30%", "55 %"]
    assert notes(found)[0] == "It stands beside the duty “Korrastamine.”."


def test_results_of_the_last_duty_that_stand_below_the_lead_of_the_next_section_are_not_placed() -> None:
    text = (
        "AMETIJUHEND\nAmetinimetus: Arhivaar\nÜLESANDED\n1. Nõustamine.\n- Nõu on antud.\n2. Kogude hoid.\n"
        "VASTUTUS\nVastutab\n\n- Kogud on alles.\n- Hoidla on\nkuiv.\n\n- vara hoidmise eest;\n- andmete eest.\n"
        "ÕIGUSED\n- saada abi"
    )
    found = understood(lines(text))
    assert plain(found.responsibilities) == ["vara hoidmise eest", "andmete eest"]
    assert unplaced(found) == ["- Kogud on alles.", "- Hoidla on kuiv."]
    assert found.unplaced[0].notes == (OF_SOME_DUTY,)


def test_responsibilities_that_are_sentences_stay_what_they_are() -> None:
    text = (
        "AMETIJUHEND\nAmetinimetus: Arhivaar\nÜLESANDED\n1. Nõustamine.\nVASTUTUS\n- Töötaja vastutab kogude eest.\n"
        "- Töötaja hoiab vara.\nÕIGUSED\n- saada abi"
    )
    found = understood(lines(text))
    assert len(found.responsibilities) == 2
    assert unplaced(found) == []


@pytest.mark.parametrize("bullet", ["", "• ", "- "])
@pytest.mark.parametrize("head", ["Tulemused", "Oodatavad tulemused", "Oodatavad tulemused:", "TULEMUSED"])
@pytest.mark.parametrize(
    "last",
    [
        "5. NÕUDED\nHaridus: Kõrgharidus.\nKeeleoskus: Eesti keel C1.\n",
        "5. NÕUDED\nHaridus: Kõrgharidus.\nKeeleoskus: Eesti C1.\n6. TÄIENDAVAD KOMPETENTSID\nLoovus: Pakub uut.\n",
        "5. TÖÖVAHENDID\nArvuti.\n",
        "5. AMETIJUHENDI MUUTMINE\nAmetijuhend vaadatakse üle igal kevadel.\n",
        "5. VASTUTUS\nTöötaja vastutab:\n• vara eest.\n",
    ],
)
def test_results_behind_the_last_section_are_some_dutys_and_no_part_of_it(last: str, head: str, bullet: str) -> None:
    duties = "3.1. Kogude korrastamine.\n3.2. Nõustamine.\n"
    before = of_text(duties, RIGHTS + last)
    found = of_text(duties, f"{RIGHTS}{last}\n{head}\n{bullet}Kogud on\nkorras.\n{bullet}Nõu on antud.\n")
    assert unplaced(found) == [f"{bullet}Kogud on korras.", f"{bullet}Nõu on antud."]
    assert all(note.startswith("It is a result of some duty; ") for note in notes(found))
    assert [said.text for said in found.said()] == [said.text for said in before.said()]


def test_a_section_that_follows_the_column_of_results_is_read() -> None:
    asked = "5. NÕUDED\nHaridus: Kõrgharidus.\nTulemused\nKogud on korras.\n"
    found = of_text("3.1. Kogude korrastamine.\n", f"{RIGHTS}{asked}6. TÖÖVAHENDID\nArvuti.\n")
    assert unplaced(found) == ["Kogud on korras."]
    assert plain(found.tools) == ["Arvuti."]
