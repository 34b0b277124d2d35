"""`list`: the register on a day, as it is known now or was known before."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.app.history import DATED, OWN, Chronicle
from tests.command import jdflow
from tests.support import BASE

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")

FIRST = "2026-03-01"
OTHER = "positions/teine.yaml"
TODAY = ("--today", "2026-11-20")


@pytest.fixture
def chronicle(tmp_path: Path) -> Chronicle:
    """Two versions of one position, of March and June; another one from May until it is deleted in August."""
    chronicle = Chronicle(tmp_path / "repo")
    chronicle.day = date(2026, 4, 1)
    chronicle.commit({OWN: DATED.replace(FIRST, "2026-06-01").replace("Näidis", "Uus näidis")})
    chronicle.commit({OTHER: DATED.replace(FIRST, "2026-05-01").replace("Näidis", "Teine")})
    chronicle.day = date(2026, 8, 10)
    chronicle.commit({OTHER: None})
    return chronicle


def rows(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str) -> dict[str, dict[str, Any]]:
    """The register, as JSON, by id."""
    ran = jdflow(capsys, "-C", root, "--quiet", *TODAY, "list", "--format", "json", *arguments)
    assert (ran.code, ran.err) == (0, "")
    return {row["id"]: row for row in json.loads(ran.out)["positions"]}


def test_every_day_has_its_own_register(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    expected = {
        "2025-12-31": (("upcoming", FIRST, "Näidis"), ("upcoming", "2026-05-01", "Teine")),
        "2026-03-01": (("in_force", FIRST, "Näidis"), ("upcoming", "2026-05-01", "Teine")),
        "2026-05-31": (("in_force", FIRST, "Näidis"), ("in_force", "2026-05-01", "Teine")),
        "2026-06-01": (("in_force", "2026-06-01", "Uus näidis"), ("in_force", "2026-05-01", "Teine")),
        "2026-08-10": (("in_force", "2026-06-01", "Uus näidis"), ("in_force", "2026-05-01", "Teine")),
        "2026-08-11": (("in_force", "2026-06-01", "Uus näidis"), ("ended", "2026-05-01", "Teine")),
    }
    for day, told in expected.items():
        found = rows(capsys, chronicle.root, "--on", day)
        assert [found["juhataja"]["state"], found["juhataja"]["effective_from"]] == ["draft", None]
        said = [tuple(found[id][key] for key in ("state", "effective_from", "title")) for id in ("naidis", "teine")]
        assert said == list(told), day


def test_the_first_and_last_days_and_the_next_version_are_told(
    chronicle: Chronicle, capsys: pytest.CaptureFixture[str]
) -> None:
    found = rows(capsys, chronicle.root, "--on", "2026-05-15")
    keys = ("effective_from", "effective_to", "next_effective_from")
    assert [found["naidis"][key] for key in keys] == [FIRST, "2026-05-31", "2026-06-01"]
    assert [found["teine"][key] for key in keys] == ["2026-05-01", "2026-08-10", None]


def test_today_is_asked_where_no_day_is_named(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    assert rows(capsys, chronicle.root) == rows(capsys, chronicle.root, "--on", "20.11.2026")


def test_an_earlier_register_knows_nothing_of_what_came_later(
    chronicle: Chronicle, capsys: pytest.CaptureFixture[str]
) -> None:
    for known_at in ("HEAD~3", "2026-03-31"):
        found = rows(capsys, chronicle.root, "--on", "2026-07-01", "--known-at", known_at)
        assert sorted(found) == ["juhataja", "naidis"]
        assert (found["naidis"]["effective_from"], found["naidis"]["effective_to"]) == (FIRST, None)
    assert rows(capsys, chronicle.root, "--known-at", "2026-08-09")["teine"]["effective_to"] is None


def test_what_is_not_committed_is_not_in_the_register(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    before = rows(capsys, chronicle.root)
    (chronicle.root / OWN).write_text(DATED.replace("Näidis", "Muudetud"), encoding="utf-8")
    (chronicle.root / "positions/kolmas.yaml").write_text(DATED, encoding="utf-8")
    assert rows(capsys, chronicle.root) == before


def test_a_unit_is_listed_by_the_text_of_that_day(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    moved = DATED.replace(FIRST, "2026-10-01").replace(": andmetalitus", ": lopetatud-talitus")
    chronicle.commit({OWN: moved})
    arguments = ("--unit", "lopetatud-talitus")
    assert list(rows(capsys, chronicle.root, "--on", "2026-09-30", *arguments)) == []
    assert list(rows(capsys, chronicle.root, "--on", "2026-10-01", *arguments)) == ["naidis"]


def test_the_table_in_both_languages_and_as_csv(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    options = (*TODAY, "list", "--on", "2026-08-11")
    english, estonian = (jdflow(capsys, "-C", chronicle.root, "--lang", lang, *options).out for lang in ("en", "et"))
    [line] = [line for line in english.splitlines() if line.startswith("teine")]
    assert "01.05.2026" in line
    assert "10.08.2026" in line
    assert "ended" in line
    assert "lõppenud" in estonian
    table = jdflow(capsys, "-C", chronicle.root, "--lang", "en", *options, "--format", "csv").out
    [row] = [row for row in csv.DictReader(io.StringIO(table)) if row["Id"] == "teine"]
    assert (row["In force from"], row["Until"], row["State"]) == ("2026-05-01", "2026-08-10", "ended")


def test_files_that_cannot_be_read_are_counted(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    chronicle.commit({"positions/katki.yaml": "eesmärk: ["})
    ran = jdflow(capsys, "-C", chronicle.root, "--lang", "en", *TODAY, "list", "--format", "json")
    assert [row["id"] for row in json.loads(ran.out)["positions"]] == ["juhataja", "naidis", "teine"]
    assert ran.err == "Files that cannot be read and are missing here: 1; `jdflow check` tells more.\n"


def test_a_file_that_can_no_longer_be_read_leaves_what_is_in_force(
    chronicle: Chronicle, capsys: pytest.CaptureFixture[str]
) -> None:
    before = rows(capsys, chronicle.root)
    chronicle.commit({OWN: "eesmärk: ["})
    assert rows(capsys, chronicle.root) == before


@pytest.mark.parametrize("day", ["2027-02-29", "31.04.2026", "homme", "", "1899-12-31"])
def test_what_is_no_day_is_refused(day: str, chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "-C", chronicle.root, "--lang", "en", "list", "--on", day)
    assert (ran.code, ran.out) == (2, "")
    assert f"“{day}” is not a date" in ran.err


def test_without_git_the_files_alone_tell(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / OWN).write_text(f"kehtiv_alates: {FIRST}\n{BASE[OWN]}", encoding="utf-8")
    assert rows(capsys, root, "--on", "2026-02-28")["naidis"]["state"] == "upcoming"
    assert rows(capsys, root, "--on", FIRST)["naidis"]["state"] == "in_force"
    ran = jdflow(capsys, "-C", root, "list", "--known-at", "HEAD")
    assert (ran.code, ran.out) == (3, "")
