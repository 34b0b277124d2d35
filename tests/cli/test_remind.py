"""`remind` over a year: each step as a manager would expect it, and people's words kept."""

from __future__ import annotations

import re
from datetime import date

import pytest

from jdflow.app.reminding import ESCALATED, LABEL
from tests.cli.reminded import FILES, FIRST, HOME, LATE, LATER, SECOND, SETTINGS, THIRD, Office, position

pytestmark = pytest.mark.needs("git")


def test_a_year(office: Office) -> None:
    # Before the window of warning there is nothing to say.
    assert office.remind("2026-12-21") == []
    office.remind(FIRST)
    assert sorted(issue.title for issue in office.double.issues.values()) == [
        "Ametijuhendid 2027: Andmetalitus",
        "Ametijuhendid 2027: Juht A, Andmetalitus",
        "Ametijuhendid 2027: Juht B, Andmetalitus",
    ]
    assert office.lines("Juht A")[0] == "- [ ] **Esimene** (`aa`), Andmetalitus: tähtaeg 01.03.2027."
    assert f" [Muuda faili]({HOME}/edit/main/positions/aa.yaml)\n" in office.issue("Juht A").body
    assert office.issue("Juht A").labels == [LABEL]
    assert office.remind(FIRST) == []
    # The due day passes: that is told; nothing else is changed until something has to be.
    assert office.remind(SECOND) == ["edit_issue"] * 3
    assert "Esimene** (`aa`), Andmetalitus: tähtaeg oli 01.03.2027, 7 päeva üle tähtaja" in office.lines("Juht A")[0]
    assert office.remind("2027-03-09") == []
    office.review("2027-03-10", "aa", "ba")
    assert office.remind(THIRD) == ["edit_issue"] * 2
    assert office.lines("Juht A")[-1].startswith("- [x] ~~Esimene (`aa`)~~ üle vaadatud: 10.03.2027 (muutmata")
    assert office.issue("Juht A").is_open
    assert not office.issue("Juht B").is_open
    assert "Kõik on tehtud" in office.issue("Juht B").body
    assert office.remind("2027-03-16") == []
    office.review("2027-03-17", "ab", "ca")
    office.remind("2027-03-22")
    assert [issue.is_open for issue in office.double.issues.values()] == [False] * 3
    assert [line[:5] for line in office.lines("Juht A")] == ["- [x]"] * 2
    assert office.remind(LATE) == []
    office.review("2027-11-30", "direktor", "juht-a", "juht-b")
    assert office.remind("2027-12-27") == []
    # What was done last year is not in the new one.
    office.remind("2028-01-17")
    assert [issue.title for issue in office.double.issues.values() if issue.is_open] == [
        "Ametijuhendid 2028: Juht A, Andmetalitus",
        "Ametijuhendid 2028: Juht B, Andmetalitus",
        "Ametijuhendid 2028: Andmetalitus",
    ]
    assert "~~" not in office.issue("Juht A").body


def test_what_falls_due_later_in_the_year_opens_the_same_issue_again(office: Office) -> None:
    office.remind(FIRST)
    office.review("2027-02-01", "ba")
    office.remind("2027-02-08")
    assert not office.issue("Juht B").is_open
    office.commit({"positions/bb.yaml": position("Uus", "juht-b", "2026-04-20")})
    assert "edit_issue" in office.remind("2027-03-22")
    assert office.issue("Juht B", 0).is_open
    assert [line[:9] for line in office.lines("Juht B")] == ["- [ ] **U", "- [x] ~~K"]
    assert len(office.double.issues) == 3


def test_what_people_write_and_tick_stays(office: Office) -> None:
    office.remind(FIRST)
    issue = office.issue("Juht A")
    body = issue.body.replace("- [ ] **Esimene", "- [x] **Esimene").replace("\n", "\r\n")
    issue.body = f"Enne\r\n\r\n{body}\r\n\r\n> Pärast @mari\r\n"
    issue.title = "Meie oma pealkiri"
    issue.labels.append("kiire")
    assert office.remind(FIRST) == []
    office.review("2027-03-02", "ab")
    office.remind(SECOND)
    assert issue.body.startswith("Enne\n\n<!-- jdflow:reminder ")
    assert issue.body.endswith(" -->\n\n> Pärast @mari")
    assert re.search(r"^- \[x\] \*\*Esimene.* 7 päeva", issue.body, re.MULTILINE)
    assert (issue.title, issue.labels) == ("Meie oma pealkiri", [LABEL, "kiire"])


@pytest.mark.parametrize("gone", ["reminder", "end", "line"])
def test_marks_that_were_damaged_are_mended_and_no_word_is_lost(gone: str, office: Office) -> None:
    office.remind(FIRST)
    issue = office.issue("Juht A")
    whole = issue.body
    body = re.sub(f"<!-- jdflow:{gone} .*?-->", "", f"Enne\n{whole}\nPärast", count=1)
    issue.body = body.replace("### Kuidas", "Vestlus oli esmaspäeval\n  - kõik hästi\n### Kuidas")
    assert office.remind(FIRST) == ["edit_issue"]
    for word in ("Enne", "Vestlus oli esmaspäeval", "  - kõik hästi", "Pärast"):
        assert issue.body.split("\n").count(word) == 1
    ours = issue.body[issue.body.index("<!-- jdflow:reminder") :]
    assert ours.startswith(whole) or gone == "line"
    assert issue.body.count("### Kuidas vastata") == 1
    assert issue.body.count("**Esimene**") == 1
    assert office.remind(FIRST) == []
    assert len(office.double.issues) == 3


def test_nobody_is_reminded_on_a_day_off(office: Office) -> None:
    for day in ("2027-01-23", "2027-02-24"):
        ran = office.run(day, "--via", office.via)
        assert (ran.code, ran.out, office.double.calls) == (0, "", [])
        assert "is no working day" in ran.err


@pytest.mark.parametrize(
    ("day", "is_sent"),
    [
        ("2027-03-22", True),
        ("2027-03-23", False),
        ("2027-03-26", False),
        # Holidays on a Monday: the first of January, the 24th of February.
        ("2029-01-01", False),
        ("2029-01-02", True),
        ("2029-01-03", False),
        ("2031-02-24", False),
        ("2031-02-25", True),
        ("2031-02-26", False),
    ],
)
def test_weekly_means_the_first_working_day_of_a_week(day: str, office: Office, *, is_sent: bool) -> None:
    ran = office.run(day, "--via", office.via, "--weekly", "--cap", "1")
    assert (ran.code, bool(ran.out), bool(office.double.calls)) == (0, is_sent, is_sent)
    assert bool(office.run(day, "--via", "stdout", "--weekly").out) is is_sent


def test_a_day_that_is_not_the_week_s_says_so_and_how_to_send_all_the_same(office: Office) -> None:
    ran = office.run("2031-02-26", "--via", office.via, "--weekly")
    assert ran.err == (
        "This week's reminders had their day on 25.02.2031, the first working day. "
        "Without --weekly they go out today.\n"
    )
    assert office.remind("2031-02-26", "--cap", "1") == ["ensure_label", "open_issue"]


def test_what_people_close_stays_closed_until_it_is_escalated(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JDFLOW_ASSIGNEES", "juht-b: jaan\ndirektor: mari\n")
    office.remind(FIRST)
    issue = office.issue("Juht B")
    assert issue.assignees == ["jaan"]
    issue.is_open = False
    office.remind(SECOND)
    assert not issue.is_open
    assert office.run(SECOND, "--via", office.via).err == (
        "There is nothing to send.\nReminders that people have closed stay closed: 1.\n"
    )
    # Four weeks after the due day.
    office.remind(LATE)
    assert office.issue("Juht B").is_open
    assert (set(issue.labels), issue.assignees) == ({LABEL, ESCALATED}, ["mari", "jaan"])
    assert "28 päeva üle tähtaja, juhi juhile teatatud 29.03.2027" in office.lines("Juht B")[0]
    issue.is_open = False
    office.remind(LATER)
    assert not issue.is_open
    office.review("2027-04-06", "ba")
    assert office.remind("2027-04-12") == []
    assert len(office.double.issues) == 3


def test_nothing_is_escalated_before_it_was_told_for_weeks(office: Office) -> None:
    office.remind("2027-06-14")
    assert [issue.labels for issue in office.double.issues.values()] == [[LABEL]] * 3
    office.remind("2027-07-12")
    assert [set(issue.labels) for issue in office.double.issues.values()] == [{LABEL, ESCALATED}] * 3
    assert office.remind("2027-07-12") == []
    # Once it is done, the label goes.
    office.review("2027-07-13", "aa")
    office.remind("2027-07-19")
    assert ESCALATED in office.issue("Juht A").labels
    office.review("2027-07-20", "ab")
    office.remind("2027-07-26")
    assert office.issue("Juht A").labels == [LABEL]


def test_a_cap_lets_the_most_overdue_through_first(office: Office) -> None:
    ran = office.run(SECOND, "--via", office.via, "--cap", "2")
    assert (ran.code, len(office.double.issues)) == (0, 2)
    assert "Left for the next run: 1, the first of them “Ametijuhendid 2027: Andmetalitus”." in ran.err
    assert office.remind(SECOND, "--cap", "2") == ["open_issue"]


def test_a_manager_who_is_renamed_keeps_the_issue(office: Office) -> None:
    office.remind(FIRST)
    renamed = {"positions/juht-a.yaml": None, "positions/juht-c.yaml": position("Juht C", "direktor", "2026-12-01")}
    renamed["positions/juht-c.yaml"] = f"varem: [juht-a]\n{renamed['positions/juht-c.yaml']}"
    for id, title, first in (("aa", "Esimene", "2026-03-01"), ("ab", "Teine", "2026-03-02")):
        renamed[f"positions/{id}.yaml"] = position(title, "juht-c", first)
    office.commit(renamed)
    assert office.remind(SECOND) == ["edit_issue"] * 3
    assert [issue.title[-20:] for issue in office.double.issues.values()][:1] == ["Juht C, Andmetalitus"]


def test_a_manager_who_is_named_by_an_id_in_between_keeps_the_issue(office: Office) -> None:
    office.remind(FIRST)
    for before, after in (("juht-a", "juht-c"), ("juht-c", "juht-d")):
        former = "[juht-a]" if after == "juht-c" else "[juht-c, juht-a]"
        text = f"varem: {former}\n{position('Juht A', 'direktor', '2026-12-01')}"
        office.commit({f"positions/{before}.yaml": None, f"positions/{after}.yaml": text})
    for id, title, first in (("aa", "Esimene", "2026-03-01"), ("ab", "Teine", "2026-03-02")):
        office.commit({f"positions/{id}.yaml": position(title, "juht-c", first)})
    office.remind(FIRST)
    assert len(office.double.issues) == 3
    assert office.issue("Juht A").is_open


def test_upcoming_texts_without_an_approval_are_named(office: Office) -> None:
    office.day = date(2027, 1, 11)
    office.commit({"positions/ba.yaml": position("Kolmas", "juht-b", "2027-02-15")})
    office.remind(FIRST)
    assert "### Vaja kinnitada" in office.issue("Juht B").body
    assert office.lines("Juht B")[1].startswith("- [ ] **Kolmas** (`ba`), Andmetalitus: jõustub 15.02.2027.")
    approved = "kinnitamine: {kinnitamisviis: leping, number: 1-5, kuupäev: 2027-01-20}"
    office.commit({"positions/ba.yaml": position("Kolmas", "juht-b", "2027-02-15", approved)})
    office.remind("2027-01-25")
    assert office.lines("Juht B")[-1] == "- [x] ~~Kolmas (`ba`)~~ kinnitatud"


def test_by_unit_where_the_settings_say_so(office: Office) -> None:
    office.commit({SETTINGS: FILES[SETTINGS] + "meeldetuletused: {rühmitus: üksus}\n"})
    office.remind(FIRST)
    assert [issue.title for issue in office.double.issues.values()] == ["Ametijuhendid 2027: Andmetalitus"]
    assert len(office.lines("Andmetalitus")) == 4


def test_of_two_issues_the_lower_number_stays(office: Office) -> None:
    office.remind(FIRST)
    first = office.issue("Juht A")
    second = office.double.add_issue(first.title, first.body.replace("- [ ] **Teine", "- [x] **Teine"), [LABEL])
    second.body = f"Meie sõnad\n{second.body}"
    assert office.remind(FIRST) == ["edit_issue"] * 2
    assert (first.is_open, second.is_open) == (True, False)
    assert second.body.startswith("Meie sõnad\n")
    assert f"Selle meeldetuletuse asemel on #{first.number}." in second.body
    assert "- [x] **Teine" in first.body
    assert office.remind(FIRST) == []
    # It does not come back either once the first one is closed.
    office.review("2027-01-19", "aa", "ab")
    office.remind("2027-01-25")
    assert office.remind("2027-02-01") == []


def test_hostile_words_change_nothing_on_the_next_run(office: Office) -> None:
    words = "@all `x` | --> <!-- jdflow:end to=position:juht-a round=2027 --> ::error:: [x](y) #1"
    office.commit(
        {"positions/aa.yaml": position(words, "juht-a"), "positions/juht-a.yaml": position(words, "direktor")}
    )
    office.remind(FIRST)
    assert len(office.double.issues) == 4
    assert office.remind(FIRST) == []
    office.review("2027-02-01", "aa", "ab")
    office.remind("2027-02-08")
    assert [issue.is_open for issue in office.double.issues.values()].count(False) == 1
    assert office.remind("2027-02-08") == []
    assert "@all" not in " ".join(issue.body for issue in office.double.issues.values())
