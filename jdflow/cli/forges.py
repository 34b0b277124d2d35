"""The forge that a call speaks to: where it is, and what opens it, as the environment and the settings say."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from jdflow.cli import ENVIRONMENT
from jdflow.cli.context import Stop
from jdflow.language import msg

if TYPE_CHECKING:
    from jdflow.deliver.forge import Forge
    from jdflow.model.organisation import Settings

FORGES = ("github",)
_TOKENS = ("JDFLOW_TOKEN", "GITHUB_TOKEN")
_HOME = "https://github.com"
_ADDRESS = re.compile(r"(https?://[^/\s?#@]+)/([\w.-]+/[\w.-]+?)(?:\.git)?/?", re.ASCII)


class Place(NamedTuple):
    """A repository at a forge: its name there, and its address for people."""

    name: str
    address: str


def place_of(settings: Settings) -> Place | None:
    """The repository that the environment names, as in a workflow, else that of the settings, if they name one."""
    name = os.environ.get("GITHUB_REPOSITORY")
    if name:
        return Place(name, f"{os.environ.get('GITHUB_SERVER_URL') or _HOME}/{name}")
    found = _ADDRESS.fullmatch((settings.forge.address or "").strip())
    return None if found is None else Place(found[2], f"{found[1]}/{found[2]}")


def has_token() -> bool:
    """Whether there is anything that opens the forge."""
    return _token() is not None


def open_forge(place: Place | None) -> Forge:
    """The forge, opened by the token in the environment; where that cannot be, the run stops."""
    from jdflow.deliver.forge import ForgeFails
    from jdflow.deliver.github import PUBLIC, GitHub

    token = _token()
    if token is None:
        raise Stop(
            msg("There is no token: set {variable}, in a workflow from its own token.", variable=" / ".join(_TOKENS)),
            ENVIRONMENT,
        )
    if place is None:
        raise Stop(
            msg(
                "Nobody says which repository is meant: set GITHUB_REPOSITORY to owner/name, "
                "or write `hoidla: {{liik: github, aadress: https://…}}` in shared/settings.yaml.",
            ),
            ENVIRONMENT,
        )
    base = os.environ.get("GITHUB_API_URL")
    # What files say must not lead the token to another machine.
    if not base and not place.address.startswith(f"{_HOME}/"):
        raise Stop(
            msg("“{address}” is not at github.com: set GITHUB_API_URL to where its API is.", address=place.address),
            ENVIRONMENT,
        )
    try:
        return GitHub(place.name, token, base=base or PUBLIC)
    except ForgeFails as fails:
        raise Stop(fails.why, ENVIRONMENT) from None


def _token() -> str | None:
    return next((token for name in _TOKENS if (token := os.environ.get(name, "").strip())), None)
