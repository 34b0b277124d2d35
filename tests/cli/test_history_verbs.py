"""`diff`, `due`, `review`, `render --redline`, as their users call them on a small history."""

from __future__ import annotations

import json
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import docx
import icalendar
import pytest

from tests.app.history import DATED, OWN, Chronicle
from tests.command import Ran, jdflow
from tests.support import BASE
from tests.word.accept import accepted, rejected, texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.needs("git")

RIGHTS = "shared/rights/kaugtoo.yaml"
LATER = DATED.replace("2026-03-01", "2026-06-01").replace("on korras", "on leitavad")


@pytest.fixture
def history(tmp_path: Path) -> Chronicle:
    found = Chronicle(tmp_path / "repo")
    found.git("config", "user.name", "Hooldaja")
    found.git("config", "user.email", "hooldaja@naidis.example")
    # By then, the first version has taken effect.
    found.day = date(2026, 4, 1)
    return found


@pytest.fixture
def run(history: Chronicle, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def call(*arguments: str) -> Ran:
        return jdflow(capsys, "-C", history.root, "--lang", "en", "--today", "2026-11-20", *arguments)

    return call


def told(ran: Ran) -> Any:  # noqa: ANN401 (what JSON holds)
    assert ran.code == 0
    return json.loads(ran.out)


# -- diff ----------------------------------------------------------------------------------------------------------


def test_two_days_are_compared(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.commit({OWN: LATER})
    (found,) = told(run("diff", "--from", "2026-05-31", "--format", "json"))["positions"]
    assert found["effective_from"] == {"from": "2026-03-01", "to": "2026-06-01"}
    assert [(one["section"], one["before"], one["after"]) for one in found["changes"]] == [
        ("purpose", "Andmed on korras.", "Andmed on leitavad.")
    ]
    assert told(run("diff", "--from", "2026-06-01", "--format", "json"))["positions"] == []


def test_the_work_tree_is_compared_with_the_last_commit(history: Chronicle, run: Callable[..., Ran]) -> None:
    assert run("diff", "--exit-code").code == 0
    (history.root / OWN).write_text(LATER, "utf-8")
    assert run("diff", "--exit-code").code == 1
    assert "leitavad" in run("diff").out
    assert run("diff", "juhataja", "--exit-code").code == 0


def test_a_branch_is_compared_with_where_it_began(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.git("switch", "--quiet", "--create", "haru")
    history.commit({OWN: LATER})
    history.git("switch", "--quiet", "main")
    history.commit({"positions/juhataja.yaml": BASE["positions/juhataja.yaml"].replace("korraldatud", "juhitud")})
    history.git("switch", "--quiet", "haru")
    assert [one["id"] for one in told(run("diff", "--base", "main", "--format", "json"))["positions"]] == ["naidis"]


def test_a_file_that_cannot_be_read_is_not_gone(history: Chronicle, run: Callable[..., Ran]) -> None:
    (history.root / OWN).write_text("x: [", "utf-8")
    ran = run("diff", "--format", "json")
    assert ran.code == 1
    assert json.loads(ran.out) == {"positions": []}
    assert f"{OWN}:" in ran.err


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_each_form_tells_before_and_after(form: str, history: Chronicle, run: Callable[..., Ran]) -> None:
    history.commit({OWN: LATER})
    out = run("diff", "--from", "2026-05-31", "--format", form).out
    assert "korras" in out
    assert "leitavad" in out


def test_an_option_without_its_value_is_no_bug(run: Callable[..., Ran]) -> None:
    for arguments in (("log", "naidis", "--known-at=--"), ("list", "--on=--"), ("diff", "--from=--")):
        assert run(*arguments).code == 2


# -- tracked changes -----------------------------------------------------------------------------------------------


def test_tracked_changes_lead_from_the_old_text_to_the_new(
    history: Chronicle, run: Callable[..., Ran], tmp_path: Path
) -> None:
    history.commit({OWN: LATER})
    out = tmp_path / "valja"
    assert run("render", "naidis", "--redline", "2026-05-31", "--out", str(out)).code == 0
    assert run("render", "naidis", "--out", str(out)).code == 0
    assert run("render", "naidis", "--on", "2026-05-31", "--out", str(out)).code == 0
    tracked = (out / "naidis_2026-06-01_muudatused.docx").read_bytes()
    new, old = (out / f"naidis_2026-{month}-01.docx" for month in ("06", "03"))
    assert texts(accepted(tracked)) == texts(new.read_bytes())
    assert texts(rejected(tracked)) == texts(old.read_bytes())
    assert "leitavad" in "".join(one.text for one in docx.Document(str(new)).paragraphs)


def test_what_has_no_earlier_text_has_no_tracked_changes(history: Chronicle, run: Callable[..., Ran]) -> None:
    ran = run("render", "--redline", "2026-01-15", "--out", str(history.folder.parent / "valja"))
    assert ran.code == 0
    assert "Without tracked changes: 1 new, 0 unchanged." in ran.err


# -- reviews -------------------------------------------------------------------------------------------------------


def test_a_review_is_recorded_where_nothing_changed(history: Chronicle, run: Callable[..., Ran]) -> None:
    ran = run("review", "naidis", "--by", "vahetu juht", "--note", "Vestlus peetud.")
    assert ran.code == 0
    assert history.git("log", "-1", "--format=%H") == ran.out.strip()
    assert history.git("diff", "--stat", "HEAD~1", "HEAD") == ""
    (review,) = told(run("log", "naidis", "--format", "json"))["reviews"]
    assert (review["on"], review["source"], review["outcome"], review["by"]) == (
        "2026-11-20",
        "trailer",
        "unchanged",
        "vahetu juht",
    )
    assert review["text_still_in_force"] is True
    (item,) = told(run("due", "--within", "400", "--format", "json"))["items"]
    assert (item["last_review"], item["last_review_source"], item["due"]) == ("2026-11-20", "trailer", "2027-11-22")


def test_a_review_in_the_web_editor_counts_once(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.day = date(2026, 8, 3)
    history.commit({OWN: f"{DATED}üle_vaadatud: 2026-08-01\n"})
    history.commit({OWN: DATED})
    history.commit({OWN: f"{DATED}üle_vaadatud: 01.08.2026\n"})
    assert [one["on"] for one in told(run("log", "naidis", "--format", "json"))["reviews"]] == ["2026-08-01"]


def test_a_subject_that_says_what_the_field_records_is_nothing_to_wonder_at(
    history: Chronicle, run: Callable[..., Ran]
) -> None:
    history.day = date(2026, 8, 3)
    history.commit({OWN: f"{DATED}üle_vaadatud: 2026-08-01\n"}, "Läbivaatamine: naidis")
    assert "looks like" not in run("due").err
    history.commit({OWN: f"{DATED}üle_vaadatud: 2026-08-01\n# Märkus\n"}, "Läbivaatamine: naidis")
    assert "“Läbivaatamine: naidis” looks like the record of a review" in run("due").err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--note", "37605030299"),
        ("--by", "mari@naidis.ee"),
        ("--outcome", "postponed"),
        ("--until", "2027-01-01"),
        ("--outcome", "postponed", "--until", "2026-11-20"),
        ("--outcome", "postponed", "--until", "2029-01-01"),
    ],
)
def test_a_record_that_must_not_be_is_refused(
    arguments: tuple[str, ...], history: Chronicle, run: Callable[..., Ran]
) -> None:
    head = history.git("rev-parse", "HEAD")
    assert run("review", "naidis", *arguments).code == 2
    assert history.git("rev-parse", "HEAD") == head


def test_a_record_may_name_the_agencys_own_contacts(history: Chronicle, run: Callable[..., Ran]) -> None:
    settings = "shared/settings.yaml"
    history.commit({settings: f'{BASE[settings]}avalikud_kontaktid: ["@naidis.ee", 612 3456]\n'})
    ran = run("review", "naidis", "--note", "Küsida: 612 3457")
    assert (ran.code, ran.out) == (2, "")
    assert "This is a phone number. Remove it;" in ran.err
    assert "avalikud_kontaktid" in ran.err
    assert run("review", "naidis", "--note", "Küsida: info@naidis.ee, +372 612 3456").code == 0


def test_a_dirty_index_and_a_detached_head_are_refused(history: Chronicle, run: Callable[..., Ran]) -> None:
    (history.root / OWN).write_text(LATER, "utf-8")
    assert run("review", "naidis").code == 0
    history.git("add", "--all")
    ran = run("review", "naidis")
    assert (ran.code, OWN in ran.err) == (3, True)
    history.git("reset", "--quiet", "--hard")
    history.git("switch", "--quiet", "--detach")
    assert run("review", "naidis").code == 3


def test_a_draft_has_nothing_to_review(history: Chronicle, run: Callable[..., Ran]) -> None:
    head = history.git("rev-parse", "HEAD")
    ran = run("review", "naidis", "juhataja")
    assert (ran.code, "“juhataja”" in ran.err) == (1, True)
    assert history.git("rev-parse", "HEAD") == head


def test_a_record_for_an_unknown_id_is_told(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.commit({}, "Ülevaatus\n\nUlevaadatud: nadis")
    assert "“nadis”" in run("due").err


def test_the_calendar_keeps_its_events_when_a_position_is_renamed(history: Chronicle, run: Callable[..., Ran]) -> None:
    def uid() -> str:
        calendar = icalendar.Calendar.from_ical(run("due", "--within", "400", "--format", "ics").out)
        (event,) = calendar.walk("VEVENT")
        return str(event["UID"])

    before = uid()
    history.commit({OWN: None, "positions/uus.yaml": f"{DATED}varem: [naidis]\n"})
    assert uid() == before


@pytest.mark.parametrize("arguments", [("--spread", "0"), ("--within", "-1"), ("--spread", "x")])
def test_numbers_that_mean_nothing_are_wrong_usage(arguments: tuple[str, ...], run: Callable[..., Ran]) -> None:
    assert run("due", *arguments).code == 2


# -- repositories --------------------------------------------------------------------------------------------------


def test_an_ignored_mistake_is_not_shown(history: Chronicle, run: Callable[..., Ran]) -> None:
    using = f"{DATED}õigused: [{{kasuta: rights/kaugtoo}}]\n"
    history.commit({OWN: using})
    mistake = history.commit({OWN: using.replace("korras", "KATKI")})
    history.commit({RIGHTS: BASE[RIGHTS].replace("kokkuleppel", "vahel")})
    settings = "shared/settings.yaml"
    history.commit({settings: f"{BASE[settings]}ignore_revs: [{mistake}]\n"})
    out = run("show", "naidis").out
    assert "KATKI" not in out
    assert "vahel" in out


def test_of_two_positions_in_one_only_one_goes_on(history: Chronicle, run: Callable[..., Ran]) -> None:
    other = DATED.replace("on korras", "on hoitud").replace("2026-03-01", "2026-02-01")
    history.commit({"positions/teine.yaml": other})
    history.commit({OWN: None, "positions/teine.yaml": None, "positions/uus.yaml": f"{LATER}varem: [naidis, teine]\n"})
    first = told(run("log", "uus", "--format", "json"))["versions"]
    assert [one["effective_from"] for one in first] == ["2026-03-01", "2026-06-01"]
    second = told(run("log", "teine", "--format", "json"))
    assert (second["id"], [one["effective_from"] for one in second["versions"]]) == ("teine", ["2026-02-01"])


def test_what_was_in_force_is_printed_though_its_file_is_broken_now(
    history: Chronicle, run: Callable[..., Ran], tmp_path: Path
) -> None:
    history.commit({OWN: "x: ["})
    out = tmp_path / "valja"
    assert run("render", "naidis", "--on", "2026-04-01", "--out", str(out)).code == 0
    assert (out / "naidis_2026-03-01.docx").is_file()
    assert run("render", "naidis", "--out", str(out)).code == 1


def test_an_ignored_commit_says_nothing_of_days(history: Chronicle, run: Callable[..., Ran]) -> None:
    history.day = date(2099, 1, 1)
    skewed = history.commit({"README.md": "x"})
    history.day = date(2026, 5, 1)
    settings = "shared/settings.yaml"
    history.commit({settings: f"{BASE[settings]}ignore_revs: [{skewed}]\n"})
    history.commit({OWN: LATER})
    found = told(run("log", "naidis", "--known-at", "2026-08-01", "--format", "json"))
    assert [one["effective_from"] for one in found["versions"]] == ["2026-03-01", "2026-06-01"]


def test_a_partial_clone_fetches_once_and_says_where_it_cannot(
    history: Chronicle, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history.commit({OWN: LATER})
    history.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "osaline"
    for name in ("osaline", "ilma"):
        history.git(
            "clone", "--quiet", "--no-checkout", "--filter=blob:none", f"file://{history.folder}", str(tmp_path / name)
        )
        for folder in ("positions", "shared"):
            shutil.copytree(history.root / folder, tmp_path / name / folder)
    ran = jdflow(capsys, "-C", clone, "log", "naidis", "--format", "json")
    assert [one["effective_from"] for one in json.loads(ran.out)["versions"]] == ["2026-03-01", "2026-06-01"]
    history.folder.rename(tmp_path / "mujal")
    ran = jdflow(capsys, "-C", tmp_path / "ilma", "--lang", "en", "log", "naidis")
    assert (ran.code, ran.out) == (3, "")
    assert "Connect to the network" in ran.err
    assert jdflow(capsys, "-C", clone, "log", "naidis", "--format", "json").code == 0


def test_a_bare_clone_tells_history(history: Chronicle, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    history.commit({OWN: LATER})
    history.git("clone", "--quiet", "--bare", str(history.folder), str(tmp_path / "paljas.git"))
    for arguments in (("log", "naidis"), ("list",), ("show", "naidis"), ("due",), ("diff", "--from", "2026-05-31")):
        ran = jdflow(capsys, "-C", tmp_path / "paljas.git", *arguments)
        assert ran.code == 0
    ran = jdflow(capsys, "-C", tmp_path / "paljas.git", "diff")
    assert (ran.code, "--to" in ran.err) == (2, True)
