"""Processes run side by side: how long each takes, how much memory it asks for."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from threading import Event, Thread
from time import perf_counter
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, NamedTuple

from tests.checkout import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# What would make Python, Git or jdflow behave otherwise than it does for its users.
_LEAKS = ("PYTHON", "GIT_", "JDFLOW_", "COVERAGE_", "_ARGCOMPLETE", "COMP_")
_SAMPLED_EVERY = 0.01
MIB = 1024 * 1024


def _nothing() -> None:
    pass


class Failed(Exception):  # noqa: N818 (what happened to a command, not a fault of the benchmark)
    """A command that should have done its work and did not."""


class Side(NamedTuple):
    """A command to be measured."""

    name: str
    command: tuple[str, ...]
    folder: Path
    variables: Mapping[str, str] = MappingProxyType({})
    before: Callable[[], object] = _nothing
    """Done before each run, not timed."""
    by_itself: bool = False
    """Whether the process prints its own seconds, start-up left out."""


class Run(NamedTuple):
    """One run: seconds; where the system tells, also the processors' seconds and the peak memory in bytes."""

    seconds: float
    peak: int | None = None
    """Of the largest process: the command itself or a child of its own."""
    busy: float | None = None
    """Of all its processes together: other work on the machine hardly changes it."""


class Series(NamedTuple):
    """The runs of one side."""

    name: str
    runs: list[Run]

    @property
    def seconds(self) -> float:
        """The median time."""
        return median(run.seconds for run in self.runs)

    @property
    def peak(self) -> float | None:
        """The median peak of memory, in MiB."""
        peaks = [run.peak for run in self.runs if run.peak is not None]
        return median(peaks) / MIB if peaks else None


def environment() -> dict[str, str]:
    """What processes are told of the machine: that jdflow is the one of this checkout, and no more than they need."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_LEAKS)}
    return {**kept, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}


def side_by_side(rounds: int, *sides: Side) -> list[Series]:
    """Each side once, not counted, so that all that can be cached is; then all in turn, so many times."""
    for side in sides:
        run(side)
    several = [Series(side.name, []) for side in sides]
    for _ in range(rounds):
        for side, series in zip(sides, several, strict=True):
            series.runs.append(run(side))
    return several


def run(side: Side) -> Run:
    """One run, measured."""
    return _finish(side)[0]


def said(side: Side) -> str:
    """What the command says."""
    return _finish(side)[1]


def _finish(side: Side) -> tuple[Run, str]:
    side.before()
    with TemporaryFile() as output:
        begin = perf_counter()
        process = _start(side, output)
        peak, busy = _wait(process)
        seconds = perf_counter() - begin
        text = _text(side, process, output)
    return Run(float(text) if side.by_itself else seconds, peak, busy), text


def _start(side: Side, output: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        side.command,
        cwd=side.folder,
        env={**environment(), **side.variables},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
    )


def _text(side: Side, process: subprocess.Popen[bytes], output: IO[bytes]) -> str:
    output.seek(0)
    text = output.read().decode(errors="replace")
    if process.returncode:
        command = " ".join(side.command)[:500]
        raise Failed(f"`{command}` ended with {process.returncode}:\n{text[-2000:]}")
    return text


def _wait(process: subprocess.Popen[bytes]) -> tuple[int | None, float | None]:
    """Waits for the end; the peak of memory and the processors' seconds, as the system counted them."""
    if sys.platform == "win32":
        process.wait()
        return None, None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    # Linux counts in KiB, macOS in bytes.
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024), usage.ru_utime + usage.ru_stime


def peak_together(side: Side) -> float | None:
    """The peak memory of a command and all its children together, in MiB, looked at every few milliseconds."""
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    side.before()
    ended = Event()
    seen = [0]
    with TemporaryFile() as output:
        process = _start(side, output)

        def watch() -> None:
            while not ended.wait(_SAMPLED_EVERY):
                seen.append(sum(map(_share, _family(process.pid))))

        watcher = Thread(target=watch)
        watcher.start()
        process.wait()
        ended.set()
        watcher.join()
        _text(side, process, output)
    return max(seen) / MIB


def _family(first: int) -> list[int]:
    """The process and all that descend from it."""
    family = [first]
    for member in family:
        with suppress(OSError):
            family += map(int, Path(f"/proc/{member}/task/{member}/children").read_text("ascii").split())
    return family


def _share(process: int) -> int:
    """The memory of a process in bytes, what it shares with others divided among them."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
