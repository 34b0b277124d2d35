"""What a commit calls editorial: one rule for `check --base` and for `diff`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.app.history import DATED, OWN, Chronicle
from tests.command import jdflow

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.needs("git")

MOVED = "positions/andmetalitus/uus.yaml"
# A letter may be another only where the commit says why.
LETTER = DATED.replace("korras", "korrus")
SECOND = LETTER.replace("korrus", "korros")
SAYS_WHY = "Parandus\n\nToimetuslik: trükiviga"


@pytest.fixture
def declared(history: Chronicle, capsys: pytest.CaptureFixture[str]) -> Callable[..., bool]:
    """Whether the branch's change is editorial, in which both verbs agree."""

    def call() -> bool:
        ask = ("-C", history.root, "--lang", "en", "--today", "2026-11-20")
        found = json.loads(jdflow(capsys, *ask, "check", "--base", "main", "--format", "json").out)["problems"]
        codes = {problem["code"] for problem in found} & {"JD404", "JD405", "JD406"}
        (compared,) = json.loads(jdflow(capsys, *ask, "diff", "--base", "main", "--format", "json").out)["positions"]
        assert (compared["class"] == "editorial") == (not codes)
        return not codes

    return call


def test_a_commit_declares_its_own_changes_and_those_before_it(
    history: Chronicle, declared: Callable[..., bool]
) -> None:
    history.commit({OWN: LETTER})
    assert not declared()
    history.commit({}, SAYS_WHY)
    assert declared()
    history.commit({OWN: SECOND}, SAYS_WHY)
    assert declared()


def test_a_commit_declares_nothing_that_comes_after_it(history: Chronicle, declared: Callable[..., bool]) -> None:
    history.commit({}, SAYS_WHY)
    history.commit({OWN: LETTER})
    assert not declared()


def test_a_commit_declares_nothing_of_what_is_not_committed_yet(
    history: Chronicle, declared: Callable[..., bool]
) -> None:
    history.commit({OWN: LETTER}, SAYS_WHY)
    (history.root / OWN).write_text(f"# Märkus\n{LETTER}", "utf-8")
    assert declared()
    (history.root / OWN).write_text(SECOND, "utf-8")
    assert not declared()


def test_another_folder_and_file_name_change_no_text(history: Chronicle, declared: Callable[..., bool]) -> None:
    history.commit({OWN: LETTER}, SAYS_WHY)
    history.commit({OWN: None, MOVED: f"varem: [naidis]\n{LETTER}"}, "Uus nimi")
    assert declared()
    history.commit({MOVED: f"varem: [naidis]\n{SECOND}"}, "Veel")
    assert not declared()


def test_what_a_merge_of_the_main_branch_brought_is_neither_declared_nor_declares(
    history: Chronicle, declared: Callable[..., bool]
) -> None:
    history.commit({OWN: LETTER}, SAYS_WHY)
    history.git("switch", "--quiet", "main")
    history.commit({"README.md": "Näidis\n"}, SAYS_WHY)
    history.git("switch", "--quiet", "haru")
    history.git("merge", "--quiet", "--no-edit", "main")
    assert declared()
    history.commit({OWN: SECOND})
    assert not declared()


def test_a_branch_merged_into_the_branch_declares_for_what_it_brought(
    history: Chronicle, declared: Callable[..., bool]
) -> None:
    history.git("switch", "--quiet", "--create", "kõrval")
    history.commit({OWN: LETTER}, SAYS_WHY)
    history.git("switch", "--quiet", "haru")
    history.commit({"README.md": "Näidis\n"})
    history.git("merge", "--quiet", "--no-edit", "kõrval")
    assert declared()
    history.git("switch", "--quiet", "kõrval")
    history.commit({OWN: SECOND})
    history.git("switch", "--quiet", "haru")
    history.git("merge", "--quiet", "--no-edit", "kõrval")
    assert not declared()
