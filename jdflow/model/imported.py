"""What came of a document that was brought in: its file, and for each of its texts what became of it."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, TypeAlias

Fate: TypeAlias = Literal["placed", "form", "left", "unplaced"]


class Row(NamedTuple):
    """A text of the document: where it stands there, and what became of it."""

    read: str
    line: int
    page: int | None
    fate: Fate
    # The field that it became, by its key in YAML, and the text there; of what was left out, why.
    field: str = ""
    text: str = ""
    sure: float = 1.0
    block: str | None = None
    likeness: float = 1.0
    # The shared block that is like it and does not say the same.
    nearest: str | None = None
    # In the reader's language.
    notes: tuple[str, ...] = ()
    # Words of it that the position does not say there.
    lost: tuple[str, ...] = ()


class NewUnit(NamedTuple):
    """A unit that a document names and the agency's file does not."""

    key: str
    name: str
    parent: str | None


class Imported(NamedTuple):
    """A document that was understood."""

    title: str
    qualifier: str | None
    unit: str | None
    # The position's file, in canonical form.
    text: str
    rows: tuple[Row, ...]
    # Words of the document that the position should say, and how many of them its resolved text says.
    words: int
    found: int
    units: tuple[NewUnit, ...] = ()
    # What the reader, or the understanding, has to say of the document as a whole.
    remarks: tuple[str, ...] = ()
    # What no shared block says, by the names of the fields, as plain JSON.
    own: dict[str, Any] = {}  # noqa: RUF012 (a field of a tuple, never changed)

    @property
    def unplaced(self) -> list[Row]:
        """What was not understood."""
        return [row for row in self.rows if row.fate == "unplaced"]

    @property
    def coverage(self) -> float:
        """The share of the words, from 0 to 1."""
        return self.found / self.words if self.words else 1.0


class Refused(NamedTuple):
    """A document that could not be read or understood, and why, in the reader's language."""

    why: str


def to_json(what: Imported | Refused) -> dict[str, Any]:
    """The same as plain JSON, to be handed from one process to another."""
    return {"refused": what.why} if isinstance(what, Refused) else what._asdict()


def from_json(data: dict[str, Any]) -> Imported | Refused:
    """What another process has handed over."""
    if "refused" in data:
        return Refused(data["refused"])
    rows = tuple(Row(*row) for row in data.pop("rows"))
    rows = tuple(row._replace(notes=tuple(row.notes), lost=tuple(row.lost)) for row in rows)
    units = tuple(NewUnit(*unit) for unit in data.pop("units"))
    remarks = tuple(data.pop("remarks"))
    return Imported(**data, rows=rows, units=units, remarks=remarks)
