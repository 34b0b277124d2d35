"""Both clocks over a scripted leap year: what `log`, `list`, `due`, `check --base` and `diff` answer, cold and warm."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.command import jdflow, process
from tests.support import BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

pytestmark = pytest.mark.needs("git")

CLERK = "positions/talitus/ametnik.yaml"
OLD, NEW = "positions/talitus/vana.yaml", "positions/osakond/uus.yaml"
BRIEF = "positions/ajutine.yaml"
HEAD = "positions/juhataja.yaml"
RIGHT = "shared/rights/kaugtoo.yaml"
APPROVED = "kinnitamine: {kinnitamisviis: leping, number: 1-5/3, kuupäev: 2027-12-10}\n"
SHARED = "õigused:\n  - kasuta: rights/kaugtoo\n"


def position(first: str, further: str = "", purpose: str = "Andmed on korras.", title: str = "Näidis") -> str:
    """A position's file."""
    return (
        f"ametinimetus: {title}\nstruktuuriüksus: andmetalitus\nteenistuja: töötaja\nkehtiv_alates: {first}\n{further}"
        f"vahetu_juht: juhataja\neesmärk: {purpose}\nülesanded:\n  - ülesanne: Andmete korrastamine.\n"
    )


class Year:
    """A repository to which commits are added at moments that the script names."""

    def __init__(self, root: Path, seen: Callable[[Path], object]) -> None:
        self.root = root
        self.seen = seen
        self.commits: dict[str, str] = {}
        root.mkdir()
        self.git("2027-12-01", "init", "--quiet")

    def git(self, at: str, *arguments: str) -> str:
        """Git at noon of that day in winter time, or at that very moment."""
        moment = at if "T" in at else f"{at}T12:00:00+0200"
        return subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env={**os.environ, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout.strip()

    def commit(self, name: str, at: str, files: Mapping[str, str | None], message: str = "Muudatus") -> None:
        """A commit that writes these files, or takes them away."""
        for path, text in files.items():
            if text is None:
                (self.root / path).unlink()
            else:
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_bytes(text.encode())
        self.git(at, "add", "--all")
        self.git(at, "commit", "--quiet", "--allow-empty", "--message", message)
        self.made(name)

    def made(self, name: str) -> None:
        """Remembers the last commit by a name, and lets the program see it."""
        self.commits[name] = self.git("2027-12-01", "rev-parse", "HEAD")
        self.seen(self.root)


def script(year: Year) -> None:
    """What happens from December 2027 to October 2028."""
    year.commit(
        "start",
        "2027-12-12",
        {
            **{path: text for path, text in BASE.items() if path != "positions/naidis.yaml"},
            CLERK: position("2027-12-15", APPROVED + SHARED),
            OLD: position("2027-12-15", APPROVED + SHARED, title="Vana"),
            BRIEF: position("2027-12-15", title="Ajutine"),
            HEAD: BASE[HEAD].replace("asendab: [naidis]\n", "") + "kehtiv_alates: 2027-12-15\n",
        },
    )
    # A branch with a review and a new text for the leap day, merged late and with nothing said.
    year.git("2028-01-10", "switch", "--quiet", "--create", "haru")
    leap = position("2028-02-29", SHARED, "Andmed on leitavad")
    year.commit("text", "2028-01-10", {CLERK: leap}, "Uus eesmärk")
    year.commit("talk", "2028-01-11", {}, "Vestlus\n\nÜlevaadatud: ametnik, vana\nTulemus: muudetud\nRoll: vahetu juht")
    year.git("2028-01-12", "switch", "--quiet", "main")
    year.commit("other", "2028-01-12", {"README.md": "Sisu\n"})
    year.git("2028-01-20", "merge", "--quiet", "--no-ff", "--message", "Merge branch 'haru'", "haru")
    year.made("merge")
    # Squashed: a full stop, declared among the bullets of the body.
    leap = position("2028-02-29", SHARED, "Andmed on leitavad.")
    body = "Parandus (#7)\n\n* täiendasin\n\n* Toimetuslik: puuduv punkt\n"
    year.commit("stop", "2028-02-10", {CLERK: leap}, body)
    # A block that two positions use is edited, and the edit is reverted on the next day.
    year.commit("block", "2028-03-05", {RIGHT: BASE[RIGHT].replace("vahetu juhiga", "osakonna juhatajaga")})
    year.git("2028-03-06", "revert", "--no-edit", "HEAD")
    year.made("unblock")
    # A later text that never came: its day was put off before it began.
    year.commit("july", "2028-04-01", {CLERK: position("2028-07-01", SHARED, "Andmed on kättesaadavad.")})
    year.commit("autumn", "2028-05-02", {CLERK: position("2028-09-01", SHARED, "Andmed on kättesaadavad.")})
    # A new name and a new folder at once; the text stays.
    named = position("2027-12-15", "varem: [vana]\n" + APPROVED + SHARED, title="Vana")
    year.commit("name", "2028-06-01", {OLD: None, NEW: named})
    # In Tallinn it is the first of July already.
    year.commit("night", "2028-06-30T21:30:00+0000", {}, "Vestlus\n\nUlevaadatud: vana\nTulemus: muutmata")
    # An accident and its repair, then the end of another position.
    year.commit("lost", "2028-08-01", {CLERK: None})
    year.git("2028-08-03", "revert", "--no-edit", "HEAD")
    year.made("found")
    year.commit("end", "2028-10-02", {BRIEF: None})
    reviewed = position("2028-09-01", "üle_vaadatud: 2028-10-12\n" + SHARED, "Andmed on kättesaadavad.")
    year.commit("field", "2028-10-15", {CLERK: reviewed})


@pytest.fixture(scope="module", params=["cold", "warm"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The year; warm where the program has looked at it after every few commits."""
    seen: list[int] = []

    def look(root: Path) -> None:
        seen.append(len(seen))
        if request.param == "warm" and len(seen) % 3 == 2:
            assert process("-C", root, "list", "--format", "json", cwd=root).code == 0

    year = Year(tmp_path_factory.mktemp(request.param) / "repo", look)
    script(year)
    assert (year.root / ".git" / "jdflow").exists() == (request.param == "warm")
    return year


@pytest.fixture
def year(told: Year, tmp_path: Path) -> Year:
    """A copy of the year that a test may go on with."""
    copy = Year(tmp_path / "repo", str)
    shutil.rmtree(copy.root)
    shutil.copytree(told.root, copy.root, symlinks=True)
    copy.commits = dict(told.commits)
    return copy


class Asked:
    """The verbs, each of which answers with one JSON document."""

    def __init__(self, year: Year, capsys: pytest.CaptureFixture[str]) -> None:
        self.year = year
        self.capsys = capsys
        self._names = {commit: name for name, commit in year.commits.items()}

    def json(self, today: str, *arguments: str, code: int = 0) -> Any:  # noqa: ANN401
        """The answer."""
        ran = jdflow(self.capsys, "-C", self.year.root, "--today", today, *arguments, "--format", "json")
        assert ran.code == code, ran.err
        return json.loads(ran.out)

    def log(self, id: str, *arguments: str) -> Any:  # noqa: ANN401
        """What `log` says at the end of the year, with the script's names for commits."""
        told = self.json("2028-12-01", "log", id, *arguments)
        for one in [*told["versions"], *told["withdrawn"], *told["reviews"]]:
            one["commit"] = self._names[one["commit"]]
        return told

    def name(self, commit: str) -> str:
        """The script's name for a commit."""
        return self._names[commit]

    def states(self, day: str, *arguments: str) -> dict[str, tuple[str, str | None, str | None]]:
        """What `list --on` says of each position: its state, and the days of the version it tells of."""
        rows = self.json("2028-12-01", "list", "--on", day, *arguments)["positions"]
        return {row["id"]: (row["state"], row["effective_from"], row["effective_to"]) for row in rows}

    def due(self, today: str, id: str, *arguments: str) -> tuple[str, str, str]:
        """Of what the clock of a position runs, since when, and the day of its review."""
        items = self.json(today, "due", "--within", "3640", *arguments)["items"]
        found = next(item for item in items if item["id"] == id)
        return found["last_review_source"], found["last_review"], found["due"]

    def problems(self, today: str) -> list[tuple[str, str]]:
        """What `check --base main` says of history: codes and paths."""
        ran = jdflow(self.capsys, "-C", self.year.root, "--today", today, "check", "--base", "main", "--format", "json")
        return [(one["code"], one["path"]) for one in json.loads(ran.out)["problems"] if one["code"][:3] == "JD4"]

    def changes(self, *arguments: str) -> dict[str, list[tuple[str, str | None, str | None]]]:
        """What `diff` says: the section of each change, the words before and after."""
        found = self.json("2028-12-01", "diff", *arguments)["positions"]
        return {
            one["id"]: [(each["section"], each["before"], each["after"]) for each in one["changes"]] for one in found
        }


@pytest.fixture
def asked(year: Year, capsys: pytest.CaptureFixture[str]) -> Asked:
    return Asked(year, capsys)


# -- the first clock ---------------------------------------------------------------------------------------------------


def test_log_of_a_year_with_a_merge_a_correction_a_withdrawal_and_an_accident(asked: Asked) -> None:
    told = asked.log("ametnik")
    versions = [(one["effective_from"], one["effective_to"], one["class"], one["commit"]) for one in told["versions"]]
    assert versions == [
        ("2027-12-15", "2028-02-28", None, "start"),
        ("2028-02-29", "2028-08-31", "material", "unblock"),
        # The file came back with the text and the day that it had.
        ("2028-09-01", None, "material", "found"),
    ]
    assert [one["state"] for one in told["versions"]] == ["ended", "ended", "in_force"]
    amendments = [(asked.name(one["commit"]), one["on"], one["class"]) for one in told["versions"][1]["amendments"]]
    assert amendments == [
        ("stop", "2028-02-10", "editorial"),
        ("block", "2028-03-05", "material"),
        ("unblock", "2028-03-06", "material"),
    ]
    assert [one["declared"] for one in told["versions"][1]["amendments"]] == [True, False, False]
    withdrawn = [(one["effective_from"], one["commit"], asked.name(one["withdrawn_by"])) for one in told["withdrawn"]]
    assert withdrawn == [("2028-07-01", "july", "autumn")]


def test_log_of_a_renamed_position_under_either_id(asked: Asked) -> None:
    told = asked.log("vana")
    assert told == asked.log("uus")
    assert told["id"] == "uus"
    (version,) = told["versions"]
    assert (version["effective_from"], version["effective_to"], version["state"]) == ("2027-12-15", None, "in_force")
    assert [one["on"] for one in version["amendments"]] == ["2028-03-05", "2028-03-06"]
    reviews = [(one["on"], one["commit"], one["outcome"], one["by"]) for one in told["reviews"]]
    assert reviews == [
        ("2028-01-11", "talk", "changed", "vahetu juht"),
        ("2028-07-01", "night", "unchanged", None),
    ]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2027-12-14", ("upcoming", "2027-12-15", "2028-02-28")),
        ("2028-02-28", ("in_force", "2027-12-15", "2028-02-28")),
        ("2028-02-29", ("in_force", "2028-02-29", "2028-08-31")),
        ("2028-07-01", ("in_force", "2028-02-29", "2028-08-31")),
        ("2028-08-02", ("in_force", "2028-02-29", "2028-08-31")),
        ("2028-09-01", ("in_force", "2028-09-01", None)),
    ],
)
def test_list_on_a_day_as_it_is_known_now(day: str, state: tuple[str, str, str | None], asked: Asked) -> None:
    assert asked.states(day)["ametnik"] == state


@pytest.mark.parametrize(
    ("known_at", "state"),
    [
        # Written on a branch, but not on the main line yet.
        ("2028-01-15", ("in_force", "2027-12-15", None)),
        ("2028-01-20", ("in_force", "2028-02-29", None)),
        ("2028-04-30", ("in_force", "2028-07-01", None)),
        ("2028-05-02", ("in_force", "2028-09-01", None)),
        ("2028-08-02", ("ended", "2028-02-29", "2028-08-01")),
        ("2028-08-03", ("in_force", "2028-09-01", None)),
    ],
)
def test_list_of_one_day_as_it_was_known_then(known_at: str, state: tuple[str, str, str | None], asked: Asked) -> None:
    assert asked.states("2028-09-15", "--known-at", known_at)["ametnik"] == state


def test_a_position_ends_on_the_day_its_file_is_removed(asked: Asked) -> None:
    assert asked.states("2028-10-02")["ajutine"] == ("in_force", "2027-12-15", "2028-10-02")
    assert asked.states("2028-10-03")["ajutine"] == ("ended", "2027-12-15", "2028-10-02")


def test_a_position_stands_under_the_id_that_it_had(asked: Asked) -> None:
    assert "vana" in asked.states("2028-03-01", "--known-at", "2028-05-31")
    assert set(asked.states("2028-03-01")) == {"ametnik", "uus", "ajutine", "juhataja"}


# -- the second clock --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "id", "expected"),
    [
        ("2028-01-10", "ametnik", ("effective", "2027-12-15", "2028-12-15")),
        ("2028-01-11", "ametnik", ("trailer", "2028-01-11", "2029-01-11")),
        ("2028-02-29", "ametnik", ("effective", "2028-02-29", "2029-02-28")),
        # Saturday, the first of September 2029.
        ("2028-10-11", "ametnik", ("effective", "2028-09-01", "2029-09-03")),
        ("2028-10-12", "ametnik", ("field", "2028-10-12", "2029-10-12")),
        ("2028-06-30", "uus", ("trailer", "2028-01-11", "2029-01-11")),
        # Sunday, the first of July 2029.
        ("2028-07-01", "uus", ("trailer", "2028-07-01", "2029-07-02")),
    ],
)
def test_due_from_what_had_come_to_pass_by_that_day(
    today: str, id: str, expected: tuple[str, str, str], asked: Asked
) -> None:
    assert asked.due(today, id) == expected


def test_a_review_on_a_branch_is_known_from_the_merge_on(asked: Asked) -> None:
    before, after = (asked.due("2028-02-01", "vana", "--known-at", day) for day in ("2028-01-19", "2028-01-20"))
    assert before == ("effective", "2027-12-15", "2028-12-15")
    assert after == ("trailer", "2028-01-11", "2029-01-11")


def test_the_evidence_says_whether_the_text_reviewed_is_in_force(asked: Asked) -> None:
    reviews = [(one["on"], one["source"], one["text_still_in_force"]) for one in asked.log("ametnik")["reviews"]]
    assert reviews == [("2028-01-11", "trailer", False), ("2028-10-12", "field", True)]


# -- branches ----------------------------------------------------------------------------------------------------------

NOW = position("2028-09-01", "üle_vaadatud: 2028-10-12\n" + SHARED, "Andmed on kättesaadavad.")
KEPT = BASE[RIGHT]


@pytest.mark.parametrize(
    ("files", "message", "expected"),
    [
        ({CLERK: NOW.replace("korrastamine", "kogumine")}, "Muudatus", [("JD404", CLERK)]),
        ({CLERK: NOW.replace("kättesaadavad.", "kättesaadavad!")}, "Muudatus", [("JD405", CLERK)]),
        ({CLERK: NOW.replace("kättesaadavad.", "kättesaadavad!")}, "Muudatus\n\nToimetuslik: märk", []),
        ({CLERK: NOW.replace("korrastamine", "kogumine")}, "Muudatus\n\nToimetuslik: viga", [("JD406", CLERK)]),
        ({RIGHT: KEPT.replace("vahetu juhiga", "juhiga")}, "Plokk", [("JD404", NEW), ("JD404", CLERK)]),
        ({RIGHT: KEPT + "# ainult märkus\n"}, "Plokk", []),
        ({CLERK: NOW.replace("2028-09-01", "2028-08-01")}, "Varem", [("JD408", CLERK)]),
        ({CLERK: None, "positions/kolmas.yaml": NOW}, "Uus nimi", [("JD415", "positions/kolmas.yaml")]),
        ({CLERK: None, "positions/kolmas.yaml": "varem: [ametnik]\n" + NOW}, "Uus nimi", []),
        ({CLERK: None, "positions/ametnik.yaml": NOW}, "Uus kaust", []),
        ({BRIEF: position("2028-12-24", title="Ajutine")}, "Sama tunnus", [("JD417", BRIEF)]),
        ({BRIEF: position("2027-12-15", title="Ajutine")}, "Tagasi", []),
    ],
)
def test_what_a_branch_may_not_do(
    files: dict[str, str | None], message: str, expected: list[tuple[str, str]], year: Year, asked: Asked
) -> None:
    year.git("2028-11-01", "switch", "--quiet", "--create", "muudatus")
    year.commit("branch", "2028-11-01", files, message)
    assert sorted(asked.problems("2028-11-02")) == sorted(expected)


def test_a_new_day_for_all_that_a_block_changed_is_the_way_out(year: Year, asked: Asked) -> None:
    year.git("2028-11-01", "switch", "--quiet", "--create", "muudatus")
    year.commit("branch", "2028-11-01", {RIGHT: KEPT.replace("vahetu juhiga", "juhiga")})
    options = ("-C", year.root, "--today", "2028-11-02")
    assert jdflow(asked.capsys, *options, "amend", "--affected-by", "main", "--effective", "2028-12-31").code == 0
    assert asked.problems("2028-11-02") == []
    year.commit("dated", "2028-11-02", {})
    year.git("2028-11-03", "switch", "--quiet", "main")
    year.git("2028-11-03", "merge", "--quiet", "--no-ff", "--message", "Merge", "muudatus")
    assert asked.states("2028-12-30")["uus"] == ("in_force", "2027-12-15", "2028-12-30")
    assert asked.states("2028-12-31")["uus"] == ("in_force", "2028-12-31", None)


# -- what changed ------------------------------------------------------------------------------------------------------


def test_diff_between_two_days_and_between_two_commits(asked: Asked) -> None:
    purpose = ("purpose", "Andmed on leitavad.", "Andmed on kättesaadavad.")
    assert asked.changes("--from", "2028-08-31", "--to", "2028-09-01") == {"ametnik": [purpose]}
    commits = asked.year.commits
    right = BASE[RIGHT].rpartition("- ")[2].strip()
    both = [("rights", right, right.replace("vahetu juhiga", "osakonna juhatajaga"))]
    assert asked.changes("--from", commits["stop"], "--to", commits["block"]) == {"ametnik": both, "uus": both}
    assert asked.changes("--from", commits["stop"], "--to", commits["unblock"]) == {}


@pytest.mark.parametrize("side", ["HEAD", "2028-02-29", "2028-09-01"])
def test_nothing_differs_from_itself(side: str, asked: Asked) -> None:
    assert asked.changes("--from", side, "--to", side) == {}


def test_a_rename_alone_is_no_change(asked: Asked) -> None:
    commits = asked.year.commits
    assert asked.changes("--from", commits["autumn"], "--to", commits["name"]) == {}
    assert asked.changes("vana", "--from", commits["autumn"], "--to", commits["name"]) == {"uus": []}
