"""A double that speaks as GitLab does, as far as the adapter speaks to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlencode

from jdflow.deliver.gitlab import GitLab
from tests.deliver.double import Double, Fault, Reply
from tests.deliver.gitlab_described import undescribed

if TYPE_CHECKING:
    from jdflow.deliver.http import Timing
    from tests.deliver.double import Request, StoredComment, StoredIssue

PROJECT = "amet/personal/ametijuhendid"
# Below a path, as where GitLab shares its host with others.
PATH = "/gitlab"
API = f"{PATH}/api/v4"
_HERE = f"{API}/projects/{quote(PROJECT, safe='')}"
_ROUTES = (
    ("whoami", "GET", f"{API}/user"),
    ("job", "GET", f"{API}/job"),
    ("is_assignable", "GET", f"{API}/users"),
    ("comments", "GET", f"{_HERE}/merge_requests/(\\d+)/notes"),
    ("add_comment", "POST", f"{_HERE}/merge_requests/(\\d+)/notes"),
    ("edit_comment", "PUT", f"{_HERE}/merge_requests/(\\d+)/notes/(\\d+)"),
    ("find_changes", "GET", f"{_HERE}/merge_requests"),
    ("issues", "GET", f"{_HERE}/issues"),
    ("own_issues", "GET", f"{_HERE}/issues"),
    ("issue", "GET", f"{_HERE}/issues/(\\d+)"),
    ("open_issue", "POST", f"{_HERE}/issues"),
    ("edit_issue", "PUT", f"{_HERE}/issues/(\\d+)"),
    ("may_write", "GET", f"{_HERE}/members/all/(\\d+)"),
    ("find_label", "GET", f"{_HERE}/labels"),
    ("make_label", "POST", f"{_HERE}/labels"),
)
# What the token of a job may read; it may write none of this.
_OF_JOBS = frozenset({"job", "comments", "find_changes"})
_LEVELS = {"read": 10, "plan": 15, "triage": 20, "write": 30, "maintain": 40, "admin": 50}
_MOST_BYTES = 2**20
_NOT_FOUND = Reply(404, {"message": "404 Not found"})
_UNAUTHORISED = Reply(401, {"message": "401 Unauthorized"})


class GitLabDouble(Double):
    """GitLab, with one project in a group and one token that may do all."""

    kind = "gitlab"
    me = "project_7_bot_4f0b"
    right = "scope api, role Reporter"
    most = 1_000_000

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 (what any double takes)
        super().__init__(**more)
        self.group_labels: dict[str, str] = {}
        """Labels of the group above the project."""
        self.most_assignees = 99
        """How many people an issue is assigned to; one where nothing is paid for."""
        self.job_token = "token-of-a-job"  # noqa: S105 (it opens nothing)
        self.system_notes: list[int] = []
        """Comments that GitLab itself has written."""
        self._accounts = [self.me]

    def forge(self, token: str | None = None, timing: Timing | None = None, *, is_job: bool = False) -> GitLab:
        """The adapter, waiting by the double's clock."""
        token = self.token if token is None else token
        return GitLab(PROJECT, token, base=self.api, is_job=is_job, timing=timing or self.clock.timing)

    @property
    def api(self) -> str:
        """Where its interface is."""
        return f"{self.address}{API}"

    def comment_id(self, comment: StoredComment) -> str:
        """A comment is found below its merge request only."""
        return f"{comment.change}/{comment.id}"

    def environment(self) -> dict[str, str]:
        """As a job has them, with the token of the project that it was given."""
        server = f"{self.address}{PATH}"
        return {
            "JDFLOW_TOKEN": self.token,
            "CI_JOB_TOKEN": self.job_token,
            "CI_API_V4_URL": self.api,
            "CI_SERVER_URL": server,
            "CI_PROJECT_PATH": PROJECT,
            "CI_PROJECT_URL": f"{server}/{PROJECT}",
        }

    def too_much(self, seconds: int, operation: str = "", times: int = 1) -> Fault:
        """The limit of requests in a minute."""
        return Fault(operation, Reply(429, b"Retry later\n", {"Retry-After": str(seconds)}), times=times)

    def no_right(self, operation: str = "") -> Fault:
        """A token without the scope."""
        said = {
            "error": "insufficient_scope",
            "error_description": "The request requires higher privileges than provided by the access token.",
            "scope": "api",
        }
        return Fault(operation, Reply(403, said), times=99)

    def refused(self, words: str) -> Reply:
        """A refusal in GitLab's words."""
        return Reply(400, {"message": {"title": [words]}})

    def operation(self, request: Request) -> str:
        """Which operation the path and the method mean."""
        for name, method, pattern in _ROUTES:
            if method == request.method and re.fullmatch(pattern, request.path):
                return "own_issues" if "author_id" in request.query else name
        return ""

    def answer(self, operation: str, request: Request) -> Reply:
        """What GitLab would do."""
        if request.headers.get("job-token") == self.job_token:
            if operation not in _OF_JOBS:
                return _UNAUTHORISED
        elif request.headers.get("private-token") != self.token:
            return _UNAUTHORISED
        if not operation:
            return _NOT_FOUND
        [pattern] = [pattern for name, _, pattern in _ROUTES if name == operation]
        found = re.fullmatch(pattern, request.path)
        assert found is not None
        assert undescribed(request.method, request.path.removeprefix(PATH), request.query, request.data) == []
        reply: Reply = getattr(self, f"_{operation}")(request, *map(unquote, found.groups()))
        return reply

    # ------------------------------------------------------------ people

    def account(self, name: str) -> dict[str, Any]:
        """An account, as GitLab tells it; each has a number."""
        name = next((known for known in self._accounts if known.casefold() == name.casefold()), name)
        if name not in self._accounts:
            self._accounts.append(name)
        return {"id": 500 + self._accounts.index(name), "username": name, "name": name.title(), "state": "active"}

    def _whoami(self, _: Request) -> Reply:
        return Reply(200, self.account(self.me))

    def _job(self, _: Request) -> Reply:
        return Reply(200, {"id": 8, "name": "kommentaar", "user": self.account("mari")})

    def _is_assignable(self, request: Request) -> Reply:
        who = request.query["username"]
        return Reply(200, [self.account(who)] if who.casefold() in self.assignable else [])

    def _may_write(self, _: Request, number: str) -> Reply:
        name = self._accounts[int(number) - 500] if 500 <= int(number) < 500 + len(self._accounts) else ""
        level = 20 if name in self.members else _LEVELS.get(self.roles.get(name, ""))
        return _NOT_FOUND if level is None else Reply(200, {**self.account(name), "access_level": level})

    # ------------------------------------------------------------ comments on merge requests

    def _change(self, number: str) -> StoredIssue | None:
        found = self.issues.get(int(number))
        return found if found is not None and found.is_change else None

    def _comments(self, request: Request, number: str) -> Reply:
        if self._change(number) is None:
            return _NOT_FOUND
        found = [self._note(one) for one in self.comments.values() if one.change == int(number)]
        return self._listed(request, found if request.query["sort"] == "asc" else found[::-1])

    def _add_comment(self, request: Request, number: str) -> Reply:
        if self._change(number) is None:
            return _NOT_FOUND
        if wrong := self._wrong_note(request.data["body"]):
            return wrong
        comment = self.add_comment(int(number), request.data["body"])
        self.effects.append(f"add_comment {comment.id}")
        return Reply(201, self._note(comment))

    def _edit_comment(self, request: Request, change: str, number: str) -> Reply:
        comment = self.comments.get(int(number))
        if comment is None or comment.change != int(change):
            return _NOT_FOUND
        if wrong := self._wrong_note(request.data["body"]):
            return wrong
        comment.body = request.data["body"]
        self.effects.append(f"edit_comment {comment.id}")
        return Reply(200, self._note(comment))

    def _wrong_note(self, text: str) -> Reply | None:
        if len(text) > self.most:
            return Reply(400, {"message": {"note": [f"is too long (maximum is {self.most} characters)"]}})
        return None

    def _note(self, comment: StoredComment) -> dict[str, Any]:
        system = comment.id in self.system_notes
        return {"id": comment.id, "body": comment.body, "author": self.account(comment.author), "system": system}

    def _find_changes(self, request: Request) -> Reply:
        assert request.query["state"] == "opened"
        found = [issue for issue in self.issues.values() if issue.is_change and issue.is_open]
        return self._listed(
            request,
            [{"id": 9000 + one.number, "iid": one.number, "sha": one.head_commit or None} for one in found[::-1]],
        )

    # ------------------------------------------------------------ issues

    def _issues(self, request: Request) -> Reply:
        query = request.query
        assert (query["state"], query["scope"], query["order_by"]) == ("all", "all", "created_at")
        found = [
            self.told(issue)
            for issue in self.issues.values()
            if not issue.is_change
            if "labels" not in query or query["labels"] in issue.labels
            if query.get("author_id") in {None, str(self.account(issue.author or self.me)["id"])}
        ]
        return self._listed(request, found if query["sort"] == "asc" else found[::-1])

    _own_issues = _issues

    def _issue(self, _: Request, number: str) -> Reply:
        issue = self.issues.get(int(number))
        return _NOT_FOUND if issue is None or issue.is_change else Reply(200, self.told(issue))

    def _open_issue(self, request: Request) -> Reply:
        if wrong := _wrong_description(request.data.get("description", "")):
            return wrong
        issue = self.add_issue(request.data["title"], "", [])
        self._keep(issue, request.data)
        self.effects.append(f"open_issue {issue.number}")
        return Reply(201, self.told(issue))

    def _edit_issue(self, request: Request, number: str) -> Reply:
        issue = self.issues.get(int(number))
        if issue is None or issue.is_change:
            return _NOT_FOUND
        if not request.data:
            return Reply(400, {"error": "at least one parameter must be provided"})
        if wrong := _wrong_description(request.data.get("description", "")):
            return wrong
        self._keep(issue, request.data)
        self.effects.append(f"edit_issue {issue.number}")
        return Reply(200, self.told(issue))

    def _keep(self, issue: StoredIssue, data: dict[str, Any]) -> None:
        issue.title = data.get("title", issue.title)
        issue.body = data.get("description", issue.body)
        issue.is_open = {"close": False, "reopen": True}.get(data.get("state_event", ""), issue.is_open)
        if "labels" in data:
            issue.labels = [name for name in data["labels"].split(",") if name]
            for label in issue.labels:
                # What nobody has is made, but what a group has is taken.
                if label not in self.group_labels:
                    self.labels.setdefault(label, "6699cc")
        # To say nobody takes a number: an empty list may get lost on its way into GitLab.
        if data.get("assignee_ids"):
            known = {self.account(who)["id"]: self.account(who)["username"] for who in sorted(self.assignable)}
            found = [known[number] for number in data["assignee_ids"] if number in known]
            issue.assignees = found[: self.most_assignees]

    def told(self, issue: StoredIssue) -> dict[str, Any]:
        """The issue as GitLab tells it."""
        return {
            "id": 7000 + issue.number,
            "iid": issue.number,
            "title": issue.title,
            "description": issue.body or None,
            "state": "opened" if issue.is_open else "closed",
            "labels": list(issue.labels),
            "assignees": [self.account(who) for who in issue.assignees],
            "author": self.account(issue.author or self.me),
            "moved_to_id": 7999 if issue.home else None,
            "web_url": f"https://example.org{PATH}/{PROJECT}/-/issues/{issue.number}",
        }

    # ------------------------------------------------------------ labels

    def _find_label(self, request: Request) -> Reply:
        wanted = request.query["search"].casefold()
        known = [*self.labels.items(), *self.group_labels.items()]
        found = [(number, name, colour) for number, (name, colour) in enumerate(known) if wanted in name.casefold()]
        return self._listed(
            request, [{"id": 40 + number, "name": name, "color": f"#{colour}"} for number, name, colour in found]
        )

    def _make_label(self, request: Request) -> Reply:
        name = request.data["name"]
        if name in self.labels or name in self.group_labels:
            return Reply(409, {"message": "Label already exists"})
        if not re.fullmatch(r"#[0-9a-f]{6}", request.data["color"]):
            return Reply(400, {"message": {"color": ["must be a valid color code"]}})
        self.labels[name] = request.data["color"].removeprefix("#")
        self.effects.append(f"ensure_label {name}")
        return Reply(201, {"id": 40, "name": name, "color": request.data["color"]})

    def _listed(self, request: Request, items: list[dict[str, Any]]) -> Reply:
        """A page of the list, with its neighbours' numbers."""
        page = int(request.query.get("page", 1))
        start = (page - 1) * self.page
        headers = {"X-Next-Page": ""}
        if len(items) > start + self.page:
            query = urlencode({**request.query, "page": page + 1})
            headers = {"X-Next-Page": str(page + 1), "Link": f'<{self.address}{request.path}?{query}>; rel="next"'}
        return Reply(200, items[start : start + self.page], headers)


def _wrong_description(text: str) -> Reply | None:
    if len(text.encode()) > _MOST_BYTES:
        return Reply(400, {"message": {"description": [f"is too long ({len(text.encode())} B)"]}})
    return None
