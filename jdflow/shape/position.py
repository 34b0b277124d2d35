"""The table of a position's fields."""

from __future__ import annotations

from typing import Any

from jdflow.language import msg
from jdflow.model.position import RELATIONS, Approval, Competencies, Requirements
from jdflow.shape.days import Day
from jdflow.shape.entries import (
    ADDITIONAL,
    CORE,
    DUTIES,
    ENTRIES,
    LANGUAGES,
    PROSE,
    REFS,
    REPORTS,
    PositionRef,
)
from jdflow.shape.kinds import Choice, Code, Flag, List, Quote, Slug, Text, texts
from jdflow.shape.records import Field, Record

APPROVAL = Record(
    msg("an approval"),
    Field(
        "kinnitamisviis",
        "mode",
        Choice("käskkiri", "leping", expected=msg("käskkiri or leping")),
        msg("How the text takes effect: by the head's order (käskkiri) or as an annex to the contract (leping)."),
    ),
    Field("number", "number", Code(), msg("The number of the order or the contract.")),
    Field("kuupäev", "date", Day(), msg("The day of approval; not the day from which the text is in force.")),
    Field("lisa", "annex", Code(), msg("The number of the annex.")),
    Field("alus", "basis", Text(), msg("The legal basis, as the header of the document says it.")),
    Field("päis", "header", texts(), msg("Further lines for the header of the document.")),
    Field(
        "nõusolek",
        "consent",
        Text(),
        msg("What was decided about the official's consent to the change, and by whom."),
    ),
    make=Approval,
    places=True,
)

REQUIREMENTS = Record(
    msg("requirements"),
    Field("haridus", "education", PROSE, msg("Education.")),
    Field("töökogemus", "experience", PROSE, msg("Work experience.")),
    Field("keeleoskus", "languages", LANGUAGES, msg("Languages, as text or as a list with levels.")),
    Field("arvutioskus", "computer_skills", PROSE, msg("Computer skills.")),
    Field("lähetused", "travel", PROSE, msg("Readiness to travel for work.")),
    Field("teadmised", "knowledge", PROSE, msg("Knowledge and skills.")),
    Field("isikuomadused", "traits", PROSE, msg("Personal traits.")),
    make=Requirements,
    places=True,
)

COMPETENCIES = Record(
    msg("competencies"),
    Field("tööks_vajalikud", "core", CORE, msg("The core competencies, the same for the whole agency.")),
    Field("täiendavad", "additional", ADDITIONAL, msg("Additional competencies, personal traits and knowledge.")),
    make=Competencies,
)

POSITION: Record[dict[str, Any]] = Record(
    msg("a position"),
    Field("ametinimetus", "title", Text(), msg("The title of the position."), required=True),
    Field(
        "täpsustus",
        "qualifier",
        Text(),
        msg("What is printed after the title, with its parentheses: (MARAC)."),
    ),
    Field(
        "ametinimetus_osastav",
        "title_partitive",
        Text(),
        msg("The title in the partitive case, for “keda asendab” in other positions."),
    ),
    Field("struktuuriüksus", "unit", Text(), msg("The unit: a key in shared/organisation.yaml."), required=True),
    Field(
        "teenistuja",
        "relation",
        Choice(*RELATIONS, expected=msg("ametnik or töötaja")),
        msg("Official (ametnik) or employee (töötaja)."),
        required=True,
    ),
    Field("mall", "template", Text(), msg("The Word template in templates/; the default is in the settings.")),
    Field(
        "kehtiv_alates",
        "effective_from",
        Day(),
        msg("The first day in force; without it the position is a draft."),
    ),
    Field("kehtiv_kuni", "effective_to", Day(), msg("The last day in force, for a position that ends.")),
    Field(
        "tagasiulatuv",
        "retroactive",
        Flag(),
        msg("True only where taking effect before approval is really meant."),
    ),
    Field("kinnitamine", "approval", APPROVAL, msg("How and when the text was approved.")),
    Field(
        "allkirjastaja",
        "signatory",
        Text(),
        msg("The role in shared/signatories.yaml that signs for the agency; the default is in the settings."),
    ),
    Field("üle_vaadatud", "reviewed_on", Day(), msg("The day of the last yearly talk about this text.")),
    Field(
        "varem",
        "former_ids",
        List(Quote(Slug()), msg("a list of identifiers"), single=True),
        msg("Earlier ids (file names) of this position, so that its history stays whole."),
    ),
    Field(
        "vahetu_juht",
        "manager",
        PositionRef(),
        msg("The direct manager: a position's id or a title as text."),
    ),
    Field("asendajad", "substitutes", REFS, msg("Who substitutes for this position.")),
    Field(
        "asendab",
        "substitutes_for",
        REFS,
        msg("For whom this position substitutes; printed in the partitive."),
    ),
    Field(
        "alluvad",
        "reports",
        REPORTS,
        msg("The subordinates, or `auto`: those whose `vahetu_juht` is this position."),
    ),
    Field("eesmärk", "purpose", Text(), msg("What the position is for, in a sentence or two."), required=True),
    Field("ülesanded", "duties", DUTIES, msg("The duties with their expected results."), required=True),
    Field("õigused", "rights", ENTRIES, msg("The rights; the template gives the words that lead in.")),
    Field(
        "vastutus",
        "responsibilities",
        ENTRIES,
        msg("The responsibilities; the template gives the words that lead in."),
    ),
    Field("töövahendid", "tools", PROSE, msg("The tools and equipment of the post.")),
    Field("nõuded", "requirements", REQUIREMENTS, msg("What is asked of the one who holds the position.")),
    Field("kompetentsid", "competencies", COMPETENCIES, msg("The competencies.")),
    Field("grupp", "group", Text(), msg("The group of the position; without it, as `teenistuja` says.")),
    Field("eritingimused", "special_terms", PROSE, msg("Special terms.")),
    Field(
        "muutmine",
        "review_clause",
        PROSE,
        msg("The clause on review and amendment, usually an include from clauses/."),
    ),
    Field("märkused", "notes", texts(), msg("Notes for the maintainers; never printed.")),
    make=dict,
    personal=True,
)
