"""Two texts word by word: the same, a slip, another word; and where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.query.likeness_words import Slip, compared, folded, sentences, words_in, words_of

KNOWN = frozenset(["saast", "teenuse", "teenuste", "ametnikult", "juhi"])


def slips(here: str, there: str) -> tuple[Slip, ...] | None:
    return compared(words_of(here), words_of(there), KNOWN)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Teha kaugtööd.", "teha kaugtööd"),
        ("„Nõu“ – ja abi;", '"nõu" - ja abi'),
        ("o\u0303igus", "õigus"),
        ("teha  kaugtööd\nkodus", "teha kaugtööd kodus"),
    ],
)
def test_marks_case_and_white_space_are_no_difference(here: str, there: str) -> None:
    assert slips(here, there) == ()


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("t66", "töö"),
        ("tö6d", "tööd"),
        ("6igus", "õigus"),
        ("Ulesanne", "ülesanne"),
        ("iilesanne", "ülesanne"),
        ("koostddpartner", "koostööpartner"),
        ("té6iilesanne", "tööülesanne"),
        ("paevakava", "päevakava"),
        ("intemet", "internet"),
        ("koolituste", "kooiituste"),
        ("koraldamine", "korraldamine"),
        ("korralldamine", "korraldamine"),
        ("korraldmaine", "korraldamine"),
        ("korrsldamine", "korraldamine"),
        # As a reader of English recognises Estonian.
        ("tilesanded", "ülesanded"),
        ("tihtlaselt", "ühtlaselt"),
        ("Wlesanded", "ülesanded"),
        ("Gigusaktid", "õigusaktid"),
        ("koost6d6suhted", "koostöösuhted"),
        ("tdd6valdkond", "töövaldkond"),
        ("digusaktid", "õigusaktid"),
        ("vib", "võib"),
        ("n6éudlik", "nõudlik"),
        ("jsuab", "jõuab"),
        ("t66vo6tted", "töövõtted"),
        ("ja4aks", "jääks"),
        ("lintsas", "lihtsas"),
        ("ttleb", "ütleb"),
        ("asutusevdline", "asutuseväline"),
        ("Ldahtub", "lähtub"),
        ("to66v6ime", "töövõime"),
        ("néudeid", "nõudeid"),
    ],
)
def test_what_was_damaged_or_mistyped_is_a_slip(here: str, there: str) -> None:
    assert slips(f"hea {here}", f"hea {there}") == (Slip(here.casefold(), there),)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("juhi", "vahetu juhi"),
        ("tööd", "töö"),
        ("tood", "töö"),
        ("tööle", "töö"),
        ("ei osale", "osale"),
        ("vajalik", "ebavajalik"),
        ("B2", "C1"),
        ("Cl", "C1"),
        ("tase B6", "tase BO"),
        ("3", "4"),
        ("13", "1 3"),
        ("50", "50 %"),
        ("1,5", "15"),
        ("teenuse", "teenuste"),
        ("aruande", "aruanded"),
        ("koostamise", "koostamine"),
        ("korraldamne", "korraldamine"),
        ("saast", "sääst"),
        ("asutus", "kasutus"),
        ("juhtumine", "juhtimine"),
        ("korraldus", "kõrvaldus"),
        ("pakkimine", "pakkumine"),
        ("ametnikult", "ametlikult"),
        ("meie Koerula", "meie Koeruxa"),
        ("ja MARAC", "ja MARAS"),
        ("hea", "hea ja hea"),
        ("juhi koos", "koos juhi"),
        ("", "midagi"),
        ("midagi", ""),
    ],
)
def test_another_word_is_no_slip(here: str, there: str) -> None:
    assert slips(here, there) is None


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Maistab", "mõistab"),
        ("infosisteemi", "infosüsteemi"),
        ("kilastatud", "külastatud"),
        ("tséd", "tööd"),
        ("juurdepdis", "juurdepääs"),
        ("viilb", "viib"),
        ("wuenduste", "uuenduste"),
        ("atkestamise", "katkestamise"),
        ("paddevus", "pädevus"),
    ],
)
def test_a_word_that_only_its_sentence_explains_is_a_slip_where_other_letters_lost_their_dots(
    here: str, there: str
) -> None:
    assert slips(f"vahemalt kord aastas {here} hoolikalt", f"vähemalt kord aastas {there} hoolikalt") is not None
    assert slips(f"vähemalt kord aastas {here} hoolikalt", f"vähemalt kord aastas {there} hoolikalt") is None
    assert slips(f"vahemalt {here}", f"vähemalt {there}") is None


def test_a_single_word_without_its_dots_is_explained_by_many_others() -> None:
    assert slips(
        "otsib lahendusi koos meeskonnaga ja hoolib hisest", "otsib lahendusi koos meeskonnaga ja hoolib ühisest"
    )
    assert (
        slips("otsib lahendusi koos meeskonnaga ja hoolib wuest", "otsib lahendusi koos meeskonnaga ja hoolib uuest")
        is None
    )
    assert slips("hoolib hisest", "hoolib ühisest") is None


@pytest.mark.parametrize(
    ("here", "there"),
    [("juhendab", "juhendas"), ("tegevuse", "tegevust"), ("kolm", "kolme"), ("saast", "sääst"), ("tööle", "töötab")],
)
def test_another_word_is_none_though_letters_lost_their_dots_elsewhere(here: str, there: str) -> None:
    assert slips(f"vahemalt kord aastas {here} hoolikalt", f"vähemalt kord aastas {there} hoolikalt") is None


def test_white_space_that_was_lost_or_came_between_is_a_slip() -> None:
    assert slips("hea töö korraldus ja kord", "hea töökorraldus ja kord") == (Slip("töö korraldus", "töökorraldus"),)
    assert slips("heatöö ja k6rd", "hea töö ja kõrd") == (Slip("heatöö", "hea töö"), Slip("k6rd", "kõrd"))
    assert slips("hea töö juht oli", "heatöö juhtol i") == (Slip("hea töö", "heatöö"), Slip("juht oli", "juhtol i"))


def test_levels_and_numbers_are_never_folded() -> None:
    assert folded("Tase B1, 60 päeva; t66l") == "tase b1 60 paeva tooi"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Üks lause. Teine lause! Kolmas?", ["Üks lause.", "Teine lause!", "Kolmas?"]),
        ("Seadmed, nt. Arvuti, jms. Kõik on olemas.", ["Seadmed, nt. Arvuti, jms. Kõik on olemas."]),
        ("Kehtib 1. Jaanuarist. Siis lõpeb.", ["Kehtib 1. Jaanuarist.", "Siis lõpeb."]),
        ("Ta ütles: „Jah.“ Siis läks.", ["Ta ütles: „Jah.“", "Siis läks."]),
        ("J. Tamm käis. ja läks", ["J. Tamm käis. ja läks"]),
        ("ilma lõputa", ["ilma lõputa"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_new_one_begins(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("here", "there", "slips"),
    [
        ("aitab poolepodrdujaid hästi", "aitab poole pöördujaid hästi", ["poolepodrdujaid"]),
        ("aitab podrdu jaid hästi", "aitab pöördujaid hästi", ["podrdu jaid"]),
        ("koostab tdöplaani", "koostab töö plaani", ["tdöplaani"]),
        ("aitab eitööd teha", "aitab tööd teha", None),
        ("aitab tdd teha", "aitab ei tööd teha", None),
        ("maksab 12 eurot", "maksab 1 2 eurot", None),
    ],
)
def test_a_lost_blank_beside_a_damaged_letter_says_the_same(here: str, there: str, slips: list[str] | None) -> None:
    found = compared(words_of(here), words_of(there), set())
    assert (None if found is None else [slip.here for slip in found]) == slips


@given(st.text(st.sampled_from("aAäÄõÕšŠßİﬁ1lI0 .,-–%§\u0301\n")))
def test_words_without_their_places_are_the_same_words(text: str) -> None:
    assert words_in(text) == [word.folded for word in words_of(text)]
