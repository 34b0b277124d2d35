"""The catalogue of codes: one entry for the terminal, the whole as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jdflow.language import N_, Voice
from jdflow.output.problems import SEVERITY_WORDS
from jdflow.problems.catalogue import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jdflow.output.plain import Paint
    from jdflow.problems import Rule

CENTURIES = {
    "JD0": N_("Files and YAML"),
    "JD1": N_("Fields"),
    "JD2": N_("Shared blocks"),
    "JD3": N_("References and organisation"),
    "JD4": N_("Effective dates"),
    "JD5": N_("Reviews"),
    "JD6": N_("Templates"),
    "JD7": N_("Privacy"),
    "JD8": N_("Style and drift"),
}


def as_text(rule: Rule, voice: Voice, paint: Paint) -> Iterator[str]:
    """One entry, for the terminal."""
    yield paint("bold", f"{rule.code} · {voice.say(SEVERITY_WORDS[rule.severity])}")
    yield voice.say(rule.what)
    yield voice.outline(rule.advice)
    for heading, example in ((voice.say("Wrong:"), rule.bad), (voice.say("Right:"), rule.good)):
        yield ""
        yield paint("bold", heading)
        yield from (f"    {line}" for line in example.splitlines())


def in_brief(voice: Voice, paint: Paint) -> Iterator[str]:
    """All codes, a line each."""
    for code, rule in sorted(CATALOGUE.items()):
        yield f"{paint('bold', code)}  {voice.say(rule.what)}"


def as_page(voices: tuple[Voice, ...]) -> str:
    """The reference page, in all languages, the first one first."""
    lines = ["# " + " · ".join(voice.say("Problem codes") for voice in voices), ""]
    for prefix, title in CENTURIES.items():
        lines += ["## " + " · ".join(voice.say(title) for voice in voices), ""]
        for code, rule in sorted(CATALOGUE.items()):
            if code.startswith(prefix):
                lines += _entry(rule, voices)
    return "\n".join(lines).rstrip() + "\n"


def _entry(rule: Rule, voices: tuple[Voice, ...]) -> Iterator[str]:
    yield f"### {rule.code}"
    yield ""
    for voice in voices:
        yield f"**{voice.say(SEVERITY_WORDS[rule.severity])}** – {voice.say(rule.what)} {voice.outline(rule.advice)}"
        yield ""
    headings = (
        " · ".join(voice.say("Wrong:") for voice in voices),
        " · ".join(voice.say("Right:") for voice in voices),
    )
    for heading, example in zip(headings, (rule.bad, rule.good), strict=True):
        yield heading
        yield ""
        yield "```yaml"
        yield from example.splitlines()
        yield "```"
        yield ""
