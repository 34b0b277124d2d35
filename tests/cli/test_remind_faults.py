"""`remind` against a forge that fails: nothing twice, nothing lost, and what is left is said."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from jdflow.app.reminding import LABEL
from jdflow.cli.verbs import remind
from tests.cli.reminded import FIRST, LATE, SECOND, Office, state
from tests.deliver.double import Fault, Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.deliver.double import Double

pytestmark = pytest.mark.needs("git")


class Crashed(Exception):  # noqa: N818 (no error: the end)
    """The program is gone."""


class Cut:
    """A forge that is left at a call, before it or after it."""

    def __init__(self, double: Double, calls: int, *, after: bool) -> None:
        self._forge = double.forge()
        self._left = calls
        self._after = after

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever the forge has there)
        value = getattr(self._forge, name)
        return self._counted(value) if callable(value) else value

    def _counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: object, **named: object) -> Any:  # noqa: ANN401
            self._left -= 1
            if self._left < 0 and not self._after:
                raise Crashed
            result = call(*arguments, **named)
            if self._left < 0:
                raise Crashed
            return result

        return called


def busy_weeks(office: Office) -> None:
    """Until the week in which issues are opened, edited, escalated, closed and merged all at once."""
    office.remind(FIRST, "--cap", "2")
    first = office.issue("Juht A")
    office.double.add_issue(first.title, first.body, [LABEL])
    office.review("2027-03-10", "ba")


def test_cut_off_between_any_two_calls(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    busy_weeks(office)
    before = state(office.double)
    office.remind(LATE)
    wanted = state(office.double)
    assert wanted != before
    ends = []
    for after in (False, True):
        for calls in range(30):
            with type(office.double)() as double:
                again = Office.__new__(Office)
                again.__dict__ |= office.__dict__ | {"double": double}
                for title, is_open, body, labels, assignees in before:
                    double.add_issue(title, body, labels, assignees).is_open = is_open
                cut = Cut(double, calls, after=after)
                monkeypatch.setattr(remind, "open_forge", lambda *_, cut=cut: cut)
                ended = again.run(LATE, "--via", office.via).code
                monkeypatch.setattr(remind, "open_forge", lambda *_, double=double: double.forge())
                again.remind(LATE)
                strip = re.compile(r"#\d+")
                assert [strip.sub("#", str(one)) for one in state(double)] == [
                    strip.sub("#", str(one)) for one in wanted
                ]
                assert again.remind(LATE) == []
                ends.append(ended)
            if ended == 0:
                break
    assert ends.count(0) == 2
    assert len(ends) > 10


@pytest.mark.parametrize("after", [False, True])
def test_an_answer_that_got_lost(after: bool, office: Office) -> None:  # noqa: FBT001 (a parameter)
    office.double.faults.append(Fault("open_issue", after=after))
    ran = office.run(FIRST, "--via", office.via)
    assert ran.code == (0 if after else 1), ran.err
    assert ("Reminders not sent: 1." in ran.err) is not after
    assert office.remind(FIRST) == ([] if after else ["open_issue"])
    assert len(office.double.issues) == 3


def test_limits_and_broken_servers_are_waited_for(office: Office) -> None:
    double = office.double
    double.faults += [double.too_much(30, "open_issue"), Fault("issues", Reply(502)), Fault("make_label", Reply(403))]
    double.faults.pop()
    office.remind(FIRST)
    assert len(double.issues) == 3
    double.faults += [Fault("edit_issue", Reply(503), times=2), Fault("edit_issue")]
    assert office.remind(SECOND) == ["edit_issue"] * 3


def test_a_refusal_of_one_leaves_the_others(office: Office) -> None:
    office.remind(FIRST)
    office.double.faults.append(Fault("edit_issue", Reply(422, {"message": "Validation Failed"})))
    ran = office.run(SECOND, "--via", office.via)
    assert ran.code == 1
    assert "Not sent: “#1 Ametijuhendid 2027: Juht A, Andmetalitus”." in ran.err
    assert "Reminders not sent: 1. The next run sends what is left." in ran.err
    assert office.remind(SECOND) == ["edit_issue"]


def test_without_the_right_to_write_nothing_else_is_tried(office: Office) -> None:
    office.remind(FIRST)
    office.double.faults.append(office.double.no_right("edit_issue"))
    calls = len(office.double.calls)
    ran = office.run(SECOND, "--via", office.via)
    assert (ran.code, office.double.calls[calls:].count("edit_issue")) == (1, 1)
    assert "Reminders not sent: 3." in ran.err


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault("edit_issue", skip=1, times=99), "broke off"),
        (Fault("issue", Reply(502), skip=1, times=99), "answers 502"),
        (Fault("edit_issue", Reply(429, {"message": "no"}, {"Retry-After": "3600"}), skip=1), "for 60 min"),
    ],
)
def test_a_network_or_a_patience_that_ends_in_the_middle_leaves_the_rest_to_the_next_run(
    office: Office, fault: Fault, said: str
) -> None:
    office.remind(FIRST)
    office.double.faults.append(replace(fault))
    before = len(office.double.effects)
    ran = office.run(SECOND, "--via", office.via)
    assert (ran.code, len(office.double.effects) - before) == (1, 1)
    assert said in ran.err
    assert "Reminders not sent: 2. The next run sends what is left." in ran.err
    office.double.faults.clear()
    assert office.remind(SECOND) == ["edit_issue"] * 2


def test_more_issues_than_a_page_holds_are_all_known(office: Office) -> None:
    office.remind(FIRST)
    for number in range(250):
        office.double.add_issue(str(number), "Midagi muud", [LABEL])
    office.double.page = 100
    first = office.issue("Juht A")
    del office.double.issues[first.number]
    office.double.issues[first.number] = first
    office.double.calls.clear()
    assert office.remind(FIRST) == []
    assert office.double.calls.count("issues") == 3


def test_a_forge_that_is_away_is_the_environment(office: Office) -> None:
    office.double.go_away()
    ran = office.run(FIRST, "--via", office.via)
    assert (ran.code, ran.out) == (3, "")
