"""The tags of a part: found wherever Word has split them, lifted to what they stand for, put in order."""

from __future__ import annotations

import re
from copy import deepcopy
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from jdflow.language import msg
from jdflow.problems import Place, templates
from jdflow.problems.guess import nearest
from jdflow.sandbox import NotAllowed
from jdflow.sandbox.word import SORTS, Nested, Unknown, UnknownWord
from jdflow.word.blanks import Blanks
from jdflow.word.names import BREAK, CELL, PARAGRAPH, ROW, RUN, RUN_LOOKS, SECTION, SPACE, TAB, TEXT, W
from jdflow.word.nesting import Nesting, Written
from jdflow.word.package import NotWord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.language import Msg
    from jdflow.problems import Problem
    from jdflow.sandbox.word import Reader, Tag

MOST_TAGS = 2000
_OPENING = re.compile(r"\{[{%#]")
_END_OR_OPENING = {"{{": re.compile(r"\{[{%#]|\}\}"), "{%": re.compile(r"\{[{%#]|%\}")}
_STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_LETTER = re.compile(r"^(\{[{%])(p|tr|tc|r)(?=\s)")
_GOES_ON = re.compile(r"\{%-?\s*(?:el|end)")
_LIFTED = {"p": PARAGRAPH, "tr": ROW, "tc": CELL}
# What a person sees although it is no text: a tag must not take it away with its paragraph.
_VISIBLE = tuple(
    f"{{{W}}}{name}"
    for name in ("drawing", "pict", "object", "fldSimple", "fldChar", "sym", "footnoteReference", "endnoteReference")
)
_EQUATION = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_BREAK_TYPE = f"{{{W}}}type"
# Between the letters of a tag they are blanks.
_BLANKS = (TAB, BREAK, f"{{{W}}}cr")


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
        self.unread: list[str] = []
        self.told: set[Written] = set()
        self.has_tags = False
        self.numbers: dict[etree._Element, int] = {}
        text = etree.tostring(root, encoding="unicode")
        # A character that the part does not hold marks the places of tags in it.
        self.mark = next((char for char in map(chr, range(0xE000, 0xF8FF)) if char not in text), "")
        if not self.mark:
            raise NotWord(msg("it has more signs of private use than any template needs"))
        self.token = re.compile(f"{self.mark}([0-9]+){self.mark}")
        self._find()
        self._lift()

    # -- finding ---------------------------------------------------------------------------------------------------

    def _find(self) -> None:
        """Puts a token in the place of each tag, however many runs it was split over."""
        texts: dict[etree._Element, list[etree._Element]] = {each: [] for each in self.root.iter(PARAGRAPH)}
        for text in self.root.iter(TEXT, *_BLANKS):
            holder = next(text.iterancestors(PARAGRAPH), None)
            if holder is not None and (text.tag == TEXT or _is_blank(text)):
                texts[holder].append(text)
        for paragraph, pieces in texts.items():
            said = "".join(map(_said, pieces))
            self.lines.append(said)
            self.numbers[paragraph] = len(self.lines)
            if "{" in said or "}" in said:
                self._find_in(said, pieces)
        self._find_astray()

    def _find_in(self, said: str, pieces: list[etree._Element]) -> None:
        line = len(self.lines)
        found = list(_tags_in(said))
        # A comment is one, too: it leaves the text.
        self.has_tags |= bool(found)
        if len(self.written) + len(found) > MOST_TAGS:
            raise NotWord(msg("it has more tags than any template needs"))
        bounds = [0, *(bound for span in found for bound in span), len(said)]
        between = list(zip(bounds[::2], bounds[1::2], strict=True))
        rest = " ".join(said[begin:end] for begin, end in between)
        stray = next((match for begin, end in between for match in _STRAY.finditer(said, begin, end)), None)
        if stray:
            place = Place(self.path, line, stray.start() + 1, line, stray.end() + 1)
            self.problems.append(templates.UNCLOSED_TAG.at(place, tag=stray[0], text=said.strip()))
            if "%" in rest:
                self.unread.append(rest)
        tokens = [
            "" if said.startswith("{#", start) else self._noted(said[start:end], line, start) for start, end in found
        ]
        _put(pieces, [(*span, token) for span, token in zip(found, tokens, strict=True)])
        for piece in pieces:
            run = piece.getparent()
            if piece.tag == TEXT and not piece.text and run is not None and run.tag == RUN:
                run.remove(piece)
                if all(child.tag == RUN_LOOKS for child in run):
                    _replace(run, [])

    def _noted(self, text: str, line: int, start: int) -> str:
        place = Place(self.path, line, start + 1, line, start + len(text) + 1)
        found = _LETTER.match(text)
        letter = found[2] if found else ""
        if letter in _LIFTED and text.startswith("{{"):
            why = msg("a field is printed in a text, so its tag takes no `{letter}`", letter=letter)
            self.problems.append(templates.NOT_ALLOWED.at(place, tag=text, why=why))
            letter = ""
        self.written.append(Written(_LETTER.sub(r"\1", text), letter, place, text))
        return f"{self.mark}{len(self.written) - 1}{self.mark}"

    def _find_astray(self) -> None:
        """Tags where nothing is filled in: in the properties of a picture, in a field's instruction."""
        for element in self.root.iter():
            held = [*element.attrib.values(), *([element.text] if element.text and element.tag != TEXT else [])]
            for value in held:
                if "{" in value:
                    for start, end in islice(_tags_in(str(value)), 1):
                        why = msg("nothing is filled in there, only in the text itself")
                        self.problems.append(
                            templates.MISPLACED_TAG.at(self._place(element), tag=str(value)[start:end], why=why)
                        )

    def _place(self, element: etree._Element) -> Place:
        """The paragraph that the element stands in."""
        inside = next(element.iterancestors(PARAGRAPH), None)
        line = 1 if inside is None else self.numbers[inside]
        return Place(self.path, line, 1, line, 1)

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
            # What goes on with another tag, or ends it, is told of with that one.
            if tag not in self.told and not _GOES_ON.match(tag.text):
                self._misplaced([tag], msg("it stands outside a table"))
            return
        said = "".join(each.text or "" for each in element.iter(TEXT))
        tokens = self.token.findall(said)
        tags = [self.written[int(number)] for number in tokens]
        if not self.told.isdisjoint(tags):
            return
        if (
            self.token.sub("", said).strip()
            or any(one.letter != tag.letter for one in tags)
            or next(element.iter(*_VISIBLE, SECTION, _EQUATION), None) is not None
            or any(one.get(_BREAK_TYPE) in {"page", "column"} for one in element.iter(BREAK))
        ):
            self._misplaced(
                tags,
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

    def _misplaced(self, tags: list[Written], why: Msg) -> None:
        """Says of the first of the tags that it stands in the wrong place, and nothing of that of the others."""
        self.problems.append(next(tag for tag in tags if tag.letter in _LIFTED).misplaced(why))
        self.told.update(tags)

    # -- reading ---------------------------------------------------------------------------------------------------

    def read(self, reader: Reader) -> None:
        """Reads every tag, in their order, and sees that what begins also ends."""
        reader.begin()
        for text in self.unread:
            reader.forgive(text)
        nesting = Nesting(self.told)
        blanks = Blanks()
        for event, element in etree.iterwalk(self.root, events=("start", "end")):
            holder = element if event == "start" else element.getparent()
            held = element.text if event == "start" else element.tail
            if event == "start":
                blanks.see(element, nesting.holders)
            if held and self.mark in held and holder is not None:
                for number in self.token.findall(held):
                    tag = self._understood(self.written[int(number)], reader, nesting)
                    if tag is not None:
                        self.read_tags[int(number)] = tag
                        nesting.take(tag, self.written[int(number)], holder)
        vain = nesting.vain
        self.problems = [problem for problem in self.problems if problem not in vain]
        self.problems += nesting.problems(forgiving=bool(self.unread))
        blanks.mark(self.root, self._marked)

    def _marked(self, sentinel: str) -> str:
        """A token for a sentinel of the finished text."""
        number = len(self.written) + len(self.sentinels)
        self.sentinels.append(sentinel)
        return f"{self.mark}{number}{self.mark}"

    def _understood(self, written: Written, reader: Reader, nesting: Nesting) -> Tag | None:
        guess = None
        try:
            return reader.read(written.text)
        except Unknown as unknown:
            guess = nearest(unknown.name, unknown.known)
            problem = templates.UNKNOWN_FIELD.at(written.place, guess=guess, field=unknown.name, tag=written.quoted)
        except NotAllowed as refused:
            if isinstance(refused, UnknownWord):
                guess = nearest(refused.word, SORTS)
                self.unread.append(written.text)
            problem = templates.NOT_ALLOWED.at(written.place, guess=guess, tag=written.quoted, why=refused.why)
            if isinstance(refused, Nested):
                nesting.depends(problem)
        self.problems.append(problem)
        return reader.stand_in(written.text)

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
    """Where tags begin and end, found in one pass; what another begins in, unless it is a comment, is none."""
    at = 0
    while opening := _OPENING.search(said, at):
        at = opening.end()
        if opening[0] == "{#":
            end = said.find("#}", at)
            if end < 0:
                return
        else:
            further = _END_OR_OPENING[opening[0]].search(said, at)
            if further is None or further[0].startswith("{"):
                continue
            end = further.start()
        at = end + 2
        yield opening.start(), at


def _is_blank(element: etree._Element) -> bool:
    """Whether a tab or a break stands in a text, and only there."""
    run = element.getparent()
    return run is not None and run.tag == RUN and element.get(_BREAK_TYPE, "textWrapping") == "textWrapping"


def _said(piece: etree._Element) -> str:
    return (piece.text or "") if piece.tag == TEXT else "\t"


def _put(pieces: list[etree._Element], found: list[tuple[int, int, str]]) -> None:
    """Puts tokens in the place of tags, over however many texts each is spread."""
    todo, offset = 0, 0
    for piece in pieces:
        text = _said(piece)
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
        if piece.tag == TEXT:
            piece.text = "".join(kept) + text[at - begin :]
        elif at > begin:
            _replace(piece, [])


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
