"""Given names that are usual in Estonia: what tells a person from a place or a post written with capitals."""

from __future__ import annotations

from jdflow.adopt.fold import fold

_NAMES = """
aare aarne aavo aet age agnes ago agu ahti ahto aigar aimar aime ain aino aivar aive aivo alar albert aleksander
aleksandr aleksandra aleksandrs aleksei alina allan alo anastasia anatoli anders andra andre andreas andrei andres
andri andrus ane angela angelika anita anna annabel anne anneli annely annemari anni annika anti anton antonina ants
anu ardi ardo are argo arne arno artjom artur arvi arvo asko astra astrid aule ave avo birgit birgitta boriss brigitta
bruno carmen carolina christian cristina daisi daniel daniil danil darja deivi deniss diana dmitri edgar edith eduard
eerik eero eevi eha eike eili eino elar elen elena eleri elina elis elisabet elisabeth elle ellen ellu elmar elo elvi
elvira ena ene enel eneli enn enno epp erich erik erika erki erkki ermo ester eva eve eveli evelin evelyn evi filipp
fjodor galina georg georgi gerda gerli gert gertrud getter greta grete gristel hanna hannes hans harald hardi harri
harry heidi heigo heiki heiko heili heino heiti helar helen helena helga heli helin helina helju hella helle helmi
helmut helve hendrik henn henno henri henry herbert hilja hillar hille hugo igor ike ilja ilmar ilme ilona imbi inga
inge ingel ingrid inna inno irena irene irina iris irja ivan ivar ivari ive ivi ivika ivo jaagup jaak jaan jaana
jaanek jaanika jaanus jakob jana janar jane janek janika janne jano jarek jarmo jegor jekaterina jelena joel johanna
johannes joonas joosep jorma juhan juhani julia juri juta jüri kaarel kadi kadri kai kaia kaidi kaido kaidu kaie kaili
kaimar kairi kairit kaisa kait kaja kajar kalev kaljo kalju kalle kalmer karel karin karina karl karli karmen karmo
karol karoliina karolin karolina kaspar katariina katarina kati katre katri katrin kaupo kauri keio keit keiu kelli
ken kenneth kerli kersti kerstin kert kerttu kirill kirke kirsi kirsika kirsti klaus klavdia koit konstantin krislin
krista kristel kristen kristi kristiina kristin kristina kristine kristjan kristo kristofer kuldar kuldne kuno kätlin
külli küllike küllo laine laivi larissa laura lauri lea leelo leho leida leili lembit lemme lenna leo leonid lia liana
lidia lii liia liidia liina liine liis liisa liisi liisu liivi lilia lily linda linnar lisett livia ljubov ljudmila
loviise luule lydia maarika maarja maia maido maidu maie maigi maike maili maimu maire mairi mairit mairo mait maivi
maksim mall malle mare marek maren maret margaret margarita marge margit margo margot margus mari maria mariana
mariann marianne marie marika mariliis marina mario maris marit marjana marju mark marko markus marleen mart marta
marten martin martti mati mats matthias mattias matvei meeli meelika meelis meeri mehis melissa merike merili merilin
merilyn merit merle merli merlin mia mihail mihhail mihkel miia mikk milvi mirjam monika moonika märt märten nadezda
nadežda naima natalia natalja nelli niina nikita nikolai nina oksana olav ole oleg olga oliver oskar ott otto oxana
paavel paavo pavel peep peeter peter piia pille pilvi polina priidik priidu priit raido raigo raiko raili raimo
raimond rain rainer raivo rando raul rauno rebeka reelika reet regina reigo reijo reimo rein reio relika renata renno
rihard riho riin riina riinu riivo risto rita robert roland roman romet rudolf ruslan ruta ruth rutt ruudi saale saima
sander sandor sandra saskia semjon sergei sigrid siim siire siiri silja sille silva silver silvi silvia simmo simona
sirje sirle sirli sirly sofia stanislav stefan stella sulev sulo susanna svea sven svetlana swen taavet taavi taavo
taimi taimo taisi taivo tamara tambet tanel tanja tarmo tarvi tarvo tatjana tauno tauri teele teet teodor terje tiia
tiidrek tiina tiit tiiu tiivi timo timur toivo tom tomas toomas tormi triin triinu triinuliis trine tuuli tõnis tõnn
tõnu udo uku ulla ulle ulvi uno urmas urmo urve uudo vadim vahur valdek valdeko valdo valdur valentin valentina valeri
valeria valev vallo valter vambola varje veera veiko veljo vello vera verner veronika viive viivi viivika viktor
viktoria vilja villem villu vilma virge virgo virve vitali vjatšeslav vladimir vladislav vootele zinaida õie õnne ülar
ülari üllar üllas ülle ülo žanna
"""
# Usual words, too: alone they tell nothing.
_AMBIGUOUS = frozenset({"are", "ole", "age", "kai", "koit", "ken", "tom", "mark", "mall", "leo", "ema", "mia"})
_GIVEN = frozenset(map(fold, _NAMES.split())) - frozenset(map(fold, _AMBIGUOUS))


def is_given(word: str) -> bool:
    """Whether the word is a usual given name, a double one, or one in the genitive."""
    first = word.strip(".,;:()/").split("-", 1)[0]
    folded = fold(first)
    return folded in _GIVEN or (len(folded) > len("mart") and folded[-1:] in "aeul" and folded[:-1] in _GIVEN)
