"""Histories that are odd but happen: files mended by others, ids that come back, clocks that are wrong."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from tests.app.history import DATED, OWN, Chronicle
from tests.command import jdflow
from tests.git.graph import Graph
from tests.support import BASE

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")

RIGHTS = "shared/rights/uus.yaml"
BLOCK = "nimi: Uus\nlaused: [teha uut tööd]\n"
USING = f"{DATED}õigused: [{{kasuta: rights/uus}}]\n"
SETTINGS = "shared/settings.yaml"
FIRST = "2026-03-01"


class Ask(Protocol):
    """Calls the program for JSON."""

    def __call__(self, *arguments: str) -> Any:  # noqa: ANN401 (JSON)
        """What it answers."""


@pytest.fixture
def chronicle(tmp_path: Path) -> Chronicle:
    return Chronicle(tmp_path / "repo")


@pytest.fixture
def first(chronicle: Chronicle) -> str:
    """The first commit; the next is made a month after the day that it sets."""
    chronicle.day = date(2026, 4, 1)
    return chronicle.git("rev-parse", "HEAD")


@pytest.fixture
def ask(chronicle: Chronicle, capsys: pytest.CaptureFixture[str]) -> Ask:
    """The program, called on the repository for JSON."""

    def asked(*arguments: str) -> Any:  # noqa: ANN401 (JSON)
        ran = jdflow(capsys, "-C", chronicle.root, "--quiet", "--today", "2026-11-20", *arguments, "--format", "json")
        assert (ran.code, ran.err) == (0, "")
        return json.loads(ran.out)

    return asked


def dated(first: str, words: str = "korras", further: str = "") -> str:
    """The position's file with another date, or with other words."""
    return f"{further}{DATED}".replace(FIRST, first).replace("korras", words)


def versions(told: dict[str, Any]) -> list[tuple[str, str | None, str]]:
    """First day, last day and commit of each version."""
    return [(one["effective_from"], one["effective_to"], one["commit"]) for one in told["versions"]]


def withdrawn(told: dict[str, Any]) -> list[tuple[str, str]]:
    """First day of each version that was withdrawn, and the commit that did it."""
    return [(one["effective_from"], one["withdrawn_by"]) for one in told["withdrawn"]]


def amendments(told: dict[str, Any]) -> list[list[str]]:
    """The commits that amended each version."""
    return [[each["commit"] for each in one["amendments"]] for one in told["versions"]]


# -- files that cannot be read for a while -----------------------------------------------------------------------------


def test_a_version_begins_with_the_commit_that_adds_the_block_it_lacked(
    chronicle: Chronicle, first: str, ask: Ask
) -> None:
    chronicle.commit({OWN: USING.replace(FIRST, "2026-06-01")})
    assert versions(ask("log", "naidis")) == [(FIRST, None, first)]
    added = chronicle.commit({RIGHTS: BLOCK})
    changed = chronicle.commit({RIGHTS: BLOCK.replace("uut", "muud")})
    told = ask("log", "naidis")
    assert versions(told) == [(FIRST, "2026-05-31", first), ("2026-06-01", None, changed)]
    assert amendments(told) == [[], [changed]]
    assert versions(ask("log", "naidis", "--known-at", added))[1:] == [("2026-06-01", None, added)]


def test_an_earlier_id_is_found_though_its_file_lacked_a_block_at_first(chronicle: Chronicle, ask: Ask) -> None:
    chronicle.commit({OWN: None, "positions/hiljem.yaml": f"{USING}varem: [naidis]\n"})
    chronicle.commit({RIGHTS: BLOCK})
    told = ask("log", "naidis")
    assert told["id"] == "hiljem"
    assert [one["effective_from"] for one in told["versions"]] == [FIRST]


def test_a_block_broken_in_an_old_commit_is_told_and_changes_nothing(
    chronicle: Chronicle, ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    using = chronicle.commit({OWN: USING, RIGHTS: BLOCK})
    broken = chronicle.commit({RIGHTS: "nimi: ["})
    chronicle.commit({RIGHTS: BLOCK})
    told = ask("log", "naidis")
    assert versions(told) == [(FIRST, None, using)]
    assert amendments(told) == [[using]]
    said = jdflow(capsys, "-C", chronicle.root, "--lang", "en", "log", "naidis").err
    assert said == f"Commit {broken[:10]} of 03.01.2026 left a file that cannot be read; it counts as no change.\n"


def test_two_files_of_one_id_say_nothing_until_one_is_gone(chronicle: Chronicle, first: str, ask: Ask) -> None:
    chronicle.commit({"positions/teine/naidis.yaml": dated("2026-06-01")})
    assert versions(ask("log", "naidis")) == [(FIRST, None, first)]
    chosen = chronicle.commit({OWN: None})
    assert versions(ask("log", "naidis")) == [(FIRST, "2026-05-31", first), ("2026-06-01", None, chosen)]


# -- ids ---------------------------------------------------------------------------------------------------------------


def test_of_two_ids_that_a_position_had_at_once_the_newer_one_tells(chronicle: Chronicle, ask: Ask) -> None:
    leitavad = dated(FIRST, "leitavad")
    newer = chronicle.commit({"positions/vahepeal.yaml": f"{leitavad}varem: [naidis]\n"})
    chronicle.commit({OWN: dated(FIRST, "kadunud")})
    gone = {OWN: None, "positions/vahepeal.yaml": None}
    chronicle.commit({**gone, "positions/lopp.yaml": f"{leitavad}varem: [vahepeal]\n"})
    for id in ("naidis", "vahepeal", "lopp"):
        told = ask("log", id)
        assert (told["id"], versions(told)) == ("lopp", [(FIRST, None, newer)])


def test_an_earlier_id_that_is_named_only_later_joins_the_whole_history(
    chronicle: Chronicle, first: str, ask: Ask
) -> None:
    chronicle.commit({OWN: None, "positions/uus.yaml": DATED})
    assert versions(ask("log", "naidis")) == [(FIRST, "2026-04-01", first)]
    chronicle.commit({"positions/uus.yaml": f"{DATED}varem: [naidis]\n"})
    assert ask("log", "naidis") == ask("log", "uus")
    assert versions(ask("log", "uus")) == [(FIRST, None, first)]
    assert [row["id"] for row in ask("list")["positions"]] == ["juhataja", "uus"]


def test_ids_that_name_each_other_are_one_position(chronicle: Chronicle, ask: Ask) -> None:
    chronicle.commit({OWN: None, "positions/uus.yaml": f"{DATED}varem: [naidis]\n"})
    chronicle.commit({"positions/uus.yaml": None, OWN: f"{DATED}varem: [uus]\n"})
    assert ask("log", "uus") == ask("log", "naidis")
    assert ask("log", "uus")["id"] == "naidis"
    assert [row["id"] for row in ask("list")["positions"]] == ["juhataja", "naidis"]


def test_a_deleted_file_that_is_put_back_as_it_was_was_never_gone(chronicle: Chronicle, first: str, ask: Ask) -> None:
    pending = chronicle.commit({OWN: dated("2026-09-01", "leitavad")})
    deleted = chronicle.commit({OWN: None})
    told = ask("log", "naidis")
    assert versions(told) == [(FIRST, "2026-04-02", first)]
    assert withdrawn(told) == [("2026-09-01", deleted)]
    back = chronicle.commit({"positions/mujal/naidis.yaml": dated("2026-09-01", "leitavad")})
    told = ask("log", "naidis")
    assert versions(told) == [(FIRST, "2026-08-31", first), ("2026-09-01", None, back)]
    assert withdrawn(told) == []
    assert versions(ask("log", "naidis", "--known-at", pending))[1:] == [("2026-09-01", None, pending)]


def test_an_id_that_is_used_again_leaves_what_ended_ended(chronicle: Chronicle, first: str, ask: Ask) -> None:
    chronicle.commit({OWN: None})
    again = chronicle.commit({OWN: dated("2026-09-01", "leitavad")})
    assert versions(ask("log", "naidis")) == [(FIRST, "2026-04-01", first), ("2026-09-01", None, again)]


# -- dates -------------------------------------------------------------------------------------------------------------


def test_of_two_dates_set_on_one_day_the_first_never_took_effect(chronicle: Chronicle, first: str, ask: Ask) -> None:
    chronicle.commit({OWN: dated("2026-06-01")})
    chronicle.day = date(2026, 4, 1)
    second = chronicle.commit({OWN: dated("2026-07-01")})
    told = ask("log", "naidis")
    assert versions(told) == [(FIRST, "2026-06-30", first), ("2026-07-01", None, second)]
    assert withdrawn(told) == [("2026-06-01", second)]


def test_of_two_dates_set_on_one_day_the_one_of_that_day_has_taken_effect(
    chronicle: Chronicle, first: str, ask: Ask
) -> None:
    begun = chronicle.commit({OWN: dated("2026-04-01")})
    chronicle.day = date(2026, 4, 1)
    second = chronicle.commit({OWN: dated("2026-07-01")})
    assert versions(ask("log", "naidis")) == [
        (FIRST, "2026-03-31", first),
        ("2026-04-01", "2026-06-30", begun),
        ("2026-07-01", None, second),
    ]


@pytest.mark.parametrize(("approved", "stands"), [("2026-04-01", True), ("2026-04-02", True), ("2026-04-03", False)])
def test_an_upcoming_version_stands_beside_a_later_one_if_it_was_approved_by_then(
    approved: str, *, stands: bool, chronicle: Chronicle, first: str, ask: Ask
) -> None:
    signed = chronicle.commit({OWN: dated("2026-06-01", further=f"kinnitamine: {{kuupäev: {approved}}}\n")})
    later = chronicle.commit({OWN: dated("2026-07-01")})
    told = ask("log", "naidis")
    between = [("2026-06-01", "2026-06-30", signed)] if stands else []
    until = "2026-05-31" if stands else "2026-06-30"
    assert versions(told) == [(FIRST, until, first), *between, ("2026-07-01", None, later)]
    assert withdrawn(told) == ([] if stands else [("2026-06-01", later)])


@pytest.mark.usefixtures("first")
def test_a_revert_takes_a_date_back_and_a_revert_of_it_sets_it_again(chronicle: Chronicle, ask: Ask) -> None:
    chronicle.commit({OWN: dated("2026-06-01")})
    chronicle.git("revert", "--no-edit", "HEAD")
    reverted = chronicle.git("rev-parse", "HEAD")
    told = ask("log", "naidis")
    assert versions(told) == [(FIRST, None, reverted)]
    assert (amendments(told), withdrawn(told)) == ([[]], [("2026-06-01", reverted)])
    chronicle.git("revert", "--no-edit", "HEAD")
    again = chronicle.git("rev-parse", "HEAD")
    told = ask("log", "naidis")
    assert versions(told) == [(FIRST, "2026-05-31", reverted), ("2026-06-01", None, again)]
    assert withdrawn(told) == []


def test_a_leap_day_is_a_first_day_like_any_other(chronicle: Chronicle, first: str, ask: Ask) -> None:
    leap = chronicle.commit({OWN: dated("2028-02-29")})
    assert versions(ask("log", "naidis")) == [(FIRST, "2028-02-28", first), ("2028-02-29", None, leap)]
    for day, begins in (("2028-02-28", FIRST), ("2028-02-29", "2028-02-29"), ("2028-03-01", "2028-02-29")):
        [row] = [row for row in ask("list", "--on", day)["positions"] if row["id"] == "naidis"]
        assert (row["effective_from"], row["state"]) == (begins, "in_force")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-01-15T21:59+00:00", "2026-01-15"),
        ("2026-01-15T23:30+00:00", "2026-01-16"),
        ("2026-07-15T20:59+00:00", "2026-07-15"),
        ("2026-07-15T21:00+00:00", "2026-07-16"),
        # The night in which clocks go forward, and the one in which they go back.
        ("2026-03-28T22:30+00:00", "2026-03-29"),
        ("2026-10-24T21:30+00:00", "2026-10-25"),
        ("2026-07-15T23:30-07:00", "2026-07-16"),
        ("2026-07-16T05:00+13:00", "2026-07-15"),
    ],
)
def test_a_day_is_the_committers_day_in_estonia(
    moment: str, day: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    graph = Graph(tmp_path / "ajad")
    written = f"{datetime.fromisoformat(moment).timestamp():.0f} {moment[-6:].replace(':', '')}"
    graph.git("update-ref", "refs/heads/main", graph.commit("Algus", {OWN: DATED.encode()}, date=written))
    for folder in ("positions", "shared"):
        (graph.folder / folder).mkdir()
    ran = jdflow(capsys, "-C", graph.folder, "log", "naidis", "--format", "json")
    assert json.loads(ran.out)["versions"][0]["committed_on"] == day


def test_a_clock_that_goes_backwards_makes_no_commit_earlier_than_the_one_before(
    chronicle: Chronicle, first: str, ask: Ask
) -> None:
    chronicle.day = date(2026, 6, 1)
    pending = chronicle.commit({OWN: dated("2026-06-01")})
    chronicle.day = date(2026, 5, 1)
    later = chronicle.commit({OWN: dated("2026-07-01")})
    told = ask("log", "naidis")
    assert versions(told) == [
        (FIRST, "2026-05-31", first),
        ("2026-06-01", "2026-06-30", pending),
        ("2026-07-01", None, later),
    ]
    assert told["versions"][2]["committed_on"] == "2026-06-01"
    assert versions(ask("log", "naidis", "--known-at", "2026-05-15")) == [(FIRST, None, first)]


# -- commits that count as never made ----------------------------------------------------------------------------------


def ignoring(*commits: str) -> dict[str, str]:
    """The settings that name them."""
    return {SETTINGS: BASE[SETTINGS] + "ignore_revs:\n" + "".join(f'  - "{commit}"\n' for commit in commits)}


@pytest.mark.parametrize("length", [7, 12, 40])
def test_a_mistake_that_was_mended_counts_as_never_made(
    chronicle: Chronicle, first: str, ask: Ask, length: int
) -> None:
    mistake = chronicle.commit({OWN: dated("2026-02-01", "valed")})
    chronicle.commit({"README.md": "Vahepeal."})
    mended = chronicle.commit({OWN: DATED})
    assert versions(ask("log", "naidis")) == [("2026-02-01", "2026-02-28", mistake), (FIRST, None, mended)]
    chronicle.commit(ignoring(mistake[:length].upper()))
    told = ask("log", "naidis")
    assert (versions(told), withdrawn(told), amendments(told)) == ([(FIRST, None, first)], [], [[]])
    assert len(versions(ask("log", "naidis", "--known-at", "HEAD~1"))) == 2


def test_a_deletion_that_was_mended_counts_as_never_made(chronicle: Chronicle, first: str, ask: Ask) -> None:
    mistake = chronicle.commit({OWN: None})
    chronicle.commit({OWN: DATED})
    chronicle.commit(ignoring(mistake))
    assert versions(ask("log", "naidis")) == [(FIRST, None, first)]


def test_a_merge_may_count_as_never_made(chronicle: Chronicle, first: str, ask: Ask) -> None:
    chronicle.git("switch", "--quiet", "--create", "haru")
    chronicle.commit({OWN: dated("2026-06-01")})
    chronicle.git("switch", "--quiet", "main")
    chronicle.git("merge", "--quiet", "--no-ff", "--message", "Liida", "haru")
    merge = chronicle.git("rev-parse", "HEAD")
    chronicle.git("revert", "--no-edit", "--mainline=1", "HEAD")
    chronicle.commit(ignoring(merge))
    told = ask("log", "naidis")
    assert (versions(told), withdrawn(told)) == ([(FIRST, None, first)], [])


def test_a_mistake_that_nobody_mended_has_no_effect_until_its_file_is_touched_again(
    chronicle: Chronicle, first: str, ask: Ask
) -> None:
    mistake = chronicle.commit({OWN: dated("2026-06-01", "valed")})
    chronicle.commit(ignoring(mistake))
    assert versions(ask("log", "naidis")) == [(FIRST, None, first)]
    touched = chronicle.commit({OWN: dated("2026-06-01", "valed", "# sama\n")})
    assert versions(ask("log", "naidis")) == [(FIRST, "2026-05-31", first), ("2026-06-01", None, touched)]


@pytest.mark.parametrize("word", ["", "a", "{first:.6}", "deadbeefdeadbeef", "HEAD", "valed"])
def test_what_names_no_commit_ignores_none(chronicle: Chronicle, first: str, ask: Ask, word: str) -> None:
    chronicle.commit(ignoring(word.format(first=first)))
    assert versions(ask("log", "naidis")) == [(FIRST, None, first)]


def test_a_commit_of_the_future_may_count_as_never_made(chronicle: Chronicle, first: str, ask: Ask) -> None:
    chronicle.day = date(2099, 1, 1)
    future = chronicle.commit({"README.md": "Kell on vale."})
    chronicle.day = date(2026, 5, 1)
    later = chronicle.commit({OWN: dated("2026-06-01")})
    assert [one["committed_on"] for one in ask("log", "naidis")["versions"]] == ["2026-01-01", "2099-01-01"]
    chronicle.commit(ignoring(future))
    told = ask("log", "naidis")
    assert versions(told) == [(FIRST, "2026-05-31", first), ("2026-06-01", None, later)]
    assert told["versions"][1]["committed_on"] == "2026-05-01"
