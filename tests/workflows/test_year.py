"""A year of an agency, told in order: from `init` through pull requests to reminders, reviews and the next year."""

from __future__ import annotations

import hashlib
import json
import re
import shlex
import sys
from datetime import date
from operator import methodcaller
from typing import TYPE_CHECKING

import pytest
import yaml

from jdflow.app.reminding import ESCALATED
from tests.checkout import ROOT
from tests.workflows.year import ALL, BLOCK, HEAD, NEW, OTHER, boxes, dated, reworded

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workflows.year import Agency

pytestmark = [
    pytest.mark.needs("git", "bash"),
    pytest.mark.skipif(sys.platform != "linux", reason="the jobs run on Linux"),
]
DRAFT = ("draft", None, None)


def filled_in(text: str) -> str:
    """The file of `jdflow new`, filled in; the manager's id lacks a letter."""
    for before, after in {
        "# kehtiv_alates: 2027-01-01": "kehtiv_alates: 2027-02-01",
        "# vahetu_juht: juhataja": "vahetu_juht: osakonnajuhatja",
        "eesmärk:\n": "eesmärk: Ameti andmekogude kirjeldused on täielikud ja leitavad.\n",
        "- ülesanne:\n": "- ülesanne: Andmekirjelduste koostamine.\n",
        "      -\n": "      - Iga andmekogu kohta on olemas kehtiv kirjeldus.\n",
        "# õigused:\n": "õigused:\n",
        "#   - kasuta: rights/kaugtoo ": "  - kasuta: rights/kaugtoo ",
    }.items():
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


# ---------------------------------------------------------------- the chapters


def begin(agency: Agency) -> None:
    """A new repository, its first commit, and the forge."""
    agency.done("init", "--forge", agency.double.kind, agency.home)
    agency.edit({"shared/settings.yaml": lambda text: text.replace("Meie asutus", "Näidisamet")})
    agency.commit("Ametijuhendite hoidla")
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")):
        files = [path for path in agency.git("ls-files").splitlines() if re.search(hook.get("files", ""), path)]
        _, *arguments = shlex.split(hook["entry"])
        agency.done(*arguments, *(files if hook.get("pass_filenames", True) else ()))
    agency.done("check", "--strict")
    agency.done("fmt", "--check")
    agency.done("schema", "--check")
    agency.done("build")
    assert agency.git("status", "--porcelain") == ""
    assert agency.register() == dict.fromkeys(ALL[1:], DRAFT)
    agency.publish()


def add_a_position(agency: Agency) -> Path:
    """A pull request with a mistake, the same one mended, and the documents made of it; their folder."""
    agency.today = date(2027, 1, 12)
    agency.branch("andmehaldur")
    new = ("new", "andmehaldur", "--unit", "uldosakond", "--relation", "töötaja", "--title", "Andmehaldur")
    assert agency.done(*new) == f"{NEW}\n"
    agency.edit({NEW: filled_in, HEAD: dated, OTHER: dated})
    agency.commit("Uus ametikoht: andmehaldur")
    number = agency.propose()
    refused = agency.checked(number)
    assert not refused.passes
    assert agency.marked(NEW, 14, 14) in refused.said
    [said] = refused.comments
    assert "JD303" in said
    assert "Kas pidasite silmas „osakonnajuhataja“?" in said

    agency.edit({NEW: lambda text: text.replace("osakonnajuhatja", "osakonnajuhataja")})
    agency.commit("Juhi tunnus parandatud")
    agency.push(number)
    mended = agency.checked(number)
    assert mended.passes
    [said] = mended.comments
    assert "JD303" not in said
    assert "**Muutub 3 ametijuhendit**, kõik alates 01.02.2027" in said
    assert "<b>Andmehaldur</b> <code>andmehaldur</code> · uus ametijuhend · kehtib alates 01.02.2027<" in said
    assert "kirjutavad alla mõlemad pooled" in said
    assert said.count("kavand → 01.02.2027 · kavand saab kehtivuse alguse") == 2
    # The very comment that was there has been changed.
    assert agency.effects() == ["add_comment", "edit_comment"]

    agency.merge(number, "squash")
    assert agency.register() == dict.fromkeys(ALL, ("upcoming", "2027-02-01", None))
    assert agency.register("--known-at", "2027-01-11") == dict.fromkeys(ALL[1:], DRAFT)
    return agency.rendered()


def see_the_set(agency: Agency, folder: Path) -> None:
    """What may be signed is there, and fits manifest and sums."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    documents = {one["file"]: one["sha256"] for one in manifest["documents"]}
    assert list(documents) == [f"{id}_2027-02-01.docx" for id in ALL]
    assert manifest["commit"] == agency.git("rev-parse", "main")
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
    assert documents.items() < sums.items()
    assert sums == {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.iterdir()
        if file.name != "SHA256SUMS"
    }


def record_the_signatures(agency: Agency, folder: Path) -> None:
    """Two approvals in one pull request; what was signed stays what it is."""
    agency.today = date(2027, 1, 20)
    agency.branch("kinnitamine")
    agency.done("approve", "osakonnajuhataja", "--number", "1-2/7", "--date", "2027-01-19", "--annex", "1")
    agency.done("approve", "andmehaldur", "spetsialist", "--number", "TL-4", "--date", "2027-01-19")
    agency.commit("Kinnitamine")
    number = agency.propose()
    checked = agency.checked(number)
    assert checked.passes
    [said] = checked.comments
    assert "mõlemad pooled" not in said
    assert "**Ühegi ametijuhendi tekst ei muutu.** Pannakse kirja: 3 kinnitamist." in said
    assert "- **Andmehaldur** `andmehaldur`: kinnitatud – leping nr TL-4, 19.01.2027\n" in said
    agency.merge(number, "merge")
    [version] = agency.told("log", "andmehaldur")["versions"]
    assert (version["approval"]["number"], version["approval"]["date"]) == ("TL-4", "2027-01-19")
    [earlier] = agency.told("log", "andmehaldur", "--known-at", "2027-01-19")["versions"]
    assert (earlier["approval"], earlier["commit"]) == (None, version["commit"])
    agency.done("render", "--out", agency.home / "dist/uuesti")
    for document in folder.glob("*.docx"):
        assert (agency.home / "dist/uuesti" / document.name).read_bytes() == document.read_bytes()


def change_what_is_shared(agency: Agency) -> None:
    """A shared block that changes in silence is refused; by the way out that was named it passes."""
    agency.today = date(2027, 3, 10)
    agency.branch("kaugtoo")
    base = agency.git("rev-parse", "main")
    agency.edit({BLOCK: reworded})
    agency.commit("Kaugtöö kord")
    agency.edit({"README.md": lambda text: f"{text}\nKaugtöö kord muutus 2027. aasta kevadel.\n"})
    agency.commit("Selgitus")
    number = agency.propose()
    refused = agency.checked(number)
    assert not refused.passes
    assert refused.said.count("JD404") == 3
    assert "ühisplokk rights/kaugtoo" in refused.said
    assert "kuupäev jääb samaks" in refused.comments[0]

    [command] = set(re.findall(r"`jdflow (amend --affected-by [^`]+) PÄEV`", refused.said))
    assert base.startswith(command.split()[2])
    agency.done(*command.split(), "2027-05-03")
    agency.commit("Uue teksti esimene päev")
    agency.push(number)
    passed = agency.checked(number)
    assert passed.passes
    [said] = passed.comments
    assert "Ühisplokk <b>rights/kaugtoo</b>: 3 ametijuhendit" in said
    assert said.count("kõigil kehtib alates: 01.02.2027 → 03.05.2027 · oluline muudatus") == 1
    agency.merge(number, "merge")

    now, then = ("in_force", "2027-02-01", "2028-02-01"), ("in_force", "2027-05-03", "2028-05-03")
    assert agency.register()["andmehaldur"] == now
    assert agency.register("--on", "2027-05-03")["andmehaldur"] == then
    assert agency.register("--on", "2027-05-03", "--known-at", "2027-03-09")["andmehaldur"] == now
    first, second = agency.told("log", "osakonnajuhataja")["versions"]
    assert (first["effective_to"], first["class"], first["amendments"]) == ("2027-05-02", None, [])
    assert (second["state"], second["class"], second["approval"]["date"]) == ("upcoming", "material", None)


def be_reminded_of_approvals(agency: Agency) -> None:
    """A text that takes effect soon and is not approved is told of, until it is."""
    agency.today = date(2027, 3, 15)
    assert agency.remind("schedule") == ["ensure_label", "open_issue", "open_issue"]
    assert agency.remind("workflow_dispatch") == []
    of_staff, of_head = agency.issues().values()
    assert boxes(of_staff) == ["[ ] **Andmehaldur**", "[ ] **Spetsialist**"]
    assert boxes(of_head) == ["[ ] **Osakonnajuhataja**"]
    assert "jõustub 03.05.2027" in of_staff.body
    assert (of_staff.assignees, of_head.assignees) == (["mari"], ["mari"])
    agency.today = date(2027, 3, 23)
    agency.branch("kinnitamine-2")
    agency.done("approve", "osakonnajuhataja", "--number", "1-2/31", "--date", "2027-03-22")
    agency.done("approve", "andmehaldur", "spetsialist", "--number", "TL-9", "--date", "2027-03-22")
    agency.commit("Kinnitamine")
    agency.merge(agency.propose(), "squash")
    assert agency.weeks("2027-04-05") == {"2027-03-29": ["edit_issue", "edit_issue"]}
    assert (of_staff.is_open, of_head.is_open) == (False, False)
    assert boxes(of_staff) == ["[x] ~~Andmehaldur (`andmehaldur`)~~", "[x] ~~Spetsialist (`spetsialist`)~~"]
    assert "Kõik on tehtud" in of_staff.body


def be_reminded_of_reviews(agency: Agency) -> None:
    """Nothing comes before the window; then each manager is told once, and more when it is long overdue."""
    assert agency.weeks("2028-02-28", every=4) == {}
    agency.today = date(2028, 2, 28)
    assert agency.told("due")["items"] == []
    assert agency.weeks("2028-02-28") == {}
    assert agency.weeks("2028-03-13") == {"2028-03-06": ["open_issue", "open_issue"]}
    assert {item["id"]: item["state"] for item in agency.told("due")["items"]} == dict.fromkeys(ALL, "soon")
    *_, of_staff, of_head = agency.issues().values()
    assert boxes(of_staff) == ["[ ] **Andmehaldur**", "[ ] **Spetsialist**"]
    assert "tähtaeg 03.05.2028" in of_staff.body
    assert "/edit/main/positions/uldosakond/spetsialist.yaml" in of_staff.body
    assert "jdflow review andmehaldur spetsialist --outcome unchanged" in of_staff.body
    # Words go on telling of the same day for four weeks.
    assert agency.weeks("2028-04-30").keys() <= {"2028-04-10"}
    # The first of May is a Monday, and nobody works; the due day is a Wednesday.
    assert agency.weeks("2028-05-01") == {}
    assert agency.weeks("2028-05-29") == {"2028-05-08": ["edit_issue", "edit_issue"]}
    assert "tähtaeg oli 03.05.2028, 5 päeva üle tähtaja" in of_staff.body
    # Four weeks after the due day.
    assert agency.weeks("2028-06-12") == {"2028-06-05": ["ensure_label", "edit_issue", "edit_issue"]}
    assert ESCALATED in of_staff.labels
    assert set(of_staff.assignees) == set(of_head.assignees) == {"mari", "jaan"}


def review_without_a_change(agency: Agency) -> None:
    """One review recorded by the command, two by the field in the web editor: the reminders close."""
    *_, of_staff, of_head = agency.issues().values()
    agency.today = date(2028, 6, 14)
    agency.done("review", "andmehaldur", "--by", "osakonnajuhataja")
    agency.git("push", "--quiet", "origin", "main")
    assert agency.weeks("2028-06-19") == {"2028-06-19": ["edit_issue"]}
    assert boxes(of_staff) == ["[ ] **Spetsialist**", "[x] ~~Andmehaldur (`andmehaldur`)~~"]
    assert of_staff.is_open

    agency.today = date(2028, 6, 21)
    agency.branch("labivaatus")
    on_the_day = methodcaller("replace", "kehtiv_alates", "üle_vaadatud: 2028-06-20\nkehtiv_alates")
    agency.edit({HEAD: on_the_day, OTHER: on_the_day})
    agency.commit("Update spetsialist.yaml")
    number = agency.propose()
    checked = agency.checked(number)
    assert checked.passes
    assert checked.comments[0].count(": üle vaadatud 20.06.2028 (muutmata)\n") == 2
    agency.merge(number, "squash")
    assert agency.remind("workflow_dispatch") == ["edit_issue", "edit_issue"]
    assert (of_staff.is_open, of_head.is_open) == (False, False)
    assert boxes(of_staff) == ["[x] ~~Andmehaldur (`andmehaldur`)~~", "[x] ~~Spetsialist (`spetsialist`)~~"]
    assert ESCALATED not in of_staff.labels
    assert "Kõik on tehtud" in of_head.body


def answer_an_auditor(agency: Agency) -> None:
    """Which text was in force, who approved it, when it was reviewed, and what was known of all that."""
    first = {id: agency.register()[id][2] for id in ALL}
    assert first == {"andmehaldur": "2029-06-14", "osakonnajuhataja": "2029-06-20", "spetsialist": "2029-06-20"}
    known = agency.register("--known-at", "2028-06-20")
    assert {id: row[2] for id, row in known.items()} == first | dict.fromkeys(ALL[1:], "2028-05-03")
    [by_command] = agency.told("log", "andmehaldur")["reviews"]
    [by_field] = agency.told("log", "spetsialist")["reviews"]
    assert (by_command["on"], by_command["source"], by_command["by"]) == ("2028-06-14", "trailer", "osakonnajuhataja")
    assert (by_field["on"], by_field["source"], by_field["text_still_in_force"]) == ("2028-06-20", "field", True)
    old, new = agency.told("log", "andmehaldur")["versions"]
    assert [(one["state"], one["approval"]["number"]) for one in (old, new)] == [
        ("ended", "TL-4"),
        ("in_force", "TL-9"),
    ]
    assert "kokkuleppel vahetu juhiga" in agency.done("show", "andmehaldur", "--on", "2027-05-02")
    assert "kuni kolm päeva nädalas" in agency.done("show", "andmehaldur", "--on", "2027-05-03")


def begin_the_next_year(agency: Agency) -> None:
    """What is closed stays closed; in the next year there are new reminders."""
    before = {title: issue.body for title, issue in agency.issues().items()}
    assert agency.weeks("2029-03-31", every=4) == {}
    assert agency.weeks("2029-04-30") == {"2029-04-16": ["open_issue"], "2029-04-23": ["edit_issue", "open_issue"]}
    after = agency.issues()
    assert {title: after[title].body for title in before} == before
    of_staff, of_head = [issue for title, issue in after.items() if title not in before]
    assert [issue.is_open for issue in after.values()] == [False, False, False, False, True, True]
    assert boxes(of_staff) == ["[ ] **Andmehaldur**", "[ ] **Spetsialist**"]
    assert boxes(of_head) == ["[ ] **Osakonnajuhataja**"]


def test_a_year_from_init_to_the_next_reminders(agency: Agency) -> None:
    begin(agency)
    folder = add_a_position(agency)
    see_the_set(agency, folder)
    record_the_signatures(agency, folder)
    change_what_is_shared(agency)
    be_reminded_of_approvals(agency)
    be_reminded_of_reviews(agency)
    review_without_a_change(agency)
    answer_an_auditor(agency)
    begin_the_next_year(agency)
    # Each comment was added once, each reminder opened once.
    effects = agency.effects()
    assert (effects.count("add_comment"), effects.count("open_issue")) == (4, 6)
    # Letters repeat what has not changed after four weeks, and tell what has in its week; of what is done, nothing.
    letters = agency.letters()
    both = ["position:osakonnajuhataja", "unit:uldosakond"]
    assert letters == dict.fromkeys(letters, both) | {"2029-04-16": both[:1]}
    days = ["2027-03-15", "2028-03-06", "2028-04-03", "2028-05-08", "2028-06-05", "2029-04-16", "2029-04-23"]
    assert list(letters) == days
