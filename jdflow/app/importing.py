"""Many documents from outside brought in at once: understood in processes with bounds, each given an id and a file."""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter, deque
from contextlib import suppress
from itertools import chain, count
from typing import TYPE_CHECKING, NamedTuple

from jdflow.adopt.forms.fold import plain
from jdflow.adopt.slug import slug
from jdflow.app.bug import whereabouts
from jdflow.app.helper import Helper, processors
from jdflow.intake.root import is_folder
from jdflow.language import msg
from jdflow.model.ids import LONGEST
from jdflow.model.imported import Imported, Refused, from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from jdflow.app.adoption import Adoption
    from jdflow.app.reading import Reading
    from jdflow.language import Msg, Voice
    from jdflow.model.card import Card
    from jdflow.model.imported import NewUnit

MOST_BYTES = 64 * 1024 * 1024
_MIB = 1024 * 1024
# What one document may cost, in seconds of work and bytes of memory.
MOST_SECONDS, MOST_MEMORY = 60, 2048 * _MIB
# So much of an id is kept for a number behind it.
_DIGITS = 6
# Where positions lie whose unit is not known.
_NOWHERE = "maaramata"


class Batch:
    """Documents that come in together."""

    def __init__(self, adoption: Adoption, voice: Voice, converted: Mapping[Path, bytes]) -> None:
        self._adoption = adoption
        self._voice = voice
        # What another program has made of files of old formats.
        self._converted = converted

    def understood(self, files: Sequence[Path], tell: Callable[[int], None]) -> Iterator[Imported | Refused]:
        """What becomes of each document, in their order; `tell` hears how many are done."""
        # What every document needs is read before the work is shared.
        self._adoption.prepare({".pdf" if path in self._converted else path.suffix.lower() for path in files})
        can_fork = hasattr(os, "fork") and sys.platform != "darwin"
        waiting = deque(files)
        running: deque[tuple[Path, Helper | None]] = deque()
        try:
            for done in range(1, len(files) + 1):
                while waiting and len(running) < processors():
                    path = waiting.popleft()
                    running.append((path, self._helper(path) if can_fork else None))
                # Until its result is there it counts as running, so that it is ended with the others.
                result = self._result(*running[0])
                running.popleft()
                yield result
                tell(done)
        finally:
            # Where somebody has ended the run, nothing goes on behind their back.
            for _, helper in running:
                if helper is not None:
                    _end(helper)

    def _helper(self, path: Path) -> Helper | None:
        def work() -> object:
            _bound()
            return to_json(self._of(path))

        with suppress(OSError):
            return Helper(work)
        return None

    def _result(self, path: Path, helper: Helper | None) -> Imported | Refused:
        if helper is None:
            return self._of(path)
        found = helper.result()
        if found is not None:
            return from_json(found)
        # It is not tried here once more: whatever ended that process would end this one.
        memory = MOST_MEMORY // _MIB
        return self._refused(
            msg(
                "reading it takes more than {seconds} seconds or {memory} MiB; open it, and save it anew as .docx",
                seconds=MOST_SECONDS,
                memory=memory,
            )
        )

    def _of(self, path: Path) -> Imported | Refused:
        try:
            data = self._converted.get(path)
            if data is None:
                if is_folder(path):
                    return self._refused(msg("this folder cannot be opened"))
                if not path.is_file():
                    return self._refused(msg("there is no such file"))
                if path.stat().st_size > MOST_BYTES:
                    return self._refused(msg("it is larger than {limit} MiB", limit=MOST_BYTES // _MIB))
                data = path.read_bytes()
        except OSError as error:
            return self._refused(msg("the system says “{said}”", said=error.strerror or str(error)))
        try:
            return self._adoption.of(path.name, data)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 (one document must not keep the others out; it is told)
            return self._refused(
                msg(
                    "this is a bug in jdflow ({where}); please report it to its maintainers, and until it is mended, "
                    "save the document anew as .docx or type it in",
                    where=whereabouts(error),
                )
            )

    def _refused(self, why: Msg) -> Refused:
        return Refused(self._voice(why))


def _end(helper: Helper) -> None:
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(helper.process, signal.SIGKILL)
        os.waitpid(helper.process, 0)


def _bound() -> None:
    """From here on this process is ended when it takes too much."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


class Brought(NamedTuple):
    """A document, and what became of it: its position's id and file, or why it has none."""

    file: Path
    outcome: Imported | Refused
    id: str | None = None
    path: str | None = None
    why: Msg | None = None
    # Of a position that was there already: what its file keeps; none where there was no file.
    kept: tuple[str, ...] | None = None


class Shelving:
    """Gives positions their ids and files: in the content, or in a folder elsewhere."""

    def __init__(self, reading: Reading, *, replace: bool, elsewhere: Path | None = None) -> None:
        self._reading = reading
        self._replace = replace
        self._elsewhere = elsewhere
        self._cards: dict[str, list[Card]] = {}
        for card in reading.cards():
            self._cards.setdefault(plain(card.full_title), []).append(card)

    def shelved(self, found: Sequence[tuple[Path, Imported | Refused]]) -> list[Brought]:
        """Each document with its place; of two that say the same the first by name is taken."""
        order = sorted(range(len(found)), key=lambda at: (found[at][0].name, str(found[at][0])))
        keys = _keys([found[at][1] for at in order])
        ids = self._new_ids(set(filter(None, keys)))
        taken: dict[str, Path] = {}
        brought = {at: self._shelved(*found[at], key, ids, taken) for at, key in zip(order, keys, strict=True)}
        return [brought[at] for at in range(len(found))]

    def _shelved(
        self, file: Path, one: Imported | Refused, key: _Key | None, ids: Mapping[_Key, str], taken: dict[str, Path]
    ) -> Brought:
        if isinstance(one, Refused) or key is None:
            return Brought(file, one)
        same = self._same(key)
        if len(same) > 1:
            several = ", ".join(card.id for card in same)
            why = msg(
                "several positions have this title and unit: {ids}; write it elsewhere with --out and put it where it"
                " belongs",
                ids=several,
            )
            return Brought(file, one, None, None, why)
        id = same[0].id if same else ids[key]
        folder = f"{one.unit or _NOWHERE}/"
        path = same[0].path if same else f"positions/{folder}{id}.yaml"
        is_there = bool(same)
        if self._elsewhere is not None:
            path = f"{folder}{id}.yaml"
            is_there = os.path.lexists(self._elsewhere / path)
        if is_there and not self._replace:
            why = msg("the position is there already ({path}); --replace writes over it", path=path)
            return Brought(file, one, id, None, why)
        if id in taken:
            why = msg("{file} is a description of the same position", file=taken[id].name)
            return Brought(file, one, id, None, why)
        taken[id] = file
        return Brought(file, one, id, path, kept=() if is_there else None)

    def _same(self, key: _Key) -> list[Card]:
        """The positions that are there already; elsewhere it is enough that there is one."""
        same = [card for card in self._cards.get(key.title, ()) if card.unit == key.unit]
        return [] if self._elsewhere is not None and len(same) > 1 else same

    def _new_ids(self, keys: set[_Key]) -> dict[_Key, str]:
        """For each position that is not there its title, with the unit where the title is another position's, too."""
        used = set(self._reading.ids())
        new = sorted(
            (key for key in keys if not self._same(key)), key=lambda key: (key.title, key.unit or "", key.number)
        )
        counts = Counter(map(_name, new))
        found = {key: _name(key) for key in new if counts[_name(key)] == 1 and _name(key) not in used}
        used |= set(found.values())
        for key in new:
            if key not in found:
                whole = slug(f"{_name(key)}-{key.unit or _NOWHERE}")
                stem = whole[: LONGEST - _DIGITS].rstrip("-")
                numbers = (f"{stem}-{number}" for number in count(2))
                found[key] = next(id for id in chain((whole,), numbers) if id not in used)
                used.add(found[key])
        return found


class _Key(NamedTuple):
    """What tells a position from others: its title, whatever its capitals, its unit; a number where both are alike."""

    title: str
    unit: str | None
    number: int = 0


def _keys(outcomes: Iterable[Imported | Refused]) -> list[_Key | None]:
    """Colleagues may have one title in one unit: only what says the same is the same position."""
    texts: dict[_Key, list[str]] = {}
    keys: list[_Key | None] = []
    for one in outcomes:
        if isinstance(one, Refused):
            keys.append(None)
            continue
        key = _Key(plain(f"{one.title} {one.qualifier or ''}".strip()), one.unit)
        known = texts.setdefault(key, [])
        if one.text not in known:
            known.append(one.text)
        keys.append(key._replace(number=known.index(one.text)))
    return keys


def _name(key: _Key) -> str:
    return slug(key.title) or "ametikoht"


def new_units(brought: Iterable[Brought]) -> list[NewUnit]:
    """The units that have to be added for those positions that have a file, superior ones first."""
    found = {
        unit.key: unit
        for one in brought
        if one.path is not None and isinstance(one.outcome, Imported)
        for unit in one.outcome.units
    }
    return list(found.values())
