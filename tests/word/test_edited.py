"""Templates changed by hand in Word or saved by LibreOffice: documents change by exactly that, and by nothing else."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import docx
import pytest

from jdflow.word.names import TEXT
from tests.app.history import Chronicle
from tests.checkout import ROOT
from tests.command import Ran, jdflow
from tests.word import tools

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from lxml.etree import _Element

pytestmark = pytest.mark.needs("git")

TEMPLATES = ("klassikaline", "teenistuskoht")
IDS = ("teenuse-juht-inimkaubandus", "koordinaator-marac", "tugitalituse-juhataja", "uldosakonna-juhataja")


class Office:
    """The sample content in a repository, and what is built of it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.history = Chronicle(folder / "sisu")
        for name in ("positions", "shared"):
            shutil.rmtree(folder / "sisu" / name)
        for name in ("positions", "shared", "templates"):
            shutil.copytree(ROOT / name, folder / "sisu" / name)
        self.history.commit({})
        self.folder = folder
        self.capsys = capsys

    def template(self, name: str) -> Path:
        return self.history.root / "templates" / f"{name}.docx"

    def build(self, out: str) -> Path:
        """The folder with all that a build makes."""
        ran = self.run("build", out)
        assert ran.code == 0, ran.err
        return self.folder / out

    def run(self, verb: str, out: str, *ids: str) -> Ran:
        options = ("-C", self.history.root, "--lang", "en", "--today", "2026-11-20", "-q")
        return jdflow(self.capsys, *options, verb, "--out", self.folder / out, *ids)

    def documents(self, out: str) -> dict[str, list[str]]:
        """The words of each document in a folder."""
        return {path.name: tools.read_back(path) for path in sorted((self.folder / out).glob("*.docx"))}


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path, capsys)


def part(document: Document, condition: str) -> list[_Element]:
    """The paragraphs and tables from the tag that begins a part of the template to the one that ends it."""
    body = list(document.element.body)
    texts = ["".join(text.text or "" for text in element.iter(TEXT)) for element in body]
    first = texts.index(f"{{%p if {condition} %}}")
    depth = 0
    for last in range(first, len(body)):
        depth += texts[last].startswith(("{%p if", "{%p for")) - texts[last].startswith("{%p end")
        if depth == 0:
            return body[first : last + 1]
    raise AssertionError(condition)


def paragraph(document: Document, text: str) -> Paragraph:
    [found] = [one for one in document.paragraphs if one.text == text]
    return found


def between(words: list[str], first: str, last: str) -> list[str]:
    return words[words.index(first) : words.index(last)]


@pytest.mark.needs("soffice", "pdftotext")
def test_a_heading_a_font_and_the_order_of_two_sections(
    office: Office, tmp_path: Path, tool: Callable[[str], str]
) -> None:
    office.build("enne")
    template = docx.Document(str(office.template("klassikaline")))
    paragraph(template, "VASTUTUS").runs[0].text = "VASTUTUSALA"
    template.styles["Body Text"].font.name = "Georgia"
    rights, responsibilities = part(template, "õigused"), part(template, "vastutus")
    for element in responsibilities:
        rights[0].addprevious(element)
    template.save(str(office.template("klassikaline")))
    office.history.commit({})
    office.build("pärast")
    before, after = office.documents("enne"), office.documents("pärast")
    assert list(before) == list(after)
    for name, words in before.items():
        if "ÜLDOSA" not in words:
            assert (tmp_path / "pärast" / name).read_bytes() == (tmp_path / "enne" / name).read_bytes()
            continue
        start, end = words.index("ÕIGUSED"), words.index("TÖÖVAHENDID")
        rest = words[end:]
        changed = [
            "VASTUTUSALA",
            *between(words, "VASTUTUS", "TÖÖVAHENDID")[1:],
            *between(words, "ÕIGUSED", "VASTUTUS"),
        ]
        assert after[name] == [*words[:start], *changed, *rest]
        assert tools.validate(tmp_path / "pärast" / name) == []
        old, new = (tools.parts(tmp_path / folder / name) for folder in ("enne", "pärast"))
        assert [part for part in old if old[part] != new[part]] == ["word/styles.xml", "word/document.xml"]
        begun = [{line.partition(b"</")[0] for line in each["word/styles.xml"].splitlines()} for each in (old, new)]
        fonts = begun[1] - begun[0]
        assert len(fonts) == 1
        assert b"Georgia" in fonts.pop()
    [marac] = (tmp_path / "pärast").glob("koordinaator-marac_*.docx")
    [printed] = tools.to_pdf([marac], tmp_path, tool("soffice"))
    text = " ".join(" ".join(tools.text_of_pdf(printed, tool("pdftotext"))).split())
    assert [one for one in ("4. VASTUTUSALA", "5. ÕIGUSED", "6. TÖÖVAHENDID") if one not in text] == []


@pytest.mark.needs("soffice")
def test_a_template_that_libreoffice_saved_says_the_same(
    office: Office, tmp_path: Path, tool: Callable[[str], str]
) -> None:
    office.build("enne")
    files = [office.template(name) for name in TEMPLATES]
    for saved in tools.convert(files, tmp_path / "salvestatud", tool("soffice"), "docx"):
        assert saved.read_bytes() != office.template(saved.stem).read_bytes()
        shutil.copy(saved, office.template(saved.stem))
    office.history.commit({})
    office.build("pärast")
    assert office.documents("pärast") == office.documents("enne")
    for id in IDS:
        [document] = (tmp_path / "pärast").glob(f"{id}_*.docx")
        errors = tools.validate(document, saved_by_libreoffice=True)
        # Where Word itself writes nothing, or `on`, it also takes the `true` that the standard names.
        assert [error for error in errors if "Value 'true' is not in allowed values: ['off', 'on']" not in error] == []


def test_a_new_field_put_into_a_template_is_printed_at_once(office: Office) -> None:
    office.build("enne")
    template = docx.Document(str(office.template("teenistuskoht")))
    paragraph(template, "Ametijuhend").add_run(" nr {{ tunnus }}")
    template.save(str(office.template("teenistuskoht")))
    office.history.commit({})
    office.build("pärast")
    before, after = office.documents("enne"), office.documents("pärast")
    for name, words in before.items():
        id = name.partition("_")[0]
        assert after[name] == [f"Ametijuhend nr {id}" if text == "Ametijuhend" else text for text in words]


def test_a_tag_that_was_spoilt_by_hand_keeps_only_its_own_documents_back(office: Office) -> None:
    template = docx.Document(str(office.template("teenistuskoht")))
    paragraph(template, "Ametijuhend").add_run(" {{ tunnuss }}")
    template.save(str(office.template("teenistuskoht")))
    office.history.commit({})
    ran = office.run("render", "pärast", *IDS)
    assert ran.code == 1
    assert "There is no field “tunnuss” for “{{ tunnuss }}”." in ran.err
    assert "Ametijuhend {{ tunnuss }}" in ran.err
    assert sorted(name.partition("_")[0] for name in office.documents("pärast")) == sorted(
        id for id in IDS if id != "tugitalituse-juhataja"
    )
