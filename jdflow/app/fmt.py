"""`fmt`: files in canonical form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as AnyMapping
from dataclasses import fields, is_dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from jdflow.intake.contents import ORGANISATION, SETTINGS, SIGNATORIES, is_within
from jdflow.problems import Place, Problem, files
from jdflow.shape import agency, shape_block, shape_organisation, shape_position, shape_settings, shape_signatories
from jdflow.shape.block import BLOCKS
from jdflow.shape.canonical import make_canonical
from jdflow.shape.position import POSITION
from jdflow.source.comments import attach, comments_of
from jdflow.source.draft import Leaf, Page, Value, draft, unwritable
from jdflow.source.reader import MOST_BYTES, read
from jdflow.source.tree import KIND_NAMES, Mapping, Unread
from jdflow.source.writer import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jdflow.app.reading import Reading
    from jdflow.shape.records import Record
    from jdflow.source.reader import Document

# What keeps jdflow from reading a file at all.
_OUT_OF_REACH = (files.UNREADABLE, files.LEAVES_ROOT, files.BAD_ENDING, files.WRONG_FOLDER)
# What formatting itself mends.
_MENDED = (files.LINE_ENDS,)


class Formatted(NamedTuple):
    """A file before and after; the same where there is nothing to do, or where problems forbid it."""

    path: str
    before: bytes
    after: bytes
    problems: tuple[Problem, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether formatting makes a difference."""
        return self.before != self.after


class Form(NamedTuple):
    """What a file should hold: by which table it is written, and how it is understood."""

    table: Record[Any]
    shape: Callable[[Document], tuple[object, list[Problem]]]


_AGENCY = {
    SETTINGS: Form(agency.SETTINGS, shape_settings),
    ORGANISATION: Form(agency.ORGANISATION, shape_organisation),
    SIGNATORIES: Form(agency.SIGNATORIES, shape_signatories),
}


def fmt(reading: Reading, only: tuple[str, ...] = ()) -> Iterator[Formatted]:
    """Every file, formatted; with `only`, those of these files and folders."""
    for problem in reading.contents.problems:
        if problem.rule in _OUT_OF_REACH and is_within(problem.place.path, only):
            yield Formatted(problem.place.path, b"", b"", (problem,))
    for path, form in sorted(_forms(reading)):
        if is_within(path, only):
            data = reading.bytes_of(path)
            yield format_file(path, data, form) if isinstance(data, bytes) else Formatted(path, b"", b"", (data,))


def _forms(reading: Reading) -> Iterator[tuple[str, Form]]:
    contents = reading.contents
    for path in contents.agency:
        yield path, _AGENCY[path]
    for key, path in contents.blocks.items():
        yield path, Form(BLOCKS[key.partition("/")[0]], partial(shape_block, key, path))
    for path, id in contents.positions.items():
        yield path, Form(POSITION, partial(shape_position, id, path))


def format_file(path: str, data: bytes, form: Form) -> Formatted:
    """The file in canonical form, if it can be read; what it means and what its comments say stays the same."""
    before = _understood(path, data, form)
    if not isinstance(before, Understood):
        return Formatted(path, data, data, tuple(before))
    text = write(before.page)
    after = text.encode()
    if after == data:
        return Formatted(path, data, data)
    if len(after) > MOST_BYTES:
        return Formatted(path, data, data, (files.TOO_LARGE.at(Place(path), limit=MOST_BYTES // 1024),))
    _compare(path, before, _understood(path, after, form), form)
    return Formatted(path, data, after)


class Understood(NamedTuple):
    """A file that could be read, and its canonical draft."""

    text: str
    document: Document
    page: Page


def _understood(path: str, data: bytes, form: Form) -> Understood | list[Problem]:
    """The file and its draft, or what keeps it from being formatted."""
    document = read(path, data)
    tree, problems = document.tree, [problem for problem in document.problems if problem.rule not in _MENDED]
    if tree is not None and not isinstance(tree, Mapping | Unread):
        problems.append(files.NOT_A_RECORD.at(tree, found=KIND_NAMES[type(tree)]))
    if problems or not isinstance(tree, Mapping):
        return problems
    text = data.decode("utf-8-sig")
    problem = unwritable(tree) if "*" in text else None
    if problem is not None:
        return [problem]
    page = draft(tree)
    attach(page, tree, text)
    make_canonical(page, form.table)
    return Understood(text, document, page)


class Unfaithful(Exception):  # noqa: N818 (a bug in jdflow, told as such)
    """Formatting would change more than the form of a file, which has been left alone."""


def _compare(path: str, before: Understood, after: Understood | list[Problem], form: Form) -> None:
    """Makes sure that nothing is lost, and nothing said otherwise."""
    if not isinstance(after, Understood):
        raise Unfaithful(f"{path}: what is written cannot be read: {after}")
    if _texts(after.page.body) != _texts(before.page.body):
        raise Unfaithful(f"{path}: a value would change")
    if _meaning(after.document, form) != _meaning(before.document, form):
        raise Unfaithful(f"{path}: a value would be understood otherwise")
    if Counter(comments_of(after.text)) != Counter(comments_of(before.text)):
        raise Unfaithful(f"{path}: a comment would be lost")


def _texts(value: Value) -> object:
    """What a canonical draft says, without the order of its keys."""
    if isinstance(value, Leaf):
        return value.text
    if value.keyed:
        return {entry.key: _texts(entry.value) for entry in value.entries}
    return [_texts(entry.value) for entry in value.entries]


def _meaning(document: Document, form: Form) -> object:
    """What the file is understood as, and what is wrong with that."""
    shaped, problems = form.shape(document)
    said = Counter((problem.rule.code, str(problem.params)) for problem in problems if problem.rule not in _MENDED)
    return _without_places(shaped), said


def _without_places(value: object) -> object:
    if hasattr(value, "place"):
        return None
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _without_places(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, AnyMapping):
        return {key: _without_places(inner) for key, inner in value.items()}
    return tuple(map(_without_places, value)) if isinstance(value, tuple) else value
