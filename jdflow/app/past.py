"""The files of the content through the main line: which blob lay where after each commit."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from jdflow.calendar import day_of
from jdflow.git.brought import brought
from jdflow.git.history import main_line
from jdflow.git.partial import fetch_missing, is_partial
from jdflow.git.tree import Tree
from jdflow.history.messages import GREP, declared_in
from jdflow.history.records import Message
from jdflow.intake.contents import contents
from jdflow.intake.snapshot import READABLE, Commit
from jdflow.model.version import Moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from jdflow.app.repository import Source
    from jdflow.git.brought import Side
    from jdflow.git.history import Step

# A file's mode and blob.
File: TypeAlias = tuple[str, str]
_FOLDERS = ("positions/", "shared/")
_MAY_SAY = re.compile(GREP, re.IGNORECASE)


class Line(NamedTuple):
    """The main line as Git tells it, the first commit first; and what merges brought in that may be of interest."""

    steps: list[Step]
    sides: Mapping[str, Sequence[Side]]


def line_of(source: Source) -> Line:
    """The main line up to the commit that is asked for; in a partial clone, all files that it needs are fetched."""
    steps = list(main_line(source.repository, source.commit))[::-1]
    if is_partial(source.repository):
        below = tuple(f"{source.folder}{folder}" for folder in (*_FOLDERS, "templates/"))
        changes = (change for step in steps for change in step.changes)
        wanted = (
            one.after[1]
            for one in changes
            if one.after is not None and one.after[0] in READABLE and one.path.startswith(below)
        )
        fetch_missing(source.repository, wanted)
    merged = any(len(step.parents) > 1 for step in steps)
    return Line(steps, brought(source.repository, source.commit, GREP) if merged else {})


class Past:
    """The commits of the main line from the first, and the files that each left."""

    def __init__(self, source: Source, line: Line, is_ignored: Callable[[str], bool]) -> None:
        self.source = source
        self.moments: list[Moment] = []
        # Commits that count as never made: they leave files, but say nothing.
        self.ignored: set[int] = set()
        self._courses: dict[str, tuple[list[int], list[File | None]]] = {}
        # What commits say of reviews and of editorial changes, each of the main line after those that it brought in.
        self.messages: list[Message] = []
        for number, step in enumerate(line.steps):
            if is_ignored(step.commit):
                self.ignored.add(number)
            self._hear(number, step, line.sides.get(step.commit, []))
            self._take(number, step)

    def _hear(self, number: int, step: Step, sides: Sequence[Side]) -> None:
        """Takes in what the commit says, and those of side branches that it brought in."""
        said = [*(side.message for side in sides), *([step.message] if _MAY_SAY.search(step.message) else [])]
        moment = self._moment(number, step, next(filter(None, map(declared_in, said)), None))
        self.moments.append(moment)
        if number not in self.ignored:
            self.messages += (Message(side.commit, side.seconds, side.message, moment) for side in sides)
            if len(said) > len(sides):
                self.messages.append(Message(step.commit, step.seconds, step.message, moment))

    def _moment(self, number: int, step: Step, declared: str | None) -> Moment:
        """The commit; its day is never before that of the one before it, whatever its clock said."""
        day = day_of(step.seconds)
        if self.moments:
            before = self.moments[-1].day
            day = before if number in self.ignored else max(day, before)
        return Moment(number, step.commit, day, step.seconds, step.author, declared)

    def _take(self, number: int, step: Step) -> None:
        prefix = self.source.folder
        for change in step.changes:
            path = change.path.removeprefix(prefix)
            if change.path.startswith(prefix) and path.startswith(_FOLDERS):
                numbers, files = self._courses.setdefault(path, ([], []))
                numbers.append(number)
                files.append(change.after)

    @property
    def end(self) -> int:
        """The number after the last commit's."""
        return len(self.moments)

    @cached_property
    def positions(self) -> dict[str, list[str]]:
        """For every id that history has held, the paths of its files."""
        found: dict[str, list[str]] = {}
        for path in sorted(self._courses):
            # Sorted out one by one, by the same rules as a whole content.
            for id in contents(Commit(self.tree_of({path: ("100644", "")})).entries()).positions.values():
                found.setdefault(id, []).append(path)
        return found

    def numbers(self, paths: Iterable[str]) -> list[int]:
        """The commits that touched any of these files and count."""
        touched = {number for path in paths if path in self._courses for number in self._courses[path][0]}
        return sorted(touched - self.ignored)

    def touched(self, paths: Iterable[str], after: int, until: int) -> list[int]:
        """The commits between those two that touched any of these files and count."""
        found: set[int] = set()
        for path in paths:
            if path in self._courses:
                numbers = self._courses[path][0]
                found.update(numbers[bisect_right(numbers, after) : bisect_left(numbers, until)])
        return sorted(found - self.ignored)

    @cached_property
    def _shared(self) -> tuple[list[int], list[str]]:
        """The changes of shared files: the commits in their order, and the paths."""
        changes = sorted(
            (number, path)
            for path, (numbers, _) in self._courses.items()
            if path.startswith("shared/")
            for number in numbers
        )
        return [number for number, _ in changes], [path for _, path in changes]

    def shared_between(self, before: int, after: int) -> set[str]:
        """The shared files that commits touched after the one and up to the other, whether those count or not."""
        numbers, paths = self._shared
        return set(paths[bisect_right(numbers, before) : bisect_right(numbers, after)])

    def blobs(self, paths: Iterable[str]) -> list[str]:
        """The blobs that these files have ever been, path by path; links and submodules are none."""
        courses = (self._courses[path][1] for path in paths)
        return list(dict.fromkeys(file[1] for files in courses for file in files if file and file[0] in READABLE))

    def file_at(self, path: str, number: int) -> File | None:
        """The file as that commit left it."""
        if path not in self._courses:
            return None
        numbers, files = self._courses[path]
        at = bisect_right(numbers, number) - 1
        return None if at < 0 else files[at]

    def files_at(self, number: int) -> dict[str, File]:
        """All files of positions and of what they share, as that commit left them.

        What a commit that counts as never made did to a position's file is left out, until another touches that file.
        """
        found = {path: self.file_at(path, self._counted(path, number)) for path in self._courses}
        return {path: file for path, file in found.items() if file is not None}

    def _counted(self, path: str, number: int) -> int:
        """The last commit up to that one that counts and touched the file; that one itself for what is shared."""
        if not self.ignored or not path.startswith("positions/"):
            return number
        return max((one for one in self._courses[path][0] if one <= number and one not in self.ignored), default=-1)

    def tree_of(self, files: dict[str, File]) -> Tree:
        """Some files of the content as if they were all."""
        return Tree(self.source.repository, files)
