"""JD3xx: references between positions, units and signatories."""

from jdflow.language import N_
from jdflow.problems import Rule

DUPLICATE_ID = Rule(
    "JD301",
    N_("Two files have the same id."),
    N_("A position with the id “{id}” already stands in another folder."),
    N_("Rename or delete one of the files: the id is the file's name and is unique in the whole tree."),
    bad="positions/andmetalitus/noustaja.yaml\npositions/personalitalitus/noustaja.yaml",
    good="positions/andmetalitus/andmenoustaja.yaml\npositions/personalitalitus/personalinoustaja.yaml",
)
REUSED_ID = Rule(
    "JD302",
    N_("An earlier id is claimed although it belongs to another position."),
    N_("The earlier id “{id}” belongs to another position."),
    N_("Keep the id under `varem` of the one position that really had it."),
    bad="varem: [juhataja]",
    good="varem: [andmespetsialist]",
)
UNKNOWN_POSITION = Rule(
    "JD303",
    N_("A reference names a position that does not exist."),
    N_("There is no position with the id “{id}”."),
    N_("Write the id of a position; for a title without a file of its own write `{{tekst: …}}`."),
    bad="vahetu_juht: juhattaja",
    good="vahetu_juht: juhataja",
)
ABOLISHED_POSITION = Rule(
    "JD304",
    N_("A reference names a position that has ended."),
    N_("The position “{id}” ended on {day}."),
    N_("Name the position that has taken over, and give this one a new effective date."),
    bad="asendajad: [endine]\n# positions/endine.yaml\nametinimetus: Endine nõunik\n"
    "ametinimetus_osastav: endist nõunikku\nstruktuuriüksus: andmetalitus\nteenistuja: töötaja\n"
    "kehtiv_alates: 2026-01-05\nkehtiv_kuni: 2026-06-30\nvahetu_juht: juhataja\n"
    "asendab: [{teenistuskoht: naidis, tekst: näidist}]\n"
    "eesmärk: Andmed on korras.\nülesanded:\n  - ülesanne: Andmete korrastamine.",
    good="asendajad: [juhataja]",
)
MANAGER_CYCLE = Rule(
    "JD305",
    N_("The direct managers form a circle."),
    N_("The direct managers lead back to the same position: {chain}."),
    N_("Mend `vahetu_juht` in one of these positions."),
    bad="vahetu_juht: abi\n# positions/abi.yaml\nametinimetus: Abi\nstruktuuriüksus: andmetalitus\n"
    "teenistuja: töötaja\nvahetu_juht: naidis\neesmärk: Andmed on korras.\n"
    "ülesanded:\n  - ülesanne: Andmete korrastamine.",
    good="vahetu_juht: juhataja",
)
SELF_REFERENCE = Rule(
    "JD306",
    N_("A position substitutes for itself or is subordinate to itself."),
    N_("The position names itself here."),
    N_("Name another position, or remove the line."),
    bad="asendab: [naidis]",
    good="asendab: [juhataja]",
)
NOT_MUTUAL = Rule(
    "JD307",
    N_("A substitute's own description does not say that it substitutes for this position."),
    N_("“{id}” is named as substitute, but its `asendab` does not name “{self}”."),
    N_("Add “{self}” under `asendab` of “{id}”, or remove the substitute here."),
    bad="asendajad: [abi]\n# positions/abi.yaml\nametinimetus: Abi\nstruktuuriüksus: andmetalitus\n"
    "teenistuja: töötaja\neesmärk: Andmed on korras.\nülesanded:\n  - ülesanne: Andmete korrastamine.",
    good="asendajad: [juhataja]",
    severity="warning",
)
NOT_A_REPORT = Rule(
    "JD308",
    N_("Subordinates and direct managers do not agree."),
    N_("“{id}” is listed as subordinate, but its `vahetu_juht` is not “{self}”."),
    N_("Mend `alluvad` here or `vahetu_juht` there, or write `alluvad: auto`."),
    bad="alluvad: [juhataja]",
    good="alluvad: auto",
    severity="warning",
)
MISSING_REPORT = Rule(
    "JD309",
    N_("A position that names its direct manager is missing from the manager's subordinates."),
    N_("“{id}” names this position as `vahetu_juht`, but is not listed here."),
    N_("Add “{id}” to `alluvad`, or write `alluvad: auto`."),
    bad="alluvad:\n  - abi\n# positions/abi.yaml\nametinimetus: Abi\nstruktuuriüksus: andmetalitus\n"
    "teenistuja: töötaja\nvahetu_juht: naidis\neesmärk: Andmed on korras.\n"
    "ülesanded:\n  - ülesanne: Andmete korrastamine.\n"
    "# positions/abiline.yaml\nametinimetus: Abiline\nstruktuuriüksus: andmetalitus\nteenistuja: töötaja\n"
    "vahetu_juht: naidis\neesmärk: Andmed on korras.\nülesanded:\n  - ülesanne: Andmete korrastamine.",
    good="alluvad: auto",
    severity="warning",
)
NO_PARTITIVE = Rule(
    "JD310",
    N_("A position that is substituted for has no title in the partitive."),
    N_("The partitive of “{title}” is not known, so “keda asendab” cannot be printed correctly."),
    N_("Add `ametinimetus_osastav` to “{id}”, or write `{{teenistuskoht: {id}, tekst: …}}` here."),
    bad="asendab: [abi]\n# positions/abi.yaml\nametinimetus: Abi\nstruktuuriüksus: andmetalitus\n"
    "teenistuja: töötaja\neesmärk: Andmed on korras.\nülesanded:\n  - ülesanne: Andmete korrastamine.",
    good="asendab: [{teenistuskoht: abi, tekst: abi}]\n# positions/abi.yaml\nametinimetus: Abi\n"
    "struktuuriüksus: andmetalitus\nteenistuja: töötaja\neesmärk: Andmed on korras.\n"
    "ülesanded:\n  - ülesanne: Andmete korrastamine.",
    severity="warning",
)
UNKNOWN_UNIT = Rule(
    "JD311",
    N_("A unit is not in shared/organisation.yaml."),
    N_("There is no unit “{unit}” in shared/organisation.yaml."),
    N_("Write the key of a unit, or add the unit to shared/organisation.yaml."),
    bad="struktuuriüksus: andmetallitus",
    good="struktuuriüksus: andmetalitus",
)
UNIT_NOT_VALID = Rule(
    "JD312",
    N_("A unit does not exist on the day when the position takes effect."),
    N_("The unit “{unit}” does not exist on {day}, the day from which this position is in force."),
    N_("Name the unit of that day, or mend the unit's dates in shared/organisation.yaml."),
    bad="struktuuriüksus: endine-talitus\nkehtiv_alates: 2026-03-01",
    good="struktuuriüksus: andmetalitus\nkehtiv_alates: 2026-03-01",
)
UNIT_ABOLISHED = Rule(
    "JD313",
    N_("A position that has not ended belongs to a unit that has."),
    N_("The unit “{unit}” ended on {day}, but the position has not."),
    N_("Move the position to another unit with a new effective date, or end it with `kehtiv_kuni`."),
    bad="struktuuriüksus: lopetatud-talitus\nkehtiv_alates: 2026-01-05",
    good="struktuuriüksus: andmetalitus\nkehtiv_alates: 2026-01-05",
)
UNIT_CYCLE = Rule(
    "JD314",
    N_("Units are each other's superior units in a circle."),
    N_("The superior units lead back to the same unit: {chain}."),
    N_("Mend `ülemüksus` of one of these units."),
    bad="# shared/organisation.yaml\nüksused:\n  andmetalitus: {nimi: andmetalitus, ülemüksus: andmetiim}\n"
    "  andmetiim: {nimi: andmetiim, ülemüksus: andmetalitus}",
    good="# shared/organisation.yaml\nüksused:\n  andmetalitus: {nimi: andmetalitus}\n"
    "  andmetiim: {nimi: andmetiim, ülemüksus: andmetalitus}",
)
UNKNOWN_ROLE = Rule(
    "JD315",
    N_("A signatory's role is not in shared/signatories.yaml."),
    N_("There is no role “{role}” in shared/signatories.yaml."),
    N_("Write the key of a role, or add the role to shared/signatories.yaml."),
    bad="allkirjastaja: peadirektr",
    good="allkirjastaja: peadirektor",
)
NO_SIGNATORY = Rule(
    "JD316",
    N_("Nobody holds the signatory's role on the day of signing."),
    N_("Nobody holds the role “{role}” on {day}."),
    N_("Add the holder of that day to shared/signatories.yaml, or name another role in `allkirjastaja`."),
    bad="allkirjastaja: asetaitja\nkehtiv_alates: 2026-03-01",
    good="allkirjastaja: peadirektor\nkehtiv_alates: 2026-03-01",
)
HOLDERS_OVERLAP = Rule(
    "JD317",
    N_("A role has two holders at one time."),
    N_("The role “{role}” has another holder until {day}."),
    N_("End the earlier holder the day before the later one begins; a deputy is a role of its own."),
    bad="# shared/signatories.yaml\nrollid:\n  peadirektor:\n    - {nimetus: peadirektor, kehtiv_alates: 2020-01-01}\n"
    "    - {nimetus: peadirektor, kehtiv_alates: 2026-01-01}",
    good="# shared/signatories.yaml\nrollid:\n  peadirektor:\n    - {nimetus: peadirektor, "
    "kehtiv_alates: 2020-01-01, kehtiv_kuni: 2025-12-31}\n"
    "    - {nimetus: peadirektor, kehtiv_alates: 2026-01-01}",
)
