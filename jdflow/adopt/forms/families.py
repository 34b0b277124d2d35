"""What a heading or a label is about by the words in it, where the vocabulary lacks the variant."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Words that tell of a section, each as a whole.
_SECTIONS = {
    "duties": r"\w*ülesan\w+|\w*kohustus\w*|\w*tegevusvaldkon\w+",
    "rights": r"õigus(?:ed|te)?|volitus\w*|pädevus\w*",
    "responsibilities": r"\w*vastutus(?:ala|valdkon\w+)?",
    "tools": r"\w*vahend(?:id)?|\w*varustus|töötingimus\w*|töökeskkon\w*",
    "requirements": r"\w*nõu(?:e|ded|dmised|ete)|eeldus(?:ed)?|\w*kvalifikatsioon\w*",
    "purpose": r"\w*eesmär[kg]\w*|missioon",
    "review": r"(?:muut|uuenda|ajakohasta)mi\w*|läbivaat\w*|ülevaat\w*|kehtivus\w*|(?:lõpp|rakendus)sät\w*"
    r"|lõpptingimus\w*",
    "general": r"üld(?:osa|sät\w+|andme\w*|info\w*)|põhiandme\w*|\w*andmed|teave|info",
    "core": r"\w*kompetents\w*",
}
# Where none of those is named.
_SKILLS = r"teadmi\w+|oskus\w*|haridus\w*|\w*kogemus\w*|\w*omadus\w*"
_TOGETHER = {
    frozenset({"rights", "responsibilities"}): "entitled",
    frozenset({"tools", "general"}): "tools",
    frozenset({"requirements", "core"}): "requirements",
    frozenset({"requirements", "general"}): "requirements",
    frozenset({"review", "general"}): "review",
    # Whoever must do something has rights below a lead-in of their own; a competence that is asked for is no right.
    frozenset({"rights", "duties"}): "entitled",
    frozenset({"requirements", "rights"}): "requirements",
}
_POST = (
    r"\w*(?:juhataja|juhi|ülema|koordinaatori|spetsialisti|nõuniku|eksperdi|juristi|direktori|analüütiku|sekretäri"
    r"|inspektori|asetäitja|halduri|nõustaja|konsultandi|inseneri|raamatupidaja|psühholoogi|assistendi|referendi"
    r"|töötaja|hoidja|registraatori|õpetaja|arsti|administraatori|arendaja|metoodiku|toimetaja|revidendi|pidaja)"
)
# What stands beside those words and changes nothing.
_BESIDE = re.compile(
    r"(?:ja|ning|või|sh|amet(?:i|ikoha|ikohal|ikohale|niku|nikule|nike|ialased?|ijuhendi|isiku)?|juhendi"
    r"|teenistu(?:ja|jale|jate|skoha|skohal|skohale|se)|töö(?:s|l|taja|tajale|koha|kohal|kohale|tamiseks|ks|korraldus"
    r"|suhte|alased?)?|täitja(?:le|te)?|isikule|asutuse|esitatavad?|nõutavad?|vajalikud?|kasutatavad?|kasutada|antavad"
    r"|põhilised?|põhiline|peami\w+|üld(?:ine|ised)|oodatav\w*|soovitud|loomise|olemasolu|tulemused|tulemus|aruandlus"
    r"|soodustused|valdkonnad|valdkond|tegevus(?:ed|valdkon\w+)?|ulatus|kord|alused|tingimused|lõpetamine|kirjeldus"
    r"|täiendavad|muud|ametlikud|eriala(?:sed|ne)?|tehnilised)",
    re.IGNORECASE,
)
# The same of labels; whom somebody substitutes for takes more than a word.
_LABELS = {
    "title": r"ametinime\w*|ametinimi",
    "unit": r"osakond|talitus|büroo|\w*üksuse?|sektor|teenistus|tiim",
    "group": r"\w*grupp|ametirühm",
    "special_terms": r"\w*eritingimus\w*|lisatingimus\w*",
    "education": r"\w*haridus\w*|ettevalmistus|\w*kvalifikatsioon\w*|kutsetunnistus",
    "experience": r"\w*kogemus(?:ed)?|\w*staaž",
    "languages": r"\w*keele?|\w*keel(?:te|ed)|\w*keelteoskus\w*|\w*keeleoskus\w*",
    "computer_skills": r"arvuti\w*|digi\w+|\w*tarkvara\w*|infotehnoloogi\w+|it|ikt",
    "travel": r"\w*lähetus\w*",
    "traits": r"\w*omadused|hoiakud|väärtushoiakud|\w*võimed",
    "knowledge": r"\w*teadmised|\w*oskus(?:ed)?",
    "purpose": r"\w*eesmärk|missioon",
}
# Knowledge is what skills of a kind are, too; the kind counts.
_LEAST = "knowledge"
_ASIDE = re.compile(
    r"(?:ja|ning|või|amet(?:i|ikoha|niku|ialased?|ikohal)?|teenistu(?:ja|skoha|se)|töö(?:taja|koha|ks|alased?|alane)?"
    r"|vajalik(?:ud)?|nõutav(?:ad)?|eeldatav(?:ad)?|oodatav(?:ad)?|soovitav(?:ad)?|sobiv(?:ad)?|erialased?|erialane"
    r"|muud?|täiendav(?:ad)?|isiklikud|isiku|iseloomu|eesti|inglise|vene|kasutamise|\w+(?:alased?|ilised|iline)"
    r"|asutus|amet|tase|nõue|nõuded|valmisolek|eelnev|varasem|kutse)",
    re.IGNORECASE,
)
_HEADS = {
    "duty": r"\w*ülesan\w+|\w*kohustus\w*|\w*tegevus(?:ed)?|(?:tegevus|töö)?valdkon(?:d|nad)",
    "result": r"\w*tulemus(?:ed|e|te)?|\w*tulem(?:id)?|\w*näitaja(?:d|te)?|\w*mõõdik(?:ud)?|\w*kriteerium(?:id)?"
    r"|\w*indikaator(?:id)?",
}
_IN_HEADS = re.compile(
    r"(?:ja|ning|jrk|nr|oodatav\w*|oodatud|soovitud|soovitav\w*|nõutav\w*|nõutud|eeldatav\w*|saavutatav\w*|kavandatud"
    r"|planeeritud|peami\w+|põhili\w+|ameti(?:koha)?|teenistus(?:koha|e)?|töö(?:koha)?|kirjeldus(?:ed)?|sisu|hindamise"
    r"|mõõdetav\w*|täitmise|kvaliteedi|konkreetsed?|tulemuslikkuse|vajalikud)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w+")
_MOST, _MOST_HEAD = 8, 5
_SUBSTITUTED = re.compile(r"\b(?:\w+(?:t|ta|da|kku)|teda) asenda", re.IGNORECASE)
_SUBSTITUTE = re.compile(r"\bkes\b|\bkelle poolt\b|\basendaja", re.IGNORECASE)
_SUBSTITUTES = re.compile(r"\basendab|\basendatav", re.IGNORECASE)
_WHOM = re.compile(r"\bkeda\b|\bkelle asendaja", re.IGNORECASE)
_MANAGER = re.compile(
    r"\b(?:vahetu|otsene|lähim|vahetult)\b.*\b(?:juht|juhi|ülemus|ülem)\b|\ballub\b|\balluvus|\baruandekohustus",
    re.IGNORECASE,
)
_REPORTS = re.compile(r"\balluvad\b|\balluvate\b|\b(?:kes|talle) allub|\bkeda juhib", re.IGNORECASE)


def _compiled(table: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in table.items()}


_SECTION_WORDS, _LABEL_WORDS, _HEAD_WORDS = _compiled(_SECTIONS), _compiled(_LABELS), _compiled(_HEADS)
_SKILL, _OFFICE = re.compile(_SKILLS, re.IGNORECASE), re.compile(_POST, re.IGNORECASE)


@lru_cache(maxsize=1024)
def section_like(text: str) -> str | None:
    """The section that a heading can only be of; none where a word in it may tell of something else."""
    words = _WORDS.findall(text)
    found = _families(words, _SECTION_WORDS)
    others = [word for word in words if not _of_any(word, _SECTION_WORDS.values()) and not _BESIDE.fullmatch(word)]
    skills = [word for word in others if _SKILL.fullmatch(word)]
    if len(words) > _MOST or any(word not in skills and not _OFFICE.fullmatch(word) for word in others):
        return None
    if found == {"duties", "responsibilities"} and not any(word.casefold() == "vastutus" for word in words):
        # For what one is responsible is what one does.
        return "duties"
    if not found:
        return "requirements" if skills else None
    if skills and found != {"requirements"}:
        return None
    if found == {"core"} and re.search(r"täiend|muud|eriala|lisa", text, re.IGNORECASE):
        return "additional"
    return _TOGETHER.get(frozenset(found)) if len(found) > 1 else found.pop()


@lru_cache(maxsize=1024)
def label_like(text: str) -> str | None:
    """The field that a label can only stand for; what is asked of must be known for a label."""
    words = _WORDS.findall(text)
    if not words or len(words) > _MOST:
        return None
    if "asenda" in text.casefold():
        return _substitution(text)
    if _REPORTS.search(text):
        return "reports"
    if _MANAGER.search(text):
        return "manager"
    found = _families(words, _LABEL_WORDS)
    if any(not _of_any(word, _LABEL_WORDS.values()) and not _ASIDE.fullmatch(word) for word in words):
        return None
    if len(found) > 1:
        found.discard("traits" if found == {_LEAST, "traits"} else _LEAST)
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=1024)
def head_like(text: str) -> str | None:
    """Which column of the duties' table a text heads that says nothing besides: duty, result, or both."""
    words = _WORDS.findall(text)
    found = _families(words, _HEAD_WORDS)
    if not found or len(words) > _MOST_HEAD:
        return None
    if any(not _of_any(word, _HEAD_WORDS.values()) and not _IN_HEADS.fullmatch(word) for word in words):
        return None
    return found.pop() if len(found) == 1 else "both"


def _substitution(text: str) -> str | None:
    is_for = _WHOM.search(text) is not None
    if _SUBSTITUTE.search(text) or (not is_for and _SUBSTITUTED.search(text)):
        return None if is_for else "substitutes"
    return "substitutes_for" if is_for or _SUBSTITUTES.search(text) else None


def _families(words: Iterable[str], table: Mapping[str, re.Pattern[str]]) -> set[str]:
    return {name for name, pattern in table.items() for word in words if pattern.fullmatch(word)}


def _of_any(word: str, patterns: Iterable[re.Pattern[str]]) -> bool:
    return any(pattern.fullmatch(word) for pattern in patterns)
