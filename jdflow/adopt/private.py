"""What is told of people and must not enter the history: codes, addresses, numbers of phones, names."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from jdflow.adopt.given import is_given
from jdflow.adopt.words import joined
from jdflow.language import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.desk import Desk
    from jdflow.adopt.words import Bit, Word
    from jdflow.language import Msg

_CODE = re.compile(r"(?<!\d)[1-8]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}(?!\d)")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_GAP = "[ -]?"
_PHONE = re.compile(
    rf"(?<![\w+./-])(?:\+\d{{1,3}}{_GAP}\d(?:{_GAP}\d){{5,10}}|(?:tel|telefon|mob|mobiil|gsm)\.?:?\s?\d(?:{_GAP}\d){{4,9}}"
    r"|5\d{2,3} \d{4}|[4-7]\d{2} \d{4})(?![\w-])",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(
    r"[A-ZÕÄÖÜŠŽ][a-zõäöüšž’'01|]+(?:-[A-ZÕÄÖÜŠŽ][a-zõäöüšž]+)*[,.]?\Z|[A-ZÕÄÖÜŠŽ]{2,}(?:-[A-ZÕÄÖÜŠŽ]{2,})*[,.]?\Z"
)
# Words that begin with a capital and are no names of people.
_OFFICE = re.compile(
    r"(?:\w*(?:juhataja|juht|juhi|ülem|koordinaator|spetsialist|nõunik|ekspert|jurist|direktori?|analüütik|sekretär"
    r"|inspektor|asetäitja|haldur|nõustaja|teenistuja|ametnik|töötaja|tööandja|osakon[dn]a?|talituse?|büroo|keskuse?"
    r"|teenistuse?|ministeeriumi?|minister|kantsler)(?:i|ku|t|ks|na)?|ameti?|\w+amet|juhend|ametijuhend|kinnit\w*|allkir\w*|kuupäev|nimi"
    r"|tutvunud|vahetu|poolte|eesti|vabariigi|linna|valla|linnapea|vallavanem|koostas|esindaja)\Z",
    re.IGNORECASE,
)
_POST = re.compile(
    r"(?:juhataja|juht|ülem|aator|itor|ktor|sor|ist|nõunik|ekspert|referent|assistent|är|haldur|konsultant|insener|hoidja|ent|vanem"
    r"|teenistuja|ametnik|töötaja|arst|arendaja|tõlk|partner|abi|õpetaja|dik|aar|aator|loog)[,.]?\Z",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"(?:[A-ZÕÄÖÜŠŽ]\.-?){1,2}\Z")
_SHORTEST, _MOST_NAME = 2, 4
CODE = msg("it is a personal identification code, which must never enter Git")
ADDRESS = msg("it is an e-mail address, which must not enter Git")
PHONE = msg("it is a phone number, which must not enter Git")
NAME = msg("it is the name of a person; names come from the people file when the document is printed")

PERHAPS_NAME = msg("a person's name may stand in it, which must not enter Git; take it out")


def without_contacts(bits: Sequence[Bit], desk: Desk) -> list[Bit]:
    """The bits without codes, addresses and numbers of phones, which are left out."""
    found: list[Bit] = []
    for bit in bits:
        here = bit
        if "@" in bit.text or any(map(str.isdigit, bit.text)):
            for pattern, why in ((_CODE, CODE), (_ADDRESS, ADDRESS), (_PHONE, PHONE)):
                here = _without(here, pattern, why, desk)
        if here.words or not bit.words:
            found.append(here)
        else:
            desk.form(here.mark)
    return found


def _without(bit: Bit, pattern: re.Pattern[str], why: Msg, desk: Desk) -> Bit:
    """The bit without the words that the pattern finds in it."""
    spans = [match.span() for match in pattern.finditer(bit.text)]
    if not spans:
        return bit
    kept: list[Word] = []
    inside: list[list[Word]] = [[] for _ in spans]
    at = number = 0
    for word in bit.words:
        end = at + len(word.text)
        while number < len(spans) and spans[number][1] <= at:
            number += 1
        is_inside = bool(word.text) and number < len(spans) and end > spans[number][0]
        (inside[number] if is_inside else kept).append(word)
        at = end + 1 if word.text else at
    for words in inside:
        desk.leave(words, why)
    return bit.holding(kept)


def name_in(words: Sequence[Word]) -> tuple[int, int] | None:
    """Where among the words a person's name stands: a given name, or words with capitals, none of them of an office."""
    return given_in(words) or _capitals_in(words)


def given_in(words: Sequence[Word]) -> tuple[int, int] | None:
    """Where a name stands that leaves no doubt: a given name, or an initial, with a word in capitals behind it."""
    for at, (first, second) in enumerate(pairwise(words)):
        is_begun = _is_capital(first.text) and is_given(first.text) and not first.text.endswith((",", ".", ":", ";"))
        if not (is_begun or _INITIAL.match(first.text)) or not _is_name(second.text):
            continue
        end = at + _SHORTEST
        while end < min(len(words), at + _MOST_NAME) and _is_name(words[end].text) and _goes_on(words[end - 1].text):
            end += 1
        return at, end
    return None


def without_names(words: Sequence[Word], desk: Desk) -> tuple[Word, ...]:
    """The words without the names that leave no doubt, which are left out."""
    rest = tuple(words)
    while (name := given_in(rest)) is not None:
        desk.leave(rest[name[0] : name[1]], NAME)
        rest = (*rest[: name[0]], *rest[name[1] :])
    return rest


def without_person(words: Sequence[Word], desk: Desk) -> tuple[Word, ...]:
    """The words that name a post, without the name of who holds it."""
    rest = without_names(words, desk)
    name = _capitals_in(rest)
    # Behind a post, or alone, words with capitals are a name; before one they are of its title.
    if name is None or name[1] < len(rest) or any(_POST.search(word.text) for word in rest[name[0] : name[1]]):
        return rest
    if name[0] > 0 and not _OFFICE.match(rest[name[0] - 1].text.rstrip(",")):
        return rest
    desk.leave(rest[name[0] :], NAME)
    return rest[: name[0]]


def speaks_of_someone(text: str) -> bool:
    """Whether something like a given name with another name behind it stands in the text."""
    return any(
        _is_capital(first) and is_given(first) and first[-1].isalpha() and _is_name(second)
        for first, second in pairwise(text.split())
    )


def _goes_on(text: str) -> bool:
    return not text.endswith((",", "."))


def _is_capital(text: str) -> bool:
    return text[:1].isupper()


def _is_name(text: str) -> bool:
    return _NAME_WORD.match(text) is not None and not _OFFICE.match(text.rstrip(",."))


def _capitals_in(words: Sequence[Word]) -> tuple[int, int] | None:
    """Two to four words with a capital, none of them of an office."""
    begin = None
    for at, word in enumerate((*words, None)):
        is_name = word is not None and _is_name(word.text)
        if is_name and begin is None:
            begin = at
        elif not is_name and begin is not None:
            if _SHORTEST <= at - begin <= _MOST_NAME and not joined(words[begin:at]).isupper():
                return begin, at
            begin = None
        if is_name and word is not None and word.text.endswith(",") and begin is not None:
            if at + 1 - begin >= _SHORTEST:
                return begin, at + 1
            begin = None
    return None
