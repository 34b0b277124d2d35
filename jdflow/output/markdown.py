"""Text that Markdown shows as it stands: no link, no mention, no HTML comes out of it."""

from __future__ import annotations

import re

from jdflow.output.plain import safe

# No marks: an underscore within a word, ! and & before white space. Where a text ends, another may follow it.
_SPECIAL = r"([\\`*\[\]<|~#$]|(?<![^\W_])_|_(?![^\W_])|!(?=\S)|&(?=\S|$))"
# A quotation, a bullet, a line under a heading or of a table, a number with its full stop or parenthesis.
_LEADING = r"^(\s*(?:\d{1,9}(?=[.)](?:\s|$))|(?=>|[-+](?:\s|$)|:?-+[-\s]*:?\s*$|=+\s*$)))"


def escaped(text: str) -> str:
    """The text, with everything that Markdown would take for a mark of its own made plain."""
    plain = re.sub(_SPECIAL, r"\\\1", safe(text)).replace("@", "&#64;")
    return re.sub(_LEADING, r"\1\\", plain)
