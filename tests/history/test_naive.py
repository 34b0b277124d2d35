"""What history tells is what reading every commit anew would tell, whatever befell the positions."""

from __future__ import annotations

import json
import subprocess
import tempfile
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jdflow.app.chronicle import Chronicle
from jdflow.app.log import log
from jdflow.app.plan import kept_plan, to_json
from jdflow.app.planning import plan_of
from jdflow.app.repository import open_source
from jdflow.app.texts import reading_at
from jdflow.app.told import shown_version
from jdflow.app.versions import chronicle_known_on, chronicle_of
from jdflow.intake.shelf import Shelf
from jdflow.output.log import as_json
from jdflow.query.difference import difference
from tests.history.naive import Naive
from tests.history.worlds import FIRST, IDS, Act, Written, files, histories, worlds

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.needs("git")

DAYS = [FIRST + timedelta(days=days) for days in (-401, -400, -20, 0, 4, 5, 9, 10, 31, 45, 60, 400)]


MANY = settings(max_examples=50)
SOME = settings(max_examples=15)


def logged(chronicle: Chronicle, id: str, numbers: dict[str, int], today: date) -> dict[str, Any]:
    """What `log` tells, with commits by their number on the main line."""
    told = json.loads(as_json(log(chronicle, id, today)))
    return {
        "versions": [
            (
                one["effective_from"],
                one["effective_to"],
                numbers[one["commit"]],
                [numbers[each["commit"]] for each in one["amendments"]],
                one["fingerprint"],
                one["state"],
            )
            for one in told["versions"]
        ],
        "withdrawn": [
            (one["effective_from"], numbers[one["commit"]], numbers[one["withdrawn_by"]]) for one in told["withdrawn"]
        ],
    }


def recounted(naive: Naive, id: str, today: date) -> dict[str, Any]:
    """What reading every commit anew tells."""
    story = naive.story(id)
    return {
        "versions": [
            (
                one.begins.isoformat(),
                None if one.ends is None else one.ends.isoformat(),
                one.commit,
                one.amended,
                one.text.fingerprint,
                "upcoming" if today < one.begins else "ended" if one.ends and one.ends < today else "in_force",
            )
            for one in story.versions
        ],
        "withdrawn": [(begins.isoformat(), commit, by) for begins, commit, by in story.withdrawn],
    }


def listed(chronicle: Chronicle, day: date) -> list[tuple[str, str, date | None, date | None, str]]:
    """The register of that day."""
    rows = plan_of(chronicle, day).register()
    return [(row.id, row.state, row.effective_from, row.effective_to, row.path) for row in rows]


def relisted(naive: Naive, day: date) -> list[tuple[str, str, date | None, date | None, str]]:
    """The register of that day, from the commits read anew."""
    rows = []
    for id in sorted(naive.names):
        story = naive.story(id)
        state, version = story.on(day)
        text = story.last if version is None else version.text
        if text is not None:
            begins, ends = (None, None) if version is None else (version.begins, version.ends)
            rows.append((id, state, begins, ends, text.path))
    return rows


def compare(chronicle: Chronicle, naive: Naive, numbers: dict[str, int]) -> None:
    """Both tell the same of every position and every day."""
    assert {id: chronicle.names(id) for id in chronicle.ids()} == naive.names
    for id in naive.names:
        assert logged(chronicle, id, numbers, DAYS[6]) == recounted(naive, id, DAYS[6]), id
    for day in DAYS:
        assert listed(chronicle, day) == relisted(naive, day), day


@contextmanager
def kept(acts: list[Act], trees: list[dict[str, str]]) -> Iterator[Written]:
    """A history of these trees, in a repository that is there for a while."""
    with tempfile.TemporaryDirectory() as folder:
        yield Written(Path(folder), acts, trees)


@MANY
@given(histories(ignoring=True))
def test_history_tells_what_reading_every_commit_anew_tells(acts: list[Act]) -> None:
    with kept(acts, [files(world) for world in worlds(acts)]) as history:
        naive = Naive(history.folder)
        for _ in ("what was never seen before", "what is remembered"):
            with open_source(history.folder, "HEAD") as source, chronicle_of(source) as chronicle:
                compare(chronicle, naive, history.numbers)
        assert (history.folder / ".git/jdflow/history.db").exists()


def assert_as_made_anew(history: Written, day: date) -> None:
    """The plan at HEAD, made from what is kept, and what is kept then, say what one made from nothing says."""
    with open_source(history.folder, "HEAD") as source:
        anew = to_json(plan_of(Chronicle(source, reading_at(source), Shelf(None, "")), day))
        with chronicle_of(source) as chronicle:
            assert to_json(plan_of(chronicle, day)) == anew
        again = kept_plan(source, day)
        assert again is None or to_json(again) == anew


@SOME
@given(histories(ignoring=True), st.lists(st.integers(0, 14), min_size=2), st.sampled_from(DAYS))
def test_a_plan_made_from_an_earlier_one_says_what_one_made_anew_says(
    acts: list[Act], numbers: list[int], day: date
) -> None:
    with kept(acts, [files(world) for world in worlds(acts)]) as history:
        # Forwards as after a pull, backwards as after a reset.
        for number in [*range(len(history.names)), *numbers]:
            subprocess.run(
                ("git", "-C", history.folder, "update-ref", "HEAD", history.names[number % len(history.names)]),
                check=True,
            )
            assert_as_made_anew(history, day)


@SOME
@given(histories(ignoring=True), st.lists(st.tuples(st.integers(0, 14), st.sampled_from(DAYS)), min_size=2))
def test_a_plan_of_a_later_day_goes_on_from_that_of_an_earlier_one(
    acts: list[Act], asked: list[tuple[int, date]]
) -> None:
    with kept(acts, [files(world) for world in worlds(acts)]) as history:
        last = len(history.names) - 1
        # At one commit day by day, then here and there.
        for number, day in [*((last, day) for day in sorted(DAYS)), *asked]:
            subprocess.run(
                ("git", "-C", history.folder, "update-ref", "HEAD", history.names[number % len(history.names)]),
                check=True,
            )
            assert_as_made_anew(history, day)


@SOME
@given(histories(ignoring=True), st.integers(0, 14), st.sampled_from(DAYS), st.booleans())
def test_what_was_known_at_a_commit_or_on_a_day_is_what_those_before_it_tell(
    acts: list[Act],
    number: int,
    day: date,
    is_head_known: bool,  # noqa: FBT001 (given by its place)
) -> None:
    with kept(acts, [files(world) for world in worlds(acts)]) as history:
        commit = history.names[number % len(history.names)]
        if is_head_known:
            with open_source(history.folder, "HEAD") as source, chronicle_of(source):
                pass
        with open_source(history.folder, commit) as source:
            compare(chronicle_of(source), Naive(history.folder, commit), history.numbers)
        known = [point for point in Naive(history.folder).points if point.day <= day]
        with open_source(history.folder, "HEAD") as source:
            found = chronicle_known_on(source, day)
            assert (found and found.source.commit) == (known[-1].commit if known else None)


@SOME
@given(histories(), st.sampled_from(IDS))
def test_neither_the_order_of_files_nor_other_positions_matter(acts: list[Act], id: str) -> None:
    told = worlds(acts)
    with kept(acts, [files(world) for world in told]) as history, open_source(history.folder, "HEAD") as source:
        chronicle = chronicle_of(source)
        assume(id in chronicle.ids())
        expected = logged(chronicle, id, history.numbers, DAYS[6])
    # What names it, or is named by it, belongs to it.
    kin = {id, *(former for world in told for holder in world.positions.values() for former in holder.former)}
    kin |= {other for world in told for other, holder in world.positions.items() if holder.former}
    alone = [
        world._replace(positions={other: holder for other, holder in world.positions.items() if other in kin})
        for world in told
    ]
    trees = [dict(reversed(files(world, ("z/", "õ/", "a/")).items())) for world in alone]
    with kept(acts, trees) as history, open_source(history.folder, "HEAD") as source:
        assert logged(chronicle_of(source), id, history.numbers, DAYS[6]) == expected


@SOME
@given(histories())
def test_periods_are_disjoint_and_each_commit_holds_the_text_of_its_version_which_is_like_itself(
    acts: list[Act],
) -> None:
    with (
        kept(acts, [files(world) for world in worlds(acts)]) as history,
        open_source(history.folder, "HEAD") as source,
    ):
        chronicle = chronicle_of(source)
        for id in chronicle.ids():
            versions = chronicle.timeline(id).versions
            for version, following in pairwise(versions):
                assert version.effective_to is not None
                assert version.effective_from <= version.effective_to < following.effective_from
            for version in versions:
                text = shown_version(chronicle, id, version)
                assert text is not None
                assert text.fingerprint == version.state.fingerprint
                assert difference(text, text, declared=False) == ((), None)
