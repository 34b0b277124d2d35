"""What of a Word file is no text: told where it is left out; and what stands beside the text."""

from __future__ import annotations

import pytest

from jdflow.intake.paper_docx import read_docx
from jdflow.model.paper import Spot
from tests.intake.papers import ENGLISH, margins, outline, remarks, styled
from tests.word.make import docx, field, p, part, picture, r, sdt, tbl, text_box, tr

PICTURE = "a picture is left out"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def drawn(kind: str, inner: str) -> str:
    """A drawing of Office's newer kind."""
    data = f'<a:graphicData uri="{DRAWING}/{kind}">{inner}</a:graphicData>'
    return r(f"<w:drawing><wp:inline><a:graphic>{data}</a:graphic></wp:inline></w:drawing>")


CHART = drawn("chart", f'<c:chart xmlns:c="{DRAWING}/chart" r:id="rId5"/>')
DIAGRAM = drawn("diagram", f'<d:relIds xmlns:d="{DRAWING}/diagram"/>')
CANVAS = drawn("lockedCanvas", f'<l:lockedCanvas xmlns:l="{DRAWING}/lockedCanvas"/>')
SHAPE = '<v:shape><v:imagedata r:id="rId6"/>{}</v:shape>'
OBJECT = r(f'<w:object>{SHAPE.format("")}<o:OLEObject r:id="rId7"/></w:object>')
SIGNATURE = r(f"<w:pict>{SHAPE.format('<o:signatureline/>')}</w:pict>")
LETTERS = r('<w:pict><v:shape><v:textpath string="KOOPIA"/></v:shape></w:pict>')
INK = (
    '<w:r><mc:AlternateContent><mc:Choice xmlns:wpi="http://schemas.microsoft.com/office/word/2010/wordprocessingInk" '
    'Requires="wpi"><w:drawing><w14:contentPart r:id="rId8"/></w:drawing></mc:Choice>'
    f"<mc:Fallback>{SHAPE.format('')}</mc:Fallback></mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize(
    ("thing", "said"),
    [
        (picture(), PICTURE),
        (r(f"<w:pict>{SHAPE.format('')}</w:pict>"), PICTURE),
        (CHART, "a chart is left out"),
        (DIAGRAM, "a diagram is left out, and what is written in it"),
        (CANVAS, "a drawing is left out, and what is written in it"),
        (OBJECT, "an embedded object is left out"),
        (SIGNATURE, "a line for a signature is left out"),
        (INK, "something written or drawn by hand is left out"),
        (r('<w:object><w:control r:id="rId3"/></w:object>'), "a control of a form is left out"),
        (LETTERS, "letters drawn as a picture are left out: “KOOPIA”"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_told_with_its_place(thing: str, said: str) -> None:
    paper = read_docx(docx(p("a"), p("enne ", thing, "pärast"), p(thing)))
    assert outline(paper) == ["a", "enne pärast"]
    assert [(ENGLISH(remark.message), remark.spot) for remark in paper.remarks] == [(said, Spot(2)), (said, Spot(3))]


def test_a_line_that_is_only_drawn_is_not_worth_a_word() -> None:
    line = r("<w:pict><v:shapetype><v:textpath/></v:shapetype><v:line/></w:pict>")
    assert remarks(docx(p("a", line))) == []


def test_what_is_drawn_between_paragraphs_is_told() -> None:
    box = f"<w:pict><v:textbox><w:txbxContent>{p('kastis')}</w:txbxContent></v:textbox></w:pict>"
    data = docx(p("a"), f"<w:pict>{SHAPE.format('')}</w:pict>", box, p("b"))
    assert outline(read_docx(data)) == ["a", "kastis", "b"]
    assert [(ENGLISH(one.message), one.spot) for one in read_docx(data).remarks] == [(PICTURE, Spot(1))]


def test_a_picture_in_a_text_box_is_told() -> None:
    data = docx(p("a", text_box(p("sees", picture()))))
    assert outline(read_docx(data)) == ["a", "sees"]
    assert remarks(data) == [PICTURE]


def test_many_pictures_are_counted() -> None:
    assert remarks(docx(p(picture()) * 50)) == [
        *[PICTURE] * 20,
        "more of the same is left out than can be listed here: 30 times",
    ]


def test_files_put_in_are_told() -> None:
    data = docx(p("a"), '<w:altChunk r:id="rId4"/>', p('<w:subDoc r:id="rId5"/>', "b"))
    assert outline(read_docx(data)) == ["a", "b"]
    paper = read_docx(data)
    assert [(ENGLISH(one.message), one.spot) for one in paper.remarks] == [
        ("another file that is put in here is left out", Spot(1)),
        ("another file that is put in here is left out", Spot(2)),
    ]


def test_comments_are_left_out_and_counted() -> None:
    comment = '<w:r><w:commentReference w:id="0"/></w:r>'
    data = docx(p('<w:commentRangeStart w:id="0"/>', "a", '<w:commentRangeEnd w:id="0"/>', comment), p("b", comment))
    assert outline(read_docx(data)) == ["a", "b"]
    assert remarks(data) == ["comments are left out: 2"]


# -- beside the text


def notes(kind: str, *texts: str) -> str:
    inner = "".join(f'<w:{kind} w:id="{number}">{text}</w:{kind}>' for number, text in enumerate(texts, 1))
    return part(f"w:{kind}s", f'<w:{kind} w:id="0" w:type="separator">{p("eraldaja")}</w:{kind}>', inner)


def reference(kind: str, number: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def test_notes_stand_where_the_text_refers_to_them() -> None:
    paper = read_docx(
        docx(
            p("a", reference("endnote", 1)),
            p("b", reference("footnote", 2), reference("footnote", 2), reference("footnote", 7)),
            relations={"f": ("footnotes", "footnotes.xml"), "e": ("endnotes", "endnotes.xml")},
            further={
                "word/footnotes.xml": notes("footnote", p("esimene"), p("teine") + tbl(tr("c"))),
                "word/endnotes.xml": notes("endnote", p("lõpus ", '<w:ins w:id="1">', r("uus"), "</w:ins>")),
            },
        )
    )
    assert outline(paper) == ["a", "b"]
    assert [(para.text, para.spot.line) for para in paper.margins] == [("lõpus uus", 1), ("teine", 2), ("c", 2)]
    assert [remark.message.params for remark in paper.remarks] == [{"n": 1}]


def test_headers_and_footers_stand_beside_the_text() -> None:
    data = docx(
        p("tekst"),
        header=tbl(tr("Näidisamet", "Ametijuhend")),
        header_first=p("Näidisamet") + p("Lisa 1"),
        footer=p("Riia 1, Tartu"),
    )
    assert outline(read_docx(data)) == ["tekst"]
    assert margins(data) == ["Näidisamet", "Ametijuhend", "Lisa 1", "Riia 1, Tartu"]


PAGE, PAGES = field(" PAGE ", result="1"), field(" NUMPAGES ", result="12")


@pytest.mark.parametrize(
    "footer",
    [
        p(PAGE),
        p("lk ", PAGE, " / ", PAGES),
        p("Lehekülg ", PAGE, ", lehti ", PAGES),
        p("- ", PAGE, " -"),
        p(PAGE, "(", PAGES, ")"),
        p(PAGE, "/", PAGES, "-st"),
        p("Page ", PAGE, " of ", PAGES),
    ],
)
def test_a_page_number_is_no_text(footer: str) -> None:
    assert margins(docx(p("a"), footer=footer, header=footer)) == []


@pytest.mark.parametrize("footer", ["01.07.2021", "Registrikood 70001234", "lk", "Lisa 1", "nr 5/6/7"])
def test_what_is_more_than_a_page_number_is_kept(footer: str) -> None:
    assert margins(docx(p("a"), footer=p(footer))) == [footer]


def test_pictures_in_headers_are_told_once_and_without_a_place() -> None:
    paper = read_docx(docx(p("a"), header=p(picture()), header_first=p(picture()), footer=p(picture())))
    assert [(ENGLISH(remark.message), remark.spot) for remark in paper.remarks] == [(PICTURE, None)]


def test_a_header_no_section_refers_to_is_not_printed() -> None:
    further = {"word/header9.xml": part("w:hdr", p("ei"))}
    assert margins(docx(p("a"), relations={"h": ("header", "header9.xml")}, further=further)) == []


def test_parts_that_are_missing_are_no_matter() -> None:
    further = styled()
    further["relations"] = {"s": ("styles", "puudub.xml"), "h": ("header", "../NULL"), "i": ("image", "!file:///x")}
    assert outline(read_docx(docx(p("a"), **further))) == ["a"]


def test_text_that_is_struck_out_is_left_out_and_told() -> None:
    struck = r("maha ", "<w:tab/>", looks="<w:rPr><w:strike/></w:rPr>") + r("ka", looks="<w:rPr><w:dstrike/></w:rPr>")
    kept = r("alles", looks='<w:rPr><w:strike w:val="0"/></w:rPr>')
    data = docx(p(struck, kept))
    assert outline(read_docx(data)) == ["alles"]
    assert remarks(data) == ["text that is struck out is left out: “maha ka”"]


def test_the_prompt_of_a_control_that_nobody_filled_in_is_left_out_and_told() -> None:
    prompt, inner = r("Klõpsake siin"), r(" ja siin", looks="<w:rPr><w:vanish w:val='0'/></w:rPr>")
    empty = sdt(prompt, sdt(inner), looks="<w:showingPlcHdr/>")
    filled = sdt(r("Mõni"), looks='<w:showingPlcHdr w:val="0"/>')
    data = docx(p("Nimi: ", empty), p("Amet: ", filled))
    assert outline(read_docx(data)) == ["Nimi: ", "Amet: Mõni"]
    assert remarks(data) == ["hidden text is left out: “Klõpsake siin ja siin”"]
