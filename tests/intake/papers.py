"""Word files for the reader of papers, and what it reads as lines that one can compare at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.intake.paper_docx import read_docx
from jdflow.language import Voice
from jdflow.model.paper import NoPaper, Para
from tests.word.make import docx, part

if TYPE_CHECKING:
    from jdflow.model.paper import Paper, Table

ENGLISH = Voice("en")


def styled(*styles: str, numbering: str = "", **margins: str) -> dict[str, object]:
    """What `docx` is told for a file of these styles and lists."""
    return {
        "relations": {"s": ("styles", "styles.xml"), "n": ("numbering", "numbering.xml")},
        "further": {
            "word/styles.xml": part("w:styles", *styles),
            "word/numbering.xml": part("w:numbering", numbering),
        },
        **margins,
    }


def style(name: str, looks: str = "", *, on: str = "", kind: str = "paragraph", usual: bool = False) -> str:
    """A style whose id is its name without blanks."""
    default = ' w:default="1"' if usual else ""
    below = f'<w:basedOn w:val="{on}"/>' if on else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name.replace(" ", "")}"{default}><w:name w:val="{name}"/>'
        f"{below}{looks}</w:style>"
    )


def looks(style: str = "", further: str = "") -> str:
    """What says how a paragraph looks."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:pPr>{named}{further}</w:pPr>"


def item(of: int, level: int = 0) -> str:
    """The looks of a paragraph in a list."""
    return looks(further=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{of}"/></w:numPr>')


def level(depth: int, text: str, kind: str = "decimal", further: str = "", start: int = 1) -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{further}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(id: int, *levels: str) -> str:
    """What lists are made of."""
    return f'<w:abstractNum w:abstractNumId="{id}">{"".join(levels)}</w:abstractNum>'


def num(id: int, of: int, *overrides: str) -> str:
    """A list."""
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{of}"/>{"".join(overrides)}</w:num>'


def line(para: Para) -> str:
    """A paragraph: `#` before a heading, its number, or as many bullets as its level."""
    marks = ("#" if para.is_heading else "", para.number or "", "•" * (para.level or 0))
    return " ".join(filter(None, (*marks, para.text)))


def outline(paper: Paper) -> list[str]:
    """All paragraphs, and a row of a table as one line."""
    return [text for one in paper.parts for text in ([line(one)] if isinstance(one, Para) else rows(one))]


def rows(table: Table) -> list[str]:
    """The rows of a table."""
    return [" | ".join(" / ".join(map(line, cell)) for cell in row) for row in table.rows]


def read(*body: str, **further: object) -> list[str]:
    """What is read from a file of that body."""
    return outline(read_docx(docx(*body, **further)))


def remarks(data: bytes) -> list[str]:
    """What is remarked upon."""
    return [ENGLISH(remark.message) for remark in read_docx(data).remarks]


def margins(data: bytes) -> list[str]:
    """What stands beside the text."""
    return [line(para) for para in read_docx(data).margins]


def refusal(data: bytes) -> str:
    """Why a file is not read."""
    try:
        read_docx(data)
    except NoPaper as error:
        return ENGLISH(error.why)
    return ""
