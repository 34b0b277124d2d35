"""Invented histories: what befalls positions and blocks, told by small numbers, and written as a repository at once."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

IDS = ("arhivaar", "juhataja", "noorem", "vanem", "ylem")
BLOCKS = ("rights/esimene", "rights/teine", "rights/kolmas")
FIRST = date(2026, 2, 20)
# Dates before, among and after the days of the commits; few, so that they meet.
DATES = [FIRST + timedelta(days=days) for days in (-400, -20, 0, 5, 9, 10, 30, 60, 400)]
FOLDERS = ("", "osakond/", "äge kaust/")
SETTINGS = "shared/settings.yaml"
MAIN = "refs/heads/main"
# One packed file, and no waiting for the disk.
_FAST = ("-c", "fastimport.unpackLimit=1", "-c", "core.fsync=none")


class Holder(NamedTuple):
    """A position's file."""

    words: int = 0
    begins: int | None = None
    ends: int | None = None
    approved: int | None = None
    uses: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    folder: int = 0
    spelling: int = 0
    broken: bool = False
    twin: bool = False


class Block(NamedTuple):
    """A shared block's file."""

    words: int = 0
    uses: tuple[str, ...] = ()
    broken: bool = False


class World(NamedTuple):
    """All files, as one commit leaves them."""

    positions: Mapping[str, Holder]
    blocks: Mapping[str, Block]


class Deed(NamedTuple):
    """What befalls one thing: which deed, on what, and two numbers more."""

    what: int
    on: int
    one: int
    two: int


class Act(NamedTuple):
    """A commit: its deeds, the hours since the one before, how many side branches it merges; whether it is ignored."""

    deeds: tuple[Deed, ...]
    hours: int = 24
    merges: int = 0
    ignored: bool = False


_DEEDS = st.builds(
    Deed, st.sampled_from([2, 4, 4, 4, 5, *range(30)]), st.integers(0, 7), st.integers(0, 11), st.integers(0, 5)
)


def histories(*, ignoring: bool = False, most: int = 14) -> st.SearchStrategy[list[Act]]:
    """Histories of some commits."""
    deeds = st.lists(_DEEDS, min_size=0, max_size=3).map(tuple)
    hours = st.sampled_from([24, 0, 1, 11, 24, 72, 240, -24, 700])
    merges = st.sampled_from([0, 0, 0, 0, 1, 2])
    ignored = st.sampled_from([False, False, False, True]) if ignoring else st.just(value=False)
    return st.lists(st.builds(Act, deeds, hours, merges, ignored), min_size=4, max_size=most)


def worlds(acts: Iterable[Act]) -> list[World]:
    """The world after each commit."""
    start = World({IDS[0]: Holder(begins=2, uses=BLOCKS[:1])}, {BLOCKS[0]: Block(uses=BLOCKS[1:2]), BLOCKS[1]: Block()})
    told = [start]
    lost: dict[str, Holder | Block] = {}
    for act in acts:
        world = told[-1]
        for deed in act.deeds:
            world = _done(world, deed, told, lost)
        told.append(world)
    return told


def _done(world: World, deed: Deed, told: list[World], lost: dict[str, Holder | Block]) -> World:
    """The world after a deed; one that is not possible leaves it as it is."""
    if deed.what >= 28:
        return told[-1 - deed.one % len(told)]
    if deed.what >= 20:
        return world._replace(blocks=_with_block(dict(world.blocks), deed, lost))
    return world._replace(positions=_with_position(dict(world.positions), deed, lost))


def _with_position(  # noqa: C901, PLR0912 (one branch a deed)
    found: dict[str, Holder], deed: Deed, lost: dict[str, Holder | Block]
) -> dict[str, Holder]:
    # Much befalls few, so that it meets.
    id = IDS[(0, 0, 0, 1, 1, 2, 3, 4)[deed.on]]
    what = deed.what
    if id not in found:
        if what < 8 and id in lost and isinstance(back := lost[id], Holder):
            found[id] = back
        elif what < 14:
            found[id] = Holder(deed.one % 3, _date(deed.one), uses=_uses(deed.two), former=_former(id, deed))
        return found
    old = found[id]
    if what in {0, 1}:
        found[id] = old._replace(words=deed.one % 3)
    elif what in {2, 3}:
        found[id] = old._replace(begins=_date(deed.one), spelling=deed.two)
    elif what in {4, 5, 6}:
        found[id] = old._replace(begins=3 + deed.one % 6, approved=deed.two % 3, words=deed.one % 3)
    elif what in {7, 8}:
        found[id] = old._replace(approved=_date(deed.one))
    elif what == 9:
        found[id] = old._replace(ends=_date(deed.one))
    elif what in {10, 11}:
        lost[id] = found.pop(id)
    elif what in {12, 13}:
        newer = IDS[deed.one % len(IDS)]
        if newer not in found:
            lost[id] = found.pop(id)
            found[newer] = old._replace(former=(*old.former, id) if deed.two else (), words=deed.two % 3)
    elif what == 14:
        found[id] = old._replace(former=_former(id, deed))
    elif what == 15:
        found[id] = old._replace(folder=deed.one % len(FOLDERS))
    elif what == 16:
        found[id] = old._replace(broken=not old.broken)
    elif what == 17:
        found[id] = old._replace(twin=not old.twin)
    elif what == 18:
        found[id] = old._replace(uses=_uses(deed.one))
    else:
        found[id] = old._replace(spelling=deed.two)
    return found


def _with_block(found: dict[str, Block], deed: Deed, lost: dict[str, Holder | Block]) -> dict[str, Block]:
    key = BLOCKS[deed.on % len(BLOCKS)]
    what = deed.what
    if key not in found:
        back = lost.get(key)
        found[key] = back if isinstance(back, Block) and what < 24 else Block(deed.one % 3)
    elif what < 24:
        found[key] = found[key]._replace(words=deed.one % 3)
    elif what == 24:
        found[key] = found[key]._replace(uses=tuple(one for one in _uses(deed.one) if one != key))
    elif what == 25:
        found[key] = found[key]._replace(broken=not found[key].broken)
    else:
        lost[key] = found.pop(key)
    return found


def _date(number: int) -> int | None:
    return number if number < len(DATES) else None


def _uses(number: int) -> tuple[str, ...]:
    return tuple(block for at, block in enumerate(BLOCKS) if number >> at & 1)


def _former(id: str, deed: Deed) -> tuple[str, ...]:
    other = IDS[deed.two % len(IDS)]
    return (other,) if other != id and deed.two else ()


def files(world: World, folders: tuple[str, ...] = FOLDERS) -> dict[str, str]:
    """The files of a world."""
    found = {SETTINGS: "asutus: Näidisamet\n"}
    for id, holder in world.positions.items():
        places = [holder.folder, *([holder.folder + 1] if holder.twin else [])]
        for place in places:
            found[f"positions/{folders[place % len(folders)]}{id}.yaml"] = written(holder)
    for key, block in world.blocks.items():
        found[f"shared/{key}.yaml"] = (
            "nimi: [\n" if block.broken else f"nimi: Õigus\nlaused: [{_items(f'lause {block.words}', block.uses)}]\n"
        )
    return found


def _items(own: str, uses: Iterable[str]) -> str:
    return ", ".join([own, *(f"{{kasuta: {block}}}" for block in uses)])


def written(holder: Holder) -> str:
    """A position's file, its date spelt in one of several ways."""
    lines = [
        "ametinimetus: Näidis",
        "struktuuriüksus: andmetalitus",
        "teenistuja: ametnik",
        f"eesmärk: Töö {holder.words} on tehtud.",
        "ülesanded: [{ülesanne: Töö.}]",
        f"õigused: [{_items('teha tööd', holder.uses)}]",
    ]
    if holder.former:
        lines.append(f"varem: [{', '.join(holder.former)}]")
    if holder.ends is not None:
        lines.append(f"kehtiv_kuni: {DATES[holder.ends]}")
    if holder.approved is not None:
        lines.append(f"kinnitamine: {{kuupäev: {DATES[holder.approved]}}}")
    if holder.begins is not None:
        day = DATES[holder.begins]
        spelt = (
            f"{day}",
            f"{day:%d.%m.%Y}",
            f"'{day}'",
            f"{day}  # algab",
            f"\n  {day}",
            f"{day}\nmärkused: >\n  {day}\n\n  kehtiv_alates: {FIRST}",
        )
        lines.insert(holder.spelling % len(lines), f"kehtiv_alates: {spelt[holder.spelling]}")
    if holder.broken:
        lines.append("ülesanded: [")
    return "\n".join(lines) + "\n"


class Written:
    """A history written as a repository: the names of its main line's commits, from the first."""

    def __init__(self, folder: Path, acts: list[Act], trees: list[dict[str, str]]) -> None:
        self.folder = folder
        _git(folder, "init", "--quiet", "--initial-branch=main", "--template=")
        self._blobs: dict[str, int] = {}
        self._marks = 0
        self._stream: list[bytes] = []
        seconds = int(datetime(FIRST.year, FIRST.month, FIRST.day, 10, tzinfo=UTC).timestamp())
        marks = [self._commit(MAIN, trees[0], seconds, [])]
        for act, (before, after) in zip(acts, pairwise(trees), strict=True):
            seconds += act.hours * 3600
            # What a side branch held is of no account; only what its merge left is.
            sides = [
                self._commit(f"refs/heads/haru{self._marks}", after if number else before, seconds, marks[-1:])
                for number in range(act.merges)
            ]
            marks.append(self._commit(MAIN, after, seconds, [marks[-1], *sides]))
        self.names = self._import(marks)
        ignored = [name for act, name in zip(acts, self.names[1:], strict=True) if act.ignored]
        if ignored:
            short = [name[:10] if number % 2 else name for number, name in enumerate(ignored)]
            settings = f"{trees[-1][SETTINGS]}ignore_revs: {short}\n"
            last = self._commit(MAIN, trees[-1] | {SETTINGS: settings}, seconds + 3600, [], self.names[-1])
            self.names += self._import([last])

    @property
    def numbers(self) -> dict[str, int]:
        """For each commit of the main line its number."""
        return {name: number for number, name in enumerate(self.names)}

    def _commit(
        self, branch: str, tree: Mapping[str, str], seconds: int, parents: list[int], parent: str | None = None
    ) -> int:
        blobs = {path: self._blob(text) for path, text in tree.items()}
        self._marks += 1
        origin = [f":{mark}" for mark in parents] if parent is None else [parent]
        lines = [
            f"commit {branch}",
            f"mark :{self._marks}",
            f"committer Hooldaja <h@example.org> {seconds} +0000",
            "data 0",
            *(f"{'merge' if number else 'from'} {name}" for number, name in enumerate(origin)),
            "deleteall",
            *(f'M 100644 :{mark} "{path}"' for path, mark in blobs.items()),
        ]
        self._stream.append("\n".join([*lines, "", ""]).encode())
        return self._marks

    def _blob(self, text: str) -> int:
        if text not in self._blobs:
            self._marks += 1
            self._blobs[text] = self._marks
            data = text.encode()
            self._stream.append(b"blob\nmark :%d\ndata %d\n%b\n" % (self._marks, len(data), data))
        return self._blobs[text]

    def _import(self, marks: list[int]) -> list[str]:
        """Writes what is gathered; the names of these commits."""
        said = self._stream + [b"get-mark :%d\n" % mark for mark in marks] + [b"done\n"]
        self._stream, self._blobs = [], {}
        names = _git(self.folder, *_FAST, "fast-import", "--quiet", "--done", "--force", given=b"".join(said))
        return re.findall(r"[0-9a-f]{40}", names.decode())


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    return subprocess.run(["git", *arguments], cwd=folder, input=given, capture_output=True, check=True).stdout
