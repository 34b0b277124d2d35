"""Given names that are usual in Estonia: what tells a person from a place or a post written with capitals."""

from __future__ import annotations

_NAMES_TEXT = """
aare aarne aavo adele adolf aet agathe agnes agnessa ago agu ahti ahto aigar aigi aiki aile aili aimar aime ain aino
aira airi aivar aive aivo alar alari albert alberta albina aleks aleksander aleksandr aleksandra aleksandrina
aleksandrs aleksei aleksej aleksius alevtina alfred alice alina alisa alissa alla allan alma alo altair alvar amalia
ana anastasia anastassia anatoli anders andra andre andreas andrei andres andri andris andrus ane anfissa angela
angelika angelina anita anna annabel annaliisa anne anneli annely annemai annemari annett annette anni annika anti
anton antonina ants anu anžela anželika ardi ardo argo arkadi arlet armand armin arne arno arseni artjom artur arved
arvi arvo asko asta astra astrid astrit august augusta augustin aule aurelia ave avo bernhard berta betti birgit
birgitta bogdan boris boriss brigitta brita britt britta bronislav bruno carl carlos carmen carola carolina caroline
cathy christian claudia cristina dagmar daiga dainis daisi daniel daniil danil daria darja david deivi denis denise
deniss diana dina dmitri dmitrij dmitry dora doris edda edgar edith eduard edvin edward eeri eerik eero eeva eevi
egert egle eha eike eili einar einari eino elar elen elena eleonora eleri elfriide elga elina elis elisabet elisabeth
elisaveta elise ella elle ellen ellinor ellu elmar elna elo elsa elvi elvira elvo emil emili emilia emma emmanuel ena
endel endla endrik ene enel eneli enn enno epp erich erik erika erki erkki ermo erna ernst ervin esta ester etta eugen
eugenia eva evald eve eveli evelin evelina evelyn evgeni evgenia evi faina fatima feliks ferdinand filip filipp fjodor
franz fred frida friedrich galina gea gennadi georg georgi georgii georgy gerd gerda gerli gert gerta gertrud getter
gleb greta grete grigori gristel guido gunnar gustav halliki hanna hannely hannes hans harald hardi harles harri harry
hedi hedvig heidi heigo heiki heikki heiko heili heinar heino heinrich heiti helar helbe heleene helen helena heleri
helga heli helin helina helja helju hella helle helmer helmi helmut helve hendrik henn henno henri henry herbert hilda
hilja hillar hille hilma hindrek holger hugo huko huubert ida igor iiris iivi ike ilja ilmar ilme ilmi ilmo ilona imbi
imre indra indrek ines inga inge ingeborg ingel ingmar ingrid inguna ingus inna inno ira irena irene irina iris irja
irma isabel isabella ivan ivar ivari ive iveta ivi ivika ivo jaagup jaak jaan jaana jaanek jaanika jaanus jakob jakov
jakub jan jana janar jane janek janika janne janno jano jarek jarmo jaroslav jefim jegor jekaterina jelena jelizaveta
jevgeni jevgenia jevgenija jevgeniy joana joel johan johanna johannes jonas joonas joosep jorgen jorma joseph josif
jossif juhan juhani julia julian juliana julius juri jury juss juta jörgen jürgen jüri kaarel kaari kaarin kaarina
kaarli kadi kadri kadriann kai kaia kaidar kaidi kaido kaidu kaie kaili kaimar kairi kairit kairo kaisa kait kaja
kajar kalev kaljo kalju kalle kalli kalmar kalmer karel karen karin karina karl karli karlis karmel karmen karmo karol
karoli karoliina karolin karolina kaspar kasper katariina katarina kati katja katre katri katriin katrin katrina
katrine kaupo kaur kauri keio keit keiu kelli kelly ken kenneth kerli kersten kersti kerstin kert kerttu kertu ketlin
kevin kimmo kira kirill kirke kirsi kirsika kirsti klaara klara klarika klaus klavdia klavdija koidu koidula koit
konstantin krete krislin krista kristel kristen kristi kristian kristiina kristin kristina kristine kristjan kristo
kristofer kuldar kuldne kuno kustas kärt kätlin kätriin kätrin külli küllike küllo lagle lagrita laila laine laivi
laivo lana larissa lars laur laura lauri lea leelo leemet leenart leeni leenu leho leida leigo leila leili lembit
lemme lemmi lenna lennart leo leonard leonid leonora lev lia liana lidia lidija lii liia liidi liidia liili liilia
liina liine liis liisa liisi liisu liive liivi lilia lily linda linnar lisanna lisett lisette liudmila livia ljubov
ljudmila ljudmilla loore lota lotta loviise luisa lukas luule lydia lüüdia maarika maarja magda magnus mai maia maido
maidu maie maigi maike maiken maila maili mailis maimo maimu maire mairi mairika mairit mairo mairold mait maivi
maksim mall malle manfred mare marek marelle maren maret marfa margaret margarita marge margit margo margot margret
margrit margus mari maria mariana mariann marianne marie mariel mariella mariette marii marija marika mariliin
mariliis marilin marilyn marin marina mario maris marisa marit marjaana marjana marju mark markku marko markus marleen
marlen mart marta marten martin martina martti mathias mati matis mats matthias mattias matvei maya meeli meelika
meelis meeri mehis melanie melissa melita merike merili merilin merilyn merit merle merli merlin mery mia mihail
mihhail mihkel miia mikael mikk mikko miko milana milena milla milvi minna mirell mirja mirjam monica monika moonika
märt märten mätas nadezda nadezhda nadežda nadja naida naima natali natalia natalija natalja natalya nataša neeme nele
nelli niina nikita nikolai nikolaj nikolay nils nina nora normann oksana olaf olav oleg oleksandr oleksii olesja olga
oliver olivia olli oskar ott otto ove oxana paavel paavo paul paula paulina pavel pavlo pearu peep peeter pentti peter
petra piia piibe piibi pille pilvi piret pireto pjotr polina priidik priidu priit pärtel raido raigo raik raiko raili
raimo raimond rain rainer raisa rait raivo randar rando rasmus raul rauna rauno ravil ravo rebeka rebekka reelika
reena reesi reet regina reigo reijo reiko reimo rein reine reio relika relo renat renata renate renna renno reti
rihard riho riin riina riinu riivo rimma ringo risto rita robert robin roland rolf roman romet romi ronald roosi rosa
rosalie rosita rostislav rudolf rufina rurik ruslan ruslana ruta ruth rutt ruudi rünno saale saara saima salme samuel
sander sandor sandra sanna sarah saskia selma semen semjon serafima sergei sergey sergii serhii signe sigre sigrid
sigrit siim siire siiri siirius silja sille silva silvar silver silvester silvi silvia simmo simona sirelin siret
sirje sirle sirli sirlis sirly sofia soile soivi sonja stanislav stefan stella sten stepan stiina stina sulev sulo
susanna svea sven sveta svetlana svjatoslav swen syri säde taaniel taavet taavi taavo taido taimi taimo tair taisi
taivo tamara tambet tamur tanel tanja tarmo tarvi tarvo tatiana tatjana tatyana tauno tauri tea teele teet teisi tenno
teodor teodora terez terje tessa theodor thomas tiia tiidrek tiina tiit tiiu tiivi timo timofei timur toivo tom tomas
tomi tomm toomas tormi torsten triin triinu triinuliis trine tuuli tuuliki tõive tõnis tõnn tõnu udo uku uljana ulla
ulle ulrika ulvar ulvi uno urmas urmet urmo ursula urve uudo vadim vahur vaido vaike valdek valdeko valdo valdur
valentin valentina valeri valeria valev vallo valter vambo vambola vanda varje varmo vasili vassili vassilissa veera
veeriks veigo veiko veljo velli vello vera verner verni veronica veronika vesta viive viivi viivika vika viktor
viktoria viktorija vilgo vilja ville villem villu vilma vilmar violetta virge virgi virgit virgo virko virve vitali
vitalina vivian vjatšeslav vladimir vladislav vladislava vladlen volodymyr volodõmõr vootele väino xenia yana ylle
yulia yuri zahhar zanna zinaida zoja zoya õie õnne õnnela ülar ülari üllar üllas ülle ülo ülvi ürgo žan žanna ženja
"""
NAMES = frozenset(_NAMES_TEXT.split())
# Words, months and things, too: with a capital they tell something only before a usual surname.
_AMBIGUOUS_TEXT = """
aare ain anna arno asta astra august ave carl eha ene ester helbe heli hilja ida kai kaja kalev kalju kaur ken
koidu koit kuldne laine laur leida leo lev luule mai mall marin mark meeli mia nele raik rain rait robin roman
romi roosi silva säde taimi tea tessa tom tormi tuuli vaike vilja õie õnne ülle ülo
"""
AMBIGUOUS = frozenset(_AMBIGUOUS_TEXT.split())
