"""Surnames that are usual in Estonia, in any case; and what others end in."""

from __future__ import annotations

import re
from functools import lru_cache

_SURNAMES_TEXT = """
aas aasa aavik adamson ader alas alasi allik altmäe anderson andresson arro aru arusoo eesmaa eller erm ernits eskla
fjodorov gross haljas hallas hallik hansen hanson hein hirv holm hunt ilves ivanov ivask jaam jaanson jakobson jalakas
johanson järv järve järvela jõgi jürgenson kaasik kalda kaljula kaljurand kallas kallaste kalm kangur karja karro karu
kasemets kask keskpaik kesküla kiik kiis kikas kirs kirsipuu kivi klaas koch koger kokk koor koort koppel kotkas kraav
kruus kruuse kruusmaa kukk kull kurg kurvits kuusik kuusk kuznetsov käo käsper käär kõiv künnap kütt laan laane
laanemets laas lang laos leht lehtla lepik lepp leppik liiv liiva lill lind lindmaa linn linnas lokk luht luik luts
lutsar lõhmus maasik madisson maidla mandel meier meos merila mets metsa michelson mihhailov mihkelson miller moor
muru mutt mägi mänd mõis mölder möller müller müür müürsepp naaris nael nigul nool nurk nurme nõmm nõmme oja ojala
olesk oras orav org ots paas paju pajula palm park parts paulson pavlov pedaja peets pehk pent petersell peterson
petrov pihl pihlak piho piir popov pruul pruus puhm pukk pulk purga puusepp pärn pärna pärtel põder põld põldma
põldmaa põllu raid raja rajasalu rand randmaa rannamäe rannap raud raudsepp rebane reinsalu reinson ristikivi rohtla
rooba roos roosileht roots rosenberg rumm rätsep rüütel rüütli saar saarepuu saarma sakala saks salu salumäe sarapuu
sarv savi schmidt sepp siil sikk sild sillamaa sillaste simson sirel smirnov sokolov soo soosaar soots sults susi
suurkask säinas sõõrumaa taal tael talts talu talvik tamm tamme tammeleht tammik tammsaar tammsalu tarkpea tasa teder
tedre teesalu teras tiik tiits tomingas tomson toom toome tooming toots treial treufeldt tuisk tõnisson uibo uusküla
uustalu vaher vahtra vain valk vallik vares vassiljev vesk veski veskimäe viik viira vilu virkus volmer vool vähi
värnik võsu õispuu õun õunapuu õunpuu ööpik
"""
_SURNAMES = frozenset(_SURNAMES_TEXT.split())
# Their genitives, where these are other than the name with a vowel added.
_GENITIVES_TEXT = """
hundi ilvese jõe karu kase kasku kitse kotka kuke kulli kure kuuse laane lepa lepiku luige metsa mäe oja pärna pärtli
põdra rebase roosi rätsepa saare sepa tedre toominga uibu vahtra õuna
"""
_GENITIVES = frozenset(_GENITIVES_TEXT.split())
# What only surnames end in.
_ENDS = re.compile(
    r"[^\W\d_]{2,}(?:[^\W\d_aeiouõäöüy](?:ov|ev)a?|jeva?|enko|tšuk|tchuk|skaja|skaya|[oe]vski|[oe]vitš|[oe]vich|[oe]vna"
    r"|mann|stein|son)"
)
_CASE = re.compile(r"[’']?(?:d|t|l|le|lt|ga|s|st|sse|ks|ni|na|ta)?")
_VOWELS = "aeiou"


@lru_cache(maxsize=4096)
def is_surname(word: str) -> bool:
    """Whether the word is a usual surname, a double one, or one in any case."""
    name = word.rsplit("-", 1)[-1].casefold()
    return any(
        _CASE.fullmatch(name, at) is not None and _is_stem(name[:at])
        for at in range(len(name), max(len(name) - 5, 2), -1)
    )


def _is_stem(stem: str) -> bool:
    """Whether it is a surname as it stands in the nominative or in the genitive."""
    if stem in _SURNAMES or stem in _GENITIVES or _ENDS.fullmatch(stem) is not None:
        return True
    bare = stem.rstrip("’'")
    shorter = bare[:-1] if bare[-1:] in _VOWELS else ""
    return shorter in _SURNAMES or (bool(shorter) and _ENDS.fullmatch(shorter) is not None)
