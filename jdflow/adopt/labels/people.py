"""Other positions and units by the words that name them: lists taken apart, ids where the words leave no doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.adopt.desk import GUESSED, said
from jdflow.adopt.forms.fold import fold, plain
from jdflow.language import msg
from jdflow.model.adopted import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jdflow.adopt.bits.words import Word
    from jdflow.adopt.desk import Desk
    from jdflow.adopt.names import Names

# Words that name a post, or end one that does.
POSTS = (
    *("juhataja", "juht", "ülem", "koordinaator", "spetsialist", "nõunik", "ekspert", "jurist", "direktor"),
    *("analüütik", "referent", "assistent", "sekretär", "inspektor", "asetäitja", "haldur", "nõustaja"),
    *("konsultant", "insener", "raamatupidaja", "psühholoog", "metoodik", "audiitor", "arhivaar", "toimetaja"),
    *("teenistuja", "ametnik", "töötaja", "arst", "vanem", "disainer", "arendaja", "administraator"),
    *("tõlk", "partner"),
)
# Between positions an “and” parts them only behind such a word: not in `ennetuse ja arenduse ekspert`.
_POST = re.compile(rf"(?:{'|'.join(POSTS)})(?:t|i|ut|it|ku|at|d|id)?\Z", re.IGNORECASE)
_NOBODY = frozenset({"", "puudub", "puuduvad", "ei ole", "ei asenda", "ei asendata", "pole", "ei", "ei kohaldata"})
_RELATIVE = frozenset({"kes", "kelle", "keda", "kellel", "mis", "mille", "kui", "et", "kuid", "vajadusel", "välja"})
_GENERIC = re.compile(
    r"(?:talitus|osakon|büroo|tiimi|teenistus|üksus|keskus|sektor|valdkon|meeskon)\w* (?:juhataja|juht|ülem)\w*\Z",
    re.IGNORECASE,
)
_MOST_SUPERIORS = 20
_FAR = 99


def parted(words: Sequence[Word], desk: Desk) -> list[list[Word]]:
    """The words of each position in a list; what only joins them is the form's."""
    pieces: list[list[Word]] = [[]]
    depth = 0
    for at, word in enumerate(words):
        following = plain(words[at + 1].text) if at + 1 < len(words) else ""
        depth += word.text.count("(") - word.text.count(")")
        if depth <= 0 and plain(word.text) in {"ja", "ning"} and pieces[-1] and _is_post(pieces[-1][-1].text):
            desk.form((word,))
            pieces.append([])
            continue
        pieces[-1].append(word)
        if depth <= 0 and word.text.endswith((",", ";")) and following not in _RELATIVE:
            pieces.append([])
    return [piece for piece in pieces if piece]


def _is_post(text: str) -> bool:
    return text.endswith(")") or _POST.search(text.rstrip(",")) is not None


def is_nobody(text: str) -> bool:
    """Whether it says that there is none."""
    return plain(text) in _NOBODY


class People:
    """Finds out who is meant, seen from a unit."""

    def __init__(self, names: Names, unit: str | None, title: str) -> None:
        self._names = names
        self._chain = _chain(names, unit)
        self._unit = unit
        self._title = fold(title)
        self._titles: dict[str, list[str]] = {}
        self._partitives: dict[str, list[str]] = {}
        for id_, post in names.posts.items():
            self._titles.setdefault(fold(post.title), []).append(id_)
            self._partitives.setdefault(fold(post.partitive or post.title), []).append(id_)
        self._texts: dict[str, dict[str, frozenset[str | None]]] = {}
        for text, ids in names.texts.items():
            self._texts.setdefault(fold(text), {})[text] = ids

    def several(
        self, paragraphs: Iterable[tuple[Sequence[Word], float]], desk: Desk, *, is_partitive: bool = False
    ) -> tuple[Person, ...]:
        """Those whom paragraphs name, one or several in each."""
        found: list[Person] = []
        for words, sure in paragraphs:
            for piece in parted(words, desk):
                text = _bare(" ".join(word.text for word in piece))
                if is_nobody(text):
                    desk.form(piece)
                else:
                    found.append(self._person(piece, text, sure, is_partitive=is_partitive))
        return tuple(found)

    def one(self, words: Sequence[Word], sure: float) -> Person:
        """The one whom the words name, in the case that they stand in; a document prints the field with a capital."""
        text = _bare(" ".join(word.text for word in words))
        text = text[:1].upper() + text[1:]
        person = self._person(words, text, sure, is_partitive=False)
        return person if person.is_printed else Person(said(words, sure, text=text), person.id)

    def allative(self, words: Sequence[Word]) -> Person:
        """The one to whom the position is subordinate: `osakonna juhatajale`."""
        text = _bare(" ".join(word.text for word in words))
        for id_, post in self._names.posts.items():
            if fold(text) in {fold(f"{post.title}le"), fold(f"{post.title}ile")} and self._distance(id_) < _FAR:
                return Person(said(words, text=post.title), id_, is_printed=True)
        note = msg("This is in the allative in the document; write it in the nominative.")
        return Person(said(words, GUESSED, text=text, notes=(note,)))

    def _person(self, words: Sequence[Word], text: str, sure: float, *, is_partitive: bool) -> Person:
        folded = fold(text)
        ids = [
            id_ for id_ in (self._partitives if is_partitive else self._titles).get(folded, []) if not self._is_own(id_)
        ]
        if ids:
            id_ = self._nearest(ids, is_generic=len(ids) > 1 or not self._is_telling(ids[0]))
            if id_ is not None:
                return Person(said(words, sure, text=text), id_, is_printed=True)
        known = self._texts.get(folded)
        if known is None:
            return Person(said(words, sure, text=_lowered(text)))
        wanted = [one for one in (_lowered(text), text) if one in known]
        ids_known = frozenset[str | None]().union(*known.values())
        # What every unit has one of is meant only near by, whatever another position means by the same words.
        is_generic = len(ids_known) > 1 or _GENERIC.search(text) is not None
        near = self._nearest([one for one in ids_known if one is not None], is_generic=is_generic)
        return Person(said(words, sure, text=wanted[0] if wanted else min(known)), near)

    def _nearest(self, ids: Sequence[str], *, is_generic: bool) -> str | None:
        """The only one of them that is near enough."""
        ranked = sorted((self._distance(id_), id_) for id_ in ids)
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return None
        return ranked[0][1] if ranked[0][0] < _FAR or not is_generic else None

    def _is_telling(self, id_: str) -> bool:
        """Whether the title leaves no doubt, in however distant a unit."""
        title = self._names.posts[id_].title
        if _GENERIC.search(title):
            return False
        return " " in title or any(unit.head == id_ for unit in self._names.units.values())

    def _is_own(self, id_: str) -> bool:
        """Whether it is the position itself, or may be: colleagues often have its title."""
        return fold(self._names.posts[id_].title) == self._title

    def _distance(self, id_: str) -> int:
        """How many steps up from the own unit, or down from it; far away is all else."""
        headed = next((at for at, unit in enumerate(self._chain) if self._names.units[unit].head == id_), None)
        if headed is not None:
            return headed
        unit = self._names.posts[id_].unit if id_ in self._names.posts else None
        if unit in self._chain:
            return self._chain.index(unit)
        other = _chain(self._names, unit)
        return other.index(self._unit) if self._unit is not None and self._unit in other else _FAR


def _chain(names: Names, unit: str | None) -> list[str]:
    """A unit and those above it."""
    chain: list[str] = []
    while unit is not None and unit in names.units and len(chain) < _MOST_SUPERIORS:
        chain.append(unit)
        unit = names.units[unit].parent
    return chain


def unit_of(text: str, names: Names) -> str | None:
    """The key of the unit that the text names, with its superior units or alone."""
    wanted = fold(text)
    for printed in (True, False):
        keys = [key for key, unit in names.units.items() if fold(unit.printed if printed else unit.name) == wanted]
        if len(keys) == 1:
            return keys[0]
    return None


def _bare(text: str) -> str:
    return text.strip(" ,;").removesuffix(".").rstrip() or text


def _lowered(text: str) -> str:
    """The text within a list: only what is a name or an abbreviation keeps its capital."""
    second = text[1:2]
    return text if second.isupper() or not second.isalpha() else text[:1].lower() + text[1:]
