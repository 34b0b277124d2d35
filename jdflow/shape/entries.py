"""What lists hold: own text, the use of a shared block, duties, competencies, languages, named positions."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from jdflow.language import Voice, msg
from jdflow.model.ids import is_id
from jdflow.model.position import LEVELS, Ref
from jdflow.model.texts import ANYTHING, Competency, Duty, Entry, Item, Language, Part, Use, Value
from jdflow.shape.kinds import Kind, Level, List, Name, Own, Schema, Slug, Text, texts
from jdflow.shape.records import Either, Field, Named, Record, Table
from jdflow.source.tree import Mapping, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Mapping as ReadOnly

    from jdflow.problems import Placed, Problem


def _item(text: Item, id: str | None = None, variants: tuple[Item, ...] = ()) -> Item:
    return Item(text.text, text.at, id, variants)


_NO_VALUES: ReadOnly[str, Value] = MappingProxyType({})


def _use(
    block: Item,
    variant: Item | None = None,
    values: ReadOnly[str, Value] = _NO_VALUES,
    plus: MappingProxyType[Part, tuple[Entry, ...]] | tuple[Entry, ...] = (),
    minus: tuple[Item, ...] = (),
) -> Use:
    items: dict[Part, tuple[Entry, ...]] = {"items": plus} if isinstance(plus, tuple) and plus else {}
    added = MappingProxyType(items) if isinstance(plus, tuple) else plus
    return Use(block.text, block.at, variant, values, added, minus)


def _duty_plus(**plus: tuple[Entry, ...]) -> MappingProxyType[str, tuple[Entry, ...]]:
    return MappingProxyType(plus)


def value_of(key: Scalar, node: Node, text: str) -> Value:
    """A parameter with its value."""
    return Value(key, text or None, node)


ENTRY = Named("item")
BLOCK_ENTRY = Named("block_item")
ENTRIES = List(ENTRY, msg("a list of texts and includes"))
BLOCK_ENTRIES = List(BLOCK_ENTRY, msg("a list of texts and includes"))
PROSE = List(ENTRY, msg("a text, an include, or a list of them"), single=True)

_OWN = Own()
_TEXT = Field("tekst", "text", _OWN, msg("The text of the item."), required=True)
_ID = Field("id", "id", Slug(), msg("A name by which `jäta_välja` can leave the item out."))
_VARIANTS = Field(
    "variandid",
    "variants",
    texts(),
    msg("The variants of the block in which the item stands; without it, in all."),
)
_USE = (
    Field(
        "kasuta",
        "block",
        _OWN,
        msg("The shared block to include: its folder and file name, for example rights/kaugtoo."),
        required=True,
    ),
    Field("variant", "variant", _OWN, msg("The variant of the block; without it, the fullest.")),
    Field(
        "väärtused",
        "values",
        Table(msg("values for the block's parameters"), Text(), value_of, slugs=False, blank=""),
        msg("Values for the block's parameters."),
        unread=ANYTHING,
    ),
)
_MINUS = Field("jäta_välja", "minus", texts(), msg("Items of the block to leave out, each by its id or quoted whole."))


def _use_record(plus: Kind[Any]) -> Record[Use]:
    added = Field("lisaks", "plus", plus, msg("What is added to the block's own text here."))
    return Record(msg("an include"), *_USE, added, _MINUS, make=_use)


USE = _use_record(ENTRIES)
ENTRY.holds(
    Either(
        msg("a text or an include"),
        Record(msg("an item"), _TEXT, _ID, make=_item),
        USE,
        text=_OWN,
    )
)
BLOCK_ENTRY.holds(
    Either(
        msg("a text or an include"),
        Record(msg("an item of a block"), _TEXT, _ID, _VARIANTS, make=_item),
        USE,
        text=_OWN,
    )
)


def duty_fields(entries: Kind[Any], *, required: bool) -> tuple[Field, ...]:
    """The fields of a duty."""
    return (
        Field("ülesanne", "duty", _OWN, msg("The duty itself."), required=required),
        Field("sh", "parts", entries, msg("What the duty includes, as bullets under it (“sh:”).")),
        Field("tulemused", "results", entries, msg("The results that are expected.")),
    )


DUTIES = List(
    Either(
        msg("a duty or an include"),
        Record(
            msg("a duty"),
            Field("id", "id", Slug(), msg("A name that tells a moved duty from a new one; optional.")),
            *duty_fields(ENTRIES, required=True),
            make=Duty,
            at="at",
        ),
        _use_record(
            Record(
                msg("additions to a duty"),
                Field("sh", "parts", ENTRIES, msg("Bullets added under the duty.")),
                Field("tulemused", "results", ENTRIES, msg("Results added to the duty.")),
                make=_duty_plus,
            )
        ),
    ),
    msg("a list of duties"),
)

_COMPETENCY = Record(
    msg("a competency"),
    Field("nimi", "name", _OWN, msg("The name of the competency."), required=True),
    Field(
        "laused",
        "items",
        List(ENTRY, msg("a list of sentences"), single=True),
        msg("The sentences that describe it."),
        required=True,
    ),
    make=Competency,
    at="at",
)
CORE = List(Either(msg("an include or a competency"), _COMPETENCY, USE), msg("a list of competencies"))
ADDITIONAL = List(
    Either(msg("an include, a competency or a text"), _COMPETENCY, USE, text=_OWN),
    msg("a list of competencies"),
)
LANGUAGES = List(
    Either(
        msg("a language with its level, a text or an include"),
        Record(
            msg("a language"),
            Field("keel", "language", Text(), msg("The language, for example eesti."), required=True),
            Field(
                "tase",
                "level",
                Level(*LEVELS, expected=msg("a level of language proficiency")),
                msg("The level needed: A1, A2, B1, B2, C1 or C2."),
                required=True,
            ),
            make=Language,
            at="at",
        ),
        USE,
        text=_OWN,
    ),
    msg("a text, an include, or a list of languages"),
    single=True,
)


class PositionRef(Kind[Ref]):
    """A position that is named: by id, by text, or by both."""

    expected = msg("a position's id or its title as text")
    record = Record(
        msg("a named position"),
        Field("teenistuskoht", "id", Slug(), msg("The id of the position.")),
        Field("tekst", "text", Text(), msg("The text to print.")),
        make=lambda id=None, text=None, at=None: (id, text, at),
        at="at",
    )

    def read(self, node: Node, problems: list[Problem]) -> Ref | None:
        if isinstance(node, Mapping):
            return self._from_record(node, problems)
        text = Text().read(node, problems) if isinstance(node, Scalar) else None
        if text is None:
            if not isinstance(node, Scalar):
                self.refuse(node, problems)
            return None
        return Ref(text, None, node) if is_id(text) else Ref(None, text, node)

    def _from_record(self, node: Mapping, problems: list[Problem]) -> Ref | None:
        values, places = self.record.values(node, problems)
        if not node.pairs:
            self.refuse(node, problems)
        id, text = values.get("id"), values.get("text")
        at: Placed = places.get("id") or places.get("text") or node
        return None if id is None and text is None else Ref(id, text, at)

    def inside(self) -> tuple[Kind[Any], ...]:
        return (self.record,)

    def schema(self, voice: Voice) -> Schema:
        return {"anyOf": [Text().schema(voice), self.record.schema(voice)]}


REFS = List(PositionRef(), msg("a list of positions"))


class Reports(List[Ref]):
    """The subordinates: a list of positions, or `auto`."""

    word = "auto"

    def read(self, node: Node, problems: list[Problem]) -> Any:  # noqa: ANN401 (a tuple of references or the word)
        if isinstance(node, Scalar) and node.text == self.word:
            return self.word
        return super().read(node, problems)

    def schema(self, voice: Voice) -> Schema:
        return {"anyOf": [{"const": self.word}, super().schema(voice)]}


REPORTS = Reports(PositionRef(), msg("a list of positions, or the word auto"))
PARAMETERS = Table(msg("parameters with their defaults"), Name(), value_of, slugs=False, blank="…")
