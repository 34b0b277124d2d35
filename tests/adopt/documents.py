"""Job descriptions of an invented agency, in both layouts, as text and as Word files hold them."""

from __future__ import annotations

CLASSIC = """\
KINNITATUD
peadirektori 14.02.2022
käskkirjaga nr 1-2/7

Kehtiv alates 01.03.2022

AMETIJUHEND

1. ÜLDOSA

1.1 Ametinimetus\t1.2 Struktuuriüksus
Arhivaar (paberkogu)\tKogude osakond, hoidlate talitus

1.3 Vahetu juht\t1.4 Kes asendab\t1.5 Keda asendab
Hoidlate talituse juhataja\tKonservaator, talituse juhataja\tKonservaatorit, talituse juhatajat

2. AMETIKOHA EESMÄRK

Arhivaar hoiab paberkogu korras ja leitavana.

3. TEENISTUSKOHUSTUSED

Põhiülesanded\tOodatavad tulemused
3.1 Kogude korrastamine.\t▪ Riiulid on märgistatud. ▪ Iga säilik on leitav viie minutiga. Puuduvad on üles märgitud.
3.2 Lugejate nõustamine.\tLugeja on saanud vastuse. Päring on registreeritud.
3.3 Vahetu juhi antud ülesannete täitmine.\t▪ Ülesanne on täidetud tähtajaks.

4. ÕIGUSED

Ametnikul on õigus:

- saada tööks vajalikku teavet;
- teha ettepanekuid kogude hoidmiseks,
- osaleda erialastel koolitustel.

5. VASTUTUS

Ametnik vastutab:

- kogude terviklikkuse eest;
- oma töö õigeaegse tegemise eest.

6. TÖÖVAHENDID

Arvuti ja käru. Kaitsekindad.

7. AMETIKOHALE ESITATAVAD NÕUDED

Haridus
Kõrgharidus ajaloos.
Töökogemus
Vähemalt aasta tööd arhiivis.
Keeleoskus
Valdab eesti keelt vähemalt tasemel C1. Oskab saksa ja vene keelt vähemalt tasemel B1.
Arvutikasutamise oskus
Kasutab arhiivi andmekogu.

Tööks vajalikud kompetentsid

Täpsus:

- Märkab vigu. Parandab need kohe.
- Peab järge.

Koostöövõime:

- Arvestab kaaslastega.

Täiendavad kompetentsid, isikuomadused ja teadmised

- **Rahulikkus**, sh enesevalitsus: Jääb ka kiirega rahulikuks. Ei kaota järge.
- **Hool** (kogude suhtes): Käsitleb säilikuid ettevaatlikult.
- Teadmised paberi säilitamisest.

(allkirjastatud digitaalselt)
Juhan Tamm
peadirektor
"""
NEWER = """\
 AMETIJUHEND

1. Üldosa

Struktuuriüksus Kogude osakond, hoidlate talitus

Teenistuskoht Talituse juhataja

Vahetu juht  Osakonna juhataja

Alluvad Arhivaar (paberkogu), arhivaar (fotod ja
filmid), konservaatorid
(paber, nahk).

Teenistuja asendab Arhivaar (paberkogu), osakonna juhataja ja konservaator
(ülesannetes, mis ei eelda pitsatit).

Teenistuja asendaja Arhivaar (paberkogu).

Teenistuskoha eesmärk Hoidlate töö juhtimine ning kogude
säilimise tagamine, sh digi- ja
paberkogude hooldamine.

Ametikoha grupp Töötaja

Eritingimused Eritingimused lepitakse kokku lepingus.


2. Peamised teenistusülesanded Oodatavad tulemused

2.1. Hoidlate igapäevase töö
juhtimine.

\uf0a7 Töö on jaotatud ja igaühele
teada. Järjekordi ei ole.

\uf0a7 Seadmed on hooldatud katseaja-, kuu- \n
ja aastaplaani järgi.
\x0c
\uf0a7 IT-
lahendused toimivad, rikete kõrval-
damine on kokku lepitud.

2.2. Kogude ülevaatuste korraldamine.  \uf0a7 Ülevaatus on tehtud.

2.3. Osakonna juhataja ülesannete täitmine.

\uf0a7 Ülesanded on täidetud.

3. Teenistuskoha täitjale esitatavad nõuded

Haridus Kõrgharidus, soovitavalt
arhiivinduses.

Erialane töökogemus Vähemalt 4-aastane töökogemus mäluasutuses.

Keeleoskus Eesti keele oskus tasemel C1.
Inglise keele oskus vähemalt tasemel B2.

Teadmised ja oskused Hea säilitustingimuste tundmine.
Inimeste juhtimise oskus.

Isikuomadused Täpsus, rahulikkus.

4. Õigused ja vastutus

Õigused
\uf0a7 teha kaugtööd kokkuleppel juhiga;
\uf0a7 saada vajalikku teavet, sh juurdepääs
andmekogudele.
Vastutus
\uf0a7 hoidlate korrasoleku eest;
\uf0a7 kogude säilimise eest.

Ametijuhend vaadatakse üle kord aastas koos juhiga.
"""
IN_WORD = """\
Kehtiv alates 01.09.2023
#AMETIJUHEND
#1. ÜLDOSA
| 1.1 **Ametinimetus** | 1.2 **Struktuuriüksus**
| Spetsialist | Kogude osakond
|1.3 **Vahetu juht** | 1.4 **Kes asendab** | 1.5 **Keda asendab**
|Osakonna juhataja | Arhivaar // Konservaator | –
#2. AMETIKOHA EESMÄRK
Spetsialist teeb kogud kättesaadavaks.
#3. TEENISTUSÜLESANDED
| **Põhiülesanded** | **Oodatavad tulemused**
| 3.1 Kogude digimine, sh: // - kaartide skaneerimine // - nimetamine | - Failid on loetavad. // - Nimed on õiged.
| 3.2 Päringutele vastamine. | - Vastus on antud.
#4. ÕIGUSED
Omab õigust:
- kasutada lugemissaali seadmeid
- saada koolitust
#5. VASTUTUS
Omab vastutust:
- seadmete korrasoleku eest
#6. AMETIKOHALE ESITATAVAD NÕUDED
#Haridus
Keskharidus.
#Keeleoskus
Eesti keel – B2
#Tööks vajalikud kompetentsid
#Täpsus
- Kontrollib tulemust.
#Täiendavad kompetentsid, isikuomadused ja teadmised
- **Hool**: Käsitleb esemeid ettevaatlikult. Ei kiirusta.
- Teadmised failivormingutest.
#Poolte allkirjad
| **Tööandja** | **Töötaja**
| (allkirjastatud digitaalselt) // Peadirektor | (allkirjastatud digitaalselt)
"""
