"""What earlier runs saw in history: files at a glance, the facts and the words of texts, by the bytes they saw."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from jdflow.app.memory import edition
from jdflow.history.glance import Glance
from jdflow.intake import cache
from jdflow.model.position import Approval
from jdflow.model.texts import Item
from jdflow.model.version import Facts
from jdflow.problems import Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jdflow.app.past import File
    from jdflow.model.difference import ChangeClass

_DAYS = ("effective_from", "effective_to", "reviewed_on")


class Seen(NamedTuple):
    """A text as an earlier run saw it: its facts, and its fingerprint where that was asked for."""

    facts: Facts
    fingerprint: str | None


class Recall:
    """What was seen, to be kept for the next run; without a path, for this one alone."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.edition = "" if path is None else edition()
        self.glances: dict[str, Glance | None] = {}
        self.uses: dict[str, list[str]] = {}
        self.texts: dict[str, Seen | None] = {}
        self.classes: dict[str, ChangeClass | None] = {}
        kept = None if path is None else cache.load(path)
        # Whatever is wrong with it, it is made anew.
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            data: dict[str, Any] = json.loads(kept) if kept is not None else {}
            if data.get("version") == self.edition:
                self.take_over(data)
        self._size = self._weight()

    def take_over(self, data: dict[str, Any]) -> None:
        """What an earlier run, or a helper, saw; all of it or, where it is not understood, nothing."""
        glances = {blob: None if row is None else _glance(row) for blob, row in data["glances"].items()}
        texts = {key: None if row is None else Seen(_facts(row[0]), row[1]) for key, row in data["texts"].items()}
        self.glances |= glances
        self.texts |= texts
        self.uses |= data["uses"]
        self.classes |= data["classes"]

    def copy(self) -> Recall:
        """What was seen up to now."""
        copied = Recall(None)
        copied.glances, copied.texts = dict(self.glances), dict(self.texts)
        copied.uses, copied.classes = dict(self.uses), dict(self.classes)
        return copied

    def _weight(self) -> tuple[int, ...]:
        """What changes whenever something new was seen."""
        prints = sum(seen is not None and seen.fingerprint is not None for seen in self.texts.values())
        return len(self.glances), len(self.uses), len(self.texts), len(self.classes), prints

    @staticmethod
    def key(path: str, file: File, blocks: Mapping[str, File]) -> str:
        """The name of a text: the same for the same bytes, in the position's file and in its blocks."""
        said = "\0".join((path, *file, *(part for block, found in blocks.items() for part in (block, *found))))
        return blake2b(said.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()

    def keep(self) -> None:
        """Leaves what was seen for the next run, if there is anything new."""
        if self.path is None or self._weight() == self._size:
            return
        data = {"version": self.edition, **self.rows()}
        cache.keep(self.path, json.dumps(data, separators=(",", ":")).encode())

    def rows(self, before: Recall | None = None) -> dict[str, Any]:
        """What was seen, as plain JSON; with `before`, only what came after that."""
        old = before or Recall(None)
        glances = {blob: seen for blob, seen in self.glances.items() if blob not in old.glances}
        texts = {key: seen for key, seen in self.texts.items() if key not in old.texts or old.texts[key] is not seen}
        return {
            "glances": {blob: None if seen is None else _glance_row(seen) for blob, seen in glances.items()},
            "texts": {
                key: None if seen is None else [_facts_row(seen.facts), seen.fingerprint] for key, seen in texts.items()
            },
            "uses": {key: row for key, row in self.uses.items() if key not in old.uses},
            "classes": {key: cls for key, cls in self.classes.items() if key not in old.classes},
        }


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _glance(row: list[Any]) -> Glance:
    return Glance(_day(row[0]), _day(row[1]), bool(row[2]), bool(row[3]), row[4])


def _glance_row(seen: Glance) -> list[Any]:
    days = _iso(seen.effective_from), _iso(seen.reviewed_on)
    return [*days, int(seen.has_former_ids), int(seen.may_end), seen.place]


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
