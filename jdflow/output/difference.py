"""What changed, as text for a terminal and as JSON."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from jdflow.output import plain
from jdflow.output.difference_rows import ARROW, told
from jdflow.output.plain import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from jdflow.language import Voice
    from jdflow.model.difference import Change, Compared
    from jdflow.output.difference_rows import Row
    from jdflow.output.plain import Paint
    from jdflow.wordwise import Op

_COLOURS = {"removed": "error", "added": "good"}
_BRACKETS = {"removed": ("[-", "-]"), "added": ("{+", "+}")}


def as_text(several: Iterable[Compared], voice: Voice, paint: Paint, most: int | None = None) -> Iterator[str]:
    """What changed, as a person reads it in a terminal; of each position, no more changes than wanted."""
    for number, compared in enumerate(several):
        found = told(compared, voice, most)
        if number:
            yield ""
        yield f"{paint('bold', safe(found.title))} {paint('faint', f'({safe(found.id)})')}"
        yield " · ".join(found.facts)
        for section in found.sections:
            yield ""
            yield paint("bold", section.heading)
            for row in section.rows:
                yield from _row(row, paint)
        if found.left_out is not None:
            yield ""
            yield found.left_out


def _row(row: Row, paint: Paint) -> Iterator[str]:
    indent = "    " if row.is_below else "  "
    words = _words(row, paint)
    if row.said is None:
        yield f"{indent}{row.mark or ' '} {words}"
        return
    notes = ", ".join(map(safe, row.remarks))
    remarks = paint("faint", f" ({notes})") if notes else ""
    yield f"{indent}{row.mark or ' '} {row.said}{remarks}:"
    yield f"{indent}    {words}"


def _words(row: Row, paint: Paint) -> str:
    # What comes or goes whole is told by its mark.
    if len(row.words) == 1:
        return safe(row.words[0][1])
    # By colour alone, one would not see where what goes ends and what comes begins.
    gap = ARROW if row.is_replaced else " " if paint.on else ""
    ops = [op for op, _ in row.words]
    joints = [gap if pair == ("removed", "added") else "" for pair in pairwise(ops)]
    pieces = (_piece(op, text, paint) for op, text in row.words)
    return "".join(f"{piece}{joint}" for piece, joint in zip(pieces, [*joints, ""], strict=True))


def _piece(op: Op, text: str, paint: Paint) -> str:
    if op == "same":
        return safe(text)
    if paint.on:
        return paint(_COLOURS[op], safe(text))
    return safe(text).join(_BRACKETS[op])


def as_json(several: Iterable[Compared]) -> str:
    """What changed, under the code's English names (`jdflow.model.difference.Change` tells the sections)."""
    return plain.as_json({"positions": [_position(compared) for compared in several]})


def _position(compared: Compared) -> dict[str, Any]:
    return {
        "id": compared.id,
        "class": compared.difference.cls,
        "effective_from": {"from": _iso(compared.from_day), "to": _iso(compared.to_day)},
        "changes": [_change(change) for change in compared.difference.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "section": change.section,
        "kind": change.kind,
        "class": change.cls,
        "before": change.before,
        "after": change.after,
        "cause": {"kind": change.cause.kind, "block": change.cause.block},
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
