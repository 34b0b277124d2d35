"""What recognition of pictures, extraction and careless hands make of a text, by a seeded chance."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_READ_AS = {
    "ö": ("6", "d", "o", "0"),
    "ü": ("u", "ii"),
    "õ": ("o", "6", "ö"),
    "ä": ("a",),
    "l": ("1", "I"),
    "i": ("l", "1"),
    "Ö": ("O",),
    "Ü": ("U",),
    "Õ": ("O",),
    "Ä": ("A",),
}
_PLAIN = frozenset("li")
_STRAY = ("\t", " ", "", "<br>", "<li>", "**", "\x0c", "&nbsp;", "\u00ad", "\u200b", " - ", "1.", "o", "(", ")", "•")
_LINES = (
    *("", "1.", "3.1", "•", "-", "AMETIJUHEND", "o", "–", "Lk 3", "12", "3.1.1.", "Oodatavad tulemused", "Õigused"),
    *("Vahetu juht", "<ul>", "(", "**", "sh:", ":", "Poolte allkirjad", "Ametijuhend vaadatakse üle kord aastas."),
)


def recognised(text: str, chance: Random, rate: float) -> str:
    """The text with letters taken for others, other bullets, and commas behind numbers."""
    letters = []
    for letter in text:
        likely = rate / 10 if letter in _PLAIN else rate
        letters.append(chance.choice(_READ_AS[letter]) if letter in _READ_AS and chance.random() < likely else letter)
    text = "".join(letters).replace("fi", chance.choice(("fi", "\ufb01")))
    text = re.sub(r"(?m)^(\d)\. ", lambda found: f"{found[1]}{chance.choice((',', '.'))} ", text)
    for bullet in "▪\uf0a7":
        text = text.replace(bullet, chance.choice("•»=-*▪"))
    return text


def mangled(text: str, chance: Random) -> str:
    """The text with lines mixed, divided, left out and put in."""
    rows = text.split("\n")
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(rows))
        match chance.randrange(6):
            case 0:
                chance.shuffle(rows)
            case 1:
                rows[at] += chance.choice(_STRAY) + chance.choice(rows)
            case 2:
                cut = chance.randint(0, len(rows[at]))
                rows[at : at + 1] = [rows[at][:cut], rows[at][cut:]]
            case 3:
                rows.insert(at, chance.choice(_LINES))
            case 4:
                rows[at] = "".join(
                    letter if chance.random() > 0.1 else chance.choice(" .,;:-–•()*<>&a1") for letter in rows[at]
                )
            case _:
                del rows[at : at + 1]
                rows = rows or [""]
    return "\n".join(rows)
