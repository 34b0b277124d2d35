"""`jdflow template`: what is wrong with Word files, wherever they lie, and which fields one may use."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from jdflow.query.form import FORM, every_field
from jdflow.word import MOST_BYTES
from tests.checkout import ROOT
from tests.command import Ran, jdflow
from tests.word.minimal import from_lines

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = [f"templates/{name}.docx" for name in ("klassikaline", "teenistuskoht")]
WRONG = "Algus\nNimi: {{ ametinimetus }\nKoht: {{ ametinimetuss }}\n"


class Folder:
    """A folder that is no content repository, with the verb called in it."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self.capsys = capsys

    def write(self, name: str, text: str) -> None:
        (self.path / name).write_bytes(from_lines(text))

    def template(self, *arguments: str, lang: str = "en") -> Ran:
        return jdflow(self.capsys, "-C", self.path, "--lang", lang, "template", *arguments)

    def check(self, *names: str, lang: str = "en") -> Ran:
        return self.template("check", *names, lang=lang)


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Folder:
    return Folder(tmp_path, capsys)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_templates_are_in_order(capsys: pytest.CaptureFixture[str], name: str) -> None:
    ran = jdflow(capsys, "-C", ROOT, "--lang", "en", "template", "check", name)
    assert ran == Ran(0, "", f"{name}: this template can be used.\n")


def test_problems_name_the_paragraph_and_show_the_tag(folder: Folder) -> None:
    folder.write("mall.docx", WRONG)
    ran = folder.check("mall.docx")
    assert ran.code == 1
    lines = ran.out.split("\n")
    assert lines[0].startswith("mall.docx:2:7: error JD604: ")
    assert lines[0].endswith(" in the paragraph “Nimi: {{ ametinimetus }”.")
    assert lines[3].startswith("    → A tag begins and ends in one paragraph")
    assert [*lines[1:3], *lines[4:7]] == [
        "  2 | Nimi: {{ ametinimetus }",
        "    |       ^^",
        "",
        "mall.docx:3:7: error JD608: There is no field “ametinimetuss” for “{{ ametinimetuss }}”.",
        "  3 | Koht: {{ ametinimetuss }}",
    ]
    assert "Did you mean “ametinimetus”?" in ran.out
    assert ran.err == ""


def test_problems_are_told_in_estonian(folder: Folder) -> None:
    folder.write("mall.docx", WRONG)
    ran = folder.check("mall.docx", lang="et")
    assert ran.code == 1
    assert ran.out.startswith("mall.docx:2:7: viga JD604: ")
    assert "error" not in ran.out


def test_what_is_only_noted_is_no_failure(folder: Folder) -> None:
    folder.write("mall.docx", "{{ ametinimetus }}\n")
    ran = folder.check("mall.docx")
    assert (ran.code, ran.err) == (0, "mall.docx: this template can be used.\n")
    assert ran.out.startswith("mall.docx:1:1: note JD609: The template never prints: ")
    assert folder.template("check", "mall.docx", "-q") == Ran(0, ran.out, "")


def test_several_files_are_all_checked(folder: Folder) -> None:
    for name, text in (("a.docx", WRONG), ("b.docx", "{{ ametinimetus }}\n"), ("õ ä.docx", WRONG)):
        folder.write(name, text)
    ran = folder.check("a.docx", "b.docx", "õ ä.docx")
    assert ran.code == 1
    assert [ran.out.count(f"{name}:2:7: error JD604") for name in ("a.docx", "õ ä.docx")] == [1, 1]
    assert ran.err == "b.docx: this template can be used.\n"


@pytest.mark.parametrize("names", [["a.docx", "puudub.docx"], ["puudub.docx", "a.docx"]])
def test_a_file_that_is_not_there_is_told_before_any_is_checked(folder: Folder, names: list[str]) -> None:
    folder.write("a.docx", WRONG)
    assert folder.check(*names) == Ran(2, "", "jdflow: There is no file or folder “puudub.docx”.\n")


def test_a_folder_is_no_template(folder: Folder) -> None:
    (folder.path / "kaust.docx").mkdir()
    assert folder.check("kaust.docx") == Ran(2, "", "jdflow: “kaust.docx” is not a file.\n")


@pytest.mark.skipif(os.name == "nt", reason="pipes need another system")
def test_a_pipe_is_not_waited_for(folder: Folder) -> None:
    os.mkfifo(folder.path / "toru.docx")
    assert folder.check("toru.docx") == Ran(2, "", "jdflow: “toru.docx” is not a file.\n")


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"%PDF-1.7", bytes(MOST_BYTES + 1)],
    ids=["empty", "cut off", "an old .doc", "PDF", "too large"],
)
def test_what_is_no_word_file_is_told_by_its_code(folder: Folder, data: bytes) -> None:
    (folder.path / "mall.docx").write_bytes(data)
    ran = folder.check("mall.docx")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("mall.docx:1:1: error JD602: This template cannot be used: ")


def test_without_files_an_example_is_given(folder: Folder) -> None:
    said = "jdflow: Name the templates to check: jdflow template check templates/klassikaline.docx\n"
    assert folder.check() == Ran(2, "", said)


def test_fields_take_no_files(folder: Folder) -> None:
    folder.write("a.docx", WRONG)
    ran = folder.template("fields", "a.docx")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean `template check`?" in ran.err


@pytest.mark.parametrize("arguments", [[], ["chek", "a.docx"]])
def test_what_is_to_be_done_must_be_said(folder: Folder, arguments: list[str]) -> None:
    assert folder.template(*arguments).code == 2


def test_every_field_and_filter_is_listed_with_its_meaning(folder: Folder) -> None:
    ran = folder.template("fields")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0].split() == ["Field", "Kind", "Meaning"]
    listed = [(line.split()[0], (len(line) - len(line.lstrip())) // 2) for line in lines[1 : lines.index("")]]
    assert listed == [(field.name, depth) for field, depth in every_field(FORM)]
    assert [line.split()[1] for line in lines if line.startswith("| ")] == ["suurtäht", "loetelu", "reas"]
    assert "  {{ kinnitamine.number }}   {%p for x in ülesanded %} {{ x.ülesanne }} {%p endfor %}" in lines
    assert "{% if ametnik %} … {% endif %}" in ran.out


def test_fields_are_listed_in_estonian(folder: Folder) -> None:
    english, estonian = folder.template("fields").out, folder.template("fields", lang="et").out
    assert estonian.splitlines()[0].split()[:2] == ["Väli", "Liik"]
    same = set(english.splitlines()) & set(estonian.splitlines())
    assert not [line for line in same if any(word in line for word in (" the ", " of ", "list", "text"))]


def test_the_examples_in_the_list_of_fields_are_right(folder: Folder) -> None:
    folder.write(
        "mall.docx",
        "{{ kinnitamine.number }}\n{%p for x in ülesanded %}\n{{ x.ülesanne }}\n{%p endfor %}\n"
        "{% if ametnik %}x{% endif %}",
    )
    assert folder.check("mall.docx").code == 0
