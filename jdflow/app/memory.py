"""Examining many files: what an earlier run found out is remembered, the rest is shared among processes."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeAlias

from jdflow.app.helper import Helper, processors
from jdflow.app.kept import edition
from jdflow.app.reading import Examined
from jdflow.intake import cache
from jdflow.intake.contents import template_path
from jdflow.model import card as cards
from jdflow.problems import store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from jdflow.app.reading import Reading

# A position's file as examined, as plain JSON: its card, its problems.
_Row: TypeAlias = list[Any]
# Starting a process costs about as much as examining fifty files.
WORTH_SHARING = 150
MOST_PROCESSES = 4


class Memory:
    """What earlier runs found out, by the bytes they looked at; without a path, nothing."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.edition = "" if path is None else edition()
        self.rows: dict[str, _Row] = {}
        kept = None if path is None else cache.load(path)
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            data: dict[str, Any] = json.loads(kept) if kept is not None else {}
            if data.get("version") == self.edition:
                self.rows = data["rows"]

    def keep(self, rows: Mapping[str, _Row]) -> None:
        """Leaves the work of this run for the next, if it is not what there was."""
        if self.path is not None and rows.keys() != self.rows.keys():
            text = json.dumps({"version": self.edition, "rows": rows}, separators=(",", ":"))
            cache.keep(self.path, text.encode())


def examine_all(reading: Reading, memory: Memory) -> None:
    """Every position's file and every template looked at by itself: as remembered, or now."""
    keys = keys_of(reading)
    rows: dict[str, _Row] = {}
    unknown: list[str] = []
    for path, key in keys.items():
        row = memory.rows.get(key)
        if row is not None and _take_over(reading, path, row):
            rows[key] = row
        else:
            unknown.append(path)
    for path, row in _examine_together(reading, unknown).items():
        rows[keys[path]] = row
    memory.keep(rows | _judge_templates(reading, memory))


def _judge_templates(reading: Reading, memory: Memory) -> dict[str, _Row]:
    """Every template looked at: as remembered, or now."""
    rows: dict[str, _Row] = {}
    for path in map(template_path, sorted(reading.contents.templates)):
        data = reading.bytes_of(path)
        if isinstance(data, bytes):
            key = blake2b(_name(path) + data, digest_size=16).hexdigest()
            row = memory.rows.get(key)
            if row is None or not _take_over_template(reading, path, row):
                row = [None, [store.to_json(problem) for problem in reading.template_problems(path)]]
            rows[key] = row
    return rows


def _take_over_template(reading: Reading, path: str, row: _Row) -> bool:
    with suppress(KeyError, TypeError, ValueError):
        reading.judged_before(path, [store.from_json(problem) for problem in row[1]])
        return True
    return False


def _take_over(reading: Reading, path: str, row: _Row) -> bool:
    """Whether the row could be understood; if so, the file need not be looked at."""
    with suppress(KeyError, TypeError, ValueError):
        card, problems = row
        found = [store.from_json(problem) for problem in problems]
        reading.examined_before(path, Examined(None if card is None else cards.from_json(dict(card)), found))
        return True
    return False


def _row(examined: Examined) -> _Row:
    card = None if examined.card is None else cards.to_json(examined.card)
    return [card, [store.to_json(problem) for problem in examined.problems]]


def keys_of(reading: Reading) -> dict[str, str]:
    """For each position's file, a digest of all that what it says depends on: its bytes and everything shared."""
    shared = blake2b(digest_size=16)
    for path in (*sorted(reading.contents.agency), *sorted(reading.contents.blocks.values())):
        shared.update(_name(path) + blake2b(reading.searchable(path)).digest())
    key = shared.digest()
    return {
        path: blake2b(_name(path) + reading.searchable(path), digest_size=16, key=key).hexdigest()
        for path in reading.contents.positions
        if isinstance(reading.bytes_of(path), bytes)
    }


def _name(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape") + b"\0"


def _examine_together(reading: Reading, paths: Sequence[str]) -> dict[str, _Row]:
    """The rows of these files, examined by as many processes as there are processors."""
    shares = min(MOST_PROCESSES, processors(), len(paths) // WORTH_SHARING)
    # What is read before the processes part is read once.
    for key in sorted(reading.library.keys) if shares > 1 else ():
        reading.library.get(key)
    others: list[Helper] = []

    def share_of(share: int) -> dict[str, _Row]:
        return {path: _row(reading.examine(path)) for path in paths[share :: max(1, shares)]}

    # Where the system has no process to spare, fewer do the work.
    with suppress(OSError):
        for share in range(1, shares):
            others.append(Helper(partial(share_of, share)))  # noqa: PERF401 (those that began are kept)
    rows = share_of(0)
    for helper in others:
        rows |= {path: row for path, row in (helper.result() or {}).items() if _take_over(reading, path, row)}
    return {path: rows[path] if path in rows else _row(reading.examine(path)) for path in paths}
