"""Problems as values: a place, a rule, a problem; the catalogue of rules is in the modules beside this one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeAlias

from jdflow.language import N_, Msg, Param

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Severity: TypeAlias = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
LONGEST_QUOTE = 500
# Codes below say that words are missing: of files, of fields, of includes. Those above judge what was read.
JUDGED = "JD300"
DID_YOU_MEAN = N_("Did you mean “{guess}”?")


class Place(NamedTuple):
    """A stretch of a file, lines and columns from 1; the end is the first column after it."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    @property
    def place(self) -> Place:
        """The place itself, so that it can stand for a thing that has one."""
        return self


class Placed(Protocol):
    """Whatever stands somewhere: a place, or a node of a tree that works its place out when it is asked."""

    @property
    def place(self) -> Place:
        """Where it stands."""


class Related(NamedTuple):
    """Another place that belongs to a problem, and what it has to do with it."""

    place: Place
    message: Msg


def related_to(placed: Placed, message: Msg) -> Related:
    """Another place, and what it has to do with a problem."""
    return Related(placed.place, message)


class Problem(NamedTuple):
    """A broken rule at a place."""

    rule: Rule
    place: Place
    params: Mapping[str, Param]
    related: tuple[Related, ...] = ()
    guess: str | None = None
    severity: Severity = "error"

    @property
    def message(self) -> Msg:
        """What is wrong here."""
        return Msg(self.rule.message, self.params)

    @property
    def advice(self) -> Msg:
        """How to mend it here, in one sentence."""
        if self.guess is not None:
            return Msg(DID_YOU_MEAN, {"guess": self.guess})
        return Msg(self.rule.advice, self.params)


class Rule(NamedTuple):
    """A rule that content keeps: what a breach is, what is said of one, the way out, an example of each side."""

    code: str
    what: str
    message: str
    advice: str
    bad: str
    good: str
    severity: Severity = "error"

    def at(
        self,
        placed: Placed,
        /,
        *,
        related: Iterable[Related] = (),
        guess: str | None = None,
        severity: Severity | None = None,
        **params: Param,
    ) -> Problem:
        """The problem of this rule broken at that place."""
        said = {name: _cut(value) if isinstance(value, str) else value for name, value in params.items()}
        return Problem(self, placed.place, said, tuple(related), guess, severity or self.severity)


def _cut(text: str) -> str:
    """What a message quotes, cut where it is longer than anyone would read."""
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
