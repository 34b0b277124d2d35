"""What GitHub answers: what it means where it says no, and what is read from it where it says yes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jdflow.deliver.answers import (
    AT_FIRST,
    BUSY,
    FORBIDDEN,
    GONE,
    MOST_WORDS,
    NOT_FOUND,
    REFUSALS,
    TOO_MANY,
    UNAUTHORISED,
    after,
    json_of,
    numbers,
    odd,
    short,
    text_of,
    told,
    until,
)
from jdflow.deliver.forge import Issue, NoRight, NotThere, Refused
from jdflow.language import msg

if TYPE_CHECKING:
    from jdflow.deliver.exchange import Answer
    from jdflow.deliver.forge import ForgeFails
    from jdflow.language import Msg

NAME = "GitHub"
_SECONDARY = re.compile(rb"secondary rate|abuse detection", re.IGNORECASE)
_LOCKED = re.compile(r"\block(?:ed)?\b", re.IGNORECASE)
_OFF = re.compile(r"\bdisabled\b", re.IGNORECASE)
_INSIDE = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})


class Invalid(Refused):
    """What was sent is understood, but something in it is not taken."""

    fields: frozenset[str]
    codes: frozenset[str]


def held_up(answer: Answer, now: float, times: int) -> float | None:
    """How many seconds to wait, where the answer is that too much was asked for, or that the forge is busy."""
    if answer.status not in {FORBIDDEN, TOO_MANY, BUSY}:
        return None
    seconds = after(answer.headers.get("retry-after", ""), now)
    if seconds is not None or answer.status == BUSY:
        return seconds
    known = numbers(answer.headers)
    if known.get("x-ratelimit-remaining") == 0 and "x-ratelimit-reset" in known:
        return until(known["x-ratelimit-reset"], now)
    if answer.status == TOO_MANY or _SECONDARY.search(answer.body):
        return AT_FIRST * 2.0**times
    return None


def refusal(answer: Answer, host: str, repository: str, wants: str) -> ForgeFails:
    """What an answer that is no yes means for those who asked."""
    said = json_of(answer.body)
    words = _words(said)
    if answer.status == UNAUTHORISED:
        return NoRight(
            msg(
                "{host} does not accept the token: {words}. Make a new one, with “{right}”.",
                **told(host, words, wants),
            )
        )
    if answer.status == FORBIDDEN and not _LOCKED.search(words):
        wants = answer.headers.get("x-accepted-github-permissions", "").replace("=", ": ")[:MOST_WORDS] or wants
        return NoRight(msg("{host} says no: {words}. The token needs “{right}”.", **told(host, words, wants)))
    if answer.status == NOT_FOUND:
        return NotThere(
            msg(
                "{host} knows no such thing in {repository}: {words}. Either the name is wrong, "
                "or the token may not see it (it needs “{right}”).",
                repository=repository,
                **told(host, words, wants),
            )
        )
    if answer.status == GONE:
        return NotThere(_gone(words, repository))
    if answer.status in REFUSALS:
        refused = Invalid(msg("{host} does not take it: {words}.", host=host, words=words))
        errors = [error for error in _list(said, "errors") if isinstance(error, dict)]
        refused.fields = _named(errors, "field")
        refused.codes = _named(errors, "code")
        return refused
    return odd(host, NAME)


def _gone(words: str, repository: str) -> Msg:
    if not _OFF.search(words):
        return msg("{repository} no longer has this: {words}.", repository=repository, words=words)
    return msg(
        "{repository} takes no issues: {words}. Switch them on in the repository's settings.",
        repository=repository,
        words=words,
    )


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


def _words(said: object) -> str:
    """GitHub's own words, cut to a bearable length."""
    message = said.get("message") if isinstance(said, dict) else None
    parts = [str(message or "…").rstrip(".")]
    for error in _list(said, "errors"):
        about = error.get("message") or _in_short(error) if isinstance(error, dict) else error
        parts.append(str(about).rstrip("."))
    return short("; ".join(parts))


def _in_short(error: dict[str, object]) -> str:
    return " ".join(str(error[name]) for name in ("resource", "field", "code", "value") if error.get(name))


def _named(errors: list[dict[str, object]], name: str) -> frozenset[str]:
    return frozenset(str(error[name]) for error in errors if name in error)


def _list(said: object, name: str) -> list[Any]:
    found = said.get(name) if isinstance(said, dict) else None
    return found if isinstance(found, list) else []
