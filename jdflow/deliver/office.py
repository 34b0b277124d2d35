"""Word files to PDF by LibreOffice, many in one call, in a profile of its own that reaches nothing outside."""

from __future__ import annotations

import math
import os
import shutil
import signal
import subprocess
import time
from collections import deque
from contextlib import suppress
from hashlib import md5
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from jdflow.language import msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from jdflow.language import Msg

# As many as one call takes: their PDFs are held in memory until they are handed on.
MOST = 200
# Two calls at a time take two thirds of the time of one, from some ten documents on: each takes a second to start.
_SIDE_BY_SIDE = 2
_FEW = 10
_LOOK_EVERY = 0.05
_TAIL = 1024
# Pages of our own, before and after the documents: whether LibreOffice works at all, whether it got to the end.
_FIRST, _LAST = "first.txt", "last.txt"
_PASSED_ON = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "PROGRAMFILES", "PROGRAMDATA")
TO_FOLDER = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TMPDIR", "TEMP", "TMP")
PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_NOBODY = (("Name", "127.0.0.1"), ("Port", "9"))
SETTINGS = (
    ("Office.Common/Security/Scripting/MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting/DisableMacrosExecution", "true"),
    # What a document links to, be it on the network or on this disk, is not opened.
    ("Office.Common/Security/Scripting/BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update/Link", "2"),
    # All else would have to go through a proxy, and nobody listens there.
    ("Inet/Settings/ooInetProxyType", "2"),
    *((f"Inet/Settings/ooInet{scheme}Proxy{what}", to) for scheme in ("HTTP", "HTTPS", "FTP") for what, to in _NOBODY),
    ("Office.Common/Misc/CrashReport", "false"),
    # For those who have a page read to them.
    ("Office.Common/Filter/PDF/Export/UseTaggedPDF", "true"),
)


class OfficeFails(Exception):  # noqa: N818 (the state of a program, not a fault of ours)
    """LibreOffice makes no PDF at all, whatever it is given; and why."""

    def __init__(self, why: Msg) -> None:
        super().__init__(why)
        self.why = why


class OfficeHangs(OfficeFails):
    """LibreOffice does not even print an empty page in the time it is given."""


class Printed(NamedTuple):
    """A document and its PDF."""

    document: Path
    pdf: bytes | None
    """None where nothing came of it twice, the second time without what may have stood in its way."""
    hung: bool = False
    """Whether LibreOffice stood still over it and was ended."""


class Limits(NamedTuple):
    """How many seconds LibreOffice may be silent: until it has started, and over each document."""

    start: float = 60.0
    each: float = 30.0


def find_office() -> str | None:
    """Where LibreOffice is."""
    for name in ("soffice", "libreoffice", *PLACES):
        found = shutil.which(name)
        if found is not None:
            return found
    return None


def to_pdf(
    documents: Sequence[Path],
    *,
    office: str,
    limits: Limits = Limits(),  # noqa: B008 (a tuple, never changed)
    tell: Callable[[int], None] | None = None,
) -> Iterator[Printed]:
    """Each document with its PDF, in the order in which they come out; `tell` hears how many have.

    Raises OfficeFails where it is LibreOffice that does not work, rather than a document.
    """
    groups: deque[Sequence[int]] = deque(_groups(len(documents)))
    calls: list[_Call] = []
    tried: set[int] = set()
    done = told = 0
    try:
        while groups or calls:
            while groups and len(calls) < _SIDE_BY_SIDE:
                calls.append(_Call(office, limits, {number: documents[number] for number in groups.popleft()}))
            time.sleep(_LOOK_EVERY)
            for call in [call for call in calls if not call.is_busy()]:
                run = call.brought()
                calls.remove(call)
                again = [number for number, pdf in run.pdfs.items() if pdf is None and number not in tried]
                tried.update(again)
                # What stopped it is tried alone, so that it takes no other with it.
                alone = [number for number in again if number == run.stopped_by]
                groups += filter(None, (alone, [number for number in again if number not in alone], run.waiting))
                for number, pdf in run.pdfs.items():
                    if number not in again:
                        done += 1
                        yield Printed(documents[number], pdf, run.hung and number == run.stopped_by)
            out = done + sum(call.out for call in calls)
            if tell is not None and out > told:
                told = out
                tell(out)
    finally:
        for call in calls:
            call.end()


def _groups(number: int) -> list[Sequence[int]]:
    """The documents in as many parts as are printed at a time, or a multiple of it; a few are not worth two calls."""
    parts = 1 if number < _FEW else math.ceil(number / MOST / _SIDE_BY_SIDE) * _SIDE_BY_SIDE
    size = math.ceil(number / parts)
    return [range(start, min(start + size, number)) for start in range(0, number, size or 1)]


class _Run(NamedTuple):
    """What one call of LibreOffice brought."""

    pdfs: dict[int, bytes | None]
    """Of each document whose turn came, its PDF."""
    stopped_by: int | None
    """The document at which it stopped early."""
    waiting: list[int]
    """Those behind it."""
    hung: bool


class _Call:
    """LibreOffice at work on some documents, in a folder that is gone afterwards."""

    def __init__(self, office: str, limits: Limits, documents: Mapping[int, Path]) -> None:
        self.office = office
        self.limits = limits
        # Under names of ours: whatever theirs are, no option, no wildcard, no two alike.
        self.names = {number: f"{number}.docx" for number in documents}
        self.temporary = TemporaryDirectory(prefix="jdflow-", ignore_cleanup_errors=True)
        # LibreOffice derives the name of its socket from the profile's real path.
        self.folder = Path(self.temporary.name).resolve()
        self.profile = (self.folder / "profile").as_uri()
        self.process: subprocess.Popen[bytes] | None = None
        self.seen, self.hung, self.heard = 0, False, time.monotonic()
        try:
            self._prepare(documents)
            self.process = self._start()
        except BaseException:
            self.end()
            raise

    def _prepare(self, documents: Mapping[int, Path]) -> None:
        (self.folder / "out").mkdir()
        (self.folder / "profile" / "user").mkdir(parents=True)
        (self.folder / "profile" / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
        for page in (_FIRST, _LAST):
            (self.folder / page).write_bytes(b".\n")
        for number, document in documents.items():
            shutil.copyfile(document, self.folder / self.names[number])

    def _start(self) -> subprocess.Popen[bytes]:
        command = [self.office, f"-env:UserInstallation={self.profile}", "--headless", "--norestore"]
        command += ["--convert-to", "pdf:writer_pdf_Export", "--outdir", "out", _FIRST, *self.names.values(), _LAST]
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        environment |= {"LC_ALL": "C.UTF-8"} | dict.fromkeys(TO_FOLDER, str(self.folder))
        try:
            with (self.folder / "said").open("wb") as said:
                return subprocess.Popen(
                    command,
                    cwd=self.folder,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=said,
                    stderr=said,
                    start_new_session=True,
                )
        except OSError as error:
            why = msg(
                "LibreOffice ({office}) cannot be started: {said}. Install it anew, or do without PDF.",
                office=self.office,
                said=error.strerror or str(error),
            )
            raise OfficeFails(why) from error

    @property
    def out(self) -> int:
        """How many documents are out; the first and the last page are ours."""
        return max(0, min(self.seen - 1, len(self.names)))

    def is_busy(self) -> bool:
        """Whether it goes on; one that has been silent for too long does not."""
        if self.process is None or self.process.poll() is not None:
            return False
        now, seen = time.monotonic(), len(os.listdir(self.folder / "out"))  # noqa: PTH208 (names are enough)
        if seen > self.seen:
            self.seen, self.heard = seen, now
        self.hung = now - self.heard > (self.limits.each if self.seen else self.limits.start)
        return not self.hung

    def brought(self) -> _Run:
        """What has come of it; ends it."""
        if self.process is not None:
            _end(self.process)
        if self._pdf(_FIRST) is None:
            raise self._failure()
        pdfs = {number: self._pdf(name) for number, name in self.names.items()}
        numbers, ended = list(pdfs), self._pdf(_LAST) is not None
        self.end()
        # It takes them in order: where it stopped early, it was at the one after the last that came out.
        reached = next((place for place in range(len(pdfs), 0, -1) if pdfs[numbers[place - 1]] is not None), 0)
        if ended or reached == len(pdfs):
            return _Run(pdfs, None, [], hung=False)
        waiting = numbers[reached + 1 :]
        turns = {number: pdfs[number] for number in numbers[: reached + 1]}
        return _Run(turns, numbers[reached], waiting, self.hung)

    def _pdf(self, name: str) -> bytes | None:
        """What came of a file, if it is a PDF from beginning to end."""
        try:
            data = (self.folder / "out" / name).with_suffix(".pdf").read_bytes()
        except OSError:
            return None
        return data if data.startswith(b"%PDF-") and b"%%EOF" in data[-_TAIL:] else None

    def _failure(self) -> OfficeFails:
        """Why not even our own page came out."""
        if self.hung:
            return OfficeHangs(
                msg(
                    "LibreOffice ({office}) printed nothing in {seconds} seconds. End other LibreOffice programs that "
                    "hang, see whether it opens a document by hand, or do without PDF.",
                    office=self.office,
                    seconds=round(self.limits.start),
                )
            )
        lines = (self.folder / "said").read_bytes()[-_TAIL:].decode("utf-8", "replace").split("\n")
        return OfficeFails(
            msg(
                "LibreOffice ({office}) prints not even an empty page (it said “{said}”). Install LibreOffice Writer "
                "from the system's own packages (one from Snap or Flatpak sees no temporary files), or do without PDF.",
                office=self.office,
                said=next((line.strip() for line in reversed(lines) if line.strip()), "…"),
            )
        )

    def end(self) -> None:
        """Ends it, be it where it may, and leaves nothing behind."""
        try:
            if self.process is not None:
                _end(self.process)
        finally:
            _remove_socket(self.profile)
            self.temporary.cleanup()


def _registry() -> str:
    """The profile's settings, as LibreOffice keeps them."""
    items = (
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>\n"
        for path, name, value in ((*key.rsplit("/", 1), value) for key, value in SETTINGS)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
    return f"{head}{''.join(items)}</oor:items>\n"


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the program with all that it has started, and waits until they are gone."""
    if os.name == "nt":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], check=False, capture_output=True)  # noqa: S607 (Windows has it)
        process.wait()
        return
    # Where all are gone the system says so; macOS says the same of those that nobody has waited for.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        until = time.monotonic() + 0.5
        while time.monotonic() < until:
            os.killpg(process.pid, 0)
            time.sleep(_LOOK_EVERY / 5)
    process.wait()


def _remove_socket(profile: str) -> None:
    """Takes away the socket that LibreOffice leaves in the system's own folder when it is ended."""
    if os.name == "nt":
        return
    digest = md5(profile.encode("utf-16-le"), usedforsecurity=False).digest()
    name = f"OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{''.join(f'{byte:x}' for byte in digest)}"
    for folder in ("/tmp", "/var/tmp"):  # noqa: S108 (where it lies; its name is one that nobody can foresee)
        with suppress(OSError):
            (Path(folder) / name).unlink()
