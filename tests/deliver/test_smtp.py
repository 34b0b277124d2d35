"""The mail server, tried on a real one on this machine: TLS, names and passwords, and each way to fail."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from jdflow.deliver.post import Closed, NotTaken, Unsure
from jdflow.deliver.smtp import Server, Smtp
from jdflow.language import Voice
from tests.deliver.postbox import PASSWORD, USER, Certificate, Postbox, certificate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Literal

pytestmark = [
    pytest.mark.needs("openssl"),
    # The server's own, at each login.
    pytest.mark.filterwarnings("ignore:Session.login_data is deprecated"),
]
ENGLISH = Voice("en")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, tool: Callable[[str], str]) -> Certificate:
    return certificate(tool("openssl"), tmp_path_factory.mktemp("tls"))


@pytest.fixture
def trusted(files: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(files.certificate))


@pytest.fixture
def box(files: Certificate, trusted: None) -> Iterator[Postbox]:  # noqa: ARG001 (the environment)
    with Postbox(files) as box:
        yield box


def post(
    box: Postbox,
    security: Literal["tls", "starttls"] = "starttls",
    user: str | None = USER,
    password: str | None = PASSWORD,
    host: str = "localhost",
) -> Smtp:
    return Smtp(Server(host, box.port, security, user, password), 10)


def letter(*to: str, text: str = "Tere, õäöü!\n.\n.. punkt\n") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Läbivaatamine"
    message["From"] = Address("Õie Ülo", addr_spec="personal@asutus.ee")
    message["To"] = [Address("Juht Ä", addr_spec=address) for address in to or ("juht@asutus.ee",)]
    message.set_content(text, cte="quoted-printable")
    return message


def refused(kind: type[Closed | NotTaken | Unsure], post: Smtp, message: EmailMessage | None = None) -> str:
    with pytest.raises(kind) as caught:
        post.send(message or letter())
    post.close()
    said = ENGLISH(caught.value.why)
    assert PASSWORD not in said
    return said


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_letter_arrives_as_it_was_written(
    files: Certificate,
    trusted: None,  # noqa: ARG001 (the environment)
    security: Literal["tls", "starttls"],
) -> None:
    with Postbox(files, security) as box:
        one = post(box, security)
        assert one.send(letter()) == ()
        assert one.send(letter("a@asutus.ee", "b@asutus.ee")) == ()
        one.close()
    first, second = box.messages
    assert (first["Subject"], first["From"], first["To"]) == (
        "Läbivaatamine",
        "Õie Ülo <personal@asutus.ee>",
        "Juht Ä <juht@asutus.ee>",
    )
    assert first.get_content().splitlines() == ["Tere, õäöü!", ".", ".. punkt"]
    assert box.letters[1].rcpt_tos == ["a@asutus.ee", "b@asutus.ee"]
    assert second["To"] == "Juht Ä <a@asutus.ee>, Juht Ä <b@asutus.ee>"
    assert box.logins == [USER.encode()]


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_nobody_trusts_is_refused(files: Certificate, security: Literal["tls", "starttls"]) -> None:
    with Postbox(files, security) as box:
        said = refused(Closed, post(box, security))
    assert said.startswith("The certificate of localhost is not trusted: self-signed certificate.")
    assert "SSL_CERT_FILE" in said
    assert (box.letters, box.logins) == ([], [])


def test_a_certificate_for_another_name_is_refused(box: Postbox) -> None:
    said = refused(Closed, post(box, host="127.0.0.1"))
    assert said.startswith("The certificate of 127.0.0.1 is not trusted: IP address mismatch")
    assert (box.letters, box.logins) == ([], [])


def test_a_certificate_whose_time_is_over_is_refused(
    tmp_path: Path, tool: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = certificate(tool("openssl"), tmp_path, days=-1)
    monkeypatch.setenv("SSL_CERT_FILE", str(old.certificate))
    with Postbox(old) as box:
        assert "certificate has expired" in refused(Closed, post(box))


def test_nothing_is_sent_in_the_clear() -> None:
    with Postbox(None) as box:
        said = refused(Closed, post(box))
        assert said.startswith("localhost offers no STARTTLS, and nothing is sent in the clear.")
        assert box.letters == []
        # To this machine itself, without a password, nobody can listen in.
        one = post(box, user=None)
        assert one.send(letter()) == ()
        one.close()
    assert len(box.letters) == 1


def test_a_wrong_password_is_told_and_never_shown(box: Postbox) -> None:
    said = refused(Closed, post(box, password="vale parool"))  # noqa: S106 (not a real one)
    assert said.startswith("The mail server does not take the name and password (JDFLOW_SMTP_USER,")
    assert "535" in said
    assert "vale parool" not in said


def test_a_server_that_takes_no_passwords_is_named(files: Certificate, trusted: None) -> None:  # noqa: ARG001 (the environment)
    with Postbox(files, mechanisms=()) as box:
        said = refused(Closed, post(box))
    assert said.startswith("localhost takes no name and password (AUTH PLAIN or LOGIN)")


def test_a_server_that_only_knows_login_gets_that(files: Certificate, trusted: None) -> None:  # noqa: ARG001 (the environment)
    with Postbox(files, mechanisms=("LOGIN",)) as box:
        one = post(box)
        assert one.send(letter()) == ()
        one.close()
    assert box.logins == [USER.encode()]


def test_one_address_that_is_turned_away_does_not_stop_the_others(box: Postbox) -> None:
    box.turned = {"b@asutus.ee"}
    one = post(box)
    [turned] = one.send(letter("a@asutus.ee", "b@asutus.ee", "c@asutus.ee"))
    assert turned == ("b@asutus.ee", "550 5.1.1 no such mailbox")
    said = refused(NotTaken, one, letter("b@asutus.ee"))
    assert said == "The mail server does not take the address: 550 5.1.1 no such mailbox"
    assert [letter.rcpt_tos for letter in box.letters] == [["a@asutus.ee", "c@asutus.ee"]]


def test_a_letter_that_is_not_taken_leaves_the_next_to_be_sent(box: Postbox) -> None:
    one = post(box)
    box.answer = "552 5.3.4 too large"
    with pytest.raises(NotTaken) as caught:
        one.send(letter())
    assert ENGLISH(caught.value.why) == "The mail server does not take the letter: 552 5.3.4 too large"
    box.answer = "250 OK"
    assert one.send(letter()) == ()
    one.close()
    assert len(box.letters) == 1


def test_a_connection_that_breaks_off_behind_the_letter_leaves_all_unsure(box: Postbox) -> None:
    box.dies_at = 1
    said = refused(Unsure, post(box))
    assert said == "The connection to localhost broke off behind the letter: whether it went out is not known."
    assert len(box.letters) == 1


def test_a_server_that_hangs_up_between_two_letters_is_called_again(box: Postbox) -> None:
    one = post(box)
    assert one.send(letter("a@asutus.ee")) == ()
    box.hangs_up_after = 1
    assert one.send(letter("b@asutus.ee")) == ()
    one.close()
    assert [letter.rcpt_tos for letter in box.letters] == [["a@asutus.ee"], ["b@asutus.ee"]]
    assert len(box.logins) == 2


def test_where_nobody_listens_that_is_said() -> None:
    with Postbox(None) as box:
        port = box.port
    with pytest.raises(Closed) as caught:
        Smtp(Server("localhost", port, "starttls")).send(letter())
    said = ENGLISH(caught.value.why)
    assert said.startswith(f"There is no talking to localhost at port {port}: ")
