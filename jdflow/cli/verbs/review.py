"""`jdflow review`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.app.review import Review, record_review, texts_reviewed
from jdflow.calendar import later, noon_of, written
from jdflow.cli import ENVIRONMENT, OK, PROBLEMS
from jdflow.cli.arguments import a_day
from jdflow.cli.context import Stop
from jdflow.cli.past import known_position, open_chronicle, tell_skew
from jdflow.git.commit import Bare, Detached, Locked, Moved, Nameless, NotRecorded, Staged, Unfinished, Unsigned
from jdflow.language import N_, Msg, msg
from jdflow.rules.privacy import contacts, personal_codes

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from jdflow.app.chronicle import Chronicle
    from jdflow.cli.context import Context
    from jdflow.language import Voice

_OTHERWISE = N_("Git made no commit: {fact}.")
_WHY: dict[type[NotRecorded], str] = {
    Bare: N_("This is a bare repository; go to a clone that has the files."),
    Detached: N_("No branch is checked out, so the record would be lost: `git switch` to a branch first."),
    Locked: N_("Another Git process holds {fact}; wait for it, or delete that file if none is running."),
    Moved: N_("Meanwhile somebody else made a commit on this branch; run the command again."),
    Nameless: N_(
        "Git does not know who you are; tell it with `git config user.name` and `git config user.email`, "
        "then run the command again."
    ),
    Staged: N_(
        "Changes wait in the index ({fact}): commit them, or take them out with `git restore --staged .`, first."
    ),
    Unfinished: N_("A {fact} is not finished; finish it or give it up first (`git status` tells how)."),
    Unsigned: N_("Git could not sign the commit: {fact}."),
}


def arguments(parser: ArgumentParser, voice: Voice) -> None:
    """What the verb takes."""
    add = parser.add_argument
    add("ids", nargs="+", metavar="ID", help=voice.say("the positions that were reviewed"))
    add(
        "--outcome",
        choices=("unchanged", "changed", "postponed"),
        default="unchanged",
        help=voice.say("what came of it; unchanged where nothing is said"),
    )
    add("--until", metavar="DAY", help=voice.say("the new day, where the review is postponed"))
    add("--by", metavar="ROLE", help=voice.say("the role of whoever held the review, not a name"))
    add("--note", metavar="T", help=voice.say("a sentence for the record"))


def run(context: Context) -> int:
    """Records the review."""
    review = _review(context)
    with open_chronicle(context) as chronicle:
        _refuse_contacts(review, chronicle)
        _refuse_late(context, chronicle, review)
        moments = chronicle.past.moments
        tell_skew(context, moments[-1], moments.first_of_last_day())
        ids = list(dict.fromkeys(known_position(chronicle, id) for id in context.options.ids))
        texts = texts_reviewed(chronicle, ids, context.today)
        without = [id for id, version in texts.items() if version is None]
        if without:
            context.note(
                msg(
                    "Nothing was recorded: no text of {ids} is in force or upcoming.",
                    ids=", ".join(f"“{id}”" for id in without),
                )
            )
            return PROBLEMS
        versions = {id: version for id, version in texts.items() if version is not None}
        seconds = noon_of(context.today) if context.is_today_given else None
        try:
            commit = record_review(chronicle, versions, review, seconds)
        except NotRecorded as refused:
            raise Stop(_why(refused), ENVIRONMENT) from None
    print(commit)
    context.note(
        msg(
            "Reviews recorded: {n}, in commit {commit}. `git push` sends it on.",
            n=len(versions),
            commit=commit[:10],
        )
    )
    return OK


def _review(context: Context) -> Review:
    options = context.options
    until = a_day(options.until)
    if (until is None) != (options.outcome != "postponed"):
        raise Stop(msg("--outcome postponed and --until DAY belong together."))
    if until is not None and until <= context.today:
        raise Stop(msg("A review can be postponed to a later day only."))
    review = Review(options.outcome, options.by, options.note, until)
    # Git forgets nothing, so neither codes nor contacts get that far.
    for problem in personal_codes("", _said(review)):
        hint = msg("Git keeps what is recorded for ever: say it without that, and name a role, not a person.")
        raise Stop(msg("{what} {hint}", what=problem.message, hint=hint))
    return review


def _refuse_contacts(review: Review, chronicle: Chronicle) -> None:
    """The agency's own contacts may stand in the record, as they may in files."""
    allowed = [item.text for item in chronicle.head.settings.public_contacts]
    for problem in contacts("", _said(review), allowed):
        raise Stop(msg("{what} {hint}", what=problem.message, hint=problem.advice))


def _said(review: Review) -> str:
    return f"{review.role or ''}\n{review.note or ''}"


def _refuse_late(context: Context, chronicle: Chronicle, review: Review) -> None:
    """A review may be put off by one period at most: what is later would not count."""
    last = later(context.today, chronicle.head.settings.review.period_months)
    if review.until is not None and review.until > last:
        raise Stop(msg("A review can be postponed until {day} at the latest.", day=written(last)))


def _why(refused: NotRecorded) -> Msg:
    """Why no commit could be made, and the way out."""
    fact = refused.paths[0] if isinstance(refused, Staged) else str(refused)
    return Msg(_WHY.get(type(refused), _OTHERWISE), {"fact": fact})
