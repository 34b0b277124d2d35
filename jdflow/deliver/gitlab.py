"""GitLab, on its own servers and on anybody's, as a forge."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from urllib.parse import quote

from jdflow.deliver.answers import ODDITIES, YES, ending_in, listed, missing, next_page, odd, sound, text_of
from jdflow.deliver.forge import Change, Comment, ForgeFails, Kept, NoRight, NotThere, Unsure
from jdflow.deliver.gitlab_answers import NAME, There, held_up, issue_of, refusal, shut
from jdflow.deliver.http import Line, Timing
from jdflow.language import msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jdflow.deliver.exchange import Answer, Send
    from jdflow.deliver.forge import Issue
    from jdflow.deliver.http import Query

    T = TypeVar("T")

PUBLIC = "https://gitlab.com/api/v4"
# A comment may have a million characters, a description 2²⁰ bytes: so many characters always fit into both.
LONGEST = 250_000
_A_PAGE = 100
# Anybody may write as much as fits into these: no answer shall grow too long to be read.
_A_PAGE_OF_COMMENTS, _A_PAGE_OF_CHANGES = 20, 5
# What a token has to have, and its owner to be.
_WANTS = "scope api, role Reporter"
# From this level on (Planner, Reporter) somebody may change issues that others have written.
_MAY_CHANGE_ISSUES = 15
_NOBODY = 0

_PROJECT = re.compile(r"[0-9]+|(?!\.+/)[\w.-]+(?:/(?!\.+(?:/|$))[\w.-]+)+", re.ASCII)
_COMMENT = re.compile(r"([0-9]+)/([0-9]+)")


class _User(NamedTuple):
    id: int
    name: str


class GitLab:
    """One project on GitLab, spoken to under one token: one that a person or the project has, or that of a CI job."""

    def __init__(  # noqa: PLR0913 (what tells one project, one token, one way to it)
        self,
        project: str,
        token: str,
        *,
        base: str = PUBLIC,
        is_job: bool = False,
        timing: Timing | None = None,
        send: Send | None = None,
    ) -> None:
        if not _PROJECT.fullmatch(project):
            raise ForgeFails(msg("“{name}” is no project of the form group/name.", name=project[:200]))
        headers = {"Accept": "application/json", "JOB-TOKEN" if is_job else "PRIVATE-TOKEN": sound(token)}
        self._line = Line(base, headers, held_up, timing=timing or Timing(), send=send, shut=shut)
        self._project = project
        self._here = f"/projects/{quote(project, safe='')}"
        self._is_job = is_job
        self._me: _User | None = None
        self._writers: dict[int, bool] = {}
        self._people: dict[str, int | None] = {}

    @property
    def longest(self) -> int:
        """How many characters a text may have."""
        return LONGEST

    def comments(self, change: int) -> Iterator[Comment]:
        """All comments on a merge request, the oldest first; what GitLab itself notes there is left out."""

        def read(data: Any) -> tuple[str, str, int] | None:  # noqa: ANN401 (JSON)
            if data["system"]:
                return None
            return f"{change}/{int(data['id'])}", text_of(data["body"]), int((data["author"] or {}).get("id", _NOBODY))

        query: Query = {"sort": "asc", "order_by": "created_at", "per_page": _A_PAGE_OF_COMMENTS}
        for id, body, author in self._all(f"{self._here}/merge_requests/{change}/notes", query, read):
            yield Comment(id, body, author == self._whoami().id)

    def add_comment(self, change: int, body: str) -> Comment:
        """Adds a comment to a merge request."""
        return self._ask("POST", f"{self._here}/merge_requests/{change}/notes", {"body": body}, _own_comment(change))

    def edit_comment(self, comment: str, body: str) -> Comment:
        """Replaces the text of a comment, which GitLab finds only where its merge request is named as well."""
        found = _COMMENT.fullmatch(comment)
        if found is None:
            raise NotThere(msg("“{name}” is no comment on a merge request.", name=comment[:200]))
        path = f"{self._here}/merge_requests/{found[1]}/notes/{found[2]}"
        return self._ask("PUT", path, {"body": body}, _own_comment(int(found[1])))

    def open_changes(self) -> Iterator[Change]:
        """All merge requests that are open, be they from forks, the last changed first."""
        newest: Query = {"order_by": "updated_at", "sort": "desc", "per_page": _A_PAGE_OF_CHANGES}

        def read(data: Any) -> Change | None:  # noqa: ANN401 (JSON)
            # One whose branch has nothing yet ends in no commit.
            return None if data["sha"] is None else Change(int(data["iid"]), str(data["sha"]))

        return self._all(f"{self._here}/merge_requests", {"state": "opened", "scope": "all", **newest}, read)

    def find_changes(self, head_commit: str) -> tuple[int, ...]:
        """The open merge requests whose last commit is this one."""
        return ending_in(head_commit, self.open_changes)

    def issues(self, label: str) -> Iterator[Issue]:
        """All issues with a label, open and closed, the oldest first; those that were moved away are left out."""
        return self._issues({"labels": label})

    def own_issues(self) -> Iterator[Issue]:
        """All issues that this token's account has opened, the oldest first; those moved away are left out."""
        return self._issues({"author_id": self._whoami().id})

    def issue(self, number: int) -> Issue:
        """The issue as it is now; of one that was moved to another project only the rest is here."""
        issue = self._ask("GET", f"{self._here}/issues/{number}", None, self._issue)
        if issue is None:
            raise NotThere(
                msg("It has been moved to another project; its page in {project} says which.", project=self._project)
            )
        return issue

    def open_issue(self, title: str, body: str, labels: Sequence[str] = (), assignees: Sequence[str] = ()) -> Kept:
        """Opens an issue, if need be without those who cannot be assigned."""
        given: dict[str, Any] = {"title": title, "description": body}
        return self._kept("POST", f"{self._here}/issues", given, labels or None, assignees or None)

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
            "description": body,
            "state_event": None if is_open is None else "reopen" if is_open else "close",
        }
        given = {name: to for name, to in given.items() if to is not None}
        path = f"{self._here}/issues/{number}"
        if not given and labels is None and assignees is None:
            # GitLab takes no change of nothing.
            return Kept(self._ask("GET", path, None, issue_of))
        return self._kept("PUT", path, given, labels, assignees)

    def ensure_label(self, name: str, colour: str, description: str) -> None:
        """Makes a label of the project unless it, or a group above it, has one of that name."""
        known = self._all(f"{self._here}/labels", {"search": name}, lambda data: str(data["name"]))
        # To GitLab one in other letters is another one, and it would make ours by itself, as plain as can be.
        if name in known:
            return
        try:
            given = {"name": name, "color": f"#{colour}", "description": description}
            self._call("POST", f"{self._here}/labels", given)
        except There:
            # Somebody else has made it in the meantime.
            return

    def _kept(
        self,
        method: str,
        path: str,
        given: dict[str, Any],
        labels: Sequence[str] | None,
        assignees: Sequence[str] | None,
    ) -> Kept:
        """The issue as it is after the request; what GitLab does not take of it is left out and told."""
        if labels is not None:
            given["labels"] = ",".join(labels)
        if assignees is not None:
            # To have nobody is said by a number that nobody has.
            given["assignee_ids"] = list(filter(None, map(self._person, assignees))) or [_NOBODY]
        issue = self._ask(method, path, given, issue_of)
        return Kept(issue, missing(labels or (), issue.labels), missing(assignees or (), issue.assignees))

    def _person(self, who: str) -> int | None:
        """The number of an account; none where there is no such one, or where it may not be known."""
        if who not in self._people:
            try:
                answer = self._call("GET", "/users", None, {"username": who})
            except (NoRight, NotThere):
                self._people[who] = None
            else:
                found = self._read(answer, lambda data: [_user(one) for one in listed(data) if _is_active(one)])
                self._people[who] = next((one.id for one in found if one.name.casefold() == who.casefold()), None)
        return self._people[who]

    def _issues(self, query: Query) -> Iterator[Issue]:
        asked: Query = {**query, "scope": "all", "state": "all", "order_by": "created_at", "sort": "asc"}
        return self._all(f"{self._here}/issues", asked, self._issue)

    def _issue(self, data: Any) -> Issue | None:  # noqa: ANN401 (JSON)
        """An issue with whether it is trusted; nothing where it was moved away."""
        if data.get("moved_to_id") is not None:
            return None
        author = int((data["author"] or {}).get("id", _NOBODY))
        return issue_of(data)._replace(is_trusted=author == self._whoami().id or self._may_write(author))

    def _may_write(self, who: int) -> bool:
        """Whether a member, be it through a group, may change issues of others."""
        if who not in self._writers:
            try:
                answer = self._call("GET", f"{self._here}/members/all/{who}", None)
            except (NoRight, NotThere):
                self._writers[who] = False
            else:
                self._writers[who] = self._read(
                    answer, lambda said: _is_active(said) and said["access_level"] >= _MAY_CHANGE_ISSUES
                )
        return self._writers[who]

    def _whoami(self) -> _User:
        """Whose token it is; that of a job is that of the one who has started it."""
        if self._me is None:
            where, read = ("/job", lambda said: _user(said["user"])) if self._is_job else ("/user", _user)
            self._me = self._read(self._call("GET", where, None), read)
        return self._me

    def _all(self, where: str, query: Query, read: Callable[[Any], T | None]) -> Iterator[T]:
        """The items of a list, page by page; none twice, though something may have come in between."""
        first: Query = {"per_page": _A_PAGE, **query}
        asked, at, seen = first, where, set[int]()
        while at:
            answer = self._line.call("GET", at, asked)
            items = self._read(answer, lambda data: [(int(item["id"]), read(item)) for item in listed(data)])
            new = {number: item for number, item in items if number not in seen}
            seen.update(new)
            yield from (item for item in new.values() if item is not None)
            number = answer.headers.get("x-next-page")
            if not new or number == "":
                return
            # By its number, for behind a proxy a server may not know its own address.
            at, asked = (next_page(answer), {}) if number is None else (where, {**first, "page": number})

    def _ask(self, method: str, path: str, data: object, read: Callable[[Any], T]) -> T:
        answer = self._call(method, path, data)
        try:
            return self._read(answer, read)
        except ForgeFails as error:
            if method != "POST":
                raise
            raise Unsure(error.why) from None

    def _call(self, method: str, path: str, data: object, query: Query | None = None) -> Answer:
        answer = self._line.call(method, path, query, data, again=method != "POST")
        if answer.status not in YES:
            raise refusal(answer, self._line.host, self._project, _WANTS, by_job=self._is_job)
        return answer

    def _read(self, answer: Answer, read: Callable[[Any], T]) -> T:
        """What is read from an answer, whatever an odd one may hold."""
        if answer.status not in YES:
            raise refusal(answer, self._line.host, self._project, _WANTS, by_job=self._is_job)
        try:
            return read(json.loads(answer.body))
        except ODDITIES:
            raise odd(self._line.host, NAME) from None


def _user(data: Any) -> _User:  # noqa: ANN401 (JSON)
    return _User(int(data["id"]), str(data["username"]))


def _is_active(data: Any) -> bool:  # noqa: ANN401 (JSON)
    """Whether an account is blocked, or waits to be let in, by nobody."""
    return {data["state"], data.get("membership_state", "active")} == {"active"}


def _own_comment(change: int) -> Callable[[Any], Comment]:
    """The comment on that merge request that this token has just written."""
    return lambda data: Comment(f"{change}/{int(data['id'])}", text_of(data["body"]), is_own=True)
