"""The README's pictures made anew, with the texts they are made of: `make pictures`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.conftest import GIT_CONFIG, LEAKING, LEAKS
from tests.pictures import sheet
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
            (FOLDER / file).write_bytes(text.encode())
            stem = Path(file).stem
            picture = photograph(_page(stem, text, folder), folder)
            (FOLDER / f"{stem}.png").write_bytes(labelled(picture, text))
    return None


def _page(stem: str, text: str, folder: Path) -> str:
    if stem == "page":
        [document] = folder.glob("dokumendid/*.docx")
        return sheet.paper(first_page(document))
    return {"comment": sheet.comment, "plan": sheet.plan, "reminder": sheet.reminder}[stem](text)


def _alone(folder: Path) -> None:
    """Nothing of this person's settings reaches the pictures."""
    for name in list(os.environ):
        if name.startswith(LEAKS) or name in LEAKING:
            del os.environ[name]
    (folder / "gitconfig").write_text(GIT_CONFIG, "utf-8")
    os.environ |= {"GIT_CONFIG_GLOBAL": str(folder / "gitconfig"), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}


if __name__ == "__main__":
    sys.exit(main())
