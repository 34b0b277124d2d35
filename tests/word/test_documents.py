"""Documents as files: the same bytes everywhere, nothing of whoever made the template, words known again."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from hashlib import sha256
from typing import TYPE_CHECKING

import docx as python_docx
import pytest

from jdflow.word.package import open_package
from jdflow.word.words import content_digest
from tests.checkout import ROOT
from tests.word import tools
from tests.word.make import ABOUT, VALUES, bare_zip, filled, p, packed, parts_of, r, rels, t, template

if TYPE_CHECKING:
    from pathlib import Path

DYNAMIC = ["word/document.xml", "word/header.xml", "docProps/core.xml", "docProps/custom.xml"]
BODY = p("{{ ametinimetus }}") + p("{%p for x in õigused %}") + p("{{ x }}") + p("{%p endfor %}")
PARTS = parts_of(BODY, header=p("{{ eesmärk }}"), footer=p("jalus"), further={"word/media/õ.png": b"pilt" * 100})
PROPERTIES = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
ELSEWHERE = """
import sys
from hashlib import sha256
from pathlib import Path
from tests.word.make import ABOUT, VALUES, template
print(sha256(template(Path(sys.argv[1]).read_bytes()).fill(VALUES, ABOUT).data).hexdigest())
"""


def infos(data: bytes) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return package.infolist()


def test_another_process_makes_the_same_bytes(tmp_path: Path) -> None:
    file = tmp_path / "mall.docx"
    file.write_bytes(packed(PARTS))
    here = sha256(template(packed(PARTS)).fill(VALUES, ABOUT).data).hexdigest()
    for seed, zone, language in (("1", "Pacific/Kiritimati", "C"), ("4242", "America/New_York", "et_EE.UTF-8")):
        settings = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "LANG": language, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-c", ELSEWHERE, file],
            cwd=tmp_path,
            env={**os.environ, **settings},
            umask=0o077,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == here


def test_the_same_template_makes_the_same_bytes_again() -> None:
    ready = template(packed(PARTS))
    first = ready.fill(VALUES, ABOUT).data
    assert ready.fill({**VALUES, "ametinimetus": "muu"}, ABOUT).data != first
    assert ready.fill(VALUES, ABOUT).data == first


def test_the_order_of_a_templates_parts_is_no_matter() -> None:
    assert filled(packed(dict(reversed(PARTS.items())))) == filled(packed(PARTS))


def test_parts_stand_in_order_without_times_or_traces_of_a_machine() -> None:
    found = infos(filled(packed(PARTS)))
    names = [info.filename for info in found]
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert names[-4:] == DYNAMIC
    assert names[2:-4] == sorted(names[2:-4])
    for info in found:
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
        assert (info.create_system, info.external_attr, info.extra, info.comment) == (0, 0, b"", b"")
        assert info.flag_bits == (0 if info.filename.isascii() else 0x800)


def test_what_is_filled_in_is_stored_and_the_rest_packed_as_it_was() -> None:
    # Packed as no library would do it by itself.
    data = PARTS["word/footer.xml"]
    packer = zlib.compressobj(1, zlib.DEFLATED, -15, 1, zlib.Z_HUFFMAN_ONLY)
    odd = packer.compress(data) + packer.flush()
    facts = {"method": 8, "crc": zlib.crc32(data), "size": len(data)}
    flags = {name: {} if name.isascii() else {"flags": 0x800} for name in PARTS}
    entries = [(name.encode(), part, flags[name]) for name, part in PARTS.items() if name != "word/footer.xml"]
    made = filled(bare_zip([*entries, (b"word/footer.xml", odd, facts)]))
    assert open_package(made)["word/footer.xml"].packed == odd
    methods = {info.filename: info.compress_type for info in infos(made)}
    assert all(methods[name] == zipfile.ZIP_STORED for name in DYNAMIC)


def test_local_headers_say_what_the_index_says() -> None:
    made = filled(packed(PARTS))
    for info in infos(made):
        fields = struct.unpack_from("<4s5H3L2H", made, info.header_offset)
        assert fields[2:4] == (info.flag_bits, info.compress_type)
        assert fields[6:9] == (info.CRC, info.compress_size, info.file_size)


def with_properties() -> dict[str, bytes]:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Mari Maasikas</dc:creator>'
        "<cp:lastModifiedBy>Mari Maasikas</cp:lastModifiedBy></cp:coreProperties>"
    )
    picture = {"docProps/thumbnail.jpeg": b"Maasikas"}
    parts = parts_of(
        BODY,
        further={
            "docProps/core2.xml": core,
            "docProps/custom.xml": "<Properties/>",
            "docProps/app.xml": "<Properties><Manager>Mari Maasikas</Manager></Properties>",
            "word/people.xml": "<people>Mari Maasikas</people>",
            **picture,
        },
        kinds={
            "docProps/core2.xml": "application/vnd.openxmlformats-package.core-properties+xml",
            "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        },
    )
    parts["_rels/.rels"] = rels(
        {
            "rId1": ("officeDocument", "word/document.xml"),
            "rId2": (f"{PROPERTIES}/core-properties", "docProps/core2.xml"),
            "rId3": ("custom-properties", "docProps/custom.xml"),
            "rId4": (f"{PROPERTIES}/thumbnail", "docProps/thumbnail.jpeg"),
            "rId5": ("extended-properties", "docProps/app.xml"),
        }
    ).encode()
    people = "http://schemas.microsoft.com/office/2011/relationships/people"
    parts["word/_rels/document.xml.rels"] = rels({"rId1": (people, "people.xml")}).encode()
    return parts


def test_nothing_is_left_of_whoever_made_the_template() -> None:
    made = filled(packed(with_properties()))
    parts = tools.raw_parts(made)
    assert not any(b"Maasikas" in data for data in parts.values())
    assert not {"docProps/core2.xml", "docProps/thumbnail.jpeg", "docProps/app.xml", "word/people.xml"} & parts.keys()
    assert b"people" not in parts["word/_rels/document.xml.rels"]
    assert b"core2" not in parts["[Content_Types].xml"] + parts["_rels/.rels"]
    assert b"thumbnail" not in parts["_rels/.rels"]
    assert [fault for fault in tools.validate(made) if "A required relationship type" not in fault] == []


def test_a_document_says_what_it_is() -> None:
    about = ABOUT._replace(facts={"jdflow.id": "a&b", "jdflow.commit": "0" * 40})
    made = template(packed(PARTS)).fill(VALUES, about).data
    core = python_docx.Document(io.BytesIO(made)).core_properties
    assert (core.title, core.author, core.last_modified_by) == (about.title, about.author, about.author)
    assert core.created == core.modified
    assert core.created is not None
    assert core.created.isoformat() == "2026-03-01T09:30:00+00:00"
    custom = tools.raw_parts(made)["docProps/custom.xml"].decode()
    assert 'pid="2" name="jdflow.id"><vt:lpwstr>a&amp;b<' in custom
    assert 'pid="3" name="jdflow.commit"' in custom


def test_content_types_are_found_whatever_their_case() -> None:
    parts = {name: data.replace(b"/word/footer.xml", b"/Word/Footer.XML") for name, data in PARTS.items()}
    made = filled(packed(parts))
    assert b"/Word/Footer.XML" in tools.raw_parts(made)["[Content_Types].xml"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_document_is_a_template_again(method: int) -> None:
    first = filled(packed(PARTS, method))
    assert tools.read_back(filled(first)) == tools.read_back(first)


# ---------------------------------------------------------------- words


def test_the_digest_is_that_of_the_words() -> None:
    said = content_digest(p("Üks kaks"))
    assert content_digest(p("Üks", " ", "kaks")) == said
    assert content_digest(p("  Üks  kaks ") + p("") + p(" ")) == said
    assert content_digest(p("U\N{COMBINING DIAERESIS}ks\N{NO-BREAK SPACE}kaks")) == said
    assert content_digest(p(r("Üks", "<w:br/>", "kaks"))) == content_digest(p(r("Üks", "<w:tab/>", "kaks"))) == said
    assert content_digest(p("<w:r><w:rPr><w:b/></w:rPr><w:t>Üks </w:t></w:r>", "kaks")) == said
    assert content_digest(p("Üks kaks") + p("")) == said


def test_the_digest_tells_words_apart() -> None:
    said = content_digest(p("Üks kaks"))
    others = [p("Ükskaks"), p("Üks") + p("kaks"), p("kaks Üks"), p("Üks kaks."), p("üks kaks"), p("Üks &amp; kaks")]
    assert len({said, *(content_digest(other) for other in others)}) == 1 + len(others)


def test_the_digest_reads_characters_that_word_makes_elements() -> None:
    assert content_digest(p(r("a", "<w:noBreakHyphen/>", "b"))) == content_digest(p("a\N{NON-BREAKING HYPHEN}b"))
    assert content_digest(p(r("a", "<w:softHyphen/>", "b"))) == content_digest(p("a\N{SOFT HYPHEN}b"))
    assert content_digest(p(r("&lt;", t("&amp;&#228;")))) == content_digest(p("&lt;&amp;ä"))
