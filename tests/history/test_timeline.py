"""The first clock, commit by commit: which versions stand, when each begins and ends, what withdrew the others."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from jdflow.history.timeline import timeline
from jdflow.model.position import Approval
from jdflow.model.version import Facts, Moment, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.model.version import Timeline


def day(text: str) -> date:
    """A day of 2026, as 03-01."""
    return date.fromisoformat(f"2026-{text}")


class Said(NamedTuple):
    """A commit in a test: its day, the date that the file then carries, its text, its approval and last day."""

    on: str
    effective: str | None = None
    text: str = "A"
    approved: str | None = None
    until: str | None = None
    gone: bool = False
    broken: bool = False


class Fake:
    """What such a commit left."""

    def __init__(self, number: int, said: Said) -> None:
        self.moment = Moment(number, f"c{number}", day(said.on), 0, "Hooldaja")
        self.is_gone = said.gone
        self.effective_from = None if said.effective is None else day(said.effective)
        self.may_end = said.until is not None
        facts = Facts(
            id="naidis",
            path="positions/naidis.yaml",
            title="Näidis",
            unit=None,
            relation="ametnik",
            effective_from=self.effective_from,
            effective_to=None if said.until is None else day(said.until),
            approval=None if said.approved is None else Approval(date=day(said.approved)),
            retroactive=False,
            reviewed_on=None,
            former_ids=(),
            manager=None,
            substitutes=(),
        )
        self.state = None if said.broken else State(facts, said.text)

    def echoes(self) -> Sequence[Fake]:
        """None: these have no blocks."""
        return ()


def told(*said: Said) -> Timeline:
    """The timeline of these commits."""
    return timeline("naidis", [Fake(number, one) for number, one in enumerate(said)])


def standing(result: Timeline) -> list[tuple[str, str | None, str]]:
    """Each version: its first and last day, the commit of its text."""
    return [
        (
            f"{version.effective_from:%m-%d}",
            None if version.effective_to is None else f"{version.effective_to:%m-%d}",
            version.set_at.commit,
        )
        for version in result.versions
    ]


def withdrawn(result: Timeline) -> list[tuple[str, str, str]]:
    """Each version that was withdrawn: its first day, the commit of its text, the commit that did it."""
    return [
        (f"{one.version.effective_from:%m-%d}", one.version.set_at.commit, one.by.commit) for one in result.withdrawn
    ]


def test_a_draft_has_no_version() -> None:
    result = told(Said("01-01"), Said("01-02", text="B"))
    assert standing(result) == []
    assert result.last is not None
    assert result.last.fingerprint == "B"


def test_a_version_ends_the_day_before_the_next_begins() -> None:
    result = told(Said("01-01", "02-01"), Said("03-01", "04-01", "B"))
    assert standing(result) == [("02-01", "03-31", "c0"), ("04-01", None, "c1")]
    assert withdrawn(result) == []


def test_an_upcoming_version_whose_date_moves_is_withdrawn() -> None:
    result = told(Said("01-01", "02-01"), Said("03-01", "06-01", "B"), Said("03-02", "07-01", "B"))
    assert standing(result) == [("02-01", "06-30", "c0"), ("07-01", None, "c2")]
    assert withdrawn(result) == [("06-01", "c1", "c2")]


def test_an_approved_upcoming_version_stands_beside_a_later_one() -> None:
    result = told(Said("01-01", "02-01"), Said("03-01", "06-01", "B", approved="02-20"), Said("03-02", "07-01", "C"))
    assert standing(result) == [("02-01", "05-31", "c0"), ("06-01", "06-30", "c1"), ("07-01", None, "c2")]


def test_an_approval_of_a_later_day_is_none_yet() -> None:
    result = told(Said("03-01", "06-01", approved="03-03"), Said("03-02", "07-01", "C"))
    assert standing(result) == [("07-01", None, "c1")]


def test_an_approved_upcoming_version_is_withdrawn_by_an_earlier_date() -> None:
    result = told(Said("03-01", "06-01", approved="02-20"), Said("03-02", "05-01", "C"))
    assert standing(result) == [("05-01", None, "c1")]
    assert withdrawn(result) == [("06-01", "c0", "c1")]


def test_a_version_in_force_from_that_very_day_has_taken_effect() -> None:
    result = told(Said("03-01", "03-02"), Said("03-02", "07-01", "C"))
    assert standing(result) == [("03-02", "06-30", "c0"), ("07-01", None, "c1")]


def test_a_date_before_the_version_in_force_takes_its_place() -> None:
    result = told(Said("03-01", "03-01"), Said("04-01", "02-01", "B"))
    assert standing(result) == [("02-01", None, "c1")]
    assert withdrawn(result) == [("03-01", "c0", "c1")]


def test_going_back_to_an_earlier_date_takes_its_version_up_again() -> None:
    result = told(Said("01-01", "02-01"), Said("03-01", "06-01", "B"), Said("03-02", "02-01", "A"))
    assert standing(result) == [("02-01", None, "c2")]
    assert withdrawn(result) == [("06-01", "c1", "c2")]
    assert result.versions[0].amendments == ()


def test_a_withdrawn_date_that_comes_back_is_no_longer_withdrawn() -> None:
    result = told(
        Said("03-01", "06-01"), Said("03-02", "07-01"), Said("03-03", "06-01", "B"), Said("03-04", "06-01", "B")
    )
    assert standing(result) == [("06-01", None, "c2")]
    assert withdrawn(result) == [("07-01", "c1", "c2")]
    assert [(one.moment.commit, one.before.fingerprint) for one in result.versions[0].amendments] == [("c2", "A")]


def test_changes_of_text_under_one_date_are_amendments() -> None:
    result = told(
        Said("01-01", "02-01"),
        Said("01-02", "02-01", "B"),
        Said("01-03", "02-01", "B", approved="01-03"),
        Said("01-04", "02-01", "C"),
    )
    version = result.versions[0]
    assert version.set_at.commit == "c3"
    assert [(one.moment.commit, one.before.fingerprint) for one in version.amendments] == [("c1", "A"), ("c3", "B")]


def test_a_text_that_is_put_back_is_set_by_the_commit_that_put_it_back() -> None:
    result = told(Said("01-01", "02-01"), Said("01-02", "02-01", "B"), Said("01-03", "02-01", "A"))
    assert result.versions[0].set_at.commit == "c2"


def test_removing_the_date_withdraws_what_was_upcoming_and_leaves_what_is_in_force() -> None:
    assert standing(told(Said("01-01", "02-01"), Said("01-02", None, "B"))) == []
    assert standing(told(Said("01-01", "02-01"), Said("03-01", None, "B"))) == [("02-01", None, "c0")]


def test_a_version_ends_on_its_last_day() -> None:
    result = told(Said("01-01", "02-01", until="05-31"), Said("03-01", "08-01", "B"))
    assert standing(result) == [("02-01", "05-31", "c0"), ("08-01", None, "c1")]
    assert result.on(day("06-15")) is None


def test_a_last_day_before_the_first_is_a_mistake_and_no_end() -> None:
    assert standing(told(Said("01-01", "02-01", until="01-15"))) == [("02-01", None, "c0")]


def test_a_deleted_file_ends_the_position_on_that_day_and_withdraws_what_was_upcoming() -> None:
    result = told(Said("01-01", "02-01"), Said("03-01", "06-01", "B", approved="02-20"), Said("04-10", gone=True))
    assert standing(result) == [("02-01", "04-10", "c0")]
    assert withdrawn(result) == [("06-01", "c1", "c2")]
    assert result.last is None


def test_a_deleted_file_does_not_lengthen_a_period() -> None:
    assert standing(told(Said("01-01", "02-01", until="03-31"), Said("05-01", gone=True))) == [("02-01", "03-31", "c0")]


def test_a_mended_accident_leaves_the_timeline_as_it_was() -> None:
    result = told(
        Said("01-01", "02-01"),
        Said("03-01", "06-01", "B"),
        Said("04-10", gone=True),
        Said("04-12", "06-01", "B"),
    )
    assert standing(result) == [("02-01", "05-31", "c0"), ("06-01", None, "c3")]
    assert withdrawn(result) == []


def test_a_reused_id_leaves_the_old_versions_ended() -> None:
    result = told(Said("01-01", "02-01"), Said("04-10", gone=True), Said("05-01", "06-01", "X"))
    assert standing(result) == [("02-01", "04-10", "c0"), ("06-01", None, "c2")]


def test_a_reused_id_with_a_day_before_the_deletion_takes_its_place() -> None:
    result = told(Said("01-01", "02-01"), Said("04-10", gone=True), Said("05-01", "03-01", "X"))
    assert standing(result) == [("02-01", "02-28", "c0"), ("03-01", None, "c2")]


def test_a_broken_commit_breaks_its_own_version_only() -> None:
    result = told(
        Said("01-01", "02-01"),
        Said("03-01", "06-01", broken=True),
        Said("03-02", "06-01", "B"),
        Said("03-03", "06-01", "C", broken=True),
    )
    assert standing(result) == [("02-01", "05-31", "c0"), ("06-01", None, "c2")]
    assert result.versions[1].amendments == ()


def test_a_date_that_was_never_readable_was_never_held() -> None:
    result = told(Said("01-01", "02-01"), Said("03-01", "06-01", broken=True), Said("03-02", "02-01", "B"))
    assert standing(result) == [("02-01", None, "c2")]
    assert withdrawn(result) == []


_DAYS = [date(2026, 1, 1) + timedelta(days=7 * number) for number in range(20)]


@st.composite
def _histories(draw: st.DrawFn) -> list[Said]:
    days = sorted(draw(st.lists(st.sampled_from(_DAYS), min_size=1, max_size=12)))
    dates = [None, *(f"{one:%m-%d}" for one in _DAYS[::3])]
    return [
        Said(
            f"{one:%m-%d}",
            draw(st.sampled_from(dates)),
            draw(st.sampled_from("ABC")),
            draw(st.sampled_from(dates)),
            draw(st.sampled_from(dates)),
            gone=draw(st.integers(0, 9)) == 0,
            broken=draw(st.integers(0, 9)) == 0,
        )
        for one in days
    ]


@given(_histories())
def test_versions_are_sorted_and_never_overlap(said: list[Said]) -> None:
    versions = told(*said).versions
    for version, following in pairwise(versions):
        assert version.effective_to is not None
        assert version.effective_from <= version.effective_to < following.effective_from


@given(_histories())
def test_the_text_of_a_version_is_the_one_its_commit_left(said: list[Said]) -> None:
    for version in told(*said).versions:
        source = said[version.set_at.number]
        assert source.effective == f"{version.effective_from:%m-%d}"
        assert source.text == version.state.fingerprint
        for one in version.amendments:
            assert said[one.moment.number].text == one.state.fingerprint != one.before.fingerprint
