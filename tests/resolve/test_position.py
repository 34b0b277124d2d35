"""A position with its shared blocks put in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.reading import Reading
from jdflow.resolve.uses import uses_in_block, uses_in_position
from tests.support import overlay

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jdflow.model.resolved import Line, Resolved

EXAMPLE = """\
ülesanded:
  - id: oma
    ülesanne: Oma töö.
    sh: [osa, {kasuta: duties/tulemused, jäta_välja: [Andmed on leitavad.]}]
    tulemused: [{kasuta: duties/tulemused, lisaks: [Lõpp., {kasuta: duties/uhekordsed-ulesanded}]}]
  - kasuta: duties/uhekordsed-ulesanded
    jäta_välja: [tahtaeg]
    lisaks: {sh: [lisatud osa], tulemused: [Lisatud., {kasuta: duties/tulemused}]}
  - {kasuta: duties/teabe-jagamine, väärtused: {teema: andmete}}
  - kasuta: duties/tulemused
õigused:
  - õppida
  - {kasuta: rights/kaugtoo, lisaks: [puhata, {kasuta: rights/uus}]}
  - {tekst: küsida, id: kysida}
vastutus: [{kasuta: responsibilities/puudub}, andmete eest]
töövahendid: arvuti
nõuded:
  haridus: {kasuta: requirements/korgharidus}
  keeleoskus: [{keel: eesti, tase: C1}, Inglise keel hea., {kasuta: requirements/keeled}]
kompetentsid:
  tööks_vajalikud:
    - {kasuta: competencies/loovus, variant: lühike, lisaks: [Leiab.]}
    - {nimi: Täpsus, laused: [{kasuta: competencies/loovus}]}
    - {kasuta: competencies/puudub}
  täiendavad: [Andmekaitse., {kasuta: competencies/loovus, jäta_välja: [Pakub uusi mõtteid.]}]
eritingimused: [{kasuta: clauses/puudub}]
muutmine: Kord aastas.
# shared/rights/uus.yaml
nimi: Uus
laused: ["{{ teenistuja.nimetav }} on uus"]
# shared/requirements/keeled.yaml
nimi: Keeled
laused: [Saksa keel., Vene keel.]
"""
# A reading is a book of its own: the register and all blocks.
READING = Reading(overlay(EXAMPLE))


def example() -> Resolved:
    resolved = READING.resolved("naidis")
    assert resolved is not None
    return resolved


def texts(lines: Iterable[Line]) -> list[str]:
    return [line.text for line in lines]


def origins(lines: Iterable[Line]) -> list[tuple[str | None, int]]:
    """For each line, the block that it comes from, and the line of the file that says so."""
    return [(line.origin, line.at.place.line) for line in lines]


def test_a_duty_of_ones_own() -> None:
    duty = example().duties[0]
    assert (duty.id, duty.duty.text, duty.duty.origin) == ("oma", "Oma töö.", None)
    assert texts(duty.parts) == ["osa", "Andmed on ajakohased."]
    assert texts(duty.results) == [
        "Andmed on leitavad.",
        "Andmed on ajakohased.",
        "Lõpp.",
        "Ülesanded on täidetud tähtajaks.",
        "Tulemus vastab ülesande eesmärgile.",
    ]


def test_a_duty_from_a_block() -> None:
    duty = example().duties[1]
    assert duty.duty[:2] == (
        "Ühekordsete ülesannete täitmine vahetu juhi korraldusel.",
        "duties/uhekordsed-ulesanded",
    )
    assert texts(duty.parts) == ["lisatud osa"]
    assert texts(duty.results) == [
        "Tulemus vastab ülesande eesmärgile.",
        "Lisatud.",
        "Andmed on leitavad.",
        "Andmed on ajakohased.",
    ]
    assert origins(duty.results) == [
        ("duties/uhekordsed-ulesanded", 6),
        (None, 8),
        ("duties/tulemused", 8),
        ("duties/tulemused", 8),
    ]


def test_values_reach_the_duty_and_its_results() -> None:
    duty = example().duties[2]
    assert (duty.duty.text, texts(duty.results)) == (
        "Teabe jagamine andmete kohta.",
        ["Partnerid teavad andmete eesmärki."],
    )


def test_a_list_of_results_is_no_duty() -> None:
    assert len(example().duties) == 3


def test_lists() -> None:
    resolved = example()
    assert texts(resolved.rights) == [
        "õppida",
        "teha kaugtööd kokkuleppel vahetu juhiga",
        "puhata",
        "töötaja on uus",
        "küsida",
    ]
    assert texts(resolved.responsibilities) == ["andmete eest"]
    assert texts(resolved.tools) == ["arvuti"]
    assert texts(resolved.special_terms) == []
    assert texts(resolved.review_clause) == ["Kord aastas."]
    assert texts(resolved.requirements["education"]) == ["Kõrgharidus."]
    assert resolved.requirements["travel"] == ()


def test_languages() -> None:
    assert [(one.text.text, one.language, one.level) for one in example().languages] == [
        ("eesti C1", "eesti", "C1"),
        ("Inglise keel hea.", None, None),
        ("Saksa keel.", None, None),
        ("Vene keel.", None, None),
    ]


def test_competencies() -> None:
    resolved = example()
    assert [(one.name, texts(one.items), one.origin) for one in (*resolved.core, *resolved.additional)] == [
        ("Loovus", ["Pakub uusi mõtteid.", "Leiab."], "competencies/loovus"),
        ("Täpsus", ["Pakub uusi mõtteid.", "Täiustab ka olemasolevat."], None),
        (None, ["Andmekaitse."], None),
        ("Loovus", ["Täiustab ka olemasolevat."], "competencies/loovus"),
    ]


def test_every_list_is_looked_at_for_repetition() -> None:
    lists = [texts(lines) for lines in example().lists()]
    assert [
        "Oma töö.",
        "Ühekordsete ülesannete täitmine vahetu juhi korraldusel.",
        "Teabe jagamine andmete kohta.",
    ] in lists
    assert ["Loovus", "Täpsus"] in lists
    assert ["Andmekaitse.", "Loovus"] in lists
    assert ["eesti C1", "Inglise keel hea.", "Saksa keel.", "Vene keel."] in lists
    assert ["Pakub uusi mõtteid.", "Leiab."] in lists


def test_every_use_is_found_with_what_its_place_wants() -> None:
    position, _ = READING.position("naidis")
    assert position is not None
    assert [(one.use.block, one.kind, one.part) for one in uses_in_position(position)] == [
        ("duties/tulemused", "duties", "parts"),
        ("duties/tulemused", "duties", "results"),
        ("duties/uhekordsed-ulesanded", "duties", "results"),
        ("duties/uhekordsed-ulesanded", "duties", None),
        ("duties/tulemused", "duties", "results"),
        ("duties/teabe-jagamine", "duties", None),
        ("duties/tulemused", "duties", None),
        ("rights/kaugtoo", "rights", "items"),
        ("rights/uus", "rights", "items"),
        ("responsibilities/puudub", "responsibilities", "items"),
        ("requirements/korgharidus", "requirements", "items"),
        ("requirements/keeled", "requirements", "items"),
        ("competencies/loovus", "competencies", "items"),
        ("competencies/loovus", "competencies", "items"),
        ("competencies/puudub", "competencies", "items"),
        ("competencies/loovus", "competencies", "items"),
        ("clauses/puudub", "clauses", "items"),
    ]


def test_every_use_in_a_block_is_found() -> None:
    reading = Reading(
        overlay(
            "# shared/duties/a.yaml\nnimi: A\nülesanne: A.\nsh: [{kasuta: duties/b}]\n"
            "tulemused: [{kasuta: duties/c, lisaks: [{kasuta: duties/d}]}]"
        )
    )
    block = reading.library.get("duties/a")
    assert block is not None
    assert [(one.use.block, one.kind, one.part) for one in uses_in_block(block)] == [
        ("duties/b", "duties", "parts"),
        ("duties/c", "duties", "results"),
        ("duties/d", "duties", "results"),
    ]


def test_a_position_that_cannot_be_read_has_no_text() -> None:
    assert Reading(overlay("# positions/uus.yaml\n[")).resolved("uus") is None
