"""`render`: documents, each from a position's text, a template and a signer."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from jdflow import __version__
from jdflow.app.ask import shown
from jdflow.app.select import Failure, obstacles
from jdflow.app.templates import Templates
from jdflow.app.versions import Origin, origins
from jdflow.language import msg
from jdflow.problems import Place, files, templates
from jdflow.query.form import dropped, in_short, values
from jdflow.query.signer import signer_of
from jdflow.resolve.uses import uses_in_position
from jdflow.word.properties import About
from jdflow.word.template import MOST_CHARACTERS, TooLong
from jdflow.word.words import content_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from jdflow.app.chronicle import Chronicle
    from jdflow.app.reading import Reading
    from jdflow.app.templates import Pressed
    from jdflow.model.position import Position
    from jdflow.model.version import Version
    from jdflow.problems import Problem
    from jdflow.query.shown import Shown
    from jdflow.sandbox.word import Value

_TITLE = "Ametijuhend: "


class Document(NamedTuple):
    """A document that is ready to be written; remarks are what its reader should know."""

    id: str
    file: str
    data: bytes
    content_sha256: str
    position: Position
    unit: str
    commit: str | None
    fingerprint: str
    template: str
    template_sha256: str
    remarks: list[Problem]


class Job(NamedTuple):
    """What is to be printed: the content it is read from, the id it has there, its commit and moment."""

    id: str
    origin: Origin
    draft: bool


def committed(chronicle: Chronicle, versions: Mapping[str, Iterable[Version]]) -> Iterator[Job]:
    """These versions, each as the commit has it that it comes from."""
    asked = ((id, version) for id, several in versions.items() for version in several)
    for id, origin in origins(chronicle, asked):
        yield Job(id, origin, draft=False)


def drafts(reading: Reading, ids: Iterable[str], seconds: int) -> Iterator[Job | Failure]:
    """What the work tree holds, committed or not."""
    for id in ids:
        problems = obstacles(reading, id)
        yield Failure(id, problems) if problems else Job(id, Origin(reading, id, None, seconds), draft=True)


class Press:
    """Makes documents of jobs, with the templates of the commit that is asked for."""

    def __init__(self, head: Reading, today: date, people: Mapping[str, Sequence[str]] | None = None) -> None:
        self.head = head
        self.today = today
        self.people = people
        self.templates = Templates(head)
        # A text is asked for again where it is compared with an earlier one.
        self.text = lru_cache(maxsize=2)(self._text)

    def documents(self, job: Job) -> Iterator[Document | Failure]:
        """The documents of a position: one, or one for each person who holds it."""
        text = self.text(job)
        if isinstance(text, Failure):
            yield text
            return
        pressed = self.template(job, text.shown.resolved.position)
        if isinstance(pressed, Failure):
            yield pressed
            return
        several = [""] if self.people is None else self.people.get(job.id, [])
        if not several:
            yield Failure(job.id, [], msg("the file of people names nobody for it"))
        for number, person in enumerate(several, 1):
            ending = f"_{number}" if len(several) > 1 else ""
            yield self._document(text, pressed, person, ending)

    def earlier(self, job: Job, origin: Origin) -> Document | Failure:
        """An earlier text of the same position, printed by the template of the later one."""
        later, text = self.text(job), self.text(job._replace(origin=origin))
        if isinstance(later, Failure):
            return later
        if isinstance(text, Failure):
            return text
        pressed = self.template(job, later.shown.resolved.position)
        return pressed if isinstance(pressed, Failure) else self._document(text, pressed, "", "")

    def _text(self, job: Job) -> Printed | Failure:
        """What the job says."""
        reading, id = job.origin.reading, job.origin.id
        resolved, problems = reading.resolved_with_problems(id)
        if resolved is None:
            return Failure(job.id, problems)
        return Printed(job, shown(reading, resolved), _control_characters(reading, problems, resolved.position))

    def template(self, job: Job, position: Position) -> Pressed | Failure:
        """The template, by the name that the commit that is asked for has for a text that it still holds."""
        name, at = position.template, self._place(job)
        card = self.head.get(job.id)
        if card is not None and card.effective_from == position.effective_from:
            name, at = card.template, card.place("template")
        pressed = self.templates.get(name, draft=job.draft, at=at)
        return Failure(job.id, pressed) if isinstance(pressed, list) else pressed

    def _place(self, job: Job) -> Place:
        """Where the file lies now, not where it lay when the text was written; there if it is gone."""
        path = self.head.first_paths.get(job.id)
        return Place(job.origin.reading.first_paths[job.origin.id] if path is None else path)

    def line_of(self, path: str, line: int) -> str:
        """A line of what problems are told of: of a file, or a paragraph of a template."""
        return self.templates.line_of(path, line) or self.head.line_of(path, line)

    def said(self, text: Printed, person: str = "") -> dict[str, Value]:
        """What each field of the form says."""
        reading = text.job.origin.reading
        signer = signer_of(text.shown.resolved.position, reading.settings, reading.signatories, self.today)
        return values(text.shown, reading.settings.agency, signer, person, draft=text.job.draft)

    def _document(self, text: Printed, pressed: Pressed, person: str, ending: str) -> Document | Failure:
        job, shown, left_out = text
        position = shown.resolved.position
        said = self.said(text, person)
        at = self._place(job)
        try:
            filled = pressed.template.fill(said, self.about(text))
        except TooLong:
            limit = MOST_CHARACTERS // 1024 // 1024
            return Failure(job.id, [templates.TOO_LONG.at(at, template=pressed.name, id=job.id, limit=limit)])
        missing = ", ".join(in_short(dropped(pressed.unprinted, said)))
        remarks = [templates.DROPPED.at(at, template=pressed.name, fields=missing, id=job.id)] if missing else []
        remarks += left_out
        day = "mustand" if position.effective_from is None else position.effective_from.isoformat()
        return Document(
            id=job.id,
            file=f"{job.id}_{day}{ending}.docx",
            data=filled.data,
            content_sha256=content_digest(filled.text),
            position=position,
            unit=shown.unit,
            commit=job.origin.commit,
            fingerprint=shown.fingerprint,
            template=pressed.name,
            template_sha256=pressed.sha256,
            remarks=remarks,
        )

    @staticmethod
    def about(text: Printed) -> About:
        """The properties of the text's document."""
        job, shown, _ = text
        position = shown.resolved.position
        facts = {
            "jdflow.id": job.id,
            "jdflow.effective_from": "" if position.effective_from is None else position.effective_from.isoformat(),
            "jdflow.commit": job.origin.commit or "",
            "jdflow.fingerprint": shown.fingerprint,
            "jdflow.version": __version__,
        }
        title = f"{position.title} {position.qualifier}" if position.qualifier else position.title
        return About(_TITLE + title, job.origin.reading.settings.agency, job.origin.written_at, facts)


class Printed(NamedTuple):
    """A text on its way to its documents: the job, what it says, which characters were left out of it."""

    job: Job
    shown: Shown
    left_out: list[Problem]


def _control_characters(reading: Reading, own: list[Problem], position: Position) -> list[Problem]:
    """Characters that were left out: a mistake for the check, a remark for the document."""
    blocks = reading.blocks_in(wanted.use.block for wanted in uses_in_position(position))
    problems = chain(own, *(reading.block_problems(key) for key in blocks))
    return [problem._replace(severity="warning") for problem in problems if problem.rule is files.CONTROL_CHARACTER]
