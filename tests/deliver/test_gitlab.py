"""What is GitLab's own: its addresses, its tokens, its limits, its words, its groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jdflow.deliver.exchange import Answer
from jdflow.deliver.forge import ForgeFails, LimitReached, NoRight, NotThere, Refused, Unreachable, Unsure
from jdflow.deliver.gitlab import GitLab
from jdflow.language import Voice
from tests.deliver.double import NOON, Fault, Reply
from tests.deliver.gitlab_described import undescribed
from tests.deliver.gitlab_double import PROJECT, GitLabDouble

if TYPE_CHECKING:
    from collections.abc import Mapping

ENGLISH = Voice("en")
LABEL = "ametijuhend: meeldetuletus"
READ_ONLY = "You cannot perform write operations on a read-only instance"


def said(error: ForgeFails) -> str:
    return ENGLISH(error.why)


@pytest.mark.parametrize(
    ("project", "base", "issues"),
    [
        ("o/r", "https://gitlab.com/api/v4", "https://gitlab.com/api/v4/projects/o%2Fr/issues"),
        ("42", "https://git.amet.ee/gitlab/api/v4/", "https://git.amet.ee/gitlab/api/v4/projects/42/issues"),
        ("a/b.c/d-e", "https://a.ee:8443/x/y/api/v4", "https://a.ee:8443/x/y/api/v4/projects/a%2Fb.c%2Fd-e/issues"),
    ],
)
def test_a_server_of_one_s_own_is_spoken_to_below_its_path(project: str, base: str, issues: str) -> None:
    asked: list[str] = []

    def send(_method: str, url: str, headers: Mapping[str, str], _body: bytes | None) -> Answer:
        asked.append(url)
        assert (headers["PRIVATE-TOKEN"], "Authorization" in headers) == ("t", False)
        return Answer(200, {}, b"[]")

    assert list(GitLab(project, "t", base=base, send=send).issues("a b")) == []
    query = "per_page=100&labels=a+b&scope=all&state=all&order_by=created_at&sort=asc"
    assert asked == [f"{issues}?{query}"]


@pytest.mark.parametrize(
    "name", ["", "o", "o/", "/r", "../r", "o/..", "o/../r", "o//r", "o/r?x", "o/r#", "ö/r", "o/r\n", "4 2", "-1"]
)
def test_what_is_no_project_is_refused(name: str) -> None:
    with pytest.raises(ForgeFails, match="group/name"):
        GitLab(name, "t")


@pytest.mark.parametrize("token", ["", " ", "a b", "a\nb", "õ"])
def test_a_token_that_would_break_the_request_is_refused_without_being_shown(token: str) -> None:
    with pytest.raises(ForgeFails) as caught:
        GitLab("o/r", token)
    assert caught.value.why.params == {}


@pytest.mark.parametrize("base", ["http://git.amet.ee/api/v4", "https://u:p@git.amet.ee/api/v4", "git.amet.ee"])
def test_an_address_to_which_no_token_may_go_is_refused(base: str) -> None:
    with pytest.raises(ForgeFails):
        GitLab("o/r", "t", base=base)


# ---------------------------------------------------------------- tokens


def test_the_bot_of_a_project_s_token_knows_itself_and_asks_once(gitlab: GitLabDouble) -> None:
    number = gitlab.add_change()
    for author in (gitlab.me, "project_7_bot", "mari"):
        gitlab.add_comment(number, author, author)
    forge = gitlab.forge()
    for _ in range(2):
        assert [comment.body for comment in forge.comments(number) if comment.is_own] == [gitlab.me]
    assert gitlab.calls.count("whoami") == 1


def test_what_gitlab_itself_notes_is_no_comment(gitlab: GitLabDouble) -> None:
    number = gitlab.add_change()
    gitlab.system_notes = [gitlab.add_comment(number, "added 1 commit").id]
    gitlab.add_comment(number, "Tere")
    assert [comment.body for comment in gitlab.forge().comments(number)] == ["Tere"]


def test_a_job_s_token_reads_and_says_what_to_do_where_it_may_not_write(gitlab: GitLabDouble) -> None:
    number = gitlab.add_change("d" * 40)
    gitlab.add_comment(number, "Tere", "mari")
    forge = gitlab.forge(gitlab.job_token, is_job=True)
    assert forge.find_changes("d" * 40) == (number,)
    assert [(one.body, one.is_own) for one in forge.comments(number)] == [("Tere", True)]
    assert "private-token" not in gitlab.requests[0].headers
    for call in (
        lambda: forge.add_comment(number, "b"),
        lambda: forge.open_issue("t", "b"),
        lambda: list(forge.issues(LABEL)),
    ):
        with pytest.raises(NoRight) as caught:
            call()
        assert "CI_JOB_TOKEN" in said(caught.value)
        assert "JDFLOW_TOKEN" in said(caught.value)
    assert gitlab.effects == []


def test_what_a_job_s_token_may_not_see_is_a_question_of_rights(gitlab: GitLabDouble) -> None:
    gitlab.faults.append(Fault("find_changes", Reply(404, {"message": "404 Project Not Found"})))
    with pytest.raises(NoRight, match="CI_JOB_TOKEN"):
        gitlab.forge(gitlab.job_token, is_job=True).find_changes("d" * 40)


def test_a_token_that_expires_midway_ends_the_run_with_gitlab_s_words(gitlab: GitLabDouble) -> None:
    forge = gitlab.forge()
    kept = forge.open_issue("t", "b", [LABEL])
    expired = {"error": "invalid_token", "error_description": "Token is expired. You can either do re-authorization."}
    gitlab.faults.append(Fault(reply=Reply(401, expired), times=99))
    with pytest.raises(NoRight) as caught:
        forge.edit_issue(kept.issue.number, body="c")
    assert said(caught.value) == (
        "127.0.0.1 does not accept the token: invalid_token; Token is expired. You can either do re-authorization. "
        "Make a new one, with “scope api, role Reporter”."
    )


# ---------------------------------------------------------------- limits and faults


def test_a_limit_of_single_actions_names_no_time_and_is_waited_for_longer_each_time(gitlab: GitLabDouble) -> None:
    words = {"message": {"error": "This endpoint has been requested too many times. Try again later."}}
    gitlab.faults.append(Fault("issues", Reply(429, words), times=2))
    list(gitlab.forge().issues(LABEL))
    assert gitlab.clock.slept == [60, 120]


def test_a_limit_that_ends_at_a_moment_is_waited_for_until_then(gitlab: GitLabDouble) -> None:
    headers = {"RateLimit-Remaining": "0", "RateLimit-Reset": str(int(NOON) + 41)}
    gitlab.faults.append(Fault("issues", Reply(429, {}, headers)))
    list(gitlab.forge().issues(LABEL))
    assert gitlab.clock.slept == [42]


def test_a_limit_that_ends_in_an_hour_is_told(gitlab: GitLabDouble) -> None:
    gitlab.faults.append(Fault("issues", Reply(429, {}, {"RateLimit-Reset": str(int(NOON) + 3599)})))
    with pytest.raises(LimitReached, match=r"\{minutes\} min"):
        list(gitlab.forge().issues(LABEL))


@pytest.mark.parametrize("status", [403, 503])
@pytest.mark.parametrize(
    "words", [{"message": READ_ONLY}, {"message": "GitLab Maintenance: system is in maintenance mode"}]
)
def test_maintenance_is_told_and_surely_nothing_was_done(
    gitlab: GitLabDouble, status: int, words: dict[str, str]
) -> None:
    gitlab.faults.append(Fault("", Reply(status, words, {"Retry-After": "7"}), times=9))
    with pytest.raises(Unreachable, match="maintenance"):
        gitlab.forge().open_issue("t", "b")
    with pytest.raises(Unreachable, match="maintenance"):
        gitlab.forge().edit_issue(1, title="t")
    assert (gitlab.calls, gitlab.clock.slept) == (["open_issue", "edit_issue"], [])


def test_a_gitlab_that_breaks_down_may_have_opened_an_issue_all_the_same(gitlab: GitLabDouble) -> None:
    gitlab.faults.append(Fault("open_issue", Reply(503, b"Waiting for GitLab to boot", {"Retry-After": "7"})))
    with pytest.raises(Unsure):
        gitlab.forge().open_issue("t", "b")


@pytest.mark.parametrize("to", ["https://evil.example/api/v4/x", "//evil.example/x", "http://127.0.0.1:1/x"])
@pytest.mark.parametrize("header", ["Location", "Link"])
def test_the_token_follows_nobody_to_another_host(gitlab: GitLabDouble, to: str, header: str) -> None:
    note = {"id": 1, "body": "b", "system": True, "author": None}
    reply = (
        Reply(301, {}, {"Location": to})
        if header == "Location"
        else Reply(200, [note], {"Link": f'<{to}>; rel="next"'})
    )
    gitlab.faults.append(Fault("comments", reply))
    with pytest.raises(NotThere, match="sends us on"):
        list(gitlab.forge().comments(gitlab.add_change()))
    assert gitlab.calls == ["comments"]


def test_a_project_that_was_moved_is_followed_on_the_same_server(gitlab: GitLabDouble) -> None:
    to = f"{gitlab.api}/projects/amet%2Fpersonal%2Fametijuhendid/issues"
    gitlab.faults.append(Fault("", Reply(301, b"This resource has been moved permanently", {"Location": to})))
    forge = GitLab("amet/vana", gitlab.token, base=gitlab.api, timing=gitlab.clock.timing)
    assert gitlab.issues[forge.open_issue("t", "b").issue.number].body == "b"


def test_a_project_that_was_moved_is_read_and_where_it_is_to_be_written_to_that_is_told(gitlab: GitLabDouble) -> None:
    to = f"{gitlab.api}/projects/amet%2Fpersonal%2Fametijuhendid/issues?labels=x&state=all&scope=all"
    gitlab.faults.append(Fault("", Reply(301, b"", {"Location": f"{to}&order_by=created_at&sort=asc"})))
    forge = GitLab("amet/vana", gitlab.token, base=gitlab.api, timing=gitlab.clock.timing)
    assert list(forge.issues("x")) == []
    gitlab.faults.append(Fault("", Reply(405, {"message": "Non GET methods are not allowed for moved projects"})))
    with pytest.raises(NotThere) as caught:
        forge.open_issue("t", "b")
    assert "amet/vana" in said(caught.value)
    assert "CI_PROJECT_PATH" in said(caught.value)
    # What else is not allowed has nothing to do with names.
    words = {"message": "405 Method Not Allowed: Offset pagination has a maximum allowed offset of 50000"}
    gitlab.faults.append(Fault("issues", Reply(405, words)))
    with pytest.raises(Refused, match=r"\{words\}"):
        list(gitlab.forge().issues("x"))


@pytest.mark.parametrize("by_link", [False, True])
def test_the_next_page_is_asked_for_by_number_and_where_there_is_none_by_link(
    gitlab: GitLabDouble, *, by_link: bool
) -> None:
    number = gitlab.add_change()
    for text in "abc":
        gitlab.add_comment(number, text)
    forge = gitlab.forge()
    if by_link:
        path = f"{gitlab.api}/projects/{PROJECT.replace('/', '%2F')}/merge_requests/{number}/notes"
        link = {"Link": f'<{path}?sort=asc&page=2>; rel="next", <{path}>; rel="first"'}
        first = [{"id": 2, "body": "a", "system": False, "author": None}]
        gitlab.faults.append(Fault("comments", Reply(200, first, link)))
        assert [one.body for one in forge.comments(number)] == ["a", "c"]
    else:
        assert [one.body for one in forge.comments(number)] == ["a", "b", "c"]
    asked = [request.query.get("page") for request in gitlab.requests if request.path.endswith("/notes")]
    assert asked == [None, "2"]


def test_a_next_page_that_brings_nothing_new_is_the_last(gitlab: GitLabDouble) -> None:
    note = {"id": 1, "body": "b", "system": False, "author": None}
    gitlab.faults.append(Fault("comments", Reply(200, [note], {"X-Next-Page": "2"}), times=9))
    assert len(list(gitlab.forge().comments(gitlab.add_change()))) == 1
    assert gitlab.calls.count("comments") == 2


# ---------------------------------------------------------------- issues


def test_a_label_of_the_group_is_taken_and_none_made(gitlab: GitLabDouble) -> None:
    gitlab.group_labels[LABEL] = "1d76db"
    forge = gitlab.forge()
    forge.ensure_label(LABEL, "1d76db", "Meeldetuletused")
    assert forge.open_issue("t", "b", [LABEL]).unlabelled == ()
    assert gitlab.labels == {}


def test_labels_whose_names_only_begin_alike_are_no_reason_not_to_make_one(gitlab: GitLabDouble) -> None:
    gitlab.labels = {f"{LABEL} {number}": "ffffff" for number in range(5)}
    gitlab.forge().ensure_label(LABEL, "1d76db", "Meeldetuletused")
    assert gitlab.labels[LABEL] == "1d76db"


def test_a_label_in_other_letters_is_another_one(gitlab: GitLabDouble) -> None:
    gitlab.labels["Ametijuhend: Meeldetuletus"] = "ffffff"
    gitlab.forge().ensure_label(LABEL, "1d76db", "")
    assert gitlab.labels[LABEL] == "1d76db"


def test_a_label_that_somebody_made_in_the_meantime_is_there(gitlab: GitLabDouble) -> None:
    gitlab.labels[LABEL] = "ffffff"
    gitlab.faults.append(Fault("find_label", Reply(200, [])))
    gitlab.forge().ensure_label(LABEL, "000000", "")
    assert gitlab.labels == {LABEL: "ffffff"}


def test_where_one_person_is_all_that_may_be_assigned_the_first_is_and_the_others_are_told(
    gitlab: GitLabDouble,
) -> None:
    gitlab.most_assignees = 1
    kept = gitlab.forge().open_issue("t", "b", [], ["jaan", "mari"])
    assert (kept.issue.assignees, kept.unassigned) == (("jaan",), ("mari",))


def test_nobody_is_asked_for_twice_and_who_may_not_be_asked_for_is_left_out(gitlab: GitLabDouble) -> None:
    gitlab.faults.append(Fault("is_assignable", Reply(403, {"message": "403 Forbidden"})))
    forge = gitlab.forge()
    assert forge.open_issue("t", "b", [], ["mari"]).unassigned == ("mari",)
    assert forge.open_issue("t", "b", [], ["mari", "jaan"]).unassigned == ("mari",)
    assert gitlab.calls.count("is_assignable") == 2


def test_a_planner_is_trusted_and_a_guest_or_a_blocked_member_is_not(gitlab: GitLabDouble) -> None:
    gitlab.roles = {"liis": "plan", "anu": "read", "toomas": "admin"}
    for author in gitlab.roles:
        gitlab.add_issue(author, "b", [LABEL]).author = author
    blocked = {**gitlab.account("toomas"), "state": "blocked", "access_level": 50}
    gitlab.faults.append(Fault("may_write", Reply(200, blocked), skip=2))
    trusted = [issue.title for issue in gitlab.forge().issues(LABEL) if issue.is_trusted]
    assert trusted == ["liis"]


def test_a_member_who_waits_to_be_let_in_is_not_trusted(gitlab: GitLabDouble) -> None:
    gitlab.add_issue("t", "b", [LABEL]).author = "mari"
    waiting = {**gitlab.account("mari"), "access_level": 30, "membership_state": "awaiting"}
    gitlab.faults.append(Fault("may_write", Reply(200, waiting)))
    assert [issue.is_trusted for issue in gitlab.forge().issues(LABEL)] == [False]


def test_an_account_that_is_blocked_gets_no_reminder_and_that_is_told(gitlab: GitLabDouble) -> None:
    gitlab.faults.append(Fault("is_assignable", Reply(200, [{**gitlab.account("mari"), "state": "blocked"}])))
    kept = gitlab.forge().open_issue("t", "b", [], ["mari", "jaan"])
    assert (kept.issue.assignees, kept.unassigned) == (("jaan",), ("mari",))


def test_a_text_as_long_as_may_be_fits_in_bytes_as_well(gitlab: GitLabDouble) -> None:
    forge = gitlab.forge()
    assert len(forge.open_issue("t", "🙂" * forge.longest).issue.body) == forge.longest
    with pytest.raises(Refused, match=r"\{words\}"):
        forge.open_issue("t", "🙂" * (forge.longest + 20_000))


@pytest.mark.parametrize("author", [None, {"id": 1, "username": "ghost"}])
def test_an_issue_whose_author_is_gone_is_not_trusted(gitlab: GitLabDouble, author: object) -> None:
    there = gitlab.told(gitlab.add_issue("t", "b", [LABEL]))
    gitlab.faults.append(Fault("issues", Reply(200, [{**there, "author": author}])))
    assert [issue.is_trusted for issue in gitlab.forge().issues(LABEL)] == [False]


def test_what_is_wrong_with_a_field_is_told(gitlab: GitLabDouble) -> None:
    gitlab.faults.append(Fault("open_issue", Reply(400, {"message": {"title": ["can't be blank", "is too short"]}})))
    with pytest.raises(Refused) as caught:
        gitlab.forge().open_issue("", "b")
    assert said(caught.value) == "127.0.0.1 does not take it: title can't be blank, is too short."


@pytest.mark.parametrize("words", ["no", ["a", 1, None], {"a": {"b": {}}}, 7, None, {"message": [[]]}])
def test_words_of_any_shape_are_told(gitlab: GitLabDouble, words: object) -> None:
    gitlab.faults.append(Fault("open_issue", Reply(422, {"message": words})))
    gitlab.faults.append(Fault("open_issue", Reply(422, words)))
    for _ in range(2):
        with pytest.raises(Refused):
            gitlab.forge().open_issue("t", "b")


def test_a_change_without_a_commit_is_none_yet(gitlab: GitLabDouble) -> None:
    gitlab.add_change("")
    number = gitlab.add_change("e" * 40)
    assert [change.number for change in gitlab.forge().open_changes()] == [number]


# ---------------------------------------------------------------- the table of what is described


@pytest.mark.parametrize(
    ("method", "path", "query", "data", "wrong"),
    [
        ("POST", "/issue", {}, {"title": "t"}, ["POST /api/v4/projects/4/issue"]),
        ("PATCH", "/issues/7", {}, {"title": "t"}, ["PATCH /api/v4/projects/4/issues/7"]),
        ("POST", "/issues", {}, {"description": "no title"}, ["title"]),
        ("POST", "/issues", {}, {"title": "t", "body": "b"}, ["body"]),
        ("POST", "/issues", {}, {"title": "t", "labels": ["a"]}, ["labels"]),
        ("PUT", "/issues/7", {}, {"state": "closed"}, ["state"]),
        ("PUT", "/issues/7", {}, {"assignee_ids": ["mari"]}, ["assignee_ids"]),
        ("POST", "/merge_requests/7/notes", {}, {"text": "t"}, ["text", "body"]),
        ("POST", "/merge_requests/7/notes", {}, None, ["", "body"]),
        ("POST", "/labels", {}, {"name": "n", "color": "d93f0b"}, ["color"]),
        ("GET", "/issues", {"state": "open"}, None, ["state"]),
        ("GET", "/issues", {"per_page": "500"}, None, ["per_page"]),
        ("GET", "/issues", {"creator": "mari"}, None, ["creator"]),
    ],
)
def test_what_is_not_described_is_seen(
    method: str, path: str, query: dict[str, str], data: object, wrong: list[str]
) -> None:
    assert undescribed(method, f"/api/v4/projects/4{path}", query, data) == wrong
