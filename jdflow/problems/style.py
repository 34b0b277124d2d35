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
COPIED_BLOCK = Rule(
    "JD803",
    N_("Own text says what a shared block says; told by `check --strict`."),
    N_("The shared block {block} says this (likeness {percent}%)."),
    N_("Write `kasuta: {block}` in its place; `jdflow drift {at}` shows the edit."),
    bad="õigused:\n  - teha kaugtööd kokkuleppel vahetu juhiga",
    good="õigused:\n  - kasuta: rights/kaugtoo",
    severity="warning",
)
NEAR_BLOCK = Rule(
    "JD804",
    N_("Own text says nearly what a shared block says; told by `check --strict`."),
    N_("The shared block {block} says nearly this (likeness {percent}%)."),
    N_("Compare the two; if they mean the same, write `kasuta: {block}`; `jdflow drift {at}` shows both."),
    bad="õigused:\n  - teha kaugtööd kokkuleppel juhiga",
    good="õigused:\n  - teha kaugtööd kahel päeval nädalas",
    severity="warning",
)
SAID_TWICE = Rule(
    "JD805",
    N_("A text says once more what the document says elsewhere; told by `check --strict`."),
    N_("This is said already, at {place} (likeness {percent}%)."),
    N_("Take one of the two out; `jdflow drift {at}` shows the edit."),
    bad="nõuded:\n  haridus: [magistrikraad]\n  teadmised: [teenuste tundmine, magistrikraad]",
    good="nõuded:\n  haridus: [magistrikraad]\n  teadmised: [teenuste tundmine]",
    severity="warning",
)
REPEATED_RESULT = Rule(
    "JD806",
    N_("A result stands under several duties; told by `check --strict`."),
    N_("This result stands under several duties: {n} (likeness {percent}%)."),
    N_(
        "Make a list of results of it in shared/duties/, and include that under each duty; "
        "`jdflow drift {at}` shows the edit."
    ),
    bad="ülesanded:\n"
    "  - ülesanne: Andmete kogumine.\n    tulemused: [Ülevaade on olemas.]\n"
    "  - ülesanne: Aruannete koostamine.\n    tulemused: [Ülevaade on olemas.]",
    good="ülesanded:\n"
    "  - ülesanne: Andmete kogumine.\n    tulemused: [Ülevaade on olemas.]\n"
    "  - ülesanne: Aruannete koostamine.\n    tulemused: [Aruanded on õiged.]",
    severity="warning",
)
STRAY_MARKS = Rule(
    "JD807",
    N_("Quotation marks, punctuation or white space are not as they should be; told by `check --strict`."),
    N_("Quotation marks, punctuation or white space are not as they should be (likeness {percent}%)."),
    N_("Write: “{right}”."),
    bad="õigused:\n  - osaleda koolitustel , kui töö lubab",
    good="õigused:\n  - osaleda koolitustel, kui töö lubab",
    severity="warning",
)
RECURRING_TEXT = Rule(
    "JD808",
    N_("The same text stands in three positions or more, and no shared block says it; told by `check --strict`."),
    N_("This is copied; places where it stands: {n} (likeness {percent}%)."),
    N_("Make a shared block of it, so that the copies cannot grow apart; `jdflow drift {at}` shows the edit."),
    bad="õigused: [hoida ruumide võtmeid]\n"
    "# positions/a.yaml\nametinimetus: Abi\nstruktuuriüksus: andmetalitus\nteenistuja: töötaja\n"
    "eesmärk: Talitus saab abi.\nülesanded: [{ülesanne: Talituse abistamine.}]\nõigused: [hoida ruumide võtmeid]\n"
    "# positions/b.yaml\nametinimetus: Valvur\nstruktuuriüksus: andmetalitus\nteenistuja: töötaja\n"
    "eesmärk: Maja on valvatud.\nülesanded: [{ülesanne: Maja valvamine.}]\nõigused: [hoida ruumide võtmeid]",
    good="õigused: [{kasuta: rights/votmed}]\n"
    "# shared/rights/votmed.yaml\nnimi: Võtmed\nlaused: [hoida ruumide võtmeid]\n"
    "# positions/a.yaml\nametinimetus: Abi\nstruktuuriüksus: andmetalitus\nteenistuja: töötaja\n"
    "eesmärk: Talitus saab abi.\nülesanded: [{ülesanne: Talituse abistamine.}]\nõigused: [{kasuta: rights/votmed}]\n"
    "# positions/b.yaml\nametinimetus: Valvur\nstruktuuriüksus: andmetalitus\nteenistuja: töötaja\n"
    "eesmärk: Maja on valvatud.\nülesanded: [{ülesanne: Maja valvamine.}]\nõigused: [{kasuta: rights/votmed}]",
    severity="warning",
)
ALIKE_BLOCKS = Rule(
    "JD809",
    N_("Two shared blocks say nearly the same; told by `check --strict`."),
    N_("The shared block {block} says nearly the same as this one (likeness {percent}%)."),
    N_(
        "Make one block of the two, with a variant or a parameter where they differ, or keep one of them; "
        "`jdflow drift {at}` shows who uses which."
    ),
    bad="# shared/rights/kodutoo.yaml\nnimi: Kodutöö\nlaused: [teha kaugtööd kokkuleppel oma vahetu juhiga]",
    good="# shared/rights/kodutoo.yaml\nnimi: Kodutöö\nlaused: [teha kodus tööd kahel päeval nädalas]",
    severity="warning",
)
