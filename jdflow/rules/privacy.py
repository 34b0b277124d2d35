"""What must never enter the history: personal codes, e-mail addresses, phone numbers, names; comments included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.persons.contacts import addresses, codes, phones
from jdflow.problems import Place, Problem, privacy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


def personal_codes(path: str, text: str) -> Iterator[Problem]:
    """Every personal code in a file's text."""
    lines = _Lines(path, text)
    for span in codes(text, is_proven=True):
        yield privacy.PERSONAL_CODE.at(lines.place(*span))


def contacts(path: str, text: str, allowed: Collection[str]) -> Iterator[Problem]:
    """Every e-mail address and phone number in a file's text that the agency has not made public itself."""
    lines = _Lines(path, text)
    for span in phones(text, allowed):
        yield privacy.PHONE.at(lines.place(*span))
    lines = _Lines(path, text)
    for span in addresses(text, allowed):
        yield privacy.E_MAIL.at(lines.place(*span))


def names(path: str, text: str, allowed: Collection[str]) -> Iterator[Problem]:
    """Every name of a person in a file's text, but of those who are public."""
    # Loaded only where it is needed: nearly no file names anybody.
    from jdflow.persons.names import names_in

    lines = _Lines(path, text)
    for name in names_in(text, allowed=allowed):
        if name.is_sure:
            yield privacy.NAME.at(lines.place(name.start, name.end))


class _Lines:
    """The lines of a text, counted once on the way through it."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.line = 1
        self.begin = 0
        self.passed = 0

    def place(self, start: int, end: int) -> Place:
        """A stretch, as far as it stands in one line; not before any asked for earlier."""
        cut = self.text.find("\n", start, end)
        end = end if cut < 0 else cut
        self.line += self.text.count("\n", self.passed, start)
        self.begin = max(self.begin, self.text.rfind("\n", self.passed, start) + 1)
        self.passed = start
        return Place(self.path, self.line, start - self.begin + 1, self.line, end - self.begin + 1)
