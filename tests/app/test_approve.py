"""Approvals recorded in files: what is written, what is in the way, what takes another's place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import yaml

from jdflow.app.approve import Order, approve
from jdflow.app.reading import Reading
from tests.app.test_amend import told
from tests.support import OWN, TODAY, overlay

if TYPE_CHECKING:
    from jdflow.app.edits import Outcome
    from jdflow.model.position import Relation

DAY = date(2026, 11, 16)
DATED = "kehtiv_alates: 2027-01-01 # algus\n"
RECORDED = f"{DATED}kinnitamine: {{kinnitamisviis: leping, number: 5, kuupäev: 16.11.2026, lisa: 2}}\n"


def approved(  # noqa: PLR0913 (what an order may say)
    text: str,
    number: str = "1-5/7",
    day: date = DAY,
    annex: str | None = None,
    mode: str | None = None,
    *,
    replace: bool = False,
) -> Outcome:
    return approve(Reading(overlay(text)), [("naidis", annex)], Order(number, day, mode, replace), TODAY)


def after(outcome: Outcome) -> str:
    """The file as it becomes, without what the base adds to it."""
    [change] = outcome.changes
    return change.after.decode().partition("ametinimetus:")[0]


def test_an_approval_is_written_where_the_order_of_keys_has_it() -> None:
    outcome = approved(f"{DATED}üle_vaadatud: 2026-03-20\n", annex="3")
    assert after(outcome) == (
        f"{DATED}kinnitamine:\n  kinnitamisviis: leping\n  number: 1-5/7\n  kuupäev: 2026-11-16\n  lisa: 3\n"
        "üle_vaadatud: 2026-03-20\n"
    )
    assert told(outcome) == [f"{OWN}: agreed in contract no. 1-5/7 of 16.11.2026, annex 3"]


@pytest.mark.parametrize(("relation", "mode"), [("ametnik", "käskkiri"), ("töötaja", "leping")])
def test_the_relation_tells_how_it_was_approved(relation: Relation, mode: str) -> None:
    assert f"kinnitamisviis: {mode}\n" in approved(f"teenistuja: {relation}\n").changes[0].after.decode()


def test_what_the_file_or_the_call_says_comes_first() -> None:
    text = "kinnitamine: {kinnitamisviis: käskkiri, päis: [KINNITATUD], nõusolek: Nõustus.}\n"
    assert after(approved(text)) == text.replace("käskkiri", "käskkiri, number: 1-5/7, kuupäev: 2026-11-16")
    assert told(approved(text)) == [f"{OWN}: approved by order no. 1-5/7 of 16.11.2026"]
    assert "{kinnitamisviis: leping, number" in after(approved(text, mode="leping"))


@pytest.mark.parametrize("number", ['a: "b" #c', "007", "5", "{{ x }}", "- 5", "1.10", "null", "'"])
def test_a_number_stays_the_text_that_it_is(number: str) -> None:
    for text in ("", "kinnitamine: {alus: x}\n"):
        after = approved(text, number, annex=number).changes[0].after.decode()
        approval = yaml.load(after, yaml.BaseLoader)["kinnitamine"]  # noqa: S506 (a loader of texts alone)
        assert (approval["number"], approval["lisa"]) == (number, number)
        assert str(yaml.safe_load(after)["kinnitamine"]["number"]) == number


def test_the_second_time_there_is_nothing_to_do() -> None:
    for again in (approved(RECORDED, "5"), approved(RECORDED, "5", annex="2"), approved(RECORDED, "5", replace=True)):
        assert told(again) == [f"{OWN}: has this approval already"]


@pytest.mark.parametrize(
    ("number", "day", "annex", "mode"),
    [("6", DAY, None, None), ("5", TODAY, None, None), ("5", DAY, "3", None), ("5", DAY, None, "käskkiri")],
)
def test_another_approval_is_not_written_over(number: str, day: date, annex: str | None, mode: str | None) -> None:
    outcome = approved(RECORDED, number, day, annex, mode)
    assert outcome.changes == []
    [said] = told(outcome)
    assert said.startswith(
        f"{OWN}:2 The text is approved already (kinnitamisviis leping, number 5, kuupäev 16.11.2026, lisa 2); "
    )


def test_another_order_takes_its_annex_and_its_lines_along() -> None:
    text = RECORDED.replace("lisa: 2", "lisa: 2, alus: x, päis: [Käskkiri nr 5], nõusolek: Nõustus.")
    outcome = approved(text, replace=True)
    assert after(outcome) == DATED + (
        "kinnitamine: {kinnitamisviis: leping, number: 1-5/7, kuupäev: 2026-11-16, alus: x, nõusolek: Nõustus.}\n"
    ).replace("2026-11-16", "16.11.2026")
    assert told(outcome)[0].endswith("; in place of number 5, kuupäev 16.11.2026, lisa 2, päis „Käskkiri nr 5“")


def test_the_annex_alone_may_be_mended() -> None:
    assert after(approved(RECORDED, "5", annex="3", replace=True)) == RECORDED.replace("lisa: 2", "lisa: 3")


def test_an_annex_that_is_recorded_stays_with_its_order() -> None:
    outcome = approved("kinnitamine: {number: 5, lisa: 2}\n", "5")
    assert after(outcome) == "kinnitamine: {kinnitamisviis: leping, number: 5, kuupäev: 2026-11-16, lisa: 2}\n"
    assert told(outcome) == [f"{OWN}: agreed in contract no. 5 of 16.11.2026, annex 2"]


def test_what_the_check_would_find_wrong_is_not_written() -> None:
    outcome = approved("", "5\u202e6")
    assert told(outcome) == [f"{OWN}:1 There is an invisible control character (U+202E) in the text."]


def test_no_text_changes_with_its_approval(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jdflow.app.edits.fingerprint", lambda resolved: str(resolved.position.approval))
    with pytest.raises(AssertionError, match="the text itself would change"):
        approved("")


def test_effect_before_approval_must_be_meant() -> None:
    early = "kehtiv_alates: 2026-11-01\n"
    [said] = told(approved(early))
    assert said.startswith(f"{OWN}:1 The text takes effect on 01.11.2026, before its approval on 16.11.2026; ")
    assert approved(f"{early}tagasiulatuv: true\n").changes
    # What took effect before the rules did is recorded as it was.
    assert approved("kehtiv_alates: 2020-11-01\n").changes


@pytest.mark.parametrize(
    "text", ["kinnitamine: käskkiri\n", "kinnitamine: {kuupäev: 2026-02-30}\n", "kinnitamine: [\n"]
)
def test_what_cannot_be_read_is_refused(text: str) -> None:
    outcome = approved(text)
    assert (outcome.changes, len(outcome.refused)) == ([], 1)
