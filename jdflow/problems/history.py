"""JD404 and up: what a branch may not do to texts that are in force or approved. JD502: records of reviews in it."""

from jdflow.language import N_
from jdflow.problems import Rule

_IN_FORCE = "kehtiv_alates: 2026-03-01\nkinnitamine: {kinnitamisviis: leping, kuupäev: 2026-02-15}\n"
_NEXT = "kehtiv_alates: 2027-01-01\nkinnitamine: {kinnitamisviis: leping, kuupäev: 2026-11-02}\n"
_OTHER = "eesmärk: Andmed on leitavad."
_SAME = "eesmärk: Andmed on korras."
_COMMA = "eesmärk: Andmed, on korras."
_NAMED = """\
# positions/nimetatud.yaml
ametinimetus: Nimetatu
struktuuriüksus: andmetalitus
teenistuja: töötaja
eesmärk: Andmed on korras.
ülesanded: [{ülesanne: Andmete korrastamine.}]
"""
_ENDED = f"{_NAMED}{_IN_FORCE}kehtiv_kuni: 2026-06-30\n"
_OTHER_FILE = _NAMED.replace("nimetatud.yaml", "uus.yaml")
_SECOND = _NAMED.replace("nimetatud.yaml", "teine.yaml").replace("korras", "hoitud")
_BOTH_GONE = "# without positions/nimetatud.yaml\n# without positions/teine.yaml\n"
_REMOVED = "# enne\n# without positions/nimetatud.yaml\n"

SILENT_CHANGE = Rule(
    "JD404",
    N_("A text that is approved or in force changes, but its date does not."),
    N_("{text} has changed, but its date has not. What changed: {cause}."),
    N_(
        "Give the new text a day of its own: change `kehtiv_alates` in the file, or "
        "`jdflow amend {id} --effective DAY`; "
        "all such positions at once: `jdflow amend --affected-by {base} --effective DAY`."
    ),
    bad=f"# enne\n{_IN_FORCE}{_SAME}\n# nüüd\n{_IN_FORCE}{_OTHER}",
    good=f"# enne\n{_IN_FORCE}{_SAME}\n# nüüd\n{_NEXT}{_OTHER}",
)
UNDECLARED = Rule(
    "JD405",
    N_("A text that is approved or in force changes in its spelling, and no commit says why."),
    N_("{text} has changed in its spelling, but no commit declares that. What changed: {cause}."),
    N_(
        "Write a line `Toimetuslik: <reason>` in the message of the commit, "
        "or give the new text a day of its own: `jdflow amend {id} --effective DAY`."
    ),
    bad=f"# enne\n{_IN_FORCE}{_SAME}\n# nüüd\n{_IN_FORCE}{_COMMA}",
    good=f"# enne\n{_IN_FORCE}{_SAME}\n# nüüd, sõnumiga Toimetuslik: koma\n{_IN_FORCE}{_COMMA}",
)
NOT_EDITORIAL = Rule(
    "JD406",
    N_("A commit calls a change editorial, but it changes more than the spelling."),
    N_(
        "{text} has changed in more than its spelling, though commit {commit} calls that editorial. "
        "What changed: {cause}."
    ),
    N_(
        "Give the new text a day of its own: change `kehtiv_alates` in the file, or "
        "`jdflow amend {id} --effective DAY`; "
        "all such positions at once: `jdflow amend --affected-by {base} --effective DAY`."
    ),
    bad=f"# enne\n{_IN_FORCE}{_SAME}\n# nüüd, sõnumiga Toimetuslik: koma\n{_IN_FORCE}{_OTHER}",
    good=f"# enne\n{_IN_FORCE}{_SAME}\n# nüüd, sõnumiga Toimetuslik: koma\n{_IN_FORCE}{_COMMA}",
)
CHANGED_AFTER_END = Rule(
    "JD407",
    N_("The text of a position that has ended changes."),
    N_("The text was last in force on {day}, and has changed since. What changed: {cause}."),
    N_("Remove the file of the position that has ended, or take the change back; history keeps the text as it was."),
    bad=f"# enne\n{_ENDED}# nüüd\n{_ENDED.replace('on korras', 'on leitavad')}".rstrip(),
    good=f"# enne\n{_ENDED}# nüüd\n# without positions/nimetatud.yaml",
    severity="warning",
)
MOVED_BACK = Rule(
    "JD408",
    N_("A date moves to or before a version that is in force already."),
    N_("The text is to be in force from {day}, but a version has been since {begun}."),
    N_("Choose a day after {begun}, or add `tagasiulatuv: true` if the text is really meant to reach back."),
    bad=f"# enne\n{_IN_FORCE}\n# nüüd\nkehtiv_alates: 2026-02-20\n{_OTHER}",
    good=f"# enne\n{_IN_FORCE}\n# nüüd\nkehtiv_alates: 2027-02-20\n{_OTHER}",
)
WITHDRAWN = Rule(
    "JD409",
    N_("A version is withdrawn before it has taken effect."),
    N_("{version} is withdrawn: there is no day on which it is in force."),
    N_("If that is meant, there is nothing to do. A version stays only where it is approved and the new day is later."),
    bad="# enne\nkehtiv_alates: 2027-01-01\n# nüüd\nkehtiv_alates: 2027-02-01",
    good="# enne\nkehtiv_alates: 2027-01-01\n# nüüd\nkehtiv_alates: 2027-01-01\neesmärk: Andmed on leitavad.",
    severity="info",
)
STANDS_BESIDE = Rule(
    "JD410",
    N_("A version that is approved stays beside the new one."),
    N_("The version approved on {approved} stays: it is in force from {day} until the new one begins on {next}."),
    N_("If that is meant, there is nothing to do. With a day that is not later than {day}, it is withdrawn."),
    bad=f"# enne\n{_NEXT}\n# nüüd\nkehtiv_alates: 2027-02-01\n{_OTHER}",
    good=f"# enne\n{_IN_FORCE}\n# nüüd\nkehtiv_alates: 2027-02-01\n{_OTHER}",
    severity="info",
)
DATE_REMOVED = Rule(
    "JD411",
    N_("The date of a text in force is removed."),
    N_("There is no `kehtiv_alates` any more, but the text of {day} stays in force until a new day comes."),
    N_("Put the day back. A new text gets its own `kehtiv_alates`; a position that is to end gets `kehtiv_kuni`."),
    bad=f"# enne\n{_IN_FORCE}\n# nüüd\n{_SAME}",
    good=f"# enne\n{_IN_FORCE}\n# nüüd\n{_IN_FORCE}kehtiv_kuni: 2026-12-31",
    severity="warning",
)
UNAPPROVED = Rule(
    "JD412",
    N_("A text is set in force without an approval."),
    N_("The text is in force from {day}, but no approval is recorded."),
    N_(
        "Record it: `jdflow approve {id} --number N --date DAY`; "
        "if there is none yet, choose a day that is still to come: `jdflow amend {id} --effective DAY`."
    ),
    bad=f"# enne\n{_SAME}\n# nüüd\nkehtiv_alates: 2026-11-01\n{_SAME}",
    good="# enne\neesmärk: Andmed on korras.\n# nüüd\nkehtiv_alates: 2026-11-01\n"
    "kinnitamine: {kinnitamisviis: leping, kuupäev: 2026-10-28}",
)
PAST_CHANGED = Rule(
    "JD413",
    N_("The last day in force changes for days that are over."),
    N_("The last day in force was {before}, now it is {after}: that changes days that are over."),
    N_("Take the change back unless it mends a mistake; a position ends today at the earliest."),
    bad=f"# enne\n{_NAMED}{_IN_FORCE}# nüüd\n{_NAMED}{_IN_FORCE}kehtiv_kuni: 2026-08-31",
    good=f"# enne\n{_IN_FORCE}\n# nüüd\n{_IN_FORCE}kehtiv_kuni: 2026-12-31",
    severity="warning",
)
APPROVAL_REMOVED = Rule(
    "JD414",
    N_("The approval of a text is removed."),
    N_("The approval of {approved} is removed, though the text and its day, {day}, stay."),
    N_("Put it back; one recorded wrongly is replaced with `jdflow approve {id} --number N --date DAY --replace`."),
    bad=f"# enne\n{_IN_FORCE}\n# nüüd\nkehtiv_alates: 2026-03-01",
    good=f"# enne\n{_IN_FORCE}\n# nüüd\n{_IN_FORCE.replace('02-15', '02-15, lisa: 3')}",
    severity="warning",
)
RENAMED = Rule(
    "JD415",
    N_("A file is gone, and a new one has the same text without naming the earlier id."),
    N_("This is the text of “{former}”, whose file is gone."),
    N_(
        "Write `varem: [{former}]` so that the history stays whole; "
        "if it is another position, propose the removal of the old file by itself."
    ),
    bad=f"# enne\n{_NAMED}# nüüd\n# without positions/nimetatud.yaml\n{_OTHER_FILE}".rstrip(),
    good=f"# enne\n{_NAMED}# nüüd\n# without positions/nimetatud.yaml\n{_OTHER_FILE}varem: [nimetatud]",
)
VANISHED = Rule(
    "JD416",
    N_("The file of a position in force is gone."),
    N_("The file of “{id}” is gone: the position ends on {day}."),
    N_("If that is meant, there is nothing to do. If the file has another name now, write `varem: [{id}]` in it."),
    bad=f"# enne\n{_NAMED}{_IN_FORCE}# nüüd\n# without positions/nimetatud.yaml",
    good=f"# enne\n{_NAMED}# nüüd\n# without positions/nimetatud.yaml",
    severity="info",
)
REUSED = Rule(
    "JD417",
    N_("An id comes back with another text or date."),
    N_("The id “{id}” was that of a position whose file was removed on {day}."),
    N_("Give the file another name; an id comes back only with the text and the date that it had."),
    bad=f"# enne\n{_NAMED}{_IN_FORCE}{_REMOVED}# nüüd\n{_NAMED}kehtiv_alates: 2027-01-01",
    good=f"# enne\n{_NAMED}{_IN_FORCE}{_REMOVED}# nüüd\n{_NAMED}{_IN_FORCE}".rstrip(),
)
UNKNOWN_REVISION = Rule(
    "JD418",
    N_("A commit that is to count as never made is none of the main branch."),
    N_("No commit of the main branch is called “{value}”, so nothing is left out for it."),
    N_(
        "Copy the hash from `git log --first-parent`, or remove the line; "
        "what a merge brought in is left out by the hash of the merge."
    ),
    bad="# enne\n# nüüd\n# shared/settings.yaml\nignore_revs: [4f6b155d10a7]",
    good="# enne\n# nüüd\n# shared/settings.yaml\nignore_revs: []",
    severity="warning",
)
TWO_IN_ONE = Rule(
    "JD419",
    N_("Two positions that had a file at the same time are to go on as one."),
    N_("“{id}” and “{other}” had a file at the same time: only “{other}” goes on here, and “{id}” ends."),
    N_(
        "Put the id first in `varem` whose history is to go on; "
        "if it is right that the other position ends, take its id out of `varem`."
    ),
    bad=f"# enne\n{_NAMED}{_SECOND}# nüüd\n{_BOTH_GONE}{_OTHER_FILE}varem: [nimetatud, teine]",
    good=f"# enne\n{_NAMED}{_SECOND}# nüüd\n{_BOTH_GONE}{_OTHER_FILE}varem: [nimetatud]",
    severity="warning",
)
APPROVAL_REPLACED = Rule(
    "JD420",
    N_("The approval of a text in force is replaced by another."),
    N_("The approval was {before} and is now {after}, though the text in force since {day} is the same."),
    N_(
        "If that mends a mistake of the record, there is nothing to do; what a new order approves is a new version: "
        "put the old one back and give the text a day of its own, `jdflow amend {id} --effective DAY`."
    ),
    bad=f"# enne\n{_IN_FORCE}\n# nüüd\n{_IN_FORCE.replace('02-15', '02-16')}",
    good=f"# enne\n{_IN_FORCE}\n# nüüd\n{_IN_FORCE.replace('02-15', '02-15, number: 5')}",
    severity="warning",
)
DOUBTFUL_REVIEW = Rule(
    "JD502",
    N_("A commit's message looks like the record of a review, and is none or says less than it should."),
    N_("{said} It stands in the message of commit {commit}."),
    N_("Mend the message before it is merged, or record the review anew: `jdflow review {ids}`."),
    bad="# enne\n# nüüd, sõnumiga Ulevaadatud: naids",
    good="# enne\n# nüüd, sõnumiga Ulevaadatud: naidis",
    severity="warning",
)
