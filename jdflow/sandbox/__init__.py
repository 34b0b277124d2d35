"""What may stand between braces: names, forms of a word, filters, conditions; nothing that runs or reaches out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jdflow.language import Msg, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from jinja2 import Template as JinjaTemplate
    from jinja2 import nodes

    Values = Mapping[str, str | Mapping[str, str]]

_NAME = r"[^\W\d]\w*"
_FILTER = "suurtäht"
_SIMPLE = r"(?<!\{)\{\{\s*(" + _NAME + r"(?:\.[^\W\d_]\w*)?(?:\s*\|\s*" + _FILTER + r")?)\s*\}\}"
_OPENINGS = ("{{", "{%", "{#")
MOST_CHARACTERS = 4000
MOST_NODES = 100


class NotAllowed(Exception):  # noqa: N818 (it is not an error of the program: the text asks for too much)
    """What stands between the braces is not allowed there."""

    def __init__(self, why: Msg) -> None:
        super().__init__(why)
        self.why = why


class Template(NamedTuple):
    """A text with gaps: the names it asks for (dotted for a form of a word), and how to fill it."""

    names: frozenset[str]
    fill: Callable[[Values], str]


def has_braces(text: str) -> bool:
    """Whether something in the text would be filled in."""
    return "{" in text and any(opening in text for opening in _OPENINGS)


def compile_text(text: str) -> Template:
    """The plain text with its gaps; raises NotAllowed."""
    if len(text) > MOST_CHARACTERS and has_braces(text):
        raise NotAllowed(msg("the text is too long to be filled in"))
    rest = re.sub(_SIMPLE, "", text)
    if any(mark in rest for mark in _OPENINGS):
        return _compile_jinja(text)
    # Most texts hold nothing but names: they are filled without loading Jinja2, with the same result.
    pieces = re.split(_SIMPLE, text)
    gaps = [(name.strip(), bool(mark)) for name, mark, _ in (gap.partition("|") for gap in pieces[1::2])]

    def fill(values: Values) -> str:
        filled = list(pieces)
        filled[1::2] = (
            sentence_case(_look_up(name, values)) if upper else _look_up(name, values) for name, upper in gaps
        )
        return "".join(filled)

    return Template(frozenset(name for name, _ in gaps), fill)


def _look_up(name: str, values: Values) -> str:
    first, _, form = name.partition(".")
    value = values[first]
    return value if isinstance(value, str) else value[form]


def sentence_case(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


FILTERS: dict[str, Callable[[str], str]] = {_FILTER: sentence_case}


def _compile_jinja(text: str) -> Template:
    import jinja2
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=jinja2.StrictUndefined, autoescape=False, keep_trailing_newline=True
    )
    environment.filters = dict(FILTERS)
    try:
        tree = environment.parse(text)
        names = frozenset(_names(tree))
        template: JinjaTemplate = environment.from_string(tree)
    except jinja2.TemplateError as error:
        raise NotAllowed(msg("this is not complete, or not understood")) from error
    except RecursionError:
        raise NotAllowed(_TOO_MUCH) from None

    def fill(values: Values) -> str:
        return template.render(values)

    return Template(names, fill)


def _names(tree: nodes.Node) -> list[str]:
    """The names that a template asks for; raises NotAllowed for anything but what is listed here."""
    from jinja2 import nodes

    plain = (
        nodes.Template,
        nodes.Output,
        nodes.TemplateData,
        nodes.If,
        nodes.Not,
        nodes.And,
        nodes.Or,
        nodes.Compare,
    )
    names: list[str] = []
    seen = 0
    todo: list[Any] = [tree]
    while todo:
        node = todo.pop()
        seen += 1
        if seen > MOST_NODES:
            raise NotAllowed(_TOO_MUCH)
        match node:
            case nodes.Name(name=name, ctx="load"):
                names.append(name)
            case nodes.Getattr(node=nodes.Name(name=name), attr=form) if not form.startswith("_"):
                names.append(f"{name}.{form}")
            case nodes.Filter(name=name, args=[], kwargs=[]) if name in FILTERS and node.node is not None:
                todo.append(node.node)
            case nodes.Const(value=str()):
                pass
            case nodes.Operand(op="eq" | "ne", expr=expr):
                todo.append(expr)
            case _ if isinstance(node, plain):
                todo.extend(node.iter_child_nodes())
            case _:
                raise NotAllowed(_WHAT.get(type(node).__name__, msg("only names may stand here")))
    return names


_TOO_MUCH = msg("this is more than a sentence needs")
_WHAT = {
    "Call": msg("nothing may be called"),
    "For": msg("loops are not allowed"),
    "Filter": msg("the only filter is `suurtäht`"),
    "Getattr": msg("only the forms of `teenistuja` may follow a dot"),
    "Getitem": msg("square brackets are not allowed"),
    "Include": msg("use `kasuta` to include a block"),
}
