"""Commits that the settings call never made: each must be named so that it is found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.problems import Problem, fields, history

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from jdflow.model.organisation import Settings

# A commit's name, whole or cut short: fewer letters may mean any.
_NAME = re.compile(r"[0-9a-f]{7,64}", re.IGNORECASE)


def misnamed(settings: Settings) -> Iterator[Problem]:
    """What can be the name of no commit."""
    for item in settings.ignore_revs:
        if not _NAME.fullmatch(item.text):
            yield fields.NO_REVISION.at(item.at, value=item.text)


def unknown(settings: Settings, commits: Collection[str]) -> Iterator[Problem]:
    """What could be the name of a commit, and is that of none of these."""
    for item in settings.ignore_revs:
        name = item.text.lower()
        if _NAME.fullmatch(name) and not any(commit.startswith(name) for commit in commits):
            yield history.UNKNOWN_REVISION.at(item.at, value=item.text)
