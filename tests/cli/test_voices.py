"""Estonian and English: as asked for, else as the settings say, else Estonian; the parser's own words, too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from jdflow.cli.verbs import VERBS
from jdflow.language import LANGUAGES, Voice
from tests.command import jdflow
from tests.support import overlay

if TYPE_CHECKING:
    from pathlib import Path

EMPTY_LIST = "õigused: []\n"


@pytest.fixture
def english(root: Path) -> Path:
    """The content of an agency that speaks English."""
    return overlay('# shared/settings.yaml\nkeel: "en"  # or et\n').on_disk(root)


@pytest.mark.parametrize(
    ("lang", "usage", "about"),
    [
        ("et", "kasutus: jdflow [", "Ametijuhendid Gitis"),
        ("en", "usage: jdflow [", "Job descriptions as documents in Git"),
    ],
)
def test_the_overview(lang: str, usage: str, about: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, "--lang", lang, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(usage)
    assert about in ran.out
    assert [verb for verb in VERBS if f"\n  {verb} " not in ran.out] == []
    assert jdflow(capsys, f"--lang={lang}", "-h") == ran
    # Without a verb, the same is said as an error.
    assert jdflow(capsys, "--lang", lang) == (2, "", ran.out)


@pytest.mark.parametrize("verb", VERBS)
def test_help_of_a_verb_leaves_no_word_in_the_other_language(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = {
        "et": {"usage", "options", "positional arguments", "show this help"},
        "en": {"kasutus", "valikud", "kõigi käskude"},
    }
    for lang in LANGUAGES:
        ran = jdflow(capsys, verb, "--help", "--lang", lang)
        assert (ran.code, ran.err) == (0, "")
        assert [word for word in words[lang] if word in ran.out] == []
        other = jdflow(capsys, verb, "--help", "--lang", "en" if lang == "et" else "et")
        assert [word for word in words[lang] if word in other.out] != []


def test_a_description_keeps_its_capitals(capsys: pytest.CaptureFixture[str]) -> None:
    assert "\nPrint the JSON Schema that editors use.\n" in jdflow(capsys, "schema", "--help", "--lang", "en").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "--format", "x"), "invalid choice: %(value)r (choose from %(choices)s)"),
        (("explain", "a", "b"), "unrecognized arguments: %s"),
        (("--laang",), "unrecognized arguments: %s"),
        (("show",), "the following arguments are required: %s"),
        (("check", "-C"), "expected one argument"),
        (("check", "-q", "-v"), "not allowed with argument %s"),
        (("check", "--strict=1"), "ignored explicit argument %r"),
        (("chekc",), "There is no verb “{verb}”."),
        (("list", "--on", "x", "-C", "{}"), "“{value}” is not a date: {why}."),
    ],
)
def test_usage_errors(arguments: tuple[str, ...], said: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = tuple(argument.format(root) for argument in arguments)
    for lang in LANGUAGES:
        ran = jdflow(capsys, "--lang", lang, *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert missing(ran.err, said, lang) == []
        assert missing(ran.err, said, "en" if lang == "et" else "et") != []


def missing(text: str, said: str, lang: str) -> list[str]:
    """The words of a message, as they are in a language, that the text does not hold."""
    words = re.split(r"%(?:\(\w+\))?[rs]|\{\w+\}", Voice(lang).word(said))
    return [word for word in words if word not in text]


@pytest.mark.parametrize("arguments", [("--lang", "fi"), ("--lang=fi", "explain"), ("explain", "--lang", "fi")])
def test_an_unknown_language(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    ran = jdflow(capsys, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert missing(ran.err, "invalid choice: %(value)r (choose from %(choices)s)", "et") == []
    assert "'fi'" in ran.err


@pytest.mark.parametrize(("lang", "word"), [("et", "viga JD101"), ("en", "error JD101")])
def test_messages(lang: str, word: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay("eesmark: Andmed on korras.\n").on_disk(root)
    assert word in jdflow(capsys, "-C", root, "check", "--lang", lang).out


@pytest.mark.parametrize("arguments", [("check",), ("--help",), ("show", "naids"), ("chekc",), ("check", "--formt")])
def test_the_settings_choose_where_nothing_is_asked_for(
    arguments: tuple[str, ...], english: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = jdflow(capsys, "-C", english, *arguments)
    assert chosen == jdflow(capsys, "--lang", "en", "-C", english, *arguments)
    asked = jdflow(capsys, "--lang", "et", "-C", english, *arguments)
    assert chosen[1:] != asked[1:]
    for named in (f"-C{english}", f"--directory={english}"):
        assert jdflow(capsys, named, *arguments) == chosen
    monkeypatch.chdir(english / "positions")
    assert jdflow(capsys, *arguments) == chosen
    assert jdflow(capsys, *arguments, "--lang", "et") == asked


@pytest.mark.parametrize(
    "settings", ["keel: en\n", "\ufeffkeel: en\r\n", "asutus: X\nkeel:  'en'\n", "keel: en # või et"]
)
def test_settings_that_choose_english(settings: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "shared/settings.yaml").write_bytes(settings.encode())
    assert "2 positions." in jdflow(capsys, "-C", root, "check").out


@pytest.mark.parametrize("settings", ["keel: fr\n", "keel:\n", "\x00", "asutus: [\n", "keel: [en]\n"])
def test_settings_that_choose_nothing_leave_estonian(
    settings: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "shared/settings.yaml").write_text(settings, "utf-8")
    assert "Kontrollitud: 2 ametikohta" in jdflow(capsys, "-C", root, "check").out
