"""The printed form: what each field says of a position, and which fields a template leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from jdflow.app.ask import show_position
from jdflow.app.reading import Reading
from jdflow.model.organisation import Holder
from jdflow.problems import Place
from jdflow.query.form import FORM, dropped, every_field, kinds, unprinted, values
from jdflow.sandbox.word import Many, Record
from tests.support import overlay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.sandbox.word import Kind

SIGNER = Holder(Place("x"), "peadirektor", "Mari Maasikas")


def said(example: str = "", signer: Holder | None = SIGNER, **further: Any) -> dict[str, Any]:  # noqa: ANN401 (passed on)
    """What the form says of the base's position with an example laid over it."""
    shown = show_position(Reading(overlay(example)), "naidis")
    assert shown is not None
    return dict(values(shown, "Näidisamet", signer, **further))


def shapes(kind: Kind, value: object, path: str) -> Iterator[str]:
    """Where a value is not of the kind that templates are checked against."""
    if isinstance(kind, Many):
        assert isinstance(value, (list, tuple)), path
        for one in value:
            yield from shapes(kind.each, one, f"{path}[]")
    elif isinstance(kind, Record):
        assert isinstance(value, dict), path
        if set(kind.fields) != set(value):
            yield path
        for name, one in kind.fields.items():
            yield from shapes(one, value[name], f"{path}.{name}")
    elif not isinstance(value, bool if kind == "flag" else str):
        yield path


FULL = """\
täpsustus: (andmed)
kehtiv_alates: 2026-03-01
kinnitamine: {number: 1-5/7, kuupäev: 2026-02-20, päis: [KINNITATUD]}
asendajad: [juhataja]
asendab: [juhataja]
alluvad: [{tekst: abiline}]
eritingimused: [Luba.]
ülesanded: [{ülesanne: Juhtimine, sh: [hindamine], tulemused: [Tehtud.]}]
õigused: [kasuta: rights/kaugtoo]
nõuded: {haridus: Kõrgharidus., keeleoskus: [{keel: eesti, tase: C1}, {keel: vene keel, tase: B1}, Üks võõrkeel.]}
kompetentsid: {tööks_vajalikud: [kasuta: competencies/loovus], täiendavad: [Tunneb ajalugu.]}
"""


@pytest.mark.parametrize("example", ["", FULL], ids=["little", "much"])
def test_every_field_has_a_value_of_its_kind_and_no_other_has_one(example: str) -> None:
    form = said(example)
    assert list(form) == [field.name for field in FORM]
    assert list(shapes(Record(kinds()), form, "")) == []


def test_what_is_not_said_is_empty_and_never_none() -> None:
    form = said(signer=None)
    assert {name for name, value in form.items() if value} == {
        *("asutus", "tunnus", "ametinimetus", "struktuuriüksus", "teenistuja", "töötaja", "vahetu_juht"),
        *("kinnitamine", "eesmärk", "grupp", "ülesanded", "nõuded", "kompetentsid", "allkirjastaja"),
    }
    assert not any(form["kinnitamine"].values())
    assert not any(form["nõuded"].values())
    assert form["allkirjastaja"] == {"nimetus": "", "nimi": ""}


def test_days_are_written_as_on_paper() -> None:
    form = said(FULL)
    assert (form["kehtiv_alates"], form["kinnitamine"]["kuupäev"]) == ("01.03.2026", "20.02.2026")


ORDER = "kinnitamisviis: käskkiri, kuupäev: 2026-02-20"


@pytest.mark.parametrize(
    ("relation", "approval", "expected"),
    [
        ("ametnik", "number: 1-5/7", True),
        ("ametnik", "number: 1-5/7, päis: [Peadirektori]", True),
        ("ametnik", ORDER, True),
        ("ametnik", f"{ORDER}, päis: [Peadirektori, Tallinn]", True),
        ("ametnik", "number: 1-5/7, päis: [KINNITATUD]", False),
        ("ametnik", f"{ORDER}, päis: [Näidisamet, Kinnitatud ministri käskkirjaga]", False),
        ("ametnik", "kinnitamisviis: käskkiri", False),
        ("ametnik", "kuupäev: 2026-02-20", False),
        ("töötaja", "kinnitamisviis: leping, number: 7", False),
    ],
)
def test_an_order_is_named_unless_the_text_above_the_title_does_so(
    relation: str, approval: str, *, expected: bool
) -> None:
    form = said(f"teenistuja: {relation}\nkinnitamine: {{{approval}}}\n")
    assert form["kinnitamine"]["kinnitatud"] is expected


def test_others_are_named_as_they_print() -> None:
    form = said(FULL)
    assert form["vahetu_juht"] == "Juhataja"
    assert [list(form[name]) for name in ("asendajad", "asendab", "alluvad")] == [
        *(["Juhataja"], ["juhatajat"], ["abiline"])
    ]


def test_languages_are_told_in_words_or_by_name_and_level() -> None:
    named = [(one["keel"], one["tase"]) for one in said(FULL)["nõuded"]["keeleoskus"]]
    assert named == [("eesti keel", "C1"), ("vene keel", "B1"), ("", "")]
    assert said(FULL)["nõuded"]["keeleoskus"][2]["tekst"] == "Üks võõrkeel."


def test_competencies_have_names_and_plain_lines_have_none() -> None:
    competencies = said(FULL)["kompetentsid"]
    assert competencies["tööks_vajalikud"] == [
        {"nimi": "Loovus", "laused": ["Pakub uusi mõtteid.", "Täiustab ka olemasolevat."]}
    ]
    assert competencies["täiendavad"] == [{"nimi": "", "laused": ["Tunneb ajalugu."]}]


@pytest.mark.parametrize(
    ("relation", "forms"), [("ametnik", ("ametniku", "ametnikku")), ("töötaja", ("töötaja", "töötajat"))]
)
def test_the_person_is_named_by_relation(relation: str, forms: tuple[str, str]) -> None:
    form = said(f"teenistuja: {relation}\n")
    assert (form["teenistuja"]["omastav"], form["teenistuja"]["osastav"]) == forms
    assert (form["ametnik"], form["töötaja"]) == (relation == "ametnik", relation == "töötaja")
    assert form["grupp"] == relation.capitalize()


def test_the_group_that_is_written_counts() -> None:
    assert said("grupp: Spetsialist\n")["grupp"] == "Spetsialist"


def test_who_signs_and_who_holds_the_position() -> None:
    form = said(person="Jüri Õis", draft=True)
    assert form["allkirjastaja"] == {"nimetus": "peadirektor", "nimi": "Mari Maasikas"}
    assert (form["inimene"], form["mustand"]) == ("Jüri Õis", True)
    assert said(signer=SIGNER._replace(name=None))["allkirjastaja"]["nimi"] == ""


# -- what a template leaves out ------------------------------------------------------------------------------------

OWN_FIELDS = [*unprinted(frozenset())]


def lost(used: frozenset[str], form: dict[str, Any]) -> list[str]:
    """What a template that uses these fields leaves out of what a position says."""
    return list(dropped(unprinted(used), form))


def test_the_content_of_a_position_is_what_may_not_be_lost() -> None:
    assert {"ametinimetus", "eesmärk", "ülesanded.tulemused", "nõuded.isikuomadused", "muutmine"} < set(OWN_FIELDS)
    assert {"asutus", "tunnus", "kehtiv_alates", "grupp", "mustand", "allkirjastaja.nimi"}.isdisjoint(OWN_FIELDS)


def test_a_template_that_uses_everything_leaves_nothing_out() -> None:
    assert list(unprinted(frozenset(OWN_FIELDS))) == []
    assert list(dropped(unprinted(frozenset(OWN_FIELDS)), said(FULL))) == []


@pytest.mark.parametrize("field", OWN_FIELDS)
def test_each_field_that_is_left_out_is_named(field: str) -> None:
    assert list(unprinted(frozenset(OWN_FIELDS) - {field})) == [field]


def test_a_list_of_records_is_used_where_anything_of_them_is() -> None:
    assert "nõuded.keeleoskus" not in list(unprinted(frozenset({"nõuded.keeleoskus.tekst"})))


def test_names_and_sentences_of_competencies_are_not_lost_one_without_the_other() -> None:
    names, sentences = (f"kompetentsid.tööks_vajalikud.{name}" for name in ("nimi", "laused"))
    assert sentences in lost(frozenset({names}), said(FULL))
    assert names in lost(frozenset({sentences}), said(FULL))


def test_only_what_has_something_to_say_is_dropped() -> None:
    assert lost(frozenset(), said()) == [
        *("ametinimetus", "struktuuriüksus", "vahetu_juht", "eesmärk", "ülesanded.ülesanne"),
    ]
    missing = lost(frozenset({"ülesanded.ülesanne"}), said(FULL))
    assert {"täpsustus", "kinnitamine.päis", "ülesanded.sh", "ülesanded.tulemused", "nõuded.haridus"} < set(missing)
    assert {"ülesanded.ülesanne", "nõuded.töökogemus", "muutmine", "kinnitamine.lisa"}.isdisjoint(missing)
    assert missing == list(dict.fromkeys(missing))


def test_fields_are_listed_with_those_inside_them() -> None:
    listed = [(field.name, depth) for field, depth in every_field()]
    at = listed.index(("ülesanded", 0))
    assert listed[at : at + 5] == [("ülesanded", 0), ("ülesanne", 1), ("sh", 1), ("tulemused", 1), ("õigused", 0)]


@pytest.mark.parametrize("end", [".", ":", ";", ",", " :"])
def test_a_duty_whose_parts_follow_goes_without_its_full_stop(end: str) -> None:
    [duty] = said(f'ülesanded: [{{ülesanne: "Juhtimine{end}", sh: [hindamine]}}]\n')["ülesanded"]
    assert duty["ülesanne"] == "Juhtimine"
    [duty] = said(f'ülesanded: [{{ülesanne: "Juhtimine{end}"}}]\n')["ülesanded"]
    assert duty["ülesanne"] == f"Juhtimine{end}"
