"""What the answers of any forge are read by: times to wait, texts, lists, its own words cut to a bearable length."""

from __future__ import annotations

import json
import re
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from jdflow.deliver.forge import ForgeFails, Unreachable
from jdflow.language import msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jdflow.deliver.exchange import Answer
    from jdflow.deliver.forge import Change

MOST_WORDS = 300
AT_FIRST = 60.0
UNAUTHORISED, FORBIDDEN, NOT_FOUND, NOT_ALLOWED, CONFLICT, GONE = 401, 403, 404, 405, 409, 410
TOO_MANY, BUSY = 429, 503
YES, REFUSALS = range(200, 300), range(400, 500)
# What reading an odd answer may raise, whatever it holds.
ODDITIES = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_TOKEN = re.compile(r"[!-~]+")
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SECONDS = re.compile(r"[0-9]{1,12}")
_NEXT = re.compile(r'<([^<>]+)>\s*;[^,]*\brel="?next\b')


def sound(token: str) -> str:
    """The token without what stands around it; one that would break a request is refused, and never shown."""
    token = token.strip()
    if not _TOKEN.fullmatch(token):
        raise ForgeFails(msg("There is no token, or it has characters in it that no token has."))
    return token


def ending_in(commit: str, changes: Callable[[], Iterable[Change]]) -> tuple[int, ...]:
    """The numbers of the changes whose last commit is that one; what is no commit is not asked for."""
    if not _COMMIT.fullmatch(commit):
        return ()
    return tuple(sorted(change.number for change in changes() if change.head_commit == commit))


def next_page(answer: Answer) -> str:
    """The address of a list's next page; empty where this one is the last."""
    found = _NEXT.search(answer.headers.get("link", ""))
    return found[1] if found else ""


def after(text: str, now: float) -> float | None:
    """The seconds that a header tells, as a number or by a day and time; none where it tells neither."""
    if _SECONDS.fullmatch(text):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
        return until(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp(), now)
    except (OverflowError, ValueError):
        return None


def until(moment: float, now: float) -> float:
    """The seconds until a moment, as another machine's clock has it."""
    # The clocks of two machines differ a little.
    return max(moment - now, 0.0) + 1


def numbers(headers: Mapping[str, str]) -> dict[str, float]:
    """The headers that hold a number."""
    return {name: float(text) for name, text in headers.items() if _SECONDS.fullmatch(text)}


def odd(host: str, forge: str) -> Unreachable:
    """What is said of a server that answers, but not as that forge does."""
    return Unreachable(
        msg("{host} does not answer as {forge} does. Check the address of the forge.", host=host, forge=forge)
    )


def listed(data: Any) -> list[Any]:  # noqa: ANN401 (JSON)
    """The data, which must be a list: what else can be gone through would look like an empty one."""
    if not isinstance(data, list):
        raise TypeError
    return data


def text_of(body: str | None) -> str:
    """The text as it was sent: an editor on a page ends lines in its own way."""
    return (body or "").replace("\r\n", "\n")


def missing(asked: Iterable[str], there: Iterable[str]) -> tuple[str, ...]:
    """What was asked for and is not there; forges take capital letters for small ones."""
    known = {name.casefold() for name in there}
    return tuple(name for name in asked if name.casefold() not in known)


def short(words: str) -> str:
    """A forge's own words, cut to a bearable length."""
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS]}…"


def told(host: str, words: str, right: str) -> dict[str, str]:
    """What the sentences about a refusal are filled with."""
    return {"host": host, "words": words, "right": right}


def json_of(body: bytes) -> object:
    """What an answer holds; nothing where it is no JSON."""
    try:
        said: object = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return said
