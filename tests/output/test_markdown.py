"""Text that Markdown shows as it stands."""

from __future__ import annotations

import re

import pytest

from jdflow.output.markdown import escaped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nõunik", "Nõunik"),
        ("*a* _b_ `c` ~d~", r"\*a\* \_b\_ \`c\` \~d\~"),
        ("[a](b) ![c](d)", r"\[a\](b) \!\[c\](d)"),
        ("<script>&amp;", r"\<script\>\&amp;"),
        ("# a", r"\# a"),
        ("- a", r"\- a"),
        ("+ a", r"\+ a"),
        ("=== a", r"\=== a"),
        ("1. a", r"1\. a"),
        ("12) a", r"12\) a"),
        ("  3. a", r"  3\. a"),
        ("a - b 1. c", "a - b 1. c"),
        ("5-aastane", "5-aastane"),
        ("2026. aastal", r"2026\. aastal"),
        ("a | b", r"a \| b"),
        ("a\nb", "a b"),
        ("\\*", r"\\\*"),
        ("$a$", r"\$a\$"),
        ("keegi@example.ee", "keegi&#64;example.ee"),
        ("> a", r"\> a"),
        ("\x1b[31m", r"\\u{1b}\[31m"),
        ("", ""),
    ],
)
def test_escaped(text: str, expected: str) -> None:
    assert escaped(text) == expected
    # Read as Markdown reads it, the text is what it was, but for what is never shown.
    read = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", expected).replace("&#64;", "@")
    assert read == text.replace("\n", " ").replace("\x1b", "\\u{1b}")
