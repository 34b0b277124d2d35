"""The agency whose managers get letters: addresses, a mail server on this machine, and a journal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.cli.reminded import Office

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.command import Ran
    from tests.deliver.double import Double
    from tests.deliver.postbox import Postbox

ADDRESSES = "juht-a: Mari Müür <mari@asutus.ee>\njuht-b: b@asutus.ee\nandmetalitus: Õ <o@asutus.ee>, t@asutus.ee\n"


class Mailroom:
    """The agency and its post; account is kept in a journal, or by the forge."""

    def __init__(
        self,
        folder: Path,
        double: Double,
        box: Postbox,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        self.office = Office(folder / "amet", double, capsys)
        self.box = box
        self.addresses = folder / "aadressid.txt"
        self.addresses.write_text(ADDRESSES, "utf-8")
        self.journal = folder / "päevik.jsonl"
        monkeypatch.setenv("JDFLOW_SMTP", f"smtp://localhost:{box.port}")
        monkeypatch.setenv("JDFLOW_MAIL_FROM", "Personaliosakond Õ <personal@asutus.ee>")

    def run(self, day: str, *further: str | Path, lang: str = "en", journal: bool = True) -> Ran:
        """The verb; with the journal, unless the forge is to keep account."""
        kept = ("--journal", self.journal) if journal else ()
        return self.office.run(day, "--via", "email", "--addresses", self.addresses, *kept, *further, lang=lang)

    def sent(self, day: str, *further: str | Path, code: int = 0, journal: bool = True) -> list[list[str]]:
        """To whom letters went in one run."""
        before = len(self.box.letters)
        ran = self.run(day, *further, journal=journal)
        assert ran.code == code, (ran.out, ran.err)
        return [letter.rcpt_tos for letter in self.box.letters[before:]]

    def entries(self) -> list[dict[str, Any]]:
        """What the journal says."""
        return [json.loads(line) for line in self.journal.read_text("utf-8").splitlines()]
