"""Position files as hurried people write them: any order, indentation, style and quotes, comments wherever they fit."""

from __future__ import annotations

import json
import re
import unicodedata
from itertools import cycle
from typing import TYPE_CHECKING, TypeAlias, TypeVar, Union, cast

from hypothesis import strategies as st

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

T = TypeVar("T")
Tree: TypeAlias = Union[str, list["Tree"], dict[str, "Tree"], None]  # noqa: UP007 (one that names itself, in quotes)

IDS = st.sampled_from(["juhataja", "naidis", "jurist", "2024"])
TEXTS = st.sampled_from(
    [
        "Andmed on korras.",
        "Selge: korras # ja leitav",
        'Nii "öeldud" kui ka “tehtud”',
        "it's",
        "- kriips ees",
        "* tärn, & märk, ! hüüd, % protsent, @ ja `",
        "#1",
        "yes",
        "null",
        "~",
        "1e3",
        "2026-01-01",
        "12:30",
        "007",
        "",
        " kaks  tühikut ",
        "tab\tvahel",
        "lõik\nvahel",
        "lõik\n\n  ja taane\n",
        "sidus\xa0tühik",
        "[sulud], {looksulud}",
        "{{ looksulud }}",
        "{{ looksulud }} ja muu",
        "kooskõlastus e\u0301",
        "Andmekirjelduste koostamine ja ajakohastamine koos andmekogu omanikega " * 3,
        "üksainus-pikk-sõna-" * 8,
        "a\\b",
        "😀",
        "\u200b",
        "\ufeff",
    ]
) | st.text("ab -:#,'\"„“[]{}\n\t\xa0õ*&!|>%@`?~\\", max_size=20)
DAYS = st.sampled_from(["01.07.2021", "1. 7. 2021", "2021-7-1", "2021-07-01", "2024-02-30", "homme", ""])
USES = st.fixed_dictionaries(
    {"kasuta": st.sampled_from(["rights/kaugtoo", "duties/teabe-jagamine", "duties/uhekordsed-ulesanded", "x"])},
    optional={
        "variant": st.sampled_from(["lühike", "pikk"]),
        "väärtused": st.dictionaries(st.sampled_from(["teema", "muu võti"]), TEXTS, max_size=2),
        "jäta_välja": st.lists(st.sampled_from(["tahtaeg", "eesmark"]) | TEXTS, max_size=2),
        "lisaks": st.lists(TEXTS, max_size=2) | st.fixed_dictionaries({"tulemused": st.lists(TEXTS, max_size=2)}),
    },
)
ENTRIES = st.lists(TEXTS | USES | st.fixed_dictionaries({"tekst": TEXTS}, optional={"id": IDS}), max_size=3)
REFS = st.one_of(IDS, TEXTS, st.fixed_dictionaries({}, optional={"teenistuskoht": IDS, "tekst": TEXTS}))
DUTIES = st.lists(
    USES | st.fixed_dictionaries({"ülesanne": TEXTS}, optional={"id": IDS, "sh": ENTRIES, "tulemused": ENTRIES}),
    max_size=3,
)
LANGUAGES = st.lists(st.fixed_dictionaries({"keel": TEXTS, "tase": st.sampled_from(["C1", "b2"])}), max_size=2)
UNKNOWN = st.recursive(
    TEXTS | st.none(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=4,
)
POSITIONS = st.fixed_dictionaries(
    {
        "ametinimetus": TEXTS,
        "struktuuriüksus": st.just("andmetalitus"),
        "teenistuja": st.sampled_from(["ametnik", "töötaja", "muu"]),
    },
    optional={
        "eesmärk": TEXTS,
        "ülesanded": DUTIES,
        "kehtiv_alates": DAYS,
        "tagasiulatuv": st.sampled_from(["jah", "true", "ei", "FALSE", "vist"]),
        "kinnitamine": st.fixed_dictionaries({}, optional={"number": TEXTS, "kuupäev": DAYS, "lisa": TEXTS}),
        "vahetu_juht": REFS,
        "asendajad": st.lists(REFS, max_size=3),
        "alluvad": st.just("auto") | st.lists(IDS, max_size=2),
        "õigused": ENTRIES,
        "töövahendid": TEXTS | USES | ENTRIES | st.none(),
        "nõuded": st.fixed_dictionaries({}, optional={"haridus": TEXTS | USES, "keeleoskus": LANGUAGES | TEXTS}),
        "märkused": TEXTS | st.lists(TEXTS, max_size=2),
        "tundmatu": UNKNOWN,
    },
)
_ONE_LINE = re.compile(r"[^\n]*\Z")
_HARMLESS = re.compile(r"\w[\w .]*(?<! )\Z")


@st.composite
def messy_positions(draw: DrawFn) -> str:
    """The text of a position's file; nearly always YAML, not always right."""
    position = cast("dict[str, Tree]", draw(POSITIONS))
    keys = draw(st.permutations(list(position)))
    text = _Scribe(draw(st.binary(min_size=400, max_size=400))).page({key: position[key] for key in keys})
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(text)))
        slip = draw(st.sampled_from(["\n", " ", "\n\n", " #slip\n", "\n# slip\n", "\n    # slip\n", "\t", "#", ","]))
        text = text[:at] + slip + text[at:]
    text = draw(
        st.sampled_from([text, text.replace("\n", "\r\n"), "\ufeff" + text, unicodedata.normalize("NFD", text)])
    )
    return text + draw(st.sampled_from(["", "...\n# pärast\n", "\n\n# lõpp", "# lõpp\n"]))


class _Scribe:
    """A hand that writes, with choices to make at every turn."""

    def __init__(self, turns: bytes) -> None:
        # One draw for all turns: hundreds of draws would make an example slow.
        self.turns = cycle(turns)
        self.said = 0

    def page(self, record: dict[str, Tree]) -> str:
        opening = self.pick("", "", "---\n", "%YAML 1.1\n--- # avatud\n")
        return self.lines(0) + opening + self.block(record, self.pick(0, 0, 0, 2))

    def pick(self, *choices: T) -> T:
        return choices[next(self.turns) % len(choices)]

    def in_one_of(self, cases: int) -> bool:
        return next(self.turns) % cases == cases - 1

    def remark(self) -> str:
        self.said += 1
        return f"#m{self.said}m" + self.pick("", " sõna", ": [", "  \t")

    def beside(self) -> str:
        return self.pick("", "", "", f" {self.remark()}", "  ")

    def lines(self, indent: int) -> str:
        """Own lines of comment, or blank ones, or most often none."""
        margin = " " * max(0, indent + self.pick(0, 0, 0, -2, 2, 4))
        return self.pick("", "", "", "\n", f"{margin}{self.remark()}\n", f"\n{margin}{self.remark()}\n\n")

    def block(self, value: dict[str, Tree] | list[Tree], indent: int) -> str:
        """A record or a list, an entry a line."""
        text = ""
        margin = " " * indent
        items = list(value.items()) if isinstance(value, dict) else [(None, item) for item in value]
        for key, inner in items:
            text += self.lines(indent)
            if key is None:
                text += f"{margin}-{self.after(inner, indent, compact=True)}"
            elif self.in_one_of(16):
                text += f"{margin}? {self.quoted(key)}{self.beside()}\n{margin}:{self.after(inner, indent)}"
            else:
                text += f"{margin}{self.key(key)}:{self.after(inner, indent)}"
        return text + self.lines(indent)

    def after(self, value: Tree, indent: int, *, compact: bool = False) -> str:
        """What stands behind a key or a dash, to the end of its last line."""
        if value is None:
            return self.pick("", " ~", " null") + self.beside() + "\n"
        if not isinstance(value, dict | list):
            return self.scalar(value, indent + self.pick(1, 2, 4))
        if not value or self.in_one_of(3):
            return f" {self.flow(value)}{self.beside()}\n"
        inner = indent + self.pick(2, 2, 1, 4)
        if compact and not self.in_one_of(3):
            body = self.block(value, inner).lstrip("\n")
            if body[:inner].isspace():
                return " " * (inner - indent - 1) + body[inner:]
        if isinstance(value, list) and not compact:
            inner = self.pick(inner, indent)
        return f"{self.beside()}\n{self.block(value, inner)}"

    def scalar(self, text: str, indent: int) -> str:
        margin = "\n" + " " * indent
        style = self.pick("plain", "quoted", "folded", "literal", "wrapped")
        if style in {"folded", "literal"} and text.strip() and text[0] not in " \n\t":
            head = ("|" if style == "literal" or "\n" in text else ">") + self.pick("", "-", "+")
            return f" {head}{self.beside()}{margin}{text.replace(chr(10), margin)}\n{self.lines(indent - 1)}"
        if style == "wrapped" and _HARMLESS.match(text):
            return f"{self.pick(' ', margin)}{text.replace(' ', margin, 2)}{self.beside()}\n"
        if style == "plain" and _HARMLESS.match(text):
            return f"{self.pick(' ', '   ', chr(9))}{text}{self.beside()}\n"
        return f"{self.pick(' ', margin)}{self.quoted(text)}{self.beside()}\n"

    def quoted(self, text: str) -> str:
        if _ONE_LINE.match(text) and self.in_one_of(2):
            return "'" + text.replace("'", "''") + "'"
        return json.dumps(text, ensure_ascii=False)

    def key(self, key: str) -> str:
        return key if _HARMLESS.match(key) and not self.in_one_of(3) else self.quoted(key)

    def flow(self, value: Tree) -> str:
        """A record or a list in brackets, perhaps over several lines."""
        if value is None:
            return self.pick("~", "null")
        if isinstance(value, dict):
            parts = [f"{self.key(key)}: {self.flow(inner)}" for key, inner in value.items()]
        elif isinstance(value, list):
            parts = [self.flow(inner) for inner in value]
        else:
            return value if _HARMLESS.match(value) else self.quoted(value)
        space = self.pick("", " ", f" {self.remark()}\n           ", "\n         ")
        inside = "".join(f"{space}{part},{self.pick('', ' ')}" for part in parts)
        inside = inside if self.in_one_of(2) else inside.rstrip(", ")
        end = self.pick("", f" {self.remark()}\n          ")
        return f"{{{inside}{end}}}" if isinstance(value, dict) else f"[{inside}{end}]"
