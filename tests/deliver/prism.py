"""A server made from GitHub's own description of its interface: what the description does not know, it refuses."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from jdflow.deliver.exchange import Answer, Cut
from jdflow.deliver.wire import wire
from tests.conftest import NODE_MODULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PROGRAM = NODE_MODULES / "@stoplight" / "prism-cli" / "dist" / "index.js"
DESCRIPTION = NODE_MODULES / "@octokit" / "openapi" / "generated" / "api.github.com.json"
_OURS = re.compile(r"/repos/\{owner\}/\{repo\}/(?:issues|labels|pulls|assignees|collaborators)(?:/|$)")
_JSON = "application/json"
# GitHub's manual asks for this one; its description has the plain one only.
_MEDIA = "application/vnd.github+json"
_METHODS = ("delete", "get", "patch", "post", "put")


def description() -> dict[str, Any]:
    """What GitHub says of issues, labels, pull requests and people, made stricter where it lets mistakes through."""
    whole = json.loads(DESCRIPTION.read_bytes())
    parts: dict[str, dict[str, Any]] = {}
    cut = {"openapi": whole["openapi"], "info": whole["info"], "components": parts}
    cut["paths"] = {path: whole["paths"][path] for path in whole["paths"] if _OURS.match(path)}
    wanted = list(_references(cut["paths"]))
    while wanted:
        _, _, kind, name = wanted.pop().split("/")
        if name not in parts.setdefault(kind, {}):
            parts[kind][name] = whole["components"][kind][name]
            wanted += _references(parts[kind][name])
    _said_plainly(cut)
    for operations in cut["paths"].values():
        for operation in (operations[method] for method in _METHODS if method in operations):
            _closed(operation.get("requestBody", {}).get("content", {}).get(_JSON, {}).get("schema", {}))
            for response in [*operation["responses"].values(), *parts["responses"].values()]:
                content = response.get("content", {})
                if _JSON in content:
                    if "examples" in content[_JSON]:
                        content[_JSON]["examples"] = _without_wraps(content[_JSON]["examples"])
                        # GitHub's examples do not keep to its schemas; it is what is sent that is tried here.
                        content[_JSON].pop("schema", None)
                    content[_MEDIA] = content[_JSON]
    return cut


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from _references(part)


def _without_wraps(examples: dict[str, Any]) -> dict[str, Any]:
    """An example whose value is a reference to an example would be answered with a wrap around it."""
    return {
        name: {"$ref": one["value"]["$ref"]} if "$ref" in one.get("value", ()) else one
        for name, one in examples.items()
    }


def _said_plainly(node: object) -> None:
    """`nullable` beside `oneOf` breaks Prism's validator, which then lets any body pass: null becomes a choice."""
    if isinstance(node, dict):
        if node.get("nullable") is True and "type" not in node:
            del node["nullable"]
            for choice in ("oneOf", "anyOf"):
                if choice in node:
                    node[choice].append({"type": "string", "nullable": True, "pattern": "(?!)"})
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            _said_plainly(part)


def _closed(schema: dict[str, Any]) -> None:
    """A body may have only what is described: a misspelt name is no name."""
    if schema.get("type") == "object":
        schema.setdefault("additionalProperties", False)


class Seen(NamedTuple):
    """A request that was sent, and how it was answered."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    answer: Answer


class Prism:
    """The server, and a way to it that remembers what was sent."""

    def __init__(self, address: str, paths: Mapping[str, Any], parts: Mapping[str, Any]) -> None:
        self.address = address
        self.seen: list[Seen] = []
        self.prefer = ""
        """Which of the described answers is wanted, such as `code=403`."""
        self._paths, self._parts = paths, parts
        self._send = wire(address, "prism", local=True)

    def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        """Sends a request; GraphQL, which the description does not cover, is answered here."""
        if url.endswith("/graphql"):
            return Answer(200, {}, b'{"data": {"viewer": {"login": "octocat"}}}')
        parts = urlsplit(url)
        answer = self._send(method, url, {**headers, "Prefer": self.prefer} if self.prefer else headers, body)
        # The example of a next page is on another host, where the adapter rightly will not go.
        answer = answer._replace(headers={name: to for name, to in answer.headers.items() if name != "link"})
        self.seen.append(Seen(method, parts.path, dict(parse_qsl(parts.query)), dict(headers), answer))
        return answer

    def undescribed(self, seen: Seen) -> set[str]:
        """The names in the query that the description does not have; Prism itself lets them pass."""
        for path, operations in self._paths.items():
            pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))
            if re.fullmatch(pattern, seen.path) and seen.method.lower() in operations:
                known = [*operations.get("parameters", []), *operations[seen.method.lower()].get("parameters", [])]
                named = [
                    self._parts["parameters"][one["$ref"].split("/")[-1]] if "$ref" in one else one for one in known
                ]
                return set(seen.query) - {one["name"] for one in named if one["in"] == "query"}
        return set(seen.query)


@contextmanager
def served(node: str, folder: Path) -> Iterator[Prism]:
    """Prism on a free port, until the tests are through."""
    described = description()
    file = folder / "github.json"
    file.write_text(json.dumps(described), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (folder / "prism.log").open("wb")
    # Not by the link to it, which on Windows is a script: ending that would leave the server behind.
    command = [node, str(PROGRAM), "mock", "--errors", "--host", "127.0.0.1", "--port", str(port), str(file)]
    with log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            prism = Prism(f"http://127.0.0.1:{port}", described["paths"], described["components"])
            _wait(prism, process, folder / "prism.log")
            yield prism
        finally:
            process.terminate()


def _wait(prism: Prism, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        assert process.poll() is None, log.read_text(encoding="utf-8", errors="replace")
        try:
            prism.send("GET", f"{prism.address}/", {}, None)
        except Cut:
            time.sleep(0.1)
        else:
            prism.seen.clear()
            return
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace"))
