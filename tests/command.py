"""The program as tests call it: within this process where a process is not the point, else in one of its own."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

from jdflow.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class Ran(NamedTuple):
    """How a call ended, and what it said."""

    code: int
    out: str
    err: str


def jdflow(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Ran:
    """The program called within this process."""
    capsys.readouterr()
    with patch.object(sys, "argv", ["jdflow", *map(str, arguments)]):
        try:
            code = main()
        finally:
            # The program ends before its garbage matters; this process does not.
            gc.enable()
    return Ran(code, *capsys.readouterr())


def process(
    *arguments: str | Path, cwd: Path, env: dict[str, str] | None = None, python: tuple[str, ...] = ("-m", "jdflow")
) -> Ran:
    """The program in a process of its own."""
    result = subprocess.run(
        [sys.executable, *python, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Ran(result.returncode, result.stdout, result.stderr)


def git(folder: Path, *arguments: str) -> str:
    """Git in a folder, at a fixed time."""
    day = "2026-11-20T12:00:00+0200"
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout


def repository(folder: Path) -> Path:
    """The folder as a repository with all of its files committed."""
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "All")
    return folder
