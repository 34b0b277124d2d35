"""The account of letters in a file: a line before each is sent, and a line behind it."""

from __future__ import annotations

import errno
import json
import os
import stat
import sys
from contextlib import suppress
from datetime import date
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from jdflow.language import msg
from jdflow.query.mailings import STATES, Entry
from jdflow.query.reminders import Key, Line, Recipient

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from jdflow.language import Msg

_MOST_BYTES = 64 * 1024 * 1024
_KINDS = ("position", "unit")
# Where the system would make other line ends of ours, it is told not to.
_BYTES = getattr(os, "O_BINARY", 0)


class NoJournal(Exception):  # noqa: N818 (the state of a file, not a fault of the program)
    """The account cannot be kept, so nothing is sent; and why."""

    def __init__(self, why: Msg) -> None:
        super().__init__(why)
        self.why = why


class NoEntry(NoJournal):
    """Of one letter no account can be kept, and of others it can."""


class _Row(NamedTuple):
    root: str
    agency: str
    entry: Entry


class Journal:
    """The file, held by one run at a time; whatever is said to be written is on the disk."""

    def __init__(self, path: Path, root: str = "", agency: str = "") -> None:
        self._path = path
        self._root = root
        self._agency = agency
        self._file: IO[bytes] | None = None
        self._entries: list[Entry] = []

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # Letters tell who has been reminded of what: that is nobody else's business.
            number = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT | _BYTES, 0o600)
        except OSError as refused:
            raise NoJournal(
                msg("The journal “{path}” cannot be opened: {why}", path=str(self._path), why=refused.strerror or "")
            ) from None
        if not stat.S_ISREG(os.fstat(number).st_mode):
            # What is written to a pipe or a device is gone.
            os.close(number)
            raise NoJournal(msg("The journal “{path}” is no file that keeps what it is told.", path=str(self._path)))
        self._file = os.fdopen(number, "r+b", buffering=0)
        try:
            _hold(self._file, self._path)
            self._entries = self._read(self._file)
        except OSError as refused:
            self._file.close()
            raise self._unwritable(refused) from None
        except BaseException:
            self._file.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def entries(self) -> list[Entry]:
        """All that is in it, the oldest first."""
        return self._entries

    def claim(self, entry: Entry) -> bool:
        """Writes an entry before a letter is sent; as the file is held, nobody else can have done so."""
        self.note(entry)
        return True

    def note(self, entry: Entry) -> None:
        """Writes an entry, and comes back once it is on the disk."""
        assert self._file is not None, "not entered"  # noqa: S101 (a mistake in this program)
        row = _Row(self._root, self._agency, entry)
        line = json.dumps(_as_object(row), separators=(",", ":")).encode() + b"\n"
        length = os.fstat(self._file.fileno()).st_size
        try:
            _append(self._file, line)
        except OSError as refused:
            # Half a line, or one of a letter that is not sent now, would stand in the way of later ones.
            with suppress(OSError):
                self._file.truncate(length)
            raise self._unwritable(refused) from None
        self._entries.append(entry)

    def _unwritable(self, refused: OSError) -> NoJournal:
        return NoJournal(
            msg("The journal “{path}” cannot be written: {why}", path=str(self._path), why=refused.strerror or "")
        )

    def _read(self, file: IO[bytes]) -> list[Entry]:
        file.seek(0)
        data = file.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise NoJournal(msg("The journal “{path}” is larger than it can be.", path=str(self._path)))
        whole, _, torn = data.rpartition(b"\n")
        if torn and _row(torn) is not None:
            # Whole, and without its end: somebody has had it in an editor.
            _append(file, b"\n")
            whole = data
        elif torn:
            # A run was cut off while it wrote; what it wrote about had not been sent, or its first line stands above.
            file.truncate(len(data) - len(torn))
            os.fsync(file.fileno())
        found = []
        for number, line in enumerate(whole.split(b"\n"), 1):
            if line.strip():
                row = _row(line)
                if row is None:
                    raise NoJournal(
                        msg(
                            "“{path}”, line {line}: this is no entry of a journal, so nothing is sent. "
                            "Mend the line, or keep the file elsewhere and begin another.",
                            path=str(self._path),
                            line=number,
                        )
                    )
                if row.root == self._root:
                    self._check(row)
                    found.append(row.entry)
        return found

    def _check(self, row: _Row) -> None:
        """The same ids elsewhere are other people's."""
        if row.agency and self._agency and row.agency != self._agency:
            raise NoJournal(
                msg(
                    "“{path}” is the journal of “{agency}”, so nothing is sent. Name another file with --journal; so "
                    "does an agency that has another name now.",
                    path=str(self._path),
                    agency=row.agency,
                )
            )


def _append(file: IO[bytes], line: bytes) -> None:
    if file.write(line) != len(line):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    os.fsync(file.fileno())


def _hold(file: IO[bytes], path: Path) -> None:
    """Keeps other runs away until the file is closed, however this one ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_MOST_BYTES)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as refused:
        if refused.errno in {errno.EAGAIN, errno.EACCES, errno.EDEADLK}:
            why = msg("Another run is at work with the journal “{path}”: try again when it has ended.", path=str(path))
        else:
            why = msg(
                "The journal “{path}” cannot be held while letters go out: {why}. Keep it on a disk of this machine.",
                path=str(path),
                why=refused.strerror or "",
            )
        raise NoJournal(why) from None


def _as_object(row: _Row) -> dict[str, Any]:
    entry = row.entry
    told = {
        "to": f"{entry.to.kind}:{entry.to.id}",
        "on": entry.on.isoformat(),
        "state": entry.state,
        "told": [
            {
                "about": f"{line.key.kind}:{line.key.id}",
                "since": line.key.since.isoformat(),
                "told": line.told.isoformat(),
            }
            | ({} if line.escalated is None else {"escalated": line.escalated.isoformat()})
            for line in entry.lines
        ],
    }
    whose = {"root": row.root, "agency": row.agency}
    return {key: value for key, value in whose.items() if value} | told


def _row(line: bytes) -> _Row | None:
    try:
        told = json.loads(line)
        kind, _, id = told["to"].partition(":")
        state = STATES[told["state"]]
        on = date.fromisoformat(told["on"])
        lines = tuple(map(_line, told["told"]))
        root, agency = told.get("root", ""), told.get("agency", "")
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        return None
    if kind not in _KINDS or not isinstance(root, str) or not isinstance(agency, str):
        return None
    return _Row(root, agency, Entry(Recipient(kind, id), on, state, lines))


def _line(told: dict[str, str]) -> Line:
    kind, _, id = told["about"].partition(":")
    if kind not in {"review", "approval"}:
        raise ValueError(kind)
    escalated = told.get("escalated")
    return Line(
        Key("review" if kind == "review" else "approval", id, date.fromisoformat(told["since"])),
        date.fromisoformat(told["told"]),
        None if escalated is None else date.fromisoformat(escalated),
    )
