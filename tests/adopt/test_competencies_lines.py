"""Competencies in the lines of a text: which line goes on with the one before, and which begins something else."""

from __future__ import annotations

import pytest

from jdflow.adopt.desk import GUESSED
from tests.adopt.papers import lines, plain, understood, word

TEXT = (
    "AMETIJUHEND\n1. ÜLDOSA\nAmetinimetus: Nõunik\n3. ÜLESANDED\n3.1 Nõustamine.\n- Nõu on antud.\n4. ÕIGUSED\n"
    "- saada abi\n5. VASTUTUS\n- vara eest\nTäiendavad kompetentsid\n"
)


def test_a_sentence_that_begins_a_line_belongs_to_the_name_above_and_knowledge_does_not() -> None:
    text = "Loovus: Pakub uut.\nAmmutab ideid mujalt.\nEmpaatia: Märkab muret.\nHead teadmised trauma olemusest."
    assert plain(understood(lines(TEXT + text)).additional) == [
        ("Loovus", ["Pakub uut.", "Ammutab ideid mujalt."]),
        ("Empaatia", ["Märkab muret."]),
        (None, ["Head teadmised trauma olemusest."]),
    ]


def test_a_bullet_of_its_own_is_no_rest_of_the_line_before() -> None:
    found = understood(lines(f"{TEXT}- Loovus: Pakub uut.\n- Tunneb muuseumi ajalugu."))
    assert plain(found.additional) == [("Loovus", ["Pakub uut."]), (None, ["Tunneb muuseumi ajalugu."])]


def test_names_in_the_cell_beside_the_heading_are_names() -> None:
    cell = "- **Loovus**: Pakub uut. // - Tunneb kogu."
    found = understood(word(f"{TEXT}NÕUDED\n| Haridus | Kõrgharidus.\n| Täiendavad kompetentsid | {cell}"))
    assert plain(found.additional) == [("Loovus", ["Pakub uut."]), (None, ["Tunneb kogu."])]


def test_names_in_columns_of_blanks_beside_the_heading_are_names() -> None:
    gap = " " * 10
    text = (
        f"{TEXT}\nNÕUDED\nHaridus{gap}          Kõrgharidus.\nKeeleoskus{gap}       Eesti keel C1.\n"
        f"Tööks vajalikud kompetentsid   Asjatundlikkus\n\n{gap * 3} - Tunneb tööd.\n{gap * 3} - Õpib juurde.\n\n"
        f"{gap * 3} Koostöövõime\n\n{gap * 3} - Kuulab teisi."
    )
    found = understood(lines(text.replace("Täiendavad kompetentsid\n", "")))
    assert plain(found.core) == [
        ("Asjatundlikkus", ["Tunneb tööd.", "Õpib juurde."]),
        ("Koostöövõime", ["Kuulab teisi."]),
    ]
    assert plain(found.requirements["education"]) == ["Kõrgharidus."]


def test_lines_without_a_name_are_core_competencies_only_for_a_person_to_say() -> None:
    rows = "| - Tunneb tööd. // - Õpib juurde.\n| Loovus | - Pakub uut.\n"
    named = understood(word(f"{TEXT}KOMPETENTSID\n{rows}"))
    assert plain(named.core) == [("Loovus", ["Pakub uut."])]
    assert [said.read for said in named.unplaced] == ["Tunneb tööd.", "Õpib juurde."]
    assert not named.additional


def test_a_list_of_plain_lines_stands_where_texts_may_stand() -> None:
    found = understood(word(f"{TEXT}KOMPETENTSID\n- Hea suhtlemisoskus;\n- täpsus."))
    assert not found.core
    assert plain(found.additional) == [(None, ["Hea suhtlemisoskus"]), (None, ["täpsus"])]
    assert [said.sure for said in found.said() if said.text == "täpsus"] == [GUESSED]


@pytest.mark.parametrize("blank", ["", "\n"])
@pytest.mark.parametrize("heading", ["6. TÄIENDAVAD KOMPETENTSID", "Täiendavad kompetentsid", "6. KOMPETENTSID"])
def test_a_name_above_its_list_begins_another_competency_with_or_without_a_blank_line(heading: str, blank: str) -> None:
    text = f"Loovus\n- Pakub uut.\n- Proovib\nmuud.\n{blank}Julgus\n- Otsustab ise.\n{blank}Taip:\n- Mõistab.\n- Õpib."
    found = understood(lines(f"{TEXT.replace('Täiendavad kompetentsid', heading)}{text}"))
    assert plain((*found.core, *found.additional)) == [
        ("Loovus", ["Pakub uut.", "Proovib muud."]),
        ("Julgus", ["Otsustab ise."]),
        ("Taip", ["Mõistab.", "Õpib."]),
    ]


def test_items_without_full_stops_end_where_the_next_name_begins() -> None:
    found = understood(lines(f"{TEXT}Loovus\n- pakub uut\nJulgus\n- otsustab ise\n- vastab ise"))
    assert plain(found.additional) == [("Loovus", ["pakub uut"]), ("Julgus", ["otsustab ise", "vastab ise"])]


def test_the_rest_of_a_sentence_is_no_name_though_it_begins_with_a_capital() -> None:
    found = understood(lines(f"{TEXT}- Tunneb tööd muuseumis ja\nEesti Arhiivis\n- Kirjutab hästi."))
    assert plain(found.additional) == [(None, ["Tunneb tööd muuseumis ja Eesti Arhiivis"]), (None, ["Kirjutab hästi."])]
