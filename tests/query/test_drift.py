"""What drifts apart in one position and between files."""

from __future__ import annotations

from functools import partial

import pytest

from jdflow.app.reading import Reading
from jdflow.problems import Place
from jdflow.query.drift import drift_of
from jdflow.query.drift_book import Stands, alike_blocks, recurring
from jdflow.query.drift_found import Finding, Inclusion
from jdflow.query.drift_marks import mended
from jdflow.query.likeness import Index
from tests.effort import effort
from tests.support import OWN, overlay

BLOCKS = """
# shared/rights/a.yaml
nimi: A
laused: [teha kaugtööd kokkuleppel vahetu juhiga]
# shared/rights/b.yaml
nimi: B
parameetrid: {koht: }
laused: ["esindada asutust {{ koht }} ja mujal", kutsuda kokku koosolekuid, tellida töö jaoks kirjandust]
# shared/duties/koostoo.yaml
nimi: Koostöö
ülesanne: Koostöö ja teabevahetus partneritega
sh: [kohtumiste pidamine]
tulemused: [Koostöösuhted on loodud., Teave liigub õigel ajal.]
# shared/duties/tulemused.yaml
nimi: Tulemused
laused: [Andmed on alati leitavad.]
# shared/competencies/loovus.yaml
nimi: Loovus
laused: [Pakub uusi mõtteid., {tekst: Täiustab olemasolevat., variandid: [pikk]}]
"""


def found(position: str, least: float = 0.85) -> list[Finding]:
    """What drifts in a position with these keys."""
    reading = Reading(overlay(position + BLOCKS))
    own, problems = reading.position("naidis")
    assert problems == []
    assert own is not None
    return drift_of(own, Index(reading.library, own.relation), least)


def brief(several: list[Finding]) -> list[tuple[str, int, str | None]]:
    return [(one.kind, one.place.line, one.block) for one in several]


def use_of(one: Finding) -> Inclusion | None:
    return None if one.mend is None else one.mend.use


def test_a_copy_of_a_block_is_told_with_the_use_of_it() -> None:
    (one,) = found("õigused:\n  - muu õigus siin\n  - teha kaugtööd kokkuleppel vahetu juhiga\n")
    assert brief([one]) == [("copy", 3, "rights/a")]
    assert (one.likeness, one.changes, use_of(one)) == (1, False, Inclusion("rights/a"))


def test_a_copy_with_a_slip_tells_what_the_block_says() -> None:
    (one,) = found("õigused: [teha kaugtood kokkuleppel vahetu juhiga]\n")
    assert (one.kind, one.changes) == ("copy", True)
    assert (one.texts, one.told) == (
        ("teha kaugtood kokkuleppel vahetu juhiga",),
        ("teha kaugtööd kokkuleppel vahetu juhiga",),
    )


def test_what_is_nearly_a_block_names_it() -> None:
    (one,) = found("õigused: [teha kaugtööd kokkuleppel juhiga]\n")
    assert brief([one]) == [("near", 1, "rights/a")]
    assert one.changes
    assert use_of(one) == Inclusion("rights/a")
    assert found("õigused: [teha kaugtööd kokkuleppel juhiga]\n", 0.95) == []


def test_another_level_or_a_negation_is_not_nearly_the_same() -> None:
    assert found("õigused: [mitte teha kaugtööd kokkuleppel vahetu juhiga]\n") == []


def test_several_items_of_a_block_are_one_finding() -> None:
    (one,) = found("õigused:\n  - esindada asutust kohtus ja mujal\n  - tellida töö jaoks kirjandust\n")
    assert use_of(one) == Inclusion("rights/b", None, {"koht": "kohtus"}, {}, ("kutsuda kokku koosolekuid",))
    assert one.mend is not None
    assert [place.line for place in one.mend.places] == [2, 3]


def test_a_text_that_is_one_of_many_in_a_block_is_no_finding() -> None:
    assert found("õigused: [kutsuda kokku koosolekuid]\n") == []


def test_a_duty_a_result_and_a_competency_are_found() -> None:
    several = found(
        """\
ülesanded:
  - ülesanne: Koostöö ja teabevahetus partneritega
    sh: [kohtumiste pidamine]
    tulemused: [Koostöösuhted on loodud., Teave liigub õigel ajal., Muu on tehtud.]
  - ülesanne: Muu töö tegemine.
    tulemused: [Andmed on alati leitavad.]
  - kasuta: duties/uhekordsed-ulesanded
    lisaks:
      tulemused: [Andmed on alati leitavad.]
kompetentsid:
  täiendavad:
    - {nimi: Loovus, laused: [Pakub uusi mõtteid.]}
"""
    )
    assert brief(several) == [
        ("copy", 2, "duties/koostoo"),
        ("copy", 6, "duties/tulemused"),
        ("results", 6, None),
        ("copy", 9, "duties/tulemused"),
        ("copy", 12, "competencies/loovus"),
    ]
    assert use_of(several[0]) == Inclusion("duties/koostoo", None, {}, {"results": ("Muu on tehtud.",)})
    assert use_of(several[4]) == Inclusion("competencies/loovus", "lühike")
    near = found(
        "kompetentsid: {tööks_vajalikud: [{nimi: Loovus, laused: [Pakub mõtteid., Täiustab olemasolevat.]}]}\n"
    )
    assert [(one.kind, one.block, use_of(one)) for one in near] == [
        ("near", "competencies/loovus", Inclusion("competencies/loovus"))
    ]
    assert (near[0].texts, near[0].told) == (("Pakub mõtteid.",), ("Pakub uusi mõtteid.",))


def test_a_duty_that_is_nearly_a_block_names_it() -> None:
    (one,) = found(
        """\
ülesanded:
  - ülesanne: Koostöö ja teabevahetus partneritega
    sh: [kohtumiste pidamine]
    tulemused: [Koostöösuhted on loodud., Teave liigub alati õigel ajal.]
"""
    )
    assert (one.kind, one.block, use_of(one)) == ("near", "duties/koostoo", Inclusion("duties/koostoo"))
    assert (one.texts, one.told) == (("Teave liigub alati õigel ajal.",), ("Teave liigub õigel ajal.",))


def test_what_a_used_block_says_is_no_copy_but_said_twice() -> None:
    one, two, three = found(
        """\
õigused:
  - teha kaugtööd kokkuleppel vahetu juhiga
  - kasuta: rights/a
ülesanded:
  - kasuta: duties/koostoo
  - ülesanne: Koostöö ja teabevahetus partneritega
    tulemused: [Teave liigub õigel ajal.]
  - ülesanne: Koostöö ja teabevahetus partneritega
    tulemused: [Teave liigub harva.]
"""
    )
    assert [(each.kind, each.place.line, each.related[0].line) for each in (one, two, three)] == [
        ("double", 2, 3),
        ("double", 6, 5),
        ("double", 8, 5),
    ]
    assert one.mend is not None
    assert two.mend is not None
    assert (two.mend.places[0].line, two.mend.places[0].end_line) == (6, 7)
    # What else it says would be lost.
    assert three.mend is None


def test_a_duty_or_competency_with_more_to_say_is_not_spare() -> None:
    duty, competency = found(
        """\
ülesanded:
  - ülesanne: Koostöö ja teabevahetus partneritega
    tulemused: [Teave liigub õigel ajal., Muu on ka tehtud.]
  - kasuta: duties/koostoo
kompetentsid:
  täiendavad:
    - {nimi: Loovus, laused: [Pakub uusi mõtteid., Joonistab.]}
    - kasuta: competencies/loovus
"""
    )
    assert [(one.kind, one.place.line, one.mend) for one in (duty, competency)] == [
        ("double", 2, None),
        ("double", 7, None),
    ]


def test_a_competency_that_says_nothing_more_is_spare() -> None:
    (one,) = found(
        """\
kompetentsid:
  täiendavad:
    - {nimi: Täpsus, laused: [Märkab vigu., Parandab need.]}
    - {nimi: Täpsus, laused: [Parandab need.]}
"""
    )
    assert one.mend is not None
    assert (one.kind, one.place.line, one.mend.places[0].column) == ("double", 4, 7)


def test_what_a_use_leaves_out_is_not_said_by_it() -> None:
    assert (
        found(
            """\
ülesanded:
  - kasuta: duties/uhekordsed-ulesanded
    jäta_välja: [eesmark]
    lisaks: {tulemused: [Tulemus vastab ülesande eesmärgile.]}
"""
        )
        == []
    )


def test_results_of_a_block_under_another_duty_are_left_to_people() -> None:
    (one,) = found(
        """\
ülesanded:
  - kasuta: duties/uhekordsed-ulesanded
  - ülesanne: Muu töö.
    tulemused: [Ülesanded on täidetud tähtajaks.]
"""
    )
    assert (one.kind, one.place.line, one.related[0].line, one.mends) == ("results", 4, 2, ())


def test_what_is_said_twice_is_told_at_the_second_place() -> None:
    one, other = found(
        """\
õigused: [kasutada asutuse autot, "Kasutada asutuse autot."]
ülesanded:
  - {ülesanne: Aruanded., tulemused: [Tulemus on käes.]}
  - {ülesanne: Lepingud., tulemused: [Tulemus on käes.]}
"""
    )
    assert (one.kind, one.place.line, one.changes) == ("double", 1, True)
    assert one.mend is not None
    assert (one.mend.use, one.mend.text) == (None, None)
    assert (other.kind, other.place.line, [place.line for place in other.related]) == ("results", 3, [4])


def test_a_sentence_in_three_positions_is_told_once() -> None:
    texts = [
        Stands(id, "rights", text, Place(f"{id}.yaml"))
        for id, text in zip("abca", ["Üks", "üks.", "üks", "kaks"], strict=True)
    ]
    ((one, several),) = recurring(texts)
    assert [stands.id for stands in several] == ["a", "b", "c"]
    assert (one.place.path, one.texts, one.changes) == ("a.yaml", ("Üks", "üks", "üks."), True)
    assert [place.path for place in one.related] == ["b.yaml", "c.yaml"]
    assert list(recurring([texts[0], texts[0], texts[1]])) == []
    assert list(recurring([texts[0]._replace(text="–")] * 3)) == []


def test_another_number_is_another_text() -> None:
    texts = [Stands(id, "rights", f"täita vorme V1{at}", Place(f"{id}.yaml")) for at, id in enumerate("abc")]
    assert list(recurring(texts)) == []
    assert found("õigused: [täita vormi V10, täita vormi V16]\n") == []


def test_blocks_that_are_nearly_alike_are_told_at_the_later_one() -> None:
    example = """
# shared/rights/kaks.yaml
nimi: Kaks
laused: [teha kaugtööd kokkuleppel oma vahetu juhiga]
# shared/rights/kaugtoo.yaml
nimi: Kaugtöö
laused: [teha kaugtööd kokkuleppel vahetu juhiga]
# shared/rights/kogum.yaml
nimi: Kogum
laused: [{kasuta: rights/kaugtoo}]
# shared/rights/muu.yaml
nimi: Muu
laused: [esindada asutust mujal]
"""
    (one,) = alike_blocks(Index(Reading(overlay(example)).library, "töötaja"))
    assert (one.place.path, one.block) == ("shared/rights/kaugtoo.yaml", "rights/kaks")
    assert one.texts == ("teha kaugtööd kokkuleppel vahetu juhiga",)
    assert [place.path for place in one.related] == ["shared/rights/kaks.yaml"]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ('anda "nõu"', "anda „nõu“"),
        ("anda ”nõu”, abi", "anda „nõu“, abi"),
        ("nõu , abi ;muu", "nõu, abi; muu"),
        ("nõu,abi", "nõu, abi"),
        ("nõu,, abi..", "nõu, abi."),
        ("( nõu )", "(nõu)"),
        ("nõu ja abi;", "nõu ja abi"),
        ("• nõu", "nõu"),
        ("nõu - abi", "nõu – abi"),
    ],
)
def test_marks_are_set_right(text: str, right: str) -> None:
    assert mended(text) == right
    assert mended(right) == right


@pytest.mark.parametrize(
    "text",
    ["1,5 ja 2;3", "eel- ja järeltöö", "siis …", "kell 9:30 jne.", "a,b", "„nõu“ (abi)", "nõu – abi", "https://a.ee"],
)
def test_marks_that_may_stand_so_stay(text: str) -> None:
    assert mended(text) == text


def test_marks_of_hostile_texts_are_found_in_one_go() -> None:
    for text in ("a" * 1999 + "!", "a, " * 600, '"' * 2000, "," * 2000, " " * 1999 + "x", "( " * 1000, "a," * 10**6):
        assert effort(partial(mended, text)) < 200, text[:3]


def test_the_files_path_is_that_of_the_position() -> None:
    assert found("õigused: [teha kaugtööd kokkuleppel juhiga]\n")[0].place.path == OWN
