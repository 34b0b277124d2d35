"""The hooks that pre-commit takes from this repository, run as it runs them."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from jdflow.app.init import starter
from tests.checkout import PYPROJECT, ROOT
from tests.command import jdflow

if TYPE_CHECKING:
    from pathlib import Path

    from tests.command import Ran

HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
}
POSITION = "positions/uldosakond/spetsialist.yaml"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    assert jdflow(capsys, "init", tmp_path).code == 0
    monkeypatch.chdir(tmp_path)
    return tmp_path


def hook(capsys: pytest.CaptureFixture[str], name: str) -> Ran:
    """The hook, for all files that it asks for."""
    wanted = HOOKS[name]
    assert wanted["language"] == "python"
    program, *arguments = shlex.split(wanted["entry"])
    assert program in PYPROJECT["project"]["scripts"]
    files = [path for path in starter() if re.search(wanted.get("files", ""), path)]
    return jdflow(capsys, *arguments, *(files if wanted.get("pass_filenames", True) else ()))


def test_there_are_two() -> None:
    assert list(HOOKS) == ["jdflow-check", "jdflow-fmt"]


@pytest.mark.parametrize("name", HOOKS)
def test_a_new_repository_passes(name: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hook(capsys, name).code == 0
    assert {path: (root / path).read_bytes() for path in starter()} == starter()


def test_check_refuses_a_mistake(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (root / POSITION).read_text("utf-8")
    (root / POSITION).write_text(text.replace("töötaja", "tootaja"), "utf-8")
    ran = hook(capsys, "jdflow-check")
    assert (ran.code, "JD105" in ran.out) == (1, True)


def test_check_runs_where_a_file_was_deleted(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # pre-commit starts a hook only for files that are there, unless the hook asks for more.
    assert HOOKS["jdflow-check"]["always_run"]
    (root / POSITION).unlink()
    ran = hook(capsys, "jdflow-check")
    assert (ran.code, "JD303" in ran.out) == (1, True)


def test_fmt_writes_what_pre_commit_then_sees(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (root / POSITION).read_text("utf-8")
    (root / POSITION).write_text(text.replace("teenistuja: ", "teenistuja:    "), "utf-8")
    assert hook(capsys, "jdflow-fmt").out == f"{POSITION}\n"
    assert (root / POSITION).read_text("utf-8") == text


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        (POSITION, True),
        ("amet/shared/settings.yaml", True),
        ("templates/klassikaline.docx", False),
        ("README.md", False),
        ("docs/positions.yaml", False),
    ],
)
def test_which_files_fmt_is_for(path: str, *, wanted: bool) -> None:
    assert bool(re.search(HOOKS["jdflow-fmt"]["files"], path)) == wanted
