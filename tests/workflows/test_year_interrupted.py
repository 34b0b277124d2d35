"""A year in which branches are rebased, and one in which runs break off, meet each other, or get no answer."""

from __future__ import annotations

import sys
import time
from datetime import date
from operator import methodcaller
from typing import TYPE_CHECKING

import pytest

from tests.deliver.double import Fault
from tests.workflows.year import ALL, BLOCK, HEAD, NEW, OTHER, boxes, dated, reworded

if TYPE_CHECKING:
    from tests.workflows.year import Agency

pytestmark = [
    pytest.mark.needs("git"),
    pytest.mark.skipif(sys.platform != "linux", reason="processes are ended as on Linux"),
]
APPROVED = methodcaller(
    "replace", "eesmärk:", "kinnitamine: {kinnitamisviis: leping, number: TL-4, kuupäev: 2027-01-12}\neesmärk:", 1
)
REVIEWED = methodcaller("replace", "eesmärk:", "üle_vaadatud: 2028-05-16\neesmärk:", 1)


@pytest.fixture
def settled(agency: Agency) -> Agency:
    """The agency with three positions, which a rebased branch of three commits brought."""
    agency.done("init", "--forge", agency.double.kind, agency.home)
    agency.edit({"shared/settings.yaml": methodcaller("replace", "Meie asutus", "Näidisamet")})
    agency.commit("Ametijuhendite hoidla")
    agency.publish()
    agency.today = date(2027, 1, 12)
    agency.branch("esimesed")
    agency.edit({HEAD: dated, OTHER: dated})
    agency.commit("Esimene päev")
    text = (agency.home / OTHER).read_text("utf-8").replace("Spetsialist", "Andmehaldur")
    (agency.home / NEW).write_text(text.replace("asendab:\n  - osakonnajuhataja\n", ""), "utf-8")
    agency.commit("Uus ametikoht: andmehaldur")
    agency.edit({NEW: APPROVED, HEAD: APPROVED, OTHER: APPROVED})
    agency.commit("Kinnitamine")
    agency.merge(agency.propose(), "rebase")
    return agency


def test_rebased_branches(settled: Agency) -> None:
    agency = settled
    [version] = agency.told("log", "andmehaldur")["versions"]
    assert (version["state"], version["approval"]["number"], version["amendments"]) == ("upcoming", "TL-4", [])

    # Text and days in two commits: for a moment the old day had the new text, and the log says so.
    agency.today = date(2027, 3, 10)
    agency.branch("kaugtoo")
    agency.edit({BLOCK: reworded})
    agency.commit("Kaugtöö kord")
    agency.done("amend", "--affected-by", "origin/main", "--effective", "2027-05-03")
    agency.done("approve", *ALL, "--number", "TL-9", "--date", "2027-03-09")
    agency.commit("Uue teksti esimene päev")
    agency.merge(agency.propose(), "rebase")
    old, new = agency.told("log", "andmehaldur")["versions"]
    assert [(one["on"], one["class"], one["declared"]) for one in old["amendments"]] == [
        ("2027-03-10", "material", False)
    ]
    assert (new["effective_from"], new["state"]) == ("2027-05-03", "upcoming")
    # What was approved is not lost.
    signed = agency.done("show", "andmehaldur", "--on", "2027-02-01", "--known-at", "2027-03-09")
    assert "kokkuleppel vahetu juhiga" in signed

    # Reviews in two commits of one branch, each of its own kind.
    agency.today = date(2028, 5, 17)
    agency.branch("labivaatus")
    agency.done("review", "andmehaldur", "osakonnajuhataja")
    agency.edit({OTHER: REVIEWED})
    agency.commit("Update spetsialist.yaml")
    before = agency.effects()
    agency.merge(agency.propose(), "rebase")
    due = {id: row[2] for id, row in agency.register().items()}
    assert due == {"andmehaldur": "2029-05-17", "osakonnajuhataja": "2029-05-17", "spetsialist": "2029-05-16"}
    assert agency.weeks("2028-05-29") == {}
    assert agency.effects() == before == []


def test_interrupted_runs(settled: Agency) -> None:
    agency, double = settled, settled.double
    # The first run is killed when one issue has been opened: the second opens the other, and does not hear that it did.
    agency.today = date(2027, 12, 6)
    double.faults.append(Fault("open_issue", delay=60))
    run = agency.running()
    while "open_issue" not in agency.effects() and run.poll() is None:
        time.sleep(0.01)
    run.kill()
    run.communicate()
    assert agency.effects() == ["ensure_label", "open_issue"]
    double.released.set()
    double.released.clear()
    double.faults.append(Fault("open_issue", after=True))
    assert agency.weeks("2027-12-13") == {"2027-12-06": ["open_issue"]}
    of_staff, of_head = agency.issues().values()

    # Answers that got lost: what was done is done again where that does no harm, and is then the same.
    agency.today = date(2028, 2, 7)
    double.faults += [Fault("edit_issue", after=True), Fault("issues")]
    assert agency.weeks("2028-02-07") == {"2028-02-07": ["edit_issue"] * 3}
    assert boxes(of_staff) == ["[ ] **Andmehaldur**", "[ ] **Spetsialist**"]

    # Two runs at once close what is done.
    agency.today = date(2028, 2, 9)
    agency.done("review", *ALL)
    agency.git("push", "--quiet", "origin", "main")
    assert at_once(agency) == [0, 0]
    assert (of_staff.is_open, of_head.is_open) == (False, False)
    assert agency.weeks("2028-02-21") == {}

    # In the next year two runs at once open what is due: each manager has one open issue, which stays.
    agency.today = date(2029, 2, 12)
    assert at_once(agency) == [0, 0]
    opened = [issue for issue in double.issues.values() if issue.is_open]
    assert sorted(issue.title for issue in opened) == sorted({issue.title for issue in opened})
    assert [boxes(issue) for issue in sorted(opened, key=lambda issue: len(issue.body), reverse=True)] == [
        ["[ ] **Andmehaldur**", "[ ] **Spetsialist**"],
        ["[ ] **Osakonnajuhataja**"],
    ]
    assert agency.weeks("2029-02-12") == {}


def at_once(agency: Agency) -> list[int]:
    """Two runs that see the same before either changes anything; how they ended."""
    agency.double.faults.append(Fault("issues", delay=1, times=2))
    runs = [agency.running(), agency.running()]
    for run in runs:
        run.communicate()
    return [run.returncode for run in runs]
