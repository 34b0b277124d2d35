"""The review plan as a table, as JSON, as cells, as Markdown."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

from jdflow.output.plain import Paint, as_json
from jdflow.output.plan import as_markdown, as_object, as_rows, as_sheet
from tests.output.sheets import COMMIT, ITEMS, SHEET

PROPOSED = {"aa": date(2026, 11, 23), "bb": date(2026, 11, 24), "cc": date(2026, 12, 2)}


def cells(lines: list[str]) -> list[list[str]]:
    """What stands below each word of the heading."""
    heads = [word for word in lines[0].split("  ") if word]
    starts = [lines[0].index(word.strip()) for word in heads]
    return [[line[a:b].strip() for a, b in zip(starts, [*starts[1:], None], strict=True)] for line in lines]


def test_the_table() -> None:
    heading, aa, bb, cc = cells(list(as_rows(SHEET._replace(items=ITEMS[:3]), Paint(on=False))))
    assert heading == ["Due", "State", "Id", "Title", "Manager", "Last review", "Why early"]
    assert aa == [
        "03.03.2026",
        "262 days overdue",
        "aa",
        "Andmehaldur",
        "Andmetalituse juhataja",
        "03.03.2025 (taking effect, 01234567)",
        "",
    ]
    assert bb[:3] == ["19.11.2026", "1 day overdue", "bb"]
    assert bb[5] == "19.11.2025 (üle_vaadatud in the file, 01234567, another text is in force now)"
    assert cc[1] == "due early"
    assert cc[5:] == [
        "04.05.2026 (unchanged, record in a commit, 01234567)",
        "the manager changed: A → none (02.11.2026)",
    ]


def test_a_column_that_would_be_empty_is_left_out() -> None:
    [heading, *_] = cells(list(as_rows(SHEET._replace(items=ITEMS[:2]), Paint(on=False))))
    assert "Why early" not in heading


def test_no_line_of_the_table_is_broken_by_what_it_holds() -> None:
    lines = list(as_rows(SHEET, Paint(on=False)))
    assert len(lines) == len(ITEMS) + 1
    assert all(line.isprintable() for line in lines)


def test_proposed_days_stand_beside_those_due() -> None:
    heading, aa, *_, ee = cells(list(as_rows(SHEET._replace(proposed=PROPOSED), Paint(on=False))))
    assert heading[:2] == ["Due", "Proposed day"]
    assert aa[:2] == ["03.03.2026", "23.11.2026"]
    assert ee[:3] == ["", "", "not due"]


def test_json_has_the_keys_that_others_rely_on() -> None:
    told = json.loads(as_json(as_object(SHEET)))
    assert told["today"] == "2026-11-20"
    assert told["items"][2] == {
        "id": "cc",
        "title": "=1+1",
        "unit": "yld",
        "manager": "juht",
        "last_review": "2026-05-04",
        "last_review_source": "trailer",
        "due": "2026-12-02",
        "days_overdue": 0,
        "state": "early",
        "early_reasons": [
            {"kind": "manager", "text": "the manager changed: A → none", "on": "2026-11-02", "commit": "c9"}
        ],
    }
    assert told["items"][4] == {
        "id": "ee",
        "title": "Mustand",
        "unit": None,
        "manager": None,
        "last_review": None,
        "last_review_source": None,
        "due": None,
        "days_overdue": 0,
        "state": "none",
        "early_reasons": [],
    }
    assert [item["days_overdue"] for item in told["items"]] == [262, 1, 0, 0, 0]


def test_json_of_a_plan_that_is_spread_has_a_day_for_each() -> None:
    items = as_object(SHEET._replace(proposed=PROPOSED))["items"]
    assert [item["proposed"] for item in items] == ["2026-11-23", "2026-11-24", "2026-12-02", None, None]


def test_csv_has_a_column_for_everything_and_no_formula() -> None:
    heading, *rows = csv.reader(io.StringIO(as_sheet(SHEET._replace(proposed=PROPOSED))))
    cc = dict(zip(heading, rows[2], strict=True))
    assert cc == {
        "Id": "cc",
        "Title": "'=1+1",
        "Unit": "yld",
        "Manager": "Andmetalituse juhataja",
        "Last review": "2026-05-04",
        "Evidence": "record in a commit",
        "Outcome": "unchanged",
        "Commit": COMMIT,
        "Due": "2026-12-02",
        "Days overdue": "0",
        "State": "due early",
        "Why early": "the manager changed: A → none (02.11.2026)",
        "Proposed day": "2026-12-02",
    }
    assert rows[3][heading.index("Manager")] == "'-x"
    assert len(rows) == len(ITEMS)
    assert "Proposed day" not in as_sheet(SHEET)


def test_markdown_shows_what_it_holds_and_obeys_none_of_it() -> None:
    lines = list(as_markdown(SHEET))
    assert lines[0].startswith("| Due | State | Id |")
    assert lines[1].count("---") == 7
    assert len(lines) == len(ITEMS) + 2
    for line in lines:
        assert line.replace("\\|", "").count("|") == 8
    assert "\\*x\\*" in lines[5]
    assert "@" not in lines[5]
