"""Documents that are others than they were where a branch began: what it changes, and nothing else, is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.app.render import Job, Press
from jdflow.app.select import Failure, obstacles
from jdflow.app.versions import Origin, origin_at
from jdflow.word.template import TooLong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from jdflow.app.between import Between
    from jdflow.app.chronicle import Chronicle
    from jdflow.app.reading import Reading
    from jdflow.app.render import Document


class Earlier(NamedTuple):
    """What was printed of a position before, and what printed it."""

    press: Press
    job: Job


class Others(Press):
    """Makes the documents whose words or template are not what they were; of the others none."""

    def __init__(
        self,
        head: Reading,
        today: date,
        people: Mapping[str, Sequence[str]] | None,
        earlier: Callable[[Job], Earlier | None],
    ) -> None:
        super().__init__(head, today, people)
        self.earlier_of = earlier

    def documents(self, job: Job) -> Iterator[Document | Failure]:
        """The documents of a position; none where they would be the same as before."""
        before = self.earlier_of(job)
        if before is None or self._is_other(job, before):
            yield from super().documents(job)

    def _is_other(self, job: Job, before: Earlier) -> bool:
        """Whether the document would say anything else, or in another form; one that cannot be made is another, too."""
        now, was = self.text(job), before.press.text(before.job)
        if isinstance(now, Failure) or isinstance(was, Failure):
            return True
        template = self.template(job, now.shown.resolved.position)
        former = before.press.template(before.job, was.shown.resolved.position)
        if isinstance(template, Failure) or isinstance(former, Failure) or template.sha256 != former.sha256:
            return True
        said, formerly = self.said(now), before.press.said(was)
        if said == formerly:
            # What says the same could not always be printed.
            return job.draft and bool(obstacles(before.job.origin.reading, before.job.id))
        # Not every template prints every field.
        try:
            one, other = (template.template.fill(each, self.about(now)).data for each in (said, formerly))
        except TooLong:
            return True
        return one != other


def drafts_before(between: Between, today: date) -> Callable[[Job], Earlier | None]:
    """What would have been printed of a content's files where the branch began."""
    before = between.before
    press = Press(before, today)

    def earlier(job: Job) -> Earlier | None:
        id = next((name for name in between.names(job.id) if name in before.ids()), None)
        return None if id is None else Earlier(press, Job(id, Origin(before, id, None, 0), draft=True))

    return earlier


def versions_before(now: Chronicle, before: Chronicle, today: date) -> Callable[[Job], Earlier | None]:
    """What was printed of the version of the same day, as history was known where the branch began."""
    press = Press(before.head, today)

    def earlier(job: Job) -> Earlier | None:
        id = next((before.current[name] for name in now.names(job.id) if name in before.current), None)
        card = job.origin.reading.get(job.origin.id)
        if id is None or card is None:
            return None
        versions = before.timeline(id).versions
        moment = next((one.set_at for one in versions if one.effective_from == card.effective_from), None)
        if moment is None:
            return None
        return Earlier(press, Job(id, origin_at(before, before.reading_at(moment, [id]), id, moment), draft=False))

    return earlier
