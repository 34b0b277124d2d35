"""What a document must say of a position, told from the position alone: each layout's paragraphs, in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import docx
from docx.text.paragraph import Paragraph

from jdflow.sandbox.word import in_a_row
from jdflow.word.names import PARAGRAPH
from tests.word.tools import read_back

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from jdflow.model.organisation import Holder
    from jdflow.model.resolved import Line, ResolvedCompetency
    from jdflow.query.shown import Shown

TAG = re.compile(r"\{[{%].*?[}%]\}")
# What XML does not hold, and what only turns the direction of a line.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u202a-\u202e\u2066-\u2069]")
NO_CHARACTERS = {0xFFFE, 0xFFFF}
"""How the number of what is no character ends, in each plane of Unicode."""


def labels(template: Path) -> set[str]:
    """The paragraphs of a template that hold no tag: they stand in documents as they are."""
    return {text for text in read_back(template) if not TAG.search(text)}


def missing(document: bytes, expected: Iterable[str], template: Path) -> str | None:
    """The first text that does not stand in its place, or that stands there and should not; none if all is right."""
    known = labels(template)
    wanted = [one for text in expected if (one := printable(text))]
    wanted.reverse()
    for text in read_back(document):
        if wanted and text == wanted[-1]:
            wanted.pop()
        elif text and text not in known:
            return f"{text!r}, expected {wanted[-1] if wanted else None!r}"
    return f"nothing, expected {wanted[-1]!r}" if wanted else None


def printable(text: str) -> str:
    """The text as it can stand on paper."""
    kept = "".join(char for char in text if ord(char) & 0xFFFF not in NO_CHARACTERS)
    return UNPRINTABLE.sub("", re.sub("\r\n|[\r\x85\u2028\u2029]", "\n", kept))


def upper(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def texts(lines: Iterable[Line]) -> list[str]:
    """The words of lines."""
    return [line.text for line in lines]


def klassikaline(shown: Shown, signer: Holder) -> Iterator[str]:
    """The seven or eight numbered sections."""
    resolved, position = shown.resolved, shown.resolved.position
    official = position.relation == "ametnik"
    yield from _above(shown)
    yield from (_title(shown), shown.unit)
    yield upper(shown.manager or "")
    for names in (shown.substitutes, shown.substitutes_for, [name for _, name in shown.reports]):
        yield from map(upper, names)
    yield from texts(resolved.special_terms)
    yield position.purpose
    if resolved.duties:
        yield "TEENISTUSKOHUSTUSED" if official else "TEENISTUSÜLESANDED"
    yield from _duties(shown)
    yield from _rights_and_responsibilities(shown)
    yield upper(in_a_row(texts(resolved.tools)))
    for name in ("education", "experience"):
        yield from texts(resolved.requirements[name])
    yield from _languages(shown)
    for name in ("computer_skills", "travel"):
        yield from texts(resolved.requirements[name])
    for one in resolved.core:
        yield from (one.name or "", *texts(one.items))
    yield from map(_in_one_line, resolved.additional)
    for name in ("traits", "knowledge"):
        yield from texts(resolved.requirements[name])
    yield from texts(resolved.review_clause)
    yield from _signer(signer)


def teenistuskoht(shown: Shown, _: Holder) -> Iterator[str]:
    """The four sections, most of them tables; nobody signs on paper."""
    resolved, position = shown.resolved, shown.resolved.position
    yield from _above(shown)
    yield from (shown.unit, _title(shown), upper(shown.manager or ""))
    for names in ([name for _, name in shown.reports], shown.substitutes_for, shown.substitutes):
        yield from map(upper, names)
    yield from (position.purpose, position.group or upper(position.relation))
    yield from texts(resolved.special_terms)
    yield from _duties(shown)
    for name in ("education", "experience"):
        yield from texts(resolved.requirements[name])
    yield from _languages(shown)
    for name in ("computer_skills", "knowledge", "traits", "travel"):
        yield from texts(resolved.requirements[name])
    for one in resolved.core:
        yield from (one.name or "", *texts(one.items))
    for one in resolved.additional:
        yield from (one.name or "", in_a_row(texts(one.items)))
    yield from _rights_and_responsibilities(shown)
    yield upper(in_a_row(texts(resolved.tools)))
    yield from texts(resolved.review_clause)


LAYOUTS: dict[str, Callable[[Shown, Holder], Iterator[str]]] = {
    "klassikaline": klassikaline,
    "teenistuskoht": teenistuskoht,
}


def _title(shown: Shown) -> str:
    position = shown.resolved.position
    return f"{position.title} {position.qualifier}" if position.qualifier else position.title


def _above(shown: Shown) -> Iterator[str]:
    """The note above the title."""
    position = shown.resolved.position
    approval = position.approval
    if approval is not None:
        header = [item.text for item in approval.header]
        is_told = any(text.lower().startswith("kinnita") for text in header)
        if approval.number and position.relation == "ametnik" and not is_told:
            day = f"{approval.date:%d.%m.%Y} " if approval.date else ""
            yield f"{day}käskkirjaga nr\u00a0{approval.number}"
        yield from header
        yield f"Lisa\u00a0{approval.annex}" if approval.annex else ""
        yield approval.basis or ""
    first = f" alates {position.effective_from:%d.%m.%Y}" if position.effective_from else ""
    last = f" kuni {position.effective_to:%d.%m.%Y}" if position.effective_to else ""
    yield f"Kehtiv{first}{last}" if first or last else ""


def _duties(shown: Shown) -> Iterator[str]:
    for duty in shown.resolved.duties:
        text = duty.duty.text
        # What would end the sentence goes where its parts follow; a text of nothing else stays.
        yield f"{text.rstrip(' .:;,') or text}, sh:" if duty.parts else text
        yield from texts(duty.parts)
        yield from texts(duty.results)


def _rights_and_responsibilities(shown: Shown) -> Iterator[str]:
    resolved, official = shown.resolved, shown.resolved.position.relation == "ametnik"
    if resolved.rights:
        yield "Ametnikul on õigus:" if official else "Omab õigust:"
        yield from texts(resolved.rights)
    if resolved.responsibilities:
        yield "Ametnik vastutab:" if official else "Omab vastutust:"
        yield from texts(resolved.responsibilities)


def _languages(shown: Shown) -> Iterator[str]:
    for one in shown.resolved.languages:
        name = one.language or ""
        full = name if name.endswith("keel") else f"{name} keel"
        yield f"{upper(full)} – {one.level}" if name else one.text.text


def _in_one_line(one: ResolvedCompetency) -> str:
    said = in_a_row(texts(one.items))
    return ": ".join(filter(None, (one.name, said)))


def _signer(signer: Holder) -> Iterator[str]:
    yield from (signer.name or "", upper(signer.title))


def sections(document: Path, level: int = 1) -> dict[str, list[str]]:
    """The paragraphs that say something, by the heading of that level above them; those above the first by nothing."""
    opened = docx.Document(str(document))
    names = {style.style_id: style.name or "" for style in opened.styles}
    found: dict[str, list[str]] = {"": []}
    here = ""
    for element in opened.element.body.iter(PARAGRAPH):
        text = Paragraph(element, opened).text
        if names.get(element.style) == f"Heading {level}":
            here = text
            found[here] = []
        elif text:
            found[here].append(text)
    return found
