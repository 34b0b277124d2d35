"""Two contents, where a branch began and where it is now: which positions may have become others between them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from jdflow.git.history import uncommitted
from jdflow.git.tree import tree_of
from jdflow.intake.contents import ORGANISATION, SIGNATORIES, TEMPLATES
from jdflow.intake.snapshot import FOLDERS
from jdflow.query.names import unit_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from jdflow.app.reading import Reading
    from jdflow.app.repository import Source
    from jdflow.model.card import Card
    from jdflow.model.organisation import Settings


def changed_since(source: Source, base: str, root: Path | None) -> set[str]:
    """The paths of the content that are other than in that commit; on disk, committed or not, where a root is given."""
    repository = source.repository
    one, other = (tree_of(repository, commit).files for commit in (base, source.commit))
    paths = {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}
    if root is not None:
        paths.update(path for folder in FOLDERS for path in uncommitted(repository, root / folder))
    return {path.removeprefix(source.folder) for path in paths if path.startswith(source.folder)}


class Between:
    """Two contents and the paths that differ: no more files are read than may have to do with them."""

    def __init__(self, before: Reading, after: Reading, changed: set[str]) -> None:
        self.before = before
        self.after = after
        self.changed = changed

    def names(self, id: str) -> list[str]:
        """The ids that the position has had, the one that it has now first."""
        card = self.after.get(id)
        return [id, *(name for name, _ in (card.former_ids if card else ()) if name not in self.after.ids())]

    def positions(self) -> set[str]:
        """Those whose file is another or gone, or that may use a block that is."""
        sides = (*self.after.contents.blocks.items(), *self.before.contents.blocks.items())
        blocks = {key for key, path in sides if path in self.changed}
        return self.own | (self._using(blocks) if blocks else set())

    @cached_property
    def own(self) -> set[str]:
        """The positions whose own file is another or gone, those that go on under a new id by that one."""
        sides = (*self.after.contents.positions.items(), *self.before.contents.positions.items())
        own = {id for path, id in sides if path in self.changed}
        taken = {name for id in own if id in self.after.ids() for name in self.names(id)[1:]}
        return own - taken

    def renamed(self) -> dict[str, str]:
        """The new id of each that goes on under another one."""
        return {former: id for id in sorted(self.own & self.after.ids()) for former in self.names(id)[1:]}

    def gone(self) -> list[str]:
        """The positions whose file is gone, and that do not go on under another id."""
        return sorted(self.own - self.after.ids())

    def printed(self) -> set[str]:
        """Those whose document may be another: by their own text, by names that it prints, by what all are made of."""
        templates = {path.removeprefix(f"{TEMPLATES}/").removesuffix(".docx") for path in self.changed}
        one, other = map(_for_all, (self.before.settings, self.after.settings))
        if one != other or SIGNATORIES in self.changed or self.after.settings.template in templates:
            return self.positions() | self.after.ids()
        ids, superiors = self._named_anew()
        words = ids | self._units() | {name for name in templates if "/" not in name}
        return self.positions() | superiors | (self.naming(words) if words else set())

    def _units(self) -> set[str]:
        """The units that print under another name."""
        if ORGANISATION not in self.changed:
            return set()
        one, other = self.before.organisation, self.after.organisation
        every = one.units.keys() | other.units.keys()
        return {unit for unit in every if unit_name(unit, one) != unit_name(unit, other)}

    def _named_anew(self) -> tuple[set[str], set[str]]:
        """The ids of positions that others may have to name in another way, and those that they are or were below."""
        ids, superiors = set[str](), set[str]()
        for id in self.own:
            names = self.names(id)
            cards = [_card(self.before, names), _card(self.after, [id])]
            one, other = map(_named_as, cards)
            if one != other:
                ids.update(names)
                superiors.update(ref.id for card in cards if card and (ref := card.manager) and ref.id is not None)
        return ids, superiors & self.after.ids()

    def _using(self, blocks: set[str]) -> set[str]:
        """The positions whose file may name one of the blocks, or one that includes it."""
        contents, todo, words = self.after.contents, set(blocks), set[str]()
        while todo:
            words |= todo
            todo = {key for key, path in contents.blocks.items() if self._may_name(path, todo)} - words
        return self.naming(words)

    def naming(self, words: Iterable[str]) -> set[str]:
        """The positions whose file may hold one of the words."""
        asked = set(words)
        return {id for path, id in self.after.contents.positions.items() if self._may_name(path, asked)}

    def _may_name(self, path: str, keys: set[str]) -> bool:
        """Whether the file may hold one of the words; where there is a backslash, they may be spelt with escapes."""
        data = self.after.searchable(path)
        return b"\\" in data or any(not key.isascii() or key.encode() in data for key in keys)


def _for_all(settings: Settings) -> tuple[object, ...]:
    """What settings say of the documents of all positions."""
    return settings.agency, settings.template, settings.signatory, [item.text for item in settings.ignore_revs]


def _card(reading: Reading, names: Iterable[str]) -> Card | None:
    return next((reading.get(name) for name in names if name in reading.ids()), None)


def _named_as(card: Card | None) -> tuple[str | None, ...] | None:
    """What others print of a position, and whose subordinate it is."""
    if card is None:
        return None
    manager = None if card.manager is None else card.manager.id
    return card.id, card.full_title, card.title_partitive, manager
