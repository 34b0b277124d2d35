"""The edits that mend what drifts, made in a position's file: comments stay, and no word changes that was not shown."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.edits import Change, Left, Outcome, Refusal
from jdflow.language import msg
from jdflow.problems import Place, Problem, files
from jdflow.resolve.position import resolve
from jdflow.shape import shape_position
from jdflow.shape.canonical import make_canonical
from jdflow.shape.position import POSITION
from jdflow.source.comments import attach, comments_of
from jdflow.source.draft import Branch, Entry, Page, draft, leaf, unwritable
from jdflow.source.reader import read
from jdflow.source.tree import Mapping, Node, Sequence
from jdflow.source.writer import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Sequence as Several

    from jdflow.app.reading import Reading
    from jdflow.model.position import Position
    from jdflow.model.resolved import Resolved
    from jdflow.query.drift import Finding, Inclusion, Mend

_PARTS = {"items": "", "parts": "sh", "results": "tulemused"}
_TEXT = "tekst"


def mend_all(reading: Reading, findings: Iterable[Finding]) -> Outcome:
    """What becomes of the files; one that cannot be mended is left as it is, and told."""
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.mend is not None and not any(map(partial(_overlap, finding), by_path.get(finding.place.path, ()))):
            by_path.setdefault(finding.place.path, []).append(finding)
    outcome = Outcome([], [], [])
    for path, several in by_path.items():
        one = mend(reading, path, several)
        outcome.add(Left(path, one.why) if isinstance(one, Refusal) else one)
    return outcome


def _overlap(one: Finding, other: Finding) -> bool:
    """Whether the places of two edits have anything in common."""
    places = ((() if each.mend is None else each.mend.places) for each in (one, other))
    mine, theirs = ([(place.line, place.column, place.end_line, place.end_column) for place in each] for each in places)
    return any(left[:2] < right[2:] and right[:2] < left[2:] for left in mine for right in theirs)


def mend(reading: Reading, path: str, findings: Several[Finding]) -> Change | Refusal:
    """The position's file with these findings mended; none that stands within another one."""
    data = reading.bytes_of(path)
    if isinstance(data, Problem):
        return Refusal(data.place, data.message)
    shape = partial(shape_position, reading.contents.positions[path], path)
    document = read(path, data)
    tree = document.tree
    problems = [problem for problem in document.problems if problem.rule is not files.LINE_ENDS]
    before, _ = shape(document)
    if problems or not isinstance(tree, Mapping) or before is None or unwritable(tree) is not None:
        why = problems[0].message if problems else msg("The file cannot be read whole.")
        return Refusal(problems[0].place if problems else Place(path), why)
    page, text = draft(tree), data.decode("utf-8-sig")
    attach(page, tree, text)
    mending = _Mending(page, tree)
    for finding in findings:
        if finding.mend is not None and not mending.make(finding.mend):
            return Refusal(finding.place, msg("This cannot be changed alone, as it stands there."))
    make_canonical(page, POSITION)
    after = write(page)
    again, _ = shape(read(path, after.encode()))
    if again is None or Counter(comments_of(after)) != Counter(comments_of(text)):
        return Refusal(
            Place(path), msg("A comment would be lost; `jdflow fmt {path}` sorts them out, then try again.", path=path)
        )
    if not _says_what_was_shown(reading, (before, again), findings):
        return Refusal(Place(path), msg("More words would change than was shown, so the file is left as it is."))
    return Change(path, data, after.encode(), msg("edits made: {n}", n=len(findings)))


class _Spot(NamedTuple):
    """A value of the file: its entry, and the list or record that this stands in, from the file's own inwards."""

    entry: Entry
    owners: tuple[tuple[Branch, Entry | None], ...]


class _Mending:
    """A draft in which values are looked up by their places and changed."""

    def __init__(self, page: Page, tree: Mapping) -> None:
        self._spots = dict(_spots(tree, page.body, ((page.body, None),)))

    def make(self, mend: Mend) -> bool:
        """Makes the edit, if all of its places are where they should be."""
        spots = [self._spots.get(place) for place in mend.places]
        first = spots[0]
        if first is None or (mend.text is not None and isinstance(first.entry.value, Branch)):
            return False
        if mend.text is not None:
            first.entry.value = leaf(mend.text)
            return True
        items = [_item(spot) for spot in spots if spot is not None]
        if len(items) < len(spots) or any(item.owners[-1][0] is not items[0].owners[-1][0] for item in items):
            return False
        gone = items if mend.use is None else items[1:]
        owner = items[0].owners[-1][0]
        if gone and (owner.keyed or len(gone) >= len(owner.entries)):
            return False
        for item in gone:
            _remove(owner, item.entry)
        if mend.use is not None:
            _use(items[0], mend.use)
        return True


def _spots(node: Node, value: object, owners: tuple[tuple[Branch, Entry | None], ...]) -> Iterator[tuple[Place, _Spot]]:
    """The values below a node by their places."""
    if not isinstance(value, Branch):
        return
    inner = [one for _, one in node.pairs] if isinstance(node, Mapping) else getattr(node, "items", ())
    for child, entry in zip(inner, value.entries, strict=True):
        yield child.place, _Spot(entry, owners)
        if isinstance(child, Mapping | Sequence) and isinstance(entry.value, Branch):
            yield from _spots(child, entry.value, (*owners, (entry.value, entry)))


def _item(spot: _Spot) -> _Spot:
    """The item of a list whose text this is: the value itself, or the record that holds it."""
    owner, entry = spot.owners[-1]
    if owner.keyed and spot.entry.key == _TEXT and entry is not None and entry.key is None:
        return _Spot(entry, spot.owners[:-1])
    return spot


def _comments(entry: Entry) -> list[str]:
    """All comments at an entry and below it."""
    inner = entry.value.entries if isinstance(entry.value, Branch) else ()
    found = [*entry.above, *entry.beside, *(line for each in inner for line in _comments(each)), *entry.below]
    return [line for line in found if line]


def _remove(owner: Branch, entry: Entry) -> None:
    """Takes an item out of its list; its comments go to the one before or behind it."""
    at = next(index for index, one in enumerate(owner.entries) if one is entry)
    comments = _comments(entry)
    del owner.entries[at]
    if at:
        owner.entries[at - 1].below += comments
    else:
        owner.entries[0].above[:0] = comments


def _use(item: _Spot, use: Inclusion) -> None:
    """Puts the use in the place of an item, or of the one text of a field."""
    entry = item.entry
    above = [line for line in entry.above if not line]
    comments = _comments(entry)
    record = _record(use)
    if item.owners[-1][0].keyed:
        entry.value = Branch(keyed=False, flow=False, entries=[Entry(None, record)])
    else:
        entry.value = record
    entry.above, entry.beside, entry.below = [*above, *comments], [], []


def _record(use: Inclusion) -> Branch:
    entries = [Entry("kasuta", leaf(use.block))]
    if use.variant is not None:
        entries.append(Entry("variant", leaf(use.variant, plain=True)))
    if use.values:
        entries.append(Entry("väärtused", _branch((name, value) for name, value in use.values.items())))
    if set(use.plus) == {"items"}:
        entries.append(Entry("lisaks", _listed(use.plus["items"])))
    elif use.plus:
        plus = [Entry(_PARTS[part], _listed(texts)) for part, texts in use.plus.items()]
        entries.append(Entry("lisaks", Branch(keyed=True, flow=False, entries=plus)))
    if use.minus:
        entries.append(Entry("jäta_välja", _listed(use.minus)))
    return Branch(keyed=True, flow=False, entries=entries)


def _branch(pairs: Iterable[tuple[str, str]]) -> Branch:
    return Branch(keyed=True, flow=False, entries=[Entry(key, leaf(text)) for key, text in pairs])


def _listed(texts: Iterable[str]) -> Branch:
    return Branch(keyed=False, flow=False, entries=[Entry(None, leaf(text)) for text in texts])


# -- whether it says what was shown ------------------------------------------------------------------------------------


def _says_what_was_shown(reading: Reading, sides: tuple[Position, Position], findings: Iterable[Finding]) -> bool:
    """Whether nothing goes or comes but what the findings show."""
    before, after = (Counter(_texts(resolve(position, reading.library))) for position in sides)
    if any(getattr(sides[0], name) != getattr(sides[1], name) for name in ("title", "relation", "purpose", "unit")):
        return False
    gone = {text for finding in findings for text in finding.texts}
    come = {text for finding in findings for text in finding.told}
    return gone.issuperset(before - after) and come.issuperset(after - before)


def _texts(resolved: Resolved) -> Iterator[str]:
    for lines in resolved.lists():
        yield from (line.text for line in lines)
