"""What must never enter the history: personal codes, e-mail addresses, phone numbers; comments included."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.problems import Place, Problem, privacy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# Patterns stay text until they are needed, which is seldom: compiling them would slow every start.
_CODE = r"(?<![\w.,])[1-8][0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{4}(?!\w)"
_GAP = "[ \u00a0-]?"
_PHONE = (
    r"(?<![\w+./-])(?:"
    rf"\+[0-9]{{1,3}}{_GAP}[0-9](?:{_GAP}[0-9]){{5,10}}"  # with a country's code
    rf"|(?:[Tt]el|[Tt]elefon|[Mm]ob|[Mm]obiil)[.:]?\s?[0-9](?:{_GAP}[0-9]){{4,9}}"  # after a word that says so
    "|5[0-9]{2,3}[ \u00a0][0-9]{4}|[4-7][0-9]{2}[ \u00a0][0-9]{4}"  # as Estonian numbers are written
    r")(?![\w-])"
)
_LOCAL_PART = r"[\w.+-]{1,64}\Z"
_DOMAIN = r"@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[A-Za-z]{2,24}"
_LONGEST_LOCAL_PART = 64
# Bytes: a no-break space is two of them.
_RUN = re.compile(rb"[0-9][0-9 \xc2\xa0-]{3,}[0-9]")
_DATE = rb"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_WEIGHTS = ((1, 2, 3, 4, 5, 6, 7, 8, 9, 1), (3, 4, 5, 6, 7, 8, 9, 1, 2, 3))


def may_hold_personal_data(data: bytes) -> bool:
    """Whether it is worth looking closer: an @, or as many digits in a row as a number has. Nearly no file has."""
    return b"@" in data or any(re.fullmatch(_DATE, run) is None for run in _RUN.findall(data))


def personal_codes(path: str, text: str) -> Iterator[Problem]:
    """Every personal code in a file's text."""
    lines = _Lines(path, text)
    for match in re.finditer(_CODE, text):
        if is_personal_code(match.group()):
            yield privacy.PERSONAL_CODE.at(lines.place(match.start(), match.end()))


def contacts(path: str, text: str, allowed: Collection[str]) -> Iterator[Problem]:
    """Every e-mail address and phone number in a file's text that the agency has not made public itself."""
    lines, numbers = _Lines(path, text), {_digits(contact) for contact in allowed}
    for match in re.finditer(_PHONE, text):
        if _digits(match.group()) not in numbers:
            yield privacy.PHONE.at(lines.place(match.start(), match.end()))
    lines, addresses = _Lines(path, text), {contact.casefold() for contact in allowed}
    at = text.find("@")
    while at >= 0:
        yield from _address(lines, at, addresses)
        at = text.find("@", at + 1)


def _address(lines: _Lines, at: int, allowed: Collection[str]) -> Iterator[Problem]:
    """The e-mail address around that @, if it is one."""
    # Looking back from the @ takes a bounded time, however long the word before it is.
    local = re.search(_LOCAL_PART, lines.text[max(0, at - _LONGEST_LOCAL_PART) : at])
    domain = re.match(_DOMAIN, lines.text[at : at + 600])
    if local is None or domain is None:
        return
    domain_alone, address = domain.group().casefold(), (local.group() + domain.group()).casefold()
    if domain_alone not in allowed and address not in allowed:
        yield privacy.E_MAIL.at(lines.place(at - len(local.group()), at + len(domain.group())))


def is_personal_code(code: str) -> bool:
    """Whether eleven digits carry the checksum of an isikukood."""
    digits = [int(digit) for digit in code]
    for weights in _WEIGHTS:
        rest = sum(digit * weight for digit, weight in zip(digits, weights, strict=False)) % 11
        if rest < 10:  # noqa: PLR2004 (ten asks for the second row of weights)
            return rest == digits[10]
    return digits[10] == 0


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text)).removeprefix("372")


class _Lines:
    """The lines of a text, counted once on the way through it."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.line = 1
        self.begin = 0
        self.passed = 0

    def place(self, start: int, end: int) -> Place:
        """A stretch within one line, not before any asked for earlier."""
        self.line += self.text.count("\n", self.passed, start)
        self.begin = max(self.begin, self.text.rfind("\n", self.passed, start) + 1)
        self.passed = start
        return Place(self.path, self.line, start - self.begin + 1, self.line, end - self.begin + 1)
