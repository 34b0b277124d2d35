"""Programs that make pictures: LibreOffice and poppler of a document, Chromium of a page, pngquant of what it saw."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
from hashlib import sha256
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from pathlib import Path

PROGRAMS = {
    "chromium": "Chromium",
    "soffice": "LibreOffice",
    "pdftoppm": "poppler-utils",
    "pngquant": "pngquant",
}
_SECONDS = 120
_WIDTH = 840
_HEIGHT = re.compile(r'data-height="(\d+)"')


def absent() -> list[str]:
    """The programs that are missing, by the names under which they are installed."""
    return [name for program, name in PROGRAMS.items() if shutil.which(program) is None]


def first_page(document: Path) -> Path:
    """A picture of the first page of a Word document."""
    folder = document.parent
    profile = (folder / "office").as_uri()
    _run(
        "soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", folder, document
    )
    _run("pdftoppm", "-png", "-r", "200", "-f", "1", "-singlefile", document.with_suffix(".pdf"), folder / "page")
    return folder / "page.png"


def photograph(html: str, folder: Path) -> bytes:
    """A page as a small picture in PNG, as high as the page is."""
    file = folder / "page.html"
    file.write_text(html, "utf-8")
    height = _HEIGHT.search(_browser(file, folder, "--dump-dom"))
    assert height, "the page does not tell how high it is"
    shot, small = folder / "shot.png", folder / "small.png"
    _browser(file, folder, f"--window-size={_WIDTH},{height[1]}", f"--screenshot={shot}")
    _run("pngquant", "--force", "--strip", "--speed", "1", "--output", small, "32", shot)
    return small.read_bytes()


def labelled(picture: bytes, source: str) -> bytes:
    """A picture in PNG that names the text it was made of, by its digest."""
    body = b"tEXtSource\0" + digest(source).encode()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", crc32(body))
    # The last chunk, IEND, has twelve bytes.
    return picture[:-12] + chunk + picture[-12:]


def digest(source: str) -> str:
    """What a picture says of its text."""
    return sha256(source.encode()).hexdigest()


def _browser(file: Path, folder: Path, *options: str) -> str:
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars")
    sharp = ("--force-device-scale-factor=2", f"--user-data-dir={folder / 'browser'}")
    return _run("chromium", *quiet, *sharp, *options, file.as_uri())


def _run(*command: str | Path) -> str:
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=_SECONDS, check=True)
    return ran.stdout
