"""What must never enter the history: personal codes, e-mail addresses, phone numbers; comments included."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.problems import Place, Problem, privacy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_CODE = re.compile(r"(?<![\w.,])[1-8]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}(?![\w])")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_PHONE = re.compile(
    r"(?<![\w+./-])(?:"
    r"\+\d{1,3}[  -]?\d(?:[  -]?\d){5,10}"  # with a country's code
    r"|(?:[Tt]el|[Tt]elefon|[Mm]ob|[Mm]obiil)[.:]?\s{0,2}:?\s?\d(?:[  -]?\d){4,9}"  # after a word that says so
    r"|5\d{2,3}[  ]\d{4}|[4-7]\d{2}[  ]\d{4}"  # as Estonian numbers are written
    r")(?![\w-])"
)
_RUN = re.compile("[0-9][0-9 \u00a0-]{3,}[0-9]")
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGITS = re.compile(r"\D")
_WEIGHTS = ((1, 2, 3, 4, 5, 6, 7, 8, 9, 1), (3, 4, 5, 6, 7, 8, 9, 1, 2, 3))


def _has_long_number(text: str) -> bool:
    """Whether there are as many digits in a row as a code or a phone number has; a quick look, for nearly none has."""
    return any(_DATE.fullmatch(run) is None for run in _RUN.findall(text))


def personal_codes(path: str, text: str) -> Iterator[Problem]:
    """Every personal code in a file's text."""
    if not _has_long_number(text):
        return
    for match in _CODE.finditer(text):
        if is_personal_code(match.group()):
            yield privacy.PERSONAL_CODE.at(_place(path, text, match))


def contacts(path: str, text: str, allowed: Collection[str]) -> Iterator[Problem]:
    """Every e-mail address and phone number in a file's text that the agency has not made public itself."""
    for match in _PHONE.finditer(text) if _has_long_number(text) else ():
        if _digits(match.group()) not in {_digits(contact) for contact in allowed}:
            yield privacy.PHONE.at(_place(path, text, match))
    if "@" in text:
        for match in _MAIL.finditer(text):
            address = match.group()
            if address not in allowed and address[address.index("@") :] not in allowed:
                yield privacy.E_MAIL.at(_place(path, text, match))


def is_personal_code(code: str) -> bool:
    """Whether eleven digits carry the checksum of an isikukood."""
    digits = [int(digit) for digit in code]
    for weights in _WEIGHTS:
        rest = sum(digit * weight for digit, weight in zip(digits, weights, strict=False)) % 11
        if rest < 10:  # noqa: PLR2004 (ten asks for the second row of weights)
            return rest == digits[10]
    return digits[10] == 0


def _digits(text: str) -> str:
    return _DIGITS.sub("", text).removeprefix("372")


def _place(path: str, text: str, match: re.Match[str]) -> Place:
    line = text.count("\n", 0, match.start()) + 1
    before = text.rfind("\n", 0, match.start()) + 1
    return Place(path, line, match.start() - before + 1, line, match.end() - before + 1)
