"""What every verb needs to know of its call: where, when, in which language, in which colours."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from jdflow.cli import ENVIRONMENT, USAGE
from jdflow.intake.root import find_root, is_folder
from jdflow.language import Msg, Voice, msg

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import date

    from jdflow.output.plain import Paint


class Stop(Exception):  # noqa: N818 (the end of a run, not a fault of the program)
    """The run ends here, with a sentence that says why and an exit code."""

    def __init__(self, message: Msg, code: int = USAGE) -> None:
        super().__init__(message)
        self.message = message
        self.code = code


class Context:
    """One call of the command line."""

    def __init__(self, options: Namespace, voice: Voice) -> None:
        self.options = options
        self.voice = voice
        self.start = Path(options.directory or ".")
        self.quiet: bool = options.quiet
        self.verbose: bool = options.verbose
        given = options.today if options.today is not None else os.environ.get("JDFLOW_TODAY") or None
        self._given_today = None if given is None else _day(given)
        if not is_folder(self.start):
            raise Stop(msg("There is no folder “{path}”.", path=str(self.start)))

    @property
    def is_today_given(self) -> bool:
        """Whether another day than the calendar's counts as today."""
        return self._given_today is not None

    @cached_property
    def root_if_any(self) -> Path | None:
        """The content root, where there is one."""
        return root_of(self.start)

    @property
    def root(self) -> Path:
        """The content root."""
        if self.root_if_any is None:
            raise Stop(
                msg(
                    "Neither “{path}” nor a folder above it holds positions/ and shared/; "
                    "go there, name the folder with -C, or make a new repository with `jdflow init`.",
                    path=str(absolute(self.start)),
                ),
                ENVIRONMENT,
            )
        return self.root_if_any

    @cached_property
    def today(self) -> date:
        """The day that counts as today: as asked for, else the calendar's in Estonia."""
        if self._given_today is not None:
            return self._given_today
        import time

        from jdflow.calendar import day_of

        return day_of(time.time())

    @cached_property
    def paint(self) -> Paint:
        """Colours, where the output is a terminal that wants them."""
        from jdflow.output.plain import Paint

        wanted = self.options.color
        on = wanted == "always" or (wanted == "auto" and sys.stdout.isatty() and not os.environ.get("NO_COLOR"))
        return Paint(on=on)

    def within_root(self, path: str) -> str:
        """A path that the user names, relative to the content root with forward slashes."""
        given = absolute(self.start / path)
        if not os.path.lexists(given):
            raise Stop(msg("There is no file or folder “{path}”.", path=path))
        for candidate, root in (
            (given, self.root),
            (given.parent.resolve() / given.name, self.root.resolve()),
        ):
            if candidate.is_relative_to(root):
                return candidate.relative_to(root).as_posix()
        raise Stop(msg("“{path}” lies outside the content root “{root}”.", path=path, root=str(self.root)))

    def note(self, message: Msg) -> None:
        """Says something that is not the result, unless the user wants quiet."""
        from jdflow.output.plain import safe

        if not self.quiet:
            print(safe(self.voice(message)), file=sys.stderr)

    def complain(self, message: Msg) -> None:
        """Says what went wrong with a part of what was asked, whoever wants quiet."""
        from jdflow.output.plain import safe

        print(safe(self.voice(message)), file=sys.stderr)


def _day(text: str) -> date:
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Stop(msg("“{day}” is not a day of the form 2026-03-01.", day=text)) from None


def root_of(start: Path) -> Path | None:
    """The content root around a folder, by the names that led there or else by where it really is."""
    return (find_root(absolute(start)) or find_root(start.resolve())) if is_folder(start) else None


def absolute(path: Path) -> Path:
    """The path from the root of the file system, links left as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100 (resolving would follow links, which are to be seen as such)
