"""What a Word file says, paragraph by paragraph, whoever made it: for comparing, not for printing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from jdflow.word.names import BREAK, FOOTER, HEADER, PARAGRAPH, TAB, TEXT, W
from jdflow.word.package import main_part, open_package, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOTES = (f"{{{W}}}footnotes", f"{{{W}}}endnotes", f"{{{W}}}comments")
_BESIDE = (HEADER, FOOTER, *_NOTES)
# The same once more, for programs that do not know what stands before it.
_AGAIN = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {
    BREAK: " ",
    TAB: " ",
    f"{{{W}}}cr": " ",
    f"{{{W}}}noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
    f"{{{W}}}softHyphen": "\N{SOFT HYPHEN}",
}


def spoken(data: bytes) -> Iterator[str]:
    """The paragraphs of the text, then those of headers, footers, notes and comments; raises NotWord."""
    parts = open_package(data)
    main = main_part(parts)
    yield from _paragraphs(parse(main, parts[main].data))
    for name in sorted(parts):
        if name.startswith("word/") and name.endswith(".xml") and name != main:
            root = parse(name, parts[name].data)
            if root.tag in _BESIDE:
                yield from _paragraphs(root)


def _paragraphs(root: etree._Element) -> Iterator[str]:
    """The paragraphs that say anything, one space between words; one inside another ends what stands before it."""
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag == _AGAIN:
                walk.skip_subtree()
            elif element.tag != PARAGRAPH:
                continue
        elif element.tag == TEXT:
            pieces.append(element.text or "")
            continue
        elif element.tag in _SIGNS:
            pieces.append(_SIGNS[element.tag])
            continue
        elif element.tag != PARAGRAPH:
            continue
        said = " ".join("".join(pieces).split())
        pieces.clear()
        if said:
            yield said
