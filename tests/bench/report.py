"""What the rows found: as a table for people, as JSON for programs."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.bench.measure import Series

HEADER = ("row", "what", "positions", "median", "floor or peer", "median", "ratio", "target", "met")
_RIGHT = (2, 3, 5, 6, 7)


@dataclass(frozen=True)
class Target:
    """How a line should come out: ours at most so many times the other, or so many times faster, or so many MiB."""

    limit: float
    of: Literal["ratio", "faster", "MiB"] = "ratio"
    since: int = 0
    """The number of positions from which on it is a target."""

    def __str__(self) -> str:
        sign = "≥" if self.of == "faster" else "≤"
        since = f" from {self.since}" if self.since else ""
        return f"{sign} {self.limit:g} {'MiB' if self.of == 'MiB' else '×'}{since}"

    def met_by(self, value: float) -> bool:
        """Whether that is good enough."""
        return value >= self.limit if self.of == "faster" else value <= self.limit


class Peak(NamedTuple):
    """The memory, in MiB, that another needs."""

    name: str
    mib: float


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    what: str
    size: int
    """Of how many positions."""
    own: Series | None = None
    other: Series | None = None
    target: Target | None = None
    memory: float | None = None
    """In MiB, where it is memory that was measured."""
    beside: Peak | None = None
    """Whose memory it is to be held against."""
    note: str = ""
    """Why nothing was measured, or how."""

    @property
    def ratio(self) -> float | None:
        """How many times the other it takes; where the target says so, how many times faster it is."""
        if self.memory is not None and self.beside is not None:
            return self.memory / self.beside.mib
        if self.own is None or self.other is None:
            return None
        slower = self.own.seconds / self.other.seconds
        return 1 / slower if self.target is not None and self.target.of == "faster" else slower

    @property
    def met(self) -> bool | None:
        """Whether the target was met; none where there is none for so few positions, or nothing was measured."""
        value = self.memory if self.target is not None and self.target.of == "MiB" else self.ratio
        if self.target is None or value is None or self.size < self.target.since:
            return None
        return self.target.met_by(value)

    def cells(self, row: str) -> tuple[str, ...]:
        """The cells of the table."""
        own = _seconds(self.own) if self.memory is None else _mib(self.memory)
        other = _seconds(self.other) if self.beside is None else _mib(self.beside.mib)
        named = self.other or self.beside
        return (
            row,
            self.what + (f" ({self.note})" if self.note else ""),
            str(self.size),
            own,
            named.name if named else "–",
            other,
            "–" if self.ratio is None else f"{self.ratio:.3g} ×",
            str(self.target or "–"),
            {True: "yes", False: "NO", None: "–"}[self.met],
        )

    def as_object(self, row: str) -> dict[str, Any]:
        """The line with every single run."""
        return {
            "row": row,
            "what": self.what,
            "positions": self.size,
            "note": self.note,
            "own": _object(self.own),
            "other": _object(self.other),
            "memory_mib": self.memory,
            "beside_mib": None if self.beside is None else self.beside.mib,
            "ratio": self.ratio,
            "target": None if self.target is None else str(self.target),
            "met": self.met,
        }


def _seconds(series: Series | None) -> str:
    if series is None:
        return "–"
    seconds = series.seconds
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def _mib(memory: float) -> str:
    return f"{memory:.0f} MiB"


def _object(series: Series | None) -> dict[str, Any] | None:
    if series is None:
        return None
    return {
        "name": series.name,
        "median": series.seconds,
        "runs": [run.seconds for run in series.runs],
        "processor": [run.busy for run in series.runs],
    }


def as_table(found: Mapping[str, Sequence[Line]]) -> str:
    """All lines in columns."""
    cells = [HEADER, *(line.cells(row) for row, lines in found.items() for line in lines)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    rows = [
        [cell.rjust(width) if column in _RIGHT else cell.ljust(width) for column, (cell, width) in enumerate(pairs)]
        for pairs in (zip(row, widths, strict=True) for row in cells)
    ]
    rows.insert(1, ["-" * width for width in widths])
    return "\n".join("  ".join(row).rstrip() for row in rows)


def as_document(found: Mapping[str, Sequence[Line]], size: int, rounds: int, load: float | None) -> dict[str, Any]:
    """The whole run, where it was, and how busy it was there before."""
    return {
        "size": size,
        "rounds": rounds,
        "load_before": load,
        "python": platform.python_version(),
        "system": platform.platform(),
        "processors": os.cpu_count(),
        "lines": [line.as_object(row) for row, lines in found.items() for line in lines],
    }
