"""`list`, `show`, `uses`: answers from the work tree, also where not all of it can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jdflow.app.ask import list_positions, show_position, uses_of
from jdflow.app.reading import Reading
from jdflow.problems.catalogue import CATALOGUE
from tests.command import jdflow
from tests.support import OWN, TODAY, overlay

if TYPE_CHECKING:
    from pathlib import Path

VERBS: list[tuple[str, ...]] = [
    *(("check", "--format", form) for form in ("text", "json", "github")),
    *(("list", "--format", form) for form in ("table", "json", "csv")),
    *(("show", "naidis", "--format", form) for form in ("text", "md", "json")),
    *(("uses", "rights/kaugtoo", "--format", form) for form in ("table", "json")),
    ("fmt", "--check"),
    ("new", "abiline-uus", "--unit", "andmetalitus", "--relation", "ametnik"),
]


def reading(example: str = "") -> Reading:
    return Reading(overlay(example))


def test_units_below_a_unit_are_within_it() -> None:
    content = reading("""\
struktuuriüksus: meeskond
# positions/muu.yaml
ametinimetus: Muu
struktuuriüksus: kolmas
# shared/organisation.yaml
üksused:
  andmetalitus: {nimi: andmetalitus}
  tiim: {nimi: tiim, ülemüksus: andmetalitus}
  meeskond: {nimi: meeskond, ülemüksus: tiim}
  kolmas: {nimi: kolmas}
""")
    within = {unit: [row.id for row in list_positions(content, TODAY, unit)] for unit in content.organisation.units}
    assert within == {
        "andmetalitus": ["juhataja", "naidis"],
        "tiim": ["naidis"],
        "meeskond": ["naidis"],
        "kolmas": ["muu"],
    }
    assert [row.id for row in list_positions(content, TODAY)] == ["juhataja", "muu", "naidis"]


def test_computed_subordinates() -> None:
    content = reading("""\
alluvad: auto
# positions/a/teine.yaml
ametinimetus: Teine
täpsustus: (kohusetäitja)
vahetu_juht: naidis
# positions/b/esimene.yaml
ametinimetus: Esimene
vahetu_juht: {teenistuskoht: naidis, tekst: Näidis ise}
# positions/c/varasem.yaml
ametinimetus: Varasem
varem: naidis
""")
    shown = show_position(content, "naidis")
    assert shown
    assert shown.reports == (("esimene", "Esimene"), ("teine", "Teine (kohusetäitja)"))


def test_what_cannot_be_read_is_not_shown() -> None:
    content = reading(f"# {OWN}\n")
    assert show_position(content, "naidis") is None
    assert [row.id for row in list_positions(content, TODAY)] == ["juhataja"]


def test_uses_through_other_blocks() -> None:
    content = reading("""\
õigused: [{kasuta: rights/a}, {kasuta: rights/c, lisaks: [{kasuta: rights/kaugtoo}]}]
# shared/rights/a.yaml
nimi: A
laused: [{kasuta: rights/b}]
# shared/rights/b.yaml
nimi: B
laused: [{kasuta: rights/kaugtoo}, {kasuta: rights/a}]
# shared/rights/c.yaml
nimi: C
laused: [Muu õigus.]
""")
    assert [(use.id, use.line, use.through) for use in uses_of(content, "rights/kaugtoo")] == [
        ("naidis", 1, "rights/a"),
        ("naidis", 1, None),
    ]
    assert [use.through for use in uses_of(content, "rights/a")] == [None]
    assert uses_of(content, "rights/puudub") == []


@pytest.mark.parametrize("side", ["bad", "good"])
@pytest.mark.parametrize("code", CATALOGUE)
def test_whatever_is_wrong_no_verb_breaks(
    code: str, side: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = overlay(getattr(CATALOGUE[code], side))
    root = content.on_disk(tmp_path)
    (root / "positions").mkdir(exist_ok=True)
    (root / "shared").mkdir(exist_ok=True)
    for path, kind in content.others.items():
        if kind == "folder":
            (root / path).mkdir(parents=True)
    for verb in VERBS:
        ran = jdflow(capsys, "-C", root, "--today", str(TODAY), *verb)
        assert ran.code in {0, 1, 2}, ran.err
        assert "Traceback" not in ran.err


CLASH = """\
# positions/a/naidis.yaml
ametinimetus: Näidis
täpsustus: (A)
kehtiv_alates: 2026-01-01
# positions/b/naidis.yaml
struktuuriüksus:
# positions/c/naidis.yaml
ametinimetus: [
"""


def test_files_of_one_id_can_be_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = overlay(CLASH).on_disk(tmp_path)
    rows = list_positions(reading(CLASH), TODAY)
    assert [row.path for row in rows] == [
        "positions/juhataja.yaml",
        "positions/a/naidis.yaml",
        "positions/b/naidis.yaml",
        "positions/naidis.yaml",
    ]
    for verb in VERBS:
        assert jdflow(capsys, "-C", root, *verb).code in {0, 1}
