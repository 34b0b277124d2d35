"""What every forge has to keep, whichever it is: the contract of `Forge`, tried on its double over real HTTP."""

from __future__ import annotations

import threading
import traceback
from typing import TYPE_CHECKING

import pytest

from jdflow.deliver.forge import (
    Comment,
    ForgeFails,
    LimitReached,
    NoRight,
    NotThere,
    Refused,
    Unreachable,
    Unsure,
)
from jdflow.language import Voice
from tests.deliver.double import Fault, Reply, StoredComment

if TYPE_CHECKING:
    from collections.abc import Callable

    from jdflow.deliver.forge import Forge
    from tests.deliver.double import Double

ENGLISH = Voice("en")
LABEL = "ametijuhend"
HEAD = "0123456789abcdef0123456789abcdef01234567"
BAD_GATEWAY = Reply(502, b"<html>bad gateway</html>")

# Each operation by its name in the double, and a call of it that works in a repository with one change.
READING: dict[str, Callable[[Double, Forge], object]] = {
    "comments": lambda _, forge: list(forge.comments(1)),
    "find_changes": lambda _, forge: forge.find_changes(HEAD),
    "issues": lambda _, forge: list(forge.issues(LABEL)),
    "own_issues": lambda _, forge: list(forge.own_issues()),
    "issue": lambda _, forge: forge.issue(3),
}
EDITING: dict[str, Callable[[Double, Forge], object]] = {
    "edit_comment": lambda double, forge: forge.edit_comment(double.comment_id(StoredComment(2, 1, "", "")), "b"),
    "edit_issue": lambda _, forge: forge.edit_issue(3, title="t"),
}
MAKING: dict[str, Callable[[Double, Forge], object]] = {
    "add_comment": lambda _, forge: forge.add_comment(1, "b"),
    "open_issue": lambda _, forge: forge.open_issue("t", "b", [LABEL]),
}
REPEATABLE = READING | EDITING
ALL = REPEATABLE | MAKING


@pytest.fixture
def forge(double: Double) -> Forge:
    """The adapter, with a change (1), a comment on it (2) and an issue (3) to work on."""
    assert double.add_change(HEAD) == 1
    double.add_comment(1, "old")
    double.add_issue("old", "old", [LABEL])
    return double.forge()


def said(error: ForgeFails) -> str:
    return ENGLISH(error.why)


def test_all_comments_come_page_by_page_with_those_of_the_token_marked(double: Double, forge: Forge) -> None:
    for body in ("one\r\ntwo", "three", "four"):
        double.add_comment(1, body, author="mari")
    double.add_comment(double.add_change(), "on another change")
    assert [(comment.body, comment.is_own) for comment in forge.comments(1)] == [
        ("old", True),
        ("one\ntwo", False),
        ("three", False),
        ("four", False),
    ]
    assert double.calls.count("comments") == 2


def test_a_comment_is_added_and_edited_in_place(double: Double, forge: Forge) -> None:
    added = forge.add_comment(1, "Tere! 🙂 <!-- mark -->")
    assert added.is_own
    assert added in list(forge.comments(1))
    assert forge.edit_comment(added.id, "uus") == Comment(added.id, "uus", is_own=True)
    assert double.bodies(1) == ["old", "uus"]


def test_a_change_is_found_by_its_last_commit_among_many(double: Double, forge: Forge) -> None:
    for number in range(5):
        double.add_change(f"{number:040x}")
    assert forge.find_changes(HEAD) == (1,)
    assert forge.find_changes("f" * 40) == ()


def test_open_changes_are_told_with_their_last_commits(double: Double, forge: Forge) -> None:
    numbers = [double.add_change(f"{number:040x}") for number in range(4)]
    double.issues[numbers[1]].is_open = False
    found = {change.number: change.head_commit for change in forge.open_changes()}
    assert found == {1: HEAD, **{numbers[at]: f"{at:040x}" for at in (0, 2, 3)}}


def test_a_closed_change_is_not_found_and_two_of_one_commit_are_both(double: Double, forge: Forge) -> None:
    second = double.add_change(HEAD)
    assert forge.find_changes(HEAD) == (1, second)
    double.issues[1].is_open = False
    assert forge.find_changes(HEAD) == (second,)


@pytest.mark.parametrize("commit", ["", "main", HEAD[:10], f"{HEAD}\n", "../../x"])
def test_what_is_no_commit_is_not_asked_for(double: Double, forge: Forge, commit: str) -> None:
    assert forge.find_changes(commit) == ()
    assert double.calls == []


def test_issues_with_a_label_come_open_and_closed_and_no_changes_among_them(double: Double, forge: Forge) -> None:
    for number in range(4):
        double.add_issue(f"t{number}", "b", [LABEL, "muu"], ["mari"]).is_open = number != 1
    double.add_issue("other", "b", ["muu"])
    double.issues[1].labels.append(LABEL)
    found = list(forge.issues(LABEL))
    assert [(issue.title, issue.is_open) for issue in found] == [
        ("old", True),
        ("t0", True),
        ("t1", False),
        ("t2", True),
        ("t3", True),
    ]
    assert found[-1].labels == (LABEL, "muu")
    assert found[-1].assignees == ("mari",)
    assert found[-1].address.endswith(str(found[-1].number))


def test_issues_of_the_token_are_found_whatever_their_labels(double: Double, forge: Forge) -> None:
    for author in ("", "mari", "", ""):
        double.add_issue("t", "b", [], ["mari"]).author = author
    assert [issue.number for issue in forge.own_issues()] == [3, 4, 6, 7]
    assert double.calls.count("own_issues") >= 2


def test_an_issue_is_told_as_it_is_now(double: Double, forge: Forge) -> None:
    [listed] = forge.issues(LABEL)
    assert forge.issue(3) == listed
    double.issues[3].body = "new"
    assert forge.issue(3) == listed._replace(body="new")


def test_an_issue_that_was_moved_away_is_none_of_ours(double: Double, forge: Forge) -> None:
    [listed] = forge.issues(LABEL)
    double.issues[3].home = "amet/muu"
    assert [*forge.issues(LABEL), *forge.own_issues()] == []
    try:
        assert forge.issue(3).address != listed.address
    except NotThere as error:
        assert "moved" in said(error)  # noqa: PT017 (either will do)


def test_an_issue_is_trusted_where_its_author_may_write(double: Double, forge: Forge) -> None:
    double.roles = {"toomas": "triage", "jaan": "write", "liis": "read"}
    for author in ("mari", "toomas", "jaan", "liis", "keegi", "jaan", "keegi"):
        double.add_issue(author, "b", [LABEL]).author = author
    trusted = [issue.title for issue in forge.issues(LABEL) if issue.is_trusted]
    assert trusted == ["old", "mari", "toomas", "jaan", "jaan"]
    # Each is asked about once.
    asked = [request.path for request, call in zip(double.requests, double.calls, strict=True) if call == "may_write"]
    assert len(asked) == len(set(asked)) >= 4


def test_an_issue_is_opened_changed_closed_and_opened_again(double: Double, forge: Forge) -> None:
    kept = forge.open_issue("Ülevaatus", "- [ ] üks", [LABEL], ["Mari"])
    assert (kept.unlabelled, kept.unassigned) == ((), ())
    number = kept.issue.number
    assert kept.issue in list(forge.issues(LABEL))
    assert not forge.edit_issue(number, body="- [x] üks", is_open=False).issue.is_open
    last = forge.edit_issue(number, title="Uus", is_open=True, labels=[LABEL, "hiljaks"], assignees=[]).issue
    assert (last.title, last.body, last.is_open) == ("Uus", "- [x] üks", True)
    assert (last.labels, last.assignees) == ((LABEL, "hiljaks"), ())
    assert double.issues[number].title == "Uus"


def test_an_edit_sends_only_what_is_given(double: Double, forge: Forge) -> None:
    double.issues[3].assignees = ["jaan"]
    assert forge.edit_issue(3, title="new").issue == forge.edit_issue(3).issue
    stored = double.issues[3]
    assert (stored.title, stored.body, stored.labels, stored.assignees) == ("new", "old", [LABEL], ["jaan"])


def test_who_cannot_be_assigned_does_not_lose_the_issue(double: Double, forge: Forge) -> None:
    kept = forge.open_issue("t", "b", [LABEL], ["mari", "lahkunud", "jaan"])
    assert kept.unassigned == ("lahkunud",)
    assert double.issues[kept.issue.number].assignees == ["mari", "jaan"]
    edited = forge.edit_issue(kept.issue.number, assignees=["lahkunud"])
    assert (edited.unassigned, edited.issue.assignees) == (("lahkunud",), ())


def test_a_label_is_made_once_and_left_as_people_have_it(double: Double, forge: Forge) -> None:
    forge.ensure_label("üle tähtaja", "d93f0b", "Ülevaatus on hilinenud")
    forge.ensure_label("üle tähtaja", "000000", "")
    assert double.labels == {"üle tähtaja": "d93f0b"}


@pytest.mark.parametrize("operation", ALL)
def test_a_lost_right_is_told(double: Double, forge: Forge, operation: str) -> None:
    double.faults.append(double.no_right(operation))
    with pytest.raises(NoRight) as caught:
        ALL[operation](double, forge)
    assert double.right in said(caught.value)
    assert double.calls.count(operation) == 1


@pytest.mark.parametrize("operation", ALL)
def test_a_wrong_token_is_told_and_never_shown(double: Double, operation: str) -> None:
    forge = double.forge("another-token")
    with pytest.raises(NoRight) as caught:
        ALL[operation](double, forge)
    shown = "".join(traceback.format_exception(caught.value)) + said(caught.value) + repr(forge) + repr(caught.value)
    assert "another-token" not in shown


def test_what_is_not_there_is_told(double: Double, forge: Forge) -> None:
    for call in (
        lambda: list(forge.comments(99)),
        lambda: forge.add_comment(99, "b"),
        lambda: forge.edit_comment(double.comment_id(StoredComment(99, 1, "", "")), "b"),
        lambda: forge.edit_comment("x", "b"),
        lambda: forge.issue(99),
        lambda: forge.edit_issue(99, title="t"),
    ):
        with pytest.raises(NotThere):
            call()
    assert double.effects == []


def test_a_text_as_long_as_may_be_is_taken_and_a_longer_one_refused(double: Double, forge: Forge) -> None:
    longest = "õ" * forge.longest
    assert forge.add_comment(1, longest).body == longest
    with pytest.raises(Refused):
        forge.add_comment(1, "õ" * (double.most + 1))
    assert len(double.bodies(1)) == 2


@pytest.mark.parametrize("operation", REPEATABLE)
@pytest.mark.parametrize("fault", [Fault(), Fault(after=True), Fault(reply=BAD_GATEWAY), Fault(reply=Reply(503))])
def test_what_may_be_repeated_is_tried_again(double: Double, forge: Forge, operation: str, fault: Fault) -> None:
    expected = REPEATABLE[operation](double, forge)
    double.calls.clear()
    double.faults.append(Fault(operation, fault.reply, after=fault.after, times=2))
    assert REPEATABLE[operation](double, forge) == expected
    assert double.calls.count(operation) == 3
    assert double.clock.slept[-2:] == [1, 2]


@pytest.mark.parametrize("operation", MAKING)
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("reply", [None, BAD_GATEWAY])
def test_what_makes_something_is_never_repeated_when_it_may_have_arrived(
    double: Double, forge: Forge, operation: str, *, after: bool, reply: Reply | None
) -> None:
    double.faults.append(Fault(operation, reply, after=after))
    with pytest.raises(Unsure):
        MAKING[operation](double, forge)
    assert double.calls == [operation]
    assert len(double.effects) == after
    # Who looks for it finds it, or finds nothing.
    there = [comment.body for comment in forge.comments(1)] + [issue.title for issue in forge.issues(LABEL)]
    assert len(there) == 2 + after


@pytest.mark.parametrize("operation", ALL)
def test_a_forge_that_stays_down_is_given_up(double: Double, forge: Forge, operation: str) -> None:
    double.faults.append(Fault(reply=BAD_GATEWAY, times=99))
    with pytest.raises(Unsure if operation in MAKING else Unreachable) as caught:
        ALL[operation](double, forge)
    assert "502" in said(caught.value)
    assert double.clock.slept == ([] if operation in MAKING else [1, 2, 4])


@pytest.mark.parametrize("operation", ALL)
def test_a_short_limit_is_waited_for(double: Double, forge: Forge, operation: str) -> None:
    double.faults.append(double.too_much(30, operation, times=2))
    ALL[operation](double, forge)
    assert double.clock.slept == [30, 30]
    assert double.calls.count(operation) == 3
    assert len(double.effects) <= 1


@pytest.mark.parametrize("operation", ALL)
def test_a_long_limit_is_told_with_its_end(double: Double, forge: Forge, operation: str) -> None:
    double.faults.append(double.too_much(1801, operation))
    with pytest.raises(LimitReached) as caught:
        ALL[operation](double, forge)
    assert caught.value.seconds == 1801
    assert "31 min" in said(caught.value)
    assert double.clock.slept == []


def test_all_waiting_together_has_an_end(double: Double, forge: Forge) -> None:
    double.faults.append(double.too_much(60, times=99))
    with pytest.raises(LimitReached):
        list(forge.issues(LABEL))
    with pytest.raises(LimitReached):
        forge.open_issue("t", "b")
    assert sum(double.clock.slept) == 180


def test_a_limit_that_asks_for_no_wait_does_not_become_a_storm(double: Double, forge: Forge) -> None:
    double.faults.append(double.too_much(0, times=999))
    with pytest.raises(LimitReached):
        list(forge.issues(LABEL))
    assert len(double.calls) < 10


def test_writes_keep_a_second_apart(double: Double, forge: Forge) -> None:
    forge.edit_issue(3, title="a")
    forge.edit_issue(3, title="b")
    list(forge.issues(LABEL))
    double.clock.time += 0.75
    forge.add_comment(1, "c")
    assert double.clock.slept == [1, 0.25]


def test_a_forge_that_is_not_there_is_told(double: Double) -> None:
    double.go_away()
    forge = double.forge()
    for call in ALL.values():
        double.clock.slept.clear()
        with pytest.raises(Unreachable) as caught:
            call(double, forge)
        assert "cannot be reached" in said(caught.value)
        # Nothing has left: even what makes something is tried again.
        assert double.clock.slept[-3:] == [1, 2, 4]


@pytest.mark.parametrize("operation", ALL)
@pytest.mark.parametrize(
    "data", [b"<html>Log in to the network</html>", b"", b"[" * 9999, b"{}", b"[1]", b'"a"', b"null"]
)
def test_an_answer_of_somebody_else_is_told(double: Double, forge: Forge, operation: str, data: bytes) -> None:
    double.faults.append(Fault(operation, Reply(200, data), times=99))
    with pytest.raises(Unsure if operation in MAKING else Unreachable):
        ALL[operation](double, forge)


@pytest.mark.parametrize("operation", ALL)
def test_half_an_answer_is_none(double: Double, forge: Forge, operation: str) -> None:
    double.faults.append(Fault(operation, Reply(200, b"[]", {"Content-Length": "99"}), times=99))
    with pytest.raises(Unsure if operation in MAKING else Unreachable) as caught:
        ALL[operation](double, forge)
    assert "broke off" in said(caught.value)


def test_words_of_the_forge_are_cut_short_and_kept_as_they_are(double: Double, forge: Forge) -> None:
    words = "\x1b[2J::error::{host}" + "x" * 9999
    double.faults.append(Fault("open_issue", double.refused(words)))
    with pytest.raises(Refused) as caught:
        forge.open_issue("t", "b")
    assert "\x1b[2J::error::{host}xxx" in said(caught.value)
    assert len(said(caught.value)) < 500


def test_many_calls_take_one_connection(double: Double, forge: Forge) -> None:
    for _ in range(3):
        list(forge.comments(1))
        list(forge.issues(LABEL))
    assert double.connections == 1


def test_two_at_once_lose_nothing(double: Double, forge: Forge) -> None:
    def work(mine: Forge) -> None:
        for number in range(5):
            mine.add_comment(1, str(number))

    threads = [threading.Thread(target=work, args=(double.forge(),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = sorted(["old", *[str(number) for number in range(5)] * 2])
    assert sorted(comment.body for comment in forge.comments(1)) == expected


def test_a_list_that_grows_between_pages_tells_nothing_twice(double: Double, forge: Forge) -> None:
    for number in range(3):
        double.add_comment(1, str(number))
    seen = forge.comments(1)
    first = next(seen)
    double.comments = {0: double.add_comment(1, "new"), **double.comments}
    ids = [first.id, *(comment.id for comment in seen)]
    assert len(ids) == len(set(ids))
