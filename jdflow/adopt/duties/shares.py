"""The shares of working time that some forms print beside duties: no field of a position holds them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.language import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Bit
    from jdflow.adopt.desk import Desk
    from jdflow.language import Msg

_PERCENT = re.compile(r"\d{1,3} ?%")
_SEVERAL = 2


def without_shares(bits: Sequence[Bit], desk: Desk) -> Sequence[Bit]:
    """The lines of duties without those that are nothing but a share, which are not placed."""
    shares = [bit for bit in bits if bit.cell is None and not bit.is_whole and _PERCENT.fullmatch(bit.text)]
    if not shares:
        return bits
    kept: list[Bit] = []
    duty = ""
    for bit in bits:
        here = bit
        is_duty = bit.number is not None and bit.level is None
        if is_duty and len(shares) >= _SEVERAL and len(bit.words) > 1 and _PERCENT.fullmatch(bit.words[-1].text):
            # Where there was no room for a column, it stands behind the words.
            here = bit.holding(bit.words[:-1])
            desk.lose([bit.words[-1:]], (_beside(here.text),))
        duty = here.text if is_duty else duty
        if bit.cell is None and _PERCENT.fullmatch(bit.text):
            desk.give_up(bit, notes=(_beside(duty),) if duty else ())
        else:
            kept.append(here)
    return kept


def _beside(duty: str) -> Msg:
    return msg("It stands beside the duty “{duty}”.", duty=duty)
