"""Labels of requirements among competencies: they are no names of these, and competencies go on behind them."""

from __future__ import annotations

import pytest

from jdflow.adopt.desk import GUESSED
from jdflow.model.adopted import OwnCompetency, Taken
from tests.adopt.papers import lines, plain, understood, unplaced

TEXT = (
    "AMETIJUHEND\n1. ÜLDOSA\nAmetinimetus: Nõunik\n3. ÜLESANDED\n3.1 Nõustamine.\n- Nõu on antud.\n"
    "4. NÕUDED\nHaridus: Kõrgharidus.\n"
)
ASKED = "Arvutioskus: Oskab tabeleid.\nKeeleoskus: Eesti keel C1.\nIsikuomadused: Rahu.\nMuud nõuded: Juhiluba."


def _names(several: tuple[OwnCompetency | Taken, ...]) -> list[object]:
    return [plain(one.name) for one in several if isinstance(one, OwnCompetency)]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Kompetentsid: Oskab teisi kuulata ja veenda.", 1),
        ("Kompetentsid: oskab teisi kuulata\nja veenda.", 1),
        ("Tööks vajalikud kompetentsid: Kuulamine, veenmine.", 1),
        ("Täiendavad kompetentsid: Kuulamine.", 1),
        ("Kompetentsid:\n- oskab kuulata;\n- oskab veenda.", 2),
        ("Kompetentsid\nKuulamine\n- Oskab kuulata.", 1),
        ("5. KOMPETENTSID\nKuulamine: Oskab kuulata.", 1),
    ],
)
def test_labels_behind_competencies_are_requirements_again(line: str, count: int) -> None:
    found = understood(lines(f"{TEXT}{line}\n{ASKED}"))
    assert {field: plain(said) for field, said in found.requirements.items()} == {
        "education": ["Kõrgharidus."],
        "computer_skills": ["Oskab tabeleid."],
        "traits": ["Rahu."],
        "knowledge": ["Juhiluba."],
    }
    assert plain(found.languages) == ["eesti C1"]
    assert len(found.core) + len(found.additional) == count
    assert unplaced(found) == []


def test_labels_with_numbers_behind_a_sentence_of_competencies_are_requirements() -> None:
    text = TEXT.replace("Haridus", "4.1. Haridus")
    asked = "4.3. Arvutioskus: Oskab tabeleid.\n4.4. Keeleoskus: Eesti keel C1.\n4.5. Isikuomadused: Rahu."
    found = understood(lines(f"{text}4.2. Kompetentsid: Oskab kuulata.\n{asked}"))
    assert [plain(found.requirements[name]) for name in ("computer_skills", "traits")] == [
        ["Oskab tabeleid."],
        ["Rahu."],
    ]
    assert plain(found.languages) == ["eesti C1"]
    assert not found.core


def test_a_sentence_behind_the_heading_is_a_competency_only_for_a_person_to_say() -> None:
    found = understood(lines(f"{TEXT}Kompetentsid: Oskab kuulata.\n{ASKED}"))
    assert plain(found.additional) == [(None, ["Oskab kuulata."])]
    assert [said.sure for said in found.said() if said.text == "Oskab kuulata."] == [GUESSED]


def test_a_name_like_a_label_stays_the_name_of_a_competency() -> None:
    named = "Suhtlemisoskus: Räägib selgelt.\nDigipädevus: Õpib vahendeid.\nHoiakud: Hoiab joont."
    found = understood(lines(f"{TEXT}Kompetentsid\n{named}"))
    assert _names(found.core) == ["Suhtlemisoskus", "Digipädevus", "Hoiakud"]
    assert list(found.requirements) == ["education"]


def test_competencies_go_on_behind_a_label_among_them() -> None:
    named = "Kuulamine: Oskab kuulata.\nKeeleoskus: Eesti keel C1.\nArvutioskus: Oskab tabeleid.\nVeenmine: Veenab."
    found = understood(lines(f"{TEXT}Kompetentsid\n{named}\nTaip\n- Taipab kiiresti."))
    assert plain(found.core) == [
        ("Kuulamine", ["Oskab kuulata."]),
        ("Veenmine", ["Veenab."]),
        ("Taip", ["Taipab kiiresti."]),
    ]
    assert plain(found.languages) == ["eesti C1"]
    assert plain(found.requirements["computer_skills"]) == ["Oskab tabeleid."]


def test_what_the_heading_says_it_heads_besides_stays_below_it() -> None:
    named = "Julgus: Julgeb.\nIsikuomadused: Rahu.\nTeadmised: Tunneb seadust."
    found = understood(lines(f"{TEXT}Täiendavad kompetentsid, isikuomadused ja teadmised\n{named}"))
    assert _names(found.additional) == ["Julgus", "Isikuomadused", "Teadmised"]


def test_a_label_right_below_a_heading_of_competencies_is_no_harm() -> None:
    found = understood(lines(f"{TEXT}Kompetentsid\nKeeleoskus: Eesti keel C1."))
    assert plain(found.languages) == ["eesti C1"]
    assert unplaced(found) == []
