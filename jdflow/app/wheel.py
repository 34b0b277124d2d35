"""The wheel of this very jdflow: what a content repository runs on a forge, whatever an index has under the name."""

from __future__ import annotations

import io
from base64 import urlsafe_b64encode
from hashlib import sha256
from importlib.metadata import distribution
from importlib.resources import files
from typing import TYPE_CHECKING
from zipfile import ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

_METADATA = ("METADATA", "entry_points.txt", "licenses/LICENSE")
_KIND = "Wheel-Version: 1.0\nGenerator: jdflow\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def wheel() -> tuple[str, bytes]:
    """The wheel's name and its bytes, the same on every machine; PackageNotFoundError where jdflow is not installed."""
    installed = distribution("jdflow")
    stem = f"jdflow-{installed.version}"
    described = {name: installed.read_text(name) for name in _METADATA} | {"WHEEL": _KIND}
    parts = dict(sorted((f"jdflow/{path}", data) for path, data in files_of(files("jdflow")) if _belongs(path)))
    for name, text in described.items():
        if text is not None:
            parts[f"{stem}.dist-info/{name}"] = text.encode()
    record = f"{stem}.dist-info/RECORD"
    lines = [f"{path},sha256={_digest(data)},{len(data)}\n" for path, data in parts.items()]
    parts[record] = "".join((*lines, f"{record},,\n")).encode()
    return f"{stem}-py3-none-any.whl", _packed(parts)


def files_of(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    """Every file of a folder in the package, by its path in there."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from files_of(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_bytes()


def _belongs(path: str) -> bool:
    return path.startswith(("starter/", "starter_gitlab/")) or path.endswith((".py", ".mo")) or path == "py.typed"


def _digest(data: bytes) -> str:
    return urlsafe_b64encode(sha256(data).digest()).decode().rstrip("=")


def _packed(parts: dict[str, bytes]) -> bytes:
    # Stored: no zlib has a say in the bytes, and Git packs one release against the next.
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for path, data in parts.items():
            entry = ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, data)
    return out.getvalue()
