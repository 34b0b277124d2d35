"""Tables of PDFs without upright lines: where they end, how they go on over the page, what level lines say."""

from __future__ import annotations

from jdflow.intake.paper_pdf import read_pdf
from tests.intake.pdf_papers import outline
from tests.intake.pdfs import BOLD, PLAIN, TITLE, Look, Page, pdf

HEAD = ("Põhiülesanded", "Oodatavad tulemused")


def read(*pages: Page) -> list[str]:
    return outline(read_pdf(pdf(*pages)))


def put(page: Page, y: float, left: str, right: str, look: Look = PLAIN) -> float:
    """A line of the table; returns where the next one stands."""
    for x, text in ((60, left), (310, right)):
        if text:
            page.put(x + (10 if text[0] == "_" else 0), y, text.lstrip("_"), look)
    return y - 12


def first_page() -> tuple[Page, float]:
    page = Page()
    page.put(60, 400, "3. ÜLESANDED", TITLE)
    y = put(page, 376, *HEAD, BOLD) - 6
    y = put(page, y, "3.1 Teabe kogumine.", "• Teave on õige.") - 6
    return page, y


def test_an_item_on_the_left_that_ends_the_page_goes_on_with_its_row() -> None:
    first, y = first_page()
    y = put(first, y, "3.2 Esemete andmine, sh:", "• Tagasi.")
    y = put(first, y, "• lepingute tegemine", "")
    put(first, y, "• esemete pakkimine ja", "")
    second = Page()
    y = put(second, 760, *HEAD, BOLD) - 6
    y = put(second, y, "_saatmine", "")
    y = put(second, y, "• kontroll", "") - 6
    y = put(second, y, "3.3 Muu.", "• Tehtud.") - 6
    put(second, y, "3.4 Veel.", "• Tehtud.")
    assert read(first, second) == [
        "3. ÜLESANDED",
        " | ".join(HEAD),
        "3.1 Teabe kogumine. | * Teave on õige.",
        "3.2 Esemete andmine, sh: / * lepingute tegemine / * esemete pakkimine ja saatmine / * kontroll | * Tagasi.",
        "3.3 Muu. | * Tehtud.",
        "3.4 Veel. | * Tehtud.",
    ]


def test_results_alone_on_the_next_page_stay_with_their_duty_and_text_below_does_not() -> None:
    first, y = first_page()
    y = put(first, y, "3.2 Koostöö kõigi asutustega, kellel", "• Kõik teavad oma")
    put(first, y, "on sama siht.", "_rolli nõuete")
    for head in ((), HEAD):
        second = Page()
        y = put(second, 760, *head, BOLD) - 6 if head else 760
        y = put(second, y, "", "_järgi.")
        y = put(second, y, "", "• Ja rahul.") - 14
        second.put(60, y, "4. ÕIGUSED", TITLE)
        second.put(60, y - 24, "Õigus saada teavet.")
        assert read(first, second)[3:] == [
            "3.2 Koostöö kõigi asutustega, kellel on sama siht. | * Kõik teavad oma rolli nõuete järgi. / * Ja rahul.",
            "4. ÕIGUSED",
            "Õigus saada teavet.",
        ]


def test_a_value_that_goes_on_over_the_page_leaves_the_next_label_its_own_row() -> None:
    first, second = Page(), Page()
    y = put(first, 400, "Haridus", "Kõrgharidus.") - 6
    y = put(first, y, "Töökogemus", "Viis aastat tööd arvestuse, auditi või ka")
    y = put(second, 760, "", "halduse alal.") - 6
    y = put(second, y, "Keeleoskus", "Eesti keel.") - 6
    put(second, y, "Arvuti", "Tabelid.")
    assert read(first, second) == [
        "Haridus | Kõrgharidus.",
        "Töökogemus | Viis aastat tööd arvestuse, auditi või ka halduse alal.",
        "Keeleoskus | Eesti keel.",
        "Arvuti | Tabelid.",
    ]


def test_a_heading_right_below_labels_is_none_of_them() -> None:
    page = Page()
    y = 760.0
    for label, value in (("Asutus", "Amet"), ("Otsene juht", "Juhataja"), ("Kes asendab", "Kuraator")):
        y = put(page, y, label, value) - 6
    page.put(58, y + 2, "I AMETIKOHA EESMÄRK", BOLD)
    page.wrap(58, y - 22, "Hoida kogu terve ja nähtav kõigile, kes seda vaadata või uurida tahavad, igal ajal.", 480)
    assert read(page)[2:4] == ["Kes asendab | Kuraator", "I AMETIKOHA EESMÄRK"]


def test_bold_labels_in_capitals_do_not_end_their_table() -> None:
    page = Page()
    y = 760.0
    for label, value in (("ASUTUS", "Amet"), ("OTSENE JUHT", "Juhataja"), ("KES ASENDAB", "")):
        page.put(60, y, label, BOLD)
        y = put(page, y, "", value) - 2
    page.put(310, y + 14, "Kuraator")
    assert read(page) == ["ASUTUS | Amet", "OTSENE JUHT | Juhataja", "KES ASENDAB | Kuraator"]


def test_level_lines_part_the_rows_and_end_the_table() -> None:
    page = Page()
    rows = (
        (("Ülesanne", "Tulemus"),),
        (("Kogude hoidmine ja ka", "Kogud on"), ("Eesti Muuseumi näitamine", "Terved.")),
        (("Aruanne", "Esitatud"),),
    )
    y = 700.0
    for row in rows:
        page.line(55, y + 10, 540, y + 10)
        for left, right in row:
            y = put(page, y, left, right)
    page.line(55, y + 10, 540, y + 10)
    page.put(60, y - 2, "Muu jutt")
    assert read(page) == [
        "Ülesanne | Tulemus",
        "Kogude hoidmine ja ka / Eesti Muuseumi näitamine | Kogud on Terved.",
        "Aruanne | Esitatud",
        "Muu jutt",
    ]


def test_a_line_under_words_parts_no_rows() -> None:
    page = Page()
    put(page, 700, "Teadmised ja muud", "Tunneb seadust,")
    page.line(60, 698, 145, 698)
    put(page, 688, "oskused", "mis kehtib.")
    put(page, 664, "Keel", "C1")
    assert read(page) == ["Teadmised ja muud oskused | Tunneb seadust, mis kehtib.", "Keel | C1"]


def test_rows_close_together_begin_where_both_columns_do() -> None:
    page = Page()
    for y, left, right in (
        (700, "Ametinimetus", "Ekspert"),
        (688, "Struktuuriüksus", "Arendusosakond"),
        (676, "Vahetu juht", "Juhataja"),
    ):
        put(page, y, left, right)
    assert read(page) == ["Ametinimetus | Ekspert", "Struktuuriüksus | Arendusosakond", "Vahetu juht | Juhataja"]


def test_rows_far_apart_may_begin_with_small_letters() -> None:
    page = Page()
    page.wrap(60, 800, "Teenistuja hoolitseb andmete eest ning annab nõu kõigile, kes seda küsivad. " * 3, 470)
    for y, left, right in ((300, "Tööandja:", "Töötaja:"), (276, "Nimi", "Nimi"), (252, "direktor", "ekspert")):
        put(page, y, left, right)
    assert read(page)[-3:] == ["Tööandja: | Töötaja:", "Nimi | Nimi", "direktor | ekspert"]


def test_a_row_that_goes_on_in_all_columns_but_the_first_is_one_over_the_page() -> None:
    first, second = Page(), Page()
    y = 400.0
    for number, left, right in (("1.", "Andmete kogumine.", "• Õiged."), ("2.", "Muude", "• Kõik on tehtud")):
        for x, text in ((60, number), (110, left), (310, right)):
            first.put(x, y, text)
        y -= 18
    second.put(110, 760, "ülesannete täitmine.")
    second.put(320, 760, "kokkulepitud ajal.")
    second.put(60, 720, "4. ÕIGUSED", TITLE)
    assert [line.replace(" / ", " ") for line in read(first, second)] == [
        "1. | Andmete kogumine. | * Õiged.",
        "2. | Muude ülesannete täitmine. | * Kõik on tehtud kokkulepitud ajal.",
        "4. ÕIGUSED",
    ]


CENTRED = (
    (["3.1 Andmete kogumine ja", "hoidmine."], ["• Andmed on õiged ja", "_kõigile nähtavad.", "• Vead on parandatud."]),
    (["3.2 Nõustamine."], ["• Vastus on antud", "_ühe päeva jooksul."]),
    (["3.3 Arhiivi hoidmine."], ["• Arhiiv on korras.", "• Aktid on tehtud."]),
    (["3.4 Koostöö kõigi", "teiste asutustega ja", "partneritega."], ["• Lepped on olemas."]),
)


def test_rows_centred_beside_each_other_keep_their_own_results() -> None:
    page = Page()
    put(page, 700, *HEAD)
    top = 676.0
    for left, right in CENTRED:
        high = 12 * max(len(left), len(right))
        for x, lines in ((60, left), (310, right)):
            for number, text in enumerate(lines):
                y = top - (high - 12 * len(lines)) / 2 - 12 * number
                page.put(x + (10 if text[0] == "_" else 0), y, text.lstrip("_"))
        top -= high + 8
    page.put(60, top - 20, "4. ÕIGUSED", TITLE)
    assert [line.replace(" / ", " ") for line in read(page)] == [
        " | ".join(HEAD),
        "3.1 Andmete kogumine ja hoidmine. | * Andmed on õiged ja kõigile nähtavad. * Vead on parandatud.",
        "3.2 Nõustamine. | * Vastus on antud ühe päeva jooksul.",
        "3.3 Arhiivi hoidmine. | * Arhiiv on korras. * Aktid on tehtud.",
        "3.4 Koostöö kõigi teiste asutustega ja partneritega. | * Lepped on olemas.",
        "4. ÕIGUSED",
    ]
