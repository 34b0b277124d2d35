"""What does not show: hidden text, and settings by which Word would act on its own."""

from __future__ import annotations

import pytest

from tests.word.make import KIND, W, docx, p, problems, r, rels, said, sdt, tbl, tc, tr

HIDES = "<w:rPr><w:vanish/></w:rPr>"


def found(data: bytes) -> list[tuple[str, int]]:
    return [(problem.rule.code, problem.place.line) for problem in problems(data)]


def with_settings(inner: str, name: str = "settings.xml", related: str = "") -> bytes:
    """A template with such settings, in a part of that name."""
    path = f"word/{name}"
    further = {path: f'<w:settings xmlns:w="{W}">{inner}</w:settings>'}
    if related:
        further[f"word/_rels/{name}.rels"] = related
    kinds = {path: f"{KIND}.settings+xml"}
    return docx(p("a"), p("b"), relations={"s": ("settings", name)}, further=further, kinds=kinds)


def with_styles(inner: str, *body: str) -> bytes:
    """A template with such styles."""
    further = {"word/styles.xml": f'<w:styles xmlns:w="{W}">{inner}</w:styles>'}
    kinds = {"word/styles.xml": f"{KIND}.styles+xml"}
    return docx(*body, relations={"s": ("styles", "styles.xml")}, further=further, kinds=kinds)


def style(id_: str, inner: str = HIDES, kind: str = "paragraph", below: str = "", default: str = "") -> str:
    based = f'<w:basedOn w:val="{below}"/>' if below else ""
    return f'<w:style w:type="{kind}" w:styleId="{id_}"{default}><w:name w:val="{id_}"/>{based}{inner}</w:style>'


def in_style(id_: str, text: str) -> str:
    return p(text, looks=f'<w:pPr><w:pStyle w:val="{id_}"/></w:pPr>')


MERGE = '<w:mailMerge><w:connectString w:val="Data Source=x.xlsx"/></w:mailMerge>'


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        (MERGE, "JD617"),
        ("<w:mailMerge/>", "JD617"),
        ("<w:updateFields/>", "JD618"),
        ('<w:updateFields w:val="true"/>', "JD618"),
        ('<w:updateFields w:val="1"/>', "JD618"),
        ("<w:linkStyles/>", "JD611"),
    ],
)
@pytest.mark.parametrize("name", ["settings.xml", "seaded.xml"])
def test_a_setting_by_which_word_acts_on_its_own_is_told(inner: str, code: str, name: str) -> None:
    [problem] = problems(with_settings(f'<w:zoom w:percent="100"/>{inner}', name))
    assert problem.rule.code == code
    assert f"word/{name}" in said(problem)


@pytest.mark.parametrize(
    "inner", ['<w:updateFields w:val="false"/>', '<w:updateFields w:val="0"/>', '<w:linkStyles w:val="off"/>', ""]
)
def test_a_setting_that_is_off_may_stay(inner: str) -> None:
    assert found(with_settings(inner)) == []


@pytest.mark.parametrize("kind", ["attachedTemplate", "mailMergeSource", "mailMergeHeaderSource"])
@pytest.mark.parametrize("target", ["!file:///C:/x", "!https://example.org/x", "mall.dotm", "/mall.dotm"])
def test_a_template_or_data_that_settings_name_lie_outside_however_it_is_written(kind: str, target: str) -> None:
    related = rels({"rId1": (kind, target)})
    [problem] = problems(with_settings('<w:attachedTemplate r:id="rId1" xmlns:r="x"/>', related=related))
    assert problem.rule.code == "JD611"
    assert "word/_rels/settings.xml.rels" in said(problem)


def test_hidden_text_is_told_with_its_paragraph_and_keeps_no_document_from_being_made() -> None:
    [problem] = problems(docx(p("a"), p("b", r("salaja ", looks=HIDES), r("öeldud", looks=HIDES)), p("c")))
    assert (problem.rule.code, problem.place.line, problem.severity) == ("JD619", 2, "warning")
    assert "“salaja öeldud”" in said(problem)


HIDDEN = {
    "in a cell": tbl(tr(tc(p(r("a", looks=HIDES))))),
    "in a content control": sdt(p(r("a", looks=HIDES))),
    "in a link": p(f'<w:hyperlink w:anchor="b">{r("a", looks=HIDES)}</w:hyperlink>'),
    "a tag beside text": p(r("{% if ametnik %}a{% endif %}", looks=HIDES)),
    "a tag that prints": p(r("{{ ametinimetus }}", looks=HIDES)),
    "a picture": p(r("<w:pict/>", looks=HIDES)),
    "said to be on": p(r("a", looks='<w:rPr><w:vanish w:val="true"/></w:rPr>')),
    "in a hidden row": f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr>{tc('a')}</w:tr></w:tbl>",
}


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN.keys())
def test_hidden_text_is_told_wherever_it_stands(hidden: str) -> None:
    assert found(docx(p("a"), hidden, p("b"))) == [("JD619", 2)]


def test_hidden_text_in_a_header_is_told() -> None:
    assert found(docx(p("a"), header=p("b") + p(r("c", looks=HIDES)))) == [("JD619", 3)]


NORMAL = style("tava", "", default=' w:default="1"')
STYLES = {
    "of the paragraph": (style("peidus"), in_style("peidus", "b")),
    "below that of the paragraph": (style("peidus") + style("uus", "", below="peidus"), in_style("uus", "b")),
    "of the letters": (
        style("peidus", kind="character"),
        p(r("b", looks='<w:rPr><w:rStyle w:val="peidus"/></w:rPr>')),
    ),
    "of the table": (
        style("peidus", kind="table"),
        f'<w:tbl><w:tblPr><w:tblStyle w:val="peidus"/></w:tblPr>{tr("b")}</w:tbl>',
    ),
}


@pytest.mark.parametrize(("styles", "hidden"), STYLES.values(), ids=STYLES.keys())
def test_a_style_that_hides_is_told_where_it_is_used(styles: str, hidden: str) -> None:
    assert found(with_styles(NORMAL + styles, p("a"), hidden, p("c"))) == [("JD619", 2)]
    assert found(with_styles(NORMAL + styles, p("a"))) == []


def test_a_default_that_hides_is_told_of_all_that_it_hides() -> None:
    default = style("tava", default=' w:default="1"') + style("muu", "")
    assert found(with_styles(default, p("a"), in_style("muu", "b"))) == [("JD619", 1)]
    everywhere = f"<w:docDefaults><w:rPrDefault>{HIDES}</w:rPrDefault></w:docDefaults>{style('muu', '')}"
    assert found(with_styles(everywhere, p("a"), in_style("muu", "b"))) == [("JD619", 1), ("JD619", 2)]


def test_what_a_style_hides_may_be_shown_by_hand_or_by_a_style_above_it() -> None:
    shown = '<w:rPr><w:vanish w:val="0"/></w:rPr>'
    above = style("peidus") + style("uus", shown, below="peidus")
    by_hand = p(r("b", looks=shown), looks='<w:pPr><w:pStyle w:val="peidus"/></w:pPr>')
    assert found(with_styles(above, in_style("uus", "a"), by_hand)) == []


def test_styles_made_of_each_other_are_no_riddle() -> None:
    assert found(with_styles(style("a", "", below="b") + style("b", "", below="a"), in_style("a", "x"))) == []


def test_a_paragraph_of_a_tag_alone_may_be_hidden_because_it_is_never_printed() -> None:
    begin, end = (p(r(tag, looks=HIDES)) for tag in (" {%p if ametnik %}", "{%p endif %}"))
    assert found(docx(begin, p("a"), end)) == []


def test_what_shows_nothing_may_be_hidden() -> None:
    marks = p(looks=f"<w:pPr>{HIDES}</w:pPr>"), p("a", looks=f"<w:pPr>{HIDES}</w:pPr>")
    assert found(docx(p("a"), *marks, p(r(looks=HIDES)), p(r("", " ", looks=HIDES)))) == []


def test_a_flood_of_hidden_text_is_told_in_part() -> None:
    assert 0 < len(found(docx(p(r("a", looks=HIDES)) * 500))) <= 50
