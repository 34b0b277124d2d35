"""Whole documents, in both layouts: every text in its field."""

from __future__ import annotations

from datetime import date

from tests.adopt.documents import CLASSIC, IN_WORD, NEWER
from tests.adopt.papers import left, lines, plain, understood, unplaced, word


def test_a_text_in_the_classic_layout_is_read_field_by_field() -> None:
    found = understood(lines(CLASSIC))
    assert (found.template, found.relation) == ("klassikaline", "ametnik")
    assert (plain(found.title), plain(found.qualifier)) == ("Arhivaar", "(paberkogu)")
    assert plain(found.unit) == "Kogude osakond, hoidlate talitus"
    assert (found.effective_from, plain(found.dated)) == (date(2022, 3, 1), "Kehtiv alates 01.03.2022")
    assert (plain(found.approval_number), found.approval_date) == ("1-2/7", date(2022, 2, 14))
    assert plain(found.header) == ["KINNITATUD peadirektori 14.02.2022 käskkirjaga nr 1-2/7"]
    assert plain(found.manager) == "Hoidlate talituse juhataja"
    assert plain(found.substitutes) == ["konservaator", "talituse juhataja"]
    assert plain(found.substitutes_for) == ["konservaatorit", "talituse juhatajat"]
    assert plain(found.purpose) == "Arhivaar hoiab paberkogu korras ja leitavana."
    assert plain(found.duties) == [
        (
            "Kogude korrastamine.",
            [],
            ["Riiulid on märgistatud.", "Iga säilik on leitav viie minutiga. Puuduvad on üles märgitud."],
        ),
        ("Lugejate nõustamine.", [], ["Lugeja on saanud vastuse.", "Päring on registreeritud."]),
        ("Vahetu juhi antud ülesannete täitmine.", [], ["Ülesanne on täidetud tähtajaks."]),
    ]
    assert plain(found.rights) == [
        "saada tööks vajalikku teavet",
        "teha ettepanekuid kogude hoidmiseks",
        "osaleda erialastel koolitustel",
    ]
    assert plain(found.responsibilities) == ["kogude terviklikkuse eest", "oma töö õigeaegse tegemise eest"]
    assert plain(found.tools) == ["Arvuti ja käru.", "Kaitsekindad."]
    assert {name: plain(texts) for name, texts in found.requirements.items()} == {
        "education": ["Kõrgharidus ajaloos."],
        "experience": ["Vähemalt aasta tööd arhiivis."],
        "computer_skills": ["Kasutab arhiivi andmekogu."],
    }
    assert plain(found.languages) == ["eesti C1", "saksa B1", "vene B1"]
    assert plain(found.core) == [
        ("Täpsus", ["Märkab vigu. Parandab need kohe.", "Peab järge."]),
        ("Koostöövõime", ["Arvestab kaaslastega."]),
    ]
    assert plain(found.additional) == [
        ("Rahulikkus, sh enesevalitsus", ["Jääb ka kiirega rahulikuks.", "Ei kaota järge."]),
        ("Hool (kogude suhtes)", ["Käsitleb säilikuid ettevaatlikult."]),
        (None, ["Teadmised paberi säilitamisest."]),
    ]
    assert left(found) == ["Juhan Tamm"]
    assert unplaced(found) == []


def test_a_text_in_the_newer_layout_is_read_field_by_field() -> None:
    found = understood(lines(NEWER))
    assert (found.template, found.relation) == ("teenistuskoht", "töötaja")
    assert plain(found.related) == "Töötaja"
    assert plain(found.title) == "Talituse juhataja"
    assert plain(found.reports) == [
        "arhivaar (paberkogu)",
        "arhivaar (fotod ja filmid)",
        "konservaatorid (paber, nahk)",
    ]
    assert plain(found.substitutes) == ["arhivaar (paberkogu)"]
    assert plain(found.substitutes_for) == [
        "arhivaar (paberkogu)",
        "osakonna juhataja",
        "konservaator (ülesannetes, mis ei eelda pitsatit)",
    ]
    assert plain(found.purpose) == (
        "Hoidlate töö juhtimine ning kogude säilimise tagamine, sh digi- ja paberkogude hooldamine."
    )
    assert plain(found.special_terms) == ["Eritingimused lepitakse kokku lepingus."]
    assert plain(found.duties) == [
        (
            "Hoidlate igapäevase töö juhtimine.",
            [],
            [
                "Töö on jaotatud ja igaühele teada. Järjekordi ei ole.",
                "Seadmed on hooldatud katseaja-, kuu- ja aastaplaani järgi.",
                "IT-lahendused toimivad, rikete kõrvaldamine on kokku lepitud.",
            ],
        ),
        ("Kogude ülevaatuste korraldamine.", [], ["Ülevaatus on tehtud."]),
        ("Osakonna juhataja ülesannete täitmine.", [], ["Ülesanded on täidetud."]),
    ]
    assert {name: plain(texts) for name, texts in found.requirements.items()} == {
        "education": ["Kõrgharidus, soovitavalt arhiivinduses."],
        "experience": ["Vähemalt 4-aastane töökogemus mäluasutuses."],
        "knowledge": ["Hea säilitustingimuste tundmine.", "Inimeste juhtimise oskus."],
        "traits": ["Täpsus, rahulikkus."],
    }
    assert plain(found.languages) == ["eesti C1", "inglise B2"]
    assert plain(found.rights) == [
        "teha kaugtööd kokkuleppel juhiga",
        "saada vajalikku teavet, sh juurdepääs andmekogudele",
    ]
    assert plain(found.responsibilities) == ["hoidlate korrasoleku eest", "kogude säilimise eest"]
    assert plain(found.review_clause) == ["Ametijuhend vaadatakse üle kord aastas koos juhiga."]
    assert unplaced(found) == []


def test_a_word_file_is_read_field_by_field() -> None:
    found = understood(word(IN_WORD, margins=("Muuseum", "lk 1 / 2", "Ametijuhend: Spetsialist")))
    assert (found.template, found.relation, found.effective_from) == ("klassikaline", "töötaja", date(2023, 9, 1))
    assert (plain(found.title), plain(found.unit)) == ("Spetsialist", "Kogude osakond")
    assert plain(found.substitutes) == ["arhivaar", "konservaator"]
    assert found.substitutes_for == ()
    assert plain(found.duties) == [
        (
            "Kogude digimine",
            ["kaartide skaneerimine", "nimetamine"],
            ["Failid on loetavad.", "Nimed on õiged."],
        ),
        ("Päringutele vastamine.", [], ["Vastus on antud."]),
    ]
    assert plain(found.rights) == ["kasutada lugemissaali seadmeid", "saada koolitust"]
    assert plain(found.responsibilities) == ["seadmete korrasoleku eest"]
    assert plain(found.languages) == ["eesti B2"]
    assert plain(found.core) == [("Täpsus", ["Kontrollib tulemust."])]
    assert plain(found.additional) == [
        ("Hool", ["Käsitleb esemeid ettevaatlikult.", "Ei kiirusta."]),
        (None, ["Teadmised failivormingutest."]),
    ]
    assert left(found) == ["Muuseum"]
    assert unplaced(found) == []
    assert {said.sure for said in found.said()} == {1.0, 0.9}
