"""What of a branch is told with the position, and what once, with the shared block."""

from __future__ import annotations

from datetime import date

from jdflow.model.comment import MOST_CHANGES, MOST_LETTERS, MOST_LINES, Touched
from jdflow.model.difference import OWN, Cause, Change, ChangeClass, Compared, Difference, Spot
from jdflow.query.proposed import gathered

BLOCK = "rights/kaugtoo"
CLS: ChangeClass = "material"


def line(words: str, block: str | None = None, spot: int = 1) -> Change:
    cause = OWN if block is None else Cause("block", block)
    return Change("rights", "reworded", CLS, words, f"{words} ja muu", cause, Spot(spot, spot))


def touched(id: str, *changes: Change, is_new: bool = False) -> Touched:
    compared = Compared(id, id, None, date(2027, 1, 1), Difference(changes, CLS), has_before=not is_new)
    return Touched(compared, "Talitus", "ametnik")


def said(one: Touched) -> list[str | None]:
    return [change.before for change in one.compared.difference.changes]


def test_what_a_block_changes_is_told_once_and_pointed_to() -> None:
    both = [touched(id, line("oma"), line("ühine", BLOCK, spot)) for spot, id in enumerate("ab", 1)]
    own, [shared] = gathered([*both, touched("c", line("ühine", BLOCK, 7))])
    assert [(said(one), one.through) for one in own] == [(["oma"], (BLOCK,)), (["oma"], (BLOCK,))]
    [common] = shared.changes
    assert (common.change.before, common.positions, shared.others) == ("ühine", 3, 2)
    assert [one.compared.id for one in shared.positions] == ["c"]


def test_a_block_whose_users_all_have_changes_of_their_own_is_told_without_positions() -> None:
    own, [shared] = gathered(touched(id, line("oma"), line("ühine", BLOCK)) for id in "ab")
    assert [one.through for one in own] == [(BLOCK,), (BLOCK,)]
    assert (shared.blocks, shared.positions, shared.others) == ((BLOCK,), (), 2)


def test_what_a_block_changes_in_one_position_only_is_told_there() -> None:
    [one], shared = gathered([touched("a", line("oma"), line("ühine", BLOCK))])
    assert (said(one), one.through, shared) == (["oma", "ühine"], (), ())
    [one], [block] = gathered([touched("a", line("oma"), line("pikk", BLOCK)), touched("b", line("lühike", BLOCK))])
    assert (said(one), one.through, block.others) == (["oma", "pikk"], (), 0)


def test_what_two_blocks_change_together_is_pointed_to_where_it_is_told() -> None:
    other = "rights/abi"
    changes = (line("üks", BLOCK), line("teine", other))
    [one], [shared] = gathered([touched("a", line("oma"), changes[0]), touched("b", *changes)])
    assert (said(one), one.through) == (["oma"], (BLOCK,))
    assert (shared.blocks, [common.positions for common in shared.changes]) == ((other, BLOCK), [1, 1])


def test_of_a_new_text_more_lines_are_told_than_of_one_that_changes() -> None:
    changes = [line(str(number)) for number in range(MOST_LINES + 1)]
    old, new = gathered([touched("a", *changes), touched("b", *changes, is_new=True)])[0]
    assert (len(said(old)), old.more) == (MOST_CHANGES, MOST_LINES + 1 - MOST_CHANGES)
    assert (len(said(new)), new.more) == (MOST_LINES, 1)


def test_new_texts_leave_room_for_what_changes() -> None:
    long = [line("x" * 1000) for _ in range(MOST_LETTERS // 2000)]
    new, old = gathered([touched("a", *long, is_new=True), touched("b", line("oma"))])[0]
    assert said(old) == ["oma"]
    assert new.more > 0
