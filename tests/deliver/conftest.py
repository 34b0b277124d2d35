"""The doubles of all forges, for tests that hold for each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.deliver.github_double import GitHubDouble
from tests.deliver.gitlab_double import GitLabDouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.deliver.double import Double

DOUBLES: dict[str, type[Double]] = {"github": GitHubDouble, "gitlab": GitLabDouble}


@pytest.fixture(params=DOUBLES)
def double(request: pytest.FixtureRequest) -> Iterator[Double]:
    """A forge on this machine, of each kind that there is."""
    with DOUBLES[request.param]() as served:
        yield served


@pytest.fixture
def github() -> Iterator[GitHubDouble]:
    """GitHub on this machine."""
    with GitHubDouble() as served:
        yield served


@pytest.fixture
def gitlab() -> Iterator[GitLabDouble]:
    """GitLab on this machine."""
    with GitLabDouble() as served:
        yield served
