"""The tags of a part: found wherever Word has split them, lifted to what they stand for, put in order."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from jdflow.language import msg
from jdflow.problems import Place, related_to, templates
from jdflow.problems.guess import nearest
from jdflow.sandbox import NotAllowed
from jdflow.sandbox.word import Unknown
from jdflow.word.blanks import Blanks
from jdflow.word.names import CELL, PARAGRAPH, ROW, RUN, RUN_LOOKS, SECTION, SPACE, TEXT, W
from jdflow.word.package import NotWord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.problems import Problem
    from jdflow.sandbox.word import Reader, Tag

MOST_TAGS = 2000
_OPENING = re.compile(r"\{[{%#]")
_STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_LETTER = re.compile(r"^(\{[{%])(p|tr|tc|r)(?=\s)")
_LIFTED = {"p": PARAGRAPH, "tr": ROW, "tc": CELL}
# What a person sees although it is no text: a tag must not take it away with its paragraph.
_VISIBLE = tuple(f"{{{W}}}{name}" for name in ("drawing", "pict", "object", "fldSimple", "fldChar", "sym"))


class Written(NamedTuple):
    """A tag as it is written: its text without the letter, the letter, its place."""

    text: str
    letter: str
    place: Place

    @property
    def prints(self) -> bool:
        """Whether it prints a field, and so stays in its text."""
        return self.text.startswith("{{")


class _Open(NamedTuple):
    """Something that has begun and not yet ended: its tag, and the element that holds it."""

    tag: Tag
    written: Written
    holder: etree._Element


class TaggedPart:
    """A part of a template on its way from Word's XML to a row of texts and tags."""

    def __init__(self, root: etree._Element, path: str, lines: list[str]) -> None:
        self.root = root
        self.path = path
        self.lines = lines
        self.problems: list[Problem] = []
        self.written: list[Written] = []
        self.read_tags: dict[int, Tag] = {}
        self.sentinels: list[str] = []
        text = etree.tostring(root, encoding="unicode")
        # A character that the part does not hold marks the places of tags in it.
        self.mark = next(char for char in map(chr, range(0xE000, 0xF8FF)) if char not in text)
        self.token = re.compile(f"{self.mark}([0-9]+){self.mark}")
        self._find()
        if len(self.written) > MOST_TAGS:
            raise NotWord(msg("it has more tags than any template needs"))
        self._lift()

    @property
    def has_tags(self) -> bool:
        """Whether anything is to be filled in."""
        return bool(self.written)

    # -- finding ---------------------------------------------------------------------------------------------------

    def _find(self) -> None:
        """Puts a token in the place of each tag, however many runs it was split over."""
        texts: dict[etree._Element, list[etree._Element]] = {each: [] for each in self.root.iter(PARAGRAPH)}
        for text in self.root.iter(TEXT):
            holder = next(text.iterancestors(PARAGRAPH), None)
            if holder is not None:
                texts[holder].append(text)
        for pieces in texts.values():
            said = "".join(piece.text or "" for piece in pieces)
            self.lines.append(said)
            if "{" in said or "}" in said:
                self._find_in(said, pieces)
        self._find_astray()

    def _find_in(self, said: str, pieces: list[etree._Element]) -> None:
        line = len(self.lines)
        found = list(_tags_in(said))
        rest = said
        for start, end in reversed(found):
            rest = rest[:start] + " " * (end - start) + rest[end:]
        stray = _STRAY.search(rest)
        if stray:
            place = Place(self.path, line, stray.start() + 1, line, stray.end() + 1)
            self.problems.append(templates.UNCLOSED_TAG.at(place, tag=stray[0], text=said.strip()))
        tokens = [
            "" if said.startswith("{#", start) else self._noted(said[start:end], line, start) for start, end in found
        ]
        _put(pieces, [(*span, token) for span, token in zip(found, tokens, strict=True)])
        for piece in pieces:
            run = piece.getparent()
            if not piece.text and run is not None and run.tag == RUN:
                run.remove(piece)
                if all(child.tag == RUN_LOOKS for child in run):
                    _replace(run, [])

    def _noted(self, text: str, line: int, start: int) -> str:
        place = Place(self.path, line, start + 1, line, start + len(text) + 1)
        letter = _LETTER.match(text)
        plain = _LETTER.sub(r"\1", text)
        self.written.append(Written(plain, letter[2] if letter else "", place))
        return f"{self.mark}{len(self.written) - 1}{self.mark}"

    def _find_astray(self) -> None:
        """Tags where nothing is filled in: in the properties of a picture, in a field's instruction."""
        for element in self.root.iter():
            held = [*element.attrib.values(), *([element.text] if element.text and element.tag != TEXT else [])]
            for value in held:
                for start, end in list(_tags_in(str(value)))[:1]:
                    why = msg("nothing is filled in there, only in the text itself")
                    self.problems.append(templates.MISPLACED_TAG.at(Place(self.path), tag=value[start:end], why=why))

    # -- lifting ---------------------------------------------------------------------------------------------------

    def _lift(self) -> None:
        """Puts the tags of paragraphs, rows and cells in the place of these, and others between runs."""
        for text in [text for text in self.root.iter(TEXT) if text.text and self.mark in text.text]:
            if text.getroottree().getroot() is not self.root:
                # It went with its paragraph, row or run, for another tag of the same.
                continue
            tags = [self.written[int(number)] for number in self.token.findall(text.text or "")]
            whole = next((tag for tag in tags if tag.letter in _LIFTED), None)
            if whole is not None:
                self._lift_element(text, whole)
            elif all(tag.prints for tag in tags):
                text.set(SPACE, "preserve")
            else:
                self._split(text)

    def _lift_element(self, text: etree._Element, tag: Written) -> None:
        element = next(text.iterancestors(_LIFTED[tag.letter]), None)
        if element is None:
            self._misplaced(tag, msg("it stands outside a table"))
            return
        said = "".join(each.text or "" for each in element.iter(TEXT))
        tokens = self.token.findall(said)
        if (
            self.token.sub("", said).strip()
            or any(self.written[int(number)].letter != tag.letter for number in tokens)
            or next(element.iter(*_VISIBLE, SECTION), None) is not None
        ):
            self._misplaced(
                tag,
                msg(
                    "something else stands with it, which would be lost: move the tag to a paragraph or row of its own"
                ),
            )
            return
        _replace(element, [f"{self.mark}{number}{self.mark}" for number in tokens])

    def _split(self, text: etree._Element) -> None:
        """Divides the run so that what is no print stands between runs: then no empty run is left."""
        run = text.getparent()
        if run is None or run.tag != RUN:
            return
        pieces: list[etree._Element | str] = []
        current = _shell(run)
        for child in run:
            if child.tag == RUN_LOOKS:
                continue
            if child.tag != TEXT:
                current.append(deepcopy(child))
                continue
            for piece in re.split(f"({self.mark}[0-9]+{self.mark})", child.text or ""):
                number = self.token.fullmatch(piece)
                if number and not self.written[int(number[1])].prints:
                    pieces += [current, piece]
                    current = _shell(run)
                elif piece:
                    own = etree.SubElement(current, TEXT)
                    own.text = piece
                    own.set(SPACE, "preserve")
        pieces.append(current)
        _replace(run, [one for one in pieces if isinstance(one, str) or any(child.tag != RUN_LOOKS for child in one)])

    def _misplaced(self, tag: Written, why: object) -> None:
        self.problems.append(templates.MISPLACED_TAG.at(tag.place, tag=self._quoted(tag), why=why))  # type: ignore[arg-type]

    def _quoted(self, tag: Written) -> str:
        """The tag as its author wrote it."""
        line = self.lines[tag.place.line - 1]
        return line[tag.place.column - 1 : tag.place.end_column - 1]

    # -- reading ---------------------------------------------------------------------------------------------------

    def read(self, reader: Reader) -> None:
        """Reads every tag, in their order, and sees that what begins also ends."""
        opened: list[_Open] = []
        blanks = Blanks()
        for event, element in etree.iterwalk(self.root, events=("start", "end")):
            holder = element if event == "start" else element.getparent()
            held = element.text if event == "start" else element.tail
            if event == "start":
                blanks.see(element, [one.holder for one in opened])
            if held and self.mark in held and holder is not None:
                for number in self.token.findall(held):
                    tag = self._understood(self.written[int(number)], reader)
                    if tag is not None:
                        self.read_tags[int(number)] = tag
                        self._nest(tag, self.written[int(number)], holder, opened)
        for one in opened:
            self.problems.append(
                templates.UNENDED_TAG.at(one.written.place, tag=self._quoted(one.written), end=f"{{% {one.tag.end} %}}")
            )
        blanks.mark(self.root, self._marked)

    def _marked(self, sentinel: str) -> str:
        """A token for a sentinel of the finished text."""
        number = len(self.written) + len(self.sentinels)
        self.sentinels.append(sentinel)
        return f"{self.mark}{number}{self.mark}"

    def _understood(self, written: Written, reader: Reader) -> Tag | None:
        try:
            return reader.read(written.text)
        except Unknown as unknown:
            guess = nearest(unknown.name, unknown.known)
            problem = templates.UNKNOWN_FIELD.at(
                written.place, guess=guess, field=unknown.name, tag=self._quoted(written)
            )
        except NotAllowed as refused:
            problem = templates.NOT_ALLOWED.at(written.place, tag=self._quoted(written), why=refused.why)
        self.problems.append(problem)
        return reader.stand_in(written.text)

    def _nest(self, tag: Tag, written: Written, holder: etree._Element, opened: list[_Open]) -> None:
        """Keeps count of what is open; a tag and the one that ends it must stand side by side."""
        if tag.opens:
            opened.append(_Open(tag, written, holder))
        elif tag.sort != "print":
            last = opened[-1] if opened else None
            if last is None or (tag.sort.startswith("end") and tag.sort != last.tag.end):
                self._misplaced(written, msg("nothing that it could belong to has begun before it"))
                return
            if tag.sort == "elif" and last.tag.sort != "if":
                self._misplaced(written, msg("nothing that it could belong to has begun before it"))
                return
            if last.holder is not holder:
                why = msg(
                    "it does not stand beside the tag it belongs to: both must be of one sort ({sorts}) and in one "
                    "text, one cell or one table",
                    sorts="{% %}, {%p %}, {%tr %}, {%tc %}",
                )
                begin = related_to(last.written.place, msg("That tag stands here."))
                self.problems.append(
                    templates.MISPLACED_TAG.at(written.place, related=[begin], tag=self._quoted(written), why=why)
                )
            if tag.sort == last.tag.end:
                opened.pop()

    def pieces(self) -> Iterator[str | Tag]:
        """The part's XML and its tags, in their order; all tags have been understood."""
        text = etree.tostring(self.root, encoding="unicode")
        for place, piece in enumerate(self.token.split(text)):
            if place % 2 == 0:
                yield piece
            elif int(piece) < len(self.written):
                yield self.read_tags[int(piece)]
            else:
                yield self.sentinels[int(piece) - len(self.written)]


def _tags_in(said: str) -> Iterator[tuple[int, int]]:
    """Where tags begin and end, found in one pass."""
    never: set[str] = set()
    at = 0
    while opening := _OPENING.search(said, at):
        at = opening.end()
        close = {"{{": "}}", "{%": "%}", "{#": "#}"}[opening[0]]
        end = -1 if close in never else said.find(close, at)
        if end < 0:
            never.add(close)
        else:
            at = end + 2
            yield opening.start(), at


def _put(pieces: list[etree._Element], found: list[tuple[int, int, str]]) -> None:
    """Puts tokens in the place of tags, over however many texts each is spread."""
    todo, offset = 0, 0
    for piece in pieces:
        text = piece.text or ""
        begin, at, kept = offset, offset, []
        offset += len(text)
        while todo < len(found) and found[todo][0] < offset:
            start, end, token = found[todo]
            if start >= begin:
                kept += [text[at - begin : start - begin], token]
            at = max(at, min(end, offset))
            if end > offset:
                break
            todo += 1
        piece.text = "".join(kept) + text[at - begin :]


def _replace(element: etree._Element, by: list[etree._Element | str] | list[str]) -> None:
    """Puts elements and texts in an element's place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    tail = element.tail or ""
    parent.remove(element)
    for one in [*by, tail]:
        if not isinstance(one, str):
            parent.insert(at, one)
            at += 1
        elif at == 0:
            parent.text = (parent.text or "") + one
        else:
            parent[at - 1].tail = (parent[at - 1].tail or "") + one


def _shell(run: etree._Element) -> etree._Element:
    """A run that looks the same and holds nothing yet."""
    shell = deepcopy(run)
    for child in list(shell):
        if child.tag != RUN_LOOKS:
            shell.remove(child)
    shell.text = shell.tail = None
    return shell
