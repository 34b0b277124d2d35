"""A snapshot on its way through the floors: read, shaped, resolved, each file when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from jdflow.intake.contents import ORGANISATION, SETTINGS, SIGNATORIES, TEMPLATES, Contents, contents
from jdflow.intake.snapshot import MOST_BYTES, Snapshot, Unreadable
from jdflow.model.card import Card, card_of
from jdflow.persons.contacts import may_hold
from jdflow.persons.glance import may_name
from jdflow.problems import Place, Problem, files
from jdflow.resolve.library import Library, unfold_use
from jdflow.resolve.position import resolve
from jdflow.resolve.uses import use_terms, uses_in_block, uses_in_position
from jdflow.rules import includes, privacy, wording
from jdflow.rules.book import Book
from jdflow.shape import shape_block, shape_organisation, shape_position, shape_settings, shape_signatories
from jdflow.source.reader import Document, read
from jdflow.word import MOST_BYTES as MOST_TEMPLATE_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from jdflow.model.block import Block
    from jdflow.model.position import Position
    from jdflow.model.resolved import Resolved

T = TypeVar("T")


class Examined(NamedTuple):
    """A position's file looked at by itself: its card, if it describes a position, and what is wrong with it."""

    card: Card | None
    problems: list[Problem]


class Known:
    """What was read from files whose bytes many contents share: kept by path and identity, read once."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, str], Any] = {}

    def get(self, snapshot: Snapshot, what: str, path: str, read: Callable[[], T]) -> T:
        """What is made of that file, by this content or another."""
        identity = snapshot.identity(path)
        if identity is None:
            return read()
        key = (what, path, identity)
        if key not in self._kept:
            self._kept[key] = read()
        kept: T = self._kept[key]
        return kept

    def has(self, snapshot: Snapshot, what: str, path: str) -> bool:
        """Whether that was made of the file already."""
        return (what, path, snapshot.identity(path) or "") in self._kept


class _Files:
    """The files of a snapshot, each read when it is first asked for, and the blocks in them.

    It knows nothing of the reading that it serves: who holds a library does not hold all else that was read.
    """

    def __init__(self, snapshot: Snapshot, contents: Contents, known: Known) -> None:
        self._snapshot = snapshot
        self._contents = contents
        self._known = known
        self._bytes: dict[str, bytes | Problem] = dict(contents.refused)
        self.were_read: set[str] = set()
        self.blocks: dict[str, tuple[Block | None, list[Problem]]] = {}

    def bytes_of(self, path: str) -> bytes | Problem:
        """The bytes of a file, or why there are none."""
        if path not in self._bytes:
            self.were_read.add(path)
            try:
                most = MOST_TEMPLATE_BYTES + 1 if path.startswith(f"{TEMPLATES}/") else MOST_BYTES
                self._bytes[path] = self._snapshot.read(path, most)
            except Unreadable as unreadable:
                self._bytes[path] = files.UNREADABLE.at(Place(path), why=unreadable.why)
        return self._bytes[path]

    def forget(self, path: str) -> None:
        """Lets go of a file's bytes: thousands of files are looked at, and hardly one of them twice."""
        if isinstance(self._bytes.get(path), bytes):
            del self._bytes[path]

    def document(self, path: str) -> Document:
        """The file as YAML."""
        data = self.bytes_of(path)
        return read(path, data) if isinstance(data, bytes) else Document(None, [data])

    def load_block(self, key: str) -> Block | None:
        """The block, if its file describes one."""
        path = self._contents.blocks[key]
        self.blocks[key] = self._known.get(
            self._snapshot, "block", path, lambda: shape_block(key, path, self.document(path))
        )
        return self.blocks[key][0]


class Reading:
    """The content of a snapshot: positions, blocks, and the agency's three files."""

    def __init__(self, snapshot: Snapshot, known: Known | None = None) -> None:
        self.snapshot = snapshot
        self.known = known or Known()
        self.contents = contents(snapshot.entries())
        self.first_paths: dict[str, str] = {}
        for path, id in self.contents.positions.items():
            self.first_paths.setdefault(id, path)
        self._ids = frozenset(self.first_paths)
        self._files = _Files(snapshot, self.contents, self.known)
        self._block_problems: dict[str, list[Problem]] = {}
        self._examined: dict[str, Examined] = {}
        self._lines: tuple[str, list[str]] = ("", [])
        self._templates: dict[str, list[Problem]] = {}
        self._template_lines: dict[str, list[str]] = {}
        self._sound_uses: set[tuple[object, ...]] = set()
        # Of positions that are only named by others, no more is looked at than their cards.
        self._cards: dict[str, Card | None] = {}
        self._naming: dict[str, list[Card]] | None = None
        self.settings, self._settings_problems = self._agency_file(SETTINGS, shape_settings)
        self.organisation, self._organisation_problems = self._agency_file(ORGANISATION, shape_organisation)
        self.signatories, self._signatories_problems = self._agency_file(SIGNATORIES, shape_signatories)
        self._public_contacts = [item.text for item in self.settings.public_contacts]
        self._public_names = [item.text for item in self.settings.public_names]
        self._public_names += [
            holder.name for holders in self.signatories.roles.values() for holder in holders if holder.name
        ]
        self.library = Library(self.contents.blocks, self._files.load_block)

    @property
    def public(self) -> frozenset[str]:
        """What of people may stand in texts: the agency's contacts, names of those who are public."""
        return frozenset((*self._public_contacts, *self._public_names))

    def book(self, today: date) -> Book:
        """The whole content as the rules across positions see it."""
        return Book(self, self.settings, self.organisation, self.signatories, self.contents.templates, today)

    # -- bytes and documents ---------------------------------------------------------------------------------------

    def bytes_of(self, path: str) -> bytes | Problem:
        """The bytes of a file, or why there are none."""
        return self._files.bytes_of(path)

    def line_of(self, path: str, line: int) -> str:
        """A line of a file as it was read, or a paragraph of a template; empty where there is none."""
        if path in self._templates:
            if path not in self._template_lines:
                del self._templates[path]
                self.template_problems(path)
            return _nth(self._template_lines[path], line)
        if self._lines[0] != path:
            # A file may have thousands of problems: it is taken apart once for all of them.
            text = (
                (self.searchable(path) if path in self._files.were_read else b"")
                .decode("utf-8-sig", "replace")
                .replace("\r\n", "\n")
                .replace("\r", "\n")
            )
            self._lines = (path, text.split("\n"))
        return _nth(self._lines[1], line)

    def _personal_data(self, path: str, *, contacts: bool = True) -> Iterator[Problem]:
        data = self.searchable(path)
        if may_hold(data):
            text = data.decode("utf-8-sig", "replace")
            yield from privacy.personal_codes(path, text)
            if contacts:
                yield from privacy.contacts(path, text, self._public_contacts)
        if contacts and may_name(data):
            yield from privacy.names(path, data.decode("utf-8-sig", "replace"), self._public_names)

    def _agency_file(self, path: str, shape: Callable[[Document], tuple[T, list[Problem]]]) -> tuple[T, list[Problem]]:
        if path not in self.contents.agency:
            return shape(Document(None, []))
        return self.known.get(self.snapshot, "agency", path, lambda: shape(self._files.document(path)))

    def agency_problems(self) -> Iterator[Problem]:
        """What is wrong with the files of the agency, each by itself."""
        yield from (*self._settings_problems, *self._organisation_problems, *self._signatories_problems)
        for path in sorted(self.contents.agency):
            yield from self._personal_data(path, contacts=path == ORGANISATION)

    # -- blocks ----------------------------------------------------------------------------------------------------

    def block_problems(self, key: str) -> list[Problem]:
        """What is wrong with a shared block."""
        if key not in self._block_problems:
            self._block_problems[key] = list(self._look_at_block(key))
        return self._block_problems[key]

    def _look_at_block(self, key: str) -> Iterator[Problem]:
        block = self.library.get(key)
        yield from self._files.blocks[key][1]
        yield from self._personal_data(self.contents.blocks[key])
        if block is not None:
            yield from includes.block_problems(block, self.library)

    def blocks_in(self, keys: Iterable[str]) -> list[str]:
        """These blocks and those that they include, as far as they exist."""
        found: set[str] = set()
        todo = list(keys)
        while todo:
            key = todo.pop()
            if key not in found and key in self.contents.blocks:
                found.add(key)
                block = self.library.get(key)
                todo += [] if block is None else [wanted.use.block for wanted in uses_in_block(block)]
        return sorted(found)

    # -- positions -------------------------------------------------------------------------------------------------

    def position(self, id: str) -> tuple[Position | None, list[Problem]]:
        """The position as its file says it."""
        return self._position_at(self.first_paths[id])

    def _position_at(self, path: str) -> tuple[Position | None, list[Problem]]:
        return shape_position(self.contents.positions[path], path, self._files.document(path))

    def resolved(self, id: str) -> Resolved | None:
        """The position's text with its shared blocks put in."""
        return self.resolved_with_problems(id)[0]

    def resolved_with_problems(self, id: str) -> tuple[Resolved | None, list[Problem]]:
        """The position's text, and what is wrong with its file."""
        position, problems = self.position(id)
        return None if position is None else resolve(position, self.library), problems

    def examine(self, path: str) -> Examined:
        """A position's file by itself; what only others can tell is not looked at yet."""
        if path not in self._examined:
            self.examined_before(path, self._look_at(path))
        return self._examined[path]

    def examined_before(self, path: str, examined: Examined) -> None:
        """Takes over what was found out about the very same bytes, now or by an earlier run."""
        self._examined[path] = examined
        self.known.get(self.snapshot, "card", path, lambda: examined.card)
        self._files.forget(path)

    def _look_at(self, path: str) -> Examined:
        position, problems = self._position_at(path)
        problems += self._personal_data(path)
        if position is None:
            return Examined(None, problems)
        wanted = list(uses_in_position(position))
        for one in wanted:
            # Most uses are like many others: what was found sound once need not be looked at again.
            like = (one.kind, one.part is None, position.relation, use_terms(one.use))
            if one.use.minus or like not in self._sound_uses:
                found = [
                    *includes.use_problems(one, self.library, position.relation),
                    *includes.overgrown(one, self.library, position.relation),
                ]
                problems += found
                if not found and not one.use.minus:
                    self._sound_uses.add(like)
        own = list(wording.own_texts(position))
        used = (unfold_use(one.use, self.library, position.relation) for one in wanted)
        problems += wording.repeated_items(position, own, used, self.library)
        problems += wording.repeated_references(position)
        problems += wording.full_stop(position)
        problems += wording.open_braces(own)
        problems += wording.beyond_law(position, self.settings)
        return Examined(card_of(position, (one.use for one in wanted)), problems)

    # -- templates -------------------------------------------------------------------------------------------------

    def template_problems(self, path: str) -> list[Problem]:
        """What is wrong with a Word template."""
        if path not in self._templates:
            # Word's XML and Jinja2 take longer to load than a check of one file: only where a template is looked at.
            from jdflow.rules.templates import judge

            data = self.bytes_of(path)
            self._templates[path], self._template_lines[path] = (
                judge(path, data) if isinstance(data, bytes) else ([data], [])
            )
        return self._templates[path]

    def judged_before(self, path: str, problems: list[Problem]) -> None:
        """Takes over what an earlier run found out about the very same template."""
        self._templates[path] = problems

    # -- the register, as the rules ask for it ---------------------------------------------------------------------

    def ids(self) -> frozenset[str]:
        """The ids of all positions, readable or not."""
        return self._ids

    def get(self, id: str) -> Card | None:
        """The card of that position."""
        path = self.first_paths.get(id)
        if path is None or path in self._examined:
            return None if path is None else self._examined[path].card
        if path not in self._cards:
            self._cards[path] = self.known.get(self.snapshot, "card", path, lambda: self._card_at(path))
        return self._cards[path]

    def _card_at(self, path: str) -> Card | None:
        position, _ = self._position_at(path)
        uses = () if position is None else (wanted.use for wanted in uses_in_position(position))
        return None if position is None else card_of(position, uses)

    def cards(self) -> Iterator[Card]:
        """The cards of all positions, in the order of their paths."""
        for path in self.contents.positions:
            card = self.examine(path).card
            if card is not None:
                yield card

    def naming(self, id: str) -> Iterable[Card]:
        """The cards of the positions that name this id as manager or as their own earlier id."""
        if self._naming is None and len(self._examined) < len(self.contents.positions):
            # Only a few files were asked for: find those that hold the word at all before reading them.
            # Where there is a backslash, the word may be spelt with escapes.
            word = id.encode("utf-8", "surrogateescape")
            cards = (self._card_holding(word, path) for path in self.contents.positions)
            return [card for card in cards if card is not None and id in _named(card)]
        if self._naming is None:
            self._naming = {}
            for card in self.cards():
                for name in _named(card):
                    self._naming.setdefault(name, []).append(card)
        return self._naming.get(id, [])

    def _card_holding(self, word: bytes, path: str) -> Card | None:
        """The card of a file that may hold the word; of others none, as long as they have not been read anyway."""
        if self.known.has(self.snapshot, "card", path):
            return self.known.get(self.snapshot, "card", path, lambda: self._card_at(path))
        data = self.searchable(path)
        return self.examine(path).card if word in data or b"\\" in data else None

    def searchable(self, path: str) -> bytes:
        """The bytes of a file; empty where it cannot be read."""
        data = self.bytes_of(path)
        return data if isinstance(data, bytes) else b""


def _nth(lines: list[str], line: int) -> str:
    return lines[line - 1] if 0 < line <= len(lines) else ""


def _named(card: Card) -> set[str]:
    manager = {card.manager.id} if card.manager is not None and card.manager.id is not None else set()
    return manager | {former for former, _ in card.former_ids}
