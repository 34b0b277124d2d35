"""What GitLab answers: what it means where it says no, and what is read from it where it says yes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jdflow.deliver.answers import (
    AT_FIRST,
    BUSY,
    CONFLICT,
    FORBIDDEN,
    GONE,
    NOT_ALLOWED,
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
from jdflow.deliver.forge import ForgeFails, Issue, NoRight, NotThere, Refused, Unreachable
from jdflow.language import msg

if TYPE_CHECKING:
    from jdflow.deliver.exchange import Answer
    from jdflow.language import Msg

NAME = "GitLab"
# Said with 503 or 403, by its version: nothing has been done.
_READ_ONLY = re.compile(rb"read-only instance|system is in maintenance mode", re.IGNORECASE)


class There(Refused):
    """What should be made is there already."""


def held_up(answer: Answer, now: float, times: int) -> float | None:
    """How many seconds to wait, where the answer is that too much was asked for, or that the forge is busy."""
    if answer.status not in {TOO_MANY, BUSY} or _READ_ONLY.search(answer.body):
        return None
    seconds = after(answer.headers.get("retry-after", ""), now)
    if seconds is not None or answer.status == BUSY:
        return seconds
    reset = numbers(answer.headers).get("ratelimit-reset")
    # Its limits on single actions name no time.
    return AT_FIRST * 2.0**times if reset is None else until(reset, now)


def shut(answer: Answer, host: str) -> ForgeFails | None:
    """What is said of a GitLab that is being looked after: it can be read, and has changed nothing."""
    if not _READ_ONLY.search(answer.body):
        return None
    why = msg("{host} is in maintenance mode and changes nothing. Run the command again later.", host=host)
    return Unreachable(why)


def refusal(answer: Answer, host: str, project: str, wants: str, *, by_job: bool = False) -> ForgeFails:
    """What an answer that is no yes means for those who asked."""
    words = _words(json_of(answer.body))
    # To the token of a job GitLab hides what that token may not ask for.
    if answer.status in {UNAUTHORISED, FORBIDDEN} or (by_job and answer.status == NOT_FOUND):
        return shut(answer, host) or NoRight(_no_right(answer, host, words, wants, by_job=by_job))
    if answer.status in {NOT_FOUND, GONE}:
        return NotThere(
            msg(
                "{host} knows no such thing in {repository}: {words}. Either the name is wrong, "
                "or the token may not see it (it needs “{right}”).",
                repository=project,
                **told(host, words, wants),
            )
        )
    if answer.status == NOT_ALLOWED and "moved" in words:
        # A project that was renamed or moved can be read under its old name, and not be written to.
        return NotThere(
            msg(
                "{host} does not take this for {repository}: {words}. If the project has another name now, "
                "say which: as `hoidla` in shared/settings.yaml, or as CI_PROJECT_PATH.",
                host=host,
                repository=project,
                words=words,
            )
        )
    if answer.status in REFUSALS:
        kind = There if answer.status == CONFLICT else Refused
        return kind(msg("{host} does not take it: {words}.", host=host, words=words))
    return odd(host, NAME)


def _no_right(answer: Answer, host: str, words: str, wants: str, *, by_job: bool) -> Msg:
    if by_job:
        return msg(
            "{host} says no to the token of the job (CI_JOB_TOKEN): {words}. That token may write neither comments nor "
            "issues; keep one of the project, with “{right}”, in the protected variable JDFLOW_TOKEN.",
            **told(host, words, wants),
        )
    if answer.status == UNAUTHORISED:
        return msg(
            "{host} does not accept the token: {words}. Make a new one, with “{right}”.", **told(host, words, wants)
        )
    return msg("{host} says no: {words}. The token needs “{right}”.", **told(host, words, wants))


def issue_of(data: Any) -> Issue:  # noqa: ANN401 (JSON)
    """An issue, as this token has just written it."""
    return Issue(
        int(data["iid"]),
        str(data["title"]),
        text_of(data["description"]),
        data["state"] == "opened",
        tuple(map(str, data["labels"])),
        tuple(str(who["username"]) for who in data["assignees"] or ()),
        str(data["web_url"]),
        is_trusted=True,
    )


def _words(said: object) -> str:
    """GitLab's own words: a sentence, or what is wrong with each field."""
    if not isinstance(said, dict):
        return "…"
    parts = [_flat(said[name]) for name in ("message", "error", "error_description") if said.get(name)]
    return short("; ".join(part.rstrip(".") for part in parts) or "…")


def _flat(said: object) -> str:
    if isinstance(said, dict):
        return "; ".join(f"{name} {_flat(what)}" for name, what in said.items())
    return ", ".join(map(str, said)) if isinstance(said, list) else str(said)
