"""A page of a PDF as PDFium finds it: words with their boxes, ruling lines, pictures."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from jdflow.intake.paper_pdf_rules import drawn
from jdflow.intake.paper_pdf_words import Word, bullets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jdflow.intake.paper_pdf_rules import Rules

# Of the height of the letters: a gap that stands between words, whatever characters there are; and the same where
# only the boxes of what is printed are known, which leave gaps between letters, too.
GAP = 0.18
_ROUGH_GAP = 0.8
# How far above or below the middle of the small letters the box of a character of the same line may lie.
_HALF_X, _REACH, _ROUGH_REACH = 0.25, 0.1, 0.5
_FLAT = math.radians(0.1)
_ASLANT = math.radians(5)
_SAME_WAY = math.radians(10)
_FAR = 1e6
_NAME_BYTES = 256
_FORCED_BOLD = 1 << 18
_BOLD_WEIGHT = 700
_BOLD_NAMES = ("bold", "black", "heavy", "demi")
_SYMBOL_NAMES = ("wingdings", "symbol", "dingbats", "webdings")
_PRINTED_TWICE = 2
_UNSEEN = 3
# What PDFium makes of a hyphen at the end of a line, and letters that are printed as one.
_READ_AS = {
    0x02: "-",
    0xFFFE: "-",
    0x2010: "-",
    0x2011: "-",
    0xAD: "-",
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_BLANK = frozenset({*range(0x02), *range(0x03, 0x21), 0x7F, *range(0x80, 0xA1), *range(0x2000, 0x2010), 0x202F, 0x3000})
_ZERO_WIDTH = frozenset({0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF})
_ASCII, _SYMBOLS = 0x100, 0xF000
_SURROGATES = range(0xD800, 0xE000)


class Frame(NamedTuple):
    """What is shown of a page."""

    left: float
    bottom: float
    right: float
    top: float


class Leaf(NamedTuple):
    """What a page holds, turned so that its text runs to the right."""

    words: tuple[Word, ...]
    frame: Frame
    rules: Rules
    # Text that runs in another direction, such as a stamp over the page.
    aslant: tuple[str, ...]
    pictures: int
    objects: int
    # How many characters stand outside what is shown; how many nobody has said the meaning of.
    outside: int
    unmapped: int
    # Whether the words were laid invisibly over a picture, as text recognition does.
    is_recognised: bool


class _Kind(NamedTuple):
    """What the words of one text object have in common."""

    size: float
    angle: float
    is_bold: bool
    is_symbol: bool
    is_unseen: bool


class _Run:
    """Characters of one text object that follow one another without a gap."""

    __slots__ = ("kind", "spaced", "text", "unmapped", "x0", "x1", "y")

    def __init__(self, kind: _Kind, x: float, y: float, *, spaced: bool, unmapped: bool) -> None:
        self.kind = kind
        self.x0 = self.x1 = x
        self.y = y
        self.text = ""
        self.spaced = spaced
        self.unmapped = unmapped

    def word(self) -> Word:
        return Word(self.x0, self.x1, self.y, self.kind.size, self.text, self.kind.is_bold, self.spaced)


def leaf(api: Any, page: Any, text: Any, count: int, *, most_objects: int) -> Leaf:  # noqa: ANN401 (ctypes has no types)
    """The page, of which PDFium has found that many characters."""
    reader = _Reader(api, page, text)
    runs = list(reader.runs(range(count), 0.0))
    turn = _main_angle(runs)
    if abs(turn) > _FLAT:
        runs = list(reader.runs(range(count), turn))
    straight = [run for run in runs if abs(_difference(run.kind.angle, turn)) <= _SAME_WAY]
    aslant = [run for run in runs if abs(_difference(run.kind.angle, turn)) > _SAME_WAY]
    drawing = drawn(api, page, -turn, most_objects=most_objects)
    words = [run.word() for run in straight]
    return Leaf(
        (*words, *bullets(drawing.dots, words)),
        reader.shown(turn),
        drawing.rules,
        tuple(_sentences(aslant)),
        drawing.pictures,
        drawing.objects,
        reader.outside,
        sum(len(run.text) for run in runs if run.unmapped),
        bool(drawing.pictures) and sum(run.kind.is_unseen for run in straight) * 2 > len(straight),
    )


class _Reader:
    """Asks PDFium about the characters of a page, as seldom as it can: each question costs a microsecond."""

    def __init__(self, api: Any, page: Any, text: Any) -> None:  # noqa: ANN401 (ctypes has no types)
        self._api = api
        self._text = text
        self._kinds: dict[int, _Kind] = {}
        self._x, self._y, *self._box = (ctypes.c_double() for _ in range(6))
        self._matrix = api.FS_MATRIX()
        self._name = ctypes.create_string_buffer(_NAME_BYTES)
        self._flags = ctypes.c_int()
        self._rect = api.FS_RECTF()
        api.FPDF_GetPageBoundingBox(page, self._rect)
        shown = self._rect
        self._shown = (shown.left - 1, shown.bottom - 1, shown.right + 1, shown.top + 1)
        self.outside = 0

    def shown(self, turn: float) -> Frame:
        """What is shown of the page, once it is turned back."""
        return Frame(*_turned(self._shown, math.cos(turn), -math.sin(turn)))

    def runs(self, numbers: Iterable[int], turn: float) -> Iterator[_Run]:
        """The characters as runs, turned back by the angle; what is not shown on the page is only counted."""
        code_of, text = self._api.FPDFText_GetUnicode, self._text
        box_of = self._loose if abs(turn) < _ASLANT else self._tight
        limit, reach = (GAP, _REACH) if abs(turn) < _ASLANT else (_ROUGH_GAP, _ROUGH_REACH)
        cos, sin = math.cos(turn), -math.sin(turn)
        left, bottom, right, top = self._shown
        self.outside = 0
        run: _Run | None = None
        spaced = True
        for number in numbers:
            code = code_of(text, number)
            if code in _BLANK:
                spaced = True
                continue
            if code in _ZERO_WIDTH:
                continue
            x0, y0, x1, y1 = box_of(number)
            middle, height = (x0 + x1) / 2, (y0 + y1) / 2
            if not (left <= middle <= right and bottom <= height <= top):
                self.outside += 1
                continue
            if turn:
                x0, y0, x1, y1 = _turned((x0, y0, x1, y1), cos, sin)
            if (
                run is None
                or spaced
                or not -2 * GAP * run.kind.size < x0 - run.x1 < limit * run.kind.size
                or not y0 - reach * run.kind.size < run.y + _HALF_X * run.kind.size < y1 + reach * run.kind.size
            ):
                if run is not None:
                    yield run
                run = self._begun(number, x0, cos, sin, spaced=spaced)
                spaced = False
            run.x1 = max(run.x1, x1)
            run.text += _letter(code, is_symbol=run.kind.is_symbol)
        if run is not None:
            yield run

    def _begun(self, number: int, x0: float, cos: float, sin: float, *, spaced: bool) -> _Run:
        api = self._api
        api.FPDFText_GetCharOrigin(self._text, number, self._x, self._y)
        y = self._x.value * sin + self._y.value * cos
        unmapped = api.FPDFText_HasUnicodeMapError(self._text, number) == 1
        return _Run(self._kind(number), x0, y, spaced=spaced, unmapped=unmapped)

    def _kind(self, number: int) -> _Kind:
        api, text = self._api, self._text
        item = api.FPDFText_GetTextObject(text, number)
        address = ctypes.cast(item, ctypes.c_void_p).value or 0
        known = self._kinds.get(address)
        if known is not None:
            return known
        api.FPDFText_GetMatrix(text, number, self._matrix)
        matrix = self._matrix
        size = api.FPDFText_GetFontSize(text, number) * math.hypot(matrix.c, matrix.d)
        api.FPDFText_GetFontInfo(text, number, self._name, _NAME_BYTES, self._flags)
        name = self._name.value.decode("latin-1").lower()
        mode = api.FPDFTextObj_GetTextRenderMode(item)
        kind = _Kind(
            min(max(size, 1.0), 1000.0) if math.isfinite(size) else 1.0,
            math.atan2(matrix.b, matrix.a),
            any(word in name for word in _BOLD_NAMES)
            or bool(self._flags.value & _FORCED_BOLD)
            or api.FPDFText_GetFontWeight(text, number) >= _BOLD_WEIGHT
            or mode == _PRINTED_TWICE,
            any(word in name for word in _SYMBOL_NAMES),
            mode == _UNSEEN,
        )
        self._kinds[address] = kind
        return kind

    def _loose(self, number: int) -> tuple[float, float, float, float]:
        rect = self._rect
        self._api.FPDFText_GetLooseCharBox(self._text, number, rect)
        return rect.left, rect.bottom, rect.right, rect.top

    def _tight(self, number: int) -> tuple[float, float, float, float]:
        """The box of what is printed: PDFium's loose ones fit only text that runs to the right."""
        x0, x1, y0, y1 = self._box
        self._api.FPDFText_GetCharBox(self._text, number, x0, x1, y0, y1)
        return x0.value, y0.value, x1.value, y1.value


def _turned(box: tuple[float, float, float, float], cos: float, sin: float) -> tuple[float, float, float, float]:
    """The box that holds the turned one."""
    x0, y0, x1, y1 = box
    corners = [(x * cos - y * sin, x * sin + y * cos) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _letter(code: int, *, is_symbol: bool) -> str:
    if is_symbol and code < _ASCII:
        return chr(_SYMBOLS + code)
    if code in _SURROGATES:
        return "\ufffd"
    return _READ_AS.get(code) or chr(code)


def _main_angle(runs: list[_Run]) -> float:
    """The direction in which most of the text runs."""
    counts: Counter[float] = Counter()
    for run in runs:
        counts[round(run.kind.angle, 3)] += len(run.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def _difference(one: float, other: float) -> float:
    return (one - other + math.pi) % (2 * math.pi) - math.pi


def _sentences(runs: list[_Run]) -> Iterator[str]:
    """Words that run in the same direction one after another, as one text."""
    words: list[str] = []
    angle = 0.0
    for run in runs:
        if words and abs(_difference(run.kind.angle, angle)) > _SAME_WAY:
            yield " ".join(words)
            words = []
        angle = run.kind.angle
        if words and not run.spaced:
            words[-1] += run.text
        else:
            words.append(run.text)
    if words:
        yield " ".join(words)
