"""What one paragraph of a Word file says: its letters, which of them are bold, and what hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.intake.paper_docx_settled import FIELD_CHARACTER, FIELD_PART, MOVED_AWAY, says
from jdflow.intake.paper_docx_styles import look_of_letters
from jdflow.word.names import BREAK, CONTROL_LOOKS, RUN, RUN_LOOKS, TAB, TEXT, TEXT_BOX, VAL, W
from jdflow.word.tracked import DELETED, PARAGRAPH_LOOKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.oxml.xmlchemy import BaseOxmlElement as Element

    from jdflow.intake.paper_docx_styles import Look, Styles

_W = f"{{{W}}}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
DRAWINGS = frozenset((f"{_W}drawing", f"{_W}pict", f"{_W}object"))
_FOOTNOTE, _ENDNOTE, _COMMENT = (f"{_W}{kind}Reference" for kind in ("footnote", "endnote", "comment"))
_SYMBOL, _FONT, _CHARACTER = f"{_W}sym", f"{_W}font", f"{_W}char"
_FIELD_DATA, _LIST, _CHOSEN, _USUAL, _ENTRY, _BOX, _TICKED = (
    f"{_W}{name}" for name in ("ffData", "ddList", "result", "default", "listEntry", "checkBox", "checked")
)
_KIND_OF_BREAK, _STYLE = f"{_W}type", f"{_W}rStyle"
# Page and column breaks part words, too; at the end of a paragraph they are taken away.
_SIGNS = {
    TAB: "\t",
    f"{_W}ptab": "\t",
    BREAK: "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    f"{_W}softHyphen": "\N{SOFT HYPHEN}",
}
# fmt: off
LOOKS = frozenset((
    PARAGRAPH_LOOKS, RUN_LOOKS, CONTROL_LOOKS, DELETED, MOVED_AWAY,
    *(f"{_W}{name}" for name in (
        "sdtEndPr", "smartTagPr", "customXmlPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr",
        "rubyPr", "rt", "instrText", "delText", "delInstrText",
    )),
))
# fmt: on
_STRUCK = frozenset((f"{_W}strike", f"{_W}dstrike"))
_IN_PARAGRAPH = frozenset((RUN, _MATH, f"{_W}subDoc"))
_IN_RUN = frozenset((TEXT, *_SIGNS, *DRAWINGS, _FOOTNOTE, _ENDNOTE, _COMMENT, _SYMBOL, FIELD_CHARACTER, TEXT_BOX))
# Fonts of signs have theirs in a stretch of characters that mean nothing elsewhere.
_FONTS_OF_SIGNS = ("Symbol", "Webdings", "Wingdings")
_PRIVATE, _SIGNS_OF_A_FONT, _LAST_CODE = 0xF000, 0x100, 0xFFFF
# What Word's dialogue for symbols puts into Estonian texts; the other signs of that font are bullets.
_OF_FONT_SYMBOL = {0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xAE: "→"}


def flat(around: Element, wanted: frozenset[str], unwanted: frozenset[str] = LOOKS) -> Iterator[Element]:
    """What is wanted within an element, in order, however deep inside what only stands around it."""
    stack = [iter(around)]
    while stack:
        for child in stack[-1]:
            if child.tag in wanted:
                yield child
            elif child.tag not in unwanted:
                stack.append(iter(child))
                break
        else:
            stack.pop()


class Note(NamedTuple):
    """A reference to a footnote or an endnote."""

    part: str
    id: str


class Words:
    """What a paragraph says, or several that have become one."""

    def __init__(self) -> None:
        self.pieces: list[tuple[str, bool]] = []
        self.hidden: list[str] = []
        self.struck: list[str] = []
        self.drawings: list[Element] = []
        self.notes: list[Note] = []
        self.documents = 0
        self.comments = 0

    def said(self) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The text, and where it is bold."""
        text = "".join(piece for piece, _ in self.pieces)
        kept = text.strip("\n")
        skipped = len(text) - len(text.lstrip("\n"))
        spans: list[tuple[int, int]] = []
        at = -skipped
        for piece, is_bold in self.pieces:
            begin, at = at, at + len(piece)
            if is_bold and piece.strip():
                # What stands in between has no letters: whether it is bold, nobody sees.
                if spans and not kept[spans[-1][1] : max(begin, 0)].strip():
                    begin = spans.pop()[0]
                spans.append((max(begin, 0), min(at, len(kept))))
        return kept, tuple(spans)


class Fields:
    """Which fields are open while a text is gone through: their instructions are no text, their results are."""

    def __init__(self) -> None:
        self._open: list[bool] = []
        self._instructions = 0

    @property
    def in_instruction(self) -> bool:
        """Whether what stands here is never printed."""
        return self._instructions > 0

    def step(self, mark: Element) -> None:
        """The beginning, the middle or the end of one."""
        part = mark.get(FIELD_PART)
        if part == "begin":
            self._open.append(True)
            self._instructions += 1
        elif part == "separate" and self._open:
            self._instructions -= self._open[-1]
            self._open[-1] = False
        elif part == "end" and self._open:
            self._instructions -= self._open.pop()


def read_words(paragraph: Element, style: Look, styles: Styles, fields: Fields, words: Words) -> None:
    """Puts what a paragraph says behind what is there already."""
    reader = _Reader(style, styles, fields, words)
    for element in flat(paragraph, _IN_PARAGRAPH):
        if element.tag == RUN:
            reader.run(element)
        elif element.tag == _MATH:
            words.pieces.append((element.text or "", False))
        else:
            words.documents += 1


class _Reader:
    """Reads runs of one paragraph."""

    def __init__(self, style: Look, styles: Styles, fields: Fields, words: Words) -> None:
        self.style = style
        self.styles = styles
        self.fields = fields
        self.words = words

    def run(self, run: Element) -> None:
        looks = run.find(RUN_LOOKS)
        is_bold, is_hidden = self._letters(looks)
        is_struck = looks is not None and any(mark.tag in _STRUCK and says(mark) for mark in looks)
        for element in flat(run, _IN_RUN):
            if element.tag == FIELD_CHARACTER:
                self.fields.step(element)
                text = _chosen(element)
            elif self.fields.in_instruction:
                continue
            else:
                text = self._text(element)
            if text and is_hidden:
                self.words.hidden.append(text)
            elif text and is_struck:
                self.words.struck.append(text)
            elif text:
                self.words.pieces.append((text, is_bold))

    def _text(self, element: Element) -> str:
        tag = str(element.tag)
        if tag == TEXT:
            return (element.text or "").replace("\n", " ").replace("\r", " ")
        if tag in _SIGNS:
            return _SIGNS[tag]
        if tag == _SYMBOL:
            return _symbol(element)
        if tag == _COMMENT:
            self.words.comments += 1
        elif tag in {_FOOTNOTE, _ENDNOTE}:
            part = "footnotes" if tag == _FOOTNOTE else "endnotes"
            self.words.notes.append(Note(part, element.get(f"{_W}id", "")))
        else:
            self.words.drawings.append(element)
        return ""

    def _letters(self, looks: Element | None) -> tuple[bool, bool]:
        """Whether the run's letters are bold, and whether they are hidden."""
        own = look_of_letters(looks)
        named = None if looks is None else looks.find(_STYLE)
        of_run = look_of_letters(None) if named is None else self.styles.of(named.get(VAL))
        usual = self.styles.defaults
        # What both styles say together is off again: so the standard has it, and so Word prints it.
        bold = bool(usual.bold) or (bool(self.style.bold) != bool(of_run.bold))
        hidden = bool(usual.hidden) or (bool(self.style.hidden) != bool(of_run.hidden))
        return (bold if own.bold is None else own.bold, hidden if own.hidden is None else own.hidden)


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(_CHARACTER, "")[:6], 16)
    except ValueError:
        return ""
    font = element.get(_FONT, "")
    if font.startswith(_FONTS_OF_SIGNS) and code < _SIGNS_OF_A_FONT:
        code += _PRIVATE
    if font == "Symbol" and code - _PRIVATE in _OF_FONT_SYMBOL:
        return _OF_FONT_SYMBOL[code - _PRIVATE]
    is_sign = _PRIVATE <= code < _PRIVATE + _SIGNS_OF_A_FONT
    return chr(code) if is_sign or (0 < code <= _LAST_CODE and chr(code).isprintable()) else ""


def _chosen(mark: Element) -> str:
    """What was ticked in an old form, or chosen in its list: it stands nowhere else."""
    box = mark.find(f"{_FIELD_DATA}/{_BOX}")
    if box is not None:
        tick = next((one for name in (_TICKED, _USUAL) if (one := box.find(name)) is not None), None)
        return "☒" if tick is not None and says(tick) else "☐"
    choices = mark.find(f"{_FIELD_DATA}/{_LIST}")
    if choices is None:
        return ""
    entries = [entry.get(VAL, "") for entry in choices.iterchildren(_ENTRY)]
    said = next((one.get(VAL, "") for name in (_CHOSEN, _USUAL) if (one := choices.find(name)) is not None), "0")
    return entries[int(said)] if said.isdecimal() and len(said) < 4 and int(said) < len(entries) else ""  # noqa: PLR2004
