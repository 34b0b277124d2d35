"""Addresses that letters go to, by the position or unit that is told."""

from __future__ import annotations

import re
from typing import NamedTuple

from jdflow.model.ids import is_id
from jdflow.query.assignees import EVERYBODY, BadLines

_LONGEST = 254
_QUOTED = r"[^\"\\\x00-\x1f\x7f-\x9f\u2028\u2029]*"
_NAME = r"[^\"<>,;@\\\x00-\x1f\x7f-\x9f\u2028\u2029]*"
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)*{_LABEL}")
_SPEC = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[^\s<>,;\"@()\\]+"
_ADDRESS = re.compile(rf"(?:(?:\"({_QUOTED})\"|({_NAME}))[ ]*<[ ]*({_SPEC})[ ]*>|({_SPEC}))")
# What stands in quotes may hold what else comes between two.
_PARTS = re.compile(r"(?:\"[^\"]*\"|[^,;\"])+|\"")


class Address(NamedTuple):
    """Where a letter goes: the name as people write it, if one is given, and the address."""

    name: str
    spec: str


def address_in(text: str) -> Address | None:
    """One address, `name@example.ee` or `Name <name@example.ee>`; none where it is not one."""
    found = _ADDRESS.fullmatch(text.strip())
    if found is None:
        return None
    local, _, domain = (found[3] or found[4]).partition("@")
    host = _host(domain)
    if host is None or local.startswith(".") or local.endswith(".") or ".." in local:
        return None
    spec = f"{local}@{host}"
    return Address(" ".join((found[1] or found[2] or "").split()), spec) if len(spec) <= _LONGEST else None


def _host(domain: str) -> str | None:
    """The domain as mail servers write it, whose letters are English ones; none where it can be none."""
    try:
        host = domain if domain.isascii() else domain.encode("idna").decode()
    except UnicodeError:
        return None
    return host if _DOMAIN.fullmatch(host) else None


def addresses_in(text: str) -> dict[str, tuple[Address, ...]]:
    """The addresses by the id of a position or unit, or `*`; each line is `id: address, address`. Raises BadLines."""
    found: dict[str, tuple[Address, ...]] = {}
    bad = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        said = line.strip()
        if not said or said.startswith("#"):
            continue
        id, _, names = (part.strip() for part in said.partition(":"))
        addresses = [address_in(name) for name in _PARTS.findall(names) if name.strip()]
        if id in found or not addresses or None in addresses or not (id == EVERYBODY or is_id(id)):
            bad.append(number)
        else:
            found[id] = tuple(dict.fromkeys(one for one in addresses if one is not None))
    if bad:
        raise BadLines(bad)
    return found


class Where(NamedTuple):
    """A mail server as its address names it."""

    host: str
    port: int
    is_tls: bool
    """Whether TLS begins at once; else it begins with STARTTLS."""


_SERVER = re.compile(r"(smtps?)://(\[[0-9A-Fa-f:.]+\]|[^\s/@:?#\[\]\\]+)(?::([0-9]{1,5}))?/?")
_PORTS = {"smtps": 465, "smtp": 587}
_LAST_PORT = 65535


def server_in(text: str) -> Where | None:
    """The server that `smtps://host` or `smtp://host:587` means; none where it means none."""
    found = _SERVER.fullmatch(text.strip())
    if found is None:
        return None
    port = int(found[3] or _PORTS[found[1]])
    host = found[2].strip("[]") if found[2].startswith("[") else _host(found[2].removesuffix("."))
    return Where(host, port, found[1] == "smtps") if host is not None and 0 < port <= _LAST_PORT else None
