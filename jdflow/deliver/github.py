"""GitHub, and GitHub Enterprise, as a forge."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from jdflow.deliver.answers import ODDITIES, YES, ending_in, listed, missing, next_page, odd, sound, text_of
from jdflow.deliver.forge import Change, Comment, ForgeFails, Kept, NoRight, NotThere, Unsure
from jdflow.deliver.github_answers import NAME, Invalid, held_up, issue_of, let_in, refusal
from jdflow.deliver.http import Line, Timing
from jdflow.language import msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jdflow.deliver.exchange import Answer, Send
    from jdflow.deliver.forge import Issue
    from jdflow.deliver.http import Query

    T = TypeVar("T")

PUBLIC = "https://api.github.com"
LONGEST = 65_536
_API = "2022-11-28"
_A_PAGE = 100
_MOST_ASSIGNEES = 10
# Those who may put a label on an issue.
_MAY_LABEL = frozenset({"admin", "maintain", "write", "triage"})
_TO_ISSUES, _TO_CHANGES, _OF_CHANGES = "issues: write", "pull-requests: write", "pull-requests: read"

_REPOSITORY = re.compile(r"(?!\.+/)[\w.-]+/(?!\.+$)[\w.-]+", re.ASCII)


class GitHub:
    """One repository on GitHub, spoken to under one token."""

    def __init__(
        self,
        repository: str,
        token: str,
        *,
        base: str = PUBLIC,
        timing: Timing | None = None,
        send: Send | None = None,
    ) -> None:
        if not _REPOSITORY.fullmatch(repository):
            raise ForgeFails(msg("“{name}” is no repository of the form owner/name.", name=repository[:200]))
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {sound(token)}",
            "X-GitHub-Api-Version": _API,
        }
        self._line = Line(base, headers, held_up, timing=timing or Timing(), send=send)
        self._repository = repository
        # GraphQL lies beside the REST of an Enterprise server, and below that of the public one.
        self._graphql = f"{base.rstrip('/').removesuffix('/v3')}/graphql"
        self._me: str | None = None
        self._writers: dict[str, bool] = {}

    @property
    def longest(self) -> int:
        """How many characters a text may have."""
        return LONGEST

    def comments(self, change: int) -> Iterator[Comment]:
        """All comments on a pull request, the oldest first."""
        for id, body, author in self._all(f"/issues/{change}/comments", {}, _comment_of, _TO_CHANGES):
            yield Comment(id, body, author == self._whoami())

    def add_comment(self, change: int, body: str) -> Comment:
        """Adds a comment to a pull request."""
        return self._ask("POST", f"/issues/{change}/comments", {"body": body}, _own_comment, _TO_CHANGES)

    def edit_comment(self, comment: str, body: str) -> Comment:
        """Replaces the text of a comment."""
        path = f"/issues/comments/{quote(comment, safe='')}"
        return self._ask("PATCH", path, {"body": body}, _own_comment, _TO_CHANGES)

    def open_changes(self) -> Iterator[Change]:
        """All pull requests that are open, the last changed first.

        What GitHub lists for a commit leaves out commits of a fork; its list of all that are open does not.
        """
        query: Query = {"state": "open", "sort": "updated", "direction": "desc"}
        return self._all("/pulls", query, _change_of, _OF_CHANGES)

    def find_changes(self, head_commit: str) -> tuple[int, ...]:
        """The open pull requests whose last commit is this one."""
        return ending_in(head_commit, self.open_changes)

    def issues(self, label: str) -> Iterator[Issue]:
        """All issues with a label, open and closed, the oldest first; pull requests are left out."""
        return self._issues({"labels": label})

    def own_issues(self) -> Iterator[Issue]:
        """All issues that this token's account has opened, the oldest first; pull requests are left out."""
        return self._issues({"creator": self._whoami()})

    def issue(self, number: int) -> Issue:
        """The issue as it is now; one that was transferred is that of the other repository."""
        return self._ask("GET", f"/issues/{number}", None, self._issue, _TO_ISSUES)

    def open_issue(self, title: str, body: str, labels: Sequence[str] = (), assignees: Sequence[str] = ()) -> Kept:
        """Opens an issue, if need be without those who cannot be assigned."""
        given = {"title": title, "body": body, "labels": list(labels), "assignees": list(assignees)}
        return self._kept("POST", "/issues", given)

    def edit_issue(  # noqa: PLR0913 (what may be changed of an issue)
        self,
        number: int,
        *,
        title: str | None = None,
        body: str | None = None,
        is_open: bool | None = None,
        labels: Sequence[str] | None = None,
        assignees: Sequence[str] | None = None,
    ) -> Kept:
        """Changes of an issue what is given."""
        given: dict[str, Any] = {
            "title": title,
            "body": body,
            "state": None if is_open is None else "open" if is_open else "closed",
            "labels": None if labels is None else list(labels),
            "assignees": None if assignees is None else list(assignees),
        }
        return self._kept("PATCH", f"/issues/{number}", {name: to for name, to in given.items() if to is not None})

    def ensure_label(self, name: str, colour: str, description: str) -> None:
        """Makes a label unless there is one of that name; one that is there stays as people have made it."""
        try:
            self._call("GET", f"/labels/{quote(name, safe='')}", None, _TO_ISSUES)
        except NotThere:
            try:
                given = {"name": name, "color": colour, "description": description}
                self._call("POST", "/labels", given, _TO_ISSUES)
            except Invalid as error:
                # Somebody else has made it in the meantime.
                if "already_exists" not in error.codes:
                    raise

    def _kept(self, method: str, path: str, given: dict[str, Any]) -> Kept:
        """The issue as it is after the request; what GitHub does not take of it is left out and told."""
        asked = dict(given)
        if "assignees" in given:
            asked["assignees"] = given["assignees"][:_MOST_ASSIGNEES]
        try:
            issue = self._ask(method, path, asked, issue_of, _TO_ISSUES)
        except Invalid as error:
            less = dict(asked)
            if "assignees" in error.fields:
                less["assignees"] = [who for who in asked["assignees"] if self._is_assignable(who)]
            if "labels" in error.fields:
                less["labels"] = []
            if less == asked:
                raise
            issue = self._ask(method, path, less, issue_of, _TO_ISSUES)
        return Kept(
            issue,
            missing(given.get("labels", ()), issue.labels),
            missing(given.get("assignees", ()), issue.assignees),
        )

    def _is_assignable(self, who: str) -> bool:
        try:
            self._call("GET", f"/assignees/{quote(who, safe='')}", None, _TO_ISSUES)
        except NotThere:
            return False
        return True

    def _issues(self, query: Query) -> Iterator[Issue]:
        def issue(data: Any) -> Issue | None:  # noqa: ANN401 (JSON)
            return None if "pull_request" in data else self._issue(data)

        return self._all("/issues", {**query, "state": "all", "sort": "created", "direction": "asc"}, issue, _TO_ISSUES)

    def _issue(self, data: Any) -> Issue:  # noqa: ANN401 (JSON)
        """An issue with whether it is trusted; where its own data do not say so, what its author may do is asked."""
        name = str((data["user"] or {}).get("login", ""))
        is_trusted = let_in(data) or (bool(name) and self._may_write(name))
        return issue_of(data)._replace(is_trusted=is_trusted)

    def _may_write(self, who: str) -> bool:
        """Whether somebody may write here; of members who do not show it, an issue's data say less than is true."""
        if who not in self._writers:
            try:
                answer = self._call("GET", f"/collaborators/{quote(who, safe='')}/permission", None, _TO_ISSUES)
            except (NoRight, NotThere):
                self._writers[who] = False
            else:
                levels = self._read(answer, lambda said: {said["permission"], said.get("role_name")}, _TO_ISSUES)
                self._writers[who] = not levels.isdisjoint(_MAY_LABEL)
        return self._writers[who]

    def _whoami(self) -> str:
        """Whose token it is; of a workflow's token only GraphQL says so."""
        if self._me is None:
            answer = self._line.call("POST", self._graphql, data={"query": "{ viewer { login } }"})
            self._me = self._read(answer, lambda said: str(said["data"]["viewer"]["login"]), "metadata: read")
        return self._me

    def _all(self, path: str, query: Query, read: Callable[[Any], T | None], wants: str) -> Iterator[T]:
        """The items of a list, page by page; none twice, though something may have come in between."""
        where, asked, seen = f"/repos/{self._repository}{path}", {**query, "per_page": _A_PAGE}, set[int]()
        while where:
            answer = self._line.call("GET", where, asked)
            items = self._read(answer, lambda data: [(int(item["id"]), read(item)) for item in listed(data)], wants)
            new = {number: item for number, item in items if number not in seen}
            seen.update(new)
            yield from (item for item in new.values() if item is not None)
            where, asked = next_page(answer) if new else "", {}

    def _ask(self, method: str, path: str, data: object, read: Callable[[Any], T], wants: str) -> T:
        answer = self._call(method, path, data, wants)
        try:
            return self._read(answer, read, wants)
        except ForgeFails as error:
            if method != "POST":
                raise
            raise Unsure(error.why) from None

    def _call(self, method: str, path: str, data: object, wants: str) -> Answer:
        answer = self._line.call(method, f"/repos/{self._repository}{path}", data=data, again=method != "POST")
        if answer.status not in YES:
            raise refusal(answer, self._line.host, self._repository, wants)
        return answer

    def _read(self, answer: Answer, read: Callable[[Any], T], wants: str) -> T:
        """What is read from an answer, whatever an odd one may hold."""
        if answer.status not in YES:
            raise refusal(answer, self._line.host, self._repository, wants)
        try:
            return read(json.loads(answer.body))
        except ODDITIES:
            raise odd(self._line.host, NAME) from None


def _change_of(data: Any) -> Change:  # noqa: ANN401 (JSON)
    return Change(int(data["number"]), str(data["head"]["sha"]))


def _comment_of(data: Any) -> tuple[str, str, object]:  # noqa: ANN401 (JSON)
    """Id, text and author of a comment; one whose author has left GitHub has none."""
    return str(data["id"]), text_of(data["body"]), (data["user"] or {}).get("login")


def _own_comment(data: Any) -> Comment:  # noqa: ANN401 (JSON)
    """The comment that this token has just written."""
    return Comment(str(data["id"]), text_of(data["body"]), is_own=True)
