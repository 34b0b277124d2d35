"""What commit messages say of reviews: the lines that a review leaves, as people and forges garble them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from jdflow.calendar import written
from jdflow.model.ids import is_id
from jdflow.problems.guess import folded
from jdflow.shape.days import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jdflow.model.version import Outcome

# A line that counts; one whose key or sign is a little off; the right word with no sign after it.
Form: TypeAlias = Literal["exact", "near", "bare"]

GREP = "lev[ad]|vaad|vaat|vadat|aadat|toimetusli"
"""What every message holds in which `records_in` or `declared_in` finds anything, for `git log --grep -i -E`.

Letters of ASCII only: what Git takes for Ü, and for its lower case, depends on the machine.
"""

_OUTCOMES: dict[Outcome, str] = {"unchanged": "muutmata", "changed": "muudetud", "postponed": "edasi lükatud"}
MAY_SAY = re.compile(GREP, re.IGNORECASE)
"""The same for a message that is at hand."""
# Bullets, numbers, marks of quotation and emphasis, and marks that nobody sees.
_LEAD = r"(?:[\s>*_`+•–—|\ufeff\u200b-]|\d+[.)]\s)*+"
_WORD = r"[uü]levaadatud"
_SIGN = r"[*_`]*+\s*+:[*_`]*+"
_RECORD = re.compile(rf"{_LEAD}{_WORD}{_SIGN}(?P<rest>.*)", re.IGNORECASE)
_INNER = re.compile(rf"(?<!\w){_WORD}\s*+:", re.IGNORECASE)
_BARE = re.compile(rf"{_LEAD}[uü]le ?vaadatud\s(?P<rest>.*)", re.IGNORECASE)
_NEAR = re.compile(rf"{_LEAD}(?P<key>[^\W\d_]++(?:[ _-][^\W\d_]++)?+)[*_`]*+\s*+(?:[:=]|[-–—](?=\s))(?P<rest>.*)")
_ATTRIBUTE = re.compile(rf"{_LEAD}(?P<key>tulemus|roll|s[oõ]rmej[aä]lg){_SIGN}(?P<rest>.*)", re.IGNORECASE)
_DECLARED = re.compile(rf"{_LEAD}toimetuslik{_SIGN}(?P<rest>.*)", re.IGNORECASE)
# Lines that may quote a record without being one.
_QUOTING = re.compile(rf"{_LEAD}(?:m[aä]rkus|toimetuslik)\s*+:|\s*+(?:revert|reapply)\s", re.IGNORECASE)
_DAY = re.compile(r"(?a)\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}")
_FINGERPRINT = re.compile(r"(?a)\bv\d+:[0-9a-f]{12,64}\b", re.IGNORECASE)
_AROUND = "\"'`„“”\u2018’\u201a«»<>[]{}*_.:!?"
# What people take for the key, besides what they mistype.
_TAKEN_FOR_IT = {"ulevaatus", "ulevaatamine", "labivaadatud", "labivaatus", "labivaatamine"}
_MOST_WRONG = 2
_LONGEST_SUBJECT = 72


class Said(NamedTuple):
    """A line that tells of a review: whose, in what form, and what is said of it below."""

    ids: tuple[str, ...]
    line: str
    form: Form = "exact"
    outcome: Outcome | None = None
    # The outcome in the message's own words, understood or not.
    outcome_text: str | None = None
    postponed_to: date | None = None
    role: str | None = None
    fingerprint: str | None = None


def records_in(message: str) -> list[Said]:
    """The reviews that a message tells of, and the lines that look as if they were meant to.

    Lines that follow one another are a run; what is said below it (`Tulemus:`, `Roll:`, `Sormejalg:`) holds for the
    whole run, until the next.
    """
    if MAY_SAY.search(message) is None:
        return []
    runs: list[_Run] = []
    may_grow = False
    for line in _lines(message):
        attribute = _ATTRIBUTE.match(line)
        if attribute is not None:
            if runs:
                runs[-1].attributes.setdefault(folded(attribute["key"]), attribute["rest"].strip())
            may_grow = False
        elif said := list(_said(line)):
            if not may_grow:
                runs.append(_Run([], {}))
            runs[-1].lines.extend(said)
            may_grow = True
        else:
            may_grow = False
    return [line for run in runs for line in run.told()]


def declared_in(message: str) -> str | None:
    """Why the changes of text are editorial, where the message gives a reason (`Toimetuslik: <why>`)."""
    for line in _lines(message):
        found = _DECLARED.match(line)
        if found is not None and any(map(str.isalnum, found["rest"])):
            return found["rest"].strip(" \t*_`")
    return None


def message_of(
    reviewed: Sequence[tuple[str, str | None]],
    outcome: Outcome | None,
    role: str | None,
    note: str | None,
    postponed_to: date | None = None,
) -> str:
    """The message of the commit that records a review: each position's id with the fingerprint of its text."""
    how = _one_line(_outcome_words(outcome, postponed_to))
    by, said = _one_line(role or ""), _one_line(note or "")
    trailers = []
    # Of whom nothing is said comes last: else what is said of the next would hold for both.
    for id, fingerprint in sorted(dict(reviewed).items(), key=lambda one: not (how or by or one[1])):
        trailers.append(f"Ulevaadatud: {id}")
        trailers += [f"Tulemus: {how}"] if how else []
        trailers += [f"Roll: {by}"] if by else []
        trailers += [f"Sormejalg: {fingerprint}"] if fingerprint else []
    paragraphs = [_subject([id for id, _ in reviewed], outcome, postponed_to)]
    paragraphs += [f"Märkus: {said}"] if said else []
    return "\n\n".join([*paragraphs, "\n".join(trailers)]) + "\n"


class _Run(NamedTuple):
    """Lines that follow one another, and what is said of them all."""

    lines: list[Said]
    attributes: dict[str, str]

    def told(self) -> Iterator[Said]:
        """The lines, each with what is said below."""
        text = self.attributes.get("tulemus") or None
        outcome, postponed_to = _outcome(text or "")
        fingerprint = _FINGERPRINT.search(self.attributes.get("sormejalg", ""))
        for line in self.lines:
            yield line._replace(
                outcome=outcome,
                outcome_text=text,
                postponed_to=postponed_to,
                role=self.attributes.get("roll") or None,
                fingerprint=None if fingerprint is None else fingerprint[0].lower(),
            )


def _lines(message: str) -> list[str]:
    """The message's lines; one that ends in a comma, or names nothing yet, is joined by the names below it."""
    lines: list[list[str]] = []
    is_open = False
    for line in re.split(r"\r\n?|\n", unicodedata.normalize("NFC", message)):
        names = _names(line) if is_open else []
        if names:
            lines[-1] += names
        else:
            record = _RECORD.match(line)
            is_open = record is not None and record["rest"].strip()[-1:] in {"", ","}
            lines.append([line])
    return [", ".join(parts) for parts in lines]


def _names(line: str) -> list[str]:
    """The ids in a line that holds nothing else."""
    names = [name.strip() for name in re.sub(rf"\A{_LEAD}", "", line).rstrip(", \t").split(",")]
    return names if all(map(is_id, names)) else []


def _said(line: str) -> Iterator[Said]:
    """What one line says of reviews, or seems to."""
    record = _RECORD.match(line)
    if record is not None:
        # A subject joins the lines below it: several records may have come to stand in one line.
        for part in _INNER.split(record["rest"]):
            yield Said(_ids(part), line)
        return
    if MAY_SAY.search(line) is None or _QUOTING.match(line):
        return
    near, bare, inner = _NEAR.match(line), _BARE.match(line), _INNER.search(line)
    if inner is not None:
        yield Said(_ids(line[inner.end() :]), line, "near")
    elif near is not None and _is_near(near["key"]):
        yield Said(_ids(near["rest"]), line, "near")
    elif bare is not None:
        yield Said(_ids(bare["rest"]), line, "bare")


def _ids(text: str) -> tuple[str, ...]:
    """The ids that a line names, as good as it can be told; what stands in parentheses is a remark."""
    words = re.split(r"[\s,;]+", text.partition("(")[0])
    names = (re.sub(r"\.ya?ml$", "", word.strip(_AROUND).casefold().rpartition("/")[2]) for word in words)
    return tuple(dict.fromkeys(name for name in names if any(map(str.isalnum, name)) and name != "ja"))


def _is_near(key: str) -> bool:
    """Whether someone may have meant the key by this word."""
    bare = folded(key).replace("-", "")
    if bare in _TAKEN_FOR_IT:
        return True
    if abs(len(bare) - len("ulevaadatud")) > _MOST_WRONG:
        return False
    # Needed only where something is wrong, so its import does not slow the usual run.
    from rapidfuzz.distance import OSA

    return OSA.distance(bare, "ulevaadatud") <= _MOST_WRONG


def _outcome(text: str) -> tuple[Outcome | None, date | None]:
    words = folded(text.strip(_AROUND + " \t")).replace("-", "")
    for outcome, word in _OUTCOMES.items():
        if words.startswith((folded(word).replace("-", ""), outcome)):
            if outcome != "postponed":
                return outcome, None
            said = _DAY.search(text)
            day = None if said is None else day_of(said[0])
            return outcome, day if isinstance(day, date) else None
    return None, None


def _outcome_words(outcome: Outcome | None, postponed_to: date | None) -> str:
    if outcome is None:
        return ""
    return _OUTCOMES[outcome] + (f" {postponed_to.isoformat()}" if outcome == "postponed" and postponed_to else "")


def _subject(ids: Iterable[str], outcome: Outcome | None, postponed_to: date | None) -> str:
    """The first line: what was done, for which positions, or for how many."""
    names = list(dict.fromkeys(ids))
    what = "Ametijuhendi läbivaatamine" if len(names) == 1 else "Ametijuhendite läbivaatamine"
    if outcome == "postponed":
        what += " lükati edasi" + (f" kuni {written(postponed_to)}" if postponed_to else "")
    how = {"unchanged": " (muudatusteta)", "changed": " (muudatustega)"}.get(outcome or "", "")
    subject = f"{what}: {', '.join(names)}{how}"
    if len(subject) <= _LONGEST_SUBJECT:
        return subject
    return f"{what}: {len(names)} ametikohta{how}" if len(names) > 1 else f"{what}: {names[0]}"


def _one_line(text: str) -> str:
    """The text on one line, with nothing in it that a commit's message cannot hold."""
    plain = unicodedata.normalize("NFC", text)
    return " ".join("".join(char if char.isprintable() else " " for char in plain).split())
