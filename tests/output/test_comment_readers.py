"""The comment as its readers want it: what is said once, what stands out, what is put on record, what is new."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from jdflow.model.comment import Approved, Common, Compare, Entry, Finding, Held, Proposal, Shared, Touched
from jdflow.model.difference import AUTO, Change, Compared, Difference, Spot, Upper
from tests.output.test_comment import ESTONIAN, SMALL, change, many, markdown, position

if TYPE_CHECKING:
    from jdflow.problems import Severity

MARCH, JUNE = date(2026, 3, 1), date(2026, 6, 1)
SIGNED = Approved("leping", "TL-4", date(2027, 1, 19), "1", None, None, None)
NOTHING = Proposal("", Compare("main", "a" * 40, "b" * 40), (), (), (), 0, 0)
DUTY = Upper("Andmete korrastamine", Spot(None, 1))


def one(id: str, before: date | None, after: date | None, is_material: bool = True) -> Touched:  # noqa: FBT001, FBT002
    difference = Difference((), "material" if is_material else None)
    return Touched(Compared(id, id.title(), before, after, difference), "Talitus", "ametnik")


def block(*positions: Touched, others: int = 0) -> Proposal:
    total = len(positions) + others
    return NOTHING._replace(
        shared=(Shared(("rights/kaugtoo",), (Common(change("Andmed"), total),), positions, 0, others),)
    )


def added(section: str, text: str, upper: Upper | None = None) -> Change:
    return Change(section, "added", "material", None, text, upper=upper)


# -- put on record -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (Entry("a", "A", (None, SIGNED)), "kinnitatud – leping nr TL-4, 19.01.2027 (lisa 1)"),
        (Entry("a", "A", (SIGNED, None)), "kinnitamine eemaldatakse (oli: leping nr TL-4, 19.01.2027 (lisa 1))"),
        (
            Entry("a", "A", (SIGNED, SIGNED._replace(number="TL-5", annex=None, consent="ei ole vaja"))),
            "kinnitamine: leping nr TL-4, 19.01.2027 (lisa 1) → leping nr TL-5, 19.01.2027, nõusolek: ei ole vaja",
        ),
        (
            Entry("a", "A", (None, SIGNED._replace(day=None, basis="kord", header="päis"))),
            "kinnitamine, kuupäev puudub: leping nr TL-4 (lisa 1), alus: kord, päis: päis",
        ),
        (Entry("a", "A", reviews=(Held(JUNE, "unchanged"),)), "üle vaadatud 01.06.2026 (muutmata)"),
        (
            Entry("a", "A", reviews=(Held(JUNE, "postponed", MARCH, "juht"), Held(None))),
            "üle vaadatud 01.06.2026 (edasi lükatud kuni 01.03.2026, juht); läbivaatamise päev eemaldatakse",
        ),
        (Entry("a", "A", last_day=(None, JUNE)), "viimane kehtivuspäev 01.06.2026"),
        (Entry("a", "A", last_day=(MARCH, JUNE)), "viimane kehtivuspäev: 01.03.2026 → 01.06.2026"),
        (Entry("a", "A", last_day=(MARCH, None)), "viimane kehtivuspäev 01.03.2026 eemaldatakse"),
    ],
)
def test_what_is_put_on_record_is_told(entry: Entry, said: str) -> None:
    found = markdown(NOTHING._replace(entries=(entry,)), ESTONIAN)
    assert f"## Pannakse kirja\n\n- **A** `a`: {said}\n" in found
    assert "**Ühegi ametijuhendi tekst ei muutu.** Pannakse kirja: 1 " in found or "2 läbivaatamist" in found


def test_what_is_put_on_record_stands_beside_changes_and_is_counted_where_there_is_no_room() -> None:
    entries = tuple(Entry(f"a-{n}", "A", (None, SIGNED), reviews=(Held(JUNE),)) for n in range(40))
    found = markdown(many(2)._replace(entries=entries, more_entries=3))
    assert "Put on record: 40 approvals, 40 reviews." in found
    assert found.count("approved – leping no. TL-4") == 40
    assert "what is put on record of 3 job descriptions is left out" in found
    short = markdown(NOTHING._replace(entries=entries, more_entries=3), setting=SMALL)
    number = short.count("approved – leping no. TL-4")
    assert 0 < number < 40
    assert f"what is put on record of {43 - number} job descriptions is left out" in short


# -- the first lines ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (
            block(*(one(f"a{n}", MARCH, JUNE) for n in range(7)))._replace(own=(one("b", None, JUNE),) * 2),
            "**9 job descriptions change**, all from 01.06.2026: 2 by their own text, 7 through shared blocks",
        ),
        (
            block(one("a", MARCH, JUNE), one("b", None, None)),
            "**2 job descriptions change**, from 01.06.2026 (1 a draft): 2 through shared blocks",
        ),
        (block(one("a", None, JUNE), one("b", None, MARCH)), "**2 job descriptions change**: 2 through shared blocks"),
        (
            NOTHING._replace(own=(one("a", None, JUNE, is_material=False), one("b", MARCH, JUNE, is_material=False))),
            "**2 job descriptions change**, all from 01.06.2026 (drafts that get their first day: 1, only the day: 1).",
        ),
        (NOTHING._replace(own=(one("a", MARCH, JUNE),), left_out=1), "**2 job descriptions change** (materially: 1)."),
    ],
)
def test_the_first_line_says_how_many_from_when_and_by_what(of: Proposal, said: str) -> None:
    assert said in markdown(of)


def test_errors_that_are_decisions_are_told_to_be_these_and_marked() -> None:
    several = tuple(position("Jurist", asks=("date",), id=f"jurist-{n}") for n in range(20))
    all_of_them = markdown(NOTHING._replace(own=several, errors=20), ESTONIAN)
    assert (
        "Kontroll leidis: 20 viga. Need kõik on allpool otsuste juures: tekst muutub, kuid kuupäev on sama. "
        "**Enne ühendamist tuleb vead parandada.**" in all_of_them
    )
    assert all_of_them.count("· kuupäev on sama ·") == 20
    some = markdown(NOTHING._replace(own=several[:1], errors=3))
    assert "The check finds: 3 errors. 1 of the errors is told below as a decision" in some
    assert "told below" not in markdown(NOTHING._replace(errors=3))
    assert "mended before merging" not in markdown(NOTHING._replace(warnings=3))


def test_what_stands_in_files_that_do_not_change_is_told_to_be_older_where_that_is_likely() -> None:
    def told(severity: Severity, *, is_touched: bool) -> str:
        finding = Finding("JD303", severity, "a.yaml", 3, "a", "b", is_touched)
        return markdown(NOTHING._replace(findings=(finding,), errors=1))

    older = "**warning JD303** · a.yaml:3 · the file does not change: probably older\n"
    assert older in told("warning", is_touched=False)
    assert "**error JD303** · a.yaml:3 · the file does not change\n" in told("error", is_touched=False)
    assert "**error JD303** · a.yaml:3\n" in told("error", is_touched=True)


# -- positions ---------------------------------------------------------------------------------------------------------


def test_what_holds_for_all_below_a_block_is_said_once() -> None:
    found = markdown(block(one("a", MARCH, JUNE), one("b", None, JUNE)))
    assert "\n\n**Changes:** all: in force from 01.06.2026 · a material change\n\n" in found
    assert "- **A** `a` · official · Talitus · until now from 01.03.2026\n" in found
    assert "- **B** `b` · official · Talitus · a draft until now\n" in found
    found = markdown(block(one("a", MARCH, JUNE), one("b", JUNE, JUNE)))
    assert "**Changes:** all: a material change\n" in found
    assert "· in force from: 01.03.2026 → 01.06.2026\n" in found
    found = markdown(block(one("a", MARCH, JUNE), one("c", date(2020, 1, 1), JUNE), one("b", None, None)))
    assert "**Changes:** all: in force from 01.06.2026, apart from drafts · a material change\n" in found
    assert "- **B** `b` · official · Talitus · draft\n" in found
    assert "**Changes:**\n\n- **A** `a` · official · Talitus · in force from: " in markdown(
        block(one("a", MARCH, JUNE))
    )


def test_a_block_that_changes_other_positions_too_says_so_and_is_pointed_to() -> None:
    own = position("Jurist", change("Arhiiv"), id="jurist")._replace(through=("rights/kaugtoo",))
    found = markdown(block(one("a", MARCH, JUNE), others=1)._replace(own=(own,)))
    assert "<b>rights/kaugtoo</b>: 1 job description, 1 that has changes of its own as well</summary>" in found
    assert "\nIt changes through shared blocks, too, as told below: `rights/kaugtoo`.\n" in found
    assert "*In " not in found
    alone = markdown(block(others=2))
    assert "<b>rights/kaugtoo</b>: 2 that have changes of their own as well</summary>" in alone
    assert "Changes:" not in alone


def test_of_many_positions_the_folded_line_says_when_and_how_much_and_nothing_is_said_twice() -> None:
    found = markdown(many(11))
    days = "in force from: 01.03.2026 → 01.06.2026 · the day is the same · a material change"
    head = f"<details><summary><b>Andmehaldur 3</b> <code>andmehaldur-3</code> · {days}</summary>"
    assert f"{head}\n\nofficial · Andmehaldur 3\n\n**Duties**\n" in found
    assert "###" not in found


def test_a_draft_that_gets_its_first_day_is_told_to() -> None:
    found = markdown(NOTHING._replace(own=(one("a", None, JUNE, is_material=False),)), ESTONIAN)
    assert "· kehtib alates: kavand → 01.06.2026 · kavand saab kehtivuse alguse\n" in found
    back = markdown(NOTHING._replace(own=(one("a", JUNE, None, is_material=False),)))
    assert "· the text becomes a draft\n" in back


def test_a_new_text_is_read_as_on_paper() -> None:
    changes = (
        added("title", "Andmehaldur"),
        added("manager", "Juhataja"),
        added("substitutes", "Jurist"),
        added("substitutes", "Nõunik"),
        Change("reports", "field", "organisational", None, AUTO),
        added("purpose", "Andmed on korras."),
        added("duties", "Andmete korrastamine"),
        added("duties.parts", "uute kirjeldamine", DUTY),
        added("duties.results", "Andmed on leitavad.", DUTY),
        added("tools", "Arvuti"),
        added("requirements.education", "Kõrgharidus"),
        added("competencies.core", "Korrektsus"),
        added("competencies.core.items", "On täpne.", Upper("Korrektsus", Spot(None, 1))),
    )
    compared = Compared("a", "Andmehaldur", None, JUNE, Difference(changes), has_before=False)
    of = NOTHING._replace(own=(Touched(compared, "Talitus", "töötaja", more=2),))
    _, _, text = markdown(of, ESTONIAN).partition("töötaja · Talitus\n")
    assert text.partition("\n\n</details>")[0].splitlines() == [
        *("", "- Vahetu juht: Juhataja", "- Kes asendab: Jurist; Nõunik"),
        "- Alluvad: need, kelle vahetu juht on selle ametikoha täitja",
        *("", "**Ametikoha eesmärk**", "", "- Andmed on korras."),
        *("", "**Ülesanded**", "", "- Andmete korrastamine"),
        *("  - *sh:* uute kirjeldamine", "  - *Tulemus:* Andmed on leitavad."),
        *("", "**Töövahendid**", "", "- Arvuti"),
        *("", "**Nõuded**", "", "- Haridus: Kõrgharidus"),
        *("", "**Tööks vajalikud kompetentsid**", "", "- Korrektsus", "  - On täpne."),
        *("", "… ja veel 2 rida"),
    ]


def test_of_a_long_new_text_as_much_is_told_as_fits() -> None:
    changes = tuple(added("rights", f"Õigus {n} {'x' * 300}") for n in range(400))
    compared = Compared("a", "Andmehaldur", None, JUNE, Difference(changes), has_before=False)
    of = NOTHING._replace(own=(Touched(compared, "Talitus", "töötaja"),))
    assert markdown(of).count("- Õigus") == 120
    assert "… and 280 more lines" in markdown(of)
    short = of._replace(own=(Touched(compared._replace(difference=Difference(changes[:180])), "Talitus", "töötaja"),))
    assert markdown(short).count("- Õigus") == 180
