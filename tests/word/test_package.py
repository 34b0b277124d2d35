"""Files that are no honest Word documents: refused, whatever they say of themselves."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from jdflow.word import MOST_BYTES, package
from jdflow.word.package import DOCUMENT, MOST_PARTS, MOST_UNPACKED, NotWord, open_package
from tests.word.make import KIND, OFFICE, bare_zip, codes, docx, p, packed, part, parts_of, problems, refused, rels

if TYPE_CHECKING:
    from collections.abc import Callable

NO_FILE = "it is not a file that Word saved (.docx), or it is damaged"
TOO_LARGE = "unpacked, it would be larger than any template needs to be"
BAD_XML = "the XML of {} is damaged, or holds what Word never writes"
MAIN = "word/document.xml"
SOUND = parts_of(p("{{ ametinimetus }}"))


def entries(**lies: int) -> list[tuple[bytes, bytes, dict[str, int]]]:
    """The sound document, stored; the lies are told of its text."""
    return [(name.encode(), data, lies if name == MAIN else {}) for name, data in SOUND.items()]


def further(name: bytes, data: bytes = b"x", **lies: int) -> bytes:
    return bare_zip([*entries(), (name, data, lies)])


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def flat_bomb() -> bytes:
    return packed({**SOUND, "word/media/pomm.png": bytes(MOST_UNPACKED + 1)})


def test_a_sound_file_is_taken() -> None:
    assert codes(bare_zip(entries())) == codes(packed(SOUND)) == []


NO_PACKAGE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "text": lambda: b"Tere",
    "an old document of Word": lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4000),
    "half a file": lambda: packed(SOUND)[:-200],
    "the second half of a file": lambda: packed(SOUND)[300:],
    "a zip file of no parts": lambda: bare_zip([]),
    "another zip file": lambda: packed({"kiri.txt": b"Tere"}),
    "a text of LibreOffice": lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.text"}),
    "a name twice": lambda: further(b"word/document.xml"),
    "a name twice but for case": lambda: further(b"Word/Document.XML"),
    "a way out": lambda: further(b"../../etc/passwd"),
    "a way out within": lambda: further(b"word/../../x"),
    "a way nowhere": lambda: further(b"word/./x"),
    "a name from the root": lambda: further(b"/word/document.xml"),
    "an empty folder's name": lambda: further(b"word//document.xml"),
    "a drive": lambda: further(b"C:/x"),
    "a way of Windows": lambda: further(b"word\\x"),
    "a name that ends early": lambda: further(b"word/x\0.xml"),
    "a name of a line": lambda: further(b"word/x\n.xml"),
    "relationships in another place": lambda: further(b"word/_Rels/document.xml.rels"),
    "relationships of another case": lambda: further(b"word/_rels/Document2.xml.RELS"),
    "another packing": lambda: packed(SOUND, zipfile.ZIP_BZIP2),
    "the strongest packing": lambda: packed(SOUND, zipfile.ZIP_LZMA),
    "a packing nobody knows": lambda: bare_zip(entries(method=99)),
    "a wrong sum": lambda: bare_zip(entries(crc=1)),
    "a size too small": lambda: bare_zip(entries(size=5)),
    "a size too large": lambda: bare_zip(entries(size=100_000)),
    "a packed size too large": lambda: bare_zip(entries(packed=100_000_000)),
    "an offset behind the file": lambda: bare_zip(entries(offset=100_000_000)),
    "an offset of another": lambda: bare_zip(entries(offset=0)),
    "no folder of relationships": lambda: packed({k: v for k, v in SOUND.items() if k != "_rels/.rels"}),
    "no content types": lambda: packed({k: v for k, v in SOUND.items() if not k.startswith("[")}),
    "a text that is not there": lambda: packed({k: v for k, v in SOUND.items() if k != MAIN}),
}  # fmt: skip


@pytest.mark.parametrize("make", NO_PACKAGE.values(), ids=NO_PACKAGE.keys())
def test_what_is_no_package_is_refused(make: Callable[[], bytes]) -> None:
    assert refused(make()) == NO_FILE


def test_what_is_packed_is_just_what_is_said() -> None:
    data = SOUND[MAIN]
    whole = deflated(data)
    facts = {"method": 8, "crc": zlib.crc32(data), "size": len(data)}
    rest = [one for one in entries() if one[0].decode() != MAIN]
    assert codes(bare_zip([*rest, (MAIN.encode(), whole, facts)])) == []
    assert refused(bare_zip([*rest, (MAIN.encode(), whole + b"more", facts)])) == NO_FILE
    # A beginning that is sound by itself: what is read here must not be less than what Word reads.
    shorter = {"method": 8, "crc": zlib.crc32(data[:-1]), "size": len(data) - 1}
    assert refused(bare_zip([*rest, (MAIN.encode(), whole, shorter)])) == NO_FILE
    assert refused(bare_zip([*rest, (MAIN.encode(), whole[:-3], facts)])) == NO_FILE
    # All the bytes, and no end.
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    endless = packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH)
    assert refused(bare_zip([*rest, (MAIN.encode(), endless, facts)])) == NO_FILE


def test_the_name_before_a_part_is_that_of_the_index() -> None:
    whole = bare_zip(entries())
    assert refused(whole.replace(b"\0\0word/document.xml", b"\0\0word/document.xmk", 1)) == NO_FILE


def test_a_file_that_is_counted_from_its_end_is_refused() -> None:
    whole = bare_zip(entries())
    begin = struct.unpack_from("<L", whole, len(whole) - 6)[0]
    assert refused(whole[:-6] + struct.pack("<LH", begin + len(whole), 0)) == NO_FILE


def test_entries_that_lie_in_the_same_place_are_refused() -> None:
    # The first quotes the beginning of the second, and goes on with its bytes.
    noise = random.Random(1).randbytes(2000)  # noqa: S311 (what does not pack well)
    inner = deflated(noise)
    local = (
        struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0x21, zlib.crc32(noise), len(inner), len(noise), 5, 0)
        + b"b.bin"
    )
    outer = struct.pack("<BHH", 0, len(local), 0xFFFF - len(local)) + local + inner
    both = local + noise
    assert zlib.decompress(outer, -15) == both
    first = (b"a.bin", outer, {"method": 8, "crc": zlib.crc32(both), "size": len(both)})
    apart = (b"b.bin", inner, {"method": 8, "crc": zlib.crc32(noise), "size": len(noise)})
    sound = bare_zip([*entries(), first, apart])
    assert codes(sound) == []
    # The same index, with the second inside the first.
    place, end = sound.index(local), sound.rindex(local) + len(local) + len(inner)
    index = sound[end:].replace(struct.pack("<L", sound.rindex(local)) + b"b.bin", struct.pack("<L", place) + b"b.bin")
    assert sound.rindex(local) != place
    begin = sound.rindex(local)
    assert refused(sound[:begin] + index[:-6] + struct.pack("<LH", begin, 0)) == NO_FILE


LARGE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb": (flat_bomb, TOO_LARGE),
    "a bomb of many parts": (
        lambda: packed({**SOUND, **{f"word/media/{n}.png": bytes(MOST_UNPACKED // 30) for n in range(31)}}),
        TOO_LARGE,
    ),
    "ten thousand parts": (lambda: packed({**SOUND, **{f"a/{n}": b"" for n in range(10_000)}}), TOO_LARGE),
    "as many parts as may be": (lambda: packed({**SOUND, **{f"a/{n}": b"" for n in range(MOST_PARTS)}}), TOO_LARGE),
    "a large file": (lambda: bytes(MOST_BYTES + 1), "it is larger than 8 MiB"),
    "a text of many paragraphs": (lambda: docx("<w:p/>" * 1_000_000), TOO_LARGE),
    "a header of many paragraphs": (lambda: docx(header="<w:p/>" * 1_000_000), TOO_LARGE),
}


@pytest.mark.parametrize(("make", "why"), LARGE.values(), ids=LARGE.keys())
def test_what_is_too_large_is_refused(make: Callable[[], bytes], why: str) -> None:
    assert refused(make()) == why


def test_a_bomb_that_says_it_is_small_is_unpacked_no_further() -> None:
    bomb = deflated(bytes(200_000_000))
    lying = {"method": 8, "crc": zlib.crc32(bytes(10)), "size": 10}
    assert refused(bare_zip([*entries(), (b"word/media/pomm.png", bomb, lying)])) == NO_FILE


def test_a_bomb_in_a_bomb_is_not_opened() -> None:
    inner = flat_bomb()
    assert codes(packed({**SOUND, "word/media/pomm.zip": inner})) == []


def test_a_file_with_a_password_is_told_as_such() -> None:
    assert refused(bare_zip(entries(flags=1))) == "it is protected with a password"


def test_damaged_files_are_refused_and_nothing_else_happens() -> None:
    chance = random.Random(3)  # noqa: S311 (to break files, not to keep secrets)
    whole = packed(SOUND)
    taken = 0
    for _ in range(1500):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.choice((0, 255, chance.randrange(256)))
        try:
            open_package(bytes(data))
            taken += 1
        except NotWord:
            pass
    assert taken < 1500


def test_huge_offsets_are_refused() -> None:
    # The longer form of an entry names an offset beyond what any file has.
    extra = struct.pack("<HHQ", 1, 8, 2**64 - 1)
    out = b"PK\3\4" + bytes(26)
    index = struct.pack("<4s6H3L5H2L", b"PK\1\2", 45, 45, 0, 0, 0, 0x21, 0, 0, 0, 1, len(extra), 0, 0, 0, 0, 0xFFFFFFFF)
    index += b"a" + extra
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(index), len(out), 0)
    assert refused(out + index + end) == NO_FILE


def main_of(kind: str) -> bytes:
    parts = dict(SOUND)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        f"{KIND}.document.main+xml".encode(), kind.encode()
    )
    return packed(parts)


def test_a_file_of_another_kind_is_refused() -> None:
    other = "it is of another kind than .docx, whatever its name says"
    assert refused(main_of(f"{KIND}.template.main+xml")) == other
    assert refused(main_of("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")) == other
    assert refused(main_of("")) == other


@pytest.mark.parametrize(
    "data",
    [
        main_of("application/vnd.ms-word.document.macroEnabled.main+xml"),
        main_of("application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
        docx(p("a"), further={"word/vbaProject.bin": b"x"}),
        docx(p("a"), further={"word/a.bin": b"x"}, kinds={"word/a.bin": "application/vnd.ms-office.vbaProject"}),
        docx(
            p("a"),
            further={"word/a.bin": b"x"},
            relations={"rId5": ("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "a.bin")},
        ),
        docx(p("a"), further={"customUI/customUI.xml": "<customUI/>"}),
    ],
    ids=["docm", "dotm", "name", "kind", "relationship", "buttons"],
)
def test_macros_are_told_once(data: bytes) -> None:
    assert codes(data) == ["JD603"]


def test_the_strict_form_is_told_as_such() -> None:
    parts = dict(SOUND)
    strict = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(OFFICE.encode(), strict)
    assert refused(packed(parts)).startswith("it is of the form “Strict Open XML”")


def with_part(data: bytes, name: str = "word/settings.xml") -> bytes:
    return packed({**SOUND, name: data})


DOCTYPE = '<!DOCTYPE a [<!ENTITY b "c">]>'
BAD = {
    "no XML": b"Tere",
    "nothing": b"",
    "cut off": b"<a><b>",
    "a document type": f"{DOCTYPE}<a>&b;</a>".encode(),
    "one from outside": b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    "one behind a comment": f"<!-- -->{DOCTYPE}<a/>".encode(),
    "one between instructions that look like comments": f"<?x <!-- ?>{DOCTYPE}<?y --> ?><a/>".encode(),
    "one between what looks like data": f"<?x <![CDATA[ ?>{DOCTYPE}<?y ]]> ?><a/>".encode(),
    "many laughs": (
        "<!DOCTYPE a [<!ENTITY a0 'ha'>"
        + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
        + "]><a b='&a9;'/>"
    ).encode(),
    "an entity that nobody declared": b"<a>&b;</a>",
    "in UTF-16 with a document type": f"{DOCTYPE}<a/>".encode("utf-16"),
    "in UTF-16 without a mark": f'<?xml version="1.0" encoding="UTF-16"?>{DOCTYPE}<a/>'.encode("utf-16-le"),
    "in UTF-16 the other way": f"{DOCTYPE}<a/>".encode("utf-16-be"),
    "in UTF-32": f"{DOCTYPE}<a/>".encode("utf-32"),
    "in UTF-32 without a mark": f"{DOCTYPE}<a/>".encode("utf-32-be"),
    "in UTF-7": b"<?xml version='1.0' encoding='UTF-7'?>+ADwAIQ-DOCTYPE a+AD4-<a/>",
    "in Latin 1": b'<?xml version="1.0" encoding="ISO-8859-1"?><a>\xf5</a>',
    "in what IBM's large machines write": f"<?xml version='1.0' encoding='cp037'?>{DOCTYPE}<a/>".encode("cp037"),
    "in no encoding": b"<a>\xf5</a>",
    "in one that is said to be another": b'<?xml version="1.0" encoding="UTF-16"?><a/>',
    "too deep": b"<a>" * 3000 + b"</a>" * 3000,
    "two roots": b"<a/><b/>",
    "comments that never end": b"<a>" + b"<!--" * 250_000,
    "data that never ends": b"<a>" + b"<![CDATA[" * 100_000,
    "instructions that never end": b"<a>" + b"<!--><?" * 100_000,
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD.keys())
@pytest.mark.parametrize("name", ["word/settings.xml", "word/_rels/settings.xml.rels", "word/DRAWING.VML"])
def test_bad_xml_is_refused_in_any_part(data: bytes, name: str) -> None:
    assert refused(with_part(data, name)) == BAD_XML.format(name)


def test_a_document_type_is_refused_before_a_parser_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_parser", lambda: pytest.fail("it was parsed"))
    for name, data in BAD.items():
        if DOCTYPE.encode() in data or "laughs" in name:
            with pytest.raises(NotWord):
                package.parse("a.xml", data)


def test_a_document_type_is_refused_even_where_it_was_overlooked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_NO_MARKUP", re.compile(".*", re.DOTALL))
    with pytest.raises(NotWord):
        package.parse("a.xml", f"{DOCTYPE}<a>b</a>".encode())


def test_bad_xml_is_refused_whatever_a_part_is_called() -> None:
    odd = docx(p("a"), further={"word/seaded.dat": f"{DOCTYPE}<a/>"}, kinds={"word/seaded.dat": f"{KIND}.settings+xml"})
    assert refused(odd) == BAD_XML.format("word/seaded.dat")


def test_pictures_may_be_xml_of_any_kind() -> None:
    drawn = docx(
        p("a"), further={"word/media/vapp.svg": f"{DOCTYPE}<svg/>"}, kinds={"word/media/vapp.svg": "image/svg+xml"}
    )
    assert codes(drawn) == []


GOOD = {
    "a comment": b"<a><!-- <!DOCTYPE --></a>",
    "data": b"<a><![CDATA[<!DOCTYPE]]></a>",
    "a mark of byte order": b"\xef\xbb\xbf<?xml version='1.0' encoding='utf-8'?><a/>",
    "UTF-16": '<?xml version="1.0" encoding="UTF-16"?><a>õ</a>'.encode("utf-16"),
    "UTF-16 the other way": '<?xml version="1.0" encoding="UTF-16"?><a>õ</a>'.encode("utf-16-be").join(
        [b"\xfe\xff", b""]
    ),
}


@pytest.mark.parametrize("data", GOOD.values(), ids=GOOD.keys())
def test_what_other_programs_write_is_taken(data: bytes) -> None:
    assert codes(with_part(data)) == []


def test_a_text_in_utf_16_is_filled() -> None:
    text = SOUND[MAIN].decode().replace("UTF-8", "UTF-16")
    assert codes(packed({**SOUND, MAIN: text.encode("utf-16")})) == []


@pytest.mark.parametrize(("element", "prefix"), [("t", "x:"), ("p", "x:"), ("t", ""), (r"\w+", "x:"), (r"\w+", "")])
def test_elements_of_another_prefix_are_refused(element: str, prefix: str) -> None:
    declared = 'xmlns="{0}" xmlns:x="{0}" xmlns:w='.format(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    )
    text = re.sub(rf"<(/?)w:(?={element}\b)", rf"<\1{prefix}", SOUND[MAIN].decode()).replace("xmlns:w=", declared)
    refusal = "its XML is not as Word writes it; open and save it in Word once"
    assert refused(packed({**SOUND, MAIN: text.encode()})) == refusal


@pytest.mark.parametrize("text", [part("w:document"), part("w:hdr", p("a")), "<document/>"])
def test_a_document_without_a_text_is_refused(text: str) -> None:
    assert refused(packed({**SOUND, MAIN: text.encode()})) == "there is no text in it"


@pytest.mark.parametrize("kind", ["header", "footer", "footnotes", "endnotes"])
def test_a_part_that_is_missing_is_named(kind: str) -> None:
    data = docx(p("a"), relations={"rId5": (kind, "puudub.xml")})
    assert refused(data) == "its part word/puudub.xml is missing"


def test_a_picture_that_is_missing_is_no_matter() -> None:
    assert codes(docx(p("a"), relations={"rId5": ("image", "../NULL")})) == []


def test_a_text_that_is_not_where_word_puts_it_is_found() -> None:
    parts = {name.replace("word/", "tekst/"): data for name, data in SOUND.items()}
    for name in ("_rels/.rels", "[Content_Types].xml"):
        parts[name] = parts[name].replace(b"word/", b"/tekst/" if name == "_rels/.rels" else b"tekst/")
    parts["tekst/document.xml"] = parts["tekst/document.xml"].replace(b"ametinimetus", b"ametinimetuss")
    assert codes(packed(parts)) == ["JD608"]


def test_relationships_to_outside_are_found_in_any_part() -> None:
    outside = rels({"rId1": ("attachedTemplate", "!https://example.org/mall.dotm")})
    [problem] = problems(docx(p("a"), further={"word/_rels/settings.xml.rels": outside}))
    assert (problem.rule.code, problem.params["part"]) == ("JD611", "word/_rels/settings.xml.rels")


def test_a_zip_file_with_something_before_it_is_taken() -> None:
    # What some programs put before a file moves all that is in it.
    assert codes(b"#!/bin/sh\n" + packed(SOUND)) == []


def test_folders_are_no_parts() -> None:
    out = io.BytesIO(packed(SOUND))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/media/", b"")
    assert "word/media/" not in open_package(out.getvalue())


def test_a_document_from_outside_may_be_larger_than_a_template() -> None:
    photographs = SOUND | {f"word/media/image{number}.jpeg": b"\xff" * 1024 for number in range(MOST_PARTS)}
    assert refused(packed(photographs)) == TOO_LARGE
    assert len(open_package(packed(photographs), DOCUMENT)) > MOST_PARTS
    with pytest.raises(NotWord) as refused_all_the_same:
        open_package(packed(photographs), DOCUMENT._replace(parts=MOST_PARTS))
    assert refused_all_the_same.value.why == DOCUMENT.why
