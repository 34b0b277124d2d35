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
TEMPLATES = "templates"
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
    refused: dict[str, Problem]
    """The paths of files above that must not be read, each with the reason."""


def contents(entries: Iterable[Entry]) -> Contents:
    """The snapshot's files, sorted out."""
    sorting = _Sorting()
    for entry in entries:
        if not entry.name.startswith(".") and not entry.path.startswith(f"{SCHEMAS}/"):
            sorting.take(entry)
    return sorting.done()


class _Sorting:
    """A snapshot's entries on their way to what they are."""

    def __init__(self) -> None:
        self.positions: dict[str, str] = {}
        self.blocks: dict[str, str] = {}
        self.agency: set[str] = set()
        self.templates: set[str] = set()
        self.problems: list[Problem] = []
        self.refused: dict[str, Problem] = {}
        self.astray: dict[str, str] = {}

    def take(self, entry: Entry) -> None:
        """Puts the entry where it belongs."""
        refusal = _refusal(entry)
        first, _, rest = entry.path.partition("/")
        if first == TEMPLATES and refusal is None:
            if entry.name.endswith(".docx") and "/" not in rest:
                self.templates.add(entry.name.removesuffix(".docx"))
        elif entry.name.casefold().endswith(_NEAR_YAML):
            self._take_yaml(entry, first, rest.rpartition("/")[0], refusal)
        elif refusal is not None:
            self.problems.append(refusal)

    def _take_yaml(self, entry: Entry, first: str, folder: str, refusal: Problem | None) -> None:
        """Puts a file there under its name, be it refused or not: then nothing else says that it is missing."""
        stem = entry.name[: entry.name.rindex(".")]
        if entry.path in AGENCY:
            self.agency.add(entry.path)
        elif first == "positions":
            self.positions[entry.path] = stem
            self._check_name(entry, stem)
        elif folder in KINDS:
            self.blocks[f"{folder}/{stem}"] = entry.path
            self._check_name(entry, stem)
        elif refusal is None:
            self.astray.setdefault(folder or entry.path, entry.path)
        else:
            self.problems.append(refusal)
        if refusal is not None:
            self.refused[entry.path] = refusal

    def _check_name(self, entry: Entry, stem: str) -> None:
        if not is_id(stem):
            self.problems.append(files.BAD_NAME.at(Place(entry.path), name=entry.name))

    def done(self) -> Contents:
        """All of them, and what is wrong with them together."""
        problems = self.problems
        problems += (_astray("" if folder == path else folder, path) for folder, path in self.astray.items())
        problems += (files.MISSING_FILE.at(Place(path), path=path) for path in AGENCY if path not in self.agency)
        if not self.positions and all(problem.place.path != "positions" for problem in problems):
            problems.append(files.NO_POSITIONS.at(Place("positions")))
        problems += _same_ids(self.positions)
        return Contents(
            self.positions, self.blocks, frozenset(self.agency), frozenset(self.templates), problems, self.refused
        )


def _refusal(entry: Entry) -> Problem | None:
    """Why the entry is not read, where a file would be."""
    if entry.kind == "link":
        return files.LEAVES_ROOT.at(Place(entry.path))
    if entry.kind == "folder":
        return files.UNREADABLE.at(Place(entry.path), why=msg("it is a folder"))
    if entry.kind == "other":
        return files.UNREADABLE.at(Place(entry.path), why=msg("it is not an ordinary file"))
    if entry.name.casefold().endswith(_NEAR_YAML) and not is_yaml_name(entry.name):
        ending = "." + entry.name.rpartition(".")[2]
        return files.BAD_ENDING.at(Place(entry.path), ending=ending)
    return None


def _astray(folder: str, path: str) -> Problem:
    known = [f"shared/{kind}/" for kind in KINDS] if folder else list(AGENCY)
    written = f"shared/{folder}/" if folder else path
    return files.WRONG_FOLDER.at(Place(path), guess=nearest(written, known), path=written, known=", ".join(known))


def _same_ids(positions: dict[str, str]) -> Iterable[Problem]:
    first: dict[str, str] = {}
    for path, id in positions.items():
        if id in first:
            related = [related_to(Place(first[id]), msg("The id stands here first."))]
            yield references.DUPLICATE_ID.at(Place(path), related=related, id=id)
        first.setdefault(id, path)


def template_path(name: str) -> str:
    """Where the template of that name lies."""
    return f"{TEMPLATES}/{name}.docx"


def is_within(path: str, only: tuple[str, ...]) -> bool:
    """Whether the file was asked for, by its own path or by a folder's; without anything asked for, all are."""
    return not only or any(path == each or path.startswith(f"{each}/") for each in only)
