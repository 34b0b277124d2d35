"""The positions that a comment tells of: each with its changes, or in one line, or below a shared block."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from jdflow.language import N_
from jdflow.model.difference import Compared, Difference
from jdflow.output.comment_facts import facts, name, row, shared_facts
from jdflow.output.comment_new import new_text
from jdflow.output.comment_words import in_html, named_in_html, plain, seen, typed
from jdflow.output.difference_markdown import as_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jdflow.language import Voice
    from jdflow.model.comment import Shared, Touched
    from jdflow.model.difference import Change

_NAMED_BLOCKS = 3
_MOST_ROWS = (200, 50, 10)
# What stands above the sections: title and facts, with empty lines.
_HEAD = 3


def opened(one: Touched, voice: Voice, most: int | None) -> str:
    """A position with its changes, or with no more of them than wanted."""
    lines = [f"### {name(one)}", "", plain(facts(one, voice).all), *_told(one, voice, most)]
    return "\n".join(lines)


def closed(one: Touched, voice: Voice, most: int | None) -> str:
    """The same to be unfolded; when and how much can be read before."""
    told = facts(one, voice)
    title = named_in_html(one.compared.title, one.compared.id)
    head = f"<details><summary>{title} · {in_html(told.when)}</summary>"
    lines = [head, "", plain(told.whose), *_told(one, voice, most), "", "</details>"]
    return "\n".join(lines)


def _told(one: Touched, voice: Voice, most: int | None) -> Iterator[str]:
    changes = _visible(one.compared.difference.changes)
    if not one.compared.has_before:
        yield from new_text(changes, one.more, voice, most)
        return
    difference = one.compared.difference._replace(changes=changes)
    yield from _sections(one.compared._replace(difference=difference), voice, most)
    if one.more:
        yield ""
        yield voice.count("{n} more change is not shown.", "{n} more changes are not shown.", one.more)
    if one.through:
        yield ""
        blocks = ", ".join(map(typed, one.through))
        yield voice.say("It changes through shared blocks, too, as told below: {blocks}.", blocks=blocks)


def folded(shared: Shared, voice: Voice) -> tuple[Callable[[], str], ...]:
    """A shared block with what it changes, each change once, and below it the positions that it changes."""
    summary = f"<summary>{_block(shared, voice)}</summary>"
    common, left = shared_facts(shared.positions, voice)

    def changes() -> str:
        return "\n".join(_common(shared, voice)).strip("\n")

    def rows(most: int) -> str:
        if not shared.positions:
            return ""
        label = voice.say("Changes:")
        told = [row(one, each) for one, each in zip(shared.positions[:most], left, strict=False)]
        more = len(shared.positions) - len(told)
        if more:
            said = voice.count("and {n} more", "and {n} more", more)
            told.append(f"- {said}")
        head = f"**{label}**"
        if common:
            everyone = voice.say("all: {facts}", facts=common)
            head = f"{head} {plain(everyone)}"
        return "\n".join(["", head, "", *told, ""])

    def whole(most: int) -> str:
        return f"<details>{summary}\n\n{changes()}\n{rows(most)}\n</details>"

    numbers = [len(shared.positions), *(most for most in _MOST_ROWS if most < len(shared.positions))]
    return *(partial(whole, most) for most in numbers), lambda: f"<details>{summary}\n\n</details>"


def _block(shared: Shared, voice: Voice) -> str:
    """The blocks, and how many positions they change."""
    names = ", ".join(shared.blocks[:_NAMED_BLOCKS]) + ("…" if len(shared.blocks) > _NAMED_BLOCKS else "")
    number = voice.count("{n} job description", "{n} job descriptions", len(shared.positions))
    others = voice.count(
        "{n} that has changes of its own as well", "{n} that have changes of their own as well", shared.others
    )
    told = [number if shared.positions else "", others if shared.others else ""]
    word = voice.say("Shared block")
    return f"{word} <b>{in_html(names)}</b>: {', '.join(filter(None, told))}"


def _common(shared: Shared, voice: Voice) -> Iterator[str]:
    """The changes; where one is not the same in all positions, in how many it is."""
    total = len(shared.positions) + shared.others
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
