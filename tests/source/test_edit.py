"""Values set and removed by splicing: the wanted key changes, and no other byte."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
import yaml
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from jdflow.app.fmt import Form, format_file
from jdflow.shape import shape_position
from jdflow.shape.position import APPROVAL, POSITION
from jdflow.source.edit import Edit, Stuck, edit
from jdflow.source.reader import read
from jdflow.source.tree import Mapping, Node, Scalar, Sequence
from tests.app.messy import TEXTS, messy_positions
from tests.checkout import ROOT
from tests.support import ENGLISH, OWN

if TYPE_CHECKING:
    from collections.abc import Sequence as Several
    from pathlib import Path

ORDERS = {(): tuple(POSITION.by_key), ("kinnitamine",): tuple(APPROVAL.by_key)}
FORM = Form(POSITION, partial(shape_position, "naidis", OWN))
DAY = Edit(("kehtiv_alates",), "2027-01-01", plain=True)
NUMBER = Edit(("kinnitamine", "number"), "1-5/7")
NO_DAY = Edit(("kehtiv_alates",), None)
NO_NUMBER = Edit(("kinnitamine", "number"), None)
NO_HEADER = Edit(("kinnitamine", "päis"), None)


def edited(text: str, *edits: Edit) -> str:
    done = edit(OWN, text.encode(), edits, ORDERS)
    assert isinstance(done, bytes), ENGLISH(done.why)
    return done.decode()


def stuck(text: str, *edits: Edit) -> str:
    """Why nothing is changed, with the place."""
    done = edit(OWN, text.encode(), edits, ORDERS)
    assert isinstance(done, Stuck), done
    return f"{done.place.line}:{done.place.column} {ENGLISH(done.why)}"


# -- a value in place of another ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("kehtiv_alates: 2026-01-01 # märkus\na: 'b'\n", "kehtiv_alates: 2027-01-01 # märkus\na: 'b'\n"),
        ("kehtiv_alates:   '01.01.2026'", "kehtiv_alates:   2027-01-01"),
        ("kehtiv_alates:\r\n  2026-01-01\r\n", "kehtiv_alates:\r\n  2027-01-01\r\n"),
        ("kehtiv_alates:\na: b\n", "kehtiv_alates: 2027-01-01\na: b\n"),
        ("kehtiv_alates: # homme\n", "kehtiv_alates: 2027-01-01 # homme\n"),
        ("kehtiv_alates: ~\n", "kehtiv_alates: 2027-01-01\n"),
        ("kehtiv_alates: >- # k\n  2026-01-01\n\n# u\na: b\n", "kehtiv_alates: 2027-01-01 # k\n\n# u\na: b\n"),
        ("kehtiv_alates: |\n  2026\n  \N{NO-BREAK SPACE}\na: b\n", "kehtiv_alates: 2027-01-01\na: b\n"),
        ("? kehtiv_alates\n: 2026-01-01\n", "? kehtiv_alates\n: 2027-01-01\n"),
        ("{a: b, kehtiv_alates: 2026-01-01}\n", "{a: b, kehtiv_alates: 2027-01-01}\n"),
        ("a: &p 2026-01-01\nkehtiv_alates: *p\n", "a: &p 2026-01-01\nkehtiv_alates: 2027-01-01\n"),
        ("\ufeff---\nkehtiv_alates: 2026-01-01\n...\n", "\ufeff---\nkehtiv_alates: 2027-01-01\n...\n"),
        ("a: &k {b: c}\nd: *k\nkehtiv_alates:\t2026-01-01\n", "a: &k {b: c}\nd: *k\nkehtiv_alates:\t2027-01-01\n"),
    ],
)
def test_a_value_changes_where_it_stands(before: str, after: str) -> None:
    assert edited(before, DAY) == after


def test_what_is_so_already_keeps_its_bytes() -> None:
    for text in ("kehtiv_alates: '2027-01-01'\n", "kehtiv_alates:  2027-01-01"):
        assert edited(text, DAY, NO_NUMBER) == text
    assert edited("kinnitamine: {}\n", NO_NUMBER) == "kinnitamine: {}\n"


@pytest.mark.parametrize(
    "text", ["a: b\n# c\nd: '5'", '"; a: b', "# c", "{{ x }}", "nr 5, lisa [2]", "null", "", "e\u0301"]
)
@pytest.mark.parametrize(
    "record", ["kinnitamine: {lisa: 2}\n", "kinnitamine:\n  lisa: 2\n", "kinnitamine:\n", "a: b\n"]
)
def test_any_text_is_quoted_as_it_needs(text: str, record: str) -> None:
    after = edited(record, NUMBER._replace(text=text))
    assert yaml.safe_load(after)["kinnitamine"]["number"] == text.replace("e\u0301", "\u00e9")
    assert edited(after, NUMBER._replace(text=text)) == after


# -- a key that was not there ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("teenistuja: x\nmärkused: y\n", "teenistuja: x\nkehtiv_alates: 2027-01-01\nmärkused: y\n"),
        ("teenistuja: x", "teenistuja: x\nkehtiv_alates: 2027-01-01"),
        ("märkused: y\r\nmall: m\r\n", "märkused: y\r\nmall: m\r\nkehtiv_alates: 2027-01-01\r\n"),
        (
            "mall: m # a\n  # b\n\n  # c\n\n# d\nx: y\n",
            "mall: m # a\n  # b\n\n  # c\nkehtiv_alates: 2027-01-01\n\n# d\nx: y\n",
        ),
        ("mall: |+\n  m\n\nx: y\n", "mall: |+\n  m\n\nkehtiv_alates: 2027-01-01\nx: y\n"),
        ("mall: >\n  m\n\nx: y\n", "mall: >\n  m\nkehtiv_alates: 2027-01-01\n\nx: y\n"),
        ("# fail\nmärkused: y\n", "# fail\nkehtiv_alates: 2027-01-01\nmärkused: y\n"),
        ("  mall: m\n  x: y\n", "  mall: m\n  kehtiv_alates: 2027-01-01\n  x: y\n"),
        ("{mall: m, x: y}", "{mall: m, kehtiv_alates: 2027-01-01, x: y}"),
        ("{ x: y }", "{kehtiv_alates: 2027-01-01, x: y }"),
        ("{}\n", "{kehtiv_alates: 2027-01-01}\n"),
    ],
)
def test_a_new_key_stands_where_the_order_has_it(before: str, after: str) -> None:
    assert edited(before, DAY) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("mall: m\nx: y\n", "mall: m\nkinnitamine:\n  number: 1-5/7\nx: y\n"),
        ("mall: m\r\nx:\r\n    y: z\r\n", "mall: m\r\nkinnitamine:\r\n    number: 1-5/7\r\nx:\r\n    y: z\r\n"),
        ("kinnitamine:\n  # k\n  lisa: 2 # l\n", "kinnitamine:\n  number: 1-5/7\n  # k\n  lisa: 2 # l\n"),
        ("kinnitamine:\n  kinnitamisviis: leping\n", "kinnitamine:\n  kinnitamisviis: leping\n  number: 1-5/7\n"),
        ("kinnitamine: {lisa: 2, # l\n  alus: x}\n", "kinnitamine: {number: 1-5/7, lisa: 2, # l\n  alus: x}\n"),
        ("kinnitamine: &k\n  lisa: 2\n", "kinnitamine: &k\n  number: 1-5/7\n  lisa: 2\n"),
        ("kinnitamine: ~\n", "kinnitamine: {number: 1-5/7}\n"),
    ],
)
def test_a_new_key_of_a_record_follows_its_style(before: str, after: str) -> None:
    assert edited(before, NUMBER) == after


# -- a key that goes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: b\nkehtiv_alates: 2026-01-01 # märkus\n\nc: d", "a: b\n# märkus\n\nc: d"),
        ("a: b\r\nkehtiv_alates: 2026-01-01", "a: b"),
        ("a: b\nkehtiv_alates: 2026-01-01 # m", "a: b\n# m"),
        ("a: b\nkehtiv_alates: | # m\n  2026-01-01\n\nc: d\n", "a: b\n# m\n\nc: d\n"),
        ("a: >\n  b\nkehtiv_alates: 2026-01-01\n  # m\nc: d\n", "a: >\n  b\n# m\nc: d\n"),
        ("{a: b, kehtiv_alates: 2026-01-01, # m\n c: d}", "{a: b, # m\n c: d}"),
        ("{a: b, kehtiv_alates: 2026-01-01}", "{a: b}"),
        ("{kehtiv_alates: 2026-01-01, a: b,}", "{a: b,}"),
        ("? kehtiv_alates\n: 2026-01-01\na: b\n", "a: b\n"),
    ],
)
def test_a_key_goes_and_its_comments_stay(before: str, after: str) -> None:
    assert edited(before, NO_DAY) == after


def test_a_list_goes_with_its_key() -> None:
    text = "kinnitamine:\n  päis: # a\n    - b # c\n    # d\n    - e\n  alus: f\nx: y\n"
    assert edited(text, NO_HEADER) == "kinnitamine:\n  # a\n  # c\n  # d\n  alus: f\nx: y\n"


@pytest.mark.parametrize(
    "record", ["kinnitamine: {number: 5, päis: [a]} # m\n", "kinnitamine: # m\n  number: 5\n  päis: a\n"]
)
def test_a_record_goes_with_its_last_key(record: str) -> None:
    assert edited(f"x: y\n{record}", NO_NUMBER, NO_HEADER) == "x: y\n# m\n"


# -- what cannot be done -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "one", "why"),
    [
        ("kehtiv_alates: &d 2026-01-01\na: *d\n", DAY, "1:16 `kehtiv_alates` cannot be changed alone"),
        ("a: &k {number: 5}\nkinnitamine: *k\n", NUMBER, "2:14 `number` cannot be changed alone"),
        ("kinnitamine: &k {number: 5}\na: *k\n", NUMBER, "1:14 `number` cannot be changed alone"),
        ("kinnitamine: &k {number: 5}\na: *k\n", NO_NUMBER, "1:14 `number` cannot be changed alone"),
        ("kinnitamine: [5]\n", NUMBER, "1:14 `kinnitamine` does not hold what belongs there"),
        ("kehtiv_alates: [5]\n", DAY, "1:16 `kehtiv_alates` does not hold what belongs there"),
        ("kehtiv_alates: 5\nkehtiv_alates: 6\n", DAY, "2:1 The key “kehtiv_alates” stands here a second time."),
        ("kehtiv_alates: !!str 5\n", DAY, "1:16 "),
        ("kehtiv_alates: 5\n---\na: b\n", DAY, "2:1 "),
        ("- a\n", DAY, "1:1 "),
        ("", DAY, "1:1 "),
        ("a: [\n", DAY, "1:5 "),
        ("kehtiv_alates: 2026-01-01\n", NO_DAY, "1:16 `kehtiv_alates` cannot be changed alone"),
        ("a: b\n", NUMBER._replace(text="\udcff"), "1:1 `number` cannot be changed alone"),
    ],
)
def test_what_cannot_be_changed_alone_is_told(text: str, one: Edit, why: str) -> None:
    assert stuck(text, one).startswith(why)


def test_nothing_is_done_where_one_of_several_edits_cannot_be() -> None:
    assert stuck("kehtiv_alates: 5\nkinnitamine: []\n", DAY, NUMBER).startswith("2:14 ")


# -- whatever the file -------------------------------------------------------------------------------------------------

_TOP = st.sampled_from(["kehtiv_alates", "tagasiulatuv", "ametinimetus", "vahetu_juht", "märkused"])
_INNER = st.sampled_from(list(APPROVAL.by_key)).map(lambda key: ("kinnitamine", key))
EDITS = st.builds(Edit, _TOP.map(lambda key: (key,)) | _INNER, TEXTS.filter(str.strip) | st.none())


def says(node: Node | None) -> object:
    if isinstance(node, Scalar):
        return None if node.is_nothing else node.text
    if isinstance(node, Sequence):
        return [says(item) for item in node.items]
    return {key.text: says(value) for key, value in node.pairs} if isinstance(node, Mapping) else node


def without(record: object, keys: Several[str]) -> object:
    """The record but for what the keys lead to, and for what is empty then."""
    if not isinstance(record, dict):
        return record
    key, *inner = keys
    rest = {name: value for name, value in record.items() if name != key}
    held = without(record.get(key), inner) if inner else None
    return {**rest, key: held} if held else rest


def at(record: object, keys: Several[str]) -> object:
    for key in keys:
        record = record.get(key) if isinstance(record, dict) else None
    return record


REMARK = re.compile("#m[0-9]+m")


@settings(max_examples=100, suppress_health_check=[HealthCheck.filter_too_much])
@given(messy_positions(), EDITS)
def test_one_key_changes_and_nothing_else(text: str, one: Edit) -> None:
    data = text.encode()
    done = edit(OWN, data, [one], ORDERS)
    if isinstance(done, Stuck):
        event(f"stuck: {done.why.text[:40]}")
    assume(isinstance(done, bytes))
    assert isinstance(done, bytes)
    before, after = says(read(OWN, data).tree), says(read(OWN, done).tree)
    assert without(after, one.keys) == without(before, one.keys)
    assert at(after, one.keys) == (None if one.text is None else normalize("NFC", one.text))
    # What looks like a remark may have been part of the text that went.
    held = Counter(REMARK.findall(str(at(before, one.keys))))
    assert Counter(REMARK.findall(done.decode())) == Counter(REMARK.findall(text)) - held
    assert done.startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")
    formatted = format_file(OWN, done, FORM)
    assert not format_file(OWN, formatted.after, FORM).is_changed


@settings(max_examples=50, suppress_health_check=[HealthCheck.filter_too_much])
@given(messy_positions(), st.sampled_from([DAY, NUMBER, NO_DAY, NO_NUMBER, NO_HEADER]))
def test_a_canonical_file_is_never_in_the_way(text: str, one: Edit) -> None:
    done = format_file(OWN, text.encode(), FORM)
    assume(not done.problems)
    held = says(read(OWN, done.after).tree)
    assert isinstance(held, dict)
    # Nor does it hold a list where a day belongs, or nothing but the key that goes.
    assume(len(held) > 1 and isinstance(held.get("kehtiv_alates") or "", str))
    after = edit(OWN, done.after, [one], ORDERS)
    assert isinstance(after, bytes), ENGLISH(after.why)


@pytest.mark.parametrize("path", sorted((ROOT / "positions").rglob("*.yaml")), ids=lambda path: path.stem)
def test_real_files_stay_canonical(path: Path) -> None:
    data = path.read_bytes()
    assert format_file(OWN, data, FORM).after == data
    for edits in ([DAY], [NUMBER, DAY], [NO_NUMBER, NO_HEADER], [Edit(("kinnitamine",), None)]):
        after = edit(OWN, data, edits, ORDERS)
        assert isinstance(after, bytes)
        assert format_file(OWN, after, FORM).after == after
