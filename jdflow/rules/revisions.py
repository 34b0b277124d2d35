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


def ignored(settings: Settings) -> list[str]:
    """The commits that count as never made (`ignore_revs`): their names, or the beginnings of those."""
    return [item.text.lower() for item in settings.ignore_revs if _NAME.fullmatch(item.text)]


def misnamed(settings: Settings) -> Iterator[Problem]:
    """What can be the name of no commit."""
    for item in settings.ignore_revs:
        if not _NAME.fullmatch(item.text):
            yield fields.NO_REVISION.at(item.at, value=item.text)


def unknown(settings: Settings, commits: Collection[str]) -> Iterator[Problem]:
    """What could be the name of a commit, and is that of none of these."""
    absent = [name for name in ignored(settings) if not any(commit.startswith(name) for commit in commits)]
    for item in settings.ignore_revs:
        if item.text.lower() in absent:
            yield history.UNKNOWN_REVISION.at(item.at, value=item.text)
