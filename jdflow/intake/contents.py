"""Which file of a snapshot is what: positions by id, blocks by key, the three files of the agency, templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.intake.snapshot import Entry, is_yaml_name
from jdflow.language import msg
from jdflow.model.block import KINDS
from jdflow.model.ids import is_id
from jdflow.problems import Place, Problem, files, references, related_to
from jdflow.problems.guess import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

SETTINGS = "shared/settings.yaml"
ORGANISATION = "shared/organisation.yaml"
SIGNATORIES = "shared/signatories.yaml"
AGENCY = (SETTINGS, ORGANISATION, SIGNATORIES)
SCHEMAS = "shared/schema"
_NEAR_YAML = (".yml", ".yaml")


class Contents(NamedTuple):
    """The files of a snapshot by what they are, and what is wrong with the files as such."""

    positions: dict[str, str]
    """Every position file's path → its id; two files may have one id."""
    blocks: dict[str, str]
    """A block's key → its path."""
    agency: frozenset[str]
    templates: frozenset[str]
    problems: list[Problem]


def contents(entries: Iterable[Entry]) -> Contents:
    """The snapshot's files, sorted out."""
    found = Contents({}, {}, frozenset(), frozenset(), [])
    agency: set[str] = set()
    templates: set[str] = set()
    astray: dict[str, str] = {}
    for entry in entries:
        first, _, rest = entry.path.partition("/")
        if first == "templates":
            if entry.kind == "file" and entry.name.endswith(".docx") and "/" not in rest:
                templates.add(entry.name.removesuffix(".docx"))
        elif _is_readable(entry, found.problems):
            stem = entry.name.removesuffix(".yaml")
            folder, _, _ = rest.rpartition("/")
            if entry.path in AGENCY:
                agency.add(entry.path)
            elif first == "positions":
                found.positions[entry.path] = stem
                _check_name(entry, stem, found.problems)
            elif folder in KINDS:
                found.blocks[f"{folder}/{stem}"] = entry.path
                _check_name(entry, stem, found.problems)
            else:
                astray.setdefault(folder, entry.path)
    for folder, path in astray.items():
        found.problems.append(_astray(folder, path))
    found.problems.extend(files.MISSING_FILE.at(Place(path), path=path) for path in AGENCY if path not in agency)
    if not found.positions:
        found.problems.append(files.NO_POSITIONS.at(Place("positions")))
    found.problems.extend(_same_ids(found.positions))
    return found._replace(agency=frozenset(agency), templates=frozenset(templates))


def _is_readable(entry: Entry, problems: list[Problem]) -> bool:
    """Whether the entry is a YAML file to be read; if it should be but cannot, that is a problem."""
    if entry.kind == "link":
        problems.append(files.LEAVES_ROOT.at(Place(entry.path)))
    elif entry.name.startswith(".") or entry.path.startswith(f"{SCHEMAS}/"):
        return False
    elif entry.kind == "folder":
        problems.append(files.UNREADABLE.at(Place(entry.path), why=msg("it is a folder")))
    elif entry.kind == "other":
        problems.append(files.UNREADABLE.at(Place(entry.path), why=msg("it is not an ordinary file")))
    elif is_yaml_name(entry.name):
        return True
    elif entry.name.casefold().endswith(_NEAR_YAML):
        ending = "." + entry.name.rpartition(".")[2]
        problems.append(files.BAD_ENDING.at(Place(entry.path), ending=ending))
    return False


def _check_name(entry: Entry, stem: str, problems: list[Problem]) -> None:
    if not is_id(stem):
        problems.append(files.BAD_NAME.at(Place(entry.path), name=entry.name))


def _astray(folder: str, path: str) -> Problem:
    known = [f"shared/{kind}/" for kind in KINDS] if folder else list(AGENCY)
    written = f"shared/{folder}/" if folder else path
    return files.WRONG_FOLDER.at(Place(path), guess=nearest(written, known), path=written, known=", ".join(known))


def _same_ids(positions: dict[str, str]) -> Iterable[Problem]:
    first: dict[str, str] = {}
    for path, id in positions.items():  # noqa: A001 (the model's word)
        if id in first:
            related = [related_to(Place(first[id]), msg("The id stands here first."))]
            yield references.DUPLICATE_ID.at(Place(path), related=related, id=id)
        first.setdefault(id, path)
