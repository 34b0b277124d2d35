"""The simple kinds of value: text, day, flag, number, choice, identifier, lists of text."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Generic, TypeVar

from jdflow.language import Msg, Voice, msg
from jdflow.model.ids import PATTERN, is_id
from jdflow.model.texts import Item
from jdflow.problems import Problem, fields, files
from jdflow.problems.guess import nearest
from jdflow.shape.typography import is_tidy, tidy
from jdflow.source.tree import KIND_NAMES, Node, Scalar, Sequence, Unread

Schema = dict[str, Any]
T = TypeVar("T")

# Nobody sees these, yet they change what is printed, compared and found: control characters, marks of direction,
# zero width and order, soft hyphens, halves of pairs, no characters at all.
_CONTROL = (
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad"
    r"\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
# A bare 5 is a number to an editor, and read here as the text that was written. So is a bare true; but an editor that
# may take it offers it wherever text is wanted.
_PLAIN = ("string", "number")


class Kind(Generic[T]):
    """What a field may hold: how it is read, how a schema describes it."""

    expected: Msg

    def read(self, node: Node, problems: list[Problem]) -> T | None:
        """The value, or none where it could not be read; the problem is added then."""
        raise NotImplementedError

    def schema(self, voice: Voice) -> Schema:
        """The value in the language of JSON Schema."""
        raise NotImplementedError

    def inside(self) -> tuple[Kind[Any], ...]:
        """The kinds of what this kind holds."""
        return ()

    def scalar(self, node: Node, problems: list[Problem]) -> str | None:
        """The text of a plain value, not empty."""
        if isinstance(node, Scalar):
            if node.text.strip() and not node.is_nothing:
                return node.text
            problems.append(fields.EMPTY.at(node, expected=self.expected))
        else:
            self.refuse(node, problems)
        return None

    def refuse(self, node: Node, problems: list[Problem]) -> None:
        """Says that something else is expected here."""
        if not isinstance(node, Unread):
            found = KIND_NAMES[type(node)]
            problems.append(fields.WRONG_KIND.at(node, expected=self.expected, found=found))


def text_of(node: Scalar, problems: list[Problem]) -> str:
    """The text as it will print."""
    text = node.text
    if is_tidy(text):
        return text
    text = tidy(text)
    culprit = re.search(_CONTROL, text)
    if culprit is not None:
        name = f"U+{ord(culprit.group()):04X}"
        problems.append(files.CONTROL_CHARACTER.at(node, name=name))
        text = tidy(re.sub(_CONTROL, "", text))
    return text


class Text(Kind[str]):
    """Text in sentences or words."""

    expected = msg("text")

    def read(self, node: Node, problems: list[Problem]) -> str | None:
        if isinstance(node, Scalar):
            text = text_of(node, problems)
            if text and not node.is_nothing:
                return text
            problems.append(fields.EMPTY.at(node, expected=self.expected))
        else:
            self.refuse(node, problems)
        return None

    def schema(self, voice: Voice) -> Schema:
        return {"type": list(_PLAIN), "minLength": 1}


class Code(Text):
    """Text that often is a number, such as that of an order or an annex."""


class Name(Text):
    """The name of a person or nothing: empty where nobody is named."""

    def read(self, node: Node, problems: list[Problem]) -> str | None:
        if isinstance(node, Scalar):
            return "" if node.is_nothing else text_of(node, problems)
        return super().read(node, problems)

    def schema(self, voice: Voice) -> Schema:
        return {"type": [*_PLAIN, "null"]}


class Flag(Kind[bool]):
    """Yes or no."""

    expected = msg("true or false")
    words: ClassVar[dict[str, bool]] = {"true": True, "jah": True, "false": False, "ei": False}

    def read(self, node: Node, problems: list[Problem]) -> bool | None:
        text = self.scalar(node, problems)
        if text is None:
            return None
        value = self.words.get(text.strip().casefold())
        if value is None:
            problems.append(fields.BAD_FLAG.at(node, value=text))
        return value

    def schema(self, voice: Voice) -> Schema:
        written = "|".join("".join(f"[{letter.upper()}{letter}]" for letter in word) for word in self.words)
        in_words = {"type": "string", "pattern": rf"^\s*({written})\s*$"}
        return {"anyOf": [{"enum": [True, False, "jah", "ei"]}, in_words]}


class Number(Kind[int]):
    """A whole number within bounds."""

    expected = msg("a whole number")

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most

    def read(self, node: Node, problems: list[Problem]) -> int | None:
        text = self.scalar(node, problems)
        if text is None:
            return None
        digits = text.strip()
        if digits.isascii() and digits.isdigit() and len(digits) < 10 and self.least <= int(digits) <= self.most:  # noqa: PLR2004 (longer ones are out of bounds anyway)
            return int(digits)
        problems.append(fields.BAD_NUMBER.at(node, value=digits, least=self.least, most=self.most))
        return None

    def schema(self, voice: Voice) -> Schema:
        bounds = {"minimum": self.least, "maximum": self.most}
        return {"type": ["integer", "string"], **bounds, "pattern": r"^\s*[0-9]{1,9}\s*$"}


class Choice(Kind[str]):
    """One of a few words."""

    def __init__(self, *known: str, expected: Msg) -> None:
        self.known = known
        self.expected = expected

    def read(self, node: Node, problems: list[Problem]) -> str | None:
        text = self.scalar(node, problems)
        if text is None:
            return None
        if text in self.known:
            return text
        problems.append(self.complaint(node, text))
        return None

    def complaint(self, node: Node, text: str) -> Problem:
        """What is said of a word that is not among the known ones."""
        guess = nearest(text, self.known)
        return fields.BAD_CHOICE.at(node, guess=guess, value=text, known=", ".join(self.known))

    def schema(self, voice: Voice) -> Schema:
        return {"enum": list(self.known)}


class Level(Choice):
    """A level of language proficiency."""

    def complaint(self, node: Node, text: str) -> Problem:
        return fields.BAD_LEVEL.at(node, guess=text.upper() if text.upper() in self.known else None, value=text)


class Slug(Kind[str]):
    """An identifier."""

    expected = msg("an identifier")

    def read(self, node: Node, problems: list[Problem]) -> str | None:
        text = self.scalar(node, problems)
        if text is None:
            return None
        if is_id(text):
            return text
        problems.append(fields.BAD_ID.at(node, value=text))
        return None

    def schema(self, voice: Voice) -> Schema:
        return {"type": ["string", "integer"], "minimum": 0, "pattern": f"^{PATTERN}$"}


class List(Kind[tuple[T, ...]]):
    """A list of values of one kind; `single`: one value may stand without its list; `empty`: so may none in it."""

    def __init__(self, inner: Kind[T], expected: Msg, *, single: bool = False, empty: bool = False) -> None:
        self.inner = inner
        self.expected = expected
        self.single = single
        self.empty = empty

    def read(self, node: Node, problems: list[Problem]) -> tuple[T, ...] | None:
        if isinstance(node, Sequence):
            if not node.items and not self.empty:
                problems.append(fields.EMPTY.at(node, expected=self.expected))
            read = self.inner.read
            values = [read(item, problems) for item in node.items]
            return tuple(value for value in values if value is not None)
        if isinstance(node, Scalar) and node.is_nothing:
            problems.append(fields.EMPTY.at(node, expected=self.expected))
        elif self.single and not isinstance(node, Unread):
            value = self.inner.read(node, problems)
            return () if value is None else (value,)
        else:
            self.refuse(node, problems)
        return None

    def inside(self) -> tuple[Kind[Any], ...]:
        return (self.inner,)

    def schema(self, voice: Voice) -> Schema:
        one = self.inner.schema(voice)
        many: Schema = {"type": "array", "items": one, "minItems": 0 if self.empty else 1}
        return {"anyOf": [one, many]} if self.single else many


class Quote(Kind[Item]):
    """An identifier with its place."""

    expected = msg("text")

    def __init__(self, inner: Kind[str]) -> None:
        self.inner = inner

    def read(self, node: Node, problems: list[Problem]) -> Item | None:
        text = self.inner.read(node, problems)
        return None if text is None else Item(text, node)

    def schema(self, voice: Voice) -> Schema:
        return self.inner.schema(voice)


class Own(Quote):
    """A text with its place: most of what there is, and so read without a step aside."""

    def __init__(self) -> None:
        super().__init__(Text())

    def read(self, node: Node, problems: list[Problem]) -> Item | None:
        if node.__class__ is Scalar and is_tidy(node.text) and not node.is_nothing:
            return Item(node.text, node)
        return super().read(node, problems)


def texts(*, single: bool = True) -> List[Item]:
    """A list of texts, or one text."""
    return List(Own(), msg("text or a list of texts") if single else msg("a list of texts"), single=single)
