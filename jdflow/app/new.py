"""`new`: a position's file to fill in, with comments that guide."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.intake.contents import SCHEMAS
from jdflow.model.ids import is_id
from jdflow.shape.position import POSITION
from jdflow.source.scalars import inline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.app.reading import Reading
    from jdflow.language import Voice

# The fields that a new position is asked for, with the blocks that fill them; the others are few people's need.
_WITH_BLOCKS = {
    "õigused": "rights",
    "vastutus": "responsibilities",
    "töövahendid": "tools",
    "muutmine": "clauses",
}
_OFFERED = ("kehtiv_alates", "vahetu_juht", "asendajad", "asendab")
_EXAMPLES = {
    "kehtiv_alates": "2027-01-01",
    "vahetu_juht": "juhataja",
    "asendajad": "[asendaja]",
    "asendab": "[asendatav]",
}
_WIDTH = 100


class Wish(NamedTuple):
    """What is known of the new position: its unit, its relation, perhaps its title."""

    unit: str
    relation: str
    title: str | None

    @property
    def folder(self) -> str:
        """Where its file belongs."""
        return f"positions/{self.unit}"


def new_position(wish: Wish, reading: Reading, voice: Voice) -> str:
    """The text of a new position's file."""
    return "\n".join(_lines(wish, reading, voice)) + "\n"


def _lines(wish: Wish, reading: Reading, voice: Voice) -> Iterator[str]:
    up = "../" * (wish.folder.count("/") + 1)
    yield f"# yaml-language-server: $schema={up}{SCHEMAS}/position.json"
    yield from _comment(
        voice.say(
            "Fill in what is empty; where you need a line, remove its # with the space after it. "
            "Then run `jdflow check`."
        )
    )
    about = {field.key: voice(field.about) for field in POSITION.table}
    yield ""
    yield f"ametinimetus: {inline(wish.title) if wish.title else ''}".rstrip()
    yield f"struktuuriüksus: {wish.unit}"
    yield f"teenistuja: {wish.relation}"
    for key in _OFFERED:
        yield from _comment(about[key])
        yield f"# {key}: {_EXAMPLES[key]}"
    yield from _comment(about["eesmärk"])
    yield "eesmärk:"
    yield from _comment(about["ülesanded"])
    yield "ülesanded:"
    yield "  - ülesanne:"
    yield "    tulemused:"
    yield "      -"
    yield from _includes(reading, "duties", "  ")
    for key, kind in _WITH_BLOCKS.items():
        yield from _comment(about[key])
        yield f"# {key}:"
        yield from _includes(reading, kind, "  ")
    offered = ", ".join(key for key, _ in _blocks(reading, "requirements"))
    hint = " " + voice.say("Shared blocks for requirements: {blocks}.", blocks=offered) if offered else ""
    yield from _comment(about["nõuded"] + hint)
    yield "# nõuded:"
    yield "#   haridus: Kõrgharidus."
    yield "#   keeleoskus: [{keel: eesti, tase: C1}]"
    yield from _comment(about["kompetentsid"])
    yield "# kompetentsid:"
    yield "#   tööks_vajalikud:"
    yield from _includes(reading, "competencies", "    ")
    yield "#   täiendavad:"
    yield "#     - …"


def _comment(text: str) -> Iterator[str]:
    yield ""
    line = "#"
    for word in text.split():
        if len(line) + len(word) >= _WIDTH:
            yield line
            line = "#"
        line += f" {word}"
    yield line


def _includes(reading: Reading, kind: str, indent: str) -> Iterator[str]:
    """The blocks of a kind that the repository offers, as includes to choose from."""
    for key, name in _blocks(reading, kind):
        yield f"# {indent}- kasuta: {key}    # {name}"


def _blocks(reading: Reading, kind: str) -> Iterator[tuple[str, str]]:
    """The blocks that may stand where this kind is wanted, with their names."""
    for key in sorted(reading.library.keys):
        block = reading.library.get(key) if key.startswith(f"{kind}/") else None
        # A list of results belongs inside a duty, not among duties.
        if block is not None and is_id(key.partition("/")[2]) and (kind != "duties" or block.duty is not None):
            yield key, " ".join(block.name.text.split())
