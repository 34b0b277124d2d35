"""Words in a comment on a forge, as plain as they stand: no link, no mention, no command comes out of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.model.ids import PATTERN
from jdflow.output.difference_markdown import JOINER, LINKED, inert
from jdflow.output.plain import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

_IN_HTML = re.compile(
    rf"[<>&\"']|@|[#!$~^%](?=[\w\"\\])|\*(?=[a-z_]+:)|\[(?=[a-z_]+:|[-+]|_?toc)|{LINKED}", re.IGNORECASE
)
_AS_HTML = {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&#39;", "@": f"&#64;{JOINER}"}
# What no eye sees, though it counts as a letter or as an accent.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]|[\U000e0100-\U000e01ef]"
)
# Accents upon accents reach into the lines above and below.
_ACCENT = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_MOUNTAIN = re.compile(f"({_ACCENT}{{3}}){_ACCENT}+")
_CODE = re.compile(r"[\w ./=…:–+(){}\[\],„“-]+")
_KEY = re.compile(rf"{PATTERN}(?:/{PATTERN})?")
_REVISION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")


def plain(text: str) -> str:
    """The text as Markdown that says just that."""
    return inert(seen(text))


def in_html(text: str) -> str:
    """The text within an HTML element, where Markdown is not read."""
    return _IN_HTML.sub(_as_html, safe(seen(text)))


def _as_html(found: re.Match[str]) -> str:
    is_number = found[0] == "&" and found.string[found.end() : found.end() + 1].isdigit()
    return f"{_AS_HTML.get(found[0], found[0])}{JOINER if is_number or found[0] not in _AS_HTML else ''}"


def named(title: str, id: str) -> str:
    """A position as lists name it."""
    return f"{plain(title)} {typed(id)}"


def named_in_html(title: str, id: str) -> str:
    """The same within an HTML element, the title standing out."""
    key = f"<code>{id}</code>" if _KEY.fullmatch(id) else f"({in_html(id)})"
    return f"<b>{in_html(title)}</b> {key}"


def typed(key: str) -> str:
    """An id or the key of a block as it is typed; what is none, but came in its place, in brackets."""
    return f"`{key}`" if _KEY.fullmatch(key) else f"({plain(key)})"


def sentence(text: str) -> str:
    """A sentence of the program, in which backquotes set off what is typed; what was put into it stays plain."""
    parts = safe(seen(text)).split("`")
    typed, between = parts[1::2], parts[2:-1:2]
    is_marked = all(_CODE.fullmatch(part) and part == part.strip() for part in typed) and all(between)
    if len(parts) % 2 == 0 or not is_marked:
        return plain(text)
    return "".join(f"`{part}`" if number % 2 else plain(part) for number, part in enumerate(parts))


def seen(text: str) -> str:
    """The text with letters that nobody can see spelt out, and without heaps of accents."""
    return _MOUNTAIN.sub(r"\1", _BLANK.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", text))


def listed(names: Iterable[str]) -> str:
    """Names, one after the other."""
    return ", ".join(map(plain, names))


def is_plain_revision(revision: str) -> bool:
    """Whether a revision can stand in a command that people copy."""
    return _REVISION.fullmatch(revision) is not None
