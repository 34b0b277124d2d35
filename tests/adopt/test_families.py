"""Headings, labels and heads of columns in words that no list has."""

from __future__ import annotations

import pytest

from jdflow.adopt.forms.families import head_like, label_like, section_like


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("TEGEVUSVALDKONNAD JA ÜLESANDED", "duties"),
        ("Ülesanded ja vastutusvaldkond", "duties"),
        ("SPETSIALISTI ÕIGUSED", "rights"),
        ("Õigused töös", "rights"),
        ("VASTUTUSALA", "responsibilities"),
        ("Vastutus ja aruandlus", "responsibilities"),
        ("SPETSIALISTI ÕIGUSED JA VASTUTUS", "entitled"),
        ("ÕIGUSED JA KOHUSTUSED", "entitled"),
        ("Kvalifikatsiooninõuded ja pädevused", "requirements"),
        ("TÖÖKORRALDUS JA TÖÖVAHENDID", "tools"),
        ("Varustus", "tools"),
        ("AMETIKOHA LOOMISE EESMÄRK", "purpose"),
        ("EELDUSED AMETIKOHALE", "requirements"),
        ("Ametikohal töötamiseks vajalikud teadmised ja oskused", "requirements"),
        ("NÕUTAVAD KOMPETENTSID", "core"),
        ("Muud kompetentsid", "additional"),
        ("AMETIKOHA PÕHIANDMED", "general"),
        ("AMETIJUHENDI LÕPETAMINE JA MUUTMINE", "review"),
        # Other words beside these may mean something else.
        ("TÖÖOHUTUSE NÕUDED", None),
        ("Saladuse hoidmise kohustus", None),
        ("KOHUSTUSED JA VASTUTUS", None),
        ("EESMÄRK JA ÜLESANDED", None),
        ("PUHKUS", None),
        ("TEADMISED JA VAHENDID", None),
    ],
)
def test_a_heading_is_about_what_its_words_can_only_be_about(heading: str, kind: str | None) -> None:
    assert section_like(heading) == kind


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Büroo", "unit"),
        ("Amet ja struktuuriüksus", "unit"),
        ("Ametikoht allub", "manager"),
        ("Töötaja vahetu juht", "manager"),
        ("Talle allub", "reports"),
        ("Asendaja äraolekul", "substitutes"),
        ("Asendamine (kes asendab)", "substitutes"),
        ("Ametikohta asendab", "substitutes"),
        ("Asendatav (kelle poolt)", "substitutes"),
        ("Ametikoht, keda asendab", "substitutes_for"),
        ("Teenistuja asendab", "substitutes_for"),
        ("Asendamine", None),
        ("Kes ja keda asendab", None),
        ("Erialane ettevalmistus", "education"),
        ("Eesti keele oskus", "languages"),
        ("Arvutialane oskus", "computer_skills"),
        ("Eriteadmised", "knowledge"),
        ("Iseloomuomadused", "traits"),
        ("Hoiakud ja omadused", "traits"),
        ("Teadmised, oskused ja isikuomadused", "knowledge"),
        ("Haridus ja töökogemus", None),
        ("Juurdepääs andmetele", None),
        ("Palgaaste", None),
    ],
)
def test_a_label_stands_for_what_its_words_can_only_stand_for(label: str, field: str | None) -> None:
    assert label_like(label) == field


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("Nõutavad tulemused", "result"),
        ("Tulemuslikkuse hindamise kriteeriumid", "result"),
        ("Mõõdik", "result"),
        ("Peamised tegevusvaldkonnad", "duty"),
        ("Ülesanded ja nende tulemused", None),
        ("Muud ülesanded", None),
        ("Tulemuslik töö", None),
        ("Osakaal", None),
    ],
)
def test_a_head_says_nothing_but_what_stands_below_it(head: str, column: str | None) -> None:
    assert head_like(head) == column
