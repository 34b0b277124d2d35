"""The editor's helper for real: the YAML language server completes and complains by our schemas, in Estonian."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from typing import IO, TYPE_CHECKING, Any

import pytest

from jdflow.app.new import Wish, new_position
from jdflow.app.reading import Reading
from jdflow.intake.snapshot import Worktree
from jdflow.language import Voice
from jdflow.shape.position import POSITION
from tests.checkout import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.needs("node", "yaml-language-server")

PATIENCE = 60
SETTINGS = {"yaml": {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}}
MODELINE = "# yaml-language-server: $schema=../../shared/schema/position.json\n"
SAMPLE = "positions/andmetalitus/andmehaldur.yaml"
VOICE = Voice("et")
ABOUT = {field.key: VOICE(field.about) for field in POSITION.table}


class Server:
    """A language server and the talk with it."""

    def __init__(self, command: str) -> None:
        self.process = subprocess.Popen([command, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdin
        assert self.process.stdout
        self.out: IO[bytes] = self.process.stdin
        self.heard: queue.Queue[dict[str, Any]] = queue.Queue()
        self.listener = threading.Thread(target=self._listen, args=(self.process.stdout,), daemon=True)
        self.listener.start()
        self.calls = 0

    def _listen(self, source: IO[bytes]) -> None:
        while header := source.readline():
            length = int(header.split(b":")[1])
            while source.readline().strip():
                pass
            self.heard.put(json.loads(source.read(length)))

    def tell(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: object) -> Any:  # noqa: ANN401 (what the protocol gives)
        self.calls += 1
        self._send({"id": self.calls, "method": method, "params": params})
        return self.wait(lambda message: message.get("id") == self.calls and "method" not in message)["result"]

    def wait(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The next message of that sort; what the server asks meanwhile is answered."""
        while True:
            message = self.heard.get(timeout=PATIENCE)
            if "method" in message and "id" in message:
                self._send({"id": message["id"], "result": self._answer(message)})
            elif wanted(message):
                return message

    def _answer(self, message: dict[str, Any]) -> object:
        if message["method"] == "workspace/configuration":
            return [SETTINGS.get(item.get("section")) for item in message["params"]["items"]]
        return None

    def _send(self, message: dict[str, object]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.out.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.out.flush()

    def close(self) -> None:
        self.ask("shutdown", None)
        self.tell("exit", None)
        self.out.close()
        self.process.wait(PATIENCE)
        self.listener.join(PATIENCE)
        assert self.process.stdout
        self.process.stdout.close()


class Editor:
    """An editor with one file open after another."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.opened = 0

    def open(self, text: str, path: str = SAMPLE) -> dict[str, str]:
        """Opens a text as if it stood in that file; the words by which the server knows it."""
        self.opened += 1
        # Names of their own, so that nothing is taken for an older text.
        folder, _, name = path.rpartition("/")
        document = {"uri": (ROOT / folder / f"{self.opened}-{name}").as_uri()}
        item = {**document, "languageId": "yaml", "version": 1, "text": text}
        self.server.tell("textDocument/didOpen", {"textDocument": item})
        return document

    def complaints(self, text: str, path: str = SAMPLE) -> list[dict[str, Any]]:
        """What the server finds wrong in a text."""
        uri = self.open(text, path)["uri"]
        found = self.server.wait(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri
            )
        )
        diagnostics: list[dict[str, Any]] = found["params"]["diagnostics"]
        return diagnostics

    def offered(self, text: str) -> dict[str, str]:
        """What the server offers at the end of a text, each with its description."""
        lines = text.split("\n")
        position = {"line": len(lines) - 1, "character": len(lines[-1])}
        document = self.open(text)
        answer = self.server.ask("textDocument/completion", {"textDocument": document, "position": position})
        items = answer["items"] if isinstance(answer, dict) else answer
        return {item["label"]: said(item.get("documentation")) for item in items}

    def told(self, text: str, line: int, character: int) -> str:
        """What the server tells of a place in a text."""
        position = {"line": line, "character": character}
        answer = self.server.ask("textDocument/hover", {"textDocument": self.open(text), "position": position})
        return said(answer["contents"]) if answer else ""


def said(documentation: object) -> str:
    return str(documentation.get("value") if isinstance(documentation, dict) else documentation or "")


@pytest.fixture(scope="module")
def editor(tool: Callable[[str], str]) -> Iterator[Editor]:
    server = Server(tool("yaml-language-server"))
    item = {"snippetSupport": False, "documentationFormat": ["plaintext"]}
    capabilities = {
        "textDocument": {
            "completion": {"completionItem": item},
            "hover": {"contentFormat": ["plaintext"]},
            "publishDiagnostics": {},
        },
        "workspace": {"configuration": True},
    }
    root = {"uri": ROOT.as_uri(), "name": "jdflow"}
    asked = {
        "processId": None,
        "rootUri": root["uri"],
        "workspaceFolders": [root],
        "capabilities": capabilities,
    }
    server.ask("initialize", asked)
    server.tell("initialized", {})
    server.tell("workspace/didChangeConfiguration", {"settings": SETTINGS})
    yield Editor(server)
    server.close()


def test_keys_are_completed_with_what_they_mean(editor: Editor) -> None:
    offered = editor.offered(f"{MODELINE}ametinimetus: Näidis\n")
    assert offered.keys() >= ABOUT.keys() - {"ametinimetus"}
    assert "ametinimetus" not in offered
    assert {key: text for key, text in offered.items() if key in ABOUT and text != ABOUT[key]} == {}


def test_a_key_begun_is_completed(editor: Editor) -> None:
    assert "struktuuriüksus" in editor.offered(f"{MODELINE}struk")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("teenistuja: ", {"ametnik", "töötaja"}),
        ("kinnitamine:\n  kinnitamisviis: ", {"käskkiri", "leping"}),
        ("nõuded:\n  keeleoskus:\n    - keel: eesti\n      tase: ", {"A1", "A2", "B1", "B2", "C1", "C2"}),
    ],
)
def test_words_are_completed(text: str, words: set[str], editor: Editor) -> None:
    offered = editor.offered(MODELINE + text)
    assert words <= offered.keys()


@pytest.mark.parametrize("text", ["ametinimetus: ", "varem: ", "nõuded:\n  haridus: "])
def test_nothing_is_offered_where_any_text_may_stand(text: str, editor: Editor) -> None:
    assert not {"true", "false", "0"} & editor.offered(MODELINE + text).keys()


def test_a_number_where_text_is_wanted_is_taken_as_the_check_takes_it(editor: Editor) -> None:
    assert editor.complaints(WHOLE.replace("\nametinimetus: Andmehaldur\n", "\nametinimetus: 5\n")) == []


def test_words_are_completed_with_what_they_mean(editor: Editor) -> None:
    offered = editor.offered(f"{MODELINE}teenistuja: ")
    assert offered == dict.fromkeys(("ametnik", "töötaja"), ABOUT["teenistuja"])


def test_keys_within_are_completed(editor: Editor) -> None:
    offered = editor.offered(f"{MODELINE}nõuded:\n  ")
    assert {"haridus", "töökogemus", "keeleoskus"} <= offered.keys()
    assert offered["haridus"]
    assert {"kasuta", "variant", "jäta_välja"} <= editor.offered(f"{MODELINE}õigused:\n  - ").keys()


def test_what_a_key_means_is_told_where_it_stands(editor: Editor) -> None:
    assert ABOUT["vahetu_juht"] in editor.told(f"{MODELINE}vahetu_juht: juhataja\n", 1, 3)


WHOLE = MODELINE + (ROOT / SAMPLE).read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("eesmärk:", "eesmark:", "eesmark"),
        ("teenistuja: töötaja", "teenistuja: tootaja", "töötaja"),
        ("kehtiv_alates: 2", "kehtiv_alates: eile 2", "pattern"),
        ("ülesanded:", "ülesanded: [tekst]\nmärkused:", "Incorrect type"),
    ],
)
def test_a_mistake_is_told_where_it_stands(old: str, new: str, word: str, editor: Editor) -> None:
    assert WHOLE.count(f"\n{old}") == 1
    text = WHOLE.replace(f"\n{old}", f"\n{new}")
    found = editor.complaints(text)
    changed = text[: text.index(f"\n{new}") + 1].count("\n")
    here = [complaint["message"] for complaint in found if complaint["range"]["start"]["line"] == changed]
    assert here
    assert any(word in message for message in here), here


def test_what_is_missing_is_told(editor: Editor) -> None:
    [complaint] = editor.complaints(
        f"{MODELINE}ametinimetus: Näidis\nteenistuja: ametnik\neesmärk: x\nstruktuuriüksus: a\n"
    )
    assert "ülesanded" in complaint["message"]


@pytest.mark.parametrize(
    "path", sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "positions").glob("**/*.yaml"))[::4]
)
def test_the_sample_is_clean(path: str, editor: Editor) -> None:
    assert editor.complaints(MODELINE + (ROOT / path).read_text("utf-8"), path) == []


def test_the_starter_is_clean(editor: Editor) -> None:
    text = (ROOT / "jdflow/starter/positions/uldosakond/spetsialist.yaml").read_text("utf-8")
    assert text.startswith(MODELINE)
    assert editor.complaints(text) == []


def test_a_new_file_is_helped_with(editor: Editor) -> None:
    text = new_position(Wish("andmetalitus", "töötaja", None), Reading(Worktree(ROOT)), VOICE)
    lines = {complaint["range"]["start"]["line"] for complaint in editor.complaints(text)}
    blanks = {number for number, line in enumerate(text.splitlines()) if line.endswith((":", "-")) and line[0] != "#"}
    # The lines still to be filled in, and nothing else.
    assert lines
    assert lines <= blanks
    assert "vahetu_juht" in editor.offered(text)
