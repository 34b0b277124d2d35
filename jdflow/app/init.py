"""`init`: a new content repository, and what of jdflow an older one holds brought up to date."""

from __future__ import annotations

from contextlib import suppress
from fnmatch import fnmatch
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.schema import schema_files
from jdflow.app.wheel import files_of, wheel
from jdflow.deliver.files import write_within
from jdflow.deliver.kinds import KINDS
from jdflow.git import NoRepository, Refused, make_repository
from jdflow.intake.root import find_repository
from jdflow.language import Msg, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

FIRST = "github"
# What else belongs to jdflow, not to the agency: an update replaces it.
_OURS = ("shared/schema/*",)
# What the starter holds of the first forge, and what of the others; the rest is the same for all.
_OF_FIRST = (".github/*", "README.md")
_FOLDERS = {"gitlab": "starter_gitlab"}
_PINS = "requirements.txt"


class Made(NamedTuple):
    """What was written, and why Git does not keep it, where that is so."""

    written: list[str]
    unkept: Msg | None


def starter(forge: str = FIRST) -> dict[str, bytes]:
    """The files of a new content repository for that forge, by path."""
    found = dict(files_of(files("jdflow") / "starter"))
    pins = found[f"{KINDS[FIRST].installed}/{_PINS}"]
    if forge != FIRST:
        found = {path: data for path, data in found.items() if not _fits(path, _OF_FIRST)}
        found |= files_of(files("jdflow") / _FOLDERS[forge])
    found |= {path: text.encode() for path, text in schema_files().items()}
    name, data = wheel()
    folder = KINDS[forge].installed
    pinned = f"./{folder}/{name} --hash=sha256:{sha256(data).hexdigest()}\n"
    found |= {f"{folder}/{name}": data, f"{folder}/{_PINS}": pins + pinned.encode()}
    return dict(sorted(found.items()))


def forges_of(root: Path) -> list[str]:
    """The forges for which a content repository holds what jdflow runs there."""
    return [forge for forge, kind in KINDS.items() if (root / kind.installed).is_dir()]


def is_free(folder: Path) -> bool:
    """Whether a repository may be made there: nothing is in the way but an empty Git repository."""
    if folder.is_symlink() or not folder.exists():
        return not folder.is_symlink()
    return folder.is_dir() and all(entry.name == ".git" for entry in folder.iterdir())


def init(folder: Path, forge: str = FIRST) -> Made:
    """Writes a new content repository, all of it or nothing, and lets Git keep it."""
    found = starter(forge)
    _write(folder, found)
    return Made(list(found), None if (folder / ".git").exists() else _keep(folder, forge))


def update(root: Path, forge: str | None = None) -> tuple[list[str], list[str]]:
    """Brings what belongs to jdflow up to this version; the paths written, and those removed.

    What is there for a forge stays for it; where another one is named, what that one needs is added.
    """
    wanted = dict.fromkeys([*forges_of(root), *([] if forge is None else [forge])]) or [FIRST]
    written, removed = [], []
    for one in wanted:
        ours = own_files(one)
        if one == forge and one not in forges_of(root):
            # What the agency may have changed is written where it is not there yet.
            there = starter_of_all()
            further = {path: data for path, data in starter(one).items() if path not in there}
            ours = {path: data for path, data in further.items() if not (root / path).exists()} | ours
        changed = [path for path, data in ours.items() if not _holds(root / path, data)]
        for path in changed:
            write_within(root, path, ours[path])
        old = old_wheels(root, one, ours)
        for path in old:
            (root / path).unlink()
        written += changed
        removed += old
    return written, removed


def starter_of_all() -> set[str]:
    """The paths that a new content repository has whatever its forge."""
    return set.intersection(*(set(starter(forge)) for forge in KINDS))


def differing(root: Path, forge: str) -> list[str]:
    """What is run on a forge, and stands in another form than this version has it; nothing where there is none."""
    if forge not in forges_of(root):
        return []
    ours = own_files(forge)
    of_forge = {path: data for path, data in ours.items() if _fits(path, KINDS[forge].run)}
    return [path for path, data in of_forge.items() if not _holds(root / path, data)] + old_wheels(root, forge, ours)


def own_files(forge: str = FIRST) -> dict[str, bytes]:
    """What of a content repository belongs to jdflow, by path."""
    return {path: data for path, data in starter(forge).items() if _fits(path, (*KINDS[forge].run, *_OURS))}


def old_wheels(root: Path, forge: str, ours: Mapping[str, bytes]) -> list[str]:
    """The wheels of other versions."""
    found = root.glob(f"{KINDS[forge].installed}/jdflow-*.whl")
    return sorted(path for each in found if (path := each.relative_to(root).as_posix()) not in ours)


def _fits(path: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(path, pattern) for pattern in patterns)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return not path.is_symlink() and path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def _keep(folder: Path, forge: str) -> Msg | None:
    """Makes the folder a repository of its own; else why not."""
    around = find_repository(folder)
    if around is not None:
        # One repository inside another is seen by neither.
        return msg(
            "The folder lies in the repository “{path}”, which may keep it, but {forge} finds workflows only at a "
            "repository's top; for one of its own run `git init` in the folder.",
            path=str(around),
            forge=KINDS[forge].name,
        )
    try:
        make_repository(folder)
    except NoRepository:
        return msg("Git is not installed, so no history is kept yet; install it and run `git init` in the folder.")
    except Refused as refused:
        return msg("Git does not make a repository: {why}", why=str(refused))
    return None


def _write(folder: Path, found: Mapping[str, bytes]) -> None:
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in found.items():
            write_within(folder, path, data)
    except BaseException:
        for path in found:
            with suppress(OSError):
                (folder / path).unlink()
        for each in (*_folders(folder, found), *new):
            with suppress(OSError):
                each.rmdir()
        raise


def _folders(folder: Path, paths: Iterable[str]) -> Iterator[Path]:
    """The folders of these files, inner ones first."""
    inner = {parent for path in paths for parent in (folder / path).parents if parent.is_relative_to(folder)} - {folder}
    return iter(sorted(inner, key=lambda each: len(each.parts), reverse=True))
