"""What a branch puts on record of a position besides its words: approvals, reviews, the last day in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.model.comment import LONGEST_NAME, LONGEST_WORD, MOST_BESIDES, Approved, Entry, Held, cut

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jdflow.model.position import Approval, Position
    from jdflow.model.version import Record


def entry(old: Position | None, new: Position | None, *, is_same_text: bool) -> Entry | None:
    """What is put on record in the file; none where nothing is, and none of a file that is gone."""
    if new is None:
        return None
    was, now = (None if one is None else _approved(one.approval) for one in (old, new))
    last_days = (None if old is None else old.effective_to, new.effective_to)
    is_same_day = old is not None and old.effective_from == new.effective_from
    told = Entry(
        id=new.id,
        title=cut(f"{new.title} {new.qualifier or ''}".strip(), LONGEST_NAME),
        # Another day makes another version: the approval that the one before had is history, and stays there.
        approval=(None, None) if was == now else (was if is_same_day else None, now),
        last_day=(None, None) if len(set(last_days)) == 1 else last_days,
        reviews=tuple(_review(old, new, is_same_text=is_same_text)),
        former_id=None if old is None or old.id == new.id else old.id,
    )
    is_empty = told.former_id is None and not any((*told.approval, *told.last_day, *told.reviews))
    return None if is_empty else told


def _review(old: Position | None, new: Position, *, is_same_text: bool) -> Iterable[Held]:
    before = None if old is None else old.reviewed_on
    if new.reviewed_on == before:
        return ()
    # The field says nothing of what came of it; the branch does.
    unchanged = is_same_text and new.reviewed_on is not None
    return (Held(new.reviewed_on, "unchanged" if unchanged else None),)


def with_reviews(entries: Iterable[Entry], records: Iterable[tuple[Record, str]]) -> list[Entry]:
    """The entries by their ids, with those of the reviews that commits record, each with the position's title."""
    found = {one.id: one for one in entries}
    for record, title in records:
        one = found.get(record.id) or Entry(record.id, cut(title, LONGEST_NAME))
        held = Held(record.on, record.outcome, record.postponed_to, record.by and cut(record.by, LONGEST_NAME))
        if held not in one.reviews and len(one.reviews) < MOST_BESIDES:
            found[record.id] = one._replace(reviews=(*one.reviews, held))
    return [found[id] for id in sorted(found)]


def _approved(approval: Approval | None) -> Approved | None:
    """The approval, if there is more to it than how and on what basis it is to be given."""
    if approval is None or not any((approval.number, approval.date, approval.annex, approval.consent)):
        return None
    header = " / ".join(item.text for item in approval.header)
    return Approved(
        mode=_short(approval.mode),
        number=_short(approval.number),
        day=approval.date,
        annex=_short(approval.annex),
        basis=_long(approval.basis),
        header=_long(header),
        consent=_long(approval.consent),
    )


def _short(text: str | None) -> str | None:
    return cut(text, LONGEST_WORD) if text else None


def _long(text: str | None) -> str | None:
    return cut(text, LONGEST_NAME) if text else None
