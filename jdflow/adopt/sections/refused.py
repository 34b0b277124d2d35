"""Documents that are no job description, or more than one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.language import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Bit, Word
    from jdflow.adopt.sections.parting import Section
    from jdflow.language import Msg

# So many different sections or fields that a job description has must be there.
_FEWEST = 3
_FEWEST_UNTITLED = 4
_FEWEST_WORDS = 12
_TWO = 2
_OTHER_KINDS = frozenset({"unknown", "results", "header", "document", "signatures"})


class NotAJobDescription(Exception):  # noqa: N818 (what a document is, not a fault of the program)
    """A document that cannot become a position; and why, with the way out."""

    def __init__(self, why: Msg) -> None:
        super().__init__(why)
        self.why = why


def refuse(bits: Sequence[Bit], sections: Sequence[Section], fields: frozenset[str]) -> None:
    """Raises where the document is something else, or holds several positions."""
    kinds = {section.kind for section in sections} - _OTHER_KINDS
    known = len(kinds | fields)
    if sum(len(bit.words) for bit in bits) < _FEWEST_WORDS:
        raise NotAJobDescription(msg("there is hardly any text in it; look whether it is the right file"))
    is_titled = any(section.kind == "document" for section in sections)
    if known < (_FEWEST if is_titled else _FEWEST_UNTITLED) or not kinds & {
        "duties",
        "requirements",
        "entitled",
        "rights",
    }:
        raise NotAJobDescription(
            msg(
                "it is no job description in Estonian: of the headings that one has, {count} were found;"
                " look whether it is the right file",
                count=known,
            )
        )
    begins = _beginnings(sections)
    if len(begins) >= _TWO:
        first, second = begins[0], begins[1]
        raise NotAJobDescription(
            msg(
                "two job descriptions are in it: one begins at line {first}, another at line {second}{page};"
                " save each as a file of its own",
                first=first.spot.line,
                second=second.spot.line,
                page="" if second.spot.page is None else msg(" (page {page})", page=second.spot.page),
            )
        )


def _beginnings(sections: Sequence[Section]) -> list[Word]:
    """Where positions begin: at the title or the first section of a form, with duties below."""
    found: list[Word] = []
    seen: set[str] = set()
    start: Word | None = None
    for section in sections:
        if section.kind in {"document", "general"} and (start is None or "duties" in seen):
            start = next((word for word in section.heading if word.text), start)
            seen = set()
        seen.add(section.kind)
        if section.kind == "duties" and start is not None and start not in found and seen & {"general", "purpose"}:
            found.append(start)
    return found
