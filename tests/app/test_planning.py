"""A plan goes on from the last one made: what has changed is looked at anew, and says what all would say anew."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pytest

from jdflow.app import planning
from jdflow.app.chronicle import Chronicle as Told
from jdflow.app.due import Reviews
from jdflow.app.plan import kept_plan, to_json
from jdflow.app.planning import plan_of
from jdflow.app.repository import open_source
from jdflow.app.texts import reading_at
from jdflow.app.versions import chronicle_of
from jdflow.intake.shelf import Shelf
from tests.app.history import DATED, OWN, Chronicle
from tests.support import BASE, TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from jdflow.model.review import Due

pytestmark = pytest.mark.needs("git")

RIGHTS, DUTIES = "shared/rights/kaugtoo.yaml", "shared/rights/muu.yaml"
SETTINGS, UNITS = "shared/settings.yaml", "shared/organisation.yaml"
LED = DATED.replace("2026-03-01", "2025-03-01")
USING = f"{LED}õigused: [{{kasuta: rights/kaugtoo}}]\n"
LATER = "positions/hilisem.yaml"
HEAD = "positions/juhataja.yaml"


class Event(NamedTuple):
    """A commit, and the positions that are looked at anew after it; none where that is all of them."""

    name: str
    files: dict[str, str | None]
    message: str
    anew: set[str] | None


EVENTS = (
    Event("nothing of ours", {"README.md": "x"}, "Muu", set()),
    Event("a file of its own", {OWN: LED.replace("korras", "leitavad")}, "Sõnad", {"naidis"}),
    Event("a block", {RIGHTS: f"{BASE[RIGHTS]}# märkus\n"}, "Plokk", {"kasutaja"}),
    Event("a block that is included now", {RIGHTS: f"{BASE[RIGHTS]}  - kasuta: rights/muu\n"}, "Plokk", {"kasutaja"}),
    Event("that block", {DUTIES: BASE[RIGHTS].replace("tööd", "kaugtööd")}, "Plokk", {"kasutaja"}),
    Event("a review", {}, "Üle vaadatud\n\nUlevaadatud: naidis\nTulemus: muutmata\n", {"naidis"}),
    Event("a review of what is not there yet", {}, "Üle vaadatud\n\nUlevaadatud: hilisem\n", set()),
    Event("a new position", {LATER: LED}, "Uus", {"hilisem"}),
    Event(
        "a manager with another title",
        {HEAD: BASE[HEAD].replace("ametinimetus: ", "ametinimetus: Vanem")},
        "Nimi",
        {"juhataja", "naidis", "kasutaja", "hilisem"},
    ),
    Event("another manager", {OWN: LED.replace("vahetu_juht: juhataja", "vahetu_juht: puudub")}, "Juht", {"naidis"}),
    Event("that manager at last", {"positions/puudub.yaml": LED}, "Tuli", {"puudub", "naidis"}),
    Event("a unit", {UNITS: BASE[UNITS].replace("nimi: ", "nimi: Uus ", 1)}, "Üksus", None),
    Event("the settings", {SETTINGS: f"{BASE[SETTINGS]}ülevaatus: {{periood_kuudes: 6}}\n"}, "Seaded", None),
    Event("an earlier id", {OWN: None, "positions/uus.yaml": f"{LED}varem: naidis\n"}, "Ümber", None),
    Event("a file that is gone", {LATER: None}, "Kadunud", {"hilisem"}),
    Event("a file that is broken", {"positions/kasutaja.yaml": "ametinimetus: [\n"}, "Katki", {"kasutaja"}),
)


def after(history: Chronicle) -> tuple[object, object, object]:
    """The plan made from the last one, made from nothing, and as it is kept."""
    with open_source(history.root, "HEAD") as source:
        with chronicle_of(source) as chronicle:
            plan = to_json(plan_of(chronicle, TODAY))
        anew = to_json(plan_of(Told(source, reading_at(source), Shelf(None, "")), TODAY))
        kept = kept_plan(source, TODAY)
        return plan, anew, kept and to_json(kept)


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The positions whose review is worked out, in the order in which that is done."""
    found: list[str] = []
    look = Reviews.due

    def noted(reviews: Reviews, id: str) -> Due:
        found.append(id)
        return look(reviews, id)

    monkeypatch.setattr(Reviews, "due", noted)
    return found


def test_only_what_may_have_changed_is_looked_at_anew(tmp_path: Path, looked: list[str]) -> None:
    history = Chronicle(tmp_path / "repo")
    history.commit({"positions/kasutaja.yaml": USING, OWN: LED, DUTIES: BASE[RIGHTS]})
    after(history)
    for event in EVENTS:
        history.commit(event.files, event.message)
        del looked[:]
        with open_source(history.root, "HEAD") as source, chronicle_of(source) as chronicle:
            plan_of(chronicle, TODAY)
            assert set(looked) == (set(chronicle.ids()) if event.anew is None else event.anew), event.name
        plan, anew, kept = after(history)
        assert plan == anew == kept, event.name


def test_a_few_plans_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "MOST_PLANS", 3)
    history = Chronicle(tmp_path / "repo")
    days = [TODAY.replace(day=day) for day in (1, 2, 3, 4, 2)]
    with open_source(history.root, "HEAD") as source:
        for day in days:
            with chronicle_of(source) as chronicle:
                plan_of(chronicle, day)
        assert [day.day for day in sorted({*days}) if kept_plan(source, day) is not None] == [2, 3, 4]


def test_plans_of_other_commits_stand_beside_each_other(tmp_path: Path) -> None:
    history = Chronicle(tmp_path / "repo")
    history.commit({OWN: LED})
    with open_source(history.root, "HEAD~1") as source, chronicle_of(source) as chronicle:
        before = to_json(plan_of(chronicle, TODAY))
    plan, anew, kept = after(history)
    assert plan == anew == kept != before
    history.git("reset", "--quiet", "--hard", "HEAD~1")
    with open_source(history.root, "HEAD") as source:
        found = kept_plan(source, TODAY)
        assert found is not None
        assert to_json(found) == before
    assert after(history) == (before, before, before)


def test_a_plan_of_a_later_day_goes_on_from_an_earlier_one(tmp_path: Path, looked: list[str]) -> None:
    history = Chronicle(tmp_path / "repo")
    units = f"{BASE[UNITS]}  ajutine: {{nimi: ajutine, kehtiv_alates: 2015-01-01, kehtiv_kuni: 2026-05-31}}\n"
    ending = LED.replace("kehtiv_alates:", "kehtiv_kuni: 2026-03-31\nkehtiv_alates:")
    files = {
        UNITS: units,
        # The next text begins, this one ends, the manager's position ends, the unit ends.
        "positions/algav.yaml": LED.replace("2025-03-01", "2026-03-01"),
        "positions/loppev.yaml": ending,
        "positions/alluv.yaml": LED.replace("vahetu_juht: juhataja", "vahetu_juht: loppev"),
        "positions/ajutine.yaml": LED.replace("struktuuriüksus: andmetalitus", "struktuuriüksus: ajutine"),
        # A draft has no text that ends, but whoever names it sees its last day.
        "positions/kavand.yaml": f"kehtiv_kuni: 2026-04-15\n{BASE[OWN]}",
        "positions/kavandi-alluv.yaml": LED.replace("vahetu_juht: juhataja", "vahetu_juht: kavand"),
        OWN: LED,
    }
    history.commit(files)
    days = [
        "2026-02-10",
        "2026-02-28",
        "2026-03-01",
        "2026-03-31",
        "2026-04-01",
        "2026-04-16",
        "2026-05-31",
        "2026-06-01",
    ]
    days.append("2026-06-20")
    anew: dict[str, set[str]] = {}
    with open_source(history.root, "HEAD") as source:
        for day in map(date.fromisoformat, days):
            whole = to_json(plan_of(Told(source, reading_at(source), Shelf(None, "")), day))
            del looked[:]
            with chronicle_of(source) as chronicle:
                assert to_json(plan_of(chronicle, day)) == whole, day
            anew[day.isoformat()] = {*looked}
    assert anew.pop("2026-02-10") >= {"ajutine", "algav", "alluv", "juhataja", "kavandi-alluv", "loppev", "naidis"}
    # Only who may be told of otherwise is looked at.
    assert anew["2026-03-01"] == {"algav"}
    assert anew["2026-04-01"] == {"loppev", "alluv"}
    assert anew["2026-04-16"] == {"kavandi-alluv"}
    assert "ajutine" in anew["2026-06-01"]
    assert [day for day, ids in anew.items() if not ids] == ["2026-02-28", "2026-03-31", "2026-05-31", "2026-06-20"]


def test_a_plan_is_not_gone_on_from_where_commits_are_of_later_days(tmp_path: Path) -> None:
    history = Chronicle(tmp_path / "repo")
    history.commit({OWN: LED})
    # The clock of this commit runs ahead: on the days before, what it did does not count.
    history.day = date(2026, 6, 1)
    history.commit({OWN: LED.replace("vahetu_juht: juhataja", "vahetu_juht: puudub")})
    with open_source(history.root, "HEAD") as source:
        for day in (date(2026, 3, 2), date(2026, 6, 2), date(2026, 6, 3)):
            whole = to_json(plan_of(Told(source, reading_at(source), Shelf(None, "")), day))
            with chronicle_of(source) as chronicle:
                assert to_json(plan_of(chronicle, day)) == whole, day
