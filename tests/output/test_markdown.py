"""Text that Markdown shows as it stands."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from jdflow.output.markdown import escaped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nõunik", "Nõunik"),
        ("*a* _b_ `c` ~d~", r"\*a\* \_b\_ \`c\` \~d\~"),
        ("[a](b) ![c](d)", r"\[a\](b) \!\[c\](d)"),
        ("<script>&amp;&#38;", r"\<script>\&amp;\&\#38;"),
        ("A & B", "A & B"),
        ("A &", r"A \&"),
        ("üle_vaadatud a__b _c", r"üle_vaadatud a\_\_b \_c"),
        ("# a", r"\# a"),
        ("- a", r"\- a"),
        ("+ a", r"\+ a"),
        ("=== a", "=== a"),
        ("===", r"\==="),
        ("---", r"\---"),
        ("- - -", r"\- - -"),
        (":-:", r"\:-:"),
        ("-5", "-5"),
        ("+372", "+372"),
        ("- ", r"\- "),
        ("1. a", r"1\. a"),
        ("12) a", r"12\) a"),
        ("  3. a", r"  3\. a"),
        ("a - b 1. c", "a - b 1. c"),
        ("5-aastane", "5-aastane"),
        ("2026. aastal", r"2026\. aastal"),
        ("01.09.2026 (taskus)", "01.09.2026 (taskus)"),
        ("3.", r"3\."),
        ("1234567890. a", "1234567890. a"),
        ("a | b", r"a \| b"),
        ("a\nb", "a b"),
        ("\\*", r"\\\*"),
        ("$a$", r"\$a\$"),
        ("keegi@example.ee", "keegi&#64;example.ee"),
        ("> a", r"\> a"),
        ("a > b! !12", r"a > b! \!12"),
        ("\x1b[31m", r"\\u{1b}\[31m"),
        ("", ""),
    ],
)
def test_escaped(text: str, expected: str) -> None:
    assert escaped(text) == expected
    # Read as Markdown reads it, the text is what it was, but for what is never shown.
    plain = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", expected).replace("&#64;", "@")
    assert plain == text.replace("\n", " ").replace("\x1b", "\\u{1b}")


MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ANY = st.text(st.sampled_from("ab1.9)-+=*_~`#&<>[]()!|:;\\@$ \"'õ"), min_size=1, max_size=12)


def read(text: str, *kinds: str) -> str:
    """What Markdown takes for plain words, in a text of these blocks and no others."""
    tokens = [token for token in MARKDOWN.parse(text) if token.nesting >= 0]
    assert [token.type for token in tokens if token.type != "inline"] == list(kinds)
    last = next(token for token in reversed(tokens) if token.type == "inline")
    assert {child.type for child in last.children or ()} <= {"text", "text_special", "softbreak"}
    return "".join(child.content or " " for child in last.children or ())


@given(ANY)
def test_markdown_reads_the_text_as_it_stands(text: str) -> None:
    shown = " ".join(text.split(" ")).strip()
    if not shown:
        return
    assert read(escaped(shown), "paragraph_open") == shown
    assert read(f"a\n{escaped(shown)}", "paragraph_open") == f"a {shown}"
    item = ("bullet_list_open", "list_item_open", "paragraph_open")
    assert read(f"- {escaped(shown)}", *item) == shown
    table = ("table_open", "thead_open", "tr_open", "th_open", "tbody_open", "tr_open", "td_open")
    assert read(f"| a |\n| --- |\n| {escaped(shown)} |", *table) == shown
