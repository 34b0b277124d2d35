"""What the parser stumbles over, in words and with a place that an editor can mark."""

from __future__ import annotations

import pytest

from jdflow.language import Voice
from jdflow.source.reader import read

ENGLISH = Voice("en")


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: b: c\n", "JD006", (1, 5, 1, 6)),
        ("a: 'b\nc: d\n", "JD006", (1, 4, 1, 5)),
        ("a: [b\nc: d\n", "JD006", (1, 4, 1, 5)),
        ("a: [\n\n# lõpp\n\n", "JD006", (3, 7, 3, 8)),
        ("a: {{ b }} c\n", "JD006", (1, 4, 1, 5)),
        ("a: b\n<<<<<<< HEAD\n", "JD006", (2, 1, 2, 13)),
        ("a:\r\n\tb: c\r\n", "JD007", (2, 1, 2, 2)),
        ("a:\n  \tb: c\n", "JD007", (2, 3, 2, 4)),
        ("a:\n  -\tb\n", "JD007", (2, 4, 2, 5)),
        ("a: x\x07y\n", "JD021", (1, 5, 1, 6)),
        ("a: x\u2028y\n", "JD021", (1, 5, 1, 6)),
        ("a: b\r\n", "JD020", (1, 5, 1, 6)),
        ("a: !t b\n", "JD010", (1, 4, 1, 8)),
        ("a: *b\n", "JD009", (1, 4, 1, 6)),
        ("a: b\na: c\n", "JD011", (2, 1, 2, 2)),
        ("a: b\n--- c\n", "JD012", (2, 1, 2, 4)),
    ],
)
def test_the_place_that_is_marked(text: str, code: str, place: tuple[int, int, int, int]) -> None:
    found = {problem.rule.code: tuple(problem.place[1:]) for problem in read("a.yaml", text.encode()).problems}
    assert found[code] == place


def said_of(text: str) -> str:
    [problem] = read("a.yaml", text.encode()).problems
    return ENGLISH(problem.message)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: b: c", "a colon followed by a space inside a text"),
        ("a: b\nc\nd: e", "a key without a colon"),
        ("a: 'b", "the quotation mark opened here is never closed"),
        ("a: 'b\n---\nc'", "is not closed before the line ---"),
        ("a: [b, c\nd: e", "the list that begins with [ here"),
        ("a: {b: c\nd: e", "the record that begins with { here"),
        ("a: [b,", "something that was opened with [ or { is never closed"),
        ("a: [,]", "a value is missing before this"),
        ("a: >b\n", "begins on the next line"),
        ("a: %b", "a text cannot begin with this character"),
        ('a: "\\q"', "after a backslash inside double quotes"),
        ("a: &", "a text that begins with * or &"),
        ("a: !x!y b", "a text that begins with ! must be put in quotes"),
        ("a: - b", "a list item cannot stand here"),
        ("a:\n  - b\n  c: d", "this is not indented like the items of the list above"),
        ("a:\n    b: c\n  d: e", "this does not fit what is above it"),
        ("a: b\n...\nc: d", "something stands before the first key"),
        ("- {{ a }} b", "a text that begins with {{ must be put in quotes"),
        ("<<<<<<< HEAD\na: b\n=======\n", "Git has left a merge conflict here"),
        ("a: ? b", "the parser says “mapping keys are not allowed in this context”"),
    ],
)
def test_it_is_said_in_words(text: str, said: str) -> None:
    assert said in said_of(text)


def test_braces_are_told_of_once_also_where_more_is_wrong() -> None:
    problems = read("a.yaml", b"a: {{ b }}\nc: {{ d }} e\n").problems
    assert [(problem.rule.code, problem.place.line) for problem in problems] == [("JD019", 1), ("JD006", 2)]
