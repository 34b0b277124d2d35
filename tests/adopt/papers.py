"""Papers from a short text, and what was understood of them as something that one can compare at a glance."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from jdflow.adopt.names import Names
from jdflow.adopt.understand import understand
from jdflow.model.adopted import OwnCompetency, OwnDuty, Person, Said, Speech
from jdflow.model.paper import Paper, Para, Spot, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jdflow.model.adopted import Adopted

_NO_WORD = re.compile(r"[\u00ad\u200b\ufeff]")


def lines(text: str) -> Paper:
    """A text file: its lines, none of them a whole paragraph."""
    return Paper("txt", tuple(Para(line, Spot(at), is_whole=False) for at, line in enumerate(text.split("\n"), 1)))


def word(text: str, *, margins: Iterable[str] = ()) -> Paper:
    """A Word file: `| a | b` is a row, ` // ` parts paragraphs; `- ` is a bullet, `#` a heading, `1.1` numbers."""
    parts: list[Para | Table] = []
    rows: list[tuple[tuple[Para, ...], ...]] = []
    at = 0

    def para(line: str) -> Para:
        nonlocal at
        at += 1
        heading = line.startswith("#")
        line = line.removeprefix("#").strip()
        bullet = line.startswith("- ")
        number = re.match(r"(\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}\.) ", line)
        text = line.removeprefix("- ") if bullet else line[number.end() :] if number else line
        bold = tuple((found.start() - 4 * n, found.end() - 4 * n - 4) for n, found in enumerate(_BOLD.finditer(text)))
        return Para(
            text.replace("**", ""),
            Spot(at),
            level=1 if bullet else None,
            number=number.group(1) if number else None,
            bold=bold,
            is_heading=heading,
        )

    for line in [*text.split("\n"), ""]:
        if line.startswith("|"):
            cells = line.removeprefix("|").split(" | ")
            rows.append(tuple(tuple(para(one.strip()) for one in cell.split(" // ") if one.strip()) for cell in cells))
            continue
        if rows:
            parts.append(Table(tuple(rows)))
            rows = []
        if line.strip():
            parts.append(para(line.strip()))
    return Paper("docx", tuple(parts), tuple(Para(one, Spot(at + 1)) for one in margins))


_BOLD = re.compile(r"\*\*[^*]+\*\*")


def understood(paper: Paper, names: Names | None = None) -> Adopted:
    """What was understood; no word of the paper is lost, none comes twice."""
    adopted = understand(paper, names or Names())
    assert words_in(paper) == words_out(adopted)
    return adopted


def words_in(paper: Paper) -> Counter[str]:
    """The words of a paper."""
    return Counter(word for para in (*paper.paras(), *paper.margins) for word in _words(para.text))


def words_out(adopted: Adopted) -> Counter[str]:
    """The words of whatever was made of them."""
    out = (*adopted.said(), *adopted.furniture, *(left.said for left in adopted.left), *adopted.unplaced)
    return Counter(word for said in out for word in _words(said.read))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", _NO_WORD.sub("", text).casefold())


def plain(value: object) -> object:
    """Texts alone, without what was read and where."""
    if isinstance(value, Said):
        return value.text
    if isinstance(value, Speech):
        return f"{value.language} {value.level}"
    if isinstance(value, Person):
        return plain(value.said) if value.id is None else (value.id, None if value.is_printed else value.said.text)
    if isinstance(value, OwnDuty):
        return (plain(value.duty), list(_plain(value.parts)), list(_plain(value.results)))
    if isinstance(value, OwnCompetency):
        return (plain(value.name), list(_plain(value.items)))
    return list(_plain(value)) if isinstance(value, tuple) else value


def _plain(values: Iterable[object]) -> Iterator[object]:
    return map(plain, values)


def unplaced(adopted: Adopted) -> list[str]:
    """What was placed nowhere."""
    return [said.text for said in adopted.unplaced]


def left(adopted: Adopted) -> list[str]:
    """What was left out on purpose."""
    return [one.said.text for one in adopted.left]
