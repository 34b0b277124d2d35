"""Texts as pages of HTML that look as they do on a forge."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from pathlib import Path

_BOX = re.compile(r"<li>(<p>)?\[ \] ")
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_STYLE = """
* { box-sizing: border-box }
body { margin: 0; background: #fff; color: #1f2328; font: 14px/1.5 "Liberation Sans", Arial, sans-serif }
main { width: 840px; padding: 10px }
.box { border: 1px solid #d1d9e0; border-radius: 6px; overflow: hidden }
.head { background: #f6f8fa; border-bottom: 1px solid #d1d9e0; padding: 8px 16px; color: #59636e }
.head b { color: #1f2328 }
.head i { border: 1px solid #d1d9e0; border-radius: 2em; font-style: normal; font-size: 12px; padding: 1px 7px }
.body { padding: 16px }
.body > :first-child { margin-top: 0 }
.body > :last-child { margin-bottom: 0 }
h2 { font-size: 21px; border-bottom: 1px solid #d1d9e0; padding-bottom: 5px; margin: 20px 0 14px }
h3 { font-size: 17px; margin: 20px 0 12px }
h4 { font-size: 14px; margin: 18px 0 10px }
p, ul, details { margin: 0 0 12px }
ul { padding-left: 26px }
ul ul, li > p { margin-bottom: 4px }
li { margin-top: 3px }
a { color: #0969da }
code { background: #eff1f3; border-radius: 4px; padding: 2px 5px; font: 12px "Liberation Mono", monospace }
pre { background: #f6f8fa; border-radius: 6px; padding: 12px; margin: 0 0 12px; white-space: pre-wrap }
pre code { background: none; padding: 0 }
hr { border: 0; border-top: 3px solid #d1d9e0; margin: 18px 0 }
table { border-collapse: collapse; font-size: 12px }
th, td { border: 1px solid #d1d9e0; padding: 5px 8px; text-align: left; vertical-align: top }
tr:nth-child(even) td { background: #f6f8fa }
input { margin: 0 6px 0 -20px; vertical-align: middle }
.screen { background: #0d1117; color: #f0f6fc; margin: 0; font: 13px/1.6 "Liberation Mono", monospace }
.paper { height: 640px; border: 1px solid #d1d9e0; overflow: hidden }
.paper img { width: 818px; display: block; margin-top: -36px }
"""
_TELL = """<script>onload = () => {
const main = document.querySelector("main.whole"), height = main?.getBoundingClientRect().height ?? 900;
document.body.dataset.height = Math.ceil(height) }</script>"""


def sheet(body: str) -> str:
    """A whole page, which tells its own height to whoever reads its elements."""
    head = f'<!doctype html><html lang="et"><meta charset="utf-8"><style>{_STYLE}</style>'
    return f'{head}<body><main class="whole">{body}</main>{_TELL}</body></html>'


def rendered(markdown: str) -> str:
    """Markdown as a forge shows it in issues, where each line end breaks the line."""
    forge = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable(["table", "strikethrough"])
    return _BOX.sub(r'<li>\1<input type="checkbox">', forge.render(markdown))


def comment(markdown: str) -> str:
    """A comment on a pull request."""
    return sheet(_box("<b>github-actions</b> <i>bot</i>", rendered(markdown)))


def reminder(told: str) -> str:
    """An issue: its title, its labels, its text."""
    head, _, text = told.partition("\n\n")
    title, labels = (line.partition(": ")[2] for line in head.splitlines())
    return sheet(_box(f"<b>{title}</b> <i>{labels}</i>", rendered(text)))


def plan(markdown: str) -> str:
    """A table."""
    return sheet(rendered(markdown))


def terminal(text: str) -> str:
    """What stands in a terminal's window."""
    return sheet(f'<pre class="screen">{escape(text.strip())}</pre>')


def website(html: str) -> str:
    """A page of its own, its upper part; it forbids scripts, and so could not tell how high it is."""
    return _POLICY.sub("", html).replace("</body>", f"{_TELL}</body>")


def paper(picture: Path) -> str:
    """The upper part of a sheet of paper."""
    return sheet(f'<div class="paper"><img src="{picture.as_uri()}"></div>')


def _box(head: str, body: str) -> str:
    return f'<div class="box"><div class="head">{head}</div><div class="body">{body}</div></div>'
