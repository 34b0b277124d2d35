"""The hidden marks by which an issue of ours is found again, and its part between them told from people's words."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from jdflow.query.mailings import STATES
from jdflow.query.reminders import Key, Line, Recipient

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jdflow.query.mailings import State

_MARK = re.compile(r"<!-- jdflow:(reminder|line|end)((?: [a-z]+=[^\s<>=]+)*) -->")
_TICK = re.compile(r"^(\s*[-*+] \[)[xX](\])(?= )", re.MULTILINE)
# With ~ a forge says that a task does not apply; to us it is one like any other.
_BOX = re.compile(r"^\s*[-*+] \[[ xX~]\] ")
_LINE = "<!-- jdflow:line"
# A line below one of ours that goes on with it; a list of somebody's own does not.
_GOES_ON = re.compile(r"  (?![-*+>] |\d+[.)] )\S")
_COMMANDS = ("jdflow review ", "jdflow approve ")
_DIGITS = 12


class Mailing(NamedTuple):
    """The day of the last letter, what became of it, and the sign of the run that says so."""

    on: date
    state: State
    sign: str

    def __str__(self) -> str:
        return f"{self.on.isoformat()}:{self.state}:{self.sign}"


class Mark(NamedTuple):
    """What the first mark of an issue says; the root is that of the content, where one repository holds several."""

    to: Recipient
    round: int
    root: str = ""
    # The day that its words tell of; none where the mark was lost.
    shown: date | None = None
    is_duplicate: bool = False
    # Digests of the part as it was written, and of the title.
    part: str = ""
    title: str = ""
    mailed: Mailing | None = None


class Body(NamedTuple):
    """The text of an issue taken apart: people's words before and after our part, and what the part holds."""

    mark: Mark
    before: tuple[str, ...]
    inside: tuple[str, ...]
    after: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def is_intact(self) -> bool:
        """Whether nobody has touched our part but to set ticks."""
        return self.mark.shown is not None and digest("\n".join(self.inside)) == self.mark.part


def digest(text: str) -> str:
    """A few digits that differ where the text does, ticks aside."""
    return sha256(_TICK.sub(r"\1 \2", text).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def line_mark(line: Line) -> str:
    """The mark at the end of a task's line."""
    told = {
        "about": f"{line.key.kind}:{line.key.id}",
        "since": line.key.since.isoformat(),
        "told": line.told.isoformat(),
        "up": "" if line.escalated is None else line.escalated.isoformat(),
        "done": "" if line.done is None else line.done.isoformat(),
    }
    return _mark("line", told)


def woven(body: Body | None, mark: Mark, part: Sequence[str], ours: Iterable[str] = ()) -> str:
    """An issue's text with our part anew; `ours` are lines that were ours even where people changed things around them.

    What people wrote into the part is put below it.
    """
    own = _mark(
        "reminder",
        _identity(mark)
        | {
            "shown": "" if mark.shown is None else mark.shown.isoformat(),
            "sum": digest("\n".join(part)),
            "title": mark.title,
            "instead": "yes" if mark.is_duplicate else "",
            "mailed": "" if mark.mailed is None else str(mark.mailed),
        },
    )
    before: Sequence[str] = () if body is None else body.before
    after: list[str] = [] if body is None else [*_rescued(body, {*part, *ours}), *body.after]
    return "\n".join([*before, own, *part, _mark("end", _identity(mark)), *after])


def remarked(text: str, mailed: Mailing) -> str | None:
    """An issue's text that says in its mark what became of a letter, else as it is; none where the mark is gone."""
    lines = as_kept(text).split("\n")
    for number, line in enumerate(lines):
        found = _read(line)
        if found is not None and found[0] == "reminder":
            lines[number] = _mark("reminder", found[1] | {"mailed": str(mailed)})
            return "\n".join(lines)
    return None


def as_kept(text: str) -> str:
    """The text as it is compared: forges and browsers have their own line ends, and drop blanks at the end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip()


def taken_apart(text: str, lost: Mark | None = None) -> Body | None:
    """An issue's text taken apart; none where no mark says that it is one of ours, and `lost` is not what it said.

    Where one of the two marks is gone, all on the other's side counts as the part: what is not ours in it is kept.
    """
    lines = as_kept(text).split("\n")
    marks = [(number, found) for number, line in enumerate(lines) if (found := _read(line)) is not None]
    first = next(((number, told) for number, (kind, told) in marks if kind == "reminder"), None)
    start = -1 if first is None else first[0]
    last = next(((number, told) for number, (kind, told) in marks if kind == "end" and number > start), None)
    known = first or last or next(((n, told) for n, (kind, told) in marks if kind == "end"), None)
    mark = (None if known is None else _identified(known[1])) or lost
    if mark is None:
        return None
    end = len(lines) if last is None else last[0]
    strays = {number for number, (kind, _) in marks if kind != "line"}
    rest = [(number, line) for number, line in enumerate(lines) if number not in strays]
    inside = tuple(line for number, line in rest if start < number < end)
    return Body(
        mark,
        tuple(line for number, line in rest if number < start),
        inside,
        tuple(line for number, line in rest if number > end),
        tuple(task for line in inside if (task := _task(line)) is not None),
    )


def _rescued(body: Body, ours: set[str]) -> list[str]:
    """What people wrote between our marks."""
    if body.is_intact:
        return []
    known = set(map(_bare, ours))
    found, is_ours = [], False
    for line in body.inside:
        goes_on = is_ours and _GOES_ON.match(line) is not None
        is_ours = _LINE in line or goes_on
        if not is_ours and _bare(line) not in known and not line.startswith(_COMMANDS):
            found.append(line)
    return ["", *found] if any(line.strip() for line in found) else []


def _bare(line: str) -> str:
    """A line without box and mark, so that it is known again when these were damaged."""
    return _BOX.sub("", line.partition("<!--")[0]).strip()


def _identity(mark: Mark) -> dict[str, str]:
    return {"to": f"{mark.to.kind}:{mark.to.id}", "round": str(mark.round), "root": mark.root}


def _mark(kind: str, told: Mapping[str, str]) -> str:
    # A comment ends at --, and nothing that stands in one may look like another's.
    pairs = (f" {name}={quote(value, safe=':/').replace('--', '-%2D')}" for name, value in told.items() if value)
    return f"<!-- jdflow:{kind}{''.join(pairs)} -->"


def _read(line: str) -> tuple[str, dict[str, str]] | None:
    """The mark at the end of a line: its kind, and what it tells."""
    found = list(_MARK.finditer(line))
    if not found:
        return None
    kind, pairs = found[-1].groups()
    if kind != "line" and line.strip() != found[-1][0]:
        return None
    return kind, {name: unquote(value) for name, _, value in (pair.partition("=") for pair in pairs.split())}


def _identified(told: Mapping[str, str]) -> Mark | None:
    kind, _, id = told.get("to", "").partition(":")
    year = told.get("round", "")
    if kind not in {"position", "unit"} or not (year.isdecimal() and year.isascii()):
        return None
    return Mark(
        Recipient("position" if kind == "position" else "unit", id),
        int(year[:4]),
        told.get("root", ""),
        _day(told.get("shown", "")),
        told.get("instead") == "yes",
        told.get("sum", ""),
        told.get("title", ""),
        _mailing(told.get("mailed", "")),
    )


def _mailing(text: str) -> Mailing | None:
    first, _, rest = text.partition(":")
    state, _, sign = rest.partition(":")
    on = _day(first)
    return None if on is None or state not in STATES else Mailing(on, STATES[state], sign)


def _task(line: str) -> Line | None:
    found = _read(line)
    if found is None or found[0] != "line":
        return None
    told = found[1]
    kind, _, id = told.get("about", "").partition(":")
    since, first = _day(told.get("since", "")), _day(told.get("told", ""))
    if kind not in {"review", "approval"} or since is None or first is None:
        return None
    words = _BOX.sub("", line[: line.rindex(_LINE)]).strip()
    return Line(
        Key("review" if kind == "review" else "approval", id, since),
        first,
        _day(told.get("up", "")),
        _day(told.get("done", "")),
        _TICK.match(line) is not None,
        words,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
