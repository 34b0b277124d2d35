"""One text as YAML: plain, quoted, or over several lines; what YAML allows, ruamel.yaml knows."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from io import StringIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH = 100

# Most texts by far: words and the marks between them. What may be a number, a date or a word with a meaning is looked
# at more closely, and so is all else: asking ruamel.yaml takes fifty times as long.
_ORDINARY = re.compile(r"[^\W\d_][\w .,;%()/–„“’-]{5,}(?<! )\Z")
_SPACE = re.compile(r"(?<=[^ ]) (?=[^ ])")
_FOREIGN_BREAKS = re.compile("[\x85\u2028\u2029]")


def inline(text: str, *, plain: bool = False, flow: bool = False) -> str:
    """The text on one line; with `plain`, it may look like a number or a date; `flow`: it stands in brackets."""
    if _ORDINARY.match(text) and not (flow and "," in text):
        return text
    return _inline(text, plain, flow)


@lru_cache(maxsize=4096)
def _inline(text: str, plain: bool, flow: bool) -> str:  # noqa: FBT001 (a cache tells its keys by position)
    found = _dumper().analyze_scalar(text)
    allowed = found.allow_flow_plain if flow else found.allow_block_plain
    if text and allowed and not found.multiline and (plain or not _has_other_meaning(text)):
        return text
    if found.allow_single_quoted and not found.multiline:
        return "'" + text.replace("'", "''") + "'"
    stream = StringIO()
    _dumper(stream).write_double_quoted(text, split=False)
    return stream.getvalue()


def _dumper(stream: StringIO | None = None) -> Any:  # noqa: ANN401 (ruamel.yaml's emitter has no types to speak of)
    if stream is None:
        return _analyst()
    from ruamel.yaml.dumper import SafeDumper

    return SafeDumper(stream, allow_unicode=True, version=(1, 1))


@cache
def _analyst() -> Any:  # noqa: ANN401 (as above)
    return _dumper(StringIO())


def _has_other_meaning(text: str) -> bool:
    """Whether a tool that follows YAML 1.1 or 1.2 would read anything but text."""
    from ruamel.yaml.resolver import implicit_resolvers

    return any(text[:1] in firsts and pattern.match(text) for _, _, pattern, firsts in implicit_resolvers)


def lines_of(text: str, *, room: int, indent: int, plain: bool, prose: bool) -> list[str]:
    """The text on one line where there is room, else as a block of several: folded, or literal if it has line breaks.

    In prose a line break at the end does not count; any other text is kept to the letter.
    """
    if "\n" not in text:
        line = inline(text, plain=plain)
        if len(line) <= room or not _SPACE.search(text):
            return [line]
    body = text if prose else text.removesuffix("\n")
    if not _may_be_block(body):
        return [inline(text)]
    literal = "\n" in body
    chomp = "" if prose or body != text else "-"
    margin = " " * indent
    parts = body.split("\n") if literal else _folded(body, WIDTH - indent)
    return [("|" if literal else ">") + chomp, *(margin + part if part else "" for part in parts)]


def _may_be_block(text: str) -> bool:
    if _ORDINARY.match(text):
        return True
    if text[:1] in {"", " ", "\n"} or text[-1] == "\n" or _FOREIGN_BREAKS.search(text):
        return False
    return bool(_analyst().analyze_scalar(text).allow_block)


def _folded(text: str, width: int) -> Iterator[str]:
    """The text in lines no longer than that, as far as its words allow."""
    line = ""
    for word in _SPACE.split(text):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
