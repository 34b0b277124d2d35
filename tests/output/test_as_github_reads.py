"""Comments and reminders as GitHub's own Markdown program reads them: no text of the content is more than text."""

from __future__ import annotations

import re
import subprocess
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jdflow.output.difference_markdown import as_markdown
from tests.output.test_comment import ESTONIAN, HOSTILE, markdown, proposal
from tests.output.test_reminder import row, sheet, step, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.needs("cmark-gfm")

EXTENSIONS = [word for name in ("autolink", "strikethrough", "table", "tasklist") for word in ("--extension", name)]
OURS = {"h2", "h3", "h4", "p", "ul", "li", "strong", "em", "del", "code", "pre", "br", "hr", "details", "summary", "b"}
OUR_PAGES = "https://github.com/a/b/"
NO_PAGES = "://"
# What GitHub looks for in texts that are no code, after Markdown is done.
FOUND = re.compile(
    r"(?<![\w/])@[a-z\d]|#\d|\bgh-\d|\b[0-9a-f]{7,40}\b|\bwww\.\w|://|[\w.+-]@[\w-]|\b(?:cve|ghsa)-[a-z\d]",
    re.IGNORECASE,
)
PIECES = [
    *("a", "1", "_", "x_", " ", "\n", "\\", "`", "*", "~", "|", "#", "(", ")", "&", ";", "-", "/", ":", "!", "[", "]"),
    *("www.", "http://", "https://", "mailto:", "xmpp:", "a@b.ee", "@all", "#12", "gh-1", "::error::", "&lt;", "&#64;"),
    *(
        "<b>",
        "<img src=x>",
        "</details>",
        "</summary>",
        "<!--",
        "-->",
        "</",
        ">",
        "deadbee",
        "CVE-2021-1",
        ":+1:",
        "\u200b",
    ),
]


class Page(NamedTuple):
    """What GitHub would show."""

    elements: set[str]
    attributes: list[tuple[str, str | None]]
    text: str
    is_balanced: bool


class _Reader(HTMLParser):
    """Elements, and the texts between them."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += attrs
        if tag != "input":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1:] == [tag]
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if "code" not in self.open:
            self.texts.append(data)


@pytest.fixture(scope="module")
def read(tool: Callable[[str], str]) -> Callable[[str], Page]:
    """GitHub's reading of a Markdown text."""

    def run(text: str) -> Page:
        command = [tool("cmark-gfm"), "--unsafe", "--hardbreaks", *EXTENSIONS]
        html = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=True).stdout
        reader = _Reader()
        reader.feed(html)
        reader.close()
        return Page(set(reader.elements), reader.attributes, "\0".join(reader.texts), not reader.open)

    return run


def assert_plain(page: Page, elements: set[str], pages: str) -> None:
    assert page.elements <= OURS | elements
    assert [value for name, value in page.attributes if name == "href" and not str(value).startswith(pages)] == []
    assert {name for name, _ in page.attributes} <= {"href", "type", "checked", "disabled", "class"}
    assert FOUND.findall(page.text) == []
    assert page.is_balanced


def assert_inert(words: str, read: Callable[[str], Page]) -> None:
    of = proposal(words)
    assert_plain(read(markdown(of, ESTONIAN)), set(), NO_PAGES)
    assert_plain(read("\n".join(as_markdown([one.compared for one in of.own], ESTONIAN))), set(), NO_PAGES)
    issue = text_of(step(row("tunnus", words)), sheet(words))
    assert_plain(read(issue), {"a", "input"}, OUR_PAGES)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_the_content_says_stays_text(words: str, read: Callable[[str], Page]) -> None:
    assert_inert(words, read)


@settings(max_examples=60)
@given(words=st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example(words="a_www.b<img src=x>")
@example(words="a_www.b</details>")
def test_whatever_the_content_says_stays_text(words: str, read: Callable[[str], Page]) -> None:
    assert_inert(words, read)


@pytest.mark.parametrize("text", ["@all", "#12", "a@b.ee", "deadbee", "CVE-2021-1"])
def test_what_is_not_put_out_of_sight_is_seen(text: str, read: Callable[[str], Page]) -> None:
    with pytest.raises(AssertionError):
        assert_plain(read(text), set(), NO_PAGES)


@pytest.mark.parametrize(
    "text", ["www.a.ee", "<i>a</i>", "[a](b)", "<img src=x>", "</details>", "![a](b)", "http://a.ee"]
)
def test_elements_that_are_not_ours_are_seen(text: str, read: Callable[[str], Page]) -> None:
    with pytest.raises(AssertionError):
        assert_plain(read(text), set(), NO_PAGES)
