"""Tracked changes accepted or rejected as the standard tells (ISO/IEC 29500-1, 17.13.5), and what is then left.

Nothing here knows how changes are written; where the standard leaves room, it is as Word does it.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
POINTS = {f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}permStart"}
GONE = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}
CHANGES = ("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange")
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
TEXTS = ("document.xml", "header", "footer", "footnotes.xml", "endnotes.xml")


class Paragraph(NamedTuple):
    """A paragraph: its text, how it looks, and each stretch of text of one look."""

    text: str
    looks: str
    stretches: tuple[tuple[str, str], ...]


class Table(NamedTuple):
    """A table: rows of cells of paragraphs and tables."""

    rows: tuple[tuple[tuple[Paragraph | Table, ...], ...], ...]


Outline: TypeAlias = "dict[str, tuple[Paragraph | Table, ...]]"


def accepted(document: bytes) -> bytes:
    """The document after all its changes were accepted."""
    return _judged(document, keep="ins", drop="del")


def rejected(document: bytes) -> bytes:
    """The document after all its changes were rejected."""
    return _judged(document, keep="del", drop="ins")


def outline(document: bytes) -> Outline:
    """Each part's paragraphs and tables, as far as they hold any."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        for name in package.namelist():
            if _is_text(name):
                root = etree.fromstring(package.read(name))
                body = root.find(f"{W}body")
                found[name] = tuple(_content(root if body is None else body))
    return found


def texts(document: bytes) -> dict[str, list[object]]:
    """The same with nothing but texts: tables are lists of rows, rows of cells, cells of paragraphs."""
    return {name: [_text(one) for one in held] for name, held in outline(document).items()}


def _text(one: Paragraph | Table) -> object:
    if isinstance(one, Paragraph):
        return one.text
    return [[[_text(inner) for inner in cell] for cell in row] for row in one.rows]


def _is_text(name: str) -> bool:
    folder, _, file = name.rpartition("/")
    return folder == "word" and file.startswith(TEXTS) and file.endswith(".xml")


def _judged(document: bytes, *, keep: str, drop: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as package, zipfile.ZipFile(out, "w") as made:
        for name in package.namelist():
            data = package.read(name)
            if _is_text(name):
                root = etree.fromstring(data)
                _judge(root, f"{W}{keep}", f"{W}{drop}")
                data = etree.tostring(root)
            made.writestr(name, data)
    return out.getvalue()


def _judge(root: etree._Element, keep: str, drop: str) -> None:
    _check(root)
    for row in [row for row in root.iter(f"{W}tr") if row.find(f"{W}trPr/{drop}") is not None]:
        _remove(row)
    for table in [table for table in root.iter(f"{W}tbl") if next(table.iter(f"{W}tr"), None) is None]:
        _remove(table)
    for change in list(root.iter(*(f"{W}{name}" for name in CHANGES))):
        _change(change, accept=keep == f"{W}ins")
    ends = [one for one in root.iter(f"{W}p") if one.find(f"{W}pPr/{W}rPr/{drop}") is not None]
    for mark in list(root.iter(keep, drop)):
        parent = mark.getparent()
        assert parent is not None
        at = parent.index(mark)
        parent[at : at + 1] = list(mark) if mark.tag == keep else []
    for element in root.iter(*GONE):
        element.tag = GONE[str(element.tag)]
    for paragraph in ends:
        _without_end(paragraph)
    for control in list(root.iter(f"{W}sdt")):
        held = control.find(f"{W}sdtContent")
        if (held is None or len(held) == 0) and control.getparent() is not None:
            _remove(control)


def _check(root: etree._Element) -> None:
    """That deleted text is where it belongs, and only there."""
    for name in ("t", "instrText"):
        for text in root.iter(f"{W}{name}"):
            run = text.getparent()
            assert run is not None
            assert run.getparent().tag != f"{W}del", "text that is not marked as deleted in what is"  # type: ignore[union-attr]
    for text in root.iter(*GONE):
        assert next(text.iterancestors(f"{W}del"), None) is not None, "deleted text outside of what was deleted"
    for mark in root.iter(f"{W}ins", f"{W}del"):
        assert {f"{W}id", f"{W}author", f"{W}date"} == set(mark.attrib), "a mark of nobody"
        assert next(mark.iterancestors(f"{W}ins", f"{W}del"), None) is None, "a mark inside another"


def _change(change: etree._Element, *, accept: bool) -> None:
    looks = change.getparent()
    assert looks is not None
    looks.remove(change)
    if not accept:
        kept = [child for child in looks if child.tag in {f"{W}rPr", f"{W}sectPr"} and looks.tag == f"{W}pPr"]
        looks[:] = [*change[0], *kept]


def _without_end(paragraph: etree._Element) -> None:
    """Joins the paragraph with the next one, whose end is then the end of both."""
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    following = paragraph.getnext()
    while following is not None and following.tag in POINTS:
        following = following.getnext()
    if following is not None and following.tag == f"{W}p":
        at = 1 if len(following) and following[0].tag == f"{W}pPr" else 0
        following[at:at] = content
        _remove(paragraph)
    elif next(paragraph.iter(f"{W}r", f"{W}oMath"), None) is None and (
        following is not None or not _is_last(paragraph)
    ):
        # Before a table there is nothing to join it with: it goes only if nothing is left of it.
        _remove(paragraph)


def _is_last(paragraph: etree._Element) -> bool:
    """Whether what it stands in would be left without a paragraph at its end."""
    parent = paragraph.getparent()
    assert parent is not None
    return parent.tag != f"{W}sdtContent"


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


# -- what is left


def _content(around: etree._Element) -> Iterator[Paragraph | Table]:
    for child in around:
        if child.tag == f"{W}p":
            yield _paragraph(child)
        elif child.tag == f"{W}tbl":
            yield Table(tuple(tuple(tuple(_content(cell)) for cell in _in(row, "tc")) for row in _in(child, "tr")))
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}footnote", f"{W}endnote"}:
            yield from _content(child)


def _in(around: etree._Element, name: str) -> Iterator[etree._Element]:
    for child in around:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent"}:
            yield from _in(child, name)


def _paragraph(paragraph: etree._Element) -> Paragraph:
    looks = paragraph.find(f"{W}pPr")
    own = [] if looks is None else [child for child in looks if child.tag not in {f"{W}rPr", f"{W}sectPr"}]
    stretches: list[tuple[str, str]] = []
    for text, look in _stretches(paragraph):
        if stretches and stretches[-1][1] == look:
            stretches[-1] = (stretches[-1][0] + text, look)
        elif text:
            stretches.append((text, look))
    return Paragraph("".join(text for text, _ in stretches), "".join(map(_xml, own)), tuple(stretches))


def _stretches(around: etree._Element) -> Iterator[tuple[str, str]]:
    for child in around:
        if child.tag == f"{W}r":
            looks = child.find(f"{W}rPr")
            look = "" if looks is None else "".join(map(_xml, looks))
            yield "".join(map(_said, child)), look
            yield from ((text, look) for inner in child.iter(f"{W}p") for text, _ in _stretches(inner))
        elif child.tag == f"{W}fldSimple":
            yield f"<begin>{{{child.get(f'{W}instr')}}}<separate>", ""
            yield from _stretches(child)
            yield "<end>", ""
        elif child.tag != f"{W}pPr":
            yield from _stretches(child)


def _said(element: etree._Element) -> str:
    name = etree.QName(element).localname
    if name == "t":
        return element.text or ""
    if name == "instrText":
        return f"{{{element.text}}}"
    if name == "fldChar":
        return f"<{element.get(f'{W}fldCharType')}>"
    return SIGNS.get(name, "") if element.get(f"{W}type") is None else f"<{name}>"


def _xml(element: etree._Element) -> str:
    return etree.tostring(element, method="c14n", exclusive=True).decode()
