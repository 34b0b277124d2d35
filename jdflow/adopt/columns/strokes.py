"""What plain characters stand for in a text: upright strokes between cells, a colon that a value is glued to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.model.paper import Para, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.model.paper import Paper

_GLUED = re.compile(r"(?<=[^\W\d_]{3}):(?=[A-ZÕÄÖÜŠŽ][a-zõäöüšž])")
_RULE = re.compile(r"[\s|:+=–—-]*-{2,}[\s|:+=–—-]*\Z")
_FEWEST = 2


def with_cells(paper: Paper) -> Paper:
    """The document with lines that strokes part made rows of a table, and labels apart from their values."""
    parts: list[Para | Table] = []
    rows: list[tuple[tuple[Para, ...], ...]] = []
    begun: list[Para] = []
    for part in (*paper.parts, None):
        cells = _cells(part, is_begun=bool(rows)) if isinstance(part, Para) else None
        if isinstance(part, Para) and cells is not None and (not rows or len(rows[0]) == len(cells) or not cells):
            begun.append(part)
            rows += [cells] if cells else []
            continue
        parts += _parted(begun, rows)
        begun, rows = [], []
        if isinstance(part, Para):
            parts.append(_apart(part))
        elif part is not None:
            parts.append(Table(tuple(tuple(tuple(map(_apart, cell)) for cell in row) for row in part.rows)))
    return paper._replace(parts=tuple(parts))


def _parted(begun: Sequence[Para], rows: Sequence[tuple[tuple[Para, ...], ...]]) -> list[Para | Table]:
    """The table, or the lines as they are where one line alone has strokes."""
    return [Table(tuple(rows))] if len(rows) >= _FEWEST else [*map(_apart, begun)]


def _cells(para: Para, *, is_begun: bool) -> tuple[tuple[Para, ...], ...] | None:
    """The cells of a line; none of a line that only rules, and nothing where the line is no row."""
    text = para.text.strip()
    if "|" not in text:
        return None
    if _RULE.match(text):
        return ()
    if text.startswith("|") and text.endswith("|") and len(text) > 1:
        pieces = text[1:-1].split("|")
    elif " | " in text or (is_begun and text.startswith("| ")) or (is_begun and text.endswith(" |")):
        # In a table that has begun, a cell at either end may be empty.
        pieces = f" {text} ".split(" | ")
    else:
        return None
    if len(pieces) < _FEWEST:
        return None
    return tuple((para._replace(text=piece.strip(), bold=()),) if piece.strip() else () for piece in pieces)


def _apart(para: Para) -> Para:
    """The paragraph; behind a colon that ends a word, a word with a capital stands apart."""
    if para.bold or ":" not in para.text:
        return para
    return para._replace(text=_GLUED.sub(": ", para.text))
