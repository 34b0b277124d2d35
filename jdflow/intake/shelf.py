"""Rows kept from run to run in the repository's own .git/jdflow/, each believed only if its checksum fits."""

from __future__ import annotations

import json
import os
from contextlib import closing, suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeAlias

# Without it, as some Pythons are built, nothing is kept.
with suppress(ImportError):
    import sqlite3

if TYPE_CHECKING:
    from pathlib import Path

Key: TypeAlias = tuple[str, str]
_CHECKSUM = 8
# How long one process waits until another has written, in seconds.
PATIENCE = 2
# What belongs to a file as a whole: who wrote it last, and which program.
_WHOLE = ""
_ONE = "SELECT data FROM row WHERE kind = ? AND key = ?"
_STAMP: Key = (_WHOLE, "stamp")
_EDITION: Key = (_WHOLE, "edition")
# What SQLite says of a file that is damaged, or holds something else.
_WRONG, _DAMAGED, _NO_DATABASE = 1, 11, 26


class Changed(Exception):  # noqa: N818 (a state of the file)
    """Another process has written since this one began to read."""


class Shelf:
    """Values of plain JSON by kind and key: those of earlier runs are read when they are first asked for.

    Without a path, or where the file cannot be read or written, a run does with what it found out itself.
    """

    def __init__(self, path: Path | None, edition: str) -> None:
        self._path = path if "sqlite3" in globals() else None
        self._edition = edition
        self._rows: dict[Key, Any] = {}
        self._new: set[Key] = set()
        self._dropped: set[str] = set()
        self._connection: sqlite3.Connection | None = None
        self._owner = os.getpid()
        self._process = 0
        # The mark of the last one who wrote the file; none where there is nothing in it to be believed.
        self._stamp: str | None = None
        self._is_spoilt = False

    def get(self, kind: str, key: str = "") -> Any:  # noqa: ANN401 (JSON)
        """The value; none where nothing is kept."""
        place = (kind, key)
        if place not in self._rows:
            found = [] if kind in self._dropped else self._ask(_ONE, kind, _name(key))
            self._rows[place] = _believed(place, found[0][0]) if found else None
        return self._rows[place]

    def put(self, kind: str, key: str, value: Any) -> None:  # noqa: ANN401 (JSON)
        """Keeps a value; from now on it must not be changed but by putting it again."""
        self._rows[kind, key] = value
        self._new.add((kind, key))

    def drop(self, kind: str) -> None:
        """Forgets all values of a kind."""
        self._rows = {place: value for place, value in self._rows.items() if place[0] != kind}
        self._new = {place for place in self._new if place[0] != kind}
        self._dropped.add(kind)

    def changes(self) -> dict[Key, Any]:
        """What was put, and is not kept yet."""
        return {place: self._rows[place] for place in self._new}

    def relieve(self) -> None:
        """Lets go of all values: those that are in the file by now are read again when they are asked for."""
        if self.keep():
            self._rows = {}
        # Whatever is asked for from now on is looked up anew.
        self._process = 0

    def keep(self) -> bool:
        """Leaves what was put for the next run, and says whether all of it is kept.

        Where that is not possible, the next run does without. A helper keeps nothing.
        """
        changes, dropped = self.changes(), self._dropped
        self.close()
        if self._path is None or self._is_helper:
            return False
        if not (changes or dropped):
            return True
        is_kept = False
        with suppress(OSError):
            self._path.parent.mkdir(exist_ok=True)
            if self._is_spoilt:
                self._path.unlink(missing_ok=True)
            try:
                with closing(self._open("rwc")) as connection:
                    is_kept = self._write(connection, changes, dropped)
            except (sqlite3.Error, UnicodeDecodeError) as error:
                if _is_spoilt(error):
                    self._path.unlink(missing_ok=True)
        if is_kept:
            self._new, self._dropped = set(), set()
        return is_kept

    def _write(self, connection: sqlite3.Connection, changes: dict[Key, Any], dropped: set[str]) -> bool:
        # A machine that loses its power takes the last rows along: their checksums tell.
        connection.execute("PRAGMA synchronous = OFF")
        # Others who read are waited for once, and not whenever there is no more room at hand.
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("CREATE TABLE IF NOT EXISTS row (kind TEXT, key BLOB, data BLOB, PRIMARY KEY (kind, key))")
        if self._stamp is None:
            connection.execute("DELETE FROM row")
        elif _row(connection, _STAMP) != self._stamp:
            # What this run knew of the file is no longer so; the next one knows more.
            return False
        connection.executemany("DELETE FROM row WHERE kind = ?", [(kind,) for kind in sorted(dropped)])
        stamp = os.urandom(8).hex()
        whole = {_STAMP: stamp, _EDITION: self._edition}
        rows = ((place[0], _name(place[1]), _sealed(place, value)) for place, value in {**changes, **whole}.items())
        connection.executemany("INSERT OR REPLACE INTO row VALUES (?, ?, ?)", rows)
        connection.execute("COMMIT")
        self._stamp, self._is_spoilt = stamp, False
        return True

    # -- what earlier runs have left -----------------------------------------------------------------------------------

    def _ask(self, question: str, *given: object) -> list[Any]:
        """What the file says, as it was when it was first asked, until all is kept; nothing where it cannot."""
        if self._path is None or self._is_spoilt:
            return []
        try:
            connection = self._joined()
            return [] if connection is None else connection.execute(question, given).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if self._is_helper:
                raise Changed(str(error)) from error
            self._is_spoilt = _is_spoilt(error)
            self.close()
            # Whoever may not read it now leaves it alone.
            self._path = self._path if self._is_spoilt else None
            self._stamp = None
            return []

    def _joined(self) -> sqlite3.Connection | None:
        if self._process == os.getpid():
            return self._connection
        # A helper, which must not use what the process that began it has opened.
        known, self._process, self._connection = self._stamp, os.getpid(), None
        is_of_no_use = self._is_helper and known is None
        if self._path is None or is_of_no_use or not os.path.exists(self._path):  # noqa: PTH110 (Path.exists raises where one may not look)
            return None
        connection = self._open("rw")
        self._connection = connection
        connection.execute("BEGIN")
        self._stamp = _row(connection, _STAMP)
        is_another = known is not None and self._stamp != known
        if is_another and self._is_helper:
            raise Changed(str(self._path))
        if is_another or self._stamp is None or _row(connection, _EDITION) != self._edition:
            self._stamp = None
            self.close()
        return self._connection

    @property
    def _is_helper(self) -> bool:
        return self._owner != os.getpid()

    def close(self) -> None:
        """Lets others write: what was not asked for by now is taken as not kept."""
        if self._connection is not None and self._process == os.getpid():
            self._connection.close()
        self._connection = None

    def _open(self, mode: str) -> sqlite3.Connection:
        if self._path is None:
            raise AssertionError(mode)
        uri = f"{self._path.absolute().as_uri()}?mode={mode}"
        return sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)


def _is_spoilt(error: sqlite3.Error | UnicodeDecodeError) -> bool:
    """Whether it is the file's fault, and not that of whoever holds it."""
    # Python's own errors, without a code, are about what was read: SQLite quotes what is damaged, be it text or not.
    return getattr(error, "sqlite_errorcode", _DAMAGED) in (_WRONG, _DAMAGED, _NO_DATABASE)


def _row(connection: sqlite3.Connection, place: Key) -> Any:  # noqa: ANN401 (JSON)
    found = connection.execute(_ONE, (place[0], _name(place[1]))).fetchone()
    return None if found is None else _believed(place, found[0])


def _sealed(place: Key, value: Any) -> bytes:  # noqa: ANN401 (JSON)
    data = json.dumps(value, separators=(",", ":")).encode()
    return _checksum(place, data) + data


def _believed(place: Key, sealed: Any) -> Any:  # noqa: ANN401 (JSON)
    """The value of a row that is whole; none of any other."""
    if not isinstance(sealed, bytes) or sealed[:_CHECKSUM] != _checksum(place, sealed[_CHECKSUM:]):
        return None
    with suppress(ValueError):
        return json.loads(sealed[_CHECKSUM:])
    return None


def _checksum(place: Key, data: bytes) -> bytes:
    return blake2b(b"%b\0%b\0%b" % (*map(_name, place), data), digest_size=_CHECKSUM).digest()


def _name(text: str) -> bytes:
    """Names as Git has them may be no text at all."""
    return text.encode("utf-8", "surrogateescape")
