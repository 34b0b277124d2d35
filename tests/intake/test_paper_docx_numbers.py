"""The numbers and bullets that Word prints before paragraphs, as it counts them."""

from __future__ import annotations

import pytest

from jdflow.intake.paper_docx import read_docx
from tests.intake.papers import abstract, item, level, looks, num, outline, read, style, styled
from tests.word.make import docx, p, r, tbl, tc, tr

OUTLINE = abstract(0, level(0, "%1."), level(1, "%1.%2."), level(2, "%3)", "lowerLetter"), level(3, "•", "bullet"))


def counted(numbering: str, *items: tuple[int, int], styles: tuple[str, ...] = ()) -> list[str]:
    """What is printed before paragraphs of these lists and levels."""
    return [
        text.removesuffix("x").strip()
        for text in read(*(p("x", looks=item(*one)) for one in items), **styled(*styles, numbering=numbering))
    ]


def test_numbers_are_counted_level_by_level() -> None:
    items = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 0), (1, 1), (1, 2), (1, 3)]
    assert counted(OUTLINE + num(1, 0), *items) == ["1.", "1.1.", "1.2.", "a)", "b)", "2.", "2.1.", "a)", "••••"]


def test_a_number_stands_apart_from_its_text() -> None:
    [para] = read_docx(docx(p("tekst", looks=item(1)), **styled(numbering=OUTLINE + num(1, 0)))).paras()
    assert (para.number, para.text, para.level) == ("1.", "tekst", None)


def test_a_number_without_a_text_is_kept() -> None:
    row = tr(tc(p(looks=item(1, 1))), "ülesanne")
    further = styled(numbering=OUTLINE.replace('w:start w:val="1"', 'w:start w:val="3"', 1) + num(1, 0))
    assert read(p("x", looks=item(1)), tbl(row, row), **further) == ["3. x", "3.1. | ülesanne", "3.2. | ülesanne"]


def test_a_number_without_words_counts_on() -> None:
    numbering = abstract(0, level(0, "%1")) + num(1, 0)
    assert counted(numbering, (1, 0)) == ["1"]
    assert read(p(looks=item(1)), p("b", looks=item(1)), **styled(numbering=numbering)) == ["1", "2 b"]


@pytest.mark.parametrize(
    ("kind", "start", "said"),
    [
        ("decimal", 7, "7"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 4, "iv"),
        ("upperLetter", 2, "B"),
        ("lowerLetter", 28, "bb"),
        ("ordinal", 3, "3."),
        ("ideographDigital", 5, "5"),
        ("upperRoman", 999_999_999, "999999999"),
        ("lowerLetter", 999_999_999, "999999999"),
        ("lowerRoman", 0, "0"),
    ],
)
def test_numbers_are_written_as_their_list_has_it(kind: str, start: int, said: str) -> None:
    assert counted(abstract(0, level(0, "%1", kind, start=start)) + num(1, 0), (1, 0)) == [said]


def test_a_level_without_numbers_prints_nothing_but_its_text() -> None:
    numbering = abstract(0, level(0, "", "none"), level(1, "Lisa", "none"), level(2, "%1%3", start=4)) + num(1, 0)
    assert counted(numbering, (1, 0), (1, 1), (1, 2)) == ["", "Lisa", "4"]


def test_a_bullet_without_a_sign_is_none() -> None:
    assert counted(abstract(0, level(0, " ", "bullet"), level(1, "-", "bullet")) + num(1, 0), (1, 0), (1, 1)) == [
        "",
        "••",
    ]


def test_lists_of_one_origin_count_on_and_others_begin_anew() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = OUTLINE + num(1, 0) + num(2, 0) + num(3, 0, override)
    items = [(1, 0), (2, 0), (3, 0), (3, 0), (1, 0), (3, 0)]
    assert counted(numbering, *items) == ["1.", "2.", "5.", "6.", "7.", "8."]


def test_a_list_may_have_a_level_of_its_own() -> None:
    override = f'<w:lvlOverride w:ilvl="1">{level(1, "%1/%2")}</w:lvlOverride>'
    assert counted(OUTLINE + num(1, 0, override), (1, 0), (1, 1)) == ["1.", "1/1"]


def test_a_level_begins_anew_only_after_the_levels_it_names() -> None:
    levels = [level(0, "%1"), level(1, "%2", further='<w:lvlRestart w:val="0"/>')]
    assert counted(abstract(0, *levels) + num(1, 0), (1, 0), (1, 1), (1, 0), (1, 1)) == ["1", "1", "2", "2"]
    levels = [level(0, "%1"), level(1, "%2"), level(2, "%3", further='<w:lvlRestart w:val="1"/>')]
    items = [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)]
    assert counted(abstract(0, *levels) + num(1, 0), *items) == ["1", "1", "1", "2", "2", "2", "1"]


def test_a_level_begins_those_above_it() -> None:
    numbering = abstract(0, level(0, "%1.", start=3), level(1, "%1.%2")) + num(1, 0)
    assert counted(numbering, (1, 1), (1, 1), (1, 0), (1, 1)) == ["3.1", "3.2", "4.", "4.1"]


def test_legal_numbers_have_no_letters() -> None:
    numbering = abstract(0, level(0, "%1.", "upperRoman"), level(1, "%1.%2", further="<w:isLgl/>")) + num(1, 0)
    assert counted(numbering, (1, 0), (1, 0), (1, 1)) == ["I.", "II.", "2.1"]


def numbered(name: str, depth: int | None, of: int | None, on: str = "") -> str:
    said = "" if depth is None else f'<w:ilvl w:val="{depth}"/>'
    said += "" if of is None else f'<w:numId w:val="{of}"/>'
    return style(name, f"<w:pPr><w:numPr>{said}</w:numPr></w:pPr>", on=on)


def test_styles_put_paragraphs_into_lists() -> None:
    styles = (
        numbered("Esimene", None, 1),
        style("Nagu esimene", on="Esimene"),
        numbered("Teine", 1, None, on="Esimene"),
        numbered("Väljas", None, 0, on="Esimene"),
    )
    names = ("Esimene", "Naguesimene", "Teine", "Väljas")
    body = [p("x", looks=looks(name)) for name in names]
    out = p("x", looks=looks("Esimene", '<w:numPr><w:numId w:val="0"/></w:numPr>'))
    deeper = p("x", looks=looks("Esimene", '<w:numPr><w:ilvl w:val="1"/></w:numPr>'))
    further = styled(*styles, numbering=OUTLINE + num(1, 0))
    assert read(*body, out, deeper, **further) == ["1. x", "2. x", "2.1. x", "x", "x", "2.2. x"]


def test_a_level_may_name_the_style_it_belongs_to() -> None:
    levels = [
        level(0, "%1.", further='<w:pStyle w:val="Üks"/>'),
        level(1, "%1.%2.", further='<w:pStyle w:val="Kaks"/>'),
    ]
    numbering = abstract(0, *levels) + num(1, 0)
    styles = (numbered("Üks", None, 1), numbered("Kaks", None, 1), style("Kolm", on="Kaks"))
    body = [p("x", looks=looks(name)) for name in ("Üks", "Kaks", "Kolm")]
    assert read(*body, **styled(*styles, numbering=numbering)) == ["1. x", "1.1. x", "1.2. x"]
    # What a paragraph says itself goes before its style.
    direct = p("x", looks=looks("Kaks", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'))
    assert read(direct, **styled(*styles, numbering=numbering)) == ["1. x"]


def test_a_list_that_names_a_style_is_made_of_the_styles_list() -> None:
    link = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Loend"/></w:abstractNum>'
    numbering = OUTLINE + link + num(1, 0) + num(2, 1)
    listed = style("Loend", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', kind="numbering")
    assert counted(numbering, (2, 0), (2, 1), styles=(listed,)) == ["1.", "1.1."]


def test_lists_that_lead_nowhere_have_no_numbers() -> None:
    turning = '<w:abstractNum w:abstractNumId="4"><w:numStyleLink w:val="Ring"/></w:abstractNum>'
    ring = style("Ring", '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr>', on="Ring", kind="numbering")
    numbering = turning + num(3, 9) + num(4, 4) + num(5, 6) + abstract(6)
    items = [(1, 0), (3, 0), (4, 0), (5, 0), (5, 99)]
    assert counted(numbering, *items, styles=(ring,)) == [""] * 5


def test_numbers_without_bounds_are_no_numbers() -> None:
    levels = level(0, "%1").replace('w:start w:val="1"', f'w:start w:val="{"9" * 5000}"')
    assert counted(abstract(0, levels) + num(1, 0), (1, 0)) == ["0"]
    text = read(p("x", looks=item(1)), **styled(numbering=abstract(0, level(0, "%1" * 100_000)) + num(1, 0)))
    assert len(text[0]) < 100


def test_deleted_and_hidden_paragraphs_are_not_counted() -> None:
    gone = looks(further='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr>')
    hidden = p(r("x", looks="<w:rPr><w:vanish/></w:rPr>"), looks=item(1))
    text = p('<w:del w:id="2"><w:r><w:delText>vana</w:delText></w:r></w:del>', looks=gone)
    body = (p("a", looks=item(1)), text, hidden, p("b", looks=item(1)))
    assert outline(read_docx(docx(*body, **styled(numbering=OUTLINE + num(1, 0))))) == ["1. a", "2. b"]
