"""A double that speaks as GitHub does, as far as the adapter speaks to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlencode

from jdflow.deliver.github import GitHub
from tests.deliver.double import Double, Fault, Reply

if TYPE_CHECKING:
    from jdflow.deliver.http import Timing
    from tests.deliver.double import Request, StoredComment, StoredIssue

REPOSITORY = "amet/ametijuhendid"
_HERE = f"/repos/{REPOSITORY}"
_ROUTES = (
    ("whoami", "POST", "/graphql"),
    ("comments", "GET", f"{_HERE}/issues/(\\d+)/comments"),
    ("add_comment", "POST", f"{_HERE}/issues/(\\d+)/comments"),
    ("edit_comment", "PATCH", f"{_HERE}/issues/comments/(\\d+)"),
    ("find_changes", "GET", f"{_HERE}/pulls"),
    ("issues", "GET", f"{_HERE}/issues"),
    ("own_issues", "GET", f"{_HERE}/issues"),
    ("issue", "GET", f"{_HERE}/issues/(\\d+)"),
    ("open_issue", "POST", f"{_HERE}/issues"),
    ("edit_issue", "PATCH", f"{_HERE}/issues/(\\d+)"),
    ("may_write", "GET", f"{_HERE}/collaborators/([^/]+)/permission"),
    ("is_assignable", "GET", f"{_HERE}/assignees/([^/]+)"),
    ("find_label", "GET", f"{_HERE}/labels/([^/]+)"),
    ("make_label", "POST", f"{_HERE}/labels"),
)
_MOST_ASSIGNEES = 10
NOT_FOUND = Reply(404, {"message": "Not Found", "documentation_url": "", "status": "404"})


def invalid(resource: str, field: str, code: str, value: object = None) -> Reply:
    """A refusal that names the field."""
    error = {"resource": resource, "field": field, "code": code, "value": value}
    return Reply(422, {"message": "Validation Failed", "errors": [error], "documentation_url": ""})


class GitHubDouble(Double):
    """GitHub, with one repository and one token that may do all."""

    kind = "github"
    me = "github-actions[bot]"
    right = "issues: write"
    most = 65_536

    def forge(self, token: str | None = None, timing: Timing | None = None) -> GitHub:
        """The adapter, waiting by the double's clock."""
        token = self.token if token is None else token
        return GitHub(REPOSITORY, token, base=self.address, timing=timing or self.clock.timing)

    def environment(self) -> dict[str, str]:
        """As a workflow has them."""
        return {"GITHUB_TOKEN": self.token, "GITHUB_REPOSITORY": REPOSITORY, "GITHUB_API_URL": self.address}

    def too_much(self, seconds: int, operation: str = "", times: int = 1) -> Fault:
        """The secondary limit."""
        said = {"message": "You have exceeded a secondary rate limit. Please wait a few minutes.", "status": "403"}
        return Fault(operation, Reply(403, said, {"Retry-After": str(seconds)}), times=times)

    def no_right(self, operation: str = "") -> Fault:
        """A token without the permission."""
        said = {"message": "Resource not accessible by integration", "status": "403"}
        headers = {"X-Accepted-GitHub-Permissions": "issues=write", "X-RateLimit-Remaining": "4999"}
        return Fault(operation, Reply(403, said, headers), times=99)

    def refused(self, words: str) -> Reply:
        """A refusal in GitHub's words."""
        return Reply(422, {"message": words})

    def operation(self, request: Request) -> str:
        """Which operation the path and the method mean."""
        for name, method, pattern in _ROUTES:
            if method == request.method and re.fullmatch(pattern, request.path):
                return "own_issues" if "creator" in request.query else name
        return ""

    def answer(self, operation: str, request: Request) -> Reply:
        """What GitHub would do."""
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return Reply(401, {"message": "Bad credentials", "status": "401"})
        if not operation:
            return NOT_FOUND
        [pattern] = [pattern for name, _, pattern in _ROUTES if name == operation]
        found = re.fullmatch(pattern, request.path)
        assert found is not None
        part = unquote(found[1]) if found.re.groups else ""
        reply: Reply = getattr(self, f"_{operation}")(request, part)
        return reply

    def _whoami(self, request: Request, _: str) -> Reply:
        assert request.data == {"query": "{ viewer { login } }"}
        return Reply(200, {"data": {"viewer": {"login": self.me}}})

    def _comments(self, request: Request, number: str) -> Reply:
        if int(number) not in self.issues:
            return NOT_FOUND
        return self._listed(
            request, [_comment(comment) for comment in self.comments.values() if comment.change == int(number)]
        )

    def _add_comment(self, request: Request, number: str) -> Reply:
        if int(number) not in self.issues:
            return NOT_FOUND
        if too_long := _too_long(request, "IssueComment"):
            return too_long
        comment = self.add_comment(int(number), request.data["body"])
        self.effects.append(f"add_comment {comment.id}")
        return Reply(201, _comment(comment))

    def _edit_comment(self, request: Request, number: str) -> Reply:
        comment = self.comments.get(int(number))
        if comment is None:
            return NOT_FOUND
        if too_long := _too_long(request, "IssueComment"):
            return too_long
        comment.body = request.data["body"]
        self.effects.append(f"edit_comment {comment.id}")
        return Reply(200, _comment(comment))

    def _find_changes(self, request: Request, _: str) -> Reply:
        assert request.query["state"] == "open"
        found = [issue for issue in self.issues.values() if issue.is_change and issue.is_open]
        return self._listed(request, [self.told(issue) for issue in reversed(found)])

    def _issues(self, request: Request, _: str) -> Reply:
        label, state = request.query.get("labels"), request.query.get("state", "open")
        creator = request.query.get("creator")
        found = [
            self.told(issue)
            for issue in self.issues.values()
            if label is None or label.casefold() in {name.casefold() for name in issue.labels}
            if creator in {None, issue.author or self.me}
            if state in {"all", "open" if issue.is_open else "closed"}
            if not issue.home
        ]
        return self._listed(request, found)

    _own_issues = _issues

    def _issue(self, _: Request, number: str) -> Reply:
        issue = self.issues.get(int(number))
        return NOT_FOUND if issue is None else Reply(200, self.told(issue))

    def _may_write(self, _: Request, who: str) -> Reply:
        role = self.roles.get(who)
        # There are four levels; what is finer has a name only.
        level = {"triage": "read", "maintain": "write"}.get(role or "", role)
        return NOT_FOUND if role is None else Reply(200, {"permission": level, "role_name": role})

    def _open_issue(self, request: Request, _: str) -> Reply:
        if wrong := self._wrong(request):
            return wrong
        issue = self.add_issue(request.data["title"], "", [])
        self._change(issue, request)
        self.effects.append(f"open_issue {issue.number}")
        return Reply(201, self.told(issue))

    def _edit_issue(self, request: Request, number: str) -> Reply:
        issue = self.issues.get(int(number))
        if issue is None:
            return NOT_FOUND
        if wrong := self._wrong(request):
            return wrong
        self._change(issue, request)
        self.effects.append(f"edit_issue {issue.number}")
        return Reply(200, self.told(issue))

    def _is_assignable(self, _: Request, who: str) -> Reply:
        return Reply(204) if who.casefold() in self.assignable else NOT_FOUND

    def _find_label(self, _: Request, name: str) -> Reply:
        known = {known.casefold(): (known, colour) for known, colour in self.labels.items()}
        if name.casefold() not in known:
            return NOT_FOUND
        name, colour = known[name.casefold()]
        return Reply(200, {"id": 1, "name": name, "color": colour})

    def _make_label(self, request: Request, _: str) -> Reply:
        name = request.data["name"]
        if name.casefold() in {known.casefold() for known in self.labels}:
            return invalid("Label", "name", "already_exists")
        self.labels[name] = request.data["color"]
        self.effects.append(f"ensure_label {name}")
        return Reply(201, {"id": 1, "name": name, "color": request.data["color"]})

    def _wrong(self, request: Request) -> Reply | None:
        if len(request.data.get("assignees", [])) > _MOST_ASSIGNEES:
            return invalid("Issue", "assignees", "custom")
        for who in request.data.get("assignees", []):
            if who.casefold() not in self.assignable:
                return invalid("Issue", "assignees", "invalid", who)
        return _too_long(request, "Issue")

    def _change(self, issue: StoredIssue, request: Request) -> None:
        data = request.data
        issue.title = data.get("title", issue.title)
        issue.body = data.get("body", issue.body)
        issue.is_open = data.get("state", "open" if issue.is_open else "closed") == "open"
        issue.labels = list(data.get("labels", issue.labels))
        issue.assignees = list(data.get("assignees", issue.assignees))
        for label in issue.labels:
            self.labels.setdefault(label, "ededed")

    def _listed(self, request: Request, items: list[dict[str, Any]]) -> Reply:
        """A page of the list; the next one is told in whole, by the number of the repository."""
        page = int(request.query.get("page", 1))
        rest = items[(page - 1) * self.page :]
        if len(rest) <= self.page:
            return Reply(200, rest)
        query = urlencode({**request.query, "page": page + 1})
        further = f'<{self.address}{request.path}?{query}>; rel="next", <{self.address}{request.path}>; rel="first"'
        return Reply(200, rest[: self.page], {"Link": further})

    def told(self, issue: StoredIssue) -> dict[str, Any]:
        """The issue as GitHub tells it."""
        author = issue.author or self.me
        data: dict[str, Any] = {
            "id": 1000 + issue.number,
            "number": issue.number,
            "title": issue.title,
            "body": issue.body or None,
            "state": "open" if issue.is_open else "closed",
            "labels": [{"name": name, "color": self.labels.get(name, "")} for name in issue.labels],
            "assignees": [{"login": who} for who in issue.assignees],
            "html_url": f"https://example.org/{issue.home or REPOSITORY}/issues/{issue.number}",
            "user": {"login": author, "type": "Bot" if author.endswith("[bot]") else "User"},
            "author_association": "MEMBER" if author in self.members else "NONE",
        }
        if issue.is_change:
            data["pull_request"] = {}
            data["head"] = {"sha": issue.head_commit}
        return data


def _comment(comment: StoredComment) -> dict[str, Any]:
    return {"id": comment.id, "body": comment.body, "user": {"login": comment.author}}


def _too_long(request: Request, resource: str) -> Reply | None:
    """GitHub counts characters, and takes no more than it says."""
    if len(request.data.get("body", "")) > GitHubDouble.most:
        return invalid(resource, "body", "custom")
    return None
