"""Tables for the eye, as CSV, as a workbook."""

from __future__ import annotations

import csv
import gc
import io
from datetime import date, timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from jdflow.cli.run import run
from jdflow.output.plain import Paint, width
from jdflow.output.tables import as_csv, as_table, as_xlsx
from tests.checkout import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.output.tables import Cell

DAY = date(2026, 11, 20)
PLAIN = Paint(on=False)
HEADING = ["Tunnus", "Nimetus", "Päev"]
ROWS = [
    ["a", "Nõunik", "01.07.2021"],
    ["bbbbbbbbb", "o\u0303 你好 \N{GRINNING FACE}", ""],
    ["c", "=1+1", "x"],
    ["", "\x1b[31m\u202e\n\x00", '"a",b;c\\'],
]


def test_columns_stand_below_one_another() -> None:
    heading, *lines = as_table(HEADING, ROWS, PLAIN)
    starts = [len("bbbbbbbbb") + 2, len("bbbbbbbbb") + 2 + max(width(row[1]) for row in ROWS[:1]) + 2]
    assert heading.index("Nimetus") == starts[0]
    for line, (_, title, day) in zip(lines[:3], ROWS[:3], strict=True):
        before = line.index(title)
        assert width(line[:before]) == starts[0]
        assert not day or width(line[: line.index(day, before)]) == width(heading[: heading.index("Päev")])
    assert [line for line in (heading, *lines) if line != line.rstrip()] == []


def test_a_table_of_nothing() -> None:
    assert list(as_table(HEADING, [], PLAIN)) == ["Tunnus  Nimetus  Päev"]


def test_only_the_heading_is_bold() -> None:
    lines = list(as_table(HEADING, ROWS[:1], Paint(on=True)))
    assert ["\x1b[1m" in line for line in lines] == [True, False]


def test_csv() -> None:
    text = as_csv(HEADING, ROWS)
    assert "\r" not in text
    assert list(csv.reader(io.StringIO(text))) == [
        HEADING,
        ROWS[0],
        ROWS[1],
        ["c", "'=1+1", "x"],
        ["", "\\u{1b}[31m\\u{202e} \\u{0}", '"a",b;c\\'],
    ]


@pytest.mark.parametrize("cell", ["=a", "+a", "-a", "@a", " =a", "\ta", "\t=a", "\r@a", "\n-a"])
def test_no_cell_of_a_csv_is_a_formula(cell: str) -> None:
    [[read]] = list(csv.reader(io.StringIO(as_csv(["x"], [[cell]]))))[1:]
    assert not read.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert read.startswith("'") == (cell != "\ta")


@pytest.mark.parametrize("cell", ["a=b", "Nõunik (-)", "'a", "–a", "01.07.2021"])
def test_other_cells_of_a_csv_stay(cell: str) -> None:
    assert list(csv.reader(io.StringIO(as_csv(["x"], [[cell]]))))[1:] == [[cell]]


MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells(data: bytes) -> list[list[str]]:
    """The texts of a workbook's first sheet."""
    with ZipFile(io.BytesIO(data)) as book:
        assert book.testzip() is None
        parts = {name: ET.fromstring(book.read(name)) for name in book.namelist() if name.endswith((".xml", ".rels"))}  # noqa: S314 (our own bytes)
    strings = ["".join(one.itertext()) for one in parts["xl/sharedStrings.xml"].iter(f"{MAIN}si")]
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert sheet.find(f".//{MAIN}f") is None
    return [[_shown(cell, strings) for cell in row] for row in sheet.iter(f"{MAIN}row")]


def _shown(cell: ET.Element, strings: list[str]) -> str:
    """A text; a day, which a workbook counts from the end of 1899, in ISO form."""
    value = cell.findtext(f"{MAIN}v")
    if value is None:
        return ""
    return strings[int(value)] if cell.get("t") == "s" else (date(1899, 12, 30) + timedelta(int(value))).isoformat()


def xlsx(rows: Sequence[Sequence[Cell]], day: date = DAY) -> bytes:
    return as_xlsx("Ametikohtade register", HEADING, rows, day)


def test_a_workbook_holds_the_rows() -> None:
    assert cells(xlsx(ROWS)) == [HEADING, ROWS[0], ROWS[1], ROWS[2], ["", "\\u{1b}[31m\\u{202e} \\u{0}", ROWS[3][2]]]
    assert cells(xlsx([])) == [HEADING]


def test_each_form_writes_days_as_its_readers_expect_them() -> None:
    days: list[Cell] = [date(2026, 9, 1), date(1850, 2, 3), "01.09.2026"]
    rows = [["a", "b", day] for day in days]
    eye = [line.split()[-1] for line in as_table(HEADING, rows, PLAIN)]
    assert eye[1:] == ["01.09.2026", "03.02.1850", "01.09.2026"]
    sheet = [row[2] for row in csv.reader(io.StringIO(as_csv(HEADING, rows)))]
    assert sheet[1:] == ["2026-09-01", "1850-02-03", "01.09.2026"]
    # A workbook cannot count in years before 1900.
    assert [row[2] for row in cells(xlsx(rows))][1:] == ["2026-09-01", "03.02.1850", "01.09.2026"]
    with ZipFile(io.BytesIO(xlsx(rows))) as book:
        assert b'formatCode="dd.mm.yyyy"' in book.read("xl/styles.xml")


def test_a_workbook_is_the_same_twice() -> None:
    assert xlsx(ROWS) == xlsx(ROWS)
    assert xlsx(ROWS) != xlsx(ROWS, DAY.replace(day=21))
    with ZipFile(io.BytesIO(xlsx(ROWS))) as book:
        assert {info.date_time for info in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = book.read("docProps/core.xml").decode()
    assert "2026-11-20T00:00:00Z" in core
    assert "Ametikohtade register" in core


def test_nothing_in_a_workbook_is_a_link_or_a_formula() -> None:
    rows = [["=HYPERLINK(1)", "https://example.org", "mailto:x@example.org"], ["{=1}", "internal:A1", "0123"]]
    data = xlsx(rows)
    assert cells(data)[1:] == rows
    with ZipFile(io.BytesIO(data)) as book:
        assert b"hyperlink" not in book.read("xl/worksheets/sheet1.xml").lower()


def register(capsysbinary: pytest.CaptureFixture[bytes]) -> bytes:
    try:
        assert run(["-C", str(ROOT), "list", "--format", "xlsx", "--on", "2026-11-20"]) == 0
    finally:
        gc.enable()
    return capsysbinary.readouterr().out


def test_the_register_as_a_workbook(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    ran = register(capsysbinary)
    assert register(capsysbinary) == ran
    rows = cells(ran)
    assert rows[0][0] == "Tunnus"
    assert [row[0] for row in rows[1:]] == sorted(path.stem for path in (ROOT / "positions").glob("**/*.yaml"))
