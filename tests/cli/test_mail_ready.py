"""`doctor` of letters: what the environment says of them, where it names a mail server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.command import jdflow

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = {
    "JDFLOW_SMTP": "smtp://meil.asutus.ee",
    "JDFLOW_MAIL_FROM": "Personaliosakond Õ <personal@asutus.ee>",
    "JDFLOW_ADDRESSES": "juhataja: mari@asutus.ee",
    "JDFLOW_SMTP_USER": "personal",
    "JDFLOW_SMTP_PASSWORD": "väga-salajane",
}


@pytest.mark.parametrize(
    ("changed", "is_wrong", "said"),
    [
        ({}, False, ["✓ Letters go out by meil.asutus.ee, port 587"]),
        ({"JDFLOW_SMTP_USER": "", "JDFLOW_SMTP_PASSWORD": ""}, False, ["✓ Letters go out by meil.asutus.ee, port 587"]),
        ({"JDFLOW_ADDRESSES": " "}, False, ["✓ Letters go out", "– No addresses for letters in the environment"]),
        ({"JDFLOW_SMTP": "https://a:väga-salajane@x"}, True, ["✗ JDFLOW_SMTP is no address of a mail server."]),
        ({"JDFLOW_MAIL_FROM": ""}, True, ["✗ Nobody says from whom letters come: set JDFLOW_MAIL_FROM"]),
        ({"JDFLOW_MAIL_FROM": "\x1b[31m"}, True, ["✗ JDFLOW_MAIL_FROM is no address"]),
        ({"JDFLOW_SMTP_PASSWORD": ""}, True, ["✗ JDFLOW_SMTP_USER is set, and JDFLOW_SMTP_PASSWORD is not"]),
        ({"JDFLOW_SMTP_USER": ""}, True, ["✗ JDFLOW_SMTP_PASSWORD is set, and JDFLOW_SMTP_USER is not"]),
        ({"JDFLOW_ADDRESSES": "a: b@c.ee\nkõik"}, True, ["✗ JDFLOW_ADDRESSES, line 2: this is not `id: address"]),
    ],
)
def test_what_letters_lack_is_told_with_the_way_out_and_no_secret_is(  # noqa: PLR0913 (what it takes)
    changed: dict[str, str],
    said: list[str],
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    is_wrong: bool,
) -> None:
    before = jdflow(capsys, "-C", root, "--lang", "en", "doctor").out
    for name, value in (WHOLE | changed).items():
        monkeypatch.setenv(name, value)
    ran = jdflow(capsys, "-C", root, "--lang", "en", "doctor")
    assert ran.out.startswith(before)
    told = ran.out.removeprefix(before)
    assert told.count("✗") == is_wrong
    assert [line for line in said if line not in told] == []
    assert not [secret for secret in ("väga-salajane", "mari@asutus.ee", "\x1b") if secret in ran.out + ran.err]


def test_without_a_mail_server_nothing_is_said_of_letters(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "etters" not in jdflow(capsys, "-C", root, "--lang", "en", "doctor").out
