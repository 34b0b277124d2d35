"""Text as it will print: one space between words, „…“ around what is quoted, no stray white space at the ends."""

from __future__ import annotations

import re

_SPACES = r"[ \t]+"
_LINE_END = r" ?(?:\r\n|[\r\n\x85\u2028\u2029]) ?"
_QUOTED = r'[„“"](?!\s)([^„“”"\n]+)(?<!\s)[“”"]'


def is_tidy(text: str) -> bool:
    """Whether nothing needs doing; quick, because that is so for nearly every text."""
    return (
        text.isprintable()
        and text != ""
        and text[0] != " "
        and text[-1] != " "
        and "  " not in text
        and '"' not in text
        and "“" not in text
        and "”" not in text
    )


def tidy(text: str) -> str:
    """The text, set as the typography of official documents has it; line breaks stay."""
    text = re.sub(_LINE_END, "\n", re.sub(_SPACES, " ", text)).strip(" \n")
    return re.sub(_QUOTED, "„\\1“", text)
