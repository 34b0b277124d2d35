"""What conditions leave empty: cells, tables, headers, boxes; nothing that Word would refuse, nothing twice."""

from __future__ import annotations

import pytest

from tests.word import tools
from tests.word.make import (
    ABOUT,
    PNG,
    VALUES,
    body,
    docx,
    filled,
    lines,
    p,
    packed,
    part,
    parts_of,
    picture,
    r,
    sdt,
    tbl,
    tc,
    template,
    text_box,
    tr,
    xml,
)

NO = "if not ametnik"
MARK = '<w:bookmarkStart w:id="7" w:name="_GoBack"/>', '<w:bookmarkEnd w:id="7"/>'
# What the trial documents lack on purpose: most of what surrounds a text.
BARE = "A required relationship type"


def sound(data: bytes) -> bytes:
    """The document, in which no judge finds anything wrong."""
    assert [fault for fault in tools.validate(data) if BARE not in fault] == []
    tools.read_back(data)
    return data


def left(*content: str) -> str:
    """What is left of a body."""
    return xml(body(sound(filled("".join(content)))))


def absent(content: str, letter: str = "p") -> str:
    """The content between tags of a condition that is not met, each in a paragraph of its own."""
    return p(f"{{%{letter} {NO} %}}") + content + p(f"{{%{letter} endif %}}")


def rows(*contents: str) -> str:
    return tr(f"{{%tr {NO} %}}") + "".join(map(tr, contents)) + tr("{%tr endif %}")


X = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
CELL = "<w:tc>{}</w:tc>"


def table(*cells: str) -> str:
    return f"<w:tbl><w:tr>{''.join(CELL.format(cell) for cell in cells)}</w:tr></w:tbl>"


def test_a_body_of_nothing_has_a_paragraph() -> None:
    assert left(absent(p("a"))) == "<w:p/>"
    assert left(absent(tbl(tr("a")))) == "<w:p/>"


def test_a_cell_of_nothing_has_a_paragraph() -> None:
    assert left(tbl(tr(tc(absent(p("a"))), "x")), p("x")) == table("<w:p/>", X) + X


def test_a_cell_ends_with_a_paragraph() -> None:
    inner = tbl(tr("x"))
    assert left(tbl(tr(tc(inner, absent(p("a"))))), p("x")) == table(table(X) + "<w:p/>") + X
    assert left(tbl(tr(tc(inner, *MARK, absent(p("a"))))), p("x")) == table(table(X) + "<w:p/>") + X


@pytest.mark.parametrize("inside", [rows("a", "b"), tr(f"{{%tc {NO} %}}", "a", "{%tc endif %}"), rows("a") + rows("b")])
def test_a_table_without_rows_is_not_there(inside: str) -> None:
    assert left(p("x"), tbl(inside), p("x")) == X + X
    assert left(tbl(tr(tc(tbl(inside), p("x")))), p("x")) == table(X) + X
    assert left(tbl(tr(tc(tbl(inside), absent(p("a"))), "x")), p("x")) == table("<w:p/>", X) + X


def test_a_table_whose_last_is_gone_takes_the_table_around_it_along() -> None:
    inner = tbl(tr(f"{{%tc {NO} %}}", tc(tbl(rows("a")), p()), "{%tc endif %}"))
    assert left(tbl(tr(tc(inner, absent(p("a"))))), p("x")) == table("<w:p/>") + X


def test_a_row_of_nothing_is_not_there() -> None:
    empty = tr(f"{{%tc {NO} %}}", "a", "{%tc endif %}")
    assert left(tbl(tr("x"), empty, tr("x")), p("x")).count("<w:tr>") == 2


def test_a_row_that_stays_keeps_its_table() -> None:
    assert left(tbl(tr("x"), rows("a")), p("x")) == table(X) + X
    assert left(tbl(rows("a") + tr("{%tr if ametnik %}") + tr("x") + tr("{%tr endif %}")), p("x")) == table(X) + X


def test_two_tables_stay_two() -> None:
    assert left(tbl(tr("x")), absent(p("a")), tbl(tr("x")), p("x")) == table(X) + "<w:p/>" + table(X) + X
    assert left(tbl(tr("x")), p("{%p if ametnik %}"), tbl(tr("x")), p("{%p endif %}"), p("x")) == (
        table(X) + "<w:p/>" + table(X) + X
    )
    loop = p("{%p for x in õigused %}"), tbl(tr("x")), p("{%p endfor %}")
    assert left(*loop, p("x")) == table(X) + ("<w:p/>" + table(X)) * 2 + X
    in_cell = left(tbl(tr(tc(tbl(tr("x")), absent(p("a")), tbl(tr("x")), p("x")))), p("x"))
    assert in_cell == table(table(X) + "<w:p/>" + table(X) + X) + X


def test_tables_that_meet_nothing_get_no_paragraph() -> None:
    assert left(tbl(tr("x")), absent(tbl(tr("a"))), p("x")) == table(X) + X
    assert left(absent(tbl(tr("a"))), tbl(rows("a")), absent(p("a")), tbl(tr("x")), p("x")) == table(X) + X
    assert left(tbl(tr("x")), tbl(tr("x")), absent(p("a")), p("x")) == table(X) * 2 + X


def test_headers_footers_and_text_boxes_keep_a_paragraph() -> None:
    data = docx(p("x", text_box(absent(p("a")))), header=absent(p("a")), footer_first=tbl(tr("x")) + absent(p("a")))
    made = sound(filled(data))
    assert body(made).count("<w:txbxContent><w:p/></w:txbxContent>") == 2
    assert lines(made, "word/header.xml") == [""]
    assert lines(made, "word/footer_first.xml") == ["x", ""]


def test_a_note_and_a_content_control_keep_a_paragraph() -> None:
    assert "<w:sdtContent><w:p/></w:sdtContent>" in left(sdt(absent(p("a"))), p("x"))
    assert "<w:sdtContent><w:p/></w:sdtContent>" in left(tbl(tr(tc(sdt(absent(p("a"))), p("x")))), p("x"))
    notes = part("w:footnotes", '<w:footnote w:id="2">', absent(p("a")), "</w:footnote>")
    data = docx(p("x"), relations={"rId7": ("footnotes", "footnotes.xml")}, further={"word/footnotes.xml": notes})
    assert lines(filled(data), "word/footnotes.xml") == [""]


def test_a_content_control_of_rows_goes_with_its_rows() -> None:
    assert left(tbl(sdt(rows("a")), tr("x")), p("x")) == table(X) + X
    assert left(p("x"), tbl(sdt(rows("a"))), p("x")) == X + X


def test_a_page_break_in_a_branch_goes_with_it() -> None:
    assert left(absent(p(r('<w:br w:type="page"/>'))), p("x")) == X


def test_bookmarks_stand_once_and_whole() -> None:
    loop = p("{%p for x in õigused %}"), p(*MARK, "{{ x }}"), p("{%p endfor %}")
    assert "bookmark" not in left(*loop)
    half = p(MARK[0], "{%p if ametnik %}"), p("{%p endif %}"), p("x", MARK[1])
    assert left(*half) == X
    assert left(p(*MARK, "{{ ametinimetus }}")).count("bookmark") == 2


def with_picture(*content: str) -> bytes:
    return packed(
        parts_of(*content, relations={"rId90": ("image", "media/vapp.png")}, further={"word/media/vapp.png": PNG})
    )


def test_pictures_in_loops_have_numbers_of_their_own() -> None:
    loop = p("{%p for x in õigused %}"), p(picture(3), "{{ x }}", text_box(p("a"))), p("{%p endfor %}")
    made = sound(template_filled(with_picture(p(picture(1)), *loop)))
    assert body(made).count("<pic:pic>") == 4
    again = template_filled(with_picture(p(picture(1)), *loop))
    assert made == again


def test_content_controls_in_loops_have_no_numbers() -> None:
    loop = p("{%p for x in õigused %}"), sdt(p("{{ x }}"), looks='<w:id w:val="5"/>'), p("{%p endfor %}")
    assert "<w:id " not in body(sound(filled("".join(loop))))
    assert "<w:id " in body(sound(filled(sdt(p("{{ ametinimetus }}"), looks='<w:id w:val="5"/>'))))


def template_filled(data: bytes) -> bytes:
    return template(data).fill(VALUES, ABOUT).data


def test_traces_of_editing_are_not_repeated() -> None:
    marked = p("{{ x }}").replace("<w:p>", '<w:p w14:paraId="00000001" w14:textId="77777777" w:rsidR="00AA0000">')
    assert left(p("{%p for x in õigused %}"), marked, p("{%p endfor %}")).startswith("<w:p><w:r>")


@pytest.mark.parametrize("signs", ["\x03", "\x04", "\x05\x06\x0e\x0f", "\x10", "\x11", "\x01# x #\x02"])
def test_signs_of_our_own_in_texts_are_no_signs(signs: str) -> None:
    cell = tbl(tr(tc(absent(p("a")), p("{{ ametinimetus }}"), absent(p("a")))))
    made = filled(docx(cell, p("x")), {"ametinimetus": signs + "y"})
    assert lines(sound(made)) == ["# x #y" if "#" in signs else "y", "x"]
