"""Pages put together: what repeats on each is taken out, what goes on over the page is joined."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from jdflow.intake.paper_pdf_cells import Sheet
from jdflow.intake.paper_pdf_grid import grids
from jdflow.intake.paper_pdf_layout import Measures, Plan, is_frame, lay_out, measure_of, place_of, sides, sort_out
from jdflow.intake.paper_pdf_lines import NUMBER, lines
from jdflow.intake.paper_pdf_news import news_of
from jdflow.intake.paper_pdf_paras import continues, run_on
from jdflow.model.paper import Para, Spot, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jdflow.intake.paper_pdf_cells import Item
    from jdflow.intake.paper_pdf_grid import Grid
    from jdflow.intake.paper_pdf_layout import Lines
    from jdflow.intake.paper_pdf_page import Leaf
    from jdflow.intake.paper_pdf_paras import Draft, Measure
    from jdflow.intake.paper_pdf_words import Word

_SAME_HEIGHT = 6.0
_SAME_COLUMN = 8.0
_OFTEN = 0.4
_TWICE = 2
_SAME_WIDTH = 20.0
_MOST_FRAMES = 20
_OUTER, _EDGE = 0.1, 0.2
_PAGE_NUMBER = re.compile(
    r"(?:(?:lk|lehekülg|leht|page)\.?\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:[/(]|of\b)?\s*\d{1,4}\s*(?:\)|-?st\b)?)?"
    r"|\d{1,4}\.\s*(?:lk|lehekülg|leht)\.?",
    re.IGNORECASE,
)
# What browsers print on the edges: the day and time, the title; the address, the page's number.
_BROWSER = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\.?,? \d{1,2}[:.]\d{2}(?: [AP]M)?(?: .*)?|(?:https?|file)://\S+(?: \d+/\d+)?"
)
_DIGITS = re.compile(r"\d+")


def flow(leaves: Sequence[Leaf]) -> tuple[tuple[Para | Table, ...], tuple[Para, ...]]:
    """The text of the pages as one, and what stands in their margins."""
    pages: list[Lines] = [list(enumerate(lines(leaf.words), 1)) for leaf in leaves]
    found = [
        [grid for number, grid in enumerate(grids(leaf.rules)) if number >= _MOST_FRAMES or not is_frame(grid, page)]
        for leaf, page in zip(leaves, pages, strict=True)
    ]
    inner, margins = _without_margins(pages, leaves, found)
    measures = Measures(*_measures(inner, found))
    by_width: defaultdict[int, list[int]] = defaultdict(list)
    for number, leaf in enumerate(leaves):
        by_width[_width(leaf)].append(number)
    sorted_ = [sort_out(page, ruled, leaf.rules) for page, ruled, leaf in zip(inner, found, leaves, strict=True)]
    plans: dict[int, Plan] = {}
    for group in by_width.values():
        news = news_of([sorted_[number].free for number in group], measures.outside)
        plans |= dict.fromkeys(group, Plan(sides(inner[number] for number in group), news))
    items: list[Item] = []
    for number, page in enumerate(sorted_):
        carried = items[-1].starts if items and isinstance(items[-1], Sheet) else ()
        for column in lay_out(page, number + 1, measures, plans[number]._replace(carried=carried)):
            _add(items, column)
    aslant = (Para(text, Spot(1, number)) for number, leaf in enumerate(leaves, 1) for text in leaf.aslant)
    return tuple(map(_part, items)), (*margins, *_once(aslant))


def _measures(pages: Sequence[Lines], found: Sequence[Sequence[Grid]]) -> Iterator[Measure]:
    """How the lines in ruled tables are set, and how the others."""
    for is_inside in (True, False):
        yield measure_of(
            [(number, line) for number, line in page if (place_of(ruled, line[0]) is not None) == is_inside]
            for page, ruled in zip(pages, found, strict=True)
        )


def _width(leaf: Leaf) -> int:
    return round((leaf.frame.right - leaf.frame.left) / _SAME_WIDTH)


def _part(item: Item) -> Para | Table:
    if isinstance(item, Sheet):
        return Table(tuple(tuple(tuple(draft.para for draft in cell) for cell in row) for row in item.rows))
    return item.para


def _once(paras: Iterable[Para]) -> list[Para]:
    """What says the same but for its numbers, once."""
    seen: dict[str, Para] = {}
    for para in paras:
        seen.setdefault(_DIGITS.sub("0", para.text), para)
    return list(seen.values())


def _without_margins(
    pages: Sequence[Lines], leaves: Sequence[Leaf], found: Sequence[Sequence[Grid]]
) -> tuple[list[Lines], list[Para]]:
    """The pages without what repeats on them at the same height, but in tables, and without their numbers."""
    counts: Counter[tuple[str, int]] = Counter()
    for page, ruled in zip(pages, found, strict=True):
        counts.update(
            {(_key(line), slot) for _, line in page if place_of(ruled, line[0]) is None for slot in _slots(line)}
        )
    often = max(_TWICE, round(len(pages) * _OFTEN))
    inner: list[Lines] = []
    taken: list[Para] = []
    for number, (page, leaf, ruled) in enumerate(zip(pages, leaves, found, strict=True), 1):
        is_margin = [place_of(ruled, line[0]) is None and _repeats(line, counts, often, leaf) for _, line in page]
        start, end = 0, len(page)
        while start < end and is_margin[start]:
            start += 1
        while end > start and is_margin[end - 1]:
            end -= 1
        inner.append(page[start:end])
        outer = [*page[:start], *page[end:]]
        taken += [Para(_say(line), Spot(at, number)) for at, line in outer]
    return inner, [para for para in _once(taken) if not _PAGE_NUMBER.fullmatch(para.text)]


def _say(line: Sequence[Word]) -> str:
    return " ".join(word.text for word in line)


def _key(line: Sequence[Word]) -> str:
    return _DIGITS.sub("0", _say(line))


def _slots(line: Sequence[Word]) -> set[int]:
    """The heights, roughly, at which the line stands: two, so that neighbours share one."""
    height = line[0].y / _SAME_HEIGHT
    return {int(height), int(height + 0.5)}


def _repeats(line: Sequence[Word], counts: Counter[tuple[str, int]], often: int, leaf: Leaf) -> bool:
    key = _key(line)
    high = leaf.frame.top - leaf.frame.bottom
    outer, edge = _OUTER * high, _EDGE * high
    is_at_edge = not leaf.frame.bottom + edge < line[0].y < leaf.frame.top - edge
    if is_at_edge and any(counts[key, slot] >= often for slot in _slots(line)):
        return True
    is_inside = leaf.frame.bottom + outer < line[0].y < leaf.frame.top - outer
    said = _say(line)
    return not is_inside and (_PAGE_NUMBER.fullmatch(said) or _BROWSER.fullmatch(said)) is not None


def _add(items: list[Item], page: list[Item]) -> None:
    """Add the items of a page, or of one of its columns, joining what goes on from the one before."""
    if items and page:
        last, first = items[-1], page[0]
        if isinstance(last, Sheet) and isinstance(first, Sheet):
            if _is_same_table(last, first):
                items[-1] = _one_table(last, first)
                page = page[1:]
        elif not isinstance(last, Sheet) and not isinstance(first, Sheet) and continues(last, first):
            items[-1] = run_on(last, first)
            page = page[1:]
    items += page


def _is_same_table(last: Sheet, first: Sheet) -> bool:
    return len(last.starts) == len(first.starts) and all(
        abs(one - other) <= _SAME_COLUMN for one, other in zip(last.starts, first.starts, strict=True)
    )


def _one_table(last: Sheet, first: Sheet) -> Sheet:
    """The two as one table: without the heading row that repeats, and with the row that the page broke made whole."""
    rows = list(first.rows)
    if rows and last.rows:
        rows[0] = _without_head(rows[0], last.rows[0])
    heads = 0
    while heads < min(len(rows), len(last.rows)) and _texts(rows[heads]) == _texts(last.rows[heads]):
        heads += 1
    rows = rows[heads:]
    if rows and last.rows and _is_broken(last.rows, rows[0]):
        joined = tuple(_one_cell(above, below) for above, below in zip(last.rows[-1], rows[0], strict=True))
        return Sheet(last.starts, (*last.rows[:-1], joined, *rows[1:]))
    return Sheet(last.starts, (*last.rows, *rows))


def _without_head(row: Sequence[Sequence[Draft]], head: Sequence[Sequence[Draft]]) -> tuple[tuple[Draft, ...], ...]:
    """The row without the heading row that repeats, where no line parts them."""
    heads, texts = _texts(head), _texts(row)
    is_both = (
        heads != texts and any(heads) and all(text[: len(one)] == one for one, text in zip(heads, texts, strict=True))
    )
    return tuple(tuple(cell[len(one) :] if is_both else cell) for one, cell in zip(heads, row, strict=True))


def _texts(row: Sequence[Sequence[Draft]]) -> list[list[str]]:
    return [[draft.para.text for draft in cell] for cell in row]


def _is_broken(rows: Sequence[Sequence[Sequence[Draft]]], first: Sequence[Sequence[Draft]]) -> bool:
    """Whether the first row of a page goes on with the last of the page before."""
    cell, above = first[0], rows[-1][0]
    if not cell:
        return True
    if _has_number(cell):
        return False
    if _has_number(above):
        # But for a heading with a number, which stands alone.
        return any(rows[-1][1:]) or not any(first[1:])
    if not above:
        return False
    return continues(above[-1], cell[0]) and cell[0].para.text[0].islower()


def _has_number(cell: Sequence[Draft]) -> bool:
    if not cell:
        return False
    para = cell[0].para
    return para.number is not None or NUMBER.fullmatch(para.text.split(None, 1)[0]) is not None


def _one_cell(above: Sequence[Draft], below: Sequence[Draft]) -> tuple[Draft, ...]:
    if above and below and continues(above[-1], below[0]):
        return (*above[:-1], run_on(above[-1], below[0]), *below[1:])
    return (*above, *below)
