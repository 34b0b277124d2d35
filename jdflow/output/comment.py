"""The comment on a pull request, as Markdown: what changes for whom and from when, and what is to be decided."""

from __future__ import annotations

from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from jdflow.language import N_
from jdflow.model.comment import ASKS
from jdflow.model.difference import CLASSES
from jdflow.output.comment_fit import Section, fitted, length
from jdflow.output.comment_positions import detailed, folded, full_title, row
from jdflow.output.comment_words import in_html, is_plain_revision, listed, plain, sentence
from jdflow.output.problems import SEVERITY_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.language import Voice
    from jdflow.model.comment import Ask, Finding, Proposal, Touched

# What GitHub takes.
LONGEST = 65_536
MOST_NAMED = 20
MOST_FINDINGS = 20
# More positions than these are folded, each by itself.
MOST_OPEN = 10
_SHORT = 12
_FEW = 5

_ASKED: dict[Ask, tuple[str, str]] = {
    "date": (
        N_("A text that is approved or in force changes, but its day does not."),
        N_("Either the new text gets a day of its own (`jdflow amend`), or the change is taken back."),
    ),
    "editorial": (
        N_("The spelling of a text that is approved or in force changes."),
        N_(
            "Either a commit says why (a line `Toimetuslik: …` in its message), "
            "or the new text gets a day of its own (`jdflow amend`)."
        ),
    ),
    "consent": (
        N_("Duties of an official change materially."),
        N_("Is the official's consent needed? The decision is recorded in the file: `nõusolek` below `kinnitamine`."),
    ),
    "signatures": (
        N_("An employee's job description changes by agreement."),
        N_("Both parties sign the new version: the employer and the employee."),
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
    head = [marker(proposal.folder), _title(proposal, voice), _summary(proposal, voice)]
    foot = _foot(proposal, voice, setting.previews)
    room = setting.longest - sum(length(line) + 2 for line in (*head, *foot))
    return "\n\n".join([*head, *fitted(list(_sections(proposal, voice)), room), *foot]) + "\n"


def _title(proposal: Proposal, voice: Voice) -> str:
    said = voice.say("Changes in job descriptions")
    if proposal.folder:
        said = voice.say("Changes in job descriptions in {folder}", folder=plain(f"{proposal.folder}/"))
    return f"## {said}"


def _summary(proposal: Proposal, voice: Voice) -> str:
    return f"{_changed(proposal, voice)} {_checked(proposal, voice)}"


def _changed(proposal: Proposal, voice: Voice) -> str:
    number = len(proposal.positions) + proposal.left_out
    if not number and proposal.unread:
        # What cannot be read may well change.
        unread = voice.count(
            "{n} job description cannot be compared.", "{n} job descriptions cannot be compared.", len(proposal.unread)
        )
        return f"**{unread}**"
    if not number:
        nothing = voice.say("No job description changes.")
        return f"**{nothing}**"
    said = voice.count("{n} job description changes", "{n} job descriptions change", number)
    kinds = ", ".join(f"{word}: {n}" for word, n in _tally(proposal.positions, voice) if n)
    return f"**{said}** ({kinds})." if kinds else f"**{said}**."


def _tally(positions: tuple[Touched, ...], voice: Voice) -> Iterator[tuple[str, int]]:
    several = [one.compared for one in positions]
    whole = [one for one in several if one.has_before and one.has_after]
    yield voice.say("new"), sum(not one.has_before for one in several)
    yield voice.say("gone"), sum(not one.has_after for one in several)
    yield voice.say("materially"), sum(one.difference.cls == "material" for one in whole)
    yield voice.say("in organisation"), sum(one.difference.cls == "organisational" for one in whole)
    yield voice.say("editorially"), sum(one.difference.cls == "editorial" for one in whole)
    yield voice.say("only the day"), sum(one.difference.cls is None for one in whole)


def _checked(proposal: Proposal, voice: Voice) -> str:
    if not proposal.errors and not proposal.warnings:
        return voice.say("The check finds no errors.")
    counts = [
        voice.count("{n} error", "{n} errors", proposal.errors) if proposal.errors else "",
        voice.count("{n} warning", "{n} warnings", proposal.warnings) if proposal.warnings else "",
    ]
    return voice.say("The check finds: {found}.", found=", ".join(filter(None, counts)))


def _foot(proposal: Proposal, voice: Voice, previews: str | None) -> list[str]:
    lines = []
    if previews is not None:
        lines.append(voice.say("Previews in Word and PDF: {link}", link=f"<{previews}>"))
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
    yield _own(proposal, voice)
    yield _common(proposal, voice)
    yield Section(
        _heading(voice.say("Through shared blocks alone")),
        [folded(one, voice) for one in proposal.shared],
        lambda n: voice.count(
            "**No room: {n} shared block with its job descriptions is left out.**",
            "**No room: {n} shared blocks with their job descriptions are left out.**",
            n,
        ),
    )


def _heading(text: str) -> str:
    return f"### {text}"


def _asked(positions: tuple[Touched, ...], voice: Voice) -> Section:
    """What people have to decide, with those whom it is about."""
    items = []
    for ask in ASKS:
        about = [one for one in positions if ask in one.asks]
        if about:
            what, how = _ASKED[ask]
            said = f"- **{voice.say(what)}** {voice.say(how)}"
            number = voice.count("{n} job description", "{n} job descriptions", len(about))
            named = ", ".join(full_title(one) for one in about[:MOST_NAMED])
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
    asked = sum(not {"date", "editorial"}.isdisjoint(one.asks) for one in proposal.positions)
    more = max(0, proposal.errors + proposal.warnings - asked - len(items))
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
    where = plain(f"{one.path}:{one.line}")
    return f"- **{word} {plain(one.code)}** · {where}\n  {sentence(one.message)} → {sentence(one.advice)}"


def _rank(one: Touched) -> tuple[bool, bool, int]:
    """What comes first where not all can be told at length: what must not stay so, new texts, what weighs more."""
    cls = one.compared.difference.cls
    asks = frozenset(one.asks)
    is_whole = one.compared.has_before and one.compared.has_after
    return asks.isdisjoint({"date", "editorial"}), is_whole, 1 if cls is None else -CLASSES.index(cls)


def _own(proposal: Proposal, voice: Voice) -> Section:
    are_many = len(proposal.own) > MOST_OPEN

    def whole(one: Touched, most: int | None) -> str:
        text = detailed(one, voice, most)
        return _in_details(one, text) if are_many or not one.compared.has_before else text

    def in_short(one: Touched) -> str:
        return f"- {row(one, voice)}"

    ranked = sorted(proposal.own, key=_rank) if are_many else proposal.own
    items = [(partial(whole, one, None), partial(whole, one, _FEW), partial(in_short, one)) for one in ranked]

    def left_out(number: int) -> str:
        return voice.count(
            "**No room: {n} job description is left out.**", "**No room: {n} job descriptions are left out.**", number
        )

    return Section(_heading(voice.say("Job descriptions that change")), items, left_out, proposal.left_out)


def _common(proposal: Proposal, voice: Voice) -> Section:
    """The files that all documents share: they change no text, but what is printed with it, or how."""

    def said(most: int | None) -> str:
        files = listed(proposal.common[:most])
        left = len(proposal.common) - len(proposal.common[:most])
        if left:
            more = voice.count("and {n} more", "and {n} more", left)
            files = f"{files} {more}"
        return voice.say("Files that all documents share change, too: {files}.", files=files)

    items = [(partial(said, None), partial(said, _FEW))] if proposal.common else []
    return Section("", items, lambda _: "")


def _in_details(one: Touched, text: str) -> str:
    title = in_html(f"{one.compared.title} ({one.compared.id})")
    return f"<details><summary>{title}</summary>\n\n{text}\n\n</details>"
