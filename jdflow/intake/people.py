"""The people file: who holds which position, from a CSV that Git ignores."""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from jdflow.language import Msg, msg
from jdflow.model.ids import is_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_BYTES = 1024 * 1024
MOST_ROWS = 20_000
LONGEST_NAME = 200
# The first of them that the heading has is meant: beside `tunnus`, `ametikoht` may well be the title.
IDS = ("tunnus", "id", "ametikoht")
NAMES = ("nimi", "name")
_SEPARATORS = (";", ",", "\t")
_FORMULA = ("=", "+", "-", "@")
_BLANK = "\t\r\n"
_MOST_SHOWN, _LONGEST_SHOWN = 10, 40
_CODEC = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb": "utf-8-sig"}
_WAY_OUT = msg("Save it as “CSV UTF-8”.")


class People(NamedTuple):
    """The incumbents' names by the position's id, in the file's order, and what the reader of the file should know."""

    names: dict[str, list[str]]
    remarks: list[Msg]


class BadPeople(Exception):  # noqa: N818 (the state of a file, not a fault of the program)
    """A people file that is not used, and all that is wrong with it; no complaint repeats what a cell says."""

    def __init__(self, complaints: Sequence[Msg]) -> None:
        super().__init__(complaints)
        self.complaints = list(complaints)


def read_people(data: bytes) -> People:
    """The people in a file; raises BadPeople."""
    if len(data) > MOST_BYTES:
        raise BadPeople(
            [msg("The file is larger than {most} bytes. Leave a row for each person only.", most=MOST_BYTES)]
        )
    remarks: list[Msg] = []
    text = _decoded(data, remarks)
    if "\0" in text:
        raise BadPeople([msg("The file holds NUL characters, so it is no CSV. {way_out}", way_out=_WAY_OUT)])
    reading = _Reading(text)
    if reading.unused:
        remarks.append(msg("These columns are not used: {columns}.", columns=_shown(reading.unused)))
    names = reading.names()
    if not names and not reading.complaints:
        reading.complaints.append(msg("The file names nobody. Write a row for each person below the heading."))
    if reading.complaints:
        raise BadPeople(reading.complaints)
    return People(names, remarks)


def _decoded(data: bytes, remarks: list[Msg]) -> str:
    codec = _CODEC.get(data[:2], "utf-8")
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        # Where some letters are UTF-8, all were meant to be; as Windows-1257 they would turn into others.
        partly = any(char > "\x7f" and char != "\ufffd" for char in data.decode("utf-8", "replace"))
        if codec != "utf-8" or partly:
            where = len(error.object[: error.start].split(b"\n"))
            raise BadPeople([_undecodable(codec.removesuffix("-sig").upper(), where)]) from error
    try:
        text = data.decode("cp1257")
    except UnicodeDecodeError as error:
        where = len(data[: error.start].split(b"\n"))
        raise BadPeople([_undecodable("Windows-1257", where)]) from error
    remarks.append(
        msg(
            "The file is not UTF-8 and was read as Windows-1257, as Excel saves it. See in the documents whether all "
            "letters are right. {way_out}",
            way_out=_WAY_OUT,
        )
    )
    return text


def _undecodable(codec: str, line: int) -> Msg:
    return msg("Line {line} cannot be read as {codec}. {way_out}", line=line, codec=codec, way_out=_WAY_OUT)


class _Reading:
    """A file's rows on their way to names."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.row = 0
        self.complaints: list[Msg] = []
        self.first_seen: dict[tuple[str, str], int] = {}
        self.separator, self.heading, self.id_column, self.name_column = self._heading()
        used = (self.id_column, self.name_column)
        self.unused = [name for column, name in enumerate(self.heading) if column not in used and name]

    def _heading(self) -> tuple[str, list[str], int, int]:
        """The separator under which the heading has both columns, the heading, and where they are."""
        headings = {separator: self._first_row(separator) for separator in _SEPARATORS}
        for separator, heading in headings.items():
            known = [name.casefold() for name in heading]
            ids, names = (next((name for name in wanted if name in known), None) for wanted in (IDS, NAMES))
            if ids and names:
                if known.count(ids) > 1 or known.count(names) > 1:
                    raise BadPeople(
                        [msg("The heading has a column twice: {found}. Delete one.", found=_shown(heading))]
                    )
                return separator, heading, known.index(ids), known.index(names)
        heading = max(headings.values(), key=len)
        raise BadPeople(
            [
                msg(
                    "The first row must name the columns “tunnus” (the position's id) and “nimi” (the person's name); "
                    "it has: {found}.",
                    found=_shown(heading) or "–",
                )
            ]
        )

    def _rows(self, separator: str) -> Iterator[tuple[int, list[str]]]:
        """The rows that are not blank, with their numbers as a spreadsheet has them."""
        # A spreadsheet, too, counts a cell of several lines as one row.
        rows = csv.reader(io.StringIO(self.text, newline=""), delimiter=separator, skipinitialspace=True, strict=True)
        for self.row, row in enumerate(rows, 1):
            if any(cell.strip() for cell in row):
                yield self.row, row

    def _first_row(self, separator: str) -> list[str]:
        try:
            return [" ".join(cell.split()) for cell in next(self._rows(separator), (0, []))[1]]
        except csv.Error:
            return []

    def names(self) -> dict[str, list[str]]:
        """The names by id; what is wrong is added to the complaints."""
        found: dict[str, list[str]] = {}
        rows = self._rows(self.separator)
        next(rows)
        try:
            for count, (number, row) in enumerate(rows, 1):
                if count > MOST_ROWS:
                    self._complain(number, msg("there are more than {most} people. Split the file.", most=MOST_ROWS))
                    break
                self._take(number, row, found)
        except csv.Error:
            self._complain(
                self.row + 1,
                msg("from here on the file cannot be read. See that each quotation mark that opens also closes."),
            )
        return found

    def _take(self, number: int, row: list[str], found: dict[str, list[str]]) -> None:
        if any(cell.strip() for cell in row[len(self.heading) :]):
            self._complain(
                number,
                msg("it has more cells than the heading. Put a text that holds the separator between quotation marks."),
            )
            return
        cells = [row[column] if column < len(row) else "" for column in (self.id_column, self.name_column)]
        id, name = (" ".join(unicodedata.normalize("NFC", cell).split()) for cell in cells)
        complaints = [
            _wrong_with_cell(cells[0], self.heading[self.id_column]) or _wrong_with_id(id),
            _wrong_with_cell(cells[1], self.heading[self.name_column]) or _wrong_with_name(name),
        ]
        first = self.first_seen.setdefault((id, name.casefold()), number)
        if first != number and not any(complaints):
            complaints = [msg("it says what row {first} says. Delete one of the two.", first=first)]
        for complaint in filter(None, complaints):
            self._complain(number, complaint)
        if not any(complaints):
            found.setdefault(id, []).append(name)

    def _complain(self, number: int, what: Msg) -> None:
        self.complaints.append(msg("Row {row}: {what}", row=number, what=what))


def _wrong_with_cell(cell: str, column: str) -> Msg | None:
    text = cell.lstrip()
    if not text:
        return msg("the cell “{column}” is empty. Fill it in, or delete the row.", column=column)
    if cell.startswith("\t") or text.startswith(_FORMULA):
        return msg(
            "the cell “{column}” begins as a formula does (=, +, -, @ or a tab). Write plain text.", column=column
        )
    hidden = next((char for char in cell if char not in _BLANK and _is_hidden(char)), None)
    if hidden is not None:
        return msg(
            "the cell “{column}” holds a character that cannot be seen (U+{code}). Type the cell anew.",
            column=column,
            code=f"{ord(hidden):04X}",
        )
    return None


def _is_hidden(char: str) -> bool:
    # C…: control, format (direction, zero width), surrogate, private, unassigned. Zl and Zp break lines.
    return unicodedata.category(char)[0] == "C" or char in "\u2028\u2029"


def _wrong_with_id(text: str) -> Msg | None:
    return None if is_id(text) else msg("this is no id of a position. Write the name of its file without “.yaml”.")


def _wrong_with_name(name: str) -> Msg | None:
    if any(char.isdigit() or char == "@" for char in name):
        return msg(
            "a name holds no digit and no @. Write the name alone; a personal code or a contact does not belong here."
        )
    if len(name) > LONGEST_NAME:
        return msg("the name is longer than {most} characters. Write the name alone.", most=LONGEST_NAME)
    return None


def _shown(columns: Sequence[str]) -> str:
    """Columns for a message, not more than can be read."""
    shown = [name if len(name) <= _LONGEST_SHOWN else f"{name[:_LONGEST_SHOWN]}…" for name in columns[:_MOST_SHOWN]]
    return ", ".join(shown) + (", …" if len(columns) > _MOST_SHOWN else "")
