"""Rows as a table for the eye, as CSV, as a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import TYPE_CHECKING

from jdflow.output.plain import padded, safe, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jdflow.output.plain import Paint

# A spreadsheet takes text that begins with one of these for a formula.
_FORMULA = ("=", "+", "-", "@")


def as_table(heading: Sequence[str], rows: Iterable[Sequence[str]], paint: Paint) -> Iterator[str]:
    """Columns as wide as their widest cell."""
    cells = [[safe(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(heading, *cells, strict=True)]
    for number, row in enumerate([heading, *cells]):
        line = "  ".join(padded(cell, columns) for cell, columns in zip(row, widths, strict=True)).rstrip()
        yield paint("bold", line) if number == 0 else line


def as_csv(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Comma-separated values; text that a spreadsheet would take for a formula is marked as text."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows([_as_text(safe(cell)) for cell in row] for row in rows)
    return file.getvalue()


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell


def as_xlsx(title: str, heading: Sequence[str], rows: Iterable[Sequence[str]], day: date) -> bytes:
    """A workbook with one sheet, the same bytes for the same rows and day."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": datetime(day.year, day.month, day.day)})  # noqa: DTZ001 (a day, for the file's properties)
    sheet = book.add_worksheet(title[:31])
    cells = [list(heading), *(list(row) for row in rows)]
    bold = book.add_format({"bold": True})
    for number, row in enumerate(cells):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, safe(cell), bold if number == 0 else None)
    for column, several in enumerate(zip(*cells, strict=True)):
        sheet.set_column(column, column, min(60, max(map(len, several)) + 2))
    sheet.freeze_panes(1, 0)
    if len(cells) > 1:
        sheet.autofilter(0, 0, len(cells) - 1, len(heading) - 1)
    book.close()
    return file.getvalue()
