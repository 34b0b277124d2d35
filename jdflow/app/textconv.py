"""`textconv`: a Word file as lines of words, so that Git can compare two of them."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from jdflow.language import Msg, msg
from jdflow.word import MOST_BYTES
from jdflow.word.package import NotWord
from jdflow.word.spoken import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO


def textconv(file: IO[bytes]) -> Iterator[str | Msg]:
    """The paragraphs; of what cannot be read, why, and a digest, so that two such files still differ."""
    data = file.read(MOST_BYTES + 1)
    try:
        # All of it or nothing: a part of a text would be taken for the whole.
        yield from list(spoken(data))
    except NotWord as refused:
        digest = sha256(data)
        while block := file.read(MOST_BYTES):
            digest.update(block)
        yield msg("This Word file cannot be read: {why}.", why=refused.why)
        yield f"sha256 {digest.hexdigest()}"
