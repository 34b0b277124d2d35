"""Addresses that letters go to, by the position or unit that is told."""

from __future__ import annotations

import re
from typing import NamedTuple

from jdflow.model.ids import is_id
from jdflow.query.assignees import EVERYBODY, BadLines

_LONGEST = 254
_NAME = r"[^\"<>,;@\\\x00-\x1f\x7f-\x9f\u2028\u2029]*"
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_SPEC = rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@(?:{_LABEL}\.)*{_LABEL}"
_ADDRESS = re.compile(rf"(?:\"?({_NAME}?)\"?[ ]*<[ ]*({_SPEC})[ ]*>|({_SPEC}))")


class Address(NamedTuple):
    """Where a letter goes: the name as people write it, if one is given, and the address."""

    name: str
    spec: str


def address_in(text: str) -> Address | None:
    """One address, `name@example.ee` or `Name <name@example.ee>`; none where it is not one."""
    found = _ADDRESS.fullmatch(text.strip())
    if found is None:
        return None
    spec = found[2] or found[3]
    local = spec.partition("@")[0]
    if len(spec) > _LONGEST or local.startswith(".") or local.endswith(".") or ".." in local:
        return None
    return Address(" ".join((found[1] or "").split()), spec)


def addresses_in(text: str) -> dict[str, tuple[Address, ...]]:
    """The addresses by the id of a position or unit, or `*`; each line is `id: address, address`. Raises BadLines."""
    found: dict[str, tuple[Address, ...]] = {}
    bad = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        said = line.strip()
        if not said or said.startswith("#"):
            continue
        id, _, names = (part.strip() for part in said.partition(":"))
        addresses = [address_in(name) for name in re.split("[,;]", names) if name.strip()]
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


_SERVER = re.compile(r"(smtps?)://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::([0-9]{1,5}))?/?")
_PORTS = {"smtps": 465, "smtp": 587}
_LAST_PORT = 65535


def server_in(text: str) -> Where | None:
    """The server that `smtps://host` or `smtp://host:587` means; none where it means none."""
    found = _SERVER.fullmatch(text.strip())
    if found is None:
        return None
    port = int(found[3] or _PORTS[found[1]])
    return Where(found[2].strip("[]"), port, found[1] == "smtps") if 0 < port <= _LAST_PORT else None
