"""`comment`: of what drifts apart, what the branch adds, and nothing that was there before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

import pytest

from tests.app.history import Chronicle
from tests.command import jdflow
from tests.support import BASE, OWN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.needs("git")

HEAD = "positions/juhataja.yaml"
OLD = "õigused:\n  - teha kaugtööd kokkuleppel vahetu juhiga\n  - hoida ruumide võtmeid\n"
Found: TypeAlias = "list[tuple[str, str, int, bool]]"


@pytest.fixture
def history(tmp_path: Path) -> Chronicle:
    """Two positions that say one thing in their own words, and one that has copied a block; a branch is checked out."""
    history = Chronicle(tmp_path / "kogu")
    history.commit({OWN: BASE[OWN] + OLD, HEAD: BASE[HEAD] + "õigused: [hoida ruumide võtmeid]\n"})
    history.git("switch", "--quiet", "--create", "haru")
    return history


@pytest.fixture
def found(history: Chronicle, capsys: pytest.CaptureFixture[str]) -> Callable[[], Found]:
    """What the comment says of drift: code, path, line, whether the branch changes that file."""

    def call() -> Found:
        options = ("-C", history.root, "--lang", "en", "--today", "2026-11-20")
        ran = jdflow(capsys, *options, "comment", "--base", "main", "--format", "json")
        told = json.loads(ran.out)["findings"]
        return [
            (one["code"], one["path"], one["line"], one["is_touched"]) for one in told if one["code"].startswith("JD8")
        ]

    return call


def new_position(rights: str) -> str:
    return BASE[HEAD].replace("Juhataja", "Valvur").replace("asendab: [naidis]\n", "") + f"õigused: [{rights}]\n"


def test_what_was_there_before_is_not_told(history: Chronicle, found: Callable[[], Found]) -> None:
    history.commit({OWN: BASE[OWN].replace("on korras", "on leitavad") + OLD})
    assert found() == []


def test_a_copy_that_is_added_is_told_at_its_line(history: Chronicle, found: Callable[[], Found]) -> None:
    history.commit({OWN: BASE[OWN] + OLD + 'töövahendid: ["arvuti , telefon"]\n'})
    assert found() == [("JD807", OWN, 12, True)]
    history.commit({HEAD: BASE[HEAD] + "õigused: [teha kaugtööd kokkuleppel vahetu juhiga]\n"})
    assert found() == [("JD803", HEAD, 9, True), ("JD807", OWN, 12, True)]


def test_a_third_position_with_the_same_sentence_is_told_where_it_is_new(
    history: Chronicle, found: Callable[[], Found]
) -> None:
    history.commit({"positions/valvur.yaml": new_position("hoida ruumide võtmeid")})
    assert found() == [("JD808", "positions/valvur.yaml", 8, True)]


def test_words_spelt_with_escapes_are_found_too(history: Chronicle, found: Callable[[], Found]) -> None:
    history.git("switch", "--quiet", "main")
    history.commit({OWN: BASE[OWN] + 'õigused: ["hoida ruumide v\\u00f5tmeid"]\n'})
    history.git("switch", "--quiet", "--create", "teine")
    history.commit({"positions/valvur.yaml": new_position("hoida ruumide võtmeid")})
    assert found() == [("JD808", "positions/valvur.yaml", 8, True)]


def test_a_block_that_is_added_is_told_with_who_says_the_same(history: Chronicle, found: Callable[[], Found]) -> None:
    history.commit({"shared/rights/votmed.yaml": "nimi: Võtmed\nlaused: [hoida ruumide võtmeid]\n"})
    assert found() == [("JD803", HEAD, 9, True), ("JD803", OWN, 11, True)]


def test_a_block_nearly_like_another_is_told_at_the_new_one(history: Chronicle, found: Callable[[], Found]) -> None:
    path = "shared/rights/distants.yaml"
    history.commit({path: "nimi: Distantsilt\nlaused: [teha kaugtööd kokkuleppel oma vahetu juhiga]\n"})
    assert [one for one in found() if one[0] == "JD809"] == [("JD809", path, 1, True)]
    history.git("switch", "--quiet", "main")
    history.git("merge", "--quiet", "haru")
    history.git("switch", "--quiet", "--create", "kolmas")
    history.commit({path: "nimi: Distantsil\nlaused: [teha kaugtööd kokkuleppel oma vahetu juhiga]\n"})
    assert found() == []


def test_a_block_that_comes_nearer_to_a_text_is_told(history: Chronicle, found: Callable[[], Found]) -> None:
    history.commit({"shared/rights/kaugtoo.yaml": "nimi: Kaugtöö\nlaused: [teha kaugtööd kokkuleppel juhiga]\n"})
    assert found() == [("JD804", OWN, 10, True)]


def test_a_position_under_a_new_id_adds_nothing(history: Chronicle, found: Callable[[], Found]) -> None:
    history.git("mv", OWN, "positions/uus.yaml")
    renamed = BASE[OWN].replace("vahetu_juht", "varem: [naidis]\nvahetu_juht") + OLD
    head = BASE[HEAD].replace("[naidis]", "[uus]") + "õigused: [hoida ruumide võtmeid]\n"
    history.commit({"positions/uus.yaml": renamed, HEAD: head})
    assert found() == []
