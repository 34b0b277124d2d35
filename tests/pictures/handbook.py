"""The käsiraamat's pictures: what its pages, played, leave to be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.handbook import PAGES, Play, steps

if TYPE_CHECKING:
    from pathlib import Path

PREFIX = "kasiraamat-"


def named() -> list[str]:
    """The texts that pictures are made of, as the pages name them."""
    told = (step.told for page in PAGES for step in steps(page.read_text("utf-8")))
    return [one.partition(" ")[2].partition(":")[0] for one in told if one.startswith("pilt ")]


def played(folder: Path) -> tuple[dict[str, str], dict[str, Path]]:
    """Those texts, and where documents lie of which a page is to be seen."""
    texts: dict[str, str] = {}
    documents: dict[str, Path] = {}
    for page in PAGES:
        play = Play(folder / page.stem)
        play.through(page.read_text("utf-8"))
        texts |= play.pictures
        documents |= {name: play.root / path for name, path in play.shown.items()}
    return texts, documents
