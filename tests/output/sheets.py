"""A review plan with a little of everything, for tests of its forms."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from jdflow.language import Voice, msg
from jdflow.model.review import Due, Evidence, Reason, Start
from jdflow.output.plan import Sheet

if TYPE_CHECKING:
    from jdflow.model.version import Outcome

ENGLISH = Voice("en")
TODAY = date(2026, 11, 20)
COMMIT = "0123456789abcdef"
HOSTILE = 'Tere\r\nBEGIN:VEVENT\nUID:x;,\\"|*x*\x00\u202e @a \N{GRINNING FACE}õäöü'


class Known:
    """Names of one unit and one manager."""

    def unit(self, id: str | None) -> str:
        return {"andmed": "Üldosakond, andmetalitus"}.get(id or "", id or "")

    def manager(self, id: str | None) -> str:
        return {"juht": "Andmetalituse juhataja"}.get(id or "", id or "")

    def first_id(self, id: str) -> str:
        return id


NAMES = Known()


def start(day: str, source: Evidence, outcome: Outcome | None = None, by: str | None = None) -> Start:
    return Start(date.fromisoformat(day), source, COMMIT, 3, outcome, by)


ITEMS = (
    Due("aa", "Andmehaldur", "andmed", "juht", start("2025-03-03", "effective"), date(2026, 3, 3), 262, "overdue"),
    Due("bb", "Jurist (MARAC)", "yld", None, start("2025-11-19", "field"), date(2026, 11, 19), 1, "overdue", (), False),  # noqa: FBT003
    Due(
        "cc",
        "=1+1",
        "yld",
        "juht",
        start("2026-05-04", "trailer", "unchanged", "juht"),
        date(2026, 12, 2),
        0,
        "early",
        (
            Reason(
                "manager",
                msg("the manager changed: {before} → {after}", before="A", after=msg("none")),
                date(2026, 11, 2),
                "c9",
            ),
        ),
        True,  # noqa: FBT003
    ),
    Due("dd", HOSTILE, None, "-x", start("2026-01-04", "trailer", "postponed"), date(2027, 1, 4), 0, "soon"),
    Due("ee", "Mustand", None, None, None, None, 0, "none"),
)
SHEET = Sheet(ITEMS, TODAY, NAMES, ENGLISH)
