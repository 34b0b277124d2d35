"""The first clock once more, word for word and without any haste: every commit's whole tree is read anew."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from jdflow.app.reading import Reading
from jdflow.app.texts import incomplete
from jdflow.resolve.fingerprint import fingerprint
from tests.support import Texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_TALLINN = ZoneInfo("Europe/Tallinn")
_USE = re.compile(r"kasuta: *([a-z]+/[\w-]+)")
_DAY = timedelta(days=1)
UNREADABLE = "unreadable"


class Text(NamedTuple):
    """What a tree says of a position."""

    begins: date | None
    ends: date | None
    approved: date | None
    fingerprint: str
    title: str
    path: str
    former: tuple[str, ...]


class Point(NamedTuple):
    """A commit of the main line, its day, and all of its files."""

    number: int
    commit: str
    day: date
    files: Mapping[str, str]
    before: Mapping[str, str]


class Held:
    """A date that the main line has held: what its trees said, one by one, and what became of it."""

    def __init__(self, begins: date | None) -> None:
        self.begins = begins
        self.texts: list[tuple[Point, Text]] = []
        # The last commit that set the date or changed the text; those that changed it after the first.
        self.commit = -1
        self.amended: list[int] = []
        self.withdrawn_by: Point | None = None
        self.deleted_on: date | None = None

    def say(self, point: Point, text: Text, *, sets: bool) -> None:
        """The tree of that commit carries the date."""
        changes = bool(self.texts) and self.texts[-1][1].fingerprint != text.fingerprint
        if changes:
            self.amended.append(point.number)
        if sets or changes:
            self.commit = point.number
        self.texts.append((point, text))

    @property
    def text(self) -> Text:
        """The last."""
        return self.texts[-1][1]


class Stands(NamedTuple):
    """A version: its days, its commit and those of its amendments by their number on the main line, its text."""

    begins: date
    ends: date | None
    commit: int
    amended: list[int]
    text: Text


class Story(NamedTuple):
    """A position's versions; those withdrawn, with the commits of their text and of their end; the last of its file."""

    versions: list[Stands]
    withdrawn: list[tuple[date, int, int]]
    last: Text | None

    def on(self, day: date) -> tuple[str, Stands | None]:
        """What the position is on a day, and the version that says so: in force, else the next, else the last."""
        for version in self.versions:
            if version.begins <= day and (version.ends is None or day <= version.ends):
                return "in_force", version
        for version in self.versions:
            if version.begins > day:
                return "upcoming", version
        return ("ended", self.versions[-1]) if self.versions else ("draft", None)


class Naive:
    """The history of all positions up to a commit."""

    def __init__(self, folder: Path, revision: str = "HEAD") -> None:
        said = _git(folder, "log", "--first-parent", "--reverse", "--format=%H %ct", revision).decode().split("\n")
        commits = [line.split(" ") for line in said if line]
        store = _Store(folder)
        trees = [store.files(commit) for commit, _ in commits]
        settings = Reading(Texts({path: text for path, text in trees[-1].items() if path.startswith("shared/")}))
        ignored = tuple(item.text for item in settings.settings.ignore_revs)
        self.points: list[Point] = []
        latest = date.min
        for number, (commit, seconds) in enumerate(commits):
            if not commit.startswith(ignored):
                latest = max(latest, datetime.fromtimestamp(int(seconds), UTC).astimezone(_TALLINN).date())
                before = trees[number - 1] if number else {}
                self.points.append(Point(number, commit, latest, trees[number], before))
        self.all_ids = sorted({_id(path) for tree in trees for path in tree if path.startswith("positions/")})
        self.names = self._joined()

    def _joined(self) -> dict[str, list[str]]:
        """The ids that positions have now or had last, each with all that it ever had, the newest first."""
        newer: dict[str, str] = {}
        said = {id: [each for _, each in self._said([id])] for id in self.all_ids}
        living = {id for id in self.all_ids if said[id] and said[id][-1] is not None}
        for id in self.all_ids:
            texts = [each for each in said[id] if isinstance(each, Text)]
            for former in texts[-1].former if texts else ():
                if former in self.all_ids and former not in living and former != id:
                    newer.setdefault(former, id)
        found: dict[str, list[tuple[int, str]]] = {}
        for id in self.all_ids:
            way = [id]
            while way[-1] in newer and newer[way[-1]] not in way:
                way.append(newer[way[-1]])
            # In a circle none is the newest.
            last = way[-1] if way[-1] not in newer else min(way[way.index(newer[way[-1]]) :])
            found.setdefault(last, []).append((way.index(last), id))
        return {id: [name for _, name in sorted(names)] for id, names in found.items()}

    def _said(self, names: list[str]) -> Iterator[tuple[Point, Text | str | None]]:
        """What each tree says of a position: a text, nothing (no file), or something that cannot be read."""
        own: dict[str, str] = {}
        used: set[str] = set()
        for point in self.points:
            touched = _own(names, point.files) != _own(names, point.before)
            if touched:
                # What a commit that counts as never made did to the file is known from the next one that touches it.
                own = _own(names, point.files)
            if touched or any(point.files.get(path) != point.before.get(path) for path in used):
                used = _used(own, point.files)
                files = own | {path: point.files[path] for path in used if path in point.files}
                name = next((name for name in names if any(_id(path) == name for path in own)), None)
                paths = [path for path in own if _id(path) == name]
                yield point, None if name is None else UNREADABLE if len(paths) > 1 else _text(name, files)

    def story(self, id: str) -> Story:
        """The versions of a position."""
        held: dict[date, Held] = {}
        current: Held | None = None
        deleted: Held | None = None
        undone: list[Held] = []
        for point, said in self._said(self.names[id]):
            if isinstance(said, str):
                continue
            if said is None:
                if current is not None:
                    deleted, current, undone = current, None, _delete(held, point)
                continue
            sets = current is None or current.begins != said.begins
            if sets:
                accident = deleted is not None and current is None and _is_like(deleted.text, said)
                if accident:
                    for one in undone:
                        one.withdrawn_by, one.deleted_on = None, None
                else:
                    _change(held, current, said.begins, point)
                current = _take_up(held, said.begins)
            assert current is not None
            current.say(point, said, sets=sets)
        return Story(
            _standing(held),
            [
                (begins, one.commit, one.withdrawn_by.number)
                for begins, one in sorted(held.items())
                if one.withdrawn_by is not None
            ],
            None if current is None else current.text,
        )


def _delete(held: Mapping[date, Held], point: Point) -> list[Held]:
    """The file is gone: the position ends on that day, what was upcoming is withdrawn; which versions that met."""
    met = [one for one in held.values() if one.withdrawn_by is None and one.deleted_on is None]
    for one in met:
        if one.begins is not None and one.begins > point.day:
            one.withdrawn_by = point
        else:
            one.deleted_on = point.day
    return met


def _change(held: Mapping[date, Held], left: Held | None, to: date | None, point: Point) -> None:
    """A commit changes the date: what it withdraws."""
    for begins, one in held.items():
        if to is not None and begins >= to and one.withdrawn_by is None:
            one.withdrawn_by = point
    if left is None or left.begins is None or left.withdrawn_by is not None:
        return
    took_effect = left.begins <= point.day
    approved = left.text.approved is not None and left.text.approved <= point.day
    if not took_effect and not (approved and to is not None and to > left.begins):
        left.withdrawn_by = point


def _take_up(held: dict[date, Held], begins: date | None) -> Held:
    """The version of that date, as far as it is held; one that ended with another holder of the id is another one."""
    if begins is None:
        return Held(None)
    if begins not in held or held[begins].deleted_on is not None:
        held[begins] = Held(begins)
    held[begins].withdrawn_by = None
    return held[begins]


def _standing(held: Mapping[date, Held]) -> list[Stands]:
    """What remains, sorted."""
    remain = [begins for begins in sorted(held) if held[begins].withdrawn_by is None]
    found = []
    for begins, following in pairwise([*remain, None]):
        assert begins is not None
        one = held[begins]
        ends = [following - _DAY] if following is not None else []
        if one.text.ends is not None and one.text.ends >= begins:
            ends.append(one.text.ends)
        if one.deleted_on is not None:
            ends.append(one.deleted_on)
        found.append(Stands(begins, min(ends, default=None), one.commit, one.amended, one.text))
    return found


def _is_like(one: Text, other: Text) -> bool:
    """Whether two texts have the same words and the same date."""
    return (one.begins, one.fingerprint) == (other.begins, other.fingerprint)


def _id(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yaml")


def _own(names: list[str], files: Mapping[str, str]) -> dict[str, str]:
    """The files of a position."""
    return {path: text for path, text in files.items() if path.startswith("positions/") and _id(path) in names}


def _used(own: Mapping[str, str], files: Mapping[str, str]) -> set[str]:
    """The paths of all blocks that they use, be they there or not."""
    found: set[str] = set()
    todo = list(own.values())
    while todo:
        for block in _USE.findall(todo.pop()):
            path = f"shared/{block}.yaml"
            if path not in found:
                found.add(path)
                todo.append(files.get(path, ""))
    return found


_TEXTS: dict[tuple[object, ...], Text | str] = {}


def _text(id: str, files: Mapping[str, str]) -> Text | str:
    """What the position's file says with its blocks; the same files are read once, whatever tests they stand in."""
    key = (id, *sorted(files.items()))
    if key not in _TEXTS:
        _TEXTS[key] = _read(id, files)
    return _TEXTS[key]


def _read(id: str, files: Mapping[str, str]) -> Text | str:
    reading = Reading(Texts(files))
    resolved = None if incomplete(reading, id) else reading.resolved(id)
    if resolved is None:
        return UNREADABLE
    position = resolved.position
    return Text(
        position.effective_from,
        position.effective_to,
        None if position.approval is None else position.approval.date,
        fingerprint(resolved),
        position.title,
        position.path,
        tuple(item.text for item in position.former_ids),
    )


class _Store:
    """The objects of a repository as they lie there."""

    def __init__(self, folder: Path) -> None:
        names = _git(folder, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
        data = subprocess.run(
            ["git", "cat-file", "--batch"], cwd=folder, input=names, capture_output=True, check=True
        ).stdout
        self.objects: dict[str, bytes] = {}
        at = 0
        while at < len(data):
            end = data.index(b"\n", at)
            name, _, size = data[at:end].decode().split(" ")
            self.objects[name] = data[end + 1 : end + 1 + int(size)]
            at = end + 2 + int(size)

    def files(self, commit: str) -> dict[str, str]:
        """All files of a commit; bytes that are no UTF-8 stand in a text as surrogates."""
        return dict(self._below(self.objects[commit][5:45].decode(), ""))

    def _below(self, tree: str, folder: str) -> Iterator[tuple[str, str]]:
        data, at = self.objects[tree], 0
        while at < len(data):
            end = data.index(b"\0", at)
            mode, name = data[at:end].decode("utf-8", "surrogateescape").split(" ", 1)
            hexed = data[end + 1 : end + 21].hex()
            at = end + 21
            if mode == "40000":
                yield from self._below(hexed, f"{folder}{name}/")
            else:
                yield f"{folder}{name}", self.objects[hexed].decode("utf-8", "surrogateescape")


def _git(folder: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True).stdout
