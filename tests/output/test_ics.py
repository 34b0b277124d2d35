"""The review plan as a calendar, read back by two parsers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
import vobject  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from jdflow.language import Voice
from jdflow.output.ics import as_calendar
from jdflow.output.plain import safe
from tests.output.sheets import HOSTILE, ITEMS, SHEET

if TYPE_CHECKING:
    from jdflow.output.plan import Sheet

AGENCY = "Näidisamet; osakond, \\üks"


def calendar(sheet: Sheet = SHEET, agency: str = AGENCY, seconds: int = 1_790_000_000, number: int = 12) -> str:
    return as_calendar(sheet, agency, seconds=seconds, number=number)


def events(text: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def titled(title: str) -> str:
    return calendar(SHEET._replace(items=[ITEMS[0]._replace(title=title)]))


def test_icalendar_reads_an_event_for_each_day_that_is_due() -> None:
    found = events(calendar())
    assert [(event.decoded("DTSTART"), event.decoded("DTEND")) for event in found] == [
        (date(2026, 3, 3), date(2026, 3, 4)),
        (date(2026, 11, 19), date(2026, 11, 20)),
        (date(2026, 12, 2), date(2026, 12, 3)),
        (date(2027, 1, 4), date(2027, 1, 5)),
    ]
    assert [str(event["SUMMARY"]) for event in found][:2] == [
        "Review of the job description: Andmehaldur",
        "Review of the job description: Jurist (MARAC)",
    ]
    assert str(found[0]["DESCRIPTION"]).split("\n") == [
        "Id: aa",
        "Unit: Üldosakond, andmetalitus",
        "Manager: Andmetalituse juhataja",
        "Last review: 03.03.2025 (taking effect, 01234567)",
    ]
    assert str(found[2]["DESCRIPTION"]).endswith("Why early: the manager changed: A → none (02.11.2026)")
    for event in found:
        assert not event.errors
        assert (event["TRANSP"], event["SEQUENCE"]) == ("TRANSPARENT", 12)
        assert (
            event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)
        )


def test_the_calendar_says_what_it_is() -> None:
    read = icalendar.Calendar.from_ical(calendar())
    assert (read["VERSION"], read["METHOD"], read["CALSCALE"]) == ("2.0", "PUBLISH", "GREGORIAN")
    assert read["PRODID"]
    # The package takes what is no property of the standard as it stands; the standard says to read it as text.
    assert str(read["X-WR-CALNAME"]) == r"Reviews of job descriptions – Näidisamet\; osakond\, \\üks"
    assert str(icalendar.Calendar.from_ical(calendar(agency=""))["X-WR-CALNAME"]) == "Reviews of job descriptions"


def test_a_second_parser_reads_the_same() -> None:
    read = vobject.readOne(calendar())
    assert [event.dtstart.value for event in read.vevent_list] == [
        event.decoded("DTSTART") for event in events(calendar())
    ]
    assert [event.summary.value for event in read.vevent_list] == [
        str(event["SUMMARY"]) for event in events(calendar())
    ]
    assert [event.uid.value for event in read.vevent_list] == [str(event["UID"]) for event in events(calendar())]
    assert [event.description.value for event in read.vevent_list] == [
        str(event["DESCRIPTION"]) for event in events(calendar())
    ]


def test_lines_are_folded_and_end_as_the_standard_has_it() -> None:
    text = calendar()
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")
    assert all(0 < len(line.encode()) <= 75 for line in text.split("\r\n")[:-1])


def test_an_event_keeps_its_name() -> None:
    def names(sheet: Sheet, agency: str = AGENCY) -> list[str]:
        return [str(event["UID"]) for event in events(calendar(sheet, agency))]

    assert len(set(names(SHEET))) == 4
    other = [item._replace(title="Muu", unit="x", due=date(2030, 1, 2), early_reasons=()) for item in ITEMS[3::-1]]
    assert names(SHEET._replace(items=other, voice=Voice("et"))) == names(SHEET)
    assert not set(names(SHEET, "Muu amet")) & set(names(SHEET))
    # Written down once: another name would leave the old event standing in everyone's calendar.
    assert names(SHEET, "Näidisamet")[0] == "ccf844a1a92ce238249ccb03799244a1@jdflow"


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert calendar(SHEET._replace(items=ITEMS[::-1])) == calendar()
    assert calendar(number=13) != calendar()


def test_proposed_days_take_the_place_of_those_that_are_over() -> None:
    found = events(calendar(SHEET._replace(proposed={"aa": date(2026, 11, 23)})))
    assert [event.decoded("DTSTART") for event in found][:2] == [date(2026, 11, 23), date(2026, 11, 19)]


@pytest.mark.parametrize("seconds", [-(10**18), -1, 0, 10**18])
def test_no_clock_is_too_wrong(seconds: int) -> None:
    for event in events(calendar(seconds=seconds)):
        assert 1970 <= event.decoded("DTSTAMP").year <= 2100


@pytest.mark.parametrize(
    "title",
    [
        HOSTILE,
        "x\r\nEND:VEVENT\r\nEND:VCALENDAR",
        "\\n",
        "a\\,b;c",
        "\N{GRINNING FACE}" * 80,
        "ü" * 200,
        "\N{FAMILY}\u200d\u2028\u2029\x0b\x85",
        "",
    ],
)
def test_no_title_breaks_out(title: str) -> None:
    [event] = events(titled(title))
    assert str(event["SUMMARY"]) == f"Review of the job description: {safe(title)}"


@given(st.text(st.characters()), st.text(st.characters()))
def test_any_title_is_read_back(title: str, agency: str) -> None:
    text = calendar(SHEET._replace(items=[ITEMS[0]._replace(title=title)]), agency)
    [event] = events(text)
    assert str(event["SUMMARY"]) == f"Review of the job description: {safe(title)}"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
