"""The two languages: a message that waits to be said, and the voice that says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("et", "en")
_LOCALE = __file__.removesuffix("language.py") + "locale"

Param: TypeAlias = "str | int | Msg"
_NONE: Mapping[str, Param] = {}


class Msg(NamedTuple):
    """A sentence in English with its parameters, to be said later in the reader's language."""

    text: str
    params: Mapping[str, Param] = _NONE


def msg(text: str, **params: Param) -> Msg:
    """A message to be said later; the call marks its text for translation."""
    return Msg(text, params)


def packed(message: Msg) -> list[Any]:
    """The message as plain JSON, to be kept."""
    return [message.text, packed_params(message.params)]


def packed_params(params: Mapping[str, Param]) -> dict[str, Any]:
    """The parameters of a message as plain JSON."""
    return {name: packed(value) if isinstance(value, Msg) else value for name, value in params.items()}


def unpacked(data: list[Any]) -> Msg:
    """The message that was kept; raises whatever a damaged one leads to."""
    text, params = data
    return Msg(text, unpacked_params(params))


def unpacked_params(data: dict[str, Any]) -> dict[str, Param]:
    """The parameters that were kept."""
    return {name: unpacked(value) if isinstance(value, list) else value for name, value in data.items()}


def N_(text: str) -> str:  # noqa: N802 (the name by which extraction tools know it)
    """The text itself, marked for translation."""
    return text


def both_voices() -> tuple[Voice, ...]:
    """A voice in each language, the first one first."""
    return tuple(Voice(language) for language in LANGUAGES)


class _Gaps(dict[str, str]):
    """Stands in for parameters that nobody has given."""

    def __missing__(self, name: str) -> str:
        return "…"


class Voice:
    """Says messages in one language."""

    def __init__(self, language: str) -> None:
        # gettext pulls in `re`; `jdflow --version` does without.
        import gettext

        self.language = language
        self._catalogue = (
            gettext.NullTranslations()
            if language == "en"
            else gettext.translation("jdflow", _LOCALE, languages=[language])
        )

    def __call__(self, message: Msg) -> str:
        """The message in this language, its parameters filled in."""
        return self._fill(self._catalogue.gettext(message.text), message.params)

    def say(self, text: str, **params: Param) -> str:
        """The text in this language; the call marks it for translation."""
        return self(Msg(text, params))

    def word(self, text: str) -> str:
        """The translation itself, nothing filled in."""
        return self._catalogue.gettext(text)

    def outline(self, text: str) -> str:
        """The text in this language without any one case: its parameters are left open."""
        return self._catalogue.gettext(text).format_map(_Gaps())

    def count(self, one: str, many: str, number: int) -> str:
        """The sentence for that many things, named `{n}` in it."""
        return self._fill(self._catalogue.ngettext(one, many, number), {"n": number})

    def _fill(self, text: str, params: Mapping[str, Param]) -> str:
        said = {key: self(value) if isinstance(value, Msg) else value for key, value in params.items()}
        return text.format_map(said)
