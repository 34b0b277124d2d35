"""The room's way to the network: urllib3, with the proxies and the certificates that the machine is set to."""

from __future__ import annotations

import os
import ssl
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3 import exceptions

from jdflow.deliver.exchange import Answer, Cut
from jdflow.deliver.forge import ForgeFails
from jdflow.language import msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jdflow.deliver.exchange import Send

MOST_BYTES = 32 * 1024 * 1024
# Where the runner of a GitLab has put the certificates of that GitLab.
_OF_RUNNER = "CI_SERVER_TLS_CA_FILE"
TIMEOUT = urllib3.Timeout(connect=10, read=30)


def wire(url: str, host: str, *, local: bool = False, timeout: urllib3.Timeout = TIMEOUT) -> Send:
    """What sends requests to the host of that address, over connections that are kept."""
    pool = _pool(url, local=local)

    def send(method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        try:
            response = pool.request(
                method,
                url,
                headers=dict(headers),
                body=body,
                timeout=timeout,
                retries=False,
                redirect=False,
                preload_content=False,
            )
            with response:
                data = response.read(MOST_BYTES + 1)
        except exceptions.HTTPError as error:
            raise _cut(error, host) from None
        if len(data) > MOST_BYTES:
            raise Cut(msg("{host} sends more than anybody can read.", host=host), arrived=True, hopeless=True)
        return Answer(response.status, {name.lower(): value for name, value in response.headers.items()}, data)

    return send


def _cut(error: exceptions.HTTPError, host: str) -> Cut:
    if isinstance(error, exceptions.SSLError) and isinstance(error.args[0], ssl.SSLCertVerificationError):
        why = msg(
            "{host} shows a certificate that this machine does not trust: {why}. If it is your agency's own, "
            "name the file of its certificates in SSL_CERT_FILE.",
            host=host,
            why=str(error.args[0].verify_message),
        )
        return Cut(why, arrived=False, hopeless=True)
    if isinstance(error, exceptions.ProxyError):
        return Cut(msg("The proxy on the way to {host} does not let us through.", host=host), arrived=False)
    # It counts as a timeout, too, but is none.
    if isinstance(error, exceptions.NewConnectionError):
        return Cut(msg("{host} cannot be reached. Is there a network?", host=host), arrived=False)
    if isinstance(error, exceptions.TimeoutError):
        before = isinstance(error, exceptions.ConnectTimeoutError)
        return Cut(msg("{host} does not answer.", host=host), arrived=not before)
    return Cut(msg("The connection to {host} broke off.", host=host), arrived=True)


def _pool(url: str, *, local: bool) -> urllib3.PoolManager:
    """Connections straight to the host, or through the proxy that the environment names for it."""
    parts = urlsplit(url)
    context = _context() if parts.scheme == "https" else None
    known = getproxies()
    proxy = known.get(parts.scheme) or known.get("all")
    if local or not proxy or proxy_bypass(parts.netloc):
        return urllib3.PoolManager(ssl_context=context)
    try:
        way = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        if way.username is None:
            headers = None
        else:
            word = f"{unquote(way.username)}:{unquote(way.password or '')}"
            headers = urllib3.make_headers(proxy_basic_auth=word)
        bare = f"{way.scheme}://{way.netloc.rpartition('@')[2]}"
        return urllib3.ProxyManager(bare, proxy_headers=headers, ssl_context=context)
    except (ValueError, exceptions.HTTPError):
        # Its address may hold a password: it is not repeated.
        raise ForgeFails(msg("The proxy that the environment names is none that we can use.")) from None


def _context() -> ssl.SSLContext:
    """What the machine trusts, and in a job what its runner does."""
    context = ssl.create_default_context()
    further = os.environ.get(_OF_RUNNER)
    if further and Path(further).is_file():
        try:
            context.load_verify_locations(further)
        except OSError:
            why = msg("{path} holds no certificates that can be read ({variable}).", path=further, variable=_OF_RUNNER)
            raise ForgeFails(why) from None
    return context
