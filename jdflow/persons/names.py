"""Where names of people stand in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jdflow.persons.given import AMBIGUOUS, NAMES
from jdflow.persons.surnames import is_surname
from jdflow.persons.words import is_firm, is_namesake, is_other, is_post, is_thing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

_TOKEN = re.compile(r"(?P<lead>[^\w\s]*)(?P<core>(?:[^\s/]*\w)?)(?P<tail>[^\w\s]*)")
_FAR = re.compile(r"(?: {3,}|\t| *(?:\n *){2,})")
# Two capitals near each other, without which there is no name.
_CAPITAL = r"[^\W\d_a-zõäöüšž]"
_LIKELY = re.compile(
    rf"{_CAPITAL}[^\s/]{{0,40}}[\s/]{{1,40}}[^\w\s]{{0,3}}(?:\w{{2,3}}\s{{1,40}})?{_CAPITAL}|{_CAPITAL}\.-?{_CAPITAL}"
)
_INITIAL = re.compile(r"[^\W\d_](?:\.-?[^\W\d_])?\Z")
# An initial, or two, with the surname right behind it.
_GLUED = re.compile(r"(?:[^\W\d_]\.-?){1,2}(?P<surname>[^\W\d_]{2,}(?:-[^\W\d_]{2,})*(?:[’'][a-zõäöü]{1,4})?)\Z")
_PARTICLES = frozenset({"von", "van", "de", "der", "la", "di", "af", "zu"})
_ENDING = (".", "!", "?", ":", ";")
# Cases in which a name stands by itself: what bears it has it in the genitive, or as it is.
_ALONE = re.compile(r".{2,}(?:[aeiu]ga|[aeiu]le|[aeiu]lt|sse|[’'](?:l|le|lt|ga|d|t|s|st))\Z")
_MOST_WORDS, _SHORTEST = 4, 2
_FARTHEST = 3


class Name(NamedTuple):
    """From where to where in the text; whether the words leave no doubt that it is a person's."""

    start: int
    end: int
    is_sure: bool


class _Token(NamedTuple):
    """What stands between two spaces, without the marks around it."""

    core: str
    start: int
    end: int
    lead: str
    tail: str
    # Whether a sentence, or a line of a list, begins with it: there any word has a capital.
    is_first: bool
    # Whether more than a space, or the end of a line, parts it from what is before.
    is_apart: bool

    @property
    def is_initial(self) -> bool:
        return self.tail[:1] == "." and self.core[:1].isupper() and _INITIAL.match(self.core) is not None

    @property
    def is_capital(self) -> bool:
        core = self.core
        is_word = core[-1:].isalpha() and not any(map(str.isdigit, core))
        return core[:1].isupper() and len(core) >= _SHORTEST and is_word


def is_given(word: str) -> bool:
    """Whether the word is a usual given name, or a double one that begins with such."""
    return word.split("-", 1)[0].casefold() in NAMES


def names_in(text: str, *, allowed: Collection[str] = (), known: Callable[[str], bool] = is_given) -> Iterator[Name]:
    """The names in the text that are not allowed; `known` tells given names."""
    if _LIKELY.search(text) is None:
        return
    tokens = _tokens(text)
    at = 0
    while at < len(tokens):
        end = _run(tokens, at)
        if end == at:
            at += 1
            continue
        run = tokens[at:end]
        before = tokens[at - 1] if at else None
        name = _named(run, before, known, is_all=len(run) == len(tokens))
        if name is not None and not _bears(tokens, at + name[1]) and not _is_allowed(run[name[0] : name[1]], allowed):
            yield Name(run[name[0]].start, run[name[1] - 1].end, name[2])
        at = end


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    is_first = True
    last = 0
    for match in _TOKEN.finditer(text):
        if match.start() == match.end():
            continue
        is_apart = _FAR.fullmatch(text, last, match.start()) is not None
        last = match.end()
        token = _Token(
            match["core"], match.start("core"), match.end("core"), match["lead"], match["tail"], is_first, is_apart
        )
        found.append(token)
        is_first = not token.core or (token.tail.endswith(_ENDING) and not token.is_initial) or token.core.isdigit()
    return found


def _run(tokens: Sequence[_Token], begin: int) -> int:
    """Where the words with capitals end that follow one another from there."""
    at = begin
    while at < len(tokens):
        token = tokens[at]
        if at > begin and (token.lead or token.is_apart or not _goes_on(tokens[at - 1])):
            break
        is_within = at > begin and token.core in _PARTICLES and at + 1 < len(tokens)
        if not (token.is_initial or token.is_capital or is_within or _GLUED.match(token.core)):
            break
        at += 1
    return at


def _goes_on(token: _Token) -> bool:
    return not token.tail or token.is_initial


def _named(
    run: Sequence[_Token], before: _Token | None, known: Callable[[str], bool], *, is_all: bool
) -> tuple[int, int, bool] | None:
    """From which to which word of a run a name goes, and whether that is sure."""
    if is_firm(run[0].core) or (before is not None and is_firm(before.core)):
        return None
    best: tuple[int, int, bool] | None = None
    is_post_before = before is not None and not before.tail and is_post(before.core)
    for at, token in enumerate(run):
        if is_thing(token.core) or is_other(token.core):
            continue
        found = _glued(run, at, is_post_before) or _given(run, at, known) or _by_surname(run, at, is_post_before)
        if found is not None and (best is None or (found[2] and not best[2])):
            best = found
            if found[2]:
                break
    # Where nothing else stands, nothing but a name begins with its capital.
    return (best[0], best[1], True) if best is not None and is_all and is_surname(run[best[1] - 1].core) else best


def _glued(run: Sequence[_Token], at: int, is_post_before: bool) -> tuple[int, int, bool] | None:  # noqa: FBT001 (a fact)
    """An initial and a surname."""
    glued = _GLUED.match(run[at].core)
    if glued is not None:
        surname = glued["surname"]
        return (at, at + 1, is_surname(surname)) if surname[:1].isupper() else None
    end = at
    while end < len(run) and run[end].is_initial:
        end += 1
    if end == at or end == len(run) or is_other(run[end].core):
        return None
    is_sure = is_surname(run[end].core) or (is_post_before and at == 0)
    return (at, end + 1, is_sure) if is_sure or not run[at].is_first else None


def _given(run: Sequence[_Token], at: int, known: Callable[[str], bool]) -> tuple[int, int, bool] | None:
    """A given name with another name behind it, or before it."""
    first = run[at]
    is_nominative = known(first.core)
    if not is_nominative and first.core[-1:] in "aeiu" and first.core[:-1].casefold() in NAMES:
        end = _end(run, at)
        return (at, end, True) if end - at > 1 and is_surname(run[end - 1].core) else None
    if not is_nominative:
        return None
    end = _end(run, at)
    if end - at < _SHORTEST:
        is_turned = at > 0 and is_surname(run[at - 1].core) and not is_other(run[at - 1].core)
        return (at - 1, at + 1, True) if is_turned and first.core.casefold() not in AMBIGUOUS else None
    if is_namesake(first.core, run[at + 1].core):
        return None
    is_doubtful = first.core.casefold() in AMBIGUOUS and first.is_first
    return at, end, not is_doubtful or is_surname(run[end - 1].core)


def _by_surname(run: Sequence[_Token], at: int, is_post_before: bool) -> tuple[int, int, bool] | None:  # noqa: FBT001
    """A word that is no usual given name, with a usual surname behind it; or any two behind a post."""
    end = _end(run, at)
    if end - at < _SHORTEST or run[at].core.isupper() or len(run[at].core) <= _SHORTEST:
        return None
    if is_surname(run[at + 1].core):
        return at, at + 2, not run[at].is_first
    return (at, end, False) if is_post_before and at == 0 and end == len(run) and end - at <= _FARTHEST else None


def _end(run: Sequence[_Token], at: int) -> int:
    """Where the name ends that begins there."""
    end = at + 1
    while end < min(len(run), at + _MOST_WORDS) and _is_name(run[end], run[at], is_second=end == at + 1):
        end += 1
    while end > at + 1 and (run[end - 1].is_initial or run[end - 1].core in _PARTICLES):
        end -= 1
    return end


def _is_name(token: _Token, first: _Token, *, is_second: bool) -> bool:
    # `Linn` is a surname, too, but not behind another one.
    if is_thing(token.core) and not (is_second and is_surname(token.core)):
        return False
    # Capitals within a text that has others are an abbreviation, if they are few.
    is_short = token.core.isupper() and not first.core.isupper() and len(token.core) <= _FARTHEST
    return not is_other(token.core) and (not is_short or token.is_initial)


def _bears(tokens: Sequence[_Token], at: int) -> bool:
    """Whether something bears the name before that word."""
    if at >= len(tokens) or not _goes_on(tokens[at - 1]):
        return is_thing(tokens[at - 1].core) and not is_surname(tokens[at - 1].core)
    return not tokens[at].lead and is_thing(tokens[at].core) and _ALONE.match(tokens[at - 1].core) is None


def _is_allowed(name: Sequence[_Token], allowed: Collection[str]) -> bool:
    """Whether a name that is allowed stands there, in whatever case."""
    if not allowed:
        return False
    words = [token.core.casefold() for token in name]
    return any(_is_same(words, one.casefold().split()) for one in allowed)


def _is_same(words: Sequence[str], wanted: Sequence[str]) -> bool:
    if len(words) != len(wanted) or words[:-1] != wanted[:-1]:
        return False
    last = wanted[-1]
    return words[-1].startswith(last[: max(len(last) - 1, _SHORTEST)])
