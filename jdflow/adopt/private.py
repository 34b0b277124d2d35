"""What is told of people and must not enter the history: codes, addresses, numbers of phones, names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.adopt.bits.words import joined
from jdflow.adopt.given import is_given
from jdflow.language import msg
from jdflow.persons.contacts import addresses, codes, phones
from jdflow.persons.names import names_in
from jdflow.persons.words import is_other, is_post, is_thing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from jdflow.adopt.bits.words import Bit, Word
    from jdflow.adopt.desk import Desk
    from jdflow.language import Msg
    from jdflow.model.adopted import Said
    from jdflow.persons.contacts import Span
    from jdflow.persons.names import Name

_NAME_WORD = re.compile(
    r"(?:[(]?[A-ZÕÄÖÜŠŽ][a-zõäöüšž’'01|]+(?:-[A-ZÕÄÖÜŠŽ][a-zõäöüšž]+)*\)?|[A-ZÕÄÖÜŠŽ]{2,}(?:-[A-ZÕÄÖÜŠŽ]{2,})*)[,.]?\Z"
)
_SHORTEST, _MOST_NAME = 2, 4
# What ends a sentence or an item, wherever the last of its words is left out.
_ENDS = re.compile(r"[.;:]\Z")
_MARKS = "(),.;:/"
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
        if "@" in bit.text or "at)" in bit.text or "at]" in bit.text or any(map(str.isdigit, bit.text)):
            for look, why in _LOOKS:
                spans = list(look(here.text, desk.public))
                if spans:
                    here = here.holding(_without(here.words, spans, why, desk))
        if here.words or not bit.words:
            found.append(here)
        else:
            desk.form(here.mark)
    return found


def _codes(text: str, _public: Collection[str]) -> Iterator[Span]:
    """What looks like a personal code, and may have been read wrongly."""
    return codes(text, is_proven=False)


_LOOKS = ((_codes, CODE), (addresses, ADDRESS), (phones, PHONE))


def taken(bit: Bit, desk: Desk) -> tuple[Word, ...]:
    """The words of a bit, whose bullet or number is the form's; names of people are left out."""
    desk.form(bit.mark)
    return without_names(bit.words, desk)


def without_names(words: Sequence[Word], desk: Desk) -> tuple[Word, ...]:
    """The words without the names that leave no doubt, which are left out."""
    names = names_in(joined(words), allowed=desk.public, known=is_given)
    spans = [(name.start, name.end) for name in names if name.is_sure]
    return _without(words, spans, NAME, desk) if spans else tuple(words)


def _without(words: Sequence[Word], spans: Sequence[Span], why: Msg, desk: Desk) -> tuple[Word, ...]:
    """The words without those of the spans, which are left out; what stands beside these is torn."""
    kept: list[Word] = []
    last = 0
    for place, end in _places(words, spans):
        begin = max(_bracket(words, place, end), last)
        kept += words[last:begin]
        desk.leave(words[begin:end], why)
        ended = _ENDS.search(words[end - 1].text)
        if kept and begin > last:
            text = kept[-1].text
            kept[-1] = kept[-1]._replace(
                text=f"{text}{ended.group()}" if ended is not None and text[-1:].isalnum() else text, is_torn=True
            )
        last = end
    rest = list(words[last:])
    if rest:
        rest[0] = rest[0]._replace(is_torn=True)
    return (*kept, *rest)


def _bracket(words: Sequence[Word], begin: int, end: int) -> int:
    """Where the bracket opens that ends with those words, if little more stands in it: `(juhataja Mari Tamm)`."""
    inside = joined(words[begin:end])
    if inside.count(")") > inside.count("("):
        for at in range(begin - 1, max(begin - _MOST_NAME, 0) - 1, -1):
            if "(" in words[at].text:
                return at if words[at].text.startswith("(") else begin
    return begin


def _places(words: Sequence[Word], spans: Sequence[Span]) -> Iterator[Span]:
    """From which to which word each span of their text goes."""
    at = number = 0
    begin: int | None = None
    for place, word in enumerate(words):
        end = at + len(word.text)
        if begin is not None and spans[number][1] <= at:
            yield begin, place
            number, begin = number + 1, None
        if begin is None and word.text and number < len(spans) and end > spans[number][0]:
            begin = place
        at = end + 1 if word.text else at
    if begin is not None:
        yield begin, len(words)


def name_in(words: Sequence[Word]) -> tuple[int, int] | None:
    """Where among the words a person's name stands: one that leaves no doubt, or words with capitals of no office."""
    return given_in(words) or _capitals_in(words)


def given_in(words: Sequence[Word]) -> tuple[int, int] | None:
    """Where a name stands that leaves no doubt."""
    names = names_in(joined(words), known=is_given)
    name = next((name for name in names if name.is_sure), None)
    return None if name is None else next(_places(words, [(name.start, name.end)]))


def without_person(words: Sequence[Word], desk: Desk) -> tuple[Word, ...]:
    """The words that name a post, without the name of who holds it."""
    # A post without its holder's name is whole.
    rest = tuple(word._replace(is_torn=False) for word in without_names(words, desk))
    while rest and not any(map(str.isalnum, rest[-1].text)):
        desk.form(rest[-1:])
        rest = rest[:-1]
    name = _capitals_in(rest)
    # Behind a post, or alone, words with capitals are a name; before one they are of its title.
    if name is None or name[1] < len(rest) or any(is_post(_bare(word)) for word in rest[name[0] : name[1]]):
        return rest
    if name[0] > 0 and not is_other(_bare(rest[name[0] - 1])):
        return rest
    desk.leave(rest[name[0] :], NAME)
    return rest[: name[0]]


def speaks_of_someone(text: str, public: Collection[str]) -> bool:
    """Whether something stands in the text that may be the name of a person who is not public."""
    return next(_names(text, public), None) is not None


def without_name_said(said: Said, public: Collection[str]) -> tuple[Said, Said | None]:
    """The text without a name that leaves no doubt, and the name; whatever way it came there."""
    name = next((name for name in _names(said.text, public) if name.is_sure), None)
    if name is None:
        return said, None
    pieces = said.text[name.start :].split()[: len(said.text[name.start : name.end].split())]
    text = " ".join((said.text[: name.start] + said.text[name.start :].replace(" ".join(pieces), "", 1)).split())
    read, out = said.read.split(), len(pieces)
    at = next((at for at in range(len(read)) if read[at : at + out] == pieces), len(read))
    rest = " ".join((*read[:at], *read[at + out :]))
    return said._replace(text=text, read=rest), said._replace(text=" ".join(pieces), read=" ".join(read[at : at + out]))


def _names(text: str, public: Collection[str]) -> Iterator[Name]:
    return names_in(text, allowed=public, known=is_given) if text[1:].lower() != text[1:] else iter(())


def _is_name(text: str) -> bool:
    bare = text.strip(_MARKS)
    return _NAME_WORD.match(text) is not None and not is_other(bare) and not is_thing(bare)


def _bare(word: Word) -> str:
    return word.text.strip(_MARKS)


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
