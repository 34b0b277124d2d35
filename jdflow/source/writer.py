"""Canonical YAML: the text of a draft, comments and all.

Two spaces of indent, dashes indented under their key; records and lists in brackets only where the draft asks for them,
they fit in a line and hold no comment. A blank line is kept between the keys of the file, and between what stands right
under them, where the draft has one; deeper down there are none.
"""

from __future__ import annotations

from jdflow.source.draft import Branch, Entry, Leaf, Page
from jdflow.source.scalars import WIDTH, inline, lines_of

_DEEPEST_BLANK = 2
# A longer key could not be told from a text: YAML gives it a line of its own and a question mark.
_LONGEST_KEY = 1000


def write(page: Page) -> str:
    """The text of a file."""
    lines = [*page.header]
    if not page.body.entries:
        lines.append("{}")
    _write_entries(page.body, "", 1, lines)
    lines += page.footer
    return "\n".join(lines) + "\n"


def _write_entries(branch: Branch, lead: str, depth: int, lines: list[str]) -> None:
    """Entries one under the other, the first behind what its line begins with."""
    for entry in branch.entries:
        first = entry is branch.entries[0]
        _write_entry(entry, lead if first else " " * len(lead), depth, lines, first=first)


def _write_entry(entry: Entry, lead: str, depth: int, lines: list[str], *, first: bool) -> None:
    value, indent = entry.value, len(lead)
    margin = lead[: indent - len(lead.lstrip(" "))]
    opening = lead + _opening(entry.key, indent)
    above, beside, below = entry.above, entry.beside, entry.below
    if first and above[:1] == [""]:
        above = above[1:]
    inner = _on_lines(entry, opening, indent)
    if entry.key is None and not inner:
        above, beside = above + beside, []
    elif len(beside) > 1:
        above, beside = above + beside[:-1], beside[-1:]
    if len(inner) > 1:
        # Under a text of several lines a comment would be part of it.
        above, below = above + [line for line in below if line], []
    _write_comments(above, margin, depth, lines)
    if inner:
        head = opening + inner[0] if inner[0] else opening[:-1]
        lines += [" ".join([head, *beside]), *inner[1:]]
    elif isinstance(value, Branch):
        if entry.key is not None:
            lines.append(" ".join([opening[:-1], *beside]))
            opening = " " * (indent + 2)
        _write_entries(value, opening, depth + 1, lines)
    _write_comments(below, " " * (indent + 2), depth + 1, lines)


def _opening(key: str | None, indent: int) -> str:
    """What an entry begins with."""
    if key is None:
        return "- "
    written = inline(key)
    return f"{written}: " if len(written) <= _LONGEST_KEY else f"? {written}\n{' ' * indent}: "


def _write_comments(comments: list[str], margin: str, depth: int, lines: list[str]) -> None:
    for comment in comments:
        if comment:
            lines.append(margin + comment)
        elif depth <= _DEEPEST_BLANK:
            lines.append("")


def _on_lines(entry: Entry, opening: str, indent: int) -> list[str]:
    """The value from behind the opening of its entry on; no lines for one that consists of entries of its own."""
    value = entry.value
    room = WIDTH - len(opening.rpartition("\n")[2])
    if isinstance(value, Leaf):
        if value.text is None:
            return [""]
        return lines_of(value.text, room=room, indent=indent + 2, plain=value.plain, prose=value.prose)
    line = _in_brackets(value)
    if line is None or (value.entries and (entry.below or len(line) > room)):
        return []
    return [line]


def _in_brackets(branch: Branch) -> str | None:
    """The record or list on one line, if it may stand so."""
    if branch.entries and not branch.flow:
        return None
    parts = []
    for entry in branch.entries:
        if any(entry.above) or entry.beside or any(entry.below):
            return None
        value = entry.value
        written = _in_line(value) if isinstance(value, Leaf) else _in_brackets(value)
        if written is None or (not written and entry.key is None):
            return None
        parts.append(written if entry.key is None else f"{inline(entry.key, flow=True)}: {written}")
    return "{" + ", ".join(parts) + "}" if branch.keyed else "[" + ", ".join(parts) + "]"


def _in_line(leaf: Leaf) -> str | None:
    if leaf.text is None:
        return ""
    return None if "\n" in leaf.text else inline(leaf.text, plain=leaf.plain, flow=True)
