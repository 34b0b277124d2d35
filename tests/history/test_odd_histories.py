"""Histories that are odd but happen: files mended by others, ids that come back, commits that count as never made."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from tests.app.history import DATED, OWN, Chronicle
from tests.command import jdflow

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")

RIGHTS = "shared/rights/uus.yaml"
BLOCK = "nimi: Uus\nlaused: [teha uut tööd]\n"
USING = f"{DATED}õigused: [{{kasuta: rights/uus}}]\n"


class Ask(Protocol):
    """Calls the program for JSON."""

    def __call__(self, *arguments: str) -> Any:  # noqa: ANN401 (JSON)
        """What it answers."""


@pytest.fixture
def chronicle(tmp_path: Path) -> Chronicle:
    return Chronicle(tmp_path / "repo")


@pytest.fixture
def ask(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> Ask:
    """The program, called on the repository for JSON."""

    def asked(*arguments: str) -> Any:  # noqa: ANN401 (JSON)
        ran = jdflow(capsys, "-C", chronicle.root, "--quiet", "--today", "2026-11-20", *arguments, "--format", "json")
        assert (ran.code, ran.err) == (0, "")
        return json.loads(ran.out)

    return asked


def versions(told: dict[str, Any]) -> list[tuple[str, str | None, str]]:
    """First day, last day and commit of each version."""
    return [(one["effective_from"], one["effective_to"], one["commit"]) for one in told["versions"]]


def test_a_version_begins_with_the_commit_that_adds_the_block_it_lacked(chronicle: Chronicle, ask: Ask) -> None:
    first = chronicle.git("rev-parse", "HEAD")
    chronicle.day = date(2026, 4, 1)
    chronicle.commit({OWN: USING.replace("2026-03-01", "2026-06-01")})
    assert versions(ask("log", "naidis", "--known-at", "HEAD")) == [("2026-03-01", None, first)]
    added = chronicle.commit({RIGHTS: BLOCK})
    changed = chronicle.commit({RIGHTS: BLOCK.replace("uut", "muud")})
    told = ask("log", "naidis")
    assert versions(told) == [("2026-03-01", "2026-05-31", first), ("2026-06-01", None, changed)]
    assert [one["commit"] for one in told["versions"][1]["amendments"]] == [changed]
    assert versions(ask("log", "naidis", "--known-at", added))[1:] == [("2026-06-01", None, added)]


def test_an_earlier_id_is_found_though_its_file_lacked_a_block_at_first(chronicle: Chronicle, ask: Ask) -> None:
    chronicle.commit({OWN: None, "positions/hiljem.yaml": f"{USING}varem: [naidis]\n"})
    chronicle.commit({RIGHTS: BLOCK})
    told = ask("log", "naidis")
    assert told["id"] == "hiljem"
    assert [one["effective_from"] for one in told["versions"]] == ["2026-03-01"]


def test_a_block_broken_in_an_old_commit_is_told_and_changes_nothing(
    chronicle: Chronicle, ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    using = chronicle.commit({OWN: USING, RIGHTS: BLOCK})
    broken = chronicle.commit({RIGHTS: "nimi: ["})
    chronicle.commit({RIGHTS: BLOCK})
    told = ask("log", "naidis")
    assert versions(told) == [("2026-03-01", None, using)]
    assert [one["commit"] for one in told["versions"][0]["amendments"]] == [using]
    said = jdflow(capsys, "-C", chronicle.root, "--lang", "en", "log", "naidis").err
    assert said == f"Commit {broken[:10]} of 03.01.2026 left a file that cannot be read; it counts as no change.\n"


def test_of_two_ids_that_a_position_had_at_once_the_newer_one_tells(chronicle: Chronicle, ask: Ask) -> None:
    newer = chronicle.commit({"positions/vahepeal.yaml": DATED.replace("korras", "leitavad") + "varem: [naidis]\n"})
    chronicle.commit({OWN: DATED.replace("korras", "kadunud")})
    gone = {OWN: None, "positions/vahepeal.yaml": None}
    chronicle.commit({**gone, "positions/lopp.yaml": DATED.replace("korras", "leitavad") + "varem: [vahepeal]\n"})
    for id in ("naidis", "vahepeal", "lopp"):
        told = ask("log", id)
        assert (told["id"], versions(told)) == ("lopp", [("2026-03-01", None, newer)])
