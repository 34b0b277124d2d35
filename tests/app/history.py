"""Histories for tests: a content repository whose commits are made one by one, on days that the test names."""

from __future__ import annotations

import os
import subprocess
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.support import BASE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OWN = "positions/naidis.yaml"
DATED = f"kehtiv_alates: 2026-03-01\n{BASE[OWN]}"


class Chronicle:
    """A repository that grows: each commit says what its files hold from then on."""

    def __init__(self, folder: Path, below: str = "", files: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.root = folder / below if below else folder
        self.day = date(2026, 1, 1)
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit(BASE | {OWN: DATED} if files is None else files)

    def git(self, *arguments: str) -> str:
        """Git in the repository, at noon of the day that it is."""
        day = f"{self.day.isoformat()}T12:00:00+0200"
        return subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env={**os.environ, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout.strip()

    def commit(self, files: Mapping[str, str | bytes | None], message: str = "Muudatus") -> str:
        """Writes files, takes away those of which nothing is said, commits; the commit's name."""
        for path, text in files.items():
            if text is None:
                (self.root / path).unlink()
            else:
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_bytes(text if isinstance(text, bytes) else text.encode())
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        name = self.git("rev-parse", "HEAD")
        self.day += timedelta(days=1)
        return name
