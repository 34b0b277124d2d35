"""The corpus: a content repository of any size, the same for the same size and seed, without a single problem."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from tests.bench import shared
from tests.bench.measure import environment
from tests.bench.position import HEAD, TITLES, Post, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEED = 1
TODAY = "2026-03-01"
COMMITTED = "2026-02-01T12:00:00+02:00"
FOLDER = 25
"""The most files in a folder, and the most folders in one, apart from the topmost."""
_SYLLABLES = [f"{consonant}{vowel}" for consonant in "bdghjklmnprstv" for vowel in "aeiou"]


def make(root: Path, size: int, seed: int = SEED) -> None:
    """Writes a repository of so many positions."""
    blocks = shared.blocks(seed)
    files = {f"shared/{block.key}.yaml": block.text for block in blocks}
    files |= {"shared/settings.yaml": shared.SETTINGS, "shared/signatories.yaml": shared.SIGNATORIES}
    files["shared/organisation.yaml"] = shared.organisation(_units(size))
    for path, text in files.items():
        _write(root / path, text)
    for post in posts(size):
        _write(root / path_of(post), text_of(post, blocks, seed))
    _git(root, "init", "--quiet")


def commit(source: Path, root: Path, templates: Path) -> None:
    """Makes of a corpus and of Word templates a repository in which all is committed, once, on a fixed day."""
    for folder in ("positions", "shared"):
        shutil.copytree(source / folder, root / folder)
    shutil.copytree(templates, root / "templates")
    _git(root, "init", "--quiet")
    _git(root, "symbolic-ref", "HEAD", "refs/heads/main")
    seconds = int(datetime.fromisoformat(COMMITTED).timestamp())
    lines = [b"commit refs/heads/main", b"committer Bench <bench@example.org> %d +0200" % seconds, *_data(b"Corpus")]
    for path in sorted(path for path in root.glob("[!.]*/**/*") if path.is_file()):
        lines += [b"M 100644 inline " + path.relative_to(root).as_posix().encode(), *_data(path.read_bytes())]
    _git(root, "fast-import", "--quiet", given=b"\n".join([*lines, b""]))
    _git(root, "reset", "--quiet")


def _data(data: bytes) -> tuple[bytes, bytes]:
    return b"data %d" % len(data), data


def _git(root: Path, *arguments: str, given: bytes = b"") -> None:
    command = ["git", "-c", "core.autocrlf=false", "-C", str(root), *arguments]
    subprocess.run(command, env=environment(), input=given, check=True)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def path_of(post: Post) -> PurePosixPath:
    """Where the file of a position lies."""
    return PurePosixPath("positions", _department(post.number // FOLDER), post.unit, f"{post.id}.yaml")


def posts(size: int) -> Iterator[Post]:
    """The positions: in each unit a head and 24 others, each of whom has a partner who stands in."""
    for number in range(size):
        unit, slot = divmod(number, FOLDER)
        partner = number + (1 if slot % 2 else -1)
        has_partner = slot > 0 and partner < size
        yield Post(
            id=_id(number),
            unit=_unit(unit),
            number=number,
            title=_title(number),
            manager=_manager(number),
            partner=_id(partner) if has_partner else None,
            reports=_reports(number, size) if slot == 0 else (),
        )


def _unit(unit: int) -> str:
    """The id of a unit; in letters, for a long number would look like somebody's telephone."""
    high, low = divmod(unit, len(_SYLLABLES))
    return f"talitus-{_SYLLABLES[high]}{_SYLLABLES[low]}"


def _department(unit: int) -> str:
    return f"osakond-{_SYLLABLES[unit // FOLDER]}"


def _title(number: int) -> tuple[str, str]:
    return TITLES[number % len(TITLES)] if number % FOLDER else HEAD


def _id(number: int) -> str:
    unit, slot = divmod(number, FOLDER)
    title = _title(number)[0].lower().replace("õ", "o")
    return f"{title}-{_unit(unit).removeprefix('talitus-')}-{slot}"


def _manager(number: int) -> str | None:
    """The head of the unit; of a head, that of the department's first unit; of that one, the very first."""
    unit, slot = divmod(number, FOLDER)
    if slot:
        return _id(unit * FOLDER)
    first = unit // FOLDER * FOLDER
    return _id(first * FOLDER) if unit != first else _id(0) if unit else None


def _reports(head: int, size: int) -> tuple[str, ...]:
    """All whose manager is that head."""
    unit = head // FOLDER
    those = [*range(head + 1, head + FOLDER)]
    if unit % FOLDER == 0:
        those += [below * FOLDER for below in range(unit + 1, unit + FOLDER)]
    if unit == 0:
        those += range(FOLDER * FOLDER, size, FOLDER * FOLDER)
    return tuple(_id(number) for number in those if number < size)


def _units(size: int) -> dict[str, tuple[str | None, str]]:
    """The units: each below the first of its department, those below the very first."""
    units: dict[str, tuple[str | None, str]] = {}
    for unit in range(-(-size // FOLDER)):
        first = unit // FOLDER * FOLDER
        above = first if unit != first else 0 if unit else None
        units[_unit(unit)] = (None if above is None else _unit(above), _id(unit * FOLDER))
    return units
