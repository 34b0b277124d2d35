"""A text as it stands in the XML of a Word part: every character as written, line breaks as breaks."""

from __future__ import annotations

import re

# What XML does not hold, what only turns a line around, and the mark of byte order.
_REMOVED = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069"
_BREAKS = "\r\n|[\r\n\x85\u2028\u2029]"
_LAST_OF_PLANE = "".join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
UNPRINTABLE = re.compile(f"[{_REMOVED}{_LAST_OF_PLANE}]")
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


def escaped(text: str) -> str:
    """The text between two tags of XML, or in an attribute."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def printed(text: str) -> str:
    """The text as it stands in a `w:t`."""
    # Nearly every text is plain: Python knows faster than a search that none of its characters is out of the ordinary.
    if text.isprintable() and "&" not in text and "<" not in text and ">" not in text and '"' not in text:
        return text
    kept = escaped(UNPRINTABLE.sub("", text))
    return re.sub(_BREAKS, _BREAK, kept).replace("\t", _TAB)
