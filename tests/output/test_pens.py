"""Pens: nothing that content says means anything but itself, in whichever way it is written."""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from jdflow.output.pens import Commands, Heading, Html, Item, Items, Markdown, Pen, Plain, Points, Words
from jdflow.output.plain import safe
from tests.output.test_reminder import HOSTILE

FORGE = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
ADDRESS = "https://x.ee/a"
# What looks like a mark in one of the three, next to letters and to each other.
MARKS = st.text(st.sampled_from("<>&\"'`*_~[]()!#@|\\/:-=+.1aÕ \n\r\t\u2028\u202e\x00\x1b"), max_size=30) | st.text()
VOID = {"br", "meta"}


class Page(HTMLParser):
    """What a browser sees: elements with their attributes, and the text; what is opened is closed."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


def kinds(markdown: str) -> set[str]:
    """What a forge makes of a text."""
    return {
        child.type for token in FORGE.parse(markdown) for child in (token, *(token.children or ())) if child.type
    } - {"inline", "text", "paragraph_open", "paragraph_close", "softbreak"}


@given(MARKS)
def test_words_in_html_are_text_and_no_more(text: str) -> None:
    page = Page(Html().words(text))
    assert (page.elements, page.text) == ([], safe(text))


@given(MARKS, MARKS)
def test_what_else_html_sets_off_has_just_that_one_element(text: str, address: str) -> None:
    pen = Html()
    assert [(tag, pen_text.text) for pen_text in [Page(pen.code(text))] for tag, _ in pen_text.elements] == [
        ("code", safe(text))
    ]
    link = Page(pen.link(pen.words(text), address))
    assert ([tag for tag, _ in link.elements], link.text) == (["a"], safe(text))
    assert link.elements[0][1]["href"] == safe(address)
    for said, tag in ((pen.strong(pen.words(text)), "b"), (pen.gone(pen.words(text)), "s")):
        assert ([one for one, _ in Page(said).elements], Page(said).text) == ([tag], safe(text))


@given(MARKS)
def test_a_sentence_in_html_sets_off_only_what_stands_between_backquotes(text: str) -> None:
    page = Page(Html().sentence(f"Kirjutage `{text.replace('`', '')}x` siia."))
    assert [tag for tag, _ in page.elements] == ["code"]
    assert page.text == f"Kirjutage {safe(text.replace('`', ''))}x siia."


@given(MARKS)
def test_words_in_plain_text_stay_on_their_line_and_move_no_cursor(text: str) -> None:
    said = Plain().words(text)
    assert len(said.splitlines()) <= 1
    assert not any(unicodedata.category(char).startswith("C") for char in said)


@given(MARKS)
def test_words_in_markdown_are_text_and_no_more(text: str) -> None:
    assert kinds(f"x {Markdown().words(text)} y") == set()
    assert kinds(f"- [ ] **{Markdown().words(f'x{text}x')}** y") <= {
        "bullet_list_open",
        "bullet_list_close",
        "list_item_open",
        "list_item_close",
        "strong_open",
        "strong_close",
    }


@pytest.mark.parametrize("pen", [Plain(), Html(), Markdown()])
@given(MARKS)
def test_blocks_hold_what_they_are_given_and_a_title_can_add_none(pen: Pen, text: str) -> None:
    def made(title: str) -> list[str]:
        said = pen.words(title)
        return pen.lines(
            [
                Heading(said),
                Words(pen.sentence("Kirjutage `nii`.")),
                Items([Item(pen.strong(said), pen.link(said, ADDRESS)), Item(said)]),
                Points([said]),
                Commands(["jdflow review a"]),
            ]
        )

    assert len(made(text)) == len(made("x"))
    if isinstance(pen, Html):
        page, plain = Page("\n".join(made(text))), Page("\n".join(made("x")))
        assert page.elements == plain.elements


def test_plain_text_reads_well_aloud() -> None:
    pen = Plain()
    lines = pen.lines(
        [
            Heading(pen.words("Vaja üle vaadata")),
            Words(pen.sentence("Kirjutage faili `üle_vaadatud`.")),
            Items([Item(f"{pen.strong('Nõunik')} ({pen.code('nounik')})", pen.link("Muuda faili", ADDRESS))]),
            Points(["esimene;", "teine."]),
        ]
    )
    assert lines == [
        "VAJA ÜLE VAADATA",
        "",
        "Kirjutage faili „üle_vaadatud“.",
        "",
        "– Nõunik (nounik)",
        "  Muuda faili: https://x.ee/a",
        "",
        "– esimene;",
        "– teine.",
    ]


@pytest.mark.parametrize("pen", [Plain(), Html(), Markdown()])
def test_whatever_is_hostile_in_one_is_harmless_in_each(pen: Pen) -> None:
    said = pen.words(HOSTILE)
    assert "\u202e" not in said
    if isinstance(pen, Html):
        assert Page(said).elements == []
    if isinstance(pen, Markdown):
        assert kinds(f"x {said}") == set()
