"""What was understood of a document, written as a position's file."""

from __future__ import annotations

from datetime import date
from functools import partial

from jdflow.adopt.page import position_file
from jdflow.app.fmt import Form, format_file
from jdflow.language import Voice, msg
from jdflow.model.adopted import (
    Adopted,
    Entry,
    Near,
    OwnCompetency,
    OwnDuty,
    Person,
    Said,
    Speech,
    Taken,
)
from jdflow.model.paper import Spot
from jdflow.model.texts import Item
from jdflow.shape import shape_position
from jdflow.shape.position import POSITION
from jdflow.source.reader import read

PATH = "positions/yksus/koordinaator.yaml"
SCHEMA = "../../shared/schema/position.json"


def said(text: str, **more: object) -> Said:
    return Said(text, text, (Spot(1),))._replace(**more)  # type: ignore[arg-type]


def file_of(adopted: Adopted) -> str:
    return position_file(adopted, Voice("et"), default_template="klassikaline", schema=SCHEMA)


FULL = Adopted(
    "teenistuskoht",
    relation="ametnik",
    title=said("Koordinaator"),
    qualifier=said("(MARAC)"),
    unit=said("andmetalitus"),
    unit_key="andmetalitus",
    effective_from=date(2021, 7, 1),
    effective_to=date(2027, 6, 30),
    approval_number=said("12-3"),
    approval_date=date(2021, 6, 20),
    approval_basis=said("punkti 5 alusel"),
    header=(said("KINNITATUD"),),
    manager=Person(said("Talituse juhataja"), "talituse-juhataja", is_printed=True),
    substitutes=(Person(said("koordinaator")), Person(said("Ekspert (kvaliteet)"))),
    substitutes_for=(Person(said("koordinaatorit"), "koordinaator-marac"),),
    purpose=said("Tööd tehakse hästi: alati."),
    duties=(
        OwnDuty(said("Nõustamine, sh:"), (said("kirjalik"), said("suuline")), (said("Nõu on antud."),)),
        Taken(
            "duties/koostoo",
            (said("Koostöö."),),
            values={"partnerid": "koolidega"},
            plus={"results": (said("Lisatud tulemus."),)},
            minus=("Teave liigub.",),
        ),
    ),
    rights=(Taken("rights/kaugtoo", (said("teha kaugtööd"),)), Near(said("saada abi"), "rights/teave", 0.876)),
    responsibilities=(said("vara eest", sure=0.5),),
    tools=(said("Arvuti."),),
    requirements={"education": (said("Kõrgharidus."),), "traits": (said("hoolivus"), said("täpsus"))},
    languages=(Speech("eesti", "C1", said("Eesti keel C1.")), said("Soovitavalt üks võõrkeel.")),
    core=(OwnCompetency(said("Efektiivsus"), (said("Töötab hästi."),)),),
    additional=(
        Taken("competencies/loovus", (said("Loovus"),), variant="lühike"),
        OwnCompetency(None, (said("Teadmised andmekaitsest."),)),
    ),
    review_clause=(Taken("clauses/labivaatamine", (said("Üle vaadatakse."),)),),
)


def test_every_field_stands_in_its_place() -> None:
    assert file_of(FULL) == (
        """\
# yaml-language-server: $schema=../../shared/schema/position.json
ametinimetus: Koordinaator
täpsustus: (MARAC)
struktuuriüksus: andmetalitus
teenistuja: ametnik
mall: teenistuskoht
kehtiv_alates: 2021-07-01
kehtiv_kuni: 2027-06-30
kinnitamine:
  kinnitamisviis: käskkiri
  number: 12-3
  kuupäev: 2021-06-20
  alus: punkti 5 alusel
  päis:
    - KINNITATUD
vahetu_juht: talituse-juhataja
asendajad:
  - tekst: koordinaator
  - Ekspert (kvaliteet)
asendab:
  - teenistuskoht: koordinaator-marac
    tekst: koordinaatorit
eesmärk: 'Tööd tehakse hästi: alati.'
ülesanded:
  - ülesanne: Nõustamine, sh:
    sh:
      - kirjalik
      - suuline
    tulemused:
      - Nõu on antud.
  - kasuta: duties/koostoo
    väärtused:
      partnerid: koolidega
    lisaks:
      tulemused:
        - Lisatud tulemus.
    jäta_välja:
      - Teave liigub.
õigused:
  - kasuta: rights/kaugtoo
  # Lähim ühisplokk: rights/teave (sarnasus 87%).
  - saada abi
vastutus:
  # Kas see on siin õiges kohas?
  - vara eest
töövahendid: Arvuti.
nõuded:
  haridus: Kõrgharidus.
  keeleoskus:
    - {keel: eesti, tase: C1}
    - Soovitavalt üks võõrkeel.
  isikuomadused:
    - hoolivus
    - täpsus
kompetentsid:
  tööks_vajalikud:
    - nimi: Efektiivsus
      laused:
        - Töötab hästi.
  täiendavad:
    - kasuta: competencies/loovus
      variant: lühike
    - Teadmised andmekaitsest.
muutmine:
  - kasuta: clauses/labivaatamine
"""
    ).replace("ülesanne: Nõustamine, sh:", "ülesanne: 'Nõustamine, sh:'")


def test_the_file_is_read_without_a_problem_and_canonical() -> None:
    data = file_of(FULL).encode()
    position, problems = shape_position("koordinaator", PATH, read(PATH, data))
    assert problems == []
    assert position is not None
    assert (position.title, len(position.duties), position.relation) == ("Koordinaator", 2, "ametnik")
    form = Form(POSITION, partial(shape_position, "koordinaator", PATH))
    assert format_file(PATH, data, form).after == data


def test_what_is_missing_is_asked_for() -> None:
    text = file_of(Adopted("klassikaline", title=said("Ekspert"), unit=said("Kadunud osakond")))
    assert text == (
        "# yaml-language-server: $schema=../../shared/schema/position.json\n"
        "ametinimetus: Ekspert\n"
        "# Dokumendis: „Kadunud osakond“.\n"
        "struktuuriüksus:\n"
        "teenistuja:\n"
        "eesmärk:\n"
    )


def test_no_text_ends_its_line_and_no_value_says_something_else() -> None:
    hostile = [
        "a\nteenistuja: töötaja",
        "# x",
        "- y",
        "*alias",
        "{{ x }}",
        "'",
        '"',
        ": x",
        "&a",
        "!!python/x y",
        "yes",
    ]
    notes = (msg("Read “{what}” here.", what="\n- kasuta: rights/koik\r"),)
    entries: tuple[Entry, ...] = tuple(said(text, notes=notes) for text in hostile)
    text = file_of(Adopted("klassikaline", title=said("'"), rights=entries, requirements={"education": entries[:1]}))
    position, problems = shape_position("x", PATH, read(PATH, text.encode()))
    # Only what is missing is wrong.
    assert {problem.rule.code for problem in problems} == {"JD102", "JD110"}
    assert position is not None
    assert position.unit is None
    assert [entry.text for entry in position.rights if isinstance(entry, Item)] == hostile
