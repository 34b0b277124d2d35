"""Text that is safe to show: whatever the content holds, it cannot move a cursor or turn a line around."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_ENDS = {"\t": " ", "\n": " ", "\r": " "}


def safe(text: str) -> str:
    """The text on one line, with control and direction characters spelt out."""
    if text.isprintable():
        return text
    return "".join(_ENDS.get(char) or _shown(char) for char in text)


def _shown(char: str) -> str:
    return f"\\u{{{ord(char):x}}}" if _is_hidden(char) else char


def _is_hidden(char: str) -> bool:
    # C…: control, format (direction, zero width), surrogate, private, unassigned. Zl and Zp break lines.
    return unicodedata.category(char)[0] == "C" or char in "\u2028\u2029"


def as_json(document: object) -> str:
    """The document as JSON; what a terminal would obey is escaped in it."""
    import json

    text = json.dumps(document, ensure_ascii=False, indent=2)
    return re.sub("[^\n -~]", lambda match: json.dumps(match[0])[1:-1] if _is_hidden(match[0]) else match[0], text)


def width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


@cache
def _columns(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def padded(text: str, columns: int) -> str:
    """The text with spaces to that width."""
    return text + " " * max(0, columns - width(text))


class Paint:
    """Colours for a terminal that wants them."""

    _CODES = {"error": "31;1", "warning": "33;1", "info": "36;1", "faint": "2", "bold": "1", "good": "32;1"}  # noqa: RUF012 (a constant)

    def __init__(self, *, on: bool) -> None:
        self.on = on

    def __call__(self, kind: str, text: str) -> str:
        """The text in the colour of its kind."""
        return f"\x1b[{self._CODES[kind]}m{text}\x1b[0m" if self.on else text
