"""What GitHub answers: what it means where it says no, and what is read from it where it says yes."""

from __future__ import annotations

import json
import re
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from jdflow.deliver.forge import Issue, NoRight, NotThere, Refused, Unreachable
from jdflow.language import msg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jdflow.deliver.forge import ForgeFails
    from jdflow.deliver.http import Answer
    from jdflow.language import Msg

_MOST_WORDS = 300
_UNAUTHORISED, _FORBIDDEN, _NOT_FOUND, _GONE, _TOO_MANY, _BUSY = 401, 403, 404, 410, 429, 503
_REFUSALS = range(400, 500)
_AT_FIRST = 60.0
_SECONDARY = re.compile(rb"secondary rate|abuse detection", re.IGNORECASE)
_LOCKED = re.compile(r"\block(?:ed)?\b", re.IGNORECASE)
_OFF = re.compile(r"\bdisabled\b", re.IGNORECASE)
_INSIDE = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
_SECONDS = re.compile(r"[0-9]{1,12}")


class Invalid(Refused):
    """What was sent is understood, but something in it is not taken."""

    fields: frozenset[str]
    codes: frozenset[str]


def held_up(answer: Answer, now: float, times: int) -> float | None:
    """How many seconds to wait, where the answer is that too much was asked for, or that the forge is busy."""
    if answer.status not in {_FORBIDDEN, _TOO_MANY, _BUSY}:
        return None
    after = _after(answer.headers.get("retry-after", ""), now)
    if after is not None or answer.status == _BUSY:
        return after
    known = {name: float(text) for name, text in answer.headers.items() if _SECONDS.fullmatch(text)}
    if known.get("x-ratelimit-remaining") == 0 and "x-ratelimit-reset" in known:
        return _until(known["x-ratelimit-reset"], now)
    if answer.status == _TOO_MANY or _SECONDARY.search(answer.body):
        return _AT_FIRST * 2.0**times
    return None


def _after(text: str, now: float) -> float | None:
    """The seconds that a header tells, as a number or by a day and time; none where it tells neither."""
    if _SECONDS.fullmatch(text):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
        return _until(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp(), now)
    except (OverflowError, ValueError):
        return None


def _until(moment: float, now: float) -> float:
    # The clocks of two machines differ a little.
    return max(moment - now, 0.0) + 1


def refusal(answer: Answer, host: str, repository: str, wants: str) -> ForgeFails:
    """What an answer that is no yes means for those who asked."""
    said = _json(answer.body)
    words = _words(said)
    if answer.status == _UNAUTHORISED:
        return NoRight(
            msg(
                "{host} does not accept the token: {words}. Make a new one, with “{right}”.",
                **_told(host, words, wants),
            )
        )
    if answer.status == _FORBIDDEN and not _LOCKED.search(words):
        wants = answer.headers.get("x-accepted-github-permissions", "").replace("=", ": ")[:_MOST_WORDS] or wants
        return NoRight(msg("{host} says no: {words}. The token needs “{right}”.", **_told(host, words, wants)))
    if answer.status == _NOT_FOUND:
        return NotThere(
            msg(
                "{host} knows no such thing in {repository}: {words}. Either the name is wrong, "
                "or the token may not see it (it needs “{right}”).",
                repository=repository,
                **_told(host, words, wants),
            )
        )
    if answer.status == _GONE:
        return NotThere(_gone(words, repository))
    if answer.status in _REFUSALS:
        refused = Invalid(msg("{host} does not take it: {words}.", host=host, words=words))
        errors = [error for error in _list(said, "errors") if isinstance(error, dict)]
        refused.fields = _named(errors, "field")
        refused.codes = _named(errors, "code")
        return refused
    return odd(host)


def _gone(words: str, repository: str) -> Msg:
    if not _OFF.search(words):
        return msg("{repository} no longer has this: {words}.", repository=repository, words=words)
    return msg(
        "{repository} takes no issues: {words}. Switch them on in the repository's settings.",
        repository=repository,
        words=words,
    )


def odd(host: str) -> Unreachable:
    """What is said of a server that answers, but not as GitHub does."""
    return Unreachable(msg("{host} does not answer as GitHub does. Check the address of the forge.", host=host))


def issue_of(data: Any) -> Issue:  # noqa: ANN401 (JSON)
    """An issue, or a pull request told as one, as this token has just written it."""
    return Issue(
        int(data["number"]),
        str(data["title"]),
        text_of(data["body"]),
        data["state"] == "open",
        tuple(str(label["name"]) for label in data["labels"]),
        tuple(str(who["login"]) for who in data["assignees"] or ()),
        str(data["html_url"]),
        is_trusted=True,
    )


def let_in(data: Any) -> bool:  # noqa: ANN401 (JSON)
    """Whether an issue's own data say that its author belongs here; a program can open one only where it was let in."""
    return data["author_association"] in _INSIDE or (data["user"] or {}).get("type") == "Bot"


def listed(data: Any) -> list[Any]:  # noqa: ANN401 (JSON)
    """The data, which must be a list: what else can be gone through would look like an empty one."""
    if not isinstance(data, list):
        raise TypeError
    return data


def text_of(body: str | None) -> str:
    """The text as it was sent: an editor on a page ends lines in its own way."""
    return (body or "").replace("\r\n", "\n")


def missing(asked: Iterable[str], there: Iterable[str]) -> tuple[str, ...]:
    """What was asked for and is not there; GitHub takes capital letters for small ones."""
    known = {name.casefold() for name in there}
    return tuple(name for name in asked if name.casefold() not in known)


def _told(host: str, words: str, right: str) -> dict[str, str]:
    return {"host": host, "words": words, "right": right}


def _words(said: object) -> str:
    """GitHub's own words, cut to a bearable length."""
    message = said.get("message") if isinstance(said, dict) else None
    parts = [str(message or "…").rstrip(".")]
    for error in _list(said, "errors"):
        told = error.get("message") or _in_short(error) if isinstance(error, dict) else error
        parts.append(str(told).rstrip("."))
    words = "; ".join(parts)
    return words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS]}…"


def _in_short(error: dict[str, object]) -> str:
    return " ".join(str(error[name]) for name in ("resource", "field", "code", "value") if error.get(name))


def _named(errors: list[dict[str, object]], name: str) -> frozenset[str]:
    return frozenset(str(error[name]) for error in errors if name in error)


def _list(said: object, name: str) -> list[Any]:
    found = said.get(name) if isinstance(said, dict) else None
    return found if isinstance(found, list) else []


def _json(body: bytes) -> object:
    try:
        said: object = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return said
