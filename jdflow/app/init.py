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
from jdflow.git import NoRepository, Refused, make_repository
from jdflow.intake.root import find_repository
from jdflow.language import Msg, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

ACTION = ".github/actions/jdflow"
PINS = f"{ACTION}/requirements.txt"
_WHEELS = f"{ACTION}/jdflow-*.whl"
# What belongs to jdflow, not to the agency: an update replaces it.
_OURS = (".github/workflows/*", f"{ACTION}/*", "shared/schema/*")


class Made(NamedTuple):
    """What was written, and why Git does not keep it, where that is so."""

    written: list[str]
    unkept: Msg | None


def starter() -> dict[str, bytes]:
    """The files of a new content repository, by path."""
    found = dict(files_of(files("jdflow") / "starter"))
    found |= {path: text.encode() for path, text in schema_files().items()}
    name, data = wheel()
    path = f"{ACTION}/{name}"
    pinned = f"./{path} --hash=sha256:{sha256(data).hexdigest()}\n"
    found |= {path: data, PINS: found[PINS] + pinned.encode()}
    return dict(sorted(found.items()))


def is_free(folder: Path) -> bool:
    """Whether a repository may be made there: nothing is in the way but an empty Git repository."""
    if folder.is_symlink() or not folder.exists():
        return not folder.is_symlink()
    return folder.is_dir() and all(entry.name == ".git" for entry in folder.iterdir())


def init(folder: Path) -> Made:
    """Writes a new content repository, all of it or nothing, and lets Git keep it."""
    found = starter()
    _write(folder, found)
    return Made(list(found), None if (folder / ".git").exists() else _keep(folder))


def update(root: Path) -> tuple[list[str], list[str]]:
    """Brings what belongs to jdflow up to this version; the paths written, and those removed."""
    ours = own_files()
    written = [path for path, data in ours.items() if not _holds(root / path, data)]
    for path in written:
        write_within(root, path, ours[path])
    old = old_wheels(root, ours)
    for path in old:
        (root / path).unlink()
    return written, old


def differing(root: Path) -> list[str]:
    """What of jdflow a content repository holds in another form than this version has it; nothing where it has none."""
    if not (root / ACTION).is_dir():
        return []
    ours = own_files()
    of_forge = {path: data for path, data in ours.items() if path.startswith(".github/")}
    return [path for path, data in of_forge.items() if not _holds(root / path, data)] + old_wheels(root, ours)


def own_files() -> dict[str, bytes]:
    """What of a content repository belongs to jdflow, by path."""
    return {path: data for path, data in starter().items() if any(fnmatch(path, ours) for ours in _OURS)}


def old_wheels(root: Path, ours: Mapping[str, bytes]) -> list[str]:
    """The wheels of other versions."""
    return sorted(path for each in root.glob(_WHEELS) if (path := each.relative_to(root).as_posix()) not in ours)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return not path.is_symlink() and path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def _keep(folder: Path) -> Msg | None:
    """Makes the folder a repository of its own; else why not."""
    around = find_repository(folder)
    if around is not None:
        # One repository inside another is seen by neither.
        return msg(
            "The folder lies in the repository “{path}”, which may keep it, but GitHub finds workflows only at a "
            "repository's top; for one of its own run `git init` in the folder.",
            path=str(around),
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
