"""Positions printed, and their documents brought in again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.adoption import Adoption
from jdflow.app.reading import Reading
from jdflow.app.render import Document, Job, Press
from jdflow.app.replacing import with_unsaid
from jdflow.app.versions import Origin
from jdflow.intake.snapshot import MOST_BYTES, Entry
from jdflow.model.imported import Imported
from jdflow.resolve.fingerprint import content, fingerprint
from tests.support import ENGLISH, TODAY
from tests.word.tools import read_back

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jdflow.intake.snapshot import Snapshot


class Laid:
    """A snapshot with other bytes in some of its files, or with more of them."""

    def __init__(self, base: Snapshot, files: Mapping[str, bytes]) -> None:
        self.base = base
        self.files = files

    def entries(self) -> list[Entry]:
        there = self.base.entries()
        paths = {entry.path for entry in there}
        return sorted([*there, *(Entry(path, "file") for path in self.files if path not in paths)])

    def read(self, path: str, most: int = MOST_BYTES) -> bytes:
        return self.files[path] if path in self.files else self.base.read(path, most)

    def identity(self, path: str) -> None:
        """None, as on disk."""


class Back(NamedTuple):
    """What a position's document says, what the document of the position made of it says, and what became of it."""

    before: list[str]
    after: list[str]
    outcome: Imported
    reading: Reading

    def differences(self) -> list[str]:
        """The first paragraphs that are other, and what was not placed."""
        pairs = ((one, other) for one, other in zip(self.before, self.after, strict=False) if one != other)
        first = [f"{one} → {other}" for one, other in pairs][:3]
        number = [f"{len(self.before)} → {len(self.after)} paragraphs"] if len(self.before) != len(self.after) else []
        return [*first, *number, *(f"not placed: {row.read}" for row in self.outcome.unplaced)]


def printed(reading: Reading, id: str) -> Document:
    """The position's document."""
    job = Job(id, Origin(reading, id, None, 0), draft=False)
    [document] = Press(reading, TODAY).documents(job)
    assert isinstance(document, Document), document
    return document


def brought_back(reading: Reading, id: str, adoption: Adoption | None = None) -> Back:
    """The position printed, brought in, put in its own place and printed again."""
    before = printed(reading, id)
    outcome = (adoption or Adoption(reading, ENGLISH)).of("a.docx", before.data)
    assert isinstance(outcome, Imported), outcome
    path = reading.first_paths[id]
    old = reading.bytes_of(path)
    assert isinstance(old, bytes)
    text, kept = with_unsaid(path, old, outcome.text)
    # The day stands in the document, and is not to be taken from the old file.
    assert "kehtiv_alates" not in kept
    again = Reading(Laid(reading.snapshot, {path: text.encode()}))
    after = printed(again, id)
    return Back(_paragraphs(reading, id, before.data), _paragraphs(again, id, after.data), outcome, again)


def _paragraphs(reading: Reading, id: str, data: bytes) -> list[str]:
    """The paragraphs; those above the title as one, and each sentence about languages by what it says.

    A sentence that says nothing but a language and its level prints in another form once it is known as such.
    """
    paragraphs = [" ".join(text.split()) for text in read_back(data)]
    title = next(at for at, text in enumerate(paragraphs) if text.casefold() == "ametijuhend")
    resolved, _ = reading.resolved_with_problems(id)
    assert resolved is not None
    languages = [" ".join(one.text.text.split()) for one in resolved.languages]
    told = " ".join(sorted(found for text in languages for found in _languages(text)))
    body = [text for text in paragraphs[title:] if text not in languages and not _KNOWN.fullmatch(text)]
    return [" ".join(" ".join(paragraphs[:title]).split()), *body, told]


_KNOWN = re.compile(r"\w+ keel – [ABC][12]")


def _languages(text: str) -> list[str]:
    """The languages that a text names, each with the level that it names behind them; else the text."""
    found: list[str] = []
    for names, level in re.findall(r"([^.;]*?)\b([ABC][12])\b", text):
        found += (f"{name} {level}" for name in re.findall(r"\b(?:eesti|inglise|vene|saksa|soome)\b", names.lower()))
    return found or [text]


def fingerprint_of(reading: Reading, id: str) -> str:
    """The fingerprint of a position."""
    resolved, _ = reading.resolved_with_problems(id)
    assert resolved is not None
    return fingerprint(resolved)


def content_of(reading: Reading, id: str) -> dict[str, object]:
    """What the fingerprint covers."""
    resolved, _ = reading.resolved_with_problems(id)
    assert resolved is not None
    return content(resolved)
