"""What tags begin and end: each with its own, side by side, and one mistake told once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.language import msg
from jdflow.problems import Place, related_to, templates
from jdflow.word.package import NotWord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from jdflow.language import Msg
    from jdflow.problems import Problem
    from jdflow.sandbox.word import Tag

# Python itself nests no more than a hundred.
MOST_DEEP = 60
_NOTHING_BEGUN = msg("nothing that it could belong to has begun before it")


class Written(NamedTuple):
    """A tag as it is written: its text without the letter, the letter, its place, and the whole as one reads it."""

    text: str
    letter: str
    place: Place
    quoted: str

    @property
    def prints(self) -> bool:
        """Whether it prints a field, and so stays in its text."""
        return self.text.startswith("{{")

    def misplaced(self, why: Msg, begin: Written | None = None) -> Problem:
        """The problem that it cannot stand where it does; `begin` is the tag that it belongs to."""
        related = [] if begin is None else [related_to(begin.place, msg("That tag stands here."))]
        return templates.MISPLACED_TAG.at(self.place, related=related, tag=self.quoted, why=why)


class Open:
    """Something that has begun and not yet ended: its tag, and the element that holds it."""

    def __init__(self, tag: Tag, written: Written, holder: etree._Element) -> None:
        self.tag = tag
        self.written = written
        self.holder = holder
        self.has_else = False
        # Problems that are there only if this ends where it seems to.
        self.depending: list[Problem] = []


class Nesting:
    """What is open while a part's tags are gone through in their order."""

    def __init__(self, told: set[Written]) -> None:
        # Tags of which it was said before that they stand in the wrong place.
        self.told = told
        self.opened: list[Open] = []
        self.holders: list[etree._Element] = []
        self._found: list[Problem] = []
        self._crossed: list[tuple[Written, list[Open]]] = []

    def take(self, tag: Tag, written: Written, holder: etree._Element) -> None:
        """The next tag; a tag and the one that ends it must stand side by side."""
        if tag.sort == "print":
            return
        if tag.opens:
            self.opened.append(Open(tag, written, holder))
            self.holders.append(holder)
            if len(self.opened) > MOST_DEEP:
                raise NotWord(msg("more of its tags stand inside each other than any template needs"))
        elif tag.sort in {"else", "elif"}:
            self._divide(tag, written, holder)
        else:
            self._end(tag, written, holder)

    def problems(self, *, forgiving: bool) -> Iterator[Problem]:
        """All that was found; forgiving, where a tag that begins or ends something could not be read."""
        left = set(self.opened)
        if not forgiving:
            yield from self._found
            for one in self.opened:
                at = one.written
                yield templates.UNENDED_TAG.at(at.place, tag=at.quoted, end=f"{{%{at.letter} {one.tag.end} %}}")
            for written, crossed in self._crossed:
                if left.isdisjoint(crossed):
                    yield written.misplaced(_NOTHING_BEGUN)

    def depends(self, problem: Problem) -> None:
        """A problem that is there only if the innermost loop ends where it seems to."""
        next(one for one in reversed(self.opened) if one.tag.sort == "for").depending.append(problem)

    @property
    def vain(self) -> list[Problem]:
        """Problems that are there no longer once what is open is ended."""
        return [problem for one in self.opened for problem in one.depending]

    def _divide(self, tag: Tag, written: Written, holder: etree._Element) -> None:
        last = self.opened[-1] if self.opened else None
        if last is None or (tag.sort == "elif" and last.tag.sort != "if"):
            self._found.append(written.misplaced(_NOTHING_BEGUN))
        elif last.has_else:
            self._found.append(written.misplaced(msg("there was an `else` before it already"), last.written))
        else:
            last.has_else = tag.sort == "else"
            self._side_by_side(last, written, holder)

    def _end(self, tag: Tag, written: Written, holder: etree._Element) -> None:
        fitting = [number for number, one in enumerate(self.opened) if one.tag.end == tag.sort]
        if not fitting:
            self._found.append(written.misplaced(_NOTHING_BEGUN))
            return
        beside = [number for number in fitting if self.opened[number].holder is holder]
        number = (beside or fitting)[-1]
        ended = self.opened.pop(number)
        del self.holders[number]
        if number < len(self.opened):
            self._crossed.append((written, self.opened[number:]))
        self._side_by_side(ended, written, holder)

    def _side_by_side(self, begun: Open, written: Written, holder: etree._Element) -> None:
        if begun.holder is holder or begun.written in self.told or written in self.told:
            return
        why = msg(
            "it does not stand beside the tag it belongs to: both must be of one sort ({sorts}) and in one "
            "text, one cell or one table",
            sorts="{% %}, {%p %}, {%tr %}, {%tc %}",
        )
        self._found.append(written.misplaced(why, begun.written))
