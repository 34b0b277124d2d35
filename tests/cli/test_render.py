"""`jdflow render`: which documents are made, from which text, where they go, and what is said of them."""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING

import pytest

from tests.app.history import DATED, OWN
from tests.cli.agency import LINES, PLAIN, SETTINGS, TODAY, USES_PLAIN, Agency, manifest, names, position
from tests.command import Ran, jdflow
from tests.support import BASE
from tests.word.minimal import from_lines
from tests.word.tools import read_back, read_margins

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.needs("git")
links = pytest.mark.skipif(os.name == "nt", reason="links need another system")


@pytest.fixture
def agency(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Agency:
    """The repository; the test stands elsewhere."""
    elsewhere = tmp_path / "siin"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    return Agency(tmp_path / "amet", tmp_path / "välja", capsys)


FOUR = {
    "positions/tulevane.yaml": position("Tulevane", first="2027-01-01"),
    "positions/kava.yaml": position("Kava", first=None),
    "positions/endine.yaml": position("Endine", "kehtiv_kuni: 2026-10-31\n"),
}


# -- which documents -----------------------------------------------------------------------------------------------


def test_all_that_is_in_force_or_upcoming_is_made(agency: Agency) -> None:
    agency.commit(FOUR)
    made = ["naidis_2026-03-01.docx", "tulevane_2027-01-01.docx"]
    assert agency.render() == Ran(
        0,
        "".join(f"{agency.out / name}\n" for name in made),
        f"Documents: 2 in {agency.out} (written: 2, as they were: 0, not made: 0).\n",
    )
    assert names(agency.out) == made
    assert [row["file"] for row in manifest(agency.out)["documents"]] == made


def test_what_is_said_is_said_in_estonian(agency: Agency) -> None:
    ran = agency.render(lang="et")
    assert ran.code == 0
    assert ran.err.startswith("Dokumente: 1, ")
    assert str(agency.out) in ran.err
    assert agency.render("puudub", lang="et").err.startswith("jdflow: Tunnusega „puudub“ ")


def test_only_what_is_named_is_made_and_each_once(agency: Agency) -> None:
    agency.commit(FOUR)
    assert agency.render("tulevane", "tulevane").out == f"{agency.out / 'tulevane_2027-01-01.docx'}\n"
    assert names(agency.out) == ["tulevane_2027-01-01.docx"]


def test_what_is_named_and_not_in_force_is_told(agency: Agency) -> None:
    agency.commit(FOUR)
    assert agency.render("kava", "endine", "naidis") == Ran(
        1,
        f"{agency.out / 'naidis_2026-03-01.docx'}\n",
        "“endine” was not made: it ended on 31.10.2026; `--on` prints what was in force on an earlier day\n"
        "“kava” was not made: it has no `kehtiv_alates` yet; `--worktree` prints it as a draft (MUSTAND)\n"
        f"Documents: 1 in {agency.out} (written: 1, as they were: 0, not made: 2).\n",
    )


@pytest.mark.parametrize(
    ("id", "hint"), [("nadis", " Did you mean “naidis”?"), ("midagi-muud", ""), ("../naidis", ""), ("", "")]
)
def test_an_unknown_id_stops_before_anything_is_made(agency: Agency, id: str, hint: str) -> None:
    ran = agency.render(id, "naidis")
    assert ran.code == 2
    assert ran.err.startswith(f"jdflow: There is no position with the id “{id}”.{hint}")
    assert not agency.out.exists()


def test_the_day_that_counts_as_today_decides(agency: Agency) -> None:
    agency.commit(FOUR)
    assert agency.render("--today", "2026-10-31").code == 0
    assert "endine_2026-03-01.docx" in names(agency.out)


def test_quiet_leaves_only_the_names(agency: Agency) -> None:
    (agency.root / OWN).write_text("muu: sisu\n", encoding="utf-8")
    assert agency.render("-q") == Ran(0, f"{agency.out / 'naidis_2026-03-01.docx'}\n", "")


def test_without_a_folder_documents_go_to_dist(
    agency: Agency, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    ran = jdflow(capsys, "-C", agency.root / "positions", "--today", TODAY, "render")
    assert ran.out == f"{agency.root / 'dist' / 'naidis_2026-03-01.docx'}\n"
    assert names(agency.root / "dist") == ["naidis_2026-03-01.docx"]
    assert list((tmp_path / "siin").iterdir()) == []


# -- from which text -----------------------------------------------------------------------------------------------


def test_what_is_not_committed_is_left_out_and_said_so(agency: Agency) -> None:
    agency.commit(FOUR)
    (agency.root / OWN).write_text(position("Muudetud"), encoding="utf-8")
    (agency.root / "positions/uus.yaml").write_text(position("Uus"), encoding="utf-8")
    (agency.root / "muu.txt").write_text("ei kuulu siia", encoding="utf-8")
    ran = agency.render()
    assert ran.err.splitlines()[0] == (
        f"What is not committed is left out (2 files, the first: {OWN}); --worktree shows it as a draft."
    )
    assert agency.words()[1] == "Näidis"
    assert not list(agency.out.glob("uus*"))
    assert "left out" not in agency.render("--rev", "HEAD").err


def test_the_work_tree_is_printed_as_drafts(agency: Agency) -> None:
    agency.commit(FOUR)
    (agency.root / OWN).write_text(position("Muudetud"), encoding="utf-8")
    ran = agency.render("--worktree")
    assert ran.err == f"Documents: 4 in {agency.out} (written: 4, as they were: 0, not made: 0).\n"
    assert names(agency.out) == [
        "juhataja_mustand.docx",
        "kava_mustand.docx",
        "naidis_2026-03-01.docx",
        "tulevane_2027-01-01.docx",
    ]
    assert agency.words()[1] == "Muudetud"
    for name in names(agency.out):
        assert read_margins(agency.out / name).headers == ["MUSTAND", ""]
    assert {row["commit"] for row in manifest(agency.out)["documents"]} == {None}
    assert manifest(agency.out)["commit"] is None


def test_the_work_tree_needs_no_history(root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "välja"
    assert jdflow(capsys, "-C", root, "--today", TODAY, "render", "--worktree", "--out", out).code == 0
    assert names(out) == ["juhataja_mustand.docx", "naidis_mustand.docx"]


def test_an_earlier_commit_is_printed_as_it_was(agency: Agency) -> None:
    agency.commit({OWN: position("Uuem")})
    assert agency.render("--rev", "HEAD~1").code == 0
    assert agency.words()[1] == "Näidis"
    assert manifest(agency.out)["commit"] == agency.git("rev-parse", "HEAD~1")


@pytest.mark.parametrize("revision", ["puudub", "", "HEAD~9", "--all", "HEAD:positions"])
def test_an_unknown_commit_stops_before_anything_is_made(agency: Agency, revision: str) -> None:
    assert agency.render(f"--rev={revision}") == Ran(2, "", f"jdflow: There is no commit “{revision}”.\n")
    assert not agency.out.exists()


def test_a_commit_and_the_work_tree_are_not_asked_for_at_once(agency: Agency) -> None:
    assert agency.render("--rev", "HEAD", "--worktree").code == 2


def test_the_text_and_all_names_come_from_its_commit_and_the_template_from_the_last_one(agency: Agency) -> None:
    signed = "shared/signatories.yaml"
    agency.commit(
        {
            OWN: position(further="asendab: [juhataja]\nalluvad: auto\n"),
            "positions/abi.yaml": position("Abiline", "vahetu_juht: naidis\n").replace("vahetu_juht: juhataja\n", ""),
            "positions/juhataja.yaml": BASE["positions/juhataja.yaml"].replace("asendab: [naidis]\n", ""),
            signed: BASE[signed].replace('nimi: ""', "nimi: Mari Maasikas"),
        }
    )
    agency.render("naidis")
    before = agency.words()
    agency.commit(
        {
            SETTINGS: USES_PLAIN.replace("Näidisamet", "Uus amet"),
            "shared/organisation.yaml": BASE["shared/organisation.yaml"].replace("nimi: andmetalitus", "nimi: uus"),
            "positions/juhataja.yaml": BASE["positions/juhataja.yaml"]
            .replace("asendab: [naidis]\n", "")
            .replace("Juhataja", "Talituse juht")
            .replace("juhatajat", "talituse juhti"),
            "positions/abi.yaml": position("Assistent", "vahetu_juht: naidis\n").replace("vahetu_juht: juhataja\n", ""),
            signed: BASE[signed].replace('nimi: ""', "nimi: Jüri Õis"),
            PLAIN: from_lines("Uus mall\n" + LINES),
        }
    )
    agency.render("naidis")
    after = agency.words()
    assert before == [
        "Näidisamet",
        "Näidis",
        "Andmetalitus",
        "Juhataja |  | juhatajat | Abiline",
        "01.03.2026",
        "Andmed on korras.",
        "Andmete korrastamine.",
        "",
        "peadirektor: Mari Maasikas",
    ]
    assert after == ["Uus mall", *before]


def test_which_template_is_used_the_last_commit_says(agency: Agency) -> None:
    text = manifest(agency.out)["documents"][0]["commit"] if agency.render().code == 0 else None
    other = "templates/uus-mall.docx"
    agency.commit({PLAIN: None, other: from_lines("Uus mall\n" + LINES), SETTINGS: BASE[SETTINGS]})
    agency.commit({OWN: "mall: uus-mall\n" + DATED.replace("korras", "olemas")})
    assert agency.render().code == 0
    assert agency.words()[0] == "Uus mall"
    assert [(row["commit"], row["template"]) for row in manifest(agency.out)["documents"]] == [(text, "uus-mall")]


def test_the_text_in_force_keeps_its_template_until_the_next_one_takes_effect(agency: Agency) -> None:
    agency.render()
    before = (agency.out / "naidis_2026-03-01.docx").read_bytes()
    agency.commit({"templates/uus-mall.docx": from_lines("Uus mall\n")})
    agency.commit({OWN: position("Uus nimetus", "mall: uus-mall\n", first="2027-01-01")})
    assert agency.render().code == 0
    assert names(agency.out) == ["naidis_2026-03-01.docx", "naidis_2027-01-01.docx"]
    assert (agency.out / "naidis_2026-03-01.docx").read_bytes() == before
    assert agency.words("naidis_2027-01-01.docx") == ["Uus mall"]
    assert agency.render("--today", "2027-01-01").out == f"{agency.out / 'naidis_2027-01-01.docx'}\n"


HOLDERS = """\
rollid:
  peadirektor:
    - {nimetus: peadirektor, nimi: Esimene, kehtiv_alates: 2015-01-01, kehtiv_kuni: 2026-01-31}
    - {nimetus: peadirektor, nimi: Teine, kehtiv_alates: 2026-02-01, kehtiv_kuni: 2026-06-30}
    - {nimetus: peadirektori kohusetäitja, nimi: Kolmas, kehtiv_alates: 2026-08-01}
  asetaitja: {nimetus: asetäitja, nimi: Asetäitja, kehtiv_alates: 2015-01-01}
"""


@pytest.mark.parametrize(
    ("first", "further", "expected"),
    [
        ("2026-03-01", "", "peadirektor: Teine"),
        ("2026-03-01", "kinnitamine: {number: 1-5/7, kuupäev: 2026-01-31}\n", "peadirektor: Esimene"),
        ("2026-08-01", "kinnitamine: {number: 1-5/7}\n", "peadirektori kohusetäitja: Kolmas"),
        ("2026-07-15", "", "peadirektori kohusetäitja: "),
        ("2026-03-01", "allkirjastaja: asetaitja\n", "asetäitja: Asetäitja"),
    ],
    ids=["by effect", "by approval", "approved without a day", "nobody then", "another role"],
)
def test_who_signs_is_who_held_the_role_then(agency: Agency, first: str, further: str, expected: str) -> None:
    agency.commit({"shared/signatories.yaml": HOLDERS, OWN: position(further=further, first=first)})
    assert agency.render("naidis").code == 0
    assert read_back(agency.out / f"naidis_{first}.docx")[-1] == expected


# -- parts of the work ---------------------------------------------------------------------------------------------


def test_parts_are_disjoint_and_together_everything(agency: Agency, tmp_path: Path) -> None:
    agency.commit({f"positions/p{number}.yaml": position(f"P{number}") for number in range(6)})
    agency.render("--out", str(tmp_path / "kõik"))
    parts = []
    for number in (1, 2, 3):
        assert agency.render("--shard", f"{number}/3", "--out", str(tmp_path / f"osa{number}")).code == 0
        parts.append(names(tmp_path / f"osa{number}"))
    assert [len(part) for part in parts] == [3, 2, 2]
    assert sorted(itertools.chain.from_iterable(parts)) == names(tmp_path / "kõik")
    assert all(
        (tmp_path / f"osa{number}" / name).read_bytes() == (tmp_path / "kõik" / name).read_bytes()
        for number, part in enumerate(parts, 1)
        for name in part
    )


def test_a_part_may_be_empty(agency: Agency) -> None:
    assert agency.render("--shard", "2/2") == Ran(
        0, "", f"Documents: 0 in {agency.out} (written: 0, as they were: 0, not made: 0).\n"
    )
    assert manifest(agency.out)["documents"] == []


@pytest.mark.parametrize(
    "part", ["", "1", "0/2", "3/2", "1/0", "-1/2", "a/b", "1/2/3", "1.0/2", "½/2", "²/3", " 1/2", "1/" + "9" * 5000]
)
def test_what_is_no_part_is_refused(agency: Agency, part: str) -> None:
    ran = agency.render(f"--shard={part}")
    assert ran.code == 2
    assert ran.err == f"jdflow: “{part}” is no part: write --shard 1/4 for the first of four.\n"
    assert not agency.out.exists()
