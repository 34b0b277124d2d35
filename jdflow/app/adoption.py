"""One document from outside on its way to a position: read, understood, recognised, written, and measured."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property, partial
from typing import TYPE_CHECKING

from jdflow.adopt.blocks.own import own_texts
from jdflow.adopt.blocks.recognise import Recogniser
from jdflow.adopt.labels.units import is_unit, unit_of
from jdflow.adopt.names import Names, Post, Unit
from jdflow.adopt.page import position_file
from jdflow.adopt.report.coverage import audited, counted
from jdflow.adopt.report.rows import in_order, rows_of
from jdflow.adopt.understand import NotAJobDescription, understand
from jdflow.app.fmt import Form, format_file
from jdflow.intake.contents import SCHEMAS
from jdflow.intake.paper import load_readers, read_paper
from jdflow.model.adopted import SURE, Adopted
from jdflow.model.imported import Imported, Refused
from jdflow.model.paper import NoPaper
from jdflow.query.names import unit_name
from jdflow.resolve.position import resolve
from jdflow.shape import shape_position
from jdflow.shape.position import POSITION
from jdflow.source.reader import read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from jdflow.app.reading import Reading
    from jdflow.language import Voice
    from jdflow.model.imported import NewUnit
    from jdflow.model.paper import Paper, Remark

# The file's place is not known yet; nothing that is told names it.
_SOMEWHERE = "positions/import.yaml"
_SCHEMA = f"../../{SCHEMAS}/position.json"


class Adoption:
    """What is known of the content when documents come in; one serves many."""

    def __init__(self, reading: Reading, voice: Voice) -> None:
        self._reading = reading
        self._voice = voice
        self._recogniser = Recogniser(reading.library)

    @cached_property
    def names(self) -> Names:
        """Units and positions by the names that documents use for them."""
        organisation = self._reading.organisation
        units = {
            key: Unit(unit_name(key, organisation), one.name, one.parent, None if one.head is None else one.head.id)
            for key, one in organisation.units.items()
        }
        posts: dict[str, Post] = {}
        texts: dict[str, set[str | None]] = defaultdict(set)
        for card in self._reading.cards():
            partitive = card.title_partitive
            if partitive and card.qualifier:
                partitive = f"{partitive} {card.qualifier}"
            posts[card.id] = Post(card.full_title, partitive, card.unit)
            for ref in (card.manager, *card.substitutes, *card.substitutes_for, *card.reports):
                if ref is not None and ref.text is not None:
                    texts[ref.text].add(ref.id)
        found = {text: frozenset(ids) for text, ids in texts.items()}
        return Names(self._reading.settings.agency, units, posts, found, self._reading.public)

    def prepare(self, endings: Collection[str]) -> None:
        """Reads what documents of these endings need, before the work is shared among processes."""
        load_readers(endings)
        self._recogniser.recognise(Adopted("", title=None))
        # Asked for once, they are known.
        _ = self.names

    def of(self, name: str, data: bytes) -> Imported | Refused:
        """What becomes of a document."""
        try:
            paper = read_paper(name, data)
            adopted = understand(paper, self.names)
        except (NoPaper, NotAJobDescription) as refused:
            return Refused(self._voice(refused.why))
        units: tuple[NewUnit, ...] = ()
        # What may be something else becomes no unit of the agency.
        unit = adopted.unit
        if unit is not None and adopted.unit_key is None and (unit.sure >= SURE or is_unit(unit.text)):
            key, units = unit_of(unit.text, self.names)
            adopted = adopted._replace(unit_key=key)
        return self._written(self._recogniser.recognise(adopted), units, paper)

    def _written(self, adopted: Adopted, units: tuple[NewUnit, ...], paper: Paper) -> Imported:
        default = self._reading.settings.template or adopted.template
        text = position_file(adopted, self._voice, default_template=default, schema=_SCHEMA)
        data = format_file(_SOMEWHERE, text.encode(), _FORM).after
        position, _ = shape_position("import", _SOMEWHERE, read(_SOMEWHERE, data))
        resolved = None if position is None else resolve(position, self._reading.library)
        rows = in_order(audited(rows_of(adopted, self._voice), resolved, self.names.agency))
        words, found = counted(rows)
        return Imported(
            title="" if adopted.title is None else adopted.title.text,
            qualifier=None if adopted.qualifier is None else adopted.qualifier.text,
            unit=adopted.unit_key,
            text=data.decode(),
            rows=rows,
            words=words,
            found=found,
            units=units,
            remarks=tuple(self._remarks(adopted, paper)),
            own=own_texts(adopted),
        )

    def _remarks(self, adopted: Adopted, paper: Paper) -> Iterator[str]:
        yield from map(self._remark, paper.remarks)
        yield from map(self._voice, adopted.notes)

    def _remark(self, remark: Remark) -> str:
        said = self._voice(remark.message)
        if remark.spot is None:
            return said
        if remark.spot.page is None:
            return self._voice.say("line {line}: {what}", line=remark.spot.line, what=said)
        return self._voice.say(
            "page {page}, line {line}: {what}", page=remark.spot.page, line=remark.spot.line, what=said
        )


_FORM = Form(POSITION, partial(shape_position, "import", _SOMEWHERE))
