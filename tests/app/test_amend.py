"""New versions by new dates: what goes with the version before, what stays, and which positions are concerned."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jdflow.app.amend import Wish, affected, amend
from jdflow.app.edits import Outcome
from jdflow.app.reading import Reading
from tests.support import ENGLISH, OWN, TODAY, Texts, overlay

DAY = date(2027, 1, 1)
APPROVED = """\
# märkus
kehtiv_alates: 01.03.2026 # esimene päev
tagasiulatuv: true
kinnitamine:
  kinnitamisviis: leping # nagu alati
  number: 2026-4 # registrist
  kuupäev: 2026-03-16
  lisa: 1
  alus: põhimääruse punkti 5 alusel
  päis:
    - Kinnitatud 16.03.2026
  nõusolek: Töötaja nõustus vestlusel.
üle_vaadatud: 2026-03-20
"""


def amended(text: str, day: date = DAY, *, retroactive: bool = False) -> Outcome:
    return amend(Reading(overlay(text)), ["naidis"], Wish(day, retroactive, TODAY))


def after(text: str, day: date = DAY, *, retroactive: bool = False) -> str:
    """The file as it becomes, without what the base adds to it."""
    [change] = amended(text, day, retroactive=retroactive).changes
    return change.after.decode().partition("ametinimetus:")[0]


def told(outcome: Outcome) -> list[str]:
    return [
        *(f"{one.path}: {ENGLISH(one.told)}" for one in outcome.changes),
        *(f"{one.path}: {ENGLISH(one.why)}" for one in outcome.left),
        *(f"{one.place.path}:{one.place.line} {ENGLISH(one.why)}" for one in outcome.refused),
    ]


def test_what_belongs_to_the_version_before_goes_and_the_rest_stays() -> None:
    assert after(APPROVED) == (
        "# märkus\nkehtiv_alates: 2027-01-01 # esimene päev\n"
        "kinnitamine:\n  kinnitamisviis: leping # nagu alati\n  # registrist\n  alus: põhimääruse punkti 5 alusel\n"
        "üle_vaadatud: 2026-03-20\n"
    )


FLAG = "tagasiulatuv: true"
AS_BEFORE = "removed with the version before"
GONE = (
    "number 2026-4, kuupäev 16.03.2026, lisa 1, päis „Kinnitatud 16.03.2026“, nõusolek „Töötaja nõustus vestlusel.“, "
    f"{FLAG}"
)


def test_what_has_gone_is_told() -> None:
    assert told(amended(APPROVED)) == [f"{OWN}: takes effect on 01.01.2027, until now 01.03.2026; {AS_BEFORE}: {GONE}"]


def test_a_header_without_a_number_stays() -> None:
    text = "kehtiv_alates: 2026-03-01\nkinnitamine: {number: 5, päis: [KINNITATUD]}\n"
    assert after(text) == "kehtiv_alates: 2027-01-01\nkinnitamine: {päis: [KINNITATUD]}\n"


def test_an_approval_of_which_nothing_is_left_goes() -> None:
    assert after("kehtiv_alates: 2026-03-01\nkinnitamine: {number: 5}\n") == "kehtiv_alates: 2027-01-01\n"


def test_a_draft_gets_its_first_day_and_keeps_its_approval() -> None:
    text = "kinnitamine: {number: 5, kuupäev: 2026-11-01}\n"
    [change] = amended(text).changes
    assert "kehtiv_alates: 2027-01-01\n" in change.after.decode()
    assert text in change.after.decode()
    assert told(amended(text)) == [f"{OWN}: takes effect on 01.01.2027, a draft until now"]


def test_the_second_time_there_is_nothing_to_do() -> None:
    [change] = amended(APPROVED).changes
    again = amend(Reading(overlay(change.after.decode())), ["naidis"], Wish(DAY, retroactive=False, today=TODAY))
    assert told(again) == [f"{OWN}: takes effect on 01.01.2027 already"]


def test_what_was_decided_for_the_new_version_stays_the_second_time() -> None:
    assert told(amended("kehtiv_alates: 2027-01-01\nkinnitamine: {nõusolek: Nõustus.}\n")) == [
        f"{OWN}: takes effect on 01.01.2027 already"
    ]


@pytest.mark.parametrize(
    ("text", "day", "why"),
    [
        ("kehtiv_alates: 2026-03-01\n", date(2026, 2, 1), "1 This version has been in force since 01.03.2026"),
        ("kehtiv_alates: 2026-03-01\nkinnitamine: {number: 5}\n", date(2026, 3, 1), "1 This version has been in force"),
        ("kehtiv_alates: 2027-03-01\n", TODAY, "1 This version takes effect on 01.03.2027 only, and 20.11.2026 has"),
        ("kehtiv_alates: 2027-01-01\nkinnitamine: {number: 5}\n", DAY, "1 The text that takes effect on 01.01.2027"),
        ("kehtiv_alates: 2026-03-01\nkehtiv_kuni: 2026-12-31\n", DAY, "2 The position ends on 31.12.2026, before"),
        ("kehtiv_alates: 2026-02-30\n", DAY, "1 “2026-02-30” is not a date"),
        ("kehtiv_alates: 2026-03-01\nkinnitamine: käskkiri\n", DAY, "2 "),
        (
            "kehtiv_alates: 2026-03-01\nkehtiv_alates: 2026-03-01\n",
            DAY,
            "2 The key “kehtiv_alates” stands here a second",
        ),
        ("kehtiv_alates: [\n", DAY, ""),
    ],
)
def test_a_day_that_cannot_be_is_refused(text: str, day: date, why: str) -> None:
    outcome = amended(text, day)
    assert outcome.changes == []
    [said] = told(outcome)
    assert said.startswith(f"{OWN}:{why}")


BACK = f"reaching back ({FLAG})"
AT_ONCE = "that day has come already, so record the approval at once: `jdflow approve`"


def test_a_day_in_the_past_may_be_meant() -> None:
    text = "kehtiv_alates: 2026-03-01\nkinnitamine: {number: 5}\n"
    done = "kehtiv_alates: 2026-02-01\ntagasiulatuv: true\n"
    assert after(text, date(2026, 2, 1), retroactive=True) == done
    assert told(amended(text, date(2026, 2, 1), retroactive=True)) == [
        f"{OWN}: takes effect on 01.02.2026, until now 01.03.2026, {BACK}; {AS_BEFORE}: number 5; {AT_ONCE}"
    ]
    assert told(amended(done, date(2026, 2, 1), retroactive=True)) == [f"{OWN}: takes effect on 01.02.2026 already"]


LATE = (
    "that day has come already: if the text was approved by then, record it with `jdflow approve`, "
    "otherwise choose a later day or add --retroactive"
)
BEFORE_ADOPTION = date(2025, 12, 31)


@pytest.mark.parametrize(
    ("text", "day", "late"),
    [
        ("kehtiv_alates: 2026-03-01\n", date(2026, 11, 1), True),
        ("kehtiv_alates: 2026-03-01\n", TODAY, True),
        ("kehtiv_alates: 2026-03-01\n", TODAY + timedelta(days=1), False),
        ("kehtiv_alates: 2026-03-01\nkinnitamine: {kuupäev: 2026-02-15}\n", TODAY, True),
        ("kinnitamine: {number: 5}\n", TODAY, True),
        ("kinnitamine: {number: 5, kuupäev: 2026-11-01}\n", TODAY, False),
        ("", BEFORE_ADOPTION, False),
    ],
)
def test_a_day_that_has_come_without_an_approval_is_told(text: str, day: date, late: bool) -> None:  # noqa: FBT001
    [said] = told(amended(text, day))
    assert said.endswith(LATE) == late


def test_a_version_that_is_yet_to_come_may_come_earlier() -> None:
    assert after("kehtiv_alates: 2027-03-01\n") == "kehtiv_alates: 2027-01-01\n"


def test_two_files_of_one_id_are_refused() -> None:
    [said] = told(amended("# positions/a/naidis.yaml\nametinimetus: Teine\n"))
    assert "The id “naidis” is also that of positions/a/naidis.yaml" in said


# -- which positions ---------------------------------------------------------------------------------------------------

USING = "kehtiv_alates: 2026-03-01\nõigused: [{kasuta: rights/kaugtoo}]\n"
OTHER_WORDS = "# shared/rights/kaugtoo.yaml\nlaused: [teha kaugtööd kodus]\n"


def compared(before: Texts, now: Texts, day: date = DAY) -> tuple[list[str], list[str]]:
    """The ids of the positions concerned, and what is told of others."""
    found = affected(Reading(now), Reading(before), Wish(day, retroactive=False, today=TODAY))
    return found.ids, told(Outcome([], found.left, found.refused))


@pytest.mark.parametrize("now", [USING.replace("]", ", uus õigus]"), f"{USING}{OTHER_WORDS}"])
def test_a_text_that_changed_by_its_own_words_or_a_block_is_concerned(now: str) -> None:
    assert compared(overlay(USING), overlay(now)) == (["naidis"], [])


@pytest.mark.parametrize(
    "now",
    [
        USING,
        f"# märkus\n{USING}märkused: uus\nkinnitamine: {{number: 5}}\n",
        f"{USING}# shared/rights/kaugtoo.yaml\nnimi: Teine nimi\n",
        f"{USING}# shared/rights/muu.yaml\nnimi: Muu\nlaused: [muu]\n",
        USING.replace("{kasuta: rights/kaugtoo}", "teha kaugtööd kokkuleppel vahetu juhiga"),
    ],
)
def test_a_text_that_says_the_same_is_not(now: str) -> None:
    assert compared(overlay(USING), overlay(now)) == ([], [])


@pytest.mark.parametrize(
    ("before", "dated", "why"),
    [
        ("2026-03-01", "2026-12-01", "has changed, and has a new day already: 01.12.2026"),
        (
            "2027-03-01",
            "2027-03-01",
            "has changed, and may: it takes effect on 01.03.2027 only and is not approved yet",
        ),
        (
            "2027-03-01",
            "2027-03-01\nkinnitamine: {kuupäev: 2026-11-01}",
            "has changed, and is approved for 01.03.2027; name it to give it another day",
        ),
        ("2025-03-01", "2025-03-01\nkehtiv_kuni: 2026-01-31", "has changed, but ended on 31.01.2026"),
    ],
)
def test_a_text_that_changed_and_keeps_its_day_is_told(before: str, dated: str, why: str) -> None:
    old, now = (USING.replace("2026-03-01", day) for day in (before, dated))
    assert compared(overlay(old), overlay(now + OTHER_WORDS)) == ([], [f"{OWN}: {why}"])


def test_a_version_approved_for_a_day_before_is_concerned() -> None:
    text = USING.replace("2026-03-01", "2026-12-01\nkinnitamine: {kuupäev: 2026-11-01}")
    assert compared(overlay(text), overlay(text + OTHER_WORDS)) == (["naidis"], [])


def test_drafts_and_new_files_are_told() -> None:
    draft = USING.removeprefix("kehtiv_alates: 2026-03-01\n")
    assert compared(overlay(draft), overlay(draft + OTHER_WORDS)) == ([], [f"{OWN}: has changed, and is a draft"])
    assert compared(overlay(""), overlay("# positions/uus.yaml\nkatki: [\n")) == (
        [],
        ["positions/uus.yaml: is new; `jdflow amend uus --effective DAY` gives it a day"],
    )


def test_a_renamed_position_is_compared_with_what_it_was() -> None:
    before = overlay(USING)
    files = dict(before.files)
    files["positions/uus/uus-nimi.yaml"] = f"varem: naidis\n{files.pop(OWN)}"
    now = Texts(files)
    assert compared(before, now) == ([], [])
    assert compared(
        before, Texts({**files, "shared/rights/kaugtoo.yaml": overlay(OTHER_WORDS).files["shared/rights/kaugtoo.yaml"]})
    ) == (["uus-nimi"], [])


def test_what_cannot_be_read_is_refused_now_and_told_of_then() -> None:
    broken = "õigused: [\n"
    ids, said = compared(overlay(USING), overlay(broken))
    assert (ids, said[0].partition(" ")[0]) == ([], f"{OWN}:1")
    assert compared(overlay(broken), overlay(USING))[1][0].startswith(f"{OWN}: could not be read then")
