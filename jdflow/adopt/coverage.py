"""How many of the words that a document gives to a position the position's resolved text says."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from jdflow.adopt.fold import fold
from jdflow.model.adopted import Adopted, Said, Speech

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jdflow.model.resolved import Line, Resolved

# What stands in the position word by word, or as a shared block says it.
_IN_SENTENCES = (
    "purpose",
    "duties",
    "rights",
    "responsibilities",
    "tools",
    "requirements",
    "core",
    "additional",
    "special_terms",
    "review_clause",
)
_WORD = re.compile(r"\w+")


def coverage(adopted: Adopted, resolved: Resolved) -> tuple[int, int]:
    """The words of the document that are neither the form's nor left out on purpose, and how many of them are said.

    What was not placed counts as not said. What became a name, a day or a language with its level says so in a form of
    its own.
    """
    wanted = Counter(_words(said.read for said in adopted.said()))
    lost = Counter(_words(said.read for said in adopted.unplaced))
    own = _words(said.read for said in _in_other_form(adopted))
    found = wanted & Counter([*_words(_texts(resolved)), *own])
    return sum(wanted.values()) + sum(lost.values()), sum(found.values())


def _in_other_form(adopted: Adopted) -> Iterator[Said]:
    bare = Adopted(adopted.template)
    kept = adopted._replace(**{name: getattr(bare, name) for name in _IN_SENTENCES})
    yield from kept._replace(languages=tuple(one for one in adopted.languages if isinstance(one, Speech))).said()


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from filter(None, map(fold, _WORD.findall(text)))


def _texts(resolved: Resolved) -> Iterator[str]:
    yield resolved.position.purpose
    for duty in resolved.duties:
        yield from _said((duty.duty, *duty.parts, *duty.results))
    for competency in (*resolved.core, *resolved.additional):
        yield competency.name or ""
        yield from _said(competency.items)
    for lines in (
        resolved.rights,
        resolved.responsibilities,
        resolved.tools,
        resolved.special_terms,
        resolved.review_clause,
        *resolved.requirements.values(),
    ):
        yield from _said(lines)
    yield from (language.text.text for language in resolved.languages)


def _said(lines: Iterable[Line]) -> Iterator[str]:
    return (line.text for line in lines)
