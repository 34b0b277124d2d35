"""What a branch proposes, as those read it who decide: the content of the comment on a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from jdflow.model.difference import Change, Compared
    from jdflow.model.position import Relation
    from jdflow.model.version import Outcome
    from jdflow.problems import Severity

Ask: TypeAlias = Literal["date", "editorial", "consent", "order", "signatures"]
# In the order in which they are put: a text needs its day before anybody signs it.
ASKS: tuple[Ask, ...] = ("date", "editorial", "consent", "order", "signatures")
_SAME_DAY: frozenset[Ask] = frozenset({"date", "editorial"})

# More than these nobody reads in a comment. Whoever makes the content keeps to them, whoever reads it insists on them.
MOST_POSITIONS = 5_000
MOST_CHANGES = 60
# Of a text that is new as a whole, which is read from one end to the other.
MOST_LINES = 400
MOST_ENTRIES = 1_000
# Of what is named besides with one position.
MOST_BESIDES = 20
MOST_FINDINGS = 100
MOST_BLOCKS = 1_000
MOST_FILES = 100
LONGEST_NAME = 300
LONGEST_WORD = 100
LONGEST_TEXT = 2_000
# All texts of changes together.
MOST_LETTERS = 400_000


class Touched(NamedTuple):
    """A position that becomes another: how, and what has to be decided about it."""

    compared: Compared
    unit: str
    relation: Relation
    asks: tuple[Ask, ...] = ()
    # How many changes are not told.
    more: int = 0
    # The shared blocks that change this text, too, and whose changes are told with them.
    through: tuple[str, ...] = ()


class Common(NamedTuple):
    """A change that a shared block makes in so many positions."""

    change: Change
    positions: int


class Shared(NamedTuple):
    """Positions that change only through these shared blocks, and the changes, each told once."""

    blocks: tuple[str, ...]
    changes: tuple[Common, ...]
    positions: tuple[Touched, ...]
    more: int = 0
    # So many positions with changes of their own change through the block, too.
    others: int = 0


class Approved(NamedTuple):
    """An approval as a file holds it."""

    mode: str | None
    number: str | None
    day: date | None
    annex: str | None
    basis: str | None
    header: str | None
    consent: str | None


class Held(NamedTuple):
    """A review as it is recorded; one without a day is taken back."""

    day: date | None
    outcome: Outcome | None = None
    postponed_to: date | None = None
    by: str | None = None


# What stands there is run, with rights of its own.
RUN_BELOW = (".github/", ".gitlab/", ".gitlab-ci.yml")


class Entry(NamedTuple):
    """What is put on record of a position besides its words; of its approval and its last day, before and after."""

    id: str
    title: str
    approval: tuple[Approved | None, Approved | None] = (None, None)
    last_day: tuple[date | None, date | None] = (None, None)
    reviews: tuple[Held, ...] = ()
    # The id that it had before, where it gets another.
    former_id: str | None = None


class Finding(NamedTuple):
    """A problem that the check has found, said in words; `is_touched` where it stands in what the branch changes."""

    code: str
    severity: Severity
    path: str
    line: int
    message: str
    advice: str
    is_touched: bool


class Compare(NamedTuple):
    """What is compared: the revision asked for, the commit where the branch left it, the branch's last one."""

    revision: str
    base: str
    head: str


class Proposal(NamedTuple):
    """All that the comment says of a branch."""

    # The way from the top of the repository to the content root; empty at the top.
    folder: str
    compare: Compare
    own: tuple[Touched, ...]
    shared: tuple[Shared, ...]
    findings: tuple[Finding, ...]
    errors: int
    warnings: int
    # Positions of which nobody can tell how they change, because one side cannot be read.
    unread: tuple[str, ...] = ()
    # How many changed positions are not told of at all.
    left_out: int = 0
    # The changed files that all documents share: templates, and what the agency says of itself.
    common: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    # How many positions with something put on record are not told of.
    more_entries: int = 0

    @property
    def positions(self) -> tuple[Touched, ...]:
        """All positions that change."""
        return (*self.own, *(one for shared in self.shared for one in shared.positions))

    @property
    def same_day(self) -> tuple[Touched, ...]:
        """The positions whose text becomes another though its day stays, each of which is an error."""
        return tuple(one for one in self.positions if not _SAME_DAY.isdisjoint(one.asks))


def cut(text: str, most: int) -> str:
    """The text, cut where it is longer than anyone would read here."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
