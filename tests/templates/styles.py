"""The styles of a template, as Word keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.templates.looks import WIDTH

if TYPE_CHECKING:
    from tests.templates.looks import Look

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OF_WORD = {"Title", "heading 1", "heading 2", "heading 3", "Body Text", "List Bullet", "header", "footer"}
_KEEP = "<w:keepNext/><w:keepLines/>"
_STRONG = "<w:b/><w:bCs/>"
_SIDES = f'<w:tabs><w:tab w:val="right" w:pos="{WIDTH}"/></w:tabs>'


class _Style(NamedTuple):
    """A style of paragraphs: how it lies, its letters, the style it is made of, the one that follows it."""

    id: str
    name: str
    paragraph: str = ""
    letters: str = ""
    base: str = "Normal"
    after: str = ""
    shown: bool = True


def styles(look: Look) -> str:
    """The part styles.xml."""
    paragraphs = (*_headings(look), *_text(look), *_cells(look), *_signatures(), *_margins())
    return (
        f'<w:styles xmlns:w="{WORDS}">{_defaults(look)}'
        # All of Word's own styles that are not listed here stay out of sight.
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" '
        f'w:defQFormat="0" w:count="376"/>{_BASIC}{"".join(map(_written, paragraphs))}{_tables()}</w:styles>'
    )


def _defaults(look: Look) -> str:
    name = look.font.name
    fonts = "".join(f' w:{script}="{name}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{fonts}/>{_size(look.size)}"
        '<w:lang w:val="et-EE" w:eastAsia="et-EE" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_spacing(0, 0)}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


_BASIC = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:uiPriority w:val="10"/><w:qFormat/>'
    f"<w:rPr>{_STRONG}</w:rPr></w:style>"
)


def _headings(look: Look) -> tuple[_Style, ...]:
    title = f'{_KEEP}{_spacing(360, 240)}<w:jc w:val="{look.title_place}"/>'
    section = _KEEP + _numbered(1, 0) + _spacing(300, 100) + _outline(0)
    group = _KEEP + _spacing(160, 40) + _outline(1)
    name = _KEEP + _spacing(100, 20) + _outline(2)
    return (
        _Style("Title", "Title", title, _STRONG + _size(look.title), after="BodyText"),
        _Style("Heading1", "heading 1", section, _STRONG + _size(look.heading), after="BodyText"),
        _Style("Heading2", "heading 2", group, _STRONG, after="BodyText"),
        _Style("Heading3", "heading 3", name, f"{_STRONG}<w:i/><w:iCs/>", after="ListBullet"),
    )


def _text(look: Look) -> tuple[_Style, ...]:
    note = f'<w:keepLines/>{_spacing(0, 20)}<w:ind w:left="4820"/>'
    return (
        _Style("BodyText", "Body Text", _spacing(0, 60, look.leading)),
        # What the signatures follow goes with them to the next page, so that they do not stand there alone.
        _Style("Muutmine", "Muutmine", _KEEP, base="BodyText"),
        _Style("Viimanelause", "Viimane lause", _spacing(280, 0, look.leading), base="Muutmine"),
        _Style("Seotudloik", "Seotud lõik", _KEEP, base="BodyText", after="BodyText"),
        _Style("Loendisissejuhatus", "Loendi sissejuhatus", _KEEP + _spacing(120, 60), after="ListBullet"),
        _Style("ListBullet", "List Bullet", _numbered(2, 0) + _spacing(0, 40, look.leading)),
        _Style("Seotudtapp", "Seotud täpp", _KEEP, base="ListBullet", after="ListBullet"),
        _Style("Kinnitusmarge", "Kinnitusmärge", note, _size(look.small)),
    )


def _cells(look: Look) -> tuple[_Style, ...]:
    small, close = _size(look.small), _spacing(0, 20)
    gap, end = (f'<w:spacing w:before="0" w:after="0" w:line="{high}" w:lineRule="exact"/>' for high in (160, 20))
    return (
        _Style("Tabelitekst", "Tabeli tekst", _spacing(0, 40), small),
        _Style("Tabelipais", "Tabeli päis", "<w:keepNext/>", _STRONG, base="Tabelitekst"),
        _Style("Tabelisilt", "Tabeli silt", "", _STRONG, base="Tabelitekst"),
        _Style("Nummerdatudpunkt", "Nummerdatud punkt", _numbered(1, 1) + close, small),
        # Its number comes with the style it is made of; said again here, LibreOffice would drop it.
        _Style("Nummerdatudsilt", "Nummerdatud silt", "<w:keepNext/>", _STRONG, base="Nummerdatudpunkt"),
        _Style("Tabelitapploend", "Tabeli täpploend", _numbered(3, 0) + close, small),
        _Style("Tabelialaloend", "Tabeli alaloend", _numbered(3, 1) + close, small),
        _Style("Tabelivahe", "Tabelivahe", gap, _size(8)),
        # So low that it never goes to a page of its own.
        _Style("Tabelilopp", "Tabelilõpp", end, _size(2)),
    )


def _signatures() -> tuple[_Style, ...]:
    heading = _KEEP + _spacing(480, 160) + _outline(0)
    return (
        _Style("Allkirjadepealkiri", "Allkirjade pealkiri", heading, _STRONG),
        _Style("Allkiri", "Allkiri", _KEEP + _spacing(0, 40)),
        _Style("Allkirjaalgus", "Allkirja algus", _spacing(560, 40), base="Allkiri", after="Allkiri"),
        _Style("Allkirjapool", "Allkirja pool", _spacing(0, 120), _STRONG, base="Allkiri", after="Allkiri"),
    )


def _margins() -> tuple[_Style, ...]:
    grey = '<w:color w:val="595959"/>' + _size(18)
    return (
        _Style("Header", "header", _SIDES, grey, shown=False),
        _Style("Footer", "footer", _SIDES, grey, shown=False),
        _Style("Mallikask", "Malli käsk", f"<w:keepNext/>{_spacing(0, 0)}", '<w:color w:val="767676"/>' + _size(16)),
    )


def _tables() -> str:
    line = 'w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"'
    borders = "".join(f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    shaded = '<w:tblPr/><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/></w:tcPr>'
    parts = "".join(f'<w:tblStylePr w:type="{part}">{shaded}</w:tblStylePr>' for part in ("firstRow", "firstCol"))
    return "".join(
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{id_}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="20"/><w:qFormat/>'
        f"<w:tblPr>{table}</w:tblPr>{inner}</w:style>"
        for id_, name, table, inner in (
            (
                "Ametijuhenditabel",
                "Ametijuhendi tabel",
                f"<w:tblBorders>{borders}</w:tblBorders>{_inside(60, 100, 100)}",
                parts,
            ),
            ("Allkirjadetabel", "Allkirjade tabel", _inside(0, 0, 284), ""),
        )
    )


def _inside(high: int, left: int, right: int) -> str:
    sides = (("top", high), ("left", left), ("bottom", high), ("right", right))
    widths = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
    return f"<w:tblCellMar>{widths}</w:tblCellMar>"


def _written(style: _Style) -> str:
    own = "" if style.name in _OF_WORD else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.base}"/>'
        + (f'<w:next w:val="{style.after}"/>' if style.after else "")
        + ('<w:uiPriority w:val="1"/><w:qFormat/>' if style.shown else '<w:uiPriority w:val="99"/>')
        + (f"<w:pPr>{style.paragraph}</w:pPr>" if style.paragraph else "")
        + (f"<w:rPr>{style.letters}</w:rPr>" if style.letters else "")
        + "</w:style>"
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _spacing(before: int, after: int, line: int = 240) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _outline(level: int) -> str:
    return f'<w:outlineLvl w:val="{level}"/>'


def _numbered(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
