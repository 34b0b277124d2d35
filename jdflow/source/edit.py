"""Values of a file set or removed by splicing at their marks: every other byte stays as it is.

What comes out is read again before it is believed: the wanted keys say what they should, all else says what it did,
and no comment is lost; where that is not so, the file stays as it is and the reason is told.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from unicodedata import normalize

from jdflow.language import Msg, msg
from jdflow.problems import Place, files
from jdflow.source.comments import comments_of
from jdflow.source.reader import Document, read
from jdflow.source.splice import Splice
from jdflow.source.tree import KIND_NAMES, Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as ReadOnly
    from collections.abc import Sequence as Several

Orders: TypeAlias = "ReadOnly[tuple[str, ...], Several[str]]"
"""The order of a record's keys, by the keys that lead to the record: none to the file's own."""
_Said: TypeAlias = "dict[str, object]"


class Edit(NamedTuple):
    """What a key of the file, or a key of a record right under it, shall say; with no text, the key goes."""

    keys: tuple[str, ...]
    text: str | None
    plain: bool = False
    """Whether the text may stand without quotes though other tools read a number, a date, true or false."""


class Stuck(NamedTuple):
    """A file that is left as it was, and why."""

    place: Place
    why: Msg


def edit(path: str, data: bytes, edits: Iterable[Edit], orders: Orders) -> bytes | Stuck:
    """The file with the edits made."""
    document = read(path, data)
    stuck = _unsound(document)
    if stuck is not None:
        return stuck
    before = text = data.decode("utf-8-sig")
    for one in edits:
        made = _made(path, text, document, one, orders)
        if isinstance(made, Stuck):
            return made
        text, document = made
    if text == before:
        return data
    if "#" in before and Counter(comments_of(before)) != Counter(comments_of(text)):
        return Stuck(
            Place(path), msg("A comment would be lost; `jdflow fmt {path}` sorts them out, then try again.", path=path)
        )
    return (BOM_UTF8 if data.startswith(BOM_UTF8) else b"") + text.encode()


def _made(path: str, text: str, document: Document, one: Edit, orders: Orders) -> tuple[str, Document] | Stuck:
    """The text with one edit made, read again."""
    tree = document.tree
    if not isinstance(tree, Mapping):
        return Stuck(Place(path), files.NOT_A_RECORD.at(Place(path), found=KIND_NAMES[type(tree)]).message)
    wanted = _changed(_said(tree), one)
    spliced = Splice(text, orders).made(tree, one.keys, _composed(one.text), plain=one.plain)
    if spliced is None:
        return _cannot(path, tree, one)
    if spliced != text:
        document = read(path, spliced.encode("utf-8", "surrogatepass"))
    if _unsound(document) or document.tree is None or _said(document.tree) != wanted:
        return _cannot(path, tree, one)
    return spliced, document


def _composed(text: str | None) -> str | None:
    """The text as the reader takes it in."""
    return None if text is None else normalize("NFC", text)


def _unsound(document: Document) -> Stuck | None:
    """What keeps the file from being read whole; how its lines end does not."""
    problems = [problem for problem in document.problems if problem.rule is not files.LINE_ENDS]
    return Stuck(problems[0].place, problems[0].message) if problems else None


def _cannot(path: str, tree: Mapping, one: Edit) -> Stuck:
    """Why a key that the splice cannot reach, or not alone, is left as it was."""
    key = one.keys[-1]
    nodes = [found for name, found in tree.pairs if name.text == one.keys[0]]
    node = nodes[0] if nodes else tree
    if nodes and not isinstance(node, Mapping if len(one.keys) > 1 else Scalar):
        why = msg(
            "`{key}` does not hold what belongs there; `jdflow check {path}` tells more.", key=one.keys[0], path=path
        )
    else:
        why = msg(
            "`{key}` cannot be changed alone, as it stands there (repeated by an anchor, perhaps); "
            "`jdflow fmt {path}` writes the file so that it can, then try again.",
            key=key,
            path=path,
        )
    return Stuck(node.place, why)


def _said(node: Node) -> _Said:
    """What the record says."""
    says = _says(node)
    return says if isinstance(says, dict) else {}


def _says(node: Node) -> object:
    if isinstance(node, Scalar):
        return None if node.is_nothing else node.text
    if isinstance(node, Sequence):
        return [_says(item) for item in node.items]
    return {key.text: _says(value) for key, value in node.pairs} if isinstance(node, Mapping) else node


def _changed(says: _Said, one: Edit) -> _Said:
    """What the record says once the edit is made; a record of which nothing is left goes with its last key."""
    key, *inner = one.keys
    value: object = _composed(one.text)
    if inner:
        held = says.get(key)
        if one.text is None and not (held and isinstance(held, dict)):
            return says
        value = _changed(held if isinstance(held, dict) else {}, one._replace(keys=tuple(inner))) or None
    if value is None:
        says.pop(key, None)
    else:
        says[key] = value
    return says
