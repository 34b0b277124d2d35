"""A page laid out: its tables, columns and paragraphs in the order in which they are read."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from jdflow.intake.paper_pdf_cells import Sheet, ruled
from jdflow.intake.paper_pdf_columns import Line, Region, regions
from jdflow.intake.paper_pdf_lines import is_label, piece, pieces
from jdflow.intake.paper_pdf_news import stretches
from jdflow.intake.paper_pdf_paras import Edges, Measure, drafts
from jdflow.intake.paper_pdf_rules import ends_of, level_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jdflow.intake.paper_pdf_cells import Item
    from jdflow.intake.paper_pdf_grid import Grid
    from jdflow.intake.paper_pdf_lines import Piece
    from jdflow.intake.paper_pdf_news import News
    from jdflow.intake.paper_pdf_rules import Across, Rules
    from jdflow.intake.paper_pdf_words import Word

_USUAL_SIZE, _USUAL_PITCH = 12.0, 1.2
_SAME_START = 6.0
_OFTEN = 0.25
_CLOSEST, _WIDEST = 0.9, 2.6
_STEP = 0.02
_OF_A_CELL = 0.3
_EDGE = 0.97
_SAME_PLACE, _TWO = 3.0, 2


class Measures(NamedTuple):
    """How the document is set, in ruled tables and elsewhere."""

    inside: Measure
    outside: Measure


Lines: TypeAlias = "Sequence[tuple[int, list[Word]]]"


def measure_of(pages: Iterable[Lines]) -> Measure:
    """How the lines are set: what most letters and most lines say."""
    sizes: Counter[float] = Counter()
    wrapped: Counter[int] = Counter()
    others: Counter[int] = Counter()
    for lines in pages:
        above: dict[int, Piece] = {}
        for _, line in lines:
            for word in line:
                sizes[round(word.size * 2) / 2] += len(word.text)
            for part in pieces(line, 0):
                label = is_label(part.words[0].text)
                for start in {round(word.x0 / _SAME_START) for word in part.words[: 2 if label else 1]}:
                    if start in above:
                        step = round((above[start].y - part.y) / max(part.size, above[start].size) / _STEP)
                        # A line that begins with a small letter goes on with the one above, all the surer, the longer
                        # that is.
                        if part.words[0].text[0].islower() and not label:
                            wrapped[step] += len(above[start].words)
                        else:
                            others[step] += 1
                    above[start] = part
    size = sizes.most_common(1)[0][0] if sizes else _USUAL_SIZE
    # Of lines that surely go on, the widest usual distance; of others, which paragraphs may part, the least.
    return Measure(size, max(_usual(wrapped), default=0) or min(_usual(others), default=_USUAL_PITCH))


def _usual(counts: Counter[int]) -> list[float]:
    """The distances of lines that are no exceptions."""
    possible = {step: count for step, count in counts.items() if _CLOSEST <= step * _STEP <= _WIDEST}
    often = max(possible.values(), default=0) * _OFTEN
    return [step * _STEP for step, count in possible.items() if count >= often]


def sides(pages: Iterable[Lines]) -> Edges:
    """Where the text of pages of one width begins and ends; single words that hang out do not count."""
    parts = [part for lines in pages for _, line in lines for part in pieces(line, 0)]
    starts, ends = sorted(part.x0 for part in parts), sorted(part.x1 for part in parts)
    if not parts:
        return Edges(0.0, 0.0, 0.0)
    right = ends[round((len(ends) - 1) * _EDGE)]
    return Edges(starts[round((len(starts) - 1) * (1 - _EDGE))], right, right)


class Sorted(NamedTuple):
    """The lines of a page: of each of its ruled tables those in its cells, and the others."""

    tables: Sequence[tuple[Grid, dict[tuple[int, int], list[Piece]]]]
    free: Sequence[Line]


def sort_out(lines: Lines, found: Sequence[Grid], rules: Rules) -> Sorted:
    """Which lines stand in the ruled tables, and which do not."""
    level = sorted(rule for rule in level_of(rules) if not any(grid.bottom <= rule.y <= grid.top for grid in found))
    ends = ends_of(level)
    last = math.inf
    cells: list[defaultdict[tuple[int, int], list[Piece]]] = [defaultdict(list) for _ in found]
    free: list[tuple[float, Line]] = []
    for number, line in lines:
        loose: list[Word] = []
        inside: defaultdict[tuple[int, tuple[int, int]], list[Word]] = defaultdict(list)
        for word in line:
            place = place_of(found, word)
            if place is None:
                loose.append(word)
            else:
                inside[place].append(word)
        for (grid, cell), words in inside.items():
            cells[grid][cell].append(piece(words, number))
        if loose:
            y = loose[0].y
            while level and level[-1].y >= last:
                level.pop()
            above: list[Across] = []
            while level and level[-1].y > y:
                above.append(level.pop())
            is_outside = any(rule.y in ends for rule in above)
            free.append((y, Line(tuple(pieces(loose, number)), tuple(above), is_outside)))
            last = y
    return Sorted(list(zip(found, cells, strict=True)), [line for _, line in free])


class Plan(NamedTuple):
    """What is known of a page besides: the edges of its text, its columns like a newspaper's, how the text goes on."""

    edges: Edges
    news: News | None
    # Where the columns of the table begin with which the page before ended.
    carried: Sequence[float] = ()


def lay_out(page: Sorted, number: int, measures: Measures, plan: Plan) -> list[list[Item]]:
    """What stands on the page and in its ruled tables, in reading order; what stands in each column by itself."""
    result: list[list[Item]] = [[]]
    free = page.free
    at = 0
    for table, held in [*page.tables, (None, {})]:
        above = at
        while at < len(free) and (table is None or free[at].y > table.top):
            at += 1
        for stretch in stretches(free[above:at], plan.news, measures.outside):
            carried = plan.carried if not any(result) else ()
            items = _unruled(stretch.lines, number, measures.outside, stretch.edges or plan.edges, carried)
            if stretch.edges is None:
                result[-1] += items
            else:
                result += [items, []]
        if table is not None:
            result[-1] += ruled(table, held, number, measures.inside)
    return [items for items in result if items]


def is_frame(grid: Grid, lines: Lines) -> bool:
    """Whether what looks like a table of one column only frames lines that stand in several, with no line between."""
    if len(grid.xs) > _TWO:
        return False
    starts: list[float] = []
    for number, line in lines:
        if grid.cell((line[0].x0 + line[0].x1) / 2, line[0].y) is not None:
            starts += [part.x0 for part in pieces(line, number)[1:]]
    starts.sort()
    return any(other - one <= _SAME_PLACE for one, other in pairwise(starts))


def place_of(found: Sequence[Grid], word: Word) -> tuple[int, tuple[int, int]] | None:
    """Which cell of which of the tables the word stands in."""
    x, y = (word.x0 + word.x1) / 2, word.y + _OF_A_CELL * word.size
    for number, grid in enumerate(found):
        cell = grid.cell(x, y)
        if cell is not None:
            return number, cell
    return None


def _unruled(lines: Sequence[Line], page: int, measure: Measure, edges: Edges, carried: Sequence[float]) -> list[Item]:
    result: list[Item] = []
    plain: list[Piece] = []

    def flush() -> None:
        result.extend(drafts(plain, edges, page, measure))
        plain.clear()

    for part in regions(lines, measure, edges.right, carried):
        if not isinstance(part, Region):
            plain.append(part)
            continue
        flush()
        rows = tuple(
            tuple(
                tuple(drafts(cell, column, page, measure, inside=True))
                for cell, column in zip(row, part.edges, strict=True)
            )
            for row in part.rows
        )
        result.append(Sheet(tuple(column.left for column in part.edges), rows))
    flush()
    return result
