"""JD7xx: what must never enter a history that cannot be erased."""

from jdflow.language import N_
from jdflow.problems import Rule

PERSONAL_CODE = Rule(
    "JD701",
    N_("A personal identification code stands in a file."),
    N_("This is a personal identification code (isikukood)."),
    N_(
        "Remove it before you commit: Git keeps what was committed for ever; names and codes come from the people file."
    ),
    bad="märkused: Isikukood on 37605030299.",
    good="märkused: Nimi tuleb isikute failist.",
)
E_MAIL = Rule(
    "JD702",
    N_("An e-mail address stands in a file."),
    N_("This is an e-mail address."),
    N_("Remove it; an address of the agency itself may be listed in `avalikud_kontaktid` of shared/settings.yaml."),
    bad="märkused: Küsida aadressil keegi@naide.ee.",
    good="märkused: Küsida personalitalitusest.",
)
PHONE = Rule(
    "JD703",
    N_("A phone number stands in a file."),
    N_("This is a phone number."),
    N_("Remove it; a number of the agency itself may be listed in `avalikud_kontaktid` of shared/settings.yaml."),
    bad="märkused: Helistada +372 5555 5555.",
    good="märkused: Küsida personalitalitusest.",
)
NAME = Rule(
    "JD705",
    N_("A text names a person."),
    N_("This looks like the name of a person."),
    N_(
        "Name the post instead; a name that is public may be listed in `avalikud_nimed` of shared/settings.yaml, "
        "and who holds a public office in shared/signatories.yaml."
    ),
    bad="eesmärk: Töötada koos Mari Maasikaga.",
    good="eesmärk: Töötada koos arhiivi juhatajaga.",
    severity="warning",
)
INCUMBENT = Rule(
    "JD704",
    N_("A field tells who holds the position."),
    N_("The key “{key}” tells of a person; a position's file describes the post, never its holder."),
    N_("Remove the key and its value; names come at render time from a file that Git ignores."),
    bad="töötaja_nimi: Eesnimi Perenimi",
    good="märkused: Nimi tuleb isikute failist.",
)
