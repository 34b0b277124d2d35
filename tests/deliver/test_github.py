"""What is GitHub's own: its addresses, its limits, its words, and whose a token is."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest

from jdflow.deliver.exchange import Answer
from jdflow.deliver.forge import ForgeFails, LimitReached, NoRight, NotThere, Refused, Unreachable, Unsure
from jdflow.deliver.github import GitHub
from jdflow.language import Voice
from tests.deliver.double import NOON, Fault, Reply
from tests.deliver.github_double import REPOSITORY, GitHubDouble, invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

ENGLISH = Voice("en")
LABEL = "ametijuhend"


def limited(**headers: str) -> Reply:
    return Reply(
        403, {"message": "API rate limit exceeded"}, {name.replace("_", "-"): to for name, to in headers.items()}
    )


@pytest.mark.parametrize(
    ("base", "issues", "graphql"),
    [
        ("https://api.github.com", "https://api.github.com/repos/o/r/issues", "https://api.github.com/graphql"),
        (
            "https://git.amet.ee/api/v3/",
            "https://git.amet.ee/api/v3/repos/o/r/issues",
            "https://git.amet.ee/api/graphql",
        ),
        (
            "https://a.ee:8443/x/api/v3",
            "https://a.ee:8443/x/api/v3/repos/o/r/issues",
            "https://a.ee:8443/x/api/graphql",
        ),
    ],
)
def test_an_enterprise_server_is_spoken_to_below_its_path(base: str, issues: str, graphql: str) -> None:
    asked: list[str] = []

    def send(_method: str, url: str, _headers: Mapping[str, str], _body: bytes | None) -> Answer:
        asked.append(url)
        if url.endswith("graphql"):
            return Answer(200, {}, b'{"data": {"viewer": {"login": "me"}}}')
        return Answer(200, {}, b'[{"id": 1, "body": null, "user": null}]' if "comments" in url else b"[]")

    forge = GitHub("o/r", "t", base=base, send=send)
    assert list(forge.issues(LABEL)) == []
    [comment] = forge.comments(1)
    assert (comment.body, comment.is_own) == ("", False)
    assert asked == [
        f"{issues}?labels={LABEL}&state=all&sort=created&direction=asc&per_page=100",
        f"{issues}/1/comments?per_page=100",
        graphql,
    ]


@pytest.mark.parametrize(
    "name", ["", "o", "o/", "/r", "o/r/x", "../r", "o/..", "./r", "o/r?x", "o/r#", "ö/r", "o/r\n", "o /r"]
)
def test_what_is_no_repository_is_refused(name: str) -> None:
    with pytest.raises(ForgeFails, match="owner/name"):
        GitHub(name, "t")


@pytest.mark.parametrize("token", ["", " ", "a b", "a\nb", "a\rX: y", "õ", "a\x00"])
def test_a_token_that_would_break_the_request_is_refused_without_being_shown(token: str) -> None:
    with pytest.raises(ForgeFails) as caught:
        GitHub("o/r", token)
    assert caught.value.why.params == {}


def test_a_line_end_after_the_token_is_no_part_of_it(github: GitHubDouble) -> None:
    list(github.forge(f"{github.token}\n").issues(LABEL))
    assert github.requests[0].headers["authorization"] == f"Bearer {github.token}"


def test_a_workflow_s_token_knows_itself_and_asks_once(github: GitHubDouble) -> None:
    number = github.add_change()
    for author in ("github-actions[bot]", "github-actions", "mari"):
        github.add_comment(number, author, author)
    forge = github.forge()
    for _ in range(2):
        assert [comment.body for comment in forge.comments(number) if comment.is_own] == ["github-actions[bot]"]
    assert github.calls.count("whoami") == 1


def test_nobody_is_asked_who_we_are_where_there_is_no_comment(github: GitHubDouble) -> None:
    assert list(github.forge().comments(github.add_change())) == []
    assert github.calls == ["comments"]


def test_who_we_are_may_be_asked_again(github: GitHubDouble) -> None:
    number = github.add_change()
    github.add_comment(number, "b")
    github.faults.append(Fault("whoami", times=2))
    assert [comment.is_own for comment in github.forge().comments(number)] == [True]


def test_a_refusal_of_graphql_is_not_taken_for_a_name(github: GitHubDouble) -> None:
    github.add_comment(github.add_change(), "b")
    github.faults.append(Fault("whoami", Reply(200, {"data": None, "errors": [{"message": "no"}]})))
    with pytest.raises(Unreachable):
        list(github.forge().comments(1))


def test_the_permission_that_github_names_is_told(github: GitHubDouble) -> None:
    said = {"message": "Resource not accessible by personal access token"}
    github.faults.append(
        Fault(reply=Reply(403, said, {"X-Accepted-GitHub-Permissions": "issues=write; contents=read"}))
    )
    with pytest.raises(NoRight) as caught:
        github.forge().open_issue("t", "b")
    assert ENGLISH(caught.value.why) == (
        "127.0.0.1 says no: Resource not accessible by personal access token. "
        "The token needs “issues: write; contents: read”."
    )


def test_where_github_names_none_the_permission_is_known(github: GitHubDouble) -> None:
    github.faults.append(Fault(reply=Reply(403, {"message": "Forbidden"}), times=2))
    with pytest.raises(NoRight) as caught:
        github.forge().add_comment(1, "b")
    assert "“pull-requests: write”" in ENGLISH(caught.value.why)


def test_the_primary_limit_is_waited_for_until_its_end(github: GitHubDouble) -> None:
    reply = limited(X_RateLimit_Remaining="0", X_RateLimit_Reset=str(int(NOON) + 41))
    github.faults.append(Fault("issues", reply))
    list(github.forge().issues(LABEL))
    assert github.clock.slept == [42]


def test_a_primary_limit_that_ends_in_an_hour_is_told(github: GitHubDouble) -> None:
    reply = limited(X_RateLimit_Remaining="0", X_RateLimit_Reset=str(int(NOON) + 3599))
    github.faults.append(Fault("issues", reply))
    with pytest.raises(LimitReached) as caught:
        list(github.forge().issues(LABEL))
    assert "60 min" in ENGLISH(caught.value.why)


def test_a_limit_that_lies_behind_does_not_become_a_storm(github: GitHubDouble) -> None:
    reply = limited(X_RateLimit_Remaining="0", X_RateLimit_Reset=str(int(NOON) - 3600))
    github.faults.append(Fault("issues", reply, times=999))
    with pytest.raises(LimitReached):
        list(github.forge().issues(LABEL))
    assert len(github.calls) < 10


@pytest.mark.parametrize(
    "words", ["You have exceeded a secondary rate limit", "triggered an abuse detection mechanism"]
)
def test_a_secondary_limit_without_a_time_is_waited_for_longer_each_time(github: GitHubDouble, words: str) -> None:
    github.faults.append(Fault("issues", Reply(403, {"message": words}), times=2))
    list(github.forge().issues(LABEL))
    assert github.clock.slept == [60, 120]


def test_429_is_a_limit_whatever_it_says(github: GitHubDouble) -> None:
    github.faults.append(Fault("issues", Reply(429)))
    list(github.forge().issues(LABEL))
    assert github.clock.slept == [60]


@pytest.mark.parametrize("status", [403, 429, 503])
def test_a_day_and_time_after_which_to_ask_again_is_waited_for(github: GitHubDouble, status: int) -> None:
    after = format_datetime(datetime.fromtimestamp(github.clock.time + 90, UTC), usegmt=True)
    github.faults.append(Fault("issues", Reply(status, {"message": "no"}, {"Retry-After": after})))
    list(github.forge().issues(LABEL))
    assert github.clock.slept == [91]


@pytest.mark.parametrize(("status", "after"), [(503, "7"), (503, "0"), (403, "Wed, 21 Oct 1996 07:28:00 GMT")])
def test_seconds_to_wait_are_waited_and_a_time_that_is_over_is_none_to_wait_for(
    github: GitHubDouble, status: int, after: str
) -> None:
    github.faults.append(Fault("issues", Reply(status, {"message": "no"}, {"Retry-After": after})))
    list(github.forge().issues(LABEL))
    assert github.clock.slept == [max(int(after), 1) if after.isdecimal() else 1]


def test_a_forge_that_is_busy_may_have_opened_an_issue_all_the_same(github: GitHubDouble) -> None:
    github.faults.append(Fault("open_issue", Reply(503, {}, {"Retry-After": "7"})))
    with pytest.raises(Unsure):
        github.forge().open_issue("t", "b")
    assert github.calls == ["open_issue"]


@pytest.mark.parametrize("after", ["7200", "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_a_forge_that_is_busy_for_long_is_not_waited_for(github: GitHubDouble, after: str) -> None:
    github.faults.append(Fault("issues", Reply(503, {}, {"Retry-After": after}), times=9))
    with pytest.raises(LimitReached, match="will not listen for"):
        list(github.forge().issues(LABEL))
    assert (github.calls, github.clock.slept) == (["issues"], [])


@pytest.mark.parametrize(
    "after",
    ["-1", "soon", "nan", "inf", "9" * 5000, "Wed, 99 Oct 2026 07:28:00 GMT", f"Wed, 21 Oct {10**30} 07:28:00 GMT"],
)
def test_a_time_that_is_none_is_not_believed(github: GitHubDouble, after: str) -> None:
    github.faults.append(Fault("issues", Reply(403, {"message": "no"}, {"Retry-After": after})))
    with pytest.raises(NoRight):
        list(github.forge().issues(LABEL))


@pytest.mark.parametrize("status", [301, 302, 307, 308])
@pytest.mark.parametrize("where", ["/repos/{}/issues", "{address}/repos/{}/issues"])
def test_a_renamed_repository_is_followed_with_the_same_request(github: GitHubDouble, status: int, where: str) -> None:
    to = where.format(REPOSITORY, address=github.address)
    github.faults.append(Fault("", Reply(status, {"message": "Moved Permanently"}, {"Location": to})))
    forge = GitHub("amet/vana", github.token, base=github.address, timing=github.clock.timing)
    kept = forge.open_issue("t", "b", [LABEL])
    assert github.issues[kept.issue.number].body == "b"
    assert [(request.method, request.path) for request in github.requests] == [
        ("POST", "/repos/amet/vana/issues"),
        ("POST", f"/repos/{REPOSITORY}/issues"),
    ]


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example/repos/o/r/issues",
        "//evil.example/x",
        "http://127.0.0.1:1/x",
        "https://127.0.0.1/x",
        "http://127.0.0.1@evil.example/x",
        "ftp://127.0.0.1/x",
        "http://127.0.0.1:port/x",
        "file:///etc/passwd",
    ],
)
@pytest.mark.parametrize("header", ["Location", "Link"])
def test_the_token_follows_nobody_to_another_host(github: GitHubDouble, to: str, header: str) -> None:
    github.add_issue("t", "b", [LABEL])
    link = {"Link": f'<{to}>; rel="next"'}
    items = [{"id": 1, "pull_request": {}}]
    reply = Reply(301, {}, {"Location": to}) if header == "Location" else Reply(200, items, link)
    github.faults.append(Fault("issues", reply))
    with pytest.raises(NotThere, match="sends us on"):
        list(github.forge().issues(LABEL))
    assert github.calls == ["issues"]


def test_going_round_in_circles_has_an_end(github: GitHubDouble) -> None:
    github.faults.append(Fault(reply=Reply(301, {}, {"Location": "/a"}), times=99))
    with pytest.raises(NotThere, match="circles"):
        list(github.forge().issues(LABEL))
    github.faults[:] = [Fault(reply=Reply(301), times=99)]
    with pytest.raises(NotThere, match="circles"):
        list(github.forge().issues(LABEL))
    assert len(github.calls) < 7


def test_a_next_page_that_brings_nothing_new_is_the_last(github: GitHubDouble) -> None:
    page = Reply(200, [{"id": 1, "pull_request": {}}], {"Link": f'<{github.address}/x>; rel="next"'})
    github.faults.append(Fault(reply=page, times=9))
    assert list(github.forge().issues(LABEL)) == []
    assert len(github.calls) == 2


def test_asking_who_we_are_is_no_write_to_keep_apart_from(github: GitHubDouble) -> None:
    number = github.add_change()
    comment = github.add_comment(number, "old")
    forge = github.forge()
    list(forge.comments(number))
    forge.edit_comment(str(comment.id), "new")
    assert github.clock.slept == []


def test_switched_off_issues_are_told(github: GitHubDouble) -> None:
    github.faults.append(Fault("open_issue", Reply(410, {"message": "Issues are disabled for this repo"})))
    with pytest.raises(NotThere) as caught:
        github.forge().open_issue("t", "b")
    assert "Issues are disabled for this repo" in ENGLISH(caught.value.why)


def test_issues_that_are_switched_off_are_told_with_the_way_out(github: GitHubDouble) -> None:
    github.faults.append(Fault("issues", Reply(410, {"message": "Issues has been disabled in this repository."})))
    with pytest.raises(NotThere) as caught:
        list(github.forge().issues(LABEL))
    assert ENGLISH(caught.value.why) == (
        "amet/ametijuhendid takes no issues: Issues has been disabled in this repository. "
        "Switch them on in the repository's settings."
    )


def test_a_locked_issue_says_nothing_of_the_token(github: GitHubDouble) -> None:
    number = github.add_issue("t", "b", []).number
    github.faults.append(Fault("edit_issue", Reply(403, {"message": "Unable to edit: the issue is locked"})))
    with pytest.raises(Refused):
        github.forge().edit_issue(number, body="c")


@pytest.mark.parametrize("status", [403, 404])
def test_whoever_cannot_be_asked_about_is_not_trusted(github: GitHubDouble, status: int) -> None:
    github.add_issue("t", "b", [LABEL]).author = "jaan"
    github.roles = {"jaan": "admin"}
    github.faults.append(Fault("may_write", Reply(status, {"message": "no"})))
    assert [issue.is_trusted for issue in github.forge().issues(LABEL)] == [False]


def test_whoever_is_seen_to_belong_here_is_not_asked_about(github: GitHubDouble) -> None:
    github.roles = {"jaan": "write"}
    for author in ("mari", "jaan", "keegi", "jaan"):
        github.add_issue(author, "b", [LABEL]).author = author
    assert [issue.title for issue in github.forge().issues(LABEL) if issue.is_trusted] == ["mari", "jaan", "jaan"]
    assert github.calls.count("may_write") == 2


def test_an_issue_whose_author_has_left_github_is_not_trusted(github: GitHubDouble) -> None:
    there = github.told(github.add_issue("t", "b", [LABEL]))
    github.faults.append(Fault("issues", Reply(200, [{**there, "user": None, "author_association": "NONE"}])))
    assert [issue.is_trusted for issue in github.forge().issues(LABEL)] == [False]
    assert github.calls == ["issues"]


def test_what_is_wrong_with_a_field_is_told(github: GitHubDouble) -> None:
    github.faults.append(Fault("open_issue", invalid("Issue", "title", "missing_field")))
    with pytest.raises(Refused) as caught:
        github.forge().open_issue("", "b")
    assert ENGLISH(caught.value.why) == "127.0.0.1 does not take it: Validation Failed; Issue title missing_field."


@pytest.mark.parametrize("errors", ["no", ["a", 1, None, {}], {"field": "assignees"}, [{"field": ["assignees"]}]])
def test_errors_of_any_shape_are_told(github: GitHubDouble, errors: object) -> None:
    github.faults.append(Fault("open_issue", Reply(422, {"message": ["m"], "errors": errors})))
    with pytest.raises(Refused):
        github.forge().open_issue("t", "b")


def test_a_refused_label_does_not_lose_the_issue(github: GitHubDouble) -> None:
    github.faults.append(Fault("open_issue", invalid("Issue", "labels", "invalid")))
    kept = github.forge().open_issue("t", "b", [LABEL], ["mari"])
    assert (kept.unlabelled, kept.unassigned, kept.issue.assignees) == ((LABEL,), (), ("mari",))


def test_labels_that_are_dropped_without_a_word_are_told(github: GitHubDouble) -> None:
    there = github.add_issue("t", "b", [])
    answer = {**github.told(there), "labels": [{"name": "MUU"}]}
    github.faults.append(Fault("open_issue", Reply(201, answer)))
    assert github.forge().open_issue("t", "b", [LABEL, "muu"]).unlabelled == (LABEL,)


def test_more_than_github_assigns_are_told(github: GitHubDouble) -> None:
    people = [f"p{number}" for number in range(12)]
    github.assignable.update(people)
    assert github.forge().open_issue("t", "b", [], people).unassigned == ("p10", "p11")
    assert github.forge().edit_issue(1, assignees=people[::-1]).unassigned == ("p1", "p0")


def test_a_label_that_somebody_made_in_the_meantime_is_there(github: GitHubDouble) -> None:
    github.faults.append(Fault("find_label", Reply(404, {"message": "Not Found"})))
    github.labels["a/b ä?"] = "ffffff"
    github.forge().ensure_label("a/b ä?", "000000", "")
    assert github.labels == {"a/b ä?": "ffffff"}
    assert github.requests[0].path.endswith("/labels/a%2Fb%20%C3%A4%3F")


def test_a_label_in_other_letters_is_the_same(github: GitHubDouble) -> None:
    github.labels["Hilinenud"] = "ffffff"
    github.forge().ensure_label("hilinenud", "000000", "")
    assert github.labels == {"Hilinenud": "ffffff"}


def test_a_label_that_cannot_be_made_is_told(github: GitHubDouble) -> None:
    github.faults.append(Fault("make_label", invalid("Label", "color", "invalid")))
    with pytest.raises(Refused, match="color"):
        github.forge().ensure_label("a", "red", "")


def test_half_a_letter_does_not_stop_a_text(github: GitHubDouble) -> None:
    assert github.forge().add_comment(github.add_change(), "a\ud800b").body == "a?b"
