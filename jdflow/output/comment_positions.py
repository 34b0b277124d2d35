"""The positions that a comment tells of: each with its changes, or in one line, or below a shared block."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from jdflow.language import N_
from jdflow.model.difference import Compared, Difference
from jdflow.output.comment_words import in_html, plain, seen
from jdflow.output.difference_markdown import as_markdown
from jdflow.output.difference_rows import told
from jdflow.output.position import RELATION_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jdflow.language import Voice
    from jdflow.model.comment import Shared, Touched
    from jdflow.model.difference import Change

_NAMED_BLOCKS = 3
_MOST_ROWS = (200, 50, 10)
# What stands above the sections: title and facts, with empty lines.
_HEAD = 3


def full_title(one: Touched) -> str:
    """A position as lists name it."""
    return f"{plain(one.compared.title)} ({plain(one.compared.id)})"


def row(one: Touched, voice: Voice) -> str:
    """A position in one line."""
    return f"**{full_title(one)}** · {_facts(one, voice)}"


def detailed(one: Touched, voice: Voice, most: int | None) -> str:
    """A position with its changes, or with no more of them than wanted."""
    changes = _visible(one.compared.difference.changes)
    compared = one.compared._replace(difference=one.compared.difference._replace(changes=changes))
    lines = [f"#### {full_title(one)}", "", _facts(one, voice), *_sections(compared, voice, most)]
    if one.more:
        lines += ["", voice.count("{n} more change is not shown.", "{n} more changes are not shown.", one.more)]
    return "\n".join(lines)


def folded(shared: Shared, voice: Voice) -> tuple[Callable[[], str], ...]:
    """A shared block with what it changes, each change once, and below it the positions that it changes."""
    names = ", ".join(shared.blocks[:_NAMED_BLOCKS]) + ("…" if len(shared.blocks) > _NAMED_BLOCKS else "")
    number = voice.count("{n} job description", "{n} job descriptions", len(shared.positions))
    word = voice.say("Shared block")
    summary = f"<summary>{word} <b>{in_html(names)}</b>: {number}</summary>"

    def changes() -> str:
        return "\n".join(_common(shared, voice)).strip("\n")

    def rows(most: int) -> str:
        told = [f"- {row(one, voice)}" for one in shared.positions[:most]]
        left = len(shared.positions) - len(told)
        more = voice.count("and {n} more", "and {n} more", left)
        return "\n".join([*told, f"- {more}"] if left else told)

    def whole(most: int) -> str:
        return f"<details>{summary}\n\n{changes()}\n\n{rows(most)}\n\n</details>"

    numbers = [len(shared.positions), *(most for most in _MOST_ROWS if most < len(shared.positions))]
    return *(partial(whole, most) for most in numbers), lambda: f"<details>{summary}\n\n</details>"


def _common(shared: Shared, voice: Voice) -> Iterator[str]:
    """The changes; where one is not the same in all positions, in how many it is."""
    total = len(shared.positions)
    everywhere = [one.change for one in shared.changes if one.positions == total]
    elsewhere: dict[int, list[Change]] = {}
    for one in shared.changes:
        if one.positions != total:
            elsewhere.setdefault(one.positions, []).append(one.change)
    yield from _changes(everywhere, voice)
    for number in sorted(elsewhere, reverse=True):
        yield ""
        said = voice.count("In {n} job description:", "In {n} job descriptions:", number)
        yield f"*{said}*"
        yield from _changes(elsewhere[number], voice)
    if shared.more:
        yield ""
        yield voice.count("{n} more change is not shown.", "{n} more changes are not shown.", shared.more)


def _changes(several: Iterable[Change], voice: Voice) -> Iterator[str]:
    """Changes without the numbers of lines, which differ from position to position."""
    changes = _visible(several)
    told_once = tuple(change for change in changes if change.kind != "moved")
    yield from _sections(Compared("", "", None, None, Difference(told_once)), voice, None)
    if len(told_once) < len(changes):
        yield ""
        yield voice.say(_MOVED)


_MOVED = N_("Lines have moved to other places.")


def _sections(compared: Compared, voice: Voice, most: int | None) -> Iterator[str]:
    """The changes below the headings of the form, which do not stand out as much as those of positions."""
    for line in [*as_markdown([compared], voice, most)][_HEAD:]:
        heading = line.removeprefix("#### ")
        yield line if heading == line else f"**{heading}**"


def _facts(one: Touched, voice: Voice) -> str:
    """Relation, unit, days, class."""
    compared = one.compared
    bare = compared._replace(difference=compared.difference._replace(changes=()))
    # First a word of ours: a line that began with what anybody may have written might be taken for a command.
    facts = [voice.say(RELATION_WORDS[one.relation]), one.unit, *told(bare, voice).facts]
    if compared.difference.cls is None:
        # No changes are told here, which is not to say that there are none.
        facts[-1] = voice.say("only the day changes") if compared.has_before and compared.has_after else ""
    return " · ".join(map(plain, filter(None, facts)))


def _visible(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that have any words, letters that nobody sees spelt out in them."""
    return tuple(
        change._replace(
            before=None if change.before is None else seen(change.before),
            after=None if change.after is None else seen(change.after),
            upper=change.upper and change.upper._replace(text=seen(change.upper.text)),
            cause=change.cause._replace(block=None if change.cause.block is None else seen(change.cause.block)),
        )
        for change in changes
        if change.before or change.after
    )
