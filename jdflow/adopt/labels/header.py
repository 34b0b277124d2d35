"""What stands above the title and in the margins: approval, the first day in force, the agency, people."""

from __future__ import annotations

import re
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from jdflow.adopt.bits.flow import flow
from jdflow.adopt.bits.pages import is_page_number
from jdflow.adopt.bits.sentences import item
from jdflow.adopt.bits.words import joined
from jdflow.adopt.desk import GUESSED, ORDERED, said
from jdflow.adopt.forms.fold import fold
from jdflow.adopt.forms.vocabulary import LABELS
from jdflow.adopt.private import NAME, name_in, taken
from jdflow.language import msg
from jdflow.shape.days import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Bit, Word
    from jdflow.adopt.desk import Desk
    from jdflow.model.adopted import Said
    from jdflow.model.position import Relation

_DAY = re.compile(r"(?<!\d)(\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{4}-\d{2}-\d{2})(?!\d)")
_MONTHS = (
    *("jaanuar", "veebruar", "märts", "aprill", "mai", "juuni"),
    *("juuli", "august", "septemb", "oktoob", "novemb", "detsemb"),
)
_WORDED = re.compile(rf"(?<!\d)(\d{{1,2}})[“”\"»]?\.?\s({'|'.join(_MONTHS)})\w*\s(\d{{4}})", re.IGNORECASE)
_EFFECTIVE = tuple(map(fold, ("kehti", "jõustu", "rakenda")))
_UNTIL = re.compile(r"kuni:?\Z", re.IGNORECASE)
_APPROVED = re.compile(r"kinnita|käskkir|korraldus|otsus|määrus|\blisa\b|juurde|tööleping", re.IGNORECASE)
_BASIS = re.compile(r"\balusel\b|^alus:? (?=\S)", re.IGNORECASE)
_EMPLOYED = re.compile(r"\btöölepingu\w*\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?:^|\s)(?:nr|number|№)\.?\s*([\w./-]*\d[\w./-]*)", re.IGNORECASE)
# A line of approval that says no more than the template prints by itself.
_PLAIN = re.compile(r"(?:kinnitatud|kinnitan|käskkirjaga|käskkiri|nr|a|aasta|kuupäev)\Z", re.IGNORECASE)
_AGENCY = re.compile(
    r"(?:amet|ministeerium|inspektsioon|keskus|vald|linn|vallavalitsus|linnavalitsus|kohus|prokuratuur|muuseum|arhiiv"
    r"|kool|kantselei|fond|instituut|raamatukogu|sihtasutus|kassa|sa|omavalitsus|politsei)\Z",
    re.IGNORECASE,
)
_MARGIN = re.compile(r"ametijuhend\b|mustand\Z|eelnõu\Z", re.IGNORECASE)
# The lines on which something is written by hand, and what stands by them.
_BLANK = re.compile(r"[\W_]*|\W*(?:allkirjastatud digitaalselt|allkiri|kuupäev|mustand|eelnõu)\W*", re.IGNORECASE)
_MOST_AGENCY, _FIRST, _MOST_APPROVAL = 6, 4, 18
_ALUS = fold("alus")
_SAID = re.compile(r"(?:ametijuhend (?:on )?)?(?:kinnitatud|kehtestatud)\b", re.IGNORECASE)
IN_MARGIN = msg("it stands in the margin of the page")
AGENCY = msg("it is the name of the agency, which shared/settings.yaml holds")
SIGNED = msg("it tells of a signature, which belongs to the signed document")


class Header:
    """What was read of approval and days."""

    def __init__(self, desk: Desk, agency: str) -> None:
        self.effective_from: date | None = None
        self.effective_to: date | None = None
        self.dated: Said | None = None
        self.number: Said | None = None
        self.approved_on: date | None = None
        self.basis: Said | None = None
        self.lines: list[Said] = []
        # What the header says of who holds the position.
        self.relation: Relation | None = None
        # Lines of approval: their words, the number in them, whether they say no more than a template does.
        self._notes: list[tuple[Sequence[Word], re.Match[str] | None, bool]] = []
        self._desk = desk
        self._agency = fold(agency)

    def read(self, bits: Sequence[Bit]) -> list[Bit]:
        """Reads what stands above the title; gives back what it cannot tell."""
        rest: list[Bit] = []
        notes = flow(bits, _is_note)
        for bit, following in zip_longest(notes, notes[1:]):
            if self.takes(bit):
                continue
            if self._goes_on(bit, following):
                self._approval(bit)
            else:
                rest.append(bit)
        return rest

    def _goes_on(self, bit: Bit, following: Bit | None) -> bool:
        """Whether it stands within a note of approval: below what begins one, or with its day."""
        if not self._notes or len(bit.words) > _MOST_AGENCY:
            return False
        is_begun = not any(number or _day_in(joined(words)) for words, number, _ in self._notes)
        return is_begun and (_day_in(bit.text) is not None or (following is not None and _tells_approval(following)))

    def takes(self, bit: Bit) -> bool:
        """Whether the paragraph is a note that a header has."""
        text = bit.text
        if not bit.words:
            return True
        if self._effective(bit):
            return True
        if _BASIS.search(text) and self.basis is None:
            words = taken(bit, self._desk)
            if fold(words[0].text) == _ALUS:
                # The label of the field.
                self._desk.form(words[:1])
                words = words[1:]
            self.basis = said(words, ORDERED, text=item(words))
            return True
        if _APPROVED.search(text) or _NUMBER.search(text) or _only_day(text):
            self._approval(bit)
            return True
        return self._names_agency(bit) or self._person(bit)

    def margin(self, bits: Sequence[Bit]) -> None:
        """Reads what stands in the margins."""
        for bit in bits:
            if is_page_number(bit) or _MARGIN.match(bit.text):
                self._desk.form((*bit.mark, *bit.words))
            elif _is_effective(bit) or _NUMBER.search(bit.text) or bit.text.upper().startswith("KINNITATUD"):
                if not self.takes(bit):
                    self._desk.leave((*bit.mark, *bit.words), IN_MARGIN)
            elif self._agency and fold(bit.text) == self._agency:
                self._desk.form((*bit.mark, *bit.words))
            else:
                self._desk.leave((*bit.mark, *bit.words), IN_MARGIN)

    def date_of(self, words: Sequence[Word]) -> bool:
        """Whether the words, which a label of that kind stands before, say the first day in force, or the last one."""
        if self.effective_from is not None or self.effective_to is not None:
            return False
        end = next((at for at, word in enumerate(words) if _UNTIL.match(word.text)), len(words))
        first, last = _day_in(joined(words[:end])), _day_in(joined(words[end:]))
        if end == len(words):
            # From one day to another, with a dash between them.
            last = next((day for one in words[1:] if (day := _day_in(one.text)) and first and day > first), None)
        if first is None and last is None:
            return False
        self.effective_from, self.effective_to = first, last
        read = words if last is not None else words[:end]
        self.dated = said(read)
        if len(read) < len(words):
            self._desk.lose([words[end:]])
        return True

    def _effective(self, bit: Bit) -> bool:
        if not _is_effective(bit) or _APPROVED.match(bit.text):
            return False
        if not self.date_of(bit.words):
            return False
        self._desk.form(bit.mark)
        return True

    def _approval(self, bit: Bit) -> None:
        words = taken(bit, self._desk)
        name = name_in(words)
        if name is not None and not bit.text.isupper():
            self._desk.leave(words[name[0] : name[1]], NAME)
            words = (*words[: name[0]], *words[name[1] :])
        text = joined(words)
        if _EMPLOYED.search(text):
            self.relation = "töötaja"
        number = _NUMBER.search(text)
        day = _day_in(text)
        if day is not None and self.approved_on is None:
            self.approved_on = day
        is_plain = all(_PLAIN.match(word.text.strip('„“",.:;_ ')) or _is_figure(word.text) for word in words)
        self._notes.append((words, number, is_plain))

    def finish(self) -> None:
        """Decides what becomes of the lines of approval: where all are plain, a template prints them by itself."""
        is_known = self.approved_on is not None or any(number is not None for _, number, _ in self._notes)
        is_plain = is_known and all(plain for _, _, plain in self._notes)
        for words, number, _ in self._notes:
            wanted = None if number is None or self.number is not None else number.group(1).rstrip(".,")
            if is_plain:
                at = next((at for at, word in enumerate(words) if word.text.strip(".,") == wanted), None)
                if at is not None:
                    self.number = said(words[at : at + 1], text=wanted)
                self._desk.form(word for place, word in enumerate(words) if place != at)
                continue
            if wanted is not None:
                # Its words stand in the line.
                self.number = said((), ORDERED, text=wanted)._replace(spots=(words[0].spot,))
            self.lines.append(said(words, ORDERED, text=item(words)))
        self._notes = []

    def _names_agency(self, bit: Bit) -> bool:
        """Whether it is the name of an agency, or its label; that of the own one is the form's, too."""
        is_label = LABELS.get(fold(bit.text.rstrip(":"))) == "agency"
        if is_label or (self._agency and fold(bit.text) == self._agency):
            self._desk.form((*bit.mark, *bit.words))
            return True
        if not _is_agency(bit):
            return False
        self._desk.leave((*bit.mark, *bit.words), AGENCY)
        return True

    def _person(self, bit: Bit) -> bool:
        if _BLANK.fullmatch(bit.text):
            self._desk.form((*bit.mark, *bit.words))
            return True
        name = name_in(bit.words)
        if name is None or len(bit.words) > _MOST_AGENCY:
            return False
        self._desk.leave(bit.words[name[0] : name[1]], NAME)
        rest = (*bit.mark, *bit.words[: name[0]], *bit.words[name[1] :])
        if any(word.text for word in rest):
            self.lines.append(said(rest, GUESSED))
        else:
            self._desk.form(rest)
        return True


def _is_agency(bit: Bit) -> bool:
    """Whether it ends as the names of agencies do."""
    is_short = len(bit.words) <= _MOST_AGENCY and bit.text[:1].isupper()
    return is_short and _AGENCY.search(bit.words[-1].text) is not None


def _is_note(bit: Bit) -> bool:
    if bit.text[:1].islower():
        return False
    is_basis = fold(bit.words[0].text) == _ALUS if bit.words else False
    return is_basis or _APPROVED.match(bit.text) is not None or _is_effective(bit)


def is_approval(bit: Bit) -> bool:
    """Whether a paragraph anywhere says when, or by what, the job description was approved."""
    text = bit.text
    is_said = bit.level is None and len(bit.words) <= _MOST_APPROVAL and _SAID.match(text) is not None
    return is_said and (_day_in(text) is not None or _NUMBER.search(text) is not None)


def _tells_approval(bit: Bit) -> bool:
    return _day_in(bit.text) is not None or (
        _APPROVED.search(bit.text) is not None and _NUMBER.search(bit.text) is not None
    )


def _is_effective(bit: Bit) -> bool:
    """Whether it speaks of the first day in force, among its first words."""
    if not any(map(str.isdigit, bit.text)):
        return False
    return any(fold(word.text).startswith(_EFFECTIVE) for word in bit.words[:_FIRST])


def _day_in(text: str) -> date | None:
    """The first day that the text names."""
    written = _DAY.search(text)
    if written is not None:
        day = day_of(written.group(1).replace(". ", "."))
        return day if isinstance(day, date) else None
    worded = _WORDED.search(text)
    if worded is None:
        return None
    number, month, year = worded.groups()
    at = next(at for at, name in enumerate(_MONTHS, 1) if month.casefold().startswith(name))
    day = day_of(f"{number}.{at}.{year}")
    return day if isinstance(day, date) else None


def _only_day(text: str) -> bool:
    bare = text.strip(' .a„“”"«»')
    return _DAY.fullmatch(bare) is not None or _WORDED.fullmatch(bare) is not None


def _is_figure(text: str) -> bool:
    """Whether it is a day, a number, or the line on which one is written."""
    return not any(character.isalpha() for character in text) or bool(re.fullmatch(r"[\w./-]*\d[\w./-]*[.,]?", text))
