"""The second clock: what it runs from, when a review is due."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.calendar import later, working_day
from jdflow.language import msg
from jdflow.model.organisation import Review, Settings
from jdflow.model.review import Reason
from jdflow.model.version import OUTCOMES, Version
from jdflow.query.review import Asked, due, in_order, text_still_in_force, within
from tests.query.world import day, moment, record, state, timeline, version

if TYPE_CHECKING:
    from collections.abc import Callable

    from jdflow.model.review import Due, Start
    from jdflow.model.version import Record, Timeline

SETTINGS = Settings()


def never(_before: Version, _version: Version) -> bool:
    return False


def always(_before: Version, _version: Version) -> bool:
    return True


def none(_id: str, _start: Start) -> tuple[Reason, ...]:
    return ()


def due_of(
    positions: Timeline,
    *records: Record,
    today: str = "2026-11-20",
    material: Callable[[Version, Version], bool] = never,
    reasons: tuple[Reason, ...] = (),
    settings: Settings = SETTINGS,
) -> Due:
    return due(positions, records, settings, day(today), Asked(material, lambda _id, _start: reasons))


def started(item: Due) -> tuple[str, str, str]:
    assert item.start is not None
    return str(item.start.day), item.start.source, item.start.commit


V1 = version("2024-03-01", "2026-02-28", at=moment(1, "2024-02-12"))
V2 = version("2026-03-01", at=moment(3, "2026-02-12"))


def test_the_first_version_starts_the_clock() -> None:
    item = due_of(timeline(version("2026-03-02", at=moment(1, "2026-02-12"))))
    assert started(item) == ("2026-03-02", "effective", "c1")
    assert (str(item.due), item.days_overdue, item.state) == ("2027-03-02", 0, "ok")


def test_a_version_starts_it_anew_only_where_it_is_material() -> None:
    assert started(due_of(timeline(V1, V2)))[0] == "2024-03-01"
    assert started(due_of(timeline(V1, V2), material=always)) == ("2026-03-01", "effective", "c3")


def test_a_review_starts_it_anew() -> None:
    item = due_of(
        timeline(V1, V2), record("2025-06-02"), record("2026-05-04", number=7, source="field"), record("2024-01-01")
    )
    assert started(item) == ("2026-05-04", "field", "r7")
    assert str(item.due) == "2027-05-04"


def test_a_material_version_after_the_review_starts_it_anew() -> None:
    assert started(due_of(timeline(V1, V2), record("2026-02-20"), material=always))[0] == "2026-03-01"
    assert started(due_of(timeline(V1, V2), record("2026-03-01"), material=always))[1] == "trailer"
    assert started(due_of(timeline(V1, V2), record("2026-02-20")))[0] == "2026-02-20"


def test_a_review_before_the_first_version_does_not_start_it() -> None:
    assert started(due_of(timeline(V2), record("2026-02-20")))[0] == "2026-03-01"


def test_of_two_records_of_one_day_the_one_recorded_last_counts() -> None:
    two = record("2026-05-04", number=7, source="field"), record("2026-05-04", number=8)
    for records in (two, two[::-1]):
        assert started(due_of(timeline(V2), *records)) == ("2026-05-04", "trailer", "r8")


def test_of_two_records_of_one_commit_the_later_one_counts() -> None:
    first, second = record("2026-05-04", outcome="unchanged"), record("2026-05-04", outcome="changed")
    item = due_of(timeline(V2), first, second)
    assert item.start is not None
    assert item.start.outcome == "changed"


def test_nothing_later_than_today_counts() -> None:
    records = record("2025-06-02"), record("2026-05-04")
    item = due_of(timeline(V1, V2), *records, today="2026-02-01", material=always)
    assert started(item)[0] == "2025-06-02"
    assert started(due_of(timeline(V1, V2), *records, today="2025-06-01", material=always))[0] == "2024-03-01"


def test_the_class_is_asked_as_seldom_as_can_be() -> None:
    versions = [
        version(f"{year}-01-01", f"{year}-12-31" if year < 2026 else None, at=moment(year, f"{year - 1}-12-01"))
        for year in range(2020, 2027)
    ]
    asked: list[tuple[int, int]] = []

    def material(before: Version, after: Version) -> bool:
        asked.append((before.effective_from.year, after.effective_from.year))
        return after.effective_from.year == 2024

    assert started(due_of(timeline(*versions), material=material))[0] == "2024-01-01"
    assert asked == [(2025, 2026), (2024, 2025), (2023, 2024)]
    asked.clear()
    due_of(timeline(*versions), record("2025-05-05"), material=material)
    assert asked == [(2025, 2026)]
    asked.clear()
    due_of(timeline(*versions[:1]), material=material)
    assert asked == []


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        # A Saturday; Independence Day; Good Friday with Easter behind it; Christmas with the weekend behind it.
        ("2025-11-21", 12, "2026-11-23"),
        ("2025-02-24", 12, "2026-02-25"),
        ("2025-04-03", 12, "2026-04-06"),
        ("2025-12-24", 12, "2026-12-28"),
        ("2025-08-31", 6, "2026-03-02"),
        ("2024-03-01", 24, "2026-03-02"),
    ],
)
def test_due_is_a_period_later_on_a_working_day(start: str, months: int, expected: str) -> None:
    settings = Settings(review=Review(period_months=months))
    assert str(due_of(timeline(version("2020-01-01")), record(start), settings=settings).due) == expected


@pytest.mark.parametrize(
    ("today", "state", "overdue"),
    [
        ("2027-01-03", "ok", 0),
        ("2027-01-04", "soon", 0),
        ("2027-03-05", "soon", 0),
        ("2027-03-06", "overdue", 1),
        ("2028-03-04", "overdue", 365),
    ],
)
def test_states(today: str, state: str, overdue: int) -> None:
    item = due_of(timeline(version("2026-03-05")), today=today)
    assert (str(item.due), item.state, item.days_overdue) == ("2027-03-05", state, overdue)


def test_where_no_text_is_in_force_no_review_is_due() -> None:
    draft = timeline(last=state(title="Mustand", qualifier="(MARAC)"))
    upcoming = timeline(version("2027-01-01", title="Tulevane"))
    ended = timeline(version("2020-01-01", "2026-11-19", title="Endine"))
    gone = timeline(id="kadunud")
    items = [due_of(one, record("2026-01-01")) for one in (draft, upcoming, ended, gone)]
    assert {(item.state, item.due, item.start, item.days_overdue) for item in items} == {("none", None, None, 0)}
    assert [item.title for item in items] == ["Mustand (MARAC)", "Tulevane", "Endine", "kadunud"]
    # On its last day a text is in force.
    assert due_of(ended, today="2026-11-19").state == "overdue"
    # Between two versions none is.
    assert due_of(timeline(version("2020-01-01", "2025-12-31"), version("2027-01-01"))).state == "none"


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("2026-12-01", "2026-12-01"),
        ("2026-12-24", "2026-12-28"),
        # By no more than a period, and not to a day that was over.
        ("2029-01-01", "2027-05-04"),
        ("2026-05-04", "2026-05-04"),
        ("2020-01-01", "2026-05-04"),
    ],
)
def test_a_review_that_is_put_off_is_due_on_that_day(to: str, expected: str) -> None:
    item = due_of(timeline(V2), record("2026-05-04", outcome="postponed", postponed_to=day(to), by="juht"))
    assert str(item.due) == expected
    assert item.start is not None
    assert (item.start.outcome, item.start.by) == ("postponed", "juht")
    assert item.start.day == day("2026-05-04")


def test_a_day_counts_only_beside_a_review_that_was_put_off() -> None:
    for outcome in OUTCOMES[:2]:
        item = due_of(timeline(V2), record("2026-05-04", outcome=outcome, postponed_to=day("2026-12-01")))
        assert str(item.due) == "2027-05-04"


def reason(on: str) -> Reason:
    return Reason("manager", msg("x"), day(on), "c9")


@pytest.mark.parametrize(
    ("reasons", "expected", "state"),
    [
        (["2026-11-02"], "2026-12-02", "early"),
        # The 6th of December is a Sunday.
        (["2026-11-06"], "2026-12-07", "early"),
        (["2026-11-19", "2026-11-02"], "2026-12-02", "early"),
        (["2026-10-01"], "2026-11-02", "overdue"),
    ],
)
def test_a_reorganisation_makes_a_review_due_early(reasons: list[str], expected: str, state: str) -> None:
    item = due_of(timeline(V2), record("2026-05-04"), reasons=tuple(map(reason, reasons)))
    assert (str(item.due), item.state) == (expected, state)
    assert len(item.early_reasons) == len(reasons)


def test_a_reorganisation_never_makes_it_due_later() -> None:
    item = due_of(timeline(version("2020-01-01")), record("2025-12-01"), reasons=(reason("2026-11-19"),))
    assert (str(item.due), item.state) == ("2026-12-01", "soon")
    assert len(item.early_reasons) == 1


def test_reasons_are_asked_for_what_the_clock_runs_from() -> None:
    seen: list[tuple[str, Start]] = []

    def reasons(id: str, start: Start) -> tuple[Reason, ...]:
        seen.append((id, start))
        return ()

    late = moment(3, "2026-04-12")
    for one in (V2, version("2026-03-01", at=late)):
        due(timeline(one), [], SETTINGS, day("2026-11-20"), Asked(never, reasons))
    due(timeline(V2), [record("2026-05-04", number=7)], SETTINGS, day("2026-11-20"), Asked(never, reasons))
    assert [start.number for _, start in seen] == [3, 3, 7]


def test_whether_the_text_reviewed_is_still_in_force() -> None:
    def item(one: Record, told: str | None) -> bool | None:
        return due(
            timeline(V2), [one], SETTINGS, day("2026-11-20"), Asked(never, none, lambda _: told)
        ).text_still_in_force

    assert item(record("2026-05-04", fingerprint="v1:2026-03-01"), "v1:other") is True
    assert item(record("2026-05-04", fingerprint="v1:2025"), "v1:2026-03-01") is False
    assert item(record("2026-05-04"), "v1:2026-03-01") is True
    assert item(record("2026-05-04"), "v1:other") is False
    assert item(record("2026-05-04"), None) is None
    # No review started the clock; nobody asks.
    assert item(record("2026-02-01"), "v1:2026-03-01") is None
    assert due_of(timeline(V2), record("2026-05-04")).text_still_in_force is None
    assert text_still_in_force(record("2026-05-04"), None, "v1:2026-03-01") is None


def test_the_plan_is_sorted_and_cut_to_a_window() -> None:
    positions = [
        (timeline(version(first), id=id), ())
        for id, first in [("dd", "2025-12-01"), ("bb", "2025-12-01"), ("aa", "2026-05-04"), ("cc", "2019-01-01")]
    ]
    positions.append((timeline(id="ee"), ()))
    today = day("2026-11-20")
    asked = Asked(never, none)
    found = [due(told, records, SETTINGS, today, asked) for told, records in positions]
    items = in_order(found)
    assert [item.id for item in items] == ["cc", "bb", "dd", "aa", "ee"]
    assert in_order(reversed(found)) == items
    assert [item.id for item in within(items, today, 11)] == ["cc", "bb", "dd"]
    assert [item.id for item in within(items, today, 10)] == ["cc"]
    assert [item.id for item in within(items, today, 365)] == ["cc", "bb", "dd", "aa"]


DAYS = st.dates(date(2015, 1, 1), date(2026, 12, 31))


@given(
    st.lists(DAYS, min_size=1, max_size=6, unique=True), st.lists(DAYS, max_size=6), DAYS, st.sets(st.integers(0, 5))
)
def test_the_clock_runs_from_the_latest_that_counts(
    firsts: list[date], reviews: list[date], today: date, material: set[int]
) -> None:
    firsts = sorted(firsts)
    lasts = [str(first - timedelta(days=1)) for first in firsts[1:]]
    versions = [version(str(first), last) for first, last in zip(firsts, [*lasts, None], strict=True)]
    marked = {firsts[number] for number in material if number < len(firsts)}
    item = due_of(
        timeline(*versions),
        *(record(str(on), number) for number, on in enumerate(reviews)),
        today=str(today),
        material=lambda _before, after: after.effective_from in marked,
    )
    if today < firsts[0]:
        assert item.state == "none"
        return
    starts = {firsts[0], *marked, *reviews}
    assert item.start is not None
    assert item.start.day == max(start for start in starts if start <= today)
    assert item.due == working_day(later(item.start.day, 12), "EE")
    assert (item.state == "overdue") == (item.days_overdue > 0) == (item.due < today)
