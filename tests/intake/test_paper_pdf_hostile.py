"""PDFs that are none, are damaged, locked, scanned or out of all bounds."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdflow.intake import paper_pdf
from jdflow.intake.paper_pdf import MOST_PAGES, MOST_WIDE, read_pdf
from jdflow.model.paper import NoPaper
from tests.effort import growth
from tests.intake.pdf_papers import outline, refusal, remarks
from tests.intake.pdfs import BOLD, Look, Page, form, pdf

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

TEXT = "Teenistuja hoolitseb selle eest, et kõik andmed on õiged."


def page(text: str = TEXT) -> Page:
    result = Page()
    result.put(60, 700, text)
    return result


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xff\xd8\xff\xe0 a photo", "no PDF, whatever its name says"),
        (b"%PDF-1.7 and nothing else", "damaged"),
        (pdf(page())[:700], "damaged"),
        (pdf(), "damaged"),
        (pdf(page(), is_locked=True), "protected with a password; open it, save it without one"),
        (pdf(Page()), "there is no text in it"),
        (pdf(*[page()] * (MOST_PAGES + 1)), "it has 201 pages, more than 200"),
        (pdf(Page((MOST_WIDE + 1, 800))), "more is drawn"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_way_out(data: bytes, why: str) -> None:
    assert why in refusal(data)


def test_a_scan_is_refused_with_the_command_that_recognises_its_text() -> None:
    scan = Page()
    scan.picture(0, 0, 595, 842)
    scan.put(500, 20, "Scan 1")
    assert "ocrmypdf -l est" in refusal(pdf(scan, scan))


def test_a_file_larger_than_any_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf(page())
    monkeypatch.setattr(paper_pdf, "MOST_BYTES", len(data) - 1)
    assert "it is larger than" in refusal(data)


def unreadable() -> Page:
    result = Page()
    codes = "".join(f"{number:04x}" for number in range(40, 240))
    result.raw(f"BT /U 10 Tf 60 700 Td <{codes}> Tj ET".encode())
    return result


def test_letters_that_nobody_has_said_the_meaning_of_are_refused() -> None:
    assert "its text layer is not readable" in refusal(pdf(unreadable()))


def test_signs_in_place_of_letters_are_refused() -> None:
    assert "its text layer is not readable" in refusal(pdf(page("7HHQLVWXMD#+%&/()=?!*'<>;:[]{}0123456789" * 3)))


def test_one_page_that_is_not_readable_is_named() -> None:
    text = Page()
    for number in range(30):
        text.put(60, 780 - 12 * number, TEXT)
    assert "2: the text layer of these pages is not readable: 2" in remarks(read_pdf(pdf(text, unreadable())))


@pytest.mark.parametrize("bound", ["MOST_CHARACTERS", "MOST_OBJECTS"])
def test_bounds_hold_for_all_pages_together(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = page()
    for number in range(60):
        drawn.line(10 * number, 5, 10 * number, 100)
    monkeypatch.setattr(paper_pdf, bound, 100)
    assert refusal(pdf(drawn)) == ""
    assert "as no job description has" in refusal(pdf(drawn, drawn)) or "more is drawn" in refusal(pdf(drawn, drawn))


def test_what_is_drawn_inside_of_forms_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = page()
    drawn.raw(b"/X Do")
    data = pdf(drawn, objects={"X": form(b"0 0 m 9 9 l S\n" * 500)})
    assert refusal(data) == ""
    monkeypatch.setattr(paper_pdf, "MOST_OBJECTS", 400)
    assert "more is drawn" in refusal(data)


def test_a_form_may_rule_a_table() -> None:
    drawn = Page()
    drawn.raw(b"q 1 0 0 1 0 100 cm /X Do Q")
    for x, y, text in ((56, 706, "Haridus"), (306, 706, "Kõrgharidus"), (56, 686, "Keel"), (306, 686, "C1")):
        drawn.put(x, y, text)
    lines = [b"50 %d m 545 %d l S" % (y, y) for y in (620, 600, 580)] + [
        b"%d 580 m %d 620 l S" % (x, x) for x in (50, 300, 545)
    ]
    assert outline(read_pdf(pdf(drawn, objects={"X": form(b"\n".join(lines))}))) == [
        "Haridus | Kõrgharidus",
        "Keel | C1",
    ]


def test_a_drawing_of_very_many_lines_is_no_table() -> None:
    drawn = page()
    for number in range(2500):
        drawn.line(number % 590, number % 7 * 3, number % 590, 300 + number / 5)
        drawn.line(0, number / 3.1, 500, number / 3.1)
    assert outline(read_pdf(pdf(drawn))) == [TEXT]


@pytest.mark.parametrize(
    "drawn",
    [
        b"BT /F 1e38 Tf 1e38 1e38 Td (a b c) Tj ET",
        b"1e38 0 0 1e38 0 0 cm BT /F 9 Tf 1 1 Td (a b c) Tj ET 0 0 m 1e38 0 l S",
        b"99999999999999999999 0 m 0 0 l 0 nan l S",
        b"BT /F 0 Tf 60 600 Td (a) Tj ET 0 0 0 0 0 0 cm BT /F 9 Tf 1 1 Td (b) Tj ET",
        b"BT /F -10 Tf 60 600 Td (tagurpidi) Tj ET",
        b"q " * 5000 + b"BT" * 5000 + b"] ] >> endstream ( ( (",
    ],
)
def test_numbers_out_of_all_bounds_do_no_harm(drawn: bytes) -> None:
    wild = page()
    wild.raw(drawn)
    assert TEXT in " ".join(outline(read_pdf(pdf(wild))))


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_damage_anywhere_is_read_or_refused(chance: random.Random) -> None:
    drawn = page()
    drawn.grid([50, 300, 545], [600, 580, 560])
    data = bytearray(pdf(drawn, page()))
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    with suppress(NoPaper):
        assert read_pdf(bytes(data)).format == "pdf"


@settings(max_examples=40)
@given(st.data())
def test_no_word_is_lost_wherever_it_stands(data: st.DataObject) -> None:
    drawn = Page()
    words = [f"sõna{number}" for number in range(data.draw(st.integers(1, 40)))]
    places = data.draw(
        st.lists(
            st.tuples(st.integers(0, 9), st.integers(0, 60)), min_size=len(words), max_size=len(words), unique=True
        )
    )
    for word, (column, row) in zip(words, places, strict=True):
        drawn.put(20 + 55 * column, 60 + 12 * row, word, Look(data.draw(st.sampled_from([8, 10]))))
    paper = read_pdf(pdf(drawn))
    said = " ".join(para.text for para in (*paper.paras(), *paper.margins)).split()
    assert sorted(said) == sorted(words)


def in_columns(lines: int) -> Page:
    """Numbered headings in two columns, none beside another."""
    result = Page((595, 30 * lines + 60))
    for number in range(lines):
        y = 30 * (lines - number)
        result.put(60, y, f"{number % 90}. Esimene veerg", BOLD)
        result.put(320, y - 9, f"{number % 90}. Teine veerg", BOLD)
    return result


def in_rows(lines: int) -> Page:
    """Rows of which only the columns show, with a heading that ends none of them."""
    result = Page((595, 12 * lines + 60))
    for number in range(lines):
        result.put(60, 12 * (lines - number), f"Ülesanne {number}", BOLD)
        if number % 7:
            result.put(320, 12 * (lines - number), "Tulemus, mis on")
    return result


def banded(lines: int) -> Page:
    """Rows of which every second one lacks the line between its columns."""
    result = Page((595, 20 * lines + 60))
    for number in range(lines):
        y = 20 * number + 10
        result.line(50, y, 450, y)
        result.raw(f"50 {y} 200 10 re f 70 {y + 4} 3 3 re f".encode())
        if number % 2:
            result.line(250, y, 250, y + 20)
        result.put(80, y + 3, "Ülesanne")
        result.put(260, y + 3, "Tulemus")
    for x in (50, 450):
        result.line(x, 10, x, 20 * lines + 10)
    return result


@pytest.mark.parametrize("draw", [in_columns, in_rows, banded])
def test_four_times_the_lines_take_no_sixteen_times_the_work(draw: Callable[[int], Page]) -> None:
    assert growth(read_pdf, pdf(draw(200)), pdf(draw(800))) < 12
