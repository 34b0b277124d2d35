"""PDFs in columns like a newspaper's: one is read after the other, and no row is made of both."""

from __future__ import annotations

import pytest

from jdflow.intake.paper_pdf import read_pdf
from tests.intake.pdf_papers import outline
from tests.intake.pdfs import BOLD, PITCH, SIZE, Page, pdf

LEFT, RIGHT, WIDE = 60, 320, 200
PARTS = (
    ("1. ÜLDOSA", ["1.1. Ametinimetus: koguhoidja", "1.2. Vahetu juht: peavarahoidja"]),
    ("2. EESMÄRK", ["Hoida kogud terved ja nähtavad, et uurijad ning külastajad leiaksid üles selle, mida otsivad."]),
    (
        "3. ÜLESANDED",
        [
            "3.1. Esemete vastuvõtmine ja nende kandmine asutuse andmekogusse.",
            "• Akt on koostatud viie tööpäeva jooksul pärast eseme saabumist.",
            "• Ese on leitav.",
            "3.2. Hoidlate korrashoid.",
            "• Niiskus ja soojus vastavad normile igal aastaajal ja igas ruumis.",
        ],
    ),
    (
        "4. ÕIGUSED",
        ["Töötajal on õigus:", "• saada teavet;", "• teha ettepanekuid kogude täiendamiseks ja hoidmiseks;"],
    ),
    ("5. VASTUTUS", ["Töötaja vastutab:", "• esemete säilimise eest;", "• andmete õigsuse eest andmekogus;"]),
)
SAID = [text.replace("• ", "* ") for heading, texts in PARTS for text in (heading, *texts)]


class Columns:
    """Two columns of a page, the second begun when the first is full."""

    def __init__(self, lowest: float, *, above: float = 6) -> None:
        self.page, self.lowest, self.above = Page(), lowest, above
        self.x, self.y = LEFT, 760.0

    def put(self, text: str, *, is_bold: bool = False) -> None:
        """A paragraph, with some space above it, which goes on in the second column where the first is full."""
        scratch = Page()
        scratch.wrap(self.x, 0, text, WIDE)
        if self.x == LEFT and self.y - len(scratch.drawn) * SIZE * PITCH < self.lowest:
            self.x, self.y = RIGHT, 754.0
        if is_bold:
            self.page.put(self.x, self.y, text, BOLD)
            self.y -= SIZE * PITCH + self.above
        else:
            self.y = self.page.wrap(self.x, self.y, text, WIDE) - self.above

    def all(self, parts: tuple[tuple[str, list[str]], ...] = PARTS) -> Page:
        for heading, texts in parts:
            self.put(heading, is_bold=True)
            for text in texts:
                self.put(text)
        return self.page


def read(*pages: Page) -> list[str]:
    return outline(read_pdf(pdf(*pages)))


@pytest.mark.parametrize("lowest", [470, 500, 540])
def test_columns_with_headings_go_on_in_the_next_wherever_the_first_is_full(lowest: float) -> None:
    assert read(Columns(lowest).all()) == SAID


def test_a_title_over_both_columns_stands_before_them() -> None:
    page = Columns(500).all()
    page.put(180, 800, "ISELOOMULIKULT PIKK AMETIJUHENDI PEALKIRI LEHEL", BOLD)
    assert read(page) == ["ISELOOMULIKULT PIKK AMETIJUHENDI PEALKIRI LEHEL", *SAID]


def test_a_paragraph_that_the_columns_break_is_one() -> None:
    page = Page()
    half = "ning teeb seda ka siis, kui keegi ei näe ega küsi."
    left, right = 700.0, page.wrap(RIGHT, 700, half, WIDE) - 6
    for number in range(1, 7):
        left = (
            page.wrap(LEFT, left, f"{number}. Osa sellest, mille eest koguhoidja seisab hea igal tööpäeval.", WIDE) - 6
        )
        right = page.wrap(RIGHT, right, f"{number + 7}. Osa, mis on veel sellest alles ja tegemata.", WIDE) - 6
    page.put(LEFT, left, "7. Hoiab korras kõik, mis on hoidlas,")
    assert read(page)[6] == f"7. Hoiab korras kõik, mis on hoidlas, {half}"


def test_a_last_page_with_one_column_only_wraps_where_the_column_ends() -> None:
    first, last = Columns(500).all(), Page()
    y = last.wrap(LEFT, 760, "Haridus: kõrgharidus ajaloo või kunsti alal, mõlemal korraga.", WIDE)
    last.wrap(LEFT, y, "Keeleoskus: eesti keel.", WIDE)
    assert read(first, last)[len(SAID) :] == [
        "Haridus: kõrgharidus ajaloo või kunsti alal, mõlemal korraga.",
        "Keeleoskus: eesti keel.",
    ]


def test_rows_of_a_table_are_no_columns_however_full_they_are() -> None:
    page = Page()
    y = 760.0
    rows = []
    for number in range(1, 8):
        left = f"3.{number}. Kogude hoidmine ja näitamine kõigile, kes neid näha tahavad."
        right = "• Kogud on terved ja nähtavad ning nende kohta on aru antud."
        y = min(page.wrap(LEFT, y, left, WIDE), page.wrap(RIGHT, y, right, WIDE)) - 4
        rows.append(f"{left} | {right.replace('•', '*')}")
    assert read(page) == rows


def test_numbers_side_by_side_are_cells() -> None:
    page = Page()
    for number, y in enumerate((760, 730, 700, 670, 640)):
        page.put(LEFT, y, f"1.{2 * number + 1} Silt")
        page.put(RIGHT, y, f"1.{2 * number + 2} Teine")
        page.put(LEFT, y - 12, "väärtus")
        page.put(RIGHT, y - 12, "teine väärtus")
    assert all(" | " in line for line in read(page))
