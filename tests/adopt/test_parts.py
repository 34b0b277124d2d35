"""Rights, responsibilities, tools, languages and competencies: lists and what leads to them."""

from __future__ import annotations

import pytest

from tests.adopt.papers import lines, plain, understood, unplaced, word

TEXT = "AMETIJUHEND\nAmetinimetus: Arhivaar\nÜLESANDED\n- hoiab kogusid ja peab nende üle arvestust\n"


@pytest.mark.parametrize(
    ("text", "rights", "responsibilities"),
    [
        ("ÕIGUSED\nOmab õigust:\n- saada abi;\n- teha tööd.\nVASTUTUS\nOmab vastutust:\n- vara eest.", 2, 1),
        ("Õigused ja vastutus\nÕigused\n- saada abi;\n- teha tööd.\nVastutus\n- vara eest.", 2, 1),
        (
            "Õigused ja vastutus\nArhivaaril on õigus:\n1. saada abi;\n2. teha tööd\nArhivaar vastutab:\n1. vara eest",
            2,
            1,
        ),
        ("ÕIGUSED\nTöötajal on õigus saada abi; teha tööd; küsida nõu.\nVASTUTUS\nTöötaja vastutab vara eest.", 3, 1),
        ("ÕIGUSED\nArhivaaril on õigus\n1. saada abi;\n2. teha tööd\nVASTUTUS\nArhivaar vastutab\n1. vara eest", 2, 1),
        ("ÕIGUSED\nsaada abi;\nteha tööd.\nVASTUTUS\nvara eest\nkorra eest", 2, 2),
        ("ÕIGUSED\nsaada abi\nteha tööd teiste üksuste ja partnerite abiga\nkasutada vara\nVASTUTUS\nvara eest", 3, 1),
        ("ÕIGUSED\nOmab õigust:\nsaada abi\nteha tööd teiste abiga\nkasutada vara\nVASTUTUS\nvara eest", 3, 1),
        ("ÕIGUSED\nTal on õigus saada abi. Ta võib teha kaugtööd.\nVASTUTUS\n• vara\neest", 2, 1),
    ],
)
def test_lists_of_all_shapes_are_read(text: str, rights: int, responsibilities: int) -> None:
    found = understood(lines(TEXT + text))
    assert (len(found.rights), len(found.responsibilities)) == (rights, responsibilities)
    assert plain(found.responsibilities)[0] == "vara eest"  # type: ignore[index]
    assert unplaced(found) == []


@pytest.mark.parametrize(
    ("text", "rights", "responsibilities"),
    [
        (
            "ÕIGUSED\nJuhi abil on õigus käia.\nVASTUTUS\nJuhi abi vastutab info eest; raha eest;\nvee eest; töö eest",
            ["käia"],
            ["info eest", "raha eest", "vee eest", "töö eest"],
        ),
        (
            "ÕIGUSED\n4.1. Saada abi.\nVASTUTUS\n5.1. Vastutab andmete eest.\n5.2. Vastutab raha eest.",
            ["Saada abi."],
            ["andmete eest", "raha eest"],
        ),
        (
            "ÕIGUSED\n- saada abi\nVASTUTUS\n- Vastutab andmete eest.\n- Hoiab korda.",
            ["saada abi"],
            ["Vastutab andmete eest.", "Hoiab korda."],
        ),
    ],
)
def test_what_leads_to_all_items_belongs_to_none(text: str, rights: list[str], responsibilities: list[str]) -> None:
    found = understood(lines(TEXT + text))
    assert (plain(found.rights), plain(found.responsibilities)) == (rights, responsibilities)


def test_what_could_be_a_right_or_a_responsibility_is_not_placed() -> None:
    found = understood(lines(f"{TEXT}ÕIGUSED JA VASTUTUS\n- saada abi\n- vara eest\nKEELEOSKUS\neesti keel C1"))
    assert (found.rights, found.responsibilities) == ((), ())
    assert unplaced(found) == ["- saada abi", "- vara eest"]


def test_a_review_clause_in_the_list_of_responsibilities_is_none_of_them_and_a_right_that_speaks_of_it_is_one() -> None:
    clause = "Ametijuhend vaadatakse läbi igal sügisel."
    text = f"ÕIGUSED\n- saada abi\n- Osaleda ametijuhendi läbivaatamisel.\nVASTUTUS\n- vara eest\n- {clause}"
    found = understood(lines(TEXT + text))
    assert plain(found.rights) == ["saada abi", "Osaleda ametijuhendi läbivaatamisel."]
    assert (plain(found.responsibilities), plain(found.review_clause)) == (["vara eest"], [clause])


@pytest.mark.parametrize(
    "right",
    [
        "Ametijuhendi uuendamisel kaasa rääkida, kui seda muudetakse",
        "Ametijuhendit muudetakse üksnes tema teadmisel",
        "Ametijuhendit uuendatakse igal kevadel ja selleks mõtteid esitada",
    ],
)
def test_a_right_about_the_job_description_that_is_changed_is_no_review_clause(right: str) -> None:
    found = understood(lines(f"{TEXT}ÕIGUSED\n- saada abi;\n- {right};\n- osaleda koolitustel."))
    assert (plain(found.rights), found.review_clause) == (["saada abi", right, "osaleda koolitustel"], ())


@pytest.mark.parametrize(
    "clause",
    [
        "Ametijuhendit muudetakse tööülesannete muutumisel.",
        "Ametijuhend vaadatakse üle kord aastas;",
        "Ametijuhendit uuendatakse, kui töö muutub.",
        "Ametijuhendit muudetakse vahetu juhi ettepanekul.",
    ],
)
def test_an_item_that_says_who_changes_the_job_description_or_when_is_a_review_clause(clause: str) -> None:
    found = understood(lines(f"{TEXT}ÕIGUSED\n- saada abi;\n- {clause}"))
    assert (plain(found.rights), plain(found.review_clause)) == (["saada abi"], [clause])


@pytest.mark.parametrize(
    ("lead", "relation"),
    [("Ametnikul on õigus:", "ametnik"), ("Töötajal on õigus:", "töötaja"), ("Omab õigust:", None)],
)
def test_a_lead_in_may_tell_the_relation(lead: str, relation: str | None) -> None:
    assert understood(lines(f"{TEXT}ÕIGUSED\n{lead}\n- saada abi\nVASTUTUS\n- vara eest")).relation == relation


def test_marks_of_the_list_are_dropped_and_those_of_sentences_stay() -> None:
    found = understood(
        lines(f"{TEXT}ÕIGUSED\n- saada abi;\n- teha, mida vaja,\n- Pöörduda juhi poole.\n- osaleda koolitustel jne.")
    )
    assert plain(found.rights) == [
        "saada abi",
        "teha, mida vaja",
        "Pöörduda juhi poole.",
        "osaleda koolitustel jne.",
    ]


def test_the_review_clause_is_found_below_a_list_and_under_its_heading() -> None:
    clause = "Ametijuhend vaadatakse üle kord aastas."
    more = "Ka siis, kui töö muutub, räägitakse see läbi."
    found = understood(
        word(f"#AMETIJUHEND\n| Amet | Arhivaar\n#Õigused\n- saada abi\n#Vastutus\n- vara eest\n{clause}\n{more}")
    )
    assert plain(found.review_clause) == [clause, more]
    found = understood(lines(f"{TEXT}ÕIGUSED\n- saada abi\n8. AMETIJUHENDI MUUTMINE\n{clause}\n{more}"))
    assert plain(found.review_clause) == [clause, more]
    found = understood(lines(f"{TEXT}ÕIGUSED\n- saada abi\n9. LÕPPSÄTTED\n{clause}\n- Juhendil on lisa."))
    assert (plain(found.review_clause), unplaced(found)) == ([clause, "Juhendil on lisa."], [])
    found = understood(lines(f"{TEXT}ÕIGUSED\n- saada abi\n9. MUUD ASJAOLUD\n{clause}\n- Juhendil on lisa."))
    assert (plain(found.review_clause), unplaced(found)) == ([clause], ["9. MUUD ASJAOLUD", "- Juhendil on lisa."])


def test_tools_are_sentences_or_items() -> None:
    found = understood(lines(f"{TEXT}ÕIGUSED\n- saada abi\nTÖÖVAHENDID\nArvuti ja\nkäru. Telefon."))
    assert plain(found.tools) == ["Arvuti ja käru.", "Telefon."]
    found = understood(lines(f"{TEXT}ÕIGUSED\n- saada abi\nTÖÖVAHENDID\nKasutusel on:\n- arvuti;\n- käru."))
    assert plain(found.tools) == ["arvuti", "käru"]


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Eesti keele oskus tasemel C1.", ["eesti C1"]),
        ("Valdab eesti keelt vähemalt tasemel C1.", ["eesti C1"]),
        ("inglise ja vene keelt vähemalt tasemel B1", ["inglise B1", "vene B1"]),
        ("Eesti keel – C1", ["eesti C1"]),
        ("eesti keel C1, inglise keel B2", ["eesti C1", "inglise B2"]),
        ("Eesti keel kõrgtasemel (C1).", ["eesti C1"]),
        ("Eesti keele oskus tasemel Cl. lnglise kee1 81.", ["eesti C1", "inglise B1"]),
        ("Eesti keele oskus C1. Kasuks tuleb vene keel.", ["eesti C1", "Kasuks tuleb vene keel."]),
        ("Valdab eesti keelt vihemalt tasemel C1.", ["eesti C1"]),
        ("Eesti keeele oskus C1. Iriglise keel B1.", ["eesti C1", "inglise B1"]),
        ("Eesti kecle oskus tasemel C1.", ["eesti C1"]),
        ("Vuldab lngllse keelt tasemcl C 1, vene kele oskus B l.", ["inglise C1", "vene B1"]),
        ("Eesti keel vabalt C1.", ["Eesti keel vabalt C1."]),
        ("Vene või inglise keel B2.", ["Vene või inglise keel B2."]),
        ("Soovitavalt soome keel B1.", ["Soovitavalt soome keel B1."]),
        ("Väga hea eesti keele oskus.", ["Väga hea eesti keele oskus."]),
        ("Eesti keel vähemalt C1, inglise keel vähemalt B1.", ["eesti C1", "inglise B1"]),
        ("Eesti keele oskus vähemalt C1-tasemel ja vene keele oskus vähemalt B1-tasemel.", ["eesti C1", "vene B1"]),
        ("Eesti keel C1 või vene keel C1.", ["Eesti keel C1 või vene keel C1."]),
        ("Eesti keel vähemalt C1, kõnes B2.", ["Eesti keel vähemalt C1, kõnes B2."]),
        ("Kaks võõrkeelt tasemel B2.", ["Kaks võõrkeelt tasemel B2."]),
    ],
)
def test_a_language_has_its_level_where_the_sentence_says_just_that(text: str, languages: list[str]) -> None:
    found = understood(
        word(f"#AMETIJUHEND\n| Amet | Arhivaar\n#Nõuded\n| Keeleoskus | {text}\n#Õigused\n- saada abi ja nõu")
    )
    assert plain(found.languages) == languages


def test_languages_in_lines_of_their_own_stay_apart() -> None:
    found = understood(lines(f"{TEXT}NÕUDED\nKeeleoskus\neesti keel emakeelena\ninglise keel B2"))
    assert plain(found.languages) == ["eesti keel emakeelena", "inglise B2"]


CORE = [("Täpsus", ["Märkab vigu. Parandab need.", "Peab järge."]), ("Koostöö", ["Arvestab teistega."])]


@pytest.mark.parametrize(
    "text",
    [
        "#Täpsus\n- Märkab vigu. Parandab need.\n- Peab järge.\n#Koostöö\n- Arvestab teistega.",
        "**Täpsus:**\n- Märkab vigu. Parandab need.\n- Peab järge.\n**Koostöö:**\n- Arvestab teistega.",
        "| Täpsus | - Märkab vigu. Parandab need. // - Peab järge.\n| Koostöö | - Arvestab teistega.",
    ],
)
def test_a_core_competency_is_a_name_with_a_list(text: str) -> None:
    paper = word(f"#AMETIJUHEND\n| Amet | Arhivaar\n#Õigused\n- saada abi\n#Nõuded\n#Kompetentsid\n{text}")
    assert plain(understood(paper).core) == CORE


def test_lines_added_to_the_last_core_competency_belong_to_it() -> None:
    text = "Täpsus:\n\n- Märkab vigu. Parandab\nneed.\n- Peab järge.\n\nKoostöö:\n- Arvestab teistega.\n- Lisatud rida."
    found = understood(lines(f"{TEXT}ÕIGUSED\n- saada abi\nTÖÖKS VAJALIKUD KOMPETENTSID\n{text}"))
    assert plain(found.core) == [CORE[0], ("Koostöö", ["Arvestab teistega.", "Lisatud rida."])]


def test_sentences_wrapped_with_blank_lines_name_no_competency() -> None:
    text = (
        "Täpsus:\n\nMärkab vigu, mida leidub, ning\n\nparandab need.\n\nPeab järge.\n\nKoostöö:\n\nArvestab teistega."
    )
    found = understood(lines(f"{TEXT}ÕIGUSED\n- saada abi\nTÖÖKS VAJALIKUD KOMPETENTSID\n\n{text}"))
    assert plain(found.core) == [
        ("Täpsus", ["Märkab vigu, mida leidub, ning parandab need.", "Peab järge."]),
        ("Koostöö", ["Arvestab teistega."]),
    ]


def test_a_core_competency_without_sentences_is_not_placed() -> None:
    found = understood(lines(f"{TEXT}ÕIGUSED\n- saada abi\nKOMPETENTSID\nTäpsus:\nKoostöö:\n- Arvestab teistega."))
    assert (plain(found.core), unplaced(found)) == ([("Koostöö", ["Arvestab teistega."])], ["Täpsus"])


@pytest.mark.parametrize(
    ("line", "competency"),
    [
        ("- **Loovus**: Pakub mõtteid. Katsetab.", ("Loovus", ["Pakub mõtteid.", "Katsetab."])),
        ("- **Loovus**, sh leidlikkus: Pakub mõtteid.", ("Loovus, sh leidlikkus", ["Pakub mõtteid."])),
        ("- **Loovus** (leidlikkus): Pakub mõtteid.", ("Loovus (leidlikkus)", ["Pakub mõtteid."])),
        ("- Loovus: Pakub mõtteid.", ("Loovus", ["Pakub mõtteid."])),
        ("- **Loovus** – Pakub mõtteid.", ("Loovus", ["Pakub mõtteid."])),
        ("- **Loovus** Pakub mõtteid.", ("Loovus", ["Pakub mõtteid."])),
        ("- **Loovus:** Pakub mõtteid.", ("Loovus", ["Pakub mõtteid."])),
        ("- Teadmised arhiivist, hoidmisest. Oskused.", (None, ["Teadmised arhiivist, hoidmisest. Oskused."])),
    ],
)
def test_an_additional_competency_has_its_name_before_its_sentences(line: str, competency: object) -> None:
    paper = word(
        f"#AMETIJUHEND\n| Amet | Arhivaar\n#Õigused\n- saada abi\n#Täiendavad kompetentsid\n{line}\n- Teadmised."
    )
    assert plain(understood(paper).additional) == [competency, (None, ["Teadmised."])]


def test_in_a_table_a_row_without_a_name_is_a_line_of_its_own() -> None:
    table = "#Kompetentsid\n| Hool | - Hoiab. // - Kaitseb.\n|  | - Tunneb arhiivi.\n"
    more = "#Täiendavad kompetentsid\n| Loovus | Pakub mõtteid: uusi. Katsetab.\n|  | Teadmised arhiivist.\n"
    found = understood(word(f"#AMETIJUHEND\n| Amet | Arhivaar\n#Õigused\n- saada abi ja nõu\n#Nõuded\n{table}{more}"))
    assert plain(found.core) == [("Hool", ["Hoiab.", "Kaitseb."])]
    # A core competency has a name.
    assert unplaced(found) == ["Tunneb arhiivi."]
    assert plain(found.additional) == [
        ("Loovus", ["Pakub mõtteid: uusi.", "Katsetab."]),
        (None, ["Teadmised arhiivist."]),
    ]


def test_a_row_that_a_page_has_cut_goes_on_with_its_competency() -> None:
    table = "| Hool | - Hoiab.\n\n|  | - Kaitseb."
    found = understood(word(f"#AMETIJUHEND\n| Amet | Arhivaar\n#Õigused\n- saada abi ja nõu\n#Kompetentsid\n{table}"))
    assert plain(found.core) == [("Hool", ["Hoiab.", "Kaitseb."])]


def test_requirements_may_follow_the_competencies() -> None:
    text = "KOMPETENTSID\nTäpsus:\n- Märkab vigu.\nIsikuomadused\nrahulik\nTeadmised\nTunneb arhiivi."
    found = understood(lines(f"{TEXT}ÕIGUSED\n- saada abi\n{text}"))
    assert plain(found.core) == [("Täpsus", ["Märkab vigu."])]
    assert {name: plain(texts) for name, texts in found.requirements.items()} == {
        "traits": ["rahulik"],
        "knowledge": ["Tunneb arhiivi."],
    }


def test_below_rights_and_obligations_only_rights_are_taken() -> None:
    text = "3. ÕIGUSED JA KOHUSTUSED\n3.1 Arhivaaril on õigus:\n- saada abi\n3.2 Ta on kohustatud:\n- hoidma saladust"
    body = "AMETIJUHEND\n1. ÜLDOSA\nAmet: Arhivaar\n2. ÜLESANDED\n2.1 Nõustamine.\n2.2 Arvestus.\n"
    found = understood(lines(f"{body}{text}\n4. VASTUTUS\n- vara eest"))
    assert (plain(found.rights), unplaced(found)) == (["saada abi"], ["- hoidma saladust"])
