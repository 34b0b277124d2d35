"""The document parted at its headings, wherever these stand: in lines of their own, in tables, before a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jdflow.adopt.bits.numerals import Numeral, numeral, with_numerals
from jdflow.adopt.duties.duty import is_led
from jdflow.adopt.forms.families import section_like
from jdflow.adopt.forms.fold import fold
from jdflow.adopt.forms.vocabulary import HEADS, MOST_WORDS, OPENING, REQUIREMENTS, head_of, label_of, section_of
from jdflow.adopt.forms.vocabulary import LABELS as LABEL_FIELDS
from jdflow.adopt.labels.header import is_approval
from jdflow.adopt.private import name_in
from jdflow.adopt.sections.beside import in_turn
from jdflow.adopt.sections.headings import (
    FINAL,
    MOST_BY_LINE,
    SHORTEST_CAPITALS,
    begins_label,
    is_exact,
    is_one_heading,
    is_outer,
    labelled,
    may_head,
    stems_of_title,
)
from jdflow.adopt.sections.results import heads_results
from jdflow.adopt.sections.returned import has_names, is_asked, is_named
from jdflow.adopt.sections.signatures import is_acknowledgement, signed_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Bit, Word

# The labels of these are looked for by who reads them.
LABELLED = frozenset({"general", "purpose", "requirements"})
_COMPETENCIES = frozenset({"core", "additional"})
_ABOVE = frozenset({"header", "document", "general", "purpose"})
_DOCUMENT = re.compile(r"ametijuhend|tööjuhend", re.IGNORECASE)
_TITLE = (fold("ametijuhend"), fold("tööjuhend"))
_BASIC = re.compile(r"\b(?:põhiülesanne|peaülesanne)\Z", re.IGNORECASE)
# A heading in capitals that has the next number may be longer than any that is known.
_MOST_NUMBERED = 14
# So soon the results follow a duty.
_SOON = 8


class Section(NamedTuple):
    """What stands below a heading, which is one of the vocabulary, `results`, or `unknown`."""

    kind: str
    heading: tuple[Word, ...]
    bits: tuple[Bit, ...]
    number: str | None = None


class Sections:
    """Goes through the bits once; what is before any heading is the `header`."""

    def __init__(self, bits: Sequence[Bit]) -> None:
        self.found: list[Section] = []
        self._bits = bits = in_turn(with_numerals(bits))
        self._kind = "header"
        self._heading: list[Word] = []
        self._number: str | None = None
        self._inside: list[Bit] = []
        # The numbers of what stands below the heading.
        self._numbers: set[str | None] = set()
        # The section that a heading which says nothing has ended, and its numbers.
        self._before: tuple[str, str, set[str | None]] | None = None
        self._kinds: set[str] = set()
        # The kind of competencies that a label of requirements stands among.
        self._among: str | None = None
        self._is_capital = False
        self._last = Numeral(0)
        self._stems = stems_of_title(bits)
        self._signed_from = signed_from(bits)
        at = 0
        while at < len(bits):
            at += self._take(at)
        self._close()

    def _take(self, at: int) -> int:
        """Puts a bit where it belongs; how many were used."""
        bit = self._bits[at]
        if self._is_signed_from(bit, at):
            return 1
        if "duties" in self._kinds and is_approval(bit):
            # What belongs to the header may stand below all else; the section goes on.
            self.found.append(Section("approval", (), (bit,)))
            return 1
        # A number without words means something only where duties are.
        if self._kind == "duties" and (not bit.words or self._is_head_row(bit)):
            self._inside.append(bit)
            return 1
        if not bit.words or self._is_head_above(bit, at):
            self._heading += (*bit.mark, *bit.words)
            return 1
        several = self._bits[at : at + 2]
        # A heading of two lines, one to the letter before one that is only like it.
        is_known = section_of(bit.text.rstrip(":. ")) is not None
        for count in (2, 1) if not is_known or is_exact(several) else (1,):
            if len(several) >= count and self._is_heading_of(several[:count], at):
                return count
        if not self._begins(bit, at):
            self._inside.append(bit)
            self._numbers.add(bit.number)
        return 1

    def _begins(self, bit: Bit, at: int) -> bool:
        """Whether something begins there whose heading the vocabulary lacks, or which has none of its own."""
        return (
            self._is_results(bit, at)
            or self._is_back(bit)
            or self._is_prefixed(bit)
            or self._is_requirement(bit, at)
            or self._is_competency(bit, at)
            or self._is_title(bit)
            or self._is_other(bit, at)
            or self._is_headless(bit, at)
        )

    def _is_results(self, bit: Bit, at: int) -> bool:
        """Whether the column of results stands there, behind the duties; it has no heading of a section."""
        if "duties" not in self._kinds or not heads_results(self._bits, at, self._kind, self._inside):
            return False
        self._open("results", [*bit.mark, *bit.words], bit)
        return True

    def _is_signed_from(self, bit: Bit, at: int) -> bool:
        """Whether those who sign stand there, without a heading."""
        if "duties" not in self._kinds or section_of(bit.text.rstrip(":. ")) is not None:
            return False
        is_end = at >= self._signed_from
        is_said = self._kind not in LABELLED | {"duties"} and is_acknowledgement(bit)
        if not is_end and not is_said:
            return False
        if self._kind != "signatures":
            self._open("signatures", [], bit)
        self._inside.append(bit)
        return True

    def _is_head_row(self, bit: Bit) -> bool:
        """Whether it heads a column of the duties' table, there or once more on another page."""
        return not bit.is_item and len(bit.words) <= MOST_WORDS and head_of(bit.text.rstrip(":.")) is not None

    def _is_head_above(self, bit: Bit, at: int) -> bool:
        """Whether it heads the column of results and stands above the duties, without the head beside it."""
        if self._kind not in _ABOVE or bit.is_item or bit.cell is not None or HEADS.get(fold(bit.text)) != "result":
            return False
        following = self._bits[at + 1] if at + 1 < len(self._bits) else None
        is_duty = following is not None and (following.number or "").count(".") > 0 and following.cell is None
        return is_duty or (following is not None and section_of(following.text.rstrip(":. ")) == "duties")

    def _is_heading_of(self, bits: Sequence[Bit], at: int) -> bool:
        first = bits[0]
        if len(bits) > 1 and not is_one_heading(bits):
            return False
        words = [word for bit in bits for word in bit.words]
        if first.level is not None or len(words) > MOST_WORDS or not may_head(first):
            return False
        text = " ".join(bit.text for bit in bits)
        kind = section_of(text.rstrip(":. "))
        if kind == "duties" and self._is_basic(text, at):
            kind = "purpose"
        if kind is None or not self._opens(kind, first):
            return False
        self._open(kind, [word for bit in bits for word in (*bit.mark, *bit.words)], first)
        return True

    def _opens(self, kind: str, bit: Bit) -> bool:
        """Whether a heading of that kind may stand there."""
        if kind == "signatures":
            return "duties" in self._kinds and self._kind not in {"duties", "general", "purpose"} and is_outer(bit)
        if kind in {"general", "purpose"} and self._kind == "general":
            # Its label in a table; or else it is read as one, too.
            return kind == "purpose" and bit.cell is None
        if self._kind == "duties" and (kind == "duties" or self._is_within(bit)):
            return False
        if kind == "requirements" and self._kind == "requirements" and self._inside:
            return False
        return not (bit.cell is not None and bit.cell.column > 0)

    def _is_basic(self, text: str, at: int) -> bool:
        """Whether the basic task is meant that the purpose is called where the tasks follow."""
        if not _BASIC.search(text.rstrip(":. ")) or self._kinds & {"duties", "purpose"}:
            return False
        following = (bit for bit in self._bits[at + 1 :] if bit.cell is None or bit.cell.column == 0)
        return any(section_of(bit.text.rstrip(":. ")) == "duties" for bit in following)

    def _is_within(self, bit: Bit) -> bool:
        """Whether its number is one below that of the section."""
        return self._number is not None and (bit.number or "").startswith(f"{self._number}.")

    def _is_back(self, bit: Bit) -> bool:
        """Whether a section goes on with its next number below a line that was no heading: a stamp, a torn title."""
        if self._before is None or self._kind != "unknown" or self._number is not None:
            return False
        kind, number, numbers = self._before
        if not (bit.number or "").startswith(f"{number}.") or bit.number in numbers:
            return False
        self._open(kind, [], bit)
        self._number = number
        self._inside.append(bit)
        return True

    def _is_prefixed(self, bit: Bit) -> bool:
        """A heading with a colon, and what it heads behind it."""
        if bit.level is not None or not may_head(bit):
            return False
        for count, word in enumerate(bit.words[:MOST_WORDS], 1):
            if word.text.endswith(":") and count < len(bit.words):
                kind = section_of(" ".join(one.text for one in bit.words[:count]).rstrip(":"))
                is_signed = kind == "signatures" and self._is_signed(bit.words[count:])
                is_label = self._kind in LABELLED - {"purpose"} or kind == "signatures"
                if kind is None or (is_label and not is_signed) or not self._opens(kind, bit):
                    return False
                self._open(kind, [*bit.mark, *bit.words[:count]], bit)
                self._inside.append(bit.after(count))
                return True
        return False

    def _is_signed(self, words: Sequence[Word]) -> bool:
        """Whether a name stands there, or the line for one."""
        letters = sum(any(map(str.isalpha, word.text)) for word in words)
        return name_in(words) is not None or (letters <= MOST_BY_LINE and self._kind not in LABELLED)

    def _is_requirement(self, bit: Bit, at: int) -> bool:
        """A label of what is asked, where no heading has said that such labels follow."""
        if self._kind in LABELLED or self._kind in {"header", "document", "signatures"} or bit.level is not None:
            return False
        if not may_head(bit) or (bit.cell is not None and bit.cell.column > 0):
            return False
        following = self._bits[at + 1 : at + 2]
        is_heading = bit.text.isupper() and self._is_next(bit)
        wanted = frozenset(REQUIREMENTS) if self._kind in _COMPETENCIES or is_heading else OPENING
        field = label_of(bit.text.rstrip(": ")) if len(bit.words) <= MOST_WORDS else None
        is_alone = field in wanted and following and not bit.text.endswith(FINAL)
        is_begun = self._kind in _COMPETENCIES and "requirements" in self._kinds and begins_label(bit) in OPENING
        is_begun |= self._kind in _COMPETENCIES and is_asked(bit, self._heading, self._inside)
        if not is_alone and not is_begun and (self._kind in _COMPETENCIES | {"duties"} or labelled(bit) not in OPENING):
            return False
        among = self._kind if self._kind in _COMPETENCIES and has_names(self._inside) else None
        self._open("requirements", [], bit)
        self._among = among
        self._inside.append(bit)
        return True

    def _is_competency(self, bit: Bit, at: int) -> bool:
        """Whether competencies go on there, behind labels of requirements that stand among them."""
        following = self._bits[at + 1] if at + 1 < len(self._bits) else None
        if self._among is None or bit.cell is not None or not is_named(bit, following):
            return False
        self._open(self._among, [], bit)
        self._inside.append(bit)
        return True

    def _is_title(self, bit: Bit) -> bool:
        """The name of the document with words around it: `Koordinaatori ametijuhend`."""
        if self._kinds or len(bit.words) > MOST_WORDS or not _DOCUMENT.search(bit.text):
            return False
        folded = [fold(word.text) for word in bit.words]
        at = next((number for number, word in enumerate(folded) if word in _TITLE), None)
        if at not in {0, len(bit.words) - 1} or bit.text.endswith(FINAL) or bit.text[:1].islower():
            return False
        self._open("document", [*bit.mark, bit.words[at]], bit)
        rest = bit.words[1:] if at == 0 else bit.words[:-1]
        self._inside.append(bit.holding(rest)._replace(mark=(), is_whole=True))
        return True

    def _is_other(self, bit: Bit, at: int) -> bool:
        """A heading that the vocabulary lacks: its words tell what it heads, or nothing below it has a field."""
        words = bit.words
        is_next = self._is_next(bit)
        # Below the title stand notes in capitals.
        is_capital = self._is_capital and bit.text.isupper() and bit.cell is None and self._kind != "document"
        is_sure = is_next and (bit.text.isupper() or (bit.number or "").isalpha())
        if (
            bit.level is not None
            or len(words) > (_MOST_NUMBERED if is_sure else MOST_WORDS)
            or bit.text.rstrip(":").endswith(FINAL)
            or self._kind == "signatures"
            or (self._kind == "duties" and self._is_within(bit))
            or (bit.cell is not None and bit.cell.columns > 1)
            or (not is_sure and not any(len(word.text) >= SHORTEST_CAPITALS for word in words))
            or (LABEL_FIELDS.get(fold(bit.text)) if is_sure else label_of(bit.text.rstrip(": "))) is not None
        ):
            return False
        kind = section_like(self._without_title(bit))
        if not self._kinds - {"document"}:
            # The first heading of all: only one whose words are sure.
            is_first = bit.is_heading or bit.text.isupper() or (is_next and kind in {"general", "purpose"})
            return kind is not None and is_first and self._heads(kind, bit)
        if self._kind in _COMPETENCIES and not is_sure and not self._is_no_name(bit):
            return False
        after = self._bits[at + 1 : at + 2]
        is_section = is_next and not self._numbers & {str(self._last.value), "1", "2"}
        is_marked = bit.is_heading and (is_next or (self._is_apart(after) and bit.cell is None))
        is_told = kind is not None and kind != self._kind and self._is_led_to(bit, after)
        is_plain = is_section and bool(after) and bit.text[:1].isupper()
        if not (is_sure or is_capital or is_marked or is_told or is_plain):
            return False
        if kind is not None and self._heads(kind, bit):
            return True
        self._open("unknown", [], bit)
        self._inside.append(bit)
        return True

    def _without_title(self, bit: Bit) -> str:
        """The heading without the position's own title, in whatever case: `Arhivaari õigused`."""
        return " ".join(word.text for word in bit.words if not fold(word.text).startswith(self._stems)) or bit.text

    def _heads(self, kind: str, bit: Bit) -> bool:
        """Whether a heading of that kind may stand there; it is then opened."""
        if not self._opens(kind, bit):
            return False
        self._open(kind, [*bit.mark, *bit.words], bit)
        return True

    def _is_next(self, bit: Bit) -> bool:
        """Whether its number is that of the next section."""
        number = numeral(bit.number)
        is_counted = self._last.value > 0 or not self._kinds - {"document"}
        return number is not None and is_counted and number.is_behind(self._last)

    def _is_led_to(self, bit: Bit, after: Sequence[Bit]) -> bool:
        """Whether a list follows the line, or what leads to one, in a section that is no list of labels."""
        if bit.cell is not None or bit.number is not None or not after:
            return False
        if self._kind in LABELLED - {"purpose"} and not (bit.is_apart or bit.is_bold):
            return False
        return after[0].level is not None or (after[0].text.endswith(":") and bit.text[:1].isupper())

    def _is_headless(self, bit: Bit, at: int) -> bool:
        """Whether the next section begins with its first number, its heading being lost."""
        here = numeral(self._number)
        if here is None or here.is_roman or self._kind == "duties" or bit.level is not None or bit.number is None:
            return False
        if not bit.number.startswith(f"{here.value + 1}.") or label_of(bit.text.rstrip(": ")) or labelled(bit):
            return False
        soon = [one for one in self._bits[at : at + _SOON] if one.cell is None or one.cell.table == _table(bit)]
        has_results = any(is_led(one) or (one.cell is not None and one.cell.column > 0) for one in soon)
        # With its heading further below, columns were read across each other.
        is_lost = not any(section_of(one.text.rstrip(":. ")) == "duties" for one in self._bits[at + 1 :])
        is_duty = has_results and is_lost and "duties" not in self._kinds
        self._open("duties" if is_duty else "unknown", [], bit)
        self._last = Numeral(here.value + 1)
        self._number = str(here.value + 1)
        self._inside.append(bit)
        return True

    def _is_apart(self, after: Sequence[Bit]) -> bool:
        """Whether a heading ends the section; labels are headings, too, and groups of duties that are lists."""
        if self._kind == "duties":
            is_listed = bool(after) and after[0].level is not None and after[0].cell is None
            return not is_listed or any(one.cell is not None for one in self._inside)
        return self._kind not in LABELLED

    def _is_no_name(self, bit: Bit) -> bool:
        """Whether a line among competencies is no name of one: in capitals, as no name before it."""
        is_capital = self._is_capital and bit.text.isupper() and bit.cell is None
        return (
            is_capital
            and any(one.level is None for one in self._inside)
            and not any(one.text.isupper() for one in self._inside)
        )

    def _open(self, kind: str, heading: list[Word], bit: Bit) -> None:
        if kind != "unknown":
            self._before = None
        elif self._kind != "unknown" and self._number is not None:
            self._before = (self._kind, self._number, self._numbers)
        self._close()
        self._kind, self._heading, self._number, self._among = kind, heading, bit.number, None
        self._kinds.add(kind)
        if kind != "document":
            self._is_capital |= bit.text.isupper()
        self._last = numeral(bit.number) or self._last

    def _close(self) -> None:
        if self._inside or self._heading:
            self.found.append(Section(self._kind, tuple(self._heading), tuple(self._inside), self._number))
        self._inside, self._heading, self._numbers = [], [], set()


def _table(bit: Bit) -> int | None:
    return None if bit.cell is None else bit.cell.table
