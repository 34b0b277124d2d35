"""The review plan as a calendar that Outlook, Google and others take (RFC 5545): one event a position."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from jdflow.calendar import plus
from jdflow.output.plain import safe
from jdflow.output.plan import told_reasons, told_start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from jdflow.model.review import Due
    from jdflow.output.plan import Sheet

_FOLD = 75
_LAST_SECOND = 4_102_444_800
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


def as_calendar(sheet: Sheet, agency: str, *, seconds: int, number: int) -> str:
    """The calendar: the same for the same plan, whenever it is made.

    An event keeps its name (UID) for good, so a new calendar brings the old one up to date. Which of two is the newer
    one is told by the commit that the plan is known at: its moment in seconds, its number on the main line.
    """
    stamp = f"{datetime.fromtimestamp(min(max(seconds, 0), _LAST_SECOND), UTC):%Y%m%dT%H%M%SZ}"
    name = sheet.voice.say("Reviews of job descriptions")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//jdflow//jdflow//ET",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(f'{name} – {safe(agency)}' if agency else name)}",
    ]
    for item in sorted(sheet.items, key=lambda item: item.id):
        day = (sheet.proposed or {}).get(item.id) or item.due
        if day is not None:
            lines += _event(
                item, day, sheet, agency, [f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{stamp}", f"SEQUENCE:{number}"]
            )
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line))


def _event(item: Due, day: date, sheet: Sheet, agency: str, dated: list[str]) -> list[str]:
    voice = sheet.voice
    facts = [
        (voice.say("Id"), item.id),
        (voice.say("Unit"), sheet.names.unit(item.unit)),
        (voice.say("Manager"), sheet.names.manager(item.manager)),
        (voice.say("Last review"), told_start(item, voice)),
        (voice.say("Why early"), told_reasons(item, voice)),
    ]
    summary = voice.say("Review of the job description: {title}", title=safe(item.title))
    description = "\n".join(f"{name}: {safe(value)}" for name, value in facts if value)
    return [
        "BEGIN:VEVENT",
        f"UID:{_name(agency, sheet.names.first_id(item.id))}",
        *dated,
        f"DTSTART;VALUE=DATE:{_day(day)}",
        f"DTEND;VALUE=DATE:{_day(plus(day, 1))}",
        f"SUMMARY:{_text(summary)}",
        f"DESCRIPTION:{_text(description)}",
        "TRANSP:TRANSPARENT",
        # Outlook shows a whole day as busy otherwise.
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "END:VEVENT",
    ]


def _name(agency: str, id: str) -> str:
    """The event's name, of the agency and the position alone: two agencies may have positions of one id."""
    whole = "\0".join(["review", " ".join(agency.casefold().split()), id])
    return f"{sha256(whole.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}@jdflow"


def _text(text: str) -> str:
    return text.translate(_ESCAPES)


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 bytes, no letter cut in two; all but the first begin with a space."""
    piece, size = "", 0
    for char in line:
        more = len(char.encode())
        if size + more > _FOLD:
            yield piece
            piece, size = " ", 1
        piece, size = piece + char, size + more
    yield piece
