"""Names of people: wherever they stand in a document, they do not enter the position."""

from __future__ import annotations

import pytest

from jdflow.adopt.given import is_given
from jdflow.adopt.names import Names
from tests.adopt.papers import left, lines, plain, understood, unplaced, word

BODY = """AMETIJUHEND
1. ÜLDOSA
Ametinimetus: Arhivaar
Vahetu juht: {manager}
2. TEENISTUSÜLESANDED
2.1. Kogude inventuuri läbiviimine.
3. ÕIGUSED
- teha kaugtööd
4. VASTUTUS
- vara hoidmise eest
"""
REVIEW = "5. {heading}\nAmetijuhend vaadatakse üle kord aastas.\n"


@pytest.mark.parametrize("is_text", [True, False])
@pytest.mark.parametrize("heading", [None, "AMETIJUHENDI MUUTMINE", "LÕPPSÄTTED"])
@pytest.mark.parametrize(
    "ending",
    [
        "Mari Tamm\npeadirektor",
        "peadirektor Mari Tamm",
        "Mari Tamm, peadirektor",
        "Mari-Liis Tamm-Kask\npeadirektor",
        "M. Tamm\npeadirektor",
        "MARI TAMM\nPEADIREKTOR",
        "AGNESSA TAMM\nPEADIREKTOR",
        "/allkirjastatud digitaalselt/ Mari Tamm",
        "(allkirjastatud digitaalselt)\nMari Tamm\nisikukood 38001085718",
        "Vahetu juht: Mari Tamm ____________",
        "Vahetu juht          Ametikoha täitja\nMari Tamm            Jaan Tamm",
        "Ametijuhendiga on tutvunud ja selle täitmiseks kohustub: Jaan Tamm",
        "Olen ametijuhendiga tutvunud ja kohustun seda täitma.\nJaan Tamm, isikukood 38001085718 ____ (allkiri)",
        "Lugesin läbi ja sain aru. Jaan Tamm",
        "Kooskõlastatud: Mari Tamm, osakonnajuhataja",
        "Koostaja Mari Tamm, mari.tamm@naidis.ee",
        "Jaan Tamm, isikukood 38001085718",
        "Isikukood: 38001085718\nNimi: Jaan Tamm",
        "Ametijuhend on kätte antud: Jaan Tamm",
        "Töötaja Jaan Tamm, 01.02.2024",
        "digitaalallkiri\nOlga Tamm\nkantsler",
        "/nimi, allkiri/\nOlga Tamm",
        "Zorina Tamm",
        "Tamm Mari\ndirektor",
        "Mari TAMM\ndirektor",
        "Koopia: Mari Tamm, Jaan Tamm",
        "Sain ametijuhendi ühe eksemplari: Jekaterina Tamm",
        "Teenistuja kinnitab, et on juhendiga tutvunud: Jaan Tamm",
        "Ametijuhend on koostatud kahes eksemplaris.\nTööandja: Mari Tamm\nTöötaja: Jaan Tamm",
        "Allkirjastas digitaalselt: TAMM,MARI,38001085718\nKuupäev: 2024.03.12 10:11:12 +02'00'",
        "Digitally signed by TAMM,MARI,38001085718",
        "Koostanud Mari Tamm, personalispetsialist, tel 612 1360, mari.tamm@naidis.ee",
    ],
)
def test_who_signs_stays_out_however_the_document_ends(ending: str, heading: str | None, *, is_text: bool) -> None:
    text = BODY.format(manager="juhataja") + (REVIEW.format(heading=heading) if heading else "") + ending
    found = understood(lines(text) if is_text else word(text))
    assert "tamm" not in " ".join(said.text for said in found.said()).casefold()
    assert unplaced(found) == []
    assert plain(found.responsibilities) == ["vara hoidmise eest"]
    assert plain(found.review_clause) == (["Ametijuhend vaadatakse üle kord aastas."] if heading else [])
    assert any("tamm" in one.casefold() for one in left(found))


@pytest.mark.parametrize(
    ("manager", "post"),
    [
        ("osakonnajuhataja Mari Tamm", "osakonnajuhataja"),
        ("Kuraator Jaan Tamm", "Kuraator"),
        ("osakonnajuhataja Agnessa Tamm", "osakonnajuhataja"),
        ("Mari Tamm", None),
        ("Agnessa Tamm", None),
        ("Vanem Revident", "Vanem Revident"),
        ("Kogude Osakonna juhataja", "Kogude Osakonna juhataja"),
        ("osakonnajuhataja (Olga Ivanova)", "osakonnajuhataja"),
        ("osakonnajuhataja – Olga Ivanova", "osakonnajuhataja"),
        ("Olga Ivanova, osakonnajuhataja", "osakonnajuhataja"),
        ("juhataja O. Ivanova", "juhataja"),
    ],
)
def test_of_who_is_named_with_a_post_the_post_stays(manager: str, post: str | None) -> None:
    found = understood(lines(BODY.format(manager=manager)))
    assert (str(plain(found.manager)).casefold() if found.manager else None) == (post and post.casefold())
    assert unplaced(found) == []


@pytest.mark.parametrize(
    ("sentence", "rest", "out"),
    [
        ("Jaan Tamme vara hoidmise eest", "vara hoidmise eest", "Jaan Tamme"),
        ("vara hoidmise eest koos Olga Ivanovaga", "vara hoidmise eest koos", "Olga Ivanovaga"),
        ("vara (hoiab M. Tamm) eest", "vara eest", "(hoiab M. Tamm)"),
        ("vastamise eest telefonil 6121360 ja kirja teel", "vastamise eest ja kirja teel", "telefonil 6121360"),
        ("vastamise eest aadressil keegi@naidis.ee", "vastamise eest aadressil", "keegi@naidis.ee"),
        ("arvete eest, kood 38001085718, ja lepingute eest", "arvete eest, kood ja lepingute eest", "38001085718,"),
    ],
)
def test_what_is_private_is_cut_out_of_a_sentence_and_asks_for_a_look(sentence: str, rest: str, out: str) -> None:
    text = BODY.format(manager="juhataja").replace("vara hoidmise eest", sentence)
    found = understood(lines(text))
    [one] = found.responsibilities
    assert (plain(one), left(found)) == (rest, [out])
    assert (one.sure, len(one.notes)) == (0.6, 1)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "sentence",
    [
        "vastamise eest telefonil 612 1360 ja aadressil info@naidis.ee",
        "Juhan Liivile pühendatud näituse eest",
        "koostöö eest Jaan Poska Gümnaasiumi ja Eesti Rahva Muuseumiga",
    ],
)
def test_what_is_public_stays_without_a_word(sentence: str) -> None:
    names = Names(public=frozenset({"info@naidis.ee", "+372 612 1360", "Juhan Liiv"}))
    text = BODY.format(manager="juhataja").replace("vara hoidmise eest", sentence)
    [one] = understood(lines(text), names).responsibilities
    assert (plain(one), one.notes) == (sentence, ())  # type: ignore[union-attr]


def test_a_last_line_that_goes_on_is_no_name() -> None:
    text = BODY.format(manager="juhataja").rstrip("\n") + " ja koostöö eest, mida korraldavad\nPõhjamaade Arhiivid"
    assert plain(understood(lines(text)).responsibilities) == [
        "vara hoidmise eest ja koostöö eest, mida korraldavad Põhjamaade Arhiivid"
    ]


@pytest.mark.parametrize(
    ("name", "is_known"), [("Jaan", True), ("Juri", True), ("Mari-Liis", True), ("Eesti", False), ("Leid4", False)]
)
def test_usual_given_names_are_known_as_pictures_were_read(name: str, *, is_known: bool) -> None:
    assert is_given(name) == is_known


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2.1. Kogude inventuuri läbiviimine", "Kogude inventuuri läbiviimine (vastutaja Mari Tamm)"),
        ("Tulemus: Aruanne on esitatud", "Aruanne on esitatud Mari Tammele."),
        ("Ametinimetus: Arhivaar", "Arhivaar (Mari Tamm)"),
        ("- teha kaugtööd", "teha kaugtööd Mari Tamme loal"),
    ],
)
def test_in_no_field_a_name_stays(line: str, said: str) -> None:
    text = BODY.format(manager="juhataja").replace("läbiviimine.\n", "läbiviimine.\nTulemus: Aruanne on esitatud.\n")
    found = understood(lines(text.replace(line, f"{line.split(' ', 1)[0]} {said}")))
    assert "Tamm" not in " ".join(one.text for one in found.said())
    assert [one for one in left(found) if "Tamm" in one] != []
    assert unplaced(found) == []
