"""What fits into a comment: whole items, each in the longest form that there is room for; the rest is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


Form: TypeAlias = "Callable[[], str]"
# So many that do not fit, and no further one is tried.
_PATIENCE = 5


class Section(NamedTuple):
    """Items below a heading, each in its forms, the longest first; and what is said of those that are left out.

    A form is made when it is tried: of thousands of items, few get more than their shortest.
    """

    heading: str
    items: Sequence[Sequence[Form]]
    left_out: Callable[[int], str]
    # So many more were left out before.
    more: int = 0


def length(text: str) -> int:
    """How long a forge finds the text: no forge counts more than units of UTF-16."""
    return len(text) + sum(char > "\uffff" for char in text)


def fitted(sections: Sequence[Section], room: int) -> Iterator[str]:
    """The sections, as much of them as there is room for; the first ones come first to their share."""
    taken: list[list[str | None]] = []
    # First everything gets the least room that it takes.
    for section in sections:
        if section.items:
            room -= _cost(section.heading) + _cost(section.left_out(len(section.items) + section.more))
        shortest = []
        for item in section.items:
            least = item[-1]()
            fits = _cost(least) <= room
            room -= _cost(least) if fits else 0
            shortest.append(least if fits else None)
        taken.append(shortest)
    # What is left goes to the longer forms.
    for section, forms in zip(sections, taken, strict=True):
        misses = 0
        for number, item in enumerate(section.items):
            form = forms[number]
            if form is None or misses >= _PATIENCE:
                continue
            spare = room + _cost(form)
            better = next((text for longer in item[:-1] if _cost(text := longer()) <= spare), None)
            if better is None:
                misses += len(item) > 1
            else:
                room, forms[number] = spare - _cost(better), better
    for section, forms in zip(sections, taken, strict=True):
        yield from _printed(section, forms)


def _cost(text: str) -> int:
    # With an empty line behind it.
    return length(text) + 2 if text else 0


def _printed(section: Section, forms: Sequence[str | None]) -> Iterator[str]:
    kept = [form for form in forms if form is not None]
    if section.heading and section.items:
        yield section.heading
    yield from kept
    left_out = len(forms) - len(kept) + section.more
    if left_out:
        yield section.left_out(left_out)
