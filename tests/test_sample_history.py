"""The sample content in a history as an agency would have one: adopted, approved, amended, reviewed, reorganised."""

from __future__ import annotations

import json
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.app.history import Chronicle
from tests.checkout import ROOT
from tests.command import jdflow

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.needs("git")

REMOTE = "shared/rights/kaugtoo.yaml"
KLAT = "positions/ennetustalitus/koordinaator-klat.yaml"
LAWYER = "positions/uldosakond/jurist.yaml"


@pytest.fixture
def agency(tmp_path: Path) -> Chronicle:
    """The sample, committed on the day on which the agency took the tool into use."""
    folder = tmp_path / "amet"
    for name in ("positions", "shared", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    history = Chronicle(folder, files={})
    history.git("config", "user.name", "Personalispetsialist")
    history.git("config", "user.email", "personal@naidis.example")
    return history


@pytest.fixture
def run(agency: Chronicle, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    def call(day: str, *arguments: str, code: int = 0) -> Any:  # noqa: ANN401 (what JSON holds)
        ran = jdflow(capsys, "-C", agency.root, "--lang", "en", "--today", day, *arguments)
        assert ran.code == code, ran.err
        return json.loads(ran.out) if "json" in arguments else ran.out

    return call


def test_a_year_of_the_agency(agency: Chronicle, run: Callable[..., Any]) -> None:
    first = agency.git("rev-parse", "HEAD")

    def merge(branch: str, day: date) -> str:
        agency.day = day
        agency.git("switch", "--quiet", "main")
        agency.git("merge", "--quiet", "--no-ff", "--message", f"Liida {branch}", branch)
        return agency.git("rev-parse", "HEAD")

    # On the first day everything is as the files say, and who was imported overdue is told so.
    listed = {row["id"]: row for row in run("2026-01-02", "list", "--format", "json")["positions"]}
    assert len(listed) == 25
    assert listed["andmeanaluutik"]["state"] == "upcoming"

    # A shared right is reworded: the check names all whom it touches, one command dates them anew.
    agency.git("switch", "--quiet", "--create", "kaugtoo")
    agency.day = date(2026, 11, 2)
    text = (agency.root / REMOTE).read_text("utf-8")
    agency.commit({REMOTE: text.replace("kokkuleppel vahetu juhiga", "vahetu juhi nõusolekul")}, "Kaugtöö")
    problems = run("2026-11-02", "check", "--base", "main", "--format", "json", code=1)["problems"]
    silent = [problem for problem in problems if problem["code"] == "JD404"]
    assert len(silent) > 5
    assert all(problem["related"][0]["path"] == REMOTE for problem in silent)
    run("2026-11-02", "amend", "--affected-by", "main", "--effective", "2027-02-01")
    agency.commit({}, "Uus redaktsioon alates 1. veebruarist")
    after = run("2026-11-02", "check", "--base", "main", "--format", "json")["problems"]
    assert "JD404" not in {problem["code"] for problem in after}
    merge("kaugtoo", date(2026, 11, 4))

    # Until February the old text is in force, then the new one; known earlier, there was only the old one.
    for day, words in (("2027-01-31", "kokkuleppel vahetu juhiga"), ("2027-02-01", "vahetu juhi nõusolekul")):
        assert words in run("2026-11-05", "show", "jurist", "--on", day)
    assert "kokkuleppel" in run("2026-11-05", "show", "jurist", "--on", "2027-02-01", "--known-at", first)
    versions = run("2027-02-02", "log", "jurist", "--format", "json")["versions"]
    assert [one["effective_to"] for one in versions] == ["2027-01-31", None]
    assert [one["class"] for one in versions] == [None, "material"]

    # A comma is set straight, and said to be no more than that.
    agency.git("switch", "--quiet", "--create", "koma")
    agency.day = date(2027, 2, 8)
    duty = (agency.root / KLAT).read_text("utf-8")
    agency.commit({KLAT: duty.replace("eesmärk: ", "eesmärk: ", 1).replace(" ja ", ", ja ", 1)}, "Koma")
    judged = run("2027-02-08", "check", "--base", "main", "--format", "json", code=1)["problems"]
    assert {problem["code"] for problem in judged if problem["path"] == KLAT} == {"JD405"}
    agency.commit({}, "Koma\n\nToimetuslik: koma lauses")
    run("2027-02-08", "check", "--base", "main", "--format", "json")
    comma = merge("koma", date(2027, 2, 9))
    (amendment,) = run("2027-02-10", "log", "koordinaator-klat", "--format", "json")["versions"][-1]["amendments"]
    assert (amendment["commit"], amendment["class"], amendment["declared"]) == (comma, "editorial", True)

    # The talk is held and nothing changes: the clock runs anew, for the position moved in between, too.
    agency.day = date(2027, 3, 1)
    moved = "positions/juhtkond/jurist.yaml"
    agency.commit({LAWYER: None, moved: (agency.root / LAWYER).read_text("utf-8")}, "Kaust")
    run("2027-03-02", "review", "jurist", "--by", "vahetu juht")
    plan = {item["id"]: item for item in run("2027-03-02", "due", "--within", "400", "--format", "json")["items"]}
    assert plan["jurist"]["last_review_source"] == "trailer"
    assert plan["jurist"]["due"] == "2028-03-02"
    assert run("2027-03-02", "log", "jurist", "--format", "json")["reviews"][-1]["text_still_in_force"]

    # Twice asked, the same answer; and all that is in force and upcoming can be printed.
    assert run("2027-03-03", "list", "--format", "json") == run("2027-03-03", "list", "--format", "json")
    run("2027-03-03", "render", "jurist", "koordinaator-klat", "--out", str(agency.folder.parent / "out"))
