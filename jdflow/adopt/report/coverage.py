"""What a document gives to a position against what the written position says, text by text and in order."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from jdflow.adopt.blocks.pieces import LEADS_ON
from jdflow.adopt.forms.fold import fold
from jdflow.adopt.report.form import no_form, stems_of
from jdflow.adopt.report.said import Written
from jdflow.query.likeness_words import compared, is_readable_as, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from jdflow.model.imported import Row
    from jdflow.model.resolved import Resolved

_WORD = re.compile(r"\w+")
# Words of these may stand among the form's, in headings and above each page.
_NAMES = frozenset(("ametinimetus", "täpsustus", "struktuuriüksus"))


class _Word(NamedTuple):
    """A word of a row: the row's number, the word, and how it is compared."""

    row: int
    text: str
    folded: str


def audited(rows: Sequence[Row], resolved: Resolved | None, agency: str = "") -> list[Row]:
    """The rows, in the order of the fields, each with those words that its field of the position does not say.

    Fields are compared one by one, their words in order, so that a text counts only where it was put, and as often as
    it stands there. What became another position's id, a day, or a language with its level says so in another form.
    Words that were taken for the form's and that no form has may be the position's, so they are not said either.
    """
    lost: dict[int, list[str]] = defaultdict(list)
    sections: dict[str, list[_Word]] = defaultdict(list)
    written = None if resolved is None else Written(resolved, rows)
    for number, row in enumerate(rows):
        if row.fate == "placed" and (written is None or not written.says_otherwise(row)):
            section = "" if written is None else written.section_of(row.field)
            sections[section] += _words(row, number)
    for section, words in sections.items():
        said = [] if written is None else written.texts(section)
        for word in _missing(words, [word for text in said for word in _cut(text, 0)]):
            lost[word.row].append(word.text)
    known = stems_of((agency, *(row.read for row in rows if row.field in _NAMES)))
    return [row._replace(lost=tuple(_lost(row, lost.get(number, ()), known))) for number, row in enumerate(rows)]


def _lost(row: Row, found: Sequence[str], known: Collection[str]) -> Sequence[str]:
    return no_form(row.read, known) if row.fate == "form" else found


def counted(rows: Iterable[Row]) -> tuple[int, int]:
    """The words that the position should say, and how many of them it says.

    The form's own words and what is left out on purpose are neither; what was not placed is not said.
    """
    words = found = 0
    for row in rows:
        size = sum(1 for _ in _words(row, 0)) if row.fate in {"placed", "unplaced"} else len(row.lost)
        words += size
        found += size - len(row.lost) if row.fate == "placed" else 0
    return words, found


def _words(row: Row, number: int) -> Iterator[_Word]:
    """The words of a row that are the position's; how a duty leads to its parts, the form says."""
    read = LEADS_ON.sub("", row.read) if row.field.startswith("ülesanded") else row.read
    return _cut(read, number)


def _cut(text: str, number: int) -> Iterator[_Word]:
    words = (_Word(number, found, fold(found)) for found in _WORD.findall(text))
    return (word for word in words if word.folded)


def _missing(here: Sequence[_Word], there: Sequence[_Word]) -> Iterator[_Word]:
    """The words that do not stand there, in order; a slip that was mended, or a word cut in two, does."""
    if [word.folded for word in here] == [word.folded for word in there]:
        return
    # Needed only where texts differ, so its import does not slow the usual run.
    from rapidfuzz.distance import LCSseq

    # Numbers stand for words: rapidfuzz compares hashes, and two strings may share one.
    numbers: dict[str, int] = {}
    one, other = ([numbers.setdefault(word.folded, len(numbers)) for word in side] for side in (here, there))
    at = beside = 0
    for block in LCSseq.opcodes(one, other):
        if block.tag == "equal":
            yield from _unsaid(here[at : block.src_start], there[beside : block.dest_start])
            at, beside = block.src_end, block.dest_end
    yield from _unsaid(here[at:], there[beside:])


def _unsaid(here: Sequence[_Word], there: Sequence[_Word]) -> Sequence[_Word]:
    """Of words that differ from those that stand in their place, those that say something else."""
    if not here or not there:
        return here
    if "".join(word.folded for word in here) == "".join(word.folded for word in there):
        return ()
    one, other = (words_of(" ".join(word.text for word in side)) for side in (here, there))
    return here if compared(one, other, ()) is None and not is_readable_as(one, other) else ()
