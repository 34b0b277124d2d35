"""Bullets in lines of their own, and numbers below numbers: neither takes a heading or a duty for what it is not."""

from __future__ import annotations

from tests.adopt.papers import lines, plain, understood, unplaced

BEFORE = "AMETIJUHEND\n1. ÜLDOSA\nAmetinimetus: Nõunik\n3. ÜLESANDED\nPõhiülesanded\nOodatavad tulemused\n"
AFTER = "4. ÕIGUSED\n- saada abi\n5. VASTUTUS\n- vara eest"


def test_a_heading_takes_no_bullet_that_stands_alone() -> None:
    text = (
        f"{BEFORE}3.1 Nõustamine.\n- Nõu on antud.\n{AFTER}\nTööks vajalikud kompetentsid\nEfektiivsus:\n▪\n"
        "Viib asjad lõpule.\n▪\n▪\nKohaneb kiiresti.\nTäiendavad kompetentsid\nLoovus: Pakub uut."
    )
    found = understood(lines(text))
    assert plain(found.core) == [("Efektiivsus", ["Viib asjad lõpule.", "Kohaneb kiiresti."])]
    assert plain(found.additional) == [("Loovus", ["Pakub uut."])]


def test_a_part_with_a_number_is_no_duty_without_results() -> None:
    duties = "".join(
        f"3.{at} Nõustamine, sh:\n3.{at}.1. esimene osa;\n3.{at}.2. teine osa.\n▪ Nõu on antud.\n▪ Abi on saadud.\n"
        "▪ Kava on täidetud.\n"
        for at in range(1, 5)
    )
    found = understood(lines(f"{BEFORE}{duties}{AFTER}"))
    wanted = ("Nõustamine", ["esimene osa", "teine osa"], ["Nõu on antud.", "Abi on saadud.", "Kava on täidetud."])
    assert plain(found.duties) == [wanted] * 4
    assert unplaced(found) == []
