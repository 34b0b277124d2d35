"""The check of a few files finds what the check of everything finds in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jdflow.app.check import check
from jdflow.app.reading import Reading
from jdflow.intake.snapshot import Worktree
from jdflow.problems.catalogue import CATALOGUE
from tests.checkout import ROOT
from tests.support import OWN, TODAY, Texts, overlay

if TYPE_CHECKING:
    from jdflow.intake.snapshot import Snapshot
    from jdflow.problems import Problem

# Sets of files whose problems hang together across files, each in a way that a reader of one file could miss.
TOGETHER = {
    "a manager spelt with escapes": """\
alluvad: [abi]
# positions/abi.yaml
vahetu_juht: "n\\x61idis"
# positions/teine.yaml
vahetu_juht: "nai\\
  dis"
# positions/kolmas.yaml
vahetu_juht: {teenistuskoht: naidis, tekst: Näidis}
# positions/neljas.yaml
täpsustus: &juht naidis
vahetu_juht: *juht
""",
    "one id in two folders": """\
varem: [endine]
alluvad: [abi]
# positions/a/abi.yaml
vahetu_juht: naidis
# positions/b/abi.yaml
vahetu_juht: juhataja
varem: endine
# positions/b/naidis.yaml
asendab: [abi]
varem: [juhataja, endine]
""",
    "managers in a circle, with a tail": """\
vahetu_juht: b
# positions/a.yaml
vahetu_juht: b
# positions/b.yaml
vahetu_juht: c
# positions/c.yaml
vahetu_juht: a
""",
    "what is named cannot be read": """\
vahetu_juht: katki
asendajad: [katki, tyhi, link]
asendab: [katki, tyhi]
alluvad: [katki, tyhi, kaust]
varem: [katki]
# positions/katki.yaml
ametinimetus: [
# positions/tyhi.yaml

# link positions/link.yaml
# folder positions/kaust.yaml
""",
    "an ended position among others": """\
asendajad: [endine]
alluvad: [endine]
asendab: [endine]
# positions/endine.yaml
ametinimetus: Endine
kehtiv_alates: 2026-01-01
kehtiv_kuni: 2026-02-01
vahetu_juht: naidis
# shared/organisation.yaml
üksused: {andmetalitus: {nimi: andmetalitus, juht: endine}}
""",
    "blocks in a circle, used by all": """\
õigused: [{kasuta: rights/a}, {kasuta: rights/kaugtoo, jäta_välja: [x]}]
# positions/juhataja.yaml
õigused: [{kasuta: rights/b, väärtused: {x: y}}]
# shared/rights/a.yaml
nimi: A
laused: [{kasuta: rights/b}]
# shared/rights/b.yaml
nimi: B
laused: [{kasuta: rights/c}]
# shared/rights/c.yaml
nimi: C
laused: [{kasuta: rights/a}, "{{ x }}"]
""",
    "the agency's files say nothing": """\
struktuuriüksus: puudub
allkirjastaja: keegi
# without shared/organisation.yaml
# shared/signatories.yaml
rollid: []
# shared/settings.yaml
mall: puudub
""",
}
BROKEN = {f"{rule.code} bad": rule.bad for rule in CATALOGUE.values()} | TOGETHER


def paths_of(snapshot: Snapshot) -> list[str]:
    """Every entry, and every folder on the way to one."""
    entries = {entry.path for entry in snapshot.entries() if not entry.path.startswith("shared/schema/")}
    folders = {path.rpartition("/")[0] for path in entries}
    return sorted(entries | folders)


def within(path: str, problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if f"{problem.place.path}/".startswith(f"{path}/")]


def assert_parts_agree_with_whole(snapshot: Snapshot) -> None:
    whole = check(snapshot, TODAY).problems
    paths = paths_of(snapshot)
    for path in paths:
        assert check(snapshot, TODAY, (path,)).problems == within(path, whole), path
    some = tuple(paths[1::2])
    assert check(snapshot, TODAY, some).problems == [
        problem for problem in whole if any(within(path, [problem]) for path in some)
    ]


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files(name: str) -> None:
    snapshot = overlay(BROKEN[name])
    assert_parts_agree_with_whole(snapshot)


@pytest.mark.parametrize("name", TOGETHER)
def test_the_sets_are_broken(name: str) -> None:
    assert len(check(overlay(TOGETHER[name]), TODAY).problems) > 1


def test_all_that_is_broken_at_once() -> None:
    # Every bad example in a folder of its own, so that ids clash and references cross.
    files: dict[str, str] = {}
    for number, example in enumerate(BROKEN.values()):
        for path, text in overlay(example).files.items():
            folder, _, name = path.rpartition("/")
            moved = f"{folder}/k{number}/{name}" if path.startswith("positions/") else path
            files[moved if len(text) < 10_000 else path] = text
    snapshot = Texts(files)
    whole = check(snapshot, TODAY).problems
    assert len(whole) > 300
    for path in sorted(files)[::7]:
        assert check(snapshot, TODAY, (path,)).problems == within(path, whole), path


def test_the_sample_file_by_file() -> None:
    assert_parts_agree_with_whole(Worktree(ROOT))


def test_a_file_is_taken_apart_once_for_all_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    report = check(overlay("märkused: x\n" * 1000), TODAY)
    taken: list[str] = []
    search = Reading.searchable

    def noted(self: Reading, path: str) -> bytes:
        taken.append(path)
        return search(self, path)

    monkeypatch.setattr(Reading, "searchable", noted)
    assert len(report.problems) > 900
    assert {report.line_of(OWN, problem.place.line) for problem in report.problems} == {"märkused: x"}
    assert taken == [OWN]
    # Outside of the file, and in files that nobody has read, there are no lines.
    assert [report.line_of(OWN, line) for line in (0, -1, 5000)] == ["", "", ""]
    assert report.line_of("positions/puudub.yaml", 1) == ""


def test_positions_are_counted_as_asked_for() -> None:
    snapshot = overlay("")
    counted = {
        only: check(snapshot, TODAY, only).positions
        for only in [(), ("positions",), ("positions/naidis.yaml",), ("shared",)]
    }
    assert counted == {(): 2, ("positions",): 2, ("positions/naidis.yaml",): 1, ("shared",): 0}
