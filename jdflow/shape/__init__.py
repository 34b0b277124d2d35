"""A tree becomes the model, by declarative tables of fields; schema and vocabulary come from the same tables."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from jdflow.model.block import Block
from jdflow.model.organisation import Organisation, Settings, Signatories
from jdflow.model.position import Position
from jdflow.model.texts import Item
from jdflow.problems import Place, fields, files
from jdflow.shape.agency import ORGANISATION, SETTINGS, SIGNATORIES
from jdflow.shape.block import BLOCKS
from jdflow.shape.position import POSITION
from jdflow.source.tree import KIND_NAMES, Mapping, Unread

if TYPE_CHECKING:
    from jdflow.problems import Problem
    from jdflow.shape.records import Record
    from jdflow.source.reader import Document

T = TypeVar("T")


def shape_position(id: str, path: str, document: Document) -> tuple[Position | None, list[Problem]]:
    """The position that a file describes."""
    tree, problems = _root(document)
    if tree is None:
        return None, problems
    values, places = POSITION.values(tree, problems)
    return Position(id, path, **values, places=MappingProxyType(places)), problems


def shape_block(key: str, path: str, document: Document) -> tuple[Block | None, list[Problem]]:
    """The shared block that a file describes."""
    tree, problems = _root(document)
    if tree is None:
        return None, problems
    values, places = BLOCKS[key.partition("/")[0]].values(tree, problems)
    text = values.pop("text", None)
    if text is not None:
        values["items"] = (text,)
    values.setdefault("name", Item(key, Place(path)))
    if "duty" in places:
        # A duty that could not be read is still one, and not a list of results.
        values.setdefault("duty", Item("", places["duty"]))
    elif "items" in places:
        problems += (
            fields.ONE_OF.at(key, keys=f"laused, {key.text}")
            for key, _ in tree.pairs
            if key.text in {"sh", "tulemused"}
        )
    return Block(key, path, **values), problems


def shape_settings(document: Document) -> tuple[Settings, list[Problem]]:
    """The agency's settings; what could not be read keeps its default."""
    return _shape(SETTINGS, document, Settings)


def shape_organisation(document: Document) -> tuple[Organisation, list[Problem]]:
    """The units."""
    return _shape(ORGANISATION, document, Organisation)


def shape_signatories(document: Document) -> tuple[Signatories, list[Problem]]:
    """The roles that sign."""
    return _shape(SIGNATORIES, document, Signatories)


def _shape(record: Record[T], document: Document, make: Any) -> tuple[T, list[Problem]]:  # noqa: ANN401 (the model's class)
    tree, problems = _root(document)
    if tree is not None:
        values, places = record.values(tree, problems)
    else:
        values = {field.name: field.unread for field in record.table if field.unread is not None}
        places = {}
    if record.with_places:
        values["places"] = MappingProxyType(places)
    return make(**values), problems


def _root(document: Document) -> tuple[Mapping | None, list[Problem]]:
    """The record that the file is, and the problems so far, to be added to."""
    tree, problems = document.tree, list(document.problems)
    if tree is None or isinstance(tree, Mapping):
        return tree, problems
    if not isinstance(tree, Unread):
        problems.append(files.NOT_A_RECORD.at(tree, found=KIND_NAMES[type(tree)]))
    return None, problems
