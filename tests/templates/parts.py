"""An empty Word file: all parts of a template but its body."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from tests.templates.looks import BOTTOM, LEFT, RIGHT, TOP
from tests.templates.styles import WORDS, styles
from tests.templates.theme import theme

if TYPE_CHECKING:
    from tests.templates.looks import Look

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
NAMES = f'xmlns:w="{WORDS}" xmlns:r="{OFFICE}"'
PARTS = ("styles", "numbering", "settings", "fontTable", "header", "footer", "theme")
# One number is one list of Word's: sections and what is numbered in them; bullets in the text; bullets in cells.
LISTS: tuple[tuple[tuple[str, str, str | None, int, int], ...], ...] = (
    (
        ("decimal", "%1.", "Heading1", 425, 425),
        ("decimal", "%1.%2", "Nummerdatudpunkt", 539, 539),
        ("decimal", "%1.%2.%3", None, 765, 765),
    ),
    (("bullet", "•", "ListBullet", 425, 283), ("bullet", "–", None, 709, 284)),
    (("bullet", "•", "Tabelitapploend", 227, 227), ("bullet", "–", "Tabelialaloend", 766, 227)),
)


def empty(look: Look) -> io.BytesIO:
    """A Word file with everything in it but a text."""
    content = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            (f"{OFFICE}/officeDocument", "word/document.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(),
        "word/document.xml": f"<w:document {NAMES}><w:body>{_section()}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(*((f"{OFFICE}/{name}", f"{name}.xml") for name in PARTS)),
        "word/styles.xml": styles(look),
        "word/numbering.xml": _numbering(look),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(look),
        "word/theme.xml": theme(look),
        "word/header.xml": f"<w:hdr {NAMES}>{_line('Header', _text('{{ asutus }}'))}</w:hdr>",
        "word/footer.xml": f"<w:ftr {NAMES}>{_line('Footer', _page_line())}</w:ftr>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in content.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}')
    return file


def _types() -> str:
    kinds = {name: f"{TYPE}{name}+xml" for name in PARTS} | {
        "document": f"{TYPE}document.main+xml",
        "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    }
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{overrides}</Types>"
    )


def _relations(*targets: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def _core() -> str:
    day = '<dcterms:{0} xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:{0}>'
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title>Ametijuhend</dc:title><dc:creator>jdflow</dc:creator><cp:lastModifiedBy>jdflow</cp:lastModifiedBy>"
        f"{day.format('created')}{day.format('modified')}<dc:language>et-EE</dc:language></cp:coreProperties>"
    )


def _section() -> str:
    header, footer = (PARTS.index(name) + 1 for name in ("header", "footer"))
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="rId{header}"/>'
        f'<w:footerReference w:type="default" r:id="rId{footer}"/><w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" w:left="{LEFT}" w:header="567" w:footer="567" '
        'w:gutter="0"/><w:cols w:space="708"/></w:sectPr>'
    )


def _settings() -> str:
    uri = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:settings {NAMES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="et-EE"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _fonts(look: Look) -> str:
    font = look.font
    return (
        f'<w:fonts {NAMES}><w:font w:name="{font.name}"><w:altName w:val="{font.instead}"/>'
        f'<w:panose1 w:val="{font.panose}"/><w:charset w:val="BA"/><w:family w:val="{font.family}"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _numbering(look: Look) -> str:
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="4A44{number:04X}"/>'
        f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="4A45{number:04X}"/>'
        + "".join(_level(depth, level, look.font.name) for depth, level in enumerate(levels))
        + "</w:abstractNum>"
        for number, levels in enumerate(LISTS, 1)
    )
    uses = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in range(1, len(LISTS) + 1)
    )
    return f"<w:numbering {NAMES}>{lists}{uses}</w:numbering>"


def _level(depth: int, level: tuple[str, str, str | None, int, int], font: str) -> str:
    kind, text, style, left, hanging = level
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    # A bullet without a font is turned into one of a font of signs when LibreOffice saves the file.
    letters = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/></w:rPr>' if kind == "bullet" else ""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{linked}<w:suff w:val="tab"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>{letters}</w:lvl>'
    )


def _page_line() -> str:
    title = _text("Ametijuhend: {{ ametinimetus }}{% if täpsustus %} {{ täpsustus }}{% endif %}")
    page = _text("lk\u00a0"), _field("PAGE"), _text("\u00a0/\u00a0"), _field("NUMPAGES")
    return f"{title}<w:r><w:tab/></w:r>{''.join(page)}"


def _line(style: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _text(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _field(code: str) -> str:
    marks = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        f'{marks.format("begin")}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f"{marks.format('separate')}<w:r><w:t>1</w:t></w:r>{marks.format('end')}"
    )
