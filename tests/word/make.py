"""Word files put together from strings of XML, each a line or two in a test; what is made of them."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from lxml import etree

from jdflow.language import Voice
from jdflow.sandbox.word import Many, Record
from jdflow.word.properties import About
from jdflow.word.template import compile_template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jdflow.problems import Problem
    from jdflow.sandbox.word import Kind, Value
    from jdflow.word.template import Template

PATH = "templates/proov.docx"
ENGLISH = Voice("en")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'

TEXTS = Many("text")
# The fields of the trial templates: one of each kind, with names from the real form.
FIELDS: dict[str, Kind] = {
    "ametinimetus": "text",
    "täpsustus": "text",
    "eesmärk": "text",
    "ametnik": "flag",
    "teenistuja": Record({"nimetav": "text", "omastav": "text"}),
    "õigused": TEXTS,
    "vastutus": TEXTS,
    "ülesanded": Many(Record({"ülesanne": "text", "sh": TEXTS, "tulemused": TEXTS})),
    "nõuded": Record({"haridus": TEXTS, "keeleoskus": Many(Record({"keel": "text", "tase": "text"}))}),
}
VALUES: dict[str, Value] = {
    "ametinimetus": "peaspetsialist",
    "täpsustus": "",
    "eesmärk": "Eesmärk on selge.",
    "ametnik": True,
    "teenistuja": {"nimetav": "ametnik", "omastav": "ametniku"},
    "õigused": ["esimene", "teine", "kolmas"],
    "vastutus": [],
    "ülesanded": [
        {"ülesanne": "koostab", "sh": ["a", "b"], "tulemused": ["valmis"]},
        {"ülesanne": "haldab", "sh": [], "tulemused": ["korras", "olemas"]},
    ],
    "nõuded": {"haridus": ["Kõrgharidus."], "keeleoskus": [{"keel": "eesti keel", "tase": "C1"}]},
}
ABOUT = About("Ametijuhend: peaspetsialist", "Näidisamet", "2026-03-01T09:30:00Z", {"jdflow.id": "peaspetsialist"})


def t(text: str) -> str:
    """A text, written so that its blanks count."""
    return f'<w:t xml:space="preserve">{text}</w:t>'


def r(*texts: str, looks: str = "") -> str:
    """A run; what begins with `<` stands in it as it is."""
    return f"<w:r>{looks}{''.join(text if text.startswith('<') else t(text) for text in texts)}</w:r>"


def p(*runs: str, looks: str = "") -> str:
    """A paragraph, each text a run of its own; what begins with `<` stands in it as it is."""
    return f"<w:p>{looks}{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def tc(*content: str) -> str:
    """A cell; a text in it is a paragraph."""
    inner = "".join(one if one.startswith("<") or not one.strip() else p(one) for one in content)
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{inner}</w:tc>'


def tr(*cells: str) -> str:
    """A row; what is no cell becomes one."""
    return f"<w:tr>{''.join(cell if cell.startswith('<w:tc>') else tc(cell) for cell in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """A table."""
    looks = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid>'
    return f"<w:tbl>{looks}{''.join(rows)}</w:tbl>"


def sdt(*content: str, looks: str = "") -> str:
    """A content control."""
    return f"<w:sdt><w:sdtPr>{looks}</w:sdtPr><w:sdtContent>{''.join(content)}</w:sdtContent></w:sdt>"


def field(*instruction: str, result: str = "1") -> str:
    """A field of Word as runs, its instruction in pieces; one that begins with `<` stands as it is."""
    pieces = [
        one if one.startswith("<") else f'<w:r><w:instrText xml:space="preserve">{one}</w:instrText></w:r>'
        for one in instruction
    ]
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{which}"/></w:r>' for which in ("begin", "separate", "end")
    )
    return f"{begin}{''.join(pieces)}{separate}{r(result)}{end}"


def picture(number: int = 1, of: str = "rId90") -> str:
    """A run with a picture."""
    uri = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/>'
        f'<wp:docPr id="{number}" name="vapp"/><a:graphic><a:graphicData uri="{uri}">'
        f'<pic:pic xmlns:pic="{uri}"><pic:nvPicPr><pic:cNvPr id="0" name="vapp.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{of}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9525" cy="9525"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def text_box(*content: str) -> str:
    """A run with a text box as Word writes it: its content stands twice, for new and for old programs."""
    inner = "".join(content)
    uri = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        '<wp:extent cx="900000" cy="900000"/><wp:docPr id="5" name="kast"/><a:graphic>'
        f'<a:graphicData uri="{uri}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f'<v:rect style="width:70pt;height:70pt"><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:rect>'
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63680000008200815e4d9f4b"
    "0000000049454e44ae426082"
)


def part(root: str, *content: str) -> str:
    """A part of text, its outermost element named: `w:hdr`."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<{root} {NAMESPACES}>{"".join(content)}</{root}>'


def parts_of(
    *body: str,
    section: str = SECTION,
    relations: Mapping[str, tuple[str, str]] | None = None,
    further: Mapping[str, str | bytes] | None = None,
    kinds: Mapping[str, str] | None = None,
    **margins: str,
) -> dict[str, bytes]:
    """The parts of a document.

    `relations` names what the document is related to: id → (kind, target), where a target that begins with `!` lies
    outside. `margins` are headers and footers by type: `header_first=p("päis")`. `further` are parts added or put
    in the place of others, `kinds` the content types of further parts.
    """
    related = dict(relations or {})
    texts: dict[str, str | bytes] = {}
    overrides = {"word/document.xml": f"{KIND}.document.main+xml", **(kinds or {})}
    references = ""
    for name, content in margins.items():
        kind, _, which = name.partition("_")
        root = {"header": "w:hdr", "footer": "w:ftr"}[kind]
        texts[f"word/{name}.xml"] = part(root, content)
        overrides[f"word/{name}.xml"] = f"{KIND}.{kind}+xml"
        related[name] = (kind, f"{name}.xml")
        references += f'<w:{kind}Reference w:type="{which or "default"}" r:id="{name}"/>'
    last = section.replace("<w:sectPr>", f"<w:sectPr>{references}")
    document = part("w:document", "<w:body>", *body, last, "</w:body>")
    entries = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    defaults = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>'
        for ending, kind in {
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": "application/xml",
            "png": "image/png",
            "bin": "application/octet-stream",
        }.items()
    )
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}">{defaults}{entries}</Types>',
        "_rels/.rels": rels({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": rels(related),
        **texts,
        **(further or {}),
    }
    return {name: text.encode() if isinstance(text, str) else text for name, text in made.items()}


def rels(related: Mapping[str, tuple[str, str]]) -> str:
    """A part of relationships; a kind without a colon is one of Office's."""
    entries = ""
    for id, (kind, target) in related.items():
        full = kind if ":" in kind else f"{OFFICE}/{kind}"
        mode = ' TargetMode="External"' if target.startswith("!") else ""
        entries += f'<Relationship Id="{id}" Type="{full}" Target="{target.removeprefix("!")}"{mode}/>'
    return f'<Relationships xmlns="{RELATIONSHIPS}">{entries}</Relationships>'


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The file that holds the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def docx(*body: str, **further: object) -> bytes:
    """A document, as `parts_of` makes it."""
    return packed(parts_of(*body, **further))  # type: ignore[arg-type]


def problems(template: bytes | str, fields: Mapping[str, Kind] | None = None) -> list[Problem]:
    """What is wrong with a template, or with one of that body."""
    data = docx(template) if isinstance(template, str) else template
    compiled = compile_template(PATH, data, FIELDS if fields is None else fields)
    errors = [problem for problem in compiled.problems if problem.severity == "error"]
    assert (compiled.template is None) == bool(errors)
    return compiled.problems


def codes(template: bytes | str) -> list[str]:
    """The codes of what is wrong."""
    return [problem.rule.code for problem in problems(template)]


def said(problem: Problem) -> str:
    """A problem as it is told."""
    return ENGLISH(problem.message)


def refused(data: bytes) -> str:
    """Why a file is no Word document that could be used."""
    [problem] = problems(data)
    assert problem.rule.code == "JD602", said(problem)
    return said(problem).removeprefix("This template cannot be used: ").removesuffix(".")


def template(data: bytes, *, fields: Mapping[str, Kind] | None = None, draft: bool = False) -> Template:
    """The template, which must be sound."""
    compiled = compile_template(PATH, data, FIELDS if fields is None else fields, draft=draft)
    assert compiled.template is not None, [said(problem) for problem in compiled.problems]
    return compiled.template


def filled(data: bytes | str, values: Mapping[str, Value] | None = None, *, draft: bool = False) -> bytes:
    """The document that a template, or one of that body, comes to; the values lie over the usual ones."""
    ready = template(docx(data) if isinstance(data, str) else data, draft=draft)
    return ready.fill({**VALUES, **(values or {})}, ABOUT).data


def body(document: bytes) -> str:
    """What stands in a document's body before its last section, without declarations of namespaces."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    text = etree.tostring(root[0], encoding="unicode", with_tail=False)
    inner = re.sub(r' xmlns:\w+="[^"]*"', "", text).removeprefix("<w:body>").removesuffix("</w:body>")
    return re.sub(r"<w:sectPr>.*?</w:sectPr>$", "", inner)


def xml(text: str) -> str:
    """A body's XML as short as it can be said: no blanks kept, no looks of cells and tables."""
    short = re.sub(r' xml:space="preserve"|<w:(tcPr|tblPr|tblGrid|sdtPr)>.*?</w:\1>|<w:sdtPr/>', "", text)
    return re.sub(r"<w:t></w:t>", "<w:t/>", short)


def lines(document: bytes, name: str = "word/document.xml") -> list[str]:
    """The paragraphs of a part, breaks as line ends and tabs as tabs; those of a text box after the one around it."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        root = etree.fromstring(package.read(name))
    found = dict.fromkeys(root.iter(f"{{{W}}}p"), "")
    signs = {f"{{{W}}}br": "\n", f"{{{W}}}tab": "\t"}
    for element in root.iter(f"{{{W}}}t", *signs):
        holder = next(element.iterancestors(f"{{{W}}}p"))
        run = element.getparent()
        if run is not None and run.tag == f"{{{W}}}r":
            found[holder] += signs.get(str(element.tag), element.text or "")
    return list(found.values())


def bare_zip(entries: list[tuple[bytes, bytes, dict[str, int]]]) -> bytes:
    """A zip file whose entries say of themselves what they are told to: size, packed, crc, flags, method, offset."""
    out, index = b"", b""
    for name, data, lies in entries:
        facts = {
            "flags": 0,
            "method": 0,
            "crc": zlib.crc32(data),
            "packed": len(data),
            "size": len(data),
            "offset": len(out),
            **lies,
        }
        sizes = (facts["crc"], facts["packed"], facts["size"], len(name))
        common = (facts["flags"], facts["method"], 0, 0x21, *sizes, 0)
        index += struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, *common, 0, 0, 0, 0, facts["offset"]) + name
        out += struct.pack("<4s5H3L2H", b"PK\3\4", 20, *common) + name + data
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(entries), len(entries), len(index), len(out), 0)
    return out + index + end
