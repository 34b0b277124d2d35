"""The sample's positions copied out by hand, as it were: drift brings the shared blocks back, and no word changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jdflow.adopt.page import position_file
from jdflow.app.drift import drift
from jdflow.app.drift_edits import mend_all
from jdflow.app.reading import Reading
from jdflow.intake.snapshot import Worktree
from jdflow.language import Voice
from jdflow.resolve.position import resolve
from jdflow.resolve.uses import uses_in_position
from jdflow.shape import shape_position
from jdflow.source.reader import read
from tests.adopt.adopted import document_of, texts
from tests.checkout import ROOT
from tests.support import Texts

if TYPE_CHECKING:
    from jdflow.model.resolved import Resolved

SAMPLE = Reading(Worktree(ROOT))
SHARED = {
    path: data.decode() for path in SAMPLE.contents.blocks.values() if isinstance(data := SAMPLE.bytes_of(path), bytes)
}
PATH = "positions/naidis.yaml"


def resolved_of(data: bytes, like: Resolved) -> Resolved:
    """The text of a file, for the same relation."""
    position, _ = shape_position("naidis", PATH, read(PATH, data))
    assert position is not None
    assert position.relation == like.position.relation
    return resolve(position, SAMPLE.library)


@pytest.mark.parametrize("id", sorted(SAMPLE.ids()))
def test_what_was_copied_out_is_brought_back(id: str) -> None:
    resolved = SAMPLE.resolved(id)
    assert resolved is not None
    copied = position_file(document_of(resolved), Voice("et"), default_template="klassikaline", schema="s.json")
    before = resolved_of(copied.encode(), resolved)
    assert texts(before) == texts(resolved)
    content = Reading(Texts({**SHARED, PATH: copied}))
    for _ in range(2):
        outcome = mend_all(content, drift(content, (PATH,)).findings)
        assert outcome.left == []
        for change in outcome.changes:
            content = Reading(Texts({**SHARED, PATH: change.after.decode()}))
    after = resolved_of(content.snapshot.read(PATH), resolved)
    assert texts(after) == texts(resolved)
    used, again = (sum(1 for _ in uses_in_position(one.position)) for one in (resolved, after))
    assert again >= 0.9 * used
