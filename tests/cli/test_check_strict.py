"""`check --strict`: what drifts apart as warnings, which plain `check` does not look for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from jdflow.app import drift as module
from tests.command import jdflow
from tests.support import OWN, overlay

if TYPE_CHECKING:
    from pathlib import Path

    from jdflow.app.drift_rows import Looked

DRIFTING = """\
õigused: [teha kaugtööd kokkuleppel vahetu juhiga]
vastutus: [hoida raamatuid, hoida raamatuid]
# shared/rights/kodu.yaml
nimi: Kodu
laused: [teha kaugtööd kokkuleppel oma vahetu juhiga]
"""


@pytest.fixture
def drifting(root: Path) -> Path:
    return overlay(DRIFTING).on_disk(root)


def told(root: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[tuple[str, str, int]]:
    ran = jdflow(capsys, "-C", root, "check", "--format", "json", *options)
    assert ran.err == ""
    return [(one["code"], one["path"], one["line"]) for one in json.loads(ran.out)["problems"]]


def test_plain_check_says_nothing_of_drift(drifting: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(drifting, capsys) == [("JD801", OWN, 2)]


def test_strict_check_tells_it_once_and_fails(drifting: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(drifting, capsys, "--strict") == [
        ("JD803", OWN, 1),
        ("JD801", OWN, 2),
        ("JD809", "shared/rights/kodu.yaml", 1),
    ]
    assert jdflow(capsys, "-C", drifting, "check", "--strict").code == 1


def test_files_that_are_named_are_told_of_as_in_the_whole(drifting: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = str(drifting / "shared")
    assert told(drifting, capsys, "--strict", here) == [("JD809", "shared/rights/kodu.yaml", 1)]
    # The pair is told at whichever of the two is asked for.
    other = str(drifting / "shared/rights/kaugtoo.yaml")
    assert told(drifting, capsys, "--strict", other) == [("JD809", "shared/rights/kaugtoo.yaml", 1)]
    assert told(drifting, capsys, "--strict", str(drifting / "positions/juhataja.yaml")) == []


def test_a_line_of_the_file_is_shown_with_the_command_that_shows_the_edit(
    drifting: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = jdflow(capsys, "-C", drifting, "--lang", "en", "check", "--strict")
    assert f"{OWN}:1:11: warning JD803: The shared block rights/kaugtoo says this (likeness 100%)." in ran.out
    assert f"`jdflow drift {OWN}:1:11` shows the edit." in ran.out
    ran = jdflow(capsys, "-C", drifting, "check", "--strict", "--format", "github")
    assert f"::warning file={OWN},line=1" in ran.out


def test_what_was_found_is_kept_until_a_file_changes(
    drifting: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (drifting / ".git").mkdir()
    (drifting / ".git" / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    first = told(drifting, capsys, "--strict")
    looked: list[str] = []
    look_at = module.Looker.look_at

    def seen(looker: module.Looker, path: str) -> Looked:
        looked.append(path)
        return look_at(looker, path)

    monkeypatch.setattr(module.Looker, "look_at", seen)
    assert told(drifting, capsys, "--strict") == first
    assert looked == []
    path = drifting / OWN
    path.write_text(path.read_text(encoding="utf-8").replace("kokkuleppel ", ""), encoding="utf-8")
    assert [code for code, _, _ in told(drifting, capsys, "--strict")] != [code for code, _, _ in first]
    assert looked == [OWN]
    (drifting / ".git/jdflow/drift.json").write_bytes(b"x" * 100)
    looked.clear()
    told(drifting, capsys, "--strict")
    assert sorted(looked) == ["positions/juhataja.yaml", OWN]
