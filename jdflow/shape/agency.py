"""The tables of settings, organisation and signatories."""

from __future__ import annotations

from datetime import date
from typing import Any

from jdflow.language import LANGUAGES, msg
from jdflow.model.organisation import (
    Forge,
    Holder,
    Organisation,
    Reminders,
    Review,
    Settings,
    Signatories,
    Unit,
)
from jdflow.shape.days import Day
from jdflow.shape.entries import PositionRef
from jdflow.shape.kinds import Choice, List, Name, Number, Own, Text
from jdflow.shape.records import Field, Record, Table

REVIEW = Record(
    msg("the terms of review"),
    Field("periood_kuudes", "period_months", Number(1, 120), msg("After how many months a review is due.")),
    Field(
        "hoiatus_päevades",
        "warning_days",
        Number(0, 365),
        msg("How many days before the due day it is shown as near."),
    ),
    Field(
        "varajane_päevades",
        "early_days",
        Number(1, 365),
        msg("Within how many days a reorganisation asks for a review."),
    ),
    make=Review,
)
FORGE = Record(
    msg("the forge"),
    Field(
        "liik",
        "kind",
        Choice("github", "gitlab", expected=msg("the name of a forge")),
        msg("The kind of forge."),
        required=True,
    ),
    Field("aadress", "address", Text(), msg("The address of the repository.")),
    Field("haru", "branch", Text(), msg("The main branch.")),
    make=Forge,
)
REMINDERS = Record(
    msg("reminders"),
    Field(
        "rühmitus",
        "grouping",
        Choice("juht", "üksus", expected=msg("juht or üksus")),
        msg("Whether reminders go out per manager (juht) or per unit (üksus)."),
    ),
    Field("ülempiir", "cap", Number(1, 1000), msg("The most reminders that one run sends.")),
    Field(
        "eskaleerimine_nädalates",
        "escalation_weeks",
        Number(1, 52),
        msg("How many weeks an overdue review is reminded of before the manager's superior is told."),
    ),
    Field(
        "kirjade_vahe",
        "letters",
        Choice("nädal", "kuu", expected=msg("nädal or kuu")),
        msg("How often an e-mail repeats what has been told: every week (nädal) or every four weeks (kuu)."),
    ),
    make=Reminders,
)
SETTINGS = Record(
    msg("the settings"),
    Field("asutus", "agency", Text(), msg("The name of the agency."), required=True),
    Field(
        "keel",
        "language",
        Choice(*LANGUAGES, expected=msg("a language of messages")),
        msg("The language of messages: et or en."),
    ),
    Field("mall", "template", Text(), msg("The template used where a position names none.")),
    Field("allkirjastaja", "signatory", Text(), msg("The role that signs where a position names none.")),
    Field(
        "kasutuselevõtt",
        "adopted_on",
        Day(),
        msg("The day from which the rules about approval, signatories and units bind."),
        # Where the day is not known, nothing binds: the mistake here is not told of every old position.
        unread=date.max,
    ),
    Field("läbivaatus", "review", REVIEW, msg("The terms of the yearly review.")),
    Field(
        "pühad",
        "holidays",
        Choice("EE", expected=msg("a region")),
        msg("The region whose public holidays count."),
    ),
    Field(
        "ametniku_lisasisu",
        "beyond_law",
        Choice("lubatud", "hoiatus", "viga", expected=msg("lubatud, hoiatus or viga")),
        msg("Whether officials' descriptions may hold more than the law lists: lubatud, hoiatus or viga."),
    ),
    Field(
        "avalikud_kontaktid",
        "public_contacts",
        List(Own(), msg("a list of addresses and numbers"), empty=True),
        msg("The agency's own e-mail addresses, domains (@…) and phone numbers, which may stand in texts."),
    ),
    Field(
        "avalikud_nimed",
        "public_names",
        List(Own(), msg("a list of names"), empty=True),
        msg("Names of people that are public, such as those after whom something is named, which may stand in texts."),
    ),
    Field(
        "ignore_revs",
        "ignore_revs",
        List(Own(), msg("a list of commits"), empty=True),
        msg("Commits that count as never made, each by its full hash."),
    ),
    Field("hoidla", "forge", FORGE, msg("Where the repository is kept.")),
    Field("meeldetuletused", "reminders", REMINDERS, msg("How reminders are sent.")),
    make=Settings,
    places=True,
)

_FROM = Field("kehtiv_alates", "valid_from", Day(), msg("The first day."))
_TO = Field("kehtiv_kuni", "valid_to", Day(), msg("The last day."))


_UNIT: Record[dict[str, Any]] = Record(
    msg("a unit"),
    Field(
        "nimi",
        "name",
        Text(),
        msg("The name of the unit as in running text, for example andmetalitus."),
        required=True,
    ),
    Field(
        "täisnimi",
        "full_name",
        Text(),
        msg("The name to print, where it is not the chain of superior units."),
    ),
    Field("ülemüksus", "parent", Text(), msg("The superior unit: a key of this file.")),
    _FROM,
    _TO,
    Field("juht", "head", PositionRef(), msg("The position that leads the unit.")),
    make=dict,
    places=True,
)
ORGANISATION = Record(
    msg("the organisation"),
    Field(
        "üksused",
        "units",
        Table(
            msg("units by their ids"),
            _UNIT,
            lambda key, _, got: Unit(key.text, key, **got),
            slugs=True,
            blank={},
        ),
        msg("The units: id, then name, superior unit, validity and head."),
        required=True,
    ),
    make=Organisation,
)

_HOLDER = Record(
    msg("a signatory"),
    Field(
        "nimetus",
        "title",
        Text(),
        msg("The words under the signature, for example peadirektor."),
        required=True,
    ),
    Field("nimi", "name", Name(), msg("The holder's name; may be left empty."), may_be_empty=True),
    _FROM,
    _TO,
    make=Holder,
    at="at",
    places=True,
)
SIGNATORIES = Record(
    msg("the signatories"),
    Field(
        "rollid",
        "roles",
        Table(
            msg("roles by their ids"),
            List(_HOLDER, msg("a signatory or a list of them"), single=True),
            lambda _key, _node, got: got,
            slugs=True,
            blank=(),
        ),
        msg("The roles: id, then the words under the signature, the holder and the period."),
        required=True,
    ),
    make=Signatories,
)
