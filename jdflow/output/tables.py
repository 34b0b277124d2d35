"""Rows as a table for the eye, as CSV, as a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

from jdflow.calendar import written
from jdflow.output.plain import padded, safe, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jdflow.output.plain import Paint

# A text, or a day, which each form writes as its readers expect it.
Cell: TypeAlias = "str | date"
# A spreadsheet takes text that begins with one of these for a formula.
_FORMULA = ("=", "+", "-", "@")
# The first year that a workbook can count in, and how it shows a day.
_FIRST_YEAR, _DAY = 1900, "dd.mm.yyyy"


def as_table(heading: Sequence[str], rows: Iterable[Sequence[Cell]], paint: Paint) -> Iterator[str]:
    """Columns as wide as their widest cell."""
    cells = [[written(cell) if isinstance(cell, date) else safe(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(heading, *cells, strict=True)]
    for number, row in enumerate([heading, *cells]):
        line = "  ".join(padded(cell, columns) for cell, columns in zip(row, widths, strict=True)).rstrip()
        yield paint("bold", line) if number == 0 else line


def as_csv(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Comma-separated values, days in ISO form; text that a spreadsheet would take for a formula is marked as text."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(map(_as_text, row) for row in rows)
    return file.getvalue()


def _as_text(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    cell = safe(cell)
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell


def as_xlsx(title: str, heading: Sequence[str], rows: Iterable[Sequence[Cell]], day: date) -> bytes:
    """A workbook with one sheet, days as days, the same bytes for the same rows and day."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": datetime(day.year, day.month, day.day)})  # noqa: DTZ001 (a day, for the file's properties)
    sheet = book.add_worksheet(title[:31])
    cells: list[list[Cell]] = [list(heading), *(list(row) for row in rows)]
    bold, dated = book.add_format({"bold": True}), book.add_format({"num_format": _DAY})
    for number, row in enumerate(cells):
        for column, cell in enumerate(row):
            if isinstance(cell, date) and cell.year >= _FIRST_YEAR:
                sheet.write_datetime(number, column, cell, dated)
            else:
                text = written(cell) if isinstance(cell, date) else safe(cell)
                sheet.write_string(number, column, text, bold if number == 0 else None)
    for column, several in enumerate(zip(*cells, strict=True)):
        widest = max(len(_DAY) if isinstance(cell, date) else len(cell) for cell in several)
        sheet.set_column(column, column, min(60, widest + 2))
    sheet.freeze_panes(1, 0)
    if len(cells) > 1:
        sheet.autofilter(0, 0, len(cells) - 1, len(heading) - 1)
    book.close()
    return file.getvalue()
