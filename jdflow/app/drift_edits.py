"""The edits that mend what drifts, made in files: comments stay, and no word changes that was not shown."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.drift_new import block_file
from jdflow.app.drift_proof import Proof
from jdflow.app.edits import Change, Gone, Left, Made, Outcome, Refusal
from jdflow.language import msg
from jdflow.problems import Place, Problem, files
from jdflow.query.drift_found import key_at
from jdflow.shape.block import BLOCKS
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
    from jdflow.query.drift_found import Finding, Inclusion, Mend

_PARTS = {"items": "", "parts": "sh", "results": "tulemused"}
_TEXT = "tekst"
_USE = "kasuta"


class _Edit(NamedTuple):
    """One edit in one file, and the finding that it belongs to."""

    finding: Finding
    mend: Mend


def mend_all(reading: Reading, findings: Iterable[Finding]) -> Outcome:
    """What becomes of the files; what cannot be mended is left as it is, and told.

    Edits that only make sense together are made together or not at all.
    """
    chosen, left = list(_apart(findings)), dict[tuple[str, str], Left]()
    while True:
        outcome, failed = _mended(reading, chosen)
        left |= {(one.path, one.why.text): one for one in outcome.left}
        if not any(one.new is not None or one.is_chosen for one in failed):
            return outcome._replace(left=list(left.values()))
        chosen = [one for one in chosen if one not in failed]


def _apart(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings whose edits have nothing in common; of those that have, the first."""
    taken: dict[str, list[Place]] = {}
    for finding in findings:
        places = [place for mend in finding.mends for place in mend.places]
        if not any(_overlap(place, other) for place in places for other in taken.get(place.path, ())):
            for place in places:
                taken.setdefault(place.path, []).append(place)
            if places or finding.is_chosen:
                yield finding


def _overlap(one: Place, other: Place) -> bool:
    """Whether two places in one file have anything in common."""
    return one[1:3] < other[3:] and other[1:3] < one[3:]


def _mended(reading: Reading, findings: Several[Finding]) -> tuple[Outcome, list[Finding]]:
    """What becomes of the files, and the findings of which an edit could not be made."""
    new = {one.new.key: block_file(one.new).encode() for one in findings if one.new is not None}
    proof = Proof(reading, new)
    by_path: dict[str, list[_Edit]] = {}
    for finding in findings:
        for mend in finding.mends:
            by_path.setdefault(mend.places[0].path, []).append(_Edit(finding, mend))
    outcome = Outcome([], [], [])
    failed: list[Finding] = []
    for path, edits in by_path.items():
        file = _File(proof, path)
        file.add(edits)
        if file.change is not None:
            outcome.add(file.change)
        for finding, refusal in file.failed:
            failed.append(finding)
            outcome.add(Left(f"{refusal.place.path}:{refusal.place.line}", refusal.why))
    made = tuple(Made(f"shared/{key}.yaml", data, msg("made as a new shared block")) for key, data in new.items())
    gone = [_taken_away(reading, one) for one in findings if one.is_chosen and one not in failed]
    for one in gone:
        if isinstance(one, Left):
            outcome.add(one)
    return outcome._replace(made=made, gone=tuple(one for one in gone if isinstance(one, Gone))), failed


def _taken_away(reading: Reading, finding: Finding) -> Gone | Left:
    """The file of a block in whose place another one was put."""
    path, data = finding.place.path, reading.searchable(finding.place.path)
    block = reading.library.get(key_at(finding.place))
    comments = [one for one in comments_of(data.decode("utf-8-sig", "replace")) if "$schema=" not in one]
    if comments or (block is not None and block.notes):
        why = msg("Nobody uses it any more, but it holds notes or comments: move them, then delete the file.")
        return Left(path, why)
    return Gone(path, data, msg("taken away; {block} stands in its place", block=finding.block or ""))


class _File:
    """A file to which edits are added; those that would spoil it are left out."""

    def __init__(self, proof: Proof, path: str) -> None:
        self._proof = proof
        self._path = path
        self._made: list[_Edit] = []
        self.change: Change | None = None
        self.failed: list[tuple[Finding, Refusal]] = []

    def add(self, edits: Several[_Edit]) -> None:
        """All of these edits, or by halves as many as can be made."""
        one = _mend(self._proof, self._path, [*self._made, *edits])
        if isinstance(one, Change):
            self._made += edits
            self.change = one
        elif len(edits) == 1:
            self.failed.append((edits[0].finding, one))
        else:
            half = len(edits) // 2
            self.add(edits[:half])
            self.add(edits[half:])


def mend(reading: Reading, path: str, findings: Several[Finding]) -> Change | Refusal:
    """The file with these findings mended; none that stands within another one."""
    return _mend(Proof(reading, {}), path, [_Edit(one, mend) for one in findings for mend in one.mends])


def _mend(proof: Proof, path: str, edits: Several[_Edit]) -> Change | Refusal:
    reading = proof.reading
    data = reading.bytes_of(path)
    if isinstance(data, Problem):
        return Refusal(data.place, data.message)
    document = read(path, data)
    tree = document.tree
    problems = [problem for problem in document.problems if problem.rule is not files.LINE_ENDS]
    if problems or not isinstance(tree, Mapping) or not proof.is_known(path) or unwritable(tree) is not None:
        why = problems[0].message if problems else msg("The file cannot be read whole.")
        return Refusal(problems[0].place if problems else Place(path), why)
    page, text = draft(tree), data.decode("utf-8-sig")
    attach(page, tree, text)
    mending = _Mending(page, tree)
    for _, mend in edits:
        if not mending.make(mend):
            return Refusal(mend.places[0], msg("This cannot be changed alone, as it stands there."))
    make_canonical(page, POSITION if path in reading.contents.positions else BLOCKS[path.split("/")[1]])
    after = write(page)
    if Counter(comments_of(after)) != Counter(comments_of(text)):
        return Refusal(
            Place(path), msg("A comment would be lost; `jdflow fmt {path}` sorts them out, then try again.", path=path)
        )
    unproven = proof.against(path, after.encode(), [finding for finding, _ in edits])
    if unproven is not None:
        return Refusal(edits[-1].mend.places[0], unproven)
    return Change(path, data, after.encode(), msg("edits made: {n}", n=len(edits)))


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
        if mend.instead is not None:
            # A use stands where its block is named.
            first.entry.value = leaf(mend.instead)
            return first.entry.key == _USE
        if mend.text is not None:
            first.entry.value = leaf(mend.text)
            return True
        items = [_item(spot) for spot in spots if spot is not None]
        if len(items) < len(spots) or any(item.owners[-1][0] is not items[0].owners[-1][0] for item in items):
            return False
        gone = items if mend.use is None else items[1:]
        if any(item.owners[-1][0].keyed for item in gone):
            return False
        for item in gone:
            _remove(item)
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


def _remove(item: _Spot) -> None:
    """Takes an item out of its list, the last one with the list; its comments go to what is before or behind it."""
    (owner, home), entry = item.owners[-1], item.entry
    if len(owner.entries) == 1 and home is not None:
        _remove(_Spot(home, item.owners[:-1]))
        return
    at = next(index for index, one in enumerate(owner.entries) if one is entry)
    comments = _comments(entry)
    del owner.entries[at]
    if at:
        owner.entries[at - 1].below += comments
    elif owner.entries:
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
    entries = [Entry(_USE, leaf(use.block))]
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
