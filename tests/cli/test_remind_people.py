"""`remind` among people: what they do while it runs, issues that others plant, labels that get lost, issues that go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from jdflow.app.reminding import ESCALATED, LABEL
from jdflow.cli.verbs import remind
from tests.cli.reminded import FIRST, LATE, LATER, SECOND, THIRD, Office, position
from tests.deliver.double import Fault, Reply

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from tests.deliver.github_double import GitHubDouble

    Let: TypeAlias = Callable[[str, Callable[[], object]], None]

pytestmark = pytest.mark.needs("git")
OUTSIDER = "keegi"


@pytest.fixture
def double(github: GitHubDouble) -> GitHubDouble:
    """One forge is enough for what is the same at all."""
    return github


class Meanwhile:
    """A forge where something happens just before the first call of a name."""

    def __init__(self, double: GitHubDouble, name: str, happens: Callable[[], object]) -> None:
        self._forge = double.forge()
        self._name = name
        self._happens: list[Callable[[], object]] = [happens]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever the forge has there)
        if name == self._name and self._happens:
            self._happens.pop()()
        return getattr(self._forge, name)


@pytest.fixture
def meanwhile(github: GitHubDouble, monkeypatch: pytest.MonkeyPatch) -> Let:
    """Lets something happen just before a call of the next run, and of no other."""

    def let(name: str, happens: Callable[[], object]) -> None:
        monkeypatch.setattr(remind, "open_forge", lambda *_: Meanwhile(github, name, now))

        def now() -> None:
            monkeypatch.setattr(remind, "open_forge", lambda *_: github.forge())
            happens()

    return let


# ---------------------------------------------------------------- while a run goes on


def test_what_people_write_and_tick_while_a_run_goes_on_is_kept(office: Office, meanwhile: Let) -> None:
    office.remind(FIRST)
    issue = office.issue("Juht A")

    def happens() -> None:
        issue.body = issue.body.replace("- [ ] **Teine", "- [x] **Teine") + "\nVestlus on reedel."

    meanwhile("issue", happens)
    assert office.remind(SECOND) == ["edit_issue"] * 3
    assert "- [x] **Teine" in issue.body
    assert issue.body.endswith("Vestlus on reedel.")
    assert "7 päeva üle tähtaja" in issue.body
    assert office.remind(SECOND) == []


def test_what_people_close_while_a_run_goes_on_stays_closed(office: Office, meanwhile: Let) -> None:
    office.remind(FIRST)
    issue = office.issue("Juht A")
    meanwhile("issue", lambda: setattr(issue, "is_open", False))
    assert office.remind(SECOND) == ["edit_issue"] * 2
    assert not issue.is_open
    assert "üle tähtaja" not in issue.body


def test_an_issue_of_which_people_make_their_own_while_a_run_goes_on_is_left(office: Office, meanwhile: Let) -> None:
    office.remind(FIRST)
    issue = office.issue("Juht A")

    def happens() -> None:
        issue.title, issue.body = "Meie asi", "Midagi muud"

    meanwhile("issue", happens)
    assert office.remind(SECOND) == ["edit_issue"] * 2
    assert issue.body == "Midagi muud"


def test_two_runs_at_once_open_nothing_twice(office: Office, meanwhile: Let) -> None:
    meanwhile("open_issue", lambda: office.run(FIRST, "--via", "github"))
    office.remind(FIRST)
    assert [issue.is_open for issue in office.double.issues.values()] == [True] * 3 + [False] * 3
    assert office.remind(FIRST) == []
    office.review("2027-01-19", "aa", "ab")
    office.remind("2027-01-25")
    assert office.remind("2027-02-01") == []
    assert len(office.double.issues) == 6


def test_two_runs_at_once_change_nothing_twice(office: Office, meanwhile: Let) -> None:
    office.remind(FIRST)
    meanwhile("issue", lambda: office.run(SECOND, "--via", "github"))
    assert office.remind(SECOND) == ["edit_issue"] * 3


# ---------------------------------------------------------------- issues that others write


def planted(office: Office, *, is_open: bool) -> None:
    """What the outsider finds out and sends, with our label on it, as a template of the repository's may put it."""
    office.remind(FIRST)
    issue = office.double.add_issue(office.issue("Juht A").title, office.issue("Juht A").body, [LABEL])
    issue.author, issue.is_open = OUTSIDER, is_open
    for number in [1, 2, 3]:
        del office.double.issues[number]


@pytest.mark.parametrize("is_open", [True, False])
def test_an_issue_that_an_outsider_has_planted_keeps_nobody_from_being_told(office: Office, *, is_open: bool) -> None:
    planted(office, is_open=is_open)
    ran = office.run(FIRST, "--via", "github")
    assert (ran.code, [issue.is_open for issue in office.double.issues.values()]) == (0, [is_open, True, True, True])
    assert ("#4 looks like a reminder, but whoever wrote it has no right" in ran.err) is is_open
    assert office.remind(FIRST) == []


def test_an_issue_without_a_label_that_an_outsider_has_planted_is_not_even_looked_at(office: Office) -> None:
    planted(office, is_open=True)
    office.double.issues[4].labels = []
    assert office.remind(FIRST) == ["open_issue"] * 3
    assert office.double.calls.count("may_write") == 0


def test_another_account_that_may_write_goes_on_where_the_first_one_ended(office: Office) -> None:
    for number, author in enumerate(("mari", "jaan", "endine-robot[bot]"), 1):
        if number == 1:
            office.remind(FIRST)
        office.double.issues[number].author = author
    office.double.roles = {"jaan": "write"}
    assert office.remind(FIRST) == []
    assert office.remind(SECOND) == ["edit_issue"] * 3
    assert len(office.double.issues) == 3


# ---------------------------------------------------------------- labels that get lost


def test_a_label_that_was_deleted_is_made_and_put_back_and_nothing_opened_twice(office: Office) -> None:
    office.remind(FIRST)
    office.double.labels.clear()
    for issue in office.double.issues.values():
        issue.labels.clear()
    ran = office.run(FIRST, "--via", "github")
    assert ran.code == 0
    assert ran.err.count(f"had lost the label “{LABEL}” and gets it back.") == 3
    assert [issue.labels for issue in office.double.issues.values()] == [[LABEL]] * 3
    assert office.double.labels[LABEL] == "1d76db"
    assert office.remind(FIRST) == []


def test_a_label_taken_off_an_issue_that_people_have_closed_opens_no_other(office: Office) -> None:
    office.remind(FIRST)
    issue = office.issue("Juht A")
    issue.labels, issue.is_open = ["meie"], False
    assert office.remind(SECOND) == ["edit_issue"] * 2
    assert (issue.labels, issue.is_open) == (["meie"], False)
    # Four weeks after the due day it is opened again, and gets its labels.
    office.remind(LATE)
    assert (sorted(issue.labels), issue.is_open) == (sorted([LABEL, ESCALATED, "meie"]), True)
    assert len(office.double.issues) == 3


def test_a_label_in_other_letters_is_the_same_label(office: Office) -> None:
    office.remind(FIRST)
    for issue in office.double.issues.values():
        issue.labels = [LABEL.upper()]
    assert office.remind(FIRST) == []


def test_the_label_of_what_is_overdue_in_other_letters_is_the_same_label(office: Office) -> None:
    office.remind(FIRST)
    office.remind(LATE)
    for issue in office.double.issues.values():
        issue.labels = [LABEL, ESCALATED.upper()]
    assert office.remind(LATE) == []


def test_issues_with_labels_of_former_names_are_found_and_get_those_of_today(office: Office) -> None:
    office.remind(FIRST)
    office.remind(LATE)
    closed = office.issue("Juht B")
    closed.is_open = False
    for issue in office.double.issues.values():
        # Another account has opened them, so that nothing but the label leads there.
        issue.author, issue.labels = "mari", ["Ametijuhend: läbivaatus", "ametijuhend: eskaleeritud", "meie"]
    ran = office.run(LATER, "--via", "github")
    assert (ran.code, len(office.double.issues), closed.is_open) == (0, 3, False)
    assert "had lost the label" not in ran.err
    for name in ("Juht A", "Andmetalitus"):
        assert set(office.issue(name).labels) == {LABEL, ESCALATED, "meie"}
    assert office.remind(LATER) == []


def test_labels_that_the_forge_does_not_take_open_nothing_twice(
    office: Office, github: GitHubDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A token without the right to label: GitHub drops labels without a word.
    change = github._change  # noqa: SLF001 (as GitHub would)
    monkeypatch.setattr(github, "_change", lambda issue, request: (change(issue, request), issue.labels.clear()))
    ran = office.run(FIRST, "--via", "github")
    assert f"#1 was sent without: {LABEL}." in ran.err
    office.remind(FIRST)
    assert [issue.is_open for issue in github.issues.values()] == [True] * 3


# ---------------------------------------------------------------- issues that go


def test_an_issue_that_was_moved_to_another_repository_is_not_touched_there(office: Office, meanwhile: Let) -> None:
    office.remind(FIRST)
    issue = office.issue("Juht A")
    before = issue.body
    meanwhile("issue", lambda: setattr(issue, "home", "amet/muu"))
    ran = office.run(SECOND, "--via", "github")
    assert (ran.code, issue.body) == (1, before)
    assert "It has been moved to https://example.org/amet/muu/issues/1." in ran.err
    assert "Reminders not sent: 1. The next run sends what is left." in ran.err
    assert office.remind(SECOND) == ["open_issue"]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(404, {"message": "Not Found"}),
        Reply(410, {"message": "This issue was deleted"}),
        Reply(403, {"message": "Unable to edit: this issue is locked"}),
        Reply(301, {}, {"Location": "https://elsewhere.example/issues/1"}),
    ],
    ids=lambda reply: str(reply.status),
)
@pytest.mark.parametrize("operation", ["issue", "edit_issue"])
def test_an_issue_that_cannot_be_changed_leaves_the_others(office: Office, operation: str, reply: Reply) -> None:
    office.remind(FIRST)
    office.double.faults.append(Fault(operation, reply))
    before = len(office.double.effects)
    ran = office.run(SECOND, "--via", "github")
    assert (ran.code, len(office.double.effects) - before) == (1, 2)
    assert "Not sent: “#1 Ametijuhendid 2027: Juht A, Andmetalitus”." in ran.err
    assert office.remind(SECOND) == ["edit_issue"]


def test_issues_that_are_switched_off_end_the_run_with_the_way_out(office: Office) -> None:
    office.double.faults.append(
        Fault("issues", Reply(410, {"message": "Issues has been disabled in this repository."}))
    )
    ran = office.run(FIRST, "--via", "github")
    assert (ran.code, ran.out, office.double.calls) == (3, "", ["issues"])
    assert "Switch them on in the repository's settings." in ran.err


# ---------------------------------------------------------------- more than there is room for


def test_more_people_than_a_forge_assigns_leave_room_for_the_superior(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [f"p{number}" for number in range(12)]
    office.double.assignable.update(people)
    monkeypatch.setenv("JDFLOW_ASSIGNEES", f"juht-b: {', '.join(people)}\ndirektor: mari\n")
    ran = office.run(FIRST, "--via", "github")
    assert (ran.code, office.issue("Juht B").assignees) == (0, people[:10])
    assert "was sent without: p10, p11." in ran.err
    office.remind(SECOND)
    office.remind(LATE)
    assert office.issue("Juht B").assignees == ["mari", *people[:9]]
    assert office.remind(LATE) == []


def test_an_assignee_who_has_left_keeps_no_reminder_from_being_escalated(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JDFLOW_ASSIGNEES", "juht-b: jaan\ndirektor: mari\n")
    office.remind(FIRST)
    office.double.assignable.remove("jaan")
    office.remind(SECOND)
    ran = office.run(LATE, "--via", "github")
    assert ran.code == 0
    assert "was sent without: jaan." in ran.err
    assert office.issue("Juht B").assignees == ["mari"]
    assert office.remind(LATE) == []


def test_hundreds_of_positions_are_told_as_far_as_there_is_room_and_the_next_run_changes_nothing(
    office: Office,
) -> None:
    long = "Väga pika nimetusega nõunik, kes vastutab andmekogude eest"
    office.commit(
        {f"positions/nounik-{n:03}.yaml": position(f"{long} {n}", "juht-b", "2026-03-03") for n in range(300)}
    )
    office.remind(SECOND)
    issue = office.issue("Juht B")
    shown = len(office.lines("Juht B"))
    assert 50_000 < len(issue.body) <= 65_536
    assert f"Veel {301 - shown} ei mahtunud siia" in issue.body
    assert office.remind(SECOND) == []
    # What is done makes room for those that follow.
    office.review("2027-03-09", "nounik-000", "nounik-001")
    assert office.remind(THIRD) == ["edit_issue"]
    assert "`nounik-000`" in issue.body
    assert len(issue.body) <= 65_536
    assert office.remind(THIRD) == []


def test_people_who_fill_an_issue_with_their_own_words_lose_none_and_stop_nothing(office: Office) -> None:
    office.remind(FIRST)
    issue = office.issue("Juht A")
    words = "Meie jutt. " * 5800
    issue.body = f"{issue.body}\n{words}"[:65_536]
    said = issue.body[issue.body.index("Meie jutt") :]
    ran = office.run(SECOND, "--via", "github")
    assert ran.code == 0, ran.err
    assert issue.body.rstrip().endswith(said.rstrip())
    assert len(issue.body) <= 65_536
    assert office.remind(SECOND) == []
