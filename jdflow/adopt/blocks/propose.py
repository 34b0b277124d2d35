"""New shared blocks for text that recurs in documents and that no block says yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from jdflow.adopt.slug import slug
from jdflow.model.adopted import Near, OwnCompetency, OwnDuty, Said, Speech
from jdflow.query.likeness_groups import groups

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from jdflow.model.adopted import Adopted, Entry

LEAST_DOCUMENTS = 3
# So many words name a block.
_WORDS_OF_NAME = 5
_FIELDS = {
    "rights": "rights",
    "responsibilities": "responsibilities",
    "tools": "tools",
    "special_terms": "clauses",
    "review_clause": "clauses",
}


class Wording(NamedTuple):
    """One way to put a text, and how many documents put it so."""

    text: str
    documents: int


class Recurring(NamedTuple):
    """A text that recurs: its wordings, the most frequent first; that one is proposed."""

    wordings: tuple[Wording, ...]

    @property
    def text(self) -> str:
        """The wording of most documents."""
        return self.wordings[0].text

    @property
    def documents(self) -> int:
        """How many documents have it, in whatever wording."""
        return sum(wording.documents for wording in self.wordings)


class ProposedBlock(NamedTuple):
    """A shared block that would spare copies: its key and name, and its texts."""

    key: str
    name: str
    documents: int
    duty: Recurring | None = None
    parts: tuple[Recurring, ...] = ()
    results: tuple[Recurring, ...] = ()
    items: tuple[Recurring, ...] = ()

    @property
    def kind(self) -> str:
        """The folder that it would lie in."""
        return self.key.partition("/")[0]

    def texts(self) -> Iterator[Recurring]:
        """All its texts, in the order of its file."""
        yield from () if self.duty is None else (self.duty,)
        yield from (*self.parts, *self.results, *self.items)


class _Lists:
    """The texts of one kind that documents have, by the texts."""

    def __init__(self) -> None:
        # For each text, the documents by their numbers, and where in its list it first stands there.
        self.places: dict[str, dict[int, int]] = defaultdict(dict)
        self._sizes: Counter[int] = Counter()

    def add(self, number: int, texts: Iterable[str]) -> None:
        """More texts of a document, behind those that it has."""
        for text in texts:
            self.places[text].setdefault(number, self._sizes[number])
            self._sizes[number] += 1


def propose(documents: Sequence[Adopted], taken: Collection[str], least: int = LEAST_DOCUMENTS) -> list[ProposedBlock]:
    """The blocks that would spare the most copies first; keys that are taken stay so."""
    proposer = _Proposer(least)
    for number, document in enumerate(documents):
        proposer.read(number, document)
    found = [*proposer.duties(), *proposer.competencies(), *proposer.sentences()]
    found.sort(key=lambda one: (-one.documents * sum(1 for _ in one.texts()), one.key, one.name))
    return list(_with_keys(found, set(taken)))


def _with_keys(found: Iterable[ProposedBlock], taken: set[str]) -> Iterator[ProposedBlock]:
    """Each with a key of its own."""
    for block in found:
        key, number = block.key, 1
        while key in taken:
            number += 1
            key = f"{block.key}-{number}"
        taken.add(key)
        yield block._replace(key=key)


class _Proposer:
    """Gathers the texts that documents say in their own words."""

    def __init__(self, least: int) -> None:
        self._least = least
        self._sentences: dict[str, _Lists] = defaultdict(_Lists)
        # By the duty's text, or the competency's name.
        self._duties: dict[str, list[tuple[int, OwnDuty]]] = defaultdict(list)
        self._competencies: dict[str, list[tuple[int, OwnCompetency]]] = defaultdict(list)

    def read(self, number: int, document: Adopted) -> None:
        """One more document."""
        for name, kind in _FIELDS.items():
            self._sentences[kind].add(number, _own(getattr(document, name)))
        for entries in (*document.requirements.values(), document.languages):
            self._sentences["requirements"].add(number, _own(entries))
        for duty in document.duties:
            if isinstance(duty, OwnDuty):
                self._duties[duty.duty.text].append((number, duty))
        for one in (*document.core, *document.additional):
            if isinstance(one, OwnCompetency) and one.name is not None:
                self._competencies[one.name.text].append((number, one))

    def duties(self) -> Iterator[ProposedBlock]:
        """Duties that recur, with the parts and results that recur with them; then results that recur without."""
        placed: set[str] = set()
        for group in self._groups(_lists((number, (text,)) for text, of in self._duties.items() for number, _ in of)):
            several = [one for wording in group.wordings for one in self._duties[wording.text]]
            parts, results = (
                tuple(self._often(_lists((number, _own(getattr(duty, name))) for number, duty in several), group))
                for name in ("parts", "results")
            )
            placed |= {wording.text for one in (*parts, *results) for wording in one.wordings}
            yield _block("duties", group.text, group.documents)._replace(duty=group, parts=parts, results=results)
        every = ((number, duty) for several in self._duties.values() for number, duty in several)
        rest = ((number, (text for text in _own(duty.results) if text not in placed)) for number, duty in every)
        for group in self._groups(_lists(rest)):
            yield _block("duties", group.text, group.documents)._replace(items=(group,))

    def competencies(self) -> Iterator[ProposedBlock]:
        """Competencies that recur by name, with the sentences that recur with them."""
        names = ((number, (name,)) for name, several in self._competencies.items() for number, _ in several)
        for group in self._groups(_lists(names)):
            several = [one for wording in group.wordings for one in self._competencies[wording.text]]
            items = tuple(self._often(_lists((number, _own(one.items)) for number, one in several), group))
            if items:
                yield _block("competencies", group.text, group.documents)._replace(items=items)

    def sentences(self) -> Iterator[ProposedBlock]:
        """Sentences of the lists that recur."""
        for kind, lists in self._sentences.items():
            for group in self._groups(lists):
                yield _block(kind, group.text, group.documents)._replace(items=(group,))

    def _groups(self, lists: _Lists) -> Iterator[Recurring]:
        """The texts that enough documents have, in one wording or another."""
        counts = {text: len(places) for text, places in lists.places.items() if _may_recur(text)}
        for several in groups(counts):
            recurring = _recurring(several, lists)
            if recurring.documents >= self._least:
                yield recurring

    def _often(self, lists: _Lists, beside: Recurring) -> Iterator[Recurring]:
        """The texts that at least half of those documents have, in the order in which they mostly stand."""
        found = [one for one in self._groups(lists) if 2 * one.documents >= beside.documents]
        yield from sorted(found, key=lambda one: (_place(one, lists), one.text))


def _lists(texts: Iterable[tuple[int, Iterable[str]]]) -> _Lists:
    lists = _Lists()
    for number, several in texts:
        lists.add(number, several)
    return lists


def _recurring(several: Sequence[str], lists: _Lists) -> Recurring:
    """A document that has two of the wordings counts once, for the more frequent one."""
    counts: Counter[str] = Counter()
    seen: set[int] = set()
    for text in several:
        counts[text] = len(lists.places[text].keys() - seen)
        seen |= lists.places[text].keys()
    ranked = sorted(filter(counts.get, counts), key=lambda text: (-counts[text], text))
    return Recurring(tuple(Wording(text, counts[text]) for text in ranked))


def _place(one: Recurring, lists: _Lists) -> float:
    """Where in its list the text stands on average."""
    places = [place for wording in one.wordings for place in lists.places[wording.text].values()]
    return sum(places) / len(places)


def _own(entries: Iterable[Entry | Speech]) -> list[str]:
    """The texts that no block says."""
    saids = (entry.said if isinstance(entry, Near) else entry for entry in entries)
    return [said.text for said in saids if isinstance(said, Said)]


def _may_recur(text: str) -> bool:
    """Whether it may stand in a shared block, where braces would be filled in."""
    return "{" not in text and any(letter.isalpha() for letter in text)


def _block(kind: str, text: str, documents: int) -> ProposedBlock:
    words = text.split()
    name = text if kind == "competencies" else " ".join(words[:_WORDS_OF_NAME])
    name = name.rstrip(" .,;:–-")
    name = name[:1].upper() + name[1:]
    return ProposedBlock(f"{kind}/{slug(name) or kind}", name, documents)
