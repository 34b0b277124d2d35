"""What is put on record of a position besides its words."""

from __future__ import annotations

from datetime import date

import pytest

from jdflow.model.comment import MOST_BESIDES, Approved, Entry, Held
from jdflow.model.position import Approval, Position
from jdflow.model.version import Moment, Record
from jdflow.query.entries import entry, with_reviews

MARCH, JUNE = date(2026, 3, 1), date(2026, 6, 1)
OLD = Position("a", "positions/a.yaml", title="Andmehaldur", qualifier="(MARAC)", effective_from=MARCH)
SIGNED = Approval("leping", "TL-4", MARCH, "1")
TOLD = Approved("leping", "TL-4", MARCH, "1", None, None, None)
HELD = Record("a", JUNE, "c" * 40, Moment(0, "d" * 40, JUNE, 0, ""), "trailer", "postponed", MARCH, "juht")


def told(old: Position | None, new: Position | None, *, is_same_text: bool = True) -> Entry | None:
    return entry(old, new, is_same_text=is_same_text)


def test_an_approval_is_told_with_what_it_replaces() -> None:
    found = told(OLD, OLD._replace(approval=SIGNED))
    assert found == Entry("a", "Andmehaldur (MARAC)", approval=(None, TOLD))
    other = told(OLD._replace(approval=SIGNED), OLD._replace(approval=SIGNED._replace(number="TL-5")))
    assert other is not None
    assert other.approval == (TOLD, TOLD._replace(number="TL-5"))
    gone = told(OLD._replace(approval=SIGNED), OLD)
    assert gone is not None
    assert gone.approval == (TOLD, None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (OLD, OLD),
        (OLD, None),
        (None, OLD),
        # Nobody has approved anything yet.
        (OLD, OLD._replace(approval=Approval("leping", basis="kord"))),
        # The version before this one stays approved.
        (OLD._replace(approval=SIGNED), OLD._replace(effective_from=JUNE, approval=Approval("leping"))),
        (OLD._replace(approval=SIGNED), OLD._replace(effective_from=JUNE, approval=SIGNED)),
    ],
)
def test_where_nothing_is_put_on_record_nothing_is_told(old: Position | None, new: Position | None) -> None:
    assert told(old, new) is None


def test_the_approval_of_another_version_replaces_none() -> None:
    found = told(
        OLD._replace(approval=SIGNED._replace(number="TL-1")), OLD._replace(effective_from=JUNE, approval=SIGNED)
    )
    assert found is not None
    assert found.approval == (None, TOLD)


def test_a_review_says_whether_the_text_stays_and_a_last_day_what_it_was() -> None:
    found = told(OLD, OLD._replace(reviewed_on=JUNE, effective_to=JUNE))
    assert found is not None
    assert (found.reviews, found.last_day) == ((Held(JUNE, "unchanged"),), (None, JUNE))
    found = told(OLD, OLD._replace(reviewed_on=JUNE), is_same_text=False)
    assert found is not None
    assert found.reviews == (Held(JUNE),)
    found = told(OLD._replace(reviewed_on=JUNE, effective_to=MARCH), OLD)
    assert found is not None
    assert (found.reviews, found.last_day) == ((Held(None),), (MARCH, None))


def test_reviews_that_commits_record_come_to_what_files_say() -> None:
    first = Entry("b", "B", reviews=(Held(JUNE),))
    found = with_reviews([first], [(HELD, "A"), (HELD, "A"), (HELD._replace(id="b", outcome=None), "B")])
    assert [one.id for one in found] == ["a", "b"]
    assert found[0] == Entry("a", "A", reviews=(Held(JUNE, "postponed", MARCH, "juht"),))
    assert found[1].reviews == (Held(JUNE), Held(JUNE, None, MARCH, "juht"))
    many = [(HELD._replace(on=date(2026, 1, day)), "A") for day in range(1, 31)]
    assert len(with_reviews([], many)[0].reviews) == MOST_BESIDES
