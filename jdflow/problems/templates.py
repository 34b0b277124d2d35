"""JD6xx: templates."""

from jdflow.language import N_
from jdflow.problems import Rule

UNKNOWN_TEMPLATE = Rule(
    "JD601",
    N_("A template does not exist."),
    N_("There is no template “{template}”."),
    N_("Write the name of a template: {known}."),
    bad="mall: klassikalline",
    good="mall: klassikaline",
)
