"""The main line, kept from run to run: what each commit says, and which files of the content it left."""

from __future__ import annotations

from bisect import bisect_left
from copy import deepcopy
from sys import intern
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from jdflow.calendar import day_of
from jdflow.git import UnknownRevision
from jdflow.git.brought import brought
from jdflow.git.history import Rewritten, from_the_first, main_line
from jdflow.git.partial import fetch_missing, is_partial
from jdflow.git.tree import commit_of
from jdflow.history.messages import GREP, MAY_SAY, declared_in, records_in
from jdflow.intake.contents import contents
from jdflow.intake.shelf import Shelf
from jdflow.intake.snapshot import FOLDERS, READABLE, Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from jdflow.app.repository import Source
    from jdflow.git.brought import Side
    from jdflow.git.history import Step

# A file's mode and blob.
File: TypeAlias = tuple[str, str]
_FOLDERS = ("positions/", "shared/")
# So many commits are kept in one row.
_CHUNK = 256


class Stop(NamedTuple):
    """A commit of the main line: its name, when and by whom it was made, what it declares, the files it touched."""

    commit: str
    seconds: int
    # The day in Estonia since the year 1, never before that of an earlier commit.
    day: int
    author: str
    declared: str | None
    paths: list[str]


class Saying(NamedTuple):
    """What a commit says of reviews: its name, its moment, its words, the commit of the main line that brought it."""

    commit: str
    seconds: int
    text: str
    number: int


class Course(NamedTuple):
    """The commits that touched a file, and what each left of it."""

    numbers: list[int]
    files: list[File | None]


class Line:
    """The commits of the main line up to the one that is asked for, counted from the first."""

    def __init__(self, source: Source, ignored: Sequence[str], shelf: Shelf) -> None:
        self._source = source
        # The names, or beginnings of names, of commits that count as never made.
        self._names = list(ignored)
        self._shelf = shelf
        self._courses: dict[str, Course] = {}
        self._about: dict[str, Any] = shelf.get("line") or {}
        self.end = self._reach(source.commit)

    def _reach(self, commit: str) -> int:
        """Goes on from where an earlier run came to; says how many commits there are."""
        about = self._about
        if about.get("prefix") != self._source.prefix or about.get("names") != self._names:
            return self._begin()
        if about["commit"] == commit:
            return self._count
        try:
            steps = main_line(self._source.repository, commit, about["commit"])
        except Rewritten:
            # Only an earlier commit of the same line is at hand all the same.
            return self._until(commit) or self._begin()
        self._go_on(list(steps)[::-1], commit, about["commit"])
        return self._count

    def _until(self, commit: str) -> int:
        """How many commits there are up to this one; none where it does not lie on the line."""
        return next((number + 1 for number in range(self._count) if self.stop(number).commit == commit), 0)

    @property
    def _count(self) -> int:
        found: int = self._about["count"]
        return found

    def _begin(self) -> int:
        """Reads the whole line: that of the work tree, which is kept; one that is asked for once only beside it."""
        commit, head = self._source.commit, self._head()
        if head is not None:
            self._read(head)
            if found := self._until(commit):
                return found
        self._shelf = Shelf(None, "")
        self._read(commit)
        return self._count

    def _head(self) -> str | None:
        try:
            return commit_of(self._source.repository, "HEAD")
        except UnknownRevision:
            # A branch on which nothing is committed yet.
            return None

    def _read(self, commit: str) -> None:
        for kind in ("line", "stops", "course", "paths", "said"):
            self._shelf.drop(kind)
        self._courses = {}
        begun = {"count": 0, "day": 1, "ignored": [], "said": []}
        self._about = {"prefix": self._source.prefix, "names": self._names, **begun}
        self._go_on(from_the_first(self._source.repository, commit), commit, None)

    def _go_on(self, steps: Iterable[Step], commit: str, known: str | None) -> None:
        """Takes in further commits, the first one first; in a partial clone, all that is needed of them is fetched."""
        sides: Mapping[str, Sequence[Side]] | None = None
        wanted: list[str] = []
        try:
            growth = _Growth(self._source, self._about | {"commit": commit}, self._shelf)
            for step in steps:
                if sides is None and len(step.parents) > 1:
                    sides = brought(self._source.repository, commit, GREP, known)
                growth.take(step, (sides or {}).get(step.commit, []))
                wanted += self._files(step)
        except _Lost:
            self._read(commit)
            return
        if is_partial(self._source.repository):
            fetch_missing(self._source.repository, wanted)
        self._about = growth.keep()
        self._courses = {}

    def _files(self, step: Step) -> Iterator[str]:
        """The files of the content that the commit left."""
        below = tuple(f"{self._source.folder}{folder}/" for folder in FOLDERS)
        for one in step.changes:
            if one.after is not None and one.after[0] in READABLE and one.path.startswith(below):
                yield one.after[1]

    # -- what is kept, rows that were damaged read anew ----------------------------------------------------------------

    def _row(self, kind: str, key: str = "") -> Any:  # noqa: ANN401 (JSON)
        row = self._shelf.get(kind, key)
        if row is None:
            self._begin()
            row = self._shelf.get(kind, key)
        return row

    def stop(self, number: int) -> Stop:
        """A commit by its number."""
        return Stop(*self._row("stops", str(number // _CHUNK))[number % _CHUNK])

    def let_go(self) -> None:
        """Keeps nothing at hand that can be asked for again."""
        self._courses.clear()

    @property
    def ignored(self) -> list[int]:
        """The commits that count as never made: they leave files, but say nothing."""
        found: list[int] = self._about["ignored"]
        return found

    @property
    def is_whole(self) -> bool:
        """Whether nothing is known of later commits."""
        return self.end == self._count

    def knows(self, mark: dict[str, Any]) -> bool:
        """Whether its commits, later ones included, are those of the mark when there were so many."""
        end: int = mark["end"]
        return end <= self._count and mark == self.mark(end)

    def mark(self, end: int) -> dict[str, Any]:
        """The first so many commits, told from all others."""
        last = self.stop(end - 1).commit if end else ""
        return {"prefix": self._source.prefix, "names": self._names, "commit": last, "end": end}

    @property
    def paths(self) -> Mapping[str, str | None]:
        """The files that history has held: those of positions with their ids, those that they share without."""
        found: dict[str, str | None] = self._row("paths")
        return found

    def course(self, path: str) -> Course:
        """The course of a file up to the last commit that is asked for; empty where there never was one."""
        if path not in self._courses:
            numbers, files = self._row("course", path) if path in self.paths else ([], [])
            until = bisect_left(numbers, self.end)
            self._courses[path] = Course(numbers[:until], [file and (file[0], file[1]) for file in files[:until]])
        return self._courses[path]

    def sayings(self) -> list[Saying]:
        """What commits say of reviews, each of the main line after those that it brought in."""
        rows = (row for chunk in self._about["said"] for row in self._row("said", str(chunk)))
        return [saying for row in rows if (saying := Saying(*row)).number < self.end]


class _Lost(Exception):  # noqa: N818 (a state of what is kept)
    """A row that was kept is no longer there, or damaged."""


class _Growth:
    """What further commits add to the rows that are kept."""

    def __init__(self, source: Source, about: dict[str, Any], shelf: Shelf) -> None:
        self._source = source
        self._about = about
        self._shelf = shelf
        self._is_ignored = tuple(about["names"])
        self._rows: dict[tuple[str, str], Any] = {}
        begun = about["count"] > 0
        self._paths: dict[str, str | None] = self._row("paths", "", dict, is_kept=begun)
        self._known = frozenset(self._paths)
        self._last_chunk = about["count"] // _CHUNK if about["count"] % _CHUNK else -1

    def take(self, step: Step, sides: Sequence[Side]) -> None:
        """Takes in a commit, and what it says; before that, what those of side branches say that it brought in."""
        about, number = self._about, self._about["count"]
        is_ignored = bool(self._is_ignored) and step.commit.startswith(self._is_ignored)
        said = [*(side.message for side in sides), step.message]
        said = [message for message in said if MAY_SAY.search(message)]
        # Whatever a clock said, no commit is of an earlier day than the one before it.
        day = about["day"] if is_ignored else max(about["day"], day_of(step.seconds).toordinal())
        declared = next(filter(None, map(declared_in, said)), None)
        # Few people make many commits.
        author = intern(step.author)
        stop = Stop(step.commit, step.seconds, day, author, declared, list(self._touch(number, step)))
        chunk = number // _CHUNK
        self._row("stops", str(chunk), list, is_kept=chunk == self._last_chunk).append(stop)
        about |= {"count": number + 1, "day": day}
        if is_ignored:
            about["ignored"] = [*about["ignored"], number]
        else:
            told = [(side.commit, side.seconds, side.message) for side in sides]
            self._hear([*told, (step.commit, step.seconds, step.message)], number)

    def _touch(self, number: int, step: Step) -> Iterator[str]:
        """The files of the content that the commit touched, each noted in its course."""
        prefix = self._source.folder
        for change in step.changes:
            path = change.path.removeprefix(prefix)
            if change.path.startswith(prefix) and path.startswith(_FOLDERS):
                if path not in self._paths:
                    self._paths[path] = _id_of(path)
                numbers, files = self._row("course", path, lambda: [[], []], is_kept=path in self._known)
                numbers.append(number)
                files.append(change.after)
                yield path

    def _hear(self, told: Iterable[tuple[str, int, str]], number: int) -> None:
        for commit, seconds, text in told:
            if MAY_SAY.search(text) and records_in(text):
                chunk, known = number // _CHUNK, self._about["said"]
                self._row("said", str(chunk), list, is_kept=chunk in known).append(
                    Saying(commit, seconds, text, number)
                )
                if chunk not in known:
                    self._about["said"] = [*known, chunk]

    def _row(self, kind: str, key: str, empty: Callable[[], Any], *, is_kept: bool) -> Any:  # noqa: ANN401 (JSON)
        """A row to be added to: a copy of what is kept."""
        place = (kind, key)
        if place not in self._rows:
            kept = self._shelf.get(kind, key)
            if kept is None and is_kept:
                raise _Lost(kind, key)
            self._rows[place] = empty() if kept is None else deepcopy(kept)
        return self._rows[place]

    def keep(self) -> dict[str, Any]:
        """Leaves the rows as they are now for the next run."""
        for (kind, key), row in self._rows.items():
            self._shelf.put(kind, key, row)
        self._shelf.put("line", "", self._about)
        return self._about


def _id_of(path: str) -> str | None:
    """The id of the position that a file of that name would describe."""
    # Sorted out one by one, by the same rules as a whole content.
    return contents([Entry(path, "file")]).positions.get(path)
