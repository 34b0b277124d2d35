"""The same commit gives the same bytes, wherever it is rendered; what does not concern a text changes none of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.app.history import OWN
from tests.checkout import ROOT
from tests.cli.agency import LINES, PLAIN, SETTINGS, TODAY, USES_PLAIN, Agency, position
from tests.command import git, process, repository
from tests.support import BASE
from tests.word.minimal import from_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.needs("git")
IDS = ("teenuse-juht-inimkaubandus", "tugitalituse-juhataja", "andmeanaluutik")


def render(root: Path, out: Path, *, cwd: Path | None = None, env: dict[str, str] | None = None) -> dict[str, bytes]:
    """What a process of its own makes of a repository, by file name; the manifest too."""
    ran = process("-C", root, "--today", TODAY, "render", *IDS, "--out", out, cwd=cwd or root, env=env)
    assert (ran.code, ran.out.count(".docx")) == (0, 3), ran.err
    return contents(out)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


class Sample(NamedTuple):
    """The sample content in a repository, and what was made of it."""

    root: Path
    files: dict[str, bytes]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample, rendered as people do it."""
    root = tmp_path_factory.mktemp("näidis") / "sisu"
    for name in ("positions", "shared", "templates"):
        shutil.copytree(ROOT / name, root / name)
    repository(root)
    return Sample(root, render(root, tmp_path_factory.mktemp("välja")))


@pytest.mark.parametrize(
    "env",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Adak", "LANG": "et_EE.UTF-8", "LC_ALL": "", "PYTHONHASHSEED": "2", "JDFLOW_LANG": "et"},
        {"TZ": "UTC", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "0", "PYTHONOPTIMIZE": "1", "PYTHONUTF8": "1"},
    ],
    ids=["west of nothing", "Estonian", "Turkish"],
)
def test_another_machine_makes_the_same(sample: Sample, tmp_path: Path, env: dict[str, str]) -> None:
    assert render(sample.root, tmp_path / "välja", cwd=tmp_path, env=env) == sample.files


@pytest.mark.skipif(os.name == "nt", reason="permissions are of another kind there")
@pytest.mark.parametrize("mask", [0o077, 0o000])
def test_who_may_read_them_changes_nothing_in_them(sample: Sample, tmp_path: Path, mask: int) -> None:
    out = tmp_path / "välja"
    command = [sys.executable, "-m", "jdflow", "--today", TODAY, "render", *IDS, "--out", str(out)]
    subprocess.run(command, cwd=sample.root, umask=mask, check=True, capture_output=True)
    assert contents(out) == sample.files


def clone(source: Path, to: Path) -> Path:
    git(source, "clone", "--quiet", source.as_uri(), str(to))
    return to


def clone_of_a_clone(source: Path, folder: Path) -> Path:
    return clone(clone(source, folder / "esimene"), folder / "teine õ")


def worktree_of_a_bare_clone(source: Path, folder: Path) -> Path:
    bare, tree = folder / "paljas.git", folder / "tööpuu"
    git(source, "clone", "--quiet", "--bare", source.as_uri(), str(bare))
    git(bare, "worktree", "add", "--quiet", str(tree), "HEAD")
    return tree


def packed(source: Path, folder: Path) -> Path:
    copy = clone(source, folder / "pakitud")
    git(copy, "repack", "-adfq", "--depth=50", "--window=50")
    return copy


def in_a_subfolder(source: Path, folder: Path) -> Path:
    """Behind a link, and on a branch that is checked out by its commit."""
    copy = clone(source, folder / "päris" / "koht")
    git(copy, "checkout", "--quiet", "--detach")
    (folder / "link").symlink_to(copy)
    return folder / "link"


def with_files_in_another_order(source: Path, folder: Path) -> Path:
    copy = clone(source, folder / "segamini")
    for path in sorted((copy / "positions").rglob("*.yaml"), reverse=True):
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
    return copy


@pytest.mark.skipif(os.name == "nt", reason="links need another system")
@pytest.mark.parametrize(
    "make",
    [clone_of_a_clone, worktree_of_a_bare_clone, packed, in_a_subfolder, with_files_in_another_order],
    ids=lambda make: make.__name__,
)
def test_another_checkout_gives_the_same(sample: Sample, tmp_path: Path, make: Callable[[Path, Path], Path]) -> None:
    assert render(make(sample.root, tmp_path), tmp_path / "välja", cwd=tmp_path) == sample.files


# -- later commits -------------------------------------------------------------------------------------------------


@pytest.fixture
def agency(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Agency:
    """A repository whose one document is made."""
    agency = Agency(tmp_path / "amet", tmp_path / "välja", capsys)
    agency.render()
    return agency


DOCUMENT = "naidis_2026-03-01.docx"
TEXT = position().replace("korras", "olemas")
ORDER = "kinnitamine: {kinnitamisviis: käskkiri, number: 1-5/9, kuupäev: 2026-02-20}\n"


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "Muu."},
        {"positions/teine.yaml": position("Teine")},
        {"positions/juhataja.yaml": BASE["positions/juhataja.yaml"].replace("Juhataja", "Talituse juhataja")},
        {SETTINGS: USES_PLAIN + "meeldetuletused: {rühmitus: juht, ülempiir: 5}\n"},
        {SETTINGS: USES_PLAIN.replace("Näidisamet", "Uus amet")},
        {"templates/teine.docx": from_lines("Muu\n")},
        {"shared/rights/kaugtoo.yaml": "nimi: Kaugtöö\nlaused: [teha kaugtööd]\n"},
        {OWN: ORDER + TEXT},
        {OWN: "# märkus\nüle_vaadatud: 2026-01-02\n" + TEXT},
        {OWN: None, "positions/uus kaust/naidis.yaml": TEXT},
    ],
    ids=[
        *("README", "another position", "the manager's title", "a reminder", "the agency's name", "another template"),
        *("a block that is not used", "an approval is recorded", "a review is recorded", "the file is moved"),
    ],
)
def test_what_does_not_concern_the_text_changes_no_byte(agency: Agency, files: dict[str, str | bytes | None]) -> None:
    before = (agency.out / DOCUMENT).read_bytes()
    agency.commit(files)
    assert agency.render("naidis").code == 0
    assert (agency.out / DOCUMENT).read_bytes() == before


@pytest.mark.parametrize(
    "files",
    [
        {OWN: TEXT.replace("olemas", "leitavad")},
        {OWN: TEXT + "õigused: [teha kaugtööd]\n"},
        {PLAIN: from_lines(LINES.replace("{{ asutus }}", "Asutus: {{ asutus }}"))},
    ],
    ids=["other words", "more words", "the template"],
)
def test_what_concerns_the_text_or_its_look_changes_it(agency: Agency, files: dict[str, str | bytes | None]) -> None:
    before = (agency.out / DOCUMENT).read_bytes()
    agency.commit(files)
    assert agency.render("naidis").code == 0
    assert (agency.out / DOCUMENT).read_bytes() != before
