"""JD2xx: shared blocks and their use."""

from jdflow.language import N_
from jdflow.problems import Rule

_CHAIN_OF_21 = (
    "\n".join(
        f"# shared/rights/lyli-{n}.yaml\nnimi: Lüli {n}\nlaused: [{{kasuta: rights/lyli-{n + 1}}}]"
        for n in range(1, 21)
    )
    + "\n# shared/rights/lyli-21.yaml\nnimi: Lüli 21\nlaused: [osaleda koolitustel]"
)

UNKNOWN_BLOCK = Rule(
    "JD201",
    N_("A shared block does not exist."),
    N_("There is no shared block “{block}”."),
    N_("Write the folder and the file name of a block in shared/, for example `rights/kaugtoo`."),
    bad="õigused:\n  - kasuta: rights/kaugtoöö",
    good="õigused:\n  - kasuta: rights/kaugtoo",
)
WRONG_BLOCK = Rule(
    "JD202",
    N_("A shared block is used where it does not fit."),
    N_("The block “{block}” does not fit here: {why}."),
    N_("Use a block made for this field, or write the text out."),
    bad="vastutus:\n  - kasuta: rights/kaugtoo",
    good="õigused:\n  - kasuta: rights/kaugtoo",
)
UNKNOWN_VARIANT = Rule(
    "JD203",
    N_("A shared block has no such variant."),
    N_("The block “{block}” has no variant “{variant}”."),
    N_("Use one of its variants ({known}), or leave `variant` out for the fullest text."),
    bad="kompetentsid:\n  täiendavad:\n    - {kasuta: competencies/loovus, variant: keskmine}",
    good="kompetentsid:\n  täiendavad:\n    - {kasuta: competencies/loovus, variant: lühike}",
)
MISSING_VALUE = Rule(
    "JD204",
    N_("A shared block needs a value that its use does not give."),
    N_("The block “{block}” needs a value for “{parameter}”."),
    N_("Add `väärtused: {{{parameter}: …}}` beside `kasuta`."),
    bad="ülesanded:\n  - kasuta: duties/teabe-jagamine",
    good="ülesanded:\n  - {kasuta: duties/teabe-jagamine, väärtused: {teema: andmekogude}}",
)
UNKNOWN_VALUE = Rule(
    "JD205",
    N_("A use gives a value that the shared block does not know."),
    N_("The block “{block}” has no parameter “{parameter}”."),
    N_("Remove the value, or write one of its parameters: {known}."),
    bad="ülesanded:\n  - {kasuta: duties/teabe-jagamine, väärtused: {teema: andmekogude, aasta: 2026}}",
    good="ülesanded:\n  - {kasuta: duties/teabe-jagamine, väärtused: {teema: andmekogude}}",
)
UNUSED_PARAMETER = Rule(
    "JD206",
    N_("A shared block declares a parameter that its text does not use."),
    N_("The parameter “{parameter}” is not used in the text of the block."),
    N_("Remove the parameter, or put {{{{ {parameter} }}}} where its value belongs."),
    bad="# shared/rights/esindamine.yaml\nnimi: Esindamine\nparameetrid: {valdkond: oma}\n"
    "laused: [esindada asutust oma valdkonnas]",
    good="# shared/rights/esindamine.yaml\nnimi: Esindamine\nparameetrid: {valdkond: oma}\n"
    'laused: ["esindada asutust {{ valdkond }} valdkonnas"]',
    severity="warning",
)
UNDECLARED_PARAMETER = Rule(
    "JD207",
    N_("A block's text names a parameter that the block does not declare."),
    N_("“{parameter}” is not declared among the parameters of the block."),
    N_("Add it under `parameetrid`, or mend the name."),
    bad='# shared/rights/esindamine.yaml\nnimi: Esindamine\nlaused: ["esindada asutust {{ valdkond }} valdkonnas"]',
    good="# shared/rights/esindamine.yaml\nnimi: Esindamine\nparameetrid: {valdkond: oma}\n"
    'laused: ["esindada asutust {{ valdkond }} valdkonnas"]',
)
CYCLE = Rule(
    "JD208",
    N_("Shared blocks include one another in a circle."),
    N_("The include leads back to itself: {chain}."),
    N_("Remove one include of the circle."),
    bad="# shared/rights/esimene.yaml\nnimi: Esimene\nlaused: [{kasuta: rights/teine}]\n"
    "# shared/rights/teine.yaml\nnimi: Teine\nlaused: [{kasuta: rights/esimene}]",
    good="# shared/rights/esimene.yaml\nnimi: Esimene\nlaused: [{kasuta: rights/teine}]\n"
    "# shared/rights/teine.yaml\nnimi: Teine\nlaused: [osaleda koolitustel]",
)
NOTHING_OMITTED = Rule(
    "JD209",
    N_("`jäta_välja` names nothing that the block holds."),
    N_("The block “{block}” has no item “{quote}” to leave out."),
    N_("Write the item's `id` or its whole text as it stands in the block and the variant used."),
    bad="ülesanded:\n  - kasuta: duties/uhekordsed-ulesanded\n    jäta_välja: [kiiresti]",
    good="ülesanded:\n  - kasuta: duties/uhekordsed-ulesanded\n    jäta_välja: [tahtaeg]",
)
BAD_TEMPLATE = Rule(
    "JD210",
    N_("A block's text holds something between braces that is not allowed there."),
    N_("What stands between the braces cannot be used: {why}."),
    N_("Between {{{{ and }}}} write a parameter, or a form of the word for the person, such as teenistuja.omastav."),
    bad="# shared/rights/esindamine.yaml\nnimi: Esindamine\nlaused: [\"esindada {{ ''.__class__ }}\"]",
    good='# shared/rights/esindamine.yaml\nnimi: Esindamine\nlaused: ["esindada {{ teenistuja.omastav }} asutust"]',
)
BRACES = Rule(
    "JD211",
    N_("A position's own text holds braces, which are filled in only inside shared blocks."),
    N_("The braces in this text will be printed as they stand."),
    N_("Write the words themselves, or move the text into a shared block."),
    bad='eesmärk: "Teenuse {{ teenus }} andmed on korras."',
    good="eesmärk: Teenuse andmed on korras.",
    severity="warning",
)
WHICH_VARIANT = Rule(
    "JD212",
    N_("It is not clear which variant of a shared block is the fullest."),
    N_("The block “{block}” has several variants of one length: {known}."),
    N_("Name the variant: `variant: …`."),
    bad="# shared/rights/valik.yaml\nnimi: Valik\nlaused:\n  - {tekst: teha kaugtööd, variandid: [kodus]}\n"
    "  - {tekst: teha tööd esinduses, variandid: [esinduses]}\n"
    "# positions/naidis.yaml\nõigused:\n  - kasuta: rights/valik",
    good="# shared/rights/valik.yaml\nnimi: Valik\nlaused:\n  - {tekst: teha kaugtööd, variandid: [kodus]}\n"
    "  - {tekst: teha tööd esinduses, variandid: [esinduses]}\n"
    "# positions/naidis.yaml\nõigused:\n  - {kasuta: rights/valik, variant: kodus}",
)
ITEM_ID_TWICE = Rule(
    "JD213",
    N_("Two items of one list have the same id."),
    N_("The id “{id}” stands here a second time."),
    N_("Give each item an id of its own."),
    bad="# shared/rights/koolitus.yaml\nnimi: Koolitus\nlaused:\n  - {tekst: osaleda koolitustel, id: a}\n"
    "  - {tekst: osaleda nõustamises, id: a}",
    good="# shared/rights/koolitus.yaml\nnimi: Koolitus\nlaused:\n  - {tekst: osaleda koolitustel, id: a}\n"
    "  - {tekst: osaleda nõustamises, id: b}",
)
NOTHING_LEFT = Rule(
    "JD214",
    N_("The use of a shared block leaves none of its text."),
    N_("Nothing remains of the block “{block}” here."),
    N_("Remove the use, or leave out less."),
    bad="ülesanded:\n  - ülesanne: Andmete korrastamine.\nõigused:\n  - kasuta: rights/kaugtoo\n"
    "    jäta_välja: [teha kaugtööd kokkuleppel vahetu juhiga]",
    good="ülesanded:\n  - ülesanne: Andmete korrastamine.\nõigused:\n  - kasuta: rights/kaugtoo",
)
OVERGROWN = Rule(
    "JD215",
    N_("Shared blocks include one another until they grow out of bounds."),
    N_("The block unfolds out of bounds: {why}."),
    N_("Include fewer blocks, or write the text out."),
    bad=_CHAIN_OF_21,
    good="# shared/rights/koolitus.yaml\nnimi: Koolitus\nlaused: [osaleda koolitustel]",
)
