"""The README's pictures are there, and show what jdflow says today."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checkout import ROOT
from tests.pictures import handbook
from tests.pictures.camera import PROGRAMS, digest, labelled
from tests.pictures.scene import FOLDER, SOURCES, Scene, without_hashes

README = (ROOT / "README.md").read_text("utf-8")
PICTURES = sorted(Path(source).with_suffix(".png").name for source in SOURCES)
MAKE = "the pictures show what was once: run `make pictures`, look at them, commit docs/pictures/"
LARGEST = 150_000


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What jdflow says in the scene."""
    scene = Scene(tmp_path_factory.mktemp("pictures") / "amet")
    return {name: source(scene) for name, source in SOURCES.items()}


@pytest.mark.needs("git")
@pytest.mark.parametrize("name", SOURCES)
def test_the_pictures_show_what_the_program_says(name: str, told: dict[str, str]) -> None:
    kept = (FOLDER / name).read_text("utf-8")
    assert without_hashes(told[name]) == without_hashes(kept), MAKE


@pytest.mark.parametrize("name", SOURCES)
def test_each_picture_was_made_of_the_text_beside_it(name: str) -> None:
    picture = (FOLDER / name).with_suffix(".png").read_bytes()
    text = (FOLDER / name).read_text("utf-8")
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert digest(text).encode() in picture, MAKE
    assert len(picture) < LARGEST


def test_a_picture_with_a_label_is_a_picture() -> None:
    old = (FOLDER / "plan.png").read_bytes()
    new = labelled(old, "a")
    assert new[:-12].startswith(old[:-12])
    assert new.endswith(old[-12:])
    assert digest("a").encode() in new
    assert digest("b").encode() not in new


def test_the_readme_shows_them_all_and_says_what_is_to_be_seen() -> None:
    shown = re.findall(r"!\[([^\]]*)\]\(docs/pictures/([^)]*)\)", README)
    assert sorted(name for _, name in shown) == PICTURES
    assert [name for alt, name in shown if len(alt.split()) < 5] == []
    of_handbook = [name for source in handbook.named() for name in (source, f"{Path(source).stem}.png")]
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted([*PICTURES, *SOURCES, *of_handbook])


def test_programs_that_are_missing_are_named(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.pictures"],
        cwd=ROOT,
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == f"Pictures need programs that are not installed here: {', '.join(PROGRAMS.values())}.\n"
