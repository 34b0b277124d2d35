"""Values, and labels with them, that extraction printed behind the heading of the next section."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jdflow.adopt.bits.flow import flow
from jdflow.adopt.bits.words import joined, words_of
from jdflow.adopt.forms.fold import fold
from jdflow.adopt.forms.vocabulary import LABELS, MOST_WORDS, REQUIREMENTS, head_of, section_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.adopt.bits.words import Bit

_POSTS = frozenset({"title", "unit", "manager", "substitutes", "substitutes_for", "reports", "group"})
_ENTITLED = frozenset({"rights", "responsibilities"})
# What the values of requirements speak of.
_ABOUT = {
    "education": re.compile(r"haridus|kraad\b", re.IGNORECASE),
    "experience": re.compile(r"kogemus|staaž|aastat", re.IGNORECASE),
    "languages": re.compile(r"\bkeel", re.IGNORECASE),
    "computer_skills": re.compile(r"arvuti|tarkvara|infosüsteem", re.IGNORECASE),
}
# With this, what somebody is responsible for ends.
_FOR, _FOR_END = re.compile(r"\beest\b"), re.compile(r"\beest[.;,]?\Z")
_MOST_VALUE, _MOST_NAME, _MOST_REST = 6, 4, 2
# Among how many lines the second one of a label is looked for.
_FARTHEST = 6
_SENTENCE_END = (".", ";", ":", "!", "?")


def in_place(bits: Sequence[Bit]) -> list[Bit]:
    """The bits, such values before the heading; where it is not sure that they are some, all as it was."""
    found = _with_whole_labels(bits)
    begin = 0
    for at in range(len(found)):
        kind = _heading(found[at])
        if kind is None:
            continue
        first, count = _behind(found, begin, at, kind)
        if count:
            # The heading stands behind them now; what follows it is where it was.
            found[at : first + count] = [*found[first : first + count], *found[at:first]]
        begin = at + 1
    return found


def _with_whole_labels(bits: Sequence[Bit]) -> list[Bit]:
    """The bits; the second line of a label, which stands behind lines of its value, joined to the first."""
    found = list(bits)
    at = 0
    while at < len(found):
        bit = found[at]
        if _is_line(bit) and bit.text[:1].isupper() and len(bit.words) <= _MOST_NAME and _label(bit) is None:
            for end in range(at + 1, min(at + _FARTHEST, len(found))):
                rest = found[end]
                if not _is_rest(rest) or LABELS.get(fold(f"{bit.text} {rest.text}")) is None:
                    continue
                found[at] = bit.holding((*bit.words, *rest.words))
                del found[end]
                break
        at += 1
    return found


def _is_rest(bit: Bit) -> bool:
    return _is_line(bit) and not bit.is_item and bit.text[:1].islower() and len(bit.words) <= _MOST_REST


def _behind(bits: Sequence[Bit], begin: int, at: int, kind: str) -> tuple[int, int]:
    """Where, behind the heading at that place, something begins that belongs before it, and how many bits it takes."""
    waiting = _open(bits[begin:at])
    wanted = [field for field in waiting if field in REQUIREMENTS]
    count = 0
    if kind == "core" and wanted:
        return _values(bits, at, wanted)
    if kind == "purpose":
        count = _posts(bits[at + 1 :], [field for field in waiting if field in _POSTS])
    elif kind == "duties" and waiting[-1:] == ["purpose"]:
        count = _purpose(bits, at + 1)
    elif kind == "responsibilities" and at > 0 and _heading(bits[at - 1]) == "rights":
        count = _rights(bits[at + 1 :])
    elif kind == "entitled" and wanted:
        count = _last_value(bits, at + 1)
    elif wanted and waiting == wanted[:1] and _label(bits[at - 1]) == wanted[0]:
        count = _first_of_two(bits, at + 1)
    return at + 1, count


def _values(bits: Sequence[Bit], at: int, wanted: Sequence[str]) -> tuple[int, int]:
    """The same of values of requirements: behind the heading of competencies, or behind the name of the first one."""
    about = [field for field in wanted if field in _ABOUT]
    for first in (at + 1, at + 2):
        block = _block(bits, first)
        told = sum(_ABOUT[field].search(joined(words_of(block))) is not None for field in about)
        if block and about and told * 2 >= len(about):
            return first, len(block)
        if first < len(bits) and len(bits[first].words) > _MOST_NAME:
            break
    return at, 0


def _purpose(bits: Sequence[Bit], first: int) -> int:
    """How many bits are the purpose, above the first duty or the heads of duties."""
    if first < len(bits) and head_of(bits[first].text) is not None:
        return 0
    end = first + len(_block(bits, first))
    is_above = end < len(bits) and (bits[end].number is not None or head_of(bits[end].text) is not None)
    return end - first if is_above else 0


def _last_value(bits: Sequence[Bit], first: int) -> int:
    """How many bits stand between the heading of rights and responsibilities and that of the former."""
    end = next((at for at in range(first, len(bits)) if _heading(bits[at]) is not None), first)
    is_led = any(bit.text.endswith(":") or bit.is_item for bit in bits[first:end])
    is_headed = end < len(bits) and _heading(bits[end]) in _ENTITLED
    return end - first if is_headed and not is_led else 0


def _first_of_two(bits: Sequence[Bit], first: int) -> int:
    """How many bits are the value of the label right above the heading: where the section has a text besides."""
    block = _block(bits, first)
    end = first + len(block)
    if not block or end >= len(bits) or block[-1].text.endswith(":") or head_of(joined(words_of(block))) is not None:
        return 0
    return len(block) if bits[end].is_apart and _heading(bits[end]) is None else 0


def _rights(bits: Sequence[Bit]) -> int:
    """How many bits are items of the section before, whose heading stands right above: those that end otherwise."""
    end = next((at for at, bit in enumerate(bits) if _heading(bit) is not None), len(bits))
    paragraphs = flow(bits[:end])
    first = next((at for at, bit in enumerate(paragraphs) if _FOR_END.search(bit.text)), 0)
    own = [bit for bit in paragraphs[first:] if _FOR.search(bit.text)]
    if first == 0 or len(own) * 2 <= len(paragraphs) - first:
        return 0
    return next(at for at, bit in enumerate(bits) if bit.words[:1] == paragraphs[first].words[:1])


def _posts(bits: Sequence[Bit], waiting: Sequence[str]) -> int:
    """How many bits are values of labels above, or labels of that kind with their values."""
    count, left = 0, len(waiting)
    while count < len(bits):
        is_label = _label(bits[count]) in _POSTS
        if is_label and _is_value(bits, count + 1):
            count += 2
        elif not is_label and left > 0 and _is_value(bits, count):
            count += 1
            left -= 1
        else:
            break
    return count


def _is_value(bits: Sequence[Bit], at: int) -> bool:
    """Whether a post or a unit stands there, by itself, and something else follows."""
    if at + 1 >= len(bits):
        return False
    bit, following = bits[at], bits[at + 1]
    is_short = _is_line(bit) and len(bit.words) <= _MOST_VALUE and bit.text[:1].isupper()
    is_alone = following.is_apart or _label(following) is not None or not following.text[:1].islower()
    is_other = _label(bit) is None and _heading(bit) is None and _heading(following) is None
    return is_short and is_alone and is_other and not bit.text.endswith(_SENTENCE_END)


def _block(bits: Sequence[Bit], first: int) -> Sequence[Bit]:
    """The lines from there to the next blank one."""
    end = first
    while end < len(bits) and (end == first or not bits[end].is_apart):
        bit = bits[end]
        if not _is_line(bit) or bit.is_item or _heading(bit) is not None or _label(bit) is not None:
            break
        end += 1
    return bits[first:end]


def _open(bits: Sequence[Bit]) -> list[str]:
    """The fields whose labels stand there, one below the other, without a value."""
    waiting: list[str] = []
    for bit in bits:
        field = _label(bit)
        if field is not None:
            waiting.append(field)
        elif waiting and not bit.text[:1].islower():
            waiting.pop(0)
    return waiting


def _label(bit: Bit) -> str | None:
    """The field of a label that stands alone in its line, to the letter; in lower case it is the end of a value."""
    if not _is_line(bit) or len(bit.words) > MOST_WORDS or bit.text[:1].islower():
        return None
    return LABELS.get(fold(bit.text.rstrip(": ")))


def _heading(bit: Bit) -> str | None:
    if not _is_line(bit) or len(bit.words) > MOST_WORDS or bit.text[:1].islower() or not bit.words:
        return None
    kind = section_of(bit.text.rstrip(":. "))
    # Some headings are labels as well; a number, or capitals, tell.
    is_label = _label(bit) is not None and bit.number is None and not bit.text.isupper()
    return None if is_label else kind


def _is_line(bit: Bit) -> bool:
    """Whether it is a line of text, which extraction may have put anywhere."""
    return not bit.is_whole and bit.cell is None and bit.level is None
