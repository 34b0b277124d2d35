"""`remind`: what a dry run shows, who is assigned, and how the forge is found."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.cli.reminded import FILES, FIRST, HOME, LATE, LATER, NEXT, SECOND, SETTINGS, THIRD, Office, position
from tests.deliver.github_double import REPOSITORY, GitHubDouble
from tests.deliver.gitlab_double import PATH, PROJECT, GitLabDouble

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.needs("git")


@pytest.fixture
def double(github: GitHubDouble) -> GitHubDouble:
    """One forge is enough for what is the same at all."""
    return github


def test_calls_follow_what_changes(office: Office) -> None:
    office.remind(FIRST)
    office.review("2027-02-01", "aa")
    office.double.calls.clear()
    office.remind("2027-02-08")
    # Two issues on a page, three in all; the one that changes is read once more.
    assert office.double.calls == ["issues", "issues", "issue", "edit_issue"]


def test_a_dry_run_prints_what_a_run_sends(office: Office) -> None:
    office.remind(FIRST)
    office.review("2027-02-01", "ba")
    dry = office.run("2027-02-08", "--via", "github", "--dry-run")
    assert office.double.effects[-1] != "edit_issue"
    office.remind("2027-02-08")
    issue = office.issue("Juht B")
    assert (dry.code, dry.out) == (0, f"close as done: #{issue.number} {issue.title}\n\n{issue.body}\n")


def test_without_a_token_a_dry_run_says_what_it_did_not_read(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JDFLOW_TOKEN")
    ran = office.run(FIRST, "--via", "github", "--dry-run")
    assert ran.out.count("open: Ametijuhendid 2027") == 3
    assert "the issues that are there were not read" in ran.err
    assert office.double.calls == []


def test_standard_output_takes_the_texts(office: Office) -> None:
    ran = office.run(FIRST, "--via", "stdout")
    assert (ran.code, ran.err, office.double.calls) == (0, "", [])
    assert ran.out.count("### Kuidas vastata") == 3
    assert f"[Muuda faili]({HOME}/edit/main/positions/aa.yaml)" in ran.out


# ---------------------------------------------------------------- who is assigned


def test_a_file_that_git_ignores_says_who_is_assigned(office: Office) -> None:
    file = office.root / "kontod.txt"
    file.write_text("juht-a: @mari, jaan   # märkus\n*: jaan\nandmetalitus: mari\ntundmatu: mari\n", "utf-8")
    ran = office.run(FIRST, "--via", "github", "--assignees", file)
    assert (ran.code, office.double.issues) == (2, {})
    assert "Git does not ignore" in ran.err
    office.commit({".gitignore": "kontod.txt\n"})
    ran = office.run(FIRST, "--via", "github", "--assignees", file)
    assert "there is no position and no unit with the id “tundmatu”" in ran.err
    assert {issue.title[20:26]: issue.assignees for issue in office.double.issues.values()} == {
        "Juht A": ["mari", "jaan"],
        "Juht B": ["jaan"],
        "Andmet": ["mari"],
    }
    office.git("add", "--force", "kontod.txt")
    assert office.run(SECOND, "--via", "github", "--assignees", file).code == 2


def test_lines_that_name_no_account_are_not_repeated(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JDFLOW_ASSIGNEES", "juht-a: mari\nSalajane Nimi\n")
    ran = office.run(FIRST, "--via", "github")
    assert (ran.code, office.double.issues) == (1, {})
    assert "JDFLOW_ASSIGNEES, line 2" in ran.err
    assert "Salajane" not in ran.err


def test_owners_of_the_files_are_assigned_where_nobody_is_named(office: Office) -> None:
    owners = "* @jaan @amet/meeskond\n/positions/a?.yaml @mari ab@example.org\n"
    # Of several files GitHub takes that in its own folder.
    office.commit({".github/CODEOWNERS": owners, "CODEOWNERS": "* @keegi\n", "docs/CODEOWNERS": "* @keegi\n"})
    office.remind(FIRST)
    assert office.issue("Juht A").assignees == ["mari"]
    assert office.issue("Juht B").assignees == ["jaan"]


def test_whoever_leads_a_unit_is_told_of_their_own_review_as_such(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JDFLOW_ASSIGNEES", "ca: jaan\n")
    units = FILES["shared/organisation.yaml"]
    assert units.count("nimi: andmetalitus") == 1
    office.commit({"shared/organisation.yaml": units.replace("nimi: andmetalitus", "nimi: andmetalitus, juht: ca")})
    office.remind(FIRST)
    issue = office.issue("Andmetalitus")
    assert issue.assignees == ["jaan"]
    assert "koos sellega, kellele ta ise allub" in issue.body
    assert "koos teenistujaga" not in issue.body
    assert "koos teenistujaga" in office.issue("Juht A").body


def test_who_is_their_own_manager_by_mistake_is_told_as_one_without(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JDFLOW_ASSIGNEES", "ca: jaan\njuht-a: jaan\n*: mari\n")
    # One of them is a manager besides.
    led = {f"positions/{id}.yaml": position(title, id) for id, title in (("ca", "Juhita"), ("juht-a", "Juht A"))}
    office.commit(led)
    office.remind(SECOND)
    assert office.issue("Andmetalitus").assignees == ["mari"]
    assert len(office.lines("Andmetalitus")) == 2
    office.remind(LATER)
    assert "märgitud ammu üle tähtaja olevaks 05.04.2027" in office.lines("Juht A")[0]
    assert set(office.issue("Juht A").assignees) == {"mari", "jaan"}


def test_who_cannot_be_assigned_is_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JDFLOW_ASSIGNEES", "juht-a: peeter\n")
    ran = office.run(FIRST, "--via", "github")
    assert (ran.code, len(office.double.issues)) == (0, 3)
    assert "#1 was sent without: peeter." in ran.err


def test_where_nobody_can_be_assigned_that_is_said_with_the_way_out_and_nobody_is_said_to_be_told(
    office: Office,
) -> None:
    ran = office.run(FIRST, "--via", "github")
    assert ran.err.count("Nobody is assigned to the new reminders") == 1
    assert "JDFLOW_ASSIGNEES or in CODEOWNERS" in ran.err
    assert "Nobody is assigned" not in office.run(SECOND, "--via", "github").err
    office.remind(LATE)
    assert "märgitud ammu üle tähtaja olevaks 29.03.2027" in office.lines("Juht B")[0]
    assert all("juhi juhile" not in issue.body for issue in office.double.issues.values())


@pytest.mark.parametrize(
    ("accounts", "is_told"),
    [("direktor: Mari\n", True), ("juht-b: jaan\n*: mari\n", False), ("direktor: peeter\n", False)],
)
def test_only_a_manager_s_manager_who_was_assigned_is_said_to_be_told(
    accounts: str, office: Office, monkeypatch: pytest.MonkeyPatch, *, is_told: bool
) -> None:
    monkeypatch.setenv("JDFLOW_ASSIGNEES", accounts)
    # Whom the forge does not take is known once it has been asked.
    for day in (FIRST, SECOND, LATE, LATER, LATER):
        office.remind(day)
    assert ("juhi juhile teatatud 29.03.2027" in office.lines("Juht B")[0]) is is_told
    assert office.remind(LATER) == []


def test_what_was_sent_is_told_as_done_and_what_would_be_as_to_do(office: Office) -> None:
    assert office.run(FIRST, "--via", "github", "--dry-run", lang="et").out.count("avada: ") == 3
    assert office.run(FIRST, "--via", "github", lang="et").out.count("avatud: #") == 3
    assert office.run(SECOND, "--via", "github", lang="et").out.count("ajakohastatud: #") == 3


def test_another_content_in_the_same_repository_has_issues_of_its_own(office: Office) -> None:
    office.remind(FIRST)
    issue = office.issue("Juht A")
    issue.body = issue.body.replace("round=2027", "round=2027 root=teine")
    assert office.remind(FIRST) == ["open_issue"]
    assert issue.is_open
    assert office.remind(FIRST) == []


@pytest.mark.parametrize(("kind", "way"), [("github", ""), ("gitlab", "/-")])
def test_links_lead_to_the_pages_of_the_forge(office: Office, kind: str, way: str) -> None:
    office.commit({SETTINGS: FILES[SETTINGS].replace("github,", f"{kind},")})
    ran = office.run(FIRST, "--via", "stdout")
    assert f"]({HOME}{way}/edit/main/positions/aa.yaml)" in ran.out
    assert f"]({HOME}{way}/commit/{office.git('rev-list', '--max-parents=0', 'HEAD').strip()})" in ran.out


def test_where_nobody_says_where_the_forge_is_there_are_no_links(office: Office) -> None:
    office.commit({SETTINGS: FILES[SETTINGS].replace(f", aadress: {HOME}", "")})
    ran = office.run(FIRST, "--via", "stdout")
    assert (ran.code, ran.out.count("`aa`"), ran.out.count("](")) == (0, 1, 0)


@pytest.mark.parametrize(
    ("cap", "code"),
    [("0", 2), ("1001", 2), ("1000", 0)],
)
def test_a_cap_has_bounds(cap: str, code: int, office: Office) -> None:
    assert office.run(FIRST, "--via", "stdout", "--cap", cap).code == code


@pytest.mark.parametrize(("data", "code"), [(None, 2), (b"juht-a: mari\xff\n", 1), (b"x\n", 1), (b"juht-a: mari\n", 0)])
def test_a_file_outside_the_repository(data: bytes | None, code: int, office: Office, tmp_path: Path) -> None:
    file = tmp_path / "kontod.txt"
    if data is not None:
        file.write_bytes(data)
    ran = office.run(FIRST, "--via", "github", "--dry-run", "--assignees", file)
    assert ran.code == code
    assert ("assigned: mari" in ran.out) is (code == 0)


# ---------------------------------------------------------------- how the forge is found


def test_the_environment_of_a_workflow_is_enough(
    tmp_path: Path, github: GitHubDouble, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path / "amet", github, capsys)
    for name, value in (("TOKEN", github.token), ("REPOSITORY", REPOSITORY), ("API_URL", github.address)):
        monkeypatch.setenv(f"GITHUB_{name}", value)
    office.remind(FIRST, "--cap", "1")
    assert len(github.issues) == 1


@pytest.mark.parametrize(
    ("address", "token", "said"),
    [
        (HOME, "", "There is no token"),
        ("https://evil.example/amet/x", "t", "is not at github.com"),
        ("midagi", "t", "Nobody says which repository is meant"),
        ("https://github.com/../x", "t", "is no repository"),
    ],
)
def test_a_token_goes_to_no_machine_that_files_name(  # noqa: PLR0913, PLR0917 (what it takes)
    address: str,
    token: str,
    said: str,
    tmp_path: Path,
    github: GitHubDouble,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = Office(tmp_path / "amet", github, capsys)
    office.commit({SETTINGS: FILES[SETTINGS].replace(HOME, address)})
    monkeypatch.setenv("JDFLOW_TOKEN", token)
    ran = office.run(FIRST, "--via", "github")
    assert (ran.code, ran.out, github.calls) == (3, "", [])
    assert said in ran.err


def test_the_environment_of_a_job_on_gitlab_is_enough_and_links_lead_there(
    tmp_path: Path, gitlab: GitLabDouble, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path / "amet", gitlab, capsys)
    for name, value in gitlab.environment().items():
        monkeypatch.setenv(name, value.replace("127.0.0.1", "localhost"))
    office.remind(FIRST, "--cap", "1")
    [issue] = gitlab.issues.values()
    # Only an address that begins with https is linked to; that of the double does not.
    assert "](" not in issue.body
    monkeypatch.setenv("CI_PROJECT_URL", "https://git.amet.ee/gitlab/amet/personal/ametijuhendid")
    office.remind(SECOND, "--cap", "1")
    assert "(https://git.amet.ee/gitlab/amet/personal/ametijuhendid/-/edit/main/positions/" in issue.body


@pytest.mark.parametrize(
    ("address", "server", "said"),
    [
        ("https://git.amet.ee/amet/x", "", "is not at https://gitlab.com: set CI_SERVER_URL"),
        ("https://evil.example/gitlab/amet/x", "https://git.amet.ee/gitlab", "is not at https://git.amet.ee/gitlab"),
        ("https://git.amet.ee.evil.example/amet/x", "https://git.amet.ee", "is not at https://git.amet.ee"),
        ("https://git.amet.ee/gitlabx/amet/x", "https://git.amet.ee/gitlab", "is not at https://git.amet.ee/gitlab"),
        ("midagi", "", "Nobody says which project is meant"),
        ("https://gitlab.com/../x", "", "is no project"),
    ],
)
def test_a_token_goes_to_no_gitlab_that_files_name(
    address: str, server: str, said: str, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.commit({SETTINGS: FILES[SETTINGS].replace("github,", "gitlab,").replace(HOME, address)})
    monkeypatch.undo()
    monkeypatch.setenv("GITLAB_TOKEN", "t")
    monkeypatch.setenv("CI_SERVER_URL", server)
    ran = office.run(FIRST, "--via", "gitlab")
    assert (ran.code, ran.out) == (3, "")
    assert said in ran.err


@pytest.mark.parametrize(
    ("token", "said"),
    [({}, "There is no token: set JDFLOW_TOKEN / GITLAB_TOKEN"), ({"CI_JOB_TOKEN": "token-of-a-job"}, "JDFLOW_TOKEN")],
)
def test_the_token_of_a_job_is_not_enough_and_that_is_said(  # noqa: PLR0913, PLR0917 (what it takes)
    token: dict[str, str],
    said: str,
    tmp_path: Path,
    gitlab: GitLabDouble,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = Office(tmp_path / "amet", gitlab, capsys)
    for name, value in ({**gitlab.environment(), "JDFLOW_TOKEN": "", "CI_JOB_TOKEN": ""} | token).items():
        monkeypatch.setenv(name, value)
    ran = office.run(FIRST, "--via", "gitlab")
    assert (ran.code, ran.out, gitlab.effects) == (3, "", [])
    assert said in ran.err


def test_a_server_below_a_path_is_found_by_the_settings_and_one_variable(
    office: Office, gitlab: GitLabDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = f"{gitlab.address}{PATH}"
    office.commit({SETTINGS: FILES[SETTINGS].replace("github,", "gitlab,").replace(HOME, f"{server}/{PROJECT}.git")})
    monkeypatch.undo()
    monkeypatch.setenv("GITLAB_TOKEN", gitlab.token)
    monkeypatch.setenv("CI_SERVER_URL", f"{server}/")
    assert office.run(FIRST, "--via", "gitlab", "--cap", "1").code == 0
    assert len(gitlab.issues) == 1


def test_the_day_is_one_of_the_calendar() -> None:
    assert [date.fromisoformat(day).weekday() for day in (FIRST, SECOND, THIRD, LATE, LATER, NEXT)] == [0] * 6
