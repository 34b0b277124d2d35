"""The comment on a change at a forge: one, kept up to date, whatever goes wrong on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jdflow.app.comment import post
from jdflow.deliver.forge import Comment, ForgeFails, Unsure
from tests.deliver.double import Fault
from tests.deliver.github_double import GitHubDouble

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = "<!-- jdflow:comment 0123456789ab -->"
BODY = f"{MARK}\n\nMuutub 1 ametijuhend.\n"
OTHER = f"{MARK}\n\nÜkski ametijuhend ei muutu.\n"
GONE = "Asendatud."


@pytest.fixture
def double() -> Iterator[GitHubDouble]:
    with GitHubDouble() as served:
        yield served


def posted(double: GitHubDouble, change: int, body: str = BODY) -> str:
    return post(double.forge(), change, MARK, body, GONE)


def test_the_first_run_adds_and_the_next_ones_edit_only_what_is_other(double: GitHubDouble) -> None:
    change = double.add_change()
    assert [posted(double, change), posted(double, change)] == ["added", "kept"]
    assert posted(double, change, OTHER) == "edited"
    assert double.bodies(change) == [OTHER]
    assert [effect.split()[0] for effect in double.effects] == ["add_comment", "edit_comment"]


def test_line_ends_of_the_forge_are_no_difference(double: GitHubDouble) -> None:
    change = double.add_change()
    double.add_comment(change, BODY.strip().replace("\n", "\r\n"))
    assert posted(double, change) == "kept"
    assert double.effects == []


def test_what_others_write_is_left_alone_even_with_the_marker(double: GitHubDouble) -> None:
    change = double.add_change()
    others = [double.add_comment(change, OTHER, author="keegi"), double.add_comment(change, f"Vt ka\n{MARK}")]
    others += [double.add_comment(change, f"Märkus {n}") for n in range(5)]
    assert posted(double, change) == "added"
    assert double.bodies(change) == [*(one.body for one in others), BODY]


def test_the_comment_of_another_content_is_another_comment(double: GitHubDouble) -> None:
    change = double.add_change()
    other = BODY.replace("0123", "4567")
    double.add_comment(change, other)
    assert posted(double, change) == "added"
    assert double.bodies(change) == [other, BODY]


def test_of_two_by_runs_at_once_the_older_one_stays(double: GitHubDouble) -> None:
    change = double.add_change()
    double.add_comment(change, OTHER)
    double.add_comment(change, OTHER)
    assert posted(double, change) == "edited"
    assert double.bodies(change) == [BODY, GONE]
    assert posted(double, change) == "kept"


def test_an_answer_that_got_lost_adds_nothing_twice(double: GitHubDouble) -> None:
    change = double.add_change()
    double.faults.append(Fault("add_comment", after=True))
    assert posted(double, change) == "added"
    assert double.bodies(change) == [BODY]


def test_what_never_arrived_is_said_and_comes_with_the_next_run(double: GitHubDouble) -> None:
    change = double.add_change()
    double.faults.append(Fault("add_comment"))
    with pytest.raises(Unsure):
        posted(double, change)
    assert double.bodies(change) == []
    assert posted(double, change) == "added"


@pytest.mark.parametrize("operation", ["comments", "add_comment", "edit_comment"])
def test_cut_anywhere_the_next_run_puts_it_right(operation: str, double: GitHubDouble) -> None:
    change = double.add_change()
    if operation == "edit_comment":
        double.add_comment(change, OTHER)
    fault = double.no_right(operation)
    double.faults.append(fault)
    with pytest.raises(ForgeFails):
        posted(double, change)
    double.faults.clear()
    posted(double, change)
    assert double.bodies(change) == [BODY]


def test_a_limit_is_waited_for(double: GitHubDouble) -> None:
    change = double.add_change()
    double.faults.append(double.too_much(7, "add_comment"))
    assert posted(double, change) == "added"
    assert 7 in double.clock.slept
    assert double.bodies(change) == [BODY]


class Lagging:
    """A forge whose list does not have yet what was just added."""

    def __init__(self) -> None:
        self.added: list[str] = []

    def comments(self, _: int) -> Iterator[Comment]:
        yield from ()

    def add_comment(self, _: int, body: str) -> Comment:
        self.added.append(body)
        return Comment("1", body, is_own=True)


def test_a_list_that_lags_behind_is_no_reason_to_add_again() -> None:
    forge = Lagging()
    assert post(forge, 1, MARK, BODY, GONE) == "added"  # type: ignore[arg-type]
    assert forge.added == [BODY]
