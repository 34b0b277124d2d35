"""Text that Markdown shows as it stands: no link, no mention, no HTML comes out of it."""

from __future__ import annotations

import re

from jdflow.output.plain import safe

_SPECIAL = r"([\\`*_\[\]<>|~#&$!])"
_LEADING = r"^(\s*)([-+=]|\d+(?=[.)]))"


def escaped(text: str) -> str:
    """The text, with everything that Markdown would take for a mark of its own made plain."""
    plain = re.sub(_SPECIAL, r"\\\1", safe(text)).replace("@", "&#64;")
    return re.sub(
        _LEADING,
        lambda match: f"{match[1]}\\{match[2]}" if match[2] in "-+=" else f"{match[1]}&#8203;{match[2]}",
        plain,
    )
