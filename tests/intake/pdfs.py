"""The smallest PDFs: words at their places, lines, pictures; every letter half as wide as it is high."""

from __future__ import annotations

import textwrap
import zlib
from typing import NamedTuple

WIDE = 0.5
PITCH = 1.2
SIZE = 10
_A4 = (595, 842)
# What a PDF may hold besides its pages.
_ENCRYPTED = (
    b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a"
    b">/U<" + b"00" * 32 + b">>>"
)


class Look(NamedTuple):
    """How letters look; the font may be F, bold B, W for Wingdings, U that nobody can read."""

    size: float = 10
    font: str = "F"
    mode: int = 0


PLAIN, BOLD, TITLE, SIGN, UNSEEN = Look(), Look(font="B"), Look(12, "B"), Look(font="W"), Look(mode=3)


class Field(NamedTuple):
    """A field that was filled in, a note, a signature: its kind, what it says, whether it prints that."""

    box: tuple[int, int, int, int]
    value: str
    kind: str = "/Subtype/Widget/FT/Tx/T(a)"
    is_printed: bool = True


class Page:
    """A page that is drawn on."""

    def __init__(self, size: tuple[int, int] = _A4, *, extra: str = "") -> None:
        self.size = size
        self.extra = extra
        self.drawn: list[bytes] = []
        self.fields: list[Field] = []

    def put(self, x: float, y: float, text: str, look: Look = PLAIN) -> None:
        """One line of text."""
        shown = text.encode("cp1252").hex()
        self.drawn.append(f"BT {look.mode} Tr /{look.font} {look.size} Tf {x} {y} Td <{shown}> Tj ET".encode())

    def wrap(self, x: float, y: float, text: str, width: float) -> float:
        """Text set in a column, what follows a bullet set in; returns where the next line would stand."""
        letters, hang = int(width / SIZE / WIDE), 2 if text.startswith("•") else 0
        for number, line in enumerate(textwrap.wrap(text, letters, subsequent_indent=" " * hang)):
            self.put(x + (hang * SIZE * WIDE if number else 0), y, line.strip())
            y -= SIZE * PITCH
        return y

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A line that is drawn."""
        self.drawn.append(f"{x0} {y0} m {x1} {y1} l S".encode())

    def grid(self, xs: list[float], ys: list[float]) -> None:
        """A ruled table."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])

    def picture(self, x: float, y: float, width: float, height: float) -> None:
        """A grey picture."""
        shape = f"q {width} 0 0 {height} {x} {y} cm".encode()
        self.drawn.append(shape + b" BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q")

    def raw(self, drawn: bytes) -> None:
        """Whatever else the page shall do."""
        self.drawn.append(drawn)


def pdf(*pages: Page, objects: dict[str, bytes] | None = None, is_locked: bool = False, packed: bool = False) -> bytes:
    """The pages as a file; `objects` are further ones that its pages may name as XObjects."""
    made: list[bytes] = []

    def add(body: bytes) -> int:
        made.append(body)
        return len(made)

    catalog, tree = add(b""), add(b"")
    letters = b"/FirstChar 0/LastChar 255/Widths[" + b"500 " * 256 + b"]"
    fonts = b""
    for name, base, coding in (
        (b"F", b"Helvetica", b"/Encoding/WinAnsiEncoding"),
        (b"B", b"Helvetica-Bold", b"/Encoding/WinAnsiEncoding"),
        (b"W", b"Wingdings", b"/Encoding/WinAnsiEncoding"),
    ):
        number = add(b"<</Type/Font/Subtype/Type1/BaseFont/" + base + letters + coding + b">>")
        fonts += b"/%s %d 0 R" % (name, number)
    lone = add(_stream(b"/Type/CMap", _NOTHING_SAID))
    wide = add(
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/DW 500>>"
    )
    number = add(
        b"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+X/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
        % (wide, lone)
    )
    fonts += b"/U %d 0 R" % number
    further = b"".join(b"/%s %d 0 R" % (name.encode(), add(body)) for name, body in (objects or {}).items())
    kids = b""
    fields = b""
    for page in pages:
        notes = b""
        for field in page.fields:
            note = b"%d 0 R " % add(_field(field, add, fonts))
            notes += note
            fields += note if "/Widget" in field.kind else b""
        drawn = b"\n".join(page.drawn)
        content = add(_stream(b"/Filter/FlateDecode", zlib.compress(drawn, 9)) if packed else _stream(b"", drawn))
        kids += b"%d 0 R " % add(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R/Annots[%s]%s"
            b"/Resources<</Font<<%s>>/XObject<<%s>>>>>>"
            % (*page.size, content, notes, page.extra.encode(), fonts, further)
        )
    made[catalog - 1] = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]>>>>" % fields
    made[tree - 1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids)
    trailer = b"/ID[<00><00>]/Encrypt " + _ENCRYPTED if is_locked else b""
    return _file(made, trailer)


_NOTHING_SAID = b"/CIDInit /ProcSet findresource begin 1 begincmap endcmap end"


def _field(field: Field, add: object, fonts: bytes) -> bytes:
    shown = ""
    if field.is_printed:
        x0, y0, x1, y1 = field.box
        drawn = f"BT /F 10 Tf 0 2 Td ({field.value}) Tj ET".encode("cp1252")
        look = b"/Subtype/Form/BBox[0 0 %d %d]/Resources<</Font<<%s>>>>" % (x1 - x0, y1 - y0, fonts)
        shown = f"/AP<</N {add(_stream(look, drawn))} 0 R>>"  # type: ignore[operator]
    x = " ".join(map(str, field.box))
    return f"<</Type/Annot{field.kind}/F 4/Rect[{x}]/V({field.value})/Contents({field.value}){shown}>>".encode("cp1252")


def _stream(head: bytes, body: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(body), body)


def form(drawn: bytes, inner: str = "") -> bytes:
    """A form that a page may draw, and that may draw another."""
    further = f"/XObject<</{inner} {{}} 0 R>>".encode() if inner else b""
    return _stream(b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<<" + further + b">>", drawn)


def _file(made: list[bytes], trailer: bytes) -> bytes:
    result = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(made, 1):
        places.append(len(result))
        result += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(result)
    result += b"xref\n0 %d\n0000000000 65535 f \n" % (len(made) + 1)
    result += b"".join(b"%010d 00000 n \n" % place for place in places)
    return result + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(made) + 1, trailer, start)
