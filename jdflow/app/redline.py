"""Documents with tracked changes: what a text changes in an earlier one."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from jdflow.app.select import Failure
from jdflow.app.sides import Content, InForce
from jdflow.app.versions import Origin, origin_at
from jdflow.word.redline import redline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jdflow.app.render import Document, Job, Press
    from jdflow.app.sides import Side

_NOBODY = "mustand"


class Redlines:
    """Makes of each job one document, the changes tracked in it; counts those that have nothing to show."""

    def __init__(self, press: Press, before: Side, names: Callable[[str], Sequence[str]]) -> None:
        self.press = press
        self.before = before
        self.names = names
        self.new = 0
        self.same = 0

    def line_of(self, path: str, line: int) -> str:
        """A line of what problems are told of."""
        return self.press.line_of(path, line)

    def documents(self, job: Job) -> Iterator[Document | Failure]:
        """The document with its changes; none where there was no text before, or the same one."""
        origin = self._earlier(job.id)
        if origin is None:
            self.new += 1
            return
        old = self.press.earlier(job, origin)
        for new in self.press.documents(job):
            if isinstance(old, Failure) or isinstance(new, Failure):
                yield new if isinstance(new, Failure) else old
            elif old.content_sha256 == new.content_sha256:
                self.same += 1
            else:
                author = job.origin.author or _NOBODY
                data = redline(old.data, new.data, author=author, moment=job.origin.written_at)
                file = f"{new.file.removesuffix('.docx')}_muudatused.docx"
                # The words of the two together are nobody's text: the digest is of the file.
                yield new._replace(file=file, data=data, content_sha256=sha256(data).hexdigest())

    def _earlier(self, id: str) -> Origin | None:
        """Where the earlier text comes from."""
        if isinstance(self.before, Content):
            reading = self.before.reading
            name = next((name for name in self.names(id) if name in reading.ids()), None)
            return None if name is None else Origin(reading, name, None, 0)
        found = self.before.text(self.names(id))
        if not isinstance(self.before, InForce) or found is None or found.version is None:
            return None
        chronicle, moment = self.before.chronicle, found.version.set_at
        home = chronicle.current[id]
        return origin_at(chronicle, chronicle.reading_at(moment, [home]), home, moment)
