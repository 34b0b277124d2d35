"""Units and positions by the names that print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jdflow.app.reading import Reading
from jdflow.model.position import Ref
from jdflow.problems import Place
from jdflow.query.names import is_within, partitive_of, title_of, unit_name
from tests.support import overlay

if TYPE_CHECKING:
    from jdflow.model.organisation import Organisation

AT = Place("positions/x.yaml")
CONTENT = Reading(
    overlay("""\
täpsustus: (MARAC)
# positions/osastavata.yaml
ametinimetus: Osastavata
# positions/katki.yaml
ametinimetus: [
""")
)


@pytest.fixture(scope="module")
def organisation() -> Organisation:
    return Reading(
        overlay("""\
# shared/organisation.yaml
üksused:
  osakond: {nimi: üldosakond}
  talitus: {nimi: andmetalitus, ülemüksus: osakond}
  tiim: {nimi: tiim, ülemüksus: talitus}
  oma: {nimi: oma, täisnimi: Peadirektori büroo, ülemüksus: osakond}
  oma-all: {nimi: all, ülemüksus: oma}
  orb: {nimi: orb, ülemüksus: puudub}
  ring: {nimi: ring, ülemüksus: ringis}
  ringis: {nimi: ringis, ülemüksus: ring}
""")
    ).organisation


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("osakond", "Üldosakond"),
        ("talitus", "Üldosakond, andmetalitus"),
        ("tiim", "Üldosakond, andmetalitus, tiim"),
        ("oma", "Peadirektori büroo"),
        ("oma-all", "Üldosakond, oma, all"),
        ("orb", "Orb"),
        ("puudub", "puudub"),
        ("", ""),
        (None, ""),
    ],
)
def test_units(unit: str | None, name: str, organisation: Organisation) -> None:
    assert unit_name(unit, organisation) == name


def test_a_circle_of_units_comes_to_an_end(organisation: Organisation) -> None:
    assert unit_name("ring", organisation).endswith("ring")
    assert is_within("ring", "ringis", organisation)
    assert not is_within("ring", "osakond", organisation)


def test_units_within_units(organisation: Organisation) -> None:
    within = {unit for unit in organisation.units if is_within(unit, "osakond", organisation)}
    assert within == {"osakond", "talitus", "tiim", "oma", "oma-all"}
    assert not is_within("osakond", "talitus", organisation)
    assert not is_within(None, "talitus", organisation)
    assert is_within("puudub", "puudub", organisation)


@pytest.mark.parametrize(
    ("ref", "title", "partitive"),
    [
        (Ref("naidis", None, AT), "Näidis (MARAC)", "näidist (MARAC)"),
        (Ref("naidis", "näidist ennast", AT), "näidist ennast", "näidist ennast"),
        (Ref(None, "peadirektorit", AT), "peadirektorit", "peadirektorit"),
        (Ref("osastavata", None, AT), "Osastavata", "Osastavata"),
        (Ref("katki", None, AT), "katki", "katki"),
        (Ref("puudub", None, AT), "puudub", "puudub"),
    ],
)
def test_positions(ref: Ref, title: str, partitive: str) -> None:
    assert title_of(ref, CONTENT.get) == title
    assert partitive_of(ref, CONTENT.get) == partitive
