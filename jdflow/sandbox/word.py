"""The tags of a Word template: what may stand in them, and the program that they make.

A tag may print a field, ask a condition, or go through a list; nothing is called, included, set or reached into.
A loop inside a loop goes only over what belongs to the outer one's item, so that no template prints more than
its own length for every text there is.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, cast
from unicodedata import normalize

from jdflow.language import Msg, msg
from jdflow.sandbox import NotAllowed, sentence_case
from jdflow.sandbox.jinja import CLOSE, OPEN, program_environment, tag_environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from jinja2 import nodes

Kind: TypeAlias = "Leaf | Record | Many"
Leaf: TypeAlias = Literal["text", "flag", "any"]
"""A text prints; a flag is asked only; any is what a loop gives that was not understood, to say so only once."""
Value: TypeAlias = "str | bool | Sequence[Value] | Mapping[str, Value]"
Sort: TypeAlias = Literal["print", "if", "elif", "else", "endif", "for", "endfor"]


class Record(NamedTuple):
    """A name with further names after a dot."""

    fields: Mapping[str, Kind]


class Many(NamedTuple):
    """A list of texts or of records."""

    each: Kind


class Unknown(NotAllowed):
    """A name that means nothing here; those that would stand beside it."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(msg("there is no field “{name}” here", name=name))
        self.name = name
        self.known = tuple(known)


class UnknownWord(NotAllowed):
    """A tag's first word, where it is none of those that are known."""

    def __init__(self, word: str) -> None:
        super().__init__(_WORDS.get(word, msg("the word “{word}” is not known here", word=word)))
        self.word = word


class Nested(NotAllowed):
    """A loop inside a loop that goes over something of its own."""


class Tag(NamedTuple):
    """A tag as it was understood: its sort, what stands in it, the fields that it asks for."""

    sort: Sort
    source: str
    fields: tuple[str, ...] = ()

    @property
    def opens(self) -> bool:
        """Whether something begins here that another tag ends."""
        return self.sort in _ENDS

    @property
    def end(self) -> str:
        """The word of the tag that ends what begins here."""
        return _ENDS[self.sort]


LOOP: Record = Record({"index": "text", "length": "text", "first": "flag", "last": "flag"})
SORTS = ("if", "elif", "else", "endif", "for", "endfor")
MOST_CHARACTERS = 500
_PRINTS: tuple[Kind, ...] = ("text", "any")
_ENDS: Mapping[Sort, str] = MappingProxyType({"if": "endif", "for": "endfor"})
# What Word makes of quotes and blanks while one types, and what nobody sees.
_TYPED = (
    dict.fromkeys(map(ord, "„“”«»"), '"')
    | dict.fromkeys((0x2018, 0x2019, 0x201A), "'")
    | dict.fromkeys((0x09, 0x0A, 0x0D, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000), " ")
    | dict.fromkeys((0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF))
)
# How a text ends after which another may follow as it is.
_ENDS_OF_TEXTS = frozenset(".!?…:;,–")
_CLOSING = " \t\n)]”“»\"'"
_LOOP_NAMES = re.compile(r"\bfor\b(.*?)(?:\bin\b|$)", re.IGNORECASE)


def listed(texts: Iterable[str]) -> str:
    """The texts, with a comma between each two."""
    return ", ".join(texts)


def in_a_row(texts: Iterable[str]) -> str:
    """The texts as a paragraph: sentences one after the other, words that are no sentences with commas between them."""
    several = list(texts)
    ended = [text.rstrip(_CLOSING)[-1:] in _ENDS_OF_TEXTS for text in several]
    large = [text[:1].isupper() for text in several]
    between = "," if not (any(ended) or all(large)) else "."
    marks = ["" if done else between if begins else "," for done, begins in zip(ended, large[1:], strict=False)]
    if len(several) > 1 and not ended[-1]:
        marks.append(".")
    return " ".join(text + mark for text, mark in zip_longest(several, marks, fillvalue=""))


class Filter(NamedTuple):
    """What may follow a field after an upright bar."""

    apply: Callable[[Any], str]
    takes: Kind


FILTERS: Mapping[str, Filter] = MappingProxyType(
    {
        "suurtäht": Filter(sentence_case, "text"),
        "loetelu": Filter(listed, Many("text")),
        "reas": Filter(in_a_row, Many("text")),
    }
)
_APPLIED = {name: one.apply for name, one in FILTERS.items()}


class Reader:
    """Reads a template's tags in their order, and knows at each which names there are and where they come from."""

    def __init__(self, fields: Mapping[str, Kind]) -> None:
        self.environment = tag_environment(_APPLIED)
        # Each scope: its names, each with its kind and the field it stands for.
        self.scopes: list[dict[str, tuple[Kind, str]]] = [{name: (kind, name) for name, kind in fields.items()}]
        self.used: set[str] = set()
        self.forgiven: set[str] = set()
        self.blocks: list[str] = []

    def begin(self) -> None:
        """Forgets what another part has left open."""
        del self.scopes[1:], self.blocks[:]
        self.forgiven.clear()

    def forgive(self, text: str) -> None:
        """Takes the names for known that a loop would have given, had it been understood."""
        for loop in _LOOP_NAMES.findall(text):
            self.forgiven.update(re.findall(r"\w+", normalize("NFC", loop)))

    def read(self, text: str) -> Tag:
        """The tag that stands between the outer braces, given without a letter for paragraph, row, cell or run."""
        if len(text) > MOST_CHARACTERS:
            raise NotAllowed(msg("it is longer than any tag needs to be"))
        inner = normalize("NFC", text[2:-2].translate(_TYPED).removeprefix("-").removesuffix("-")).strip()
        if text.startswith("{{"):
            return self._print(inner)
        word, _, rest = inner.partition(" ")
        match word:
            case "if" | "elif":
                if word == "if":
                    self.blocks.append(word)
                return self._if(word, rest)
            case "for":
                return self._for(rest)
            case "else" | "endif" | "endfor":
                self._leave(word)
                if rest:
                    raise NotAllowed(msg("nothing may stand behind `{word}`", word=word))
                return Tag(word, word)
            case _:
                raise UnknownWord(word)

    def stand_in(self, text: str) -> Tag | None:
        """What is taken for a tag that was not understood, so that what it begins may still be ended."""
        word = text[2:-2].translate(_TYPED).strip("- ").partition(" ")[0].casefold()
        return Tag(cast("Sort", word), word) if text.startswith("{%") and word in SORTS else None

    def _leave(self, word: Literal["else", "endif", "endfor"]) -> None:
        """Forgets the names that are known no longer."""
        if word == "else":
            if self.blocks and self.blocks[-1] == "for":
                self.scopes[-1] = {}
            return
        if self.blocks:
            self.blocks.pop()
        if word == "endfor" and len(self.scopes) > 1:
            self.scopes.pop()

    def _parsed(self, source: str) -> nodes.Template:
        import jinja2

        try:
            return self.environment.parse(source)
        except (jinja2.TemplateError, RecursionError) as error:
            raise NotAllowed(_UNCLEAR) from error

    def _print(self, inner: str) -> Tag:
        from jinja2 import nodes

        match self._parsed(f"{{{{ {inner} }}}}").body:
            case [nodes.Output(nodes=[expression])]:
                kind, field = self._value(expression)
            case _:
                raise NotAllowed(_UNCLEAR)
        if kind not in _PRINTS:
            raise NotAllowed(_not_printed(field, kind))
        if field:
            self.used.add(field)
        return Tag("print", inner, (field,))

    def _if(self, word: Literal["if", "elif"], rest: str) -> Tag:
        from jinja2 import nodes

        match self._parsed(f"{{% if {rest} %}}{{% endif %}}").body:
            case [nodes.If(test=test, body=[], elif_=[], else_=[])]:
                return Tag(word, f"{word} {rest}", tuple(self._condition(test)))
            case _:
                raise NotAllowed(_UNCLEAR)

    def _for(self, rest: str) -> Tag:
        name, kind, field = rest.partition(" ")[0], cast("Kind", "any"), ""
        self.blocks.append("for")
        try:
            name, kind, field = self._loop(rest)
        except NotAllowed:
            self.forgive(f"for {rest}")
            raise
        finally:
            # Also where the loop was not understood, something ends here later.
            self.scopes.append({name: (kind, field), "loop": (LOOP, "loop")})
        return Tag("for", f"for {rest}", (field,))

    def _loop(self, rest: str) -> tuple[str, Kind, str]:
        """The item's name, its kind, and the list's field."""
        from jinja2 import nodes

        match self._parsed(f"{{% for {rest} %}}{{% endfor %}}").body:
            case [
                nodes.For(target=nodes.Name(name=name), iter=source, body=[], else_=[], test=None, recursive=False)
            ] if not name.startswith("_"):
                pass
            case _:
                raise NotAllowed(msg("a loop is written `for word in list`"))
        kind, field = self._value(source)
        if name in self.scopes[0] or name == "loop":
            raise NotAllowed(msg("“{name}” is a field's name already; name the item otherwise", name=name))
        if kind == "any":
            return name, kind, field
        if not isinstance(kind, Many):
            raise NotAllowed(msg("“{field}” is not a list", field=field))
        # Behind an `else` nothing is repeated.
        outer = next((scope for scope in reversed(self.scopes[1:]) if scope), None)
        if outer is not None and _root(source) not in outer:
            raise Nested(msg("a loop inside a loop may only go over what belongs to the outer one's item"))
        return name, kind.each, field

    def _condition(self, node: nodes.Node) -> Iterator[str]:
        """The fields that a condition asks for."""
        from jinja2 import nodes

        todo = [node]
        seen = 0
        while todo:
            node = todo.pop()
            seen += 1
            if seen > _MOST_NODES:
                raise NotAllowed(_UNCLEAR)
            match node:
                case nodes.Not(node=inner):
                    todo.append(inner)
                case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
                    todo += [left, right]
                case nodes.Compare(expr=left, ops=[nodes.Operand(op="eq" | "ne", expr=nodes.Const(value=str()))]):
                    kind, field = self._value(left)
                    if kind not in _PRINTS:
                        raise NotAllowed(_not_printed(field, kind))
                    yield field
                case _:
                    kind, field = self._value(node)
                    if isinstance(kind, Record):
                        raise NotAllowed(_not_printed(field, kind))
                    yield field

    def _value(self, node: nodes.Node) -> tuple[Kind, str]:
        """What the expression stands for, and the field that it is; raises NotAllowed for all that is no field."""
        from jinja2 import nodes

        match node:
            case nodes.Name(name=name):
                kind, field = self._named(name)
            case nodes.Getattr(node=inner, attr=name):
                kind, field = _inside(*self._value(inner), name)
            case nodes.Filter(
                node=nodes.Node() as inner, name=name, args=[], kwargs=[], dyn_args=None, dyn_kwargs=None
            ):
                kind, field = _filtered(*self._value(inner), name)
            case _:
                raise NotAllowed(_WHAT.get(type(node).__name__, msg("only names of fields may stand here")))
        return kind, field

    def _named(self, name: str) -> tuple[Kind, str]:
        for scope in reversed(self.scopes):
            if name in scope:
                return scope[name]
        if name in self.forgiven:
            return "any", ""
        raise Unknown(name, (known for scope in self.scopes for known in scope))


def _inside(kind: Kind, field: str, name: str) -> tuple[Kind, str]:
    """What stands after a dot."""
    if kind == "any":
        return kind, ""
    if not isinstance(kind, Record):
        raise NotAllowed(msg("nothing may follow “{field}” after a dot", field=field))
    if name not in kind.fields:
        raise Unknown(name, kind.fields)
    return kind.fields[name], f"{field}.{name}"


def _filtered(kind: Kind, field: str, name: str) -> tuple[Kind, str]:
    """What a filter makes of a field."""
    wanted = FILTERS.get(name)
    if wanted is None:
        raise NotAllowed(msg("the filters are {known}", known=", ".join(f"`{one}`" for one in FILTERS)))
    if kind not in (wanted.takes, "any"):
        raise NotAllowed(msg("the filter `{name}` is not for “{field}”", name=name, field=field))
    return "text", field


def _root(node: Any) -> str:  # noqa: ANN401 (a node of Jinja2's tree that was looked at before)
    while not hasattr(node, "name"):
        node = node.node
    return str(node.name)


def _not_printed(field: str, kind: Kind) -> Msg:
    if isinstance(kind, Many):
        return msg("“{field}” is a list: go through it with `for`, or print it with `| loetelu`", field=field)
    if isinstance(kind, Record):
        names = ", ".join(f"{field}.{name}" for name in kind.fields)
        return msg("“{field}” has several parts: {names}", field=field, names=names)
    return msg("“{field}” can only be asked for with `if`", field=field)


def compile_program(
    pieces: Iterable[str | Tag], printed: Callable[[str], str]
) -> Callable[[Mapping[str, Value]], Iterator[str]]:
    """The program of a whole part, its tags read before; `printed` makes of a text what stands in the part."""
    source = "".join(piece if isinstance(piece, str) else _written(piece) for piece in pieces)
    return program_environment(_APPLIED, printed).from_string(source).generate


def _written(tag: Tag) -> str:
    mark = "#" if tag.sort == "print" else "%"
    return f"{OPEN}{mark} {tag.source} {mark}{CLOSE}"


_MOST_NODES = 50
_UNCLEAR = msg("this is not complete, or not understood")
_WORDS = {
    "include": msg("nothing is included from elsewhere"),
    "import": msg("nothing is imported"),
    "from": msg("nothing is imported"),
    "extends": msg("nothing is included from elsewhere"),
    "set": msg("nothing is set; only fields are printed"),
    "macro": msg("macros are not allowed"),
    "call": msg("nothing may be called"),
}
_WHAT = {
    "Call": msg("nothing may be called"),
    "Filter": msg("a filter takes no values"),
    "Getitem": msg("square brackets are not allowed"),
}
