"""Why a review is due early: what changed around a position since its clock started."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.language import Voice
from jdflow.model.review import Start
from jdflow.query.reorganised import Named, Own, UnitAt, early_reasons
from tests.query.world import World, day, moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jdflow.model.review import Evidence
    from jdflow.model.version import Moment

ENGLISH = Voice("en")
OWN = Own("andmed", "juht", ("abi",))
UNITS = {"andmed": UnitAt("andmetalitus", None, "yld"), "yld": UnitAt("üldosakond"), "muu": UnitAt("muu talitus")}
NAMED = {"juht": Named("Juhataja"), "abi": Named("Abi"), "uus": Named("Uus juht")}
C1, C2, C3, C4 = (moment(n, f"2026-0{n}-10") for n in (1, 2, 3, 4))
REVIEW = Start(day("2026-01-20"), "trailer", "r", 1)
TODAY = "2026-11-20"


def told(
    own: Sequence[tuple[Moment, Own | None]] = (),
    named: Mapping[str, Sequence[tuple[Moment, Named | None]]] | None = None,
    units: Sequence[tuple[Moment, Mapping[str, UnitAt]]] = (),
    *,
    start: Start = REVIEW,
    today: str = TODAY,
) -> list[tuple[str, str, str, str]]:
    """The reasons, where nothing else is said of what there was in the first commit."""
    everyone = {id: [(C1, one)] for id, one in NAMED.items()} | {id: [*course] for id, course in (named or {}).items()}
    course = [*own] if own and own[0][0] == C1 else [(C1, OWN), *own]
    world = World(course, everyone, [(C1, UNITS), *units])
    reasons = early_reasons("aa", start, day(today), world)
    return [(reason.kind, ENGLISH(reason.text), str(reason.on), reason.commit) for reason in reasons]


def test_nothing_changed() -> None:
    assert told() == []
    assert told([(C2, OWN)], {"juht": [(C1, NAMED["juht"]), (C3, NAMED["juht"])]}, [(C2, dict(UNITS))]) == []


@pytest.mark.parametrize(
    ("own", "reason"),
    [
        (OWN._replace(unit="muu"), ("unit", "the unit changed: andmetalitus → muu talitus")),
        (OWN._replace(unit=None), ("unit", "the unit changed: andmetalitus → none")),
        (OWN._replace(manager="uus"), ("manager", "the manager changed: Juhataja → Uus juht")),
        (OWN._replace(manager=None), ("manager", "the manager changed: Juhataja → none")),
        (OWN._replace(manager="tundmatu"), ("manager", "the manager changed: Juhataja → tundmatu")),
        (OWN._replace(substitutes=("abi", "uus")), ("substitutes", "the substitutes changed: Abi → Abi, Uus juht")),
        (OWN._replace(substitutes=()), ("substitutes", "the substitutes changed: Abi → none")),
    ],
)
def test_the_position_was_given_another_place(own: Own, reason: tuple[str, str]) -> None:
    assert told([(C2, own)]) == [(*reason, "2026-02-10", "c2")]


def test_the_order_of_substitutes_is_no_change() -> None:
    two = OWN._replace(substitutes=("abi", "uus"))
    assert told([(C1, two), (C2, two._replace(substitutes=("uus", "abi")))]) == []


def test_what_was_changed_back_is_none() -> None:
    other, third = OWN._replace(manager="uus"), OWN._replace(manager="abi")
    assert told([(C2, other), (C3, OWN)]) == []
    # Changed, changed back and changed again counts from the last time; changed and changed on, from the first.
    assert [row[2:] for row in told([(C2, other), (C3, OWN), (C4, other)])] == [("2026-04-10", "c4")]
    assert [row[2:] for row in told([(C2, other), (C3, third)])] == [("2026-02-10", "c2")]


def test_later_changes_than_today_do_not_count() -> None:
    other = OWN._replace(manager="uus")
    assert told([(C3, other)], today="2026-03-09") == []
    assert len(told([(C3, other)], today="2026-03-10")) == 1
    assert len(told([(C2, other), (C3, OWN)], today="2026-03-09")) == 1


@pytest.mark.parametrize(
    ("on", "number", "source", "counts"),
    [
        ("2026-02-09", 1, "trailer", True),
        ("2026-02-11", 1, "trailer", False),
        # On the day of the change: recorded before it, or with it, or after it.
        ("2026-02-10", 1, "trailer", True),
        ("2026-02-10", 2, "trailer", False),
        ("2026-02-10", 3, "trailer", False),
        # Held before the change: recorded after it, or together with it.
        ("2026-02-05", 3, "field", True),
        ("2026-02-05", 2, "field", False),
        # A text that took effect before its commit knew the change; nobody knows which commit set it.
        ("2026-01-15", 2, "effective", False),
        ("2026-01-15", 3, "effective", False),
        ("2026-01-15", 1, "effective", True),
        ("2026-01-15", None, "effective", True),
        ("2026-03-01", 1, "effective", False),
    ],
)
def test_only_what_came_after_the_start_counts(on: str, number: int | None, source: Evidence, *, counts: bool) -> None:
    start = Start(day(on), source, "x", number)
    assert bool(told([(C2, OWN._replace(manager="uus"))], start=start)) == counts


def test_what_was_imported_after_the_start_is_no_change() -> None:
    start = Start(day("2015-01-01"), "effective", "c1", 1)
    assert told(start=start) == told(start=start._replace(number=None)) == []
    assert len(told([(C2, OWN._replace(manager="uus"))], start=start)) == 1


def test_a_position_that_is_named_has_another_title() -> None:
    new = {"juht": [(C1, NAMED["juht"]), (C2, Named("Osakonnajuhataja"))]}
    assert told(named=new) == [
        ("position_renamed", "the position Juhataja is now called Osakonnajuhataja", "2026-02-10", "c2")
    ]
    assert told(named={"abi": [(C1, Named("Abi")), (C2, Named("Assistent"))]})[0][0] == "position_renamed"
    # Who came to be named after that came with the new title.
    assert [
        row[0]
        for row in told([(C3, OWN._replace(manager="uus"))], {"uus": [(C1, Named("Uus juht")), (C2, Named("Teine"))]})
    ] == ["manager"]


def test_a_position_that_is_named_has_ended() -> None:
    ends = Named("Juhataja", day("2026-03-31"))
    text = "the position Juhataja has ended"
    courses: list[tuple[list[tuple[Moment, Named | None]], tuple[str, str]]] = [
        ([(C1, NAMED["juht"]), (C2, None)], ("2026-02-10", "c2")),
        ([(C1, NAMED["juht"]), (C2, ends)], ("2026-04-01", "c2")),
        ([(C1, ends)], ("2026-04-01", "c1")),
        ([(C1, NAMED["juht"]), (C4, ends)], ("2026-04-10", "c4")),
        ([(C1, ends), (C2, ends._replace(title="Juhataja"))], ("2026-04-01", "c2")),
    ]
    for course, reason in courses:
        assert told(named={"juht": course}) == [("position_ended", text, *reason)]
    assert told(named={"juht": [(C1, ends)]}, today="2026-03-31") == []
    # Gone and back, or already gone when the clock started.
    assert told(named={"juht": [(C1, NAMED["juht"]), (C2, None), (C3, NAMED["juht"])]}) == []
    assert told(named={"juht": [(C1, None), (C2, None)]}) == []
    assert told(named={"juht": [(C1, Named("Juhataja", day("2025-12-31")))]}) == []


def test_others_that_are_named_count_when_they_end() -> None:
    own = [(C1, OWN._replace(others=("uus",)))]
    assert told(own, {"uus": [(C1, NAMED["uus"]), (C2, Named("Teine"))]}) == []
    assert [row[0] for row in told(own, {"uus": [(C1, NAMED["uus"]), (C2, None)]})] == ["position_ended"]


@pytest.mark.parametrize(
    ("units", "reason"),
    [
        (
            {"andmed": UNITS["andmed"]._replace(name="andmeosakond")},
            ("unit_renamed", "the unit andmetalitus is now called andmeosakond"),
        ),
        ({"yld": UnitAt("peaosakond")}, ("unit_renamed", "the unit üldosakond is now called peaosakond")),
        (
            {"andmed": UNITS["andmed"]._replace(parent="muu")},
            ("unit_moved", "the unit andmetalitus now belongs to muu talitus"),
        ),
        (
            {"andmed": UNITS["andmed"]._replace(parent=None)},
            ("unit_moved", "the unit andmetalitus now has no unit above it"),
        ),
        (
            {"andmed": UNITS["andmed"]._replace(valid_to=day("2026-01-31"))},
            ("unit_ended", "the unit andmetalitus has ended"),
        ),
    ],
)
def test_the_unit_changed(units: dict[str, UnitAt], reason: tuple[str, str]) -> None:
    assert told(units=[(C2, UNITS | units)]) == [(*reason, "2026-02-10", "c2")]
    assert told(units=[(C2, UNITS | units), (C3, UNITS)]) == []


def test_the_unit_is_gone_or_ends_one_day() -> None:
    assert told(units=[(C2, {"muu": UNITS["muu"]})]) == [
        ("unit_ended", "the unit andmetalitus has ended", "2026-02-10", "c2")
    ]
    ends = UNITS | {"andmed": UNITS["andmed"]._replace(valid_to=day("2026-06-30"))}
    assert told(units=[(C2, ends)], today="2026-06-30") == []
    assert told(units=[(C2, ends)], today="2026-07-01")[0][2:] == ("2026-07-01", "c2")
    assert told(units=[(C2, UNITS | {"muu": UnitAt("midagi")})]) == []


def test_a_unit_that_never_was_is_no_reason() -> None:
    for start in (REVIEW, Start(day("2015-01-01"), "effective", "c1", None)):
        assert told([(C1, OWN._replace(unit="tundmatu"))], start=start) == []


def test_a_circle_of_units_comes_to_an_end() -> None:
    circle = UNITS | {"yld": UnitAt("üldosakond", None, "andmed")}
    assert told(units=[(C2, circle)])[0][0] == "unit_moved"


def test_several_reasons_stand_by_their_days() -> None:
    rows = told(
        [(C3, OWN._replace(manager="uus", substitutes=()))],
        units=[(C2, UNITS | {"andmed": UNITS["andmed"]._replace(name="andmeosakond")})],
    )
    assert [row[0] for row in rows] == ["unit_renamed", "manager", "substitutes"]


def test_a_position_that_was_gone_has_no_reasons() -> None:
    assert told([(C1, None), (C2, OWN)]) == []
    assert early_reasons("aa", REVIEW, day(TODAY), World()) == ()


def test_history_is_read_no_further_back_than_to_the_start() -> None:
    course = [(moment(n, f"2026-{n:02}-01"), OWN) for n in range(1, 10)]
    world = World(course, {}, [(C1, UNITS)])
    early_reasons("aa", Start(day("2026-07-15"), "trailer", "x", 1), day(TODAY), world)
    assert world.read == [9, 8, 7]


COURSES = st.lists(
    st.sampled_from([OWN, OWN._replace(manager="uus"), OWN._replace(manager="abi"), None]), min_size=1, max_size=9
)


@given(COURSES, st.integers(1, 9), st.integers(1, 9))
def test_a_change_is_told_if_and_only_if_something_is_other_than_it_was(
    values: list[Own | None], reviewed: int, today: int
) -> None:
    course = [(moment(n, f"2026-{n:02}-01"), own) for n, own in enumerate(values, 1)]
    start = Start(day(f"2026-{reviewed:02}-15"), "trailer", "x", reviewed)
    named = {id: [(moment(0, "2025-01-01"), one)] for id, one in NAMED.items()}
    until = day(f"2026-{max(today, reviewed):02}-20")
    reasons = early_reasons("aa", start, until, World(course, named, [(C1, UNITS)]))
    held = [own for moment, own in course if moment.day <= start.day]
    before, after = held[-1], [own for moment, own in course if moment.day <= until][-1]
    changed = before is not None and after is not None and before.manager != after.manager
    assert [reason.kind for reason in reasons] == (["manager"] if changed else [])
    for reason in reasons:
        since = int(reason.commit[1:])
        assert start.day < reason.on <= until
        assert all(
            own is None or own.manager != (before and before.manager) for _, own in course[since - 1 : until.month]
        )
