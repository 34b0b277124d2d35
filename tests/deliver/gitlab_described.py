"""What GitLab's manual says may be asked of the paths that the adapter uses, and which names it knows there.

A table of its own, because the whole description is in no package that could be pinned: the names and kinds of the
manual's pages on notes, merge requests, issues, labels, members and users, as of version 18.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Described(NamedTuple):
    """A path and what may be sent to it; of what is sent, some must be there."""

    method: str
    path: str
    fields: Mapping[str, Callable[[Any], bool]]
    required: frozenset[str] = frozenset()


def _text(value: object) -> bool:
    return isinstance(value, str)


def _one_of(*choices: str) -> Callable[[Any], bool]:
    return lambda value: value in choices


def _number(value: object) -> bool:
    return str(value).isdecimal() and not isinstance(value, bool)


def _numbers(value: object) -> bool:
    return isinstance(value, list) and all(type(one) is int for one in value)


def _colour(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"#[0-9A-Fa-f]{6}|[a-z]+", value) is not None


_PAGES = {"page": _number, "per_page": lambda value: _number(value) and 1 <= int(value) <= 100}
_SORTED = {"sort": _one_of("asc", "desc")}
_PROJECT = r"/api/v4/projects/(?:\d+|[\w.-]+(?:%2F[\w.-]+)+)"
_SCOPE = _one_of("created_by_me", "assigned_to_me", "all")
_ISSUE = {
    "title": _text,
    "description": _text,
    "labels": _text,
    "assignee_ids": _numbers,
    "confidential": lambda value: isinstance(value, bool),
    "due_date": _text,
}
DESCRIBED = (
    Described("GET", "/api/v4/user", {}),
    Described("GET", "/api/v4/job", {}),
    Described("GET", "/api/v4/users", {"username": _text, "search": _text, **_PAGES}),
    Described("GET", rf"{_PROJECT}/members/all/\d+", {}),
    Described(
        "GET",
        rf"{_PROJECT}/merge_requests",
        {
            "state": _one_of("opened", "closed", "locked", "merged", "all"),
            "scope": _SCOPE,
            "order_by": _one_of("created_at", "updated_at", "title", "merged_at"),
            **_SORTED,
            **_PAGES,
        },
    ),
    Described(
        "GET",
        rf"{_PROJECT}/merge_requests/\d+/notes",
        {"order_by": _one_of("created_at", "updated_at"), **_SORTED, **_PAGES},
    ),
    Described("POST", rf"{_PROJECT}/merge_requests/\d+/notes", {"body": _text}, frozenset({"body"})),
    Described("PUT", rf"{_PROJECT}/merge_requests/\d+/notes/\d+", {"body": _text}, frozenset({"body"})),
    Described(
        "GET",
        rf"{_PROJECT}/issues",
        {
            "labels": _text,
            "state": _one_of("opened", "closed", "all"),
            "scope": _SCOPE,
            "author_id": _number,
            "author_username": _text,
            "order_by": _one_of("created_at", "updated_at", "due_date", "priority", "title"),
            **_SORTED,
            **_PAGES,
        },
    ),
    Described("GET", rf"{_PROJECT}/issues/\d+", {}),
    Described("POST", rf"{_PROJECT}/issues", _ISSUE, frozenset({"title"})),
    Described("PUT", rf"{_PROJECT}/issues/\d+", {**_ISSUE, "state_event": _one_of("close", "reopen")}),
    Described("GET", rf"{_PROJECT}/labels", {"search": _text, "include_ancestor_groups": _text, **_PAGES}),
    Described(
        "POST",
        rf"{_PROJECT}/labels",
        {"name": _text, "color": _colour, "description": _text},
        frozenset({"name", "color"}),
    ),
)


def undescribed(method: str, path: str, query: Mapping[str, str], data: object) -> list[str]:
    """What of a request the manual does not know: the path, a name, a value; nothing where it knows all."""
    found = next((one for one in DESCRIBED if one.method == method and re.fullmatch(one.path, path)), None)
    if found is None:
        return [f"{method} {path}"]
    if method == "GET" and data is not None:
        return ["a body where there is none"]
    if method != "GET" and query:
        return sorted(query)
    given: dict[str, Any] = dict(query) if method == "GET" else data if isinstance(data, dict) else {"": data}
    wrong = [name for name, value in given.items() if name not in found.fields or not found.fields[name](value)]
    return [*wrong, *sorted(found.required - given.keys())]
