"""What the reader of PDFs finds, as lines that one can compare at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.intake.paper_pdf import read_pdf
from jdflow.language import Voice
from jdflow.model.paper import NoPaper, Table

if TYPE_CHECKING:
    from jdflow.model.paper import Paper, Para

ENGLISH = Voice("en")


def said(para: Para) -> str:
    """A paragraph: a star for each level of a list, its number, its text."""
    return " ".join(filter(None, ("*" * (para.level or 0), para.number, para.text)))


def outline(paper: Paper) -> list[str]:
    """Each paragraph as a line, each row of a table as its cells."""
    result: list[str] = []
    for part in paper.parts:
        if isinstance(part, Table):
            result += [" | ".join(" / ".join(map(said, cell)) for cell in row) for row in part.rows]
        else:
            result.append(said(part))
    return result


def remarks(paper: Paper) -> list[str]:
    """What the reader remarked, each with its page."""
    return [f"{remark.spot.page if remark.spot else '-'}: {ENGLISH(remark.message)}" for remark in paper.remarks]


def refusal(data: bytes) -> str:
    """Why the file cannot be read."""
    try:
        read_pdf(data)
    except NoPaper as error:
        return ENGLISH(error.why)
    return ""
