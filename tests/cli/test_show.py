"""`show`: the text in force on a day, resolved with the blocks of its own commit."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.app.history import DATED, OWN, Chronicle
from tests.command import Ran, jdflow
from tests.support import BASE

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")

FIRST = "2026-03-01"
RIGHTS = "shared/rights/kaugtoo.yaml"
USING = f"{DATED}õigused: [{{kasuta: rights/kaugtoo}}]\n"
NEXT = USING.replace(FIRST, "2026-06-01").replace("korras", "leitavad")


@pytest.fixture
def chronicle(tmp_path: Path) -> Chronicle:
    """Versions of March and June; the block that both use changed in between and after."""
    chronicle = Chronicle(tmp_path / "repo", files=BASE | {OWN: USING})
    chronicle.day = date(2026, 4, 1)
    chronicle.commit({OWN: NEXT, RIGHTS: BASE[RIGHTS].replace("teha kaugtööd", "teha tööd kodus")})
    chronicle.commit({RIGHTS: BASE[RIGHTS].replace("teha kaugtööd", "teha tööd mujal")})
    return chronicle


def show(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str, lang: str = "en") -> Ran:
    """`show naidis`, in November."""
    return jdflow(capsys, "-C", root, "--lang", lang, "--today", "2026-11-20", "show", "naidis", *arguments)


def text(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str) -> tuple[str, str]:
    """The purpose and the right that the text holds, as JSON tells them."""
    ran = show(capsys, root, "--format", "json", *arguments)
    assert ran.code == 0, ran.err
    told: dict[str, Any] = json.loads(ran.out)
    [right] = told["rights"]
    return told["purpose"], right["text"] if isinstance(right, dict) else right


@pytest.mark.parametrize(
    ("day", "purpose", "right"),
    [
        (FIRST, "Andmed on korras.", "teha kaugtööd"),
        ("31.05.2026", "Andmed on korras.", "teha kaugtööd"),
        ("2026-06-01", "Andmed on leitavad.", "teha tööd mujal"),
        ("2199-12-31", "Andmed on leitavad.", "teha tööd mujal"),
    ],
)
def test_the_text_of_a_day_has_the_blocks_of_its_own_commit(
    day: str, purpose: str, right: str, chronicle: Chronicle, capsys: pytest.CaptureFixture[str]
) -> None:
    found = text(capsys, chronicle.root, "--on", day)
    assert found[0] == purpose
    assert found[1].startswith(right)


def test_a_text_is_shown_as_it_was_known(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    for known_at, right in (
        ("HEAD~1", "teha tööd kodus"),
        ("2026-04-01", "teha tööd kodus"),
        ("HEAD", "teha tööd muj"),
    ):
        assert text(capsys, chronicle.root, "--on", "2026-07-01", "--known-at", known_at)[1].startswith(right)
    assert text(capsys, chronicle.root, "--on", "2026-07-01", "--known-at", "2026-03-31")[0] == "Andmed on korras."


@pytest.mark.parametrize(
    ("lang", "word"), [("en", "the next one takes effect on 01.03.2026"), ("et", "01.03.2026")], ids=["en", "et"]
)
def test_before_the_first_version_there_is_no_text(
    lang: str, word: str, chronicle: Chronicle, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = show(capsys, chronicle.root, "--on", "2026-02-28", lang=lang)
    assert (ran.code, ran.out) == (1, "")
    assert word in ran.err


def test_after_the_end_there_is_no_text_any_more(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    chronicle.day = date(2026, 8, 10)
    chronicle.commit({OWN: None})
    assert text(capsys, chronicle.root, "--on", "2026-08-10")[0] == "Andmed on leitavad."
    ran = show(capsys, chronicle.root, "--on", "2026-08-11")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "On 11.08.2026 no text of “naidis” was in force any more.\n"


def test_without_a_day_what_is_not_in_force_is_shown_and_told(
    chronicle: Chronicle, capsys: pytest.CaptureFixture[str]
) -> None:
    assert show(capsys, chronicle.root).err == ""
    chronicle.commit({OWN: f"{NEXT}kehtiv_kuni: 2026-09-30\n"})
    ran = show(capsys, chronicle.root)
    assert (ran.code, ran.err) == (0, "This text was in force until 30.09.2026.\n")
    assert "Andmed on leitavad." in ran.out
    chronicle.commit({"positions/uus.yaml": DATED.replace(FIRST, "2027-01-01"), "positions/kava.yaml": BASE[OWN]})
    for id, said in (
        ("uus", "This text takes effect on 01.01.2027 only.\n"),
        ("kava", "This is a draft: it has no `kehtiv_alates` yet.\n"),
    ):
        ran = jdflow(capsys, "-C", chronicle.root, "--lang", "en", "--today", "2026-11-20", "show", id)
        assert (ran.code, ran.err) == (0, said)


def test_a_title_of_another_position_is_the_one_it_had_then(
    chronicle: Chronicle, capsys: pytest.CaptureFixture[str]
) -> None:
    chronicle.commit({"positions/juhataja.yaml": BASE["positions/juhataja.yaml"].replace("Juhataja", "Talituse juht")})
    assert "Juhataja" in show(capsys, chronicle.root).out
    assert "Talituse juht" not in show(capsys, chronicle.root).out


def test_an_earlier_id_shows_the_text_under_the_present_one(
    chronicle: Chronicle, capsys: pytest.CaptureFixture[str]
) -> None:
    chronicle.commit({OWN: None, "positions/uus.yaml": f"{NEXT}varem: [naidis]\n"})
    assert text(capsys, chronicle.root, "--on", FIRST)[0] == "Andmed on korras."
    assert json.loads(show(capsys, chronicle.root, "--format", "json").out)["id"] == "uus"


def test_what_is_not_committed_is_left_out_and_said(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    (chronicle.root / OWN).write_text(NEXT.replace("leitavad", "kadunud"), encoding="utf-8")
    ran = show(capsys, chronicle.root)
    assert "Andmed on leitavad." in ran.out
    assert ran.err.startswith(f"What is not committed is left out (1 files, the first: {OWN})")
    assert "Andmed on kadunud." in show(capsys, chronicle.root, "--worktree").out


def test_a_file_that_can_no_longer_be_read_leaves_the_text_in_force(
    chronicle: Chronicle, capsys: pytest.CaptureFixture[str]
) -> None:
    chronicle.commit({OWN: "eesmärk: ["})
    assert text(capsys, chronicle.root, "--on", "2026-07-01")[0] == "Andmed on leitavad."


def test_a_block_broken_at_its_last_commit_leaves_the_text_in_force(
    chronicle: Chronicle, capsys: pytest.CaptureFixture[str]
) -> None:
    chronicle.commit({RIGHTS: None})
    assert text(capsys, chronicle.root, "--on", "2026-07-01")[1].startswith("teha tööd mujal")
