"""Text that is safe to show, as wide as it looks, and as JSON."""

from __future__ import annotations

import json
import sys
import unicodedata

import pytest

from jdflow.output.plain import Paint, as_json, padded, safe, width

# What a terminal obeys or does not show: controls, formats (direction, zero width, tags), lone surrogates.
HIDDEN = [char for code in range(sys.maxunicode + 1) if unicodedata.category(char := chr(code)) in {"Cc", "Cf", "Cs"}]


def test_hidden_characters_are_spelt_out() -> None:
    assert len(HIDDEN) > 2000
    shown = safe("".join(HIDDEN))
    assert shown.isprintable()
    assert safe("a\x1b[31mb\u202ec") == "a\\u{1b}[31mb\\u{202e}c"
    assert safe("\u2028\u2029\udcff\ue000") == "\\u{2028}\\u{2029}\\u{dcff}\\u{e000}"


def test_ends_of_lines_become_spaces() -> None:
    assert safe("a\nb\r\nc\td") == "a b  c d"


@pytest.mark.parametrize(
    "text", ["", "Nõunik „tark“ – 3 §\N{NO-BREAK SPACE}52", "a\u0303", "你好", "\N{GRINNING FACE}", "\\u{1b}"]
)
def test_all_else_stays(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("õäöü", 4),
        ("o\u0303a\u0308", 2),
        ("你好", 4),
        ("\uff21\uff22", 4),
        ("\N{GRINNING FACE}", 2),
        ("❤\ufe0f", 1),
        ("a\u20dd", 1),
        ("„–“", 3),
    ],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns
    assert padded(text, 5) == text + " " * (5 - columns)
    assert padded(text, columns - 1) == text


def test_json_says_the_same_and_hides_nothing() -> None:
    document = {"võti": ["-".join(HIDDEN), "õ „x“ \N{NO-BREAK SPACE}你\N{GRINNING FACE}", 1, None, True]}
    text = as_json(document)
    assert json.loads(text) == document
    assert {char for char in text if char in HIDDEN} == {"\n"}
    assert "õ „x“ \N{NO-BREAK SPACE}你\N{GRINNING FACE}" in text
    assert text.startswith('{\n  "võti": [')


def test_paint() -> None:
    assert Paint(on=False)("error", "x") == "x"
    assert Paint(on=True)("error", "x") == "\x1b[31;1mx\x1b[0m"
