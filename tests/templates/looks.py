"""The looks of the two templates: fonts, sizes and spaces."""

from __future__ import annotations

from typing import NamedTuple


class Font(NamedTuple):
    """A font, with the one of the same widths that stands in where it is missing."""

    name: str
    instead: str
    family: str
    panose: str


class Look(NamedTuple):
    """A template's looks; sizes in half points, spaces in twentieths of a point."""

    font: Font
    size: int
    small: int
    title: int
    title_place: str
    heading: int
    leading: int
    """Of a line in the running text, in 240ths of its height."""


TIMES = Font("Times New Roman", "Liberation Serif", "roman", "02020603050405020304")
ARIAL = Font("Arial", "Liberation Sans", "swiss", "020B0604020202020204")
KLASSIKALINE = Look(TIMES, size=24, small=22, title=28, title_place="center", heading=24, leading=245)
TEENISTUSKOHT = Look(ARIAL, size=20, small=20, title=32, title_place="left", heading=24, leading=264)

LEFT, RIGHT, TOP, BOTTOM = 1701, 1134, 1134, 1134
WIDTH = 11906 - LEFT - RIGHT
"""Of the text on a page of A4, in twentieths of a point."""
