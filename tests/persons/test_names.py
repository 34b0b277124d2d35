"""Names of people in texts: found in any case and form, and told from whatever else has capitals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.persons.given import AMBIGUOUS, NAMES
from jdflow.persons.glance import may_name
from jdflow.persons.names import is_given, names_in
from jdflow.persons.surnames import is_surname

# What is found stands in brackets.
NAMED = [
    "Kogude inventuuri läbiviimine koos [Olga Ivanovaga].",
    "Töökorralduse arutamine [Mari Tammega] kord kuus",
    "Lepingu sõlmimine [Mari Tamme'l] paluda.",
    "Asukoht määratakse [Mari Tamme] ettepanekul.",
    "[Mari Tamm] vastutab vara eest.",
    "Koordineerib [Mari-Liis Tamm-Kask] tööd.",
    "Asendab [MARI TAMM].",
    "Vastutab koos [Sergei Kuznetsoviga] arhiivi eest.",
    "Juhendaja [Agnessa Tamm] kinnitab aruande",
    "Aruanne esitatakse juhataja [Agnessa Tammele].",
    "Ülesande annab [M. Tamm].",
    "Ülesande annab [M.Tamm], kes kontrollib.",
    "Kokkuleppel [J.-P. Sepaga]",
    "Kontakt: [Tamm Mari]",
    "Kokku lepib [Jaan A. Tamm].",
    "Asendaja on [Anne Linn].",
    "koostöös [Kaja Laasiga]",
    "Juhib [Maria von Trapp].",
    "[Leida Tamm] juhib",
    "Töö jagab [Natalja Petrova-Sepp].",
    "näitus „[Mari Tamm]“",
    "nõunik/[Mari Tamm]",
    "Teadmiseks [Ülle Õis], [Tõnu Õunapuu].",
    "[Volodõmõr Melnõk] asendab",
    "direktori [Toomas Tõnissoni] ülesandel",
    "Edastab [Maret Kõrgessaarele] andmed",
    "nagu seda teeb [Mari\n    Tamm]",
    "[Jaani Tamme] järelevalvel",
    "Spetsialist [Žanna Šmidt] hoiab",
    "[Zorina Virkus]",
]
UNNAMED = [
    "Koostöö Eesti Rahva Muuseumiga, Maria Magdaleena kogudusega ja Jaan Poska Gümnaasiumiga.",
    "Jaan Poska gümnaasium",
    "Jaan Poska Gümnaasium",
    "Lydia Koidula tänav 5",
    "Anna Haava nimeline kool",
    "Kristjan Jaagu stipendium",
    "Tartu Ülikool ja Tallinna Tehnikaülikool",
    "Euroopa Liidu õigus ja Eesti Vabariigi põhiseadus",
    "Isikuandmete kaitse üldmäärus",
    "Microsoft Office, Merit Aktiva ja Merit Palk",
    "Adobe Photoshop ja SAP Ariba",
    "Leida Euroopa rahastust.",
    "Anna Eesti inimestele nõu.",
    "Rahvusraamatukogu kataloog Ester",
    "Jüri Gümnaasium, Jüri kirik ja Maarja Küla",
    "OÜ Mari Tamm",
    "SA Juhan Liivi Muuseum ja Juhan Liivi luulepreemia",
    "Ida-Viru Keskhaigla ja Põhja-Eesti Regionaalhaigla",
    "A. H. Tammsaare muuseum, C. R. Jakobsoni tänav",
    "A. Üldosa",
    "Koordinaator Euroopa Komisjonis",
    "Kalevi Spordihall",
    "Euroopa Sotsiaalfond Pluss, ISO 9001 ja ITIL",
    "Marie Curie meetmed ja Tervise Arengu Instituut",
    "Carl Robert Jakobsoni Gümnaasium",
    "Kadri Org Talu ja Theodor Lutsu Kino",
    "Mari\n\nTamm",
    "Mari     Tamm",
    "# Mari\n# Tamm",
    "Mari, Tamm",
]


def found_in(text: str, *allowed: str) -> list[str]:
    return [text[name.start : name.end] for name in names_in(text, allowed=allowed) if name.is_sure]


@pytest.mark.parametrize("marked", NAMED)
def test_a_name_is_found(marked: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    assert found_in(text) == [piece.split("]")[0] for piece in marked.split("[")[1:]]


@pytest.mark.parametrize("text", UNNAMED)
def test_what_bears_a_name_is_nobody(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize("before", ["- ", "eesmärk: ", "    osakonna ja\n    "])
@pytest.mark.parametrize("marked", [one for one in NAMED if "von" not in one])
def test_the_quick_look_misses_no_name(marked: str, before: str) -> None:
    assert may_name((before + marked.replace("[", "").replace("]", "")).encode())


@given(
    st.lists(st.sampled_from(["Mari", "Tamm", "M.", "koos", "Eesti", "ja", "õ", "Õ", "a.", "\n", "-", "(Mari", "„"]))
)
def test_the_quick_look_is_never_the_stricter(words: list[str]) -> None:
    text = " " + " ".join(words)
    assert may_name(text.encode()) or found_in(text) == []


@pytest.mark.parametrize("text", ["Kohtuda Mari Tammega.", "Mari Tamm", "Mari Tamme ettepanekul", "MARI TAMM"])
def test_who_is_public_may_be_named_in_any_case(text: str) -> None:
    assert found_in(text, "Mari Tamm") == []
    assert len(found_in(text, "Jaan Tamm", "Mari Kask", "Mari")) == 1


def test_two_words_behind_a_post_are_perhaps_a_name() -> None:
    text = "Kokku lepib juhataja Zorina Kumm."
    assert [(text[name.start : name.end], name.is_sure) for name in names_in(text)] == [("Zorina Kumm", False)]


@pytest.mark.parametrize("name", ["Tamm", "Tamme", "Tammega", "Tamm-Kask", "Ivanova", "Ivanovaga", "Mäe", "Sepale"])
def test_a_surname_is_known_in_any_case(name: str) -> None:
    assert is_surname(name)


@pytest.mark.parametrize("word", ["Eesti", "Muuseum", "Kiiev", "Rakvere", "Harjumaa", "Ta"])
def test_other_words_are_no_surnames(word: str) -> None:
    assert not is_surname(word)


def test_the_lists_are_in_order() -> None:
    assert AMBIGUOUS < NAMES
    assert all(name == name.casefold() for name in NAMES)
    assert is_given("Mari-Liis")


@pytest.mark.parametrize("piece", ["A", "A.", "A ", "Mari ", "Mari-", "a/", "(", "koos Zorina Kumm ", "Eesti "])
def test_a_text_however_long_is_gone_through_once(piece: str) -> None:
    assert len(found_in(piece * 30_000)) <= 30_000
