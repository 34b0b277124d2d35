"""Pages as files that load nothing and run nothing: what all of them have in common."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

from jdflow.output.plain import safe

if TYPE_CHECKING:
    from jdflow.language import Voice


def page(title: str, style: str, body: str, voice: Voice) -> str:
    """A whole page: the browser is told to take nothing but this style."""
    policy = f"default-src 'none'; style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"
    return f"""\
<!DOCTYPE html>
<html lang="{voice.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{text(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{text(title)}</title>
<style>{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def text(said: str) -> str:
    """Text that is nothing but text, wherever it stands."""
    return escape(safe(said))


def content(html: str, voice: Voice) -> str:
    """Text of the documents, which is Estonian on an English page, too."""
    return html if voice.language == "et" else f'<span lang="et">{html}</span>'
