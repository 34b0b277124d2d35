"""What drifts in the whole content, and the edits that mend it: comments stay, no word changes unseen."""

from __future__ import annotations

import pytest

from jdflow.app import drift as module
from jdflow.app.drift import drift
from jdflow.app.drift_edits import mend, mend_all
from jdflow.app.edits import Change, Refusal
from jdflow.app.helper import processors
from jdflow.app.reading import Reading
from jdflow.language import Voice
from jdflow.problems import Place
from jdflow.query.drift_found import Finding, Inclusion, Mend
from tests.support import OWN, overlay

BLOCKS = """
# shared/rights/kaugtoo.yaml
nimi: Kaugtöö
laused: [teha kaugtööd kokkuleppel vahetu juhiga]
# shared/rights/kaks.yaml
nimi: Kaks
parameetrid: {koht: }
laused: ["esindada asutust {{ koht }} ja mujal", kutsuda kokku koosolekuid]
# shared/tools/auto.yaml
nimi: Auto
tekst: Ametiauto on kasutada igal tööpäeval.
"""
RIGHTS = """\
õigused:
  # enne
  - esindada asutust "kohtus" ja mujal # kõrval
  # vahel
  - {tekst: kutsuda kokku koosolekuid, id: kokku}
  # viimane
  - teha kaugtööd kokkuleppel juhiga
"""


def reading_of(example: str) -> Reading:
    return Reading(overlay(example + BLOCKS))


def mended(example: str, *, rewording: bool = False) -> list[str]:
    """The lines of the position once its findings are mended."""
    reading = reading_of(example)
    findings = [one for one in drift(reading, (OWN,)).findings if rewording or not one.changes]
    outcome = mend_all(reading, findings)
    assert outcome.left == []
    (change,) = outcome.changes
    return change.after.decode().splitlines()


def test_several_items_become_one_use_and_their_comments_stay() -> None:
    lines = mended(RIGHTS)
    at = lines.index("õigused:")
    assert lines[at : at + 9] == [
        "õigused:",
        "  # enne",
        "  # kõrval",
        "  # vahel",
        "  - kasuta: rights/kaks",
        "    väärtused:",
        "      koht: „kohtus“",
        "  # viimane",
        "  - teha kaugtööd kokkuleppel juhiga",
    ]


def test_words_change_only_where_that_is_wanted() -> None:
    assert "  - kasuta: rights/kaugtoo" in mended(RIGHTS, rewording=True)


def test_the_one_text_of_a_field_becomes_a_list_with_the_use() -> None:
    lines = mended("töövahendid: Ametiauto on kasutada igal tööpäeval. # siin\n")
    at = lines.index("töövahendid:")
    assert lines[at - 1 : at + 2] == ["# siin", "töövahendid:", "  - kasuta: tools/auto"]


def test_a_duty_becomes_a_use_with_what_it_adds() -> None:
    lines = mended(
        """\
ülesanded:
  - id: yhekordne
    ülesanne: Ühekordsete ülesannete täitmine vahetu juhi korraldusel.
    tulemused:
      - Ülesanded on täidetud tähtajaks.
      # jääb
      - Tulemus vastab ülesande eesmärgile.
      - Juht teab, kuidas läks.
"""
    )
    at = lines.index("ülesanded:")
    assert lines[at : at + 6] == [
        "ülesanded:",
        "  # jääb",
        "  - kasuta: duties/uhekordsed-ulesanded",
        "    lisaks:",
        "      tulemused:",
        "        - Juht teab, kuidas läks.",
    ]


def test_variants_omissions_and_additions_are_written_as_they_are_by_hand() -> None:
    example = """\
ülesanded:
  - ülesanne: Koosolekute pidamine
    sh: [kutsete saatmine]
    tulemused: [Kutsed on saadetud., Otsused on kirjas., Muu asi.]
kompetentsid:
  täiendavad:
    - nimi: Loovus
      laused: [Pakub uusi mõtteid., Ei karda eksida.]
# shared/duties/koosolekud.yaml
nimi: Koosolekud
ülesanne: Koosolekute pidamine
sh: [kutsete saatmine, {tekst: ruumi leidmine, id: ruum}]
tulemused: [Kutsed on saadetud., Kava on olemas., Otsused on kirjas.]
"""
    lines = mended(example)
    at, then = lines.index("ülesanded:"), lines.index("    - kasuta: competencies/loovus")
    assert lines[at + 1 : at + 8] == [
        "  - kasuta: duties/koosolekud",
        "    lisaks:",
        "      tulemused:",
        "        - Muu asi.",
        "    jäta_välja:",
        "      - ruum",
        "      - Kava on olemas.",
    ]
    assert lines[then + 1 : then + 4] == ["      variant: lühike", "      lisaks:", "        - Ei karda eksida."]


def test_places_in_different_lists_are_no_one_edit() -> None:
    reading = reading_of("õigused:\n  - hoida korda\nvastutus:\n  - vara eest\n")
    places = (Place(OWN, 2, 5, 2, 16), Place(OWN, 4, 5, 4, 14))
    finding = Finding("copy", places[0], (), 1.0, None, (), (), Mend(places, Inclusion("rights/kaks")))
    assert isinstance(mend(reading, OWN, [finding]), Refusal)


def test_a_file_that_is_too_large_is_left() -> None:
    reading = reading_of(f"# huge {OWN}\n")
    finding = Finding("copy", Place(OWN), (), 1.0, None, (), (), Mend((Place(OWN),)))
    assert isinstance(mend(reading, OWN, [finding]), Refusal)


def test_what_is_said_twice_is_taken_out_once() -> None:
    lines = mended("õigused:\n  - kasutada autot\n  # teine\n  - kasutada autot\n  - hoida korda\n")
    at = lines.index("õigused:")
    assert lines[at : at + 4] == ["õigused:", "  - kasutada autot", "    # teine", "  - hoida korda"]


def test_marks_are_set_right_in_the_file() -> None:
    assert "  - anda „nõu“, ja abi" in mended('õigused:\n  - anda "nõu" , ja abi\n', rewording=True)


def test_an_edit_that_would_say_more_than_was_shown_is_refused() -> None:
    reading = reading_of("õigused:\n  - hoida korda\n")
    own = Place(OWN, 2, 5, 2, 16)
    finding = Finding(
        "near", own, ("hoida korda",), 0.9, None, ("midagi",), (), Mend((own,), Inclusion("rights/kaugtoo"))
    )
    refused = mend(reading, OWN, [finding])
    assert isinstance(refused, Refusal)
    assert Voice("en")(refused.why).startswith("More words would change")
    shown = finding._replace(told=("teha kaugtööd kokkuleppel vahetu juhiga",))
    assert isinstance(mend(reading, OWN, [shown]), Change)


@pytest.mark.parametrize("place", [Place(OWN, 9, 9, 9, 9), Place(OWN, 1, 10, 1, 11)])
def test_an_edit_without_its_place_is_refused(place: Place) -> None:
    reading = reading_of("õigused:\n  - hoida korda\n")
    finding = Finding("copy", place, (), 1.0, None, (), (), Mend((place,), None, "midagi"))
    assert isinstance(mend(reading, OWN, [finding]), Refusal)


def test_the_only_item_of_a_list_goes_with_the_list() -> None:
    lines = mended("""\
õigused:
  - kasuta: rights/kaugtoo
    lisaks:
      # siin
      - teha kaugtööd kokkuleppel vahetu juhiga
nõuded:
  teadmised: [teenuste tundmine]
  isikuomadused: [teenuste tundmine]
""")
    at = lines.index("õigused:")
    assert lines[at : at + 3] == ["õigused:", "  - kasuta: rights/kaugtoo", "      # siin"]
    at = lines.index("nõuded:")
    assert lines[at : at + 3] == ["nõuded:", "  teadmised:", "    - teenuste tundmine"]
    assert not any("isikuomadused" in line for line in lines)


def test_what_a_position_cannot_do_without_is_not_taken_out() -> None:
    reading = reading_of("")
    place = Place(OWN, 8, 5, 8, 37)
    finding = Finding("double", place, ("Andmete korrastamine.",), 1.0, None, (), (), Mend((place,)))
    assert isinstance(mend(reading, OWN, [finding]), Refusal)


def test_a_file_that_cannot_be_read_is_left() -> None:
    reading = reading_of("õigused: [\n")
    finding = Finding("copy", Place(OWN), (), 1.0, None, (), (), Mend((Place(OWN),)))
    outcome = mend_all(reading, [finding, finding])
    assert outcome.changes == []
    assert [left.path for left in outcome.left] == [f"{OWN}:1"]


def test_of_edits_that_overlap_the_first_is_made() -> None:
    reading = reading_of("õigused:\n  - teha kaugtööd kokkuleppel vahetu juhiga\n")
    (one,) = drift(reading, (OWN,)).findings
    outcome = mend_all(reading, [one, one])
    assert [Voice("en")(change.told) for change in outcome.changes] == ["edits made: 1"]


def test_a_sentence_in_three_positions_is_found_unless_a_block_says_it() -> None:
    copies = "".join(
        f"# positions/{name}.yaml\nametinimetus: A\nstruktuuriüksus: andmetalitus\nteenistuja: töötaja\neesmärk: B.\n"
        "ülesanded: [{ülesanne: C.}]\nõigused: [hoida korda, teha kaugtööd kokkuleppel vahetu juhiga]\n"
        for name in "abc"
    )
    found = drift(reading_of("õigused: [hoida korda]\n" + copies))
    kinds = [(one.kind, one.texts, len(one.related)) for one in found.findings]
    assert ("recurring", ("hoida korda",), 3) in kinds
    assert sum(kind == "recurring" for kind, *_ in kinds) == 2
    assert sum(kind == "copy" for kind, *_ in kinds) == 3
    # What is copied stands in this file, too, though it is told elsewhere.
    assert {one.kind for one in drift(reading_of("õigused: [hoida korda]\n" + copies), (OWN,)).findings} == {
        "recurring"
    }


def test_marks_in_blocks_are_set_right_in_the_block() -> None:
    reading = reading_of('# shared/rights/katki.yaml\nnimi: Katki\nlaused: ["anda , nõu", "{{ a , b }}"] # siin\n')
    found = drift(reading).findings
    assert [(one.kind, one.place.path, one.texts) for one in found] == [
        ("marks", "shared/rights/katki.yaml", ("anda , nõu",))
    ]
    (change,) = mend_all(reading, found).changes
    assert change.after.decode() == "nimi: Katki\nlaused: # siin\n  - anda, nõu\n  - '{{ a , b }}'\n"


@pytest.mark.skipif(processors() == 1, reason="there is one processor")
def test_two_processes_find_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"positions/a{number}.yaml" for number in range(60)]
    copies = "".join(
        f"# {name}\nametinimetus: A\nteenistuja: töötaja\nõigused: [hoida korda {number}, teha kaugtööd kokkuleppel "
        'vahetu juhiga, anda "nõu" ,abi]\n'
        for number, name in enumerate(names)
    )
    together = drift(reading_of("õigused: []\n" + copies))
    monkeypatch.setattr(module, "processors", lambda: 1)
    assert drift(reading_of("õigused: []\n" + copies)) == together
    assert len(together.findings) > 120
