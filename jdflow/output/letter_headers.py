"""Headers of a letter that say what people wrote, folded so that every reader gets just that (RFC 5322, RFC 2047).

The standard library loses or adds spaces where it cuts long names with letters that are no English ones.
"""

from __future__ import annotations

import re
from base64 import b64encode
from email.policy import EmailPolicy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from email.headerregistry import Address

# With the longest name of a header before it, the line has less than the 76 characters that it may have.
_BYTES = 39
_LINE = 76
_PLAIN = re.compile(r"(?!.*=\?)[!-~]{1,60}")
_ATOM = re.compile(r"(?!.*=\?)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,60}")


class Policy(EmailPolicy):
    """As mail servers want letters, with subject and addresses written by us."""

    def fold(self, name: str, value: str) -> str:
        """The header, as lines."""
        addresses = getattr(value, "addresses", None)
        if addresses is not None:
            return f"{name}: {_folded(len(name) + 2, _listed(addresses))}{self.linesep}"
        if name == "Subject":
            return f"{name}: {_folded(len(name) + 2, _words(value, _PLAIN))}{self.linesep}"
        folded: str = super().fold(name, value)
        return folded

    def fold_binary(self, name: str, value: str) -> bytes:
        """The same as bytes; there is nothing but English letters in it."""
        return self.fold(name, value).encode("ascii", "surrogateescape")


POLICY = Policy(linesep="\r\n", max_line_length=78)


def _listed(addresses: Iterable[Address]) -> list[str]:
    found: list[str] = []
    for address in addresses:
        if found:
            found[-1] += ","
        found += [*_words(address.display_name, _ATOM), f"<{address.addr_spec}>"]
    return found


def _words(text: str, plain: re.Pattern[str]) -> Iterator[str]:
    """The words; those that cannot stand as they are encoded, several in a row together, for readers join them."""
    run: list[str] = []
    for word in text.split():
        if plain.fullmatch(word):
            yield from _encoded(" ".join(run))
            run = []
            yield word
        else:
            run.append(word)
    yield from _encoded(" ".join(run))


def _encoded(text: str) -> Iterator[str]:
    piece = b""
    for char in text:
        data = char.encode()
        if len(piece) + len(data) > _BYTES:
            yield _encoded_word(piece)
            piece = b""
        piece += data
    if piece:
        yield _encoded_word(piece)


def _encoded_word(piece: bytes) -> str:
    return f"=?utf-8?b?{b64encode(piece).decode()}?="


def _folded(taken: int, words: Iterable[str]) -> str:
    text, column = "", taken
    for word in words:
        if not text:
            text, column = word, column + len(word)
        elif column + 1 + len(word) <= _LINE:
            text, column = f"{text} {word}", column + 1 + len(word)
        else:
            text, column = f"{text}\r\n {word}", 1 + len(word)
    return text
