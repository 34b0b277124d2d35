"""The words for the person, official or employee, in every case: the one place that lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jdflow.model.position import Relation

NAME = "teenistuja"
CASES = {
    "nimetav": ("ametnik", "töötaja"),
    "omastav": ("ametniku", "töötaja"),
    "osastav": ("ametnikku", "töötajat"),
    "sisseütlev": ("ametnikusse", "töötajasse"),
    "seesütlev": ("ametnikus", "töötajas"),
    "seestütlev": ("ametnikust", "töötajast"),
    "alaleütlev": ("ametnikule", "töötajale"),
    "alalütlev": ("ametnikul", "töötajal"),
    "alaltütlev": ("ametnikult", "töötajalt"),
    "saav": ("ametnikuks", "töötajaks"),
    "rajav": ("ametnikuni", "töötajani"),
    "olev": ("ametnikuna", "töötajana"),
    "ilmaütlev": ("ametnikuta", "töötajata"),
    "kaasaütlev": ("ametnikuga", "töötajaga"),
}
WORDS: Mapping[Relation, Mapping[str, str]] = {
    "ametnik": {case: official for case, (official, _) in CASES.items()},
    "töötaja": {case: employee for case, (_, employee) in CASES.items()},
}
