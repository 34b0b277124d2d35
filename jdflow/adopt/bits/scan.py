"""A paragraph's characters as words in lines and columns, freed from what files leave among them."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import normalize

from jdflow.adopt.bits.words import Word

if TYPE_CHECKING:
    from jdflow.model.paper import Para

_TAGS = "a|b|br|div|em|font|h[1-6]|i|li|ol|p|s|small|span|strong|style|sub|sup|table|tbody|td|th|thead|tr|u|ul"
_PIECE = re.compile(
    rf"(?P<tag></?(?i:{_TAGS})(?:\s[^<>]{{0,300}})?\s?/?>)|(?P<stars>\*\*)|(?P<column>\t)"
    r"|(?P<line>[\n\f\v\r\x85\u2028\u2029]+)|(?P<space>(?:[^\S\t\n\f\v\r\x85\u2028\u2029]|(?i:&nbsp;|&\#160;))+)"
    r"|(?P<word>[^\s<*&]+|.)"
)
_BREAKING = re.compile(r"</?(?:br|div|h[1-6]|li|ol|p|table|tr|ul)\b", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]\b", re.IGNORECASE)
_BOLD = re.compile(r"<(/?)(?:b|strong|h[1-6])\b", re.IGNORECASE)
_ITEM = re.compile(r"<li\b", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|amp|lt|gt|quot|apos|ndash|mdash|bull|middot|shy);", re.IGNORECASE)
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f]")
# A colon behind which the blank was lost, and what recognition made of it.
_COLON = re.compile(r"(?<=[^\W\d_]{3}:)\.?(?=[^\W\d_]{3})")
_LIGATURE = re.compile("[\ufb00-\ufb06]")


class Piece:
    """Words that stand together: up to the end of the line, of the column, or to a tag that begins something new."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.is_item = False


Line: TypeAlias = "list[list[Piece]]"


class Scan:
    """The lines of a paragraph, each its columns, each of these its pieces."""

    def __init__(self, para: Para) -> None:
        self.lines: list[Line] = [[[Piece()]]]
        self._para = para
        self._is_bold = False
        self._begin = -1
        self._is_begun_bold = False
        for match in _PIECE.finditer(para.text):
            self._take(match.lastgroup or "", match.group(), match.start())
        self._end_word(len(para.text))

    def _take(self, kind: str, piece: str, at: int) -> None:
        if kind == "word":
            if self._begin < 0:
                self._begin, self._is_begun_bold = at, self._is_bold
            return
        if kind == "stars" and self._begin >= 0 and not self._is_bold:
            # A heading that is glued to what stands before it.
            self._end_word(at)
            self._new_piece()
        if kind != "stars":
            self._end_word(at)
        elif self._begin >= 0 and self._para.text[at + 2 : at + 3].strip(",.;:)") == "":
            self._is_bold = not self._is_bold
            return
        else:
            self._end_word(at)
        if kind == "stars":
            self._is_bold = not self._is_bold
            self._cling(piece)
        elif kind == "tag":
            self._tag(piece)
        elif kind == "column":
            self.lines[-1].append([Piece()])
        elif kind == "line":
            self.lines.append([[Piece()]])
        else:
            self._cling(piece.strip())

    def _tag(self, tag: str) -> None:
        bold = _BOLD.match(tag)
        if bold is not None:
            self._is_bold = not bold.group(1)
        if _BREAKING.match(tag):
            self._new_piece()
        elif _CELL_END.match(tag):
            self.lines[-1].append([Piece()])
        if _ITEM.match(tag):
            self.lines[-1][-1][-1].is_item = True
        self._cling(tag)

    def _new_piece(self) -> None:
        if self.lines[-1][-1][-1].words:
            self.lines[-1][-1].append(Piece())

    def _cling(self, raw: str) -> None:
        """Keeps what was read, beside the word before it."""
        if not raw:
            return
        words = self.lines[-1][-1][-1].words
        if words:
            words[-1] = words[-1]._replace(raw=f"{words[-1].raw} {raw}")
        else:
            words.append(Word("", raw, self._para.spot))

    def _end_word(self, end: int) -> None:
        if self._begin < 0:
            return
        begin, self._begin = self._begin, -1
        raw = self._para.text[begin:end]
        text = clean(raw)
        if text:
            is_bold = self._is_begun_bold or any(first <= begin < last for first, last in self._para.bold)
            words = self.lines[-1][-1][-1].words
            parted = _COLON.search(raw)
            if parted is not None and raw[parted.end()].isupper() and text == raw:
                words.append(Word(raw[: parted.start()], raw[: parted.start()], self._para.spot, is_bold))
                text, raw = raw[parted.end() :], raw[parted.start() :]
            words.append(Word(text, raw, self._para.spot, is_bold))
        else:
            self._cling(raw)


def clean(raw: str) -> str:
    """A word as it shall stand: composed, without signs that nobody sees."""
    if raw.isascii() and raw.isalnum():
        return raw
    if "&" in raw:
        raw = _ENTITY.sub(lambda match: unescape(match.group()), raw)
    raw = _LIGATURE.sub(lambda match: normalize("NFKC", match.group()), _UNSEEN.sub("", raw))
    return normalize("NFC", raw.replace("**", "").replace("\u2010", "-").replace("\u2011", "-"))
