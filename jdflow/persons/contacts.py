"""Where personal codes, e-mail addresses and phone numbers stand in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# From where to where in the text.
Span: TypeAlias = tuple[int, int]

# Patterns stay text until they are needed, which is seldom: compiling them would slow every start.
# A code is no part of a longer number or word, but for the word that says what it is, to which recognition may glue it.
_CODE = (
    r"(?:(?<![^\W_])(?<![0-9][.,])|(?<=kood)|(?<=\bik))"
    r"[1-8][0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{4}(?![^\W_])"
)
_GAP = "[ \u00a0-]?"
_PHONE = (
    r"(?<![\w+./-])(?:"
    rf"(?:\+[0-9]{{1,3}}|00372){_GAP}[0-9](?:{_GAP}[0-9]){{5,10}}"  # with a country's code
    rf"|(?i:tel|telefon|mob|mobiil|gsm)\.?:?\s?[0-9](?:{_GAP}[0-9]){{4,9}}"  # after a word that says so
    # The same within a sentence, where only numbers as long as Estonian ones are meant.
    rf"|(?i:telefon|mobiil)[^\W\d]{{1,16}}:?(?: nr\.?)?\s[0-9](?:{_GAP}[0-9]){{6,7}}"
    "|5[0-9]{2,3}[ \u00a0][0-9]{4}|[4-7][0-9]{2}[ \u00a0][0-9]{4}"  # as Estonian numbers are written
    r")(?![\w-])"
)
_LOCAL_PART = r"[\w.+-]{1,64}\Z"
_DOMAIN = r"[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[A-Za-z]{2,24}"
_LONGEST_LOCAL_PART = 64
_LONGEST_ADDRESS = 700
# How the sign of an address is written to hide it from machines, too.
_HIDDEN = r"\s?[(\[](?:at|@)[)\]]\s?"
# All digits as one, and all that may part them, of which a no-break space is two bytes: so the search is a quick one.
_SIGNS = bytes(b"0- "[0 if byte in b"0123456789" else 1 if byte in b" \xc2\xa0-" else 2] for byte in range(256))
_RUN = re.compile(rb"0[0-]{3,}0")
_DATE = rb"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_WEIGHTS = ((1, 2, 3, 4, 5, 6, 7, 8, 9, 1), (3, 4, 5, 6, 7, 8, 9, 1, 2, 3))


def may_hold(data: bytes) -> bool:
    """Whether it is worth looking closer: an @, or as many digits in a row as a number has. Nearly no file has."""
    if b"@" in data or b"at)" in data or b"at]" in data:
        return True
    runs = _RUN.finditer(data.translate(_SIGNS))
    return any(re.fullmatch(_DATE, data[run.start() : run.end()]) is None for run in runs)


def codes(text: str, *, is_proven: bool) -> Iterator[Span]:
    """Every personal code; where it must be proven, by its checksum, or else by its look alone."""
    for match in re.finditer(_CODE, text):
        if not is_proven or is_personal_code(match.group()):
            yield match.span()


def phones(text: str, allowed: Collection[str] = ()) -> Iterator[Span]:
    """Every phone number that is not allowed."""
    numbers = {_digits(contact) for contact in allowed}
    for match in re.finditer(_PHONE, text):
        if _digits(match.group()) not in numbers:
            yield match.span()


def addresses(text: str, allowed: Collection[str] = ()) -> Iterator[Span]:
    """Every e-mail address that is not allowed, by itself or as one of its domain (`@…`)."""
    known = {contact.casefold() for contact in allowed}
    for start, end in _signs(text):
        # Looking back from the sign takes a bounded time, however long the word before it is.
        local = re.search(_LOCAL_PART, text[max(0, start - _LONGEST_LOCAL_PART) : start])
        domain = re.match(_DOMAIN, text[end : end + _LONGEST_ADDRESS])
        if local is None or domain is None:
            continue
        host = f"@{domain.group()}".casefold()
        if host not in known and f"{local.group()}{host}".casefold() not in known:
            yield start - len(local.group()), end + domain.end()


def _signs(text: str) -> Iterator[Span]:
    """Where each @ stands, or what is written for it."""
    if ")" in text or "]" in text:
        yield from (match.span() for match in re.finditer(f"{_HIDDEN}|@", text))
        return
    at = text.find("@")
    while at >= 0:
        yield at, at + 1
        at = text.find("@", at + 1)


def is_personal_code(code: str) -> bool:
    """Whether eleven digits carry the checksum of an isikukood."""
    digits = [int(digit) for digit in code]
    for weights in _WEIGHTS:
        rest = sum(digit * weight for digit, weight in zip(digits, weights, strict=False)) % 11
        if rest < 10:  # noqa: PLR2004 (ten asks for the second row of weights)
            return rest == digits[10]
    return digits[10] == 0


def _digits(text: str) -> str:
    return re.sub(r"\A(?:00)?372", "", "".join(filter(str.isdigit, text)))
