"""PDFs by geometry: lines and paragraphs, bullets and numbers, what stands around the text."""

from __future__ import annotations

import textwrap

import pytest

from jdflow.intake.paper_pdf import read_pdf
from jdflow.model.paper import Spot
from tests.intake.pdf_papers import outline, remarks
from tests.intake.pdfs import BOLD, SIGN, TITLE, UNSEEN, Field, Look, Page, pdf

LONG = (
    "Teenistuja hoolitseb selle eest, et kõik andmed on õiged, et neid hoitakse turvaliselt ja et iga päring saab"
    " vastuse seitsme päeva jooksul, ka siis, kui küsija ei tea täpselt, mida ta otsib."
)
FIRST = " ".join(f"vasak{number}" for number in range(70))
SECOND = " ".join(f"parem{number}" for number in range(70))


def read(*pages: Page) -> list[str]:
    return outline(read_pdf(pdf(*pages)))


def test_lines_are_joined_to_paragraphs_and_those_that_end_early_end_one() -> None:
    page = Page()
    y = page.wrap(60, 700, LONG, 470)
    y = page.wrap(60, y, "Lühike lõik.", 470)
    page.wrap(60, y, LONG, 470)
    assert read(page) == [LONG, "Lühike lõik.", LONG]


def test_space_between_lines_ends_a_paragraph_that_fills_its_line() -> None:
    page = Page()
    full = "X" * 40 + " " + "y" * 53
    page.put(60, 700, full)
    page.put(60, 688, full)
    page.put(60, 670, full)
    assert read(page) == [f"{full} {full}", full]


def test_a_bold_line_that_is_full_is_no_part_of_the_plain_one_below() -> None:
    page = Page()
    page.wrap(60, 700, LONG, 470)
    page.put(
        60,
        736,
        "Täiendavad kompetentsid, isikuomadused ja teadmised ning kõik muu, mida ametikohal on tarvis",
        BOLD,
    )
    page.put(60, 724, "Põhjalikud teadmised andmekaitsest.")
    assert read(page)[1:] == ["Põhjalikud teadmised andmekaitsest.", LONG]


def test_words_follow_their_places_and_not_the_order_in_which_they_were_written() -> None:
    page = Page()
    for x, y, text in ((160, 700, "teine"), (60, 660, "neljas"), (60, 700, "esimene"), (60, 688, "kolmas")):
        page.put(x - (60 if x > 60 else 0), y, text)
    assert " ".join(read(page)) == "esimene teine kolmas neljas"


def test_letters_without_a_gap_are_one_word_and_a_gap_alone_parts_two() -> None:
    page = Page()
    page.put(60, 700, "ameti")
    page.put(85, 700, "juhend")
    page.put(118, 700, "kehtib")
    assert read(page) == ["ametijuhend kehtib"]


@pytest.mark.parametrize("apart", [0.2, 0.4, 0.8])
def test_what_is_printed_twice_to_look_bold_is_read_once(apart: float) -> None:
    page = Page()
    page.put(60, 700, "Haridus ja kogemus")
    page.put(60 + apart, 700, "Haridus ja kogemus")
    assert read(page) == ["Haridus ja kogemus"]


def test_a_raised_sign_stays_in_its_line() -> None:
    page = Page()
    page.put(60, 700, "Pindala on 20 m")
    page.put(135, 703.5, "2", Look(6))
    page.put(141, 700, "ruumis.")
    assert read(page) == ["Pindala on 20 m2 ruumis."]


def test_hyphens_at_line_ends_are_left_to_decide_unless_a_word_completes_them() -> None:
    page = Page()
    page.put(60, 700, "Süsteemide arendustegevuste käivi-")
    page.put(60, 688, "tamine ja juhtimine ning IT-")
    page.put(60, 676, "lahenduste hoidmine ning ennetus-")
    page.put(60, 664, "ja arendustöö – ikka")
    [text] = read(page)
    assert text == (
        "Süsteemide arendustegevuste käivi\u00adtamine ja juhtimine ning IT\u00adlahenduste hoidmine ning ennetus- ja"
        " arendustöö – ikka"
    )


def test_bullets_of_symbol_fonts_and_dashes_are_items_by_how_far_they_are_set_in() -> None:
    page = Page()
    page.put(60, 712, "Ametnikul on õigus:")
    for y, text in ((700, "saada teavet"), (688, "teha ettepanekuid, sh:"), (652, "teha kaugtööd")):
        page.put(60, y, "§", SIGN)
        page.put(72, y, text)
    page.put(80, 676, "- kirjalikult")
    page.put(80, 664, "- suuliselt")
    assert read(page) == [
        "Ametnikul on õigus:",
        "* saada teavet",
        "* teha ettepanekuid, sh:",
        "** kirjalikult",
        "** suuliselt",
        "* teha kaugtööd",
    ]


def test_a_dash_within_a_sentence_is_no_bullet() -> None:
    page = Page()
    page.put(60, 700, "Teenistuja vastutab kahe asja eest: andmete ja teabe eest ning")
    page.put(60, 688, "– kui juht seda palub – ka arhiivi eest, nagu kokku on lepitud.")
    assert len(read(page)) == 1


@pytest.mark.parametrize(
    ("line", "number"),
    [("1. ÜLDOSA", "1."), ("2.   Õigused", "2."), ("1.1   Ametinimetus", "1.1"), ("a)   Haridus", "a)")],
)
def test_a_number_is_known_by_its_gap_or_by_being_a_headings(line: str, number: str) -> None:
    page = Page()
    page.put(60, 700, line, TITLE)
    [para] = read_pdf(pdf(page)).paras()
    assert (para.number, para.text, para.is_heading) == (number, line.split(None, 1)[1], True)


@pytest.mark.parametrize("text", ["21.06.2021 käskkirjaga nr 5", "12 kuud tööd", "3. jaanuaril 2021", "Lisa 3"])
def test_a_number_of_a_sentence_stays_in_it(text: str) -> None:
    page = Page()
    page.put(60, 700, text)
    assert read(page) == [text]


def test_columns_of_a_page_are_read_one_after_the_other() -> None:
    page = Page()
    page.put(60, 800, "Kahe veeruga leht", TITLE)
    for number, (left, right) in enumerate(zip(textwrap.wrap(FIRST, 44), textwrap.wrap(SECOND, 44), strict=True)):
        page.put(60, 770 - 12 * number, left)
        page.put(310, 770 - 12 * number, right)
    assert read(page) == ["Kahe veeruga leht", FIRST, SECOND]


def test_headers_and_page_numbers_stand_in_the_margins() -> None:
    pages = [Page() for _ in range(3)]
    for number, page in enumerate(pages, 1):
        page.put(60, 815, "Näidisamet")
        page.put(500, 30, f"lk {number} / 3")
        page.put(60, 700 - number, f"Sisu {'abc'[number - 1]}.")
    paper = read_pdf(pdf(*pages))
    assert outline(paper) == ["Sisu a.", "Sisu b.", "Sisu c."]
    assert [(para.text, para.spot) for para in paper.margins] == [("Näidisamet", Spot(1, 1))]


def test_what_repeats_within_the_text_is_no_margin() -> None:
    pages = [Page() for _ in range(2)]
    for number, page in enumerate(pages):
        page.put(60, 780, f"Ametijuhend {'ab'[number]}.")
        page.put(60, 700, "Talituse juhataja")
        page.put(60, 600, f"Lõpp {'ab'[number]}.")
    assert [line for line in read(*pages) if "juhataja" in line] == ["Talituse juhataja"] * 2


def test_a_paragraph_goes_on_over_the_page() -> None:
    first, second = Page(), Page()
    for number in range(5):
        first.wrap(60, 300 - 30 * number, "Hoolitseb andmete eest.", 470)
    above, *below = textwrap.wrap(LONG, 60)
    first.put(60, 100, above)
    for number, line in enumerate(below):
        second.put(60, 780 - 12 * number, line)
    assert read(first, second)[-1] == LONG


@pytest.mark.parametrize("turn", ["0 1 -1 0 595 0", "-1 0 0 -1 595 842", ".9998 .02 -.02 .9998 0 0"])
def test_a_page_that_lies_on_its_side_is_read_as_it_stands(turn: str) -> None:
    page = Page(extra="/Rotate 90")
    page.raw(f"q {turn} cm".encode())
    page.wrap(60, 560, LONG, 400)
    page.grid([60, 250, 500], [490, 470, 450])
    page.put(66, 476, "Haridus")
    page.put(256, 476, "Kõrgharidus")
    page.put(66, 456, "Keel")
    page.put(256, 456, "C1")
    page.raw(b"Q")
    assert read(page) == [LONG, "Haridus | Kõrgharidus", "Keel | C1"]


def test_text_across_the_page_stands_in_the_margins() -> None:
    page = Page()
    page.wrap(60, 700, LONG, 470)
    page.raw(b"q .7 .7 -.7 .7 200 200 cm")
    page.put(0, 0, "MUSTAND", Look(40))
    page.raw(b"Q")
    paper = read_pdf(pdf(page))
    assert outline(paper) == [LONG]
    assert [para.text for para in paper.margins] == ["MUSTAND"]


def test_text_outside_of_what_is_shown_is_left_out_and_said_so() -> None:
    page = Page(extra="/CropBox[50 50 560 800]")
    page.put(60, 700, "Nähtav tekst.")
    page.put(60, 820, "Lõigatud tekst.")
    paper = read_pdf(pdf(page))
    assert outline(paper) == ["Nähtav tekst."]
    assert remarks(paper) == ["1: text outside of what these pages show is left out: 1"]


def test_recognised_text_over_a_picture_is_read_and_said_to_be_such() -> None:
    page = Page()
    page.picture(0, 0, 595, 842)
    page.put(60, 700, "Koostööpartnerite võrgustik", UNSEEN)
    paper = read_pdf(pdf(page))
    assert outline(paper) == ["Koostööpartnerite võrgustik"]
    assert remarks(paper) == ["1: the text of these pages was recognised from a picture; compare it with that: 1"]


def test_pages_that_are_only_a_picture_are_named() -> None:
    text, scan, logo = Page(), Page(), Page()
    text.wrap(60, 700, LONG, 470)
    scan.picture(0, 0, 595, 842)
    logo.picture(60, 700, 100, 100)
    logo.wrap(60, 600, LONG.upper(), 470)
    paper = read_pdf(pdf(text, scan, scan, logo))
    scanned, pictured = remarks(paper)
    assert scanned.startswith("2: these pages are only a picture, so nothing of them was read: 2, 3; recognise")
    assert pictured == "4: the pictures on these pages are left out: 4"


def test_fields_and_notes_are_read_where_they_stand_but_no_signature() -> None:
    page = Page()
    page.put(60, 700, "Ametinimetus:")
    page.fields += [
        Field((130, 698, 300, 712), "Koordinaator"),
        Field((60, 640, 300, 660), "Mari Maasikas", "/Subtype/Widget/FT/Sig/T(s)"),
        Field((60, 600, 300, 620), "Tekst kastis", "/Subtype/FreeText"),
        Field((60, 500, 300, 520), "peidus", is_printed=False),
    ]
    paper = read_pdf(pdf(page))
    assert outline(paper) == ["Ametinimetus: Koordinaator", "Tekst kastis"]
    assert remarks(paper) == [
        "1: the picture of a digital signature is left out",
        "1: a field says “peidus”, but does not print it; it was left out",
        "1: fields that were filled in are read as text: 1",
        "1: notes and marks lie over the text: 1; only what they print was read",
    ]


def test_bold_words_are_marked_in_the_text() -> None:
    page = Page()
    page.put(60, 700, "Loovus:", BOLD)
    page.put(100, 700, "pakub uusi mõtteid.")
    [para] = read_pdf(pdf(page)).paras()
    assert (para.text, para.bold, para.is_heading) == ("Loovus: pakub uusi mõtteid.", ((0, 7),), False)


def dot(page: Page, x: float, y: float, size: float = 3.5) -> None:
    """A small circle, as browsers draw bullets."""
    half, bend = size / 2, size * 0.276
    curves = (
        f"{x + size} {y + half + bend} {x + half + bend} {y + size} {x + half} {y + size} c",
        f"{x + half - bend} {y + size} {x} {y + half + bend} {x} {y + half} c",
        f"{x} {y + half - bend} {x + half - bend} {y} {x + half} {y} c",
        f"{x + half + bend} {y} {x + size} {y + half - bend} {x + size} {y + half} c",
    )
    page.raw(f"{x + size} {y + half} m {' '.join(curves)} f".encode())


def test_bullets_that_browsers_draw_are_bullets() -> None:
    page = Page()
    page.put(60, 720, "Ametnikul on õigus:")
    for y, text in ((700, "saada teavet;"), (676, "teha kaugtööd.")):
        dot(page, 68, y + 1.2)
        page.put(80, y, text)
    dot(page, 88, 689.2)
    page.put(100, 688, "kirjalikult;")
    assert read(page) == ["Ametnikul on õigus:", "* saada teavet;", "** kirjalikult;", "* teha kaugtööd."]


def test_dots_of_a_line_or_within_a_sentence_are_no_bullets() -> None:
    page = Page()
    page.put(60, 700, "Nimi")
    for number in range(30):
        dot(page, 90 + 5 * number, 700, 2)
    page.put(250, 700, "kuupäev.")
    page.put(60, 660, "Enne")
    dot(page, 83, 661)
    page.put(90, 660, "pärast.")
    assert [line.replace("\t", " ") for line in read(page)] == ["Nimi kuupäev.", "Enne pärast."]


@pytest.mark.parametrize("said", ["Lk 1 / 1", "1(1)", "– 1 –", "Lehekülg 1 1-st", "Page 1 of 1", "1. lk", "leht 1/1"])
def test_the_number_of_a_single_page_is_no_text(said: str) -> None:
    page = Page()
    page.put(60, 700, "Sisu.")
    page.put(280, 30, said.replace("–", "-"))
    assert read(page) == ["Sisu."]


def test_what_browsers_print_on_the_edges_stands_in_the_margins() -> None:
    page = Page()
    page.put(30, 820, "21.11.2026, 16:07")
    page.put(250, 820, "Ametijuhend – ekspert")
    page.put(60, 700, "Sisu.")
    page.put(30, 20, "https://amet.example/juhend?id=1")
    page.put(550, 20, "1/1")
    paper = read_pdf(pdf(page))
    assert outline(paper) == ["Sisu."]
    assert len(paper.margins) == 2


def test_text_that_is_the_same_on_all_pages_but_not_at_their_edges_is_text() -> None:
    pages = [Page() for _ in range(2)]
    for page in pages:
        page.put(60, 815, "Näidisamet")
        page.wrap(60, 500, LONG, 470)
    assert read(*pages) == [LONG, LONG]
