"""What a YAML parser says, in words that help a person who is no programmer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.language import Msg, msg
from jdflow.problems import Place, Problem, files

if TYPE_CHECKING:
    from yaml.error import MarkedYAMLError

_NO_CONTENT = "did not find expected node content"
_NEVER_CLOSED = msg("something that was opened with [ or {{ is never closed")
# What the parser says → what it means, and whether the trouble lies where the enclosing thing began.
_MEANINGS: dict[str, tuple[Msg, bool]] = {
    "mapping values are not allowed in this context": (
        msg("a colon followed by a space inside a text; put the whole text in quotes, or mend the indentation"),
        False,
    ),
    "could not find expected ':'": (
        msg("a key without a colon, or a text that is not indented far enough"),
        True,
    ),
    "did not find expected key": (
        msg("this does not fit what is above it; look at the indentation and at quotation marks inside the text"),
        False,
    ),
    "did not find expected '-' indicator": (
        msg("this is not indented like the items of the list above it"),
        False,
    ),
    "did not find expected ',' or ']'": (
        msg("the list that begins with [ here is not closed properly"),
        True,
    ),
    "did not find expected ',' or '}'": (
        msg("the record that begins with {{ here is not closed properly"),
        True,
    ),
    "found unexpected end of stream": (msg("the quotation mark opened here is never closed"), True),
    "found unexpected document indicator": (
        msg("the quotation mark opened here is not closed before the line ---"),
        True,
    ),
    "found character that cannot start any token": (
        msg("a text cannot begin with this character; put the whole text in quotes"),
        False,
    ),
    "block sequence entries are not allowed in this context": (
        msg("a list item cannot stand here; begin the list on a line of its own"),
        False,
    ),
    "did not find expected <document start>": (
        msg("something stands before the first key that does not fit"),
        False,
    ),
    "did not find expected alphabetic or numeric character": (
        msg("a text that begins with * or & must be put in quotes"),
        True,
    ),
    "found unknown escape character": (
        msg("after a backslash inside double quotes stands a character that means nothing; use single quotes"),
        False,
    ),
    "did not find expected comment or line break": (
        msg("the text that > or | announces begins on the next line"),
        False,
    ),
    _NO_CONTENT: (
        msg("a value is missing before this; put text that holds brackets or commas in quotes"),
        False,
    ),
    "found undefined tag handle": (msg("a text that begins with ! must be put in quotes"), True),
}
# What Git leaves in a file where two changes meet, and where a text begins with braces outside quotes.
_CONFLICT = "<<<<<<< "
_LEFT_BY_GIT = msg(
    "Git has left a merge conflict here; keep one of the two texts, remove the lines <<<<<<< ======= >>>>>>>"
)
_BRACES = r"(?:^\s*|: +|- +)(?P<braces>\{\{)"
_UNQUOTED = msg("a text that begins with {{{{ must be put in quotes")


def explain(path: str, text: str, error: MarkedYAMLError) -> Problem:
    """The problem that the parser stopped at."""
    said = error.problem or ""
    mark = error.problem_mark or error.context_mark
    meaning, at_opening = _MEANINGS.get(said, (None, False))
    if at_opening and error.context_mark is not None:
        mark = error.context_mark
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    tab = _tab(lines, line, column)
    if tab is not None:
        line, column = tab
        return files.TAB.at(Place(path, line + 1, column + 1, line + 1, column + 2))
    for at, content in enumerate(lines):
        if content.startswith(_CONFLICT):
            return files.NOT_YAML.at(Place(path, at + 1, 1, at + 1, len(content) + 1), why=_LEFT_BY_GIT)
    braces = re.search(_BRACES, lines[line]) if line < len(lines) else None
    if braces is not None:
        meaning, column = _UNQUOTED, braces.start("braces")
    elif line >= len(lines) or (line and line == len(lines) - 1 and not lines[line].strip()):
        # The parser noticed at the very end: point at the last line with something in it.
        line = max((at for at, content in enumerate(lines) if content.strip()), default=0)
        column = len(lines[line].rstrip())
        meaning = _NEVER_CLOSED if said == _NO_CONTENT else meaning
    place = Place(path, line + 1, column + 1, line + 1, column + 2)
    return files.NOT_YAML.at(place, why=meaning or msg("the parser says “{said}”", said=said))


def _tab(lines: list[str], line: int, column: int) -> tuple[int, int] | None:
    """Where a tab stands that the parser may have stumbled over: right there, or in an indentation near by."""
    if lines[line : line + 1] and lines[line][column : column + 1] == "\t":
        return line, column
    for at in (line, line - 1):
        if 0 <= at < len(lines):
            indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
            if "\t" in indent and lines[at].strip():
                return at, indent.index("\t")
    return None
