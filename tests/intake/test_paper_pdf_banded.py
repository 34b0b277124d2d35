"""Tables of PDFs in which some rows have lines between their columns, others only colours, or nothing."""

from __future__ import annotations

from jdflow.intake.paper_pdf import read_pdf
from tests.intake.pdf_papers import outline
from tests.intake.pdfs import Page, pdf

WIDE = 220


def read(*pages: Page) -> list[str]:
    return outline(read_pdf(pdf(*pages)))


def row(page: Page, y: float, left: str, right: str) -> None:
    page.wrap(56, y - 12, left, WIDE)
    page.wrap(306, y - 12, right, WIDE)


def banded(page: Page, *, is_shaded: bool) -> None:
    """Rows that are ruled above and below, of which every second one alone has its columns ruled."""
    for y in (780, 740, 710, 680, 650):
        page.line(50, y, 545, y)
    for x in (50, 545):
        page.line(x, 780, x, 650)
    for y in (740, 680):
        page.line(300, y, 300, y - 30)
    if is_shaded:
        page.raw(b"q 0.8 g 50 760 250 20 re 300 760 245 20 re f Q")


def test_a_row_without_lines_of_its_own_has_the_columns_of_the_others() -> None:
    page = Page()
    banded(page, is_shaded=False)
    row(page, 780, "Ülesanne", "Tulemused")
    row(page, 740, "3.1 Andmed, mis ulatuvad lahtri ääreni ja", "• Õiged andmed.")
    row(page, 710, "3.2 Koostöö, mis ulatub lahtri ääreni kui", "• Osalised on rahul.")
    page.put(56, 686, "veel rida")
    page.put(316, 686, "tulemuse järg")
    row(page, 680, "3.3 Muu", "• Tehtud töö, mille tulemuse järg")
    page.put(316, 656, "on siin")
    assert read(page) == [
        "Ülesanne | Tulemused",
        "3.1 Andmed, mis ulatuvad lahtri ääreni ja | * Õiged andmed.",
        "3.2 Koostöö, mis ulatub lahtri ääreni kui veel rida | * Osalised on rahul. / tulemuse järg",
        "3.3 Muu | * Tehtud töö, mille tulemuse järg on siin",
    ]


def test_a_merged_cell_whose_text_crosses_the_column_stays_one() -> None:
    page = Page()
    banded(page, is_shaded=False)
    page.put(56, 768, "Tulemused, mille eest teenistuja hoolt kannab igal ajal")
    row(page, 740, "3.1 Andmed", "• Õiged andmed.")
    page.put(56, 698, "Üldised tööülesanded: kõik see, mida juht veel palub, ja muugi")
    row(page, 680, "3.2 Muu", "• Tehtud.")
    assert read(page) == [
        "Tulemused, mille eest teenistuja hoolt kannab igal ajal | ",
        "3.1 Andmed | * Õiged andmed.",
        "Üldised tööülesanded: kõik see, mida juht veel palub, ja muugi | ",
        "3.2 Muu | * Tehtud.",
    ]


def test_a_coloured_heading_row_needs_no_line_below_it() -> None:
    page = Page()
    banded(page, is_shaded=True)
    row(page, 780, "Ülesanne", "Tulemused")
    row(page, 760, "3.1 Andmed", "• Õiged andmed.")
    row(page, 740, "3.2 Koostöö", "• Osalised on rahul.")
    assert read(page) == [
        "Ülesanne | Tulemused",
        "3.1 Andmed | * Õiged andmed.",
        "3.2 Koostöö | * Osalised on rahul.",
    ]


def test_a_row_without_lines_has_three_columns_where_the_others_do() -> None:
    page = Page()
    xs, ys = [50, 100, 300, 545], [780, 760, 720, 700]
    for y in ys:
        page.line(50, y, 545, y)
    for x in (50, 545):
        page.line(x, 780, x, 700)
    for x in xs[1:3]:
        page.line(x, 780, x, 760)
        page.line(x, 720, x, 700)
    for y, cells in (
        (766, ("1.", "Andmed", "Õiged")),
        (746, ("2.", "Koostöö", "Hea, mis on")),
        (734, ("", "", "näha.")),
        (706, ("3.", "Muu", "Tehtud")),
    ):
        for x, text in zip(xs[:3], cells, strict=True):
            if text:
                page.put(x + 6, y, text)
    assert read(page) == ["1. | Andmed | Õiged", "2. | Koostöö | Hea, mis on / näha.", "3. | Muu | Tehtud"]
