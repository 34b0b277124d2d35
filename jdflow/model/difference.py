"""What changed between two texts of a position, change by change, as values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from jdflow.wordwise import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from jdflow.wordwise import Piece

Kind: TypeAlias = Literal["added", "removed", "moved", "reworded", "field"]
ChangeClass: TypeAlias = Literal["editorial", "organisational", "material"]
CauseKind: TypeAlias = Literal["own", "block", "organisation"]
# From the least to the most.
CLASSES: tuple[ChangeClass, ...] = ("editorial", "organisational", "material")
# What stands for a list of subordinates that is worked out from who names this position as manager.
AUTO = "auto"


class Cause(NamedTuple):
    """Why a text is another: the position's own file, a shared block that changed, or what it names of the agency."""

    kind: CauseKind
    # Only where the block itself changed; a use that was added, dropped or set otherwise is the position's own doing.
    block: str | None = None


OWN = Cause("own")
ORGANISATION = Cause("organisation")


class Spot(NamedTuple):
    """Which one of its list a line is, from one on, before and after."""

    before: int | None = None
    after: int | None = None


NO_SPOT = Spot()


class Upper(NamedTuple):
    """The duty or competency that a line belongs to, as it reads now; where it is gone, as it read."""

    text: str
    spot: Spot


class Change(NamedTuple):
    """One change.

    `section` is the model's field name; what lies within a field is set off by a dot: `duties`, `duties.parts`,
    `duties.results`, `requirements.education`, `requirements.languages`, `competencies.core` (a name, or a plain
    line), `competencies.core.items`. A single value is a `field`; a text or a line of a list is added, removed,
    moved, reworded. A line may be both moved and reworded, which makes two changes; of a moved line, `before` and
    `after` are its words on either side.
    """

    section: str
    kind: Kind
    cls: ChangeClass
    before: str | None
    after: str | None
    cause: Cause = OWN
    spot: Spot = NO_SPOT
    upper: Upper | None = None

    @property
    def words(self) -> list[Piece]:
        """Both texts word by word."""
        return pieces(self.before or "", self.after or "")


class Difference(NamedTuple):
    """All changes, in the order of the form, and the highest of their classes.

    There is no class where nothing changed, and none where there was no text before or is none after.
    """

    changes: tuple[Change, ...] = ()
    cls: ChangeClass | None = None


NO_DIFFERENCE = Difference()


class Compared(NamedTuple):
    """Two texts of a position, or one that is new or gone, with the days from which each is in force."""

    id: str
    title: str
    from_day: date | None
    to_day: date | None
    difference: Difference
    has_before: bool = True
    has_after: bool = True

    @property
    def differs(self) -> bool:
        """Whether its words or its day changed, or it is new or gone."""
        return bool(self.difference.changes) or self.from_day != self.to_day or self.has_before != self.has_after


def highest(classes: Iterable[ChangeClass]) -> ChangeClass | None:
    """The highest of the classes, if there is any."""
    return max(classes, key=CLASSES.index, default=None)
