"""The page of what a build made: complete, and inert whatever the titles say."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdflow.language import LANGUAGES, Voice
from jdflow.output.index import Listed, as_html
from jdflow.output.plain import safe
from tests.support import ENGLISH, TODAY

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMIT = "0123456789abcdef0123456789abcdef01234567"
HEAD = Listed(
    id="juhataja",
    title="Talituse juhataja",
    unit="andmeosakond, andmetalitus",
    relation="ametnik",
    effective_from=date(2026, 3, 1),
    state="in_force",
    file="juhataja_2026-03-01.docx",
    pdf="juhataja_2026-03-01.pdf",
    fingerprint="v1:fedcba9876543210fedcba",
)
DRAFT = Listed("naidis", "Näidis", "andmetalitus", "töötaja", None, "draft", "naidis.docx", None, "v1:00112233445566")
VOID = {"meta"}


class Page(HTMLParser):
    """A page taken apart; each element must be closed where it belongs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.cells: list[list[str]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names))
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.cells.append([])
        if tag in {"th", "td"}:
            self.cells[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.append((self.open[-1], data))
        if {"th", "td"} & set(self.open):
            self.cells[-1][-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each such element."""
        return [attributes for name, attributes in self.elements if name == tag]

    def text(self, tag: str) -> list[str]:
        """The texts that stand in such elements."""
        return [text for name, text in self.texts if name == tag]

    @property
    def outline(self) -> list[tuple[str, list[str]]]:
        """The elements with the names of their attributes."""
        return [(name, list(attributes)) for name, attributes in self.elements]

    @property
    def links(self) -> list[str]:
        return [str(attributes["href"]) for attributes in self.all("a")]


def html(
    made: Sequence[Listed], voice: Voice = ENGLISH, commit: str | None = COMMIT, agency: str = "Näidisamet"
) -> str:
    return as_html(made, agency=agency, day=TODAY, commit=commit, voice=voice)


def test_a_row_for_each_document() -> None:
    page = Page(html([DRAFT, HEAD]))
    assert page.cells == [
        ["Title", "Unit", "Relation", "In force from", "State", "Files", "Fingerprint"],
        [
            *("Talituse juhataja juhataja", "andmeosakond, andmetalitus", "official", "01.03.2026", "in force"),
            *("Word PDF", "v1:fedcba987654"),
        ],
        ["Näidis naidis", "andmetalitus", "employee", "", "draft", "Word", "v1:001122334455"],
    ]
    assert page.links == ["juhataja_2026-03-01.docx", "juhataja_2026-03-01.pdf", "naidis.docx"]


def test_what_the_page_tells_of_the_build() -> None:
    page = Page(html([HEAD]))
    assert page.text("title") == ["Job descriptions, 20.11.2026 – Näidisamet"]
    assert page.text("caption") == ["1 document"]
    assert "Näidisamet" in page.text("span")
    assert page.all("time")[0] == {"datetime": "2026-11-20"}
    assert page.text("code")[0] == COMMIT[:12]
    drafts = Page(html([DRAFT], commit=None))
    assert "none: these are drafts of what is not committed" in drafts.text("dd")


def test_a_build_of_nothing() -> None:
    page = Page(html([]))
    assert page.text("p") == ["There are no documents."]
    assert page.all("table") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_those_who_have_it_read_to_them(language: str) -> None:
    page = Page(html([HEAD, DRAFT], Voice(language)))
    assert page.all("html") == [{"lang": language}]
    assert [cell["scope"] for cell in page.all("th")] == ["col"] * 7 + ["row"] * 2
    assert page.elements[[name for name, _ in page.elements].index("table") + 1] == ("caption", {"id": "documents"})
    assert [link["aria-label"] for link in page.all("a")] == [
        *("Word: Talituse juhataja", "PDF: Talituse juhataja", "Word: Näidis"),
    ]
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert {span["lang"] for span in page.all("span")} == ({"et"} if language == "en" else set())


def test_the_page_speaks_the_language_of_its_reader() -> None:
    page = Page(html([HEAD], Voice("et")))
    assert "Ametinimetus" in page.cells[0]
    assert page.cells[1][2] == "ametnik"


def test_the_page_loads_and_runs_nothing() -> None:
    text = html([HEAD, DRAFT])
    page = Page(text)
    assert {name for name, _ in page.elements} == {
        *("html", "head", "meta", "title", "style", "body", "main", "h1", "dl", "dt", "dd", "div", "span", "time"),
        *("code", "table", "caption", "thead", "tbody", "tr", "th", "td", "small", "a"),
    }
    assert {name for _, attributes in page.elements for name in attributes} == {
        *("lang", "charset", "http-equiv", "content", "name", "class", "role", "aria-labelledby", "tabindex", "id"),
        *("scope", "datetime", "href", "aria-label"),
    }
    [style] = page.text("style")
    assert re.findall(r"url|@import|expression|//", style) == []
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    [policy] = [meta["content"] for meta in page.all("meta") if "http-equiv" in meta]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'"
    assert "//" not in text.replace(digest, "")


def test_the_style_is_for_paper_and_for_dark_screens() -> None:
    [style] = Page(html([HEAD])).text("style")
    assert "color-scheme: light dark" in style
    assert "@media print" in style
    assert re.findall(r"#[0-9a-fA-F]{3}|rgb|: (?:white|black)\b", style) == []


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></style></table><!--",
    "javascript:alert(1)",
    "&lt;b&gt; &amp; & {n} {x} %s",
    "\u202egnirts\u2066",
    "\x00\x1b[31m\n\r\t",
    "\ud800",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_titles_say_stays_text(hostile: str) -> None:
    made = HEAD._replace(id=hostile, title=hostile, unit=hostile, file=hostile, fingerprint=hostile)
    text = html([made], commit=hostile, agency=hostile)
    page = Page(text)
    assert page.outline == Page(html([HEAD])).outline
    assert [link["aria-label"] for link in page.all("a")] == [f"Word: {safe(hostile)}", f"PDF: {safe(hostile)}"]
    assert page.cells[1][0].split() == f"{safe(hostile)} {safe(hostile)}".split()
    assert page.cells[1][1].split() == safe(hostile).split()
    assert page.text("span")[0].split() == safe(hostile).split()
    assert [char for char in text if not char.isprintable() and char != "\n"] == []
    text.encode()


@pytest.mark.parametrize(
    "name", [*HOSTILE[:-1], "javascript:a.docx", "//example.org/a.docx", "õ a#b?c%41.docx", "../a.docx", "C:\\a.docx"]
)
def test_a_link_leads_to_the_file_beside_the_page(name: str) -> None:
    page = Page(html([HEAD._replace(file=name, pdf=name)]))
    for link in page.links:
        parts = urlsplit(link)
        assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
        assert "/" not in link
        assert unquote(link) == name


def test_the_same_documents_make_the_same_page() -> None:
    made = [HEAD, DRAFT, HEAD._replace(file="a.docx")]
    assert html(made) == html(made[::-1]) == html(made)
    assert html(made) != html(made[:2])
    assert Page(html(made)).links[0] == "a.docx"


@given(st.text(), st.text(max_size=20))
def test_any_text_makes_a_whole_page(title: str, unit: str) -> None:
    page = Page(html([HEAD._replace(title=title, unit=unit)]))
    assert len(page.cells) == 2
    assert page.cells[1][1].split() == safe(unit).split()
