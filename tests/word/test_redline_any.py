"""Tracked changes between any two documents: accepted they are the new one, rejected the old one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jdflow.app.reading import Reading
from tests.support import BASE, OWN, Texts
from tests.word.accept import outline
from tests.word.content import LAYOUTS
from tests.word.make import docx, field, p, r, sdt, tbl, tc, text_box
from tests.word.redlines import exact
from tests.word.test_any_text import a_position, as_yaml, printed

BOLD = "<w:rPr><w:b/></w:rPr>"
LIST = '<w:pPr><w:pStyle w:val="ListBullet"/></w:pPr>'
BOX = text_box(p("kastis"))
slow = settings(suppress_health_check=[HealthCheck.data_too_large])

words = st.lists(st.sampled_from(["hoiab", "korras", "andmed", "ja", "vara", "§ 5", "A1.", "\U000f0000"]), max_size=5)
a_text = words.map(" ".join)
a_run = st.one_of(
    a_text.map(r),
    a_text.map(lambda text: r(text, looks=BOLD)),
    st.sampled_from([r("<w:tab/>"), r("<w:br/>"), r("<w:noBreakHyphen/>"), r('<w:br w:type="page"/>'), BOX]),
    st.sampled_from([field(" PAGE "), field(" TITLE ", result="pealkiri"), '<w:bookmarkEnd w:id="7"/>']),
    a_text.map(lambda text: f'<w:fldSimple w:instr=" SEQ ">{r(text)}</w:fldSimple>'),
    a_text.map(lambda text: f'<w:hyperlink w:anchor="siin">{r(text)}{r("<w:tab/>")}</w:hyperlink>'),
    a_text.map(lambda text: sdt(r(text))),
    a_text.map(lambda text: f'<w:bookmarkStart w:id="7" w:name="siin"/>{r(text)}'),
)
a_paragraph = st.builds(
    lambda runs, looks: p(*runs, looks=looks), st.lists(a_run, max_size=4), st.sampled_from(["", LIST])
)


def a_content(block: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda blocks, last: "".join([*blocks, last]), st.lists(block, max_size=4), a_paragraph)


def a_table(block: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    cell = st.builds(tc, a_content(block))
    row = st.lists(cell, min_size=1, max_size=2).map(lambda cells: f"<w:tr>{''.join(cells)}</w:tr>")
    rows = st.lists(st.one_of(row, row, row.map(sdt)), min_size=1, max_size=4)
    return rows.map(lambda some: tbl(*some))


a_block = st.recursive(
    a_paragraph, lambda inner: st.one_of(inner, a_table(inner), a_content(inner).map(sdt)), max_leaves=6
)
a_body = st.lists(a_block, max_size=8)


@st.composite
def two_bodies(draw: st.DrawFn) -> tuple[str, str]:
    """Two lists of blocks that have most of them in common, each with a paragraph between tables and at the end."""
    old = draw(a_body)
    new = [block for block in old if draw(st.integers(0, 3))]
    for block in draw(st.lists(a_block, max_size=3)):
        new.insert(draw(st.integers(0, len(new))), block)
    ends = draw(a_paragraph), draw(a_paragraph)
    return _apart([*old, ends[0]]), _apart([*new, ends[draw(st.integers(0, 1))]])


def _apart(blocks: list[str]) -> str:
    """Tables that meet are one to Word, so that no document of ours has any."""
    return "".join(
        f"{'<w:p/>' if number and not block.startswith('<w:p>') else ''}{block}" for number, block in enumerate(blocks)
    )


@settings(slow, max_examples=60)
@given(bodies=two_bodies())
def test_any_two_documents(bodies: tuple[str, str]) -> None:
    old, new = bodies
    exact(docx(old), docx(new))


@pytest.mark.parametrize("layouts", [(layout, layout) for layout in LAYOUTS] + [tuple(LAYOUTS)])
@settings(slow, max_examples=30)
@given(one=a_position, other=a_position, kept=st.sets(st.sampled_from(["ülesanded", "õigused", "nõuded", "eesmärk"])))
def test_any_two_positions(
    layouts: tuple[str, str], one: dict[str, Any], other: dict[str, Any], kept: set[str]
) -> None:
    for key in kept & one.keys():
        other[key] = one[key]
    old, new = (
        printed(Reading(Texts(BASE | {OWN: as_yaml(position)})), layout)
        for position, layout in zip((one, other), layouts, strict=True)
    )
    exact(old, new, outline)
