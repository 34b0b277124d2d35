"""JD1xx: fields and their values."""

from jdflow.language import N_
from jdflow.problems import Rule

UNKNOWN_KEY = Rule(
    "JD101",
    N_("A key is not known."),
    N_("The key “{key}” is not known in {record}."),
    N_("Remove the key, or write one of these: {known}."),
    bad="ulesanne: Andmete korrastamine.",
    good="ülesanded:\n  - ülesanne: Andmete korrastamine.",
)
MISSING_KEY = Rule(
    "JD102",
    N_("A key that must be there is missing."),
    N_("The key “{key}” is missing from {record}."),
    N_("Add the key and its value."),
    bad="kompetentsid:\n  tööks_vajalikud:\n    - laused: [Kuulab klienti.]",
    good="kompetentsid:\n  tööks_vajalikud:\n    - nimi: Kliendikesksus\n      laused: [Kuulab klienti.]",
)
WRONG_KIND = Rule(
    "JD103",
    N_("A value is of another kind than the field."),
    N_("Here should be {expected}, but this is {found}."),
    N_("Write the value in the form that the field expects; put text that holds a colon in quotes."),
    bad="eesmärk:\n  - Andmed on korras.",
    good="eesmärk: Andmed on korras.",
)
BAD_DATE = Rule(
    "JD104",
    N_("A date cannot be read."),
    N_("“{value}” is not a date: {why}."),
    N_("Write the day as 2026-03-01 or 01.03.2026."),
    bad="kehtiv_alates: 2024-02-30",
    good="kehtiv_alates: 2024-02-29",
)
BAD_CHOICE = Rule(
    "JD105",
    N_("A value is not one of those that the field allows."),
    N_("“{value}” is not allowed here."),
    N_("Write one of these: {known}."),
    bad="teenistuja: käsundisaaja",
    good="teenistuja: töötaja",
)
BAD_LEVEL = Rule(
    "JD106",
    N_("A language level is not one of the six."),
    N_("“{value}” is not a level of language proficiency."),
    N_("Write one of A1, A2, B1, B2, C1, C2."),
    bad="nõuded:\n  keeleoskus: [{keel: eesti, tase: C3}]",
    good="nõuded:\n  keeleoskus: [{keel: eesti, tase: C1}]",
)
BAD_NUMBER = Rule(
    "JD107",
    N_("A number cannot be read or is out of bounds."),
    N_("“{value}” is not a whole number from {least} to {most}."),
    N_("Write the number in digits, without a unit."),
    bad="# shared/settings.yaml\nläbivaatus: {periood_kuudes: aasta}",
    good="# shared/settings.yaml\nläbivaatus: {periood_kuudes: 12}",
)
BAD_FLAG = Rule(
    "JD108",
    N_("A yes-or-no value is neither."),
    N_("“{value}” is neither yes nor no."),
    N_("Write true or false."),
    bad="tagasiulatuv: võib-olla",
    good="tagasiulatuv: false",
)
BAD_ID = Rule(
    "JD109",
    N_("An identifier is not well formed."),
    N_("“{value}” is not an identifier."),
    N_("Use lower-case letters a–z, digits and single hyphens only."),
    bad="varem: [Andmehaldur 2]",
    good="varem: [andmehaldur-2]",
)
EMPTY = Rule(
    "JD110",
    N_("A field or an item is empty."),
    N_("There is nothing here, but {expected} is needed."),
    N_("Fill it in, or remove the key or the item."),
    bad='ülesanded:\n  - ülesanne: Andmete korrastamine.\n    tulemused: [""]',
    good="ülesanded:\n  - ülesanne: Andmete korrastamine.\n    tulemused: [Andmed on korras.]",
)
ONE_OF = Rule(
    "JD111",
    N_("A record has none, or more than one, of the keys of which it needs exactly one."),
    N_("Exactly one of these keys is needed here: {keys}."),
    N_("Keep or add one of them; the others belong in a block or an item of their own."),
    bad="# shared/rights/koolitus.yaml\nnimi: Koolitus\ntekst: osaleda koolitustel\nlaused: [osaleda nõustamises]",
    good="# shared/rights/koolitus.yaml\nnimi: Koolitus\nlaused: [osaleda koolitustel, osaleda nõustamises]",
)
BEYOND_LAW = Rule(
    "JD112",
    N_("An official's job description holds more than the law lists."),
    N_("“{key}” is not in the law's list of what an official's job description holds."),
    N_("Remove it for officials, or change `ametniku_lisasisu` in shared/settings.yaml."),
    bad="# shared/settings.yaml\nametniku_lisasisu: viga\n# positions/ametnik.yaml\nametinimetus: Nõunik\n"
    "struktuuriüksus: andmetalitus\nteenistuja: ametnik\neesmärk: Andmed on korras.\n"
    "ülesanded:\n  - ülesanne: Andmete korrastamine.\nõigused: [teha kaugtööd]",
    good="# shared/settings.yaml\nametniku_lisasisu: viga\n# positions/ametnik.yaml\nametinimetus: Nõunik\n"
    "struktuuriüksus: andmetalitus\nteenistuja: ametnik\neesmärk: Andmed on korras.\n"
    "ülesanded:\n  - ülesanne: Andmete korrastamine.",
)
NO_REVISION = Rule(
    "JD113",
    N_("What should be the hash of a commit is none."),
    N_("“{value}” is no hash of a commit, so nothing is left out for it."),
    N_("Write the commit's hash as `git log` shows it: digits and the letters a–f, at least the first seven."),
    bad="# shared/settings.yaml\nignore_revs: [main]",
    good="# shared/settings.yaml\nignore_revs: [4f6b155d10a7]",
    severity="warning",
)
