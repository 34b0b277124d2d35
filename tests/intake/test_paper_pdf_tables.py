"""Tables of PDFs: with all their lines, with some, with none, and over the pages."""

from __future__ import annotations

import pytest

from jdflow.intake.paper_pdf import read_pdf
from jdflow.model.paper import Table
from tests.intake.pdf_papers import outline
from tests.intake.pdfs import BOLD, PLAIN, TITLE, Page, pdf

XS = [50.0, 300.0, 545.0]
WIDE = 220
DUTIES = (
    ("3.1 Teenuse sihtide ja tegevuskava koostamine koos kõigi partneritega.", ["Kava on valmis.", "Sihid on teada."]),
    (
        "3.2 Andmete kogumine.",
        [
            "Andmed on õiged.",
            "Aruanne on esitatud tähtajaks ja see on avaldatud kodulehel kõigile huvilistele.",
            "Vead on parandatud.",
        ],
    ),
    ("3.3 Koostöö.", ["Partnerid teavad oma rolli."]),
)
ROWS = [" | ".join((duty, " / ".join(f"* {result}" for result in results))) for duty, results in DUTIES]


def read(*pages: Page) -> list[str]:
    return outline(read_pdf(pdf(*pages)))


def duties(page: Page, y: float, gap: float) -> float:
    """The duties beside their results; returns where the next row would stand."""
    for duty, results in DUTIES:
        left = page.wrap(56, y, duty, WIDE)
        right = y
        for result in results:
            right = page.wrap(306, right, f"• {result}", WIDE)
        y = min(left, right) - gap
    return y


def row(page: Page, y: float, *cells: str) -> None:
    for x, cell in zip((56, 306), cells, strict=True):
        below = y - 12
        for part in cell.split(" / "):
            below = page.wrap(x, below, part, WIDE)


def test_a_table_without_any_line_has_a_row_for_each_number() -> None:
    page = Page()
    page.put(56, 790, "3. TEENISTUSKOHUSTUSED", TITLE)
    page.put(56, 765, "Põhiülesanded", BOLD)
    page.put(306, 765, "Oodatavad tulemused", BOLD)
    y = duties(page, 745, 0)
    page.put(56, y - 20, "4. ÕIGUSED", TITLE)
    page.wrap(56, y - 45, "Teenistujal on õigus saada oma ülesannete täitmiseks vajalikku teavet ja abi.", 480)
    assert read(page) == [
        "3. TEENISTUSKOHUSTUSED",
        "Põhiülesanded | Oodatavad tulemused",
        *ROWS,
        "4. ÕIGUSED",
        "Teenistujal on õigus saada oma ülesannete täitmiseks vajalikku teavet ja abi.",
    ]


def test_rows_are_told_apart_by_their_numbers_where_only_columns_are_ruled() -> None:
    page = Page()
    end = duties(page, 768, 2)
    for x in XS:
        page.line(x, 780, x, end)
    for y in (780, end):
        page.line(XS[0], y, XS[-1], y)
    assert read(page) == ROWS


def test_a_heading_row_stands_above_a_row_that_goes_on_from_the_page_before() -> None:
    page = Page()
    for y, look, left, right in (
        (700, BOLD, "Ülesanne", "Tulemused"),
        (688, PLAIN, "nõustamine.", "• Nõuanne on õige."),
        (676, PLAIN, "3.2 Muu töö.", "• Tehtud."),
        (664, PLAIN, "3.3 Veel tööd.", "• Tehtud."),
    ):
        page.put(60, y, left, look)
        page.put(310, y, right, look)
    assert read(page)[:2] == ["Ülesanne | Tulemused", "nõustamine. | * Nõuanne on õige."]


def test_words_set_wide_to_fill_the_line_are_no_columns() -> None:
    page = Page()
    for number in range(1, 9, 2):
        for x, text in ((60, f"3.{number} Pikad"), (130, "sõnad"), (180, "reas,"), (240, "mis"), (275, "täis")):
            page.put(x, 700 - 12 * number, text)
        page.put(306, 700 - 12 * number, "• Tulemus on siin.")
        page.put(60, 688 - 12 * number, "on ja millel on teine rida alumisel real siin")
    assert [line.count("|") for line in read(page)] == [1] * 4


def test_a_table_of_labels_has_a_row_for_each_label() -> None:
    page = Page()
    y = 700.0
    for label, text in (
        ("Struktuuriüksus", "Andmetalitus"),
        ("Vahetu juht", "Juhataja"),
        ("Alluvad", "Ekspert (andmed), ekspert (kvaliteet ja seire), koordinaator"),
        ("Ametikoha grupp", "Töötaja"),
    ):
        page.put(60, y, label, BOLD)
        y = page.wrap(220, y, text, 200)
    assert read(page) == [
        "Struktuuriüksus | Andmetalitus",
        "Vahetu juht | Juhataja",
        "Alluvad | Ekspert (andmed), ekspert (kvaliteet ja seire), koordinaator",
        "Ametikoha grupp | Töötaja",
    ]


def test_a_label_that_wraps_beside_text_that_does_is_one_row() -> None:
    page = Page()
    for y, left, right in (
        (700, "Teenistuskoha täitjale", "Kõrgharidus, eelistatavalt sotsiaalteadustes"),
        (688, "esitatavad nõuded", "või majanduses."),
        (664, "Keeleoskus", "Eesti keel."),
    ):
        page.put(60, y, left)
        page.put(220, y, right)
    assert read(page) == [
        "Teenistuskoha täitjale esitatavad nõuded | Kõrgharidus, eelistatavalt sotsiaalteadustes või majanduses.",
        "Keeleoskus | Eesti keel.",
    ]


def test_a_label_of_two_short_lines_is_one_row() -> None:
    page = Page()
    for y, left, right in ((700, "Nõuded", "Kõrgharidus ja"), (688, "haridusele", "kogemus."), (664, "Keel", "Eesti.")):
        page.put(60, y, left)
        page.put(220, y, right)
    assert [line.count("|") for line in read(page)] == [1, 1]


def test_numbered_rows_need_no_space_between_them() -> None:
    page = Page()
    for number in range(1, 4):
        y = 712 - 12 * number
        page.put(60, y, f"3.{number} Ülesanne, mis täidab kogu oma rea.....")
        page.put(310, y, f"Tulemus {number}")
    rows = [f"3.{number} Ülesanne, mis täidab kogu oma rea..... | Tulemus {number}" for number in range(1, 4)]
    assert read(page) == rows


def test_a_number_may_stand_far_before_its_text() -> None:
    page = Page()
    for number in range(1, 4):
        y = 724 - 24 * number
        page.put(60, y, f"3.{number}")
        page.put(90, y, "Ülesanne on siin")
        page.put(310, y, f"Tulemus {number}")
    assert read(page) == [f"3.{number} Ülesanne on siin | Tulemus {number}" for number in range(1, 4)]


def test_a_heading_between_two_tables_without_lines_stands_between_them() -> None:
    page = Page()
    for y, left, right in (
        (700, "Haridus", "Kõrgharidus"),
        (682, "Keel", "C1"),
        (612, "Õigus", "Jah"),
        (594, "Vara", "Ei"),
    ):
        page.put(60, y, left)
        page.put(310, y, right)
    page.put(60, 640, "4. Õigused", BOLD)
    assert read(page) == ["Haridus | Kõrgharidus", "Keel | C1", "4. Õigused", "Õigus | Jah", "Vara | Ei"]


def test_a_table_of_more_columns_below_is_a_table_of_its_own() -> None:
    page = Page()
    for y, cells in (
        (700, {60: "1.1 Ametinimetus", 310: "1.2 Struktuuriüksus"}),
        (688, {60: "Jurist", 310: "Andmetalitus, mille nimi on pikk ja lai"}),
        (670, {60: "1.3 Vahetu juht", 230: "1.4 Kes asendab", 400: "1.5 Keda asendab"}),
        (658, {60: "Talituse juhataja", 230: "Ekspert", 400: "Eksperti"}),
    ):
        for x, text in cells.items():
            page.put(x, y, text, BOLD if text[0] == "1" else PLAIN)
    assert read(page) == [
        "1.1 Ametinimetus | 1.2 Struktuuriüksus",
        "Jurist | Andmetalitus, mille nimi on pikk ja lai",
        "1.3 Vahetu juht | 1.4 Kes asendab | 1.5 Keda asendab",
        "Talituse juhataja | Ekspert | Eksperti",
    ]


def test_a_merged_cell_stands_where_it_begins() -> None:
    page = Page()
    for y in (700, 680, 660):
        page.line(50, y, 545, y)
    for x, top in ((50, 700), (300, 680), (545, 700)):
        page.line(x, 660, x, top)
    page.put(56, 686, "Ühendatud lahter, mille tekst ulatub üle mõlema veeru piiri")
    page.put(56, 666, "vasak")
    page.put(306, 666, "parem")
    [table] = read_pdf(pdf(page)).parts
    assert isinstance(table, Table)
    assert [[len(cell) for cell in cells] for cells in table.rows] == [[1, 0], [1, 1]]


@pytest.mark.parametrize("thick", [0.5, 2.5])
def test_lines_may_be_thin_boxes_drawn_cell_by_cell(thick: float) -> None:
    page = Page()
    for height in (700, 680, 660):
        for x, width in ((50, 248), (300, 246)):
            page.raw(f"{x} {height} {width} {thick} re f".encode())
    for side in XS:
        for bottom in (680, 660):
            page.raw(f"{side} {bottom} {thick} 20 re f".encode())
    row(page, 700, "Haridus", "Kõrgharidus")
    row(page, 680, "Keel", "C1")
    assert read(page) == ["Haridus | Kõrgharidus", "Keel | C1"]


def test_a_frame_around_text_is_no_table() -> None:
    page = Page()
    page.raw(b"50 650 495 60 re S")
    row(page, 705, "Esimene lõik.", "")
    assert read(page) == ["Esimene lõik."]


def test_cells_go_on_over_the_page_and_the_heading_row_is_there_once() -> None:
    first, second = Page(), Page()
    first.grid(XS, [790, 770, 740, 60])
    row(first, 790, "Ülesanne", "Tulemused")
    row(first, 770, "3.1 Andmete kogumine.", "• Andmed on õiged.")
    row(
        first,
        740,
        "3.2 Koostöö korraldamine ja partnerite",
        "• Partnerid teavad. / • Lepingud on sõlmitud õigeks ajaks ja",
    )
    second.grid(XS, [800, 780, 700, 640])
    row(second, 800, "Ülesanne", "Tulemused")
    row(second, 780, "nõustamine.", "on avaldatud kodulehel. / • Tagasiside on.")
    row(second, 700, "3.3 Muu töö.", "• Tehtud.")
    paper = read_pdf(pdf(first, second))
    going_on = "Lepingud on sõlmitud õigeks ajaks ja on avaldatud kodulehel."
    assert outline(paper) == [
        "Ülesanne | Tulemused",
        "3.1 Andmete kogumine. | * Andmed on õiged.",
        f"3.2 Koostöö korraldamine ja partnerite nõustamine. | * Partnerid teavad. / * {going_on} / * Tagasiside on.",
        "3.3 Muu töö. | * Tehtud.",
    ]
    assert len(paper.parts) == 1


def test_results_that_go_on_over_the_page_stay_with_their_duty() -> None:
    first, second = Page(), Page()
    first.grid(XS, [790, 60])
    row(first, 790, "3.1 Andmete kogumine.", "• Andmed on õiged.")
    second.grid(XS, [800, 740, 700])
    row(second, 800, "", "• Aruanne on esitatud.")
    row(second, 740, "3.2 Muu töö.", "• Tehtud.")
    assert read(first, second) == [
        "3.1 Andmete kogumine. | * Andmed on õiged. / * Aruanne on esitatud.",
        "3.2 Muu töö. | * Tehtud.",
    ]


@pytest.mark.parametrize("heading", ["", "4. Nõuded"])
def test_a_label_at_the_top_of_a_page_begins_a_row_also_where_rows_far_above_have_numbers(heading: str) -> None:
    first, second = Page(), Page()
    first.grid(XS, [790, 770, 740, 710] if heading else [790, 770, 740])
    row(first, 790, "3.1 Andmete kogumine.", "• Andmed on õiged.")
    row(first, 770, "Haridus", "Kõrgharidus.")
    if heading:
        row(first, 740, heading, "")
    second.grid(XS, [800, 760, 700])
    row(second, 800, "Arvuti", "Kontoritarkvara.")
    row(second, 760, "Muu", "Juhiluba.")
    assert read(first, second) == [
        "3.1 Andmete kogumine. | * Andmed on õiged.",
        "Haridus | Kõrgharidus.",
        *([f"{heading} | "] if heading else []),
        "Arvuti | Kontoritarkvara.",
        "Muu | Juhiluba.",
    ]


def test_a_table_of_other_columns_on_the_next_page_is_another_table() -> None:
    first, second = Page(), Page()
    first.grid(XS, [790, 700])
    row(first, 790, "Haridus", "Kõrgharidus")
    second.grid([50, 150, 545], [790, 700])
    second.put(56, 778, "Keel")
    second.put(160, 778, "C1")
    paper = read_pdf(pdf(first, second))
    assert len(paper.parts) == 2


def test_text_between_tables_stands_between_them() -> None:
    page = Page()
    page.grid(XS, [790, 760])
    row(page, 790, "Haridus", "Kõrgharidus")
    page.put(50, 740, "Vahel seisab lause.")
    page.grid(XS, [720, 690])
    row(page, 720, "Keel", "C1")
    page.put(50, 660, "Lõpus ka.")
    assert read(page) == ["Haridus | Kõrgharidus", "Vahel seisab lause.", "Keel | C1", "Lõpus ka."]


def test_signatures_side_by_side_are_two_columns() -> None:
    page = Page()
    for y, left, right in (
        (300, "Tööandja:", "Töötaja:"),
        (276, "(allkirjastatud digitaalselt)", "(allkirjastatud digitaalselt)"),
        (252, "peadirektor", "koordinaator"),
    ):
        page.put(60, y, left)
        page.put(310, y, right)
    page.wrap(60, 800, " ".join(DUTIES[1][1] * 20), 480)
    table = read_pdf(pdf(page)).parts[-1]
    assert isinstance(table, Table)
    signer = [para.text for cells in table.rows for para in cells[0]]
    assert signer == ["Tööandja:", "(allkirjastatud digitaalselt)", "peadirektor"]


def test_a_frame_around_columns_without_lines_is_no_table_of_one_column() -> None:
    page = Page()
    for y in (700, 680, 640):
        page.line(50, y, 545, y)
    for x in (50, 545):
        page.line(x, 700, x, 640)
    row(page, 700, "Ülesanne", "Tulemus")
    row(page, 680, "3.1 Andmed.", "• Õiged.")
    row(page, 662, "3.2 Koostöö.", "• Hea.")
    assert read(page) == ["Ülesanne | Tulemus", "3.1 Andmed. | * Õiged.", "3.2 Koostöö. | * Hea."]


def test_a_heading_row_that_no_line_parts_from_the_broken_row_is_there_once() -> None:
    first, second = Page(), Page()
    first.grid(XS, [790, 770, 60])
    row(first, 790, "Ülesanne", "Tulemused")
    row(first, 770, "3.1 Andmed, sh:", "• Õiged andmed.")
    second.grid(XS, [800, 750])
    row(second, 800, "Ülesanne", "Tulemused")
    row(second, 782, "• kogumine;", "• Uued andmed.")
    assert read(first, second) == [
        "Ülesanne | Tulemused",
        "3.1 Andmed, sh: / * kogumine; | * Õiged andmed. / * Uued andmed.",
    ]
