"""What history saw is remembered: the answers are the same whatever is remembered, and whoever found it out."""

from __future__ import annotations

import json
import os
import sqlite3
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

import jdflow
from jdflow.app import chronicle as app_chronicle
from jdflow.app.eye import Eye
from jdflow.app.kept import edition
from jdflow.app.log import log
from jdflow.app.plan import name_of
from jdflow.app.planning import plan_of
from jdflow.app.repository import open_source
from jdflow.app.sight import Sight
from jdflow.app.versions import chronicle_of
from jdflow.history.glance import glance
from jdflow.intake import shelf as intake_shelf
from jdflow.intake.shelf import Shelf
from jdflow.output.log import as_json
from tests.app.history import DATED, OWN, Chronicle
from tests.support import BASE, TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from jdflow.app.line import File

pytestmark = pytest.mark.needs("git")

RIGHTS, DUTIES, SETTINGS = "shared/rights/kaugtoo.yaml", "shared/rights/muu.yaml", "shared/settings.yaml"
USING = f"{DATED}õigused: [{{kasuta: rights/kaugtoo}}]\n"
NAMES = ("esimene", "teine", "kolmas", "neljas")
BROKEN = "ametinimetus: [\n"


def path_of(name: str) -> str:
    return f"positions/{name}.yaml"


@pytest.fixture
def history(tmp_path: Path) -> Chronicle:
    """Four positions with two versions each, of which the second is changed afterwards, by itself and by a block."""
    made = Chronicle(tmp_path / "repo")
    made.commit({path_of(name): USING.replace("Näidis", f"Näidis {name}") for name in NAMES})
    later = USING.replace("2026-03-01", "2026-05-01").replace("Andmed on korras", "Andmed on leitavad")
    made.commit({path_of(name): later for name in NAMES}, "Uus sõnastus")
    made.commit({path_of("teine"): BROKEN}, "Katki")
    made.commit({path_of("teine"): later.replace("leitavad", "avatud")}, "Terve")
    made.commit({RIGHTS: f"{BASE[RIGHTS]}# märkus\n"})
    made.commit({RIGHTS: BASE[RIGHTS].replace("tööd", "kaugtööd") + "# sõnad\n"})
    made.commit({path_of("kolmas"): f"{later}kehtiv_kuni: 2026-12-31\n"})
    made.commit({path_of("neljas"): None})
    return made


def told(root: Path, revision: str = "HEAD") -> dict[str, Any]:
    """All that history tells, in the plan, in the register and of each position."""
    with open_source(root, revision) as source, chronicle_of(source) as chronicle:
        plan = plan_of(chronicle, TODAY)
        return {
            "plan": [repr(item) for item in plan.reviews()],
            "register": plan.register(),
            "log": {id: json.loads(as_json(log(chronicle, id, TODAY))) for id in chronicle.ids()},
        }


def kept(history: Chronicle) -> Path:
    return history.folder / ".git/jdflow/history.db"


def afresh(history: Chronicle) -> dict[str, Any]:
    """The same with nothing remembered, and nothing left behind."""
    before = kept(history).read_bytes() if kept(history).exists() else None
    kept(history).unlink(missing_ok=True)
    answer = told(history.root)
    kept(history).unlink()
    if before is not None:
        kept(history).write_bytes(before)
    return answer


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The positions whose texts this process has read, each time that it did."""
    reads: list[str] = []
    reader = Eye._read  # noqa: SLF001 (where every text is read)

    def noted(eye: Eye, id: str, files: dict[str, File]) -> Any:  # noqa: ANN401 (passed on)
        reads.append(id)
        return reader(eye, id, files)

    monkeypatch.setattr(Eye, "_read", noted)
    return reads


# -- remembered ----------------------------------------------------------------------------------------------------


def test_what_is_remembered_is_not_read_again(history: Chronicle, read: list[str]) -> None:
    cold = told(history.root)
    assert set(read) == {*NAMES, "naidis", "juhataja"}
    del read[:]
    assert told(history.root) == cold
    assert read == []


def test_new_commits_are_read_and_nothing_else(history: Chronicle, read: list[str]) -> None:
    told(history.root)
    history.commit({OWN: DATED.replace("Andmed on korras", "Andmed on uued")})
    del read[:]
    answer = told(history.root)
    assert set(read) == {"naidis"}
    assert answer == afresh(history)


@pytest.mark.parametrize(
    "arguments",
    [
        ("reset", "--quiet", "--hard", "HEAD~3"),
        ("commit", "--quiet", "--amend", "--message", "Ulevaadatud: esimene"),
        ("commit", "--quiet", "--allow-empty", "--message", "Ulevaadatud: esimene"),
        ("revert", "--no-edit", "HEAD~1"),
        ("checkout", "--quiet", "--orphan", "uus"),
    ],
)
def test_history_written_anew_is_told_as_it_is_now(history: Chronicle, arguments: tuple[str, ...]) -> None:
    before = told(history.root)
    history.git(*arguments)
    if "--orphan" in arguments:
        history.git("commit", "--quiet", "--message", "Otsast peale")
    assert told(history.root) == afresh(history)
    assert told(history.root) != before


def test_a_branch_that_is_merged_twice_tells_its_reviews_once_whatever_the_clocks_said(history: Chronicle) -> None:
    today = history.day
    for number, name in enumerate(("esimene", "teine")):
        history.git("checkout", "--quiet", *(["haru"] if number else ["-b", "haru"]))
        history.day = today + timedelta(days=300 + number)
        history.commit({}, f"Ulevaadatud: {name}")
        history.git("checkout", "--quiet", "main")
        history.git("merge", "--quiet", "--no-ff", "--message", "Haru", "haru")
        # Git goes by the clocks: behind so many commits of long ago it does not find the branch.
        history.day = today - timedelta(days=300)
        for _ in range(10 * (1 - number)):
            history.commit({})
        assert told(history.root) == afresh(history)


@pytest.mark.parametrize("is_known", [False, True])
def test_a_branch_without_a_commit_hides_no_other(history: Chronicle, *, is_known: bool) -> None:
    cold = afresh(history)
    if is_known:
        told(history.root)
    history.git("checkout", "--quiet", "--orphan", "uus")
    assert told(history.root, "main") == cold


def test_other_ignore_revs_are_heeded_at_once(history: Chronicle) -> None:
    before = told(history.root)
    bulk = history.git("rev-parse", "HEAD~6")
    history.commit({SETTINGS: f"{BASE[SETTINGS]}ignore_revs: [{bulk}]\n"})
    assert told(history.root) == afresh(history)
    assert told(history.root)["log"]["esimene"] != before["log"]["esimene"]


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda data: data[: len(data) // 2], id="cut off"),
        pytest.param(lambda data: data.replace(b"idis esimene", b"idis petetud"), id="overwritten"),
        pytest.param(lambda data: data[:4096] + b"\0" * 4096 + data[8192:], id="a page lost"),
        pytest.param(lambda _: b"\xff" * 64, id="something else"),
    ],
)
def test_a_damaged_file_counts_as_none_and_is_made_anew(history: Chronicle, read: list[str], spoilt: Any) -> None:  # noqa: ANN401
    cold = told(history.root)
    whole = kept(history).read_bytes()
    assert spoilt(whole) != whole
    kept(history).write_bytes(spoilt(whole))
    assert told(history.root) == cold
    assert told(history.root) == cold
    del read[:]
    assert told(history.root) == cold
    assert read == []


@pytest.mark.parametrize(
    "kind", ["line", "stops", "course", "paths", "said", "lives", "glances", "uses", "texts", "plan"]
)
@pytest.mark.parametrize("fault", ["lost", "damaged"])
def test_a_row_that_is_gone_or_damaged_is_made_anew(history: Chronicle, kind: str, fault: str) -> None:
    history.commit({}, "Üle vaadatud\n\nUlevaadatud: esimene\n")
    cold = told(history.root)
    with sqlite3.connect(kept(history)) as connection:
        spoil = "DELETE FROM row" if fault == "lost" else "UPDATE row SET data = substr(data, 1, 8) || x'5b5d'"
        assert connection.execute(f"{spoil} WHERE kind = ?", (kind,)).rowcount > 0
    connection.close()
    history.commit({}, "Veel midagi")
    assert told(history.root) == cold == afresh(history)


def test_rows_of_another_program_count_for_nothing(history: Chronicle, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = told(history.root)
    shelf = Shelf(kept(history), edition())
    name = name_of(TODAY, history.git("rev-parse", "HEAD"))
    shelf.put("plan", name, shelf.get("plan", name) | {"plan": {}})
    shelf.keep()
    monkeypatch.setattr(jdflow, "__version__", "0.0.0")
    assert told(history.root) == cold


def test_where_nothing_can_be_kept_the_answers_are_the_same(history: Chronicle) -> None:
    cold = afresh(history)
    kept(history).parent.rmdir()
    kept(history).parent.write_bytes(b"")
    assert told(history.root) == cold
    assert kept(history).parent.read_bytes() == b""


def test_where_another_process_writes_the_answers_are_the_same(
    history: Chronicle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_shelf, "PATIENCE", 0.01)
    cold = told(history.root)
    history.commit({OWN: DATED.replace("Andmed on korras", "Andmed on uued")})
    with sqlite3.connect(kept(history), isolation_level=None) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        locked = told(history.root)
        connection.execute("ROLLBACK")
    connection.close()
    assert locked == told(history.root) == afresh(history) != cold


def test_linked_work_trees_remember_together(history: Chronicle, tmp_path: Path, read: list[str]) -> None:
    cold = told(history.root)
    history.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "teine"))
    del read[:]
    assert told(tmp_path / "teine") == cold
    assert read == []


# -- read no further than need be ----------------------------------------------------------------------------------


def test_many_edits_of_one_version_are_not_all_read(tmp_path: Path, read: list[str]) -> None:
    history = Chronicle(tmp_path / "repo")
    for number in range(20):
        history.commit({OWN: DATED.replace("Andmed on korras", f"Andmed on korras {number} korda")})
    with open_source(history.root, "HEAD") as source, chronicle_of(source) as chronicle:
        plan_of(chronicle, TODAY)
    # The first that held the date, and the last.
    assert read.count("naidis") == 2
    assert len(told(history.root)["log"]["naidis"]["versions"][0]["amendments"]) == 20


def test_what_is_passed_over_makes_no_difference_to_the_reasons(
    history: Chronicle, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed = DATED.replace("2026-03-01", "2026-01-01")
    naming = renamed.replace("vahetu_juht: juhataja", "vahetu_juht: naidis").replace("Näidis", "Alluv")
    history.commit({path_of("alluv"): naming})
    history.commit({path_of("alluv"): BROKEN})
    history.commit({path_of("alluv"): naming.replace("korras", "alles")})
    history.commit({OWN: DATED.replace("ametinimetus: ", "ametinimetus: Vanem")})
    history.commit({path_of("alluv"): naming.replace("vahetu_juht: naidis", "vahetu_juht: esimene")})
    passing = told(history.root)["plan"]
    monkeypatch.setattr(Sight, "place", None)
    assert told(history.root)["plan"] == passing
    assert sum("kind='manager'" in item for item in passing) == 1


def test_a_block_included_later_is_watched_from_then_on(tmp_path: Path) -> None:
    history = Chronicle(tmp_path / "repo")
    history.commit({OWN: USING, DUTIES: BASE[RIGHTS]})
    history.commit({RIGHTS: f"{BASE[RIGHTS]}  - kasuta: rights/muu\n"})
    changed = history.commit({DUTIES: BASE[RIGHTS].replace("tööd", "kaugtööd")})
    [version] = told(history.root)["log"]["naidis"]["versions"]
    assert changed == version["commit"]


def test_what_is_let_go_of_is_found_again(history: Chronicle, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = told(history.root)
    for name in ("MOST_AT_HAND", "MOST_SIGHTS", "MOST_GLANCED"):
        monkeypatch.setattr(app_chronicle, name, 1)
    assert told(history.root) == cold == afresh(history)


# -- many processes ------------------------------------------------------------------------------------------------

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every position were worth a process, and as if there were processors for them."""
    monkeypatch.setattr(app_chronicle, "WORTH_SHARING", 1)
    monkeypatch.setattr(app_chronicle, "processors", lambda: 3)


def planned(root: Path) -> list[str]:
    with open_source(root, "HEAD") as source, chronicle_of(source) as chronicle:
        return [repr(item) for item in plan_of(chronicle, TODAY).reviews()]


@forks
def test_shared_work_is_the_same(history: Chronicle, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    alone, one = planned(history.root), len(read)
    kept(history).unlink()
    monkeypatch.setattr(app_chronicle, "WORTH_SHARING", 1)
    monkeypatch.setattr(app_chronicle, "processors", lambda: 3)
    del read[:]
    assert planned(history.root) == alone
    # This process has read its share only.
    assert 0 < len(read) < one
    del read[:]
    assert planned(history.root) == alone
    assert read == []


@forks
@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("fault", ["dies", "is not started"])
def test_without_a_helper_the_work_is_done_here(
    history: Chronicle, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    alone, here, fork = afresh(history)["plan"], os.getpid(), os.fork

    def unwell() -> int:
        if fault == "is not started":
            raise BlockingIOError(11, "Resource temporarily unavailable")
        child = fork()
        if os.getpid() != here:
            os._exit(9)
        return child

    monkeypatch.setattr(os, "fork", unwell)
    assert planned(history.root) == alone


# -- at a glance ---------------------------------------------------------------------------------------------------

FIELDS = f"{DATED}alluvad: auto\nõigused:\n- teha tööd\n"


@pytest.mark.parametrize(
    ("before", "after", "is_other"),
    [
        ("Andmed on korras", "Andmed on leitavad", False),
        ("2026-03-01", "2026-05-01", False),
        ("- teha tööd", "- juhtida tööd", False),
        ("ametinimetus: Näidis", "ametinimetus: Teine näidis", True),
        ("ametinimetus: Näidis", "ametinimetus: Näidis\n  täpsustus", True),
        ("andmetalitus", "muu-talitus", True),
        ("vahetu_juht: juhataja", "vahetu_juht: direktor", True),
        ("vahetu_juht: juhataja\n", "", True),
        ("alluvad: auto", "alluvad:\n- keegi", True),
        ("alluvad: auto", "asendajad:\n  - keegi", True),
    ],
)
def test_two_files_of_one_place_say_the_same_of_it(before: str, after: str, *, is_other: bool) -> None:
    assert before in FIELDS
    one, other = glance(FIELDS.encode()), glance(FIELDS.replace(before, after).encode())
    assert one is not None
    assert other is not None
    assert None not in (one.place, other.place)
    assert (one.place != other.place) is is_other


@pytest.mark.parametrize("value", ['"Näidis"', "'Näidis'", "&nimi Näidis", "*nimi", "[a]", "{a: b}"])
def test_of_a_value_that_may_reach_beyond_its_lines_nobody_can_tell(value: str) -> None:
    seen = glance(FIELDS.replace("ametinimetus: Näidis", f"ametinimetus: {value}").encode())
    assert seen is not None
    assert seen.place is None


@pytest.mark.parametrize(
    ("line", "may_end"), [("", False), ("kehtiv_kuni: 2026-12-31", True), ("kehtiv_kuni: varsti", True)]
)
def test_only_a_file_that_names_a_last_day_may_end(line: str, *, may_end: bool) -> None:
    seen = glance(f"{FIELDS}{line}\n".encode())
    assert seen is not None
    assert seen.may_end is may_end
