"""`jdflow comment` on approvals, reviews and last days that a branch puts on record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.app.history import DATED, OWN, Chronicle
from tests.command import jdflow

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.needs("git")

SIGNED = "kinnitamine: {kinnitamisviis: leping, number: TL-4, kuupäev: 2026-02-20}\n"


@pytest.fixture
def said(history: Chronicle, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """The comment on the branch."""

    def call(*arguments: str) -> str:
        options = ("-C", history.root, "--lang", "en", "--today", "2026-11-20")
        ran = jdflow(capsys, *options, "comment", "--base", "main", *arguments)
        assert (ran.code, ran.err) == (0, "")
        return ran.out

    return call


def entries(said: Callable[..., str]) -> dict[str, Any]:
    return {one["id"]: one for one in json.loads(said("--format", "json"))["entries"]}


def test_an_approval_is_told_and_the_text_said_to_stay(history: Chronicle, said: Callable[..., str]) -> None:
    history.commit({OWN: SIGNED + DATED})
    assert "- **Näidis** `naidis`: approved – leping no. TL-4, 20.02.2026\n" in said()
    assert "**No text of a job description changes.** Put on record: 1 approval. The check" in said()


def test_an_approval_that_is_replaced_is_told_with_the_old_one(history: Chronicle, said: Callable[..., str]) -> None:
    history.git("switch", "--quiet", "main")
    history.commit({OWN: SIGNED + DATED})
    history.git("switch", "--quiet", "--create", "teine")
    history.commit({OWN: SIGNED.replace("TL-4", "TL-5") + DATED})
    [old, new] = entries(said)["naidis"]["approval"]
    assert (old["number"], new["number"]) == ("TL-4", "TL-5")
    history.commit({OWN: DATED})
    assert "the approval is taken out: leping no. TL-4, 20.02.2026\n" in said()


def test_an_approval_is_told_beside_changes(history: Chronicle, said: Callable[..., str]) -> None:
    new = DATED.replace("2026-03-01", "2026-12-01").replace("on korras", "on leitavad")
    history.commit({OWN: f"{SIGNED}kehtiv_kuni: 2027-12-31\n{new}"})
    found = said()
    assert "\n### Näidis `naidis`\n" in found
    assert "approved – leping no. TL-4, 20.02.2026; last day in force: 31.12.2027\n" in found


def test_reviews_are_told_by_field_and_by_commit(history: Chronicle, said: Callable[..., str]) -> None:
    history.commit({OWN: f"üle_vaadatud: 2026-11-18\n{DATED}"})
    message = "Läbivaatamine\n\nUlevaadatud: juhataja\nTulemus: edasi lükatud 2026-12-01\nRoll: peadirektor\n"
    history.commit({}, message)
    found = said()
    assert "- **Näidis** `naidis`: reviewed on 18.11.2026 (unchanged)\n" in found
    [held] = entries(said)["juhataja"]["reviews"]
    assert (held["outcome"], held["postponed_to"], held["by"]) == ("postponed", "2026-12-01", "peadirektor")


def test_reviews_that_the_main_branch_holds_already_are_not_told(history: Chronicle, said: Callable[..., str]) -> None:
    history.git("switch", "--quiet", "main")
    history.commit({}, "Läbivaatamine\n\nUlevaadatud: naidis\n")
    history.git("switch", "--quiet", "--create", "teine")
    history.commit({"README.md": "Muu"})
    assert entries(said) == {}


@pytest.mark.parametrize(("relation", "ask"), [("töötaja", "signatures"), ("ametnik", "order")])
def test_a_new_text_is_to_be_signed_until_it_is(
    relation: str, ask: str, history: Chronicle, said: Callable[..., str]
) -> None:
    text = DATED.replace("2026-03-01", "2026-12-01").replace("töötaja", relation).replace("Näidis", "Uus")
    history.commit({"positions/uus.yaml": text})
    [one] = json.loads(said("--format", "json"))["own"]
    assert one["asks"] == [ask]
    history.commit({"positions/uus.yaml": SIGNED + text})
    [one] = json.loads(said("--format", "json"))["own"]
    assert one["asks"] == []
