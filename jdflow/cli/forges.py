"""The forge that a call speaks to: where it is, and what opens it, as the environment and the settings say."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from jdflow.cli import ENVIRONMENT
from jdflow.cli.context import Stop
from jdflow.deliver.kinds import KINDS
from jdflow.language import msg

if TYPE_CHECKING:
    from jdflow.deliver.forge import Forge
    from jdflow.language import Msg
    from jdflow.model.organisation import Settings

FORGES = tuple(KINDS)
_TOKENS = {"github": ("JDFLOW_TOKEN", "GITHUB_TOKEN"), "gitlab": ("JDFLOW_TOKEN", "GITLAB_TOKEN")}
# Each job on GitLab has one of its own, which may read some things and write none.
_OF_JOB = "CI_JOB_TOKEN"
_HOMES = {"github": "https://github.com", "gitlab": "https://gitlab.com"}
_NAMED_BY = {"github": "GITHUB_REPOSITORY", "gitlab": "CI_PROJECT_PATH"}
_ADDRESS = re.compile(r"(https?://[^/\s?#@]+)/([\w.-]+(?:/[\w.-]+?)+)(?:\.git)?/?", re.ASCII)
_API = "/api/v4"


class Place(NamedTuple):
    """A repository at a forge: its kind, its name there, and its address for people."""

    kind: str
    name: str
    address: str


def place_of(settings: Settings, kind: str | None = None) -> Place | None:
    """The repository that the environment names, as in a workflow, else that of the settings, if they name one.

    Where no kind of forge is asked for, it is that of the settings, or of whoever runs the workflow.
    """
    known = kind or settings.forge.kind or next((one for one in FORGES if os.environ.get(_NAMED_BY[one])), None)
    if known is None:
        return None
    name = os.environ.get(_NAMED_BY[known])
    if name:
        return Place(known, name, _address_here(known, name))
    found = _ADDRESS.fullmatch((settings.forge.address or "").strip())
    if found is None or settings.forge.kind not in {None, known}:
        return None
    host, path = found.groups()
    below = _server().removeprefix(host).strip("/") if known == "gitlab" and _server().startswith(f"{host}/") else ""
    return Place(known, path.removeprefix(f"{below}/"), f"{host}/{path}")


def has_token(kind: str) -> bool:
    """Whether there is anything that opens the forge for reading and writing."""
    return _token(kind) is not None


def open_forge(kind: str, place: Place | None) -> Forge:
    """The forge, opened by the token in the environment; where that cannot be, the run stops."""
    from jdflow.deliver.forge import ForgeFails

    try:
        return _github(place) if kind == "github" else _gitlab(place)
    except ForgeFails as fails:
        raise Stop(fails.why, ENVIRONMENT) from None


def _github(place: Place | None) -> Forge:
    from jdflow.deliver.github import PUBLIC, GitHub

    token = _token("github")
    if token is None:
        raise _without(msg("There is no token: set {variable}, in a workflow from its own token.", **_tokens("github")))
    if place is None:
        raise _without(
            msg(
                "Nobody says which repository is meant: set GITHUB_REPOSITORY to owner/name, "
                "or write `hoidla: {{liik: github, aadress: https://…}}` in shared/settings.yaml.",
            )
        )
    base = os.environ.get("GITHUB_API_URL")
    # What files say must not lead the token to another machine.
    if not base and not place.address.startswith(f"{_HOMES['github']}/"):
        raise _without(
            msg("“{address}” is not at github.com: set GITHUB_API_URL to where its API is.", address=place.address)
        )
    return GitHub(place.name, token, base=base or PUBLIC)


def _gitlab(place: Place | None) -> Forge:
    from jdflow.deliver.gitlab import GitLab

    token, of_job = _token("gitlab"), os.environ.get(_OF_JOB, "").strip()
    if token is None and not of_job:
        raise _without(
            msg(
                "There is no token: set {variable} to one of the project with the scope “api” and the role Reporter.",
                **_tokens("gitlab"),
            )
        )
    if place is None:
        raise _without(
            msg(
                "Nobody says which project is meant: set CI_PROJECT_PATH to group/name and CI_SERVER_URL to the "
                "server, or write `hoidla: {{liik: gitlab, aadress: https://…}}` in shared/settings.yaml.",
            )
        )
    server = _server()
    # What files say must not lead the token to another machine.
    if not os.environ.get(_NAMED_BY["gitlab"]) and not place.address.startswith(f"{server}/"):
        raise _without(
            msg(
                "“{address}” is not at {server}: set CI_SERVER_URL to the address of the GitLab, with its path.",
                address=place.address,
                server=server,
            )
        )
    base = os.environ.get("CI_API_V4_URL") or f"{server}{_API}"
    return GitLab(place.name, token or of_job, base=base, is_job=token is None)


def _address_here(kind: str, name: str) -> str:
    """The page of the repository that the environment names."""
    if kind == "github":
        return f"{os.environ.get('GITHUB_SERVER_URL') or _HOMES[kind]}/{name}"
    return os.environ.get("CI_PROJECT_URL") or f"{_server()}/{name}"


def _server() -> str:
    """The GitLab that the environment names, path included; else the public one."""
    named = os.environ.get("CI_SERVER_URL") or os.environ.get("CI_API_V4_URL", "").rstrip("/").removesuffix(_API)
    return (named or _HOMES["gitlab"]).rstrip("/")


def _token(kind: str) -> str | None:
    return next((token for name in _TOKENS[kind] if (token := os.environ.get(name, "").strip())), None)


def _tokens(kind: str) -> dict[str, str]:
    return {"variable": " / ".join(_TOKENS[kind])}


def _without(why: Msg) -> Stop:
    return Stop(why, ENVIRONMENT)
