"""What is drawn on a page of a PDF: the lines that rule it, and how many pictures there are."""

from __future__ import annotations

import ctypes
import math
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DEEPEST = 8
_THIN = 3.0
_SHORTEST = 4.0
# Bullets are about as wide as they are high, and larger than what lines are dotted with.
_MOST_DOTS = 1000
_LARGEST_DOT, _SMALLEST_DOT, _SMALLEST_PART = 8.0, 0.7, 1.6
_MOST_POINTS = 100_000
# Smaller ones are bullets or dots of a dotted line; logos are larger.
_SMALLEST_PICTURE = 20.0
# More of them than this rule no table; they are a drawing.
_MOST_LINES = 4000
_SAME = 2.5
_TOUCHING = 3.5
_ALIKE, _SEVERAL = 4.0, 3


class Across(NamedTuple):
    """A level line."""

    y: float
    x0: float
    x1: float


class Down(NamedTuple):
    """An upright line, from its lower to its upper end."""

    x: float
    y0: float
    y1: float


class Shade(NamedTuple):
    """A field that is filled with a colour."""

    x0: float
    y0: float
    x1: float
    y1: float


class Rules(NamedTuple):
    """The ruling lines of a page, those that touch end to end made one, and its coloured fields."""

    across: tuple[Across, ...]
    down: tuple[Down, ...]
    shades: tuple[Shade, ...] = ()


class _Matrix(NamedTuple):
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, inner: _Matrix) -> _Matrix:
        """What the inner one does first, then this one."""
        a, b = self.a * inner.a + self.c * inner.b, self.b * inner.a + self.d * inner.b
        c, d = self.a * inner.c + self.c * inner.d, self.b * inner.c + self.d * inner.d
        return _Matrix(a, b, c, d, *self.point(inner.e, inner.f))


class TooMuch(Exception):  # noqa: N818 (the state of a file, not a fault of the program)
    """More is drawn on a page than any page of text has."""


class Drawing(NamedTuple):
    """What is drawn on a page, besides its text."""

    rules: Rules
    # Small filled shapes, as browsers draw bullets.
    dots: tuple[Shade, ...]
    pictures: int
    # How many things there are, text included.
    objects: int


def drawn(api: Any, page: Any, turn: float, *, most_objects: int) -> Drawing:  # noqa: ANN401 (ctypes has no types)
    """What is drawn on the page, turned by the angle."""
    hand = _Hand(api, most_objects)
    cos, sin = math.cos(turn), math.sin(turn)
    count = api.FPDFPage_CountObjects(page)
    hand.count(count)
    objects = (api.FPDFPage_GetObject(page, number) for number in range(count))
    hand.draw(objects, _Matrix(cos, sin, -sin, cos, 0.0, 0.0), 0)
    across = _joined(sorted(hand.across))
    down = _joined(sorted(hand.down))
    shades = tuple(dict.fromkeys(hand.shades))
    if len(across) + len(down) + len(shades) > _MOST_LINES:
        across, down, shades = [], [], ()
    rules = Rules(tuple(Across(*line) for line in across), tuple(Down(*line) for line in down), shades)
    return Drawing(rules, tuple(hand.dots) if len(hand.dots) <= _MOST_DOTS else (), hand.pictures, hand.objects)


class _Hand:
    """Follows what draws a page, into the forms that it is put together of."""

    def __init__(self, api: Any, most_objects: int) -> None:  # noqa: ANN401 (ctypes has no types)
        self._api = api
        self._most = most_objects
        self.objects = 0
        self._bounds = [ctypes.c_float() for _ in range(4)]
        self._matrix = api.FS_MATRIX()
        self._modes = ctypes.c_int(), ctypes.c_int()
        self.across: list[tuple[float, float, float]] = []
        self.down: list[tuple[float, float, float]] = []
        self.shades: list[Shade] = []
        self.dots: list[Shade] = []
        self.pictures = 0
        self._points = _MOST_POINTS

    def count(self, objects: int) -> None:
        """Add what a page or form holds; raises TooMuch."""
        self.objects += objects
        if self.objects > self._most:
            raise TooMuch

    def draw(self, objects: Iterator[Any], place: _Matrix, depth: int) -> None:
        api = self._api
        for item in objects:
            kind = api.FPDFPageObj_GetType(item)
            if kind == api.FPDF_PAGEOBJ_PATH:
                self._path(item, place)
            elif kind == api.FPDF_PAGEOBJ_IMAGE:
                x0, y0, x1, y1 = self._box(item, place)
                self.pictures += min(x1 - x0, y1 - y0) >= _SMALLEST_PICTURE
            elif kind == api.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inner = range(api.FPDFFormObj_CountObjects(item))
                self.count(len(inner))
                self.draw(
                    (api.FPDFFormObj_GetObject(item, number) for number in inner),
                    place.after(self._own(item)),
                    depth + 1,
                )

    def _own(self, item: Any) -> _Matrix:  # noqa: ANN401 (ctypes has no types)
        self._api.FPDFPageObj_GetMatrix(item, self._matrix)
        matrix = self._matrix
        return _Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)

    def _box(self, item: Any, place: _Matrix) -> tuple[float, float, float, float]:  # noqa: ANN401 (ctypes)
        self._api.FPDFPageObj_GetBounds(item, *self._bounds)
        left, bottom, right, top = (bound.value for bound in self._bounds)
        (x0, y0), (x1, y1) = place.point(left, bottom), place.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _path(self, item: Any, place: _Matrix) -> None:  # noqa: ANN401 (ctypes has no types)
        x0, y0, x1, y1 = self._box(item, place)
        api = self._api
        fill, stroke = self._modes
        api.FPDFPath_GetDrawMode(item, fill, stroke)
        small, large = sorted((x1 - x0, y1 - y0))
        if large <= _LARGEST_DOT:
            if small >= _SMALLEST_DOT * large and large >= _SMALLEST_PART and len(self.dots) <= _MOST_DOTS:
                self.dots.append(Shade(x0, y0, x1, y1))
            return
        if small <= _THIN:
            self._line(x0, y0, x1, y1)
            return
        count = api.FPDFPath_CountSegments(item)
        self._points -= max(count, 0)
        if self._points < 0:
            return
        for corners in self._outlines(item, count, place.after(self._own(item))):
            if stroke.value:
                for one, other in pairwise(corners):
                    self._edge(one, other)
            elif fill.value and len({x for x, _ in corners}) == len({y for _, y in corners}) == 2:  # noqa: PLR2004
                self._field(corners)

    def _outlines(self, item: Any, count: int, own: _Matrix) -> Iterator[list[tuple[float, float]]]:  # noqa: ANN401
        """The straight lines of a path as they are drawn without lifting the pen."""
        api = self._api
        corners: list[tuple[float, float]] = []
        for number in range(count):
            segment = api.FPDFPath_GetPathSegment(item, number)
            kind = api.FPDFPathSegment_GetType(segment)
            x, y = self._bounds[:2]
            api.FPDFPathSegment_GetPoint(segment, x, y)
            if corners and kind != api.FPDF_SEGMENT_LINETO:
                yield corners
                corners = []
            corners.append(own.point(x.value, y.value))
            if api.FPDFPathSegment_GetClose(segment):
                yield [*corners, corners[0]]
                corners = []
        if corners:
            yield corners

    def _field(self, corners: list[tuple[float, float]]) -> None:
        """A rectangle that is filled: a line where it is thin."""
        (x0, *_, x1), (y0, *_, y1) = (sorted(side) for side in zip(*corners, strict=True))
        if min(x1 - x0, y1 - y0) <= _THIN:
            self._line(x0, y0, x1, y1)
        else:
            self.shades.append(Shade(x0, y0, x1, y1))

    def _edge(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
        if min(x1 - x0, y1 - y0) <= _THIN:
            self._line(x0, y0, x1, y1)

    def _line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if not all(map(math.isfinite, (x0, y0, x1, y1))) or max(x1 - x0, y1 - y0) < _SHORTEST:
            return
        if x1 - x0 > y1 - y0:
            self.across.append(((y0 + y1) / 2, x0, x1))
        else:
            self.down.append(((x0 + x1) / 2, y0, y1))


def _joined(lines: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Lines at nearly the same height as one, where they touch: borders are drawn cell by cell."""
    level: list[tuple[float, float, float]] = []
    result: list[tuple[float, float, float]] = []
    for line in lines:
        if level and line[0] - level[0][0] > _SAME:
            result += _run_together(level)
            level = []
        level.append(line)
    return [*result, *_run_together(level)] if level else result


def _run_together(level: list[tuple[float, float, float]]) -> Iterator[tuple[float, float, float]]:
    at = sum(line[0] for line in level) / len(level)
    begin, end = math.inf, -math.inf
    for _, start, stop in sorted(level, key=lambda line: line[1]):
        if start > end + _TOUCHING:
            if end > begin:
                yield at, begin, end
            begin, end = start, stop
        else:
            end = max(end, stop)
    yield at, begin, end


def level_of(rules: Rules) -> list[Across]:
    """What parts rows: level lines, and the edges of coloured fields, which may be those of cells side by side."""
    edges = sorted((y, shade.x0, shade.x1) for shade in rules.shades for y in (shade.y0, shade.y1))
    return [*rules.across, *(Across(*edge) for edge in _joined(edges))] if edges else list(rules.across)


def ends_of(level: Sequence[Across]) -> set[float]:
    """How high tables end that are ruled by level lines alone: by several as long as each other."""
    groups: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    for rule in level:
        groups[round(rule.x0 / _ALIKE), round(rule.x1 / _ALIKE)].append(rule.y)
    return {min(heights) for heights in groups.values() if len(heights) >= _SEVERAL}
