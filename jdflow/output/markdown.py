"""Text that Markdown shows as it stands: no link, no mention, no HTML comes out of it."""

from __future__ import annotations

import re

from jdflow.output.plain import safe

_SPECIAL = r"([\\`*_\[\]<>|~#&$!])"
# A bullet, a line under a heading, a number with its full stop or parenthesis.
_LEADING = r"^(\s*(?:\d+(?=[.)])|(?=[-+=])))"


def escaped(text: str) -> str:
    """The text, with everything that Markdown would take for a mark of its own made plain."""
    plain = re.sub(_SPECIAL, r"\\\1", safe(text)).replace("@", "&#64;")
    return re.sub(_LEADING, r"\1\\", plain)
