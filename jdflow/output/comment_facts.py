"""What a comment says of a position besides its changes: who it is for, from which day, and how much changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from jdflow.calendar import written
from jdflow.language import N_
from jdflow.output.comment_words import named, plain, typed
from jdflow.output.difference_rows import told
from jdflow.output.position import RELATION_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jdflow.language import Voice
    from jdflow.model.comment import Touched


# What may hold for all of several, in the order of the fields.
_HOISTED = ("days", "weight", "same_day")


class Facts(NamedTuple):
    """Relation and unit, the days, the class, and whether the day should have changed with the text."""

    who: tuple[str, ...]
    days: str
    weight: str
    same_day: str

    @property
    def when(self) -> str:
        """From which day, and how much changes."""
        return _joined(self.days, self.same_day, self.weight)

    @property
    def whose(self) -> str:
        """For whom."""
        return _joined(*self.who)

    @property
    def all(self) -> str:
        """Everything, in one line."""
        return _joined(*self.who, self.days, self.same_day, self.weight)


def facts(one: Touched, voice: Voice) -> Facts:
    """What is to be said of one position."""
    compared = one.compared
    days, *rest = told(compared._replace(difference=compared.difference._replace(changes=())), voice).facts
    is_whole = compared.has_before and compared.has_after
    if not is_whole:
        # The last one says that there are no changes, which are told elsewhere.
        days, weight = _joined(days, *rest[: len(rest) - (compared.difference.cls is None)]), ""
    elif compared.difference.cls is not None:
        [weight] = rest
    elif compared.from_day is None:
        weight = voice.say("the draft gets its first day")
    elif compared.to_day is None:
        weight = voice.say("the text becomes a draft")
    else:
        weight = voice.say("only the day changes")
    is_same_day = not {"date", "editorial"}.isdisjoint(one.asks)
    # First a word of ours: a line that began with what anybody may have written might be taken for a command.
    who = (voice.say(RELATION_WORDS[one.relation]), one.unit)
    return Facts(who, days, weight, voice.say("the day is the same") if is_same_day else "")


def name(one: Touched) -> str:
    """A position as lists name it."""
    return named(one.compared.title, one.compared.id)


def row(one: Touched, told: Facts) -> str:
    """A position in one line."""
    return f"- **{plain(one.compared.title)}** {typed(one.compared.id)} · {plain(told.all)}"


def shared_facts(positions: Sequence[Touched], voice: Voice) -> tuple[str, list[Facts]]:
    """What holds for all of several positions, said once, and what is left to be said of each."""
    each = [facts(one, voice) for one in positions]
    if len(each) <= 1:
        return "", each
    common = {key: getattr(each[0], key) for key in _HOISTED if _is_one(each, key)}
    kept = dict.fromkeys(common, "")
    left = [Facts(one.who, *({**one._asdict(), **kept}[key] for key in _HOISTED)) for one in each]
    dated = [one for one in positions if one.compared.to_day is not None]
    first_days = {one.compared.to_day for one in dated}
    if "days" not in common and len(first_days) == 1 and all(map(_gets_day, dated)):
        [day] = first_days
        is_all = len(dated) == len(positions)
        said = N_("in force from {day}") if is_all else N_("in force from {day}, apart from drafts")
        common["days"] = voice.say(said, day=written(day)) if day else ""
        left = [
            told._replace(days=_until_now(one, voice)) if one.compared.to_day else told
            for one, told in zip(positions, left, strict=True)
        ]
    return _joined(*(common.get(key, "") for key in ("days", "same_day", "weight"))), left


def _is_one(each: Sequence[Facts], key: str) -> bool:
    return len({getattr(one, key) for one in each}) == 1


def _gets_day(one: Touched) -> bool:
    return one.compared.has_before and one.compared.from_day != one.compared.to_day


def _until_now(one: Touched, voice: Voice) -> str:
    day = one.compared.from_day
    return voice.say("a draft until now") if day is None else voice.say("until now from {day}", day=written(day))


def _joined(*several: str) -> str:
    return " · ".join(filter(None, several))
