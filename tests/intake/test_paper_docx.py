"""Word files as papers: what stands in them, in the order in which one reads it."""

from __future__ import annotations

import pytest

from jdflow.intake.paper_docx import read_docx
from jdflow.model.paper import Para, Spot, Table
from tests.intake.papers import line, looks, outline, read, remarks, style, styled
from tests.word.make import docx, field, p, r, sdt, t, tbl, tc, text_box, tr

BOLD = "<w:rPr><w:b/></w:rPr>"


def run(text: str, looks: str) -> str:
    return r(text, looks=f"<w:rPr>{looks}</w:rPr>")


def wide(text: str, span: int, further: str = "") -> str:
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{further}</w:tcPr>{p(text)}</w:tc>'


def merged(text: str, which: str, how: str = "") -> str:
    said = f' w:val="{how}"' if how else ""
    return f"<w:tc><w:tcPr><w:{which}{said}/></w:tcPr>{p(text)}</w:tc>"


def only(*body: str, **further: object) -> Para:
    """The one paragraph of a file."""
    [para] = read_docx(docx(*body, **further)).parts
    assert isinstance(para, Para)
    return para


def test_paragraphs_and_tables_come_in_order_with_their_places() -> None:
    paper = read_docx(docx(p("enne"), p(""), tbl(tr("a", "b"), tr("c", "d")), p("pärast")))
    assert paper.format == "docx"
    before, table, after = paper.parts
    assert (before, after) == (Para("enne", Spot(1)), Para("pärast", Spot(7)))
    assert isinstance(table, Table)
    assert [[cell[0].spot.line for cell in row] for row in table.rows] == [[3, 4], [5, 6]]


def test_a_text_in_several_runs_is_one_text() -> None:
    assert read(p("Koos", "töö", r("võime", "<w:tab/>", "x", "<w:br/>", "y", "<w:cr/>", "z"))) == [
        "Koostöövõime\tx\ny\nz"
    ]


def test_hyphens_and_spaces_that_mean_something_are_kept() -> None:
    body = p(r("a", "<w:noBreakHyphen/>", "b", "<w:softHyphen/>", "c\N{NO-BREAK SPACE}d"))
    assert read(body) == ["a\N{NON-BREAKING HYPHEN}b\N{SOFT HYPHEN}c\N{NO-BREAK SPACE}d"]


def test_a_page_break_leaves_nothing_but_parts_words() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    assert read(p(page, "a"), p("b", page), p(page), p("c", page, "d")) == ["a", "b", "c\nd"]


def test_symbols_are_characters() -> None:
    symbols = '<w:sym w:font="{}" w:char="{}"/>'
    body = p(
        r(symbols.format("Wingdings", "F0A7"), symbols.format("Wingdings", "A7"), symbols.format("Symbol", "F0B3"))
    )
    assert read(body) == ["\uf0a7\uf0a7≥"]


def test_a_symbol_that_is_none_says_nothing() -> None:
    assert read(
        p(r("a", '<w:sym w:font="Arial" w:char="D800"/><w:sym w:char="0001"/><w:sym w:char="x"/><w:sym/>'))
    ) == ["a"]


def test_what_only_stands_around_text_is_looked_through() -> None:
    link = f'<w:hyperlink r:id="rId9">{r("link")}</w:hyperlink>'
    tagged = f'<w:smartTag w:uri="u" w:element="e"><w:smartTagPr/>{r("silt")}</w:smartTag>'
    assert read(sdt(p(sdt(r("juhik ")), link, " ", tagged)), f"<w:customXml>{p('sees')}</w:customXml>") == [
        "juhik link silt",
        "sees",
    ]


def test_rows_and_cells_in_content_controls_are_read() -> None:
    assert read(tbl(sdt(tr("a", "b")), f"<w:tr>{sdt(tc('c'))}{tc('d')}</w:tr>")) == ["a | b", "c | d"]


def test_of_a_field_its_result_is_read() -> None:
    simple = f'<w:fldSimple w:instr="DATE">{r("01.07.2021")}</w:fldSimple>'
    nested = field(" IF ", field(" REF x ", result="peidus"), " = 1 ", result="näha")
    assert read(p("a ", field(" PAGE ", result="7"), " ", simple, " ", nested, " b")) == ["a 7 01.07.2021 näha b"]


def test_the_result_of_a_field_may_have_several_paragraphs() -> None:
    begin, end = field("TOC", result="esimene").split(r("esimene"))
    assert read(p(begin, "esimene"), p("teine", end), p("pärast")) == ["esimene", "teine", "pärast"]


def test_a_field_that_never_ends_hides_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert read(p(end, "a", begin, "b"), p("c")) == ["ab", "c"]


def test_what_was_chosen_in_an_old_form_is_read() -> None:
    entries = "".join(f'<w:listEntry w:val="{one}"/>' for one in ("spetsialist", "nõunik"))
    begin = (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList>'
        "</w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert read(p("Grupp: ", begin)) == ["Grupp: nõunik"]


@pytest.mark.parametrize(
    ("said", "read_as"),
    [
        ("", "☐"),
        ("<w:default/>", "☒"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "☐"),
        ('<w:default w:val="0"/><w:checked/>', "☒"),
    ],
)
def test_what_was_ticked_in_an_old_form_is_read(said: str, read_as: str) -> None:
    data = f"<w:ffData><w:checkBox>{said}</w:checkBox></w:ffData>"
    box = field(" FORMCHECKBOX ", result="").replace('"begin"/>', f'"begin">{data}</w:fldChar>')
    assert read(p(box, " jah")) == [f"{read_as} jah"]


def test_a_large_first_letter_belongs_to_its_word() -> None:
    frame = '<w:framePr w:dropCap="{}" w:lines="3"/>'
    assert read(p("K", looks=looks(further=frame.format("drop"))), p("oordinaator")) == ["Koordinaator"]
    assert read(p("K", looks=looks(further=frame.format("none"))), p("a")) == ["K", "a"]


def test_formulas_are_read_as_letters() -> None:
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    assert read(p("x: ", f'<m:oMath xmlns:m="{math}"><m:r><m:t>a+b</m:t></m:r></m:oMath>')) == ["x: a+b"]


def test_a_text_box_is_read_once_and_behind_its_paragraph() -> None:
    assert read(p("KINNI", text_box(p("kastis"), tbl(tr("a", "b"))), "TATUD"), p("järgmine")) == [
        "KINNITATUD",
        "kastis",
        "a | b",
        "järgmine",
    ]


def test_a_text_box_of_an_old_program_is_read() -> None:
    box = f"<v:textbox><w:txbxContent>{p('vana')}</w:txbxContent></v:textbox>"
    assert read(p("a", r(f"<w:pict><v:rect>{box}</v:rect></w:pict>"))) == ["a", "vana"]
    # Nor is one lost that stands outside of any shape.
    assert read(p("a", r(box))) == ["a", "vana"]


def test_what_a_newer_program_wrote_for_itself_is_read_as_it_wrote_it_for_others() -> None:
    emoji = (
        '<w:r><mc:AlternateContent><mc:Choice xmlns:w16se="urn:w16se" Requires="w16se"><w16se:symEx/></mc:Choice>'
        f"<mc:Fallback>{t('☺')}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert read(p("a", emoji)) == ["a☺"]


# -- tables


def test_a_merged_cell_stands_where_it_begins() -> None:
    table = tbl(
        tr(wide("lai", 2), tc("c")),
        tr(merged("pikk", "vMerge", "restart"), "b", "c"),
        tr(merged("", "vMerge"), "b2", "c2"),
        tr(merged("rida", "hMerge", "restart"), merged("", "hMerge"), "c3"),
    )
    assert read(table.replace("<w:tc><w:tc>", "<w:tc>")) == [
        "lai |  | c",
        "pikk | b | c",
        " | b2 | c2",
        "rida |  | c3",
    ]


def test_a_row_that_begins_later_keeps_its_columns() -> None:
    row = f'<w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>{tc("b")}</w:tr>'
    assert read(tbl(tr("a", "b", "c"), row)) == ["a | b | c", " | b | "]


def test_a_table_in_a_cell_becomes_paragraphs_of_the_cell() -> None:
    inner = tbl(tr("x", "y"), tr("z", tbl(tr("sügav")) + p("")))
    assert read(tbl(tr(tc("enne", inner, "pärast"), "b"))) == ["enne / x / y / z / sügav / pärast | b"]


def test_a_table_of_one_column_around_tables_is_no_table() -> None:
    duties = tbl(tr("Ülesanne", "Tulemus"), tr("3.1 a", "b"))
    assert read(tbl(tr(tc(p("enne"), duties)), tr("pärast"))) == ["enne", "Ülesanne | Tulemus", "3.1 a | b", "pärast"]
    assert read(tbl(tr("a"), tr("b"))) == ["a", "b"]
    assert read(tbl(tr(tc(tbl(tr("a", tc(duties))))))) == ["a | Ülesanne / Tulemus / 3.1 a / b"]


def test_a_text_box_in_a_cell_stands_in_the_cell() -> None:
    assert read(tbl(tr(tc(p("a", text_box(p("kastis"), tbl(tr("sees"))))), "b"))) == ["a / kastis / sees | b"]


# -- looks


def test_bold_stretches_are_known() -> None:
    para = only(p(r("Loovus", looks=BOLD), " ", r("ja", looks=BOLD), ": pakub ", r("uusi", looks=BOLD)))
    assert [para.text[begin:end] for begin, end in para.bold] == ["Loovus ja", "uusi"]


def test_bold_is_off_where_it_says_so() -> None:
    off = [run("a", f'<w:b w:val="{value}"/>') for value in ("0", "false", "off")]
    assert only(p(*off)).bold == ()
    assert only(p(run("a", '<w:b w:val="1"/>'))).bold == ((0, 1),)


def test_line_breaks_that_are_taken_away_move_what_is_bold() -> None:
    para = only(p(r("<w:br/>", "<w:br/>"), r("<w:br/>", "paks", looks=BOLD), r(" ja muu", "<w:br/>")))
    assert (para.text, para.bold) == ("paks ja muu", ((0, 4),))


def test_styles_make_bold_and_together_they_do_not() -> None:
    further = styled(
        style("Paks", BOLD),
        style("Paksust", on="Paks"),
        style("Rõhk", BOLD, kind="character"),
        style("Peen", '<w:rPr><w:b w:val="0"/></w:rPr>', on="Paks"),
    )
    emphasis = run("b", '<w:rStyle w:val="Rõhk"/>')

    def bold(style: str) -> tuple[tuple[int, int], ...]:
        return only(
            p("a", emphasis, run("c", "<w:b/>"), run("d", '<w:b w:val="0"/>'), looks=looks(style)), **further
        ).bold

    assert bold("Paksust") == ((0, 1), (2, 3))
    assert bold("Peen") == bold("") == ((1, 3),)


def framed(look: str, *rows: str) -> str:
    """A table of the style that sets its first row and column in bold, as far as it says that it wants that."""
    return tbl(*rows).replace("<w:tblPr>", f'<w:tblPr><w:tblStyle w:val="Nimekiri"/><w:tblLook {look}/>', 1)


@pytest.mark.parametrize(
    ("look", "bold"),
    [
        ('w:val="0020"', "ab"),
        ('w:val="04A0"', "abc"),
        ('w:firstRow="0" w:firstColumn="1" w:val="0020"', "ac"),
        ('w:firstRow="true"', "ab"),
        ('w:val="0400"', ""),
        ('w:val="x"', ""),
    ],
)
def test_styles_of_tables_make_rows_and_columns_bold(look: str, bold: str) -> None:
    part = '<w:tblStylePr w:type="{}"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
    styles = styled(
        style("Algne", part.format("firstRow") + part.format("firstCol"), kind="table"),
        style("Nimekiri", on="Algne", kind="table"),
        style("Peenike", "<w:rPr><w:b w:val='0'/></w:rPr>"),
    )
    thin = p("x", looks=looks("Peenike"))
    first = tr("a", tc(p("b", run("n", '<w:b w:val="0"/>'))))
    rows = (first, tr("c", tc(p("d"), tbl(tr("e", "f")))), tr(tc(thin), "g"))
    paper = read_docx(docx(framed(look, *rows), p("h"), **styles))
    assert "".join(para.text[start:end] for para in paper.paras() for start, end in para.bold) == bold


def test_a_style_of_tables_may_be_its_own() -> None:
    styles = styled(style("Nimekiri", on="Nimekiri", kind="table"))
    assert read(framed('w:val="04A0"', tr("a", "b")), **styles) == ["a | b"]


def test_headings_are_known_by_name_and_by_level() -> None:
    further = styled(
        style("heading 1"),
        style("Minu pealkiri", on="heading1"),
        style("Pealkiri 2"),
        style("Tase", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'),
        style("Tekst", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', on="heading1"),
    )
    names = ("heading1", "Minupealkiri", "Pealkiri2", "Tase", "Tekst", "Puudub")
    assert read(
        *(p(name, looks=looks(name)) for name in names),
        p("ise", looks=looks(further='<w:outlineLvl w:val="0"/>')),
        p("enam mitte", looks=looks("heading1", '<w:outlineLvl w:val="9"/>')),
        **further,
    ) == ["# heading1", "# Minupealkiri", "# Pealkiri2", "# Tase", "Tekst", "Puudub", "# ise", "enam mitte"]


def test_the_usual_style_counts_where_none_is_named() -> None:
    para = only(p("a"), **styled(style("Normal", BOLD, usual=True)))
    assert para.bold == ((0, 1),)


# -- tracked changes


def inserted(*content: str, name: str = "ins") -> str:
    return f'<w:{name} w:id="1" w:author="A">{"".join(content)}</w:{name}>'


def deleted(text: str, name: str = "del") -> str:
    return inserted(f"<w:r><w:delText>{text}</w:delText></w:r>" if name == "del" else r(text), name=name)


def ended(which: str) -> str:
    return looks(further=f'<w:rPr><w:{which} w:id="2" w:author="A"/></w:rPr>')


def test_tracked_changes_are_taken_as_accepted() -> None:
    data = docx(
        p("a", deleted(" vana"), inserted(r(" uus")), deleted(" läks", "moveFrom"), inserted(r(" tuli"), name="moveTo"))
    )
    assert outline(read_docx(data)) == ["a uus tuli"]
    assert remarks(data) == ["tracked changes are taken as accepted: 4"]


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    data = docx(
        p("esimene ", looks=ended("del")), p("teine "), p("x", looks=ended("ins")), p("viimane", looks=ended("del"))
    )
    paper = read_docx(data)
    assert outline(paper) == ["esimene teine ", "x", "viimane"]
    assert [para.spot.line for para in paper.paras()] == [1, 3, 4]


def test_a_paragraph_whose_end_was_deleted_ends_before_a_table() -> None:
    assert read(p("a", looks=ended("moveFrom")), tbl(tr(tc(p("b", looks=ended("del")), p("c")), "d"))) == [
        "a",
        "bc | d",
    ]


def test_rows_and_cells_that_were_deleted_are_gone() -> None:
    gone = f'<w:tr><w:trPr><w:del w:id="3" w:author="A"/></w:trPr>{tc("x")}</w:tr>'
    cell = f'<w:tc><w:tcPr><w:cellDel w:id="4" w:author="A"/></w:tcPr>{p("y")}</w:tc>'
    came = f'<w:tr><w:trPr><w:ins w:id="5" w:author="A"/></w:trPr>{tc("uus")}</w:tr>'
    data = docx(tbl(gone, f"<w:tr>{cell}{tc('jäi')}</w:tr>", came), tbl(gone), p("lõpp"))
    assert outline(read_docx(data)) == ["jäi", "uus", "lõpp"]
    assert remarks(data) == ["tracked changes are taken as accepted: 4"]


def test_a_field_whose_end_was_deleted_hides_nothing() -> None:
    begin, end = field("REF", result="x").split(r("x"))
    assert read(p(begin.replace("separate", "muu"), "x", inserted(end, name="del"), "y"), p("z")) == ["xy", "z"]


def test_a_document_without_changes_says_nothing_of_them() -> None:
    assert remarks(docx(p("a", looks=looks(further='<w:pPrChange w:id="1"><w:pPr/></w:pPrChange>')))) == []


# -- hidden text


HIDDEN = "<w:rPr><w:vanish/></w:rPr>"


def test_hidden_text_is_left_out_and_told() -> None:
    data = docx(
        p("näha ", r("peidus", looks=HIDDEN)),
        p("stiil", looks=looks("Peit")),
        p(r("nähtav", looks='<w:rPr><w:vanish w:val="0"/></w:rPr>'), looks=looks("Peit")),
        **styled(style("Peit", HIDDEN)),
    )
    paper = read_docx(data)
    assert outline(paper) == ["näha ", "nähtav"]
    assert remarks(data) == ["hidden text is left out: “peidus”", "hidden text is left out: “stiil”"]
    assert [remark.spot for remark in paper.remarks] == [Spot(1), Spot(2)]


def test_a_hidden_row_is_left_out_and_told() -> None:
    row = f"<w:tr><w:trPr><w:hidden/></w:trPr>{tc('salaja')}{tc('ka')}</w:tr>"
    data = docx(tbl(tr("a", "b"), row))
    assert outline(read_docx(data)) == ["a | b"]
    assert remarks(data) == ["hidden text is left out: “salaja ka”"]


def test_a_paragraph_whose_end_is_hidden_goes_on() -> None:
    assert read(p("Pealkiri. ", looks=looks(further=HIDDEN)), p("Tekst")) == ["Pealkiri. Tekst"]


def test_a_long_hidden_text_is_cut() -> None:
    [said] = remarks(docx(p(r("sala " * 500, looks=HIDDEN))))
    assert said.endswith("…”")
    assert len(said) < 160


def test_paras_that_say_nothing_are_left_out() -> None:
    paper = read_docx(docx(p(""), p("  "), p("a")))
    assert [(line(para), para.spot.line) for para in paper.paras()] == [("a", 3)]
