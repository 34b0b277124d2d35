from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import partial
from io import StringIO
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from jdflow.source.comments import attach, comments_of
from jdflow.source.draft import Branch, Entry, Leaf, Page, draft, unwritable
from jdflow.source.reader import MOST_LEVELS, read
from jdflow.source.scalars import WIDTH, inline, lines_of
from jdflow.source.tree import Mapping, Node, Scalar, Sequence
from jdflow.source.writer import write

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

# Texts that YAML, or a tool that reads it, could take for something else.
TRICKY = (
    "",
    " ",
    "-",
    "- a",
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "`a",
    "? a",
    ": a",
    "a:",
    "a: b",
    "a #b",
    "#a",
    "a#b",
    "[a]",
    "{a: b}",
    "a, b",
    "|",
    "> a",
    "'a'",
    '"a"',
    "it's",
    "---",
    "...",
    "--- a",
    "<<",
    "=",
    "~",
    "null",
    "yes",
    "No",
    "on",
    "y",
    "true",
    "1",
    "007",
    "0x1F",
    "0o17",
    "1_000",
    "1e3",
    "1.5",
    ".inf",
    ".nan",
    "12:30",
    "2026-01-01",
    "2026-01-01 10:00:00",
    "a\nb",
    "a\n\nb",
    "a\n",
    "a\n\n",
    "\na",
    " a",
    "a ",
    "a\n b",
    "a \nb",
    "a\tb",
    "a\\b",
    "a\x07b",
    "a\x85b",
    "a\u2028b",
    "\ufeffa",
    "a\xa0",
    "\xa0a",
    "ÕÄÖÜ õäöü šž",
    "e\u0301",
    "😀",
    "lõik " * 30 + "lõpp",
    "a  b " * 30 + "c",
    "pikk-sõna" * 20,
    "# lõik " * 30 + "a",
    "esimene rida\n" + "teine rida " * 20 + "lõpp\n",
)
TEXTS = st.sampled_from(TRICKY) | st.text("ab -:#,'\"[]{}\n\t\xa0õ\x85&*!|>%@`?~\\", max_size=30)
# As the reader hands them on.
TEXTS = TEXTS.map(partial(unicodedata.normalize, "NFC"))


def data_of(node: Node) -> object:
    """What the tree says, as Python's own lists, dictionaries and strings."""
    if isinstance(node, Mapping):
        return {key.text: data_of(value) for key, value in node.pairs}
    if isinstance(node, Sequence):
        return [data_of(item) for item in node.items]
    assert isinstance(node, Scalar)
    return None if node.is_nothing else node.text


def tree_of(text: str) -> Mapping:
    tree, problems = read("x.yaml", text.encode())
    assert problems == []
    assert isinstance(tree, Mapping)
    return tree


def rewritten(text: str) -> str:
    """The text in the writer's form; what stands in it and in which order is left as it is."""
    tree = tree_of(text)
    page = draft(tree)
    attach(page, tree, text)
    return write(page)


# -- one text ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", TRICKY)
@pytest.mark.parametrize("flow", [False, True])
def test_a_text_on_one_line_is_read_as_that_text_by_every_tool(text: str, *, flow: bool) -> None:
    line = inline(text, flow=flow)
    assert "\n" not in line
    document = f"[{line}]\n" if flow else f"- {line}\n"
    for said in (yaml.safe_load(document), YAML(typ="safe", pure=True).load(StringIO(document))):
        assert said == [text]
        assert isinstance(said[0], str)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Andmed on korras.", "Andmed on korras."),
        ("{{ teenus }} on korras", "'{{ teenus }} on korras'"),
        ("Selge: korras", "'Selge: korras'"),
        ("it's: so", "'it''s: so'"),
        ('a "b" c', 'a "b" c'),
        ("2026-01-01", "'2026-01-01'"),
        ("1-5/42", "1-5/42"),
        ("a\tb", r'"a\tb"'),
        ("a\x07", r'"a\a"'),
        ("", "''"),
    ],
)
def test_quotes_stand_only_where_they_are_needed(text: str, line: str) -> None:
    assert inline(text) == line


def test_what_stands_in_brackets_needs_quotes_sooner() -> None:
    assert inline("andmed, õigused ja kohustused", flow=True) == "'andmed, õigused ja kohustused'"


def test_a_date_or_a_number_may_stand_plain_where_it_is_one() -> None:
    assert inline("2026-01-01", plain=True) == "2026-01-01"
    assert inline("12", plain=True) == "12"


@pytest.mark.parametrize("text", TRICKY)
@pytest.mark.parametrize("room", [5, 90])
def test_a_text_over_several_lines_is_read_as_that_text(text: str, room: int) -> None:
    lines = lines_of(text, room=room, indent=2, plain=False, prose=False)
    tree = tree_of("key: " + "\n".join(lines) + "\n")
    assert data_of(tree) == {"key": unicodedata.normalize("NFC", text)}
    assert all(line == line.rstrip(" ") for line in lines)


def test_a_long_text_is_folded_into_the_width() -> None:
    text = "Andmekirjelduste koostamine ja ajakohastamine " * 5
    head, *lines = lines_of(text.strip(), room=80, indent=4, plain=False, prose=True)
    assert head == ">"
    assert max(map(len, lines)) <= WIDTH
    assert all(len(line) + len(after.split()[0]) >= WIDTH for line, after in pairwise(lines))


def test_what_has_no_space_to_break_at_stays_on_its_line() -> None:
    address = "https://example.org/" + "a" * 120
    assert lines_of(address, room=80, indent=2, plain=False, prose=True) == [address]


def test_outside_prose_the_line_break_at_the_end_counts() -> None:
    long = "sõna " * 30 + "lõpp"
    heads = [
        lines_of(text, room=50, indent=2, plain=False, prose=prose)[0]
        for text, prose in [(long, True), (long, False), (f"{long}\n", False), ("a\nb", True), ("a\nb", False)]
    ]
    assert heads == [">", ">-", ">", "|", "|-"]


# -- comments ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1   # c\n", "a: 1 # c\n"),
        ("a:   # c\n\n  1\n", "a: 1 # c\n"),
        ("a:\n  # c\n  1\n", "# c\na: 1\n"),
        ("a: # c\n  - b\n", "a: # c\n  - b\n"),
        ("a:\n# c\n- b\n# d\n", "a:\n  # c\n  - b\n# d\n"),
        ("a: [b, c] # d\n", "a: [b, c] # d\n"),
        ("a: [ # c\n b, # d\n e ] # f\n", "# c\na: # f\n  - b # d\n  - e\n"),
        ("a: [b,\n # c\n ]\n", "a:\n  - b\n  # c\n"),
        ("a: [b,\n c]\n    # d\ne: 1\n", "a:\n  - b\n  - c\n  # d\ne: 1\n"),
        ("a: [b,\n       # c\n d]\n", "a:\n  - b\n  # c\n  - d\n"),
        ("a: [ # c\n]\n", "a: [] # c\n"),
        ("a: [\n# c\n]\n", "a: []\n  # c\n"),
        ("a: {? b # c\n : d}\n", "a:\n  b: d # c\n"),
        ("a: > # c\n  b\n  d\n", "a: > # c\n  b d\n"),
        ("a: >-# c\n  b\n", "a: b # c\n"),
        ("a: 'b\n  c' # d\n", "a: b c # d\n"),
        ("a: b\n  c # d\n", "a: b c # d\n"),
        ("a:\n  # c\nb: 1\n", "a:\n  # c\nb: 1\n"),
        ("a: 1\n  # c\nb: 1\n", "a: 1\n  # c\nb: 1\n"),
        ("a: |\n    b\n    c\n  # d\ne: 1\n", "# d\na: |\n  b\n  c\ne: 1\n"),
        ("a:\n  b:\n    - c\n    # d\n  # e\n# f\ng: 1\n", "a:\n  b:\n    - c\n    # d\n  # e\n# f\ng: 1\n"),
        ("a:\n  - b\n # c\n# d\n  # e\nf: 1\n", "a:\n  - b\n  # c\n# d\n# e\nf: 1\n"),
        ("a:\n-   # c\n    b: 1 # d\n    e: 2\n", "a:\n  # c\n  - b: 1 # d\n    e: 2\n"),
        ("a:\n  -\n    # c\n    - # d\n      b\n", "a:\n  # c\n  - - b # d\n"),
        ("? a # c\n: b\n", "a: b # c\n"),
        ("? # c\n  a\n: b\n", "a: b # c\n"),
        ("# c\n%YAML 1.1\n--- # d\na: 1\n... # e\n", "# c\n# d\n\na: 1\n# e\n"),
        ("# c\n\n# d\na: 1\n", "# c\n\n# d\na: 1\n"),
        ("{} # c\n", "{}\n# c\n"),
        ("a: &x # c\n  - b # d\ne: *x # f\n", "a: # c\n  - b # d\ne: # f\n  - b\n"),
        ("a: &x # c\n  b\nd: [*x, *x] # e\n", "a: b # c\nd: [b, b] # e\n"),
        ('a: "b"#c\n', "a: b #c\n"),
        ("a: b#c\n", "a: b#c\n"),
        ("a: '# b' # c \t\n", "a: '# b' # c\n"),
    ],
)
def test_each_comment_stays_with_its_key_or_item(before: str, after: str) -> None:
    assert rewritten(before) == after
    assert rewritten(after) == after
    assert sorted(comments_of(before)) == sorted(comments_of(after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\n\na: 1\n\n\n\nb: 2\nc: 3\n\n", "a: 1\n\nb: 2\nc: 3\n"),
        ("a:\n\n  - 1\n\n\n  - 2\n", "a:\n  - 1\n\n  - 2\n"),
        ("a:\n  - b: 1\n\n    c: 2\n\n  - d\n", "a:\n  - b: 1\n    c: 2\n\n  - d\n"),
        ("a: 1\n\n\n# c\n\n\n# d\nb: 2\n\n# e\n", "a: 1\n\n# c\n\n# d\nb: 2\n\n# e\n"),
        ("a: |\n  b\n\n  c\n\n\nd: 1\n", "a: |\n  b\n\n  c\n\nd: 1\n"),
        ("a: [1,\n\n 2, # c\n 3]\n", "a:\n  - 1\n\n  - 2 # c\n  - 3\n"),
    ],
)
def test_one_blank_line_is_kept_near_the_top(before: str, after: str) -> None:
    assert rewritten(before) == after
    assert rewritten(after) == after


# -- any page ----------------------------------------------------------------------------------------------------------


@st.composite
def comments(draw: DrawFn, *, blanks: bool) -> list[str]:
    lines = draw(st.lists(st.sampled_from(["# a", "#b", "# c: [d", "", "# 'e"]), max_size=3))
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return kept if blanks else [line for line in kept if line]


@st.composite
def entries(draw: DrawFn, value: SearchStrategy[Leaf | Branch], *, keyed: bool) -> list[Entry]:
    keys = draw(st.lists(TEXTS, max_size=4, unique=True)) if keyed else [None] * draw(st.integers(0, 4))
    return [
        Entry(
            key,
            draw(value),
            draw(comments(blanks=True)),
            draw(comments(blanks=False)),
            draw(comments(blanks=False)),
        )
        for key in keys
    ]


def branches(value: SearchStrategy[Leaf | Branch]) -> SearchStrategy[Leaf | Branch]:
    return st.one_of(
        st.builds(Branch, st.just(True), st.booleans(), entries(value, keyed=True)),  # noqa: FBT003
        st.builds(Branch, st.just(False), st.booleans(), entries(value, keyed=False)),  # noqa: FBT003
    )


def leaf(text: str | None, *, plain: bool = False) -> Leaf:
    return Leaf(text, Scalar("x.yaml", None, None, text or "", ""), plain=plain)  # type: ignore[arg-type]


VALUES = st.recursive(st.builds(leaf, TEXTS | st.none()), branches, max_leaves=12)
PAGES = st.builds(Page, st.builds(Branch, st.just(True), st.just(False), entries(VALUES, keyed=True)))  # noqa: FBT003


def said_by(value: Leaf | Branch) -> object:
    if isinstance(value, Leaf):
        return value.text
    if value.keyed:
        return {entry.key: said_by(entry.value) for entry in value.entries}
    return [said_by(entry.value) for entry in value.entries]


def remarks(value: Leaf | Branch) -> list[str]:
    if isinstance(value, Leaf):
        return []
    return [
        line
        for entry in value.entries
        for line in [*entry.above, *entry.beside, *entry.below, *remarks(entry.value)]
        if line
    ]


@settings(max_examples=150)
@given(PAGES)
@example(Page(Branch(True, False, [Entry("k" * 1200, leaf("a"), [], ["# c"], ["# d"])])))  # noqa: FBT003
@example(Page(Branch(True, False, [Entry("k" * 1200, Branch(False, True, [Entry(None, leaf("a"))]))])))  # noqa: FBT003
def test_a_page_is_read_as_it_was_meant(page: Page) -> None:
    text = write(page)
    tree = tree_of(text)
    assert data_of(tree) == said_by(page.body)
    assert Counter(comments_of(text)) == Counter(remarks(page.body))
    assert rewritten(text) == text
    assert not re.search(r"[ \t]$|\r", text, re.MULTILINE)
    # Two blank lines in a row stand only where a text of several lines has them itself.
    assert "\n\n\n" not in text or "|" in text


# -- what cannot be written out ----------------------------------------------------------------------------------------


def test_aliases_that_nest_too_deep_are_not_written_out() -> None:
    levels = MOST_LEVELS - 2
    text = f"a: &a {'[' * levels}{']' * levels}\nb: [[[*a]]]\n"
    problem = unwritable(tree_of(text))
    assert problem is not None
    assert problem.rule.code == "JD008"


def test_aliases_that_repeat_too_much_are_not_written_out() -> None:
    problem = unwritable(tree_of(f"a: &a {'x' * 1000}\nb: [{', '.join(['*a'] * 1100)}]\n"))
    assert problem is not None
    assert problem.rule.code == "JD004"


def test_ordinary_aliases_are_written_out() -> None:
    assert unwritable(tree_of("a: &a [b]\nc: *a\n")) is None


def test_a_tree_with_holes_is_not_drafted() -> None:
    tree, _ = read("x.yaml", b"a: !x b\n")
    assert isinstance(tree, Mapping)
    with pytest.raises(TypeError):
        draft(tree)
