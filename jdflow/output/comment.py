"""The comment on a pull request, as Markdown: what changes for whom and from when, and what is to be decided."""

from __future__ import annotations

from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from jdflow.language import N_
from jdflow.model.comment import ASKS, RUN_BELOW
from jdflow.model.difference import CLASSES
from jdflow.output.comment_entries import entry_row
from jdflow.output.comment_facts import facts, name, row
from jdflow.output.comment_fit import Section, fitted, length
from jdflow.output.comment_positions import closed, folded, opened
from jdflow.output.comment_summary import summary
from jdflow.output.comment_words import is_plain_revision, listed, plain, sentence
from jdflow.output.problems import SEVERITY_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.language import Voice
    from jdflow.model.comment import Ask, Finding, Proposal, Touched
    from jdflow.output.comment_fit import Form

# What GitHub takes.
LONGEST = 65_536
MOST_NAMED = 20
MOST_FINDINGS = 20
# More positions than these are folded, each by itself.
MOST_OPEN = 10
_SHORT = 12
_FEW = 5
# Of a new text.
_LINES = (120, 40)

_ASKED: dict[Ask, tuple[str, str]] = {
    "date": (
        N_("A text that is approved or in force changes, but its day does not."),
        N_(
            "From which day is the new text to be in force? Set it with `jdflow amend` or change `kehtiv_alates` "
            "in the file; if the text was not meant to change, take the change back."
        ),
    ),
    "editorial": (
        N_("The spelling of a text that is approved or in force changes."),
        N_(
            "Is it only the spelling? Then let a commit say why (a line `Toimetuslik: …` in its message). "
            "If not, the new text needs a day of its own: `jdflow amend`, or `kehtiv_alates` in the file."
        ),
    ),
    "consent": (
        N_("Duties of an official change materially."),
        N_("Is the official's consent needed? The decision is recorded in the file: `nõusolek` below `kinnitamine`."),
    ),
    "order": (
        N_("An official's job description is approved by a new order."),
        N_("Who prepares the order? Once it is signed, its number and day are recorded: `jdflow approve`."),
    ),
    "signatures": (
        N_("An employee's job description is agreed upon."),
        N_("Have both agreed? Both parties sign the new version: the employer and the employee."),
    ),
}


class Setting(NamedTuple):
    """What the one who posts the comment knows: where the previews are, and how long a comment may be."""

    previews: str | None = None
    longest: int = LONGEST


def marker(folder: str) -> str:
    """The hidden first line, by which the comment on the content of that folder is found again."""
    name = blake2b(folder.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return f"<!-- jdflow:comment {name} -->"


def as_markdown(proposal: Proposal, voice: Voice, setting: Setting = Setting()) -> str:  # noqa: B008 (immutable)
    """The whole comment."""
    head = [marker(proposal.folder), _title(proposal, voice), summary(proposal, voice)]
    foot = _foot(proposal, voice, setting.previews)
    room = setting.longest - sum(length(line) + 2 for line in (*head, *foot))
    return "\n\n".join([*head, *fitted(list(_sections(proposal, voice)), room), *foot]) + "\n"


def _title(proposal: Proposal, voice: Voice) -> str:
    said = voice.say("Changes in job descriptions")
    if proposal.folder:
        said = voice.say("Changes in job descriptions in {folder}", folder=plain(f"{proposal.folder}/"))
    return f"## {said}"


def _foot(proposal: Proposal, voice: Voice, previews: str | None) -> list[str]:
    lines = []
    if previews is not None:
        # An address holds neither brackets nor blanks; what looks like an entity would be read as one.
        address = previews.replace("&", "&amp;")
        words = voice.say("Previews in Word and PDF")
        lines.append(f"[{words}](<{address}>)")
    compare = proposal.compare
    base = compare.revision if is_plain_revision(compare.revision) else compare.base[:_SHORT]
    lines.append(
        voice.say(
            "Compared: {base} → {head}. The whole comparison: {diff}; the check: {check}.",
            base=f"`{compare.base[:_SHORT]}`",
            head=f"`{compare.head[:_SHORT]}`",
            diff=f"`jdflow diff --base {base}`",
            check=f"`jdflow check --base {base}`",
        )
    )
    return ["---", *lines]


def _sections(proposal: Proposal, voice: Voice) -> Iterator[Section]:
    yield _asked(proposal.positions, voice)
    yield _found(proposal, voice)
    yield _entered(proposal, voice)
    yield _own(proposal, voice)
    yield _common(proposal, voice)
    yield Section(
        _heading(voice.say("Through shared blocks")),
        [folded(one, voice) for one in proposal.shared],
        lambda n: voice.count(
            "**No room: {n} shared block with its job descriptions is left out.**",
            "**No room: {n} shared blocks with their job descriptions are left out.**",
            n,
        ),
    )


def _heading(text: str) -> str:
    return f"## {text}"


def _asked(positions: tuple[Touched, ...], voice: Voice) -> Section:
    """What people have to decide, with those whom it is about."""
    items = []
    for ask in ASKS:
        about = [one for one in positions if ask in one.asks]
        if about:
            what, how = _ASKED[ask]
            said = f"- **{voice.say(what)}** {voice.say(how)}"
            number = voice.count("{n} job description", "{n} job descriptions", len(about))
            named = ", ".join(name(one) for one in about[:MOST_NAMED])
            if len(about) > MOST_NAMED:
                more = voice.count("and {n} more", "and {n} more", len(about) - MOST_NAMED)
                named = f"{named} {more}"
            items.append(
                tuple(partial(str, text) for text in (f"{said}\n  {number}: {named}.", f"{said}\n  {number}."))
            )
    return Section(_heading(voice.say("To be decided")), items, lambda _: "")


def _found(proposal: Proposal, voice: Voice) -> Section:
    """What the check has found, and what could not be read; first what is in the files that change."""
    items = [(partial(_finding, one, voice),) for one in proposal.findings[:MOST_FINDINGS]]
    # What is asked is told where it is asked.
    more = max(0, proposal.errors + proposal.warnings - len(proposal.same_day) - len(items))
    if proposal.unread:
        number = voice.count(
            "- It could not be compared how {n} job description changes: it cannot be read.",
            "- It could not be compared how {n} job descriptions change: they cannot be read.",
            len(proposal.unread),
        )
        items.append((partial(str, f"{number}\n  ({listed(proposal.unread[:MOST_NAMED])})"),))
    return Section(
        _heading(voice.say("Errors and warnings")),
        items,
        lambda n: voice.count(
            "**{n} more error or warning is left out.**", "**{n} more errors or warnings are left out.**", n
        ),
        more if items else 0,
    )


def _finding(one: Finding, voice: Voice) -> str:
    word = voice.say(SEVERITY_WORDS[one.severity])
    where = [plain(f"{one.path}:{one.line}")]
    if not one.is_touched:
        where.append(voice.say("the file does not change") if one.severity == "error" else voice.say(_OLDER))
    head = " · ".join([f"**{word} {plain(one.code)}**", *where])
    return f"- {head}\n  {sentence(one.message)} → {sentence(one.advice)}"


_OLDER = N_("the file does not change: probably older")


def _entered(proposal: Proposal, voice: Voice) -> Section:
    """What is put on record of positions, whether their words change or not."""
    return Section(
        _heading(voice.say("Put on record")),
        [(partial(entry_row, one, voice),) for one in proposal.entries],
        lambda n: voice.count(
            "**No room: what is put on record of {n} job description is left out.**",
            "**No room: what is put on record of {n} job descriptions is left out.**",
            n,
        ),
        proposal.more_entries,
    )


def _rank(one: Touched) -> tuple[bool, bool, int]:
    """What comes first where not all can be told at length: what must not stay so, new texts, what weighs more."""
    cls = one.compared.difference.cls
    asks = frozenset(one.asks)
    is_whole = one.compared.has_before and one.compared.has_after
    return asks.isdisjoint({"date", "editorial"}), is_whole, 1 if cls is None else -CLASSES.index(cls)


def _own(proposal: Proposal, voice: Voice) -> Section:
    are_many = len(proposal.own) > MOST_OPEN

    def whole(one: Touched, most: int | None) -> str:
        is_closed = are_many or not one.compared.has_before
        return (closed if is_closed else opened)(one, voice, most)

    def forms(one: Touched) -> tuple[Form, ...]:
        numbers = (None, _FEW) if one.compared.has_before else (None, *_LINES)
        return *(partial(whole, one, most) for most in numbers), lambda: row(one, facts(one, voice))

    ranked = sorted(proposal.own, key=_rank) if are_many else proposal.own
    items = [forms(one) for one in ranked]

    def left_out(number: int) -> str:
        return voice.count(
            "**No room: {n} job description is left out.**", "**No room: {n} job descriptions are left out.**", number
        )

    return Section(_heading(voice.say("Job descriptions that change")), items, left_out, proposal.left_out)


def _common(proposal: Proposal, voice: Voice) -> Section:
    """The files that all documents share: they change no text, but what is printed with it, or how; and what is run."""
    run = [path for path in proposal.common if path.startswith(RUN_BELOW)]
    shared = [path for path in proposal.common if path not in run]

    def files(several: list[str], most: int | None) -> str:
        left = len(several) - len(several[:most])
        more = " " + voice.count("and {n} more", "and {n} more", left) if left else ""
        return f"{listed(several[:most])}{more}"

    def said(most: int | None) -> str:
        told = []
        if shared:
            told.append(
                voice.say(
                    "Files that all documents share change: {files}. Documents may print otherwise because of it.",
                    files=files(shared, most),
                )
            )
        if run:
            told.append(
                voice.say(
                    "What is run on the forge changes: {files}. It has rights of its own, so look closely.",
                    files=files(run, most),
                )
            )
        return "\n\n".join(told)

    items = [(partial(said, None), partial(said, _FEW))] if proposal.common else []
    return Section("", items, lambda _: "")
