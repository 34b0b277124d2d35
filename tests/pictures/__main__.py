"""The pictures of the README and the käsiraamat made anew, with the texts they are made of: `make pictures`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.conftest import GIT_CONFIG, LEAKING, LEAKS
from tests.pictures import handbook, sheet
from tests.pictures.camera import absent, first_page, labelled, photograph
from tests.pictures.scene import FOLDER, SOURCES, Scene


def main() -> str | None:
    """Makes them, or says why not."""
    if missing := absent():
        return f"Pictures need programs that are not installed here: {', '.join(missing)}."
    with TemporaryDirectory() as name:
        folder = Path(name)
        _alone(folder)
        scene = Scene(folder / "amet")
        FOLDER.mkdir(exist_ok=True)
        for file, told in SOURCES.items():
            text = told(scene)
            _keep(file, text, _page(file, text, next(folder.glob("dokumendid/*.docx"), None)), folder)
        texts, documents = handbook.played(folder)
        for file, text in texts.items():
            _keep(file, text, _page(file, text, documents.get(file)), folder)
    return None


def _keep(file: str, text: str, page: str, folder: Path) -> None:
    (FOLDER / file).write_bytes(text.encode())
    picture = photograph(page, folder)
    (FOLDER / file).with_suffix(".png").write_bytes(labelled(picture, text))


def _page(file: str, text: str, document: Path | None) -> str:
    if file in {"page.txt", "kasiraamat-leht.txt"}:
        assert document is not None, file
        return sheet.paper(first_page(document))
    return {
        "comment.md": sheet.comment,
        "plan.md": sheet.plan,
        "reminder.md": sheet.reminder,
        "kasiraamat-kommentaar.md": sheet.comment,
        "kasiraamat-teade.txt": sheet.terminal,
        "kasiraamat-aruanne.html": sheet.website,
    }[file](text)


def _alone(folder: Path) -> None:
    """Nothing of this person's settings reaches the pictures."""
    for name in list(os.environ):
        if name.startswith(LEAKS) or name in LEAKING:
            del os.environ[name]
    (folder / "gitconfig").write_text(GIT_CONFIG, "utf-8")
    os.environ |= {"GIT_CONFIG_GLOBAL": str(folder / "gitconfig"), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}


if __name__ == "__main__":
    sys.exit(main())
