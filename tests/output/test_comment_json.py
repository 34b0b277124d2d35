"""The data of a comment: it comes back as it was, and nothing else comes back."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jdflow.model.comment import (
    LONGEST_TEXT,
    MOST_CHANGES,
    MOST_LINES,
    MOST_POSITIONS,
    Approved,
    Common,
    Compare,
    Entry,
    Finding,
    Held,
    Proposal,
    Shared,
    Touched,
)
from jdflow.model.difference import Cause, Change, Compared, Difference, Spot, Upper
from jdflow.output.comment import as_markdown
from jdflow.output.comment_data import NoComment
from jdflow.output.comment_json import MOST_BYTES, as_json, from_json
from tests.support import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterator

CHANGE = Change("duties.results", "reworded", "material", "a", "b", Cause("own"), Spot(1, 2), Upper("u", Spot(1, None)))
ONE = Touched(
    Compared("jurist", "Jurist", None, date(2026, 6, 1), Difference((CHANGE,), "material")),
    "Üldosakond",
    "ametnik",
    ("date", "consent"),
    more=3,
    through=("rights/kaugtoo",),
)
NEW = Touched(Compared("uus", "Uus", None, None, Difference(), has_before=False), "", "töötaja")
WHOLE = Proposal(
    folder="amet\udcff",
    compare=Compare("origin/main", "a" * 40, "b" * 64),
    own=(ONE, NEW),
    shared=(Shared(("rights/kaugtoo",), (Common(CHANGE._replace(upper=None), 2),), (ONE,), more=1, others=2),),
    findings=(Finding("JD404", "warning", "positions/a.yaml", 3, "Sõnum\u202e", "Nõu", is_touched=False),),
    errors=2,
    warnings=1,
    unread=("katki",),
    left_out=4,
    common=("shared/settings.yaml",),
    entries=(
        Entry("a", "A", approval=(None, Approved("leping", "TL-4", date(2026, 2, 1), "1", "alus", "päis", "ei"))),
        Entry("b", "B", (Approved(None, "5", None, None, None, None, None), None), (date(2027, 1, 1), None)),
        Entry("c", "C", reviews=(Held(None), Held(date(2026, 2, 1), "postponed", date(2026, 5, 1), "juht"))),
    ),
    more_entries=5,
)


def test_it_comes_back_as_it_was() -> None:
    text = as_json(WHOLE)
    assert from_json(text.encode()) == WHOLE
    assert [char for char in text if not char.isprintable() and char != "\n"] == []
    assert list(json.loads(text)) == [
        *("comment", "folder", "compare", "own", "shared", "findings", "errors", "warnings", "unread", "left_out"),
        *("common", "entries", "more_entries"),
    ]


def test_a_small_one_is_as_it_always_is() -> None:
    told = json.loads(as_json(Proposal("", Compare("main", "a" * 40, "b" * 40), (NEW,), (), (), 0, 0)))
    assert told["own"] == [
        {
            "id": "uus",
            "title": "Uus",
            "unit": "",
            "relation": "töötaja",
            "before": False,
            "after": True,
            "from": None,
            "to": None,
            "class": None,
            "asks": [],
            "changes": [],
            "more": 0,
            "through": [],
        }
    ]
    assert told["comment"] == 1


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 (JSON)
    """The way to everything in a document."""
    yield at
    if isinstance(value, dict | list):
        keys = value if isinstance(value, dict) else range(len(value))
        for key in keys:
            yield from places(value[key], (*at, key))


DOCUMENT = json.loads(as_json(WHOLE))
PLACES = list(places(DOCUMENT))
WRONG = [{}, {"x": 1}, [[]], [0] * 9000, "x" * 5000, -1, 10**9, 0.5, True]


def changed(at: tuple[Any, ...], value: Any) -> Any:  # noqa: ANN401 (JSON)
    if not at:
        return value
    document = deepcopy(DOCUMENT)
    here = document
    for key in at[:-1]:
        here = here[key]
    here[at[-1]] = value
    return document


@pytest.mark.parametrize("at", PLACES, ids=lambda at: ".".join(map(str, at)))
def test_nothing_wrong_is_taken_anywhere(at: tuple[Any, ...]) -> None:
    for wrong in WRONG:
        document = changed(at, wrong)
        if wrong is True and isinstance(at[-1] if at else None, str) and at[-1] in {"before", "after", "is_touched"}:
            continue
        with pytest.raises(NoComment):
            from_json(json.dumps(document).encode())


@pytest.mark.parametrize("at", [at for at in PLACES if at], ids=lambda at: ".".join(map(str, at)))
def test_nothing_may_be_missing_or_said_besides(at: tuple[Any, ...]) -> None:
    document = deepcopy(DOCUMENT)
    here = document
    for key in at[:-1]:
        here = here[key]
    if isinstance(here, dict):
        del here[at[-1]]
        with pytest.raises(NoComment):
            from_json(json.dumps(document).encode())
        with pytest.raises(NoComment):
            from_json(json.dumps(changed((*at[:-1], "lisa"), 1)).encode())


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (("own", 0, "changes", 0, "section"), "duties.items"),
        (("own", 0, "changes", 0, "section"), "relation"),
        (("own", 0, "changes", 0, "section"), "@all"),
        (("own", 0, "relation"), "official"),
        (("own", 0, "class"), "oluline"),
        (("own", 0, "to"), "2026-02-30"),
        (("own", 0, "to"), "20260601"),
        (("own", 0, "asks"), ["date"] * 9),
        (("own", 0, "changes", 0, "spot"), [1]),
        (("compare", "base"), "a" * 39),
        (("compare", "head"), "A" * 40),
        (("findings", 0, "code"), "JD40"),
        (("findings", 0, "code"), "JD4044"),
        (("comment",), 2),
        (("comment",), None),
        (("own",), [DOCUMENT["own"][1]] * (MOST_POSITIONS + 1)),
        (("own",), [DOCUMENT["own"][1]] * MOST_POSITIONS),
        (("own", 0, "changes"), [DOCUMENT["own"][0]["changes"][0]] * (MOST_CHANGES + 1)),
        (("own", 1, "changes"), [DOCUMENT["own"][0]["changes"][0]] * (MOST_LINES + 1)),
        (("own", 0, "through"), ["rights/kaugtoo"] * 21),
        (("entries", 0, "approval"), [None]),
        (("entries", 0, "approval"), [None, None, None]),
        (("entries", 0, "approval", 1, "number"), "x" * 101),
        (("entries", 1, "last_day", 0), "01.01.2027"),
        (("entries", 2, "reviews", 1, "outcome"), "muutmata"),
        (("entries", 2, "reviews"), [DOCUMENT["entries"][2]["reviews"][0]] * 21),
        (("entries",), [DOCUMENT["entries"][0]] * 1001),
    ],
)
def test_what_is_nearly_right_is_wrong(at: tuple[Any, ...], value: object) -> None:
    with pytest.raises(NoComment):
        from_json(json.dumps(changed(at, value)).encode())


def test_more_words_than_a_comment_can_hold_are_refused() -> None:
    change = DOCUMENT["own"][0]["changes"][0] | {"before": "x" * LONGEST_TEXT}
    many = [DOCUMENT["own"][0] | {"changes": [change] * 50}] * 5
    with pytest.raises(NoComment):
        from_json(json.dumps(changed(("own",), many)).encode())
    assert from_json(json.dumps(changed(("own",), many[:2])).encode()).own[0].compared.difference.changes


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b'"x"',
        b"{",
        b"\xff",
        b"\xef\xbb\xbf{}",
        b'{"comment": NaN}',
        b'{"comment": 1, "comment": 1}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"9" * 10_000,
        b" " * (MOST_BYTES + 1),
        as_json(WHOLE).encode() + b"x",
        as_json(WHOLE).encode().replace(b'"errors": 2', b'"errors": 2, "errors": 2'),
    ],
    ids=range(15),
)
def test_what_is_no_data_of_a_comment_is_refused(data: bytes) -> None:
    with pytest.raises(NoComment):
        from_json(data)


def test_what_is_wrong_is_named_by_its_place() -> None:
    with pytest.raises(NoComment) as refused:
        from_json(json.dumps(changed(("own", 0, "changes", 0, "kind"), "x")).encode())
    assert ENGLISH(refused.value.why) == "what stands at own.0.changes.0.kind is not what this program writes"


TEXT = st.text(st.sampled_from([*"ab @#<>`|\\*_/-:\n", "\u202e", "\ud800", "õ"]), max_size=8)
SECTIONS = ["title", "relation", "reports", "duties", "duties.parts", "rights", "competencies.core.items", "unit"]
CHANGES = st.builds(
    Change,
    st.sampled_from(SECTIONS),
    st.sampled_from(["added", "removed", "moved", "reworded", "field"]),
    st.sampled_from(["editorial", "organisational", "material"]),
    st.none() | TEXT,
    st.none() | TEXT,
    st.builds(Cause, st.sampled_from(["own", "block", "organisation"]), st.none() | TEXT),
    st.builds(Spot, st.none() | st.integers(0, 9), st.none() | st.integers(0, 9)),
    st.none() | st.builds(Upper, TEXT, st.just(Spot(1, 1))),
)


@settings(max_examples=300)
@given(st.lists(CHANGES, max_size=5), st.booleans(), st.booleans())
def test_whatever_is_taken_can_be_printed(changes: list[Change], before: bool, after: bool) -> None:  # noqa: FBT001
    difference = Difference(tuple(changes), None)
    compared = ONE.compared._replace(difference=difference, has_before=before, has_after=after)
    common = tuple(Common(change, 1) for change in changes)
    proposal = WHOLE._replace(own=(ONE._replace(compared=compared),), shared=(Shared((), common, (ONE, ONE)),))
    try:
        read = from_json(as_json(proposal).encode())
    except NoComment:
        # A relation is one of two words.
        assert any(change.section == "relation" for change in changes)
        return
    assert read == proposal
    assert as_markdown(read, ENGLISH).encode()
