"""Competencies: names with sentences below them, names before their sentences, and plain lines of knowledge."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jdflow.adopt.bits.flow import flow
from jdflow.adopt.bits.sentences import item, sentences
from jdflow.adopt.bits.words import colon, joined
from jdflow.adopt.desk import GUESSED, LABELLED, ORDERED, said
from jdflow.adopt.duties.numbered import VERB
from jdflow.adopt.private import taken
from jdflow.language import msg
from jdflow.model.adopted import OwnCompetency

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Bit, Word
    from jdflow.adopt.desk import Desk
    from jdflow.model.adopted import Said

NAMELESS = msg("A core competency has a name; say which one this belongs to.")
_MOST_NAME = 9
_MOST_LONG_NAME = 16
_SENTENCE_END = re.compile(r"[.;,!?]\Z")
# With this a name goes on to say what it includes.
_INCLUDING = re.compile(r"\b(?:sh|sealhulgas|s\.h)\b")


class Competencies:
    """Reads a section of competencies."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        # The table and the row where the last one began.
        self._row: tuple[int, int] | None = None

    def core(self, bits: Sequence[Bit]) -> tuple[tuple[OwnCompetency, ...], tuple[OwnCompetency, ...]]:
        """Those with a name of their own line and a list below, and plain lines where there are no others."""
        found: list[tuple[Said | None, list[Said]]] = []
        # Sentences that no name stands above.
        loose: list[Bit] = []
        bits = _beside_heading(bits)
        # What goes on in the next line is the beginning of a sentence.
        begun = {id(bit) for bit, following in pairwise(bits) if _goes_on(bit, following)}

        def is_name(bit: Bit) -> bool:
            return self._is_name(bit) and id(bit) not in begun

        for bit in self._in_rows(flow(bits, is_name, is_name)):
            if self._is_name(bit):
                self._row = _row(bit)
                found.append((self._named(taken(bit, self._desk)), []))
                continue
            lead = None if _is_beside(bit) else _lead(bit)
            if lead is not None and (bit.level is None or not found or (found[-1][0] is not None and _is_short(bit))):
                words = taken(bit, self._desk)
                found.append((self._named(words[:lead]), self._sentences(words[lead:])))
            elif self._is_nameless(bit):
                found.append((None, [self._item(bit)]))
            elif found and (found[-1][0] is not None or _is_beside(bit)):
                found[-1][1].append(self._item(bit))
            elif bit.is_item:
                found.append((None, [self._item(bit)]))
            elif bit.text.endswith(":"):
                self._desk.form((*bit.mark, *bit.words))
            else:
                loose.append(bit)
        if found:
            self._desk.give_up(*loose)
        else:
            found = [(None, [self._item(bit)]) for bit in loose]
        return self._told(found)

    def _told(
        self, found: Sequence[tuple[Said | None, list[Said]]]
    ) -> tuple[tuple[OwnCompetency, ...], tuple[OwnCompetency, ...]]:
        """Those with a name of which something is said, and plain lines, which core competencies have no place for."""
        self._desk.unplaced += [name._replace(sure=0.0) for name, items in found if name is not None and not items]
        named = tuple(OwnCompetency(name, tuple(items)) for name, items in found if name is not None and items)
        plain = [said for name, items in found if name is None for said in items]
        if named:
            self._desk.unplaced += [said._replace(sure=0.0, text=said.read, notes=(NAMELESS,)) for said in plain]
            return named, ()
        return (), tuple(OwnCompetency(None, (said._replace(sure=min(said.sure, GUESSED)),)) for said in plain)

    def additional(self, bits: Sequence[Bit]) -> tuple[OwnCompetency, ...]:
        """Those with a name before their sentences, and plain lines."""
        bits = _beside_heading(bits)
        found: list[OwnCompetency] = []
        above = self._above_lists(bits)

        def is_above(bit: Bit) -> bool:
            return id(bit) in above

        # Whether the last name stands above its list.
        is_open = False
        for bit in self._in_rows(flow(bits, lambda bit: _is_led(bit) or is_above(bit), is_above)):
            words = taken(bit, self._desk)
            lead = None if _is_beside(bit) else _lead(bit)
            last = found[-1] if found else None
            is_listed = is_open and bit.level is not None and not bit.is_bold
            is_open = (is_listed and lead is None) or is_above(bit)
            if lead is not None:
                found.append(OwnCompetency(self._named(words[:lead]), tuple(self._sentences(words[lead:]))))
            elif is_above(bit) or (self._is_name(bit) and (not bit.is_item or bit.is_bold)):
                self._row = _row(bit)
                found.append(OwnCompetency(self._named(words), ()))
            elif last is not None and last.name is not None and last.items and (is_listed or _goes_on_below(bit)):
                items = [said(words, LABELLED, text=item(words))] if is_listed else self._sentences(words)
                found[-1] = last._replace(items=(*last.items, *items))
            elif self._is_nameless(bit) or last is None or last.name is None:
                sure = LABELLED if bit.is_item or _is_beside(bit) else ORDERED
                found.append(OwnCompetency(None, (said(words, sure, text=item(words)),)))
            elif not last.items and not bit.is_heading:
                found[-1] = last._replace(items=tuple(self._sentences(words)))
            elif self._is_below(bits, bit):
                found[-1] = last._replace(items=(*last.items, said(words, ORDERED, text=item(words))))
            else:
                sure = LABELLED if bit.is_item else ORDERED
                found.append(OwnCompetency(None, (said(words, sure, text=item(words)),)))
        return tuple(found)

    def _above_lists(self, bits: Sequence[Bit]) -> set[int]:
        """Which lines are names with lists of bullets below them, also where no blank line is above the name."""
        is_marked = any(bit.level is not None and _SENTENCE_END.search(bit.text) for bit in bits)
        found: set[int] = set()
        for before, bit, following in zip([None, *bits], bits, bits[1:], strict=False):
            is_ended = before is None or bit.is_apart or not is_marked or _SENTENCE_END.search(before.text) is not None
            is_led = following.level is not None and bit.level is None and bit.cell is None
            if is_led and is_ended and self._is_name(bit) and not (before is not None and _goes_on(before, bit)):
                found.add(id(bit))
        return found

    def _is_nameless(self, bit: Bit) -> bool:
        """Whether it begins a row that has no name: none in another table, where a page may have cut the row."""
        row = _row(bit)
        if row is None or not _is_beside(bit) or row == self._row:
            return False
        is_new = self._row is not None and row[0] == self._row[0]
        self._row = row
        return is_new

    def _in_rows(self, bits: Sequence[Bit]) -> list[Bit]:
        """The bits; in a table of names and sentences each name is a heading."""
        found = []
        for bit in bits:
            at = bit.cell
            is_name = at is not None and at.columns > 1 and at.column == 0 and len(bit.words) <= _MOST_LONG_NAME
            found.append(bit._replace(is_heading=True, level=None) if is_name else bit)
        return found

    def _is_name(self, bit: Bit) -> bool:
        if bit.is_heading:
            return True
        if len(bit.words) > _MOST_NAME or not bit.text[:1].isupper() or _SENTENCE_END.search(bit.text):
            return False
        return bit.level is None or bit.is_bold or bit.text.endswith(":")

    def _is_below(self, bits: Sequence[Bit], bit: Bit) -> bool:
        """Whether a bullet stands below the name that came before, not beside it."""
        tops = [one.level for one in bits if one.level is not None]
        return (bit.level is not None and bit.level > min(tops)) or _is_beside(bit)

    def _named(self, words: Sequence[Word]) -> Said:
        return said(words, text=joined(words).rstrip(" :–-"))

    def _sentences(self, words: Sequence[Word]) -> list[Said]:
        words = tuple(words)
        if words and words[0].text in {"–", "-", "—", ":"}:
            self._desk.form(words[:1])
            words = words[1:]
        return [said(sentence, LABELLED) for sentence in sentences(words)]

    def _item(self, bit: Bit) -> Said:
        words = taken(bit, self._desk)
        sure = LABELLED if bit.is_item or bit.cell is not None else ORDERED if bit.is_whole else GUESSED
        return said(words, sure, text=item(words))


def _goes_on(bit: Bit, following: Bit) -> bool:
    """Whether the next line goes on with a sentence that this one begins."""
    is_open = bit.cell == following.cell and not bit.is_heading and not bit.is_bold and not bit.text.endswith(":")
    return is_open and not bit.is_whole and not following.is_item and following.text[:1].islower()


def _goes_on_below(bit: Bit) -> bool:
    """Whether a line of a text says what somebody does, as sentences below a name do: it goes on after a full stop."""
    is_line = not bit.is_whole and not bit.is_item and bit.cell is None and not bit.is_bold
    return is_line and bit.text[:1].isupper() and VERB.search(bit.text) is not None


def _row(bit: Bit) -> tuple[int, int] | None:
    return None if bit.cell is None else (bit.cell.table, bit.cell.row)


def _is_beside(bit: Bit) -> bool:
    """Whether it stands in the second column, where a name stands in the first."""
    return bit.cell is not None and bit.cell.column > 0


def _beside_heading(bits: Sequence[Bit]) -> Sequence[Bit]:
    """The bits; those of a table whose first column holds the heading itself, and no names below it, are lines."""
    table = bits[0].cell.table if bits and bits[0].cell is not None else None
    own = [bit for bit in bits if bit.cell is not None and bit.cell.table == table]
    if not own or not all(map(_is_beside, own)):
        return bits
    return [bit if bit.cell is None or bit.cell.table != table else bit._replace(cell=None) for bit in bits]


def _lead(bit: Bit) -> int | None:
    """How many words the name has that a paragraph begins with: bold ones, or those before the first colon."""
    words = bit.words
    bold = next((at for at, word in enumerate(words) if not word.is_bold), len(words))
    end = colon(words)
    if end is not None and end < len(words):
        is_short = end <= _MOST_NAME or (end <= _MOST_LONG_NAME and (bold or _INCLUDING.search(joined(words[:end]))))
        if is_short and bit.text[:1].isupper() and len(sentences(words[:end])) == 1:
            return end
    if 0 < bold < len(words) and bold <= _MOST_NAME:
        after = words[bold].text
        return bold + 1 if after in {"–", "-", "—"} else bold
    dash = next((at for at, word in enumerate(words[:_MOST_NAME]) if word.text in {"–", "—"}), None)
    return (
        dash if dash and bit.text[:1].isupper() and words[dash + 1 :] and words[dash + 1].text[:1].isupper() else None
    )


def _is_led(bit: Bit) -> bool:
    return _lead(bit) is not None


def _is_short(bit: Bit) -> bool:
    """Whether its name is that of a competency, not the beginning of a sentence."""
    lead = _lead(bit)
    return bit.words[0].is_bold and lead is not None
