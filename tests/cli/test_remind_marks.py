"""`remind` where somebody takes the marks of an issue away, or edits them."""

from __future__ import annotations

import re

import pytest

from tests.cli.reminded import FIRST, LATE, NEXT, SECOND, Office

pytestmark = pytest.mark.needs("git")


@pytest.mark.parametrize("words", ["", "Rääkisime sellest reedel."])
def test_an_issue_that_was_emptied_is_written_anew_and_no_second_one_opened(office: Office, words: str) -> None:
    office.remind(FIRST)
    issue = office.issue("Juht A")
    whole, issue.body = issue.body, words
    ran = office.run(FIRST, "--via", office.via)
    assert (ran.code, len(office.double.issues)) == (0, 3)
    assert f"#{issue.number} had lost what makes it known as a reminder" in ran.err
    assert issue.body == (f"{whole}\n\n{words}" if words else whole)
    assert office.remind(FIRST) == []


def test_an_issue_without_its_two_marks_keeps_what_its_lines_know(office: Office) -> None:
    office.remind(FIRST)
    issue = office.issue("Juht A")
    issue.body = re.sub("<!-- jdflow:(reminder|end) .*?-->", "<!-- x -->", issue.body)
    office.remind(SECOND)
    assert len(office.double.issues) == 3
    assert issue.body.count("**Esimene**") == 1
    office.remind(LATE)
    assert "ammu üle tähtaja olevaks" in office.lines("Juht A")[0]


def test_an_issue_of_last_year_that_was_emptied_is_found(office: Office) -> None:
    office.remind(FIRST)
    issue = office.issue("Juht A")
    issue.body = ""
    office.remind(NEXT)
    assert len([one for one in office.double.issues.values() if "Juht A" in one.title]) == 1
    assert issue.title.startswith("Ametijuhendid 2027: ")
    assert office.remind(NEXT) == []


@pytest.mark.parametrize("how", ["closed", "stranger", "unlabelled", "another title"])
def test_issues_that_only_look_like_one_that_was_emptied_are_left(office: Office, how: str) -> None:
    office.remind(FIRST)
    issue = office.issue("Juht A")
    issue.body = "Meie"
    if how == "closed":
        issue.is_open = False
    elif how == "stranger":
        issue.author = "keegi"
    elif how == "unlabelled":
        issue.labels = []
    else:
        issue.title = "Meie asi"
    assert office.remind(FIRST) == ["open_issue"]
    assert issue.body == "Meie"
    assert office.remind(FIRST) == []


@pytest.mark.parametrize("year", ["9999", "0001"])
def test_a_year_that_somebody_writes_into_a_mark_is_not_believed(office: Office, year: str) -> None:
    office.remind(FIRST)
    issue = office.issue("Juht A")
    issue.body = issue.body.replace("round=2027", f"round={year}")
    before = issue.title
    office.remind(FIRST)
    assert issue.title == before
    assert "round=2027" in issue.body
    assert year not in issue.body
    assert len(office.double.issues) == 3
