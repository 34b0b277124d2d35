"""Records: the declarative tables of fields, and how a tree is read by them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from jdflow.model.ids import PATTERN, is_id
from jdflow.problems import Placed, Problem, fields, privacy
from jdflow.problems.guess import folded, nearest
from jdflow.shape.kinds import Kind, Schema
from jdflow.source.tree import Mapping, Node, Scalar, Unread

if TYPE_CHECKING:
    from collections.abc import Callable

    from jdflow.language import Msg, Voice

T = TypeVar("T")

# Words that tell who holds a position, however they are joined or spelt; they have no place in its file.
_PERSONAL_WORDS = """
isikukood nimi eesnimi perenimi ees-ja-perekonnanimi ees-ja-perenimi perekonnanimi ametniku-nimi tootaja-nimi
teenistuja-nimi taitja ametikoha-taitja teenistuskoha-taitja telefon mobiil mobiiltelefon e-post epost meil
e-mail email sunniaeg sunnipaev kodune-aadress elukoht name first-name last-name phone personal-code
"""
_PERSONAL = frozenset(_PERSONAL_WORDS.split())


class Field(NamedTuple):
    """A key of a record: its word on the printed form, its name in code, what it may hold, what it is for."""

    key: str
    name: str
    kind: Kind[Any]
    about: Msg
    required: bool = False
    may_be_empty: bool = False
    unread: object = None
    """What stands for a value that could not be read, where none at all would be missed elsewhere."""


class Record(Kind[T]):
    """A record of known keys, which becomes one value."""

    def __init__(  # noqa: PLR0913 (all but the label and the fields are named, and few are given)
        self,
        label: Msg,
        *table: Field,
        make: Callable[..., T],
        at: str | None = None,
        places: bool = False,
        one_of: tuple[str, ...] = (),
        personal: bool = False,
    ) -> None:
        self.expected = label
        self.table = table
        self.make = make
        self.at = at
        self.with_places = places
        self.one_of = one_of
        self.personal = personal
        self.by_key = {field.key: field for field in table}
        self.required = tuple(field for field in table if field.required)

    def read(self, node: Node, problems: list[Problem]) -> T | None:
        if not isinstance(node, Mapping):
            self.refuse(node, problems)
            return None
        if not node.pairs and not self.required and not self.one_of:
            problems.append(fields.EMPTY.at(node, expected=self.expected))
        values, places = self.values(node, problems)
        if any(field.name not in values for field in self.required):
            return None
        if self.at is not None:
            values[self.at] = node
        if self.with_places:
            values["places"] = MappingProxyType(places)
        return self.make(**values)

    def values(self, node: Mapping, problems: list[Problem]) -> tuple[dict[str, Any], dict[str, Placed]]:
        """What could be read, by the fields' names in code, and where each value stands."""
        values: dict[str, Any] = {}
        places: dict[str, Placed] = {}
        meant: set[str | None] = set()
        for key, value in node.pairs:
            field = self.by_key.get(key.text)
            if field is None:
                problem = self._unknown(key)
                problems.append(problem)
                meant.add(problem.guess)
                if problem.guess is not None:
                    # What was meant to stand here is not missed by other rules.
                    places.setdefault(self.by_key[problem.guess].name, key)
                continue
            if isinstance(value, Scalar) and value.is_nothing and not field.may_be_empty:
                # Where nothing at all is written, there is nothing to point at but the key.
                places[field.name] = value if value.text else key
                problems.append(fields.EMPTY.at(places[field.name], expected=field.kind.expected))
                continue
            places[field.name] = value
            got = None if isinstance(value, Unread) else field.kind.read(value, problems)
            if got is not None:
                values[field.name] = got
        if len(places) > len(values):
            failed = (field for field in self.table if field.name in places and field.name not in values)
            values |= {field.name: field.unread for field in failed if field.unread is not None}
        if self.one_of or any(field.name not in values for field in self.required):
            self._complete(node, meant, problems)
        return values, places

    def _complete(self, node: Mapping, meant: set[str | None], problems: list[Problem]) -> None:
        """Whether all is there that must be, and of alternatives just one; a mistyped key counts as meant."""
        written = {key.text for key, _ in node.pairs} | meant
        here = node.pairs[0][0] if node.pairs and not node.flow else node
        missing = (field.key for field in self.required if field.key not in written)
        problems += (fields.MISSING_KEY.at(here, key=key, record=self.expected) for key in missing)
        if self.one_of:
            given = [key for key, _ in node.pairs if key.text in self.one_of]
            if len(given) > 1 or not written.intersection(self.one_of):
                place = given[1] if given else here
                problems.append(fields.ONE_OF.at(place, keys=", ".join(self.one_of)))

    def _unknown(self, key: Scalar) -> Problem:
        if self.personal and folded(key.text) in _PERSONAL:
            return privacy.INCUMBENT.at(key, key=key.text)
        english = {field.name: field.key for field in self.table}
        guess = nearest(key.text, self.by_key, english)
        return fields.UNKNOWN_KEY.at(key, guess=guess, key=key.text, record=self.expected, known=", ".join(self.by_key))

    def inside(self) -> tuple[Kind[Any], ...]:
        return tuple(field.kind for field in self.table)

    def schema(self, voice: Voice) -> Schema:
        described = {field.key: {"description": voice(field.about), **field.kind.schema(voice)} for field in self.table}
        schema: Schema = {"type": "object", "properties": described, "additionalProperties": False}
        if self.required:
            schema["required"] = [field.key for field in self.required]
        if self.one_of:
            schema["oneOf"] = [{"required": [key]} for key in self.one_of]
        return schema


class Table(Kind["MappingProxyType[str, T]"]):
    """A record whose keys are of the writer's own making, such as the ids of units.

    `blank` stands for a value that could not be read, so that its key is not missed elsewhere.
    """

    def __init__(
        self,
        label: Msg,
        inner: Kind[Any],
        make: Callable[[Scalar, Node, Any], T],
        *,
        slugs: bool,
        blank: object = None,
    ) -> None:
        self.expected = label
        self.inner = inner
        self.make = make
        self.slugs = slugs
        self.blank = blank

    def read(self, node: Node, problems: list[Problem]) -> MappingProxyType[str, T] | None:
        if not isinstance(node, Mapping):
            self.refuse(node, problems)
            return None
        if not node.pairs:
            problems.append(fields.EMPTY.at(node, expected=self.expected))
        values: dict[str, T] = {}
        for key, value in node.pairs:
            if self.slugs and not is_id(key.text):
                problems.append(fields.BAD_ID.at(key, value=key.text))
            got = None if isinstance(value, Unread) else self.inner.read(value, problems)
            if got is None:
                got = self.blank
            if got is not None:
                values[key.text] = self.make(key, value, got)
        return MappingProxyType(values)

    def inside(self) -> tuple[Kind[Any], ...]:
        return (self.inner,)

    def schema(self, voice: Voice) -> Schema:
        schema: Schema = {"type": "object", "additionalProperties": self.inner.schema(voice)}
        if self.slugs:
            schema["propertyNames"] = {"pattern": f"^{PATTERN}$"}
        return schema


class Either(Kind[Any]):
    """Text, or one of several records: the node tells which; a record is known by its keys."""

    def __init__(self, expected: Msg, *records: Record[Any], text: Kind[Any] | None = None) -> None:
        self.expected = expected
        self.records = records
        self.text = text
        # Most keys belong to one record only, so the first key tells which it is.
        self.telling = {
            key: record
            for record in records
            for key in record.by_key
            if sum(key in other.by_key for other in records) == 1
        }

    def read(self, node: Node, problems: list[Problem]) -> Any | None:  # noqa: ANN401 (the union of what the records make)
        if isinstance(node, Mapping) and self.records:
            return self._record(node).read(node, problems)
        if isinstance(node, Scalar) and self.text is not None:
            return self.text.read(node, problems)
        self.refuse(node, problems)
        return None

    def _record(self, node: Mapping) -> Record[Any]:
        telling = self.telling.get(node.pairs[0][0].text) if node.pairs else None
        if telling is not None:
            return telling
        keys = {key.text for key, _ in node.pairs}
        if not any(keys & record.by_key.keys() for record in self.records):
            known = [key for record in self.records for key in record.by_key]
            keys = {nearest(key, known) or key for key in keys}
        return max(self.records, key=lambda record: len(keys & record.by_key.keys()))

    def inside(self) -> tuple[Kind[Any], ...]:
        return self.records

    def schema(self, voice: Voice) -> Schema:
        kinds: list[Kind[Any]] = [*self.records] if self.text is None else [self.text, *self.records]
        return {"anyOf": [kind.schema(voice) for kind in kinds]}


class Named(Kind[Any]):
    """A kind under a name, so that kinds may hold one another and a schema says each only once."""

    all: dict[str, Named] = {}  # noqa: RUF012 (filled once, while the tables are declared)

    def __init__(self, name: str) -> None:
        self.name = name
        Named.all[name] = self

    def holds(self, kind: Kind[Any]) -> None:
        """Says what the name stands for."""
        self.kind = kind
        self.expected = kind.expected
        # Straight through: the name costs nothing while reading.
        self.read = kind.read  # type: ignore[method-assign]

    def inside(self) -> tuple[Kind[Any], ...]:
        return (self.kind,)

    def schema(self, voice: Voice) -> Schema:
        return {"$ref": f"#/definitions/{self.name}"}

    def definition(self, voice: Voice) -> Schema:
        """What the name stands for."""
        return self.kind.schema(voice)
