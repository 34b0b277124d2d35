"""Records of reviews: what counts as one, of which day, and what is told where something is no record."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.history.records import Message, field_records, trailer_records
from jdflow.language import Voice
from jdflow.model.version import Moment

ENGLISH = Voice("en")
FIRST = date(2026, 1, 1)
NAMES = {"andmehaldur": "andmehaldur", "andmehoidja": "andmehaldur", "jurist": "jurist"}


def moment(number: int) -> Moment:
    return Moment(number, f"c{number}", FIRST + timedelta(days=number), 0, "Mari")


def of_field(*values: date | None) -> tuple[list[tuple[int, date]], list[int]]:
    """Which commits record which day, and which are doubted; a commit a day."""
    records, doubts = field_records("andmehaldur", [(moment(number), day) for number, day in enumerate(values)])
    assert {(record.id, record.source) for record in records} <= {("andmehaldur", "field")}
    assert all(record.commit == record.known.commit for record in records)
    return [(record.known.number, record.on) for record in records], [doubt.known.number for doubt in doubts]


OLD, NEW, NEWER = date(2025, 5, 5), date(2025, 12, 1), date(2025, 12, 31)


@pytest.mark.parametrize(
    ("values", "records"),
    [
        ([], []),
        ([None, None], []),
        ([None, OLD, OLD], [(1, OLD)]),
        ([OLD], [(0, OLD)]),
        ([OLD, NEW, NEWER], [(0, OLD), (1, NEW), (2, NEWER)]),
        ([OLD, NEW, OLD, NEW], [(0, OLD), (1, NEW)]),
        ([OLD, None, OLD], [(0, OLD)]),
        ([None, OLD, None, OLD, NEW], [(1, OLD), (4, NEW)]),
        ([NEW, OLD], [(0, NEW), (1, OLD)]),
        ([None, FIRST + timedelta(days=1)], [(1, FIRST + timedelta(days=1))]),
    ],
)
def test_a_value_counts_when_it_is_first_set(values: list[date | None], records: list[tuple[int, date]]) -> None:
    assert of_field(*values) == (records, [])


def test_a_day_that_has_not_come_is_no_record_and_told_once() -> None:
    future = FIRST + timedelta(days=3)
    assert of_field(None, future, future, future, future) == ([], [1])
    # Set anew when it has come, it is one.
    assert of_field(future, None, None, future) == ([(3, future)], [0])
    _, [doubt] = field_records("andmehaldur", [(moment(0), future)])
    assert ENGLISH(doubt.message) == (
        "andmehaldur says since 01.01.2026 that it was reviewed on 04.01.2026, "
        "which had not come yet; it counts as no review."
    )


@given(st.lists(st.none() | st.sampled_from([OLD, NEW, NEWER, FIRST + timedelta(days=4)])))
def test_no_value_is_recorded_twice(values: list[date | None]) -> None:
    records, _ = of_field(*values)
    days = [day for _, day in records]
    assert len(days) == len(set(days))
    assert all(values[number] == day <= FIRST + timedelta(days=number) for number, day in records)


def side(text: str, day: date, known: int, commit: str = "s") -> Message:
    seconds = int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())
    return Message(commit, seconds, text, moment(known))


def test_a_record_is_dated_by_its_own_commit_and_known_from_the_main_line() -> None:
    [record], doubts = trailer_records([side("Ulevaadatud: jurist\nTulemus: muutmata\nRoll: juhataja", NEW, 5)], NAMES)
    assert doubts == []
    assert (record.id, record.on, record.commit, record.known) == ("jurist", NEW, "s", moment(5))
    assert (record.source, record.outcome, record.by, record.fingerprint) == ("trailer", "unchanged", "juhataja", None)


def test_a_commit_is_not_of_a_later_day_than_that_which_brought_it() -> None:
    [record], _ = trailer_records([side("Ulevaadatud: jurist", date(2031, 1, 1), 5)], NAMES)
    assert record.on == moment(5).day


def test_a_commit_of_the_main_line_is_of_its_day_there() -> None:
    # Its clock was slow: on the main line it is of no earlier day than the commit before it.
    [record], _ = trailer_records([side("Ulevaadatud: jurist", OLD, 5, commit="c5")], NAMES)
    assert record.on == moment(5).day


def test_the_day_is_that_in_estonia() -> None:
    late = int(datetime(2025, 12, 31, 23, 30, tzinfo=UTC).timestamp())
    [record], _ = trailer_records([Message("s", late, "Ulevaadatud: jurist", moment(9))], NAMES)
    assert record.on == date(2026, 1, 1)


@pytest.mark.parametrize("seconds", [-(10**18), -1, 0, 10**18])
def test_no_clock_is_too_wrong(seconds: int) -> None:
    [record], _ = trailer_records([Message("s", seconds, "Ulevaadatud: jurist", moment(9))], NAMES)
    assert record.on <= moment(9).day


def test_an_earlier_id_leads_to_the_position() -> None:
    records, doubts = trailer_records([side("Ulevaadatud: andmehoidja, Jurist", NEW, 1)], NAMES)
    assert [record.id for record in records] == ["andmehaldur", "jurist"]
    assert doubts == []


def test_the_same_line_twice_is_one_record() -> None:
    records, _ = trailer_records([side("Ulevaadatud: jurist\n\n* Ulevaadatud: jurist", NEW, 1)], NAMES)
    assert len(records) == 1


def test_a_record_told_in_a_branch_and_again_by_the_merge_is_two() -> None:
    told = [side("Ulevaadatud: jurist", NEW, 5), side("Ulevaadatud: jurist", NEW, 5, commit="c5")]
    assert [record.on for record in trailer_records(told, NAMES)[0]] == [NEW, moment(5).day]


@pytest.mark.parametrize(
    ("text", "message", "advice"),
    [
        (
            "Ulevaadatud: andmehaldurr",
            "A review of “andmehaldurr” is recorded, but there is no such position.",
            "If it was held, record it: jdflow review andmehaldur",
        ),
        (
            "Ulevaadatud: kõik juhendid",
            "A review of “kõik, juhendid” is recorded, but there is no such position.",
            "See `jdflow list` for the ids, and record the review anew.",
        ),
        (
            "Ulevaadatud:",
            "“Ulevaadatud:” names no position.",
            "Write the id of the position after the colon, in a new commit: Ulevaadatud: <id>",
        ),
        (
            "Ulevaadatud: jurist\nTulemus: edasi lükatud märtsini",
            "A review is put off without saying until when, so it counts as none: “edasi lükatud märtsini”.",
            "Write the day in a new commit: Tulemus: edasi lükatud 2027-03-01",
        ),
        (
            "Ülevadatud: andmehoidja",
            "“Ülevadatud: andmehoidja” looks like the record of a review, but does not count as one.",
            "If it was held, record it: jdflow review andmehaldur",
        ),
        (
            "Ülevaatus: juristt",
            "“Ülevaatus: juristt” looks like the record of a review, but does not count as one.",
            "If it was held, record it: jdflow review jurist",
        ),
        (
            "Ulevaadatud jurist",
            "“Ulevaadatud jurist” looks like the record of a review, but does not count as one.",
            "If it was held, record it: jdflow review jurist",
        ),
    ],
)
def test_what_is_no_record_is_told(text: str, message: str, advice: str) -> None:
    records, [doubt] = trailer_records([side(text, NEW, 1)], NAMES)
    assert records == []
    assert (ENGLISH(doubt.message), ENGLISH(doubt.advice)) == (message, advice)
    assert (doubt.commit, doubt.known) == ("s", moment(1))


def test_an_outcome_that_is_not_understood_is_told_and_the_review_counts() -> None:
    [record], [doubt] = trailer_records([side("Ulevaadatud: jurist\nTulemus: korras", NEW, 1)], NAMES)
    assert record.outcome is None
    assert ENGLISH(doubt.message) == "The outcome of a review was not understood: “korras”."


def test_known_ids_count_beside_unknown_ones() -> None:
    records, doubts = trailer_records([side("Ulevaadatud: jurist, tundmatu-id", NEW, 1)], NAMES)
    assert [record.id for record in records] == ["jurist"]
    assert len(doubts) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Ülevaatus: tehtud",
        "Ülevaatus: jurist palus parandada",
        "Üle vaadatud jurist ja veel mõni asi",
        "Ulevaadatud juristt",
        "Ülevaatus: " + "jurist, " + ", ".join(f"jurist{n}" for n in range(30)),
    ],
)
def test_sentences_that_name_no_positions_are_left_alone(text: str) -> None:
    assert trailer_records([side(text, NEW, 1)], NAMES) == ([], [])


def test_a_subject_that_says_what_a_line_below_records_is_no_doubt() -> None:
    both = "Üle vaadatud jurist\n\nUlevaadatud: jurist"
    [record], doubts = trailer_records([side(both, NEW, 1)], NAMES)
    assert (record.id, doubts) == ("jurist", [])
    _, [doubt] = trailer_records([side(both.replace("vaadatud jurist\n", "vaadatud andmehaldur\n"), NEW, 1)], NAMES)
    assert ENGLISH(doubt.advice) == "If it was held, record it: jdflow review andmehaldur"


def test_what_a_field_records_in_the_same_commit_is_no_doubt() -> None:
    messages = [side("Läbivaatamine: jurist, andmehaldur", NEW, 1)]
    fields = {("jurist", "c1"), ("andmehaldur", "c1")}
    assert trailer_records(messages, NAMES, lambda id, moment: (id, moment.commit) in fields) == ([], [])
    fields.remove(("andmehaldur", "c1"))
    _, [doubt] = trailer_records(messages, NAMES, lambda id, moment: (id, moment.commit) in fields)
    assert "looks like the record of a review" in ENGLISH(doubt.message)


def test_a_long_line_is_cut() -> None:
    _, [doubt] = trailer_records([side("Ulevaadatud: " + " ".join(f"x{n}" for n in range(500)), NEW, 1)], NAMES)
    assert len(ENGLISH(doubt.message)) < 200
