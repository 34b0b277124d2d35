"""The reader: what it reads is what PyYAML reads, and everything knows where it stands."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from jdflow.problems import Place, files
from jdflow.source.reader import MOST_BYTES, MOST_LEVELS, Document, read
from jdflow.source.tree import Mapping, Node, Scalar, Sequence, Unread

if TYPE_CHECKING:
    from collections.abc import Iterator

PATH = "positions/naidis.yaml"

# No control characters, no half pairs, nothing that to YAML alone ends a line.
CHARACTERS = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\ufffe\uffff\u2028\u2029")
LINES = st.lists(st.text(CHARACTERS, max_size=12), min_size=1, max_size=3).map("\n".join)
WORDS = LINES.map(lambda text: unicodedata.normalize("NFC", text))
TREES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)
STYLES = st.fixed_dictionaries(
    {
        "default_style": st.sampled_from([None, '"', "'", "|", ">"]),
        "default_flow_style": st.sampled_from([None, True, False]),
        "allow_unicode": st.booleans(),
        "width": st.integers(20, 200),
        "indent": st.integers(2, 6),
    }
)


def tree_of(text: str) -> Node:
    document = read(PATH, text.encode())
    assert document.problems == []
    assert document.tree is not None
    return document.tree


def record_of(text: str) -> Mapping:
    tree = tree_of(text)
    assert isinstance(tree, Mapping)
    return tree


def codes(document: Document) -> list[str]:
    return [problem.rule.code for problem in document.problems]


def plain(node: Node) -> Any:  # noqa: ANN401 (whatever the file says)
    """The tree as Python would hold it."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.text: plain(value) for key, value in node.pairs}
        case Unread():
            return None


def nodes(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Sequence):
        for item in node.items:
            yield from nodes(item)
    elif isinstance(node, Mapping):
        for key, value in node.pairs:
            yield from (key, *nodes(value))


def index_of(text: str, line: int, column: int) -> int:
    """Where in the text that line and column are, both from 1."""
    starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n"), len(text) + 1]
    return starts[line - 1] + column - 1


def slice_of(text: str, place: Place) -> str:
    return text[index_of(text, place.line, place.column) : index_of(text, place.end_line, place.end_column)]


def dumped(data: Any, style: dict[str, Any]) -> str:  # noqa: ANN401 (whatever the file says)
    text: str = yaml.dump({"top": data}, Dumper=yaml.SafeDumper, sort_keys=False, **style)
    # Where everything has one style, PyYAML writes tags as well, which are refused here.
    return text.replace("!!str ", "")


@settings(max_examples=300)
@given(data=TREES, style=STYLES)
def test_it_reads_what_pyyaml_reads(data: object, style: dict[str, Any]) -> None:
    text = dumped(data, style)
    assert plain(tree_of(text)) == yaml.load(text, Loader=yaml.CSafeLoader)


@settings(max_examples=300)
@given(data=TREES, style=STYLES)
def test_every_place_points_at_its_text(data: object, style: dict[str, Any]) -> None:
    text = dumped(data, style)
    for node in nodes(tree_of(text)):
        place = node.place
        assert place.path == PATH
        assert index_of(text, place.line, place.column) == node.start.index
        said = slice_of(text, place)
        if isinstance(node, Scalar) and node.style in {"|", ">"}:
            assert said.startswith(node.style)
        elif isinstance(node, Scalar) or (isinstance(node, Sequence | Mapping) and node.flow):
            # A stretch of the file read by itself says what the node says.
            assert plain(tree_of(said)) == plain(node)


def test_places_are_of_keys_values_and_items() -> None:
    text = "nõuded:\n  haridus: Kõrg\nõigused:\n  - õppida\n  - {tekst: 'õpetada', id: b}\n"
    tree = tree_of(text)
    assert [(slice_of(text, node.place), tuple(node.place[1:3])) for node in nodes(tree)][1:] == [
        ("nõuded", (1, 1)),
        ("haridus: Kõrg", (2, 3)),
        ("haridus", (2, 3)),
        ("Kõrg", (2, 12)),
        ("õigused", (3, 1)),
        ("- õppida\n  - {tekst: 'õpetada', id: b}", (4, 3)),
        ("õppida", (4, 5)),
        ("{tekst: 'õpetada', id: b}", (5, 5)),
        ("tekst", (5, 6)),
        ("'õpetada'", (5, 13)),
        ("id", (5, 24)),
        ("b", (5, 28)),
    ]
    assert slice_of(text, tree.place) == text.rstrip("\n")


def test_all_scalars_stay_text() -> None:
    text = "[2024-02-30, yes, 0x10, 1_000, ~, 1e3, '1', on, 12:30:45]"
    assert plain(tree_of(text)) == ["2024-02-30", "yes", "0x10", "1_000", "~", "1e3", "1", "on", "12:30:45"]


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_ways_of_saying_nothing(text: str) -> None:
    [(_, nothing), (_, quoted)] = record_of(f"a: {text}\nb: '{text}'").pairs
    assert isinstance(nothing, Scalar)
    assert isinstance(quoted, Scalar)
    assert nothing.is_nothing
    assert not quoted.is_nothing


def test_an_alias_stands_where_it_is_written() -> None:
    text = "a: &x\n  - õ\n  - {k: v}\nb: *x\nc: &y õ\nd: [*y]\n"
    tree = record_of(text)
    assert plain(tree) == {"a": ["õ", {"k": "v"}], "b": ["õ", {"k": "v"}], "c": "õ", "d": ["õ"]}
    assert [tuple(value.place[1:3]) for _, value in tree.pairs] == [(1, 4), (4, 4), (5, 4), (6, 4)]
    assert [slice_of(text, value.place) for _, value in tree.pairs[1::2]] == ["*x", "[*y]"]


def test_the_end_of_a_list_that_ends_in_an_alias() -> None:
    text = "a: &x õ\nb:\n  - c\n  - *x\n\n\n# Lõpp.\n"
    assert slice_of(text, record_of(text).pairs[1][1].place) == "- c\n  - *x"


def test_a_record_may_be_repeated() -> None:
    assert plain(tree_of("a: &x {k: v}\nb: *x\n")) == {
        "a": {"k": "v"},
        "b": {"k": "v"},
    }


def test_what_carries_a_tag_is_no_more_read_through_an_alias() -> None:
    document = read(PATH, b"a: &x !t z\nb: *x\nc: &y !t [z]\nd: *y\n")
    assert codes(document) == ["JD010", "JD010"]
    assert document.tree is not None
    assert plain(document.tree) == dict.fromkeys("abcd")


def test_the_first_of_two_keys_is_read() -> None:
    document = read(PATH, b"a: 1\nb: 2\na: 3\n")
    assert document.tree is not None
    assert plain(document.tree) == {"a": "1", "b": "2"}
    [problem] = document.problems
    assert problem.rule is files.DUPLICATE_KEY
    assert (problem.place, problem.related[0].place) == (Place(PATH, 3, 1, 3, 2), Place(PATH, 1, 1, 1, 2))


def test_text_is_composed_and_columns_are_those_of_the_file() -> None:
    text = unicodedata.normalize("NFD", "õ: [ä, ü]\n")
    document = read(PATH, text.encode())
    tree = document.tree
    assert isinstance(tree, Mapping)
    assert plain(tree) == {"õ": ["ä", "ü"]}
    assert isinstance(tree.pairs[0][1], Sequence)
    assert [item.place.column for item in tree.pairs[0][1].items] == [6, 10]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_system_count_as_one(end: str) -> None:
    document = read(PATH, end.join(["a: b", "c:", "  - d", ""]).encode())
    assert document.tree is not None
    assert [tuple(node.place[1:3]) for node in nodes(document.tree) if isinstance(node, Scalar)] == [
        (1, 1),
        (1, 4),
        (2, 1),
        (3, 5),
    ]
    assert codes(document) == ([] if end == "\n" else ["JD020"])


def test_a_byte_order_mark_takes_no_column() -> None:
    document = read(PATH, b"\xef\xbb\xbfa: b\n")
    assert document.problems == []
    assert document.tree is not None
    assert document.tree.place[:3] == (PATH, 1, 1)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_first_byte_that_is_no_utf_8_is_shown(mark: bytes) -> None:
    [problem] = read(PATH, mark + "õ: a\nä: õ".encode() + b"\xff" + b"x").problems
    assert (problem.rule, problem.place) == (files.NOT_UTF8, Place(PATH, 2, 5, 2, 6))


@pytest.mark.parametrize("char", ["\x85", "\u2028", "\u2029"])
def test_what_ends_a_line_to_yaml_alone_ends_none(char: str) -> None:
    document = read(PATH, f"a: õ{char}b{char}\nc: [\n  d]\n".encode())
    [problem] = document.problems
    assert (problem.rule, problem.place) == (files.CONTROL_CHARACTER, Place(PATH, 1, 5, 1, 6))
    assert document.tree is not None
    assert [tuple(node.place[1:3]) for node in nodes(document.tree) if isinstance(node, Scalar)][2:] == [(2, 1), (3, 3)]


def test_of_several_such_the_first_is_shown() -> None:
    [problem] = read(PATH, "a: x\u2029\nb: x\x85\nc: x\u2028\n".encode()).problems
    assert (problem.place.line, problem.params) == (1, {"name": "U+2029"})


def test_size_is_bounded() -> None:
    most = b"# " + b"x" * (MOST_BYTES - 8) + b"\na: b\n"
    assert len(most) == MOST_BYTES
    assert codes(read(PATH, most)) == []
    assert codes(read(PATH, most + b"\n")) == ["JD004"]


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("- ", "")])
def test_depth_is_bounded(opening: str, closing: str) -> None:
    def nested(levels: int) -> Document:
        return read(PATH, (opening * levels + "x" + closing * levels).encode())

    assert codes(nested(MOST_LEVELS)) == []
    assert codes(nested(MOST_LEVELS + 1)) == ["JD008"]


def test_a_record_without_a_readable_key_is_not_read() -> None:
    document = read(PATH, b"a: {[b]: c}\nd: {[e]: f, g: h}\n? [i]\n: j\n")
    assert codes(document) == ["JD019"] * 3
    assert document.tree is not None
    assert plain(document.tree) == {"a": None, "d": {"g": "h"}}


@settings(max_examples=500)
@given(st.text() | st.text(st.sampled_from("[]{},:?-&*!|>'\"%@`# \n\tab0")))
def test_no_text_is_too_much(text: str) -> None:
    document = read(PATH, text.encode("utf-8", "replace"))
    assert document.tree is not None or document.problems
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in document.problems:
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1


@given(st.binary())
def test_no_bytes_are_too_much(data: bytes) -> None:
    document = read(PATH, data)
    assert document.tree is not None or document.problems
