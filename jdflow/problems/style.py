"""JD8xx: style and drift."""

from jdflow.language import N_
from jdflow.problems import Rule

DUPLICATE_ITEM = Rule(
    "JD801",
    N_("An item stands twice in one list."),
    N_("The same item stands twice in this list."),
    N_("Keep one of them; an item of a shared block is left out with `jäta_välja`."),
    bad="õigused:\n  - teha kaugtööd\n  - Teha kaugtööd.",
    good="õigused:\n  - teha kaugtööd\n  - osaleda koolitustel",
    severity="warning",
)
FULL_STOP = Rule(
    "JD802",
    N_("A title or a name ends with a full stop."),
    N_("No full stop belongs after a title or a name."),
    N_("Remove the full stop at the end."),
    bad="ametinimetus: Andmehaldur.",
    good="ametinimetus: Andmehaldur",
    severity="warning",
)
