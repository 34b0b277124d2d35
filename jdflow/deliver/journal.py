"""The account of letters in a file: a line before each is sent, and a line behind it."""

from __future__ import annotations

import errno
import json
import os
import sys
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


class NoJournal(Exception):  # noqa: N818 (the state of a file, not a fault of the program)
    """The account cannot be kept, so nothing is sent; and why."""

    def __init__(self, why: Msg) -> None:
        super().__init__(why)
        self.why = why


class _Row(NamedTuple):
    root: str
    entry: Entry


class Journal:
    """The file, held by one run at a time; whatever is said to be written is on the disk."""

    def __init__(self, path: Path, root: str = "") -> None:
        self._path = path
        self._root = root
        self._file: IO[bytes] | None = None
        self._entries: list[Entry] = []

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # Letters tell who has been reminded of what: that is nobody else's business.
            number = os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        except OSError as refused:
            raise NoJournal(
                msg("The journal “{path}” cannot be opened: {why}", path=str(self._path), why=refused.strerror or "")
            ) from None
        self._file = os.fdopen(number, "r+b", buffering=0)
        try:
            _hold(self._file, self._path)
            self._entries = self._read(self._file)
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
        row = json.dumps(_as_object(_Row(self._root, entry)), ensure_ascii=False, separators=(",", ":"))
        try:
            self._file.write(row.encode() + b"\n")
            os.fsync(self._file.fileno())
        except OSError as refused:
            raise NoJournal(
                msg("The journal “{path}” cannot be written: {why}", path=str(self._path), why=refused.strerror or "")
            ) from None
        self._entries.append(entry)

    def _read(self, file: IO[bytes]) -> list[Entry]:
        file.seek(0)
        data = file.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise NoJournal(msg("The journal “{path}” is larger than it can be.", path=str(self._path)))
        whole, _, torn = data.rpartition(b"\n")
        if torn:
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
                    found.append(row.entry)
        return found


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
    return {"root": row.root} | told if row.root else told


def _row(line: bytes) -> _Row | None:
    try:
        told = json.loads(line)
        kind, _, id = told["to"].partition(":")
        state = STATES[told["state"]]
        on = date.fromisoformat(told["on"])
        lines = tuple(map(_line, told["told"]))
        root = told.get("root", "")
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        return None
    if kind not in _KINDS or not isinstance(root, str):
        return None
    return _Row(root, Entry(Recipient(kind, id), on, state, lines))


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
