"""Tracked changes where the old document has what the new one cannot hold: styles, pictures, links, notes, controls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.word import tools
from tests.word.accept import outline, texts
from tests.word.make import KIND, OFFICE, PNG, W, body, docx, field, p, part, picture, r, sdt, t, tbl, text_box, tr
from tests.word.redlines import exact

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LAST = p("lõpp")
MAIN = "word/document.xml"
STYLE = '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/></w:style>'
LINK = f'<w:hyperlink r:id="rId5">{r("siia")}</w:hyperlink>'
NOTE = r('<w:footnoteReference w:id="2"/>')


def with_part(content: str, name: str, text: str | bytes, kind: str) -> bytes:
    """A document with a part more."""
    return docx(
        content,
        relations={"rId90": (kind, name)},
        further={f"word/{name}": text},
        kinds={} if name.endswith(".png") else {f"word/{name}": f"{KIND}.{kind}+xml"},
    )


def with_styles(content: str, *names: str) -> bytes:
    styles = "".join(STYLE.format(name, name) for name in names)
    return with_part(content, "styles.xml", part("w:styles", styles), "styles")


def with_notes(content: str, notes: Mapping[int, str]) -> bytes:
    held = "".join(f'<w:footnote w:id="{id}">{p(text)}</w:footnote>' for id, text in notes.items())
    return with_part(content, "footnotes.xml", part("w:footnotes", held), "footnotes")


def test_styles_and_lists_that_the_new_document_does_not_know_are_left_out() -> None:
    looks = '<w:pPr><w:pStyle w:val="Vana"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>'
    old = with_styles(p("Üks lugu.") + p("Teine asi.", looks=looks) + LAST, "Vana")
    made = exact(old, with_styles(p("Üks lugu.") + LAST, "Uus"))
    assert '"Vana"' not in body(made)
    assert "numId" not in body(made)
    kept = exact(old, with_styles(p("Üks lugu.") + LAST, "Vana"))
    assert "numId" in body(exact(old, with_styles(p("Üks lugu.") + LAST, "Vana")))
    assert '"Vana"' in body(kept)


def test_a_picture_that_the_new_document_has_not_is_left_out_and_its_words_are_not() -> None:
    shown = p("enne", picture(4), "pärast") + LAST
    old = with_part(shown, "vapp.png", PNG, "image")
    made = exact(old, docx(p("Hoopis muu.") + LAST))
    assert "w:drawing" not in body(made)
    other = with_part(p("Hoopis muu.") + LAST, "vapp.png", PNG[:-1] + b"\0", "image")
    assert "w:drawing" not in body(exact(old, other))
    same = with_part(p("Hoopis muu.", picture(1)) + LAST, "vapp.png", PNG, "image")
    assert sorted(re.findall(r'docPr id="(\d+)"', body(exact(old, same)))) == ["1", "2"]


def test_a_link_goes_as_its_words_and_comes_as_a_link() -> None:
    linked = docx(p("Vaata ", LINK, ".") + LAST, relations={"rId5": ("hyperlink", "!https://example.ee/")})
    bare = docx(p("Vaata sinna.") + LAST)
    assert "w:hyperlink" not in body(exact(linked, bare, outline))
    assert re.search(r'<w:hyperlink r:id="rId5"><w:ins [^>]*><w:r>', body(exact(bare, linked, outline)))


def test_a_note_that_the_new_document_has_not_goes_without_its_number() -> None:
    old = with_notes(p("Tekst", NOTE, ".") + LAST, {2: "Vana märkus."})
    assert "footnoteReference" not in body(exact(old, docx(p("Tekst.") + LAST), lambda one: texts(one)[MAIN]))


def test_what_a_note_says_is_marked() -> None:
    old, new = (with_notes(p("Tekst", NOTE) + LAST, {2: f"{text} märkus.", 3: "x"}) for text in ("Vana", "Uus"))
    made = exact(old, new, outline)
    assert b"w:delText" in tools.raw_parts(made)["word/footnotes.xml"]
    assert "w:ins" not in body(made)


@pytest.mark.parametrize("around", [sdt, lambda content: p(sdt(r("x"))) + content], ids=["block", "line"])
def test_content_controls_stay_as_the_new_document_has_them(around: Callable[[str], str]) -> None:
    held = around(p("Üks kaks kolm neli.") + p("Viis kuus."))
    made = exact(docx(held + LAST), docx(held.replace("kolm", "seitse") + LAST), outline)
    assert body(made).count("<w:sdt>") == 1
    exact(docx(held + LAST), docx(p("Viis kuus.") + LAST))
    exact(docx(p("Viis kuus.") + LAST), docx(held + LAST))


def test_rows_in_content_controls_are_never_mixed() -> None:
    rows = [tr(f"rida {number}") for number in range(4)]
    held = tbl(rows[0], sdt(*rows[1:3]), rows[3])
    for other in (tbl(*rows[:2]), tbl(rows[0], sdt(tr("muu")), rows[3])):
        exact(docx(held + LAST), docx(other + LAST), outline)
        exact(docx(other + LAST), docx(held + LAST), outline)


def test_a_field_over_paragraphs_goes_and_comes_whole() -> None:
    begin, _, end = field(" TOC ", result="@").partition("<w:r>" + t("@") + "</w:r>")
    old = p("Sisu") + p(begin, "esimene 1") + p("teine 2") + p("kolmas 3", end) + LAST
    new = p("Sisu") + p(begin, "esimene 1") + p("vaheline 2") + p("kolmas 3", end) + LAST
    made = body(exact(docx(old), docx(new), outline))
    assert made.count('fldCharType="begin"') == made.count('fldCharType="end"') == 2
    exact(docx(p(begin, "a") + p("b", end)), docx(p(begin, "a") + p("c", end)), outline)
    exact(docx(p(begin, "a") + p("b", end)), docx(p(begin, "a") + p("b", end) + p("c")), outline)


def test_a_text_box_that_changed_goes_and_comes_whole() -> None:
    old, new = (docx(p("Kast: ", text_box(p(text))) + LAST) for text in ("vana", "uus"))
    made = exact(old, new, outline)
    assert len(set(re.findall(r'docPr id="(\d+)"', body(made)))) == 2
    assert re.search(r"<w:del [^>]*><w:r><mc:AlternateContent", body(made))


def test_documents_that_declare_other_names_are_compared_by_what_they_mean() -> None:
    old = docx(p("Üks kaks kolm.") + tbl(tr("a", "b")) + p("kast ", text_box(p("x"))) + LAST)
    content = p("Üks kaks neli.") + tbl(tr("a", "b")) + LAST
    bare = f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body>{content}</w:body></w:document>'
    new = docx(further={MAIN: bare})
    made = body(exact(old, new, lambda one: [str(line).partition("kast ")[:2] for line in texts(one)[MAIN]]))
    assert "<w:trPr>" not in made
    assert "mc:" not in made


def test_bookmarks_stay_as_the_new_document_has_them() -> None:
    marked = [
        '<w:bookmarkStart w:id="4" w:name="siin"/>',
        p("Üks kaks."),
        p("Kolm."),
        '<w:bookmarkEnd w:id="4"/>',
        LAST,
    ]
    old, new = docx(*marked), docx(*marked[:1], p("Üks neli."), *marked[2:])
    made = body(exact(old, new, outline))
    assert made.index("w:bookmarkStart") < made.index("neli") < made.index("Kolm") < made.index("w:bookmarkEnd")
    assert made.count("w:bookmarkStart") == made.count("w:bookmarkEnd") == 1
    assert "w:bookmarkEnd" not in body(exact(old, docx(p("Üks neli.") + LAST), outline))


def test_nested_tables_are_marked_inside_their_cells() -> None:
    old, new = (
        tbl(tr(tbl(tr("Andmete hoidmine", "korras"), *rows) + p("all")), tr("x")) + LAST
        for rows in ([], [tr("Vara hoidmine", "alles")])
    )
    made = body(exact(docx(old), docx(new), outline))
    assert len(re.findall(r"<w:trPr><w:ins [^>]*/></w:trPr>", made)) == 1
    assert "<w:del " not in made
