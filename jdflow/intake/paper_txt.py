"""A text file, as text extraction leaves it: its lines, nothing of them understood yet."""

from __future__ import annotations

import codecs

from jdflow.language import msg
from jdflow.model.paper import NoPaper, Paper, Para, Remark, Spot

MOST_BYTES = 5 * 1024 * 1024
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
# What stands in a text besides its letters; a form feed begins a page, the rest of its kind is binary.
_BLANKS = "\t\n\r\f\v"
_MOST_CONTROLS = 0.01
_PAGE = "\f"
# Letters of Estonian in the two tables of Windows: in the other one, the same bytes are letters of other languages.
_ESTONIAN = frozenset("õäöüšžÕÄÖÜŠŽ„“”–")


def read_txt(data: bytes) -> Paper:
    """The text, line by line; raises NoPaper where it is none."""
    if len(data) > MOST_BYTES:
        raise NoPaper(msg("it is larger than {limit} MiB", limit=MOST_BYTES // 1024 // 1024))
    text, remarks = _decoded(data)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    controls = sum(not character.isprintable() and character < " " and character not in _BLANKS for character in text)
    if "\0" in text or controls > _MOST_CONTROLS * len(text):
        raise NoPaper(msg("it is no text, whatever its name says"))
    if not text.strip():
        raise NoPaper(msg("there is no text in it"))
    parts: list[Para] = []
    line = 0
    for page, sheet in enumerate(text.split(_PAGE), 1):
        for number, row in enumerate(sheet.split("\n")):
            # What follows a form feed stands on the line that it ended.
            line += number > 0 or page == 1
            parts.append(Para(row.rstrip(), Spot(line, page if _PAGE in text else None), is_whole=False))
    while parts and not parts[-1].text:
        parts.pop()
    return Paper("txt", tuple(parts), remarks=remarks)


def _decoded(data: bytes) -> tuple[str, tuple[Remark, ...]]:
    for mark, encoding in _UTF_16.items():
        if data.startswith(mark):
            try:
                return data.removeprefix(mark).decode(encoding), ()
            except UnicodeDecodeError as error:
                raise NoPaper(
                    msg("it is a damaged text: it says it is UTF-16, but is not; save it anew as UTF-8")
                ) from error
    try:
        return data.decode(), ()
    except UnicodeDecodeError:
        pass
    if b"\0" in data:
        raise NoPaper(msg("it is no text, whatever its name says"))
    guesses = {encoding: data.decode(encoding, "replace") for encoding in ("windows-1257", "windows-1252")}
    encoding = max(guesses, key=lambda name: _likely(guesses[name]))
    remark = Remark(
        msg("its encoding is not said, and taken to be {encoding}; compare words with õ, ä, ö, ü", encoding=encoding)
    )
    return guesses[encoding], (remark,)


def _likely(text: str) -> int:
    """How much the text looks like Estonian."""
    return sum(character in _ESTONIAN for character in text) - 2 * text.count("\ufffd")
