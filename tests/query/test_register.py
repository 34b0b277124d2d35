"""The register: in what state each position is on a day."""

from __future__ import annotations

from datetime import date

import pytest

from jdflow.app.reading import Reading
from jdflow.query.register import register, state_on
from tests.support import overlay


@pytest.mark.parametrize(
    ("first", "last", "states"),
    [
        (None, None, ["draft"] * 5),
        (None, "2026-03-31", ["draft"] * 5),
        ("2026-03-01", None, ["upcoming", "in_force", "in_force", "in_force", "in_force"]),
        ("2026-03-01", "2026-03-31", ["upcoming", "in_force", "in_force", "in_force", "ended"]),
        ("2026-03-01", "2026-03-01", ["upcoming", "in_force", "ended", "ended", "ended"]),
    ],
)
def test_states(first: str | None, last: str | None, states: list[str]) -> None:
    dates = [f"{key}: {day}\n" for key, day in (("kehtiv_alates", first), ("kehtiv_kuni", last)) if day]
    card = Reading(overlay("".join(dates))).get("naidis")
    assert card
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 31), date(2026, 4, 1)]
    assert [state_on(card, day) for day in days] == states


def test_rows_are_sorted_by_id_whatever_they_hold() -> None:
    reading = Reading(
        overlay("""\
# positions/z/aa.yaml
ametinimetus: Sama
täpsustus: (A)
# positions/b/aa.yaml
ametinimetus: Sama
kehtiv_alates: 2026-01-01
# positions/a/zz.yaml
ametinimetus: Muu
""")
    )
    rows = register(reading.cards(), date(2026, 1, 1))
    assert [(row.id, row.path) for row in rows] == [
        ("aa", "positions/b/aa.yaml"),
        ("aa", "positions/z/aa.yaml"),
        ("juhataja", "positions/juhataja.yaml"),
        ("naidis", "positions/naidis.yaml"),
        ("zz", "positions/a/zz.yaml"),
    ]
    assert rows[0].state == "in_force"
    assert (rows[0].effective_from, rows[1].qualifier) == (date(2026, 1, 1), "(A)")


def test_what_only_history_knows_is_not_made_up() -> None:
    [row, *_] = register(Reading(overlay("")).cards(), date(2026, 1, 1))
    assert (row.next_effective_from, row.review_due, row.review_state, row.signed) == (None, None, "none", None)
