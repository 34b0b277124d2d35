"""Examples that have a “before”: a repository made of what stands above `# nüüd`, and a branch of what stands below."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from jdflow.app.base import Base, check_since
from jdflow.app.repository import open_source
from jdflow.git.history import merge_base
from tests.app.history import Chronicle
from tests.support import BASE, STRICT, TODAY, overlay, problems_of

if TYPE_CHECKING:
    from jdflow.app.check import Report
    from jdflow.problems import Problem
    from tests.support import Texts

_PART = re.compile(r"^# (enne|nüüd(?:, sõnumiga [^\n]+)?)$\n?", re.MULTILINE)


def has_before(example: str) -> bool:
    """Whether the example tells of a change."""
    return _PART.match(example) is not None


def contents_of(example: str) -> list[str]:
    """The contents that an example tells of, one after the other, or the one."""
    return _PART.split(example)[2::2] if has_before(example) else [example]


class Branched:
    """The repository that an example tells of.

    Each part below `# enne` is a commit of the main branch, whole by itself and laid over the base. What stands below
    `# nüüd` lies on disk, or is committed on a branch where a message is given.
    """

    def __init__(self, example: str, folder: Path) -> None:
        _, *parts = _PART.split(example)
        self.root = folder
        history = Chronicle(folder, files=BASE)
        # By then, what the parts say of approvals has come to pass.
        history.day = date(2026, 11, 10)
        held = set(BASE)
        for head, text in zip(parts[::2], parts[1::2], strict=True):
            content = overlay(text)
            gone = held - content.files.keys()
            held = set(content.files)
            if head == "enne":
                history.commit({**content.files, **dict.fromkeys(gone)})
            else:
                self._go_on(history, content, gone, head.partition(", sõnumiga ")[2])

    def _go_on(self, history: Chronicle, content: Texts, gone: set[str], message: str) -> None:
        history.git("switch", "--quiet", "--create", "haru")
        if message:
            history.commit({**content.files, **dict.fromkeys(gone)}, message)
        else:
            for path in gone:
                (self.root / path).unlink()
            content.on_disk(self.root)

    def check(self) -> Report:
        """What `check --base main` finds."""
        with open_source(self.root, "HEAD") as source:
            commit = merge_base(source.repository, source.commit, "main")
            assert commit is not None
            return check_since(self.root, source, Base(commit, "main"), TODAY, ())


@cache
def problems_of_branch(example: str) -> list[Problem]:
    """All that is found in an example that has a “before”."""
    with TemporaryDirectory() as folder:
        return Branched(example, Path(folder)).check().problems


def problems_of_example(example: str, code: str = "") -> list[Problem]:
    """All that is found in an example of either kind, by the check that tells of this code."""
    return problems_of_branch(example) if has_before(example) else problems_of(example, strict=code in STRICT)
