"""What the adapter sends, held against GitHub's own description of its interface."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from jdflow.deliver.forge import LimitReached, NoRight, NotThere, Refused
from jdflow.deliver.github import GitHub
from tests.deliver.double import Clock
from tests.deliver.prism import served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jdflow.deliver.exchange import Answer
    from jdflow.deliver.forge import Forge
    from tests.deliver.prism import Prism

pytestmark = pytest.mark.needs("node", "prism")
HEAD = "6dcb09b5b57875f334f61aebed695e2e4193db5e"

CALLS: dict[str, Callable[[Forge], object]] = {
    "comments": lambda forge: list(forge.comments(7)),
    "add_comment": lambda forge: forge.add_comment(7, "Tere!"),
    "edit_comment": lambda forge: forge.edit_comment("1", "Tere!"),
    "find_changes": lambda forge: forge.find_changes(HEAD),
    "issues": lambda forge: list(forge.issues("üle tähtaja, jah")),
    "own_issues": lambda forge: list(forge.own_issues()),
    "issue": lambda forge: forge.issue(7),
    "open_issue": lambda forge: forge.open_issue("Pealkiri", "Sisu", ["a b"], ["octocat"]),
    "open_issue, bare": lambda forge: forge.open_issue("Pealkiri", ""),
    "close": lambda forge: forge.edit_issue(7, is_open=False),
    "edit_issue": lambda forge: forge.edit_issue(7, title="t", body="", is_open=True, labels=["a"], assignees=[]),
    "ensure_label": lambda forge: forge.ensure_label("üle / tähtaja", "d93f0b", "Hilinenud"),
}
REQUESTS = {
    "comments": ["GET"],
    "add_comment": ["POST"],
    "edit_comment": ["PATCH"],
    "find_changes": ["GET"],
    "issues": ["GET"],
    "own_issues": ["GET"],
    "issue": ["GET"],
    "open_issue": ["POST"],
    "open_issue, bare": ["POST"],
    "close": ["PATCH"],
    "edit_issue": ["PATCH"],
    "ensure_label": ["GET"],
}


@pytest.fixture(scope="module")
def running(tool: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prism]:
    with served(tool("node"), tmp_path_factory.mktemp("prism")) as prism:
        yield prism


@pytest.fixture
def prism(running: Prism) -> Prism:
    running.seen.clear()
    running.prefer = ""
    return running


@pytest.fixture
def forge(prism: Prism) -> GitHub:
    return GitHub("octocat/Hello-World", "token", base=prism.address, timing=Clock().timing, send=prism.send)


@pytest.mark.parametrize("call", CALLS)
def test_what_is_sent_is_described(prism: Prism, forge: GitHub, call: str) -> None:
    CALLS[call](forge)
    assert [seen.method for seen in prism.seen] == REQUESTS[call]
    assert [seen.answer.status for seen in prism.seen if seen.answer.status not in {200, 201}] == []
    assert [seen.path for seen in prism.seen if prism.undescribed(seen)] == []
    assert {name: prism.seen[0].headers.get(name) for name in ("Accept", "X-GitHub-Api-Version", "Authorization")} == {
        "Accept": "application/vnd.github+json",
        "X-GitHub-Api-Version": "2022-11-28",
        "Authorization": "Bearer token",
    }


def test_what_is_answered_as_described_is_read(forge: GitHub) -> None:
    [comment] = forge.comments(7)
    assert (comment.id, comment.body, comment.is_own) == ("1", "Me too", True)
    # GitHub's example of an issue is a pull request, which its list has among the issues, too.
    assert list(forge.issues("bug")) == []
    assert forge.issue(7).is_trusted
    issue = forge.edit_issue(7, title="t").issue
    assert (issue.number, issue.title, issue.is_open) == (1347, "Found a bug", True)
    assert (issue.labels, issue.assignees) == (("bug",), ("octocat",))
    assert issue.address == "https://github.com/octocat/Hello-World/issues/1347"
    assert forge.find_changes(HEAD) == (1347,)
    assert forge.find_changes("f" * 40) == ()


def test_a_label_that_is_not_there_is_made_as_described(prism: Prism, forge: GitHub) -> None:
    def absent(method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        prism.prefer = "code=404" if method == "GET" else ""
        return prism.send(method, url, headers, body)

    forge = GitHub("octocat/Hello-World", "token", base=prism.address, timing=Clock().timing, send=absent)
    forge.ensure_label("uus", "d93f0b", "Hilinenud")
    assert [(seen.method, seen.answer.status) for seen in prism.seen] == [("GET", 404), ("POST", 201)]


def test_who_is_assignable_is_asked_as_described(prism: Prism) -> None:
    def picky(method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        answer = prism.send(method, url, headers, body)
        if body and json.loads(body)["assignees"]:
            errors = [{"resource": "Issue", "field": "assignees", "code": "invalid", "value": "gone"}]
            return answer._replace(status=422, body=json.dumps({"message": "m", "errors": errors}).encode())
        return answer._replace(status=404) if "/assignees/" in url else answer

    forge = GitHub("octocat/Hello-World", "token", base=prism.address, timing=Clock().timing, send=picky)
    assert forge.open_issue("t", "b", [], ["gone"]).unassigned == ("gone",)
    assert [(seen.method, seen.answer.status) for seen in prism.seen] == [("POST", 201), ("GET", 204), ("POST", 201)]


@pytest.mark.parametrize(("code", "is_trusted"), [(200, True), (404, False)])
def test_what_an_author_may_do_is_asked_as_described(prism: Prism, code: int, *, is_trusted: bool) -> None:
    def foreign(method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        prism.prefer = f"code={code}" if "/collaborators/" in url else ""
        answer = prism.send(method, url, headers, body)
        if "/issues/" not in url:
            return answer
        return answer._replace(body=json.dumps({**json.loads(answer.body), "author_association": "NONE"}).encode())

    forge = GitHub("octocat/Hello-World", "token", base=prism.address, timing=Clock().timing, send=foreign)
    assert forge.issue(7).is_trusted is is_trusted
    assert [(seen.path.split("/")[4], seen.answer.status) for seen in prism.seen] == [
        ("issues", 200),
        ("collaborators", code),
    ]


@pytest.mark.parametrize(
    ("call", "code", "error"),
    [
        ("comments", 404, NotThere),
        ("comments", 410, NotThere),
        ("add_comment", 403, NoRight),
        ("add_comment", 422, Refused),
        ("edit_comment", 422, Refused),
        ("issues", 404, NotThere),
        ("issues", 422, Refused),
        ("issue", 404, NotThere),
        ("issue", 410, NotThere),
        ("open_issue", 403, NoRight),
        ("open_issue", 410, NotThere),
        ("open_issue", 422, Refused),
        ("edit_issue", 404, NotThere),
        ("edit_issue", 422, Refused),
    ],
)
def test_a_no_as_described_is_understood(
    prism: Prism, forge: GitHub, call: str, code: int, error: type[Exception]
) -> None:
    prism.prefer = f"code={code}"
    with pytest.raises(error) as caught:
        CALLS[call](forge)
    assert type(caught.value) is not LimitReached
    assert [seen.answer.status for seen in prism.seen] == [code]


@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("POST", "/issue", {"title": "t"}),
        ("PUT", "/issues/7", {"title": "t"}),
        ("POST", "/issues", {"body": "no title"}),
        ("POST", "/issues", {"title": "t", "assignes": []}),
        ("POST", "/issues", {"title": "t", "assignees": "mari"}),
        ("PATCH", "/issues/7", {"state": "opened"}),
        ("PATCH", "/issues/seven", {"state": "open"}),
        ("POST", "/issues/7/comments", {"text": "t"}),
        ("POST", "/issues/7/comments", None),
        ("PATCH", "/issues/comments/1", {"text": "t"}),
        ("POST", "/labels", {"name": "n", "colour": "d93f0b"}),
        ("GET", "/issues?state=both", None),
        ("GET", "/issues?per_page=many", None),
    ],
)
def test_the_server_refuses_what_is_not_described(prism: Prism, method: str, path: str, data: object) -> None:
    headers = {"Content-Type": "application/json", "Accept": "application/vnd.github+json"}
    body = None if data is None else json.dumps(data).encode()
    answer = prism.send(method, f"{prism.address}/repos/octocat/Hello-World{path}", headers, body)
    assert answer.status in {400, 404, 405, 422}, answer.body
    assert (
        prism.send("GET", f"{prism.address}/repos/o/r/issues", {**headers, "Accept": "text/html"}, None).status == 406
    )


def test_a_name_in_the_query_that_is_not_described_is_seen(prism: Prism) -> None:
    prism.send("GET", f"{prism.address}/repos/o/r/issues?label=a&state=all", {}, None)
    assert prism.undescribed(prism.seen[0]) == {"label"}
