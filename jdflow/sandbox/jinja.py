"""Jinja2 for Word templates: a sandbox with our filters, and nothing else that templates could use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2.sandbox import ImmutableSandboxedEnvironment

    Filters = Mapping[str, Callable[[Any], str]]

# Tags of a finished program: XML holds no such characters, so none can come from the template's own text.
OPEN, CLOSE = "\x01", "\x02"
_MARKS = {
    "variable_start_string": f"{OPEN}#",
    "variable_end_string": f"#{CLOSE}",
    "block_start_string": f"{OPEN}%",
    "block_end_string": f"%{CLOSE}",
    "comment_start_string": f"{OPEN}-",
    "comment_end_string": f"-{CLOSE}",
}


def tag_environment(filters: Filters) -> ImmutableSandboxedEnvironment:
    """What reads a tag as people write it."""
    return _environment(filters)


def program_environment(filters: Filters, printed: Callable[[str], str]) -> ImmutableSandboxedEnvironment:
    """What compiles a whole part; `printed` makes of a text what stands in the part."""
    from markupsafe import Markup

    def finalize(value: Any) -> Any:  # noqa: ANN401 (Jinja2 also passes what is no text)
        return Markup(printed(str(value)))  # noqa: S704 (`printed` escapes it)

    return _environment(filters, **_MARKS, finalize=finalize)


def _environment(filters: Filters, **further: Any) -> ImmutableSandboxedEnvironment:  # noqa: ANN401 (Jinja2's own)
    import jinja2
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Environment(ImmutableSandboxedEnvironment):
        """A sandbox in which attributes are only entries of our own data, and a loop's numbers, as texts."""

        def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 (the base class's signature)
            if obj.__class__ is dict:
                return obj[attribute]
            value = super().getattr(obj, attribute)
            return str(value) if value.__class__ is int else value

    environment = Environment(**further, undefined=jinja2.StrictUndefined, autoescape=True, keep_trailing_newline=True)
    environment.filters = dict(filters)
    environment.tests = {}
    environment.globals = {}
    return environment
