"""Word files to PDF: one bad document takes no other with it, and nothing is left behind."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from hashlib import md5
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from jdflow.deliver import office
from jdflow.deliver.office import Limits, OfficeFails, OfficeHangs, find_office, to_pdf
from tests.support import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(os.name == "nt", reason="programs to run are written for another system")

# Does with a document what its text says, and writes down how it was called.
FAKE = """\
import json, os, subprocess, sys, time
from pathlib import Path
odd = {"half": b"%PDF-1.7 and so", "empty": b"", "other": b"<html> %%EOF"}
notes = Path(__file__).with_name("notes")
at = sys.argv.index("--outdir")
names = sys.argv[at + 2:]
texts = {name: Path(name).read_text() for name in names}
profile = Path("profile/user/registrymodifications.xcu").read_text()
notes.mkdir(exist_ok=True)
(notes / f"{time.monotonic_ns()}.json").write_text(json.dumps({
    "texts": list(texts.values())[1:-1], "arguments": sys.argv[1:at], "environment": dict(os.environ),
    "folder": os.getcwd(), "profile": profile}))
for name in names:
    text, pdf = texts[name], Path(sys.argv[at + 1], name).with_suffix(".pdf")
    if text.startswith("hang"):
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])
        (notes / f"{child.pid}.pid").touch()
        child.wait()
    elif text.startswith("crash"):
        os.abort()
    elif text.startswith("once") and not (notes / "once").exists():
        (notes / "once").touch()
    elif text in odd:
        pdf.write_bytes(odd[text])
    elif not text.startswith("nothing"):
        pdf.write_bytes(b"%PDF-1.7 " + text.encode() + b" %%EOF")
"""
QUICK = Limits(start=60, each=1)


class Fake:
    """A program in LibreOffice's place."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.path = str(folder / "soffice")
        self.does(FAKE)

    def does(self, code: str) -> str:
        (self.folder / "soffice").write_text(f"#!{sys.executable} -IS\n{code}", encoding="utf-8")
        (self.folder / "soffice").chmod(0o755)
        return self.path

    @property
    def calls(self) -> list[dict[str, Any]]:
        return [json.loads(path.read_bytes()) for path in sorted((self.folder / "notes").glob("*.json"))]

    @property
    def texts(self) -> list[list[str]]:
        """The texts of the documents of each call, sorted."""
        return sorted(call["texts"] for call in self.calls)

    def is_gone(self) -> bool:
        """Whether all programs that it has started have ended."""
        started = [path.stem for path in (self.folder / "notes").glob("*.pid")]
        assert started
        command = ["ps", "-o", "stat=", "-p", ",".join(started)]
        ran = subprocess.run(command, check=False, capture_output=True, text=True)
        return all(state.startswith("Z") for state in ran.stdout.split())


@pytest.fixture
def fake(tmp_path: Path) -> Fake:
    return Fake(tmp_path / "program")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go, and whence they must be gone."""
    folder = tmp_path / "ajutine kaust"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def written(folder: Path, *texts: str) -> list[Path]:
    """A document for each text."""
    paths = [folder / f"{number}.docx" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def printed(program: str, documents: list[Path], limits: Limits = QUICK) -> dict[Path, bytes | None]:
    """What comes out, by document."""
    return {each.document: each.pdf for each in to_pdf(documents, office=program, limits=limits)}


def pdf(text: str) -> bytes:
    return f"%PDF-1.7 {text} %%EOF".encode()


NAMES = [f"{name}.docx" for name in ("-o", "--help", "a b", "õun_2026-01-01", "%41#?", "*", "a.b", "'\"$(x)")]


def test_each_document_has_its_own_pdf_whatever_its_name(fake: Fake, tmp_path: Path, temporary: Path) -> None:
    documents = [tmp_path / folder / name for folder in ("üks", "-teine") for name in NAMES]
    for path in documents:
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{path.parent.name} {path.name}", encoding="utf-8")
    assert printed(fake.path, documents) == {path: pdf(f"{path.parent.name} {path.name}") for path in documents}
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("bad", ["crash", "hang", "nothing", "half", "empty", "other"])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_bad_document_takes_no_other_with_it(
    bad: str, place: int, fake: Fake, tmp_path: Path, temporary: Path
) -> None:
    texts = ["a", "b"]
    texts.insert(place, bad)
    documents = written(tmp_path, *texts)
    results = list(to_pdf(documents, office=fake.path, limits=QUICK))
    assert {each.document: each.pdf for each in results} == {
        path: None if text == bad else pdf(text) for path, text in zip(documents, texts, strict=True)
    }
    assert [each.document for each in results if each.hung] == ([documents[place]] if bad == "hang" else [])
    # Twice at most, the second time alone; what stood behind it is not tried alone.
    stops = bad in {"crash", "hang"}
    rest = [texts[place + 1 :]] if stops and place < 2 else []
    assert fake.texts == sorted([texts, [bad], *rest])
    assert bad != "hang" or fake.is_gone()
    assert list(temporary.iterdir()) == []


def test_several_bad_documents(fake: Fake, tmp_path: Path) -> None:
    texts = ["nothing", "a", "crash 1", "crash 2", "b", "half"]
    documents = written(tmp_path, *texts)
    results = Counter(each.document for each in to_pdf(documents, office=fake.path) if each.pdf is None)
    assert results == Counter(documents[number] for number in (0, 2, 3, 5))
    assert len(fake.calls) == 7
    assert [call for call in fake.texts if len(call) == 1] == [[text] for text in sorted(texts) if text not in "ab"]


def test_what_fails_once_is_printed_the_second_time(fake: Fake, tmp_path: Path) -> None:
    first, second = written(tmp_path, "once", "a")
    assert printed(fake.path, [first, second]) == {first: pdf("once"), second: pdf("a")}
    assert fake.texts == [["once"], ["once", "a"]]


def test_many_documents_go_in_few_calls_of_limited_length(
    fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "MOST", 10)
    texts = [str(number) for number in range(45)]
    documents = written(tmp_path, *texts)
    told: list[int] = []
    results = list(to_pdf(documents, office=fake.path, tell=told.append))
    assert sorted(each.document for each in results) == sorted(documents)
    assert sorted(map(len, fake.texts)) == [5, 8, 8, 8, 8, 8]
    assert sorted(text for call in fake.texts for text in call) == sorted(texts)
    assert told[-1] == 45


def test_a_few_documents_are_one_call_and_none_is_no_call(fake: Fake, tmp_path: Path) -> None:
    assert printed(fake.path, []) == {}
    assert fake.calls == []
    assert len(printed(fake.path, written(tmp_path, *"abcde"))) == 5
    assert fake.texts == [list("abcde")]


def test_nothing_of_the_person_reaches_the_program(
    fake: Fake, tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "http_proxy", "SECRET", "XDG_CONFIG_HOME", "LD_PRELOAD", "PYTHONPATH"):
        monkeypatch.setenv(name, "x")
    printed(fake.path, written(tmp_path, "a"))
    [call] = fake.calls
    environment, folder = call["environment"], call["folder"]
    assert set(environment) - {"LC_CTYPE"} == {"PATH", "LC_ALL", *office.TO_FOLDER}
    assert {environment[name] for name in office.TO_FOLDER} == {folder}
    assert Path(folder).parent == temporary.resolve()
    assert call["arguments"] == [
        f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
        *("--headless", "--norestore", "--convert-to", "pdf:writer_pdf_Export"),
    ]


def test_the_profile_runs_no_macros_and_follows_no_links(fake: Fake, tmp_path: Path) -> None:
    printed(fake.path, written(tmp_path, "a"))
    profile = ET.fromstring(str(fake.calls[0]["profile"]))  # noqa: S314 (our own bytes)
    settings = {" ".join([*item.attrib.values(), *item[0].attrib.values(), *item.itertext()]) for item in profile}
    for name, value in (("MacroSecurityLevel", "3"), ("DisableMacrosExecution", "true")):
        assert f"/org.openoffice.Office.Common/Security/Scripting {name} fuse {value}" in settings
    assert "/org.openoffice.Inet/Settings ooInetHTTPSProxyPort fuse 9" in settings


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import sys; sys.exit('no filter\\x1b[31m \\udcff')", "no filter"),
        ("print('one\\ntwo\\n\\n')", "(it said “two”)"),
        ("import os; os.abort()", "(it said “…”)"),
        ("import sys; sys.exit('x' * 1000000)", "xxx"),
    ],
)
def test_a_program_that_prints_nothing_is_told_from_a_bad_document(
    code: str, said: str, fake: Fake, tmp_path: Path, temporary: Path
) -> None:
    with pytest.raises(OfficeFails) as caught:
        printed(fake.does(code), written(tmp_path, "a", "b"))
    assert not isinstance(caught.value, OfficeHangs)
    assert said in ENGLISH(caught.value.why)
    assert len(ENGLISH(caught.value.why)) < 2000
    assert list(temporary.iterdir()) == []


def test_a_program_that_cannot_be_started(fake: Fake, tmp_path: Path, temporary: Path) -> None:
    documents = written(tmp_path, "a")
    with pytest.raises(OfficeFails, match="No such file"):
        printed(str(tmp_path / "nowhere"), documents)
    (fake.folder / "soffice").chmod(0o644)
    with pytest.raises(OfficeFails, match="Permission denied"):
        printed(fake.path, documents)
    assert list(temporary.iterdir()) == []


def test_a_program_that_hangs_is_ended_with_all_it_has_started(fake: Fake, tmp_path: Path, temporary: Path) -> None:
    program = fake.does(FAKE.replace("for name in names:", "for name in names:\n    texts[name] = 'hang'"))
    with pytest.raises(OfficeHangs) as caught:
        printed(program, written(tmp_path, *"abcdefghijkl"), Limits(start=1, each=60))
    assert "in 1 seconds" in ENGLISH(caught.value.why)
    assert fake.is_gone()
    assert list(temporary.iterdir()) == []


def test_a_program_that_has_done_all_and_does_not_end_loses_nothing(fake: Fake, tmp_path: Path) -> None:
    # Not even with the page that comes after the documents.
    program = fake.does(f"{FAKE.replace('in names:', 'in names[:-1]:')}time.sleep(3600)\n")
    results = list(to_pdf(written(tmp_path, "a", "b"), office=program, limits=Limits(start=60, each=1)))
    assert [(each.pdf, each.hung) for each in results] == [(pdf("a"), False), (pdf("b"), False)]


def test_a_slow_program_is_given_time_for_each_document(fake: Fake, tmp_path: Path) -> None:
    program = fake.does(FAKE.replace("for name in names:", "for name in names:\n    time.sleep(0.8)"))
    told: list[int] = []
    results = list(to_pdf(written(tmp_path, *"abcd"), office=program, limits=Limits(each=3), tell=told.append))
    assert [each.pdf for each in results] == [pdf(text) for text in "abcd"]
    assert len(fake.calls) == 1
    assert told == [1, 2, 3, 4]


def test_an_interruption_leaves_nothing_behind(fake: Fake, tmp_path: Path, temporary: Path) -> None:
    def tell(_: int) -> None:
        while not list((fake.folder / "notes").glob("*.pid")):
            time.sleep(0.01)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(to_pdf(written(tmp_path, *"abcdef", "hang", *"ghijkl"), office=fake.path, tell=tell))
    assert fake.is_gone()
    assert list(temporary.iterdir()) == []


def test_a_document_that_is_not_there(fake: Fake, tmp_path: Path, temporary: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere\.docx"):
        printed(fake.path, [*written(tmp_path, "a"), tmp_path / "nowhere.docx"])
    assert fake.calls == []
    assert list(temporary.iterdir()) == []


def test_where_the_program_is(fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_office() is None
    shutil.copy(fake.path, tmp_path / "libreoffice")
    assert find_office() == str(tmp_path / "libreoffice")
    monkeypatch.setenv("PATH", str(fake.folder), prepend=os.pathsep)
    assert find_office() == fake.path
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(office, "PLACES", (str(tmp_path / "nowhere"), fake.path))
    assert find_office() == fake.path


# A red dot.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080200000090"
    "7753de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def word(path: Path, title: str = "", *pictures: str) -> Path:
    """A Word file with pictures that it links to."""
    document = Document()
    document.core_properties.title = title
    document.add_paragraph(title)
    for target in pictures:
        document.add_picture(io.BytesIO(PNG))
        [blip] = document.paragraphs[-1]._p.xpath(".//a:blip")  # noqa: SLF001 (python-docx makes no links)
        blip.clear()
        blip.set(qn("r:link"), document.part.relate_to(target, RELATIONSHIP_TYPE.IMAGE, is_external=True))
    document.save(str(path))
    return path


@pytest.mark.needs("soffice")
def test_libreoffice_prints_documents_of_any_name(tool: Callable[[str], str], tmp_path: Path, temporary: Path) -> None:
    documents = [word(tmp_path / name, f"Õ {number}") for number, name in enumerate(NAMES)]
    bad = tmp_path / "katki.docx"
    bad.write_bytes(documents[0].read_bytes()[:500])
    told: list[int] = []
    results = list(to_pdf([*documents[:3], bad, *documents[3:]], office=tool("soffice"), tell=told.append))
    pdfs = {each.document: each.pdf for each in results}
    titles = [re.findall(rb"/Title<FEFF00D50020003(\d)>", pdfs[path] or b"") for path in documents]
    assert titles == [[b"%d" % number] for number in range(len(NAMES))]
    assert pdfs[bad] is None
    assert b"/StructTreeRoot" in (pdfs[documents[0]] or b"")
    assert told[-1] == len(NAMES) + 1
    assert list(temporary.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*NAMES, bad.name, temporary.name])


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("guarded", [True, False])
def test_libreoffice_opens_nothing_that_a_document_links_to(
    guarded: bool,  # noqa: FBT001 (a case)
    tool: Callable[[str], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    if not guarded:
        # That the document does reach out where nothing holds it.
        monkeypatch.setattr(office, "SETTINGS", ())
    with ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as server:
        Thread(target=server.serve_forever).start()
        address = f"http://127.0.0.1:{server.server_port}"
        document = word(tmp_path / "a.docx", "Lingid", f"{address}/a.png", (tmp_path / "secret.png").as_uri())
        data = printed(tool("soffice"), [document], Limits())[document]
        server.shutdown()
    assert data is not None
    asked = "/a.png" in capsys.readouterr().err
    assert (b"/Subtype/Image" in data, asked) == (not guarded, not guarded)


@pytest.mark.needs("soffice")
@pytest.mark.skipif(sys.platform != "linux", reason="looks at what LibreOffice does on Linux")
def test_nothing_is_left_of_libreoffice(tool: Callable[[str], str], tmp_path: Path, temporary: Path) -> None:
    documents = [word(tmp_path / f"{number}.docx") for number in range(40)]
    profiles: list[str] = []

    def tell(_: int) -> None:
        profiles.extend(path.resolve().as_uri() for path in temporary.glob("*/profile"))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(to_pdf(documents, office=tool("soffice"), tell=tell))
    assert len(profiles) == 2
    assert [profile for profile in profiles if socket(profile).exists()] == []
    assert list(temporary.iterdir()) == []
    programs = subprocess.run(["ps", "-eo", "args"], check=True, capture_output=True, text=True).stdout
    assert [profile for profile in profiles if profile in programs] == []


def socket(profile: str) -> Path:
    """The socket that LibreOffice makes for a profile."""
    digest = md5(profile.encode("utf-16-le"), usedforsecurity=False).digest()
    return Path(f"/tmp/OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{''.join(f'{byte:x}' for byte in digest)}")  # noqa: S108 (its place)
