"""Who is assigned to what: accounts at the forge, by position or unit, or by the owners of files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jdflow.model.ids import is_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

EVERYBODY = "*"
_ACCOUNT = re.compile(r"@?([A-Za-z0-9][A-Za-z0-9._-]{0,99})")
_PARTS = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_WILD = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
# A section's name, how many have to approve, and whose its files are.
_HEADING = re.compile(r"\^?\[([^\]]+)\](?:\[\d+\])?\s*(.*)")


class BadLines(Exception):  # noqa: N818 (the state of a file, not a fault of the program)
    """Lines that say nobody's account, by their numbers; what stands in them is not repeated."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(numbers)
        self.numbers = numbers


def accounts_in(text: str) -> dict[str, tuple[str, ...]]:
    """The accounts by the id of a position or unit, or `*`; each line is `id: account, account`. Raises BadLines."""
    found: dict[str, tuple[str, ...]] = {}
    bad = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        said = line.partition("#")[0].strip()
        if not said:
            continue
        id, _, names = (part.strip() for part in said.partition(":"))
        accounts = [_ACCOUNT.fullmatch(name) for name in re.split(r"[\s,]+", names)]
        if id in found or not (id == EVERYBODY or is_id(id)) or None in accounts:
            bad.append(number)
        else:
            found[id] = tuple(dict.fromkeys(account[1] for account in accounts if account is not None))
    if bad:
        raise BadLines(bad)
    return found


class Owners:
    """The owners of files, as a file CODEOWNERS names them: the last line that fits a path counts.

    GitLab knows sections: each counts by itself, and its heading may name those who own what its lines leave open.
    """

    def __init__(self, text: str) -> None:
        self._sections: dict[str, list[_Line]] = {"": []}
        lines, by_heading = self._sections[""], tuple[str, ...]()
        for line in text.splitlines():
            said = line.partition("#")[0].strip()
            heading = _HEADING.fullmatch(said)
            if heading:
                lines = self._sections.setdefault(heading[1].casefold(), [])
                by_heading = _people(heading[2].split())
            elif said:
                pattern, *words = said.split()
                people = _people(words) if words else by_heading
                is_left_out = pattern.startswith("!")
                lines.append(_Line(_pattern(pattern.lstrip("!")), () if is_left_out else people, is_left_out))

    def of(self, path: str) -> tuple[str, ...]:
        """The accounts of people who own the file; teams and addresses cannot be assigned."""
        found = [line for lines in self._sections.values() if (line := _counting(lines, path)) is not None]
        return tuple(dict.fromkeys(name for line in found for name in line.people))

    def of_all(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Those who own each of the files."""
        owners = [self.of(path) for path in paths]
        return tuple(name for name in owners[0] if all(name in others for others in owners)) if owners else ()


class _Line(NamedTuple):
    """Whose the files of a pattern are; what is left out stays so, whatever follows."""

    pattern: re.Pattern[str]
    people: tuple[str, ...]
    is_left_out: bool


def _counting(lines: Sequence[_Line], path: str) -> _Line | None:
    """The line of a section that counts for a file."""
    fitting = [line for line in lines if line.pattern.fullmatch(path)]
    return next((line for line in fitting if line.is_left_out), fitting[-1] if fitting else None)


def _people(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(_person, words)))


class Assignees(NamedTuple):
    """Who is assigned: by names that were given, else by the owners of files."""

    accounts: Mapping[str, Sequence[str]]
    owners: Owners | None = None

    def of(self, ids: Iterable[str], paths: Sequence[str]) -> tuple[str, ...]:
        """The accounts of a recipient who may go by several ids and is told of these files; else everybody's."""
        if self.owners is not None:
            return self.owners.of_all(paths)
        return self.named((*ids, EVERYBODY))

    def named(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The accounts that were given for the first of these ids that has any."""
        return tuple(next((self.accounts[id] for id in ids if id in self.accounts), ()))


def _pattern(text: str) -> re.Pattern[str]:
    """A line's pattern, as Git reads those of `.gitignore`."""
    anchored = "/" in text.rstrip("/")
    body = "".join(_WILD.get(part) or re.escape(part) for part in _PARTS.findall(text.strip("/")))
    # What names a folder means all that is in it; `folder/*` means no more than the files right there.
    below = "/.*" if text.endswith("/") else "" if text.endswith("/*") else "(?:/.*)?"
    return re.compile(f"{'' if anchored else '(?:.*/)?'}{body}{below}")


def _person(word: str) -> str | None:
    found = _ACCOUNT.fullmatch(word) if word.startswith("@") else None
    return None if found is None else found[1]
