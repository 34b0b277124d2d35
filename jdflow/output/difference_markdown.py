"""What changed, as Markdown that may be posted where anyone's text becomes links and mentions."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from jdflow.output.difference_rows import ARROW, told
from jdflow.output.markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jdflow.language import Voice
    from jdflow.model.difference import Compared
    from jdflow.output.difference_rows import Row
    from jdflow.wordwise import Op, Piece

_FENCES = {"removed": "~~", "added": "**"}
# A forge looks for names, numbers and addresses after Markdown is done; a mark of no width keeps it from finding any.
JOINER = "&#8288;"
# Addresses, wherever they begin: one swallows the marks behind it.
_ADDRESSES = r":(?=//)|www(?=\.)"
# Names of commits, commands, pictures by name.
_NAMES = r"[0-9a-f]{6}(?=[0-9a-f])|(?<![\w<&])/(?=[\w\\])|:(?=[\w+\\-]+:)"
# Numbers of tasks and of vulnerabilities.
_NUMBERS = r"(?<![^\W_])(?:gh|ghsa|cve)-(?=\w)"
# Changes and values that somebody else's text would seem to show.
_SHOWN = r"\{(?=[-+])|%(?=\{)"
LINKED = f"{_ADDRESSES}|{_NAMES}|{_NUMBERS}|{_SHOWN}"
# Things by their kind, between brackets or behind a star; changes, and a table of contents, between brackets.
_KINDS = r"\\\*(?=[a-z_]+:)|\\\[(?=[a-z_]+:|[-+]|\\?_?toc)"
_TAKEN = re.compile(rf"&#64;|\\[#!$~&](?=[\w\"\\])|[%^](?=[\w\"\\])|{_KINDS}|{LINKED}", re.IGNORECASE)
_FIRST_WORD = re.compile(r"\S*")
_LAST_WORD = re.compile(r"(?<!\S)\S+\Z")


def as_markdown(several: Iterable[Compared], voice: Voice, most: int | None = None) -> Iterator[str]:
    """What changed; of each position, no more changes than wanted."""
    for number, compared in enumerate(several):
        found = told(compared, voice, most)
        if number:
            yield ""
        yield f"### {inert(found.title)} ({inert(found.id)})"
        yield ""
        yield inert(" · ".join(found.facts))
        for section in found.sections:
            yield ""
            yield f"#### {section.heading}"
            yield ""
            for row in section.rows:
                yield _row(row)
        if found.left_out is not None:
            yield ""
            yield found.left_out


def inert(text: str) -> str:
    """The text, as plain in Markdown as in what a forge makes of it."""
    return _TAKEN.sub(rf"\g<0>{JOINER}", escaped(text))


def _row(row: Row) -> str:
    indent = "  " if row.is_below else ""
    remarks = f" *({inert(', '.join(row.remarks))})*" if row.remarks else ""
    said = f"{row.said}{remarks}: " if row.said is not None else ""
    return f"{indent}- {said}{_words(row)}"


def _words(row: Row) -> str:
    pieces = [*map(_fenced, row.words if row.is_replaced else _spaced(row.words))]
    # White space at the beginning would make code of a text.
    return (ARROW if row.is_replaced else "").join(pieces).strip()


def _fenced(piece: Piece) -> str:
    """A piece between its marks, which hold only where no white space follows the first or stands before the last."""
    op, text = piece
    inner = text.strip()
    if op == "same" or not inner:
        return inert(text)
    start = len(text) - len(text.lstrip())
    outer = (" " if start else "", " " if len(text) > start + len(inner) else "")
    return inert(inner).join((_FENCES[op], _FENCES[op])).join(outer)


def _spaced(words: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, grown to whole words where a mark would stand within one: Markdown would not take it for a mark."""
    kept = ""
    parted: _Parted | None = None
    groups: list[dict[Op, str]] = [dict(several) for _, several in groupby(words, lambda piece: piece[0] == "same")]
    end: dict[Op, str] = {}
    for texts, after in zip(groups, [*groups[1:], end], strict=False):
        if "same" in texts:
            kept = texts["same"]
            if parted is None:
                continue
            word = "" if parted.ends_apart else _first_word(kept)
            parted, kept = parted.grown(word, word), kept.removeprefix(word)
            if kept:
                yield from parted.pieces()
                parted = None
        else:
            change = _Parted(texts.get("removed", ""), texts.get("added", ""))
            if parted is None:
                # Where only one side has words, words around it part or join.
                is_apart = all(change) or not _first_word(after.get("same", ""))
                word = "" if change.begins_apart and is_apart else _last_word(kept)
                yield "same", kept.removesuffix(word)
                kept, parted = "", _Parted(word, word)
            parted = parted.grown(*change)
    yield "same", kept
    yield from parted.pieces() if parted is not None else ()


class _Parted(NamedTuple):
    """What goes and what comes in its place."""

    gone: str
    come: str

    @property
    def begins_apart(self) -> bool:
        """Whether white space sets it off from what stands before."""
        return all(side[0].isspace() and not side.isspace() for side in self if side)

    @property
    def ends_apart(self) -> bool:
        """Whether white space sets it off from what follows."""
        return all(side[-1].isspace() and not side.isspace() for side in self if side)

    def grown(self, gone: str, come: str) -> _Parted:
        """Both sides with more behind them."""
        return _Parted(self.gone + gone, self.come + come)

    def pieces(self) -> Iterator[Piece]:
        """Each side that there is."""
        if self.gone:
            yield "removed", self.gone
        if self.gone and self.come and not self.gone[-1].isspace() and not self.come[0].isspace():
            yield "same", " "
        if self.come:
            yield "added", self.come


def _first_word(text: str) -> str:
    found = _FIRST_WORD.match(text)
    return found[0] if found else ""


def _last_word(text: str) -> str:
    found = _LAST_WORD.search(text)
    return found[0] if found else ""
