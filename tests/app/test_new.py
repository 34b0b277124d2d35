"""`jdflow new`: a position's file to fill in."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from jdflow.app.check import check
from jdflow.intake.snapshot import Worktree
from jdflow.language import LANGUAGES
from tests.checkout import ROOT
from tests.command import jdflow
from tests.support import OWN, TODAY, lines_of, overlay

if TYPE_CHECKING:
    from pathlib import Path

NEW = ("new", "abi", "--unit", "andmetalitus", "--relation", "töötaja")
PATH = "positions/andmetalitus/abi.yaml"
BLANKS = {
    "ametinimetus:": "ametinimetus: Abi",
    "eesmärk:": "eesmärk: Töö on tehtud.",
    "  - ülesanne:": "  - ülesanne: Andmete kogumine.",
    "      -": "      - Andmed on koos.",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return overlay("").on_disk(tmp_path / "amet")


def found(root: Path, path: str = PATH) -> list[str]:
    """What the check finds in a file, as code and line."""
    problems = check(Worktree(root), TODAY, (path,)).problems
    return [f"{problem.rule.code}:{problem.place.line}" for problem in problems]


def fill(root: Path, path: str = PATH) -> str:
    """The file with its blanks filled in, on disk, too."""
    lines = (root / path).read_text("utf-8").splitlines()
    assert set(BLANKS) <= set(lines)
    text = "\n".join(BLANKS.get(line, line) for line in lines) + "\n"
    (root / path).write_text(text, "utf-8")
    return text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_once_filled_in_it_is_clean(lang: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "-C", root, "--lang", lang, *NEW)
    assert ran == (0, f"{PATH}\n", "")
    blanks = [number for number, line in enumerate((root / PATH).read_text("utf-8").splitlines(), 1) if line in BLANKS]
    assert found(root) == [f"JD110:{number}" for number in blanks]
    fill(root)
    assert lines_of(check(Worktree(root), TODAY).problems) == []


def test_a_title_is_written_as_it_is(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    title = "Nõunik: #1 „tark“ {ja} muu"
    assert jdflow(capsys, "-C", root, *NEW, "--title", title).code == 0
    shown = jdflow(capsys, "-C", root, "show", "abi")
    assert shown.out.startswith(f"{title}\n")


@pytest.mark.parametrize("title", ["", " "])
def test_an_empty_title_is_left_to_fill_in(title: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert jdflow(capsys, "-C", root, *NEW, "--title", title).code == 0
    assert "\nametinimetus:\n" in (root / PATH).read_text("utf-8")


def test_editors_find_the_schema(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    jdflow(capsys, "-C", root, "schema", "--write")
    jdflow(capsys, "-C", root, *NEW)
    first = (root / PATH).read_text("utf-8").partition("\n")[0]
    match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert match
    schema = ((root / PATH).parent / match[1]).resolve()
    assert schema == (root / "shared/schema/position.json").resolve()
    assert schema.is_file()


def test_every_line_can_be_had(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    # In the sample, where there are blocks of every kind.
    for folder in ("positions", "shared"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    path = "positions/andmetalitus/uus.yaml"
    ran = jdflow(capsys, "-C", tmp_path, "new", "uus", "--unit", "andmetalitus", "--relation", "töötaja")
    assert ran.out == f"{path}\n"
    text = fill(tmp_path, path)
    assert found(tmp_path, path) == []
    # Every comment that holds YAML becomes YAML.
    plain = re.sub(r"^# (?=[\wõäöü]+:|  )", "", text, flags=re.MULTILINE)
    assert plain.count("\n# ") < text.count("\n# ") / 3
    (tmp_path / path).write_text(plain, "utf-8")
    problems = check(Worktree(tmp_path), TODAY, (path,)).problems
    # What the examples name is not there, parameters want values; nothing is wrong with the form.
    assert {problem.rule.code for problem in problems} <= {"JD204", "JD303", "JD802", "JD801"}
    offered = set(re.findall(r"kasuta: (\S+)", text)) | set(re.findall(r"requirements/[a-z0-9-]+", text))
    blocks = {f"{file.parent.name}/{file.stem}" for file in (tmp_path / "shared").glob("*/*.yaml")}
    assert blocks - offered == {"duties/oskuste-hoidmine-tulemused"}
    assert offered <= blocks


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("naidis", "exists already: positions/naidis.yaml"),
        ("juhataja", "exists already: positions/juhataja.yaml"),
        ("Abi", "is not an identifier"),
        ("abi.yaml", "is not an identifier"),
        ("../abi", "is not an identifier"),
        ("kõrgem-abi", "is not an identifier"),
        ("abi-", "is not an identifier"),
        ("", "is not an identifier"),
        ("a" * 101, "is not an identifier"),
    ],
)
def test_wrong_ids(id: str, said: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(root.rglob("*"))
    ran = jdflow(capsys, "-C", root, "--lang", "en", "new", id, *NEW[2:])
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("abi",),
        ("abi", "--unit", "andmetalitus"),
        ("abi", "--relation", "ametnik"),
        ("abi", "--unit", "andmetalitus", "--relation", "tootaja"),
        ("abi", "--unit", "puudub", "--relation", "ametnik"),
    ],
)
def test_wrong_wishes(arguments: tuple[str, ...], root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "-C", root, "new", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert not (root / PATH).exists()


def test_a_file_that_cannot_be_read_is_there_all_the_same(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / OWN).write_bytes(b"\xff")
    ran = jdflow(capsys, "-C", root, "new", "naidis", *NEW[2:])
    assert (ran.code, ran.out) == (2, "")
    assert (root / OWN).read_bytes() == b"\xff"


links = pytest.mark.skipif(os.name == "nt", reason="links need privileges here")


@links
@pytest.mark.parametrize("link", ["positions/andmetalitus", "positions"])
def test_nothing_is_written_through_a_link(
    link: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    if (root / link).exists():
        (root / link).rename(root / "vana")
    (root / link).symlink_to(elsewhere)
    ran = jdflow(capsys, "-C", root, "--lang", "en", *NEW)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("jdflow: The system refuses: ")
    assert list(elsewhere.iterdir()) == []


@links
def test_nothing_is_written_over_a_link(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "target"
    target.write_text("mine", "utf-8")
    (root / PATH).parent.mkdir()
    (root / PATH).symlink_to(target)
    ran = jdflow(capsys, "-C", root, *NEW)
    assert ran.code in {2, 3}
    assert target.read_text("utf-8") == "mine"
