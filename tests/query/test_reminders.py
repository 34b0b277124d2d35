"""Who is reminded of what, and what becomes of the issues that tell them."""

from __future__ import annotations

from datetime import date

import pytest

from jdflow.language import msg
from jdflow.model.review import Due, Evidence, Reason, ReviewState, Start
from jdflow.query.reminders import Book, Fate, Found, Key, Line, Recipient, Step, Task, grouped, reviews_due, steps

TODAY = date(2027, 3, 8)
SINCE = date(2026, 3, 1)
JUHT, UNIT = Recipient("position", "juht"), Recipient("unit", "andmed")


def due(  # noqa: PLR0913 (what a review is told by)
    id: str = "a",
    day: date | None = date(2027, 3, 1),
    since: date | None = SINCE,
    *,
    manager: str | None = "juht",
    state: ReviewState = "overdue",
    source: Evidence = "effective",
) -> Due:
    start = None if since is None else Start(since, source, "c", 1)
    return Due(id, id.upper(), "andmed", manager, start, day, 0, state)


def task(one: Due) -> Task:
    assert one.start is not None
    assert one.due is not None
    return Task(Key("review", one.id, one.start.day), one, one.due)


def line(
    id: str = "a", since: date = SINCE, told: date = TODAY, escalated: date | None = None, done: date | None = None
) -> Line:
    return Line(Key("review", id, since), told, escalated, done)


def found(number: int, *lines: Line, is_open: bool = True, year: int = 2027, to: Recipient = JUHT) -> Found:
    return Found(number, is_open, to, year, lines)


def taken(
    tasks: dict[Recipient, list[Task]], *issues: Found, others: tuple[Due, ...] = (), approved: bool | None = None
) -> list[Step]:
    dues = {one.id: one for one in others} | {each.due.id: each.due for group in tasks.values() for each in group}
    return steps(Book(TODAY, tasks, dues, lambda *_: approved, 4), issues)


def told(step: Step) -> tuple[str, int | None, list[str], list[str]]:
    return step.action, step.number, [row.task.key.id for row in step.rows], [one.line.key.id for one in step.done]


def test_overdue_near_and_early_reviews_are_told() -> None:
    early = due("e", date(2027, 12, 1), state="early")._replace(early_reasons=(Reason("unit", msg("x"), TODAY, "c"),))
    items = [due("o"), due("n", date(2027, 5, 7)), due("f", date(2027, 5, 8), state="ok"), due("x", None), early]
    assert [item.id for item in reviews_due(items, TODAY, 60)] == ["o", "n", "e"]


def test_tasks_go_to_the_manager_by_first_id_or_else_to_the_unit() -> None:
    tasks = [task(due("b")), task(due("a", date(2027, 2, 1), manager="uus-juht")), task(due("c", manager=None))]
    first = {"uus-juht": "juht", "juht": "juht"}.__getitem__
    groups = grouped(tasks, first, by_manager=True)
    assert {to: [one.key.id for one in group] for to, group in groups.items()} == {JUHT: ["a", "b"], UNIT: ["c"]}
    assert list(grouped(tasks, first, by_manager=False)) == [UNIT]


def test_the_most_overdue_come_first() -> None:
    tasks = {UNIT: [task(due("u", date(2027, 1, 1)))], JUHT: [task(due("a"))]}
    assert [step.to for step in taken(tasks)] == [UNIT, JUHT]


@pytest.mark.parametrize(
    ("now", "fate"),
    [
        (due(day=date(2028, 3, 1), since=date(2027, 3, 2), source="trailer"), "reviewed"),
        (due(day=date(2028, 3, 1), since=date(2027, 3, 2)), "renewed"),
        (due(day=None, since=None), "ended"),
        (None, "ended"),
    ],
)
def test_what_is_over_is_told_once_more_and_how(now: Due | None, fate: Fate) -> None:
    [step] = taken({}, found(5, line()), others=() if now is None else (now,))
    assert told(step) == ("close", 5, [], ["a"])
    assert [(one.fate, one.line.done) for one in step.done] == [(fate, TODAY)]


def test_a_text_that_takes_effect_without_its_approval_is_told_of_until_there_is_one() -> None:
    old = Line(Key("approval", "a", TODAY), date(2027, 2, 1), is_ticked=True)
    tasks = {JUHT: [task(due("b"))]}
    [step] = taken(tasks, found(5, line("b"), old), others=(due(),), approved=False)
    assert told(step) == ("keep", 5, ["b", "a"], [])
    assert (step.rows[1].told, step.rows[1].is_ticked) == (date(2027, 2, 1), True)
    assert taken({}, found(5, old, is_open=False), others=(due(),), approved=False)[0].action == "respect"
    assert taken({}, found(5, old._replace(done=TODAY), is_open=False), others=(due(),), approved=False) == []


def test_a_position_that_has_ended_needs_no_approval() -> None:
    old = Line(Key("approval", "a", TODAY), TODAY)
    [step] = taken({}, found(5, old), others=(due(day=None, since=None),), approved=False)
    assert [one.fate for one in step.done] == ["ended"]


@pytest.mark.parametrize(("approved", "fate"), [(True, "approved"), (None, None)])
def test_approvals_that_are_over(approved: bool | None, fate: Fate | None) -> None:  # noqa: FBT001 (a parameter)
    old = Line(Key("approval", "a", TODAY), TODAY)
    [step] = taken({}, found(5, old), others=(due(),), approved=approved)
    assert [one.fate for one in step.done] == ([] if fate is None else [fate])


def test_what_somebody_else_is_told_of_now_goes_without_a_word() -> None:
    tasks = {UNIT: [task(due(manager=None))]}
    assert [told(step) for step in taken(tasks, found(5, line()))] == [("open", None, ["a"], []), ("close", 5, [], [])]


def test_a_review_that_was_taken_back_is_due_anew() -> None:
    old = line(told=date(2027, 1, 4), done=date(2027, 3, 3))._replace(is_ticked=True)
    [step] = taken({JUHT: [task(due())]}, found(5, old))
    assert told(step) == ("keep", 5, ["a"], [])
    assert (step.rows[0].told, step.rows[0].is_ticked) == (TODAY, False)


def test_what_was_done_stays_until_the_year_ends() -> None:
    lines = line("b", done=date(2027, 1, 4)), line("c", done=date(2026, 12, 30))
    [step] = taken({JUHT: [task(due())]}, found(5, line(), *lines))
    assert told(step) == ("keep", 5, ["a"], ["b"])
    assert step.done[0].fate is None


def test_what_is_due_again_takes_the_place_of_what_was_done() -> None:
    again = line(since=date(2025, 3, 1), done=date(2027, 1, 4))
    assert [told(step) for step in taken({JUHT: [task(due())]}, found(5, again))] == [("keep", 5, ["a"], [])]


def test_an_open_issue_of_last_year_goes_on() -> None:
    assert [told(step) for step in taken({JUHT: [task(due())]}, found(5, line(), year=2026))] == [
        ("keep", 5, ["a"], [])
    ]


@pytest.mark.parametrize(
    ("issue", "action"),
    [
        (found(5, line(done=date(2027, 1, 4)), is_open=False), "reopen"),
        (found(5, line(done=date(2026, 1, 4)), is_open=False, year=2026), "open"),
        (found(5, line(), is_open=False), "respect"),
        (found(5, line(), is_open=False, year=2026), "respect"),
        (found(5, line("b"), is_open=False), "reopen"),
        (found(5, line("b"), is_open=False, year=2026), "open"),
        (found(5, line(told=date(2027, 1, 4)), is_open=False), "respect"),
        (found(5, line(), is_open=False)._replace(is_duplicate=True), "open"),
    ],
)
def test_a_closed_issue(issue: Found, action: str) -> None:
    [step] = taken({JUHT: [task(due())]}, issue)
    assert step.action == action


def test_escalation_brings_back_what_was_closed_and_only_once() -> None:
    late = {JUHT: [task(due(day=date(2027, 2, 8)))]}
    [step] = taken(late, found(5, line(told=date(2027, 2, 8)), is_open=False))
    assert (step.action, step.rows[0].escalated) == ("reopen", TODAY)
    [step] = taken(late, found(5, line(told=date(2027, 2, 8), escalated=date(2027, 3, 8)), is_open=False))
    assert step.action == "respect"
    [step] = taken(late, found(5, line(told=date(2027, 2, 9)), is_open=False))
    assert step.action == "respect"


def test_a_day_that_somebody_has_made_up_does_no_harm() -> None:
    made_up = line(told=date.max)
    [step] = taken({JUHT: [task(due())]}, found(5, made_up, line("b", since=date.max, done=date.max)))
    assert (step.rows[0].told, step.rows[0].escalated, step.done) == (TODAY, None, ())


def test_of_several_open_issues_the_first_takes_what_the_others_know() -> None:
    ticked = line(told=date(2027, 1, 4))._replace(is_ticked=True, escalated=date(2027, 2, 1))
    keep, merge = taken({JUHT: [task(due())]}, found(7, ticked), found(5, line()))
    assert (keep.action, keep.number, merge.action, merge.number, merge.into) == ("keep", 5, "merge", 7, 5)
    [row] = keep.rows
    assert (row.told, row.escalated, row.is_ticked) == (date(2027, 1, 4), date(2027, 2, 1), True)


def test_nobody_is_told_of_nothing() -> None:
    assert taken({}) == []
    assert taken({}, found(5, line(done=TODAY), is_open=False)) == []
