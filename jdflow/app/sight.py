"""What a commit left of a position: its date at a glance, the rest read when it is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from jdflow.history.timeline import readable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from jdflow.app.eye import Eye
    from jdflow.app.line import File
    from jdflow.history.glance import Glance
    from jdflow.model.version import Facts, Moment, State


class Sight:
    """What a commit left of a position: its date at a glance, the rest read when it is asked for."""

    def __init__(self, eye: Eye, moment: Moment, until: int, found: Sequence[tuple[str, str, File]]) -> None:
        self._eye = eye
        eye.sights += 1
        self.moment = moment
        self._until = until
        # The id, the path, the file; two of them where two files claim the id, none where there is no file.
        self._found = found
        self.is_echo = False
        self._echoes: list[Sight] | None = None

    @property
    def files(self) -> list[tuple[str, File]]:
        """The files that hold it, each with its path."""
        return [(path, file) for _, path, file in self._found]

    @cached_property
    def _glance(self) -> Glance | None:
        """Its first file at a glance."""
        return self._eye.glance(*self._found[0][1:]) if self._found else None

    @property
    def is_gone(self) -> bool:
        """Whether the position has no file any more."""
        return not self._found

    @property
    def effective_from(self) -> date | None:
        """The date that its file seems to carry."""
        seen = self._glance
        if seen is not None:
            return seen.effective_from
        return None if self.facts is None else self.facts.effective_from

    @property
    def reviewed_on(self) -> date | None:
        """The day of review that its file seems to carry."""
        seen = self._glance
        if seen is not None:
            return seen.reviewed_on
        return None if self.facts is None else self.facts.reviewed_on

    @property
    def may_have_former_ids(self) -> bool:
        """Whether its file may name earlier ids."""
        seen = self._glance
        return seen is None or seen.has_former_ids

    @property
    def may_end(self) -> bool:
        """Whether its file may carry a last day."""
        seen = self._glance
        return seen is None or seen.may_end

    @property
    def place(self) -> str | None:
        """The same for two sights only if their files say the same of the place; none where nobody can tell."""
        seen = self._glance if len(self._found) == 1 else None
        # A file that may end says more with each sight: until when it was not over.
        return None if seen is None or seen.may_end else seen.place

    @cached_property
    def state(self) -> State | None:
        """What it says; none where it cannot be read, or where nobody can tell which of two files is meant."""
        return self._eye.state(*self._found[0], self.moment.number) if len(self._found) == 1 else None

    @property
    def facts(self) -> Facts | None:
        """The facts of its file, as soon as it can be read; the blocks that it uses may have been mended later."""
        found = readable(self)
        return None if found is None or found.state is None else found.state.facts

    def blocks(self) -> list[str]:
        """The files of the blocks that it uses, be they there or not."""
        return [block for _, path, file in self._found for block in self._eye.blocks_of(path, file, self._until - 1)]

    def echoes(self) -> Sequence[Sight]:
        """What later commits left of the same file, by changing the blocks that it uses."""
        if self.is_echo or len(self._found) != 1:
            return ()
        if self._echoes is None:
            self._echoes = self._find_echoes()
        return self._echoes

    def _find_echoes(self) -> list[Sight]:
        _, path, file = self._found[0]
        found: list[Sight] = []
        number = self.moment.number
        while True:
            paths = self._eye.blocks_of(path, file, number)
            before = number
            for number in self._eye.past.touched(paths, before, self._until):
                echo = Sight(self._eye, self._eye.past.moments[number], self._until, self._found)
                echo.is_echo = True
                found.append(echo)
                # Mostly the blocks include what they did: only where that changed are there others to be watched.
                if self._eye.includes_others(paths, before, number):
                    break
                before = number
            else:
                return found
