"""What changed between two texts: everything the fingerprint covers, each line once, told as people would."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings

from jdflow.app.ask import show_position
from jdflow.app.reading import Reading
from jdflow.model.difference import CLASSES, NO_DIFFERENCE, Cause
from jdflow.query.comparable import Value, content
from jdflow.query.difference import class_of_change, difference
from tests.query.texts import line, pairs, resolveds, shown
from tests.support import BASE, overlay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.model.position import Position
    from jdflow.model.resolved import Resolved
    from jdflow.query.comparable import Items
    from jdflow.query.shown import Shown

FAST = settings(max_examples=60, suppress_health_check=[HealthCheck.data_too_large])


def lines_of(text: Shown) -> Counter[tuple[str, str]]:
    """Every line of every list, under the name of its list."""

    def walk(section: str, items: Items) -> Iterator[tuple[str, str]]:
        for item in items:
            yield section, item.paired.text
            yield from chain.from_iterable(walk(f"{section}.{name}", lower) for name, lower in item.lower)

    lists = ((section, told) for section, told in content(text).items() if not isinstance(told, Value))
    return Counter(chain.from_iterable(walk(section, items) for section, items in lists))


@FAST
@given(resolveds())
def test_a_text_does_not_differ_from_itself(text: Resolved) -> None:
    assert difference(shown(text), shown(text), declared=False) == NO_DIFFERENCE


@FAST
@given(pairs())
def test_nothing_is_told_exactly_where_the_fingerprints_agree(two: tuple[Shown, Shown]) -> None:
    old, new = two
    found = difference(old, new, declared=False)
    assert (not found.changes) == (old.fingerprint == new.fingerprint)
    assert (found.cls is None) == (not found.changes)
    assert class_of_change(old, new, declared=False) == found.cls
    assert found == difference(old, new, declared=False)


@FAST
@given(pairs())
def test_each_line_is_told_exactly_once(two: tuple[Shown, Shown]) -> None:
    old, new = two
    changes = [change for change in difference(old, new, declared=False).changes if change.kind != "moved"]
    was, now = lines_of(old), lines_of(new)
    auto = {"reports"} if "auto" in (old.resolved.position.reports, new.resolved.position.reports) else set()
    for change in changes:
        if change.section in auto or change.kind == "field":
            continue
        if change.before is not None and change.section != "purpose":
            was[change.section, change.before] -= 1
            assert was[change.section, change.before] >= 0
        if change.after is not None and change.section != "purpose":
            now[change.section, change.after] -= 1
            assert now[change.section, change.after] >= 0
    # What is left is the same on both sides, in some order.
    for key in was.keys() | now.keys():
        assert was[key] == now[key] or key[0] in auto


@FAST
@given(pairs())
def test_a_declaration_only_lowers_and_another_direction_swaps(two: tuple[Shown, Shown]) -> None:
    old, new = two
    plain, declared = (difference(old, new, declared=declared) for declared in (False, True))
    assert [change._replace(cls="material") for change in plain.changes] == [
        change._replace(cls="material") for change in declared.changes
    ]
    for one, other in zip(plain.changes, declared.changes, strict=True):
        assert CLASSES.index(other.cls) <= CLASSES.index(one.cls)
    assert bool(difference(new, old, declared=False).changes) == bool(plain.changes)


@FAST
@given(resolveds())
def test_a_new_text_is_added_whole_and_a_gone_one_removed(text: Resolved) -> None:
    only = shown(text)
    for found, kind in (
        (difference(None, only, declared=True), "added"),
        (difference(only, None, declared=True), "removed"),
    ):
        assert found.cls is None
        assert {change.kind for change in found.changes} <= {kind, "field"}
        told = Counter(
            (change.section, change.after if kind == "added" else change.before)
            for change in found.changes
            if change.kind == kind and change.section != "purpose"
        )
        assert told == lines_of(only)


def read(example: str, block: str = "") -> Shown:
    """The example, with a block written anew behind it."""
    found = show_position(Reading(overlay(f"{example}\n{block}", BASE)), "naidis")
    assert found is not None
    return found


def told(before: str, after: str) -> list[tuple[str, str, str, str | None, str | None]]:
    return [change[:5] for change in difference(read(before), read(after), declared=False).changes]


def causes(before: str, after: str) -> set[Cause]:
    return {change.cause for change in difference(read(before), read(after), declared=False).changes}


def duties(*texts: str) -> str:
    return "ülesanded: [" + ", ".join(f'{{ülesanne: "{text}"}}' for text in texts) + "]"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("ametinimetus: Hoidja", "ametinimetus: Haldur", ("title", "field", "material", "Hoidja", "Haldur")),
        ("täpsustus: (A)", "täpsustus: (a)", ("qualifier", "field", "editorial", "(A)", "(a)")),
        ("täpsustus:", "täpsustus: uus", ("qualifier", "field", "material", None, "uus")),
        (
            "struktuuriüksus: andmetalitus",
            "struktuuriüksus: endine-talitus",
            ("unit", "field", "organisational", "Andmetalitus", "Endine talitus"),
        ),
        (
            "vahetu_juht: juhataja",
            "vahetu_juht: Peadirektor",
            ("manager", "field", "organisational", "Juhataja", "Peadirektor"),
        ),
        # It prints alike, but is another record.
        ("vahetu_juht: juhataja", "vahetu_juht: Juhataja", ("manager", "field", "organisational", *["Juhataja"] * 2)),
        ("vahetu_juht: Juhataja", "vahetu_juht: juhataja.", ("manager", "field", "editorial", "Juhataja", "juhataja.")),
        ("alluvad: [Abi]", "alluvad: auto", ("reports", "field", "organisational", "Abi", "auto")),
        (
            "asendajad: [Abi]",
            "asendajad: [Abi, juhataja]",
            ("substitutes", "added", "organisational", None, "Juhataja"),
        ),
        (
            "asendajad: [Juhataja]",
            "asendajad: [juhataja]",
            ("substitutes", "reworded", "organisational", *["Juhataja"] * 2),
        ),
        # The very words come before words that are alike.
        ("õigused: [õppida]", "õigused: [Õppida., õppida]", ("rights", "added", "material", None, "Õppida.")),
        ("grupp: a", "grupp: b", ("group", "field", "material", "a", "b")),
        ("teenistuja: ametnik", "teenistuja: töötaja", ("relation", "field", "material", "ametnik", "töötaja")),
        ("eesmärk: Andmed.", "eesmärk: Andmed", ("purpose", "reworded", "editorial", "Andmed.", "Andmed")),
        ("eesmärk:", "eesmärk: Uus.", ("purpose", "added", "material", None, "Uus.")),
        ("õigused: [õppida]", "õigused: []", ("rights", "removed", "material", "õppida", None)),
        (
            "nõuded: {keeleoskus: [{keel: eesti, tase: C1}]}",
            "nõuded: {keeleoskus: [{keel: eesti, tase: B2}]}",
            ("requirements.languages", "reworded", "material", "eesti C1", "eesti B2"),
        ),
        (
            "nõuded: {keeleoskus: [{keel: eesti, tase: C1}]}",
            "nõuded: {keeleoskus: [eesti C1]}",
            ("requirements.languages", "reworded", "editorial", "eesti C1", "eesti C1"),
        ),
        (
            duties("Aruannete koostamine", "Arhiivi pidamine", "Andmete hoidmine"),
            duties("Arhiivi pidamine", "Andmete hoidmine", "Aruannete koostamine"),
            ("duties", "moved", "material", *["Aruannete koostamine"] * 2),
        ),
        (
            duties("Aruannete koostamine vahetu juhi korraldusel"),
            duties("Aruannete koostamine juhi korraldusel"),
            (
                *("duties", "reworded", "material"),
                *("Aruannete koostamine vahetu juhi korraldusel", "Aruannete koostamine juhi korraldusel"),
            ),
        ),
        (
            duties("Andmete korrastamine ja hoidmine"),
            duties(
                "Andmete korrastamine ja hoidmine, nende avaldamine partneritele ning avalikkusele vastavalt plaanile"
            ),
            (
                *("duties", "reworded", "material", "Andmete korrastamine ja hoidmine"),
                "Andmete korrastamine ja hoidmine, nende avaldamine partneritele ning avalikkusele vastavalt plaanile",
            ),
        ),
        (
            "kompetentsid: {täiendavad: [{nimi: Täpsus, laused: [On täpne.]}]}",
            "kompetentsid: {täiendavad: [{nimi: Täpsus, laused: [On täpne.]}, Seadused.]}",
            ("competencies.additional", "added", "material", None, "Seadused."),
        ),
    ],
)
def test_one_change(before: str, after: str, expected: tuple[str, str, str, str | None, str | None]) -> None:
    assert told(before, after) == [expected]


def test_a_duty_keeps_what_changes_within_it() -> None:
    before = """\
ülesanded:
  - {ülesanne: Arhiivi pidamine, tulemused: [Arhiiv on korras.]}
  - {ülesanne: Päringutele vastamine}
  - {ülesanne: Aruannete koostamine ja esitamine, sh: [kuuaruanded], tulemused: [Aruanded on tähtajaks esitatud.]}
"""
    after = """\
ülesanded:
  - ülesanne: Aruannete koostamine, esitamine ja hoidmine
    sh: [kuuaruanded, aastaaruanded]
    tulemused: [Aruanded on esitatud õigeks tähtajaks.]
  - {ülesanne: Arhiivi pidamine, tulemused: [Arhiiv on korras.]}
  - {ülesanne: Päringutele vastamine}
"""
    found = difference(read(before), read(after), declared=False)
    assert [(change.section, change.kind, change.spot) for change in found.changes] == [
        ("duties", "moved", (3, 1)),
        ("duties", "reworded", (3, 1)),
        ("duties.parts", "added", (None, 2)),
        ("duties.results", "reworded", (1, 1)),
    ]
    assert {change.upper for change in found.changes[2:]} == {("Aruannete koostamine, esitamine ja hoidmine", (3, 1))}
    assert ("removed", " ja") in found.changes[1].words


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # An id says it.
        ("{id: a, ülesanne: Vana tekst}", "{id: a, ülesanne: Midagi hoopis muud}"),
        # What it leads to says it.
        (
            "{ülesanne: Nõustamine, tulemused: [Inimesed teavad oma õigusi ja saavad abi.]}",
            "{ülesanne: Abi andmine, tulemused: [Inimesed teavad oma õigusi ja saavad abi.]}",
        ),
    ],
)
def test_a_duty_of_other_words_may_be_the_same(before: str, after: str) -> None:
    found = told(f"ülesanded: [{before}]", f"ülesanded: [{after}]")
    assert [change[:2] for change in found] == [("duties", "reworded")]


@pytest.mark.parametrize(
    ("before", "after"),
    [("saada koolitust", "kasutada ametiautot"), ("Koosolekute protokollimine.", "Koolituste korraldamine.")],
)
def test_unlike_lines_go_and_come(before: str, after: str) -> None:
    found = told(f"õigused: [{before}]", f"õigused: [{after}]")
    assert [change[1:2] + change[3:] for change in found] == [("removed", before, None), ("added", None, after)]


def test_a_plain_line_is_no_competency() -> None:
    found = told("kompetentsid: {täiendavad: [a]}", "kompetentsid: {täiendavad: [{nimi: a, laused: [a]}]}")
    assert [change[:2] for change in found] == [
        ("competencies.additional", "removed"),
        ("competencies.additional", "added"),
        ("competencies.additional.items", "added"),
    ]


def test_accents_in_two_pieces_are_no_change() -> None:
    one = "õigused: [õppida]\nasendajad: [Õpetaja]\nvahetu_juht: Õpetaja\neesmärk: Õpe."
    position = read(one).resolved.position
    other = shown(read(one).resolved._replace(position=decomposed(position), rights=(line(split("õppida")),)))
    assert split("õppida") != "õppida"
    assert difference(shown(read(one).resolved), other, declared=False) == NO_DIFFERENCE


def split(text: str) -> str:
    return normalize("NFD", text)


def decomposed(position: Position) -> Position:
    """The texts of a position with each accent in a piece of its own."""
    assert position.manager is not None
    assert position.manager.text is not None
    manager = position.manager._replace(text=split(position.manager.text))
    substitutes = tuple(ref._replace(text=split(ref.text or "")) for ref in position.substitutes)
    return position._replace(manager=manager, substitutes=substitutes, purpose=split(position.purpose))


def test_what_is_gone_stands_where_it_stood() -> None:
    found = told("õigused: [üks asi, teine, kolmas]", "õigused: [üks asi., kolmas.]")
    assert [change[1] for change in found] == ["reworded", "removed", "reworded"]


USES = "õigused: [{kasuta: rights/kaugtoo}]\nülesanded: [{kasuta: duties/uhekordsed-ulesanded}]"
OTHER_BLOCK = """\
# shared/rights/kaugtoo.yaml
nimi: Kaugtöö
laused:
  - teha kodutööd
"""
OTHER_DUTY = """\
# shared/duties/uhekordsed-ulesanded.yaml
nimi: Muud
ülesanne: Juhi jutu järgi toimetamine.
tulemused: [Kõik on tehtud.]
"""


def test_a_block_that_changed_is_the_cause() -> None:
    found = difference(read(USES), read(USES, OTHER_BLOCK), declared=False)
    [change] = found.changes
    assert change.cause == Cause("block", "rights/kaugtoo")
    assert (change.kind, change.before, change.after) == (
        *("reworded", "teha kaugtööd kokkuleppel vahetu juhiga", "teha kodutööd"),
    )


def test_a_duty_of_a_block_is_the_same_however_it_reads() -> None:
    found = difference(read(USES), read(USES, OTHER_DUTY), declared=False)
    assert [(change.section, change.kind) for change in found.changes] == [
        ("duties", "reworded"),
        *[("duties.results", "removed")] * 2,
        ("duties.results", "added"),
    ]
    assert {change.cause for change in found.changes} == {Cause("block", "duties/uhekordsed-ulesanded")}


@pytest.mark.parametrize(
    "after",
    [
        "õigused: []",
        "õigused: [teha kodutööd]",
        "õigused: [{kasuta: rights/kaugtoo, lisaks: [õppida]}]",
        "õigused: [õppida, {kasuta: rights/kaugtoo}]",
        "õigused: [{kasuta: rights/kaugtoo, jäta_välja: [teha kaugtööd kokkuleppel vahetu juhiga]}]",
    ],
)
def test_what_the_position_does_with_a_block_is_its_own(after: str) -> None:
    rights = "õigused: [{kasuta: rights/kaugtoo}]"
    assert causes(rights, after) == causes(after, rights) == {Cause("own")}


def test_own_words_that_become_a_blocks_are_no_change() -> None:
    assert told("õigused: [teha kaugtööd kokkuleppel vahetu juhiga]", "õigused: [{kasuta: rights/kaugtoo}]") == []


def test_values_are_the_positions_own() -> None:
    use = "ülesanded: [{kasuta: duties/teabe-jagamine, väärtused: {teema: %s}}]"
    assert causes(use % "seire", use % "abi") == {Cause("own")}
    found = told(use % "seire", use % "abi")
    assert [change[:2] for change in found] == [("duties", "reworded"), ("duties.results", "reworded")]


def test_lines_of_a_block_in_another_order_are_the_blocks_doing() -> None:
    rights = "õigused: [{kasuta: rights/kaugtoo}]"
    block = "# shared/rights/kaugtoo.yaml\nnimi: Kaugtöö\nlaused: [%s]\n"
    one, other = block % "teha kaugtööd, saada abi", block % "saada abi, teha kaugtööd"
    found = difference(read(rights, one), read(rights, other), declared=False)
    assert [(change.kind, change.cause) for change in found.changes] == [("moved", Cause("block", "rights/kaugtoo"))]


def test_uses_in_another_order_are_the_positions_own_doing() -> None:
    use, own = "{kasuta: duties/uhekordsed-ulesanded}", "{ülesanne: Oma}"
    assert causes(f"ülesanded: [{use}, {own}]", f"ülesanded: [{own}, {use}]") == {Cause("own")}


def test_names_of_the_agency_are_a_cause_of_their_own() -> None:
    assert causes("asendajad: [juhataja, Abi]", "asendajad: [Abi, juhataja]") == {Cause("organisation")}
    assert causes("struktuuriüksus: andmetalitus", "struktuuriüksus: endine-talitus") == {Cause("organisation")}


def test_two_positions_of_one_title_are_two() -> None:
    others = "".join(
        f"# positions/{id}.yaml\n" + BASE["positions/juhataja.yaml"].replace("asendab: [naidis]\n", "")
        for id in ("teine", "kolmas")
    )
    found = difference(read("asendajad: [teine]", others), read("asendajad: [kolmas]", others), declared=False)
    assert [change[1:2] + change[3:5] for change in found.changes] == [
        ("removed", "Juhataja", None),
        ("added", None, "Juhataja"),
    ]


def test_the_highest_class_is_that_of_all() -> None:
    old = read("eesmärk: Andmed\nvahetu_juht: Abi\nõigused: [õppida]")
    for new, cls in (
        ("eesmärk: Andmed.\nvahetu_juht: Abi\nõigused: [õppida]", "editorial"),
        ("eesmärk: Andmed.\nvahetu_juht: Ülem\nõigused: [õppida]", "organisational"),
        ("eesmärk: Andmed.\nvahetu_juht: Ülem\nõigused: []", "material"),
    ):
        assert difference(old, read(new), declared=False).cls == cls
    slip = read("eesmärk: Andmet\nvahetu_juht: Abi\nõigused: [õppida]")
    assert [class_of_change(old, slip, declared=declared) for declared in (False, True)] == ["material", "editorial"]
