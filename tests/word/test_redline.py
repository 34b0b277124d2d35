"""Tracked changes: what is marked and how, as Word would have written it."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from jdflow.word.package import NotWord, open_package
from jdflow.word.redline import redline
from tests.word import tools
from tests.word.accept import accepted, outline, rejected, texts
from tests.word.content import LAYOUTS
from tests.word.make import body, docx, field, p, r, tbl, tr, xml
from tests.word.redlines import AUTHOR, ENDS, MOMENT, exact, printed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MARK = re.compile(rf' w:id="\d+" w:author="{AUTHOR}" w:date="{MOMENT}"')
BOLD, LIST = "<w:rPr><w:b/></w:rPr>", '<w:pPr><w:pStyle w:val="List"/></w:pPr>'
END_CAME, END_WENT = "<w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>", "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
LAST = p("lõpp")


def marked(old: str, new: str) -> str:
    """The body that comes of two, as short as it can be said; either can be had back from it."""
    return MARK.sub("", xml(body(exact(docx(old), docx(new), outline))))


def came(*runs: str) -> str:
    return f"<w:ins>{''.join(map(r, runs))}</w:ins>".replace(' xml:space="preserve"', "")


def went(*runs: str) -> str:
    return came(*runs).replace("w:ins>", "w:del>").replace("<w:t>", "<w:delText>").replace("</w:t>", "</w:delText>")


def test_the_same_document_has_nothing_marked() -> None:
    document = docx(p("üks") + tbl(tr("a", "b")) + LAST, header=p("päis"))
    assert open_package(redline(document, document, author=AUTHOR, moment=MOMENT)) == open_package(document)


def test_a_reworded_text_is_marked_word_by_word() -> None:
    made = marked(p("Vastab kolme päeva jooksul.") + LAST, p("Vastab viie päeva jooksul.") + LAST)
    assert xml(p(r("Vastab "), went("kolme"), came("viie"), r(" päeva jooksul."))) in made


def test_a_text_that_has_little_in_common_goes_and_comes_whole() -> None:
    assert marked(p("juhataja"), p("peaspetsialist")) == f"<w:p>{went('juhataja')}{came('peaspetsialist')}</w:p>"


def test_each_piece_keeps_its_looks_and_tabs_and_breaks_are_text() -> None:
    old = p(r("Hoiab ", looks=BOLD), r("vara<w:tab/>korras").replace("<w:tab/>", " </w:t><w:tab/><w:t>"))
    new = p(r("Hoiab ", looks=BOLD), r("oma", looks=BOLD), r(" vara\N{NO-BREAK SPACE}korras"))
    made = exact(docx(old), docx(new), outline)
    assert "<w:ins" in body(made)
    assert "<w:tab/>" in body(made)
    assert f'{BOLD}<w:t xml:space="preserve">oma' in body(made)


def test_a_paragraph_that_came_or_went_has_its_end_marked() -> None:
    one, other = p("Esimene asi."), p("Hoopis muu lugu.")
    came_in = f"<w:p>{END_CAME}{came('Hoopis muu lugu.')}</w:p>"
    assert marked(one + LAST, one + other + LAST) == xml(one + came_in + LAST)
    assert marked(one + other + LAST, one + LAST) == xml(
        one + f"<w:p>{END_WENT}{went('Hoopis muu lugu.')}</w:p>" + LAST
    )


def test_behind_the_last_paragraph_the_end_before_is_marked() -> None:
    one, other = p("Esimene asi."), p("Hoopis muu lugu.")
    last = f"<w:p>{came('Hoopis muu lugu.')}</w:p>"
    assert marked(one, one + other) == xml(p(r("Esimene asi."), looks=END_CAME) + last)
    went_last = last.replace("w:ins", "w:del").replace("w:t>", "w:delText>")
    assert marked(one + other, one) == xml(p(r("Esimene asi."), looks=END_WENT) + went_last)


@pytest.mark.parametrize(("old", "new"), [*ENDS, (["", "x"], ["uus", "x uus"]), (["a b", "x"], ["a b c", "d"])])
def test_no_insertions_meet_at_an_end_that_stays(old: list[str], new: list[str]) -> None:
    made = marked("".join(map(p, old)), "".join(map(p, new)))
    paragraphs = made.removesuffix("</w:p>").split("</w:p>")
    for one, other in pairwise(paragraphs):
        stays = "<w:pPr><w:rPr>" not in one
        assert not (stays and one.endswith("</w:ins>") and re.match("<w:p>(<w:pPr>.*?</w:pPr>)?<w:ins>", other))


def test_a_word_goes_and_comes_again_where_nothing_else_would_part_them() -> None:
    made = marked(p("Üks kaks.") + p("Kolm neli."), p("Üks kaks. Ja veel.") + p("Samuti Kolm neli."))
    assert f"{came(' Ja veel.')}</w:p><w:p>{went('Kolm')}{came('Samuti Kolm')}" in made
    made = marked(p("Üks kaks.") + "<w:p/>", p("Üks kaks. Ja veel.") + p("Kolm."))
    assert made == f"<w:p>{xml(r('Üks '))}{came('kaks. Ja veel.')}{went('kaks.')}</w:p><w:p>{came('Kolm.')}</w:p>"


def test_the_looks_of_a_paragraph_that_takes_over_an_end_can_be_had_back() -> None:
    made = marked(p("Esimene asi."), p("Esimene asi.") + p("Hoopis muu lugu.", looks=LIST))
    assert '<w:pStyle w:val="List"/><w:pPrChange><w:pPr/></w:pPrChange>' in made


def test_rows_and_tables_come_and_go_whole() -> None:
    a, b = (tr(f"{name} rida", f"{name} tulemus") for name in ("esimene", "teine"))
    c = tr("hoopis", "muu")
    for old, new, marks in ((a + c, a + b + c, 1), (a + b, b, 1), (a, a + b + c, 2), (a + b, c, 3)):
        made = marked(tbl(old) + LAST, tbl(new) + LAST)
        assert len(re.findall("<w:trPr><w:(?:ins|del)/></w:trPr>", made)) == marks
    whole = marked(p("enne") + LAST, p("enne") + tbl(a + b) + LAST)
    assert whole.count("<w:trPr><w:ins/></w:trPr>") == 2
    assert whole.count("<w:tbl>") == 1


def test_inside_a_row_that_stays_only_the_cell_is_marked() -> None:
    made = marked(
        tbl(tr("Andmete hoidmine", p("Andmed on korras.")), tr("x")) + LAST,
        tbl(tr("Andmete hoidmine", p("Andmed on korras.") + p("Vead on parandatud.")), tr("x")) + LAST,
    )
    assert "trPr" not in made
    assert made.count("<w:ins>") == 1
    assert made.count(END_CAME) == 1


def test_a_table_in_place_of_another_is_one_table() -> None:
    looks = tbl().partition("<w:tblGrid>")[0]
    made = marked(tbl(tr("Koht", "tallinn")) + LAST, tbl(tr("Aeg", "hommik", "õhtu")) + LAST)
    assert made.count(xml(looks)) == made.count("<w:tbl>") == 1


def test_headers_and_footers_are_marked_too() -> None:
    old, new = (docx(LAST, header=p(f"Kehtib {day}"), footer=p("jalus")) for day in ("01.03.2026", "01.07.2026"))
    made = exact(old, new, outline)
    parts = tools.raw_parts(made)
    assert b"w:delText" in parts["word/header.xml"]
    assert parts["word/document.xml"] == tools.raw_parts(new)["word/document.xml"]
    assert parts["word/footer.xml"] == tools.raw_parts(new)["word/footer.xml"]


def test_a_field_comes_and_goes_whole() -> None:
    made = exact(docx(p("lk ", field(" PAGE "))), docx(p("lk ", field(" PAGE ", " \\* ROMAN "))), outline)
    gone, here = re.search(r"<w:del .*?</w:del>", body(made)), re.search(r"<w:ins .*?</w:ins>", body(made))
    for found, name in ((gone, "delInstrText"), (here, "instrText")):
        assert found is not None
        assert found[0].count("w:fldChar ") == 3
        assert f"<w:{name} " in found[0]


def test_marks_have_numbers_of_their_own() -> None:
    bookmark = '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'
    old, new = (docx(p(bookmark, text) + p("x"), header=p(text)) for text in ("vana lugu", "uus lugu"))
    made = exact(old, new)
    numbers = re.findall(rb'<w:(?:ins|del) w:id="(\d+)"', b"".join(tools.raw_parts(made).values()))
    assert len(numbers) == len(set(numbers)) == 4
    assert b"1" not in numbers


def test_the_author_is_written_as_text_that_xml_can_hold() -> None:
    made = redline(docx(p("a")), docx(p("b")), author='"M" <&>\x01' + "x" * 300, moment=MOMENT)
    [name] = set(re.findall('w:author="([^"]*)"', tools.raw_parts(made)["word/document.xml"].decode()))
    assert unescape(name) == '"M" <&>' + "x" * 248


def test_what_is_changed_is_stored_and_the_rest_packed_as_it_was() -> None:
    old, new = (docx(p(text) + p("x"), header=p("päis")) for text in ("vana", "uus"))
    made = redline(old, new, author=AUTHOR, moment=MOMENT)
    before, after = open_package(new), open_package(made)
    assert list(before) == list(after)
    assert [name for name in after if after[name] != before[name]] == ["word/document.xml"]
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert package.getinfo("word/document.xml").compress_type == zipfile.ZIP_STORED
    assert made == redline(old, new, author=AUTHOR, moment=MOMENT)


def test_what_is_no_document_is_refused() -> None:
    for old, new in ((b"", docx(p("a"))), (docx(p("a")), b"PK")):
        with pytest.raises(NotWord):
            redline(old, new, author=AUTHOR, moment=MOMENT)


def test_a_thousand_rows_against_a_thousand_others() -> None:
    old, new = (
        [tr(f"{name} {number} rida", f"{number * 7 % 50}") for number in range(1000)] for name in ("see", "too")
    )
    before, after = docx(tbl(*old) + LAST), docx(tbl(*reversed(new)) + LAST)
    exact(before, after)


def test_parts_that_only_one_document_has_are_the_new_one_s() -> None:
    bare, with_header = docx(p("a")), docx(p("a"), header=p("päis"))
    for old, new in ((bare, with_header), (with_header, bare)):
        made = redline(old, new, author=AUTHOR, moment=MOMENT)
        assert texts(accepted(made)) == texts(new)
        assert texts(rejected(made))["word/document.xml"] == ["a"]


# -- the sample positions


@pytest.fixture(scope="module", params=LAYOUTS)
def versions(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """A position before and after its editor's work."""
    old, new = (
        printed(tmp_path_factory.mktemp("sisu") / "x", request.param, ["jurist"], edit=edit) for edit in (False, True)
    )
    return old["jurist"], new["jurist"]


def test_an_edited_position_is_marked_where_it_was_edited(versions: tuple[bytes, bytes]) -> None:
    made = body(exact(*versions, outline))
    assert '<w:delText xml:space="preserve">kolme</w:delText>' in made
    assert '<w:t xml:space="preserve">viie</w:t>' in made
    assert len(re.findall(r"<w:trPr>(?:(?!</w:trPr>).)*<w:ins ", made)) == 1
    unmarked = re.sub(r"<w:(ins|del) .*?</w:\1>", "", made)
    assert "Andmekaitse Inspektsioonile teatatud 72 tunni jooksul" in unmarked


def test_word_has_nothing_to_mend(versions: tuple[bytes, bytes]) -> None:
    old, new = versions
    for one, other in ((old, new), (new, old)):
        assert tools.validate(exact(one, other)) == []


@pytest.mark.needs("ooxml-validator")
def test_microsoft_s_own_validator_has_nothing_to_say(
    versions: tuple[bytes, bytes], tmp_path: Path, tool: Callable[[str], str]
) -> None:
    file = tmp_path / "muudatused.docx"
    file.write_bytes(exact(*versions))
    assert tools.validate_with_sdk([file], tool("ooxml-validator")) == [[]]
