"""Headings and labels of all kinds, wherever they stand; and prose that is none."""

from __future__ import annotations

import pytest

from jdflow.adopt.bits.clean import Cleaned
from jdflow.adopt.forms.fold import fold
from jdflow.adopt.forms.vocabulary import LABEL_NAMES, LABELS, SECTION_NAMES, SECTIONS, head_of, label_of, section_of
from jdflow.adopt.sections.parting import Sections
from jdflow.model.adopted import OwnDuty
from tests.adopt.papers import lines, plain, understood, unplaced, word


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("TEENISTUSKOHUSTUSED", "duties"),
        ("Teenistusülesanded", "duties"),
        ("PEAMISED TEENISTUSÜLESANDED", "duties"),
        ("Peamised teenistusülesanded Oodatavad tulemused", "duties"),
        ("Peamised teenistustilesanded Oodatavad tulemussed", "duties"),
        ("TEENISTUSULESANDED Oodatavad tulcmused", "duties"),
        ("TÖÖÜLESANDED", "duties"),
        ("Tookohustused", "duties"),
        ("T66UIesanded", "duties"),
        ("Ulesanded", "duties"),
        ("0IGUSED", "rights"),
        ("6IGSED", "rights"),
        ("öigused", "rights"),
        ("VASTUTUS", "responsibilities"),
        ("Õigused ja vastutus", "entitled"),
        ("TOOVAHENDID", "tools"),
        ("Tddvahendid", "tools"),
        ("AMETIKOHALE ESITATAVAD N6UDED", "requirements"),
        ("Teenistuskoha täitiale esitatavad nõuded", "requirements"),
        ("Ametikoha eesrnärk", "purpose"),
        ("Uldosa", "general"),
        ("Üldandmed", "general"),
        ("Täiendavad kompetentsid, isikuomadused ja teadmised", "additional"),
        ("Ametijuhendi läbivaatamine", "review"),
        ("Poolte allkirjad", "signatures"),
        ("AMETIJUHEND", "document"),
    ],
)
def test_a_heading_is_known_in_all_its_variants_and_after_recognition(heading: str, kind: str) -> None:
    assert section_of(heading) == kind


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Ametinimetus", "title"),
        ("Teenistuskoht", "title"),
        ("Töökoht", "title"),
        ("Struktuuriiiksus", "unit"),
        ("Strukturiüksus", "unit"),
        ("Kes asendab", "substitutes"),
        ("Teenistuja asendaja", "substitutes"),
        ("Teda asendab", "substitutes"),
        ("Keda asendab", "substitutes_for"),
        ("Teenistuja asendab", "substitutes_for"),
        ("Tema asendab", "substitutes_for"),
        ("Otsene juht", "manager"),
        ("Kellele allub", "manager"),
        ("Alluvad", "reports"),
        ("Haridustase", "education"),
        ("Erialane t66kogemus", "experience"),
        ("Keelteoskus", "languages"),
        ("Arvuti kasutamise oskus", "computer_skills"),
        ("Valmisolek lähetusteks", "travel"),
        ("Teadmised ia oskused", "knowledge"),
        ("lsikuomadused", "traits"),
    ],
)
def test_a_label_is_known_in_all_its_variants_and_after_recognition(label: str, field: str) -> None:
    assert label_of(label) == field


def test_what_is_as_like_to_one_label_as_to_another_is_neither() -> None:
    assert label_of("Te??a asendab") is None
    assert label_of("Tega asendab") is None


@pytest.mark.parametrize(
    "text", ["Vastutab", "Vastutusala", "Tulemuslik töö", "Nõustamine", "Koordinaator", "Juhtimine"]
)
def test_other_words_are_neither_heading_nor_label(text: str) -> None:
    assert (section_of(text), label_of(text), head_of(text)) == (None, None, None)


def test_no_two_words_of_the_form_fold_to_the_same_with_another_meaning() -> None:
    for names, table in ((SECTION_NAMES, SECTIONS), (LABEL_NAMES, LABELS)):
        for kind, several in names.items():
            assert {name: table[fold(name)] for name in several.split(";")} == dict.fromkeys(several.split(";"), kind)


def kinds(text: str) -> list[tuple[str, list[str]]]:
    return [(one.kind, [bit.text for bit in one.bits]) for one in Sections(Cleaned(lines(text)).bits).found]


def test_a_heading_in_two_lines_or_behind_its_number() -> None:
    assert kinds("4.\nÕIGUSED\nsaada abi\nAMETIKOHALE ESITATAVAD\nNÕUDED\nHaridus\nkõrgharidus") == [
        ("rights", ["saada abi"]),
        ("requirements", ["Haridus", "kõrgharidus"]),
    ]


def test_a_heading_with_a_colon_before_its_text() -> None:
    assert kinds("Õigused: saada abi\nVastutus: vara eest") == [
        ("rights", ["saada abi"]),
        ("responsibilities", ["vara eest"]),
    ]


def test_words_of_headings_in_prose_are_none() -> None:
    prose = "Õigused ja vastutus tulenevad seadusest."
    assert kinds(f"ÕIGUSED\n- õigused\n{prose}\n- vastutus") == [("rights", ["õigused", prose, "vastutus"])]


def test_the_heads_of_the_table_on_each_page_begin_no_new_section() -> None:
    found = kinds(
        "3. ÜLESANDED\nPõhiülesanded\tOodatavad tulemused\n3.1 a\tb\n\nPõhiülesanded\tOodatavad tulemused\n3.2 c\td"
    )
    assert [kind for kind, _ in found] == ["duties"]


def test_labels_of_requirements_open_the_section_without_its_heading() -> None:
    assert kinds("VASTUTUS\n- vara eest\nHaridus\nKõrgharidus\nKeeleoskus\nEesti keel C1") == [
        ("responsibilities", ["vara eest"]),
        ("requirements", ["Haridus", "Kõrgharidus", "Keeleoskus", "Eesti keel C1"]),
    ]


@pytest.mark.parametrize("heading", ["5. TÖÖKORRALDUS", "5. Töökorraldus", "TÖÖKORRALDUS"])
def test_below_a_heading_that_is_not_known_nothing_is_guessed(heading: str) -> None:
    found = kinds(
        f"3. ÕIGUSED\n- saada abi\n4. VASTUTUS\n- vara eest\n{heading}\nTöö on öösel.\n6. TÖÖVAHENDID\nArvuti."
    )
    assert [kind for kind, _ in found] == ["rights", "responsibilities", "unknown", "tools"]


def test_a_heading_of_word_that_is_not_known_ends_a_section() -> None:
    paper = word("#Ülesanded\n| Nõustamine. | Nõu on antud.\n#Töökorraldus\nTöö on öösel.\n#Õigused\n- saada abi")
    assert [one.kind for one in Sections(Cleaned(paper).bits).found] == ["duties", "unknown", "rights"]


def test_a_table_may_hold_the_headings() -> None:
    paper = word("| **Õigused** | - saada abi\n| **Vastutus** | - vara eest")
    assert [(one.kind, [bit.text for bit in one.bits]) for one in Sections(Cleaned(paper).bits).found] == [
        ("rights", ["saada abi"]),
        ("responsibilities", ["vara eest"]),
    ]


def test_the_title_may_have_words_beside_it() -> None:
    assert kinds("ARHIVAARI AMETIJUHEND\n1. Üldosa\nÜksus: kogu")[0] == ("document", ["ARHIVAARI"])


RIGHTS = "3. ÕIGUSED\n- saada abi\n4. VASTUTUS\n- relvade hoidmise eest\n"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        # Like a label, and like the beginning of a sentence.
        ("5. TÖÖTINGIMUSED", "tools"),
        ("5. AMETIKOHAL TÖÖTAMISEKS VAJALIKUD TEADMISED JA OSKUSED", "requirements"),
        ("5. ASUTUSE TÖÖKORRALDUSE JA PUHKUSE ANDMISE NING TÖÖTASU MAKSMISE ALUSED", "unknown"),
        ("5. SPETSIALISTI TÖÖVAHENDID", "tools"),
        ("5. TÖÖOHUTUSE NÕUDED", "unknown"),
    ],
)
def test_the_next_number_before_capitals_is_always_a_heading(heading: str, kind: str) -> None:
    found = kinds(f"{RIGHTS}{heading}\nMikroskoop ja luup.")
    assert [kind for kind, _ in found] == ["rights", "responsibilities", kind]
    assert found[1][1] == ["relvade hoidmise eest"]


def test_sections_may_have_roman_numbers() -> None:
    found = kinds(
        "I Üldosa\nÜksus: kogu\nII Tööülesanded\n1. Nõustab.\nIII Õigused\n1. saada abi\nIV Eripuhkus\nViis päeva."
    )
    assert [kind for kind, _ in found] == ["general", "duties", "rights", "unknown"]


def test_columns_under_headings_of_their_own_are_sections_one_after_the_other() -> None:
    paper = word(
        "#Ülesanded\n| Nõustamine. | Nõu on antud.\n\n| **Õigused** | **Vastutus**\n| - saada abi | - vara eest\n"
        "| - teha kaugtööd | - andmete eest"
    )
    assert [(one.kind, [bit.text for bit in one.bits]) for one in Sections(Cleaned(paper).bits).found[1:]] == [
        ("rights", ["saada abi", "teha kaugtööd"]),
        ("responsibilities", ["vara eest", "andmete eest"]),
    ]


def test_a_first_number_of_the_next_section_ends_the_one_whose_heading_stands_above() -> None:
    found = kinds(
        "2. AMETIKOHA EESMÄRK\nHoida korda.\n3.1. Arvestus\nTulemus: arve on peetud.\n4. ÕIGUSED\n- saada abi"
    )
    assert found == [
        ("purpose", ["Hoida korda."]),
        ("duties", ["Arvestus", "Tulemus: arve on peetud."]),
        ("rights", ["saada abi"]),
    ]
    found = kinds(
        "2. AMETIKOHA EESMÄRK\nHoida korda.\n3.1. Puhkus on suvel.\n3.2. Töö on öösel.\n4. ÕIGUSED\n- saada abi"
    )
    assert [kind for kind, _ in found] == ["purpose", "unknown", "rights"]


def test_what_is_asked_may_follow_any_section_with_its_labels() -> None:
    found = kinds("5. VASTUTUS\n- vara eest\nHaridus: kõrgharidus\nTöökogemus: kaks aastat")
    assert [kind for kind, _ in found] == ["responsibilities", "requirements"]


def test_the_basic_task_is_the_purpose_where_the_tasks_follow() -> None:
    assert [kind for kind, _ in kinds("2. PÕHIÜLESANNE\nHoida korda.\n3. ÜLESANDED\n3.1 Nõu.\n4. VASTUTUS\n- abi")] == [
        "purpose",
        "duties",
        "responsibilities",
    ]
    assert [kind for kind, _ in kinds("2. PÕHIÜLESANNE\nHoida korda.\n3. ÕIGUSED\n- saada abi")] == ["duties", "rights"]


def test_headings_may_hold_the_title_of_the_position() -> None:
    found = kinds(
        "AMETIJUHEND\nÜldosa\nAmetinimetus: Arhivaar\nOsakond: Kogud\n\nArhivaari õigused\n\nArhivaaril on õigus:\n"
        "- saada abi\n\nArhivaari vastutus\n\nArhivaar vastutab:\n- vara eest\n"
    )
    assert [kind for kind, _ in found] == ["document", "general", "rights", "responsibilities"]


def test_a_short_heading_with_the_next_number_is_one() -> None:
    found = kinds(f"{RIGHTS}5. PALK\nPalk on hea.")
    assert [kind for kind, _ in found] == ["rights", "responsibilities", "unknown"]


def test_numbers_below_the_duties_begin_no_other_section() -> None:
    paper = word("#3. ÜLESANDED\n#3.1. Põhiülesanded\n3.1.1. Nõustamine.\n3.1.2. Asendamine.\n#4. ÕIGUSED\n- saada abi")
    assert [one.kind for one in Sections(Cleaned(paper).bits).found] == ["duties", "rights"]


def test_the_first_heading_of_all_may_be_one_that_no_list_has() -> None:
    paper = word("#AMETIJUHEND\n#3. PÕHIÜLESANDED, ÜLESANNETE KIRJELDUS JA TULEMUSED\n| Nõustamine. | Nõu on antud.")
    assert [one.kind for one in Sections(Cleaned(paper).bits).found] == ["document", "duties"]


def test_a_section_goes_on_with_its_next_number_below_a_line_that_was_no_heading() -> None:
    text = (
        "AMETIJUHEND\n1. ÜLDOSA\n1.1. Ametinimetus\nNõunik\n\nJUHIS\n\n1.2. Struktuuriüksus\nHoidla\n"
        "3. ÜLESANDED\n3.1. Hoidmine.\n- Kogud on hoitud.\nNÄIDIS\n3.2. Lugemine.\n- Loetud.\n4. ÕIGUSED\n- saada abi"
    )
    found = understood(lines(text))
    assert (plain(found.title), plain(found.unit)) == ("Nõunik", "Hoidla")
    assert [duty.duty.text for duty in found.duties if isinstance(duty, OwnDuty)] == ["Hoidmine.", "Lugemine."]
    assert unplaced(found) == ["JUHIS", "NÄIDIS"]


def test_a_heading_that_is_not_known_keeps_what_has_no_number_of_the_section_before() -> None:
    text = "AMETIJUHEND\nAmetinimetus: Nõunik\n3. ÜLESANDED\n3.1. Hoidmine.\n- Hoitud.\nNÄIDIS\n5.1. Muu.\n3.1. Veel."
    found = understood(lines(f"{text}\n6. ÕIGUSED\n- saada abi"))
    assert unplaced(found) == ["NÄIDIS", "5.1. Muu.", "3.1. Veel."]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("[Nn Ülesanded Oodatavad tulemused", "both"),
        ("N| Tööülesanded Tulemused", "both"),
        ("Uued Ülesanded Oodatavad tulemused", None),
        ("[Nn ülesanded ja tulemused", None),
        ("A. " * 9000 + "Ülesanded Tulemused", None),
    ],
)
def test_a_badly_read_head_of_numbers_may_stand_before_both_heads(text: str, column: str | None) -> None:
    assert head_of(text) == column
