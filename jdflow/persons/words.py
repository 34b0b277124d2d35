"""Words by which a run of capitals is told from a person's name: of things named after people, of posts, of places."""

from __future__ import annotations

import re
from functools import lru_cache

_CASE = r"[aeiu]{0,2}(?:d|t|l|le|lt|ga|s|st|sse|ks|ni|na|ta|de|te|dele|tele|dega|tega|des|tes|dest|test)?"
# Behind a name, these say that something bears it: `Jaan Poska Gümnaasium`, `Lydia Koidula tänav`.
_THINGS = re.compile(
    r"(?:tänav|tn|mnt|maante|puieste|pst|väljak|par[gk]|plats|alle|\w*muuseum|gümnaasium|\w*kool|lasteae|lasteaia|kolled[žz]"
    r"|akadeemia|instituu[td]|\w*raamatukogu|\w*arhiiv|teat(?:er|r)|galeri|\w*keskus|\w*haigla|kliinik|kirik|kogudus"
    r"|kloost(?:er|r)|\w*selts|ühing|\w*fond|sihtasutus|stipendium|\w*auhin[dn]|\w*preemia|medal|orden|nimeli(?:ne|s)|nim"
    r"|\w*maja|talu|mõis|küla|val[dl]|linn|alevik?|sadam|jaam|staadion|\w+hall|konkurs{1,2}|festival|karikas?|turniir"
    r"|seadus|meeto[dt]|metoodika|mee[dt]|meetm|test|skaala|tarkvara|\w*süsteem|programm|projekt|saal|laager|laagr|kogu"
    r"|kabinet|koor|ansamb(?:el|l)|ordu|kalmistu|sil[dl]|klub[ib]|bänd|raamat|pedagoogika|käi[kg]|kanal|\w*kino|kohvik|\w*kindlus|linnus|tantsupi[du]|tantsupeo|laulupi[du]|laulupeo|aukir[ij]|\w*päev|oü|as|mtü|sa)"
    rf"{_CASE}\Z",
    re.IGNORECASE,
)
# Words that begin with a capital and are no names of people: of posts, of places, of programs.
_OTHERS = re.compile(
    r"(?:\w*(?:juhataja|juht|juhi|ülem|koordinaator|spetsialist|nõunik|ekspert|jurist|direktori?|analüütik|sekretär"
    r"|inspektor|asetäitja|haldur|nõustaja|teenistuja|ametnik|töötaja|tööandja|osakon[dn]a?|talituse?|büroo"
    r"|teenistuse?|ministeeriumi?|minister|kantsler|president|volikogu|valitsus)(?:i|ku|t|ks|na|e|le|ga)?"
    r"|ameti?|\w+amet\w{0,4}|juhend|ametijuhend|kinnit\w*|allkir\w*|kuupäev|nimi|tutvunud|vahetu|poolte|linnapea"
    r"|vallavanem|koostas|esindaja|isikukood|eesti\w{0,4}|euroopa\w{0,4}|vabarii\w*|rahvusvaheli\w*|riigi\w*|tallinna?\w{0,3}"
    r"|tartu\w{0,3}|narva\w{0,3}|ida|lääne|põhja|lõuna|ukraina\w{0,3}|venema\w*|(?:harju|hiiu|viru|lääne|jõgeva|järva|põlva|pärnu|rapla|saare|tartu|valga|viljandi|võru)maa|lii[td]u?|linna|valla|nato|el"
    r"|microsoft|office|excel|word|outlook|windows|google|teams|aktiva|kaitsevä\w*|kaitselii\w*|politsei\w*)\Z",
    re.IGNORECASE,
)
_POST = re.compile(
    r"(?:\w*(?:juhataja|juht|juhi|juhti|ülem|aator|itor|ktor|nõunik|nõuniku|ekspert|eksperdi|referent|referendi|assistent"
    r"|assistendi|sekretär|haldur|konsultant|konsultandi|insener|hoidja|vanem|teenistuja|ametnik|ametniku|töötaja|arst"
    r"|arendaja|tõlk|tõlgi|partner|õpetaja|dik|aar|loog|spetsialist|jurist|minister|ministri|kantsler|president|linnapea"
    rf"|professor|dotsent|proua|härra)|prl|pr|hr){_CASE}\Z",
    re.IGNORECASE,
)
# Before a name, what says that a firm or a foundation bears it.
_FIRMS = frozenset({"oü", "as", "sa", "mtü", "tüh", "uü", "sihtasutus", "osaühing", "aktsiaselts"})
# Programs and saints that are called like people.
_NAMESAKES = frozenset({("merit", "aktiva"), ("merit", "palk"), ("maria", "magdaleena"), ("maarja", "magdaleena")})


@lru_cache(maxsize=4096)
def is_thing(word: str) -> bool:
    """Whether the word is of something that may be named after a person."""
    return _THINGS.match(word) is not None


@lru_cache(maxsize=4096)
def is_other(word: str) -> bool:
    """Whether the word is of a post, a place, an office, a program."""
    return _OTHERS.match(word) is not None


def is_post(word: str) -> bool:
    """Whether the word is of one who may be named right behind it."""
    return _POST.match(word) is not None


def is_firm(word: str) -> bool:
    """Whether the name of a firm follows."""
    return word.casefold() in _FIRMS


def is_namesake(first: str, second: str) -> bool:
    """Whether the two are no person's, though they look it."""
    return (first.casefold(), second.casefold()) in _NAMESAKES
