"""A part of a Word file as it is after all its tracked changes were accepted, each thing in it once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.word.names import CELL_LOOKS, CONTROL, CONTROL_LOOKS, OFF, RUN, RUN_LOOKS, VAL, W
from jdflow.word.tracked import DELETED, INSERTED, ROW_LOOKS

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_ALTERNATE, _CHOICE, _FALLBACK = f"{{{_MC}}}AlternateContent", f"{{{_MC}}}Choice", f"{{{_MC}}}Fallback"
_OFFICE = "http://schemas.microsoft.com/office"
# Of what newer programs write for themselves, what can be read here: shapes, groups, canvases, charts, ink.
_KNOWN = frozenset(
    f"{_OFFICE}/word/2010/wordprocessing{name}" for name in ("Shape", "Group", "Canvas", "Drawing", "Ink")
) | {f"{_OFFICE}/word/2010/wordml", f"{_OFFICE}/word/2012/wordml"}

MOVED_AWAY = f"{{{W}}}moveFrom"
_MOVED_HERE = f"{{{W}}}moveTo"
_CELL_CAME, _CELL_WENT = f"{{{W}}}cellIns", f"{{{W}}}cellDel"
_CHANGES = (INSERTED, DELETED, MOVED_AWAY, _MOVED_HERE, _CELL_CAME, _CELL_WENT)
_GONE = frozenset((DELETED, MOVED_AWAY))
_WHOLE_GONE = ((ROW_LOOKS, DELETED), (CELL_LOOKS, _CELL_WENT))
_SHOWS_PROMPT, _HIDDEN = f"{{{W}}}showingPlcHdr", f"{{{W}}}vanish"
_LOOKS = frozenset((RUN_LOOKS, ROW_LOOKS, CELL_LOOKS))
FIELD_CHARACTER, FIELD_PART = f"{{{W}}}fldChar", f"{{{W}}}fldCharType"


def settle(root: Element) -> int:
    """Takes out what is not there any more, and says how many changes were tracked."""
    for alternate in list(root.iter(_ALTERNATE)):
        _choose(alternate)
    changes = list(root.iter(*_CHANGES))
    for change in changes:
        parent = change.getparent()
        if parent is None:
            continue
        if (parent.tag, change.tag) in _WHOLE_GONE:
            _remove(parent.getparent())
        elif change.tag in _GONE and parent.tag not in _LOOKS:
            _remove(change)
    _without_loose_ends(root)
    if next(root.iter(_SHOWS_PROMPT), None) is not None:
        _hide_prompts(root)
    return len(changes)


def _choose(alternate: Element) -> None:
    """Leaves the first of the branches that can be read, or else what is there for programs that can read none."""
    choices, others = alternate.findall(_CHOICE), alternate.findall(_FALLBACK)
    chosen = next(filter(_can_be_read, choices), next(iter(others or choices), None))
    for branch in (*choices, *others):
        if branch is not chosen:
            alternate.remove(branch)


def _can_be_read(branch: Element) -> bool:
    names = branch.nsmap
    return all(names.get(name) in _KNOWN for name in branch.get("Requires", "").split())


def _without_loose_ends(root: Element) -> None:
    """Takes the marks from fields that begin and do not end: all that follows would be taken for their instruction."""
    begun: list[Element] = []
    loose: list[Element] = []
    for mark in root.iter(FIELD_CHARACTER):
        kind = mark.get(FIELD_PART)
        if kind == "begin":
            begun.append(mark)
        elif not begun:
            loose.append(mark)
        elif kind == "end":
            begun.pop()
    for mark in (*loose, *begun):
        mark.attrib.pop(FIELD_PART, None)


def _hide_prompts(root: Element) -> None:
    """Hides what controls say as long as nothing was written into them: `Click here to enter text`."""
    stack = [iter(root)]
    while stack:
        for child in stack[-1]:
            if child.tag == CONTROL and _shows_prompt(child):
                _hide(child)
                continue
            stack.append(iter(child))
            break
        else:
            stack.pop()


def _shows_prompt(control: Element) -> bool:
    looks = control.find(CONTROL_LOOKS)
    mark = None if looks is None else looks.find(_SHOWS_PROMPT)
    return mark is not None and says(mark)


def _hide(control: Element) -> None:
    for run in control.iter(RUN):
        looks = run.find(RUN_LOOKS)
        if looks is None:
            looks = run.makeelement(RUN_LOOKS)
            run.insert(0, looks)
        for mark in looks.findall(_HIDDEN):
            looks.remove(mark)
        looks.append(looks.makeelement(_HIDDEN))


def _remove(element: Element | None) -> None:
    parent = None if element is None else element.getparent()
    if element is not None and parent is not None:
        parent.remove(element)


def says(mark: Element) -> bool:
    """Whether a mark that is there is on, too."""
    return mark.get(VAL) not in OFF
