"""Headings and labels of what is asked for that share a line with the first of it."""

from __future__ import annotations

import pytest

from tests.adopt.papers import lines, plain, understood, unplaced, word

TEXT = (
    "AMETIJUHEND\n1. ÜLDOSA\nAmetinimetus: Nõunik\n3. ÜLESANDED\n3.1 Nõustamine.\n- Nõu on antud.\n"
    "4. ESITATAVAD NÕUDED\nHaridus Kõrgharidus.\n"
)
TWO = [("Hoolsus", ["Teeb töö lõpuni.", "Peab korda."]), ("Julgus", ["Otsustab ise."])]


@pytest.mark.parametrize(
    "heading",
    [
        "Tööks vajalikud kompetentsid Hoolsus:",
        "Tööks vajalikud kompetentsid Hoolsus",
        "Tööks vajalikud kompetentsid: Hoolsus:",
        "4.2. Põhikompetentsid Hoolsus:",
        "Tööks vajalikud kompetentsid 1. Hoolsus",
        "Kompetentsid Hoolsus",
        "Téo6ks vajalikud kornpetentsid Hoolsus:",
        "Tööks vajalikud\nkompetentsid Hoolsus:",
        "Tööks vajalikud Hoolsus:\nkompetentsid",
    ],
)
def test_the_name_of_the_first_core_competency_may_stand_behind_the_heading(heading: str) -> None:
    found = understood(lines(f"{TEXT}{heading}\n- Teeb töö lõpuni.\n- Peab korda.\nJulgus:\n- Otsustab ise."))
    assert plain(found.core) == TWO
    assert plain(found.requirements["education"]) == ["Kõrgharidus."]
    assert unplaced(found) == []


@pytest.mark.parametrize(
    "heading",
    [
        "Täiendavad kompetentsid Loovus:",
        "Täiendavad kompetentsid, isikuomadused ja teadmised Loovus:",
        "Täiendavad kompetentsid, isikuomadused ja\nteadmised Loovus:",
        "Täiendavad kompetentsid: Loovus:",
        "Täiendavad kornpetentsld Loovus:",
    ],
)
def test_the_first_additional_competency_may_stand_behind_the_heading_without_a_bullet(heading: str) -> None:
    found = understood(lines(f"{TEXT}{heading} Pakub uut.\nRahu: Ei ärritu."))
    assert plain(found.additional) == [("Loovus", ["Pakub uut."]), ("Rahu", ["Ei ärritu."])]
    assert unplaced(found) == []


def test_a_short_name_behind_the_heading_is_no_part_of_it() -> None:
    found = understood(lines(f"{TEXT}Täiendavad kompetentsid Taip:\n- Mõistab kiiresti."))
    assert plain(found.additional) == [("Taip", ["Mõistab kiiresti."])]


def test_a_label_may_stand_behind_the_heading_of_requirements() -> None:
    text = TEXT.replace("NÕUDED\n", "NÕUDED ").replace("ESITATAVAD", "AMETIKOHALE ESITATAVAD")
    found = understood(lines(f"{text}Keeleoskus Eesti keel: C1."))
    assert plain(found.requirements["education"]) == ["Kõrgharidus."]
    assert unplaced(found) == []


def test_a_name_with_a_colon_behind_a_label_is_part_of_what_it_says() -> None:
    found = understood(
        lines(f"{TEXT}Teadmised ja oskused Digioskus: kasutab tabeleid.\nIsikuomadused Julgus: otsustab.")
    )
    assert plain(found.requirements["knowledge"]) == ["Digioskus: kasutab tabeleid."]
    assert plain(found.requirements["traits"]) == ["Julgus: otsustab."]
    assert "computer_skills" not in found.requirements


def test_a_label_read_across_the_lines_of_its_value_is_one_again() -> None:
    skills = "Arvutikasutamise Oskab kasutada tabeleid ja\noskus teisi programme.\n"
    found = understood(lines(f"{TEXT}{skills}Erialane Vähemalt aasta\ntöökogemus arhiivis."))
    assert plain(found.requirements["computer_skills"]) == ["Oskab kasutada tabeleid ja teisi programme."]
    assert plain(found.requirements["experience"]) == ["Vähemalt aasta arhiivis."]


def test_a_label_before_what_it_says_ends_the_competencies() -> None:
    text = "Põhikompetentsid Hoolsus\n- Teeb töö lõpuni.\nIsikuomadused Rahu ja täpsus.\nKeeleoskus Eesti keel C1."
    found = understood(lines(TEXT + text))
    assert plain(found.core) == [("Hoolsus", ["Teeb töö lõpuni."])]
    assert plain(found.requirements["traits"]) == ["Rahu ja täpsus."]
    assert plain(found.languages) == ["eesti C1"]


def test_the_label_of_a_post_read_across_its_value_is_one_again() -> None:
    text = TEXT.replace(
        "3. ÜL", "Vahetu Kogude osakonna\njuht juhataja\nTeenistuskoha Hoida kogusid ja\neesmärk korda.\n3. ÜL"
    )
    found = understood(lines(text))
    assert plain(found.manager) == "Kogude osakonna juhataja"
    assert plain(found.purpose) == "Hoida kogusid ja korda."


def test_two_headings_in_one_line_head_nothing_that_can_be_told_apart() -> None:
    found = understood(lines(f"{TEXT}Tööks vajalikud kompetentsid Täiendavad kompetentsid\n- Teeb töö lõpuni."))
    assert not found.core
    assert not found.additional


def test_a_sentence_that_speaks_of_competencies_is_no_heading() -> None:
    found = understood(lines(f"{TEXT}Teadmised ja oskused\nKompetentsid Eesti mõistes on talle tuttavad."))
    assert plain(found.requirements["knowledge"]) == ["Kompetentsid Eesti mõistes on talle tuttavad."]


def test_the_first_name_behind_the_heading_in_a_cell_of_a_word_file_begins_there() -> None:
    found = understood(word(f"{TEXT}| Tööks vajalikud kompetentsid Hoolsus: // - Teeb töö lõpuni. // - Peab korda."))
    assert plain(found.core) == TWO[:1]


@pytest.mark.parametrize("joining", ["ja", "ning", "või"])
def test_a_sentence_that_goes_on_with_words_of_a_heading_stays_in_its_field(joining: str) -> None:
    found = understood(lines(f"{TEXT}Töökogemus: Aasta arhiivis {joining}\nTäiendavad kompetentsid Eesti ajaloos."))
    whole = f"Aasta arhiivis {joining} Täiendavad kompetentsid Eesti ajaloos."
    assert plain(found.requirements["experience"]) == [whole]
    assert not found.additional


def test_a_heading_that_leads_to_a_name_is_one_also_behind_a_line_that_is_cut() -> None:
    found = understood(lines(f"{TEXT}Töökogemus: Aasta arhiivis ja\nTäiendavad kompetentsid Loovus: Pakub uut."))
    assert plain(found.additional) == [("Loovus", ["Pakub uut."])]
