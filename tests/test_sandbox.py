"""What may stand between braces: names, forms, a filter, conditions; nothing that runs or reaches out."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from jdflow.model.relation import NAME
from jdflow.sandbox import FILTERS, MOST_CHARACTERS, NotAllowed, compile_text, has_braces, sentence_case
from tests.effort import effort

JINJA = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)
JINJA.filters = dict(FILTERS)

# To Jinja2 these are no names.
WORDS = {"true", "false", "none", "True", "False", "None", "not", "and", "or", "in", "is", "if", "else"}
NAMES = st.from_regex(r"[a-zõäöü_][a-zõäöü_0-9]{0,5}", fullmatch=True).filter(lambda name: name not in WORDS)
SPACE = st.sampled_from(["", " ", "  ", "\n"])
PIECES = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=8),
    st.sampled_from(["{", "}", "{ {", "}}", "%}", "#}", "{}", "|", "suurtäht"]),
    st.builds("{{{{{}{}{}{}}}}}".format, SPACE, NAMES, st.sampled_from(["", "|suurtäht", " | suurtäht"]), SPACE),
    st.builds("{{{{ teenistuja.{} }}}}".format, NAMES.filter(lambda name: not name.startswith("_"))),
)


class Any(dict[str, str]):
    """Has a form for every name."""

    def __missing__(self, name: str) -> str:
        return f"<{name}>"


def values_for(names: frozenset[str]) -> dict[str, str | Any]:
    return {name: f"õ{name}" for name in names if "." not in name and name != NAME} | {NAME: Any()}


@settings(max_examples=500)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_texts_with_names_are_filled_as_jinja_fills_them(text: str) -> None:
    try:
        template = compile_text(text)
    except NotAllowed:
        return
    assume(NAME not in template.names)
    values = values_for(template.names)
    assert template.fill(values) == JINJA.from_string(text).render(values)


@given(st.text(st.characters(codec="utf-8", exclude_characters="{")))
def test_text_without_braces_stays(text: str) -> None:
    assert compile_text(text).fill({}) == text
    assert not has_braces(text)


@settings(max_examples=500)
@given(st.text(st.sampled_from("{}%#|.()[]'\"abp _-+\n0")))
def test_whatever_is_written_is_filled_or_refused(text: str) -> None:
    """No text raises anything but NotAllowed, and what is not refused asks only for names."""
    with suppress(NotAllowed):
        template = compile_text(text)
        assume(all("." not in name for name in template.names))
        assert isinstance(template.fill(values_for(template.names)), str)


@pytest.mark.parametrize(
    ("text", "names", "filled"),
    [
        ("{{ a }} ja {{b}}", {"a", "b"}, "x ja y"),
        ("{{ a|suurtäht }}", {"a"}, "X"),
        ("{{ p.omastav }}", {"p.omastav"}, "isiku"),
        ("{{ p.omastav | suurtäht }}", {"p.omastav"}, "Isiku"),
        ("{% if a %}{{ b }}{% else %}{{ a }}{% endif %}", {"a", "b"}, "y"),
        ("{% if p.omastav == 'isiku' %}on{% endif %}", {"p.omastav"}, "on"),
        ("{% if not a or a != b and b %}on{% endif %}", {"a", "b"}, "on"),
        ("{{ 'sõna'|suurtäht }}{# märkus #}", set(), "Sõna"),
        ("{% raw %}{{ a }}{% endraw %}", set(), "{{ a }}"),
        ("{{- a -}} !", {"a"}, "x!"),
        ("lõpp\n{% if a %}{% endif %}\n", {"a"}, "lõpp\n\n"),
        ("<&> {a} }} %}", set(), "<&> {a} }} %}"),
    ],
)
def test_what_may_stand_there(text: str, names: set[str], filled: str) -> None:
    template = compile_text(text)
    assert template.names == names
    assert template.fill({"a": "x", "b": "y", "p": {"omastav": "isiku"}}) == filled


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{{ ''.__class__ }}", "only the forms of `teenistuja` may follow a dot"),
        ("{{ p.__class__ }}", "only the forms of `teenistuja` may follow a dot"),
        ("{{ p.a.b }}", "only the forms of `teenistuja` may follow a dot"),
        ("{{ p['__class__'] }}", "square brackets are not allowed"),
        ("{{ a() }}", "nothing may be called"),
        ("{{ p.format(a) }}", "nothing may be called"),
        ("{{ a|attr('x') }}", "the only filter is `suurtäht`"),
        ("{{ a|suurtäht(1) }}", "the only filter is `suurtäht`"),
        ("{% for a in b %}{% endfor %}", "loops are not allowed"),
        ("{% include 'a' %}", "use `kasuta` to include a block"),
        ("{% set a = 'x' %}", "only names may stand here"),
        ("{{ a + b }}", "only names may stand here"),
        ("{{ 'a' * 99999999 }}", "only names may stand here"),
        ("{% if a > b %}{% endif %}", "only names may stand here"),
        ("{{ a if b else c }}", "only names may stand here"),
        ("{{ 5 }}", "only names may stand here"),
        ("{{ [a] }}", "only names may stand here"),
        ("{% filter upper %}{% endfilter %}", "only names may stand here"),
        ("{{ }}", "this is not complete, or not understood"),
        ("{{ a", "this is not complete, or not understood"),
        ("{% if a %}", "this is not complete, or not understood"),
        ("{{{ a }}}", "this is not complete, or not understood"),
        ("{% nosuchtag %}", "this is not complete, or not understood"),
        ("{{ '" + "(" * 3000, "this is not complete, or not understood"),
        ("{{ " + "(" * 1900 + "a" + ")" * 1900 + " }}", "this is more than a sentence needs"),
        ("{% if a %}" * 60 + "{% endif %}" * 60, "this is more than a sentence needs"),
        ("{{ a }}" + "x" * MOST_CHARACTERS, "the text is too long to be filled in"),
    ],
)
def test_what_may_not(text: str, why: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        compile_text(text)
    assert refused.value.why.text == why


def test_a_long_text_without_gaps_may_be_as_long_as_it_is() -> None:
    text = "x" * (MOST_CHARACTERS * 10)
    assert compile_text(text).fill({}) == text


@pytest.mark.parametrize("unit", ["{{", "{{ ", "{{ a", "{% ", "{#", "{{ a }}", "{{ a.", "{{ a |", "\n{{"])
def test_the_work_grows_with_the_text_alone(unit: str) -> None:
    def compiled() -> None:
        with suppress(NotAllowed):
            compile_text(unit * (MOST_CHARACTERS // len(unit)))

    assert effort(compiled) < 100 * MOST_CHARACTERS


@pytest.mark.parametrize(("text", "cased"), [("", ""), ("õun", "Õun"), ("Õ", "Õ"), ("MARAC", "MARAC"), ("ßa", "SSa")])
def test_the_first_letter_alone_becomes_a_capital(text: str, cased: str) -> None:
    assert sentence_case(text) == cased
