"""The way to the network: certificates, proxies, time, size; where a token may be sent, and what is loaded for it."""

from __future__ import annotations

import base64
import socket
import ssl
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest
import urllib3

from jdflow.deliver import wire as wires
from jdflow.deliver.exchange import Cut
from jdflow.deliver.forge import ForgeFails, Unreachable
from jdflow.deliver.github import GitHub
from jdflow.deliver.wire import wire
from jdflow.language import Voice
from tests.deliver.double import Clock, Fault, Reply
from tests.deliver.github_double import REPOSITORY, GitHubDouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ENGLISH = Voice("en")
LABEL = "ametijuhend"
NAME = "forge.invalid"


@pytest.mark.parametrize(
    "base",
    [
        "http://api.github.com",
        "http://127.0.0.1.example.org",
        "http://localhost.example.org/",
        "http://127.0.0.1@example.org",
        "https://user:secret@example.org",
        "https://example.org?x=1",
        "https://example.org/#x",
        "https://exa mple.org",
        "https://example.org/\n",
        "https://example.org:port",
        "https://[::1",
        "https://",
        "example.org",
        "file:///etc/passwd",
        "",
    ],
)
def test_a_token_goes_only_where_nobody_listens_in(base: str) -> None:
    with pytest.raises(ForgeFails) as caught:
        GitHub(REPOSITORY, "t", base=base)
    assert "secret" not in ENGLISH(caught.value.why)


@pytest.mark.parametrize("base", ["https://example.org", "http://127.0.0.1:1", "http://localhost", "http://[::1]:1/x"])
def test_other_addresses_are_taken(base: str) -> None:
    assert GitHub(REPOSITORY, "t", base=base).longest == 65_536


def test_a_forge_that_stands_still_is_left_after_a_time(github: GitHubDouble) -> None:
    github.faults.append(Fault("issues", delay=30, times=9))
    send = wire(github.address, "forge", local=True, timeout=urllib3.Timeout(connect=1, read=0.05))
    with pytest.raises(Cut) as caught:
        send("GET", f"{github.address}/repos/{REPOSITORY}/issues?labels=a", {}, None)
    assert caught.value.arrived
    assert ENGLISH(caught.value.why) == "forge does not answer."


def test_a_slow_forge_is_waited_for(github: GitHubDouble) -> None:
    github.faults.append(Fault("issues", delay=0.1))
    github.add_issue("t", "b", [LABEL])
    assert len(list(github.forge().issues(LABEL))) == 1
    assert github.calls == ["issues"]


def test_an_endless_answer_is_not_read_to_its_end(github: GitHubDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wires, "MOST_BYTES", 1000)
    github.faults.append(Fault("issues", Reply(200, b"[" + b" " * 998 + b"]")))
    assert list(github.forge().issues(LABEL)) == []
    github.faults.append(Fault("issues", Reply(200, b"[" * 1001, {"Content-Length": "9999999999"}), times=9))
    with pytest.raises(Unreachable) as caught:
        list(github.forge().issues(LABEL))
    assert "more than anybody can read" in ENGLISH(caught.value.why)
    assert len(github.calls) == 2


def test_a_proxy_is_left_alone_where_the_forge_is_on_this_machine(
    github: GitHubDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert list(github.forge().issues(LABEL)) == []


@pytest.mark.parametrize(
    "proxy", ["socks5://u:secret@127.0.0.1:9", "http://u:secret@127.0.0.1:port", "ftp://127.0.0.1"]
)
def test_a_proxy_of_no_use_is_told_without_its_password(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("https_proxy", proxy)
    with pytest.raises(ForgeFails) as caught:
        list(GitHub(REPOSITORY, "t", base=f"https://{NAME}", timing=Clock().timing).issues(LABEL))
    assert ENGLISH(caught.value.why) == "The proxy that the environment names is none that we can use."


@pytest.fixture(scope="module")
def certificate(tool: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that no authority has signed, with its key."""
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    command = [tool("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    names = ["-addext", f"subjectAltName=DNS:{NAME},IP:127.0.0.1"]
    key = file.with_name("key.pem")
    subprocess.run([*command, *names, "-keyout", str(key), "-out", str(file)], check=True, capture_output=True)
    file.write_bytes(file.read_bytes() + key.read_bytes())
    return file


@pytest.fixture
def secure(certificate: Path) -> Iterator[GitHubDouble]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with GitHubDouble(tls=context) as served:
        yield served


@pytest.mark.needs("openssl")
def test_an_unknown_certificate_is_told_at_once_with_the_way_out(secure: GitHubDouble) -> None:
    with pytest.raises(Unreachable) as caught:
        secure.forge().open_issue("t", "b")
    assert "self-signed certificate" in ENGLISH(caught.value.why).replace("self signed", "self-signed")
    assert "SSL_CERT_FILE" in ENGLISH(caught.value.why)
    assert secure.clock.slept == []
    assert secure.calls == []


@pytest.mark.needs("openssl")
@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "CI_SERVER_TLS_CA_FILE"])
def test_an_agency_s_own_certificate_is_taken_from_the_environment(
    secure: GitHubDouble, certificate: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, str(certificate))
    assert secure.forge().open_issue("t", "b").issue.title == "t"


@pytest.mark.needs("openssl")
def test_a_file_of_the_runner_without_certificates_is_told(
    secure: GitHubDouble, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ca.pem").write_text("<html>", "utf-8")
    monkeypatch.setenv("CI_SERVER_TLS_CA_FILE", str(tmp_path / "ca.pem"))
    with pytest.raises(ForgeFails, match="holds no certificates"):
        secure.forge().open_issue("t", "b")


@contextmanager
def proxy(port: int, answer: bytes = b"200 OK") -> Iterator[tuple[str, list[bytes]]]:
    """A proxy that leads wherever it is asked to lead to that port; its address, and what it was asked."""
    asked: list[bytes] = []
    opened: list[socket.socket] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def pump(source: socket.socket, to: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                to.sendall(data)
            to.shutdown(socket.SHUT_WR)

    def lead() -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                opened.append(near)
                head = b""
                while b"\r\n\r\n" not in head:
                    head += near.recv(65_536)
                asked.append(head)
                near.sendall(b"HTTP/1.1 " + answer + b"\r\n\r\n")
                if not answer.startswith(b"200"):
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", port))
                opened.append(far)
                threading.Thread(target=pump, args=(near, far), daemon=True).start()
                threading.Thread(target=pump, args=(far, near), daemon=True).start()

    threading.Thread(target=lead, daemon=True).start()
    try:
        yield f"127.0.0.1:{listener.getsockname()[1]}", asked
    finally:
        for each in [listener, *opened]:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


@pytest.mark.needs("openssl")
@pytest.mark.parametrize("scheme", ["http://", ""])
def test_a_proxy_of_the_environment_is_gone_through_and_sees_no_token(
    secure: GitHubDouble, certificate: Path, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with proxy(int(secure.address.rpartition(":")[2])) as (address, asked):
        monkeypatch.setenv("https_proxy", f"{scheme}mari:p%40ss@{address}")
        forge = GitHub(REPOSITORY, secure.token, base=f"https://{NAME}", timing=secure.clock.timing)
        assert forge.open_issue("t", "b").issue.title == "t"
    [head] = asked
    assert head.startswith(f"CONNECT {NAME}:443 ".encode())
    assert b"Basic " + base64.b64encode(b"mari:p@ss") in head
    assert secure.token.encode() not in head


@pytest.mark.needs("openssl")
def test_a_host_for_which_the_environment_wants_no_proxy_is_spoken_to_directly(
    secure: GitHubDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    with proxy(int(secure.address.rpartition(":")[2])) as (address, asked):
        monkeypatch.setenv("https_proxy", f"http://{address}")
        monkeypatch.setenv("no_proxy", NAME)
        with pytest.raises(Unreachable, match="cannot be reached"):
            list(GitHub(REPOSITORY, "t", base=f"https://{NAME}", timing=Clock().timing).issues(LABEL))
    assert asked == []


@pytest.mark.parametrize("answer", [b"407 Proxy Authentication Required", b"403 Forbidden", b"502 Bad Gateway"])
def test_a_proxy_that_refuses_is_told(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    with proxy(9, answer) as (address, asked):
        monkeypatch.setenv("https_proxy", f"http://u:secret@{address}")
        with pytest.raises(Unreachable) as caught:
            GitHub(REPOSITORY, "t", base=f"https://{NAME}", timing=Clock().timing).open_issue("t", "b")
    assert ENGLISH(caught.value.why) == f"The proxy on the way to {NAME} does not let us through."
    assert asked


def test_nothing_of_the_network_is_loaded_before_something_is_sent() -> None:
    code = (
        "import sys; from jdflow.deliver.github import GitHub; GitHub('o/r', 't');"
        "print(sorted({'urllib3', 'ssl', 'http.client', 'urllib.request'} & set(sys.modules)))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert loaded.stdout == "[]\n"
