"""Both languages say everything: no message is left untranslated, none is translated that is no longer there."""

from __future__ import annotations

import ast
import re
from io import BytesIO
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from jdflow.language import LANGUAGES, Msg, Voice, msg
from tests.checkout import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from babel.messages.catalog import Catalog, Message

LOCALE = ROOT / "jdflow" / "locale" / "et" / "LC_MESSAGES"
# How the code marks what people read (make messages).
KEYWORDS = {"N_": None, "msg": None, "say": None, "count": (1, 2)}


def forms(text: str | Iterable[str] | None) -> tuple[str, ...]:
    """A message's text; with its plural, where it has one."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def messages(catalogue: Catalog) -> dict[tuple[str, ...], Message]:
    return {forms(message.id): message for message in catalogue if message.id}


def marked() -> set[tuple[str, ...]]:
    """Every text that the code marks for translation."""
    found = extract_from_dir(ROOT / "jdflow", [("**.py", "python")], keywords=KEYWORDS)
    return {forms(message) for _, _, message, _, _ in found}


def gaps(text: str) -> set[str]:
    """The parameters that a sentence has room for."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


MARKED = marked()
TRANSLATED = messages(read_po(BytesIO((LOCALE / "jdflow.po").read_bytes())))


def test_the_code_marks_its_messages() -> None:
    assert ("The key “{key}” is not known in {record}.",) in MARKED
    assert ("{n} error", "{n} errors") in MARKED


def test_no_message_hides_in_an_f_string() -> None:
    """What gathers the messages does not look there."""
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in (ROOT / "jdflow").rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and _name(call) in KEYWORDS
        and call.args
        and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def test_no_message_is_untranslated() -> None:
    assert sorted(MARKED - TRANSLATED.keys()) == []
    assert [id for id, message in TRANSLATED.items() if not all(forms(message.string))] == []


def test_no_translation_is_left_over() -> None:
    assert sorted(TRANSLATED.keys() - MARKED) == []


def test_no_translation_is_a_guess() -> None:
    assert [message.id for message in TRANSLATED.values() if message.fuzzy] == []


def test_translations_have_the_same_gaps() -> None:
    wrong = {
        text: ids
        for ids, message in TRANSLATED.items()
        for text in forms(message.string)
        if gaps(text) != set().union(*map(gaps, ids))
    }
    assert wrong == {}


def test_translations_begin_and_end_alike() -> None:
    """White space joins a sentence to what stands beside it; a full stop ends it."""
    ends = re.compile(r"^\s|[\s.:?]$")
    wrong = {
        text: ids
        for ids, message in TRANSLATED.items()
        for text, id in zip(forms(message.string), ids, strict=False)
        if ends.findall(text) != ends.findall(id)
    }
    assert wrong == {}


def test_the_compiled_catalogue_is_that_of_the_texts() -> None:
    compiled = messages(read_mo(BytesIO((LOCALE / "jdflow.mo").read_bytes())))
    assert {ids: forms(message.string) for ids, message in compiled.items()} == {
        ids: forms(message.string) for ids, message in TRANSLATED.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_voice_fills_gaps_in_gaps(language: str) -> None:
    voice = Voice(language)
    inner = msg("it is a folder")
    assert voice(msg("This cannot be read: {why}.", why=inner)).endswith(f": {voice(inner)}.")
    assert voice(Msg("no such sentence {n}", {"n": 5})) == "no such sentence 5"


def test_numbers_choose_their_words() -> None:
    counted = [Voice("en").count("{n} position", "{n} positions", number) for number in (0, 1, 2)]
    assert counted == ["0 positions", "1 position", "2 positions"]
    one, two = (Voice("et").count("{n} position", "{n} positions", number) for number in (1, 2))
    assert one.startswith("1 ")
    assert two.startswith("2 ")
    assert one[2:] != two[2:]


def test_braces_in_what_is_filled_in_stay() -> None:
    assert Voice("en")(msg("The key “{key}” is missing from {record}.", key="{x}", record="{{y}}")) == (
        "The key “{x}” is missing from {{y}}."
    )
