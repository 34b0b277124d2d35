"""What was seen in history, by this run and earlier ones: of each file, by the bytes that it was seen in."""

from __future__ import annotations

from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from jdflow.history.glance import Glance
from jdflow.model.position import Approval
from jdflow.model.texts import Item
from jdflow.model.version import Facts
from jdflow.problems import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jdflow.app.line import File
    from jdflow.intake.shelf import Key, Shelf
    from jdflow.model.difference import ChangeClass

_DAYS = ("effective_from", "effective_to", "reviewed_on")


class Seen(NamedTuple):
    """A text as it was seen: its facts, and its fingerprint where that was asked for."""

    facts: Facts
    fingerprint: str | None


class Recall:
    """Rows of what was seen; what is put in is there for the next run."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        # What was put in since the work was shared.
        self._fresh: set[Key] = set()

    def _row(self, kind: str, path: str) -> dict[str, Any]:
        kept = self._shelf.get(kind, path)
        return kept if isinstance(kept, dict) else {}

    def _put(self, kind: str, path: str, name: str, value: Any) -> None:  # noqa: ANN401 (JSON)
        row = self._row(kind, path)
        row[name] = value
        self._fresh.add((kind, path))
        self._shelf.put(kind, path, row)

    def lacks_glance(self, path: str, blob: str) -> bool:
        """Whether the file was never looked at."""
        return blob not in self._row("glances", path)

    def glance(self, path: str, blob: str) -> Glance | None:
        """A file at a glance, which has been had before."""
        row = self._row("glances", path)[blob]
        return None if row is None else Glance(_day(row[0]), _day(row[1]), bool(row[2]), bool(row[3]), row[4])

    def put_glance(self, path: str, blob: str, seen: Glance | None) -> None:
        """Remembers a file at a glance."""
        days = () if seen is None else (_iso(seen.effective_from), _iso(seen.reviewed_on))
        row = None if seen is None else [*days, int(seen.has_former_ids), int(seen.may_end), seen.place]
        self._put("glances", path, blob, row)

    def uses(self, path: str, blob: str) -> list[str] | None:
        """The files of the blocks that a file names; none where it was never read."""
        found: list[str] | None = self._row("uses", path).get(blob)
        return found

    def put_uses(self, path: str, blob: str, uses: list[str]) -> None:
        """Remembers which blocks a file names."""
        self._put("uses", path, blob, uses)

    def has_text(self, path: str, key: str) -> bool:
        """Whether the text was ever read, be it to be found unreadable."""
        return key in self._row("texts", path)

    def text(self, path: str, key: str) -> Seen | None:
        """A text that was read before; none where it could not be read whole."""
        row = self._row("texts", path)[key]
        return None if row is None else Seen(_facts(row[0]), row[1])

    def fingerprint(self, path: str, key: str) -> str | None:
        """The fingerprint of a text that was read before; none where it was never asked for."""
        row = self._row("texts", path)[key]
        found: str | None = None if row is None else row[1]
        return found

    def put_text(self, path: str, key: str, seen: Seen | None) -> None:
        """Remembers a text, or that it cannot be read whole."""
        self._put("texts", path, key, None if seen is None else [_facts_row(seen.facts), seen.fingerprint])

    def has_change(self, id: str, name: str) -> bool:
        """Whether the class of that change was ever asked for."""
        return name in self._row("changes", id)

    def change(self, id: str, name: str) -> ChangeClass | None:
        """The class of a change, which was asked for before."""
        found: ChangeClass | None = self._row("changes", id)[name]
        return found

    def put_change(self, id: str, name: str, found: ChangeClass | None) -> None:
        """Remembers the class of a change."""
        self._put("changes", id, name, found)

    @staticmethod
    def key(path: str, file: File, blocks: Mapping[str, File]) -> str:
        """The name of a text: the same for the same bytes, in the position's file and in its blocks."""
        said = "\0".join((path, *file, *(part for block, found in blocks.items() for part in (block, *found))))
        return _digest(said)

    @staticmethod
    def change_name(before: str, after: str, *, declared: bool) -> str:
        """The name of the change from one fingerprint to another."""
        return _digest(f"{before} {after} {declared:d}")

    # -- shared among processes ----------------------------------------------------------------------------------------

    def begin_share(self) -> None:
        """From here on what is seen is a share of the work."""
        self._fresh = set()

    def share(self) -> list[list[Any]]:
        """What was seen since then, as plain JSON."""
        return [[*place, self._row(*place)] for place in sorted(self._fresh)]

    def take_over(self, share: list[list[Any]]) -> None:
        """What another process saw."""
        for kind, path, row in share:
            merged = self._row(kind, path)
            merged |= row
            self._shelf.put(kind, path, merged)


def _digest(said: str) -> str:
    return blake2b(said.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _facts_row(facts: Facts) -> dict[str, Any]:
    row = {name: value for name, value in facts._asdict().items() if value not in (None, (), False)}
    row |= {name: _iso(getattr(facts, name)) for name in _DAYS if name in row}
    approval = facts.approval
    if approval is not None:
        header = [item.text for item in approval.header]
        row["approval"] = [*approval[:2], _iso(approval.date), *approval[3:5], header, approval.consent]
    return row


def _facts(row: dict[str, Any]) -> Facts:
    said: dict[str, Any] = dict.fromkeys(("unit", "approval", "manager", *_DAYS)) | row
    said |= {name: _day(said[name]) for name in _DAYS}
    said |= {name: tuple(row.get(name, ())) for name in ("former_ids", "substitutes", "others")}
    if said["approval"] is not None:
        mode, number, day, annex, basis, header, consent = said["approval"]
        lines = tuple(Item(text, Place(row["path"])) for text in header)
        said["approval"] = Approval(mode, number, _day(day), annex, basis, lines, consent)
    return Facts(**{"retroactive": False, **said})
