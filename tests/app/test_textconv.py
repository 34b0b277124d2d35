"""`jdflow textconv`: what changed in a Word file, as Git shows it."""

from __future__ import annotations

import io
import shutil
import sys
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.checkout import ROOT
from tests.command import git, jdflow
from tests.word.minimal import from_lines, package, paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.command import Ran

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def squeezed(data: bytes) -> bytes:
    """The same file, packed as small as it goes."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue()


@pytest.fixture
def words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Words:
    return Words(tmp_path / "fail.docx", capsys)


class Words:
    """The verb, called for a file of these bytes."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self.capsys = capsys

    def of(self, data: bytes) -> Ran:
        self.path.write_bytes(data)
        return jdflow(self.capsys, "--lang", "en", "textconv", self.path)

    def in_body(self, body: str, further: Mapping[str, str] | None = None) -> list[str]:
        ran = self.of(package(body, further))
        assert (ran.code, ran.err) == (0, "")
        return ran.out.splitlines()


def test_each_paragraph_is_a_line(words: Words) -> None:
    assert words.in_body(paragraph("Esimene  lõik") + paragraph(" ") + paragraph("{{ eesmärk }}")) == [
        "Esimene lõik",
        "{{ eesmärk }}",
    ]


def test_what_word_has_split_is_one_word(words: Words) -> None:
    runs = "<w:r><w:t>üles</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>anne</w:t><w:tab/><w:t>b</w:t><w:br/></w:r>"
    assert words.in_body(f"<w:p>{runs}<w:r><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>") == [
        "ülesanne b c\N{NON-BREAKING HYPHEN}d"
    ]


def test_what_was_struck_out_is_left_out(words: Words) -> None:
    tracked = "<w:del><w:r><w:delText>vana</w:delText></w:r></w:del><w:ins><w:r><w:t>uus</w:t></w:r></w:ins>"
    assert words.in_body(f"<w:p>{tracked}</w:p>") == ["uus"]


def test_a_text_box_is_told_once(words: Words) -> None:
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f"<w:txbxContent>{paragraph('kast')}</w:txbxContent>"
    either = f"<mc:Choice Requires='x'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    body = f"<w:p><w:r><w:t>enne</w:t><mc:AlternateContent xmlns:mc='{compatible}'>{either}</mc:AlternateContent></w:r>"
    assert words.in_body(f"{body}<w:r><w:t>pärast</w:t></w:r></w:p>") == ["enne", "kast", "pärast"]


def test_headers_and_notes_come_after_the_text(words: Words) -> None:
    further = {
        "word/header1.xml": f"<w:hdr {W}>{paragraph('päis')}</w:hdr>",
        "word/footnotes.xml": f"<w:footnotes {W}><w:footnote>{paragraph('märkus')}</w:footnote></w:footnotes>",
        "word/styles.xml": f"<w:styles {W}>{paragraph('stiil')}</w:styles>",
        "word/media/a.bin": "\0",
    }
    assert words.in_body(paragraph("tekst"), further) == ["tekst", "märkus", "päis"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\3\4",
        b"\xd0\xcf\x11\xe0 old Word",
        from_lines("+ part word/header1.xml <!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a>"),
        from_lines("+ part word/a/../../../etc/cron.d/x y"),
        package("<w:p>" * 100),
        package("<w:p>" * 400 + "</w:p>" * 400),
        squeezed(package("<!-- " + "x" * 40_000_000 + " -->")),
        b"\0" * (9 << 20),
    ],
    ids=["empty", "half", "old", "entity", "path", "open", "deep", "bomb", "large"],
)
def test_what_cannot_be_read_is_told_and_harms_nobody(data: bytes, words: Words) -> None:
    ran = words.of(data)
    why, digest = ran.out.splitlines()
    assert (ran.code, ran.err) == (0, "")
    assert why.startswith("This Word file cannot be read: ")
    assert digest.startswith("sha256 ")
    assert words.of(data + b"x").out.splitlines()[-1] != digest


def test_many_small_elements_are_all_told(words: Words) -> None:
    ran = words.of(squeezed(package("<w:p><w:r><w:t>a</w:t><w:tab/></w:r></w:p>" * 400_000)))
    assert ran.out == "a\n" * 400_000


def test_nothing_moves_the_cursor(words: Words) -> None:
    assert words.in_body(paragraph("a\u202eb\u200bc\u2028d\x85e")) == [r"a\u{202e}b\u{200b}c d e"]


@pytest.mark.parametrize("name", ["puudub.docx", "."])
def test_no_file(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "--lang", "en", "-C", tmp_path, "textconv", name)
    assert (ran.code, ran.out) == (2, "")
    assert f"“{name}”" in ran.err


@pytest.mark.needs("git")
def test_git_shows_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "amet"
    assert jdflow(capsys, "init", root).code == 0
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Algus")
    doctor = jdflow(capsys, "-C", root, "--lang", "en", "doctor")
    remedy = 'git config diff.jdflow.textconv "jdflow textconv"'
    assert f"    → Run `{remedy}`.\n" in doctor.out
    assert (doctor.code, "✓ `git diff` shows the words" in doctor.out) == (0, False)
    template = root / "templates/klassikaline.docx"
    shutil.copy(ROOT / "templates/teenistuskoht.docx", template)
    assert "Binary files" in git(root, "diff")
    git(root, "config", "diff.jdflow.textconv", f'"{sys.executable}" -m jdflow textconv')
    assert "✓ `git diff` shows the words" in jdflow(capsys, "-C", root, "--lang", "en", "doctor").out
    lines = git(root, "diff", "--unified=0").splitlines()
    assert [line for line in lines if line.startswith(("+", "-")) and "{{" in line]
    template.write_bytes(b"katki")
    assert [line for line in git(root, "diff").splitlines() if line.startswith("+sha256 ")]
