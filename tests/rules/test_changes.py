"""What a branch may not do: the days on which it counts, what counts as approved, what goes together."""

from __future__ import annotations

import pytest

from tests.branches import problems_of_branch
from tests.support import ENGLISH, TODAY

pytestmark = pytest.mark.needs("git")

assert TODAY.isoformat() == "2026-11-20"
BEGUN = "kehtiv_alates: 2026-11-20\n"
TO_COME = "kehtiv_alates: 2026-11-21\n"
APPROVED = "kinnitamine: {kinnitamisviis: leping, kuupäev: 2026-11-02}\n"
OTHER = "eesmärk: Andmed on leitavad.\n"
EARLIER = "kehtiv_alates: 2026-03-01\n"
FILE = """\
# positions/nimetatud.yaml
ametinimetus: Nimetatu
struktuuriüksus: andmetalitus
teenistuja: töötaja
eesmärk: Andmed on korras.
ülesanded: [{ülesanne: Andmete korrastamine.}]
"""
REMOVED = "# without positions/nimetatud.yaml\n"
NEW_NAME = FILE.replace("nimetatud.yaml", "uus.yaml")


def found(before: str, now: str, message: str | None = None) -> list[str]:
    """The codes, with the severity where it is not an error."""
    problems = problems_of_branch(f"# enne\n{before}# nüüd{f', sõnumiga {message}' if message else ''}\n{now}")
    return [f"{one.rule.code}{'' if one.severity == 'error' else f' {one.severity}'}" for one in problems]


@pytest.mark.parametrize(
    ("before", "now", "codes"),
    [
        (BEGUN, BEGUN + OTHER, ["JD404"]),
        (TO_COME, TO_COME + OTHER, []),
        (TO_COME + APPROVED, TO_COME + APPROVED + OTHER, ["JD404"]),
        (TO_COME + APPROVED, TO_COME + OTHER, ["JD404"]),
        (TO_COME + "kinnitamine: {number: 5}\n", TO_COME + "kinnitamine: {number: 5}\n" + OTHER, []),
        (APPROVED, APPROVED + OTHER, []),
    ],
    ids=["begun", "to come", "approved", "approval removed with it", "no day of approval", "draft"],
)
def test_a_text_is_bound_once_it_has_begun_or_is_approved(before: str, now: str, codes: list[str]) -> None:
    assert found(before, now) == codes


def test_what_the_fingerprint_does_not_cover_may_change() -> None:
    assert found(BEGUN, f"{BEGUN}{APPROVED}märkused: [Vana number oli 12.]\nallkirjastaja: peadirektor\n") == []


@pytest.mark.parametrize("text", ["Andmed, on korras.", "Andmed on koras."])
def test_spelling_may_change_where_a_commit_says_why(text: str) -> None:
    now = f"{BEGUN}eesmärk: {text}\n"
    assert found(BEGUN, now) == ["JD405"]
    assert found(BEGUN, now, "Toimetuslik: kirjaviga") == []
    assert found(BEGUN, now, "Toimetuslik:") == ["JD405"]


def test_what_is_declared_must_be_spelling() -> None:
    assert found(BEGUN, BEGUN + OTHER, "Toimetuslik: sõnastus") == ["JD406"]


@pytest.mark.parametrize(
    ("now", "codes"),
    [
        ("kehtiv_alates: 2026-11-19\n", ["JD408"]),
        (f"kehtiv_alates: 2026-11-19\ntagasiulatuv: true\n{APPROVED}", ["JD409 info"]),
        ("kehtiv_alates: 2026-11-21\n", []),
        (f"kehtiv_alates: 2026-02-01\n{OTHER}", ["JD408"]),
    ],
    ids=["before", "meant", "after", "before, with other words"],
)
def test_a_date_does_not_move_behind_a_text_in_force(now: str, codes: list[str]) -> None:
    assert found(BEGUN, now) == codes


@pytest.mark.parametrize(
    ("now", "codes"),
    [
        (EARLIER, ["JD409 info"]),
        (EARLIER + OTHER, ["JD408", "JD409 info"]),
        (OTHER, ["JD411 warning", "JD409 info"]),
        (REMOVED.replace("nimetatud", "naidis"), ["JD303", "JD409 info", "JD416 info"]),
    ],
    ids=["taken back", "with other words", "draft", "removed"],
)
def test_a_version_to_come_is_withdrawn_by_a_step_back(now: str, codes: list[str]) -> None:
    assert sorted(found(f"{EARLIER}# enne\n{TO_COME}{OTHER}", now)) == sorted(codes)


def test_what_was_told_when_it_happened_is_not_told_again() -> None:
    withdrawn = f"{EARLIER}# enne\n{TO_COME}{OTHER}# enne\n{EARLIER}"
    assert found(withdrawn, f"kehtiv_alates: 2027-05-01\n{OTHER}") == []
    assert found(f"{EARLIER}# enne\n{OTHER}", "eesmärk: Andmed on alles.\n") == []


@pytest.mark.parametrize(
    ("day", "codes"),
    [("2026-12-01", ["JD410 info"]), ("2026-11-20", ["JD412", "JD409 warning"])],
    ids=["later", "earlier"],
)
def test_an_approved_version_stays_only_before_a_later_one(day: str, codes: list[str]) -> None:
    assert sorted(found(TO_COME + APPROVED, f"kehtiv_alates: {day}\n{OTHER}")) == sorted(codes)


@pytest.mark.parametrize(
    ("before", "now", "codes"),
    [
        ("", FILE + BEGUN, ["JD412"]),
        ("", FILE + TO_COME, []),
        ("", FILE + BEGUN + APPROVED, []),
        ("", f"{FILE}kehtiv_alates: 2025-12-31\n", []),
        ("", f"{FILE}kehtiv_alates: 2026-01-01\n", ["JD412"]),
        (FILE, FILE + BEGUN, ["JD412"]),
        (FILE + BEGUN, FILE + BEGUN + "üle_vaadatud: 2026-11-19\n", []),
    ],
)
def test_what_takes_effect_has_been_approved_since_adoption(before: str, now: str, codes: list[str]) -> None:
    assert found(before, now) == codes


@pytest.mark.parametrize(
    ("before", "now", "codes"),
    [
        (None, "2026-11-19", ["JD413 warning"]),
        (None, "2026-11-20", []),
        ("2026-11-19", None, ["JD413 warning"]),
        ("2026-11-19", "2026-11-18", ["JD413 warning"]),
        ("2026-11-20", "2026-11-30", []),
    ],
)
def test_days_that_are_over_stay_as_they_were(before: str | None, now: str | None, codes: list[str]) -> None:
    ends = [f"{FILE}{EARLIER}" + (f"kehtiv_kuni: {day}\n" if day else "") for day in (before, now)]
    assert found(*ends) == codes


def test_the_text_of_a_position_that_has_ended_stays() -> None:
    ended = f"{FILE}{EARLIER}kehtiv_kuni: 2026-11-19\n"
    assert found(ended, ended.replace("on korras", "on leitavad")) == ["JD407 warning"]
    assert found(ended, REMOVED) == []
    assert found(ended.replace("-19", "-20"), REMOVED) == []


@pytest.mark.parametrize(
    ("now", "codes"),
    [
        (REMOVED + NEW_NAME + EARLIER, ["JD415"]),
        (REMOVED + NEW_NAME, ["JD415"]),
        (REMOVED + NEW_NAME + EARLIER + "varem: [nimetatud]\n", []),
        (REMOVED + NEW_NAME.replace("on korras", "on leitavad"), ["JD416 info"]),
        (FILE + EARLIER + NEW_NAME, []),
    ],
    ids=["same", "same without its date", "named", "other words", "beside"],
)
def test_a_new_name_is_told_by_the_same_text_alone(now: str, codes: list[str]) -> None:
    assert found(FILE + EARLIER, now) == codes


@pytest.mark.parametrize(
    ("now", "codes"),
    [
        (FILE + EARLIER, []),
        (FILE + EARLIER + APPROVED, ["JD402"]),
        (FILE + TO_COME, ["JD417"]),
        (FILE, ["JD417"]),
        (FILE.replace("on korras", "on leitavad") + EARLIER, ["JD417"]),
        (NEW_NAME + EARLIER.replace("2026", "2027") + "varem: [nimetatud]\n", []),
    ],
)
def test_an_id_comes_back_as_it_was_or_not_at_all(now: str, codes: list[str]) -> None:
    assert found(f"{FILE}{EARLIER}# enne\n{REMOVED}", now) == codes


def test_who_follows_one_that_had_followed_another_need_not_name_both() -> None:
    second, third = (FILE.replace("nimetatud", name) + EARLIER + "varem: [nimetatud]\n" for name in ("teine", "kolmas"))
    before = f"{FILE}{EARLIER}# enne\n{REMOVED}{second}"
    gone = REMOVED.replace("nimetatud", "teine")
    assert found(before, gone + third) == []
    assert found(before, gone + third.replace("on korras", "on leitavad")) == ["JD404"]


def test_a_draft_that_was_removed_leaves_its_id_free() -> None:
    assert found(f"{FILE}# enne\n{REMOVED}", FILE.replace("on korras", "on leitavad")) == []


def test_one_problem_names_all_causes_and_the_way_out() -> None:
    uses = f"{BEGUN}õigused: [{{kasuta: rights/kaugtoo}}]\n"
    block = "# shared/rights/kaugtoo.yaml\nnimi: Kaugtöö\nlaused: [teha kaugtööd kodus]\n"
    (problem,) = problems_of_branch(f"# enne\n{uses}# nüüd\n{uses}{OTHER}{block}")
    assert ENGLISH(problem.message).endswith("own words (eesmärk), the shared block rights/kaugtoo.")
    assert [one.place[:2] for one in problem.related] == [
        ("positions/naidis.yaml", 3),
        ("shared/rights/kaugtoo.yaml", 2),
    ]
    assert "`jdflow amend naidis --effective DAY`" in ENGLISH(problem.advice)
    assert "`jdflow amend --affected-by main --effective DAY`" in ENGLISH(problem.advice)


def test_a_block_that_takes_in_another_is_the_cause() -> None:
    uses = f"{BEGUN}õigused: [{{kasuta: rights/oma}}]\n"
    block = "# shared/rights/oma.yaml\nnimi: Oma\nlaused: [saada nõu"
    (problem,) = problems_of_branch(f"# enne\n{uses}{block}]\n# nüüd\n{uses}{block}, {{kasuta: rights/kaugtoo}}]\n")
    assert ENGLISH(problem.message).endswith("the shared block rights/oma.")
    assert [one.place[:2] for one in problem.related] == [("shared/rights/oma.yaml", 2)]
