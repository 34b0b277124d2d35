"""Problems as people and programs read them: with caret lines, as JSON, as annotations of a forge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jdflow.language import N_
from jdflow.output import plain
from jdflow.output.plain import Paint, safe, width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from jdflow.language import Voice
    from jdflow.problems import Place, Problem, Severity

SEVERITY_WORDS: dict[Severity, str] = {"error": N_("error"), "warning": N_("warning"), "info": N_("note")}
MOST_RELATED = 5
MOST_COLUMNS = 160


def as_text(
    problems: Sequence[Problem], voice: Voice, paint: Paint, line_of: Callable[[str, int], str]
) -> Iterator[str]:
    """Each problem with its place, the line it stands in, and the advice."""
    for problem in problems:
        place = problem.place
        word = paint(problem.severity, f"{voice.say(SEVERITY_WORDS[problem.severity])} {problem.rule.code}")
        yield f"{paint('bold', where(place))}: {word}: {safe(voice(problem.message))}"
        yield from _caret(place, paint, line_of(place.path, place.line))
        yield f"    {paint('faint', '→')} {safe(voice(problem.advice))}"
        for related in problem.related[:MOST_RELATED]:
            yield f"    {where(related.place)}: {safe(voice(related.message))}"
        rest = len(problem.related) - MOST_RELATED
        if rest > 0:
            yield "    " + voice.count("… and {n} more place", "… and {n} more places", rest)
        yield ""


def where(place: Place) -> str:
    """A place as editors and terminals know it: path:line:column."""
    return f"{safe(place.path)}:{place.line}:{place.column}"


def _caret(place: Place, paint: Paint, line: str) -> Iterator[str]:
    if not line.strip():
        return
    start = min(place.column - 1, len(line))
    # A long line is cut so that the caret stays in sight.
    cut = max(0, start - MOST_COLUMNS // 2) if len(line) > MOST_COLUMNS else 0
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    end = min(max(end, start + 1), cut + MOST_COLUMNS, max(len(line), start + 1))
    before, marked = safe(line[cut:start]), safe(line[start:end])
    number = str(place.line)
    yield f"  {number} {paint('faint', '|')} {before}{marked}{safe(line[end : cut + MOST_COLUMNS])}"
    blank = " " * len(number)
    yield f"  {blank} {paint('faint', '|')} {' ' * width(before)}{paint('error', '^' * max(1, width(marked)))}"


def summary(counts: Mapping[Severity, int], positions: int, voice: Voice, paint: Paint) -> str:
    """What was found, in one line."""
    looked_at = voice.count("{n} position", "{n} positions", positions)
    if not any(counts.values()):
        return paint("good", voice.say("No problems found: {looked_at}.", looked_at=looked_at))
    parts = [
        voice.count("{n} error", "{n} errors", counts["error"]) if counts["error"] else "",
        voice.count("{n} warning", "{n} warnings", counts["warning"]) if counts["warning"] else "",
        voice.count("{n} note", "{n} notes", counts["info"]) if counts["info"] else "",
    ]
    found = ", ".join(part for part in parts if part)
    return paint("bold", voice.say("Found: {found}; {looked_at}.", found=found, looked_at=looked_at))


def as_json(problems: Sequence[Problem], counts: Mapping[Severity, int], positions: int, voice: Voice) -> str:
    """One JSON document."""
    return plain.as_json(
        {
            "problems": [_as_object(problem, voice) for problem in problems],
            "counts": dict(counts) | {"positions": positions},
        }
    )


def _as_object(problem: Problem, voice: Voice) -> dict[str, Any]:
    return {
        "code": problem.rule.code,
        "severity": problem.severity,
        **problem.place._asdict(),
        "message": voice(problem.message),
        "advice": voice(problem.advice),
        "related": [
            {
                "path": related.place.path,
                "line": related.place.line,
                "column": related.place.column,
                "message": voice(related.message),
            }
            for related in problem.related
        ],
    }


def as_annotations(problems: Sequence[Problem], voice: Voice, prefix: str) -> Iterator[str]:
    """Workflow commands that put each problem beside its line in a pull request."""
    kinds: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
    for problem in problems:
        place = problem.place
        facts = {
            "file": prefix + place.path,
            "line": place.line,
            "col": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
            "title": problem.rule.code,
        }
        if place.end_line != place.line:
            # The forge shows columns only within one line.
            del facts["col"], facts["endColumn"]
        options = ",".join(f"{name}={_option(str(value))}" for name, value in facts.items())
        text = f"{safe(voice(problem.message))}\n{safe(voice(problem.advice))}"
        yield f"::{kinds[problem.severity]} {options}::{_data(text)}"


def _data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return safe(escaped)


def _option(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
