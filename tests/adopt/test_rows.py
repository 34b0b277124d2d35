"""What became of each text of a document, row by row."""

from __future__ import annotations

from datetime import date

from jdflow.adopt.report.rows import in_order, rows_of
from jdflow.language import Voice, msg
from jdflow.model.adopted import Left, Near, OwnCompetency, OwnDuty, Person, Said, Speech, Taken
from jdflow.model.paper import Spot
from tests.adopt.adopted import document, said, saids

VOICE = Voice("en")


def fields(**given: object) -> list[tuple[str, str]]:
    return [(row.field, row.text) for row in rows_of(document(**given), VOICE)]  # type: ignore[arg-type]


def test_every_text_has_its_field() -> None:
    assert fields(
        title=said("Nõunik"),
        qualifier=said("(MARAC)"),
        manager=Person(said("juhataja")),
        substitutes=(Person(said("jurist")), Person(said("nõunik"))),
        duties=(OwnDuty(said("Töö."), saids("üks osa"), saids("Tehtud.", "Valmis.")),),
        rights=saids("saada abi"),
        requirements={"education": saids("Kõrgharidus.")},
        core=(OwnCompetency(said("Täpsus"), saids("Peab järge.")),),
        additional=(OwnCompetency(None, saids("Teadmised.")),),
    ) == [
        ("ametinimetus", "Nõunik"),
        ("täpsustus", "(MARAC)"),
        ("vahetu_juht", "juhataja"),
        ("asendajad[1]", "jurist"),
        ("asendajad[2]", "nõunik"),
        ("ülesanded[1].ülesanne", "Töö."),
        ("ülesanded[1].sh[1]", "üks osa"),
        ("ülesanded[1].tulemused[1]", "Tehtud."),
        ("ülesanded[1].tulemused[2]", "Valmis."),
        ("õigused[1]", "saada abi"),
        ("nõuded.haridus[1]", "Kõrgharidus."),
        ("kompetentsid.tööks_vajalikud[1].nimi", "Täpsus"),
        ("kompetentsid.tööks_vajalikud[1].laused[1]", "Peab järge."),
        ("kompetentsid.täiendavad[1][1]", "Teadmised."),
    ]


def test_a_sentence_about_two_languages_is_told_once() -> None:
    one = said("Inglise ja vene keel B1.")
    assert fields(languages=(Speech("inglise", "B1", one), Speech("vene", "B1", one))) == [
        ("nõuded.keeleoskus[1]", "Inglise ja vene keel B1.")
    ]


def test_a_block_that_was_taken_and_one_that_is_near_are_told() -> None:
    near = Near(said("teha tööd kodus"), "rights/kaugtoo", 0.8)
    first, second, third, fourth = rows_of(
        document(
            rights=(Taken("rights/a", saids("saada abi"), likeness=0.97), near),
            duties=(OwnDuty(said("Töö."), near=near._replace(block="duties/too")),),
            core=(OwnCompetency(said("Täpsus"), (), near._replace(block="competencies/tapsus")),),
        ),
        VOICE,
    )
    assert (first.field, first.nearest, first.likeness) == ("ülesanded[1].ülesanne", "duties/too", 0.8)
    assert (second.block, second.likeness, second.nearest) == ("rights/a", 0.97, None)
    assert (third.block, third.nearest, third.likeness) == (None, "rights/kaugtoo", 0.8)
    assert fourth.nearest == "competencies/tapsus"


def test_rows_stand_in_the_order_of_the_document() -> None:
    def at(text: str, line: int, page: int | None = None) -> Said:
        return Said(text, text, (Spot(line, page),))

    rows = in_order(
        rows_of(
            document(
                purpose=at("eesmärk", 9, 1),
                rights=(at("õigus", 2, 2),),
                furniture=(at("pealkiri", 1, 2),),
                left=(Left(at("nimi", 3, 2), msg("why")),),
                unplaced=(at("midagi", 1, 1),),
                effective_from=date(2024, 1, 1),
            ),
            VOICE,
        )
    )
    assert [(row.read, row.fate) for row in rows] == [
        ("midagi", "unplaced"),
        ("eesmärk", "placed"),
        ("pealkiri", "form"),
        ("õigus", "placed"),
        ("nimi", "left"),
    ]
    assert rows[-1].text == "why"


def test_a_text_without_a_place_is_told_too() -> None:
    (row,) = rows_of(document(title=Said("Nõunik", "", ())), VOICE)
    assert (row.line, row.page, row.text) == (0, None, "Nõunik")
