"""The manifest tells of all documents in a folder, whatever made the last of them, and whatever failed after."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from tests.app.history import DATED, OWN, Chronicle
from tests.command import jdflow
from tests.support import BASE

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")

HEAD = "positions/juhataja.yaml"


@pytest.fixture
def chronicle(tmp_path: Path) -> Chronicle:
    chronicle = Chronicle(tmp_path / "repo")
    chronicle.commit({HEAD: f"kehtiv_alates: 2026-03-01\n{BASE[HEAD]}"})
    return chronicle


def listed(root: Path) -> dict[str, str]:
    """The files in the manifest, each with the commit of its text."""
    manifest = json.loads((root / "dist" / "manifest.json").read_text("utf-8"))
    return {row["file"]: row["commit"] for row in manifest["documents"]}


def test_a_part_that_is_made_anew_leaves_the_others_in(
    chronicle: Chronicle, capsys: pytest.CaptureFixture[str]
) -> None:
    assert jdflow(capsys, "-C", chronicle.root, "build").code == 0
    before = listed(chronicle.root)
    changed = chronicle.commit({OWN: DATED.replace("korras", "leitavad")})
    assert jdflow(capsys, "-C", chronicle.root, "render", "naidis").code == 0
    assert listed(chronicle.root) == before | {"naidis_2026-03-01.docx": changed}


def test_a_build_names_only_what_it_made(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> None:
    assert jdflow(capsys, "-C", chronicle.root, "build").code == 0
    chronicle.commit({HEAD: BASE[HEAD]})
    assert jdflow(capsys, "-C", chronicle.root, "build").code == 0
    assert list(listed(chronicle.root)) == ["naidis_2026-03-01.docx"]
    assert [path.name for path in (chronicle.root / "dist").glob("*.docx")] == ["naidis_2026-03-01.docx"]


@pytest.mark.skipif(os.name == "nt", reason="the program in its place is a script")
@pytest.mark.parametrize("verb", ["render", "build"])
def test_an_office_that_fails_takes_no_word_file_with_it(
    verb: str, chronicle: Chronicle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "soffice").write_text("#!/bin/sh\necho katki >&2\nexit 1\n", encoding="utf-8")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    ran = jdflow(capsys, "--lang", "en", "-C", chronicle.root, verb, "--pdf")
    assert ran.code == 3
    assert "katki" in ran.err
    assert ran.err.splitlines()[-1].endswith("The Word files are made.")
    assert len(listed(chronicle.root)) == 2
    assert (chronicle.root / "dist" / "index.html").exists() == (verb == "build")


@pytest.mark.parametrize("verb", ["render", "build"])
def test_where_all_are_drafts_it_is_said_why_nothing_is_made(
    verb: str, chronicle: Chronicle, capsys: pytest.CaptureFixture[str]
) -> None:
    chronicle.commit({OWN: BASE[OWN], HEAD: BASE[HEAD]})
    ran = jdflow(capsys, "--lang", "en", "-C", chronicle.root, verb)
    assert ran.code == 0
    assert "Drafts without `kehtiv_alates` are left out: 2;" in ran.err
    assert listed(chronicle.root) == {}
