"""Comments and reminders as GitLab reads them besides their Markdown: no command, and no reference, comes of a text."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jdflow.output.comment_words import in_html
from jdflow.output.difference_markdown import as_markdown, inert
from jdflow.output.reminder import title
from tests.output.test_as_github_reads import PIECES
from tests.output.test_comment import ESTONIAN, HOSTILE, markdown, proposal
from tests.output.test_reminder import row, sheet, step, text_of

# What stands so at the beginning of a line is done, with the rights of whoever writes it.
COMMAND = re.compile(r"^[ \t>]*/[a-z]", re.IGNORECASE | re.MULTILINE)
FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
# What becomes a link to something of the project, and is noted there.
REFERENCE = re.compile(
    r"(?<!\w)(?:@[a-z\d]|[#!$&]\d|~[\w\"]|%[\w\"]|\^alert#\d|\*iteration:|\[(?:issue|epic|work_item|vulnerability):)",
    re.IGNORECASE,
)
# What would show a change, a value or a table of contents that is not there.
PRETENDED = re.compile(r"[\[{][-+]|%\{|\[_?toc", re.IGNORECASE)
FURTHER = ["/", "\n/", "close", "/merge", "/assign @a", "!1", "$1", "~silt", '%"x"', "&1", "[issue:1]", "*iteration:1"]
FURTHER += ["{- a -}", "{+ a +}", "[-a-]", "[+", "%{project_name}", "[TOC]", "[[_TOC_]]", "{", "["]


def commands(text: str) -> list[str]:
    return COMMAND.findall(FENCED.sub("", text))


def shown(markdown: str) -> str:
    """A text as it is read when Markdown is done with its signs."""
    return unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown))


def assert_no_command(words: str) -> None:
    of = proposal(words)
    assert commands(markdown(of, ESTONIAN)) == []
    assert commands("\n".join(as_markdown([one.compared for one in of.own], ESTONIAN))) == []
    assert commands(text_of(step(row("tunnus", words)), sheet(words))) == []


@pytest.mark.parametrize("words", [*HOSTILE, "/close", "\n/merge\n", "a\n\n/assign @mari\n", "```\n/close\n```"])
def test_no_text_of_the_content_is_a_command(words: str) -> None:
    assert_no_command(words)


@settings(max_examples=60)
@given(words=st.lists(st.sampled_from([*PIECES, *FURTHER]), max_size=12).map("".join))
@example(words="- /close\n  /close")
def test_whatever_the_content_says_is_no_command(words: str) -> None:
    assert_no_command(words)


@settings(max_examples=300)
@given(words=st.lists(st.sampled_from([*PIECES, *FURTHER]), max_size=8).map("".join))
@example(words="[vulnerability:1]")
@example(words="^alert#1")
def test_no_text_of_the_content_refers_to_anything(words: str) -> None:
    for read in (shown(inert(words)), unescape(in_html(words))):
        assert REFERENCE.findall(read) == []
        assert PRETENDED.findall(read) == []


@settings(max_examples=200)
@given(words=st.lists(st.sampled_from([*PIECES, *FURTHER]), max_size=8).map("".join))
@example(words="Juhataja @kõik muu/hoidla#1 amet!2")
def test_no_title_refers_to_anything(words: str) -> None:
    told = title(step(row("tunnus")), sheet(words))
    assert told is not None
    assert REFERENCE.findall(told) == []
    assert re.findall(r"[\w/][#!]\d", told) == []


@pytest.mark.parametrize("text", ["/close", "a\n /merge", "> /close"])
def test_a_command_is_seen(text: str) -> None:
    assert commands(text) != []


@pytest.mark.parametrize("text", ["!1", "$12", "[issue:3]", "@mari", '~"a b"', "*iteration:x"])
def test_a_reference_is_seen(text: str) -> None:
    assert REFERENCE.findall(text) != []
