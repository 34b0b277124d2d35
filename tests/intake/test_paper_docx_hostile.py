"""Files that are no honest Word documents, or no Word documents at all: refused in words, and quickly."""

from __future__ import annotations

import random
import struct
from typing import TYPE_CHECKING

import pytest

from jdflow.intake import paper_docx_blocks, paper_docx_opened
from jdflow.intake.paper_docx import is_old_word, read_docx
from jdflow.intake.paper_docx_blocks import MOST_NESTED
from jdflow.model.paper import NoPaper
from tests.effort import growth
from tests.intake.papers import abstract, item, level, looks, num, outline, read, refusal, remarks, style, styled
from tests.word.make import KIND, SECTION, docx, field, p, packed, part, parts_of, r, sdt, tbl, tc, text_box, tr

if TYPE_CHECKING:
    from collections.abc import Callable

NO_FILE = "it is not a file that Word saved (.docx), or it is damaged"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
SOUND = parts_of(p("a"))
MAIN = "word/document.xml"


def old_file(*streams: str, looks: int = 0) -> bytes:
    """A file as Office wrote it before 2007: its directory, and behind it the first words of a document."""
    header = OLE + bytes(22) + struct.pack("<H", 9) + bytes(480)
    entries = b""
    for name in streams:
        raw = name.encode("utf-16-le")
        entry = raw.ljust(64, b"\0") + struct.pack("<H", len(raw) + 2)
        entries += entry.ljust(116, b"\0") + struct.pack("<I", 2) + bytes(8)
    return header + entries.ljust(1024, b"\0") + struct.pack("<H8xH", 0xA5EC, looks) + bytes(600)


PROTECTED = "it is protected with a password; open it in Word, take the password off and save it again"
OLD = "it is an old Word document (.doc); open it in Word or LibreOffice, save it as .docx"
RTF = "it is a document in Rich Text Format (RTF); open it in Word or LibreOffice, save it as .docx"
WEB = "it is a web page; open it in Word or LibreOffice, save it as .docx"
OLD_OTHER = "it is an old file of Office, but no Word document; save the job description as .docx or PDF"
OTHER = "it is a file of Office, but no Word document; save the job description as .docx or PDF"
REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", NO_FILE),
    "a photo": (bytes.fromhex("ffd8ffe000104a464946"), NO_FILE),
    "half a file": (packed(SOUND)[:-100], NO_FILE),
    "protected": (old_file("EncryptionInfo", "EncryptedPackage"), PROTECTED),
    "old": (old_file("WordDocument", "1Table"), OLD),
    "old and protected": (old_file("WordDocument", looks=0x100), PROTECTED),
    "old, but another": (old_file("Workbook"), OLD_OTHER),
    "old and cut off": (OLE, OLD_OTHER),
    "rich text": (b"{\\rtf1\\ansi Tere}", RTF),
    "a web page": (b"\xef\xbb\xbf\n<!DOCTYPE HTML><html><p>Tere", WEB),
    "a page of XHTML": (b'<?xml version="1.0"?>\n<HTML xmlns="x">', WEB),
    "a web archive": (b"MIME-Version: 1.0\n", WEB),
    "a spreadsheet": (packed({**SOUND, "[Content_Types].xml": SOUND["[Content_Types].xml"].replace(
        f"{KIND}.document".encode(), b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")}), OTHER),
    "another root": (packed({**SOUND, MAIN: part("w:hdr", p("a")).encode()}), "there is no text in it"),
    "no body": (packed({**SOUND, MAIN: part("w:document").encode()}), "there is no text in it"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_is_refused_in_words(data: bytes, why: str) -> None:
    assert refusal(data) == why


def test_only_an_old_document_that_others_can_open_is_one() -> None:
    assert is_old_word(REFUSED["old"][0])
    assert [name for name, (data, _) in REFUSED.items() if is_old_word(data)] == ["old"]
    assert not is_old_word(packed(SOUND))


def test_an_old_document_that_was_cut_off_is_still_one() -> None:
    whole = old_file("WordDocument")
    cut = [whole[:size] for size in range(512 + 66, len(whole), 7)]
    assert all(map(is_old_word, cut))


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "name", [MAIN, "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/header.xml"]
)
@pytest.mark.parametrize("begin", [BOMB, b'<!DOCTYPE x SYSTEM "file:///etc/passwd">', b"\0", b"<w:unended>"])
def test_xml_that_word_never_writes_is_refused_in_every_part(name: str, begin: bytes) -> None:
    related = {one: (one, f"{one}.xml") for one in ("styles", "numbering", "footnotes")}
    further = {f"word/{one}.xml": part(f"w:{one}") for one in related}
    parts = parts_of(p("a"), relations=related, further=further, header=p("b"))
    assert refusal(packed({**parts, name: begin + parts[name].split(b"\n", 1)[1]})) == (
        f"the XML of {name} is damaged, or holds what Word never writes"
    )


STYLES = {"s": ("styles", "styles.xml")}
BOLD = part("w:styles", style("Rasvane", "<w:rPr><w:b/></w:rPr>"))
STRICT = (
    (b"http://schemas.openxmlformats.org/wordprocessingml/2006", b"http://purl.oclc.org/ooxml/wordprocessingml"),
    (b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml/officeDocument"),
    (b"http://schemas.openxmlformats.org/drawingml/2006", b"http://purl.oclc.org/ooxml/drawingml"),
)


def strict(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The same in the strict form of the standard."""
    result = dict(parts)
    for name, data in parts.items():
        for usual, other in STRICT:
            result[name] = result[name].replace(usual, other)
            assert usual not in data or other in result[name]
    return result


def test_the_strict_form_of_the_standard_is_read_as_the_usual_one() -> None:
    """Whatever stands in it: styles, notes, headers, boxes; a text that only speaks of names stays as it is."""
    address = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = (p("a", looks=looks("Rasvane")), p(text_box(p("kast"))), p(f"vt {address}"), tbl(tr("b", "c")))
    parts = parts_of(*body, relations=STYLES, further={"word/styles.xml": BOLD}, header=p("päis"))
    [paper, usual] = [read_docx(packed(one)) for one in (strict(parts), parts)]
    assert paper == usual
    assert any(address in para.text for para in paper.paras())
    assert next(paper.paras()).bold == ((0, 1),)


@pytest.mark.parametrize("name", [MAIN, "word/styles.xml"])
def test_the_strict_form_hides_nothing_hostile(name: str) -> None:
    parts = strict(parts_of(p("a"), relations=STYLES, further={"word/styles.xml": BOLD}))
    parts[name] = BOMB + parts[name].split(b"\n", 1)[1]
    assert refusal(packed(parts)) == f"the XML of {name} is damaged, or holds what Word never writes"


def test_what_is_not_read_is_not_even_looked_at() -> None:
    further = {"word/theme/theme1.xml": BOMB, "word/vbaProject.bin": b"x", "word/comments.xml": BOMB}
    related = {"t": ("theme", "theme/theme1.xml"), "c": ("comments", "comments.xml"), "p": ("image", "../NULL")}
    assert read(p("a"), further=further, relations=related) == ["a"]


@pytest.mark.parametrize(
    "kind",
    [
        f"{KIND}.template.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_templates_and_files_with_macros_are_read(kind: str) -> None:
    assert read(p("a"), kinds={MAIN: kind}) == ["a"]


def test_the_text_may_have_any_name() -> None:
    parts = {name.replace("word/document", "tekst/üks"): data for name, data in SOUND.items()}
    for name in ("_rels/.rels", "[Content_Types].xml"):
        parts[name] = parts[name].replace(b"word/document", "tekst/üks".encode())
    assert outline(read_docx(packed(parts))) == ["a"]


def test_relations_with_strange_names_do_not_lead_astray() -> None:
    related = {'"/><x a="': ("styles", "styles.xml"), "&amp;": ("header", "h.xml"), "&lt;": ("header", "h.xml")}
    broken = {"word/styles.xml": part("w:styles"), "word/h.xml": part("w:hdr", p("päis"))}
    escaped = {id.replace('"', "&quot;").replace("><", "&gt;&lt;"): one for id, one in related.items()}
    section = SECTION.replace(
        "<w:sectPr>", '<w:sectPr><w:headerReference r:id="&amp;"/><w:headerReference r:id="&lt;"/>'
    )
    paper = read_docx(docx(p("a"), relations=escaped, further=broken, section=section))
    assert [para.text for para in paper.margins] == ["päis"]


def test_a_document_may_be_its_own_style() -> None:
    further = {"relations": {"s": ("styles", "document.xml"), "f": ("footnotes", "document.xml")}}
    assert read(p("a"), **further) == ["a"]


# -- bounds


def test_more_pieces_than_any_document_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_docx_blocks, "MOST_PIECES", 20)
    assert read(*[p("a")] * 20) == ["a"] * 20
    for body in (p("a") * 21, tbl(tr(*"abcdefghijk")), f"<w:tbl><w:tr>{wide(10_000_000)}</w:tr></w:tbl>"):
        assert refusal(docx(body)) == "it has more than 20 paragraphs and cells, as no job description has"


@pytest.mark.parametrize("name", [MAIN, "word/styles.xml"])
def test_more_text_than_any_document_has_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    parts = parts_of(p("a"), **styled())  # type: ignore[arg-type]
    monkeypatch.setattr(paper_docx_opened, "MOST_TEXT", 2 * 1024 * 1024)
    assert refusal(packed({**parts, name: parts[name] + b" " * 1024 * 1024})) == ""
    said = "its text alone is larger than 2 MiB, as that of no job description is"
    assert refusal(packed({**parts, name: parts[name] + b" " * 2 * 1024 * 1024})) == said


def wide(columns: int) -> str:
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>{p("a")}</w:tc>'


def test_a_cell_spans_no_more_columns_than_word_has() -> None:
    assert read(f"<w:tbl><w:tr>{wide(999_999_999)}</w:tr></w:tbl>") == ["a" + " | " * 63]


def nested(deep: int) -> str:
    body = p("sügav")
    for _ in range(deep):
        body = tbl(tr(tc(body, p(""))))
    return body


def test_tables_nest_as_deep_as_people_nest_them() -> None:
    assert read(nested(MOST_NESTED)) == ["sügav"]
    assert (
        refusal(docx(nested(MOST_NESTED + 1)))
        == f"more than {MOST_NESTED} tables stand inside each other; copy the text into a new document"
    )


def test_what_nests_deeper_than_xml_may_is_refused() -> None:
    assert refusal(docx("<w:sdt><w:sdtContent>" * 200 + p("a") + "</w:sdtContent></w:sdt>" * 200)).startswith(
        "the XML of"
    )
    boxes = p("a")
    for _ in range(17):
        boxes = p("b", text_box(boxes).partition("<mc:Fallback>")[0] + "</mc:AlternateContent></w:r>")
    assert read(boxes) == ["b"] * 17 + ["a"]


MANY = 20_000


def framed(style: str) -> str:
    """A table of that style."""
    look = f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblLook w:val="04A0"/>'
    return tbl(tr("a", "b")).replace("<w:tblPr>", look)


SLOW: dict[str, Callable[[], bytes]] = {
    "rows": lambda: docx(tbl(*[tr("a", "b")] * (MANY // 4))),
    "a wide row": lambda: docx(tbl(tr(*["a"] * MANY))),
    "runs": lambda: docx(p(*["a"] * MANY)),
    "bold runs": lambda: docx(p(*(r("a", looks="<w:rPr><w:b/></w:rPr>") for _ in range(MANY)))),
    "breaks": lambda: docx(p(r("<w:br/>" * MANY, looks="<w:rPr><w:b/></w:rPr>"))),
    "open fields": lambda: docx(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * MANY)),
    "nested fields": lambda: docx(p(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * MANY + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' * MANY)),
    "fields": lambda: docx(*[p(field("PAGE"))] * (MANY // 4)),
    "paragraphs that go on": lambda: docx(p("a", looks=looks(further='<w:rPr><w:del w:id="1"/></w:rPr>')) * MANY),
    "deleted text": lambda: docx(p('<w:del w:id="1"><w:r><w:delText>a</w:delText></w:r></w:del>' * MANY)),
    "styles upon styles": lambda: docx(p("a", looks=looks("s0")), **styled(
        *(style(f"s{number}", on=f"s{number + 1}") for number in range(MANY)))),
    "lists": lambda: docx(*(p("a", looks=item(number)) for number in range(1, MANY // 4)), **styled(
        numbering=abstract(0, level(0, "%1" * 30)) + "".join(num(number, 0) for number in range(1, MANY // 4)))),
    "a note for everybody": lambda: docx(
        p(*['<w:r><w:footnoteReference w:id="1"/></w:r>'] * MANY), relations={"f": ("footnotes", "f.xml")},
        further={"word/f.xml": part("w:footnotes", f'<w:footnote w:id="1">{p("a" * 100_000)}</w:footnote>')}),
    "notes": lambda: docx(
        p(*(f'<w:r><w:footnoteReference w:id="{one}"/></w:r>' for one in range(MANY))),
        relations={"f": ("footnotes", "f.xml")},
        further={"word/f.xml": part("w:footnotes", *(
            f'<w:footnote w:id="{one}">{p("a")}</w:footnote>' for one in range(MANY)))}),
    "sections": lambda: docx(
        p(looks='<w:pPr><w:sectPr><w:headerReference r:id="header"/></w:sectPr></w:pPr>') * MANY,
        header=p("a" * 100_000)),
    "a footer of dots": lambda: docx(p("a"), footer=p("." * 500_000 + "x") + p("st" * 200_000) + p("1." * 200_000)),
    "styles of tables": lambda: docx(
        *(framed(f"s{number}") for number in range(MANY // 20)),
        **styled(*(style(f"s{number}", on=f"s{number + 1}", kind="table") for number in range(MANY)))),
    "tables in tables of one column": lambda: docx(tbl(*[tr(tc(tbl(tr("a", "b"))))] * (MANY // 8))),
    "prompts": lambda: docx(*[p(sdt(r("a"), looks="<w:showingPlcHdr/>"))] * (MANY // 4)),
    "prompts in prompts": lambda: docx(p(
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" * 60 + r("a") * MANY
        + "</w:sdtContent></w:sdt>" * 60)),
    "alternates": lambda: docx(p(*[text_box(p("a"))] * (MANY // 20))),
}  # fmt: skip


@pytest.mark.parametrize("make", SLOW.values(), ids=SLOW.keys())
def test_the_work_grows_with_the_size_alone(make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    large = make()
    monkeypatch.setitem(globals(), "MANY", MANY // 4)
    small = make()
    assert growth(read_docx, small, large) < 5


def test_a_damaged_file_is_read_or_refused() -> None:
    chance = random.Random(6)  # noqa: S311 (damage, the same each time)
    parts = parts_of(
        p("a", field(" PAGE "), looks=item(1)), tbl(tr("b", tbl(tr("c")) + p(""))), p(text_box(p("d"))),
        **styled(style("heading 1"), numbering=abstract(0, level(0, "%1.")) + num(1, 0), header=p("e")),  # type: ignore[arg-type]
    )  # fmt: skip
    outcomes = set()
    for _ in range(400):
        name = chance.choice([MAIN, "word/styles.xml", "word/numbering.xml", "[Content_Types].xml", "_rels/.rels"])
        text = parts[name]
        at, size = chance.randrange(len(text)), chance.randrange(40)
        other = chance.choice([b"", text[size * 2 : size * 3], b"w:val=", b"-1", b"99999999999", b"<w:p>", b"</w:p>"])
        try:
            read_docx(packed({**parts, name: text[:at] + other + text[at + size :]}))
            outcomes.add("read")
        except NoPaper as error:
            outcomes.add("refused" if error.why.text else "refused without a word")
    assert outcomes == {"read", "refused"}


def test_remarks_stay_few_however_much_there_is() -> None:
    hidden = [p(r(f"sala {number}", looks="<w:rPr><w:vanish/></w:rPr>")) for number in range(1000)]
    assert len(remarks(docx(*hidden))) == 21
