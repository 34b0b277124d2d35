"""The files of the content through the main line: which blob lay where after each commit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from jdflow.app.line import Line
from jdflow.calendar import plus
from jdflow.git.tree import Tree
from jdflow.history.records import Message
from jdflow.intake.snapshot import READABLE
from jdflow.model.version import Moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jdflow.app.line import File
    from jdflow.app.repository import Source
    from jdflow.intake.shelf import Shelf


class Moments(Sequence[Moment]):
    """The commits of the main line from the first."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._seen: dict[int, Moment] = {}

    def __len__(self) -> int:
        return self._line.end

    @overload
    def __getitem__(self, at: int) -> Moment: ...
    @overload
    def __getitem__(self, at: slice) -> list[Moment]: ...
    def __getitem__(self, at: int | slice) -> Moment | list[Moment]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        number = range(len(self))[at]
        if number not in self._seen:
            stop = self._line.stop(number)
            day = date.fromordinal(stop.day)
            self._seen[number] = Moment(number, stop.commit, day, stop.seconds, stop.author, stop.declared)
        return self._seen[number]

    def let_go(self) -> None:
        """Keeps none of them at hand."""
        self._seen.clear()

    def first_of_last_day(self) -> Moment:
        """The first that was made on the day of the last."""
        return self[self.until(plus(self[-1].day, -1))]

    def until(self, day: date) -> int:
        """How many of them were made up to the end of that day."""
        return bisect_right(self, day, key=lambda moment: moment.day)


class Past:
    """The commits of the main line from the first, and the files that each left."""

    def __init__(self, source: Source, ignored: Sequence[str], shelf: Shelf) -> None:
        self.source = source
        self._line = Line(source, ignored, shelf)
        self.moments = Moments(self._line)
        # Commits that count as never made: they leave files, but say nothing.
        self.ignored = {number for number in self._line.ignored if number < self._line.end}

    def let_go(self) -> None:
        """Keeps nothing at hand that can be asked for again."""
        self.moments.let_go()
        self._line.let_go()

    @property
    def end(self) -> int:
        """The number after the last commit's."""
        return self._line.end

    @property
    def is_whole(self) -> bool:
        """Whether nothing is known of later commits: what is found out may be kept for the next run."""
        return self._line.is_whole

    @property
    def mark(self) -> dict[str, Any]:
        """How far history is known here, as plain JSON."""
        return self._line.mark(self.end)

    def went_through(self, mark: dict[str, Any]) -> bool:
        """Whether history was as that mark says when it had come so far."""
        return mark["end"] <= self.end and self._line.knows(mark)

    def touched_beyond(self, mark: dict[str, Any]) -> set[str] | None:
        """The files that were touched between that mark and the last commit here, whichever came first."""
        if not self._line.knows(mark):
            return None
        between = range(*sorted((mark["end"], self.end)))
        return {path for number in between for path in self._line.stop(number).paths}

    @cached_property
    def messages(self) -> list[Message]:
        """What commits say of reviews, each of the main line after those that it brought in."""
        return [Message(*one[:3], self.moments[one.number]) for one in self._line.sayings()]

    @cached_property
    def _paths(self) -> list[str]:
        """The files that history has held."""
        paths = sorted(self._line.paths)
        return paths if self._line.is_whole else [path for path in paths if self._line.course(path).numbers]

    @cached_property
    def positions(self) -> dict[str, list[str]]:
        """For every id that history has held, the paths of its files."""
        found: dict[str, list[str]] = {}
        for path in self._paths:
            if (id := self._line.paths[path]) is not None:
                found.setdefault(id, []).append(path)
        return found

    def numbers(self, paths: Iterable[str]) -> list[int]:
        """The commits that touched any of these files and count."""
        touched = {number for path in paths for number in self._line.course(path).numbers}
        return sorted(touched - self.ignored)

    def touched(self, paths: Iterable[str], after: int, until: int) -> list[int]:
        """The commits between those two that touched any of these files and count."""
        found: set[int] = set()
        for path in paths:
            numbers = self._line.course(path).numbers
            at = bisect_right(numbers, after)
            while at < len(numbers) and numbers[at] < until:
                found.add(numbers[at])
                at += 1
        return sorted(found - self.ignored)

    def touched_since(self, number: int) -> set[str]:
        """The files that this commit or a later one touched, whether it counts or not."""
        return {path for one in range(number, self.end) for path in self._line.stop(one).paths}

    @cached_property
    def _shared(self) -> tuple[list[int], list[str]]:
        """The changes of shared files: the commits in their order, and the paths."""
        shared = (path for path in self._paths if path.startswith("shared/"))
        changes = sorted((number, path) for path in shared for number in self._line.course(path).numbers)
        return [number for number, _ in changes], [path for _, path in changes]

    def shared_between(self, before: int, after: int) -> set[str]:
        """The shared files that commits touched after the one and up to the other, whether those count or not."""
        numbers, paths = self._shared
        return set(paths[bisect_right(numbers, before) : bisect_right(numbers, after)])

    def blobs(self, path: str) -> list[str]:
        """The blobs that the file has ever been; links and submodules are none."""
        files = self._line.course(path).files
        return list(dict.fromkeys(file[1] for file in files if file and file[0] in READABLE))

    def file_at(self, path: str, number: int) -> File | None:
        """The file as that commit left it."""
        numbers, files = self._line.course(path)
        at = bisect_right(numbers, number) - 1
        return None if at < 0 else files[at]

    def files_at(self, number: int) -> dict[str, File]:
        """All files of positions and of what they share, as that commit left them.

        What a commit that counts as never made did to a position's file is left out, until another touches that file.
        """
        found = {path: self.file_at(path, self._counted(path, number)) for path in self._paths}
        return {path: file for path, file in found.items() if file is not None}

    def _counted(self, path: str, number: int) -> int:
        """The last commit up to that one that counts and touched the file; that one itself for what is shared."""
        if not self.ignored or not path.startswith("positions/"):
            return number
        numbers = self._line.course(path).numbers
        return max((one for one in numbers if one <= number and one not in self.ignored), default=-1)

    def tree_of(self, files: dict[str, File]) -> Tree:
        """Some files of the content as if they were all."""
        return Tree(self.source.repository, files)
