"""The Word templates of a content: found by name, compiled when first asked for."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from jdflow.intake.contents import TEMPLATES, template_path
from jdflow.problems import Problem
from jdflow.query.form import kinds, unprinted
from jdflow.rules.organisation import LAYOUTS, template_problems
from jdflow.word.template import compile_template

if TYPE_CHECKING:
    from jdflow.app.reading import Reading
    from jdflow.problems import Placed
    from jdflow.word.template import Template


class Pressed(NamedTuple):
    """A template that is ready, by its name, with the digest of its file and the fields that it never prints."""

    name: str
    template: Template
    sha256: str
    unprinted: tuple[str, ...]


class Templates:
    """The templates of a content."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._compiled: dict[tuple[str, bool], Pressed | list[Problem]] = {}
        self._lines: dict[str, list[str]] = {}

    def get(self, named: str | None, *, draft: bool, at: Placed) -> Pressed | list[Problem]:
        """The template that a position names there, or the usual one; else what is wrong."""
        settings = self.reading.settings
        name = named or settings.template
        if named or "template" in settings.places or name not in LAYOUTS:
            missing = list(template_problems(name, at, self.reading.contents.templates))
            if missing:
                return missing
        if (name, draft) not in self._compiled:
            self._compiled[name, draft] = self._compile(name, draft=draft)
        return self._compiled[name, draft]

    def _compile(self, name: str, *, draft: bool) -> Pressed | list[Problem]:
        data = self._bytes(name)
        if isinstance(data, Problem):
            return [data]
        template, problems, self._lines[template_path(name)] = compile_template(
            template_path(name), data, kinds(), draft=draft
        )
        return (
            problems
            if template is None
            else Pressed(name, template, sha256(data).hexdigest(), tuple(unprinted(template.used)))
        )

    def _bytes(self, name: str) -> bytes | Problem:
        if name in self.reading.contents.templates:
            return self.reading.bytes_of(template_path(name))
        # An agency that has changed nothing in Word need not keep the two layouts itself.
        return (files("jdflow") / "starter" / TEMPLATES / f"{name}.docx").read_bytes()

    def line_of(self, path: str, line: int) -> str:
        """The text of a template's paragraph; empty where it has none of that number."""
        lines = self._lines.get(path, [])
        return lines[line - 1] if 0 < line <= len(lines) else ""
